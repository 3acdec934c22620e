"""Every kind of date: when it falls, who has it, and where it comes from."""

from datetime import date
from typing import Any

import pytest

from samhandling.deadlines.all import deadlines
from samhandling.deadlines.deadline import Deadline, Kind, next_yearly
from samhandling.law.catalogue import Catalogue
from samhandling.reports.sections.year import source, state_of, what, who, year
from small_models import Model, services_of

ON = date(2026, 11, 21)
ROLES = [
    {"id": "kst", "title": "Kommunestyret", "kind": "kommunestyre"},
    {"id": "kd", "title": "Kommunedirektøren", "kind": "kommunedirektor"},
    {"id": "rektor", "title": "Rektor"},
]
AGREEMENT = {
    "id": "avtale", "title": "Avtalen", "kind": "rutine", "status": "vedtatt", "adopted": "2025-01-15",
    "responsible": "rektor",
}  # fmt: skip


@pytest.fixture
def find(tell: Any) -> Any:
    def of(kind: Kind, model: Model, on: date = ON) -> list[Deadline]:
        telling = tell({"roles": ROLES} | model, on)
        return [each for each in deadlines(telling.graph, telling.catalogue) if each.kind is kind]

    return of


def test_an_activity_falls_on_the_first_of_its_month_every_year(find: Any) -> None:
    activities = [{"month": month, "activity": "Besøk", "responsible": "rektor"} for month in (11, 12, 5)]
    entry = {"transition": "T05", "activities": [*activities, {"activity": "uten måned"}]}
    found = find(Kind.ACTIVITY, {"transitions": [entry]})
    assert [each.date for each in found] == [date(2026, 12, 1), date(2027, 5, 1), date(2027, 11, 1)]
    assert all(each.yearly and each.who == ("rektor",) for each in found)
    assert len({each.key for each in found}) == 3


@pytest.mark.parametrize(
    ("on", "expected"),
    [(date(2026, 9, 30), date(2026, 10, 1)), (date(2026, 10, 1), date(2026, 10, 1)), (ON, date(2027, 10, 1))],
)
def test_notice_to_the_county_falls_on_the_first_of_october(
    find: Any, catalogue: Catalogue, on: date, expected: date
) -> None:
    services = services_of(catalogue.transition("T10"))
    (found,) = find(Kind.COUNTY_NOTICE, {"services": services}, on)
    assert (found.date, found.yearly, found.parameter) == (expected, True, "notice_county_month_day")
    assert find(Kind.COUNTY_NOTICE, {}, on) == []


@pytest.mark.parametrize(
    ("agreement", "expected"),
    [
        ({"valid_to": "2026-11-21"}, [date(2026, 11, 21)]),
        ({"valid_to": "2026-11-20"}, []),
        ({"valid_to": "2027-06-30", "status": "utkast"}, []),
        ({"valid_to": "2027-06-30", "terminated": "2027-03-01", "status": "oppsagt"}, [date(2027, 3, 1)]),
        ({"terminated": "2026-11-01", "status": "oppsagt"}, []),
        ({}, []),
    ],
)
def test_agreements_expire_on_their_last_day(find: Any, agreement: Model, expected: list[date]) -> None:
    assert [each.date for each in find(Kind.EXPIRY, {"agreements": [AGREEMENT | agreement]})] == expected


@pytest.mark.parametrize(
    ("agreement", "expected"),
    [
        ({"review_months": 12}, [date(2026, 1, 15)]),
        ({"review_months": 12, "last_reviewed": "2026-08-31"}, [date(2027, 8, 31)]),
        ({"review_months": 12, "last_reviewed": "2026-12-01"}, [date(2026, 1, 15)]),
        ({"review_months": 6, "valid_to": "2026-01-01"}, []),
    ],
)
def test_reviews_fall_due_by_the_agreements_own_rule(find: Any, agreement: Model, expected: list[date]) -> None:
    assert [each.date for each in find(Kind.REVIEW, {"agreements": [AGREEMENT | agreement]})] == expected


def test_the_agreement_with_the_health_trust_is_gone_through_every_year(find: Any) -> None:
    trust = AGREEMENT | {"kind": "samarbeidsavtale", "topics": ["helseforetak"]}
    (found,) = find(Kind.HEALTH_TRUST_REVIEW, {"agreements": [trust]})
    assert (found.date, found.yearly, found.provisions) == (date(2026, 12, 31), True, ("HOL-6-5-1",))
    (done,) = find(Kind.HEALTH_TRUST_REVIEW, {"agreements": [trust | {"last_reviewed": "2026-02-01"}]})
    assert done.date == date(2027, 12, 31)
    assert find(Kind.HEALTH_TRUST_REVIEW, {"agreements": [AGREEMENT]}) == []


def test_the_yearly_accounts_follow_the_law_of_the_date(find: Any) -> None:
    (internal,) = find(Kind.INTERNAL_CONTROL_REPORT, {})
    assert (internal.date, internal.who, internal.provisions) == (date(2026, 12, 31), ("kd",), ("KOML-25-2",))
    reports = [{"kind": "25-2", "date": "2026-05-01"}, {"kind": "bvl-15-3", "date": "2027-01-05"}]
    (done,) = find(Kind.INTERNAL_CONTROL_REPORT, {"internal_control": {"reports": reports}})
    assert done.date == date(2027, 12, 31)
    (account,) = find(Kind.CHILD_WELFARE_REPORT, {"internal_control": {"reports": reports}})
    assert (account.date, account.provisions) == (date(2026, 12, 31), ("BVL-15-3-5",))


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"council_constituted": "2023-10-12"}, [date(2024, 12, 31)]),
        ({"council_constituted": "2023-10-12", "delegation_regulation_adopted": "2022-01-01"}, [date(2024, 12, 31)]),
        ({"council_constituted": "2023-10-12", "delegation_regulation_adopted": "2024-06-01"}, []),
        ({"council_constituted": "2027-10-12"}, []),
        ({}, []),
    ],
)
def test_the_delegation_regulation_has_a_last_day(find: Any, facts: Model, expected: list[date]) -> None:
    found = find(Kind.DELEGATION_REGULATION, {"municipality": {"name": "P", "number": "9998"} | facts})
    assert [each.date for each in found] == expected
    assert all(each.provisions == ("KOML-5-14",) and each.who == ("kst",) for each in found)


@pytest.mark.parametrize(
    ("kind", "model", "expected"),
    [
        (Kind.YOUTH_COUNCIL, {"municipality": {"youth_council_elected": "2025-03-01"}}, date(2027, 3, 1)),
        (Kind.MODEL_REVIEW, {"municipality": {"model_reviewed": "2026-02-28"}}, date(2027, 2, 28)),
        (Kind.PUBLICATION, {"coordination": {"published": {"checked": "2026-01-10"}}}, date(2027, 1, 10)),
        (Kind.EVALUATION, {"transitions": [{"transition": "T05", "evaluated": "2025-10-09"}]}, date(2027, 10, 9)),
        (
            Kind.TRAINING,
            {"internal_control": {"training": [
                {"topic": "samarbeid", "date": "2024-01-01"}, {"topic": "samarbeid", "date": "2025-06-01"},
            ]}},
            date(2027, 6, 1),
        ),
        (
            Kind.RISK_ASSESSMENT, {"internal_control": {"risk_assessments": [{"date": "2024-09-01"}]}},
            date(2026, 9, 1),
        ),
        (
            Kind.EXEMPTION,
            {"exemptions": [{"rule": "OVG605", "subject": "T05", "reason": "Ny plan", "decided_by": "kd",
                             "decided": "2026-01-01", "expires": "2026-12-31"}]},
            date(2026, 12, 31),
        ),
        (
            Kind.BREACH,
            {"supervision": [{"id": "t1", "topic": "Barnevern", "breaches": [
                {"provision": "HOL-3-4-1", "deadline": "2026-10-01"},
                {"provision": "HOL-3-4-2", "deadline": "2026-10-01", "closed": "2026-09-01"},
            ]}]},
            date(2026, 10, 1),
        ),
    ],
)  # fmt: skip
def test_other_dates(find: Any, kind: Kind, model: Model, expected: date) -> None:
    if "municipality" in model:
        model = {"municipality": {"name": "P", "number": "9998"} | model["municipality"]}
    (found,) = find(kind, model)
    assert found.date == expected


def test_measures_of_assessments_until_the_answer_is_yes(find: Any, catalogue: Catalogue) -> None:
    question = next(iter(catalogue.questions), None)
    if question is None:
        pytest.skip("no control questions in the catalogue")
    entry = {"question": question, "answer": "nei", "deadline": "2027-02-01", "responsible": "rektor"}
    assert [each.date for each in find(Kind.ASSESSMENT, {"assessments": [entry]})] == [date(2027, 2, 1)]
    assert find(Kind.ASSESSMENT, {"assessments": [entry | {"answer": "ja"}]}) == []


def test_the_first_of_a_month_is_today_on_that_day() -> None:
    assert next_yearly(11, 21, ON) == ON
    assert next_yearly(11, 20, ON) == date(2027, 11, 20)


class TestSection:
    """*Årshjul*."""

    def test_overdue_comes_first_and_is_said_in_words(self, tell: Any) -> None:
        telling = tell({"roles": ROLES, "agreements": [AGREEMENT | {"review_months": 12}]})
        table = next(block for block in year(telling).blocks if hasattr(block, "rows"))
        first = [cell.value for cell in table.rows[0].cells]
        assert first[:4] == [date(2026, 1, 15), "forfalt", "Gå gjennom Avtalen", "Rektor"]
        assert [row.cells[0].value for row in table.rows] == sorted(row.cells[0].value for row in table.rows)

    def test_where_it_comes_from(self, tell: Any, catalogue: Catalogue) -> None:
        services = services_of(catalogue.transition("T10"))
        telling = tell({"roles": ROLES, "services": services, "agreements": [AGREEMENT | {"review_months": 12}]})
        found = {each.kind: each for each in deadlines(telling.graph, catalogue)}
        assert source(telling, found[Kind.INTERNAL_CONTROL_REPORT]).startswith("kommuneloven § 25-2")
        assert source(telling, found[Kind.COUNTY_NOTICE]).startswith("Utdanningsdirektoratet")
        assert source(telling, found[Kind.REVIEW]) == "modellen, avtaler"
        assert who(telling, found[Kind.COUNTY_NOTICE]) == "ikke fastsatt"

    def test_an_accepted_deviation_is_named_by_its_check(self, tell: Any) -> None:
        exemption = {"rule": "OVG614", "subject": "T14", "reason": "Ny rutine", "decided_by": "kd",
                     "decided": "2026-01-01", "expires": "2026-12-31"}  # fmt: skip
        telling = tell({"roles": ROLES, "exemptions": [exemption]})
        (found,) = (each for each in deadlines(telling.graph, telling.catalogue) if each.kind is Kind.EXEMPTION)
        said = what(telling, found)
        assert said.startswith("Akseptert avvik går ut: OVG614 ")
        assert said.endswith("(T14 18 år: barnekoordinator → koordinator)")

    def test_soon_is_within_the_catalogues_own_limit(self, tell: Any, catalogue: Catalogue) -> None:
        telling, limit = tell({}), catalogue.parameter("expires_soon_days", ON)
        assert state_of(telling, date.fromordinal(ON.toordinal() - 1)) == "overdue"
        assert state_of(telling, ON) == state_of(telling, date.fromordinal(ON.toordinal() + limit)) == "soon"
        assert state_of(telling, date.fromordinal(ON.toordinal() + limit + 1)) == "later"

    @pytest.mark.parametrize("language", ["nb", "nn", "en"])
    def test_every_kind_has_its_words(self, tell: Any, language: str) -> None:
        telling = tell({"roles": ROLES}, language=language)
        for kind in Kind:
            said = what(telling, Deadline(ON, kind, "municipality", "x", detail=""))
            assert said
            assert "{" not in said
            assert telling.t(f"deadlines.kind.{kind}")
