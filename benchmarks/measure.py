"""Everything that has a limit, measured in one run: ``python benchmarks/measure.py``.

Every figure is of whole processes, one after the other, by the operating system's own account (user and system time,
the greatest memory); the median of several runs. What has a counterpart is run in turn with it, and the ratio is of
each pair, so that a machine whose speed drifts does not spoil it. Compile the catalogue first:

    python -m samhandling.law.compile

Peers are measured where they are given: each in a virtual environment of its own, outside the checkout.

    python benchmarks/measure.py --checkov V/bin/checkov --openfisca W/bin/python
"""

import argparse
import math
import os
import shlex
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from synthetic import Profile, country, municipality, write
from synthetic.extremes import EXTREMES

PYTHON = sys.executable
TOOL = [PYTHON, "-m", "samhandling"]
ROOT = Path(__file__).resolve().parents[1]
FJORDVIK = str(ROOT / "examples" / "fjordvik")
DATE = ["--as-of", "2026-11-21"]
QUIET = [*DATE, "--fail-on", "never", "-q"]
CLICK = [PYTHON, "-c", "import click"]
IMPORTS = [PYTHON, "-c", "import click, yaml, networkx; from pydantic import BaseModel"]


@dataclass(frozen=True)
class Run:
    """One process: wall seconds, processor seconds, megabytes at most, exit code."""

    wall: float
    cpu: float
    memory: float
    code: int


def run(command: list[str]) -> Run:
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT)
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, process.returncode)


def several(command: list[str], runs: int) -> Run:
    """The median of each figure, after one run that does not count."""
    run(command)
    return median([run(command) for _ in range(runs)])


def median(found: list[Run]) -> Run:
    return Run(
        statistics.median(each.wall for each in found), statistics.median(each.cpu for each in found),
        max(each.memory for each in found), found[-1].code,
    )  # fmt: skip


def beside(command: list[str], other: list[str], runs: int) -> tuple[Run, Run, float, float]:
    """Both in turn; the medians, and the median ratio of wall and of processor time."""
    run(command), run(other)
    pairs = [(run(command), run(other)) for _ in range(runs)]
    wall = statistics.median(ours.wall / theirs.wall for ours, theirs in pairs)
    cpu = statistics.median(ours.cpu / theirs.cpu for ours, theirs in pairs)
    return median([ours for ours, _ in pairs]), median([theirs for _, theirs in pairs]), wall, cpu


def say(name: str, *cells: str) -> None:
    print(f"| {name} | " + " | ".join(cells) + " |", flush=True)


def told(one: Run) -> str:
    return f"{one.wall:.2f} s ({one.cpu:.2f} s of processor), {one.memory:.0f} MB"


def start_up(runs: int) -> None:
    print("\n## Start-up\n\n| | ours | beside | ratio, wall | ratio, processor | limit |\n|---|---|---|---|---|---|")
    audit = [*TOOL, "audit", FJORDVIK, *DATE, "--fail-on", "never"]
    for name, ours, other, limit in (
        ("`--help` / `import click`", [*TOOL, "--help"], CLICK, 1.5),
        ("`validate` / the imports", [*TOOL, "validate", FJORDVIK], IMPORTS, 1.2),
        ("`audit` / the imports", audit, IMPORTS, 1.8),
    ):
        one, two, wall, cpu = beside(ours, other, runs)
        say(name, told(one), told(two), f"{wall:.2f}", f"{cpu:.2f}", f"{limit}")


def reports(folder: Path, runs: int) -> None:
    print("\n## Reports of Fjordvik\n\n| | median | limit |\n|---|---|---|")
    for name, more, limit in (
        ("audit + workbook", ["--report", str(folder / "f.xlsx"), "--force"], "2.5 s, 150 MB"),
        ("the same, `--no-figures`", ["--report", str(folder / "u.xlsx"), "--no-figures", "--force"], "2.0 s"),
        ("audit + page", ["--html", str(folder / "f.html"), "--force"], "1.5 s, 1 MB"),
    ):
        say(name, told(several([*TOOL, "audit", FJORDVIK, *QUIET, *more], runs)), limit)
    size = (folder / "f.html").stat().st_size / 1e6 if (folder / "f.html").exists() else math.nan
    say("the page", f"{size:.2f} MB", "1 MB")
    ours, floor, wall, cpu = beside([PYTHON, __file__, "--rows"], [PYTHON, __file__, "--floor"], runs)
    say("6 000 rows × 12 as a workbook", told(ours), "3 s")
    say("the same cells by openpyxl alone", f"{told(floor)}; ratio {wall:.2f} wall, {cpu:.2f} processor", "")


def growth(folder: Path, runs: int) -> None:
    print("\n## Growth: audit without report, 1.5 agreements a service\n\n| services | median | start-up subtracted |")
    print("|---|---|---|")
    write(municipality(Profile(15, "vekst", agreements_per_service=0.0)), folder / "m15")
    start = several([*TOOL, "audit", str(folder / "m15"), *QUIET], runs)
    points = []
    for size in (60, 600, 6_000):
        write(municipality(Profile(size, "vekst")), folder / f"m{size}")
        one = several([*TOOL, "audit", str(folder / f"m{size}"), *QUIET], runs if size < 6_000 else max(3, runs // 3))
        points.append((size, one.cpu - start.cpu))
        say(f"{size}", told(one), f"{one.cpu - start.cpu:.3f} s of processor")
    for (small, less), (large, more) in pairwise(points):
        exponent = math.log(more / less) / math.log(large / small)
        say(f"{small} → {large}", f"exponent {exponent:.2f}", "limit 1.15")
    whole = math.log(points[-1][1] / points[0][1]) / math.log(100)
    say("60 → 6000", f"exponent {whole:.2f}", "limit 1.15; 6 000 services: 15 s, 600 MB")
    last = [*TOOL, "audit", str(folder / "m6000"), *QUIET]
    say("6000 + JSON", told(several([*last, "--json", str(folder / "m.json"), "--force"], 1)), "")
    say("6000 + workbook", told(several([*last, "--report", str(folder / "m.xlsx"), "--force"], 1)), "")


def many(folder: Path) -> None:
    print("\n## Many: 357 municipalities of 60-900 services\n\n| | one run | limit |\n|---|---|---|")
    for number, profile in enumerate(country(), 1):
        write(municipality(profile), folder / "land" / f"kommune-{number:03}")
    batch = [*TOOL, "batch", str(folder / "land"), *QUIET]
    say("`batch --json-dir`", told(run([*batch, "--json-dir", str(folder / "json")])), "60 s on 2 processors")
    say("`batch --report`", told(run([*batch, "--report", str(folder / "land.xlsx")])), "")
    some = [*TOOL, "batch", str(_first(folder, 20)), *QUIET]
    say("memory of the largest process, 20 of them", f"{run(some).memory:.0f} MB", "")


def _first(folder: Path, count: int) -> Path:
    part = folder / "del"
    part.mkdir()
    for each in sorted((folder / "land").iterdir())[:count]:
        each.rename(part / each.name)
    return part


def extremes(folder: Path) -> None:
    print("\n## Far out\n\n| | size | audit + JSON | outcome |\n|---|---|---|---|")
    for name, (make, size) in EXTREMES.items():
        model = folder / name.replace(" ", "-")
        write(make(size), model)
        one = run([*TOOL, "audit", str(model), *QUIET, "--json", str(folder / "x.json"), "--force"])
        say(name, f"{size}", told(one), "refused" if one.code == 2 else "done" if one.code == 0 else f"code {one.code}")


READ_OURS = """
from samhandling.law.catalogue import load_catalogue
found = load_catalogue()
for kind in (found.provisions, found.checks, found.transitions, found.questions, found.parameters):
    list(kind.values())
"""
READ_OPENFISCA = """
import os, openfisca_france
from openfisca_core.parameters import ParameterNode
ParameterNode("", directory_path=os.path.join(os.path.dirname(openfisca_france.__file__), "parameters"))
"""


def peers(checkov: str | None, openfisca: str | None, runs: int) -> None:
    if checkov is None and openfisca is None:
        return
    print("\n## Peers\n\n| ours | theirs | ratio, wall | ratio, processor |\n|---|---|---|---|")
    if checkov is not None:
        audit = [*TOOL, "audit", FJORDVIK, *QUIET]
        with tempfile.TemporaryDirectory() as empty:
            (Path(empty) / "a.tf").write_text('resource "aws_s3_bucket" "b" {\n  bucket = "b"\n}\n', encoding="utf-8")
            for name, ours, theirs in (
                ("`--help` / `checkov --help`", [*TOOL, "--help"], [*shlex.split(checkov), "--help"]),
                ("`audit` of Fjordvik / `checkov` of one bucket", audit,
                 [*shlex.split(checkov), "--quiet", "--skip-download", "--framework", "terraform", "-d", empty]),
            ):
                one, two, wall, cpu = beside(ours, theirs, min(runs, 5))
                say(f"{name}: {told(one)}", told(two), f"{wall:.2f}", f"{cpu:.2f}")
    if openfisca is not None:
        one, two, wall, cpu = beside([PYTHON, "-c", READ_OURS], [openfisca, "-c", READ_OPENFISCA], min(runs, 3))
        name = "the catalogue read / OpenFisca-France's parameters read"
        say(f"{name}: {told(one)}", told(two), f"{wall:.3f}", f"{cpu:.3f}")


# What is measured in processes of its own ----------------------------------------------------------------------------

ROWS = [
    ("AVT206", f"Avtalen mangler opplysninger nr. {n}", f"Avtale {n}", "Det mangler en ansvarlig funksjon og en frist.",
     "delvis dokumentert", "anbefalt", "middels", "bør", "kommuneloven § 25-1 tredje ledd bokstav d", n, n % 7,
     "Rett opp i modellen, og legg inn det som mangler, slik at avtalen kan følges opp.")
    for n in range(6_000)
]  # fmt: skip


def rows() -> None:
    from datetime import date

    from samhandling.reports.sections.blocks import Cell, Column, Report, Row, Section, Table
    from samhandling.reports.workbook import write_workbook

    columns = tuple(Column(f"c{n}", f"Kolonne {n}", 20) for n in range(12))
    table = Table("funn", "", columns, tuple(Row(tuple(Cell(value) for value in row)) for row in ROWS))
    write_workbook(Report("R", "R", "nb", date(2026, 11, 21), (Section("funn", "Funn", (table,)),)))


def floor() -> None:
    from io import BytesIO

    from openpyxl import Workbook

    book = Workbook()
    for row in ROWS:
        book.active.append(row)
    book.save(BytesIO())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", default=["start", "reports", "growth", "many", "far", "peers"])
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--checkov", help="the command of checkov")
    parser.add_argument("--openfisca", help="the python that has openfisca-france")
    parser.add_argument("--rows", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--floor", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.rows or given.floor:
        rows() if given.rows else floor()
        return
    version = sys.version.split()[0]
    print(f"Python {version}, {os.cpu_count()} processors, {given.runs} runs, load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        parts = {
            "start": lambda: start_up(given.runs), "reports": lambda: reports(folder, given.runs),
            "growth": lambda: growth(folder, given.runs), "many": lambda: many(folder),
            "far": lambda: extremes(folder), "peers": lambda: peers(given.checkov, given.openfisca, given.runs),
        }  # fmt: skip
        for part in given.parts:
            parts[part]()
    print(f"\nload {os.getloadavg()[0]:.1f} at the end")


if __name__ == "__main__":
    main()
