"""Finds damage to single characters: wrongly decoded, put in for look-alikes, misread from print."""

from __future__ import annotations

from functools import lru_cache

from harmattan.lexicons import Lexicon
from harmattan.records.document import Block, Restoration
from harmattan.stages.reading.damage import homoglyphs, mojibake, ocr
from harmattan.stages.reading.damage.counts import Counts, counts_for
from harmattan.stages.reading.damage.layers import Layered
from harmattan.stages.reading.damage.pieces import Pieces, pieces_of
from harmattan.stages.reading.damage.speller import Speller

_QUOTES = "“”‘’–—…«»"
_BEYOND = bytes(32 if code < 128 else code for code in range(256))
"""Bytes of UTF-8 with blanks for ASCII."""
_SMALL = bytes(97 if 97 <= code <= 122 else code for code in range(256))
_REMEMBERED = 20_000


def without_quotes(text: str) -> str:
    """Return the text with blanks for the quotation marks and dashes of print: most English texts have no other characters
    outside of ASCII, and what is ASCII is quick to look through."""
    for mark in _QUOTES:
        text = text.replace(mark, " ")
    return text


def looks_hurt(
    text: str, language: str | None = None, lexicon: Lexicon | None = None, pieces: Pieces | None = None
) -> bool:
    """Return whether anything shows that characters of the text were damaged; cheap, and wrong at times.

    Misread words are looked for only where a language with word counts and a lexicon are given. `pieces` are those
    of the text, where they are at hand.
    """
    if _may_be_strange(text) and (mojibake.look(text) or homoglyphs.look(text)):
        return True
    if ocr.look(text):
        return True
    counts = counts_for(language)
    if counts is None or lexicon is None or (pieces is None and text.isupper()):
        return False
    pieces = pieces_of(text) if pieces is None else pieces
    return not pieces.capitals and speller_for(lexicon, counts).sees_misread(pieces)


class _Runs(dict[bytes, int]):
    """What is to be seen in a run of characters beyond ASCII: a text has few different ones, most of them seen before.

    `OTHER` than the quotation marks of print; `STRANGE` wherever it stands; strange `INSIDE` a word.
    """

    OTHER, STRANGE, INSIDE = 1, 2, 4

    def __missing__(self, run: bytes) -> int:
        text = run.decode("utf-8", "surrogatepass")
        anywhere, inside = mojibake.look_at_run(text)
        found = self.OTHER if text.strip(_QUOTES) else 0
        found |= self.STRANGE if anywhere or homoglyphs.look_at_run(text) else 0
        found |= self.INSIDE if inside else 0
        self[run] = found
        return found


_runs = _Runs()


def _may_be_strange(text: str) -> bool:
    """Return whether characters may be wrongly decoded or put in for others; where not, no look need be taken at the text.

    What is looked for stands in runs beyond ASCII, but for a letter in a wrong table: that follows a plain small one.
    """
    if text.isascii():
        return False
    if len(_runs) > _REMEMBERED:
        _runs.clear()
    raw = text.encode("utf-8", "surrogatepass")
    runs = set(raw.translate(_BEYOND).split())
    seen = 0
    for run in runs:
        seen |= _runs[run]
    if not seen & _Runs.OTHER:
        return False
    if seen & _Runs.STRANGE:
        return True
    if not seen & _Runs.INSIDE:
        return False
    after_small = raw.translate(_SMALL)
    return any(_runs[run] & _Runs.INSIDE and b"a" + run in after_small for run in runs)


def repair_characters(
    text: str, language: str | None, blocks: tuple[Block, ...], lexicon: Lexicon, pieces: Pieces | None = None
) -> tuple[Restoration, ...]:
    """Return what the damaged characters were, in order, without overlap, inside the blocks.

    The rules are `mojibake`, `homoglyph`, `invisible` and `ocr`, joined by `+` where two met in a word. Words are judged by
    the counts of the language; where there are none, only what needs no dictionary is restored. `pieces` are those of the
    text, where they are at hand.
    """
    counts = counts_for(language)
    speller = None if counts is None else speller_for(lexicon, counts)

    def wrongly_decoded(text: str, blocks: tuple[Block, ...]) -> list[Restoration]:
        return mojibake.find(text, blocks, counts) if mojibake.look(text) else []

    def look_alikes(text: str, blocks: tuple[Block, ...]) -> list[Restoration]:
        if not homoglyphs.look(text):
            return []
        return homoglyphs.find(text, blocks, counts, homoglyphs.alike_for(lexicon))

    def misread(text: str, blocks: tuple[Block, ...]) -> list[Restoration]:
        return ocr.find(text, blocks, speller, lexicon, None if found else pieces)

    found: list[Restoration] = []
    for finder in (wrongly_decoded, look_alikes, misread):
        if not found:
            found = finder(text, blocks)
            continue
        # Each reads what the one before restored: half a word beside a broken letter is no word.
        before = Layered(text, found)
        found = list(before.outward(finder(before.text, tuple(map(before.inward, blocks)))))
    return tuple(found)


@lru_cache(maxsize=4)
def speller_for(lexicon: Lexicon, counts: Counts) -> Speller:
    """Return what undoes the confusions of a lexicon in the language of the counts; made once for each."""
    return Speller(lexicon, counts)
