"""Stand-off labels: what people found in a sentence, as offsets into its document; no text is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

import msgspec

from harmattan.errors import InputError
from harmattan.records.claim import Bound, FactValue, Realis

Span = tuple[int, int]
"""[start, end) in code points of the document's text."""


class AttributionLabel(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who says what. `source` is null where nobody is named, `content` where it stands elsewhere."""

    source: Span | None = None
    cue: Span
    content: Span | None = None
    kind: str = "say"


class EventLabel(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A word for something that happened or may happen, how surely its holder tells it, and whether it is real."""

    word: Span
    value: FactValue
    holder: Literal["author", "source"]
    realis: Realis


class QuantityLabel(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A count: the span of its number words, its sides and bound, what is counted and of whom."""

    number: Span
    low: float | None = None
    high: float | None = None
    bound: Bound
    unit: str | None = None
    group: str | None = None
    part: bool = False


class LabelledSentence(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The labels of text[start:end] of a document. `fingerprint` is that of these characters, so that drift is seen."""

    document: str
    """The id that the input gave the document (`external_id`)."""
    language: str
    start: int
    end: int
    fingerprint: str
    attributions: tuple[AttributionLabel, ...] = ()
    events: tuple[EventLabel, ...] = ()
    quantities: tuple[QuantityLabel, ...] = ()


def fingerprint(text: str) -> str:
    """Return twelve hexadecimal digits that stand for a text (SHA-256)."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def read_labels(paths: Iterable[Path]) -> Iterator[LabelledSentence]:
    """Yield the labelled sentences of JSON Lines files. Raises InputError, which names file and line, for anything else."""
    decoder = msgspec.json.Decoder(LabelledSentence)
    for path in paths:
        try:
            lines = path.read_bytes().splitlines()
        except OSError as error:
            raise InputError(str(path), "unreadable", f"can't be read ({error.strerror or error})") from error
        for number, line in enumerate(lines, start=1):
            if line.strip():
                try:
                    yield decoder.decode(line)
                except msgspec.MsgspecError as error:
                    raise InputError(f"{path}, line {number}", "label", f"no labelled sentence ({error})") from error
