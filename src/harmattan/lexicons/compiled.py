"""Rows with all their forms, as the build leaves them for a fast start."""

from __future__ import annotations

import mmap
import os
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b, sha256
from pathlib import Path

import msgspec

from harmattan.errors import LexiconError
from harmattan.lexicons.inflect import Inflector
from harmattan.lexicons.rows import TABLES, Row, TermRow
from harmattan.lexicons.sources import DATA, Fault, check_rows, codes, read_layer, source_files
from harmattan.lexicons.terms import grouped, terms_of

COMPILED = Path(__file__).parent / "compiled.bin"
_PARTS = tuple(Path(__file__).parent / name for name in ("rows.py", "inflect.py", "normal.py", "terms.py"))
_LENGTH = 8
"""Bytes at the beginning of the file that say how long its head is."""


class Compiled(msgspec.Struct, frozen=True, kw_only=True):
    """What the build leaves for a fast start: every row with its inflected forms, and what it was made from."""

    digest: str
    made_from: str
    ordinary: frozenset[str]
    groups: dict[str, memoryview]
    """The rows of each table and language, in JSON."""
    terms: dict[str, memoryview]
    """The spellings of each language that has rows, in MessagePack."""
    paths: memoryview
    """The file of each row by table and id, in JSON."""


class _Head(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The head of the file: the short parts, and how many bytes each long one takes after it, in this order."""

    digest: str
    made_from: str
    ordinary: frozenset[str]
    groups: dict[str, int]
    terms: dict[str, int]
    paths: int


def write_compiled(path: Path = COMPILED) -> Path:
    """Write the rows of the package with all their forms as one file, and return its path.

    Raises LexiconError where a row breaks the rules, ImportError where lemminflect or simplemma is not installed.
    """
    keep(compile_rows(Inflector(tables=True)), path)
    return path


def keep(compiled: Compiled, path: Path = COMPILED) -> None:
    """Write the compiled lexicon whole or not at all. Raises OSError where the folder can't be written to."""
    head = msgspec.json.encode(
        _Head(
            digest=compiled.digest,
            made_from=compiled.made_from,
            ordinary=compiled.ordinary,
            groups={name: len(part) for name, part in compiled.groups.items()},
            terms={name: len(part) for name, part in compiled.terms.items()},
            paths=len(compiled.paths),
        )
    )
    parts = (*compiled.groups.values(), *compiled.terms.values(), compiled.paths)
    temporary = path.with_suffix(f".{os.getpid()}.part")
    try:
        temporary.write_bytes(b"".join((len(head).to_bytes(_LENGTH, "big"), head, *parts)))
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def read_compiled(path: Path = COMPILED) -> Compiled:
    """Return a compiled lexicon whose long parts are read from the disk when they are first looked at.

    Raises OSError where the file can't be read, ValueError or msgspec.DecodeError where it is none of this version.
    """
    with path.open("rb") as file:
        whole = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    at = _LENGTH + int.from_bytes(whole[:_LENGTH], "big")
    head = msgspec.json.decode(whole[_LENGTH:at], type=_Head)

    def following(length: int) -> memoryview:
        nonlocal at
        at += length
        if at > len(whole):
            raise ValueError(f"{path}: cut short")
        return whole[at - length : at]

    return Compiled(
        digest=head.digest,
        made_from=head.made_from,
        ordinary=head.ordinary,
        groups={name: following(length) for name, length in head.groups.items()},
        terms={name: following(length) for name, length in head.terms.items()},
        paths=following(head.paths),
    )


def compile_rows(inflector: Inflector, folder: Path = DATA) -> Compiled:
    """Return the rows of a folder with their inflected forms. Raises LexiconError where any breaks the rules."""
    made_from = fingerprint(folder)  # before the rows: one edited meanwhile makes the result stale, never wrong
    layer = read_layer(folder)
    stop_at(layer.faults or check_rows(layer.rows, layer.paths))
    rows = {table: [inflected(row, inflector) for row in known.values()] for table, known in layer.rows.items()}
    groups = grouped(rows)
    languages = {group.partition("/")[2] for group in groups} - {"", "und"}
    paths: dict[str, dict[str, str]] = {table: {} for table in TABLES}
    for (table, key), path in layer.paths.items():
        paths[table][key] = Path(path).relative_to(folder).as_posix()
    return Compiled(
        digest=digest_of(rows),
        made_from=made_from,
        ordinary=codes().ordinary,
        groups={group: memoryview(msgspec.json.encode(known)) for group, known in groups.items()},
        terms={
            language: memoryview(msgspec.msgpack.encode(terms_of(groups, language))) for language in sorted(languages)
        },
        paths=memoryview(msgspec.json.encode(paths)),
    )


def inflected(row: Row, inflector: Inflector) -> Row:
    """Return the row with the inflected forms of its term added to those it gives."""
    if not isinstance(row, TermRow):
        return row
    added = inflector.forms(row.term, row.language, row.pos)
    return msgspec.structs.replace(row, forms=tuple(dict.fromkeys((*row.forms, *added)))) if added else row


def fingerprint(folder: Path = DATA) -> str:
    """Return a digest of what compiled rows are made from: the sources, and the code that inflects them."""
    digest = sha256()  # processors have it built in: half the time of BLAKE2
    for path in (*source_files(folder), folder / "codes.yaml", *_PARTS):
        content = path.read_bytes() if path.is_file() else b""
        digest.update(f"{path.name} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()[:20]


def digest_of(rows: Mapping[str, Iterable[Row]]) -> str:
    """Return a digest of rows and forms that does not depend on their order."""
    digest = blake2b(digest_size=10)
    for table in sorted(rows):
        digest.update(table.encode())
        for row in sorted(rows[table], key=lambda row: row.id):
            digest.update(msgspec.json.encode(row))
    return digest.hexdigest()


def stop_at(faults: Sequence[Fault]) -> None:
    """Raise the first fault as a LexiconError, and say how many more there are."""
    if faults:
        more = "" if len(faults) == 1 else f" (and {len(faults) - 1} more: `harmattan lexicons check` lists them)"
        raise LexiconError(f"{faults[0]}{more}")
