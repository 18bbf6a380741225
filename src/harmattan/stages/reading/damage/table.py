"""The substitution rows of one language, arranged for looking up."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from harmattan.lexicons import Lexicon
from harmattan.lexicons.rows import SeamRow, SubstitutionRow
from harmattan.stages.reading.damage.counts import Counts

_RARE_ZIPF = 4.3
_STEP = 1.8


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """What the observed words of a language may have been put in for."""

    opened: dict[str, dict[str | None, tuple[tuple[tuple[str, ...], SubstitutionRow], ...]]]
    """By the first observed word, then by the second, null where there is one alone: all observed words, the most first,
    and the row."""
    markers: frozenset[str]
    """Single words that no honest report has."""
    odd: frozenset[str]
    """Rare single words with a far commoner neighbour."""
    signs: dict[str, tuple[tuple[frozenset[str], SubstitutionRow], ...]]
    """By their rarest word: phrases that tell by themselves, as a set of words and the row."""
    homonyms: frozenset[str]
    """Of each mistranslation that is told by what stands beside it, its rarest word."""
    seams: dict[str, SeamRow]
    """Words that close a fused word."""
    openers: dict[str, SeamRow]
    """Words that open a fused word."""


@lru_cache(maxsize=8)
def table_for(lexicon: Lexicon, counts: Counts) -> Table:
    """Return the table of a lexicon for the language of the counts; made once for each lexicon."""
    phrases: dict[tuple[str, ...], list[tuple[tuple[str, ...], SubstitutionRow]]] = {}
    signs: dict[str, list[tuple[frozenset[str], SubstitutionRow]]] = {}
    markers: set[str] = set()
    odd: set[str] = set()
    homonyms: set[str] = set()
    for row in lexicon.rows(SubstitutionRow):
        if row.language not in (counts.language, "und"):
            continue
        words = tuple(row.observed.split())
        guarded = bool(row.before or row.after)
        meant = (row.restored, *row.others)
        phrases.setdefault(words[:2], []).append((words, row))
        rarest = min(words, key=lambda word: counts.zipf.get(word, 0.0))
        if len(words) > 1 and not guarded and (row.rare or row.family == "translated"):
            signs.setdefault(rarest, []).append((frozenset(words), row))
        if guarded and row.family == "translated":
            homonyms.add(rarest)
        if len(words) == 1 and row.family == "spun":
            if row.rare:
                markers.add(words[0])
            zipf = counts.zipf.get(words[0], 0.0)
            best = max(counts.zipf.get(word, 0.0) for word in meant)
            if row.rare or (zipf < _RARE_ZIPF and best - zipf > _STEP):
                odd.add(words[0])
    seams = [row for row in lexicon.rows(SeamRow) if row.language in (counts.language, "und")]
    opened: dict[str, dict[str | None, tuple[tuple[tuple[str, ...], SubstitutionRow], ...]]] = {}
    for (first, *others), found in phrases.items():
        opened.setdefault(first, {})[others[0] if others else None] = tuple(
            sorted(found, key=lambda item: -len(item[0]))
        )
    return Table(
        opened=opened,
        markers=frozenset(markers),
        odd=frozenset(odd),
        homonyms=frozenset(homonyms),
        signs={word: tuple(found) for word, found in signs.items()},
        seams={row.word: row for row in seams if row.side == "right"},
        openers={row.word: row for row in seams if row.side == "left"},
    )
