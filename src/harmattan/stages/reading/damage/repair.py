"""Detects damage in a text and proposes what was meant; the text itself is never altered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from harmattan.lexicons import Lexicon
from harmattan.lexicons.rows import SubstitutionRow
from harmattan.records.document import Block, Damage, DamageKind, Restoration
from harmattan.stages.reading.damage.channel import Arc, read
from harmattan.stages.reading.damage.counts import Counts, counts_for
from harmattan.stages.reading.damage.fused import Splitter
from harmattan.stages.reading.damage.settings import DEFAULT, DamageSettings
from harmattan.stages.reading.damage.table import Table, table_for
from harmattan.stages.reading.damage.tokens import Fusion, Token, find_fusions, find_glue, tokens_of

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 60
_WEAK_WORDS = 40
_STRONG = 0.95
_WEAK = 0.85
_SPLITTERS: dict[tuple[str, str], Splitter] = {}


class Signs(msgspec.Struct, frozen=True, kw_only=True):
    """What a first look at the words of a text shows."""

    spun: bool = False
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
    signs = look(text, counts, table, splitter, settings)
    if signs.salad:
        return Damage(kind="garbage", share=1.0)
    if not (signs.spun or signs.fused or signs.translated):
        return Damage()
    found: list[Restoration] = []
    total = suspect = 0
    for block in blocks:
        tokens = _tokens(text, block, splitter)
        total += len(tokens)
        if signs.spun or signs.translated:
            arcs = read(tokens, counts, table, settings)
        else:
            arcs = [Arc(start=at, end=at + 1, words=(token.word,), cost=0.0) for at, token in enumerate(tokens)]
        suspect += sum(
            arc.row is None
            and any(tokens[at].word in table.odd and not tokens[at].name for at in range(arc.start, arc.end))
            for arc in arcs
        )
        found += _restorations(text, tokens, arcs)
    touched = sum(len(r.observed.split()) for r in found)
    share = round(min(1.0, (touched + suspect) / total), 4) if total else 0.0
    if signs.spun and share > settings.garbage_share and total >= settings.salad_tokens:
        return Damage(kind="garbage", share=share)
    return Damage(kind=_kind(found, signs, lexicon), share=share, restorations=tuple(found)) if found else Damage()


def look(text: str, counts: Counts, table: Table, splitter: Splitter, settings: DamageSettings) -> Signs:
    """Return the signs of damage that the words of a text give, in one pass over them."""
    words = _WORD.findall(text)
    types = set(words)
    markers = types & table.markers
    odd = types & table.odd
    share = len(odd) / max(len(types), _WEAK_WORDS)
    spun = (
        len(markers) >= settings.markers
        or bool(markers and share >= settings.odd_share)
        or (share >= settings.weak_share)
    )
    splits = [split for word in types - counts.words if (split := splitter.split(word)) is not None]
    fused = len(splits) >= settings.splits or any(split.strong for split in splits)
    return Signs(
        spun=spun,
        fused=fused,
        translated=len(types & table.translated) >= settings.markers,
        salad=not spun and _is_salad(words, counts, settings),
    )


def _is_salad(words: Sequence[str], counts: Counts, settings: DamageSettings) -> bool:
    """Return whether hardly any two neighbours belong together; a sample is looked at first."""
    if not counts.has_pairs or len(words) < settings.salad_tokens:
        return False
    middle = (len(words) - _SAMPLE) // 2
    if _pair_share(words[middle : middle + _SAMPLE], counts) >= settings.salad_pairs:
        return False
    return _pair_share(words, counts) < settings.salad_pairs


def _pair_share(words: Sequence[str], counts: Counts) -> float:
    lower = [word.lower() for word in words]
    pairs = counts.pairs()
    known = [word in counts.words for word in lower]
    asked = [at for at in range(len(lower) - 1) if known[at] and known[at + 1]]
    if len(asked) < len(lower) // 4:
        return 1.0
    return sum(pairs.log2(lower[at], lower[at + 1]) is not None for at in asked) / len(asked)


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


def _kind(found: Sequence[Restoration], signs: Signs, lexicon: Lexicon) -> DamageKind:
    kinds: set[DamageKind] = set()
    for restoration in found:
        for rule in restoration.rule.split("+"):
            row = lexicon.get(SubstitutionRow, rule)
            kinds.add("fused" if row is None else row.family)
    return kinds.pop() if len(kinds) == 1 else "mixed"
