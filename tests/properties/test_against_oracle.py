"""The program and the naive reading of the contract (``oracle``) agree on every outcome of random models.

When they do not, the failing model is made as small as it gets and printed, as YAML, with what each of them says.
"""

from datetime import date
from typing import Any

import pytest
import yaml

from oracle import Judgement, judge
from samhandling.audit import audit
from samhandling.errors import SamhandlingError
from samhandling.law.catalogue import load_catalogue
from samhandling.model.municipality import Municipality
from samhandling.reports.audit_json import audit_document
from strategies import AS_OF, draw_model, plain_dates, smaller

CATALOGUE = load_catalogue()
COUNTED_RULES = {"SOR402", "SOR403", "SOR404", "SOR405", "SOR406", "SOR409"}
COUNTS = ["situations", "assigned", "gap", "conflict", "not_involved", "not_designable"]
ALIKE = ["verdict", "class", "severity", "strength", "form", "provisions", "fingerprint", "exempted"]
NAMED_FACTS = {
    "SAM101": ["duty_holder"], "SAM103": ["duty_holder"], "SAM105": ["duty_holder"], "SAM106": ["services"],
    "SAM107": ["missing"], "PLN702": ["missing"], "SOR402": COUNTS, "SOR409": ["uncovered"],
}
"""The facts whose names and values the contract fixes."""


def document(model: dict[str, Any], on: date) -> dict[str, Any]:
    """What the program says."""
    municipality = Municipality.model_validate(model)
    return audit_document(audit(municipality, CATALOGUE, on), municipality)


def disagreements(model: dict[str, Any], on: date, most_situations: int = 4_000) -> list[str]:
    """Everything the two say differently, in words for whoever debugs it."""
    said, expected = document(model, on), judge(model, on, most_situations)
    return [
        *_outcomes(said, expected),
        *_findings(said, expected),
        *_coordination(said, expected),
        *_differ("transitions", said["transitions"], expected.transitions),
        *_differ("delegation", said["delegation"], expected.delegation),
        *_differ("exemption_problems", _problems(said["exemption_problems"]), _problems(expected.exemption_problems)),
        *([] if expected.coordination is None else _differ("summary", said["summary"], expected.summary)),
    ]


def _outcomes(said: dict[str, Any], expected: Judgement) -> list[str]:
    verdicts = {(one["rule"], one["subject"]): one["verdict"] for one in said["outcomes"]}
    found = []
    if list(verdicts) != sorted(verdicts) or len(verdicts) != len(said["outcomes"]):
        found.append("outcomes are not sorted by rule, then subject, each once")
    skipped = COUNTED_RULES if expected.coordination is None else set()
    for key in sorted(verdicts.keys() | expected.outcomes.keys()):
        if key[0] not in skipped and verdicts.get(key) != expected.outcomes.get(key):
            found.append(f"{key}: program {verdicts.get(key)}, oracle {expected.outcomes.get(key)}")
    return found


def _findings(said: dict[str, Any], expected: Judgement) -> list[str]:
    found = []
    for finding in said["findings"]:
        key = finding["rule"], finding["subject"]
        theirs = expected.findings.get(key)
        if theirs is None:  # told by _outcomes, or not counted
            continue
        for field in ALIKE:
            if finding[field] != theirs[field]:
                found.append(f"{key} {field}: program {finding[field]}, oracle {theirs[field]}")
        for name in NAMED_FACTS.get(key[0], []):
            ours, wanted = finding["facts"].get(name), theirs["facts"].get(name)
            if name == "missing" and ours and wanted:  # the contract fixes no order for names of keys
                ours, wanted = sorted(ours), sorted(wanted)
            found += _differ(f"{key} facts.{name}", ours, wanted)
        if finding["related"] != sorted(finding["related"]):
            found.append(f"{key}: related is not sorted")
    return found


def _coordination(said: dict[str, Any], expected: Judgement) -> list[str]:
    if expected.coordination is None:
        return []
    block, theirs = said["coordination"], expected.coordination
    found = _differ("totals", block["totals"], theirs["totals"])
    ours = {one["stage"]: {key: one[key] for key in COUNTS} for one in block["stages"]}
    for stage in theirs["stages"]:
        counts = {key: stage[key] for key in COUNTS}
        found += _differ(f"stage {stage['stage']}", ours.get(stage["stage"], dict.fromkeys(COUNTS, 0)), counts)
    found += _differ("rules", block["rules"], theirs["rules"])
    for stage in block["stages"]:
        found += _witnesses(stage, expected)
    found += _differ("handovers", _handovers(block["handovers"]), _handovers(theirs["handovers"]))
    return found


def _witnesses(stage: dict[str, Any], expected: Judgement) -> list[str]:
    """Together the boxes hold exactly the defective situations; each tells how many stand in it."""
    found = []
    tried = expected.table.tried[stage["stage"]]
    for outcome in ("gap", "conflict", "not_involved", "not_designable"):
        boxes = [one for one in stage["witnesses"] if one["outcome"] == outcome]
        what = f"witnesses of {outcome} in {stage['stage']}"
        held = {n for n, (situation, _) in enumerate(tried) if any(in_box(situation, box["box"]) for box in boxes)}
        found += _differ(f"{what}, together", held, {n for n, (_, came_to) in enumerate(tried) if came_to == outcome})
        counts = [sum(in_box(situation, box["box"]) for situation, _ in tried) for box in boxes]
        found += _differ(f"{what}, each", [box["count"] for box in boxes], counts)
    return found


def in_box(situation: dict[str, str], box: dict[str, list[str]]) -> bool:
    return all(situation.get(kind, "-") in values for kind, values in box.items())


def _handovers(handovers: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    return sorted(tuple(one[key] for key in ("from_stage", "to_stage", "from", "to", "covered")) for one in handovers)


def _problems(problems: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """An exemption that names a fingerprint is known by that; the others by rule and subject."""
    return sorted((one["problem"], one.get("finding") or f"{one['rule']} {one['subject']}") for one in problems)


def _differ(what: str, ours: Any, theirs: Any) -> list[str]:
    return [] if ours == theirs else [f"{what}: program {ours}, oracle {theirs}"]


def shrink(model: dict[str, Any], on: date) -> dict[str, Any]:
    """Take away entries and keys as long as the same kind of disagreement stays."""
    kept = {one.split(":")[0] for one in disagreements(model, on)}
    shrinking = True
    while shrinking:
        shrinking = False
        for less in smaller(model):
            try:
                still = {one.split(":")[0] for one in disagreements(less, on)}
            except (ValueError, KeyError, LookupError, SamhandlingError):
                continue
            if still & kept:
                model, kept, shrinking = less, still & kept, True
                break
    return model


def agree(seed: int, on: date, most_situations: int = 4_000) -> None:
    model = draw_model(seed, on)
    if disagreements(model, on, most_situations):
        small = shrink(model, on)
        shown = yaml.safe_dump(plain_dates(small), allow_unicode=True, sort_keys=False)
        pytest.fail(f"seed {seed}, as of {on}\n{shown}\n" + "\n".join(disagreements(small, on)), pytrace=False)


@pytest.mark.parametrize("on", AS_OF, ids=str)
def test_every_outcome_agrees(on: date) -> None:
    for seed in range(20):
        agree(seed, on)


@pytest.mark.slow
@pytest.mark.parametrize("on", AS_OF, ids=str)
def test_every_outcome_agrees_thousands_of_times(on: date) -> None:
    for seed in range(100, 600):
        agree(seed, on, most_situations=40_000)


@pytest.mark.slow
def test_the_models_drawn_reach_every_verdict_that_a_check_can_give() -> None:
    """Each verdict that the catalogue has words for, and no other."""
    reached: dict[str, set[str]] = {}
    for on in AS_OF:
        for seed in range(250):
            for (rule, _), verdict in judge(draw_model(seed, on), on, most_situations=3_000).outcomes.items():
                reached.setdefault(rule, set()).add(verdict)
    worded = {
        rule: {name.partition(".")[0] for name in CATALOGUE.check(rule).findings} | ({"not_applicable"} & verdicts)
        for rule, verdicts in reached.items()
    }
    assert reached == worded
