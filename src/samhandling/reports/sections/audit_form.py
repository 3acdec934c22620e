"""Revisorskjema: the findings as an auditor sets them out, and the four things it takes to «sørge for»."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from samhandling.checks.result import Outcome, Strength
from samhandling.model.verdict import Verdict
from samhandling.reports.sections import anchors, cells
from samhandling.reports.sections.blocks import (
    Cell,
    Column,
    Paragraph,
    ParagraphStyle,
    Row,
    Section,
    Table,
    Tone,
)
from samhandling.reports.sections.telling import Telling

MOST_SENTENCES = 8
QUESTIONS = ("enabled", "facilitated", "monitored", "corrected")
"""Satt i stand, tilrettelagt, påsett, korrigert: what «sørge for» means (Prop. 100 L (2020–2021))."""
_ASKS = {
    "facilitated": ("SAM104", "SAM107", "BKO308", "BKO307", "SOR408", "OVG640", "OVG641", "DEL506", "BTI901", "PLN711"),
    "monitored": (
        "AVT203", "AVT206", "AVT207", "AVT211", "SOR402", "SOR403", "SOR404", "SOR405", "SOR406", "OVG642", "PLN703",
        "PLN704", "PLN705", "PLN706", "SAM105", "SAM106", "DEL501", "DEL503", "DEL507",
    ),
    "corrected": ("AVT205", "AVT208", "DEL502", "DEL508", "SOR407"),
}
"""Which of the four each check speaks to; the first, where it is not named."""
_QUESTION_OF = {code: question for question, codes in _ASKS.items() for code in codes}


def audit_form(telling: Telling) -> Section:
    """The auditor's form."""
    t = telling.t
    return Section(
        anchors.AUDIT_FORM, t("sections.audit_form.title"),
        (
            Paragraph(t("sections.audit_form.lead"), ParagraphStyle.NOTE),
            _form(telling),
            _ensure(telling),
            Paragraph(t("sections.audit_form.ensure_source"), ParagraphStyle.NOTE),
        ),
        in_page=False,
        about=t("sections.audit_form.about"),
    )


def by_rule(telling: Telling) -> dict[str, list[Outcome]]:
    """Rule → its outcomes that were examined, in order."""
    found: dict[str, list[Outcome]] = defaultdict(list)
    for each in telling.result.outcomes:
        if each.verdict is not Verdict.NOT_APPLICABLE:
            found[each.rule].append(each)
    return found


def _form(telling: Telling) -> Table:
    t = telling.t
    columns = (
        Column("code", t("sections.column.code"), 19),
        Column("question", t("sections.audit_form.question"), 30),
        Column("criterion", t("sections.audit_form.criterion"), 38),
        Column("facts", t("sections.audit_form.facts"), 50),
        Column("assessment", t("sections.audit_form.assessment"), 26, editable=True),
        Column("conclusion", t("sections.audit_form.conclusion"), 20, editable=True),
        Column("recommendation", t("sections.audit_form.recommendation"), 38),
        Column("comment", t("sections.audit_form.comment"), 26, editable=True),
    )
    rows = tuple(_row(telling, code, outcomes) for code, outcomes in by_rule(telling).items())
    return Table("revisorskjema", "", columns, rows, t("audit.count.nothing"))


def _row(telling: Telling, code: str, outcomes: Sequence[Outcome]) -> Row:
    t = telling.t
    entry = telling.catalogue.check(code)
    found = [each for each in outcomes if each.verdict.is_finding]
    duty = any(each.strength is Strength.SKAL for each in outcomes)
    asked = t(
        "sections.audit_form.asked_duty" if duty else "sections.audit_form.asked_practice",
        municipality=telling.result.name, title=t.pick(entry.title),
    )
    cited = {id_ for each in outcomes for id_ in each.provisions}
    sources = [id_ for id_ in telling.catalogue.provisions if id_ in cited]
    source = "; ".join(cells.citation(telling, each) for each in sources) or t("facts.no_law")
    criterion = t("sections.audit_form.criterion_text", duty=t.pick(entry.duty), source=source)
    remedies = tuple(dict.fromkeys(telling.remedy(each) for each in found))
    first = anchors.finding(found[0]) if found else None
    return Row(
        (
            Cell(code, link=first),
            Cell(asked),
            Cell(criterion),
            Cell(_facts(telling, outcomes, found)),
            Cell(None),
            Cell(None),
            Cell(remedies[0] if remedies else None),
            Cell(None),
        ),
        anchor=code,
    )


def _facts(telling: Telling, outcomes: Sequence[Outcome], found: Sequence[Outcome]) -> str:
    t = telling.t
    counts = Counter(each.verdict for each in outcomes)
    said = [
        t("sections.audit_form.count", verdict=t.term("verdict", each), number=t.number(counts[each]))
        for each in Verdict
        if counts[each]
    ]
    lines = ["; ".join(said) + "."]
    if not found and len(outcomes) == 1:
        lines.append(telling.sentence(outcomes[0]))
    lines += [telling.sentence(each) for each in found[:MOST_SENTENCES]]
    if len(found) > MOST_SENTENCES:
        lines.append(t("sections.audit_form.more", n=len(found) - MOST_SENTENCES))
    return "\n".join(lines)


def _ensure(telling: Telling) -> Table:
    """Area × question: what the data show of each of the four."""
    t = telling.t
    columns = (
        Column("area", t("sections.audit_form.area"), 19),
        *(
            Column(question, t(f"sections.audit_form.{question}"), width)
            for question, width in zip(QUESTIONS, (28, 38, 50, 26), strict=True)
        ),
        Column("assessment", t("sections.audit_form.assessment"), 20, editable=True),
    )
    asked: dict[tuple[str, str], list[Outcome]] = defaultdict(list)
    families: dict[str, None] = {}
    for code, outcomes in by_rule(telling).items():
        families[code[:3]] = None
        asked[code[:3], _QUESTION_OF.get(code, "enabled")] += outcomes
    rows = []
    for family in families:
        said = [_answer(telling, asked[family, question]) for question in QUESTIONS]
        if family == "PLN":
            said[-1] = Cell("; ".join(_corrections(telling)) or said[-1].value, Tone.NEUTRAL)
        rows.append(Row((Cell(t.term("family", family)), *said, Cell(None)), anchor=family))
    return Table("sorge_for", t("sections.audit_form.ensure"), columns, tuple(rows), t("audit.count.nothing"))


def _answer(telling: Telling, outcomes: Sequence[Outcome]) -> Cell:
    if not outcomes:
        return Cell(telling.t("sections.audit_form.not_asked"), Tone.UNKNOWN)
    met = sum(each.verdict is Verdict.MET for each in outcomes)
    codes = ", ".join(sorted({each.rule for each in outcomes}))
    said = telling.t(
        "sections.audit_form.shown",
        met=telling.t.number(met), examined=telling.t.number(len(outcomes)), codes=codes,
    )
    return Cell(said)


def _corrections(telling: Telling) -> list[str]:
    """What is recorded of deviations and breaches that were put right."""
    t, municipality = telling.t, telling.graph.municipality
    said = []
    control = municipality.internal_control
    if control is not None and control.deviations:
        registered = sum(each.registered or 0 for each in control.deviations)
        closed = sum(each.closed or 0 for each in control.deviations)
        said.append(
            t("sections.audit_form.deviations", registered=t.number(registered), closed=t.number(closed))
        )
    breaches = [breach for each in municipality.supervision for breach in each.breaches]
    if breaches:
        closed = sum(each.closed is not None and each.closed <= telling.result.as_of for each in breaches)
        said.append(t("sections.audit_form.breaches", found=t.number(len(breaches)), closed=t.number(closed)))
    return said
