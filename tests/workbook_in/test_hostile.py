"""Files that mean harm, or are something else: refused at once, with a reason, and nothing of them is believed."""

import resource
import struct
import subprocess
import sys
import textwrap
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from openpyxl import Workbook

from samhandling.errors import SamhandlingError
from samhandling.law.catalogue import Catalogue
from samhandling.law.texts import Phrasebook
from samhandling.reading.model import read_model

Rewrite = Callable[[bytes], bytes]


def parts_of(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def small() -> bytes:
    book = Workbook()
    page = book.worksheets[0]
    page.title = "Kommune"
    for row in (["Opplysning", "Verdi"], ["Navn", "Prøvevik"], ["Kommunenummer", "9999"]):
        page.append(row)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def with_sheet(change: Rewrite) -> bytes:
    parts = parts_of(small())
    return packed(parts | {SHEET: change(parts[SHEET])})


def rows(inside: bytes) -> bytes:
    return with_sheet(lambda xml: xml.replace(b"</sheetData>", inside + b"</sheetData>"))


def bomb_declared() -> bytes:
    return with_sheet(lambda xml: xml.replace(b"</sheetData>", b" " * 600_000_000 + b"</sheetData>"))


def bomb_lying(size: int = 300_000_000) -> bytes:
    """The same, but every size in the zip says it is small."""
    content = bytearray(rows(b" " * size))
    true, lie = struct.pack("<I", len(parts_of(bytes(content))[SHEET])), struct.pack("<I", 5_000)
    assert content.count(true) >= 1
    return bytes(content.replace(true, lie))


def entities(declared: bytes, used: bytes) -> bytes:
    head = b'<?xml version="1.0"?><!DOCTYPE x [' + declared + b"]>"
    cell = b'<row r="9"><c r="A9" t="inlineStr"><is><t>' + used + b"</t></is></c></row></sheetData>"

    def change(xml: bytes) -> bytes:
        start = xml.index(b"<worksheet")
        return head + xml[start:].replace(b"</sheetData>", cell)

    return with_sheet(change)


def billion_laughs() -> bytes:
    levels = [b'<!ENTITY a0 "ha">']
    levels += [b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12)]
    return entities(b"".join(levels), b"&a11;")


def outside_file() -> bytes:
    return entities(b'<!ENTITY out SYSTEM "file:///etc/hostname">', b"&out;")


def many_rows() -> bytes:
    return rows(b"".join(b'<row r="%d"><c r="A%d" t="b"><v>1</v></c></row>' % (n, n) for n in range(10, 1_048_577)))


def many_empty_rows() -> bytes:
    return rows(b"<row/>" * 1_048_576)


def many_columns() -> bytes:
    return rows(b'<row r="9">' + b'<c t="b"><v>1</v></c>' * 16_384 + b"</row>")


def many_blank_cells() -> bytes:
    return rows(b"".join(b'<row r="%d">' % n + b'<c s="0"/>' * 200 + b"</row>" for n in range(10, 8_000)))


def far_corner() -> bytes:
    return rows(b'<row r="1048576"><c r="XFD1048576" t="b"><v>1</v></c></row>')


def many_texts() -> bytes:
    parts = parts_of(small())
    strings = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    strings += b"<si><t>a</t></si>" * 3_000_000 + b"</sst>"
    relations = parts["xl/_rels/workbook.xml.rels"]
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    link = b'<Relationship Id="rId99" Type="' + kind + b'" Target="sharedStrings.xml"/></Relationships>'
    parts["xl/_rels/workbook.xml.rels"] = relations.replace(b"</Relationships>", link)
    return packed(parts | {"xl/sharedStrings.xml": strings})


def macros() -> bytes:
    return packed(parts_of(small()) | {"xl/vbaProject.bin": b"Sub Auto_Open()"})


def encrypted_package() -> bytes:
    return bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600


def old_xls() -> bytes:
    return bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600 + "Workbook".encode("utf-16-le") + b"\0" * 600


def zip_with_password() -> bytes:
    content = bytearray(small())
    for mark, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        place = content.find(mark)
        while place >= 0:
            content[place + offset] |= 1
            place = content.find(mark, place + 4)
    return bytes(content)


def another_zip() -> bytes:
    return packed({"hei.txt": b"hei", "[Content_Types].xml": b"<Types/>"})


def word_document() -> bytes:
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    relations = b'<Relationships><Relationship Id="a" Type="' + kind + b'" Target="word/document.xml"/></Relationships>'
    return packed({"[Content_Types].xml": b"<Types/>", "_rels/.rels": relations, "word/document.xml": b"<document/>"})


def broken_xml() -> bytes:
    return with_sheet(lambda xml: xml[: len(xml) // 2])


def way_out() -> bytes:
    parts = parts_of(small())
    relations = parts["xl/_rels/workbook.xml.rels"].replace(b"worksheets/sheet1.xml", b"../../../../etc/passwd")
    return packed(parts | {"xl/_rels/workbook.xml.rels": relations.replace(b'"/xl/', b'"')})


HOSTILE = {
    "bomb_declared": (bomb_declared, "INN105"),
    "bomb_lying": (bomb_lying, "INN106"),
    "billion_laughs": (billion_laughs, "INN106"),
    "outside_file": (outside_file, "INN106"),
    "many_rows": (many_rows, "INN108"),
    "many_empty_rows": (many_empty_rows, "INN107"),
    "many_columns": (many_columns, "INN108"),
    "many_blank_cells": (many_blank_cells, "INN107"),
    "far_corner": (far_corner, "INN108"),
    "many_texts": (many_texts, "INN107"),
    "macros": (macros, "INN104"),
    "encrypted_package": (encrypted_package, "INN103"),
    "zip_with_password": (zip_with_password, "INN103"),
    "old_xls": (old_xls, "INN102"),
    "not_a_zip": (lambda: b"Id;Navn\n1;Skolen\n" * 100, "INN101"),
    "another_zip": (another_zip, "INN101"),
    "word_document": (word_document, "INN101"),
    "cut_short": (lambda: small()[:-200], "INN101"),
    "broken_xml": (broken_xml, "INN106"),
    "way_out": (way_out, "INN106"),
    "empty": (lambda: b"", "INN004"),
}
LARGE = {"bomb_declared", "bomb_lying"}


@pytest.mark.parametrize("name", [name for name in HOSTILE if name not in LARGE])
def test_it_is_refused(name: str, mistakes: Callable[[bytes], list[str]]) -> None:
    make, code = HOSTILE[name]
    (line,) = mistakes(make())
    assert f": {code} " in line
    assert "hostname" not in line


def test_a_size_that_lies_is_found_out(mistakes: Callable[[bytes], list[str]]) -> None:
    (line,) = mistakes(bomb_lying(200_000))
    assert ": INN106 " in line


def test_dependencies_guard_xml() -> None:
    assert openpyxl.DEFUSEDXML


@pytest.mark.parametrize("name", ["bok.xlsm", "bok.xls", "bok.ods", "bok.xlsb", "bok.XLSM", "bok.csv"])
def test_other_kinds_are_refused_by_their_name(
    name: str, tmp_path: Path, catalogue: Catalogue, words: Phrasebook
) -> None:
    path = tmp_path / name
    path.write_bytes(small())
    with pytest.raises(SamhandlingError) as refused:
        read_model(path, name, catalogue)
    said = words(refused.value.key, **refused.value.values)
    assert name in said
    assert ".xlsx" in said


def test_a_claim_of_many_rows_costs_nothing_when_they_are_not_there(mistakes: Callable[[bytes], list[str]]) -> None:
    claim = b'<dimension ref="A1:XFD1048576"/><sheetViews>'
    assert not mistakes(with_sheet(lambda xml: xml.replace(b"<sheetViews>", claim)))


def test_a_formula_that_would_call_out_is_only_told(mistakes: Callable[[bytes], list[str]]) -> None:
    call = b"<f>WEBSERVICE(&quot;https://x.example/&quot;)</f><v>1</v>"
    cells = b'<c r="A4" t="inlineStr"><is><t>Fylke</t></is></c><c r="B4">' + call + b"</c>"
    (line,) = mistakes(rows(b'<row r="4">' + cells + b"</row>"))
    assert "Kommune!B4: INN112" in line
    assert "WEBSERVICE" not in line


COST = textwrap.dedent("""
    import sys
    def peak():  # of this program alone: ru_maxrss would begin at what its parent had reached
        with open("/proc/self/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) // 1024
    from pathlib import Path
    from samhandling.law.catalogue import load_catalogue
    from samhandling.reading.diagnostics import ModelRejected
    from samhandling.reading.model import read_model
    catalogue = load_catalogue()
    try:
        read_model(Path(sys.argv[1]), "modell.xlsx", catalogue)
    except ModelRejected as rejected:
        print(rejected.diagnostics[0].code, peak())
""")


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_it_costs_little_to_refuse(name: str, tmp_path: Path) -> None:
    make, code = HOSTILE[name]
    path = tmp_path / "modell.xlsx"
    path.write_bytes(make())
    done = subprocess.run(
        [sys.executable, "-c", COST, str(path)], capture_output=True, text=True, check=True, preexec_fn=limit_time
    )
    said, megabytes = done.stdout.split()
    assert said == code
    assert int(megabytes) < 300
    assert [each.name for each in tmp_path.iterdir()] == ["modell.xlsx"]


def limit_time() -> None:
    """The machine itself stops a reader that takes many seconds of work."""
    resource.setrlimit(resource.RLIMIT_CPU, (8, 8))

