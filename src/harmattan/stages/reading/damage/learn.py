"""Learns from originals and their spun or translated copies which words were put in for which."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import Literal

import msgspec

from harmattan.lexicons import Lexicon
from harmattan.lexicons.rows import SubstitutionRow
from harmattan.stages.reading.damage.beside import Change, beside, changes, is_fixed, names_in, sentences_of
from harmattan.stages.reading.damage.counts import Counts, counts_for
from harmattan.stages.reading.damage.faith import is_neutral
from harmattan.stages.reading.damage.tokens import Token

Swap = tuple[tuple[str, ...], tuple[str, ...]]
"""The words of an original and those that a copy has in their place."""
LeftOut = Literal["name", "number or negation", "mark", "long", "same word", "seldom", "known", "honest"]

_REACH = 3
"""A neighbour stands so near, as the reading of guards has it."""
_GUARDS = 12
_OTHERS = 3
_EVERYWHERE = 5.8
"""A neighbour as frequent as this (Zipf) tells nothing, unless it stands `_OFTEN` times and at every other place."""
_OFTEN = 3
_SUPPORT = 0.1
"""The share of the places at which a neighbour must stand: what is met once in fifty came by chance."""
_STEM = 4
_ENDING = 3
_SUREST = 0.95
_MOST_CELLS = 1_000_000
"""Sentences longer than this (words times words) are lists or tables run together, and are passed over."""
_NAMED = 3
_SLUG = re.compile(r"[\W_]+")


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """An original and its copy in one language; `name` says where they came from."""

    original: str
    copy: str
    language: str | None
    name: str


class LearnSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is worth learning."""

    family: Literal["spun", "translated"] = "spun"
    from_language: str | None = None
    """The language that the copies were translated from."""
    least: int = 2
    """So many places must show a substitution."""
    longest: int = 4
    """No more words than this on either side."""
    common: float = 4.3
    """A word as frequent as this (Zipf) needs a neighbour by its side, though no original has it."""
    kinship: float = 0.3
    """Texts of which less than this share of words can be laid beside each other are no original and copy."""
    sentences: int = 1000
    """No text with more sentences than this is taken: the time grows with the product of both."""


class Learned(msgspec.Struct, frozen=True, kw_only=True):
    """A row with the places that it rests on: so many `times` of `seen` did the observed words stand for others."""

    row: SubstitutionRow
    times: int
    seen: int
    pairs: int


class Lesson(msgspec.Struct, frozen=True, kw_only=True):
    """What pairs taught, the surest and most often met first, what was left out and why, and what could not be used."""

    learned: tuple[Learned, ...]
    left_out: dict[LeftOut, int]
    refused: tuple[tuple[str, str], ...]
    """The names of pairs and why they teach nothing."""


class _Place(msgspec.Struct, frozen=True):
    """One place where a copy has `observed` for `restored`, with the words before and after it."""

    restored: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    pair: int


class _Laid(msgspec.Struct, frozen=True):
    """A pair whose sentences lie beside each other."""

    number: int
    original: list[list[Token]]
    copy: list[list[Token]]
    found: list[tuple[list[Token], list[Token], Change]]
    names: frozenset[str]


def learn(pairs: Iterable[Pair], *, lexicon: Lexicon, settings: LearnSettings | None = None) -> Lesson:
    """Return the substitutions that the copies of the pairs show, as rows of the table `substitutions`.

    Nothing that touches a name, a number or a negation is learned. The confidence is Laplace's rule of succession,
    (times + 1) / (seen + 2), at most 0.95: `times` the places where the observed words stood for the restored ones, `seen`
    all their places in the copies. Observed words that originals have, too, or that are frequent in the language, are
    learned with the neighbours they had where they stood for others and never where they stood for themselves; where
    there are none, they are not learned.
    """
    settings = settings or LearnSettings()
    refused: list[tuple[str, str]] = []
    left_out: Counter[LeftOut] = Counter()
    laid: dict[str, list[_Laid]] = defaultdict(list)
    names: list[str] = []
    for pair in pairs:
        found = _lay(pair, len(names), settings)
        names.append(pair.name)
        if isinstance(found, str):
            refused.append((pair.name, found))
        elif pair.language is not None:
            laid[pair.language].append(found)
    learned: list[Learned] = []
    for language, texts in sorted(laid.items()):
        counts = counts_for(language)
        if counts is not None:
            learned += _Class(language, counts, lexicon, settings, names).taught(texts, left_out)
    learned.sort(key=lambda item: (-item.row.confidence, -item.times, item.row.id))
    return Lesson(learned=tuple(learned), left_out=dict(left_out), refused=tuple(refused))


def _lay(pair: Pair, number: int, settings: LearnSettings) -> _Laid | str:
    """Return the pair laid side by side, or why it can't be used."""
    if pair.language is None or counts_for(pair.language) is None:
        what = "language unknown" if pair.language is None else f"no word counts for language {pair.language!r}"
        return f"{what}; name a supported one"
    if pair.original.isupper() or pair.copy.isupper():
        return "all in capitals, where names can't be told from words"
    original, copy = (sentences_of(text, pair.language) for text in (pair.original, pair.copy))
    if max(len(original), len(copy)) > settings.sentences:
        return f"more than {settings.sentences} sentences; cut both texts into parts that belong together"
    names = names_in(original, copy)
    found = []
    same = 0.0
    for left, right in beside(original, copy, names):
        if len(left) * len(right) > _MOST_CELLS:
            continue
        these, share = changes(left, right, names)
        same += share * max(len(left), len(right))
        found += [(left, right, change) for change in these]
    whole = max(sum(map(len, original)), sum(map(len, copy)), 1)
    if same / whole < settings.kinship:
        return f"only {same / whole:.0%} of the words are the same in the same order: no original and its copy"
    return _Laid(number=number, original=original, copy=copy, found=found, names=names)


class _Class:
    """What is the same for all pairs of one language."""

    def __init__(
        self, language: str, counts: Counts, lexicon: Lexicon, settings: LearnSettings, names: Sequence[str]
    ) -> None:
        self._language = language
        self._counts = counts
        self._lexicon = lexicon
        self._settings = settings
        self._names = names
        self._known = {
            (row.observed, meant)
            for row in lexicon.rows(SubstitutionRow)
            if row.language == language
            for meant in (row.restored, *row.others)
        }

    def taught(self, texts: Sequence[_Laid], left_out: Counter[LeftOut]) -> Iterator[Learned]:
        """Yield a row for each observed phrase that the texts teach; what is left out is counted."""
        places = self._places(texts, left_out)
        copies = _standing(places, (sentence for text in texts for sentence in text.copy))
        originals = _standing(places, (sentence for text in texts for sentence in text.original))
        for observed, shown in sorted(places.items()):
            times = Counter(place.restored for place in shown)
            often = [meant for meant, count in times.most_common() if count >= self._settings.least]
            left_out["seldom"] += sum(count for meant, count in times.items() if meant not in often)
            fresh = [meant for meant in often if (" ".join(observed), " ".join(meant)) not in self._known]
            left_out["known"] += sum(times[meant] for meant in often if meant not in fresh)
            if not fresh:
                continue
            for_these = [place for place in shown if place.restored in fresh]
            row = self._row(observed, fresh[: _OTHERS + 1], for_these, copies[observed], originals[observed])
            if row is None:
                left_out["honest"] += len(for_these)
            else:
                yield Learned(
                    row=row,
                    times=len(for_these),
                    seen=len(copies[observed]),
                    pairs=len({place.pair for place in for_these}),
                )

    def _places(self, texts: Sequence[_Laid], left_out: Counter[LeftOut]) -> dict[tuple[str, ...], list[_Place]]:
        """Return by observed words where they stood for others, what says nothing or too much left out."""
        runs: list[tuple[_Laid, list[Token], list[Token], Change]] = []
        for text in texts:
            for left, right, change in text.found:
                reason = self._reason(
                    left[change.start : change.end], right[change.copy_start : change.copy_end], text.names
                )
                if reason is None:
                    runs.append((text, left, right, change))
                else:
                    left_out[reason] += 1
        alone = {_said(left, right, change) for _, left, right, change in runs}
        alone |= {(tuple(meant.split()), tuple(observed.split())) for observed, meant in self._known}
        places: dict[tuple[str, ...], list[_Place]] = defaultdict(list)
        for text, left, right, run in runs:
            for change in _parted(left, right, run, alone):
                restored, observed = _said(left, right, change)
                if max(len(restored), len(observed)) > self._settings.longest:
                    left_out["long"] += 1
                elif _is_same_word(restored, observed):
                    left_out["same word"] += 1
                else:
                    before, after = _neighbours(right, change.copy_start, change.copy_end)
                    places[observed].append(_Place(restored, before, after, text.number))
        return places

    def _reason(self, restored: Sequence[Token], observed: Sequence[Token], names: frozenset[str]) -> LeftOut | None:
        """Return why a run of changed words must not be learned."""
        if any(token.kind == "mark" for token in (*restored, *observed)):
            return "mark"
        if any(token.kind == "number" for token in (*restored, *observed)):
            return "number or negation"
        if any(is_fixed(token, names) for token in (*restored, *observed)):
            return "name"
        words = [" ".join(token.word for token in side) for side in (restored, observed)]
        if not all(is_neutral(side, language=self._language, lexicon=self._lexicon) for side in words):
            return "number or negation"
        return None

    def _row(
        self,
        observed: tuple[str, ...],
        meant: Sequence[tuple[str, ...]],
        places: Sequence[_Place],
        in_copies: Sequence[tuple[tuple[str, ...], tuple[str, ...]]],
        in_originals: Sequence[tuple[tuple[str, ...], tuple[str, ...]]],
    ) -> SubstitutionRow | None:
        """Return the row of an observed phrase; None where it can't be told from an honest one."""
        before: tuple[str, ...] = ()
        after: tuple[str, ...] = ()
        if in_originals or self._is_common(observed):
            own = Counter((place.before, place.after) for place in places)
            honest = Counter(in_copies) - own + Counter(in_originals)
            before = self._guards([place.before for place in places], {w for left, _ in honest for w in left})
            after = self._guards([place.after for place in places], {w for _, right in honest for w in right})
            if not before and not after:
                return None
        times, seen = len(places), max(len(in_copies), len(places))
        text = " ".join(observed)
        slug = _SLUG.sub("-", text).strip("-")
        return SubstitutionRow(
            id=f"{self._language}-learned-{slug}",
            observed=text,
            restored=" ".join(meant[0]),
            others=tuple(" ".join(words) for words in meant[1:]),
            language=self._language,
            family=self._settings.family,
            from_language=self._settings.from_language,
            before=before,
            after=after,
            confidence=round(min((times + 1) / (seen + 2), _SUREST), 2),
            note=f"stood for it in {times} of {seen} places of {self._sources(places)}",
        )

    def _sources(self, places: Sequence[_Place]) -> str:
        names = [self._names[number] for number in dict.fromkeys(place.pair for place in places)]
        more = len(names) - _NAMED
        return ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")

    def _is_common(self, observed: tuple[str, ...]) -> bool:
        """Return whether honest texts of the language have the words often, a phrase word by word and side by side."""
        zipfs = [self._counts.zipf.get(word, 0.0) for word in observed]
        if min(zipfs) < self._settings.common:
            return False
        return all(self._counts.seen(left, right) for left, right in pairwise(observed))

    def _guards(self, sides: Sequence[tuple[str, ...]], honest: set[str]) -> tuple[str, ...]:
        counted = Counter(word for side in sides for word in set(side))
        telling = [
            word
            for word, count in sorted(counted.items(), key=lambda item: (-item[1], item[0]))
            if word not in honest
            and count >= _SUPPORT * len(sides)
            and (self._counts.zipf.get(word, 0.0) < _EVERYWHERE or count >= max(_OFTEN, len(sides) / 2))
        ]
        return tuple(telling[:_GUARDS])


def _said(left: Sequence[Token], right: Sequence[Token], change: Change) -> Swap:
    """Return the words of the original and those of the copy."""
    return (
        tuple(token.word for token in left[change.start : change.end]),
        tuple(token.word for token in right[change.copy_start : change.copy_end]),
    )


def _parted(left: Sequence[Token], right: Sequence[Token], run: Change, alone: AbstractSet[Swap]) -> list[Change]:
    """Return the run in parts that are known or stand alone elsewhere, where it has such parts from end to end; else whole.

    Two swaps side by side look like one phrase until each is met without the other.
    """
    rows, columns = run.end - run.start, run.copy_end - run.copy_start
    ways: dict[tuple[int, int], list[Change]] = {(0, 0): []}
    for i in range(1, rows + 1):
        for j in range(1, columns + 1):
            for a in range(i):
                for b in range(j):
                    if (a, b) not in ways or (i - a, j - b) == (rows, columns):
                        continue
                    part = Change(
                        start=run.start + a,
                        end=run.start + i,
                        copy_start=run.copy_start + b,
                        copy_end=run.copy_start + j,
                    )
                    if _said(left, right, part) in alone:
                        found = [*ways[a, b], part]
                        if (i, j) not in ways or len(found) > len(ways[i, j]):
                            ways[i, j] = found
    return ways.get((rows, columns)) or [run]


def _is_same_word(restored: tuple[str, ...], observed: tuple[str, ...]) -> bool:
    """Return whether the two are one word in two forms, or spelled in two ways."""
    if len(restored) != 1 or len(observed) != 1:
        return False
    short, long = sorted((restored[0], observed[0]), key=len)
    shared = next((n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return shared >= _STEM and len(long) - shared <= _ENDING


def _neighbours(tokens: Sequence[Token], start: int, end: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words near tokens[start:end], a number directly beside it as `#`."""
    left, right = tokens[max(0, start - _REACH) : start], tokens[end : end + _REACH]
    before = [token.word for token in left if token.kind == "word" and not token.name]
    after = [token.word for token in right if token.kind == "word" and not token.name]
    if left and left[-1].kind == "number":
        before.append("#")
    if right and right[0].kind == "number":
        after.append("#")
    return tuple(before), tuple(after)


def _standing(
    wanted: Iterable[tuple[str, ...]], sentences: Iterable[Sequence[Token]]
) -> dict[tuple[str, ...], list[tuple[tuple[str, ...], tuple[str, ...]]]]:
    """Return the neighbours of every place in the sentences where the wanted words stand."""
    found: dict[tuple[str, ...], list[tuple[tuple[str, ...], tuple[str, ...]]]] = {words: [] for words in wanted}
    by_first: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for words in found:
        by_first[words[0]].append(words)
    for tokens in sentences:
        for at, token in enumerate(tokens):
            for words in by_first.get(token.word, ()):
                end = at + len(words)
                if tuple(t.word for t in tokens[at:end]) == words and not any(t.name for t in tokens[at:end]):
                    found[words].append(_neighbours(tokens, at, end))
    return found
