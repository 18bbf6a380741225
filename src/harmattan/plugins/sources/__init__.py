"""Where bytes come from."""

from __future__ import annotations

import os
from collections.abc import Sequence

from harmattan.plugins.sources.files import STDIN, Files
from harmattan.stages.reading import SUFFIXES

__all__ = ["STDIN", "Files", "open_source"]


def open_source(paths: Sequence[str | os.PathLike[str]]) -> Files:
    """Return the source of files, folders and `-` (standard input)."""
    return Files([os.fspath(path) for path in paths], suffixes=SUFFIXES)
