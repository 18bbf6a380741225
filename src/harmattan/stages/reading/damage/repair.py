"""Detects damage in a text and proposes what was meant; the text itself is never altered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import msgspec

from harmattan.lexicons import Lexicon
from harmattan.lexicons.neighbours import neighbours
from harmattan.lexicons.rows import SubstitutionRow
from harmattan.records.document import Block, Damage, DamageKind, Restoration
from harmattan.stages.reading.damage.channel import SUREST, Arc, as_they_stand, read
from harmattan.stages.reading.damage.characters import looks_hurt, repair_characters, without_quotes
from harmattan.stages.reading.damage.counts import Counts, counts_for, spun_weights
from harmattan.stages.reading.damage.faith import says_the_same
from harmattan.stages.reading.damage.fused import Splitter
from harmattan.stages.reading.damage.guess import Guesser
from harmattan.stages.reading.damage.layers import Layered
from harmattan.stages.reading.damage.model import model_for
from harmattan.stages.reading.damage.networks import has_guesses, networks_for
from harmattan.stages.reading.damage.salad import is_salad
from harmattan.stages.reading.damage.settings import DEFAULT, DamageSettings
from harmattan.stages.reading.damage.table import Table, table_for
from harmattan.stages.reading.damage.tokens import Token, split_tokens, tokens_of

_WORD = re.compile(r"[^\W\d_]+")
_NO_LETTERS = {code: " " for code in range(128) if not chr(code).isalpha()}
_FEW_WORDS = 40
_LISTED = 1.5
"""What a rare word that a row names weighs, where the list of words that spinners put in does not know it."""
_HABIT = 0.8
_COMMON = 5.3
"""Words as common as this stand unchanged beside their own substitutions; one swap says nothing of the others."""
_STRONG = 0.95
_WEAK = 0.85
NEIGHBOUR = "neighbour"
"""The rule of a restoration that no row names: a thesaurus neighbour, by what stands around it."""


class Signs(msgspec.Struct, frozen=True, kw_only=True):
    """What a first look at the words of a text shows."""

    markers: int = 0
    """Words and phrases that no honest report has."""
    odd_share: float = 0.0
    suspect: bool = False
    """Has a marker or many odd words: to be looked at closely."""
    fused: bool = False
    translated: bool = False


def repair(
    text: str, language: str | None, blocks: tuple[Block, ...], lexicon: Lexicon, settings: DamageSettings = DEFAULT
) -> Damage:
    """Return what is wrong with the text and what was meant, within the blocks.

    `share` counts the tokens that a restoration touches and the odd words that none could be made for, among all tokens
    of the blocks. A kind is named only where the text as a whole shows it: clean text comes back untouched. Words are
    looked at where the language is known, characters in any; damage to characters alone is `mixed`, and its rules name it.
    """
    letters = repair_characters(text, language, blocks, lexicon) if looks_hurt(text, language, lexicon) else ()
    # Characters come first: many of those that stand for a wrongly decoded letter are no text's.
    layered = Layered(text, letters)
    if is_salad(layered.text, language, counts_for(language)):
        return Damage(kind="garbage", share=1.0)
    if not letters:
        return _repair_words(text, language, blocks, lexicon, settings)
    words = _repair_words(layered.text, language, tuple(map(layered.inward, blocks)), lexicon, settings)
    tokens = sum(len(text[block.start : block.end].split()) for block in blocks)
    hurt = sum(max(1, len(restoration.observed.split())) for restoration in letters)
    return Damage(
        kind="garbage" if words.kind == "garbage" else "mixed",
        share=round(min(1.0, words.share + hurt / max(tokens, 1)), 4),
        restorations=layered.outward(words.restorations),
    )


def _repair_words(
    text: str, language: str | None, blocks: tuple[Block, ...], lexicon: Lexicon, settings: DamageSettings
) -> Damage:
    counts = counts_for(language)
    if counts is None:
        return Damage()
    tools = _tools_for(lexicon, counts)
    if text.isupper():
        return _repair_capitals(text, blocks, tools, settings)
    signs = look(text, tools, settings)
    if not (signs.suspect or signs.fused or signs.translated):
        return Damage()
    parts = [split_tokens(text, block.start, block.end, tools.splitter) for block in blocks]
    total = sum(len(tokens) for tokens in parts)
    readings = [as_they_stand(tokens) for tokens in parts]
    spun, left = False, 0
    if signs.suspect or signs.translated:
        closer, left = _decode(parts, tools, settings)
        closer = _keep_faith(closer, parts, counts.language, lexicon)
        spun = _is_spun(closer, total, signs, settings)
        if spun:
            readings = closer
        elif signs.translated:
            # Only a text that a spinner went through has words that are to be guessed.
            readings = [[arc if arc.rule != NEIGHBOUR else _kept(arc, tokens) for arc in arcs]
                        for arcs, tokens in zip(closer, parts, strict=True)]  # fmt: skip
    if not (spun or signs.fused or signs.translated):
        return Damage()
    found: list[Restoration] = []
    for tokens, arcs in zip(parts, readings, strict=True):
        found += _restorations(text, tokens, arcs)
    if not spun:
        left = 0
    share = round(min(1.0, (sum(len(r.observed.split()) for r in found) + left) / total), 4) if total else 0.0
    if spun and share > settings.garbage_share and total >= settings.salad_tokens:
        return Damage(kind="garbage", share=share)
    return Damage(kind=_kind(readings, parts, spun), share=share, restorations=tuple(found))


def _repair_capitals(text: str, blocks: tuple[Block, ...], tools: _Tools, settings: DamageSettings) -> Damage:
    """Return the damage of a text all in capitals.

    Names can't be told from words there, so only plain markers make it damaged, nothing is divided, and no word is read
    otherwise unless a row names it.
    """
    lower = text.lower()
    markers = len(_types_of(lower) & tools.table.markers)
    if markers < settings.markers or len(lower) != len(text):
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
        for restoration in _restorations(lower, tokens, arcs)
    ]
    share = round(sum(len(r.observed.split()) for r in found) / total, 4) if total else 0.0
    return Damage(kind="spun", share=share, restorations=tuple(found)) if found else Damage()


def _decode(parts: Sequence[Sequence[Token]], tools: _Tools, settings: DamageSettings) -> tuple[list[list[Arc]], int]:
    """Return the readings of all blocks, and how many words were put in that none could be made for.

    Where the language has guesses, the words that no row restored are guessed, among what the rows restored.
    """
    counts, table = tools.counts, tools.table
    readings = _follow_rows(parts, tools, settings)
    networks = networks_for(counts.language)
    if tools.guesser is None or networks is None:
        left = sum(
            arc.rule is None and tokens[arc.start].word in table.odd and not tokens[arc.start].name
            for tokens, arcs in zip(parts, readings, strict=True)
            for arc in arcs
        )
        return readings, left
    places = [(block, at) for block, arcs in enumerate(readings) for at in range(len(arcs))]
    seen: list[Token] = []
    owners: list[int] = []
    for number, (block, at) in enumerate(places):
        stand = _as_read(readings[block][at], parts[block])
        seen += stand
        owners += [number] * len(stand)
    left = 0
    for guess in tools.guesser.guess(seen, networks):
        block, at = places[owners[guess.at]]
        arc = readings[block][at]
        if arc.rule is not None:
            if guess.changed < settings.row_touch:
                readings[block][at] = _kept(arc, parts[block])
            continue
        if guess.changed < settings.touch:
            continue
        if guess.probability < settings.guess_floor:
            left += 1
            continue
        confidence = round(min(guess.probability, SUREST), 2)
        readings[block][at] = msgspec.structs.replace(arc, words=(guess.word,), rule=NEIGHBOUR, confidence=confidence)
    return readings, left


def _follow_rows(parts: Sequence[Sequence[Token]], tools: _Tools, settings: DamageSettings) -> list[list[Arc]]:
    """Return the readings by rows; what was restored in one place is looked for everywhere in a second reading."""
    counts, table = tools.counts, tools.table
    readings = [read(tokens, counts, table, settings) for tokens in parts]
    habits = {
        word
        for arcs in readings
        for arc in arcs
        if arc.row is not None and arc.confidence >= _HABIT
        for word in arc.row.observed.split()
        if word not in arc.words and counts.zipf.get(word, 0.0) < _COMMON
    }
    return [read(tokens, counts, table, settings, habits) for tokens in parts] if habits else readings


def _as_read(arc: Arc, tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens of a reading; words that a row restored are held.

    A word that honest reports have, too, is judged again by what stands around it, where its row asks for no neighbour.
    """
    row = arc.row
    if row is None or (arc.end == arc.start + 1 and not (row.rare or row.before or row.after)):
        return list(tokens[arc.start : arc.end])
    first = tokens[arc.start]
    return [msgspec.structs.replace(first, word=word, held=True) for word in arc.words]


def _kept(arc: Arc, tokens: Sequence[Token]) -> Arc:
    words = tuple(token.word for token in tokens[arc.start : arc.end])
    return Arc(start=arc.start, end=arc.end, words=words, cost=arc.cost)


def _keep_faith(
    readings: Sequence[Sequence[Arc]], parts: Sequence[Sequence[Token]], language: str, lexicon: Lexicon
) -> list[list[Arc]]:
    """Return the readings without those that would bring in or lose a number or a negation."""
    kept: list[list[Arc]] = []
    for tokens, arcs in zip(parts, readings, strict=True):
        kept.append([])
        for arc in arcs:
            faithful = arc.rule is None or says_the_same(
                " ".join(token.word for token in tokens[arc.start : arc.end]),
                " ".join(arc.words),
                language=language,
                lexicon=lexicon,
                denies=arc.row is not None and arc.row.negation,
            )
            kept[-1].append(arc if faithful else _kept(arc, tokens))
    return kept


def _is_spun(readings: Sequence[Sequence[Arc]], total: int, signs: Signs, settings: DamageSettings) -> bool:
    if signs.markers >= settings.markers or signs.odd_share >= settings.odd_share:
        return True
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
        self._guesser: Guesser | None = None
        weights = spun_weights(counts.language) if has_guesses(counts.language) else None
        self.weights = None if weights is None else dict.fromkeys(self.table.odd, _LISTED) | weights

    @property
    def guesser(self) -> Guesser | None:
        """What guesses the words of the language; its model is read when a text first looks spun."""
        if self._guesser is None and self.weights is not None:
            near, model = neighbours(self.counts.language), model_for(self.counts.language)
            if near is not None and model is not None:
                self._guesser = Guesser(self.counts, model, near)
        return self._guesser


@lru_cache(maxsize=8)
def _tools_for(lexicon: Lexicon, counts: Counts) -> _Tools:
    return _Tools(lexicon, counts)


def look(text: str, tools: _Tools, settings: DamageSettings) -> Signs:
    """Return the signs of damage that the words of a text give, in one pass over them."""
    counts, table = tools.counts, tools.table
    types = _types_of(text)
    spun, translated = _phrases_in(text, types, table)
    markers = len(types & table.markers) + spun
    odd_share = 0.0
    if tools.weights is None:
        odd_share = len(types & table.odd) / max(len(types), _FEW_WORDS)
        suspect = odd_share >= settings.suspect_share
    else:
        weight = sum(map(tools.weights.__getitem__, types & tools.weights.keys()))
        suspect = weight / max(len(types), _FEW_WORDS) >= settings.suspect_weight
    fused = sum(
        split.weight
        for word in types - counts.words
        if (split := tools.splitter.split(word)) is not None and split.weight
    )
    return Signs(
        markers=markers,
        odd_share=odd_share,
        suspect=suspect or markers > 0,
        fused=fused >= settings.splits,
        translated=translated >= settings.phrases,
    )


def _types_of(text: str) -> set[str]:
    """Return the words of a text, each once."""
    plain = without_quotes(text)
    return set(plain.translate(_NO_LETTERS).split() if plain.isascii() else _WORD.findall(text))


def _phrases_in(text: str, types: set[str], table: Table) -> tuple[int, int]:
    """Return how many phrases of spinners, and of translators, stand in the text."""
    found: list[SubstitutionRow] = []
    for word in types & table.signs.keys():
        found += [row for words, row in table.signs[word] if words <= types and row.observed in text]
    spun = sum(row.family == "spun" for row in found)
    return spun, len(found) - spun


def _restorations(text: str, tokens: Sequence[Token], arcs: Sequence[Arc]) -> list[Restoration]:
    """Return the restorations of the arcs; what happens inside one fused word is one restoration."""
    found: list[Restoration] = []
    at = 0
    while at < len(arcs):
        last = at
        while last + 1 < len(arcs) and tokens[arcs[last + 1].start].part:
            last += 1
        group = arcs[at : last + 1]
        first = at
        at = last + 1
        if last == first and group[0].rule is None:
            continue
        start, end = tokens[group[0].start].start, tokens[group[-1].end - 1].end
        restored = _spell(text, tokens, group)
        if restored == text[start:end]:
            continue
        rules = [arc.rule for arc in group if arc.rule is not None]
        confidences = [arc.confidence for arc in group if arc.rule is not None]
        if any(tokens[arc.start].part for arc in group):
            rules.insert(0, "split")
            confidences.append(_WEAK if tokens[group[-1].start].joint == " " else _STRONG)
        found.append(
            Restoration(
                start=start,
                end=end,
                observed=text[start:end],
                restored=restored,
                confidence=min(confidences),
                rule="+".join(dict.fromkeys(rules)),
            )
        )
    return found


def _spell(text: str, tokens: Sequence[Token], group: Sequence[Arc]) -> str:
    pieces: list[str] = []
    for arc in group:
        first = tokens[arc.start]
        if first.part:
            pieces.append(first.joint)
        if arc.rule is None:
            pieces.append(first.text if arc.end == arc.start + 1 else text[first.start : tokens[arc.end - 1].end])
        else:
            pieces.append(_cased(" ".join(arc.words), first.text))
    return "".join(pieces)


def _cased(restored: str, observed: str) -> str:
    return restored[0].upper() + restored[1:] if observed[0].isupper() else restored


def _kind(readings: Sequence[Sequence[Arc]], parts: Sequence[Sequence[Token]], spun: bool) -> DamageKind:
    kinds: set[DamageKind] = {"spun"} if spun else set()
    for arcs, tokens in zip(readings, parts, strict=True):
        kinds |= {arc.family for arc in arcs if arc.rule is not None}
        if any(before.start == after.start for before, after in pairwise(tokens)):
            kinds.add("fused")
    if not kinds:
        return "none"
    return kinds.pop() if len(kinds) == 1 else "mixed"
