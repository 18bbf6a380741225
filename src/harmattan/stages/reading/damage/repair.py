"""Detects damage in a text and proposes what was meant; the text itself is never altered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

import msgspec

from harmattan.lexicons import Lexicon
from harmattan.lexicons.rows import SubstitutionRow
from harmattan.records.document import Block, Damage, DamageKind, Restoration
from harmattan.stages.reading.damage.channel import Arc, read
from harmattan.stages.reading.damage.counts import Counts, counts_for
from harmattan.stages.reading.damage.faith import is_faithful
from harmattan.stages.reading.damage.fused import Splitter
from harmattan.stages.reading.damage.settings import DEFAULT, DamageSettings
from harmattan.stages.reading.damage.table import Table, table_for
from harmattan.stages.reading.damage.tokens import Fusion, Token, find_fusions, find_glue, tokens_of

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 30
_FEW_WORDS = 40
_HABIT = 0.8
_MARGIN = 0.2
_COMMON = 5.3
"""Words as common as this stand unchanged beside their own substitutions; one swap says nothing of the others."""
_STRONG = 0.95
_WEAK = 0.85
_SPLITTERS: dict[tuple[str, str], Splitter] = {}


class Signs(msgspec.Struct, frozen=True, kw_only=True):
    """What a first look at the words of a text shows."""

    markers: int = 0
    odd_share: float = 0.0
    suspect: bool = False
    """Has a marker or many odd words: to be looked at closely."""
    fused: bool = False
    translated: bool = False
    salad: bool = False


def repair(
    text: str, language: str | None, blocks: tuple[Block, ...], lexicon: Lexicon, settings: DamageSettings = DEFAULT
) -> Damage:
    """Return what is wrong with the text and what was meant, within the blocks; nothing where the language is unknown.

    `share` counts the tokens that a restoration touches and the odd words that none could be made for, among all tokens
    of the blocks. A kind is named only where the text as a whole shows it: clean text comes back untouched.
    """
    counts = counts_for(language)
    if counts is None:
        return Damage()
    table = table_for(lexicon, counts)
    splitter = _splitter(lexicon, counts, table)
    if text.isupper():
        return _repair_capitals(text, blocks, lexicon, counts, settings)
    signs = look(text, counts, table, splitter, settings)
    if signs.salad:
        return Damage(kind="garbage", share=1.0)
    if not (signs.suspect or signs.fused or signs.translated):
        return Damage()
    parts = [_tokens(text, block, splitter) for block in blocks]
    total = sum(len(tokens) for tokens in parts)
    readings: list[list[Arc]] = []
    spun = False
    if signs.suspect or signs.translated:
        readings = _keep_faith(_decode(parts, counts, table, settings), parts, language, lexicon)
        spun = _is_spun(readings, total, signs, settings)
    if not (spun or signs.fused or signs.translated):
        return Damage()
    if not (spun or signs.translated):
        readings = [_as_they_stand(tokens) for tokens in parts]
    found: list[Restoration] = []
    left = 0
    for tokens, arcs in zip(parts, readings, strict=True):
        found += _restorations(text, tokens, arcs)
        if spun:
            left += sum(arc.row is None and _is_odd(tokens[arc.start], table) for arc in arcs)
    share = round(min(1.0, (sum(len(r.observed.split()) for r in found) + left) / total), 4) if total else 0.0
    if spun and share > settings.garbage_share and total >= settings.salad_tokens:
        return Damage(kind="garbage", share=share)
    return Damage(kind=_kind(found, spun, lexicon), share=share, restorations=tuple(found))


def _repair_capitals(
    text: str, blocks: tuple[Block, ...], lexicon: Lexicon, counts: Counts, settings: DamageSettings
) -> Damage:
    """Return the damage of a text all in capitals.

    Names can't be told from words there, so only plain markers make it damaged, and nothing is divided.
    """
    table = table_for(lexicon, counts)
    lower = text.lower()
    markers = len(set(_WORD.findall(lower)) & table.markers)
    if markers < settings.markers or len(lower) != len(text):
        return Damage()
    parts = [tokens_of(lower, block.start, block.end, []) for block in blocks]
    total = sum(map(len, parts))
    readings = _keep_faith(_decode(parts, counts, table, settings), parts, counts.language, lexicon)
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


def _decode(
    parts: Sequence[Sequence[Token]], counts: Counts, table: Table, settings: DamageSettings
) -> list[list[Arc]]:
    """Return the readings of all blocks; what was restored in one place is looked for everywhere in a second reading."""
    first = [read(tokens, counts, table, settings) for tokens in parts]
    habits = {
        word
        for arcs in first
        for arc in arcs
        if arc.row is not None and arc.confidence >= _HABIT
        for word in arc.row.observed.split()
        if word not in arc.words and counts.zipf.get(word, 0.0) < _COMMON
    }
    return [read(tokens, counts, table, settings, habits) for tokens in parts] if habits else first


def _keep_faith(
    readings: Sequence[Sequence[Arc]], parts: Sequence[Sequence[Token]], language: str | None, lexicon: Lexicon
) -> list[list[Arc]]:
    """Return the readings without those that would bring in or lose a number or a negation."""
    return [
        [
            arc
            if arc.row is None or is_faithful(arc.row, " ".join(arc.words), language=language or "und", lexicon=lexicon)
            else msgspec.structs.replace(arc, row=None, words=tuple(t.word for t in tokens[arc.start : arc.end]))
            for arc in arcs
        ]
        for tokens, arcs in zip(parts, readings, strict=True)
    ]


def _is_spun(readings: Sequence[Sequence[Arc]], total: int, signs: Signs, settings: DamageSettings) -> bool:
    if signs.markers >= settings.markers or signs.odd_share >= settings.odd_share:
        return True
    swaps = sum(arc.row is not None and arc.row.family == "spun" for arcs in readings for arc in arcs)
    needed = settings.marked_swaps if signs.markers else settings.swaps
    return swaps >= settings.fewest_swaps and swaps > needed * total


def _as_they_stand(tokens: Sequence[Token]) -> list[Arc]:
    return [Arc(start=at, end=at + 1, words=(token.word,), cost=0.0) for at, token in enumerate(tokens)]


def _is_odd(token: Token, table: Table) -> bool:
    return token.word in table.odd and not token.name


def look(text: str, counts: Counts, table: Table, splitter: Splitter, settings: DamageSettings) -> Signs:
    """Return the signs of damage that the words of a text give, in one pass over them."""
    words = _WORD.findall(text)
    types = set(words)
    markers = len(types & table.markers)
    odd_share = len(types & table.odd) / max(len(types), _FEW_WORDS)
    suspect = markers > 0 or odd_share >= settings.suspect_share
    weight = sum(
        split.weight for word in types - counts.words if (split := splitter.split(word)) is not None and split.weight
    )
    phrases = sum(parts <= types and phrase in text for parts, phrase in table.translated)
    return Signs(
        markers=markers,
        odd_share=odd_share,
        suspect=suspect,
        fused=weight >= settings.splits,
        translated=phrases >= settings.phrases,
        salad=not suspect and _is_salad(words, counts, settings),
    )


def _is_salad(words: Sequence[str], counts: Counts, settings: DamageSettings) -> bool:
    """Return whether neighbours belong together less than chance would have it.

    The measure is the mean pointwise mutual information of neighbours, in powers of ten; a few pairs are looked at first.
    """
    if not counts.has_pairs or len(words) < settings.salad_tokens:
        return False
    middle = (len(words) - _SAMPLE) // 2
    sample = [word.lower() for word in words[middle : middle + _SAMPLE]]
    pairs = counts.pairs()
    listed = sum(pairs.log2(left, right) is not None for left, right in pairwise(sample))
    if listed >= settings.salad_sample * _SAMPLE:
        return False
    for part in (words[middle : middle + 3 * _SAMPLE], words):
        fit = _fit(part, counts)
        if fit is None or fit >= settings.salad_fit + (0 if part is words else _MARGIN):
            return False
    return True


def _fit(words: Sequence[str], counts: Counts) -> float | None:
    """Return the mean pointwise mutual information of neighbours; None where the half of them are no known words."""
    known = [
        (left, right)
        for left, right in pairwise([word.lower() for word in words])
        if left in counts.words and right in counts.words
    ]
    if 2 * len(known) < len(words):
        return None
    return sum(counts.next(left, right) - counts.log10(right) for left, right in known) / len(known)


def _splitter(lexicon: Lexicon, counts: Counts, table: Table) -> Splitter:
    key = (lexicon.digest, counts.language)
    if key not in _SPLITTERS:
        _SPLITTERS.clear()
        _SPLITTERS[key] = Splitter(counts, table)
    return _SPLITTERS[key]


def _tokens(text: str, block: Block, splitter: Splitter) -> list[Token]:
    fusions = find_fusions(text, block.start, block.end, splitter)
    taken = [(fusion.start, fusion.end) for fusion in fusions]
    for glue in find_glue(text, block.start, block.end, splitter):
        if all(glue.end <= start or glue.start >= end for start, end in taken):
            fusions.append(glue)
            taken.append((glue.start, glue.end))
    return tokens_of(text, block.start, block.end, _apart(sorted(fusions, key=lambda fusion: fusion.start)))


def _apart(fusions: Iterable[Fusion]) -> list[Fusion]:
    """Return the fusions of which none reaches into the one before."""
    kept: list[Fusion] = []
    for fusion in fusions:
        if not kept or fusion.start >= kept[-1].end:
            kept.append(fusion)
    return kept


def _restorations(text: str, tokens: Sequence[Token], arcs: Sequence[Arc]) -> list[Restoration]:
    """Return the restorations of the arcs; what happens inside one fused word is one restoration."""
    found: list[Restoration] = []
    at = 0
    while at < len(arcs):
        last = at
        while last + 1 < len(arcs) and tokens[arcs[last + 1].start].part:
            last += 1
        group = arcs[at : last + 1]
        start, end = tokens[group[0].start].start, tokens[group[-1].end - 1].end
        restored = _spell(text, tokens, group)
        at = last + 1
        if restored == text[start:end] or (last == at - 1 and all(a.row is None for a in group) and len(group) == 1):
            continue
        rules = [arc.row.id for arc in group if arc.row is not None]
        confidences = [arc.confidence for arc in group if arc.row is not None]
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
        if arc.row is None:
            pieces.append(first.text if arc.end == arc.start + 1 else text[first.start : tokens[arc.end - 1].end])
        else:
            pieces.append(_cased(" ".join(arc.words), first.text))
    return "".join(pieces)


def _cased(restored: str, observed: str) -> str:
    return restored[0].upper() + restored[1:] if observed[0].isupper() else restored


def _kind(found: Sequence[Restoration], spun: bool, lexicon: Lexicon) -> DamageKind:
    kinds: set[DamageKind] = {"spun"} if spun else set()
    for restoration in found:
        for rule in restoration.rule.split("+"):
            row = lexicon.get(SubstitutionRow, rule)
            kinds.add("fused" if row is None else row.family)
    if not kinds:
        return "none"
    return kinds.pop() if len(kinds) == 1 else "mixed"
