"""Sammendrag: one page for the kommunedirektør – how much is documented, how much is not, and what is gravest."""

from collections import Counter
from collections.abc import Mapping, Sequence

from samhandling.checks.result import FindingClass, Outcome, Severity, Strength
from samhandling.figures.charts import Bar, Series, stacked_bars
from samhandling.figures.legend import Frame
from samhandling.figures.styles import OUTCOMES, VERDICTS
from samhandling.model.verdict import Verdict
from samhandling.reports.sections import anchors, cells
from samhandling.reports.sections.accepted import in_brief
from samhandling.reports.sections.blocks import (
    Block,
    Cell,
    Column,
    ColumnKind,
    Figure,
    Paragraph,
    ParagraphStyle,
    Row,
    Section,
    Table,
)
from samhandling.reports.sections.telling import Telling

MOST_GRAVE = 7
_WIDTHS = (36, 24, 13, 14, 13, 13, 12, 12, 12)
_FIGURE_WIDTH = 860.0


def summary(telling: Telling) -> Section:
    """The page for the kommunedirektør."""
    t = telling.t
    return Section(
        anchors.SUMMARY, t("sections.summary.title"),
        (
            Paragraph(_lead(telling), ParagraphStyle.LEAD),
            Paragraph(_share(telling)),
            *in_brief(telling),
            Paragraph(t("audit.caution.brief"), ParagraphStyle.NOTE),
            *_gravest(telling),
            _severities(telling),
            _chart(telling),
            _families(telling),
            *_stages(telling),
        ),
        landscape=False,
        one_page=True,
        about=t("sections.summary.about"),
    )


def _lead(telling: Telling) -> str:
    t, result = telling.t, telling.result
    if not result.findings:
        return t("sections.summary.no_findings")
    duties = sum(each.strength is Strength.SKAL for each in result.findings)
    return t(
        "sections.summary.lead", municipality=result.name, date=result.as_of, n=len(result.findings),
        duties=t.number(duties), advice=t.number(len(result.findings) - duties),
    )


def _percent(telling: Telling, part: int, whole: int) -> str:
    return telling.t.number(100 * part / whole if whole else 0)


def _share(telling: Telling) -> str:
    t, counts = telling.t, telling.result.summary
    examined = sum(counts.values()) - counts[Verdict.NOT_APPLICABLE]
    return t(
        "sections.summary.share", examined=t.number(examined), met=t.number(counts[Verdict.MET]),
        undocumented=t.number(counts[Verdict.UNDOCUMENTED]),
        percent=_percent(telling, counts[Verdict.UNDOCUMENTED], examined),
    )


def by_family(outcomes: Sequence[Outcome]) -> Mapping[str, Counter[Verdict]]:
    """Family of checks → how many outcomes of each verdict."""
    found: dict[str, Counter[Verdict]] = {}
    for each in outcomes:
        found.setdefault(each.rule[:3], Counter())[each.verdict] += 1
    return found


def _families(telling: Telling) -> Table:
    t = telling.t
    columns = (
        Column("family", t("sections.summary.family"), _WIDTHS[0]),
        *(
            Column(each.value, _capital(t.term("verdict", each)), width, ColumnKind.NUMBER)
            for each, width in zip(Verdict, _WIDTHS[1:], strict=False)
        ),
        Column("findings", t("sections.column.findings"), _WIDTHS[6], ColumnKind.NUMBER),
        Column("share", t("sections.summary.undocumented_share"), _WIDTHS[7]),
    )
    families = by_family(telling.result.outcomes)
    rows = [_counted(telling, t.term("family", family), counts) for family, counts in families.items()]
    rows.append(_counted(telling, t("sections.total"), Counter(telling.result.summary)))
    return Table("svar_per_omrade", t("sections.summary.families"), columns, tuple(rows))


def _counted(telling: Telling, label: str, counts: Counter[Verdict]) -> Row:
    found = sum(count for verdict, count in counts.items() if verdict.is_finding)
    examined = counts.total() - counts[Verdict.NOT_APPLICABLE]
    percent = _percent(telling, counts[Verdict.UNDOCUMENTED], examined)
    share = telling.t("sections.summary.percent", number=percent) if examined else "–"
    return Row((Cell(label), *(Cell(counts[each]) for each in Verdict), Cell(found), Cell(share)))


def _severities(telling: Telling) -> Table:
    t = telling.t
    columns = (
        Column("severity", t("sections.column.severity"), _WIDTHS[0]),
        Column("count", t("sections.column.count"), _WIDTHS[1], ColumnKind.NUMBER),
        *(
            Column(key, _capital(name), width, ColumnKind.NUMBER)
            for (key, name), width in zip(_class_names(telling).items(), _WIDTHS[2:8], strict=True)
        ),
    )
    rows = []
    for severity in Severity:
        found = [each for each in telling.result.findings if each.severity is severity]
        counts = Counter(telling.class_name(each) for each in found)
        grave = cells.severity(telling, severity)
        rows.append(Row((grave, Cell(len(found)), *(Cell(counts[name]) for name in _class_names(telling).values()))))
    return Table("funn_etter_alvor", t("sections.summary.severities"), columns, tuple(rows))


def _class_names(telling: Telling) -> dict[str, str]:
    """What findings are called, as the sentence on each says it: *to be clarified* is one of them."""
    t = telling.t
    named = {each.value: t.term("finding_class", each) for each in FindingClass}
    breach, failure, *others = named
    return {each: named[each] for each in (breach, failure)} | {"clarify": t("facts.clarify")} | {
        each: named[each] for each in others
    }


def _gravest(telling: Telling) -> tuple[Block, ...]:
    t = telling.t
    gravest = telling.result.gravest_first[:MOST_GRAVE]
    if not gravest:
        return ()
    keys = ("what", "subject", "severity", "class", "strength", "verdict", "code")
    columns = tuple(
        Column(key, t(f"sections.column.{key}"), width) for key, width in zip(keys, _WIDTHS, strict=False)
    )
    rows = tuple(
        Row(
            (
                Cell(telling.title(each)),
                cells.subject(telling, each),
                cells.severity(telling, each.severity),
                Cell(telling.class_name(each)),
                cells.strength(telling, each),
                cells.verdict(telling, each.verdict),
                Cell(each.rule, link=anchors.finding(each)),
            )
        )
        for each in gravest
    )
    return (Table("alvorligste_funn", t("sections.summary.gravest", n=len(gravest)), columns, rows),)


def _frame(title: str, alt: str) -> Frame:
    return Frame(title, alt)


def _bars(
    telling: Telling, rows: Sequence[tuple[str, Sequence[int]]], series: Sequence[Series]
) -> tuple[tuple[Bar, ...], str]:
    """The bars, and the same in words."""
    t = telling.t
    bars = tuple(Bar(label, tuple(values), tuple(t.number(each) for each in values)) for label, values in rows)
    told = [
        t(
            "sections.summary.chart_row", label=bar.label,
            parts=", ".join(f"{one.legend} {text}" for one, text in zip(series, bar.texts, strict=True)),
        )
        for bar in bars
    ]
    return bars, " ".join(told)


def _chart(telling: Telling) -> Figure:
    t = telling.t
    looks = {verdict: VERDICTS[verdict.value] for verdict in Verdict}
    series = tuple(Series(t.term("verdict", each), look.tone, look.pattern) for each, look in looks.items())
    families = by_family(telling.result.outcomes)
    named = [(t.term("family", family), [counts[each] for each in Verdict]) for family, counts in families.items()]
    bars, told = _bars(telling, named, series)
    title, alt = t("figures.verdicts.title"), t("sections.summary.chart_alt", rows=told)
    return Figure("svar", title, alt, stacked_bars(bars, series, _frame(title, alt), width=_FIGURE_WIDTH, share=True))


def _stages(telling: Telling) -> tuple[Block, ...]:
    """Who coordinates at each stage, where anything has been decided."""
    t = telling.t
    stages = [each for each in telling.result.coordination.stages if each.counts.situations]
    if not stages or not any(each.counts.assigned for each in stages):
        return ()
    series = tuple(
        Series(t.term("outcome", name), look.tone, look.pattern) for name, look in OUTCOMES.items()
    )
    named = [
        (telling.stage_name(each.stage), [int(getattr(each.counts, name)) for name in OUTCOMES]) for each in stages
    ]
    bars, told = _bars(telling, named, series)
    title, alt = t("sections.summary.stages"), t("sections.summary.stage_alt", rows=told)
    scene = stacked_bars(bars, series, _frame(title, alt), width=_FIGURE_WIDTH, share=True)
    return (Figure("samordning_per_livsfase", title, alt, scene),)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
