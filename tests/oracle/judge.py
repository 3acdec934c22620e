"""The whole judgement: every outcome, the blocks of the result, and what the exemptions do."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from oracle import avt, bko, delegering, ovg, pln, sam, sor
from oracle.law import applies, cited
from oracle.world import Entry, Outcome, World

RISK = {"SAM105", "SAM106", "AVT205", "AVT206", "AVT207", "AVT208"}
FINDINGS = ("partial", "not_met", "undocumented")


@dataclass
class Judgement:
    """What the result must say. ``coordination`` is None when there were too many situations to try."""

    outcomes: dict[tuple[str, str], str]
    findings: dict[tuple[str, str], dict[str, Any]]
    transitions: list[dict[str, Any]]
    coordination: dict[str, Any] | None
    table: sor.Table | None
    delegation: list[dict[str, Any]]
    exemption_problems: list[dict[str, Any]]
    summary: dict[str, int]


def judge(model: Entry, on: date, most_situations: int = 20_000) -> Judgement:
    """Judge a model on a date."""
    world = World(model, on)
    table = sor.table(world) if sor.size(world) <= most_situations else None
    everything = [
        *sam.outcomes(world), *avt.outcomes(world), *bko.outcomes(world), *sor.outcomes(world, table),
        *delegering.outcomes(world), *ovg.outcomes(world), *pln.outcomes(world),
    ]
    everything += _empty(everything, with_table=table is not None)
    verdicts: dict[tuple[str, str], str] = {}
    findings: dict[tuple[str, str], dict[str, Any]] = {}
    working = _working(world)
    for outcome in everything:
        key = outcome.rule, outcome.subject
        if key in verdicts:
            raise AssertionError(f"two outcomes for {key}")
        # «When a check does not apply, each subject it would have examined gets `not_applicable`.»
        verdicts[key] = outcome.verdict if applies(outcome.provisions, on) else "not_applicable"
        if verdicts[key] in FINDINGS:
            findings[key] = _finding(outcome, on, working)
    return Judgement(
        outcomes=verdicts,
        findings=findings,
        transitions=ovg.block(world),
        coordination=None if table is None else sor.block(world, table),
        table=table,
        delegation=delegering.block(world),
        exemption_problems=_problems(world, findings),
        summary={
            verdict: Counter(verdicts.values())[verdict]
            for verdict in ("met", "partial", "not_met", "undocumented", "not_applicable")
        },
    )


def _empty(everything: list[Outcome], *, with_table: bool) -> list[Outcome]:
    """«A check examines only the subjects named; with none, its one outcome is `not_applicable` on `municipality`.»"""
    codes = [
        *(f"SAM10{n}" for n in range(1, 8)), *(f"AVT2{n:02}" for n in range(1, 13)),
        *(f"BKO30{n}" for n in range(1, 9)), *(f"SOR4{n:02}" for n in range(1, 11)),
        *(f"DEL50{n}" for n in range(1, 10)), *(f"OVG6{n:02}" for n in range(1, 27)),
        *(f"OVG64{n}" for n in range(4)), *(f"PLN7{n:02}" for n in range(1, 13)), "SRV801",
    ]
    spoken = {outcome.rule for outcome in everything} | (set() if with_table else sor.COUNTED_RULES)
    return [
        Outcome(code, "municipality", "not_applicable", "bor", "free", "low") for code in codes if code not in spoken
    ]


def _finding(outcome: Outcome, on: date, working: dict[str, list[str]]) -> dict[str, Any]:
    if outcome.klass is not None:
        klass = outcome.klass
    elif outcome.rule in RISK:
        klass = "risk"
    elif outcome.rule == "AVT211":
        klass = "information"
    elif outcome.strength == "bor":
        klass = "good_practice"
    elif outcome.form == "bound" and outcome.verdict != "undocumented":
        klass = "possible_breach"
    else:
        klass = "possible_failure"
    severity, facts = outcome.severity, dict(outcome.facts)
    if outcome.service is not None and outcome.service["owner"] != "kommune":
        # «a finding on a service that the municipality does not own has severity at most medium»
        severity = "medium" if severity in ("critical", "high") else severity
        facts["duty_holder"] = outcome.service["owner"]
    mark = fingerprint(outcome.rule, outcome.subject)
    return {
        "verdict": outcome.verdict, "class": klass, "severity": severity, "strength": outcome.strength,
        "form": outcome.form, "provisions": cited(outcome.provisions, on), "facts": facts, "fingerprint": mark,
        "exempted": any(accepts(kind, outcome.strength) for kind in working.get(mark, [])),
    }


def fingerprint(rule: str, subject: str) -> str:
    """«the first 16 hex digits of SHA-256 over `RULE`, a NUL and `subject`, in UTF-8»."""
    return sha256(f"{rule}\0{subject}".encode()).hexdigest()[:16]


def _mark(exemption: Entry) -> str:
    return exemption.get("finding") or fingerprint(exemption["rule"], exemption["subject"])


def _working(world: World) -> dict[str, list[str]]:
    """Fingerprint → the kinds of role that decided its exemptions. «In force when `decided` ≤ D ≤ `expires`.»"""
    found: dict[str, list[str]] = {}
    for one in world.model.get("exemptions", []):
        if one["decided"] <= world.on <= one["expires"]:
            found.setdefault(_mark(one), []).append(world.kind(one["decided_by"]))
    return found


def accepts(kind: str, strength: str) -> bool:
    """«when the finding is *skal* (decided by kommunedirektør or kommunestyre, or it is refused)»."""
    return strength == "bor" or kind in ("kommunestyre", "kommunedirektor")


def _problems(world: World, findings: dict[tuple[str, str], dict[str, Any]]) -> list[dict[str, Any]]:
    found = []
    strengths = {finding["fingerprint"]: finding["strength"] for finding in findings.values()}
    for one in world.model.get("exemptions", []):
        mark = _mark(one)
        if one["decided"] > world.on and one["expires"] >= world.on:
            problem = "not_yet"
        elif one["expires"] < world.on:
            problem = "expired"
        elif mark not in strengths:
            problem = "no_match"
        elif not accepts(world.kind(one["decided_by"]), strengths[mark]):
            problem = "refused"
        else:
            continue
        found.append(
            {"rule": one.get("rule"), "subject": one.get("subject"), "finding": one.get("finding"), "problem": problem},
        )
    return found
