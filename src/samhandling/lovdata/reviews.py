"""The record of who-read-what-when: ``reviews.yaml`` of the catalogue, a date and a fingerprint for each provision."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from samhandling.errors import SamhandlingError
from samhandling.law.entries import Provision, Reviewed
from samhandling.lovdata.verify import Verification

FILE = "reviews.yaml"
EVERYTHING = "all"

_HEAD = """\
# When a person last read each section, and the SHA-256 of its normalised text that day; never the text.
# Written by `samhandling law verify STATUTES --accept ID` (or `--accept all`).
"""


def accept(
    provisions: Iterable[Provision], verification: Verification, accepted: Collection[str], on: date
) -> Mapping[str, Reviewed]:
    """The record after a person has read some sections, or (``all``) every one that is there.

    Raises:
        SamhandlingError: there is no such provision, or its section is not in the statutes to be read.
    """
    entries = {provision.id: provision for provision in provisions}
    wanted = set(verification.hashes) if EVERYTHING in accepted else set(accepted)
    unknown = sorted(wanted - set(entries))
    if unknown:
        raise SamhandlingError("lovdata.error.unknown_provision", name=unknown[0])
    absent = sorted(wanted - set(verification.hashes))
    if absent:
        raise SamhandlingError("lovdata.error.nothing_to_accept", name=", ".join(absent))
    record = {name: entry.reviewed for name, entry in entries.items() if entry.reviewed}
    record |= {name: Reviewed(on, verification.hashes[name]) for name in wanted}
    return dict(sorted(record.items()))


def recorded(provisions: Iterable[Provision], record: Mapping[str, Reviewed]) -> Iterator[Provision]:
    """The provisions as they are with the record."""
    return (replace(provision, reviewed=record.get(provision.id)) for provision in provisions)


def spell(record: Mapping[str, Reviewed]) -> str:
    """Write the record as the catalogue reads it."""
    lines = [
        f"{name}: {{date: {review.date.isoformat()}, text_sha256: {review.text_sha256}}}\n"
        for name, review in sorted(record.items())
    ]
    return _HEAD + "".join(lines)
