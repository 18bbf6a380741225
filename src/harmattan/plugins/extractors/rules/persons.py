"""Finds persons: those the lexicon knows, names after a title, and loose names; and office-holders without a name."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from harmattan.language.classes import classes
from harmattan.language.syntax import Token
from harmattan.lexicons.rows import (
    ActorRow,
    CueRow,
    DemonymRow,
    HeadRow,
    OfficeRow,
    OutletRow,
    PlaceRow,
    QualifierRow,
    TargetRow,
    UnitRow,
)
from harmattan.plugins.extractors.rules.calendar import MONTHS, WEEKDAYS
from harmattan.plugins.extractors.rules.found import FoundActor
from harmattan.plugins.extractors.rules.named import Named, Registry
from harmattan.plugins.extractors.rules.passage import Passage
from harmattan.records.mention import ActorCandidate

_PARTICLES = frozenset(
    [
        "ag",
        "al",
        "el",
        "ould",
        "ben",
        "bin",
        "ibn",
        "de",
        "da",
        "do",
        "dos",
        "del",
        "della",
        "di",
        "la",
        "le",
        "van",
        "von",
        "der",
        "den",
        "ter",
        "abu",
        "abou",
        "wa",
    ]
)
_ARTICLES = frozenset(["the", "a", "an", "le", "la", "l'", "l’", "les", "un", "une", "au", "aux", "du", "des"])
_CALENDAR = frozenset(word for names in (*MONTHS.values(), *WEEKDAYS.values()) for word in names)
_LOCATING = frozenset(["in", "at", "near", "outside", "around", "to", "à", "en", "vers", "dans"])
_RANKS = frozenset(["general", "colonel", "captain", "major", "lieutenant", "sergeant", "sir"])
_FOR = frozenset(["of", "for", "the", "de", "du", "des", "d'", "d’", "la", "l'", "l’"])
_OF_ANY_BODY = frozenset({"chairman", "commander", "director", "leader", "spokesman"})
"""Offices that a group has as much as a country: who holds one in the lexicon need not be meant."""
_HEADLINE_SHARE = 0.75
"""Share of capitalised words above which a line is in headline style: its capitals are no sign of names."""
_NO_NAME = (DemonymRow, HeadRow, OfficeRow, OutletRow, PlaceRow, QualifierRow, TargetRow, UnitRow)


class _Office(msgspec.Struct, frozen=True):
    first: int
    last: int
    head: int
    office: str
    country: str | None
    alone: bool


def find_persons(passage: Passage, named: Sequence[Named], *, registry: Registry) -> tuple[list[FoundActor], set[int]]:
    """Return persons, with their office where the words give one, and holders of an office who are not named.

    The set holds the tokens of all titles, so that nothing else is made of these.
    """
    upper = passage.upper
    offices = _offices(passage, named)
    names = _names(passage, named, offices, upper)
    found: list[FoundActor] = []
    used: set[int] = set()
    known = {(item.span): item for item in named if item.row.kind == "person"}
    for first, last in names:
        beside = _offices_of(passage, offices, first, last)
        office = next((offices[at] for at in beside if offices[at].office not in _RANKS), None)
        if office is None and beside:
            office = offices[beside[0]]
        used.update(beside)
        item = known.get((first, last))
        found.append(_person(passage, first, last, office, None if item is None else item.actor))
    if len(found) == 1 and not used:
        loose = _loose_office(passage, offices, found[0])
        if loose is not None and found[0].office in (None, offices[loose].office):
            used.add(loose)
            found[0] = msgspec.structs.replace(
                found[0], office=offices[loose].office, country=found[0].country or offices[loose].country
            )
    for number, office in enumerate(offices):
        if number not in used and office.alone and office.office != "sir":
            found.append(_holder(passage, office, registry))
    titles = {
        at
        for number, office in enumerate(offices)
        if number in used or office.alone
        for at in range(office.first, office.last)
    }
    return found, titles


def _offices(passage: Passage, named: Sequence[Named]) -> list[_Office]:
    tokens = passage.tokens
    people: dict[int, set[str]] = {}
    for row, first, last, _ in passage.terms(DemonymRow):
        for at in range(first, last):
            people.setdefault(at, set()).add(row.country)
    states = {at: item.row.country for item in named if item.row.kind == "state" for at in range(*item.span)}
    inside = [item.span for item in named if item.row.kind not in ("state", "person")]
    found = []
    for title, first, last, head in passage.terms(OfficeRow):
        if tokens[head].pos in ("VERB", "AUX", "ADV") or any(a <= first and last <= b for a, b in inside):
            continue
        named_next = last < len(tokens) and tokens[last].pos == "PROPN" and tokens[last].text[0].isupper()
        if title.office in ("general", "major", "deputy", "captain") and tokens[head].pos == "ADJ" and not named_next:
            continue
        country = None
        for at in (first - 1, first - 2, last, last + 1, last + 2):
            if not 0 <= at < len(tokens):
                continue
            near = people.get(at)
            if near is not None and len(near) == 1 and at in (first - 1, last):
                country = next(iter(near))
            elif at in states and _belongs(passage, first, last, at):
                country = states[at]
            if country is not None:
                break
        alone = bool(
            last - first > 1 or country is not None or _has_article(passage, first) or _has_field(passage, last)
        )
        found.append(_Office(first, last, head, title.office, country, alone and title.alone))
    return found


def _has_article(passage: Passage, first: int) -> bool:
    """Whether an article stands before a title, or before what says which ("the health minister", "a former president")."""
    tokens = passage.tokens
    at = first - 1
    while at > first - 3 and at > 0 and tokens[at].head == first and tokens[at].dep in ("compound", "amod"):
        at -= 1
    return at >= 0 and tokens[at].lower in _ARTICLES


def _has_field(passage: Passage, last: int) -> bool:
    """Whether what a title is for follows it ("ministre de la Culture", "minister for Health")."""
    tokens = passage.tokens
    at = last
    while at < len(tokens) and tokens[at].lower in _FOR:
        at += 1
    return last < at < len(tokens) and tokens[at].text[0].isupper()


def _belongs(passage: Passage, first: int, last: int, at: int) -> bool:
    """Whether a country beside an office is the one served: "Mali's", "of Mali", "du Mali"."""
    tokens = passage.tokens
    if at < first:
        return passage.text[tokens[at].end : tokens[first].start].strip() in ("", "'s", "’s", "'", "’")
    return passage.text[tokens[last - 1].end : tokens[at].start].strip().lower() in (
        "of", "of the", "du", "de", "de la", "de l'", "de l’", "d'", "d’", "des",
    )  # fmt: skip


def _names(passage: Passage, named: Sequence[Named], offices: Sequence[_Office], upper: bool) -> list[tuple[int, int]]:
    """Spans of persons' names: known ones, and runs of capitalised proper nouns that are nothing else."""
    tokens = passage.tokens
    spans = [item.span for item in named if item.row.kind == "person"]
    if upper and not offices:
        # In capitals only a title tells a name from the words around it.
        return sorted(spans)
    taken = {at for item in named for at in range(*item.span)}
    for _, first, last in passage.every(*_NO_NAME):
        taken.update(range(first, last))
    after_office = {office.last for office in offices}
    after_rank = {office.last for office in offices if office.office in _RANKS}
    office_starts = {office.first for office in offices} | {
        office.first - 1 for office in offices if office.first and tokens[office.first - 1].lower in _ARTICLES
    }
    headline = not upper and _is_headline(passage)
    at = 0
    while at < len(tokens):
        titled = at in after_office and _goes_on(passage, at, upper)
        noble = (  # "le général de Galliffet"
            at in after_rank and tokens[at].lower in _PARTICLES and at + 1 < len(tokens) and at + 1 not in taken
        )
        titled = titled or bool(noble and tokens[at + 1].pos == "PROPN" and _is_name_word(passage, at + 1, upper))
        if at in taken or not (titled or _is_name_word(passage, at, upper)):
            at += 1
            continue
        last = at + 1
        while last < len(tokens) and last not in taken:
            gap = tokens[last].start - tokens[last - 1].end
            if gap > 1 or tokens[last - 1].text[-1] in ",;:":
                break
            if _is_name_word(passage, last, upper) or _goes_on(passage, last, upper):
                last += 1
            elif (
                tokens[last].lower in _PARTICLES
                and last + 1 < len(tokens)
                and _is_name_word(passage, last + 1, upper)
                and (last + 1) not in taken
            ):
                last += 2
            else:
                break
        before_office = (
            last + 1 < len(tokens) and tokens[last].text == "," and last + 1 in office_starts and last - at > 1
        )
        titled = bool(
            titled
            or before_office
            or at in after_office
            or (at and tokens[at - 1].text in (",", "–", "-") and at - 1 in after_office)
            or (at and last - at > 1 and tokens[at - 1].lower.endswith("-year-old"))
        )
        located = (at > 0 and tokens[at - 1].lower in _LOCATING) or _is_region(passage, at, last)
        loose = (
            not (upper or headline or located) and last - at >= 2 and _is_person_like(passage, at, last, bool(offices))
        )
        speaks = last - at == 1 and not (upper or headline or located) and _says(passage, at)
        if last - at <= 5 and (titled or loose or speaks):
            spans.append((at, last))
        at = last
    return sorted(spans)


def _says(passage: Passage, at: int) -> bool:
    """Whether a lone name is the subject of what people do: say, want or blame ("Nwodo accused …"), or act on something.

    Of an attack or another trigger it may as well be a group or a town, so that no person is made of it.
    """
    token = passage.tokens[at]
    if token.pos not in ("NOUN", "PROPN") or token.text.isupper() or len(token.text) < 3:
        return False
    if token.dep in ("obj", "iobj", "nsubj:pass") and token.pos == "PROPN":
        return _is_told(passage, token)
    if token.dep != "nsubj":
        return False
    if token.pos == "NOUN" and (
        token.lower.endswith(("s", "x"))
        or token.lower in classes().institutions
        or (at and passage.tokens[at - 1].pos in ("DET", "PART", "PRON", "ADP", "ADJ"))
    ):
        return False
    if any(head == token.head for _, _, _, head in passage.terms(CueRow)):
        return True
    if token.pos == "NOUN":
        return False  # "Internet becomes …": of these only who speaks is somebody for sure
    kinds = {row.kind for row, _, _, head in passage.triggers if head == token.head}
    if kinds:
        return kinds == {"position"}
    verb = passage.tokens[token.head]
    acts = passage.sentence.children(verb, "obj", "xcomp", "ccomp")
    return verb.pos == "VERB" and not verb.passive and bool(acts) and len(token.text) > 3


def _is_told(passage: Passage, token: Token) -> bool:
    """Return whether a lone name is told, asked or accused something, which is done to people alone ("accused Matiangi of …")."""
    speech = any(
        head == token.head and row.cue in ("reporting", "attitude") for row, _, _, head in passage.terms(CueRow)
    )
    blames = any(head == token.head and row.kind == "position" for row, _, _, head in passage.triggers)
    return blames or (speech and token.dep != "obj")


def _is_region(passage: Passage, first: int, last: int) -> bool:
    """Whether capitalised words name a stretch of land: "Cross River State", "the state of Nuevo León", "northeast of …"."""
    tokens = passage.tokens
    if last < len(tokens) and tokens[last].lower in classes().regions:
        return True
    at = first - 1
    if at > 0 and tokens[at].lower in ("of", "de", "du", "d'", "d’"):
        above = tokens[at - 1].lower
        return above in classes().regions or above in classes().stretches
    return tokens[first].lower in classes().stretches or tokens[last - 1].lower in classes().regions


def _is_name_word(passage: Passage, at: int, upper: bool) -> bool:
    token = passage.tokens[at]
    word = token.text
    if token.lower in _CALENDAR or not word[0].isalpha() or len(word) < 2:
        return len(word) == 2 and word[0].isupper() and word[1] == "." and not upper
    if upper:
        return token.pos == "PROPN"
    return word[0].isupper() and token.pos in ("PROPN", "X", "NOUN", "ADJ") and (len(word) > 3 or word[1:].islower())


def _goes_on(passage: Passage, at: int, upper: bool) -> bool:
    """Whether a capitalised word after a name is more of it, whatever its tag."""
    token = passage.tokens[at]
    if upper or len(token.text) < 3 or token.lower in _CALENDAR:
        return False
    return token.text[0].isupper() and token.text[1:].islower() and token.pos in ("VERB", "ADV", "INTJ", "NUM")


def _is_person_like(passage: Passage, first: int, last: int, titled: bool) -> bool:
    """Whether capitalised words are a person's name; where a title stands somewhere, whatever the tagger made of them."""
    words = passage.tokens[first:last]
    if any(word.text.isupper() and len(word.text) > 2 for word in words[:-1]):
        return False
    last_word = words[-1].text
    if last_word.isupper() and (
        2 < len(last_word) < 5 or (len(last_word) > 2 and not words[-1].dep.startswith("flat"))
    ):
        return False  # "Kamel JENDOUBI" is a person, "Oxfam GB" or "Union CGT" none
    proper = sum(word.pos == "PROPN" for word in words)
    return proper == len(words) or (words[0].i > 0 and (titled or proper >= len(words) - 1 > 0))


def _is_headline(passage: Passage) -> bool:
    words = [token for token in passage.tokens if token.text[0].isalpha() and len(token.text) > 3]
    return len(words) > 3 and sum(word.text[0].isupper() for word in words) > _HEADLINE_SHARE * len(words)


def _offices_of(passage: Passage, offices: Sequence[_Office], first: int, last: int) -> list[int]:
    """Indexes of the offices that stand at a name, nearest first: "the minister, General X", "X, minister of …"."""
    tokens = passage.tokens
    found = []
    for number, office in enumerate(offices):
        between = tokens[office.last : first] if office.last <= first else tokens[last : office.first]
        if len(between) > 7 or (office.first < last and first < office.last):
            continue
        parted = any(token.text in (",", "(") for token in between)
        if office.first >= last and not (parted and len(between) <= 3):
            continue
        if all(
            token.text in (",", "(", "-", "–")
            or token.pos in ("ADP", "ADJ", "DET", "PROPN", "PART")
            or (token.pos in ("NOUN", "X") and parted)
            or any(other.first <= token.i < other.last for other in offices)
            for token in between
        ):
            found.append(number)
    return sorted(found, key=lambda number: abs(offices[number].first - first))


def _loose_office(passage: Passage, offices: Sequence[_Office], person: FoundActor) -> int | None:
    """The office of the one name of a sentence whose word order is damaged ("the Minister was killed X").

    Only where the name is no subject of its own and no clause boundary stands between.
    """
    token = passage.tokens[person.head]
    free = [number for number, office in enumerate(offices) if office.office not in ("sir", "leader", "spokesman")]
    if len(free) != 1 or (token.dep.startswith("nsubj") and token.head > token.i):
        return None
    office = offices[free[0]]
    if office.last > person.first or person.first - office.last > 5:
        return None
    between = passage.tokens[office.last : person.first]
    if any(
        token.pos in ("PUNCT", "SCONJ", "CCONJ", "ADP") and token.lower not in ("of", "de", "du", "des")
        for token in between
    ):
        return None
    return free[0]


def _person(passage: Passage, first: int, last: int, office: _Office | None, known: FoundActor | None) -> FoundActor:
    title = None if office is None else office.office
    if title == "sir":
        title = None
    if known is not None:
        return msgspec.structs.replace(known, office=title or known.office)
    start = passage.tokens[first].start
    return FoundActor(
        first=first,
        last=last,
        head=passage.head_of(first, last),
        name=passage.text[start : passage.tokens[last - 1].end],
        kind="person",
        country=None if office is None else office.country,
        speaks=True,
        office=title,
    )


def _holder(passage: Passage, office: _Office, registry: Registry) -> FoundActor:
    """The unnamed holder of an office. Who held it at the time is for the lexicon to say: candidates, no id."""
    rows: list[ActorRow] = []
    if office.country is not None and office.office not in _OF_ANY_BODY:
        wanted = {"president": ("head-of-state", "president"), "junta-leader": ("head-of-state",)}
        for title in wanted.get(office.office, (office.office,)):
            rows.extend(registry.offices.get((office.country, title), []))
    state = None if office.country is None else f"{office.country.lower()}-{office.office}"
    return FoundActor(
        first=office.first,
        last=office.last,
        head=office.head,
        name=passage.text[passage.tokens[office.first].start : passage.tokens[office.last - 1].end],
        actor_id=None if state is None else f"generic:{state}",
        kind="official",
        country=office.country,
        generic=True,
        group="officials",
        speaks=True,
        office=office.office,
        candidates=tuple(
            ActorCandidate(
                actor_id=row.id,
                name=row.names[0].text,
                score=round(1 / len(rows), 3),
                reasons=("holds or held that office",),
            )
            for row in rows
        ),
    )
