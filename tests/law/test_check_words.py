"""What the words of the checks promise, in all three languages: honest, short, and each check's own."""

import re
from collections import Counter
from itertools import chain

import pytest

from samhandling.law.catalogue import Catalogue
from samhandling.law.entries import CheckEntry, Language, Text

BREACH = {Language.NB: "lovbrudd", Language.NN: "lovbrot", Language.EN: "breach of law"}
WORKS = {
    Language.NB: r"\bvirker\b|\bfungerer\b|\boppfyller loven\b",
    Language.NN: r"\bverkar\b|\bfungerer\b|\boppfyller lova\b",
    Language.EN: r"\bworks\b|\bcomplies\b",
}


def texts(entry: CheckEntry) -> list[Text]:
    """All words of a check but its title."""
    said = (entry.duty, entry.reason, entry.remedy, entry.documents, entry.blind_spot)
    return [*said, *entry.findings.values()]


@pytest.mark.parametrize("language", list(Language))
def test_no_two_checks_have_the_same_blind_spot(shipped: Catalogue, language: Language) -> None:
    said = Counter(entry.blind_spot[language] for entry in shipped.data.checks.values())

    assert [wording for wording, times in said.items() if times > 1] == []


@pytest.mark.parametrize("language", list(Language))
def test_titles_name_the_problem_in_one_line(shipped: Catalogue, language: Language) -> None:
    titles = {code: entry.title[language] for code, entry in shipped.data.checks.items()}

    assert {code: title for code, title in titles.items() if len(title) > 70 or title.endswith(".")} == {}


@pytest.mark.parametrize("language", list(Language))
def test_no_check_concludes_that_the_law_is_broken(shipped: Catalogue, language: Language) -> None:
    said = {code: chain.from_iterable([[e.title], texts(e)]) for code, e in shipped.data.checks.items()}

    assert [code for code, all_ in said.items() if any(BREACH[language] in t[language].lower() for t in all_)] == []


@pytest.mark.parametrize("language", list(Language))
def test_met_never_claims_that_something_works(shipped: Catalogue, language: Language) -> None:
    """*Finnes* is not *virker*: a met outcome says what is documented, nothing about practice."""
    met = {
        code: entry.findings["met"][language] for code, entry in shipped.data.checks.items() if "met" in entry.findings
    }

    assert met
    assert {code: said for code, said in met.items() if re.search(WORKS[language], said)} == {}
