"""Detects damage in a text and proposes what was meant; the text itself is never altered."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

import msgspec
import numpy as np

from harmattan.lexicons import Lexicon
from harmattan.lexicons.neighbours import neighbours
from harmattan.records.document import Block, Damage, Restoration
from harmattan.stages.reading.damage.as_read import as_read
from harmattan.stages.reading.damage.channel import SUREST, Arc, read, reread
from harmattan.stages.reading.damage.characters import looks_hurt, repair_characters, speller_for
from harmattan.stages.reading.damage.counts import Counts, counts_for, spun_weights
from harmattan.stages.reading.damage.cutter import Cutter
from harmattan.stages.reading.damage.encoder import packed_for
from harmattan.stages.reading.damage.faith import neutral_for, says_the_same
from harmattan.stages.reading.damage.fused import Splitter
from harmattan.stages.reading.damage.guess import Asked, Guesser
from harmattan.stages.reading.damage.layers import Layered
from harmattan.stages.reading.damage.model import model_for
from harmattan.stages.reading.damage.networks import has_guesses, less_sure, networks_for
from harmattan.stages.reading.damage.pieces import Aside, Pieces, pieces_of
from harmattan.stages.reading.damage.questions import Answers, Question, answered
from harmattan.stages.reading.damage.restorations import SPLIT, kind_of, restorations_of
from harmattan.stages.reading.damage.salad import is_like_words, is_salad
from harmattan.stages.reading.damage.settings import DEFAULT, DamageSettings
from harmattan.stages.reading.damage.signs import Looker, Signs
from harmattan.stages.reading.damage.table import table_for
from harmattan.stages.reading.damage.tokens import Token, tokens_of
from harmattan.stages.reading.damage.twofold import read_twofold

_LISTED = 1.5
"""What a rare word that a row names weighs, where the list of words that spinners put in does not know it."""
_HABIT = 0.8
_COMMON = 5.3
"""Words as common as this stand unchanged beside their own substitutions; one swap says nothing of the others."""
NEIGHBOUR = "neighbour"
"""The rule of a restoration that no row names: a thesaurus neighbour, by what stands around it."""

Damaged = tuple[str, str | None, tuple[Block, ...]]
"""A text, its language and its blocks."""


def repair(
    text: str, language: str | None, blocks: tuple[Block, ...], lexicon: Lexicon, settings: DamageSettings = DEFAULT
) -> Damage:
    """Return what is wrong with the text and what was meant, within the blocks.

    `share` counts the tokens that a restoration touches and the odd words that none could be made for, among all tokens
    of the blocks. A kind is named only where the text as a whole shows it: clean text comes back untouched. Words are
    looked at where the language is known, characters in any; damage to characters alone is `mixed`, and its rules name it.
    """
    (found,) = repair_all([(text, language, blocks)], lexicon, settings)
    return found


def repair_all(texts: Iterable[Damaged], lexicon: Lexicon, settings: DamageSettings = DEFAULT) -> list[Damage]:
    """Return the same of each of several texts, (text, language, blocks), in less time than one by one.

    What their words were put in for is guessed for several of them at once.
    """
    return answered([_repair(*text, lexicon, settings) for text in texts])


def _repair(
    text: str, language: str | None, blocks: tuple[Block, ...], lexicon: Lexicon, settings: DamageSettings
) -> Answers[Damage]:
    counts = counts_for(language)
    tools = None if counts is None else _tools_for(lexicon, counts)
    pieces = pieces_of(text) if tools is None else tools.pieces_of(text)
    looks = looks_hurt(text, language, lexicon, pieces)
    letters = repair_characters(text, language, blocks, lexicon, pieces) if looks else ()
    if not letters:
        if is_salad(text, language, counts, pieces=pieces.new):
            return Damage(kind="garbage", share=1.0)
        if tools is None:
            return Damage()
        nothing = tools.looker.sees_nothing(text, pieces, settings)
        tools.put_aside(pieces)
        return Damage() if nothing else (yield from _repair_words(text, blocks, tools, settings))
    # Characters come first: many of those that stand for a wrongly decoded letter are no text's.
    layered = Layered(text, letters)
    pieces = pieces_of(layered.text) if tools is None else tools.pieces_of(layered.text)
    if is_salad(layered.text, language, counts, pieces=pieces.new):
        return Damage(kind="garbage", share=1.0)
    words = Damage()
    if tools is not None and not tools.looker.sees_nothing(layered.text, pieces, settings):
        words = yield from _repair_words(layered.text, tuple(map(layered.inward, blocks)), tools, settings)
    tokens = sum(len(text[block.start : block.end].split()) for block in blocks)
    hurt = sum(max(1, len(restoration.observed.split())) for restoration in letters)
    return Damage(
        kind="garbage" if words.kind == "garbage" else "mixed",
        share=round(min(1.0, words.share + hurt / max(tokens, 1)), 4),
        restorations=layered.outward(words.restorations),
        doubtful=layered.outward_alone(words.doubtful),
    )


def _repair_words(text: str, blocks: tuple[Block, ...], tools: _Tools, settings: DamageSettings) -> Answers[Damage]:
    if text.isupper():
        return _repair_capitals(text, blocks, tools, settings)
    signs = tools.looker.look(text, settings)
    if not (signs.suspect or signs.fused or signs.translated):
        return Damage()
    parts = [tools.cutter.cut(text, block.start, block.end) for block in blocks]
    total = sum(len(tokens) for tokens in parts)
    readings: list[list[Arc]] | None = None
    likely: list[list[Arc]] = [[] for _ in parts]
    spun, left = False, 0
    if signs.suspect or signs.translated:
        closer, decoded, spun = yield from _look_closer(parts, tools, signs, settings)
        left = decoded.left
        if spun:
            readings = closer
            likely = _keep_faith(decoded.likely, parts, tools.counts.language, tools.lexicon)
        elif signs.translated:
            # Only a text that a spinner went through has words that are to be guessed.
            readings = [[arc for arc in arcs if not (arc.rule or "").startswith(NEIGHBOUR)] for arcs in closer]
    if not (spun or signs.fused or signs.translated):
        return Damage()
    if readings is None:
        readings = [[] for _ in parts]
    found = _all_restorations(text, parts, readings)
    if not spun:
        left = 0
    share = round(min(1.0, (sum(len(r.observed.split()) for r in found) + left) / total), 4) if total else 0.0
    if spun and share > settings.garbage_share and total >= settings.salad_tokens:
        return Damage(kind="garbage", share=share)
    doubtful = [each for each in _all_restorations(text, parts, likely) if not each.rule.startswith(SPLIT)]
    return Damage(
        kind=kind_of(readings, parts, spun=spun), share=share, restorations=tuple(found), doubtful=tuple(doubtful)
    )


def _look_closer(
    parts: Sequence[Sequence[Token]], tools: _Tools, signs: Signs, settings: DamageSettings
) -> Answers[tuple[list[list[Arc]], _Decoded, bool]]:
    """Return the readings that keep faith, all that was decoded, and whether the text is spun.

    A text that nothing marks is read with its word pairs alone first: where they would read hardly a word otherwise, the
    encoder, which takes thirty times as long, need not be asked.
    """
    total = sum(len(tokens) for tokens in parts)
    marked = signs.markers >= settings.markers or signs.odd_share >= settings.odd_share
    # A language without guesses has rows alone, which read the same twice.
    once = tools.weights is None or marked or signs.weight >= settings.heavy
    looks = (False,) if settings.quick else (True,) if once else (False, True)
    for whole in looks:
        decoded = yield from _decode(parts, tools, settings, whole=whole)
        closer = _keep_faith(decoded.chosen, parts, tools.counts.language, tools.lexicon)
        spun = marked or _is_spun(closer, total, signs, settings)
        swaps = sum(arc.rule is not None for arcs in closer for arc in arcs)
        if not spun and swaps < settings.first_swaps * total:
            break
    return closer, decoded, spun


def _all_restorations(
    text: str, parts: Sequence[Sequence[Token]], readings: Sequence[Sequence[Arc]]
) -> list[Restoration]:
    return [each for tokens, arcs in zip(parts, readings, strict=True) for each in restorations_of(text, tokens, arcs)]


def _repair_capitals(text: str, blocks: tuple[Block, ...], tools: _Tools, settings: DamageSettings) -> Damage:
    """Return the damage of a text all in capitals.

    Names can't be told from words there, so only plain markers make it damaged, nothing is divided, and no word is read
    otherwise unless a row names it.
    """
    lower = text.lower()
    if len(lower) != len(text):
        return Damage()
    parts = [tokens_of(lower, block.start, block.end, []) for block in blocks]
    total = sum(map(len, parts))
    readings = _keep_faith(_follow_rows(parts, tools, settings), parts, tools.counts.language, tools.lexicon)
    found = [
        msgspec.structs.replace(
            restoration,
            observed=text[restoration.start : restoration.end],
            restored=restoration.restored.upper(),
        )
        for tokens, arcs in zip(parts, readings, strict=True)
        for restoration in restorations_of(lower, tokens, arcs)
    ]
    share = round(sum(len(r.observed.split()) for r in found) / total, 4) if total else 0.0
    return Damage(kind="spun", share=share, restorations=tuple(found)) if found else Damage()


class _Decoded(NamedTuple):
    """The readings of all blocks, those that are only likely, and how many words were put in that none could be made for."""

    chosen: list[list[Arc]]
    likely: list[list[Arc]]
    left: int


def _decode(
    parts: Sequence[Sequence[Token]], tools: _Tools, settings: DamageSettings, *, whole: bool
) -> Answers[_Decoded]:
    """Return the readings of all blocks; `whole`: an encoder reads the text.

    Where the language has guesses, the words that no row restored are guessed, among what the rows restored.
    """
    counts, table = tools.counts, tools.table
    readings = _follow_rows(parts, tools, settings)
    networks = networks_for(counts.language)
    if tools.guesser is None or networks is None:
        left = sum(
            token.word in table.odd and not token.name
            for tokens, arcs in zip(parts, readings, strict=True)
            for start, end in _between(arcs, len(tokens))
            for token in tokens[start:end]
        )
        return _Decoded(readings, [[] for _ in parts], left)
    seen, places = as_read(parts, readings)
    guessed: list[list[Arc]] = [[] for _ in parts]
    likely: list[list[Arc]] = [[] for _ in parts]
    left = 0
    touch = settings.touch if whole else settings.quick_touch
    # Of most words it need not be told what they were likely put in for: they hardly were.
    floors = np.full(len(seen), min(touch, settings.likely_touch), np.float32)
    floors[[place.seen for place in places if place.arc is not None]] = 0
    firsts = [place.seen for place in places]
    for guess in (yield Question(tools.guesser, networks, whole, Asked(seen, floors))):
        changed = guess.changed
        place = places[bisect_right(firsts, guess.at) - 1]
        if place.arc is not None:
            if changed < settings.row_touch:
                arcs = readings[place.block]
                arcs[place.arc] = _kept(arcs[place.arc])
            continue
        first = place.start + guess.at - place.seen
        confidence = less_sure(guess.probability, settings.oversure)
        told = round(min(confidence, SUREST), 2)
        read_as = Arc(first, first + 1, (guess.word,), 0.0, None, NEIGHBOUR, "spun", told)
        if guess.rather >= touch and confidence >= settings.guess_floor:
            guessed[place.block].append(read_as)
            continue
        left += changed >= touch
        if changed >= settings.likely_touch and confidence >= settings.likely_floor:
            likely[place.block].append(read_as)
    chosen = [
        sorted(arcs + read_twofold(tokens, more, arcs, (counts, table, settings)), key=_start) if more else arcs
        for tokens, arcs, more in zip(parts, readings, guessed, strict=True)
    ]
    return _Decoded(chosen, likely, left)


def _follow_rows(parts: Sequence[Sequence[Token]], tools: _Tools, settings: DamageSettings) -> list[list[Arc]]:
    """Return the readings by rows; what was restored in one place is looked for everywhere in a second reading."""
    counts = tools.counts
    blocks = [read(tokens, counts, tools.table, settings) for tokens in parts]
    habits = {
        word
        for stretches in blocks
        for stretch in stretches
        for arc in stretch.chosen
        if arc.row is not None and arc.confidence >= _HABIT
        for word in arc.row.observed.split()
        if word not in arc.words and counts.zipf.get(word, 0.0) < _COMMON
    }
    return [
        [
            arc
            for stretch in stretches
            for arc in (
                stretch.chosen
                if habits.isdisjoint(tokens[at].word for at in stretch.arcs)
                else reread(stretch, tokens, counts, settings, habits)
            )
        ]
        for tokens, stretches in zip(parts, blocks, strict=True)
    ]


_start = attrgetter("start")


def _between(arcs: Sequence[Arc], end: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches before, between and behind the arcs."""
    at = 0
    for arc in arcs:
        yield at, arc.start
        at = arc.end
    yield at, end


def _kept(arc: Arc) -> Arc:
    """Return the arc that keeps its words."""
    return Arc(arc.start, arc.end, (), arc.cost)


def _keep_faith(
    readings: Sequence[Sequence[Arc]], parts: Sequence[Sequence[Token]], language: str, lexicon: Lexicon
) -> list[list[Arc]]:
    """Return the readings without those that would bring in or lose a number or a negation."""
    neutral = neutral_for(language, lexicon)

    def is_faithful(arc: Arc, tokens: Sequence[Token]) -> bool:
        if (
            arc.end == arc.start + 1
            and len(arc.words) == 1
            and neutral[arc.words[0]]
            and neutral[tokens[arc.start].word]
        ):
            return True
        return says_the_same(
            " ".join(token.word for token in tokens[arc.start : arc.end]),
            " ".join(arc.words),
            language=language,
            lexicon=lexicon,
            denies=arc.row is not None and arc.row.negation,
        )

    return [
        [arc if arc.rule is None or is_faithful(arc, tokens) else _kept(arc) for arc in arcs]
        for tokens, arcs in zip(parts, readings, strict=True)
    ]


def _is_spun(readings: Sequence[Sequence[Arc]], total: int, signs: Signs, settings: DamageSettings) -> bool:
    """Return whether a text that nothing marks plainly would have so many words read otherwise that it is spun."""
    swaps = sum(arc.rule is not None and arc.family == "spun" for arcs in readings for arc in arcs)
    needed = settings.marked_swaps if signs.markers else settings.swaps
    return swaps >= settings.fewest_swaps and swaps > needed * total


class _Tools:
    """What one language needs under one lexicon; made once."""

    def __init__(self, lexicon: Lexicon, counts: Counts) -> None:
        self.lexicon = lexicon
        self.counts = counts
        self.table = table_for(lexicon, counts)
        self.splitter = Splitter(counts, self.table)
        self.cutter = Cutter(self.splitter)
        self._aside = Aside()
        self._guesser: Guesser | None = None
        weights = spun_weights(counts.language) if has_guesses(counts.language) else None
        self.weights = None if weights is None else dict.fromkeys(self.table.odd, _LISTED) | weights
        self.looker = Looker(counts, self.table, self.splitter, self.weights)

    def pieces_of(self, text: str) -> Pieces:
        """Return the pieces of a text; all looks share them."""
        return self._aside.without(text)

    def put_aside(self, pieces: Pieces) -> None:
        """Remember which pieces of a text say nothing, once all looks at single pieces were taken."""
        settled = pieces.new - speller_for(self.lexicon, self.counts).doubtful
        if settled:
            fit = settled if is_like_words(settled) else {one for one in settled if is_like_words({one})}
            silent = self.looker.silent(pieces) & fit
            self._aside.put(silent, fit - silent, capitals=pieces.capitals)

    @property
    def guesser(self) -> Guesser | None:
        """What guesses the words of the language; its model is read when a text first looks spun."""
        if self._guesser is None and self.weights is not None:
            language = self.counts.language
            near, model, encoder = neighbours(language), model_for(language), packed_for(language)
            if near is not None and model is not None and encoder is not None:
                self._guesser = Guesser(self.counts, model, near, encoder)
        return self._guesser


@lru_cache(maxsize=8)
def _tools_for(lexicon: Lexicon, counts: Counts) -> _Tools:
    return _Tools(lexicon, counts)
