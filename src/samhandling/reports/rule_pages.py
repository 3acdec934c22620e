"""The checks as pages to read (``docs/rules/``): generated from the catalogue, so that they cannot drift from it."""

from collections.abc import Iterator
from datetime import date

from samhandling.law.catalogue import Catalogue
from samhandling.law.entries import CheckEntry
from samhandling.law.texts import Phrasebook
from samhandling.model.verdict import Verdict
from samhandling.reports.screen.explanation import grade, period, placeholders_away, provisions_of


def rule_page(catalogue: Catalogue, language: str, on: date) -> str:
    """All checks in one language, as Markdown, with the law of a date."""
    t = catalogue.phrasebook(language)
    lines = [f"# {t('explain.rules.title', date=on)}", "", t("explain.law.known_to", date=catalogue.law_known_to), ""]
    entries = [entry for _, entry in sorted(catalogue.checks.items())]
    lines += [f"- [{entry.code} – {t.pick(entry.title)}](#{entry.code.lower()})" for entry in entries]
    for entry in entries:
        lines += ["", *_page(catalogue, t, entry, on)]
    return "\n".join(lines) + "\n"


def _page(catalogue: Catalogue, t: Phrasebook, entry: CheckEntry, on: date) -> Iterator[str]:
    yield f'<a id="{entry.code.lower()}"></a>'
    yield ""
    yield f"## {entry.code} {t.pick(entry.title)}"
    yield ""
    yield f"`{entry.slug}` · " + " / ".join(dict.fromkeys(grade(t, case) for case in entry.cases.values()))
    duty = any(case.strength == "skal" for case in entry.cases.values())
    for heading, text in (
        ("duty" if duty else "practice", entry.duty),
        ("reason", entry.reason),
        ("documents", entry.documents),
        ("remedy", entry.remedy),
        ("blind_spot", entry.blind_spot),
    ):
        yield ""
        yield f"**{t(f'explain.heading.{heading}')}.** {placeholders_away(t.pick(text))}"
    yield ""
    yield f"**{t('explain.heading.basis')}.**"
    yield ""
    named = provisions_of(catalogue, entry)
    cited = catalogue.cited(named, on)
    for id_ in cited:
        provision = catalogue.provisions[id_]
        name = catalogue.citation(id_, t.language)
        shown = f"[{name}]({provision.source_url})" if " " not in provision.source_url else name
        yield f"- {shown} (`{id_}`), {period(t, provision, on)}"
    if not named:
        yield f"- {t('explain.basis.none')}"
    elif not cited:
        yield f"- {t('explain.basis.not_law', date=on)}"
    yield ""
    yield f"**{t('explain.heading.answers')}.**"
    yield ""
    for key, text in entry.findings.items():
        yield f"- *{t.term('verdict', Verdict(key.partition('.')[0]))}*: {placeholders_away(t.pick(text))}"
