"""Finds the terms of the lexicon in text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from harmattan.lexicons.normal import bare, fold, normalise
from harmattan.lexicons.rows import Row, TriggerRow
from harmattan.lexicons.terms import Terms


class Hit(NamedTuple):
    """Text[start:end] bears the term of each of these rows."""

    start: int
    end: int
    rows: tuple[Row, ...]


class TermIndex:
    """Every term of one language in one automaton.

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
        self._automaton = _automaton(terms.patterns)
        self._borne: dict[int, tuple[Row, ...]] = {}
        self._screens: dict[frozenset[str], _Screen] = {}

    def __len__(self) -> int:
        return len(self._terms.patterns)

    def find(self, text: str) -> list[Hit]:
        """Return every hit, nested and overlapping ones too, by start and then by end; rows of one span share a hit."""
        if self._automaton is None:
            return []
        shown = not _has_lower(text)
        lowered = normalise(text)
        found = list(_bounded(self._automaton, lowered))
        if shown and lowered.isascii():
            numbers, automaton = self._unaccented
            if automaton is not None:
                found += [(numbers[at], start, end) for at, start, end in _bounded(automaton, lowered)]
        hits = []
        for number, start, end in found:
            rows = self._borne.get(number) or self._bear(number)
            if number in self._terms.exact:
                rows = self._cased(number, rows, text[start:end], shown)
            if rows:
                hits.append(Hit(start, end, rows))
        hits.sort(key=_span)
        return _merged(hits) if shown else hits

    def screen(self, text: str, kinds: frozenset[str]) -> bool:
        """Say whether any trigger of these kinds stands in the text: the quick no for documents about no conflict.

        A trigger that needs another word counts only where that word is anywhere in the text.
        """
        known = self._screens.get(kinds)
        if known is None:
            known = self._screens[kinds] = self._screen(kinds)
        return known.any_in(text)

    @cached_property
    def _unaccented(self) -> tuple[list[int], AhoCorasick | None]:
        """The patterns that have accents, without them: many write none on capitals. Made for the first such text."""
        numbers = [number for number, pattern in enumerate(self._terms.patterns) if not pattern.isascii()]
        return numbers, _automaton([bare(self._terms.patterns[number]) for number in numbers])

    def _bear(self, number: int) -> tuple[Row, ...]:
        """Return the rows of a pattern, read when it is first met."""
        groups = self._terms.groups
        rows = tuple(
            self._rows_of(groups[row % len(groups)])[row // len(groups)] for row in self._terms.bearers[number]
        )
        self._borne[number] = rows
        return rows

    def _cased(self, number: int, rows: tuple[Row, ...], observed: str, shown: bool) -> tuple[Row, ...]:
        """Return the rows of a pattern that fit the observed capitals. `shown`: the whole text is in capitals."""
        word = " ".join(fold(observed).split())
        spelled = self._terms.exact[number]
        kept = []
        for row, bearer in zip(rows, self._terms.bearers[number], strict=True):
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

    def _screen(self, kinds: frozenset[str]) -> _Screen:
        terms: list[str] = []
        needs: list[frozenset[str] | None] = []
        of_triggers = {at for at, group in enumerate(self._terms.groups) if group.startswith("triggers/")}
        for number, bearers in enumerate(self._terms.bearers):
            if not any(row % len(self._terms.groups) in of_triggers for row in bearers):
                continue
            rows = [row for row in self._bear(number) if isinstance(row, TriggerRow) and row.kind in kinds]
            if rows:
                guarded = all(row.needs for row in rows)
                words = frozenset(normalise(word) for row in rows for word in row.needs) if guarded else None
                pattern = self._terms.patterns[number]
                for spelled in dict.fromkeys((pattern, bare(pattern))):
                    terms.append(spelled)
                    needs.append(words)
        return _Screen(terms, needs)


class _Screen:
    """The triggers of some kinds alone, and the words that the ambiguous ones need beside them."""

    def __init__(self, terms: Sequence[str], needs: Sequence[frozenset[str] | None]) -> None:
        self._automaton = _automaton(terms)
        self._needs = needs

    def any_in(self, text: str) -> bool:
        if self._automaton is None:
            return False
        lowered = normalise(text)
        for number, _, _ in _bounded(self._automaton, lowered):
            needs = self._needs[number]
            if needs is None or any(_stands(word, lowered) for word in needs):
                return True
        return False


def _automaton(patterns: Sequence[str]) -> AhoCorasick | None:
    if not patterns:
        return None
    return AhoCorasick(patterns, matchkind=MatchKind.Standard, implementation=Implementation.NoncontiguousNFA)


def _bounded(automaton: AhoCorasick, lowered: str) -> Iterator[tuple[int, int, int]]:
    """Yield (pattern, start, end) for the matches that begin and end where a word does."""
    squeezed, offsets = _squeeze(lowered)
    length = len(squeezed)
    for number, start, end in automaton.find_matches_as_indexes(squeezed, overlapping=True):
        if start and squeezed[start - 1].isalnum() and squeezed[start].isalnum():
            continue
        if end < length and squeezed[end].isalnum() and squeezed[end - 1].isalnum():
            continue
        yield (number, start, end) if offsets is None else (number, offsets[start], offsets[end - 1] + 1)


def _squeeze(text: str) -> tuple[str, list[int] | None]:
    """The text with each run of spaces made one, and where each kept character stood; None where nothing changed."""
    if "  " not in text:
        return text, None
    offsets = [at for at, char in enumerate(text) if char != " " or not at or text[at - 1] != " "]
    return "".join([text[at] for at in offsets]), offsets


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
