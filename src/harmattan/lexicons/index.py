"""Finds the terms of the lexicon in text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import NamedTuple

from harmattan.lexicons.normal import bare, fold, normalise
from harmattan.lexicons.rows import Row, TriggerRow
from harmattan.lexicons.terms import Spellings, Terms, patterns_of, spellings_of, unpacked

_WORD = re.compile(r"([^\W_]+)")
_SPACES = re.compile("(?<= ) +")
_RECALLED, _LONG = 64, 100_000
"""Texts whose hits are remembered, and how many characters one may have."""


class Hit(NamedTuple):
    """Text[start:end] bears the term of each of these rows."""

    start: int
    end: int
    rows: tuple[Row, ...]


class TermIndex:
    """Every term of one language.

    Case, kind of apostrophe, dash and space do not matter, and a run of spaces counts as one. A term stands between
    characters that are no letters or digits. A term in capitals (`IS`, `US`) is found only in capitals. In a text
    without one lower-case letter capitals say nothing and accents may be missing: a term is found without its accents,
    and one in capitals of up to three letters that is also an ordinary word (`ordinary`) is not found at all.
    """

    def __init__(
        self, terms: Terms, rows_of: Callable[[str], Sequence[Row]], *, ordinary: frozenset[str] = frozenset()
    ) -> None:
        self._terms = terms
        self._rows_of = rows_of
        self._ordinary = ordinary
        self._finder = _Finder(terms.spellings)
        self._bounds = unpacked(terms.bounds)
        self._bearers = unpacked(terms.bearers)
        self._borne: dict[int, tuple[Row, ...]] = {}
        self._recalled = lru_cache(maxsize=_RECALLED)(lambda text: tuple(self.find(text)))

    def __len__(self) -> int:
        return len(self._bounds) - 1

    def find(self, text: str) -> list[Hit]:
        """Return every hit, nested and overlapping ones too, by start and then by end; rows of one span share a hit."""
        shown = not _has_lower(text)
        lowered = normalise(text)
        words = _cut(lowered)
        found = self._finder.find(words)
        if shown and lowered.isascii():
            found += self._find_unaccented(words)
        hits = []
        for number, start, end in found:
            rows = self._rows(number)
            if number in self._terms.exact:
                rows = self._cased(number, rows, text[start:end], shown)
            if rows:
                hits.append(Hit(start, end, rows))
        hits.sort(key=_span)
        return _merged(hits) if shown else hits

    def opens(self, word: str) -> bool:
        """Return whether any term begins with a word in small letters that has no accents: the quick no for single words."""
        return word in self._finder.heads

    def recall(self, text: str) -> tuple[Hit, ...]:
        """Return what `find` does, remembered for the last texts: several stages ask for the same one."""
        return self._recalled(text) if len(text) <= _LONG else tuple(self.find(text))

    def screen(self, text: str, kinds: frozenset[str]) -> bool:
        """Say whether any trigger of these kinds stands in the text: the quick no for documents about no conflict.

        A trigger that needs another word counts only where that word is anywhere in the text.
        """
        lowered = normalise(text)
        words = _cut(lowered)
        found = dict.fromkeys(number for number, _, _ in self._finder.find(words))
        found |= dict.fromkeys(number for number, _, _ in self._find_unaccented(words))
        for number in found:
            rows = [row for row in self._rows(number) if isinstance(row, TriggerRow) and row.kind in kinds]
            if any(not (row.needs or row.governs) for row in rows):
                return True
            if any(_stands(normalise(word), lowered) for row in rows for word in row.needs or row.governs):
                return True
        return False

    def _find_unaccented(self, words: _Words) -> Iterator[tuple[int, int, int]]:
        numbers, finder = self._unaccented
        for at, start, end in finder.find(words):
            for number in numbers[at]:
                yield number, start, end

    @cached_property
    def _unaccented(self) -> tuple[list[list[int]], _Finder]:
        """The patterns that have accents, without them: many write none on capitals. Made for the first such text."""
        bared: dict[str, list[int]] = {}
        for number, pattern in enumerate(patterns_of(self._terms.spellings)):
            if not pattern.isascii():
                bared.setdefault(bare(pattern), []).append(number)
        spellings = spellings_of(bared)
        return [bared[pattern] for pattern in patterns_of(spellings)], _Finder(spellings)

    def _rows(self, number: int) -> tuple[Row, ...]:
        return self._borne.get(number) or self._bear(number)

    def _bear(self, number: int) -> tuple[Row, ...]:
        """Return the rows of a pattern, read when it is first met."""
        groups = self._terms.groups
        rows = tuple(self._rows_of(groups[row % len(groups)])[row // len(groups)] for row in self._bearers_of(number))
        self._borne[number] = rows
        return rows

    def _bearers_of(self, number: int) -> Sequence[int]:
        return self._bearers[self._bounds[number] : self._bounds[number + 1]]

    def _cased(self, number: int, rows: tuple[Row, ...], observed: str, shown: bool) -> tuple[Row, ...]:
        """Return the rows of a pattern that fit the observed capitals. `shown`: the whole text is in capitals."""
        word = " ".join(fold(observed).split())
        spelled = self._terms.exact[number]
        kept = []
        for row, bearer in zip(rows, self._bearers_of(number), strict=True):
            exact = spelled.get(bearer)
            if exact is None:
                kept.append(row)
            elif shown:
                letters = sum(char.isalpha() for char in exact)
                if letters > 3 or exact.lower() not in self._ordinary:
                    kept.append(row)
            elif word == exact:
                kept.append(row)
        return tuple(kept)


class _Words(NamedTuple):
    """A normalised text cut into words: its runs of spaces made one, with the way back where there were any."""

    text: str
    pieces: list[str]
    """What stands between words, a word, what stands between words, …"""
    cuts: list[int]
    """Where each piece begins, and where the last one ends."""
    squeezed: tuple[list[int], list[int]] | None


def _cut(lowered: str) -> _Words:
    text, squeezed = _squeeze(lowered)
    pieces = _WORD.split(text)
    return _Words(text, pieces, [0, *accumulate(map(len, pieces))], squeezed)


class _Finder:
    """Finds patterns between characters that are no letters or digits, by the words that they begin with.

    An automaton of all patterns finds them as fast, but takes 40 ms to make for a language and can't be kept.
    """

    def __init__(self, spellings: Spellings) -> None:
        self._spellings = spellings
        heads = spellings.heads.split("\n") if spellings.heads else []
        self.heads = dict(zip(heads, range(len(heads)), strict=True))
        self._cuts = unpacked(spellings.cuts)
        self._firsts = unpacked(spellings.firsts)
        self._odd = re.compile(f"[{re.escape(spellings.odd)}]") if spellings.odd else None
        self._opened: dict[int, tuple[tuple[int, str], ...]] = {}

    def find(self, words: _Words) -> list[tuple[int, int, int]]:
        """Return (number of the pattern, start, end) for every match in a text."""
        text, pieces, cuts, squeezed = words
        found: list[tuple[int, int, int]] = []
        heads, deep, opened = self.heads, self._spellings.deep, self._opened
        last = len(pieces) - 2
        known = list(map(heads.get, pieces[1::2]))
        for at in [at for at, head in enumerate(known) if head is not None]:
            head: int | None = known[at]
            word = 2 * at + 1
            start = cuts[word]
            while head is not None:
                patterns = opened.get(head)
                for number, pattern in self._open(head) if patterns is None else patterns:
                    if text.startswith(pattern, start):
                        end = start + len(pattern)
                        if not (text[end : end + 1].isalnum() and pattern[-1].isalnum()):
                            found.append((number, start, end))
                word += 2
                if head not in deep or word > last:
                    break
                head = heads.get(text[start : cuts[word + 1]])
        found += self._find_odd(text)
        if squeezed is None:
            return found
        places, missing = squeezed
        return [
            (
                number,
                start + missing[bisect_right(places, start) - 1],
                end + missing[bisect_right(places, end - 1) - 1],
            )
            for number, start, end in found
        ]

    def _find_odd(self, text: str) -> Iterator[tuple[int, int, int]]:
        """Yield the matches of the patterns that begin with no letter or digit."""
        for sign in () if self._odd is None else self._odd.finditer(text):
            for number, pattern in self._open(self.heads[sign.group()]):
                end = sign.start() + len(pattern)
                if text.startswith(pattern, sign.start()) and not (
                    text[end : end + 1].isalnum() and pattern[-1].isalnum()
                ):
                    yield number, sign.start(), end

    def _open(self, head: int) -> tuple[tuple[int, str], ...]:
        """Return the numbers and patterns of a head, taken apart when it is first met."""
        tail = self._spellings.patterns[self._cuts[head] : self._cuts[head + 1]]
        opened = tuple(enumerate(tail.split("\n")[:-1], self._firsts[head]))
        self._opened[head] = opened
        return opened


def _squeeze(text: str) -> tuple[str, tuple[list[int], list[int]] | None]:
    """Return the text with each run of spaces made one, and the way back; None where nothing changed.

    From places[n] of the squeezed text on, up to places[n + 1], characters stood missing[n] further on.
    """
    if "  " not in text:
        return text, None
    places = [0]
    missing = [0]
    for run in _SPACES.finditer(text):
        places.append(run.start() - missing[-1])
        missing.append(missing[-1] + run.end() - run.start())
    return _SPACES.sub("", text), (places, missing)


def _stands(word: str, text: str) -> bool:
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if not (at and text[at - 1].isalnum()) and not (end < len(text) and text[end].isalnum()):
            return True
        at = text.find(word, at + 1)
    return False


def _span(hit: Hit) -> tuple[int, int]:
    return hit.start, hit.end


def _merged(hits: list[Hit]) -> list[Hit]:
    """One hit a span: a term with accents and another without them may stand at one place."""
    merged: list[Hit] = []
    for hit in hits:
        if merged and _span(merged[-1]) == _span(hit):
            known = {id(row): row for row in (*merged[-1].rows, *hit.rows)}
            merged[-1] = Hit(hit.start, hit.end, tuple(known.values()))
        else:
            merged.append(hit)
    return merged


def _has_lower(text: str) -> bool:
    return text != text.upper()
