"""Ends: who stands at the two ends of a tie that no finite verb tells.

Reports mostly tell ties in passing: by a participle ("Wagner, backed by Moscow"), a compound ("the rebel-held town"), an
apposition ("an offshoot of X"), a possessor ("the junta's Russian allies"). `bearer` is whom such words are about, `other`
whom they name besides. Names that no lexicon knows may stand at an end as well as those that it knows.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from harmattan.language.classes import classes
from harmattan.language.syntax import Token
from harmattan.lexicons import Lexicon
from harmattan.lexicons.rows import ActorRow, DemonymRow, HeadRow, OutletRow, PlaceRow
from harmattan.plugins.extractors.rules.arguments import RELATIVE, case_of, is_of, with_conjuncts
from harmattan.plugins.extractors.rules.found import FoundActor
from harmattan.plugins.extractors.rules.scene import Scene, Trigger

REACH = 6
"""Words between a tie's words and an actor beside them, where only word order ties the two."""
CLIMB = 6
"""Steps from the words of a tie up to whom they are about."""
NOMINAL = ("nmod", "obl", "obj", "iobj", "conj", "appos")
JOINTS = frozenset({"ag", "al", "ould", "ibn", "bin", "ben", "el", "de", "du", "of"})
"""Small words inside names."""


class Ends(NamedTuple):
    """Whom the words of a tie are about and whom they name besides; empty where nobody is found."""

    bearer: tuple[FoundActor, ...]
    other: tuple[FoundActor, ...]


def ends_of(scene: Scene, trigger: Trigger) -> Ends:
    """Return the two ends of a tie told by a phrase or a noun; nobody stands at both."""
    other = _others(scene, trigger)
    heads = {actor.head for actor in other}
    bearer = [
        actor
        for actor in (*_beside(scene, trigger, heads), *_resolved(scene, trigger, bearers_of(scene, trigger)))
        if actor.head not in heads
    ]
    if any(actor.last <= trigger.first for actor in bearer):
        bearer = [actor for actor in bearer if actor.first < trigger.last or trigger.row.pos == "noun"]
    if not bearer and trigger.row.pos == "noun":
        bearer = [actor for actor in _itself(scene, trigger) if actor.head not in heads]
    unique = tuple({(actor.first, actor.last, actor.name): actor for actor in bearer}.values())
    if not other and len(unique) > 1 and trigger.row.relation in ("ally", "rival") and trigger.row.pos == "noun":
        # "JNIM and the Islamic State, sworn enemies": each is the other's.
        return Ends(unique[:1], unique[1:])
    return Ends(unique, tuple(other))


def is_compound(scene: Scene, trigger: Trigger) -> bool:
    """Return whether a trigger is half of a compound ("rebel-held", "Moscow-backed", "pro-Russian")."""
    word = scene.passage.tokens[trigger.first].text
    return trigger.last - trigger.first == 1 and "-" in word[1:-1] and "-" in trigger.row.term


def bearers_of(scene: Scene, trigger: Trigger) -> list[int]:
    """Return the tokens of whom or what the words of a tie are about, what is coordinated with them included."""
    sentence = scene.passage.sentence
    node = sentence.tokens[trigger.head]
    if node.dep == "advcl" and node.form == "participle":
        # "near Babanusa, long besieged by …": a participle right behind a noun is about it.
        before = [token for token in sentence.tokens[: trigger.first] if token.pos not in ("PUNCT", "ADV")]
        if before and before[-1].pos in ("NOUN", "PROPN"):
            return _all(scene, before[-1])
    for step in range(CLIMB):
        found = [child for child in sentence.children(node, "nsubj") if not trigger.first <= child.i < trigger.last]
        if found:
            return _all(scene, _antecedent(scene, found[0]))
        dep = node.dep.partition(":")[0]
        above = sentence.head(node)
        if above.i == node.i:
            break
        nominal = above.pos in ("NOUN", "PROPN", "PRON", "X", "NUM")
        if nominal and dep in ("acl", "amod", "appos", "compound", "conj"):
            return _all(scene, above)
        if nominal and dep == "nmod" and not is_of(case_of(sentence, node) or ""):
            return _all(scene, above)
        if dep == "conj" and step and not sentence.children(above, "nsubj"):
            break
        node = above
    return _opened(scene, trigger)


def _opened(scene: Scene, trigger: Trigger) -> list[int]:
    """Return the subject that follows words which open their sentence ("Backed by Kigali, the M23 …")."""
    if trigger.first > 2:
        return []
    sentence = scene.passage.sentence
    found = [token for token in sentence.tokens[trigger.last :] if token.dep in ("nsubj", "nsubj:pass")]
    return _all(scene, found[0]) if found else []


def _all(scene: Scene, token: Token) -> list[int]:
    """Return a token, what is coordinated with it, and the noun that it explains ("the Imghad, a militia backed by …")."""
    found = with_conjuncts(scene.passage.sentence, token)
    if token.dep.partition(":")[0] == "appos":
        found.insert(0, token.head)
    return found


def _antecedent(scene: Scene, subject: Token) -> Token:
    if subject.lower not in RELATIVE:
        return subject
    clause = scene.passage.sentence.head(subject)
    return scene.passage.sentence.head(clause) if clause.dep.startswith("acl") else subject


def _others(scene: Scene, trigger: Trigger) -> list[FoundActor]:
    """Return whom a tie names besides: the first half of a compound, a possessor, or what follows the words."""
    if is_compound(scene, trigger):
        return _half(scene, trigger.first)
    arguments = trigger.arguments
    sentence = scene.passage.sentence
    if trigger.row.pos == "noun":
        named = [index for case, index in arguments.obliques if is_of(case) or case in trigger.row.prepositions]
        token = sentence.tokens[trigger.head]
        # "backer and adviser of the Houthis": the complement stands with the last of them.
        named += [
            below.i
            for child in sentence.children(token, "conj")
            for below in sentence.children(child, "nmod")
            if is_of(case_of(sentence, below) or "")
        ]
        found = _resolved(scene, trigger, [*arguments.possessor, *named]) or _owner(scene, trigger)
        if found:
            return found
        names = [index for index in arguments.modifiers if sentence.tokens[index].pos == "PROPN"]
        # "Iyad, the JNIM leader" and "the JNIM leader Iyad"
        calls_name = token.dep == "appos" or _beside(scene, trigger, set(names))
        return _resolved(scene, trigger, names) if calls_name else []
    below = [
        index
        for own in sentence.tokens[trigger.first : trigger.last]
        for child in sentence.children(own)
        if child.i >= trigger.last and child.dep.partition(":")[0] in NOMINAL and child.pos not in ("VERB", "AUX")
        for index in with_conjuncts(sentence, child)
    ]
    for index in sorted(set(below)):
        found = _resolved(scene, trigger, [index])
        if found:
            return _resolved(scene, trigger, with_conjuncts(sentence, sentence.tokens[index]))
    near = next_nominal(scene, trigger.last)
    return _resolved(scene, trigger, with_conjuncts(sentence, near)) if near is not None else []


def _owner(scene: Scene, trigger: Trigger) -> list[FoundActor]:
    """Return whose own a noun of a tie is, where only a pronoun says so ("its sponsor"): the subject of the main clause."""
    sentence = scene.passage.sentence
    token = sentence.tokens[trigger.head]
    own = [child for child in sentence.children(token) if child.i < token.i and child.lower in classes().owned]
    if not own:
        return []
    root = next((item for item in sentence.tokens if item.dep == "root"), token)
    subjects = [child for child in sentence.children(root, "nsubj") if child.i != token.i]
    return _resolved(scene, trigger, _all(scene, subjects[0])) if subjects else []


def next_nominal(scene: Scene, at: int) -> Token | None:
    """Return the head of the noun phrase that begins at tokens[at]; None where none does."""
    sentence = scene.passage.sentence
    for token in sentence.tokens[at : at + REACH]:
        if token.pos in ("NOUN", "PROPN", "X"):
            above = sentence.head(token)
            return above if token.dep in ("compound", "flat") and above.i > token.i else token
        if token.pos not in ("DET", "ADJ", "ADV", "NUM", "ADP"):
            return None
    return None


def _half(scene: Scene, at: int) -> list[FoundActor]:
    """Return whom one half of a compound names: an actor, a people, a noun for actors, or a name of its own."""
    token = scene.passage.tokens[at]
    inside = [actor for actor in scene.actors if actor.first == at and actor.last == at + 1 and not actor.generic]
    known = inside[:1] or _known(scene, at)
    if known:
        return known
    word = token.text.partition("-")[2] if token.lower.startswith("pro-") else token.text.rpartition("-")[0]
    if not word[:1].isupper() and word.lower() not in _heads(scene.lexicon, scene.language):
        return []
    return [FoundActor(first=at, last=at + 1, head=at, name=word, kind="unknown", generic=word.islower())]


@lru_cache(maxsize=8)
def _heads(lexicon: Lexicon, language: str) -> frozenset[str]:
    """Return the nouns for actors that a language has."""
    return frozenset(row.term for row in lexicon.rows(HeadRow) if row.language == language)


def _resolved(scene: Scene, trigger: Trigger, indexes: list[int]) -> list[FoundActor]:
    """Return who stands at these tokens, each once; an actor that only wraps the words of the tie is none."""
    found: dict[tuple[int, int, str], FoundActor] = {}
    for index in dict.fromkeys(indexes):
        if trigger.first <= index < trigger.last:
            continue
        actors = [
            actor for actor in scene.actors_at([index]) if not (actor.first <= trigger.head < actor.last)
        ] or end_at(scene, index)
        if not actors:
            # "members of the Boko Haram sect": the name says which sect.
            within = [
                child.i for child in scene.passage.sentence.children(scene.passage.tokens[index], "compound", "flat")
            ]
            actors = [actor for at in within for actor in scene.actors_at([at])][:1]
        if not actors:
            # "Colonel Ousseini Tanda": the name stands behind its title.
            actors = [actor for actor in scene.actors if actor.first == index + 1 and actor.kind == "person"]
        if not actors:
            actors = _common(scene, index)
        for actor in actors:
            found.setdefault((actor.first, actor.last, actor.name), actor)
    return list(found.values())


def _common(scene: Scene, index: int) -> list[FoundActor]:
    """Return a common noun for people or bodies of them as an actor of its own ("a bloc headed by …")."""
    token = scene.passage.tokens[index]
    if token.pos != "NOUN" or not (token.lower in classes().bodies or _is_head(scene, index)):
        return []
    return [_noun(scene, token)]


def _is_head(scene: Scene, index: int) -> bool:
    return any(first <= index < last for _, first, last, _ in scene.passage.terms(HeadRow))


def _noun(scene: Scene, token: Token) -> FoundActor:
    """Return a noun with what says which before it as a generic actor."""
    before = scene.passage.sentence.children(token, "compound", "amod")
    first = min([token.i, *(child.i for child in before if child.i < token.i)])
    name = scene.passage.text[scene.passage.tokens[first].start : token.end]
    return FoundActor(first=first, last=token.i + 1, head=token.i, name=name, kind="unknown", generic=True)


def end_at(scene: Scene, index: int) -> list[FoundActor]:
    """Return who a token names that no finder took for an actor: one the lexicon knows, a people, a capital, a new name."""
    return _known(scene, index) or _unheard(scene, index)


def anybody_at(scene: Scene, index: int) -> list[FoundActor]:
    """Return who stands at a token: an actor that was found, a name, or a common noun for people or bodies of them."""
    return scene.actors_at([index]) or end_at(scene, index) or _common(scene, index)


def _known(scene: Scene, index: int) -> list[FoundActor]:
    """Return the lexicon's actor, people or capital at a token."""
    passage = scene.passage
    for row, first, last, head in passage.terms(ActorRow):
        if first <= index < last and row.kind != "person":
            return [_actor(scene, first, last, head, row.id, row.kind, row.country)]
    for demonym, first, last, head in passage.terms(DemonymRow):
        if first <= index < last:
            word = passage.tokens[first].text
            text = word.rpartition("-")[0] or word
            return [
                FoundActor(
                    first=first, last=last, head=head, name=text, kind="state", country=demonym.country,
                    actor_id=f"state-{demonym.country}",
                )
            ]  # fmt: skip
    for place, first, last, head in passage.terms(PlaceRow):
        if first <= index < last and place.feature == "capital" and place.country:
            return [_actor(scene, first, last, head, f"state-{place.country}", "state", place.country)]
    return []


def _actor(scene: Scene, first: int, last: int, head: int, actor_id: str, kind: str, country: str | None) -> FoundActor:
    text = scene.passage.text[scene.passage.tokens[first].start : scene.passage.tokens[last - 1].end]
    name = text.rpartition("-")[0] if "-" in text and last - first == 1 and text.rpartition("-")[2].islower() else text
    return FoundActor(first=first, last=last, head=head, name=name, kind=kind, country=country, actor_id=actor_id)


def _unheard(scene: Scene, index: int) -> list[FoundActor]:
    """Return a name that no lexicon has: the capitalised words around a token ("the Amhara Fano Union")."""
    stretch = name_around(scene, index)
    if stretch is None:
        return []
    first, last = stretch
    name = scene.passage.text[scene.passage.tokens[first].start : scene.passage.tokens[last - 1].end]
    return [FoundActor(first=first, last=last, head=index, name=name, kind="unknown")]


def name_around(scene: Scene, index: int) -> tuple[int, int] | None:
    """Return the stretch [first, last) of the name that a token stands in; None for a common noun, a time or an outlet."""
    passage = scene.passage
    tokens = passage.tokens
    if scene.upper or not _is_name(tokens[index]):
        return None
    if any(time.first <= index < time.last for time in scene.times):
        return None
    if any(first <= index < last for _, first, last, _ in passage.terms(OutletRow)):
        return None
    first, last = index, index + 1
    while first and (
        _is_name(tokens[first - 1]) or (tokens[first - 1].lower in JOINTS and _is_name(tokens[first - 2]))
    ):
        first -= 1
    while last < len(tokens) and _is_name(tokens[last]):
        last += 1
    if scene.language == "fr" and last < len(tokens) and tokens[last].dep == "amod" and tokens[last].head == index:
        last += 1  # "la Force conjointe"
    return first, last


def _is_name(token: Token) -> bool:
    """Return whether a token is written as a part of a name."""
    if not token.text[:1].isupper() or token.pos in ("VERB", "AUX", "DET", "PRON", "ADP", "CCONJ", "SCONJ", "ADV"):
        return False
    return token.pos == "PROPN" or token.i > 0 or (token.text.isupper() and len(token.text) > 1)


def _beside(scene: Scene, trigger: Trigger, taken: set[int]) -> list[FoundActor]:
    """Return whom a noun of a tie calls by name: what explains it, follows it as its name, or says which ("Russian allies")."""
    if trigger.row.pos != "noun":
        return []
    sentence = scene.passage.sentence
    token = sentence.tokens[trigger.head]
    named = [child.i for child in sentence.children(token, "appos", "flat")]
    if token.dep.partition(":")[0] in ("compound", "flat", "nmod") and token.head == trigger.last:
        named.append(token.head)
    named = [index for index in named if index not in taken]
    found = _resolved(scene, trigger, named)
    found += [actor for actor in scene.actors if actor.first == trigger.last and actor not in found]
    if not found and trigger.last < len(sentence.tokens) and name_around(scene, trigger.last) is not None:
        found = _unheard(scene, trigger.last)
    if found:
        return found
    return [
        actor
        for index in trigger.arguments.modifiers
        if index not in taken
        for actor in (
            [actor for actor in scene.actors_at([index]) if not actor.first <= trigger.head < actor.last]
            or _known(scene, index)
        )
    ]


def _itself(scene: Scene, trigger: Trigger) -> list[FoundActor]:
    """Return a noun of a tie as the one that it is about, where it does something itself ("Kigali's proxies took Goma")."""
    sentence = scene.passage.sentence
    token = sentence.tokens[trigger.head]
    known = [actor for actor in scene.actors if actor.head == token.i]
    if known:
        return known[:1]
    acts = token.dep in ("nsubj", "nsubj:pass", "obj", "obl:agent") or (token.dep == "obl" and case_of(sentence, token))
    if not acts or sentence.children(token, "cop"):
        return []
    return [_noun(scene, token)]


def stretch_of(ends: Ends, trigger: Trigger) -> range:
    """Return the tokens from the first to the last of a tie's words and ends."""
    actors = (*ends.bearer, *ends.other)
    first = min([trigger.first, *(actor.first for actor in actors)])
    last = max([trigger.last, *(actor.last for actor in actors)])
    return range(first, last)
