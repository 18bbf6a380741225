"""A scene: a passage with all that the finders saw in it, and how to ask it what stands where."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

from harmattan.lexicons import Lexicon
from harmattan.lexicons.rows import CueRow, LightVerbRow, MeansRow, TargetRow, TriggerRow
from harmattan.plugins.extractors.rules.arguments import Arguments, arguments_of, case_of, is_of, with_conjuncts
from harmattan.plugins.extractors.rules.found import (
    FoundActor,
    FoundAttribution,
    FoundPlace,
    FoundQuantity,
    FoundTime,
)
from harmattan.plugins.extractors.rules.passage import Passage


class Trigger(NamedTuple):
    """A trigger row seen in the passage, with its arguments."""

    row: TriggerRow
    first: int
    last: int
    head: int
    arguments: Arguments


class Scene:
    """A passage and what was found in it. Nothing here decides; it answers."""

    def __init__(
        self,
        passage: Passage,
        *,
        actors: tuple[FoundActor, ...],
        pronouns: tuple[FoundActor, ...] = (),
        places: tuple[FoundPlace, ...],
        times: tuple[FoundTime, ...],
        quantities: tuple[FoundQuantity, ...],
        attributions: tuple[FoundAttribution, ...],
        language: str,
        lexicon: Lexicon,
    ) -> None:
        self.passage = passage
        self.actors = actors
        self.pronouns = pronouns
        """Pronouns as the actors that they stand for."""
        self.places = places
        self.times = times
        self.quantities = quantities
        self.attributions = attributions
        self.language = language
        self.lexicon = lexicon
        self._clauses: dict[int, frozenset[int]] = {}
        self._own_clauses: dict[int, frozenset[int]] = {}

    @cached_property
    def section(self) -> int:
        """Which of the document's sections the passage stands in: how many headings begin before or with it."""
        start, _ = self.passage.whole
        return sum(block.kind == "heading" and block.start <= start for block in self.passage.reading.blocks)

    @cached_property
    def upper(self) -> bool:
        """Whether the passage is written in capitals, so that tags are less to be trusted."""
        letters = list(filter(str.isalpha, self.passage.text))
        return sum(map(str.isupper, letters)) > 0.8 * max(1, len(letters))

    @cached_property
    def damaged(self) -> bool:
        """Whether words of the passage had to be restored, so that its grammar is less to be trusted."""
        start, end = self.passage.whole
        reading = self.passage.reading
        return any(a < end and b > start for a, b in zip(reading.starts, reading.ends, strict=True))

    @cached_property
    def triggers(self) -> list[Trigger]:
        """The triggers whose part of speech fits, in text order, with their arguments."""
        light = frozenset(head for _, _, _, head in self.passage.terms(LightVerbRow))
        groups: dict[tuple[int, int, int], list[TriggerRow]] = {}
        for row, first, last, head in self.passage.triggers:
            groups.setdefault((first, last, head), []).append(row)
        found: list[Trigger] = []
        for (first, last, head), rows in groups.items():
            fitting = [row for row in rows if self._fits(row, first, last, head) and self._governs(row, head)]
            if self._is_in_name(first, last, head):
                continue
            if not fitting:
                continue
            arguments = arguments_of(self.passage.sentence, first, last, head, light)
            found.extend(Trigger(row, first, last, head, arguments) for row in fitting)
        return found

    @cached_property
    def toll_heads(self) -> dict[int, set[int]]:
        """Where the words of tolls begin, and what heads them."""
        found: dict[int, set[int]] = {}
        for trigger in self.triggers:
            if trigger.row.unit is not None:
                found.setdefault(trigger.first, set()).add(trigger.head)
        return found

    def _is_in_name(self, first: int, last: int, head: int) -> bool:
        """Return whether a word is part of a name ("National Liberation Front"), so that it states nothing."""
        token = self.passage.tokens[head]
        if (
            any(
                actor.first <= first and last < actor.last and not actor.generic and actor.kind != "person"
                for actor in self.actors
                if actor.actor_id is not None and not actor.actor_id.startswith("generic:")
            )
            and token.text[:1].isupper()
        ):
            return True
        if token.dep.partition(":")[0] not in ("compound", "flat") or self.damaged:
            return False
        return any(
            actor.first <= first and last <= actor.last and actor.head != head and not actor.generic
            for actor in self.actors
        ) or (self.passage.sentence.head(token).pos == "PROPN" and token.text[:1].isupper())

    def _fits(self, row: TriggerRow, first: int, last: int, head: int) -> bool:
        token = self.passage.tokens[head]
        if row.pos == "phrase" or token.pos == "X" or last - first > 1:
            return True
        if row.pos == "verb":
            return token.pos == "VERB" or (token.form is not None and token.pos == "ADJ")
        if row.pos == "noun":
            return token.pos == "NOUN" or (token.pos == "PROPN" and (self.upper or token.text[:1].isupper()))
        if row.pos == "adjective":
            return token.pos in ("ADJ", "NOUN") or token.form == "participle"
        return True

    def _governs(self, row: TriggerRow, head: int) -> bool:
        """Return whether one of the words that a trigger is to govern hangs on it; flat text has no tree to tell."""
        if not row.governs or self.passage.tokens[head].pos == "X":
            return True
        sentence = self.passage.sentence
        return any(token.lower in row.governs for token in sentence.subtree(sentence.tokens[head]))

    @cached_property
    def cues(self) -> list[tuple[CueRow, int, int, int]]:
        """The certainty and attribution cues of the passage."""
        return self.passage.terms(CueRow)

    @cached_property
    def means(self) -> list[tuple[MeansRow, int, int, int]]:
        """The weapons and methods of the passage."""
        return self.passage.terms(MeansRow)

    @cached_property
    def targets(self) -> list[tuple[TargetRow, int, int, int]]:
        """The things and places of the passage that can be attacked or held."""
        return self.passage.terms(TargetRow)

    def actors_at(self, indexes: tuple[int, ...] | list[int]) -> list[FoundActor]:
        """Return the actors that these tokens head or stand in, each once, in order."""
        found: dict[tuple[int, int, str], FoundActor] = {}
        for index in indexes:
            for actor in self._actors_at(index):
                found.setdefault((actor.first, actor.last, actor.name), actor)
        return list(found.values())

    def _actors_at(self, index: int) -> list[FoundActor]:
        """Return the actors that a token heads ("Ukrainian and Western specialists" are two), else the widest around it."""
        headed = [actor for actor in self.actors if actor.head == index]
        if headed:
            return headed
        around = [actor for actor in self.actors if actor.first <= index < actor.last]
        if around:
            return [max(around, key=lambda actor: actor.last - actor.first)]
        token = self.passage.tokens[index]
        below = self.passage.sentence.children(token, "appos", "flat", "nmod")
        # "the head of the union, Kunda": the one who is named beats the union
        for child in sorted(below, key=lambda child: child.dep.partition(":")[0] == "nmod"):
            if child.dep.partition(":")[0] == "nmod" and not is_of(case_of(self.passage.sentence, child) or ""):
                continue
            found = [actor for actor in self.actors if actor.head == child.i or actor.first <= child.i < actor.last]
            if found:
                return found[:1]
        return []

    def conjuncts(self, index: int) -> list[int]:
        """Return the token and what is coordinated with it."""
        return with_conjuncts(self.passage.sentence, self.passage.tokens[index])

    def own_clause(self, head: int) -> frozenset[int]:
        """Return the tokens below tokens[head] but those of clauses set beside it, which have a subject of their own."""
        known = self._own_clauses.get(head)
        if known is None:
            known = self._own_clauses[head] = frozenset(self._own_clause(head))
        return known

    def _own_clause(self, head: int) -> set[int]:
        sentence = self.passage.sentence
        inside = {head}
        queue = [sentence.tokens[head]]
        while queue:
            for child in sentence.children(queue.pop()):
                beside = child.dep.partition(":")[0] in ("conj", "parataxis") and child.pos in ("VERB", "AUX")
                # A subject that stands beside it, not its own modifier read as one ("drone and air strikes").
                subjects = [item for item in sentence.children(child, "nsubj") if item.i != child.i - 1]
                if child.i not in inside and not (beside and subjects):
                    inside.add(child.i)
                    queue.append(child)
        return inside

    def clause_tokens(self, head: int) -> frozenset[int]:
        """Return the tokens of the clause that tokens[head] heads, subordinate finite clauses left out."""
        known = self._clauses.get(head)
        if known is None:
            known = self._clauses[head] = frozenset(self._clause_tokens(head))
        return known

    def _clause_tokens(self, head: int) -> set[int]:
        sentence = self.passage.sentence
        inside = {head}
        queue = [sentence.tokens[head]]
        while queue:
            for child in sentence.children(queue.pop()):
                dep = child.dep.partition(":")[0]
                if dep in ("parataxis", "advcl", "ccomp") or child.dep == "acl:relcl":
                    continue
                if dep == "conj" and child.pos == "VERB" and sentence.children(child, "nsubj"):
                    continue
                if child.i not in inside:
                    inside.add(child.i)
                    queue.append(child)
        return inside
