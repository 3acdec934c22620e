"""Files are written whole or not at all, and never over what is not ours or what people have typed in."""

import stat
from pathlib import Path

import pytest

from samhandling.cli.outputs import Output, write_all
from samhandling.errors import SamhandlingError

JSON = b'{\n  "schema": "samhandling.audit/1"\n}\n'


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def write(*outputs: Output) -> list[str]:
    said: list[str] = []
    write_all(outputs, said.append)
    return said


def test_a_new_file_is_written_and_said(tmp_path: Path) -> None:
    target = tmp_path / "ut.json"
    assert write(Output(target, JSON)) == [str(target)]
    assert target.read_bytes() == JSON
    assert names(tmp_path) == ["ut.json"]


def test_our_own_file_is_replaced_and_another_is_not(tmp_path: Path) -> None:
    ours, theirs = tmp_path / "vår.json", tmp_path / "deres.json"
    ours.write_bytes(JSON)
    theirs.write_bytes(b'{"schema": "annet/1"}')
    write(Output(ours, JSON + b" "))
    with pytest.raises(SamhandlingError, match="not_ours"):
        write(Output(theirs, JSON))
    assert theirs.read_bytes() == b'{"schema": "annet/1"}'
    write(Output(theirs, JSON, may_replace=True))
    assert theirs.read_bytes() == JSON


def test_one_file_in_the_way_leaves_all_of_them_unwritten(tmp_path: Path) -> None:
    theirs = tmp_path / "deres.json"
    theirs.write_bytes(b"{}")
    with pytest.raises(SamhandlingError):
        write(Output(tmp_path / "ny.json", JSON), Output(theirs, JSON))
    assert names(tmp_path) == ["deres.json"]


def test_a_folder_in_the_way_or_no_folder_at_all(tmp_path: Path) -> None:
    with pytest.raises(SamhandlingError, match="is_folder"):
        write(Output(tmp_path, JSON))
    with pytest.raises(SamhandlingError, match="cannot_write"):
        write(Output(tmp_path / "finnes ikke" / "ut.json", JSON))


@pytest.mark.parametrize("lock", ["~$rapport.xlsx", ".~lock.rapport.xlsx#"])
def test_a_workbook_that_is_open_is_refused_with_advice(tmp_path: Path, lock: str) -> None:
    report = tmp_path / "rapport.xlsx"
    report.write_bytes(b"x")
    (tmp_path / lock).write_bytes(b"")
    with pytest.raises(SamhandlingError, match="locked"):
        write(Output(report, b"y", may_replace=True))
    assert report.read_bytes() == b"x"


def test_a_file_that_cannot_be_moved_into_place_leaves_nothing_behind(tmp_path: Path, monkeypatch) -> None:
    def locked(self: Path, target: Path) -> None:
        raise PermissionError(str(target))

    monkeypatch.setattr(Path, "replace", locked)
    with pytest.raises(SamhandlingError, match="locked"):
        write(Output(tmp_path / "rapport.xlsx", b"x"))
    assert names(tmp_path) == []


def test_a_written_file_can_be_read_like_any_other(tmp_path: Path) -> None:
    target = tmp_path / "ut.json"
    write(Output(target, JSON))
    ordinary = tmp_path / "vanlig"
    ordinary.write_bytes(b"")
    assert stat.S_IMODE(target.stat().st_mode) == stat.S_IMODE(ordinary.stat().st_mode)
