"""How long two megabytes of YAML take to read: ``python benchmarks/yaml_load.py``. The limit is one second."""

import time

from samhandling.reading.yaml_text import read_yaml

ENTRY = """\
  # tjeneste nummer {n}
  - id: tjeneste-{n}
    name: Tjeneste nummer {n} på Fjordvik og omegn
    type: barnehage
    owner: privat
    unit: oppvekst
    lead: leder-{n}
    area: Krets {n}
    on_behalf_of: kommune
    public_grant: true
    stages: [barnehagealder, spedbarn]
    merknad: >
      En lengre tekst som er brutt over to linjer, slik folk gjerne skriver når
      de forklarer hva tjenesten gjør, og for hvem den gjør det i dag og i morgen.
"""


def main() -> None:
    count = 2_000_000 // len(ENTRY.encode()) + 1
    content = ("services:\n" + "".join(ENTRY.format(n=number) for number in range(count))).encode()
    for fast in (True, False):
        best = min(_seconds(content, fast) for _ in range(3 if fast else 1))
        print(f"{len(content) / 1e6:.2f} MB, {count} services, {'C' if fast else 'Python'} parser: {best:.2f} s")


def _seconds(content: bytes, fast: bool) -> float:
    start = time.perf_counter()
    read = read_yaml(content, "services.yaml", fast=fast)
    seconds = time.perf_counter() - start
    assert not read.diagnostics
    return seconds


if __name__ == "__main__":
    main()
