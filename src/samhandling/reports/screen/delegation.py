"""The delegation plan on the screen: each decision and who has it, what remains, and what a pattern would change."""

from dataclasses import dataclass

from samhandling.comparison import Change, Comparison, Direction
from samhandling.delegation_patterns import Pattern, Patterned
from samhandling.delegation_plan import DelegationPlan, PlannedAuthority, PlannedLink
from samhandling.model.municipality import Delegation
from samhandling.model.verdict import Verdict
from samhandling.reports.screen.page import block, columns, wrap
from samhandling.reports.sections.delegation_words import DelegationWords, capital
from samhandling.reports.sections.telling import Telling, inside

MOST_STEPS = 20
"""More steps than this are counted, not listed: the report has them all."""
MOST_CHANGES = 12


def plan_lines(telling: Telling, plan: DelegationPlan, model: str) -> list[str]:
    """The plan, about a page."""
    t, words = telling.t, DelegationWords(telling, plan)
    result = telling.result
    title = t("delegation.screen.title", municipality=result.name, number=result.number, date=plan.as_of)
    lines = [title, "=" * len(title), *wrap(words.lead())]
    reserved = [each for each in plan.authorities if each.council_only and not each.links]
    for each in plan.authorities:
        if each not in reserved:
            lines += block(capital(words.name(each.id)), _authority(words, each))
    if reserved:
        rows = [(capital(words.name(each.id)), words.basis(each.provisions)) for each in reserved]
        lines += block(t("delegation.screen.council_only"), columns(rows))
    lines += _remaining(words)
    names = [(f"--pattern {each}", t(f"delegation.pattern.name.{each}")) for each in Pattern]
    note = wrap(t("delegation.screen.patterns_note", model=model), "  ")
    lines += block(t("delegation.screen.patterns"), [*columns(names), *note])
    command = f"samhandling delegate {model} --as-of {plan.as_of.isoformat()} --docx vedtak.docx"
    return [*lines, "", *wrap(t("delegation.screen.draft", command=command))]


def _authority(words: DelegationWords, authority: PlannedAuthority) -> list[str]:
    t = words.t
    rows = [
        (t("delegation.screen.basis"), words.basis(authority.provisions)),
        (t("delegation.screen.rests"), f"{words.rests(authority)} ({words.standing(authority)})"),
    ]
    rows += [(t("delegation.screen.chain"), chain) for chain in words.chains(authority)]
    rows += [(t("delegation.screen.links"), link_line(words, link)) for link in authority.links]
    titles = dict.fromkeys(f"{gap.rule} {words.telling.title(gap)}" for gap in authority.gaps)
    rows += [(t("delegation.screen.findings"), title) for title in titles]
    return columns(_without_repeats(rows))


def _without_repeats(rows: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The same label is said once, on the first of its rows."""
    said, shown = "", []
    for label, text in rows:
        shown.append(("" if label == said else label, text))
        said = label
    return shown


def link_line(words: DelegationWords, link: PlannedLink) -> str:
    """One link in one line: who to whom, how it stands, and what goes with it."""
    t = words.t
    parts = [words.state(link)]
    if link.decided is not None:
        parts.append(t("delegation.line.decided", date=link.decided))
    if link.valid_to is not None and link.state.in_force:
        parts.append(t("delegation.line.valid_to", date=link.valid_to))
    if not link.retained:
        parts.append(t("delegation.line.onward" if link.may_subdelegate else "delegation.line.not_onward"))
        named = link.substitute is not None
        parts.append(
            t("delegation.line.substitute", role=words.substitute(link)) if named
            else t("delegation.line.no_substitute")
        )
    if link.conditions is not None:
        parts.append(t("delegation.line.conditions", text=link.conditions))
    return f"{words.passes(link)}: {' · '.join(parts)}"


def _remaining(words: DelegationWords) -> list[str]:
    t, steps = words.t, words.plan.remaining
    if not steps:
        return block(t("delegation.heading.remaining"), wrap(t("delegation.empty.remaining"), "  "))
    lines = []
    for step in steps[:MOST_STEPS]:
        said = t("delegation.step_line", who=words.decider(step), what=words.step(step))
        lines += wrap(said, "  – ", "    ")
    if len(steps) > MOST_STEPS:
        lines.append(f"  {t('audit.finding.more', n=len(steps) - MOST_STEPS)}")
    return block(t("delegation.screen.remaining", n=len(steps)), lines)


# patterns -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PatternTold:
    """What there is to tell of a pattern: the edit, the difference of the audits, and the audits' own words."""

    patterned: Patterned
    comparison: Comparison
    today: Telling
    then: Telling
    """The audit of the edited model."""


def pattern_lines(told: PatternTold) -> list[str]:
    """What a pattern would change in the audit, in words."""
    today, t, pattern = told.today, told.today.t, told.patterned.pattern
    name = t(f"delegation.pattern.name.{pattern}")
    title = t(
        "delegation.pattern.title", pattern=name, municipality=today.result.name, date=today.result.as_of
    )
    lines = [title, "=" * len(title), *wrap(t(f"delegation.pattern.explanation.{pattern}"))]
    if told.patterned.already:
        lines += ["", *wrap(t("delegation.pattern.already"))]
    else:
        edits = [line for each in _edits(told) for line in wrap(each, "  – ", "    ")]
        lines += block(t("delegation.pattern.heading.edits"), edits)
        for direction in (Direction.BETTER, Direction.WORSE):
            changes = told.comparison.going(direction)
            lines += block(t(f"delegation.pattern.heading.{direction}"), _changes(told, changes))
    return [*lines, "", *wrap(t("delegation.pattern.lawful"))]


def _edits(told: PatternTold) -> list[str]:
    """The decisions that the pattern asks for."""
    today, then, t, patterned = told.today, told.then, told.today.t, told.patterned
    carrier = _delegation(then, patterned.delegation)
    chief = then.role_name(carrier.from_)
    if carrier.retained:
        said = [t("delegation.pattern.keeps", chief=chief)]
    else:
        substitute = carrier.substitute or then.graph.roles[carrier.to].substitute
        named = then.role_name(substitute) if substitute is not None else t("delegation.not_recorded")
        values = {"chief": chief, "role": inside(then.role_name(carrier.to)), "substitute": inside(named)}
        said = [t("delegation.pattern.delegates", **values)]
    said += [t("delegation.pattern.assumes", role=then.role_name(role)) for role in patterned.assumed]
    recalled = (today.delegation_name(each) for each in patterned.recalled)
    return said + [t("delegation.pattern.recalls", delegation=each) for each in recalled]


def _delegation(telling: Telling, id_: str) -> Delegation:
    return telling.graph.municipality.delegations[telling.graph.positions["delegations", id_]]


def _changes(told: PatternTold, changes: tuple[Change, ...]) -> list[str]:
    t = told.today.t
    if not changes:
        return [f"  {t('delegation.pattern.none')}"]
    lines = []
    for change in changes[:MOST_CHANGES]:
        lines += wrap(change_line(told, change), "  – ", "    ")
    if len(changes) > MOST_CHANGES:
        lines.append(f"  {t('audit.finding.more', n=len(changes) - MOST_CHANGES)}")
    return lines


def change_line(told: PatternTold, change: Change) -> str:
    """«SOR401 Ingen kan avgjøre hvem som samordner (Fjordvik): ikke dokumentert → dokumentert»."""
    t = told.today.t
    telling = told.today if change.after is None else told.then
    outcome = next(
        each for each in telling.result.outcomes if (each.rule, each.subject) == (change.rule, change.subject)
    )
    subject = f"{telling.title(outcome)} ({telling.subject(outcome)})"
    values = {"before": _verdict(told, change.before), "after": _verdict(told, change.after)}
    return t("delegation.pattern.change", code=change.rule, subject=subject, **values)


def _verdict(told: PatternTold, verdict: Verdict | None) -> str:
    t = told.today.t
    return t("delegation.pattern.no_finding") if verdict is None else t.term("verdict", verdict)
