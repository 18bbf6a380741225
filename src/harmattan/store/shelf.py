"""A folder of arrays: one file a name."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from harmattan.errors import InputError, OutputError

_RECORD = "__record__"
_NAME = re.compile(r"[a-z0-9-]{1,80}")


class FolderShelf:
    """Keeps arrays in a folder, which is made where it is not there. A file appears whole or not at all."""

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        self.folder = Path(folder)

    def put(self, name: str, arrays: Mapping[str, NDArray[Any]], record: bytes) -> None:
        """Keep arrays and a record under a name. Raises OutputError where the folder can't be written to."""
        path = self._path(name)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self.folder, prefix=f".{name}.", delete=False) as draft:
                try:
                    np.savez(draft, allow_pickle=False, **{_RECORD: np.frombuffer(record, np.uint8)}, **arrays)
                    draft.flush()
                    os.fsync(draft.fileno())
                    os.replace(draft.name, path)
                except BaseException:
                    os.unlink(draft.name)
                    raise
        except OSError as error:
            raise OutputError(f"{self.folder}: can't be written to ({error.strerror or error})") from error

    def get(self, name: str) -> tuple[dict[str, NDArray[Any]], bytes] | None:
        """Return arrays and record of a name, None where there are none. Raises InputError for a file that is broken."""
        path = self._path(name)
        try:
            with np.load(path, allow_pickle=False) as held:
                arrays = {key: held[key] for key in held.files if key != _RECORD}
                return arrays, held[_RECORD].tobytes()
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, EOFError) as error:
            raise InputError(str(path), "broken", f"is no file of a store, or a broken one ({error})") from error

    def _path(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise ValueError(f"{name!r} is no name of a shelf: lower-case letters, digits and hyphens")
        return self.folder / f"{name}.npz"
