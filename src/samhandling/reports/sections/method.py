"""Metode, forbehold og kilder: how the answer was made, what it cannot say, and where everything comes from."""

from samhandling.model.periods import add_months
from samhandling.reports.sections import anchors
from samhandling.reports.sections.accepted import without_effect
from samhandling.reports.sections.blocks import Block, Cell, Column, Paragraph, ParagraphStyle, Row, Section, Table
from samhandling.reports.sections.law import provisions_used, uncertain
from samhandling.reports.sections.telling import Telling

_STEPS = ("reading", "checks", "as_of", "grading", "repeat", "memory")
_RESERVATIONS = ("practice", "supervision", "uncertain", "situations", "advice")
_SOURCES = ("statutes", "guide", "preparatory", "supervision", "model", "tool")
_WORDS = ("verdict", "finding_class", "form")
_FIRST, _SECOND = 34, 100


def method(telling: Telling) -> Section:
    """Method, reservations and sources."""
    t = telling.t
    return Section(
        anchors.METHOD, t("sections.method.title"),
        (
            *warnings(telling),
            *without_effect(telling),
            _pairs(telling, "metode", ("method.how", "method.step", "method.explanation"), _steps(telling)),
            _pairs(
                telling, "forbehold", ("method.reservations", "method.reservation", "method.explanation"),
                _reservations(telling),
            ),
            _pairs(telling, "ord", ("method.words", "method.word", "method.explanation"), _words(telling)),
            _pairs(
                telling, "blindsoner", ("method.blind_spots", "method.check", "method.blind_spot"),
                _blind_spots(telling),
            ),
            _pairs(telling, "grenser", ("method.limits", "method.limit", "method.limit_source"), _limits(telling)),
            _pairs(
                telling, "kilder", ("method.sources", "method.source", "method.source_use"),
                _texts(telling, "from", _SOURCES),
            ),
        ),
        about=t("sections.method.about"),
    )


def warnings(telling: Telling) -> tuple[Block, ...]:
    """What must be said first: the law may have changed, or nobody has gone through the catalogue for long."""
    t, on, catalogue = telling.t, telling.result.as_of, telling.catalogue
    said = []
    if on > catalogue.law_known_to:
        said.append(t("sections.method.late", known=catalogue.law_known_to, date=on))
    months = catalogue.parameter("catalogue_review_months", on)
    if add_months(catalogue.reviewed, months) < on:
        said.append(t("sections.method.stale", reviewed=catalogue.reviewed, n=months))
    return tuple(Paragraph(each, ParagraphStyle.WARNING) for each in said)


Entries = tuple[tuple[str, str], ...]


def _pairs(telling: Telling, key: str, texts: tuple[str, str, str], entries: Entries) -> Table:
    """A table of names and texts; ``texts`` are the keys of its caption and its two headings."""
    caption, first, second = (telling.t(f"sections.{each}") for each in texts)
    rows = tuple(Row((Cell(name), Cell(text))) for name, text in entries)
    return Table(key, caption, (Column("name", first, _FIRST), Column("text", second, _SECOND)), rows)


def _texts(telling: Telling, group: str, names: tuple[str, ...], **values: object) -> Entries:
    t = telling.t
    return tuple(
        (t(f"sections.method.{group}.{each}.name"), t(f"sections.method.{group}.{each}.text", **values))
        for each in names
    )


def _steps(telling: Telling) -> Entries:
    t, result = telling.t, telling.result
    return _texts(
        telling, "steps", _STEPS, date=result.as_of, files=t.number(len(result.inputs)),
        checks=t.number(len({each.rule for each in result.outcomes})), outcomes=t.number(len(result.outcomes)),
    )


def _reservations(telling: Telling) -> Entries:
    used = provisions_used(telling)
    doubtful = sum(uncertain(telling, each) for each in used)
    t = telling.t
    return _texts(telling, "reserve", _RESERVATIONS, uncertain=t.number(doubtful), provisions=t.number(len(used)))


def _words(telling: Telling) -> Entries:
    """What the answers and classes mean."""
    t, vocabulary = telling.t, telling.catalogue.vocabulary
    return tuple(
        (t.pick(term.name), t.pick(term.explanation))
        for group in _WORDS
        for term in vocabulary[group].values()
        if term.explanation is not None
    )


def _blind_spots(telling: Telling) -> Entries:
    t = telling.t
    codes = sorted({each.rule for each in telling.result.outcomes})
    entries = [telling.catalogue.check(code) for code in codes]
    return tuple((f"{each.code} {t.pick(each.title)}", t.pick(each.blind_spot)) for each in entries)


def _limits(telling: Telling) -> Entries:
    """The dated numbers that the checks used, as they are on the date."""
    t, on, catalogue = telling.t, telling.result.as_of, telling.catalogue
    codes = {each.rule for each in telling.result.outcomes}
    used = sorted({name for code in codes for name in catalogue.check(code).parameters})
    said = []
    for name in used:
        parameter = catalogue.parameters[name]
        dated = next(each for each in reversed(parameter.values) if each.valid_from <= on)
        value = f"{dated.value % 100}.{dated.value // 100}." if parameter.unit == "month_day" else (
            f"{t.number(dated.value)} " + t(f"explain.unit.{parameter.unit}", n=dated.value)
        )
        label = t("sections.method.limit_value", name=t.pick(parameter.name), value=value)
        said.append((label, t.pick(dated.source)))
    return tuple(said)
