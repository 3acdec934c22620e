"""The program as other programs meet it: files in, exit code, standard output and standard error out."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from written_models import Given

from calling import call

__all__ = ["call", "given"]


@pytest.fixture
def given(tmp_path: Path) -> Given:
    """Write a model and give its folder: one text, or file name → text."""

    def write(content: str | bytes | Mapping[str, str | bytes]) -> Path:
        folder = tmp_path / "modell"
        folder.mkdir()
        files = content if isinstance(content, Mapping) else {"m.yaml": content}
        for name, text in files.items():
            (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        return folder

    return write

