"""PDF: the text layer, page by page."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from harmattan.ports import Blob
from harmattan.records.document import OriginSpan
from harmattan.stages.reading.draft import Draft, Fault, Format, ReadingSettings
from harmattan.stages.reading.lines import lines_of

_BREAK = "\n\n"
_HYPHEN = re.compile(r"[\ufffe\x02]\r?\n?")
_SURROGATE = re.compile("[\ud800-\udfff]")
_DIGITS = re.compile(r"\d+")
_FILE_NAME = re.compile(r"\.(?:docx?|odt|indd|pdf|qxd|rtf|txt|tex)$|^(?:microsoft word|untitled|document\d*)\b", re.I)
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_DICTIONARY = 600
"""Bytes before a packed part in which it says what it is."""
_MOST_UNPACKED = 64 * 1024 * 1024
_MOST_PICTURE = 256 * 1024 * 1024
"""A large sheet at 600 dots an inch has 200 MiB; pictures are not unpacked for their text, if they are pictures."""
_MOST_TOGETHER = 8 * 1024 * 1024 * 1024
"""Bounds the time: half a second or so for each gibibyte."""
_PACKED_STEP = 64 * 1024
_UNPACKED_STEP = 1024 * 1024
_FURNITURE_PAGES = 3
"""Pages on which a line must stand at the top or bottom to be a running head or foot."""


def parse(blob: Blob, settings: ReadingSettings) -> Iterator[Draft | Fault]:
    """Yield the text of the file's pages; a file of pictures alone is a fault `no_text_layer`."""
    import pypdfium2

    if _is_bomb(blob.data):
        yield Fault(code="too_large", reason="this PDF unpacks to more than a document holds; print it to a new PDF")
        return
    try:
        pdf = pypdfium2.PdfDocument(blob.data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            yield Fault(code="encrypted", reason="this PDF is locked with a password; save it without one")
        else:
            yield Fault(code="broken_pdf", reason="this PDF is broken and can't be opened; save it again")
        return
    try:
        pages = [_page(pdf, number) for number in range(len(pdf))]
        title = _title(pdf)
    finally:
        pdf.close()
    if not any(page.strip() for page in pages):
        yield Fault(code="no_text_layer", reason="this PDF has no text layer (scanned pages?); run OCR over it first")
        return
    spans = []
    at = 0
    for number, page in enumerate(pages, start=1):
        end = at + len(page) + (len(_BREAK) if number < len(pages) else 0)
        spans.append(OriginSpan(start=at, end=end, page=number))
        at = end
    text = _BREAK.join(pages)
    yield Draft(
        raw=blob.data,
        text=text,
        media_type="application/pdf",
        origin_map=tuple(spans),
        skipped=_furniture(text, spans),
        ragged=True,
        title=title,
    )


def _is_bomb(data: bytes) -> bool:
    """Return whether a packed part of the file is so long that the library would fill the memory with it."""
    spent = 0
    for mark in _STREAM.finditer(data):
        if data[mark.end() : mark.end() + 1] not in (b"x", b"h", b"X", b"H"):
            continue  # packed by another method than Flate, or not at all
        is_picture = b"/Image" in data[max(0, mark.start() - _DICTIONARY) : mark.start()]
        limit = _MOST_PICTURE if is_picture else _MOST_UNPACKED
        size = _unpacked_size(data, mark.end(), limit)
        spent += size
        if size > limit or spent > _MOST_TOGETHER:
            return True
    return False


def _unpacked_size(data: bytes, start: int, limit: int) -> int:
    """Return how many bytes come out of the Flate data that begins there, or some more than the limit."""
    unpacker = zlib.decompressobj()
    size = 0
    view = memoryview(data)
    try:
        while size <= limit and start < len(data) and not unpacker.eof:
            size += len(unpacker.decompress(view[start : start + _PACKED_STEP], _UNPACKED_STEP))
            while size <= limit and unpacker.unconsumed_tail and not unpacker.eof:
                size += len(unpacker.decompress(unpacker.unconsumed_tail, _UNPACKED_STEP))
            start += _PACKED_STEP
    except zlib.error:
        pass
    return size


def _page(pdf: Any, number: int) -> str:
    """Return the text of a page, words that were hyphenated at a line's end joined; empty where it can't be had."""
    import pypdfium2

    try:
        page = pdf[number]
        found = page.get_textpage().get_text_bounded(errors="replace")
    except (pypdfium2.PdfiumError, UnicodeError, ValueError, RuntimeError):
        return ""
    return _SURROGATE.sub("\ufffd", _HYPHEN.sub("", found)).replace("\x00", "")


def _title(pdf: Any) -> str | None:
    """Return the title that the file gives itself, unless it is a file name."""
    import pypdfium2

    try:
        title = str(pdf.get_metadata_value("Title")).strip()
    except (pypdfium2.PdfiumError, UnicodeError, ValueError):
        return None
    return title if len(title.split()) > 1 and not _FILE_NAME.search(title) else None


def _furniture(text: str, spans: Sequence[OriginSpan]) -> tuple[tuple[int, int], ...]:
    """Return the running heads and feet: first and last lines that several pages share but for their digits."""
    edges = []
    for span in spans:
        lines = [line for line in lines_of(text, span.start, span.end) if line.text]
        edges += [lines[0], lines[-1]] if len(lines) > 1 else lines
    counts = Counter(_DIGITS.sub("0", line.text) for line in edges)
    return tuple((line.start, line.end) for line in edges if counts[_DIGITS.sub("0", line.text)] >= _FURNITURE_PAGES)


FORMAT = Format(
    name="pdf",
    suffixes=(".pdf",),
    media_types=("application/pdf",),
    looks=lambda head: b"%PDF-" in head[:1024],
    parse=parse,
)
