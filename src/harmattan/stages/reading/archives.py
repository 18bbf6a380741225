"""Gzip files and ZIP archives: the files in them, within bounds.

An archive says how large its files are, and may lie; what counts here is what came out of it.
"""

from __future__ import annotations

import gzip
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import PurePosixPath

import msgspec

from harmattan.ports import Blob, Unreadable
from harmattan.stages.reading.draft import in_mib

DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WARC_TYPE = "application/warc"
_GZIP = b"\x1f\x8b\x08"
_ZIP = b"PK\x03\x04"
_ENTRY = b"PK\x01\x02"
"""What each entry of a ZIP directory opens with; they are counted before the directory is made out."""
_STEP = 256 * 1024
_RATIO = 200
"""Bytes that come out for each byte that goes in from which a file is no report (prose packs to a third or a tenth)."""
_RATIO_FROM = 8 * 1024 * 1024
"""Bytes that must have come out before the ratio counts; short files of one letter are harmless."""
_DEPTH = 2
"""An archive in an archive is opened, one in that is not."""


class ArchiveSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What bounds an archive: bytes of one file in it, bytes of all of them, and how many there may be."""

    max_bytes: int = 64 * 1024 * 1024
    max_total: int = 1024 * 1024 * 1024
    max_members: int = 100_000


class _Spent:
    """How much has come out of one archive and the archives in it."""

    def __init__(self) -> None:
        self.total = 0
        self.members = 0


def unpacked(blob: Blob, suffixes: Iterable[str], settings: ArchiveSettings) -> Iterator[Blob | Unreadable]:
    """Yield the files of an archive that have one of the suffixes, by `archive/name`; anything else is itself.

    A file that is too large, locked, broken or an archive too deep is an Unreadable; the others are still read.
    """
    yield from _opened(blob, frozenset(suffixes), settings, _Spent(), 0)


def _opened(
    blob: Blob, suffixes: frozenset[str], settings: ArchiveSettings, spent: _Spent, depth: int
) -> Iterator[Blob | Unreadable]:
    packed, archive = blob.data.startswith(_GZIP), blob.data.startswith(_ZIP)
    if blob.media_type is not None or not (packed or archive):
        yield blob
        return
    if archive:
        spent.members += blob.data.count(_ENTRY)
        if spent.members > settings.max_members:
            reason = f"more than {settings.max_members} files in the ZIP archive; split it"
            yield Unreadable(path=blob.path, code="too_many_files", reason=reason)
            return
    if archive and (whole := _document(blob)) is not None:
        yield whole
        return
    if packed and _first_bytes(blob.data).startswith(b"WARC/"):
        # Its records are packed one by one, and its reader opens them one by one.
        yield msgspec.structs.replace(blob, media_type=WARC_TYPE)
        return
    if depth >= _DEPTH:
        yield Unreadable(
            path=blob.path, code="nested_archive", reason="an archive in an archive in an archive; unpack it"
        )
        return
    for member in _gunzipped(blob, settings, spent) if packed else _unzipped(blob, suffixes, settings, spent):
        if isinstance(member, Unreadable):
            yield member
        else:
            yield from _opened(member, suffixes, settings, spent, depth + 1)


def _document(blob: Blob) -> Blob | Unreadable | None:
    """Return an office document for what it is; None for an archive of files."""
    try:
        names = frozenset(zipfile.ZipFile(BytesIO(blob.data)).namelist())
    except Exception:  # the same fault is met, and said, where the archive is opened
        return None
    if "word/document.xml" in names:
        return msgspec.structs.replace(blob, media_type=DOCX_TYPE)
    if "[Content_Types].xml" in names or "mimetype" in names:
        reason = "an office file or e-book other than DOCX is not read; give its text, or a PDF or HTML file"
        return Unreadable(path=blob.path, code="foreign_format", reason=reason)
    return None


def _first_bytes(data: bytes) -> bytes:
    try:
        return zlib.decompressobj(wbits=31).decompress(data[:4096], 64)
    except zlib.error:
        return b""


def _gunzipped(blob: Blob, settings: ArchiveSettings, spent: _Spent) -> Iterator[Blob | Unreadable]:
    """Yield the file in a gzip file; where that is cut, what came before the cut, and a line that says so."""
    pieces: list[bytes] = []
    length = 0
    fault: Unreadable | None = None
    stream = gzip.GzipFile(fileobj=BytesIO(blob.data))
    try:
        while piece := stream.read1(_STEP):
            pieces.append(piece)
            length += len(piece)
            fault = _too_much(blob.path, length, len(blob.data), settings, spent)
            if fault is not None:
                yield fault
                return
    except EOFError:
        reason = "the gzip file is cut; what came before its end is read"
        fault = Unreadable(path=blob.path, code="cut_archive", reason=reason)
    except (OSError, zlib.error):
        reason = "the gzip file is broken; what came before the break is read"
        fault = Unreadable(path=blob.path, code="broken_archive", reason=reason)
    finally:
        spent.total += length
    if length:
        yield Blob(path=_bare(blob.path), data=b"".join(pieces))
    elif fault is None:
        fault = Unreadable(path=blob.path, code="empty", reason="the file is empty")
    if fault is not None:
        yield fault


def _bare(path: str) -> str:
    """Return the path by which the suffix of the file inside is seen."""
    return path[:-3] if path.lower().endswith(".gz") else path


def _unzipped(
    blob: Blob, suffixes: frozenset[str], settings: ArchiveSettings, spent: _Spent
) -> Iterator[Blob | Unreadable]:
    try:
        archive = zipfile.ZipFile(BytesIO(blob.data))
        members = [member for member in archive.infolist() if _is_wanted(member.filename, suffixes)]
    except Exception as error:  # the reader of the standard library raises all sorts on a broken directory
        yield Unreadable(path=blob.path, code="broken_archive", reason=f"the ZIP archive is broken ({_plain(error)})")
        return
    if not members:
        yield Unreadable(path=blob.path, code="empty_archive", reason="no readable file in this ZIP archive")
        return
    for member in members:
        found = _member(blob.path, archive, member, settings, spent)
        yield found
        if isinstance(found, Unreadable) and found.code in ("archive_too_large", "archive_bomb"):
            return


def _is_wanted(name: str, suffixes: frozenset[str]) -> bool:
    """Return whether a name in an archive is that of a file to read, as one in a folder would be."""
    path = PurePosixPath(name.replace("\\", "/"))
    hidden = any(part.startswith((".", "__MACOSX")) for part in path.parts)
    return not name.endswith("/") and not hidden and path.suffix.lower() in suffixes and path.stem.lower() != "readme"


def _member(
    path: str, archive: zipfile.ZipFile, member: zipfile.ZipInfo, settings: ArchiveSettings, spent: _Spent
) -> Blob | Unreadable:
    shown = f"{path}/{member.filename}".encode("utf-8", "replace").decode("utf-8")
    if member.flag_bits & 1:
        return Unreadable(path=shown, code="encrypted", reason="locked with a password; unpack it")
    pieces: list[bytes] = []
    length = 0
    try:
        with archive.open(member) as stream:
            while piece := stream.read(_STEP):
                pieces.append(piece)
                length += len(piece)
                fault = _too_much(shown, length, max(1, member.compress_size), settings, spent)
                if fault is not None:
                    return fault
    except Exception as error:  # a broken member raises zlib.error, BadZipFile, EOFError, NotImplementedError, …
        return Unreadable(path=shown, code="broken_archive", reason=f"can't be unpacked ({_plain(error)})")
    finally:
        spent.total += length
    return Blob(path=shown, data=b"".join(pieces))


def _too_much(path: str, length: int, packed: int, settings: ArchiveSettings, spent: _Spent) -> Unreadable | None:
    """Return the fault of a file of which too much came out so far."""
    if length > _RATIO_FROM and length > _RATIO * packed:
        reason = f"unpacks to more than {_RATIO} times its size, as no report does; the archive is left here"
        return Unreadable(path=path, code="archive_bomb", reason=reason)
    if length > settings.max_bytes:
        reason = f"larger than the limit of {in_mib(settings.max_bytes)} for one document; unpack and split it"
        return Unreadable(path=path, code="too_large", reason=reason)
    if spent.total + length > settings.max_total:
        reason = f"the archive unpacks to more than {in_mib(settings.max_total)}; the rest is not read"
        return Unreadable(path=path, code="archive_too_large", reason=reason)
    return None


def _plain(error: Exception) -> str:
    return str(error).partition("\n")[0][:120] or type(error).__name__
