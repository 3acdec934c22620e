"""What the tests of reading share: the words in three languages, and the catalogue's vocabulary."""

from collections.abc import Callable

import pytest

from samhandling.law.catalogue import Catalogue, load_catalogue
from samhandling.law.texts import Phrasebook, load_texts
from samhandling.reading.model import vocabulary_of
from samhandling.reading.references import Vocabulary


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="session")
def vocabulary(catalogue: Catalogue) -> Vocabulary:
    return vocabulary_of(catalogue)


@pytest.fixture(scope="session")
def words() -> Callable[..., str]:
    return Phrasebook(load_texts(), "nb")
