"""The layer contracts hold, and each of them barks: a violation planted in a copy is seen."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PLANTED = {
    "The line": ("model/vocabulary.py", "from samhandling import audit  # planted"),
    "know nothing of each other": ("lovdata/places.py", "import samhandling.reports  # planted"),
    "networkx lives in the graph alone": ("lifecourse.py", "import networkx  # planted"),
    "The core touches no file": ("comparison.py", "import os  # planted"),
    "they ask no check": ("reports/plain.py", "from samhandling.checks import plans  # planted"),
}


def check(folder: Path) -> subprocess.CompletedProcess[str]:
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    return subprocess.run(
        [sys.executable, "-c", program, "--no-cache"],
        cwd=folder, capture_output=True, text=True, check=False, env={"PYTHONPATH": str(folder / "src"), "PATH": ""},
    )  # fmt: skip


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    pytest.importorskip("importlinter")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


@pytest.mark.slow
def test_the_contracts_hold(copy: Path) -> None:
    done = check(copy)
    assert done.returncode == 0, done.stdout


@pytest.mark.slow
@pytest.mark.parametrize(("contract", "planted"), PLANTED.items())
def test_each_contract_barks(copy: Path, contract: str, planted: tuple[str, str]) -> None:
    module, line = planted
    path = copy / "src" / "samhandling" / module
    path.write_text(path.read_text(encoding="utf-8") + f"\n\n{line}\n", encoding="utf-8")
    done = check(copy)
    assert done.returncode != 0
    broken = [each for each in done.stdout.splitlines() if each.endswith("BROKEN")]
    assert any(contract in each for each in broken), done.stdout
