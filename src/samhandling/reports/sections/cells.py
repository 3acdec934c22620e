"""The cells that several tables share: a verdict, a severity, a subject, a legal basis – each in words and a tone."""

from collections.abc import Iterable

from samhandling.checks.result import Outcome, Severity
from samhandling.model.verdict import Verdict
from samhandling.reports.sections import anchors
from samhandling.reports.sections.blocks import Cell, Link, Tone
from samhandling.reports.sections.telling import Telling, where

CERTAIN = "verified-in-text"
MOST_NAMES = 20
"""How many names a cell lists before it says how many more there are."""

_VERDICTS = {
    Verdict.MET: Tone.GOOD,
    Verdict.PARTIAL: Tone.WARNING,
    Verdict.NOT_MET: Tone.BAD,
    Verdict.UNDOCUMENTED: Tone.UNKNOWN,
    Verdict.NOT_APPLICABLE: Tone.MUTED,
}
_SEVERITIES = {
    Severity.CRITICAL: Tone.BAD,
    Severity.HIGH: Tone.BAD,
    Severity.MEDIUM: Tone.WARNING,
    Severity.LOW: Tone.NEUTRAL,
}


def verdict_tone(value: Verdict) -> Tone:
    """How a verdict is coloured."""
    return _VERDICTS[value]


def severity_tone(value: Severity) -> Tone:
    """How a severity is coloured."""
    return _SEVERITIES[value]


def tone_of(value: Verdict) -> Tone:
    """The tone of a verdict."""
    return _VERDICTS[value]


def verdict(telling: Telling, value: Verdict, link: Link | None = None) -> Cell:
    """A verdict; *met* says that it exists and has not been tried in practice."""
    name = telling.t.term("verdict", value)
    if value is Verdict.MET:
        name = telling.t("sections.exists_only", verdict=name)
    return Cell(name, _VERDICTS[value], link)


def severity(telling: Telling, value: Severity) -> Cell:
    """How grave a finding is."""
    return Cell(telling.t.term("severity", value), _SEVERITIES[value])


def subject(telling: Telling, outcome: Outcome) -> Cell:
    """What an outcome is about, with a link to its own row."""
    return Cell(telling.subject(outcome), link=anchors.entry(outcome))


def strength(telling: Telling, outcome: Outcome) -> Cell:
    """*Skal* or *bør*."""
    return Cell(telling.t.term("strength", outcome.strength))


def citation(telling: Telling, id_: str) -> str:
    """How a provision is cited, marked where it is not certain."""
    said = telling.catalogue.citation(id_, telling.t.language)
    if telling.catalogue.provisions[id_].confidence == CERTAIN:
        return said
    return telling.t("sections.uncertain_mark", citation=said)


def basis(telling: Telling, outcome: Outcome) -> Cell:
    """The provisions cited, with a link to the first."""
    if not outcome.provisions:
        return Cell(telling.t("facts.no_law"))
    cited = "; ".join(citation(telling, each) for each in outcome.provisions)
    return Cell(cited, link=anchors.provision(outcome.provisions[0]))


def names(telling: Telling, ids: Iterable[str], most: int = MOST_NAMES) -> str:
    """The names of entries of the model, sorted; of very many, how many more there are."""
    named = sorted({telling.any_name(each) for each in ids}, key=str.casefold)
    if len(named) <= most:
        return "; ".join(named)
    return telling.t("facts.more", listed="; ".join(named[:most]), n=len(named) - most)


def looked_at(telling: Telling, outcome: Outcome) -> Cell:
    """What a verdict was read from: the entries, else the section of the model where there was nothing."""
    if outcome.related:
        return Cell(names(telling, outcome.related))
    section = telling.catalogue.check(outcome.rule).section
    return Cell(telling.t("sections.looked_at_section", section=telling.t.term("section", section)))


def duty_holder(telling: Telling, outcome: Outcome) -> Cell:
    """Whose duty it is."""
    holder = outcome.fact("duty_holder")
    return Cell(telling.t.term("owner_definite", holder if isinstance(holder, str) else "kommune"))


def supervisors(telling: Telling, provisions: Iterable[str]) -> Cell:
    """Who supervises the provisions; where nobody does, that the municipality must keep watch itself."""
    found = {telling.catalogue.provisions[each].supervisor for each in provisions}
    said = sorted(telling.t.term("supervisor", each) for each in found if each is not None)
    if None in found or not found:
        said.append(telling.t("sections.nobody_supervises"))
    return Cell("; ".join(said), Tone.NEUTRAL if None not in found and found else Tone.MUTED)


def mend(telling: Telling, outcome: Outcome) -> Cell:
    """Where in the input to mend, with a link to the entry's own row."""
    section = telling.catalogue.check(outcome.rule).section
    return Cell(where(outcome.location) or telling.t.term("section", section), link=anchors.entry(outcome))


def counted(count: int, first: Outcome | None) -> Cell:
    """How many findings an entry has, with a link to the first."""
    return Cell(count, link=anchors.finding(first) if first is not None else None)


def yes_no(telling: Telling, *, value: bool) -> Cell:
    """*Ja* or *nei*."""
    return Cell(telling.t("sections.yes" if value else "sections.no"))
