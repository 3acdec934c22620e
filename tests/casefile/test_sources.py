"""Evidence comes from the model's own folder, whole and with the right checksum, and without personal data."""

import os
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from samhandling.casefile.searching import LARGEST_UNPACKED, search, search_text
from samhandling.casefile.sources import Found, look_up
from samhandling.model.municipality import Document

PLAIN = b"# Rutine\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "modell"
    (folder / "dokumenter").mkdir(parents=True)
    (folder / "dokumenter" / "rutine.md").write_bytes(PLAIN)
    (tmp_path / "hemmelig.txt").write_bytes(b"utenfor")
    return folder


def found(root: Path, path: str, digest: str | None = None) -> Found:
    return look_up(Document(path=path, sha256=digest), root).found


@pytest.mark.parametrize(
    "path", ["dokumenter/rutine.md", "./dokumenter/rutine.md", "dokumenter\\rutine.md", "dokumenter//rutine.md"]
)
def test_a_file_inside_is_found(root: Path, path: str) -> None:
    looked = look_up(Document(path=path), root)
    assert (looked.found, looked.sha256, looked.checked) == (Found.FOUND, sha256(PLAIN).hexdigest(), False)


@pytest.mark.parametrize(
    "path",
    [
        "../hemmelig.txt", "dokumenter/../../hemmelig.txt", "dokumenter/../rutine.md", "..", "..\\hemmelig.txt",
        "/etc/passwd", "\\\\tjener\\deling\\x.txt", "//tjener/deling/x.txt", "C:\\x.txt", "C:x.txt", "file:///etc/passwd",
        "~/x.txt", "NUL", "dokumenter/con.txt", "rutine.md:skjult", ".", "./", "/",
    ],
)
def test_a_path_that_leads_out_anywhere_is_refused(root: Path, path: str) -> None:
    assert found(root, path) is Found.OUTSIDE


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_links_may_not_lead_out(root: Path, tmp_path: Path) -> None:
    (root / "lenke.txt").symlink_to(tmp_path / "hemmelig.txt")
    (root / "opp").symlink_to(tmp_path, target_is_directory=True)
    (root / "ring").symlink_to(root / "ring")
    (root / "inne.md").symlink_to(root / "dokumenter" / "rutine.md")
    assert found(root, "lenke.txt") is Found.OUTSIDE
    assert found(root, "opp/hemmelig.txt") is Found.OUTSIDE
    assert found(root, "ring") is Found.UNREADABLE
    assert found(root, "inne.md") is Found.FOUND


@pytest.mark.skipif(os.name == "nt", reason="no pipes in the file system")
def test_a_pipe_and_a_folder_are_no_files(root: Path) -> None:
    os.mkfifo(root / "ror")
    assert found(root, "ror") is Found.NOT_A_FILE
    assert found(root, "dokumenter") is Found.NOT_A_FILE


def test_missing_and_changed_files_are_told_apart(root: Path) -> None:
    assert found(root, "dokumenter/finnes-ikke.md") is Found.MISSING
    assert found(root, "dokumenter/rutine.md/mer.md") is Found.MISSING
    assert found(root, "a" * 500) in (Found.UNREADABLE, Found.MISSING)
    assert found(root, "dokumenter/rutine.md", "0" * 64) is Found.MISMATCH
    assert found(root, "dokumenter/rutine.md", sha256(PLAIN).hexdigest()) is Found.FOUND


# personal data ----------------------------------------------------------------------------------------------------

PHONE, EMAIL, BIRTH = "ring 412 34 567", "kari@fjordvik.no", "01819000049"


def kinds(folder: Path, name: str, content: bytes) -> list[str]:
    file = folder / name
    file.write_bytes(content)
    return [str(find.kind) for find in search(file).finds]


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.csv", "a.yaml", "a.json", "a.html", "uten-endelse", "a.log"])
def test_text_of_every_kind_is_searched(tmp_path: Path, name: str) -> None:
    assert kinds(tmp_path, name, f"Hei\n{PHONE}\n{EMAIL}\n".encode()) == ["phone", "email"]
    assert kinds(tmp_path, name, "Sak 2026/41234567, § 3-4\n".encode()) == []


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_what_older_programs_write_is_searched(tmp_path: Path, encoding: str) -> None:
    assert kinds(tmp_path, "a.txt", f"Ærlig talt: {EMAIL}".encode(encoding)) == ["email"]


def test_a_find_says_where_and_never_what() -> None:
    (find,) = search_text(f"en\nto {PHONE}")
    assert (find.line, find.column) == (2, 9)
    assert find.masked == "*** ** ***"
    assert search_text(EMAIL)[0].masked == "***@***"


def test_a_number_alone_in_a_cell_of_a_table_is_found(tmp_path: Path) -> None:
    assert kinds(tmp_path, "a.csv", b"Leder;22 33 44 55\n") == ["phone"]


def zipped(parts: dict[str, str]) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def test_a_number_cut_in_two_runs_of_a_word_document_is_found(tmp_path: Path) -> None:
    words = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    runs = "<w:r><w:t>ring 412 3</w:t></w:r><w:r><w:t>4 567</w:t></w:r>"
    document = f'<w:document xmlns:w="{words}"><w:p>{runs}</w:p></w:document>'
    assert kinds(tmp_path, "a.docx", zipped({"word/document.xml": document})) == ["phone"]


def test_an_address_behind_a_link_is_found(tmp_path: Path) -> None:
    relations = f'<Relationships xmlns="x"><Relationship Id="1" Target="mailto:{EMAIL}"/></Relationships>'
    assert kinds(tmp_path, "a.docx", zipped({"word/_rels/document.xml.rels": relations})) == ["email"]


def test_a_workbook_says_sheet_and_cell(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.title = "Liste"
    book.active["B3"] = PHONE
    book.active["B4"] = 45_000_000
    book.active["B5"] = int(BIRTH)
    file = tmp_path / "a.xlsx"
    book.save(file)
    finds = search(file).finds
    assert [(str(find.kind), find.sheet, find.cell) for find in finds] == [
        ("phone", "Liste", "B3"), ("birth_number", "Liste", "B5"),
    ]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"%PDF-1.7 " + EMAIL.encode()), ("a.png", b"\x89PNG"), ("a.docx", b"ikke en zip"),
        ("a.xlsx", zipped({"xl/workbook.xml": "<uferdig"})), ("a.bin", b"\x00\x01"),
        ("a.docx", zipped({"word/document.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'})),
    ],
)
def test_what_cannot_be_read_says_that_it_was_not_searched(tmp_path: Path, name: str, content: bytes) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    assert not search(file).searched


def test_a_zip_that_claims_to_be_enormous_is_not_unpacked(tmp_path: Path) -> None:
    file = tmp_path / "bombe.docx"
    with ZipFile(file, "w", 8) as archive:
        for number in range(LARGEST_UNPACKED // (30 * 1024 * 1024) + 1):
            archive.writestr(f"word/{number}.xml", b"\0" * (30 * 1024 * 1024))
    assert not search(file).searched
