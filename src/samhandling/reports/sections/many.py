"""Many municipalities side by side: what most of them lack, how they are spread, and each one duty by duty."""

from collections.abc import Sequence

from samhandling.checks.result import Severity
from samhandling.figures.charts import Bar, Series, stacked_bars
from samhandling.figures.legend import Frame
from samhandling.figures.styles import VERDICTS
from samhandling.law.catalogue import Catalogue
from samhandling.law.texts import Phrasebook
from samhandling.model.verdict import Verdict
from samhandling.reports.sections.blocks import (
    Block,
    Cell,
    Column,
    ColumnKind,
    Figure,
    Paragraph,
    ParagraphStyle,
    Report,
    Row,
    Section,
    Table,
    Tone,
)
from samhandling.reports.sections.cells import severity_tone, verdict_tone
from samhandling.reports.sections.contents import contents
from samhandling.survey import SHARE_CLASSES, SIZE_CLASSES, CheckStanding, Gap, Standing, Survey

MOST_COMMON = 10
"""How many of the commonest gaps the summary lists."""
_FIGURE_WIDTH = 860.0
_APPLYING = tuple(verdict for verdict in Verdict if verdict is not Verdict.NOT_APPLICABLE)
_NUMBER = ColumnKind.NUMBER


def build_survey_report(survey: Survey, catalogue: Catalogue, t: Phrasebook) -> Report:
    """Tell a survey as a report: summary, gaps, municipalities, the duties family by family, and the refused."""
    families = sorted({rule[:3] for rule in survey.rules}, key=list(catalogue.vocabulary["family"]).index)
    made = [
        overview(survey, catalogue, t),
        gaps(survey, catalogue, t),
        municipalities(survey, families, catalogue, t),
        *(duties(survey, family, catalogue, t) for family in families),
        refused(survey, t),
        method(survey, catalogue, t),
    ]
    made.insert(1, contents(t, made, note=False))
    return Report(
        title=t("batch.report.title"),
        subject=t("batch.report.subject", date=survey.as_of),
        language=t.language,
        as_of=survey.as_of,
        sections=tuple(made),
        footer=t("batch.report.footer", date=t.short_date(survey.as_of)),
        page_of=t("sections.report.page_of", page="{page}", pages="{pages}"),
        cut=t("sections.report.cut"),
        to_contents=t("sections.report.to_contents"),
    )


# The summary --------------------------------------------------------------------------------------------------------


def overview(survey: Survey, catalogue: Catalogue, t: Phrasebook) -> Section:
    """How many are included, the gravest, the commonest and the spread, on one page."""
    said: list[Block] = [
        Paragraph(t("batch.overview.lead", n=len(survey.standings), date=survey.as_of), ParagraphStyle.LEAD)
    ]
    if survey.refused:
        said.append(Paragraph(t("batch.overview.refused", n=len(survey.refused)), ParagraphStyle.WARNING))
    if survey.as_of > catalogue.law_known_to:
        late = t("sections.method.late", known=catalogue.law_known_to, date=survey.as_of)
        said.append(Paragraph(late, ParagraphStyle.WARNING))
    notes = ["caution", "shared", *(["anonymous"] if survey.anonymous else [])]
    said += [Paragraph(t(f"batch.overview.{each}"), ParagraphStyle.NOTE) for each in notes]
    if survey.standings:
        said += [_severities(survey, t), *_commonest(survey, catalogue, t), _families(survey, t), _spread(survey, t)]
    return Section(
        "sammendrag", t("batch.overview.title"), tuple(said), landscape=False, one_page=True,
        about=t("batch.overview.about"),
    )


def _severities(survey: Survey, t: Phrasebook) -> Table:
    columns = (
        Column("severity", t("sections.column.severity"), 26),
        Column("findings", t("batch.overview.findings"), 40, _NUMBER),
        Column("municipalities", t("batch.overview.in_municipalities"), 30, _NUMBER),
    )
    rows = tuple(
        Row((Cell(t.term("severity", severity), severity_tone(severity)), Cell(findings), Cell(having)))
        for severity, (findings, having) in survey.severities().items()
    )
    return Table("alvor", t("batch.overview.severities"), columns, rows)


def _commonest(survey: Survey, catalogue: Catalogue, t: Phrasebook) -> tuple[Table, ...]:
    found = [gap for gap in survey.gaps if gap.lacking][:MOST_COMMON]
    if not found:
        return ()
    columns = (
        Column("code", t("sections.column.code"), 26),
        Column("what", t("sections.column.what"), 40),
        Column("lacking", t("batch.gaps.lacking"), 30, _NUMBER),
        Column("applying", t("batch.gaps.applying"), 14, _NUMBER),
    )
    rows = tuple(
        Row((Cell(gap.rule), Cell(_title(gap.rule, catalogue, t)), Cell(gap.lacking), Cell(gap.applying)))
        for gap in found
    )
    return (Table("vanligste", t("batch.overview.commonest", n=len(found)), columns, rows),)


def _families(survey: Survey, t: Phrasebook) -> Figure:
    series = tuple(Series(t.term("verdict", each), VERDICTS[each].tone, VERDICTS[each].pattern) for each in _APPLYING)
    bars = [
        _bar(t.term("family", family), [counts[each] for each in _APPLYING], t)
        for family, counts in survey.families().items()
    ]
    return _figure("omrader", "families", bars, series, t, share=True)


def _spread(survey: Survey, t: Phrasebook) -> Figure:
    step = 100 // SHARE_CLASSES
    bars = []
    for place, count in enumerate(survey.spread()):
        high = 100 if place == SHARE_CLASSES - 1 else (place + 1) * step - 1
        bars.append(_bar(t("batch.overview.band", low=str(place * step), high=str(high)), [count], t))
    look = VERDICTS[Verdict.MET]
    return _figure("fordeling", "spread", bars, (Series(t("batch.municipalities.title"), look.tone),), t, share=False)


def _bar(label: str, values: Sequence[int], t: Phrasebook) -> Bar:
    return Bar(label, tuple(values), tuple(t.number(each) for each in values))


def _figure(
    key: str, text: str, bars: Sequence[Bar], series: Sequence[Series], t: Phrasebook, *, share: bool
) -> Figure:
    told = " ".join(
        t(
            "batch.overview.row", label=bar.label,
            parts=", ".join(f"{one.legend} {value}" for one, value in zip(series, bar.texts, strict=True)),
        )
        for bar in bars
    )
    title, alt = t(f"batch.overview.{text}"), t(f"batch.overview.{text}_alt", rows=told)
    return Figure(key, title, alt, stacked_bars(bars, series, Frame(title, alt), width=_FIGURE_WIDTH, share=share))


# The gaps -----------------------------------------------------------------------------------------------------------


def gaps(survey: Survey, catalogue: Catalogue, t: Phrasebook) -> Section:
    """Every check, the commonest gap first."""
    columns = (
        Column("code", t("sections.column.code"), 10),
        Column("duty", t("sections.column.duty"), 52),
        Column("strength", t("sections.column.strength"), 10),
        Column("worst", t("batch.gaps.worst"), 12),
        Column("applying", t("batch.gaps.applying"), 11, _NUMBER),
        Column("lacking", t("batch.gaps.lacking"), 11, _NUMBER),
        Column("share", t("batch.gaps.share"), 13, _NUMBER),
        *(Column(each, t.term("verdict", each), 13, _NUMBER) for each in Verdict),
        Column("basis", t("sections.column.basis"), 34),
    )
    rows = tuple(_gap(gap, survey, catalogue, t) for gap in survey.gaps)
    lead = Paragraph(t("batch.gaps.lead"), ParagraphStyle.NOTE)
    table = Table("mangler", "", columns, rows, empty=t("batch.gaps.none"))
    return Section("mangler", t("batch.gaps.title"), (lead, table), about=t("batch.gaps.about"))


def _gap(gap: Gap, survey: Survey, catalogue: Catalogue, t: Phrasebook) -> Row:
    entry = catalogue.check(gap.rule)
    strengths = sorted({case.strength for case in entry.cases.values()}, reverse=True)
    cited = [catalogue.citation(each, t.language) for each in catalogue.cited(entry.provisions, survey.as_of)]
    share = round(100 * gap.lacking / gap.applying) if gap.applying else None
    worst = Cell(t.term("severity", gap.worst), severity_tone(gap.worst)) if gap.worst else Cell("–", Tone.MUTED)
    return Row(
        (
            Cell(gap.rule), Cell(t.pick(entry.duty)), Cell(" / ".join(t.term("strength", each) for each in strengths)),
            worst, Cell(gap.applying), Cell(gap.lacking), Cell(share),
            *(Cell(gap.municipalities[each]) for each in Verdict),
            Cell("; ".join(cited) or t("facts.no_law")),
        ),
        anchor=gap.rule,
    )  # fmt: skip


def _title(rule: str, catalogue: Catalogue, t: Phrasebook) -> str:
    return t.pick(catalogue.check(rule).title)


# The municipalities -------------------------------------------------------------------------------------------------


def municipalities(survey: Survey, families: Sequence[str], catalogue: Catalogue, t: Phrasebook) -> Section:
    """One row for each: its size, how much is met, and its findings."""
    named = not survey.anonymous
    identity = (
        (Column("number", t("batch.municipalities.number"), 10), Column("source", t("batch.municipalities.source"), 22),
         Column("services", t("batch.municipalities.services"), 11, _NUMBER),
         Column("agreements", t("batch.municipalities.agreements"), 13, _NUMBER))
        if named else (Column("size", t("batch.municipalities.size"), 15),)
    )  # fmt: skip
    columns = (
        Column("municipality", t("batch.municipalities.municipality"), 26),
        *identity,
        Column("met", t("batch.municipalities.met"), 13),
        Column("share", t("batch.municipalities.share"), 11, _NUMBER),
        *(Column(each, t.term("severity", each).capitalize(), 10, _NUMBER) for each in Severity),
        Column("accepted", t("batch.municipalities.accepted"), 12, _NUMBER),
        *(Column(each, each, 11) for each in families),
    )
    rows = tuple(_municipality(each, families, t, named=named) for each in survey.standings)
    table = Table("kommuner", "", columns, rows, empty=t("batch.municipalities.none"))
    words = "; ".join(f"{each}: {t.term('family', each)}" for each in families)
    lead = (Paragraph(t("batch.municipalities.lead"), ParagraphStyle.NOTE), Paragraph(words, ParagraphStyle.NOTE))
    blocks = (*(lead if families else lead[:1]), table)
    return Section("kommuner", t("batch.municipalities.title"), blocks, about=t("batch.municipalities.about"))


def _municipality(one: Standing, families: Sequence[str], t: Phrasebook, *, named: bool) -> Row:
    by_family = {family: [each for each in one.checks if each.rule.startswith(family)] for family in families}
    identity = (
        (Cell(one.number), Cell(one.source), Cell(one.services), Cell(one.agreements))
        if named else (Cell(_size(one, t)),)
    )  # fmt: skip
    return Row(
        (
            Cell(one.name), *identity, Cell(_met(one.checks, t)),
            Cell(round(100 * one.share) if one.share is not None else None),
            *(Cell(count) for count in one.severities), Cell(one.accepted),
            *(Cell(_met(checks, t)) for checks in by_family.values()),
        ),
        anchor=one.source or one.name,
    )  # fmt: skip


def _met(checks: Sequence[CheckStanding], t: Phrasebook) -> str | None:
    answers = [each.verdict for each in checks]
    applying = sum(each is not Verdict.NOT_APPLICABLE for each in answers)
    if not applying:
        return None
    return t("batch.municipalities.of", met=str(answers.count(Verdict.MET)), applying=str(applying))


def _size(one: Standing, t: Phrasebook) -> str:
    low = t.number(SIZE_CLASSES[one.size_class - 1]) if one.size_class else ""
    if one.size_class == len(SIZE_CLASSES):
        return t("batch.municipalities.above", low=low)
    high = SIZE_CLASSES[one.size_class]
    if not one.size_class:
        return t("batch.municipalities.below", high=t.number(high))
    return t("batch.municipalities.between", low=low, high=t.number(high - 1))


# Municipality × duty ------------------------------------------------------------------------------------------------


def duties(survey: Survey, family: str, catalogue: Catalogue, t: Phrasebook) -> Section:
    """One family of checks: a row for each municipality, a column for each check."""
    rules = [rule for rule in survey.rules if rule.startswith(family)]
    columns = (
        Column("municipality", t("batch.municipalities.municipality"), 26),
        *(
            Column(rule, t("batch.duties.heading", code=rule, title=_title(rule, catalogue, t)), 15)
            for rule in rules
        ),
    )
    rows = []
    for one in survey.standings:
        checks = {each.rule: each for each in one.checks}
        rows.append(Row((Cell(one.name), *(_answer(checks.get(rule), t) for rule in rules)), one.source or one.name))
    name = t.term("family", family)
    lead = Paragraph(t("batch.duties.lead", family=name), ParagraphStyle.NOTE)
    key = f"plikter_{family.lower()}"
    return Section(
        key, t("batch.duties.title", family=family), (lead, Table(key, "", columns, tuple(rows))),
        about=t("batch.duties.about", family=name),
    )


def _answer(check: CheckStanding | None, t: Phrasebook) -> Cell:
    if check is None:
        return Cell("–", Tone.MUTED)
    verdict = check.verdict
    word = t.term("verdict", verdict)
    if check.examined > 1:
        word = t(
            "batch.duties.some", verdict=word, met=t.number(check.of(Verdict.MET)), examined=t.number(check.examined)
        )
    return Cell(word, verdict_tone(verdict))


# The rest -----------------------------------------------------------------------------------------------------------


def refused(survey: Survey, t: Phrasebook) -> Section:
    """The models that could not be read."""
    columns = (
        Column("model", t("batch.municipalities.source"), 30),
        Column("mistakes", t("batch.refused.mistakes"), 10, _NUMBER),
        Column("codes", t("batch.refused.codes"), 40),
        *(() if survey.anonymous else (Column("first", t("batch.refused.first"), 90),)),
    )
    rows = []
    for one in survey.refused:
        codes = t.list([t("batch.refused.code", code=code, number=t.number(count)) for code, count in one.codes])
        cells = (Cell(one.name), Cell(one.mistakes), Cell(codes or "–"))
        rows.append(Row(cells if survey.anonymous else (*cells, Cell(one.first))))
    lead = Paragraph(t("batch.refused.lead"), ParagraphStyle.NOTE)
    table = Table("avviste", "", columns, tuple(rows), empty=t("batch.refused.none"))
    return Section("avviste", t("batch.refused.title"), (lead, table), about=t("batch.refused.about"))


def method(survey: Survey, catalogue: Catalogue, t: Phrasebook) -> Section:
    """How the figures were made, and what they cannot say."""
    known = t("batch.method.law_text", date=survey.as_of, version=catalogue.version, known=catalogue.law_known_to)
    said = [
        ("law", known), ("documented", t("batch.overview.caution")), ("answer", t("batch.method.answer_text")),
        ("shared", t("batch.overview.shared")), ("accepted", t("batch.method.accepted_text")),
        ("no_breach", t("audit.caution.no_breach")),
    ]  # fmt: skip
    if survey.anonymous:
        said.append(("names", t("batch.overview.anonymous")))
    columns = (Column("matter", t("batch.method.matter"), 34), Column("meaning", t("batch.method.meaning"), 100))
    rows = tuple(Row((Cell(t(f"batch.method.{key}")), Cell(text))) for key, text in said)
    return Section(
        "metode", t("batch.method.title"), (Table("metode", "", columns, rows),), about=t("batch.method.about")
    )
