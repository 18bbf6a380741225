"""Texts that a caller holds in memory, as a source."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from harmattan.errors import SettingsError
from harmattan.ports import Blob, Unreadable

Text = str | Mapping[str, Any] | os.PathLike[str]
"""A text, a document as in a JSON Lines file (`{"text", "id"?, "title"?, …}`), or the path of a file or folder."""


class Texts:
    """The source of what a Python caller hands over: strings are texts, never paths."""

    def __init__(self, texts: Text | Iterable[Text]) -> None:
        self.texts: Iterable[Text] = [texts] if isinstance(texts, (str, Mapping, os.PathLike)) else texts

    def blobs(self) -> Iterator[Blob | Unreadable]:
        """Yield each text once, in order. Raises SettingsError for what is no text."""
        for number, text in enumerate(self.texts, start=1):
            name = f"text {number}"
            if isinstance(text, str):
                yield Blob(path=name, data=text.encode("utf-8", "replace"), media_type="text/plain")
            elif isinstance(text, Mapping):
                yield Blob(path=name, data=_line(name, text), media_type="application/x-ndjson")
            elif isinstance(text, os.PathLike):
                yield from _files(text)
            else:
                raise SettingsError(f"{name}: a {type(text).__name__} is no text; give a string, a mapping or a path")


def _line(name: str, text: Mapping[str, Any]) -> bytes:
    try:
        return msgspec.json.encode(dict(text))
    except (TypeError, ValueError) as error:
        raise SettingsError(f"{name}: {error}") from error


def _files(path: os.PathLike[str]) -> Iterator[Blob | Unreadable]:
    from harmattan.plugins.sources import open_source

    yield from open_source([path]).blobs()
