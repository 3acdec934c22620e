"""``samhandling.audit/1`` as other programs read it: keys, order, and what every block must agree on."""

import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from calling import Call

EXAMPLES = Path(__file__).parents[2] / "examples"
Document = dict[str, Any]

KEYS = [
    "schema", "tool_version", "catalogue_version", "law_known_to", "as_of", "municipality", "inputs", "outcomes",
    "findings", "transitions", "coordination", "delegation", "exemption_problems", "summary",
]
OF_A_FINDING = [
    "rule", "subject", "verdict", "class", "severity", "strength", "form", "provisions", "related", "facts", "location",
    "fingerprint", "exempted",
]
RISKS = {"SAM105", "SAM106", "AVT205", "AVT206", "AVT207", "AVT208"}
WITHOUT_UNITS = {"T14", "T20", "T26"}


_READ: dict[tuple[str, str], Document] = {}
"""Each audit is read once for all the tests."""


@pytest.fixture(
    params=[
        ("fjordvik", "2026-11-21"),
        ("fjordvik", "2024-07-31"),
        ("fjordvik", "2022-08-01"),
        ("lillefjord", "2026-11-21"),
    ],
    ids="-".join,
)
def document(request: pytest.FixtureRequest, call: Call) -> Document:
    name, day = request.param
    if (name, day) in _READ:
        return _READ[name, day]
    said = call("audit", EXAMPLES / name, "--as-of", day, "--json", "-", "--fail-on", "never", "--quiet")
    assert (said.code, said.err) == (0, "")
    assert said.out.endswith("}\n")
    assert str(EXAMPLES) not in said.out
    _READ[name, day] = json.loads(said.out)
    return _READ[name, day]


def expected_class(finding: Document) -> set[str]:
    if finding["rule"] == "AVT211":
        return {"information"}
    if finding["rule"] in RISKS:
        return {"risk"}
    if finding["strength"] == "bor":
        return {"good_practice"}
    if finding["form"] == "free" or finding["verdict"] == "undocumented":
        return {"possible_failure"}
    return {"possible_breach"} if finding["verdict"] == "not_met" else {"possible_breach", "risk"}


def test_the_document_agrees_with_itself(document: Document) -> None:
    assert list(document)[: len(KEYS)] == KEYS
    outcomes, findings = document["outcomes"], document["findings"]
    order = [(each["rule"], each["subject"]) for each in outcomes]
    assert order == sorted(set(order))
    told = ("partial", "not_met", "undocumented")
    assert [(f["rule"], f["subject"], f["verdict"]) for f in findings] == [
        (o["rule"], o["subject"], o["verdict"]) for o in outcomes if o["verdict"] in told
    ]
    assert list(document["summary"]) == ["met", "partial", "not_met", "undocumented", "not_applicable"]
    counted = Counter(each["verdict"] for each in outcomes)
    assert document["summary"] == {verdict: counted[verdict] for verdict in document["summary"]}
    assert [each["path"] for each in document["inputs"]] == sorted(each["path"] for each in document["inputs"])


def test_every_finding_says_all_of_it(document: Document) -> None:
    for finding in document["findings"]:
        assert list(finding) == OF_A_FINDING
        name = f"{finding['rule']}\0{finding['subject']}".encode()
        assert finding["fingerprint"] == hashlib.sha256(name).hexdigest()[:16]
        assert finding["related"] == sorted(set(finding["related"]))
        assert finding["class"] in expected_class(finding)
        assert finding["severity"] in {"critical", "high", "medium", "low"}
        if "duty_holder" in finding["facts"]:
            assert finding["severity"] in {"medium", "low"}
        if finding["location"] is not None:
            assert list(finding["location"]) == ["file", "line", "column"]


def test_all_the_transitions_are_there(document: Document) -> None:
    verdicts = {(each["rule"], each["subject"]): each["verdict"] for each in document["outcomes"]}
    assert [each["id"] for each in document["transitions"]] == [f"T{number:02}" for number in range(1, 27)]
    for each in document["transitions"]:
        assert each["verdict"] == verdicts[f"OVG6{each['id'][1:]}", each["id"]]
        assert each["applicable"] is (each["verdict"] != "not_applicable")
        assert each["covered"] == sorted(each["covered"])
        assert each["uncovered"] == sorted(each["uncovered"])
        if not each["applicable"] or each["id"] in WITHOUT_UNITS:
            assert each["covered"] == each["uncovered"] == []


def test_the_counts_of_coordination_add_up(document: Document) -> None:
    block = document["coordination"]
    outcomes = ["assigned", "gap", "conflict", "not_involved", "not_designable"]
    for counts in (block["totals"], *block["stages"]):
        assert counts["situations"] == sum(counts[each] for each in outcomes)
    for name in ("situations", *outcomes):
        assert block["totals"][name] == sum(stage[name] for stage in block["stages"])
    decided = block["totals"]["situations"] - block["totals"]["gap"] - block["totals"]["conflict"]
    assert sum(rule["decides"] for rule in block["rules"]) == decided
    for stage in block["stages"]:
        for outcome in outcomes[1:]:
            sizes = [each["count"] for each in stage["witnesses"] if each["outcome"] == outcome]
            assert sizes == sorted(sizes, reverse=True)
            assert bool(sizes) is bool(stage[outcome])
            assert sum(sizes) >= stage[outcome]


def test_who_holds_what_is_sorted(document: Document) -> None:
    authorities = [each["authority"] for each in document["delegation"]]
    assert authorities == sorted(authorities)
    for each in document["delegation"]:
        assert each["holders"] == sorted(each["holders"])
        assert {chain[-1] for chain in each["chains"]} <= set(each["holders"])
