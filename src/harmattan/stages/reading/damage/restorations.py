"""What readings of a block come to as restorations of the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import attrgetter

from harmattan.records.document import DamageKind, Restoration
from harmattan.stages.reading.damage.channel import Arc
from harmattan.stages.reading.damage.tokens import Token

SPLIT = "split"
"""The rule by which a fused word is taken apart."""
_STRONG = 0.95
_WEAK = 0.85
_start = attrgetter("start")
_part = attrgetter("part")


def restorations_of(text: str, tokens: Sequence[Token], arcs: Sequence[Arc]) -> list[Restoration]:
    """Return the restorations of the arcs; what happens inside one fused word is one restoration."""
    if not any(map(_part, tokens)):
        made = (_alone(text, tokens, arc) for arc in arcs if arc.rule is not None)
    else:
        made = (_restoration(text, tokens, group) for group in _groups(tokens, arcs))
    return [restoration for restoration in made if restoration is not None]


def _alone(text: str, tokens: Sequence[Token], arc: Arc) -> Restoration | None:
    """Return what an arc comes to in a block that has no fused word."""
    first = tokens[arc.start]
    start, end = first.start, tokens[arc.end - 1].end
    observed, restored = text[start:end], _cased(" ".join(arc.words), first.text)
    if restored == observed or arc.rule is None:
        return None
    return Restoration(
        start=start, end=end, observed=observed, restored=restored, confidence=arc.confidence, rule=arc.rule
    )


def _restoration(text: str, tokens: Sequence[Token], group: Sequence[Arc]) -> Restoration | None:
    """Return what arcs that belong together come to; None where the text reads so already."""
    start, end = tokens[group[0].start].start, tokens[group[-1].end - 1].end
    observed, restored = text[start:end], _spell(text, tokens, group)
    if restored == observed:
        return None
    rules = {arc.rule: None for arc in group if arc.rule is not None}
    confidence = min((arc.confidence for arc in group if arc.rule is not None), default=_STRONG)
    if any(tokens[arc.start].part for arc in group):
        rules = {SPLIT: None} | rules
        confidence = min(confidence, _WEAK if tokens[group[-1].start].joint == " " else _STRONG)
    return Restoration(
        start=start, end=end, observed=observed, restored=restored, confidence=confidence, rule="+".join(rules)
    )


def _groups(tokens: Sequence[Token], arcs: Sequence[Arc]) -> Iterator[Sequence[Arc]]:
    """Yield the arcs that something is to be restored by; those within one fused word together."""
    parts = [number for number, part in enumerate(map(_part, tokens)) if part]
    standing = {at for part in parts for at in (part - 1, part)}
    standing.difference_update(*(range(arc.start, arc.end) for arc in arcs))
    every = sorted([*arcs, *(Arc(at, at + 1, (), 0.0) for at in standing)], key=_start)
    end = 0
    for at, arc in enumerate(every):
        if at < end:
            continue
        end = at + 1
        while end < len(every) and tokens[every[end].start].part:
            end += 1
        if end > at + 1 or arc.rule is not None:
            yield every[at:end]


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


def kind_of(readings: Sequence[Sequence[Arc]], parts: Sequence[Sequence[Token]], *, spun: bool) -> DamageKind:
    """Return the kind of damage of a text whose blocks are read so; `spun` where a spinner went through it."""
    kinds: set[DamageKind] = {"spun"} if spun else set()
    for arcs, tokens in zip(readings, parts, strict=True):
        kinds |= {arc.family for arc in arcs if arc.rule is not None}
        if any(map(_part, tokens)):
            kinds.add("fused")
    if not kinds:
        return "none"
    return kinds.pop() if len(kinds) == 1 else "mixed"
