"""How long a workbook with 5 000 services takes to read, and how much memory. Run by hand: it asserts nothing."""

import resource
import sys
import tempfile
import time
from pathlib import Path

from samhandling.law.catalogue import load_catalogue
from samhandling.model.municipality import Municipality
from samhandling.reading.model import read_model
from samhandling.reports.modelfiles.plain import plain_model
from samhandling.reports.modelfiles.workbook import write_model_workbook
from samhandling.reports.modelfiles.writing import writing_for

SERVICES = 5_000
TYPES = ("barnehage", "grunnskole", "helsestasjon", "ppt", "barnevern", "sfo", "fastlege", "nav_kommunal")


def model() -> Municipality:
    units = [{"id": f"enhet-{n}", "name": f"Enhet {n}"} for n in range(100)]
    roles = [{"id": f"rolle-{n}", "title": f"Leder {n}", "kind": "leder"} for n in range(100)]
    services = [
        {
            "id": f"tjeneste-{n}", "name": f"Tjeneste nummer {n}", "type": TYPES[n % len(TYPES)], "owner": "kommune",
            "organisation": "egen", "public_grant": n % 2 == 0, "unit": f"enhet-{n % 100}", "lead": f"rolle-{n % 100}",
            "area": f"Krets {n % 40}", "stages": ["barnetrinn", "ungdomstrinn"],
        }
        for n in range(SERVICES)
    ]  # fmt: skip
    agreements = [
        {
            "id": f"avtale-{n}", "title": f"Avtale {n}", "kind": "rutine", "status": "vedtatt", "adopted": "2025-01-01",
            "parties": [{"type": TYPES[n % 8], "area": f"Krets {n % 40}"}, {"service": f"tjeneste-{n}"}],
            "topics": ["samarbeid", "samordning"],
        }
        for n in range(500)
    ]  # fmt: skip
    return Municipality.model_validate({
        "municipality": {"name": "Storvik", "number": "9998"}, "units": units, "roles": roles, "services": services,
        "agreements": agreements,
    })


def main() -> None:
    catalogue = load_catalogue()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "modell.xlsx"
        if len(sys.argv) > 1:
            path = Path(sys.argv[1])
        else:
            begun = time.perf_counter()
            path.write_bytes(write_model_workbook(writing_for(catalogue, "nb"), plain_model(model())))
            print(f"write {time.perf_counter() - begun:5.2f} s, {path.stat().st_size / 1e6:.1f} MB")
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        begun = time.perf_counter()
        reading = read_model(path, str(path), catalogue)
        took = time.perf_counter() - begun
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"read  {took:5.2f} s, {len(reading.municipality.services)} services, {before:.0f} → {after:.0f} MB")


if __name__ == "__main__":
    main()
