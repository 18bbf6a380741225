"""What the report needs to know of the lexicon: labels of codes, and which side and country an actor belongs to."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from harmattan.records.claim import EventType

if TYPE_CHECKING:
    from harmattan.lexicons import Lexicon


WORD = re.compile(r"[^\W_]+")
CATCH_ALL = ("Other", "Change to group/activity")
"""ACLED sub-types that tell a reader less than PLOVER does."""


class Vocabulary(msgspec.Struct, frozen=True, kw_only=True):
    """Labels and facts by code. An unknown code reads as itself; an unknown actor has no side and no country."""

    kind_labels: dict[str, str] = {}
    """Actor kind → label."""
    kind_sides: dict[str, str] = {}
    """Actor kind → `state`, `group`, `civilians` or `none`."""
    event_labels: dict[tuple[str | None, str | None, str | None], str] = {}
    """(PLOVER, mode, ACLED) → label, of codes that stand for one type alone."""
    countries: dict[str, str] = {}
    """Actor id → ISO alpha-2 of the side that it belongs to."""
    kinds: dict[str, str] = {}
    """Actor id → kind, for actors that the situation names but does not list."""
    names: dict[str, str] = {}
    """Actor id → the name that reports show, for actors that the situation names but does not list."""
    demonyms: dict[str, str] = {}
    """Adjective or people's name in lower case → ISO alpha-2."""
    institutions: frozenset[str] = frozenset()
    """Nouns in lower case that stand for a body of a state ("army"), as "forces" or "units" do not."""

    def kind_label(self, kind: str) -> str:
        """Return how a reader should see an actor kind."""
        return self.kind_labels.get(kind) or kind.replace("_", " ")

    def event_label(self, event_type: EventType | None) -> str | None:
        """Return how a reader should see an event type; None where nothing is coded.

        Where several types share the codes no one of them is picked: the label then says what the codes say.
        """
        if event_type is None:
            return None
        known = self.event_labels.get((event_type.plover, event_type.mode, event_type.acled))
        if known:
            return known
        if event_type.acled is not None and event_type.acled not in CATCH_ALL:
            return event_type.acled[:1].lower() + event_type.acled[1:]
        deed = event_type.plover.lower() if event_type.plover else None
        if event_type.mode is None:
            return deed or (event_type.acled.lower() if event_type.acled else None)
        mode = event_type.mode.replace("-", " ")
        return f"{deed} ({mode})" if deed else mode

    def institutional(self, name: str) -> bool:
        """Tell whether a name says that its bearer is a body of a state."""
        said = " ".join(WORD.findall(name.lower()))
        return any(f" {noun} " in f" {said} " for noun in self.institutions)

    def country(self, actor_id: str | None, name: str) -> str | None:
        """Return the country of an actor, by its id or by the adjective in its name ("Russian forces")."""
        if actor_id in self.countries:
            return self.countries[actor_id]
        for word in name.lower().replace("-", " ").split():
            if word in self.demonyms:
                return self.demonyms[word]
        return None


def vocabulary_of(lexicon: Lexicon) -> Vocabulary:
    """Return what the report takes from a lexicon."""
    from harmattan.lexicons.rows import ActorKindRow, ActorRow, DemonymRow, EventTypeRow, HeadRow

    kinds = lexicon.rows(ActorKindRow)
    actors = lexicon.rows(ActorRow)
    demonyms: dict[str, str] = {}
    for row in lexicon.rows(DemonymRow):
        for term in (row.term, *row.forms):
            demonyms.setdefault(term.lower(), row.country)
    types = lexicon.rows(EventTypeRow)
    shared = Counter((row.plover, row.mode, row.acled) for row in types)
    return Vocabulary(
        kind_labels={row.id: row.label for row in kinds},
        kind_sides={row.id: row.side for row in kinds},
        event_labels={codes: row.label for row in types if shared[codes := (row.plover, row.mode, row.acled)] == 1},
        countries={row.id: row.country for row in actors if row.country},
        kinds={row.id: row.kind for row in actors},
        names={row.id: row.names[0].text for row in actors if row.names},
        demonyms=demonyms,
        institutions=frozenset(row.term.lower() for row in lexicon.rows(HeadRow) if row.institution is not None),
    )


@lru_cache(maxsize=1)
def default_vocabulary() -> Vocabulary:
    """Return the vocabulary of the lexicon that ships with the package."""
    from harmattan.lexicons import load

    return vocabulary_of(load())
