"""Settings of the tracing."""

from __future__ import annotations

import msgspec


class LineageSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Settings of the tracing.

    `doors` are the ways in which two texts come to be compared; of `sample` keys one is posted (0: by the number of
    documents, all up to 20,000 and one in eight above); `anchors` is how many of the oldest texts with a key are compared with
    the others that have it; `tried` how many older texts a text is compared with at most. `chance` is from which chance one is
    said to be made of another, `fresh` how many word triples a second parent must add. `whole` is the share from which a
    text counts as contained (verbatim pairs had .73 and more), `gap` the words that may differ inside a shared stretch,
    `relay` the words in a row from which a shared passage is one source relayed.
    """

    doors: tuple[str, ...] = ("grams", "names")
    sample: int = 0
    anchors: int = 4
    tried: int = 16
    chance: float = 0.5
    fresh: int = 10
    whole: float = 0.7
    gap: int = 8
    relay: int = 20

    def sample_for(self, documents: int) -> int:
        """Return of how many keys one is posted, where there are so many documents."""
        return self.sample or (1 if documents <= SMALL else 8)


SMALL = 20_000
