"""Far out in one direction: it finishes, or refuses with a reason. How long it takes is told in ``benchmarks/``."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from synthetic import write
from synthetic.extremes import EXTREMES

Call = Callable[..., Any]
REFUSED = {"chains that double on every level": "10000"}
A_LITTLE = {
    "agreements on one service": 60, "parties in one agreement": 40, "a chain of delegations": 12,
    "chains that double on every level": 14, "rules of coordination": 24,
}  # fmt: skip


def examined(name: str, size: int, folder: Path, call: Call) -> None:
    write(EXTREMES[name][0](size), folder / "m")
    said = call("audit", folder / "m", "--as-of", "2026-11-21", "--json", folder / "m.json", "--fail-on", "never")
    if name in REFUSED:
        assert said.code == 2
        assert REFUSED[name] in said.err
        assert not (folder / "m.json").exists()
    else:
        assert said.code == 0
        assert (folder / "m.json").exists()


@pytest.mark.parametrize("name", EXTREMES)
def test_a_little_far_out(name: str, tmp_path: Path, call: Call) -> None:
    examined(name, A_LITTLE[name], tmp_path, call)


@pytest.mark.slow
@pytest.mark.parametrize("name", EXTREMES)
def test_very_far_out(name: str, tmp_path: Path, call: Call) -> None:
    examined(name, EXTREMES[name][1], tmp_path, call)


def test_what_replaces_an_agreement_is_found_among_many(tmp_path: Path, call: Call) -> None:
    """Half of them have run out; those whose parties are all in one that has not are replaced."""
    import json

    write(EXTREMES["agreements on one service"][0](40), tmp_path / "m")
    call("audit", tmp_path / "m", "--as-of", "2026-11-21", "--json", tmp_path / "m.json")
    told = json.loads((tmp_path / "m.json").read_text(encoding="utf-8"))
    expired = {each["subject"] for each in told["outcomes"] if each["rule"] == "AVT205"}
    model = EXTREMES["agreements on one service"][0](40)
    parties = {each["id"]: {party["service"] for party in each["parties"]} for each in model["agreements"]}
    in_force = [parties[each["id"]] for each in model["agreements"] if "valid_to" not in each]
    assert expired == {
        each["id"] for each in model["agreements"]
        if "valid_to" in each and not any(parties[each["id"]] <= others for others in in_force)
    }  # fmt: skip
    assert expired
