"""Many municipalities as JSON (``samhandling.batch/1``): what the comparative report is made of, no sentences."""

from typing import Any

from samhandling.checks.result import Severity
from samhandling.model.verdict import Verdict
from samhandling.survey import Standing, Survey

SCHEMA = "samhandling.batch/1"


def survey_document(survey: Survey, catalogue_version: str) -> dict[str, Any]:
    """The whole survey as plain data; name, number, place and exact size are absent where names are left out."""
    return {
        "schema": SCHEMA,
        "catalogue_version": catalogue_version,
        "as_of": survey.as_of.isoformat(),
        "anonymous": survey.anonymous,
        "municipalities": [_municipality(each, named=not survey.anonymous) for each in survey.standings],
        "refused": [
            {"model": each.name, "mistakes": each.mistakes, "codes": dict(each.codes)} for each in survey.refused
        ],
        "gaps": [
            {
                "rule": gap.rule, "applying": gap.applying, "lacking": gap.lacking,
                "municipalities": {str(verdict): count for verdict, count in gap.municipalities.items()},
            }
            for gap in survey.gaps
        ],
        "severities": {
            str(severity): {"findings": findings, "municipalities": having}
            for severity, (findings, having) in survey.severities().items()
        },
    }  # fmt: skip


def _municipality(one: Standing, *, named: bool) -> dict[str, Any]:
    identity: dict[str, Any] = {"name": one.name}
    if named:
        identity |= {
            "number": one.number, "model": one.source, "services": one.services, "agreements": one.agreements,
        }  # fmt: skip
    return {
        **identity,
        "severities": {str(severity): one.severities[severity.rank] for severity in Severity},
        "accepted": one.accepted,
        "checks": {
            each.rule: {"answer": str(each.verdict)} | {str(verdict): each.of(verdict) for verdict in Verdict}
            for each in one.checks
        },
    }
