"""Markdown: the text stays as it was written; its marks tell the blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from harmattan.ports import Blob
from harmattan.records.document import Block, BlockKind
from harmattan.stages.reading.draft import Draft, Fault, Format, ReadingSettings, too_long
from harmattan.stages.reading.encoding import decode
from harmattan.stages.reading.lines import Line, lines_of

_FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n(.*?\r?\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.DOTALL)
_FIELD = re.compile(r"([A-Za-z_]+)[ \t]*:[ \t]*(\S.*?)[ \t]*$", re.MULTILINE)
_HEADING = re.compile(r"#{1,6}[ \t]+")
_CLOSING = re.compile(r"[ \t]+#+$")
_UNDERLINE = re.compile(r"(?:=+|-{2,})$")
_RULE = re.compile(r"(?:[-*_][ \t]*){3,}$")
_ITEM = re.compile(r"(?:[-*+]|\d{1,3}[.)])[ \t]+")
_QUOTE = re.compile(r"(?:>[ \t]*)+")
_FENCE = re.compile(r"(?:```|~~~)")
_TABLE_RULE = re.compile(r"\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)*\|?$")
_REFERENCE = re.compile(r"\[[^\]]+\]:[ \t]*\S+.*$|!\[[^\]]*\]\([^)]*\)$|<!--.*-->$")
_FRONT_LIMIT = 64 * 1024
_FIELDS = {
    "title": "title",
    "date": "published",
    "published": "published",
    "source": "source",
    "publisher": "source",
    "author": "author",
    "url": "url",
    "link": "url",
    "lang": "language",
    "language": "language",
    "id": "id",
}


def parse(blob: Blob, settings: ReadingSettings) -> Iterator[Draft | Fault]:
    """Yield the text of the file, with what its front matter says of it."""
    decoded = decode(blob.data)
    if isinstance(decoded, Fault):
        yield decoded
        return
    text = decoded.text
    if (fault := too_long(text, settings)) is not None:
        yield fault
        return
    front = _FRONT.match(text[:_FRONT_LIMIT])
    fields: dict[str, str] = {}
    if front is not None:
        for match in _FIELD.finditer(front[1]):
            name = _FIELDS.get(match[1].lower())
            if name is not None:
                fields.setdefault(name, _unquote(match[2]))
    blocks, title = blocks_of(text, front.end() if front else 0)
    yield Draft(
        raw=blob.data,
        text=text,
        media_type="text/markdown",
        blocks=blocks,
        decoded=decoded,
        external_id=fields.get("id"),
        source=fields.get("source"),
        url=fields.get("url"),
        title=fields.get("title") or title,
        author=fields.get("author"),
        published=fields.get("published"),
        language=fields.get("language"),
    )


def _unquote(value: str) -> str:
    """Return a value of the front matter without the quotes that YAML puts around it."""
    if len(value) > 1 and value[0] == value[-1] == '"':
        return value[1:-1].replace('\\"', '"')
    if len(value) > 1 and value[0] == value[-1] == "'":
        return value[1:-1].replace("''", "'")
    return value


def blocks_of(text: str, start: int = 0) -> tuple[tuple[Block, ...], str | None]:
    """Return the blocks of a Markdown text from `start` on, and its first heading of the first level."""
    blocks: list[Block] = []
    title: str | None = None
    open_kind: BlockKind | None = None
    fenced = False
    for line in lines_of(text, start):
        if _FENCE.match(line.text):
            fenced = not fenced
            open_kind = None
            continue
        if not line.text or fenced:
            open_kind = None
            continue
        if _REFERENCE.match(line.text) or ("|" in line.text and _TABLE_RULE.match(line.text)):
            continue
        if open_kind == "paragraph" and _UNDERLINE.match(line.text) and blocks:
            last = blocks.pop()
            blocks.append(Block(start=last.start, end=last.end, kind="heading"))
            if title is None and line.text.startswith("="):
                title = text[last.start : last.end]
            open_kind = None
            continue
        if _RULE.match(line.text):
            open_kind = None
            continue
        kind, shift, end = _kind(line)
        if kind == "heading" and title is None and not blocks and line.text.startswith("# "):
            title = text[line.start + shift : end]
        goes_on = (kind == "paragraph" and open_kind in ("paragraph", "item", "quote")) or (
            kind == open_kind and kind in ("quote", "table")
        )
        if goes_on:
            last = blocks.pop()
            blocks.append(Block(start=last.start, end=end, kind=last.kind))
        elif end > line.start + shift:
            blocks.append(Block(start=line.start + shift, end=end, kind=kind))
            open_kind = None if kind == "heading" else kind
    return tuple(blocks), title


def _kind(line: Line) -> tuple[BlockKind, int, int]:
    """Return the kind of a line, how many characters of mark it begins with, and where it ends."""
    marks: Sequence[tuple[re.Pattern[str], BlockKind]] = ((_HEADING, "heading"), (_QUOTE, "quote"), (_ITEM, "item"))
    for mark, kind in marks:
        match = mark.match(line.text)
        if match is not None:
            closing = _CLOSING.search(line.text) if kind == "heading" else None
            return kind, match.end(), line.end - (len(closing.group()) if closing else 0)
    if line.text.startswith("|"):
        return "table", 0, line.end
    return "paragraph", 0, line.end


FORMAT = Format(
    name="markdown",
    suffixes=(".md", ".markdown"),
    media_types=("text/markdown",),
    looks=lambda head: False,
    parse=parse,
)
