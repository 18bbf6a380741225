"""What the finders of attributions share: where content ends, whose cue a word is, who spoke last."""

from __future__ import annotations

from collections.abc import Sequence

from harmattan.language.syntax import Token
from harmattan.plugins.extractors.rules.cues import STOPS, Cue
from harmattan.plugins.extractors.rules.found import FoundAttribution, FoundSource


def tidy(tokens: tuple[Token, ...], content: frozenset[int] | set[int]) -> tuple[int, ...]:
    """The content in order, without marks and conjunctions at its edges."""
    ordered = sorted(content)
    while ordered and (tokens[ordered[0]].text in STOPS or tokens[ordered[0]].text in (".", "!", "?")):
        ordered.pop(0)
    while ordered and (tokens[ordered[-1]].text in STOPS or tokens[ordered[-1]].text in (".", "!")):
        ordered.pop()
    return tuple(ordered)


def taken(cue: Cue, found: Sequence[FoundAttribution]) -> bool:
    """Return whether a word of a cue is already one of an attribution."""
    return any(i in item.cue for item in found for i in range(cue.first, cue.last))


def last_speaker(attributions: Sequence[FoundAttribution]) -> FoundSource | None:
    """Who spoke last: of those who say something and whom nobody else only speaks of."""
    told = [item for item in attributions if item.source is not None and (item.row is None or item.row.position)]
    for item in reversed(told):
        if item.source is None or not any(_speaks_of(other, item) for other in told):
            return item.source
    return None


def _speaks_of(outer: FoundAttribution, inner: FoundAttribution) -> bool:
    """Whether one attribution stands within what another speaker says."""
    if outer is inner or inner.source is None or inner.carried is not None:
        return False
    return inner.source.first in outer.content and set(inner.content) < set(outer.content)
