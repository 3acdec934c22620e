"""Write synthetic municipalities to a folder, one folder each.

    python benchmarks/generate.py DIR                    # 357 of 60-900 services
    python benchmarks/generate.py DIR --size 6000        # one, as large as an Oslo
"""

import argparse
from pathlib import Path

from synthetic import DEFAULT_SIZES, Profile, country, municipality, write


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=357)
    parser.add_argument("--size", type=int, help="one municipality of so many services, straight in the folder")
    parser.add_argument("--between", type=int, nargs=2, default=DEFAULT_SIZES, metavar="SERVICES")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    if given.size is not None:
        write(municipality(Profile(given.size, str(given.seed))), given.folder)
        return
    for number, profile in enumerate(country(given.count, seed=given.seed, between=tuple(given.between)), 1):
        write(municipality(profile), given.folder / f"kommune-{number:03}")


if __name__ == "__main__":
    main()
