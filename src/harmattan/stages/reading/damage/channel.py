"""Reads phrases and words that substitution rows name: a noisy channel over the words of a block.

Each phrase was either kept, or put in for another one that a row names. The likeliest reading under the word pair counts is
found by Viterbi search; each swap's confidence is its posterior against all readings of the same words, its neighbours as
read.
"""

from __future__ import annotations

import math
import re
from calendar import month_abbr, month_name
from collections.abc import Mapping, Sequence, Set
from operator import attrgetter
from typing import Literal, NamedTuple

import msgspec

from harmattan.lexicons.rows import SubstitutionRow
from harmattan.stages.reading.damage.counts import Counts
from harmattan.stages.reading.damage.settings import DamageSettings
from harmattan.stages.reading.damage.table import Table
from harmattan.stages.reading.damage.tokens import Token

_REACH = 3
_LATER = 0.3
"""How much less likely each further meaning of a row is, log10."""
_BEAM = 12
SUREST = 0.97
"""No restoration is called surer than this."""
_DISAGREES = -1.5
_RARE_KEPT = -3.0
_HABIT_KEPT = -1.0
_score = attrgetter("score")
_TIME = re.compile(r"(?:19|20)\d\d|\d\d?:\d\d")
_DAY = re.compile(r"\d\d?")
_BEHIND_TIMES = frozenset(name.lower() for name in (*month_name[1:], *month_abbr[1:])) | {"a", "p", "am", "pm"}
"""Names of months, and the beginnings of a.m. and p.m."""
_NO_MONTHS = frozenset(["march", "may"])
"""Written so, these are words."""
_UNSURE_INITIALS = ("u", "h", "eu", "one", "once")


DamageFamily = Literal["spun", "translated"]


class Arc(msgspec.Struct, frozen=True, gc=False):
    """tokens[start:end] read as `words`; `rule` is None where they are kept. `cost` is the channel's log10.

    Readings of a block are those of its arcs, in order; tokens between them stand as they are.
    """

    start: int
    end: int
    words: tuple[str, ...]
    cost: float
    row: SubstitutionRow | None = None
    rule: str | None = None
    family: DamageFamily = "spun"
    confidence: float = 1.0


class Stretch(NamedTuple):
    """Tokens of a block that rows may read otherwise, and how they read them."""

    start: int
    end: int
    arcs: Mapping[int, Sequence[Arc]]
    """By the tokens at which rows name a reading: all readings there, the one that keeps the token first."""
    chosen: tuple[Arc, ...]
    """The arcs of the likeliest reading that are no token as it stands."""


class _Path(msgspec.Struct, frozen=True, gc=False):
    score: float
    last: str | None
    arc: Arc | None
    before: _Path | None


def read(tokens: Sequence[Token], counts: Counts, table: Table, settings: DamageSettings) -> list[Stretch]:
    """Return the stretches of a block that rows may read otherwise, in order, each with its likeliest reading."""
    words = [token.word for token in tokens]
    by_second = list(map(table.opened.get, words))
    if not any(by_second):
        return []
    words.append("")
    found: dict[int, Sequence[Arc]] = {}
    for at, rows_of in enumerate(by_second):
        if rows_of is not None and not tokens[at].name:
            rows = (*rows_of.get(words[at + 1], ()), *rows_of.get(None, ()))
            if rows and len(arcs := _arcs_at(tokens, at, rows, settings)) > 1:
                found[at] = arcs
    stretches: list[Stretch] = []
    for start, end in _stretches(found):
        arcs_of = {at: found[at] for at in range(start, end) if at in found}
        chosen = _read_stretch(tokens, start, end, arcs_of, counts, settings)
        stretches.append(Stretch(start, end, arcs_of, chosen))
    return stretches


def reread(
    stretch: Stretch, tokens: Sequence[Token], counts: Counts, settings: DamageSettings, habits: Set[str]
) -> tuple[Arc, ...]:
    """Return the likeliest reading of a stretch where `habits` are the words that the text was already seen to put in for
    others: a spinner does so everywhere."""
    arcs = dict(stretch.arcs)
    for at, (kept, *swaps) in stretch.arcs.items():
        if tokens[at].word in habits:
            arcs[at] = [msgspec.structs.replace(kept, cost=min(kept.cost, _HABIT_KEPT)), *swaps]
    return _read_stretch(tokens, stretch.start, stretch.end, arcs, counts, settings)


def _stretches(found: Mapping[int, Sequence[Arc]]) -> list[tuple[int, int]]:
    """Return the stretches of tokens that may be read otherwise; those that touch are one."""
    stretches: list[tuple[int, int]] = []
    for at, arcs in found.items():
        end = max(arc.end for arc in arcs)
        if stretches and at <= stretches[-1][1]:
            stretches[-1] = stretches[-1][0], max(end, stretches[-1][1])
        else:
            stretches.append((at, end))
    return stretches


def _read_token(
    tokens: Sequence[Token], at: int, arcs: Sequence[Arc], counts: Counts, settings: DamageSettings
) -> tuple[Arc, ...]:
    """Return the same as `_read_stretch` of one token, as most are: there are no paths through it but its arcs."""
    before, after = _word_at(tokens, at - 1), _word_at(tokens, at + 1)
    scores: list[float] = []
    best: dict[str | None, tuple[float, int]] = {}
    for number, arc in enumerate(arcs):
        score, last = _step(before, arc, tokens, counts, settings)
        scores.append(score + (counts.next(last, after) if after is not None and last is not None else 0.0))
        known = best.get(last)
        if known is None or score > known[0]:
            best[last] = score, number
    chosen = max((number for _, number in best.values()), key=scores.__getitem__)
    arc = arcs[chosen]
    if arc.row is None:
        return ()
    own = scores[chosen]
    same = [
        score for score, other in zip(scores, arcs, strict=True) if other.row is not None and other.words == arc.words
    ]
    judged = _confident(arc, own, same, scores, settings)
    return () if judged is None else (judged,)


def _read_stretch(
    tokens: Sequence[Token],
    start: int,
    end: int,
    found: Mapping[int, Sequence[Arc]],
    counts: Counts,
    settings: DamageSettings,
) -> tuple[Arc, ...]:
    """Return what is read otherwise in the likeliest reading of tokens[start:end], whose neighbours stand as they are."""
    if end == start + 1:
        return _read_token(tokens, start, found[start], counts, settings)
    kept = math.log10(1 - settings.rate)
    arcs = {at: found.get(at) or [Arc(at, at + 1, (tokens[at].word,), kept)] for at in range(start, end)}
    before, after = _word_at(tokens, start - 1), _word_at(tokens, end)
    fronts: dict[int, dict[str | None, _Path]] = {at: {} for at in range(start, end + 1)}
    fronts[start][before] = _Path(0.0, before, None, None)
    for at in range(start, end):
        for path in sorted(fronts[at].values(), key=_score, reverse=True)[:_BEAM]:
            for arc in arcs[at]:
                score, last = _step(path.last, arc, tokens, counts, settings)
                front = fronts[arc.end]
                known = front.get(last)
                if known is None or path.score + score > known.score:
                    front[last] = _Path(path.score + score, last, arc, path)
    ends = [
        (path.score + (counts.next(path.last, after) if after is not None and path.last is not None else 0.0), path)
        for path in fronts[end].values()
    ]
    path = max(ends, key=lambda item: item[0])[1]
    chosen: list[Arc] = []
    while path.arc is not None and path.before is not None:
        chosen.append(path.arc)
        path = path.before
    chosen.reverse()
    judged = (_judge(chosen, number, arcs, tokens, counts, settings) for number in range(len(chosen)))
    return tuple(arc for arc in judged if arc is not None)


def _word_at(tokens: Sequence[Token], at: int) -> str | None:
    return tokens[at].word if 0 <= at < len(tokens) and tokens[at].kind == "word" else None


def _arcs_at(
    tokens: Sequence[Token],
    at: int,
    rows: Sequence[tuple[tuple[str, ...], SubstitutionRow]],
    settings: DamageSettings,
) -> list[Arc]:
    """Return the readings that begin at a token and that the rows name; the first keeps it."""
    token = tokens[at]
    swaps: list[Arc] = []
    kept = math.log10(1 - settings.rate)
    if token.kind == "word" and not token.name:
        for words, row in rows:
            end = at + len(words)
            if (len(words) > 1 and not _stands(tokens, at, words)) or not _is_guarded(tokens, at, end, row):
                continue
            cost = math.log10(settings.rate * row.confidence)
            if row.before or row.after:
                # The guard is the evidence: the row's confidence holds where it is met.
                cost = math.log10(row.confidence)
                kept = min(kept, math.log10(1.01 - row.confidence))
            elif row.rare and len(words) == 1:
                kept = min(kept, _RARE_KEPT)
            for number, meant in enumerate((row.restored, *row.others)):
                swaps.append(Arc(at, end, tuple(meant.split()), cost - _LATER * number, row, row.id, row.family))
    return [Arc(at, at + 1, (token.word,), kept), *swaps]


def _stands(tokens: Sequence[Token], at: int, words: tuple[str, ...]) -> bool:
    if at + len(words) > len(tokens):
        return False
    return all(
        tokens[at + number].word == word and tokens[at + number].kind == "word" and not tokens[at + number].name
        for number, word in enumerate(words)
    )


def _is_guarded(tokens: Sequence[Token], start: int, end: int, row: SubstitutionRow) -> bool:
    """Return whether one of the row's neighbours stands where it must, or the row asks for none."""
    if not row.before and not row.after:
        return True
    left = tokens[max(0, start - _REACH) : start]
    right = tokens[end : end + _REACH]
    if "#" in row.before and left and left[-1].kind == "number":
        return True
    if "#" in row.after and right and right[0].kind == "number" and not _tells_time(right):
        return True
    return any(t.word in row.before for t in left) or any(t.word in row.after for t in right)


def _tells_time(tokens: Sequence[Token]) -> bool:
    """Return whether a number is a year, a day of a month or a time of day, by itself and by what stands behind it."""
    number, *others = tokens
    if _TIME.fullmatch(number.text):
        return True
    behind = others[0] if others and _DAY.fullmatch(number.text) else None
    return behind is not None and behind.word in _BEHIND_TIMES and behind.text not in _NO_MONTHS


def _step(
    last: str | None, arc: Arc, tokens: Sequence[Token], counts: Counts, settings: DamageSettings
) -> tuple[float, str | None]:
    """Return log10 of the probability of an arc after a word, and the word that it leaves."""
    if arc.row is None and tokens[arc.start].kind != "word":
        return 0.0, None
    score = arc.cost
    for word in arc.words:
        score += counts.next(last, word) - (1 - settings.prior) * counts.log10(word)
        if last in ("a", "an") and not word.startswith(_UNSURE_INITIALS) and (last == "an") != (word[0] in "aeio"):
            score += _DISAGREES
        last = word
    return score, last


def _judge(
    chosen: list[Arc],
    at: int,
    arcs: Mapping[int, Sequence[Arc]],
    tokens: Sequence[Token],
    counts: Counts,
    settings: DamageSettings,
) -> Arc | None:
    """Return a chosen arc with its confidence; None where it keeps its words or falls below the floor."""
    arc = chosen[at]
    if arc.row is None:
        return None
    if at:
        last = chosen[at - 1].words[-1] if tokens[chosen[at - 1].end - 1].kind == "word" else None
    else:
        last = _word_at(tokens, arc.start - 1)
    if at + 1 < len(chosen):
        after = chosen[at + 1].words[0] if tokens[chosen[at + 1].start].kind == "word" else None
    else:
        after = _word_at(tokens, arc.end)

    def score(words_of: Sequence[Arc]) -> float:
        total, word = 0.0, last
        for one in words_of:
            step, word = _step(word, one, tokens, counts, settings)
            total += step
        return total + (counts.next(word, after) if after is not None and word is not None else 0.0)

    kept = [arcs[number][0] for number in range(arc.start, arc.end)]
    readings = [kept, *([one] for one in arcs[arc.start] if one.row is not None and one.end == arc.end)]
    scores = [score(reading) for reading in readings]
    own = score([arc])
    same = [s for s, reading in zip(scores[1:], readings[1:], strict=True) if reading[0].words == arc.words]
    return _confident(arc, own, same, scores, settings)


def _confident(
    arc: Arc, own: float, same: Sequence[float], scores: Sequence[float], settings: DamageSettings
) -> Arc | None:
    """Return an arc with its confidence, None where that falls below the floor.

    `own` is its score, `same` those of all readings that come to the same words, which are one reading, `scores` of all.
    """
    assert arc.row is not None
    alike = sum(10 ** (settings.temper * (score - own)) for score in same)
    confidence = alike / sum(10 ** min(settings.temper * (score - own), 30.0) for score in scores)
    if confidence < (settings.rare_floor if arc.row.rare else settings.floor):
        return None
    return msgspec.structs.replace(arc, confidence=round(min(confidence, SUREST), 2))
