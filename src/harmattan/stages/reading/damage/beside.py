"""Lays a copy beside its original: sentences by the names, numbers and words that they share, then words within them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

import msgspec

from harmattan.language.sentences import split_sentences
from harmattan.stages.reading.damage.tokens import Token, tokens_of

_ANCHOR = 3.0
_SHORT_WORD = 3
_ALIKE = 0.2
"""Sentences that share less than this (Dice, names and numbers threefold) are not laid beside each other."""
_JOINED = 0.05
"""What two sentences against one must gain over one against one."""
_KEPT, _SWAPPED, _GAP, _NEVER = 0.0, 1.0, 0.7, 9.0

_FOLLOWS = {"an": "a"}
"""Spellings that only follow the word after them: another word there makes them no other word."""

Sentence = Sequence[Token]


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """A run of words of the original that other words stand for in the copy, by place in their sentences."""

    start: int
    end: int
    copy_start: int
    copy_end: int


def sentences_of(text: str, language: str) -> list[list[Token]]:
    """Return the tokens of each sentence of a text; lines end sentences, too."""
    found = []
    at = 0
    for line in text.splitlines(keepends=True):
        for start, end in split_sentences(line, language):
            tokens = tokens_of(text, at + start, at + end, [])
            if tokens:
                found.append(tokens)
        at += len(line)
    return found


def names_in(*texts: Sequence[Sentence]) -> frozenset[str]:
    """Return the words, in lower case, that the texts write as names where no sentence begins."""
    return frozenset(token.word for text in texts for sentence in text for token in sentence if token.name)


def is_fixed(token: Token, names: AbstractSet[str]) -> bool:
    """Return whether a token is a number or a name, which no spinner and no translator puts another word in for."""
    if token.kind != "word":
        return token.kind == "number"
    if token.name or (len(token.text) > 1 and token.text.isupper()):
        return True
    return token.text[0].isupper() and token.word in names


def beside(
    original: Sequence[Sentence], copy: Sequence[Sentence], names: AbstractSet[str]
) -> list[tuple[list[Token], list[Token]]]:
    """Return the sentences that say the same, in order; one may answer to two. Time grows with the product of both counts.

    Found by dynamic programming over Dice's coefficient of what sentences share, less what chance would share.
    """
    weights = [[_weights(sentence, names) for sentence in text] for text in (original, copy)]
    likeness = _likeness(*weights)
    rows, columns = len(original), len(copy)
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    steps = [[(0, 0)] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows + 1):
        for j in range(columns + 1):
            if not i and not j:
                continue
            score, step = (best[i - 1][j], (1, 0)) if i else (-1.0, (0, 0))
            if j and best[i][j - 1] > score:
                score, step = best[i][j - 1], (0, 1)
            for up, left in ((1, 1), (2, 1), (1, 2)):
                if i < up or j < left:
                    continue
                near = [likeness.get((a, b), 0.0) for a in range(i - up, i) for b in range(j - left, j)]
                if not any(near):
                    continue
                alike = near[0] if len(near) == 1 else _dice(*_joined(weights, (i - up, i), (j - left, j))) - _JOINED
                found = best[i - up][j - left] + alike - _ALIKE
                if alike > _ALIKE and found > score:
                    score, step = found, (up, left)
            best[i][j], steps[i][j] = score, step
    pairs = []
    i, j = rows, columns
    while i and j:
        up, left = steps[i][j]
        if up and left:
            pairs.append(([t for s in original[i - up : i] for t in s], [t for s in copy[j - left : j] for t in s]))
        i, j = i - up, j - left
    pairs.reverse()
    return pairs


def changes(original: Sentence, copy: Sentence, names: AbstractSet[str]) -> tuple[list[Change], float]:
    """Return where the copy has other words than the original, and the share of the longer sentence that both have.

    Global alignment after Needleman and Wunsch (1970); names, numbers and marks answer to nothing but themselves.
    """
    fixed = [is_fixed(token, names) or token.kind == "mark" for token in original]
    copy_fixed = [is_fixed(token, names) or token.kind == "mark" for token in copy]
    words, copy_words = ([_FOLLOWS.get(token.word, token.word) for token in side] for side in (original, copy))
    rows, columns = len(original), len(copy)
    costs = [[_GAP * j for j in range(columns + 1)]]
    for i in range(1, rows + 1):
        before, row = costs[-1], [_GAP * i]
        word, is_held = words[i - 1], fixed[i - 1]
        for j in range(1, columns + 1):
            held = is_held or copy_fixed[j - 1]
            step = _KEPT if word == copy_words[j - 1] else _NEVER if held else _SWAPPED
            row.append(min(before[j - 1] + step, before[j] + _GAP, row[j - 1] + _GAP))
        costs.append(row)
    same = []
    i, j = rows, columns
    while i and j:
        equal = words[i - 1] == copy_words[j - 1]
        step = _KEPT if equal else _NEVER if fixed[i - 1] or copy_fixed[j - 1] else _SWAPPED
        if abs(costs[i][j] - costs[i - 1][j - 1] - step) < 1e-9:
            if equal:
                same.append((i - 1, j - 1))
            i, j = i - 1, j - 1
        elif abs(costs[i][j] - costs[i - 1][j] - _GAP) < 1e-9:
            i -= 1
        else:
            j -= 1
    same.reverse()
    found = []
    last = (-1, -1)
    for i, j in [*same, (rows, columns)]:
        if i > last[0] + 1 and j > last[1] + 1:
            found.append(Change(start=last[0] + 1, end=i, copy_start=last[1] + 1, copy_end=j))
        last = (i, j)
    return found, len(same) / max(rows, columns, 1)


def _weights(sentence: Sentence, names: AbstractSet[str]) -> Counter[str]:
    """Return what each word of a sentence weighs where another sentence has it, too."""
    weights: Counter[str] = Counter()
    for token in sentence:
        if is_fixed(token, names):
            weights[token.word] += int(_ANCHOR)
        elif token.kind == "word" and len(token.word) > _SHORT_WORD:
            weights[token.word] += 1
    return weights


def _likeness(original: Sequence[Counter[str]], copy: Sequence[Counter[str]]) -> dict[tuple[int, int], float]:
    """Return Dice's coefficient of all sentences that share anything."""
    holders: dict[str, list[int]] = defaultdict(list)
    for number, weights in enumerate(copy):
        for word in weights:
            holders[word].append(number)
    found = {}
    for i, weights in enumerate(original):
        for j in {number for word in weights for number in holders.get(word, ())}:
            found[i, j] = _dice(weights, copy[j])
    return found


def _joined(
    weights: Sequence[Sequence[Counter[str]]], rows: tuple[int, int], columns: tuple[int, int]
) -> tuple[Counter[str], Counter[str]]:
    left: Counter[str] = sum(weights[0][rows[0] : rows[1]], Counter())
    right: Counter[str] = sum(weights[1][columns[0] : columns[1]], Counter())
    return left, right


def _dice(left: Counter[str], right: Counter[str]) -> float:
    whole = left.total() + right.total()
    return 2 * (left & right).total() / whole if whole else 0.0
