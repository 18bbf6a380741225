"""Where place indexes are kept: a folder of the user's, in which files appear whole or not at all."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from harmattan.errors import HarmattanError, InputError, OutputError
from harmattan.plugins.places.default import build_default, default_name
from harmattan.plugins.places.geonames import Advance, BadRow, read_dump
from harmattan.plugins.places.pack import DRAFTS, pack
from harmattan.plugins.places.packed import Header, PackedPlaces

FOLDER = "HARMATTAN_PLACES"
"""Environment variable that names another folder for the indexes."""
SUFFIX = ".places"
DEFAULT = "default"
_SHOWN = 5
"""Refused rows that are kept with their reasons; the rest are counted."""


class Added(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a dump: its index, how many rows were refused, and the first of them."""

    header: Header
    path: Path
    refused: int
    examples: tuple[BadRow, ...]


def places_folder() -> Path:
    """Return the folder of place indexes: of the environment variable, else in the user's cache."""
    given = os.environ.get(FOLDER)
    if given:
        return Path(given)
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "harmattan" / "places"


def default_index(folder: Path | None = None, *, tell: Callable[[str], None] | None = None) -> PackedPlaces:
    """Return the default index, built first where it is not there (some ten seconds, told of through `tell`).

    Raises OutputError where it can't be kept, SettingsError where what it is made of is not there.
    """
    folder = folder or places_folder()
    path = folder / f"{default_name()}{SUFFIX}"
    with contextlib.suppress(InputError):
        return PackedPlaces(path)
    with _writing(folder):
        # Another process may have built it while this one waited.
        with contextlib.suppress(InputError):
            return PackedPlaces(path)
        if tell is not None:
            tell(f"building the place index once, in {folder}")
        build_default(path)
        for old in folder.glob(f"{DEFAULT}-*{SUFFIX}"):
            if old != path:
                with contextlib.suppress(OSError):
                    old.unlink()
    return PackedPlaces(path)


def added_indexes(folder: Path | None = None) -> list[PackedPlaces | InputError]:
    """Return the indexes that the user added, by name, and why one can't be opened."""
    found: list[PackedPlaces | InputError] = []
    for path in sorted((folder or places_folder()).glob(f"*{SUFFIX}")):
        if path.name.startswith(f"{DEFAULT}-"):
            continue
        try:
            found.append(PackedPlaces(path))
        except InputError as error:
            found.append(error)
    return found


def name_for(path: Path) -> str:
    """Return the name of the index that a dump becomes: the file's, without its endings ("ML.txt.gz": `ML`)."""
    name = path.name
    while Path(name).suffix.lower() in (".gz", ".zip", ".txt", ".tsv"):
        name = name[: -len(Path(name).suffix)]
    return "".join(char if char.isalnum() or char in "_-" else "-" for char in name) or "dump"


def add_dump(path: Path, *, folder: Path | None = None, advance: Advance | None = None) -> Added:
    """Pack a GeoNames dump into an index beside the others, in place of one of its name.

    Raises InputError where the dump can't be used, OutputError where the index can't be written; then nothing changes.
    """
    folder = folder or places_folder()
    name = name_for(path)
    if name.startswith(f"{DEFAULT}-") or name == DEFAULT:
        raise InputError(str(path), "taken", f"the name {name!r} is the built-in index's; rename the file")
    refused = 0
    examples: list[BadRow] = []

    def refuse(row: BadRow) -> None:
        nonlocal refused
        refused += 1
        if len(examples) < _SHOWN:
            examples.append(row)

    with _writing(folder):
        target = folder / f"{name}{SUFFIX}"
        header = pack(read_dump(path, refuse=refuse, advance=advance), target, name=name, source=str(path.name))
    return Added(header=header, path=target, refused=refused, examples=tuple(examples))


def remove_index(name: str, *, folder: Path | None = None) -> Path:
    """Remove an index that was added, and return where it was. Raises InputError where there is none of this name."""
    folder = folder or places_folder()
    path = folder / f"{name}{SUFFIX}"
    if name.startswith(f"{DEFAULT}-") or path.parent != folder or not path.is_file():
        known = ", ".join(
            sorted(item.stem for item in folder.glob(f"*{SUFFIX}") if not item.name.startswith(f"{DEFAULT}-"))
        )
        raise InputError(name, "missing", f"no index of this name was added; there are: {known or 'none'}")
    with _writing(folder):
        path.unlink()
    return path


@contextlib.contextmanager
def _writing(folder: Path) -> Iterator[None]:
    """Let one process at a time write in the folder. Raises OutputError where it can't be written to."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / ".lock").open("wb") as stream:
            _lock(stream.fileno())
            for left in folder.glob(f"{DRAFTS}*"):
                # Of a run that was killed: nobody else writes while the lock is held.
                shutil.rmtree(left, ignore_errors=True)
            yield
    except HarmattanError:
        raise
    except OSError as error:
        reason = "not allowed" if isinstance(error, PermissionError) else (error.strerror or str(error)).lower()
        raise OutputError(
            f"{folder}: place indexes can't be kept there ({reason}); name another folder with {FOLDER}"
        ) from error


def _lock(descriptor: int) -> None:
    """Wait until nobody else holds the file; the lock goes with it."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX)
