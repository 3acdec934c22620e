"""The summary of an audit: one terminal page that says what is met, what is not, and what to do next."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from samhandling.checks.result import Outcome, Severity
from samhandling.model.verdict import Verdict
from samhandling.reports.screen.page import block, wrap
from samhandling.reports.sections.accepting import accepted_findings, finding_line, problem_line
from samhandling.reports.sections.telling import Telling, where

if TYPE_CHECKING:
    from samhandling.followup.progress import Progress

MOST_FINDINGS = 5
_SHOWN = (Verdict.MET, Verdict.PARTIAL, Verdict.NOT_MET, Verdict.UNDOCUMENTED, Verdict.NOT_APPLICABLE)


def summary_lines(
    telling: Telling,
    threshold: Severity | None,
    model: str,
    *,
    workbook_written: bool,
    progress: "Progress | None" = None,
) -> list[str]:
    """Tell an audit in about thirty lines. ``threshold`` is that of the exit code (None: never)."""
    result, t = telling.result, telling.t
    title = t("audit.title", municipality=result.name, number=result.number, date=t.date(result.as_of))
    lines = [title, "=" * len(title), *_verdicts(telling), *_gravest(telling), *_accepted(telling)]
    if progress is not None:
        from samhandling.reports.screen.follow_up import since_lines  # noqa: PLC0415 - most audits follow up nothing

        lines += since_lines(telling, progress)
    lines += _picture(telling)
    lines += block(t("audit.heading.next"), _next(telling, model, workbook_written=workbook_written))
    lines += ["", *wrap(t("audit.caution.brief"))]
    return [*lines, *wrap(_exit_words(telling, threshold))]


def _verdicts(telling: Telling) -> list[str]:
    result, t = telling.result, telling.t
    counts = [
        t("audit.count.verdict", label=t.term("verdict", verdict), number=t.number(result.summary[verdict]))
        for verdict in _SHOWN
    ]
    notes = f"{t.term('verdict', Verdict.MET)}: {t('audit.count.met_note')}"
    lines = block(t("audit.heading.verdicts"), [*wrap(" · ".join(counts), "  "), f"  ({notes})"])
    by_severity = [
        t("audit.count.severity", label=t.term("severity", severity), number=t.number(number))
        for severity in Severity
        if (number := sum(finding.severity is severity for finding in result.findings))
    ]
    if not result.findings:
        return [*lines, *wrap(t("audit.count.none"), "  ")]
    lines += [f"  {t('audit.heading.severities')}: " + " · ".join(by_severity)]
    undocumented = result.summary[Verdict.UNDOCUMENTED]
    if undocumented:
        said = t("audit.count.undocumented", n=undocumented, findings=t.number(len(result.findings)))
        lines += wrap(said, "  ")
    return lines


def _accepted(telling: Telling) -> list[str]:
    """What somebody has accepted, and the exemptions that have no effect, each with its place."""
    t = telling.t
    found, problems = accepted_findings(telling), telling.result.exemption_problems
    lines = []
    if found:
        lines += wrap(t("followup.accepted.counted", n=len(found)), "  ")
        lines += _listed(telling, [finding_line(telling, each) for each in found])
    if problems:
        lines += wrap(t("followup.accepted.without_effect", n=len(problems)), "  ")
        lines += _listed(telling, [problem_line(telling, each) for each in problems])
    return block(t("followup.accepted.heading"), lines) if lines else []


def _listed(telling: Telling, items: list[str]) -> list[str]:
    lines = [line for each in items[:MOST_FINDINGS] for line in wrap(each, "  – ", "    ")]
    rest = len(items) - MOST_FINDINGS
    return [*lines, f"    {telling.t('followup.accepted.more', n=rest)}"] if rest > 0 else lines


def _gravest(telling: Telling) -> list[str]:
    findings = [each for each in telling.result.gravest_first if not each.exempted]
    shown = one_of_each_rule(findings)[:MOST_FINDINGS]
    if not shown:
        return []
    lines = block(telling.t("audit.heading.gravest", n=len(shown)), ())
    for finding in shown:
        lines += _finding(telling, finding)
    rest = len(findings) - len(shown)
    return [*lines, f"  {telling.t('audit.finding.more', n=rest)}"] if rest else lines


def one_of_each_rule(findings: list[Outcome]) -> list[Outcome]:
    """The findings with those of rules already shown put last, so that five lines tell five things."""
    seen: set[str] = set()
    first: list[Outcome] = []
    later: list[Outcome] = []
    for finding in findings:
        (later if finding.rule in seen else first).append(finding)
        seen.add(finding.rule)
    return first + later


def _finding(telling: Telling, finding: Outcome) -> Iterator[str]:
    t = telling.t
    grade = {"severity": t.term("severity", finding.severity), "class": telling.class_name(finding)}
    tags = t("audit.finding.tags", **grade)
    yield f"  {finding.rule} {telling.title(finding)} [{tags}]"
    yield from wrap(telling.sentence(finding), "         ")
    place = where(finding.location)
    if place:
        yield f"         {t('audit.finding.where', place=place)}"


def _picture(telling: Telling) -> list[str]:
    result, graph, t = telling.result, telling.graph, telling.t
    applicable = [each for each in result.transitions if each.applicable]
    said = [
        t(
            "audit.picture.services",
            providers=t.number(len(graph.providers)),
            agreements=t.number(len(graph.agreements)),
            in_force=t.number(len(graph.in_force)),
        ),
        t(
            "audit.picture.transitions",
            met=t.number(sum(each.verdict is Verdict.MET for each in applicable)),
            applicable=t.number(len(applicable)),
        ),
    ]
    totals = result.coordination.totals
    if result.coordination.rules:
        values = {"assigned": t.number(totals.assigned), "situations": t.number(totals.situations)}
        said.append(t("audit.picture.coordination", **values))
    else:
        said.append(t("audit.picture.no_coordination"))
    return block(t("audit.heading.picture"), [line for each in said for line in wrap(each, "  ")])


def _next(telling: Telling, model: str, *, workbook_written: bool) -> list[str]:
    t, on = telling.t, telling.result.as_of.isoformat()
    lines = []
    if not workbook_written:
        command = f"samhandling audit {model} --as-of {on} --report rapport.xlsx"
        lines += wrap(t("audit.next.workbook", command=command), "  ")
    findings = telling.result.gravest_first
    if findings:
        command = f"samhandling explain {findings[0].rule} --as-of {on}"
        lines += wrap(t("audit.next.explain", command=command), "  ")
    return lines


def _exit_words(telling: Telling, threshold: Severity | None) -> str:
    t = telling.t
    if threshold is None:
        return t("audit.exit.never")
    counting = len(telling.result.at_or_above(threshold))
    name = t.term("severity", threshold)
    if counting:
        return t("audit.exit.1", n=counting, threshold=name)
    return t("audit.exit.0", threshold=name)
