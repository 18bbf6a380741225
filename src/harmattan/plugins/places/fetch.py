"""Fetches the dump of a country from GeoNames, where the user asks for it and never otherwise."""

from __future__ import annotations

import os
import shutil
import tempfile
import urllib.request
from pathlib import Path

from harmattan.errors import InputError
from harmattan.plugins.places.store import places_folder

ADDRESS = "https://download.geonames.org/export/dump/"
_SECONDS = 60


def is_code(text: str) -> bool:
    """Return whether a word has the form of a country's code (ISO 3166 alpha-2)."""
    return len(text) == 2 and text.isascii() and text.isalpha()


def fetch(code: str, *, address: str = ADDRESS, folder: Path | None = None) -> Path:
    """Download the dump of a country and return its file. Raises InputError where it does not come whole."""
    folder = folder or places_folder() / "downloads"
    name = f"{code.upper()}.zip"
    draft = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor, draft = tempfile.mkstemp(prefix=f".{name}.", dir=folder)
        with os.fdopen(descriptor, "wb") as stream, urllib.request.urlopen(address + name, timeout=_SECONDS) as answer:
            promised = answer.headers.get("Content-Length")
            shutil.copyfileobj(answer, stream)
            if promised is not None and stream.tell() != int(promised):
                raise InputError(address + name, "cut", f"only {stream.tell()} of {promised} bytes came; try again")
        path = folder / name
        os.replace(draft, path)
    except OSError as error:
        raise InputError(
            address + name, "unreachable", f"can't be fetched ({' '.join(str(error).split())[:120]})"
        ) from error
    finally:
        if draft is not None and os.path.exists(draft):
            os.unlink(draft)
    return path
