"""Who a document has named so far: names that the lexicon lacks, acronyms, surnames, and in which order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from harmattan.lexicons import Lexicon
from harmattan.lexicons.rows import ActorRow
from harmattan.plugins.extractors.rules.found import FoundActor
from harmattan.plugins.extractors.rules.passage import Passage
from harmattan.records.base import record_id

FURTHEST = 3
"""Sentences back beyond which nobody is meant by "the group" or "they"."""


def new_id(name: str) -> str:
    """Return the id of an actor that the lexicon lacks: made of its name alone, so that all its mentions bear it."""
    return record_id("act", " ".join(name.casefold().split()))


class Cast:
    """The actors of one document in the order in which it names them. Passages are added in the order of the text."""

    def __init__(self, country: str | None = None, short: Mapping[str, ActorRow] | None = None) -> None:
        self.country = country
        """The country that the document is about, where one stands out."""
        self.short = short or {}
        """Acronyms of the lexicon's names that stand in the document, each with whose it is."""
        self.names: dict[str, FoundActor] = {}
        """What it calls actors that the lexicon lacks, acronyms too, as they are written."""
        self.surnames: dict[str, FoundActor | None] = {}
        """None where two persons bear one."""
        self.firsts: dict[str, FoundActor | None] = {}
        """The first of two names, which is the surname in some countries."""
        self._passages: list[tuple[Passage, tuple[FoundActor, ...]]] = []

    def add(self, passage: Passage, actors: Sequence[FoundActor]) -> None:
        """Take note of who stands in a passage."""
        for actor in actors:
            if actor.called is not None:
                self.names.setdefault(actor.called, actor)
                if actor.called[0].islower():  # "al-Shabab" that opens a sentence
                    self.names.setdefault(actor.called[0].upper() + actor.called[1:], actor)
            elif actor.kind == "person" and not actor.generic:
                words = actor.name.split()
                surname = words[-1]
                if len(words) == 2:
                    self._borne(self.firsts, words[0], actor)
                self._borne(self.surnames, surname, actor)
        self._passages.append((passage, tuple(actors)))

    @staticmethod
    def _borne(names: dict[str, FoundActor | None], name: str, actor: FoundActor) -> None:
        other = names.setdefault(name, actor)
        if other is not None and not set(actor.name.split()) <= set(other.name.split()):
            names[name] = None

    def branches(self, actor: FoundActor, row: ActorRow, lexicon: Lexicon) -> dict[str, FoundActor]:
        """Return the branches of an actor that were named before by its name and more, by id; none where it was named itself."""
        core = max((name.text for name in row.names if name.text in actor.name), key=len, default=None)
        found: dict[str, FoundActor] = {}
        for _, actors in self._passages if core is not None else ():
            for other in actors:
                if other.actor_id == row.id:
                    return {}
                own = None if other.actor_id is None else lexicon.get(ActorRow, other.actor_id)
                if own is not None and f"{core} " in other.name and any(tie.actor == row.id for tie in own.parents):
                    found[own.id] = other
        return found

    @property
    def before(self) -> Iterator[tuple[Passage, tuple[FoundActor, ...]]]:
        """The passages near before, the last first, each with its actors."""
        return reversed(self._passages[-FURTHEST:])

    def again(self, passage: Passage, actors: Sequence[FoundActor]) -> Iterator[tuple[int, int, FoundActor]]:
        """Yield (first, last, actor) for each name of the document that stands in a passage again, longest names first.

        `actors` are those of the passage itself, who may be named in it twice.
        """
        names = {actor.called: actor for actor in actors if actor.called is not None} | self.names
        for name in sorted(names, key=len, reverse=True):
            if name not in passage.text:
                continue
            for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", passage.text):
                bounds = passage.words(*found.span())
                if bounds is not None:
                    yield *bounds, names[name]
        own = {actor.name.split()[-1]: actor for actor in actors if actor.kind == "person" and not actor.generic}
        for token in passage.tokens if own or self.surnames else ():
            person = self.surnames.get(token.text, own.get(token.text))
            if person is None and token.dep in ("nsubj", "nsubj:pass", "nmod:poss"):
                person = self.firsts.get(token.text)
            if person is not None:
                yield token.i, token.i + 1, person
