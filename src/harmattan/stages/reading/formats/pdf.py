"""PDF: the text layer, page by page."""

from __future__ import annotations

import re
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
_FURNITURE_PAGES = 3
"""Pages on which a line must stand at the top or bottom to be a running head or foot."""


def parse(blob: Blob, settings: ReadingSettings) -> Iterator[Draft | Fault]:
    """Yield the text of the file's pages; a file of pictures alone is a fault `no_text_layer`."""
    import pypdfium2

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
