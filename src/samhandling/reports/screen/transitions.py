"""The transitions on the screen: all in a list and then one by one, or one."""

from collections.abc import Iterable, Iterator

from samhandling.reports.screen.page import block, columns, wrap
from samhandling.reports.sections.handing_over import ToldTransition
from samhandling.reports.sections.telling import Telling
from samhandling.routine import Shown

_IN = "  "
_SIGNS = {Shown.RECORDED: "[x]", Shown.PARTLY: "[~]", Shown.NOT_RECORDED: "[ ]", Shown.UNREADABLE: "[?]"}


def transitions_lines(telling: Telling, told: Iterable[ToldTransition], model: str, *, one: bool) -> list[str]:
    """Tell some or all transitions; ``one``: exactly that one was asked for."""
    t = telling.t
    shown = tuple(told)
    title = t(
        "transitions.title", municipality=telling.result.name, number=telling.result.number, date=telling.result.as_of
    )
    lines = [title, "=" * len(title)]
    if not one:
        lines += block(t("transitions.heading.overview"), columns(_overview(each) for each in shown))
    for each in shown:
        if one or each.coverage.applicable:
            lines += ["", *_transition(each)]
    lines += ["", *wrap(t("transitions.caution"))]
    return lines + block(t("transitions.heading.next"), _next(telling, shown, model, one=one))


def _overview(told: ToldTransition) -> tuple[str, ...]:
    name = told.telling.t.pick(told.routine.transition.name)
    return told.id, told.state(), _share(told), name


def _share(told: ToldTransition) -> str:
    t, coverage = told.telling.t, told.coverage
    if not coverage.applicable:
        return ""
    if told.whole:
        return t("transitions.units.whole")
    covered = len(coverage.covered)
    return t("transitions.units.share", covered=t.number(covered), all=t.number(covered + len(coverage.uncovered)))


def _transition(told: ToldTransition) -> Iterator[str]:
    telling, t = told.telling, told.telling.t
    title = telling.transition_name(told.id)
    yield title
    yield "-" * len(title)
    if told.coverage.applicable:
        yield from wrap(telling.sentence(told.outcome), _IN)
        yield ""
    yield from columns(_facts(told))
    yield from _list(t("transitions.heading.carriers"), told.carriers(), t("transitions.carrier.none"))
    if told.whole or not told.coverage.applicable:
        if told.whole:
            yield from ("", f"{_IN}{t('transitions.units.whole')}")
    else:
        for heading, names in (("uncovered", told.uncovered()), ("covered", told.covered())):
            words = t(f"transitions.heading.{heading}", n=len(names))
            yield from _indented(words, wrap(" · ".join(names) or t("transitions.units.none"), _IN * 2))
    activities = columns(told.activities(), indent=_IN * 2) or [_IN * 2 + t("transitions.activity.none")]
    yield from _indented(t("transitions.heading.activities"), activities)
    yield from _indented(t("transitions.heading.checklist"), _checklist(told))
    yield from _list(t("transitions.heading.remedy"), told.remedies())


def _facts(told: ToldTransition) -> Iterator[tuple[str, str]]:
    t, transition = told.telling.t, told.routine.transition
    values = {
        "state": told.graded_state(),
        "age": told.age(),
        "basis": told.basis() if told.coverage.applicable else "",
        "form": told.form(),
        "main_responsibility": t.pick(transition.main_responsibility),
        "also_concerned": told.also_concerned(),
        "consent": t.pick(transition.consent),
        "consent_model": told.consent(),
        "sending_lead": told.lead("sending_lead"),
        "receiving_lead": told.lead("receiving_lead"),
        "evaluated": told.evaluated(),
        "note": told.notes(),
    }
    return ((t(f"transitions.label.{name}"), words) for name, words in values.items() if words)


def _checklist(told: ToldTransition) -> list[str]:
    t = told.telling.t
    lines: list[str] = []
    for shown in Shown:
        items = [(words, by) for words, item, by in told.checklist() if item.shown is shown]
        if items:
            lines.append(f"{_IN * 2}{_SIGNS[shown]} {t(f'transitions.shown.{shown}')}:")
        for words, by in items:
            said = t("transitions.checklist_line", item=words, by=by) if by else words
            lines += wrap(said, _IN * 4 + "– ", _IN * 5)
    return lines


def _indented(heading: str, lines: Iterable[str]) -> list[str]:
    return ["", f"{_IN}{heading}", *lines]


def _list(heading: str, items: Iterable[str], empty: str = "") -> list[str]:
    lines = [line for item in items for line in wrap(item, _IN * 2 + "– ", _IN * 3)]
    return _indented(heading, lines or [_IN * 2 + empty])


def _next(telling: Telling, told: tuple[ToldTransition, ...], model: str, *, one: bool) -> list[str]:
    t, on = telling.t, telling.result.as_of.isoformat()
    lines: list[str] = []
    if not one:
        command = f"samhandling transitions {model} --transition T05 --as-of {on}"
        lines += wrap(t("transitions.next.one", command=command), _IN)
    command = f"samhandling transitions {model} --ics overganger.ics --as-of {on}"
    lines += wrap(t("transitions.next.calendar", command=command), _IN)
    carriers = [each.agreement for told_one in told for each in told_one.coverage.carriers if each.state == "in_force"]
    if carriers:
        command = f"samhandling impact {model} {carriers[0]} --as-of {on}"
        lines += wrap(t("transitions.next.impact", command=command), _IN)
    return lines
