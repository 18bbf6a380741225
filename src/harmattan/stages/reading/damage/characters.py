"""Finds damage to single characters: wrongly decoded, put in for look-alikes, misread from print."""

from __future__ import annotations

from bisect import bisect_right

from msgspec.structs import replace

from harmattan.lexicons import Lexicon
from harmattan.records.document import Block, Restoration
from harmattan.stages.reading.damage import homoglyphs, mojibake, ocr
from harmattan.stages.reading.damage.counts import Counts, counts_for

_SPELLERS: dict[tuple[str, str], ocr.Speller] = {}
_KEPT = 4


def looks_hurt(text: str, language: str | None = None, lexicon: Lexicon | None = None) -> bool:
    """Return whether anything shows that characters of the text were damaged; cheap, and wrong at times.

    Misread words are looked for only where a language with word counts and a lexicon are given.
    """
    if mojibake.look(text) or homoglyphs.look(text) or ocr.look(text):
        return True
    counts = counts_for(language)
    return counts is not None and lexicon is not None and ocr.look_closely(text, _speller(lexicon, counts))


def repair_characters(
    text: str, language: str | None, blocks: tuple[Block, ...], lexicon: Lexicon
) -> tuple[Restoration, ...]:
    """Return what the damaged characters were, in order, without overlap, inside the blocks.

    The rules are `mojibake`, `homoglyph`, `invisible` and `ocr`, joined by `+` where two met in a word. Words are judged by
    the counts of the language; where there are none, only what needs no dictionary is restored.
    """
    counts = counts_for(language)
    speller = None if counts is None else _speller(lexicon, counts)

    def wrongly_decoded(text: str, blocks: tuple[Block, ...]) -> list[Restoration]:
        return mojibake.find(text, blocks, counts) if mojibake.look(text) else []

    def look_alikes(text: str, blocks: tuple[Block, ...]) -> list[Restoration]:
        if not homoglyphs.look(text):
            return []
        return homoglyphs.find(text, blocks, counts, homoglyphs.alike_for(lexicon))

    def misread(text: str, blocks: tuple[Block, ...]) -> list[Restoration]:
        return ocr.find(text, blocks, speller, lexicon)

    found: list[Restoration] = []
    for finder in (wrongly_decoded, look_alikes, misread):
        # Each reads what the one before restored: half a word beside a broken letter is no word.
        before = _Restored(text, found)
        inner = tuple(map(before.inward, blocks))
        found = sorted((*found, *filter(None, map(before.outward, finder(before.text, inner)))), key=lambda r: r.start)
    return tuple(found)


class _Restored:
    """A text with restorations applied, and the way between its offsets and the text's."""

    def __init__(self, text: str, restorations: list[Restoration]) -> None:
        pieces: list[str] = []
        at = length = 0
        self._ends = [0]
        self._spans: list[tuple[int, int]] = []
        self._shifts = [0]
        for r in restorations:
            pieces += (text[at : r.start], r.restored)
            start = length + r.start - at
            length = start + len(r.restored)
            at = r.end
            self._spans.append((start, length))
            self._ends.append(r.end)
            self._shifts.append(length - r.end)
        self.text = "".join((*pieces, text[at:]))

    def inward(self, block: Block) -> Block:
        """Return the block in offsets of the restored text; no restoration crosses its borders."""
        first, last = (self._shifts[bisect_right(self._ends, at) - 1] for at in (block.start, block.end))
        return Block(start=block.start + first, end=block.end + last, kind=block.kind)

    def outward(self, restoration: Restoration) -> Restoration | None:
        """Return a restoration of the restored text as one of the text; None where it touches what was restored before."""
        number = bisect_right(self._spans, (restoration.start, len(self.text)))
        before = self._spans[number - 1][1] if number else 0
        after = self._spans[number][0] if number < len(self._spans) else len(self.text)
        if restoration.start < before or restoration.end > after:
            return None
        shift = self._shifts[number]
        return replace(restoration, start=restoration.start - shift, end=restoration.end - shift)


def _speller(lexicon: Lexicon, counts: Counts) -> ocr.Speller:
    key = (lexicon.digest, counts.language)
    if key not in _SPELLERS:
        while len(_SPELLERS) >= _KEPT:
            _SPELLERS.pop(next(iter(_SPELLERS)))
        _SPELLERS[key] = ocr.Speller(lexicon, counts)
    return _SPELLERS[key]
