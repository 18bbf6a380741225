"""Finds where a country or its capital stands for its government: "Bamako said", "Russia backs"."""

from __future__ import annotations

from collections.abc import Sequence

from harmattan.language.classes import classes
from harmattan.language.syntax import Token
from harmattan.lexicons.rows import CueRow, PlaceRow, TriggerRow
from harmattan.plugins.extractors.rules.found import FoundActor
from harmattan.plugins.extractors.rules.named import Named
from harmattan.plugins.extractors.rules.passage import Passage

_BORDERS = frozenset(["border", "borders", "frontier", "boundary", "frontière", "frontières", "limite"])
_ACTING = frozenset({"nsubj", "nsubj:pass", "obj", "iobj", "obl:agent", "nmod:poss", "csubj"})
# Prepositions after which a country is one that acts or is acted upon; after all others it is a place.
_TO_STATES = frozenset(
    [
        "by",
        "with",
        "against",
        "between",
        "on",
        "toward",
        "towards",
        "versus",
        "par",
        "avec",
        "contre",
        "entre",
        "envers",
        "sur",
        "vis-à-vis",
    ]
)
_OF_STATES = frozenset(["of", "from", "to", "for", "de", "d'", "d’", "du", "des", "à", "au", "aux"])
_TO_CAPITALS = frozenset(["by", "with", "between", "par", "avec", "entre"])
_PLACING = frozenset(["in", "at", "near", "outside", "around", "à", "en", "dans", "vers", "près"])
_SAYING = frozenset({"reporting", "attitude", "unconfirmed", "doubt"})


def find_states(passage: Passage, states: Sequence[Named]) -> list[FoundActor]:
    """Return the states that act in a passage, in text order; a country that is only a place is none."""
    siding = _siding(passage) if states else frozenset()
    found = [item.actor for item in states if _acts(passage, item.actor.first, item.actor.head, siding)]
    capitals = [
        (row, first, last, head)
        for row, first, last, head in passage.terms(PlaceRow)
        if row.feature == "capital" and row.country and last - first < 3
    ]
    if capitals:
        saying = _saying(passage)
        for row, first, last, head in capitals:
            text = passage.text[passage.tokens[first].start : passage.tokens[last - 1].end]
            if (
                text[0].isupper()
                and not _is_dateline(passage, first, last)
                and _speaks(passage, first, last, head, saying)
            ):
                found.append(
                    FoundActor(
                        first=first,
                        last=last,
                        head=head,
                        name=text,
                        actor_id=f"state-{row.country}",
                        kind="state",
                        country=row.country,
                        speaks=True,
                    )
                )
    return sorted(found, key=lambda actor: actor.first)


def _is_dateline(passage: Passage, first: int, last: int) -> bool:
    """Whether a place opens the passage as that of its writing: "BAMAKO, 3 May -", "Paris (AFP) -"."""
    return first == 0 and last < len(passage.tokens) and passage.tokens[last].text[0] in ",(-–—/:"


def _case(passage: Passage, head: int, first: int) -> str | None:
    """The preposition before a name, by the syntax or by the word before it."""
    sentence = passage.sentence
    cases = sentence.children(passage.tokens[head], "case")
    if cases:
        return cases[0].lower
    at = first - 1
    while at >= 0 and passage.tokens[at].lower in ("the", "la", "le", "l'", "l’", "les"):
        at -= 1
    if at >= 0 and passage.tokens[at].pos == "ADP":
        return passage.tokens[at].lower
    return None


def _acts(passage: Passage, first: int, head: int, siding: frozenset[int]) -> bool:
    """A country acts as subject, object or owner, after "against", and as what a siding word governs ("ally of Russia")."""
    token = passage.tokens[head]
    for _ in range(3):
        if token.dep != "conj" or _case(passage, token.i, token.i) is not None:
            break
        token = passage.sentence.head(token)
        first = token.i
    near = passage.tokens[max(0, first - 3) : first]
    if token.pos == "X" or (near and near[-1].pos == "ADP" and any(word.lower in _BORDERS for word in near)):
        return False  # "the border with Niger" is land, whatever the syntax makes of it
    if token.dep in ("obj", "iobj"):
        return token.head in siding
    if token.dep in _ACTING:
        return not _owns_land(passage, token)
    if token.dep in ("compound", "amod", "flat", "appos", "root"):
        return False
    case = _case(passage, token.i, first)
    if case is None:
        return False
    if any(word.lower in _BORDERS for word in near):
        return False
    return case in _TO_STATES or (case in _OF_STATES and token.head in siding)


def _owns_land(passage: Passage, token: Token) -> bool:
    """Whether a country or capital stands before a part of itself: "Nigeria's Yobe state", "Baghdad's western suburbs"."""
    if token.dep != "nmod:poss":
        return False
    owned = passage.sentence.head(token)
    if any(first <= owned.i < last for _, first, last, _ in passage.terms(PlaceRow)):
        return True
    near = passage.tokens[token.i + 1 : owned.i + 2]
    return any(word.lower in classes().regions or word.lower in classes().stretches for word in near)


def _siding(passage: Passage) -> frozenset[int]:
    """Tokens that head words which do something to somebody, or side with or against somebody."""
    return frozenset(
        head
        for row, _, _, head in passage.terms(TriggerRow)
        if row.object is not None or row.kind in ("position", "support", "relation")
    )


def _is_reflexive(passage: Passage, verb: int) -> bool:
    """Whether a French verb is done by its subjects to themselves or each other ("se sont accusés")."""
    return any(child.lower in ("se", "s'", "s’") for child in passage.sentence.children(passage.tokens[verb]))


def _saying(passage: Passage) -> frozenset[int]:
    """Tokens that head words of saying, siding and supporting."""
    cues = {head for row, _, _, head in passage.terms(CueRow) if row.cue in _SAYING}
    triggers = {
        head for row, _, _, head in passage.terms(TriggerRow) if row.kind in ("position", "support", "relation")
    }
    return frozenset(cues | triggers)


def _speaks(passage: Passage, first: int, last: int, head: int, saying: frozenset[int]) -> bool:
    """A capital speaks as the subject of a verb of saying, or beside another in "between X and Y"."""
    if _case(passage, head, first) in _PLACING:
        return False
    after = last
    while after < len(passage.tokens) and passage.tokens[after].pos in ("AUX", "ADV", "PART"):
        after += 1
    if after < len(passage.tokens) and after in saying:
        return True
    node = passage.tokens[head]
    if node.pos == "X":
        return False
    if node.dep == "conj":
        node = passage.sentence.head(node)
    if node.dep in ("nsubj", "nsubj:pass"):
        return passage.sentence.head(node).i in saying and (node.dep == "nsubj" or _is_reflexive(passage, node.head))
    if node.dep in ("nmod:poss", "obl:agent"):
        return not _owns_land(passage, node)
    if node.dep in ("obj", "iobj"):
        return passage.sentence.head(node).i in saying
    case = _case(passage, node.i, min(first, node.i))
    return case in _TO_CAPITALS
