"""Every format that is read: one module each, and its line in `FORMATS`."""

from __future__ import annotations

from os.path import splitext

from harmattan.ports import Blob
from harmattan.stages.reading.draft import Fault, Format
from harmattan.stages.reading.formats import (
    delimited,
    docx,
    eml,
    feed,
    html,
    jsonl,
    markdown,
    mhtml,
    pdf,
    telegram,
    text,
    warc,
)

FORMATS: tuple[Format, ...] = (
    pdf.FORMAT,
    docx.FORMAT,
    warc.FORMAT,
    html.FORMAT,
    feed.FORMAT,
    telegram.FORMAT,
    jsonl.FORMAT,
    mhtml.FORMAT,
    eml.FORMAT,
    delimited.FORMAT,
    markdown.FORMAT,
    text.FORMAT,
)
"""In the order in which they are asked whether they know a file by its first bytes; plain text takes what is left."""

SUFFIXES = frozenset(suffix for form in FORMATS for suffix in form.suffixes) | {".gz", ".zip"}
"""The endings of file names that a folder is searched for."""

_FOREIGN = (
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office file"),
    (b"{\\rtf", "a rich text (RTF) file"),
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)
_MARKS = tuple(mark for mark, _ in _FOREIGN)
_MEDIA = {media_type: form for form in reversed(FORMATS) for media_type in form.media_types}
_NAMED = {suffix: [form for form in FORMATS if suffix in form.suffixes] for suffix in SUFFIXES}
_HEAD = 4096


def format_of(blob: Blob) -> Format | Fault:
    """Return the format of a file, by media type, first bytes or suffix; or why it has none."""
    head = blob.data[:_HEAD]
    if blob.media_type in _MEDIA:
        return _MEDIA[blob.media_type]
    if head.startswith(_MARKS):
        what = next(what for mark, what in _FOREIGN if head.startswith(mark))
        return Fault(code="foreign_format", reason=f"{what} is not read; give its text, or a PDF or HTML file")
    named = _NAMED.get(splitext(blob.path)[1].lower()) or [text.FORMAT]
    looking = next((form for form in named if form.looks(head)), None)
    return looking or next((form for form in FORMATS if form.looks(head)), named[-1])
