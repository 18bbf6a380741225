"""What the report needs to know of the lexicon: labels of codes, and which side and country an actor belongs to."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from harmattan.records.claim import EventType

if TYPE_CHECKING:
    from harmattan.lexicons import Lexicon


class Vocabulary(msgspec.Struct, frozen=True, kw_only=True):
    """Labels and facts by code. An unknown code reads as itself; an unknown actor has no side and no country."""

    kind_labels: dict[str, str] = {}
    """Actor kind → label."""
    kind_sides: dict[str, str] = {}
    """Actor kind → `state`, `group`, `civilians` or `none`."""
    event_labels: dict[tuple[str | None, str | None, str | None], str] = {}
    """(PLOVER, mode, ACLED) → label."""
    countries: dict[str, str] = {}
    """Actor id → ISO alpha-2 of the side that it belongs to."""
    kinds: dict[str, str] = {}
    """Actor id → kind, for actors that the situation names but does not list."""
    names: dict[str, str] = {}
    """Actor id → the name that reports show, for actors that the situation names but does not list."""
    demonyms: dict[str, str] = {}
    """Adjective or people's name in lower case → ISO alpha-2."""

    def kind_label(self, kind: str) -> str:
        """Return how a reader should see an actor kind."""
        return self.kind_labels.get(kind) or kind.replace("_", " ")

    def event_label(self, event_type: EventType | None) -> str | None:
        """Return how a reader should see an event type; None where nothing is coded."""
        if event_type is None:
            return None
        known = self.event_labels.get((event_type.plover, event_type.mode, event_type.acled))
        if known:
            return known
        if event_type.mode:
            return event_type.mode.replace("-", " ")
        return event_type.acled or (event_type.plover.lower() if event_type.plover else None)

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
    from harmattan.lexicons.rows import ActorKindRow, ActorRow, DemonymRow, EventTypeRow

    kinds = lexicon.rows(ActorKindRow)
    actors = lexicon.rows(ActorRow)
    demonyms: dict[str, str] = {}
    for row in lexicon.rows(DemonymRow):
        for term in (row.term, *row.forms):
            demonyms.setdefault(term.lower(), row.country)
    return Vocabulary(
        kind_labels={row.id: row.label for row in kinds},
        kind_sides={row.id: row.side for row in kinds},
        event_labels={(row.plover, row.mode, row.acled): row.label for row in lexicon.rows(EventTypeRow)},
        countries={row.id: row.country for row in actors if row.country},
        kinds={row.id: row.kind for row in actors},
        names={row.id: row.names[0].text for row in actors if row.names},
        demonyms=demonyms,
    )


@lru_cache(maxsize=1)
def default_vocabulary() -> Vocabulary:
    """Return the vocabulary of the lexicon that ships with the package."""
    from harmattan.lexicons import load

    return vocabulary_of(load())
