"""The compiled form is the same catalogue: equal to ``config/``, and set aside as soon as a file differs."""

import pickle
import shutil
from pathlib import Path

import pytest

from samhandling.law import compiled
from samhandling.law.assembly import assemble
from samhandling.law.catalogue import Catalogue, load_catalogue
from samhandling.law.compile import compiled_files, write
from samhandling.law.documents import Documents
from samhandling.law.folders import config_directory
from samhandling.law.yaml_source import parse

CONFIG = config_directory()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CONFIG, tmp_path / "config"))


@pytest.fixture
def from_yaml(monkeypatch: pytest.MonkeyPatch) -> Catalogue:
    monkeypatch.setattr(compiled, "digests", dict)
    return load_catalogue()


def test_the_compiled_form_is_what_config_says() -> None:
    """Run ``python -m samhandling.law.compile`` when this fails."""
    folder = Path(compiled.__file__).parent / "compiled"
    found = {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in folder.rglob("*.json")}
    assert found == compiled_files(CONFIG)


def test_both_forms_give_the_same_catalogue(shipped: Catalogue, from_yaml: Catalogue) -> None:
    assert from_yaml == shipped
    assert list(from_yaml.provisions) == list(shipped.provisions)
    assert list(from_yaml.topics) == list(shipped.topics)


def test_the_compiled_form_holds_the_data_of_the_yaml() -> None:
    documents = Documents(CONFIG)
    for name in documents:
        assert documents[name] == parse(name, documents.source(name)), name


def test_an_edit_always_counts(copy: Path, shipped: Catalogue) -> None:
    path = copy / "stages.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("På barnetrinnet", "I barneskolen"), encoding="utf-8")
    edited = load_catalogue(copy)
    assert edited.stages["barnetrinn"].in_stage.nb == "I barneskolen"
    assert edited.provisions == shipped.provisions


def test_an_edited_text_counts(copy: Path) -> None:
    path = copy / "texts" / "writing.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("{first} eller", "{first} heller"), encoding="utf-8")
    assert load_catalogue(copy).phrasebook("nb").list(["a", "b"], "or") == "a heller b"


def test_a_file_too_many_or_too_few_is_noticed(copy: Path) -> None:
    (copy / "own.yaml").write_text("- 1\n", encoding="utf-8")
    assert load_catalogue(copy).extra["own"] == [1]
    (copy / "own.yaml").unlink()
    (copy / "groups.yaml").unlink()
    assert "groups" not in load_catalogue(copy).extra


def test_line_ends_of_windows_are_no_edit(copy: Path) -> None:
    for path in copy.rglob("*.yaml"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert Documents(copy).digests == Documents(CONFIG).digests


def test_writing_leaves_nothing_old_behind(tmp_path: Path) -> None:
    (tmp_path / "old.json").write_text("{}", encoding="utf-8")
    write(CONFIG, tmp_path)
    assert not (tmp_path / "old.json").exists()
    assert (tmp_path / "texts" / "writing.json").exists()


def test_the_entries_travel_between_processes() -> None:
    data = assemble(Documents(CONFIG))
    assert pickle.loads(pickle.dumps(data)) == data
