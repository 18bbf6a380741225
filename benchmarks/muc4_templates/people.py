"""Who a noun phrase names: a person's name, what the person is called besides, and how many there are."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import simplemma

from harmattan.language import Token
from harmattan.lexicons import Lexicon
from harmattan.lexicons.rows import (
    ActorRow,
    DemonymRow,
    HeadRow,
    MeansRow,
    OfficeRow,
    OutletRow,
    PlaceRow,
    TargetRow,
    TriggerRow,
    UnitRow,
)
from muc4_templates.page import Page, Phrase
from muc4_templates.words import Words, stem

HUMAN, PERP, PHYSICAL, MEANS = "human_target_type", "perp_individual_id", "phys_target_type", "instrument_type"
COUNTED = (
    "ZERO ONE TWO THREE FOUR FIVE SIX SEVEN EIGHT NINE TEN ELEVEN TWELVE THIRTEEN FOURTEEN FIFTEEN SIXTEEN SEVENTEEN EIGHTEEN "
    "NINETEEN TWENTY"
)
NUMBER_WORDS = {word: number for number, word in enumerate(COUNTED.split())} | {
    "THIRTY": 30, "FORTY": 40, "FIFTY": 50, "SIXTY": 60, "DOZEN": 12, "A": 1, "AN": 1, "ANOTHER": 1,
}  # fmt: skip
NAME_WORD = re.compile(r"[A-Z][A-Z'-]+\.?|[A-Z]\.")
PARTICLES = frozenset(["DE", "LA", "DEL", "LAS", "LOS", "Y", "VON", "SAN", "SANTA"])


class Person(NamedTuple):
    """A person or people in a phrase: a name, a description, or both."""

    name: str | None
    description: str | None
    head: str


class Name(NamedTuple):
    """A person's name where it stands: its span, its words, and how the person is called beside it."""

    start: int
    end: int
    text: str
    called: str | None


class WordKinds:
    """The kinds of lexicon rows that a word alone stands for, each word looked up once."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.index = lexicon.index("en")
        self._known: dict[str, frozenset[type]] = {}

    def of(self, word: str) -> frozenset[type]:
        """Return the kinds of rows of a word."""
        word = word.upper()
        if word not in self._known:
            self._known[word] = frozenset(
                type(row) for hit in self.index.find(word) if hit.end - hit.start == len(word) for row in hit.rows
            )
        return self._known[word]


class People:
    """The people of one report: its names, so that a surname alone or "he" is known for whom it stands."""

    def __init__(self, page: Page, words: Words, kinds: WordKinds) -> None:
        self._page = page
        self._words = words
        self._kinds = kinds
        self._taken = [
            (hit.start, hit.end)
            for hit in kinds.index.find(page.text)
            if any(isinstance(row, ActorRow | OutletRow | PlaceRow) for row in hit.rows)
        ]
        self.names: list[Name] = []
        self.called: dict[str, list[str]] = defaultdict(list)
        for number in range(len(page.lines)):
            self._read(number)
        for name in self.names:
            if name.called:
                full = self.full(name.text)
                if name.called not in self.called[full]:
                    self.called[full].append(name.called)

    def common(self, token: Token) -> bool:
        """Return whether a word is one for things or people rather than part of a name."""
        word = token.text.upper()
        if self._kinds.of(word) & {
            UnitRow,
            HeadRow,
            OfficeRow,
            ActorRow,
            MeansRow,
            TargetRow,
            OutletRow,
            TriggerRow,
            DemonymRow,
        }:
            return True
        return any(self._words.heads(slot, word) > 1 for slot in (HUMAN, PERP, PHYSICAL, MEANS)) or stem(word) in TITLES

    def _may_name(self, token: Token) -> bool:
        word = token.text.upper()
        if not NAME_WORD.fullmatch(word) or token.pos in NO_NAMES or self.common(token):
            return False
        return token.pos == "PROPN" or not simplemma.is_known(word.lower(), "en")

    def _read(self, number: int) -> None:
        """Keep the names of a sentence: two or more words in a row that are names, or one behind a title."""
        line = self._page.lines[number]
        tokens = line.sentence.tokens
        place = 0
        while place < len(tokens):
            end = place
            while end < len(tokens) and (
                self._may_name(tokens[end])
                or (
                    end > place
                    and tokens[end].text.upper() in PARTICLES
                    and any(self._may_name(each) for each in tokens[end + 1 : end + 3])
                )
            ):
                end += 1
            if end == place:
                place += 1
                continue
            self._keep(number, place, end)
            place = end

    def _keep(self, number: int, first: int, last: int) -> None:
        line = self._page.lines[number]
        tokens = line.sentence.tokens
        text = " ".join(token.text.upper() for token in tokens[first:last])
        title = self._title(tokens, first)
        start, end = line.start + tokens[first].start, line.start + tokens[last - 1].end
        if any(low <= start and end <= high and high - low > end - start for low, high in self._taken):
            return
        if title is None and (
            tokens[first].lower in ARTICLES
            or tokens[last - 1].text.upper() in NO_PERSONS
            or (first and tokens[first - 1].lower in PLACED)
        ):
            return
        if last - first < 2 and (title is None or simplemma.is_known(text.lower(), "en")):
            return
        if last < len(tokens) and (
            tokens[last].text.upper() in NO_PERSONS or self._words.heads(PHYSICAL, tokens[last].text) > 1
        ):
            return
        rows = [row for hit in self._kinds.index.find(text) if hit.end - hit.start >= len(text) - 1 for row in hit.rows]
        if any(isinstance(row, PlaceRow | ActorRow | OutletRow) for row in rows) and title is None:
            return
        unknown = any(not simplemma.is_known(token.text.lower(), "en") for token in tokens[first:last])
        if not unknown and title is None:
            return
        called = title or self._beside(number, last)
        self.names.append(Name(line.start + tokens[first].start, line.start + tokens[last - 1].end, text, called))

    def _title(self, tokens: Sequence[Token], first: int) -> str | None:
        """Return the words before a name that say what its bearer is."""
        start = first
        while start and tokens[start - 1].pos in ("NOUN", "PROPN", "ADJ") and not self._may_name(tokens[start - 1]):
            start -= 1
        if start == first or not self.is_person_word(tokens[first - 1].text):
            return None
        return " ".join(token.text.upper() for token in tokens[start:first])

    def _beside(self, number: int, last: int) -> str | None:
        """Return the description that stands behind a name and a comma."""
        tokens = self._page.lines[number].sentence.tokens
        place = last
        if place < len(tokens) and tokens[place].text in (",", "("):
            place += 1
            while place < len(tokens) and tokens[place].pos == "DET":
                place += 1
            for token in tokens[place : place + 7]:
                if token.pos not in ("NOUN", "PROPN", "ADJ"):
                    break
                if self.is_person_word(token.text) and not (
                    token.i + 1 < len(tokens) and tokens[token.i + 1].pos in ("NOUN", "PROPN")
                ):
                    return " ".join(each.text.upper() for each in tokens[place : token.i + 1])
        return None

    def named_in(self, phrase: Phrase) -> Name | None:
        """Return the name in a phrase or right behind it."""
        for name in self.names:
            if name.start < phrase.end and phrase.start < name.end:
                return name
            if 0 < name.start - phrase.end <= 2 and not self._page.text[phrase.end : name.start].strip():
                return name
        return None

    def listed(self, phrase: Phrase) -> list[Name]:
        """Return the names that tell who the people of a phrase are: "two reporters, A and B"."""
        found: list[Name] = []
        end = phrase.end
        for name in self.names:
            if name.start < end:
                continue
            between = " ".join(self._page.text[end : name.start].upper().split())
            if not re.fullmatch(r"[,:;]?\s*(?:AND|[,;] AND|[,;])?" if found else r"[,:]", between):
                break
            found.append(name)
            end = name.end
        return found

    def person(self, phrase: Phrase) -> Person:
        """Return the name and description in a phrase; neither where it is of nobody known."""
        head = phrase.head.text.upper()
        name = self.named_in(phrase)
        if name is not None:
            full = self.full(name.text)
            called = self.called.get(full, [])
            description = name.called or (called[0] if called else None)
            return Person(full, description, description.split()[-1] if description else full)
        if phrase.head.pos in ("PROPN", "NOUN") and len(phrase.tokens) == 1 and not self.common(phrase.head):
            full = self.full(head)
            if full != head:
                called = self.called.get(full, [])
                return Person(full, called[0] if called else None, called[0].split()[-1] if called else full)
        if not self.is_person_word(head):
            return Person(None, None, head)
        if not plural(phrase):
            bearers = [
                name
                for name, called in self.called.items()
                if any(stem(each.split()[-1]) == stem(head) for each in called)
            ]
            first = phrase.tokens[0].i
            articles = [each.lower for each in self._page.lines[phrase.line].sentence.tokens[max(0, first - 1) : first]]
            if len(bearers) == 1 and articles == ["the"]:
                return Person(bearers[0], self.called[bearers[0]][0], head)
        return Person(None, self._page.whole(phrase), head)

    def is_person_word(self, word: str) -> bool:
        """Return whether a word is one for people."""
        word = word.upper()
        rows = self._kinds.of(word)
        if TriggerRow in rows and not rows & {OfficeRow, HeadRow, UnitRow}:
            return False
        if stem(word) in TITLES or self._words.heads(HUMAN, word) > self._words.heads(PHYSICAL, word):
            return True
        return bool(self._kinds.of(word) & {OfficeRow, HeadRow}) and not self._words.heads(PHYSICAL, word)

    def is_human(self, phrase: Phrase) -> bool:
        """Return whether a phrase names or describes people."""
        person = self.person(phrase)
        return bool(person.name or person.description)

    def full(self, text: str) -> str:
        """Return the longest name of the report that holds these words in a row."""
        best = text
        for name in self.names:
            if f" {text} " in f" {name.text} " and len(name.text) > len(best):
                best = name.text
        return best

    def before(self, offset: int, reach: int = 600) -> str | None:
        """Return the name that stands last before an offset: whom "he" is."""
        found = [name.text for name in self.names if offset - reach <= name.start < offset]
        return self.full(found[-1]) if found else None


# A name that begins like this, or stands behind one of these, is a place's.
ARTICLES = frozenset(("el", "la", "los", "las", "san", "santa", "puerto", "villa"))
PLACED = frozenset(("in", "at", "near", "throughout"))
NO_NAMES = frozenset(["DET", "ADP", "AUX", "PRON", "CCONJ", "SCONJ", "NUM", "PUNCT", "PART", "INTJ", "SYM"])
NO_PERSONS = frozenset(
    [
        "DEPARTMENT",
        "PROVINCE",
        "NEIGHBORHOOD",
        "MUNICIPALITY",
        "CITY",
        "TOWN",
        "VILLAGE",
        "STREET",
        "AVENUE",
        "HIGHWAY",
        "ROAD",
        "RIVER",
        "HILL",
        "VALLEY",
        "FRONT",
        "MOVEMENT",
        "PARTY",
        "COMMAND",
        "COMMANDO",
        "COLUMN",
        "BATTALION",
        "BRIGADE",
        "COMPANY",
        "HOTEL",
        "UNIVERSITY",
        "AIRPORT",
        "FARM",
        "JURISDICTION",
        "CANTON",
        "DISTRICT",
        "REGION",
        "CARTEL",
        "ARMY",
        "GOVERNMENT",
        "ADMINISTRATION",
        "NEWSPAPER",
    ]
)
TITLES = frozenset(
    [
        "MR",
        "MRS",
        "DR",
        "MISS",
        "SIR",
        "PRESIDENT",
        "GENERAL",
        "COLONEL",
        "MAJOR",
        "CAPTAIN",
        "LIEUTENANT",
        "SERGEANT",
        "CORPORAL",
        "PRIVATE",
        "FATHER",
        "PRIEST",
        "BISHOP",
        "ARCHBISHOP",
        "MONSIGNOR",
        "REVEREND",
        "REVEREND",
        "JUDGE",
        "MAYOR",
        "MINISTER",
        "SENATOR",
        "DEPUTY",
        "GOVERNOR",
        "AMBASSADOR",
        "CONSUL",
        "ENGINEER",
        "PROFESSOR",
        "DOCTOR",
        "ATTORNEY",
        "LAWYER",
        "JOURNALIST",
        "LEADER",
        "CANDIDATE",
        "SECRETARY",
        "DIRECTOR",
        "MANAGER",
        "OFFICER",
        "COMMANDER",
        "CITIZEN",
        "NATIONAL",
        "COUNCILMAN",
        "CONGRESSMAN",
    ]
)


def number_of(phrase: Phrase, page: Page) -> str:
    """Return how many a phrase is of: a number, `~` before about so many, `PLURAL` where only that it is many."""
    line = page.lines[phrase.line]
    low = line.start + max(0, phrase.tokens[0].start - 30)
    before = " ".join(page.text[low : phrase.start].upper().split())
    value: int | None = None
    for token in phrase.tokens:
        if token.dep == "nummod" or token.pos == "NUM":
            word = token.text.upper().replace(",", "")
            value = int(word) if word.isdigit() else NUMBER_WORDS.get(word, value)
    if value is None:
        words = [token.text.upper() for token in phrase.tokens]
        if "DOZEN" in words:
            return "12"
        return "PLURAL" if plural(phrase) else "1"
    if re.search(r"\b(?:ABOUT|APPROXIMATELY|AROUND|SOME|NEARLY|ALMOST)$", before) or phrase.tokens[0].text.upper() in (
        "ABOUT",
        "SOME",
    ):
        return f"~{value}"
    if re.search(r"\b(?:AT LEAST|MORE THAN|OVER)$", before) or phrase.tokens[0].text.upper() == "OVER":
        return f"{value}-"
    return str(value)


def plural(phrase: Phrase) -> bool:
    """Return whether the head of a phrase is in the plural."""
    word = phrase.head.text.upper()
    return (
        (word.endswith("S") and not word.endswith(("SS", "US", "IS")) and word not in ("HEADQUARTERS",))
        or word in ("PEOPLE", "MEN", "WOMEN", "CHILDREN")
        or (word.endswith("MEN") and len(word) > 4)
    )
