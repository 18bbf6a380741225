"""Where bytes come from."""

from __future__ import annotations

import os
from collections.abc import Sequence

from harmattan.plugins.sources.files import STDIN, Files
from harmattan.stages.reading import SUFFIXES, ReadingSettings

__all__ = ["STDIN", "Files", "open_source"]


def open_source(paths: Sequence[str | os.PathLike[str]], *, max_bytes: int = ReadingSettings().max_bytes) -> Files:
    """Return the source of files, folders and `-` (standard input); `max_bytes` bounds one document."""
    return Files([os.fspath(path) for path in paths], suffixes=SUFFIXES, max_bytes=max_bytes)
