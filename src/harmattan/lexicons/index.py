"""Finds the terms of the lexicon in text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from harmattan.lexicons.normal import fold, is_acronym, normalise
from harmattan.lexicons.rows import ActorRow, OfficeRow, OutletRow, PlaceRow, Row, TermRow, TriggerRow


class Hit(NamedTuple):
    """Text[start:end] bears the term of each of these rows."""

    start: int
    end: int
    rows: tuple[Row, ...]


def forms_of(row: Row, language: str | None) -> Iterable[str]:
    """Return the spellings by which a row is found in a text of this language; none where it is not looked for at all.

    A term serves its own language, or every one where its language is `und`; the names of actors, places and outlets
    serve every language.
    """
    if isinstance(row, TermRow | OfficeRow):
        return (row.term, *row.forms) if row.language in (language, "und") else ()
    if isinstance(row, ActorRow | PlaceRow):
        return tuple(name.text for name in row.names)
    if isinstance(row, OutletRow):
        return (row.name, *row.names)
    return ()


class TermIndex:
    """Every term of one language in one automaton.

    Case, kind of apostrophe, dash and space do not matter, and a run of spaces counts as one. A term stands between
    characters that are no letters or digits. A term in capitals (`IS`, `US`) is found only in capitals; in a text
    without one lower-case letter, where capitals say nothing, a term of up to three letters that is also an ordinary
    word (`ordinary`) is not found at all.
    """

    def __init__(self, rows: Iterable[Row], language: str | None, ordinary: frozenset[str] = frozenset()) -> None:
        self.language = language
        self._ordinary = ordinary
        bearers: dict[str, dict[int, tuple[Row, str | None]]] = {}
        for row in rows:
            for form in forms_of(row, language):
                key = normalise(form)
                exact = fold(form) if form != key and is_acronym(form) else None
                seen = bearers.setdefault(key, {})
                known = seen.get(id(row))
                if known is None or (known[1] is not None and exact is None):
                    seen[id(row)] = (row, exact)
        self._patterns = [key for key in bearers if key]
        self._bearers = [tuple(bearers[key].values()) for key in self._patterns]
        self._plain = [
            tuple(row for row, _ in pairs) if all(exact is None for _, exact in pairs) else None
            for pairs in self._bearers
        ]
        self._automaton = _automaton(self._patterns)
        self._screens: dict[frozenset[str], _Screen] = {}

    def __len__(self) -> int:
        return len(self._patterns)

    def find(self, text: str) -> list[Hit]:
        """Return every hit, nested and overlapping ones too, by start and then by end; rows of one span share a hit."""
        if self._automaton is None:
            return []
        shown = not _has_lower(text)
        hits = []
        for number, start, end in _bounded(self._automaton, normalise(text)):
            rows = self._plain[number]
            if rows is None:
                rows = self._cased(number, text[start:end], shown)
            if rows:
                hits.append(Hit(start, end, rows))
        hits.sort(key=_span)
        return hits

    def screen(self, text: str, kinds: frozenset[str]) -> bool:
        """Say whether any trigger of these kinds stands in the text: the quick no for documents about no conflict.

        A trigger that needs another word counts only where that word is anywhere in the text.
        """
        known = self._screens.get(kinds)
        if known is None:
            known = self._screens[kinds] = _Screen(self._patterns, self._bearers, kinds)
        return known.any_in(text)

    def _cased(self, number: int, observed: str, shown: bool) -> tuple[Row, ...]:
        """The rows of a pattern that fit the observed capitals. `shown` says that the whole text is in capitals."""
        word = fold(observed)
        rows = []
        for row, exact in self._bearers[number]:
            if exact is None:
                rows.append(row)
            elif shown:
                letters = sum(char.isalpha() for char in exact)
                if letters > 3 or exact.lower() not in self._ordinary:
                    rows.append(row)
            elif " ".join(word.split()) == exact:
                rows.append(row)
        return tuple(rows)


class _Screen:
    def __init__(
        self, patterns: Sequence[str], bearers: Sequence[tuple[tuple[Row, str | None], ...]], kinds: frozenset[str]
    ) -> None:
        chosen: list[str] = []
        self._needs: list[frozenset[str] | None] = []
        for pattern, pairs in zip(patterns, bearers, strict=True):
            triggers = [row for row, _ in pairs if isinstance(row, TriggerRow) and row.kind in kinds]
            if triggers:
                chosen.append(pattern)
                guarded = all(row.needs for row in triggers)
                needs = frozenset(normalise(word) for row in triggers for word in row.needs)
                self._needs.append(needs if guarded else None)
        self._automaton = _automaton(chosen)

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


def _has_lower(text: str) -> bool:
    return text != text.upper()
