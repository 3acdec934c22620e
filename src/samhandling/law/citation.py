"""How a provision is cited: «hol. § 3-4 andre ledd», «Health and Care Services Act s. 3-4 second paragraph»."""

import re

from samhandling.law.entries import Law, Provision
from samhandling.law.texts import Phrasebook

_PART = re.compile(
    r"(?P<ledd>[\d–, og]+?)"
    r"(?: nr\. (?P<number>\d+)| bokstav (?P<letter>[a-zæøå])| \((?P<sentence>\d+)\. punktum\))?\Z"
)


def citation(provision: Provision, law: Law, t: Phrasebook) -> str:
    """Write a provision the way a jurist of the language does; an unknown section is said to be unknown."""
    number = provision.section.removeprefix("§").strip()
    if not number.strip("?"):
        return t("writing.citation.plain", law=t.pick(law.short), section=t("writing.citation.unknown_section"))
    section = t("writing.citation.section", number=number)
    if provision.ledd is None:
        return t("writing.citation.plain", law=t.pick(law.short), section=section)
    part = part_of_section(provision.ledd, t)
    return t("writing.citation.part", law=t.pick(law.short), section=section, part=part)


def part_of_section(ledd: str, t: Phrasebook) -> str:
    """Write which part of a section is meant: «første ledd nr. 8», «første til tredje og femte ledd».

    ``ledd`` is as the catalogue has it: «2», «1–3 og 5», «1 nr. 8», «3 bokstav a», «1 (2. punktum)». What is written
    otherwise stands as it is.
    """
    found = _PART.match(ledd)
    if found is None:
        return ledd
    pieces = re.split(r", | og ", found["ledd"])
    which = t.list([_ordinals(piece, t) for piece in pieces])
    parts = [t("writing.citation.paragraph", n=1 if found["ledd"].isdigit() else 2, which=which)]
    if found["number"]:
        parts.append(t("writing.citation.number", number=found["number"]))
    if found["letter"]:
        parts.append(t("writing.citation.letter", letter=found["letter"]))
    if found["sentence"]:
        parts.append(t("writing.citation.sentence", which=_ordinals(found["sentence"], t)))
    return " ".join(parts)


def _ordinals(piece: str, t: Phrasebook) -> str:
    first, _, last = piece.partition("–")
    start = t(f"writing.citation.ordinal.{first}")
    return t("writing.citation.range", first=start, last=t(f"writing.citation.ordinal.{last}")) if last else start
