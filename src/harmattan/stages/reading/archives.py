"""Gzip files and ZIP archives: the files in them, within bounds.

An archive says how large its files are, and may lie; what counts here is what came out of it. Nothing is written to
disk, and of a long file no more is held than is being read.
"""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import PurePosixPath
from typing import BinaryIO, cast

import msgspec

from harmattan.ports import Blob, Unreadable
from harmattan.stages.reading.draft import Fault, in_mib
from harmattan.stages.reading.streams import STEP, stream_of, whole

DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WARC_TYPE = "application/warc"
_GZIP = b"\x1f\x8b\x08"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
"""What a ZIP archive opens with, and one without files."""
_ENTRY = b"PK\x01\x02"
"""What each entry of a ZIP directory opens with; they are counted before the directory is made out."""
_RATIO = 200
"""Bytes that come out for each byte that goes in from which a file is no report (prose packs to a third or a tenth)."""
_RATIO_FROM = 8 * 1024 * 1024
"""Bytes that must have come out before the ratio counts; short files of one letter are harmless."""
_DEPTH = 2
"""An archive in an archive is opened, one in that is not."""


class ArchiveSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What bounds an archive: how many files it may have, and bytes of one that has to be held to be opened.

    How much may come out of it is bounded by its own size.
    """

    max_bytes: int = 64 * 1024 * 1024
    max_members: int = 250_000


class _Spent:
    """How much went into one archive and came out of it and the archives in it."""

    def __init__(self) -> None:
        self.packed = 0
        self.unpacked = 0
        self.members = 0
        self.stopped = False
        """Whether it turned out to be a bomb."""


def unpacked(blob: Blob, suffixes: Iterable[str], settings: ArchiveSettings) -> Iterator[Blob | Unreadable]:
    """Yield the files of an archive that have one of the suffixes, by `archive/name`; anything else is itself.

    A file that is locked, broken, cut or an archive too deep is an Unreadable; the others are still read. Where a long
    one breaks only shows once it was read, and is said after it.
    """
    yield from _opened(blob, frozenset(suffixes), settings, _Spent(), 0)


def _opened(
    blob: Blob, suffixes: frozenset[str], settings: ArchiveSettings, spent: _Spent, depth: int
) -> Iterator[Blob | Unreadable]:
    packed, archive = blob.data.startswith(_GZIP), blob.data.startswith(_ZIP)
    if blob.media_type is not None or not (packed or archive):
        yield blob
    elif packed and _first_bytes(blob.data).startswith(b"WARC/"):
        # Its records are packed one by one, and its reader opens them one by one.
        yield msgspec.structs.replace(blob, media_type=WARC_TYPE)
    elif archive:
        file = _file(blob, settings)
        if isinstance(file, Unreadable):
            yield file
            return
        yield from _all_opened(_of_zip(blob, file, suffixes, settings, spent, depth), suffixes, settings, spent, depth)
    elif depth >= _DEPTH:
        yield _too_deep(blob)
    else:
        yield from _all_opened(_gunzipped(blob, spent, depth), suffixes, settings, spent, depth)


def _all_opened(
    members: Iterable[Blob | Unreadable], suffixes: frozenset[str], settings: ArchiveSettings, spent: _Spent, depth: int
) -> Iterator[Blob | Unreadable]:
    for member in members:
        if isinstance(member, Unreadable):
            yield member
        else:
            yield from _opened(member, suffixes, settings, spent, depth + 1)


def _too_deep(blob: Blob) -> Unreadable:
    reason = "an archive in an archive in an archive; unpack it"
    return Unreadable(path=blob.path, code="nested_archive", reason=reason)


def _file(blob: Blob, settings: ArchiveSettings) -> BinaryIO | Unreadable:
    """Return a ZIP archive as a file in which one can go back and forth, as its directory at the end demands."""
    if blob.rest is not None and blob.rest.seekable():
        return blob.rest
    held = whole(blob, settings.max_bytes)
    if isinstance(held, Fault):
        reason = f"a ZIP archive above {in_mib(settings.max_bytes)} that is no file by itself; unpack it"
        return Unreadable(path=blob.path, code="too_large", reason=reason)
    return io.BytesIO(held.data)


def _of_zip(
    blob: Blob, file: BinaryIO, suffixes: frozenset[str], settings: ArchiveSettings, spent: _Spent, depth: int
) -> Iterator[Blob | Unreadable]:
    """Yield the files of a ZIP archive; where it is an office document, that."""
    size, entries = _measured(file)
    if depth == 0:
        spent.packed = size
    spent.members += entries
    if spent.members > settings.max_members:
        reason = f"more than {settings.max_members} files in the ZIP archive; split it"
        yield Unreadable(path=blob.path, code="too_many_files", reason=reason)
        return
    try:
        archive = zipfile.ZipFile(file)
        names = frozenset(archive.namelist())
    except Exception as error:  # the reader of the standard library raises all sorts on a broken directory
        reason = f"the ZIP archive is broken ({_plain(error)}); pack it again"
        yield Unreadable(path=blob.path, code="broken_archive", reason=reason)
        return
    if "word/document.xml" in names:
        file.seek(0)
        yield Blob(path=blob.path, data=b"", rest=file, media_type=DOCX_TYPE)
    elif "[Content_Types].xml" in names or "mimetype" in names:
        reason = "an office file or e-book other than DOCX is not read; give its text, or a PDF or HTML file"
        yield Unreadable(path=blob.path, code="foreign_format", reason=reason)
    elif depth >= _DEPTH:
        yield _too_deep(blob)
    else:
        yield from _unzipped(blob, archive, suffixes, spent)


def _measured(file: BinaryIO) -> tuple[int, int]:
    """Return the size of a file and how many entries of a directory stand in it."""
    file.seek(0)
    size = entries = 0
    seam = b""
    while piece := file.read(STEP):
        size += len(piece)
        entries += (seam + piece).count(_ENTRY)
        seam = piece[1 - len(_ENTRY) :]
    return size, entries


def _first_bytes(data: bytes) -> bytes:
    try:
        return zlib.decompressobj(wbits=31).decompress(data[:4096], 64)
    except zlib.error:
        return b""


class _Unpacking(io.RawIOBase):
    """What comes out of one packed file, up to where it breaks or becomes too much; `fault` then says why it ends."""

    def __init__(
        self, path: str, source: gzip.GzipFile | zipfile.ZipExtFile, packed: Callable[[], int], spent: _Spent
    ) -> None:
        self.path = path
        self.fault: Unreadable | None = None
        self._source = source
        self._packed = packed
        self._spent = spent
        self._length = 0

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill the buffer, or a part of it, with what comes next; return how many bytes that were."""
        if self.fault is not None:
            return 0
        try:
            piece = self._source.read1(len(buffer))
        except EOFError:
            self._fail("cut_archive", "the file is cut; what came before its end is read")
            return 0
        except Exception as error:  # zlib.error, BadZipFile, BadGzipFile, NotImplementedError, by where it is broken
            self._fail("broken_archive", f"broken ({_plain(error)}); what came before the break is read; pack it again")
            return 0
        self._length += len(piece)
        self._spent.unpacked += len(piece)
        if self._length > _RATIO_FROM and self._length > _RATIO * self._packed():
            return self._stop("")
        if self._spent.unpacked > max(_RATIO_FROM, _RATIO * self._spent.packed):
            return self._stop("with all before it ")
        buffer[: len(piece)] = piece
        return len(piece)

    def _stop(self, what: str) -> int:
        reason = f"{what}unpacks to more than {_RATIO} times its size, as no report does; the archive is left here"
        self._fail("archive_bomb", reason)
        self._spent.stopped = True
        return 0

    def _fail(self, code: str, reason: str) -> None:
        self.fault = Unreadable(path=self.path, code=code, reason=reason)


def _begun(path: str, unpacking: _Unpacking) -> Blob:
    """Return a file as its source would: its beginning, and the rest where it is long."""
    stream = io.BufferedReader(unpacking, STEP)
    data = stream.read(STEP)
    return Blob(path=path, data=data, rest=stream if len(data) == STEP else None)


class _Counted(io.RawIOBase):
    """A stream, and how many bytes were taken from it."""

    def __init__(self, stream: BinaryIO) -> None:
        self.count = 0
        self._stream = stream

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill the buffer with what comes next; return how many bytes that were."""
        piece = self._stream.read(len(buffer))
        buffer[: len(piece)] = piece
        self.count += len(piece)
        return len(piece)


def _gunzipped(blob: Blob, spent: _Spent, depth: int) -> Iterator[Blob | Unreadable]:
    """Yield the file in a gzip file; where that is cut, what came before the cut, and a line that says so."""
    counted = _Counted(stream_of(blob))

    def packed() -> int:
        if depth == 0:
            spent.packed = counted.count
        return counted.count

    source = gzip.GzipFile(fileobj=io.BufferedReader(counted))
    unpacking = _Unpacking(blob.path, source, packed, spent)
    found = _begun(_bare(blob.path), unpacking)
    if found.data and not spent.stopped:
        yield found
    elif unpacking.fault is None:
        yield Unreadable(path=blob.path, code="empty", reason="the file is empty")
    if unpacking.fault is not None:
        yield unpacking.fault


def _bare(path: str) -> str:
    """Return the path by which the suffix of the file inside is seen."""
    return path[:-3] if path.lower().endswith(".gz") else path


def _unzipped(
    blob: Blob, archive: zipfile.ZipFile, suffixes: frozenset[str], spent: _Spent
) -> Iterator[Blob | Unreadable]:
    some = False
    for member in archive.infolist():
        if spent.stopped:
            return
        if not _is_wanted(member.filename, suffixes):
            continue
        some = True
        path = f"{blob.path}/{member.filename}".encode("utf-8", "replace").decode("utf-8")
        if member.flag_bits & 1:
            yield Unreadable(path=path, code="encrypted", reason="locked with a password; unpack it")
            continue
        try:
            source = cast(zipfile.ZipExtFile, archive.open(member))
        except Exception as error:  # a broken header raises BadZipFile, NotImplementedError, OSError, …
            reason = f"can't be unpacked ({_plain(error)}); pack it again"
            yield Unreadable(path=path, code="broken_archive", reason=reason)
            continue
        with source:
            unpacking = _Unpacking(path, source, partial(max, 1, member.compress_size), spent)
            found = _begun(path, unpacking)
            if unpacking.fault is None:
                yield found
            if unpacking.fault is not None:
                yield unpacking.fault
    if not some:
        yield Unreadable(path=blob.path, code="empty_archive", reason="no readable file in this ZIP archive")


def _is_wanted(name: str, suffixes: frozenset[str]) -> bool:
    """Return whether a name in an archive is that of a file to read, as one in a folder would be.

    A name that leads out of the archive is only a name here: nothing is written where it points to.
    """
    path = PurePosixPath(name.replace("\\", "/"))
    hidden = any(part.startswith((".", "__MACOSX")) for part in path.parts if part != "..")
    return not name.endswith("/") and not hidden and path.suffix.lower() in suffixes and path.stem.lower() != "readme"


def _plain(error: Exception) -> str:
    return str(error).partition("\n")[0][:120] or type(error).__name__
