"""Finds damage to single characters: wrongly decoded, put in for look-alikes, misread from print."""

from __future__ import annotations

from functools import lru_cache

from harmattan.lexicons import Lexicon
from harmattan.records.document import Block, Restoration
from harmattan.stages.reading.damage import homoglyphs, mojibake, ocr
from harmattan.stages.reading.damage.counts import Counts, counts_for
from harmattan.stages.reading.damage.layers import Layered

_QUOTES = "“”‘’–—…«»"


def without_quotes(text: str) -> str:
    """Return the text with blanks for the quotation marks and dashes of print: most English texts have no other characters
    outside of ASCII, and what is ASCII is quick to look through."""
    for mark in _QUOTES:
        text = text.replace(mark, " ")
    return text


def looks_hurt(text: str, language: str | None = None, lexicon: Lexicon | None = None) -> bool:
    """Return whether anything shows that characters of the text were damaged; cheap, and wrong at times.

    Misread words are looked for only where a language with word counts and a lexicon are given.
    """
    if not without_quotes(text).isascii() and (mojibake.look(text) or homoglyphs.look(text)):
        return True
    if ocr.look(text):
        return True
    counts = counts_for(language)
    if counts is None or lexicon is None or text.isupper():
        return False
    return ocr.look_closely(text, _speller(lexicon, counts))


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
        before = Layered(text, found)
        found = list(before.outward(finder(before.text, tuple(map(before.inward, blocks)))))
    return tuple(found)


@lru_cache(maxsize=4)
def _speller(lexicon: Lexicon, counts: Counts) -> ocr.Speller:
    return ocr.Speller(lexicon, counts)
