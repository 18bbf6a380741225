"""Finds named groups and bodies that the lexicon lacks: by their form, an acronym behind them, or the noun beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

import msgspec

from harmattan.language.classes import classes
from harmattan.language.syntax import Token
from harmattan.lexicons.rows import (
    ActorRow,
    DemonymRow,
    HeadRow,
    MeansRow,
    OfficeRow,
    OutletRow,
    PlaceRow,
    QualifierRow,
    TargetRow,
    TriggerRow,
    UnitRow,
)
from harmattan.plugins.extractors.rules.calendar import MONTHS, WEEKDAYS
from harmattan.plugins.extractors.rules.cast import new_id
from harmattan.plugins.extractors.rules.found import FIGHTING, FoundActor
from harmattan.plugins.extractors.rules.passage import Passage
from harmattan.plugins.extractors.rules.roles import called, explained, held, serves

ACRONYM = re.compile(
    r"(?:[A-Z][a-z]?){2,7}(?:-[A-Z]{1,4}|\d)?|[A-Z]{2,8}(?:-[A-Z]{1,5})?|[A-Z][a-z]{2,8}-[A-Z]{2,4}|[A-Z]{1,3}-?\d{1,2}"
)
_ARABIC = re.compile(r"(?:[Aa]l|[Ee]l|[Aa]sh?|[Aa]n)-[A-Z]\w+")
_ROMAN = re.compile(r"[IVXLC]+")
_INSIDE = frozenset(
    ["de", "du", "des", "d'", "d’", "la", "le", "les", "l'", "l’", "et", "pour", "contre", "of", "for", "the", "and"]
)
_JOINTS = (_INSIDE | {"&"}) - {"contre", "and", "et"}
_DEFINITE = frozenset({"the", "le", "la", "l'", "l’", "du", "au"})
_BESIDE = frozenset({"against", "by", "with", "contre", "par", "avec", "chez"})
_ARTICLES = frozenset({"the", "a", "an", "le", "la", "les", "l'", "l’", "un", "une"})
_CALENDAR = frozenset(word for names in (*MONTHS.values(), *WEEKDAYS.values()) for word in names)
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "obl:agent"})
_OTHER = (MeansRow, OutletRow, PlaceRow, TargetRow, TriggerRow, UnitRow, OfficeRow, DemonymRow, ActorRow, HeadRow)
_HEADLINE_SHARE = 0.75
_CLOSED = frozenset({")", "]", ",", ";"})
LONGEST = 12
"""Words of a name; by judgement."""


def find_unlisted(passage: Passage, known: Iterable[tuple[int, int]], *, language: str) -> list[FoundActor]:
    """Return the bodies of a passage that bear a name of their own and none of the lexicon's, in text order.

    `known` are the spans of what else was seen: actors by name, persons, offices. Nothing is found in headlines and capitals.
    """
    if language not in ("en", "fr") or _is_capitalised(passage):
        return []
    taken = {at for span in known for at in range(*span)}
    taken |= {at for _, first, last, _ in passage.terms(OutletRow) for at in range(first, last)}
    places = _places(passage)
    found: list[FoundActor] = []
    spans = (
        *_expanded(passage, taken),
        *_bodies(passage, taken, places, language),
        *_beside(passage, taken, places),
        *_acting(passage, taken, places),
        *(
            (start, _run(passage, start, taken))
            for start in (*held(passage, taken, places), *called(passage, taken, places))
        ),
        *explained(passage, taken, places),
    )
    for first, last in spans:
        is_land = passage.tokens[last - 1].lower in classes().regions
        if not is_land and not any(actor.first < last and first < actor.last for actor in found):
            found.append(made(passage, first, last, passage.head_of(first, last)))
    covered = taken | {at for actor in found for at in range(actor.first, actor.last)}
    found += [made(passage, at, at + 1, at) for at in _acronyms(passage, covered)]
    return sorted(found, key=lambda actor: actor.first)


def made(passage: Passage, first: int, last: int, head: int) -> FoundActor:
    """Return the words of tokens[first:last] as the name of a new actor."""
    text = " ".join(passage.text[passage.tokens[first].start : passage.tokens[last - 1].end].split())
    return FoundActor(
        first=first, last=last, head=head, name=text, actor_id=new_id(text), kind="unknown", speaks=True, called=text
    )


def find_shortened(passage: Passage, actors: Sequence[FoundActor]) -> list[FoundActor]:
    """Return the acronyms that stand in brackets behind a name, or before it, as the actor of that name.

    Behind a body the letters need not be its first ones (a name is often translated and its acronym not); behind a person they
    are a group of their own ("Rauf Hakeem (SLMC)").
    """
    tokens = passage.tokens
    found: list[FoundActor] = []
    for at in _brackets(passage):
        inside = tokens[at + 1]
        if tokens[at + 2].text in _CLOSED and is_acronym(inside):
            short, spot = inside.text, at + 1
            long = next((actor for actor in actors if _stands_before(passage, actor, at)), None)
        elif at and is_acronym(tokens[at - 1]):
            short, spot = tokens[at - 1].text, at - 1
            long = next((actor for actor in actors if actor.first == at + 1), None)
        else:
            continue
        if long is None or long.kind in ("state", "official") or (long.kind != "person" and long.actor_id is None):
            continue
        if long.kind == "person":
            if spot > at and not long.generic:
                found.append(made(passage, spot, spot + 1, spot))
            continue
        if long.called is None and not _abbreviates(short, [token.text for token in tokens[long.first : long.last]]):
            continue
        found.append(
            msgspec.structs.replace(long, first=spot, last=spot + 1, head=spot, name=short, called=short, plural=False)
        )
    return found


def _brackets(passage: Passage) -> list[int]:
    return [token.i for token in passage.tokens[1:-2] if token.text in ("(", "[")]


def _stands_before(passage: Passage, actor: FoundActor, at: int) -> bool:
    return actor.last == at or (actor.last == at - 1 and passage.tokens[at - 1].text in ("”", '"', "»"))


def is_acronym(token: Token) -> bool:
    """Return whether a word is written as an acronym."""
    return ACRONYM.fullmatch(token.text) is not None and _ROMAN.fullmatch(token.text) is None


def _abbreviates(short: str, words: Sequence[str]) -> bool:
    """Return whether an acronym has the first letters of words in their order, little words left out or not."""
    letters = [sign.lower() for sign in short if sign.isalpha()]
    initials = [part[0].lower() for word in words for part in re.split(r"[-'’]", word) if part[:1].isalpha()]
    if not letters or letters[0] not in initials:
        return False
    return _in_order(letters, initials[initials.index(letters[0]) :])


def _in_order(letters: Sequence[str], initials: Sequence[str]) -> bool:
    left = iter(initials)
    return all(any(letter == other for other in left) for letter in letters)


def _expanded(passage: Passage, taken: set[int]) -> list[tuple[int, int]]:
    """Return the names before an acronym in brackets whose words begin with its letters ("Front for the … (FL…)")."""
    tokens = passage.tokens
    found = []
    for at in _brackets(passage):
        if tokens[at + 2].text not in _CLOSED or not is_acronym(tokens[at + 1]):
            if is_acronym(tokens[at - 1]) and _is_capital(tokens[at + 1]) and at + 1 not in taken:
                last = _run(passage, at + 1, taken)
                if last < len(tokens) and tokens[last].text in _CLOSED and last - at > 2:
                    found.append((at + 1, last))
            continue
        letters = [sign.lower() for sign in tokens[at + 1].text if sign.isalpha()]
        first = at - 1
        while letters and first >= max(0, at - LONGEST) and first not in taken:
            word = tokens[first].lower
            if not word[:1].isalpha() or word in _CALENDAR:
                break
            if word[0] == letters[-1] and (word not in _INSIDE or len(letters) > 1):
                letters.pop()
            elif word not in _INSIDE:
                break
            first -= 1
        first += 1
        if letters or first >= at - 1 or not tokens[first].text[:1].isupper():
            continue
        if any(token.lower in classes().institutions for token in tokens[first:at]):
            found.append((first, at))
    return found


def _bodies(passage: Passage, taken: set[int], places: set[int], language: str) -> list[tuple[int, int]]:
    """Return runs of capitalised words with a noun for a body at the end of one ("National Defense Forces", "Party of …")."""
    tokens = passage.tokens
    ordinary = {
        at for row, first, last, _ in passage.terms(QualifierRow) if not row.distinct for at in range(first, last)
    }
    found = []
    at = 0
    while at < len(tokens):
        if at in taken or not _is_capital(tokens[at]) or (at == 0 and tokens[at].lower in _ARTICLES):
            at += 1
            continue
        last = _run(passage, at, taken)
        bodies = [
            i
            for i in range(at, last)
            if tokens[i].lower in classes().institutions and (i + 1 == last or not tokens[i + 1].text[:1].isupper())
        ]
        content = [i for i in range(at, last) if tokens[i].text[:1].isupper()]
        if bodies and len(content) > len(bodies) and all(i in ordinary for i in content if i not in bodies):
            at = last
            continue
        if bodies and len(content) > 1 and not all(i in places for i in content if i not in bodies):
            found.append((at, last))
        elif language == "fr" and tokens[at].lower in classes().institutions and at > 0:
            end = _french(passage, at, taken)
            if end > at + 1:
                found.append((at, end))
                last = end
        at = last
    return found


def _run(passage: Passage, first: int, taken: set[int]) -> int:
    """Return where a run of capitalised words ends; little words between two of them belong to it."""
    tokens = passage.tokens
    last = first + 1
    while last < len(tokens) and last not in taken:
        if tokens[last].start - tokens[last - 1].end > 1 or tokens[last - 1].text[-1] in ",;:":
            break
        if _is_capital(tokens[last]):
            last += 1
            continue
        ahead = last
        while ahead < len(tokens) and ahead - last < 3 and tokens[ahead].lower in _JOINTS:
            ahead += 1
        if ahead == last or ahead >= len(tokens) or ahead in taken or not _is_capital(tokens[ahead]):
            break
        last = ahead + 1
    return last


def _french(passage: Passage, first: int, taken: set[int]) -> int:
    """Return where a French name ends, of which the first word alone need be capitalised ("Front de résistance du …")."""
    tokens = passage.tokens
    last = end = first + 1
    while last < len(tokens) and last - first < LONGEST and last not in taken:
        token = tokens[last]
        if token.lower in _INSIDE:
            last += 1
            continue
        if token.pos not in ("ADJ", "NOUN", "PROPN") or not token.text[0].isalpha():
            break
        last = end = last + 1
    named = any(token.text[:1].isupper() for token in tokens[first + 1 : end])
    return end if named or (end < len(tokens) and tokens[end].text == "(") else first + 1


def _beside(passage: Passage, taken: set[int], places: set[int]) -> list[tuple[int, int]]:
    """Return names that follow a noun for a group ("the militant group Jundallah", "le groupe …")."""
    tokens = passage.tokens
    found = []
    for row, _, last, head in passage.terms(HeadRow):
        noun = tokens[head].lower
        if last >= len(tokens) or noun not in classes().bodies | classes().institutions:
            continue
        if row.kind in ("community", "government", "military", "police") or not tokens[head].text.islower():
            continue
        start = last + (tokens[last].text in ('"', "“", "«"))
        if start >= len(tokens) or start in taken or start in places or not _is_capital(tokens[start]):
            continue
        if tokens[start].start - tokens[last - 1].end > 2:
            continue
        found.append((start, _run(passage, start, taken)))
    return found


def _acting(passage: Passage, taken: set[int], places: set[int]) -> list[tuple[int, int]]:
    """Return names that claim an attack, stand beside a group of the lexicon, or are called one ("…, a rebel group")."""
    tokens = passage.tokens
    claiming = {
        head for row, _, _, head in passage.triggers if row.kind == "position" and row.position == "responsibility"
    }
    groups = {
        head
        for row, _, _, head in passage.terms(ActorRow)
        if row.kind in FIGHTING or row.kind in ("alliance", "armed_group")
    }
    if (
        not claiming
        and not groups
        and not any(_ARABIC.fullmatch(token.text) for token in tokens)
        and not any(token.lower in classes().bodies for token in tokens if token.dep == "appos")
    ):
        return []
    found = []
    fights = {head for row, _, _, head in passage.triggers if row.kind == "event" and row.pos == "verb"}
    found += [
        (token.i, token.i + 1)
        for token in tokens
        if token.dep == "nsubj" and token.head in fights and token.i not in taken and _ARABIC.fullmatch(token.text)
    ]  # "al-Shabab attacked"
    for token in tokens:
        if token.pos != "PROPN" or token.i in taken or token.i in places or not _is_capital(token):
            continue
        claims = token.dep == "nsubj" and token.head in claiming
        joins = token.dep == "conj" and token.head in groups and not passage.sentence.children(token, "case")
        joins = joins or any(child.i in groups for child in passage.sentence.children(token, "conj"))
        called = any(child.lower in classes().bodies for child in passage.sentence.children(token, "appos"))
        if not claims and not joins and not called:
            continue
        first = token.i
        while first and first - 1 not in taken and _is_capital(tokens[first - 1]) and tokens[first - 1].pos == "PROPN":
            first -= 1
        last = _run(passage, first, taken)
        if not any(at in places for at in range(first, last)):
            found.append((first, last))
    return found


def _acronyms(passage: Passage, taken: set[int]) -> list[int]:
    """Return the acronyms of no known meaning that act ("ENDF denied …")."""
    tokens = passage.tokens
    candidates = [token for token in tokens if token.i not in taken and len(token.text) > 2 and is_acronym(token)]
    if not candidates:
        return []
    other = {
        at
        for hit in passage.hits
        if any(isinstance(row, _OTHER) for row in hit.rows)
        for at in range(*(passage.words(hit.start, hit.end) or (0, 0)))
    }
    return [
        token.i
        for token in candidates
        if token.i not in other
        and token.pos in ("PROPN", "NOUN", "X")
        and token.lower not in classes().abbreviations
        and not (token.i + 1 < len(tokens) and tokens[token.i + 1].text[0].isdigit())
        and (
            token.dep in _SUBJECTS
            or (token.i and tokens[token.i - 1].lower in _DEFINITE | _BESIDE)
            or any(child.lower in _BESIDE for child in passage.sentence.children(token, "case"))
            or serves(passage, token.i)
        )
        and not (
            token.i
            and tokens[token.i - 1].text[:1].isupper()
            and tokens[token.i - 1].lower not in _ARTICLES
            and tokens[token.i - 1].pos != "NUM"
        )
    ]


def name_before(passage: Passage, head: int, first: int, odd: Iterable[int]) -> tuple[int, int] | None:
    """Return the span of the name that stands before a noun for fighters ("Taliban insurgents", "Huthi rebels").

    `first` is where the actor begins, `odd` the tokens of qualifiers, peoples and places, which are no names.
    """
    tokens = passage.tokens
    if _is_capitalised(passage):
        return None
    known = set(odd)
    last = head
    while last > 0 and last - 1 in known and not tokens[last - 1].text[:1].isupper():
        last -= 1
    start = last
    tags = ("PROPN", "ADJ", "NOUN") if tokens[head].lower in classes().bodies else ("PROPN",)
    while start > 0 and start - 1 not in known and _is_capital(tokens[start - 1]) and tokens[start - 1].pos in tags:
        start -= 1
        if start > 0 and tokens[start - 1].text == "-":
            start -= 1
    if start == last or tokens[start].lower in _ARTICLES or (start == 0 and last == 1 and tokens[0].pos != "PROPN"):
        return None
    if any(tokens[at].lower in classes().institutions or tokens[at].lower in _CALENDAR for at in range(start, last)):
        return None
    return start, last


def _places(passage: Passage) -> set[int]:
    spans = [(first, last) for _, first, last in passage.every(PlaceRow, DemonymRow, QualifierRow)]
    spans += [(first, last) for row, first, last in passage.every(ActorRow) if row.kind == "state"]
    return {at for first, last in spans for at in range(first, last)}


def _is_capital(token: Token) -> bool:
    word = token.text
    return word[:1].isupper() and token.lower not in _CALENDAR and token.pos not in ("DET", "PRON", "AUX", "SCONJ")


@lru_cache(maxsize=16)
def _is_capitalised(passage: Passage) -> bool:
    """Return whether a passage is a headline or in capitals, so that a capital tells no name."""
    words = [token.text for token in passage.tokens if token.text[0].isalpha() and len(token.text) > 3]
    capitals = sum(word[0].isupper() for word in words)
    return (
        len(words) > 2
        and capitals > _HEADLINE_SHARE * len(words)
        and not any(word.islower() for word in words if len(word) > 4)
    )
