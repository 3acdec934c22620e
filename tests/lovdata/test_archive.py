"""Archives are untrusted: the unsafe is refused by name and the rest goes on; what is cut short is refused whole."""

import bz2
import gzip
import io
import stat
import tarfile
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from samhandling.lovdata.archive import Document, Limits, Reason, Refusal, displayed, is_safe, read

XML = b"<!DOCTYPE html><html><body>x</body></html>"
BOMB = 500 * 2**20


def tar_of(*members: tarfile.TarInfo | tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for member in members:
            if isinstance(member, tarfile.TarInfo):
                archive.addfile(member)
                continue
            info = tarfile.TarInfo(member[0])
            info.size = len(member[1])
            archive.addfile(info, io.BytesIO(member[1]))
    return out.getvalue()


def special(name: str, kind: bytes, target: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type = kind
    info.linkname = target
    return info


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str, bytes], Path]:
    def write(name: str, content: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write


def names(path: Path, limits: Limits = Limits()) -> list[str]:  # noqa: B008 - a frozen value
    return [each.name for each in read(path, limits) if isinstance(each, Document)]


def refused(path: Path, limits: Limits = Limits()) -> list[tuple[str | None, Reason]]:  # noqa: B008
    return [(each.member, each.reason) for each in read(path, limits) if isinstance(each, Refusal)]


@pytest.mark.parametrize("pack", [bytes, bz2.compress, gzip.compress], ids=["tar", "bz2", "gz"])
def test_every_kind_of_tar_is_read(file: Callable[[str, bytes], Path], pack: Callable[[bytes], bytes]) -> None:
    path = file("a", pack(tar_of(special("lti", tarfile.DIRTYPE), ("lti/a.xml", XML), ("lti/readme.txt", b"hi"))))
    assert [(each.name, each.content) for each in read(path) if isinstance(each, Document)] == [("lti/a.xml", XML)]
    assert refused(path) == []


def test_a_zip_a_folder_and_one_file_are_read(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as package:
        package.writestr("x/a.xml", XML)
    folder = tmp_path / "folder"
    (folder / "inner").mkdir(parents=True)
    (folder / "inner" / "b.html").write_bytes(XML)
    (folder / "._b.html").write_bytes(b"junk")
    (folder / "c.tar.gz").write_bytes(gzip.compress(tar_of(("c.xml", XML))))
    assert names(tmp_path / "a.zip") == ["x/a.xml"]
    assert names(folder) == ["c.xml", "inner/b.html"]
    assert names(folder / "inner" / "b.html") == ["b.html"]


def test_long_and_accented_names_survive(file: Callable[[str, bytes], Path]) -> None:
    long = "lti/" + "x" * 200 + "/æøå.xml"
    for form in (tarfile.PAX_FORMAT, tarfile.GNU_FORMAT):
        out = io.BytesIO()
        with tarfile.open(fileobj=out, mode="w", format=form) as archive:
            info = tarfile.TarInfo(long)
            info.size = len(XML)
            archive.addfile(info, io.BytesIO(XML))
        assert names(file("long.tar", out.getvalue())) == [long]


@pytest.mark.parametrize(
    "name", ["../evil.xml", "/etc/evil.xml", "a/../../evil.xml", "C:evil.xml", "..\\evil.xml", "a\nb.xml", ""]
)
def test_names_that_leave_the_archive_are_unsafe(name: str) -> None:
    assert not is_safe(name)


def test_unsafe_members_are_refused_by_name_and_the_rest_goes_on(file: Callable[[str, bytes], Path]) -> None:
    content = tar_of(
        ("../evil.xml", XML),
        special("link.xml", tarfile.SYMTYPE, "/etc/passwd"),
        special("hard.xml", tarfile.LNKTYPE, "good.xml"),
        special("pipe.xml", tarfile.FIFOTYPE),
        ("inner.tar.bz2", b"BZh9"),
        ("good.xml", XML),
    )
    path = file("a.tar.bz2", bz2.compress(content))
    assert refused(path) == [
        ("../evil.xml", Reason.UNSAFE_NAME),
        ("link.xml", Reason.LINK),
        ("hard.xml", Reason.LINK),
        ("pipe.xml", Reason.SPECIAL),
        ("inner.tar.bz2", Reason.NESTED),
    ]
    assert names(path) == ["good.xml"]


def test_unsafe_members_of_a_zip_are_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as package:
        package.writestr("../evil.xml", XML)
        link = zipfile.ZipInfo("link.xml")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        package.writestr(link, "/etc/passwd")
        package.writestr("good.xml", XML)
    assert refused(tmp_path / "a.zip") == [("../evil.xml", Reason.UNSAFE_NAME), ("link.xml", Reason.LINK)]
    assert names(tmp_path / "a.zip") == ["good.xml"]


def test_links_in_a_folder_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "outside.xml").write_bytes(XML)
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "link.xml").symlink_to(tmp_path / "outside.xml")
    assert refused(folder) == [("link.xml", Reason.LINK), (None, Reason.EMPTY)]


@pytest.mark.parametrize("pack", [bz2.compress, gzip.compress], ids=["bz2", "gz"])
@pytest.mark.parametrize("keep", [0.2, 0.5, 0.98])
def test_a_truncated_archive_is_refused_as_such(
    file: Callable[[str, bytes], Path], pack: Callable[[bytes], bytes], keep: float
) -> None:
    noise = bytes(range(256)) * 40
    packed = pack(tar_of(*((f"{i}.xml", XML + noise[i:]) for i in range(20))))
    assert refused(file("a", packed[: int(len(packed) * keep)]))[-1] == (None, Reason.TRUNCATED)


def test_a_tar_that_stops_between_two_members_is_truncated(file: Callable[[str, bytes], Path]) -> None:
    path = file("a.tar", tar_of(("a.xml", XML), ("b.xml", XML))[:1024])
    assert refused(path) == [(None, Reason.TRUNCATED)]


def test_a_truncated_zip_and_a_damaged_tar_are_refused(file: Callable[[str, bytes], Path], tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as package:
        package.writestr("a.xml", XML)
    cut = file("cut.zip", (tmp_path / "a.zip").read_bytes()[:60])
    assert refused(cut) == [(None, Reason.TRUNCATED)]
    content = bytearray(tar_of(("a.xml", XML), ("b.xml", XML)))
    content[1024:1030] = b"\xff" * 6
    assert refused(file("damaged.tar", bytes(content))) == [(None, Reason.UNREADABLE)]


def test_a_bomb_of_500_mb_is_refused_by_name_in_little_memory(file: Callable[[str, bytes], Path]) -> None:
    info = tarfile.TarInfo("bomb.xml")
    info.size = BOMB
    ten_mb = gzip.compress(bytes(10 * 2**20), 1)
    rest = tar_of(("good.xml", XML))
    path = file("bomb.tar.gz", gzip.compress(info.tobuf()) + ten_mb * 50 + gzip.compress(rest))
    assert path.stat().st_size < 3 * 2**20
    tracemalloc.start()
    found = list(read(path))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found[0] == Refusal(str(path), "bomb.xml", Reason.TOO_LARGE)
    assert [each.name for each in found if isinstance(each, Document)] == ["good.xml"]
    assert peak < 10 * 2**20


def test_an_archive_that_unpacks_to_too_much_is_refused_whole(file: Callable[[str, bytes], Path]) -> None:
    many = tar_of(*((f"{i}.xml", bytes(100_000)) for i in range(20)))
    limits = Limits(ratio=10, ratio_from=500_000)
    assert refused(file("ratio.tar.bz2", bz2.compress(many)), limits)[-1] == (None, Reason.BOMB)
    assert refused(file("total.tar", many), Limits(unpacked=500_000))[-1] == (None, Reason.BOMB)
    assert refused(file("count.tar", many), Limits(members=5))[-1] == (None, Reason.TOO_MANY)
    huge = tarfile.TarInfo("header")
    huge.type, huge.size = tarfile.XHDTYPE, BOMB
    assert refused(file("header.tar", huge.tobuf() + bytes(4096))) == [(None, Reason.BOMB)]


def test_a_bomb_in_a_zip_is_refused_by_name(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("bomb.xml", bytes(300_000))
        package.writestr("large.xml", bytes(2_000_000))
        package.writestr("good.xml", XML)
    limits = Limits(document=1_000_000, ratio=50, ratio_from=100_000)
    assert refused(tmp_path / "a.zip", limits) == [("bomb.xml", Reason.BOMB), ("large.xml", Reason.TOO_LARGE)]
    assert names(tmp_path / "a.zip", limits) == ["good.xml"]


def test_what_is_no_archive_is_refused(file: Callable[[str, bytes], Path], tmp_path: Path) -> None:
    assert refused(file("a.xlsx", b"\x00\x01\x02")) == [(None, Reason.UNREADABLE)]
    assert refused(file("empty.tar", b"")) == [(None, Reason.EMPTY)]
    assert refused(tmp_path / "nowhere.tar.bz2") == [(None, Reason.MISSING)]
    assert refused(file("none.tar", tar_of(("readme.txt", b"hi")))) == [(None, Reason.EMPTY)]


def test_a_name_is_shown_so_that_it_harms_no_terminal() -> None:
    assert displayed("a\x1b[31m.xml") == "a\\x1b[31m.xml"
    assert len(displayed("x" * 5000)) == 200
