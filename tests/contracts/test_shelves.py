"""What every shelf keeps."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from harmattan.errors import InputError, OutputError
from harmattan.store import FolderShelf


def test_what_was_put_is_got_and_what_was_not_is_none(tmp_path: Path) -> None:
    shelf = FolderShelf(tmp_path / "new" / "store")
    assert shelf.get("prints") is None
    shelf.put("prints", {"codes": np.arange(5, dtype=np.uint32), "none": np.empty(0)}, b"\x00said")
    shelf.put("prints", {"codes": np.arange(7, dtype=np.uint32)}, b"again")
    found = FolderShelf(tmp_path / "new" / "store").get("prints")
    assert found is not None
    assert found[1] == b"again"
    assert {key: value.tolist() for key, value in found[0].items()} == {"codes": list(range(7))}


def test_a_broken_file_is_told_in_one_line(tmp_path: Path) -> None:
    shelf = FolderShelf(tmp_path)
    (tmp_path / "prints.npz").write_bytes(b"nothing of ours")
    with pytest.raises(InputError, match=r"prints\.npz"):
        shelf.get("prints")


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    with pytest.raises(OutputError, match="taken"):
        FolderShelf(tmp_path / "taken").put("prints", {}, b"")


def test_a_name_leads_nowhere_else(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no name"):
        FolderShelf(tmp_path).get("../prints")
