"""A check explained, and the list of all checks: the catalogue as of a date, in one language."""

from datetime import date

from samhandling.law.catalogue import Catalogue
from samhandling.law.entries import CheckCase, CheckEntry, Provision
from samhandling.law.texts import Phrasebook
from samhandling.reports.screen.page import block, columns, wrap

NOT_VERIFIED = ("from-secondary-source", "uncertain")
_TRANSITION_FAMILY = "OVG6"


def provisions_of(catalogue: Catalogue, entry: CheckEntry) -> tuple[str, ...]:
    """All provisions a check can rest on: its own, else those of the subjects it examines."""
    if entry.provisions:
        return entry.provisions
    code = entry.code
    if code in ("SAM101", "SAM102"):
        both = ((*each.system_provisions, *each.private_system_provisions) for each in catalogue.service_types.values())
        return tuple(dict.fromkeys(id_ for provisions in both for id_ in provisions))
    for check, kind in (("SAM103", "private_provider"), ("AVT210", "shared_service"), ("SRV801", "statutory")):
        if code == check:
            return tuple(dict.fromkeys(p for group in catalogue.groups(kind).values() for p in group))
    if code == "AVT202":
        return tuple(each for each in catalogue.provisions if each.startswith("HOL-6-2-1-"))
    transition = catalogue.transitions.get(f"T{code[-2:]}") if code.startswith(_TRANSITION_FAMILY) else None
    return (*transition.legal_basis, *transition.plan_provisions) if transition is not None else ()


def grade(t: Phrasebook, case: CheckCase) -> str:
    """How much an outcome weighs, in a sentence."""
    kind = case.finding_class if case.finding_class in ("risk", "information") else None
    kind = kind or ("bor" if case.strength == "bor" else f"skal_{case.form}")
    return f"{t(f'explain.grade.{kind}')} {t('explain.grade.severity', severity=t.term('severity', case.severity))}"


def period(t: Phrasebook, provision: Provision, on: date) -> str:
    """Since when, and until when, a provision is law, as seen from a date."""
    if provision.in_force_from > on:
        return t("explain.basis.not_yet", date=provision.in_force_from)
    if provision.in_force_to is None:
        return t("explain.basis.from", date=provision.in_force_from)
    if provision.in_force_to < on:
        return t("explain.basis.ended", date=provision.in_force_to)
    return t("explain.basis.between", first=provision.in_force_from, last=provision.in_force_to)


def basis_lines(catalogue: Catalogue, t: Phrasebook, named: tuple[str, ...], on: date) -> list[str]:
    """The provisions in force on the date, each with its dates, its link, and a warning where it is not verified."""
    if not named:
        return wrap(t("explain.basis.none"), "  ")
    cited = catalogue.cited(named, on)
    if not cited:
        return wrap(t("explain.basis.not_law", date=on), "  ")
    lines = []
    for id_ in cited:
        provision = catalogue.provisions[id_]
        line = f"{catalogue.citation(id_, t.language)} ({id_}) – {period(t, provision, on)}"
        if provision.confidence in NOT_VERIFIED:
            line += f" [{t('explain.basis.uncertain', why=t.term('confidence', provision.confidence))}]"
        elif provision.date_confidence is not None:
            line += f" [{t('explain.basis.uncertain', why=t.term('date_confidence', provision.date_confidence))}]"
        lines += wrap(line, "  ", "    ")
        if " " not in provision.source_url:
            lines.append(f"    {t('explain.basis.link', url=provision.source_url)}")
    return lines


def supervision_lines(catalogue: Catalogue, t: Phrasebook, named: tuple[str, ...], on: date) -> list[str]:
    """Who supervises each of the provisions, and those that nobody does."""
    by_supervisor: dict[str | None, list[str]] = {}
    for id_ in catalogue.cited(named, on):
        provision = catalogue.provisions[id_]
        by_supervisor.setdefault(provision.supervisor, []).append(catalogue.citation(id_, t.language))
    lines = []
    for supervisor, citations in sorted(by_supervisor.items(), key=lambda each: (each[0] is None, each[0] or "")):
        listed = "; ".join(citations)
        if supervisor is None:
            lines += wrap(t("explain.supervision.nobody_for", citations=listed), "  ")
        else:
            name = t.term("supervisor", supervisor)
            said = t("explain.supervision.by_for", supervisor=name[0].upper() + name[1:], citations=listed)
            lines += wrap(said, "  ")
    return lines or wrap(t("explain.supervision.own_control"), "  ")


def explanation_lines(catalogue: Catalogue, t: Phrasebook, code: str, on: date) -> list[str]:
    """Everything a municipality needs to know of one check."""
    entry = catalogue.check(code)
    named = provisions_of(catalogue, entry)
    duty = any(case.strength == "skal" for case in entry.cases.values())
    title = t("explain.title", code=code, title=t.pick(entry.title))
    lines = [title, "=" * len(title), t("explain.as_of", date=on)]
    lines += block(t("explain.heading.duty" if duty else "explain.heading.practice"), wrap(t.pick(entry.duty), "  "))
    lines += block(t("explain.heading.reason"), wrap(t.pick(entry.reason), "  "))
    grades = dict.fromkeys(grade(t, case) for case in entry.cases.values())
    lines += block(t("explain.heading.grade"), [line for each in grades for line in wrap(each, "  ")])
    if "unsettled" in entry.cases:
        lines += wrap(t("explain.grade.unsettled"), "  ")
    lines += block(t("explain.heading.basis"), basis_lines(catalogue, t, named, on))
    lines += block(t("explain.heading.supervision"), supervision_lines(catalogue, t, named, on))
    lines += block(t("explain.heading.documents"), wrap(t.pick(entry.documents), "  "))
    lines += block(t("explain.heading.remedy"), wrap(placeholders_away(t.pick(entry.remedy)), "  "))
    lines += block(t("explain.heading.blind_spot"), wrap(t.pick(entry.blind_spot), "  "))
    limits = [_limit(catalogue, t, name, on) for name in entry.parameters]
    if limits:
        lines += block(t("explain.heading.limits"), [line for each in limits for line in wrap(each, "  ")])
    see = [t("explain.see_also.law", command=f"samhandling law {id_}") for id_ in catalogue.cited(named, on)[:1]]
    see.append(t("explain.see_also.rules", command="samhandling rules"))
    return lines + block(t("explain.heading.see_also"), [f"  {each}" for each in see])


def placeholders_away(text: str) -> str:
    """A remedy without a subject: the braces of its placeholders become an ellipsis."""
    out, rest = "", text
    while "{" in rest:
        before, _, rest = rest.partition("{")
        _, _, rest = rest.partition("}")
        out += before + "…"
    return out + rest


def _limit(catalogue: Catalogue, t: Phrasebook, name: str, on: date) -> str:
    parameter = catalogue.parameters[name]
    dated = next(each for each in reversed(parameter.values) if each.valid_from <= on)
    source, label = t.pick(dated.source), t.pick(parameter.name)
    if parameter.unit == "month_day":
        month, day = divmod(dated.value, 100)
        value, unit = f"{day}.", t(f"writing.month.{month}")
    else:
        value, unit = t.number(dated.value), t(f"explain.unit.{parameter.unit}", n=dated.value)
    return t("explain.limit", name=label, value=value, unit=unit, source=source)


def rules_lines(catalogue: Catalogue, t: Phrasebook, on: date) -> list[str]:
    """All checks, a line each."""
    title = t("explain.rules.title", date=on)
    heads = (t("explain.rules.code"), t("explain.rules.strength"), t("explain.rules.severity"), t("explain.rules.name"))
    rows = [heads]
    for code, entry in sorted(catalogue.checks.items()):
        case = next(iter(entry.cases.values()))
        named = t.pick(entry.title)
        if not catalogue.applies(provisions_of(catalogue, entry), on):
            named += f" [{t('explain.rules.not_law')}]"
        rows.append((code, t.term("strength", case.strength), t.term("severity", case.severity), named))
    count = t("explain.rules.count", n=len(catalogue.checks))
    hint = t("explain.rules.explain", command="samhandling explain BKO301")
    return [title, "=" * len(title), "", *columns(rows, indent=""), "", count, hint]
