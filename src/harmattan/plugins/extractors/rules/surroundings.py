"""What stands around the head noun of a generic actor: qualifiers, peoples, names, ties."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from harmattan.language.classes import classes
from harmattan.lexicons.rows import DemonymRow, HeadRow, PlaceRow, QualifierRow
from harmattan.plugins.extractors.rules.named import Named
from harmattan.plugins.extractors.rules.passage import Passage

# Kinds whose members act for the named group that they belong to ("JNIM fighters" are JNIM).
MEMBERS = frozenset(
    [
        "armed_group",
        "rebel",
        "jihadist",
        "military",
        "militia",
        "company",
        "separatist",
        "gang",
        "paramilitary",
        "mission",
        "foreign_force",
        "unknown",
    ]
)
GROUPED = MEMBERS - {"unknown", "mission"} | {"alliance"}
FORMER = frozenset({"former", "ex", "ex-", "retired", "ancien", "anciens", "ancienne", "anciennes"})
_OF = frozenset({"of", "from", "de", "du", "des", "d'", "d’", "aux", "au"})
_IN = frozenset({"in", "à", "en"})
_ARTICLES = frozenset({"the", "la", "le", "les", "l'", "l’"})
OWNED = frozenset(["their", "its", "his", "her", "our", "leur", "leurs", "ses", "sa", "son", "nos", "notre"])
_MARKS = frozenset({"-", "–", '"', "“", "”", "«", "»"})
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_JOINTS = frozenset({"and", "or", "et", "ou", ","})
_SKIPPED = 2
"""Unknown modifiers that may stand between a head noun and what qualifies it."""


def belongs(row: HeadRow, word: str) -> bool:
    """Return whether a noun is for those who act for the group that owns them; allies, captives and supporters do not."""
    if word in classes().ranks or word in classes().groups:
        return True
    return row.kind in MEMBERS and row.kind != "unknown"


class Around(msgspec.Struct):
    """What was found around a head noun while walking away from it."""

    first: int
    last: int
    demonyms: list[tuple[int, DemonymRow]] = []
    qualifiers: list[QualifierRow] = []
    spots: list[tuple[int, int, QualifierRow]] = []
    joints: list[int] = []
    states: list[tuple[int, str]] = []
    members_of: list[Named] = []
    tie: QualifierRow | None = None
    tied: str | None = None
    tied_kind: str | None = None
    odd: bool = False


class Seen:
    """Where in a passage qualifiers, peoples, actors and places stand, by token."""

    def __init__(self, passage: Passage, named: Sequence[Named]) -> None:
        self.passage = passage
        self.demonyms: dict[int, DemonymRow] = {}
        self.ambiguous: set[int] = set()
        upper = passage.upper
        for demonym, first, last, _ in passage.terms(DemonymRow):
            if demonym.language == "en" and not upper and not passage.tokens[first].text[0].isupper():
                continue
            for at in range(first, last):
                if at in self.demonyms and self.demonyms[at].country != demonym.country:
                    self.ambiguous.add(at)
                self.demonyms.setdefault(at, demonym)
        self.qualifiers: dict[int, tuple[QualifierRow, int, int]] = {}
        self.named = {at: item for item in named for at in range(*item.span)}
        for row, first, last in _qualifiers(passage):
            for at in range(first, last):
                if not row.tie and at in self.named and self.named[at].row.kind not in ("state", "community"):
                    continue  # "State" of "Islamic State"
                if at not in self.qualifiers or (row.tie and not self.qualifiers[at][0].tie):
                    self.qualifiers[at] = (row, first, last)
        self.places: dict[int, tuple[PlaceRow, int, int]] = {}
        for place, first, last, _ in passage.terms(PlaceRow):
            for at in range(first, last):
                self.places.setdefault(at, (place, first, last))


def _qualifiers(passage: Passage) -> list[tuple[QualifierRow, int, int]]:
    """Every qualifier, those within one word with others too ("State-affiliated")."""
    return sorted(passage.every(QualifierRow), key=lambda item: (item[1], -item[2]))


def concept_of(row_id: str) -> str:
    """Return the concept of a row's id `<concept>.<language>`."""
    return row_id.rpartition(".")[0] or row_id


def look_around(passage: Passage, seen: Seen, first: int, last: int, stop: int, language: str) -> Around:
    """Return what qualifies, owns and ties the head noun tokens[first:last]; the next one begins at token `stop`."""
    around = Around(first=first, last=last)
    if language == "fr":
        _look_right(passage, seen, around, stop)
        _look_left(passage, seen, around, reach=1)
    else:
        _look_left(passage, seen, around, reach=8)
        if language not in ("en",):
            _look_right(passage, seen, around, stop)
    _look_beyond(passage, seen, around, stop)
    return around


def _look_left(passage: Passage, seen: Seen, around: Around, *, reach: int) -> None:
    tokens = passage.tokens
    at, odd = around.first - 1, 0
    floor = max(0, around.first - reach)
    while at >= floor:
        token = tokens[at]
        taken = _take(seen, around, at)
        if taken is not None:
            at = taken - 1
            around.first = taken
            continue
        if (token.text in _MARKS and tokens[at].end == tokens[at + 1].start) or (
            token.text in _POSSESSIVE and at - 1 in seen.named and seen.named[at - 1].row.kind == "state"
        ):
            at -= 1
        elif (
            token.lower in _JOINTS and around.first == at + 1 and _qualifies(seen, at - 1) and _qualifies(seen, at + 1)
        ):
            around.joints.append(at)
            at -= 1
        elif token.pos in ("ADJ", "NOUN", "PROPN", "ADV") and odd < _SKIPPED and _modifies(passage, at, around.first):
            around.odd = around.odd or token.lower in FORMER
            odd, at = odd + 1, at - 1
        else:
            return


def _modifies(passage: Passage, at: int, first: int) -> bool:
    token = passage.tokens[at]
    return (token.dep in ("amod", "compound", "advmod", "nmod", "flat") and token.head > at) or token.lower in FORMER


def _look_right(passage: Passage, seen: Seen, around: Around, stop: int) -> None:
    tokens = passage.tokens
    at, odd = around.last, 0
    while at < stop:
        token = tokens[at]
        item = seen.qualifiers.get(at)
        if item is not None and item[0].tie:
            return
        named = seen.named.get(at)
        if named is not None and named.row.kind != "state" and at > around.last:
            return
        taken = _take(seen, around, at)
        if taken is not None:
            at = _end(seen, at)
            around.last = at
            continue
        if token.text in _MARKS or (
            token.lower in _JOINTS and around.last == at and _qualifies(seen, at - 1) and _qualifies(seen, at + 1)
        ):
            at += 1
        elif token.pos in ("ADJ", "ADV") and odd < _SKIPPED:
            odd, at = odd + 1, at + 1
        else:
            return


def _qualifies(seen: Seen, at: int) -> bool:
    named = seen.named.get(at)
    if named is not None and named.row.kind not in ("state", "community"):
        return False
    return at in seen.demonyms or at in seen.qualifiers or named is not None


def _end(seen: Seen, at: int) -> int:
    ends = [at + 1]
    if at in seen.named:
        ends.append(seen.named[at].span[1])
    if at in seen.qualifiers:
        ends.append(seen.qualifiers[at][2])
    return max(ends)


def _take(seen: Seen, around: Around, at: int) -> int | None:
    """Take what stands at a token into the picture; returns its first token, None where nothing known stands there."""
    begin: int | None = None
    quality = seen.qualifiers.get(at)
    named = seen.named.get(at)
    demonym = seen.demonyms.get(at)
    if quality is not None and quality[0].tie and (named is not None or demonym is not None or at > 0):
        beside = named or seen.named.get(quality[1] - 1) or seen.named.get(quality[1] - 2)
        people = demonym or seen.demonyms.get(quality[1] - 1) or seen.demonyms.get(quality[1] - 2)
        if beside is not None and quality[1] - beside.span[1] <= 1:
            around.tie, around.tied, around.tied_kind = quality[0], _tied(beside), beside.row.kind
            return min(beside.span[0], quality[1])
        if people is not None:
            around.tie, around.tied = quality[0], concept_of(people.id)
            return max(0, quality[1] - (0 if demonym is not None else 2 if quality[1] - 1 not in seen.demonyms else 1))
        return None
    if quality is not None:
        around.qualifiers.append(quality[0])
        around.spots.append((quality[1], quality[2], quality[0]))
        begin = quality[1]
    elif demonym is not None and (named is None or named.row.kind in ("state", "community")):
        around.demonyms.append((at, demonym))
        begin = at
    elif named is not None and named.row.kind == "state" and named.row.country is not None:
        around.states.append((at, named.row.country))
        begin = named.span[0]
    elif named is not None and named.row.kind != "person":
        around.members_of.append(named)
        begin = named.span[0]
    return begin


def _tied(item: Named) -> str:
    return (item.row.country or item.row.id).lower() if item.row.kind == "state" else item.row.id


def _look_beyond(passage: Passage, seen: Seen, around: Around, stop: int) -> None:
    """What follows a head: "linked to X", "of X", "in Bamako", or a name whose preposition was lost."""
    tokens = passage.tokens
    at = around.last
    if at >= len(tokens):
        return
    while at < len(tokens) and (
        tokens[at].text == "," or tokens[at].lower in ("who", "which", "that", "are", "qui", "sont")
    ):
        at += 1
    quality = seen.qualifiers.get(at)
    if quality is not None and quality[0].tie and quality[0].pos == "phrase":
        target = _past_article(passage, quality[2])
        item = seen.named.get(target)
        if item is not None:
            around.tie, around.tied, around.tied_kind = quality[0], _tied(item), item.row.kind
            around.last = _with_place(passage, seen, item.span[1])
        return
    at = around.last
    word = tokens[at].lower
    if word in _OF or word in _IN:
        target = _past_article(passage, at + 1)
        item = seen.named.get(target)
        place = seen.places.get(target)
        if word in _OF and item is not None and item.row.kind not in ("state", "person"):
            around.members_of.append(item)
            around.last = item.span[1]
        elif word in _OF and item is not None and item.row.country is not None and item.row.kind == "state":
            if word != "from" and not _is_owned(passage, around.first):
                around.states.append((target, item.row.country))
                around.last = item.span[1]
        elif word in _IN and place is not None and place[0].feature == "capital" and place[0].country is not None:
            around.states.append((-1, place[0].country))
        return
    item = seen.named.get(at)
    if item is not None and item.row.kind in GROUPED and at < stop and not around.members_of:
        around.members_of.append(item)
        around.last = item.span[1]


def _is_owned(passage: Passage, first: int) -> bool:
    """Whether a possessive says whose: "leurs troupes du Niger" are not Niger's."""
    return first > 0 and passage.tokens[first - 1].lower in OWNED


def _past_article(passage: Passage, at: int) -> int:
    while at < len(passage.tokens) - 1 and (passage.tokens[at].lower in _ARTICLES or passage.tokens[at].text in _MARKS):
        at += 1
    return at


def _with_place(passage: Passage, seen: Seen, last: int) -> int:
    """Where "in West Africa" follows a tie, it belongs to the name."""
    if last + 1 < len(passage.tokens) and passage.tokens[last].lower in ("in", "au", "en", "dans"):
        place = seen.places.get(_past_article(passage, last + 1))
        if place is not None and place[0].feature in ("area", "country", "region"):
            return place[2]
    return last
