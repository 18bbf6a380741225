"""What the development keys make of words: which are targets of which type, means, or those who did it."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

HEAD_WEIGHT = 3.0


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return a word in capitals without the ending of its plural."""
    word = word.upper().removesuffix("'S").removesuffix("'")
    if word.endswith("MEN"):
        return word[:-3] + "MAN"
    if word == "PEOPLE" or word.endswith("SS"):
        return word
    if word.endswith("IES") and len(word) > 4:
        return word[:-3] + "Y"
    if word.endswith(("SHES", "CHES", "XES", "SSES")):
        return word[:-2]
    return word[:-1] if word.endswith("S") and len(word) > 3 else word


class Words:
    """Counts of types by word and slot; `rate` and `kind` read them."""

    def __init__(self, rows: Iterable[tuple[str, str, str, int]]) -> None:
        self._counts: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
        self._kinds: dict[str, Counter[str]] = defaultdict(Counter)
        self._heads: dict[str, Counter[str]] = defaultdict(Counter)
        for slot, word, kind, count in rows:
            self._counts[slot][word][kind] += count
            if word.startswith("="):
                self._kinds[slot][kind] += count
                self._heads[slot][word[1:]] += count

    @classmethod
    def read(cls, path: Path) -> Words:
        """Return the words of a table of slot, word, type and count."""
        rows = (line.rstrip("\n").split("\t") for line in path.read_text(encoding="utf-8").splitlines())
        return cls((slot, word, kind, int(count)) for slot, word, kind, count in rows)

    def heads(self, slot: str, head: str) -> int:
        """Return how often a word heads a fill of the slot."""
        return self._heads[slot][stem(head)]

    def rate(self, slot: str, head: str) -> float:
        """Return the share of its uses in the reports in which a word heads a fill of the slot, as if used thrice more."""
        return self.heads(slot, head) / (self._heads["text"][stem(head)] + 3)

    def knows(self, slot: str, word: str) -> bool:
        """Return whether a word stands in any fill of the slot."""
        return stem(word) in self._counts[slot]

    def kind(self, slot: str, head: str, words: Iterable[str]) -> str | None:
        """Return the likeliest type of a phrase by its words, its head above all; None where no word of it is known."""
        kinds = self._kinds[slot]
        total = sum(kinds.values())
        known = [(HEAD_WEIGHT, self._counts[slot].get("=" + stem(head)))]
        known += [(1.0, self._counts[slot].get(stem(word))) for word in set(words)]
        if not any(counts for _, counts in known):
            return None
        scores = {
            kind: math.log(count / total)
            + sum(
                weight * math.log((counts[kind] + 0.5 * count / total) / (sum(counts.values()) + 0.5) / (count / total))
                for weight, counts in known
                if counts
            )
            for kind, count in kinds.items()
        }
        return max(scores, key=lambda kind: scores[kind])
