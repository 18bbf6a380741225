"""Who a noun phrase names: a person's name, what the person is called besides, and how many there are."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import NamedTuple

from harmattan.language import Token
from harmattan.lexicons import Lexicon
from harmattan.lexicons.rows import (
    ActorRow,
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
NUMBER_WORDS = {word: number for number, word in enumerate(
    ["ZERO", "ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE", "TEN", "ELEVEN", "TWELVE", "THIRTEEN", "FOURTEEN", "FIFTEEN", "SIXTEEN", "SEVENTEEN", "EIGHTEEN", "NINETEEN", "TWENTY"])} | {"THIRTY": 30, "FORTY": 40, "FIFTY": 50, "SIXTY": 60, "DOZEN": 12, "A": 1, "AN": 1, "ANOTHER": 1}  # fmt: skip
NAME_WORD = re.compile(r"[A-Z][A-Z'-]+\.?|[A-Z]\.")
PARTICLES = frozenset(["DE", "LA", "DEL", "LAS", "LOS", "Y", "VON", "SAN", "SANTA"])


class Person(NamedTuple):
    """A person or people in a phrase: a name, a description, or both."""

    name: str | None
    description: str | None
    head: str


class People:
    """The people of one report: its names, so that a surname alone or "he" is known for whom it stands."""

    def __init__(self, page: Page, words: Words, lexicon: Lexicon) -> None:
        self._page = page
        self._words = words
        self._index = lexicon.index("en")
        self._kinds: dict[str, frozenset[type]] = {}
        self.names: list[tuple[int, str]] = []
        self.called: dict[str, list[str]] = defaultdict(list)
        self._read()

    def _rows(self, word: str) -> frozenset[type]:
        """Return the kinds of rows that a word alone stands for."""
        word = word.upper()
        if word not in self._kinds:
            self._kinds[word] = frozenset(
                type(row) for hit in self._index.find(word) if hit.end - hit.start == len(word) for row in hit.rows
            )
        return self._kinds[word]

    def common(self, token: Token) -> bool:
        """Return whether a word is one for things or people rather than part of a name."""
        word = token.text.upper()
        if word in PARTICLES:
            return False
        if self._rows(word) & {UnitRow, HeadRow, OfficeRow, ActorRow, MeansRow, TargetRow, OutletRow, TriggerRow}:
            return True
        return any(self._words.heads(slot, word) > 1 for slot in (HUMAN, PERP, PHYSICAL, MEANS)) or stem(word) in TITLES

    def person(self, phrase: Phrase) -> Person:
        """Return the name and description in a phrase; neither where it is of nobody known."""
        tokens = list(phrase.tokens)
        last = len(tokens)
        while last and self._in_name(tokens[last - 1]):
            last -= 1
        named = tokens[last:]
        while named and named[0].text.upper() in ("DE", "LA", "DEL", "Y"):
            named = named[1:]
        before = tokens[:last]
        name = " ".join(token.text.upper() for token in named) or None
        if name and len(named) == 1 and not before:
            name = self.full(name) if self.full(name) != name else None
        elif name and before and not any(self._is_human(token.text) for token in before):
            name = None
        elif name and len(named) >= 2:
            name = self.full(name)
        if name is None:
            head = phrase.head.text.upper()
            text = self._page.clean(phrase)
            return Person(None, text if self._is_human(head) else None, head)
        description = (
            self._page.text[phrase.tokens[0].start + self._base(phrase) : before[-1].end + self._base(phrase)]
            if before
            else ""
        )
        return Person(name, " ".join(description.upper().split()) or None, before[-1].text.upper() if before else name)

    def _base(self, phrase: Phrase) -> int:
        return self._page.lines[phrase.line].start

    def _in_name(self, token: Token) -> bool:
        word = token.text.upper()
        if not NAME_WORD.fullmatch(word) or token.pos not in ("PROPN", "NOUN", "X", "ADJ"):
            return False
        return (token.pos == "PROPN" or token.dep in ("flat",) or self._name_seen(word)) and not self.common(token)

    def _name_seen(self, word: str) -> bool:
        return any(word in name.split() for _, name in self.names)

    def _is_human(self, word: str) -> bool:
        word = word.upper()
        if stem(word) in TITLES or self._words.heads(HUMAN, word) > self._words.heads(PHYSICAL, word):
            return True
        return bool(self._rows(word) & {OfficeRow, HeadRow}) and not self._words.heads(PHYSICAL, word)

    def is_human(self, phrase: Phrase) -> bool:
        """Return whether a phrase names or describes people."""
        person = self.person(phrase)
        return bool(person.name or person.description)

    def _read(self) -> None:
        for number, line in enumerate(self._page.lines):
            done = -1
            for token in line.sentence.tokens:
                if token.i <= done or token.pos != "PROPN" or self.common(token):
                    continue
                phrase = self._page.phrase_of(number, token)
                done = max(done, phrase.tokens[-1].i)
                self._keep(phrase)

    def _keep(self, phrase: Phrase) -> None:
        named = [token for token in phrase.tokens]
        run: list[Token] = []
        for token in reversed(named):
            if not self._in_name(token):
                break
            run.insert(0, token)
        while run and run[0].text.upper() in ("DE", "LA", "DEL", "Y"):
            run = run[1:]
        text = " ".join(token.text.upper() for token in run)
        if not run or any(
            isinstance(row, PlaceRow | ActorRow)
            for hit in self._index.find(text)
            if hit.end - hit.start >= len(text) - 2
            for row in hit.rows
        ):
            return
        before = named[: len(named) - len(run)]
        titled = bool(before) and self._is_human(before[-1].text)
        beside = [each for each in self._page.apposed(phrase) if self._is_human(each.head.text)]
        subject = phrase.head.dep.startswith("nsubj") or phrase.head.dep in ("obj", "conj")
        if not (titled or beside or (len(run) >= 2 and subject)):
            return
        if len(run) >= 2 or titled:
            self.names.append((phrase.start, text))
        full = self.full(text)
        if titled:
            base = self._base(phrase)
            self.called[full].append(
                " ".join(self._page.text[base + before[0].start : base + before[-1].end].upper().split())
            )
        self.called[full].extend(self._page.clean(each) for each in beside)

    def full(self, name: str) -> str:
        """Return the longest name of the report that holds these words in a row."""
        best = name
        for _, other in self.names:
            if f" {name} " in f" {other} " and len(other) > len(best):
                best = other
        return best

    def before(self, offset: int, reach: int = 600) -> str | None:
        """Return the name that stands last before an offset: whom "he" is."""
        found = [name for start, name in self.names if offset - reach <= start < offset]
        return self.full(found[-1]) if found else None


TITLES = frozenset(
    ["MR", "MRS", "DR", "MISS", "SIR", "PRESIDENT", "GENERAL", "COLONEL", "MAJOR", "CAPTAIN", "LIEUTENANT", "SERGEANT", "CORPORAL", "PRIVATE", "FATHER", "PRIEST", "BISHOP", "ARCHBISHOP", "MONSIGNOR", "REVEREND", "REVEREND", "JUDGE", "MAYOR", "MINISTER", "SENATOR", "DEPUTY", "GOVERNOR", "AMBASSADOR", "CONSUL", "ENGINEER", "PROFESSOR", "DOCTOR", "ATTORNEY", "LAWYER", "JOURNALIST", "LEADER", "CANDIDATE", "SECRETARY", "DIRECTOR", "MANAGER", "OFFICER", "COMMANDER", "CITIZEN", "NATIONAL", "COUNCILMAN", "CONGRESSMAN"]
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
