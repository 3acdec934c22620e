"""The two fictional municipalities: in order, rich enough to learn from, and as their README says."""

import hashlib
import re
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from samhandling.audit import audit
from samhandling.checks.all import CHECKS
from samhandling.checks.result import AuditResult, FindingClass, Outcome, Severity
from samhandling.graph import build_graph, is_provider
from samhandling.law.catalogue import Catalogue, load_catalogue
from samhandling.model.municipality import Municipality
from samhandling.model.verdict import Verdict
from samhandling.model.vocabulary import AgreementKind, Organisation, Owner
from samhandling.reading.model import Reading, read_model
from samhandling.reading.weak_answers import weak_answers

EXAMPLES = Path(__file__).parents[2] / "examples"
AS_OF = date(2026, 11, 21)
NAMES = ("fjordvik", "lillefjord")

ALL = frozenset(Verdict)
NEVER: dict[str, frozenset[Verdict]] = {
    # No SAM check says *not in order*; *not applicable* needs a municipality without private providers (Lillefjord).
    "SAM": frozenset({Verdict.NOT_MET, Verdict.NOT_APPLICABLE}),
    # *Not applicable* needs a municipality with neither health, barnevern nor NAV.
    "BKO": frozenset({Verdict.NOT_APPLICABLE}),
    # A statutory service is recorded or not.
    "SRV": frozenset({Verdict.PARTIAL, Verdict.NOT_MET, Verdict.NOT_APPLICABLE}),
}
"""What Fjordvik cannot show of a family; everything else it must."""

FAMILIES = ("SAM", "AVT", "BKO", "SOR", "DEL", "OVG", "PLN", "SRV")
README_ROW = re.compile(r"^\| ([A-Z]{3}[0-9]{3}) \| (\S+) \| .+ \|$", re.MULTILINE)


class Example(NamedTuple):
    reading: Reading
    result: AuditResult

    @property
    def municipality(self) -> Municipality:
        return self.reading.municipality

    @property
    def findings(self) -> tuple[Outcome, ...]:
        return self.result.findings


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="module")
def examples(catalogue: Catalogue) -> dict[str, Example]:
    """Each example, read (which raises on any mistake) and audited."""
    found = {}
    for name in NAMES:
        reading = read_model(EXAMPLES / name, name, catalogue.data)
        found[name] = Example(reading, audit(reading.municipality, catalogue, AS_OF, reading.inputs, reading.location))
    return found


@pytest.fixture
def fjordvik(examples: dict[str, Example]) -> Example:
    return examples["fjordvik"]


@pytest.fixture
def lillefjord(examples: dict[str, Example]) -> Example:
    return examples["lillefjord"]


def verdicts(example: Example) -> dict[str, set[Verdict]]:
    found: dict[str, set[Verdict]] = defaultdict(set)
    for outcome in example.result.outcomes:
        found[outcome.rule[:3]].add(outcome.verdict)
    return found


@pytest.mark.parametrize("name", NAMES)
def test_nothing_in_the_model_would_be_silently_weak(examples: dict[str, Example], name: str) -> None:
    assert examples[name].reading.notices == ()
    assert weak_answers(examples[name].reading, AS_OF) == ()


@pytest.mark.parametrize("family", FAMILIES)
def test_fjordvik_shows_every_verdict_a_family_can_give(fjordvik: Example, family: str) -> None:
    assert verdicts(fjordvik)[family] == ALL - NEVER.get(family, frozenset())


def test_lillefjord_shows_what_fjordvik_cannot(lillefjord: Example) -> None:
    assert Verdict.NOT_APPLICABLE in verdicts(lillefjord)["SAM"]
    assert Verdict.PARTIAL in {each.verdict for each in lillefjord.result.outcomes if each.rule == "SOR405"}


def test_fjordvik_has_a_readable_number_of_findings(fjordvik: Example) -> None:
    assert 30 <= len(fjordvik.findings) <= 60


def test_fjordvik_has_a_finding_of_each_severity_and_class(fjordvik: Example) -> None:
    assert {each.severity for each in fjordvik.findings} == set(Severity)
    assert {each.finding_class for each in fjordvik.findings} == set(FindingClass)


def test_fjordvik_has_services_of_every_owner_and_organisation(fjordvik: Example, catalogue: Catalogue) -> None:
    services = fjordvik.municipality.services
    assert 40 <= len(services) <= 50
    assert {each.owner for each in services} == set(Owner)
    assert {each.organisation for each in services} == set(Organisation)
    types = catalogue.data.service_types
    assert {each.owner for each in services if is_provider(each, types[each.type].kind)} == set(Owner)


def test_fjordvik_has_agreements_of_every_kind_in_force(fjordvik: Example, catalogue: Catalogue) -> None:
    graph = build_graph(fjordvik.municipality, AS_OF, catalogue.data.service_types)
    assert {each.kind for each in graph.in_force} == set(AgreementKind)
    assert 20 <= len(graph.in_force) <= 30


@pytest.mark.parametrize("name", NAMES)
def test_the_witnesses_of_a_stage_are_few_enough_to_read(examples: dict[str, Example], name: str) -> None:
    coordination = examples[name].result.coordination
    assert coordination is not None
    for stage in coordination.stages:
        kinds = [witness.outcome for witness in stage.witnesses]
        assert all(kinds.count(kind) <= 12 for kind in set(kinds)), stage.stage


def test_fjordviks_coordination_has_the_defects_its_comments_tell_of(fjordvik: Example) -> None:
    coordination = fjordvik.result.coordination
    assert coordination is not None
    shadowed = {rule.id for rule in coordination.rules if rule.shadowed}
    assert shadowed == {"R11"}
    found = {each.rule: each.subject for each in fjordvik.findings if each.rule in ("SOR403", "SOR404", "SOR406")}
    assert found == {"SOR403": "R4", "SOR404": "R12", "SOR406": "R11"}


@pytest.mark.parametrize("name", NAMES)
def test_the_readme_lists_exactly_the_findings(examples: dict[str, Example], name: str) -> None:
    readme = (EXAMPLES / name / "README.md").read_text(encoding="utf-8")
    built = {check.code for check in CHECKS}
    rows = README_ROW.findall(readme)
    told = [(code, subject) for code, subject in rows if code in built]
    assert sorted(told) == sorted((each.rule, each.subject) for each in examples[name].findings)


def test_fjordviks_readme_counts_right(fjordvik: Example, catalogue: Catalogue) -> None:
    readme = (EXAMPLES / "fjordvik" / "README.md").read_text(encoding="utf-8")
    graph = build_graph(fjordvik.municipality, AS_OF, catalogue.data.service_types)
    assert f"{len(fjordvik.municipality.services)} tjenester" in readme
    assert f"{len(fjordvik.municipality.agreements)} avtaler" in readme
    assert f"{len(graph.in_force)} av dem" in readme


def test_fjordviks_exemptions_are_of_every_sort(fjordvik: Example) -> None:
    assert {each.rule for each in fjordvik.findings if each.exempted} == {"SAM106", "PLN711"}
    problems = {(each.rule, each.subject, str(each.problem)) for each in fjordvik.result.exemption_problems}
    assert problems == {("AVT207", "avtale-bup", "expired"), ("SAM107", "ungdomsteam", "no_match")}


@pytest.mark.parametrize("name", NAMES)
def test_the_questions_answered_are_in_the_catalogue_and_asked_once(
    examples: dict[str, Example], catalogue: Catalogue, name: str
) -> None:
    asked = [each.question for each in examples[name].municipality.assessments]
    assert len(asked) == len(set(asked))
    assert set(asked) <= set(catalogue.data.questions)


def test_fjordvik_answers_one_question_without_evidence_and_one_against_the_finding(fjordvik: Example) -> None:
    yes = {each.question: each for each in fjordvik.municipality.assessments if each.answer == "ja"}
    assert [question for question, each in yes.items() if not each.evidence] == ["D10"]
    (plan,) = (each for each in fjordvik.findings if each.rule == "PLN701")
    assert plan.verdict is Verdict.NOT_MET
    assert "A09" in yes


def test_the_documents_are_there_marked_as_fictional_and_unchanged(fjordvik: Example) -> None:
    folder = EXAMPLES / "fjordvik"
    named = [each.document for each in fjordvik.municipality.agreements]
    named += [each.document for each in fjordvik.municipality.delegations]
    documents = [document for document in named if document is not None and document.path is not None]
    assert documents
    for document in documents:
        content = (folder / str(document.path)).read_bytes()
        assert hashlib.sha256(content).hexdigest() == document.sha256, document.path
        assert "Fiktivt eksempel" in content.decode("utf-8")
    assert {str(each.path) for each in documents} == {
        path.relative_to(folder).as_posix() for path in (folder / "dokumenter").iterdir()
    }


@pytest.mark.parametrize("name", NAMES)
def test_the_folder_says_at_the_top_that_it_is_fictional(name: str) -> None:
    assert "finnes ikke" in (text := (EXAMPLES / name / "municipality.yaml").read_text(encoding="utf-8")) or (
        "finst ikkje" in text
    )
    for path in (EXAMPLES / name).glob("*.yaml"):
        assert path.read_text(encoding="utf-8").startswith("# "), path.name


@pytest.mark.parametrize("name", NAMES)
def test_nothing_looks_like_a_real_address_or_person(name: str) -> None:
    for path in (EXAMPLES / name).rglob("*"):
        if path.suffix not in (".yaml", ".md"):
            continue
        text = path.read_text(encoding="utf-8")
        assert "@" not in text, path.name
        for address in re.findall(r"https?://([^/\s]+)", text):
            assert address.endswith(".example"), path.name


def test_lillefjord_keeps_the_decision_and_shares_two_services(lillefjord: Example) -> None:
    kept = [each for each in lillefjord.municipality.delegations if each.authority == "avgjore_samordning"]
    assert [each.retained for each in kept] == [True]
    hosted = {each.type for each in lillefjord.municipality.services if each.organisation is Organisation.VERTSKOMMUNE}
    assert hosted == {"barnevern", "ppt"}
    assert 14 <= len(lillefjord.municipality.services) <= 18


@pytest.mark.parametrize("day", ["2022-08-01", "2023-06-01", "2024-07-31", "2024-08-01"])
@pytest.mark.parametrize("name", NAMES)
def test_an_earlier_law_can_be_asked_for(
    examples: dict[str, Example], catalogue: Catalogue, name: str, day: str
) -> None:
    result = audit(examples[name].municipality, catalogue, date.fromisoformat(day))
    assert result.outcomes
