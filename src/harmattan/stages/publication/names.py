"""Whose names stand in a document: public figures and titled persons, and all others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

import msgspec

from harmattan.language.classes import classes
from harmattan.lexicons import Lexicon
from harmattan.lexicons.rows import (
    ActorRow,
    DemonymRow,
    EventTypeRow,
    HeadRow,
    MeansRow,
    OfficeRow,
    OutletRow,
    PlaceRow,
    QualifierRow,
    Row,
    TargetRow,
    TriggerRow,
    UnitRow,
)
from harmattan.records.claim import Claim
from harmattan.records.document import Document
from harmattan.records.mention import ActorMention, Mention, PlaceMention, TimeMention
from harmattan.stages.publication.masks import Span, blocked, united
from harmattan.stages.publication.words import plain, words

_UPPER = f"[{''.join(chr(code) for code in range(0x1F00) if chr(code).isupper())}]"
_WORD = rf"(?:[dDlL]['’])?{_UPPER}[^\W\d_]*(?:[-‐‑'’][^\W\d_]+)*"
_INITIAL = rf"{_UPPER}\."
_PARTICLE = (
    r"(?:ag|al|el|ould|mint|ben|bin|ibn|bint|de|da|do|dos|del|della|di|du|la|le|van|von|der|den|ter|abu|abou|wa)"
)
_SPACE = r"[ \t\u00a0\u202f]*\n?[ \t\u00a0\u202f]*"
RUN = re.compile(rf"(?:{_WORD}|{_INITIAL})(?:{_SPACE}(?:{_PARTICLE}\s+){{0,2}}(?:{_WORD}|{_INITIAL}))*")
"""Words with a capital, one after another, over a line break too."""
_TOKEN = re.compile(r"[^\W\d_]+(?:[-‐‑'’][^\W\d_]+)*\.?")
_NAMED = (ActorRow, PlaceRow, OutletRow, DemonymRow, HeadRow, QualifierRow, TargetRow, MeansRow, UnitRow)
_ACRONYM = re.compile(r"[A-Z]{2,6}s?")
_FREE = (".", "!", "?", ":", "\n", "“", "”", '"', "«", "»", "—", "–", "-", "•", "*", "#", "(", "[", "")
_BEFORE = re.compile(r"([^\W\d_]+['’]?)[\s“\"«(]*$")
"""The word before a name, in its sentence."""
_BEHIND = re.compile(r"['’s]{0,2}[ \t\u00a0]+([^\W\d_]+)")
_HEADLINE = 0.6
"""Share of capitalised words above which a line's capitals say nothing."""
_AGE = re.compile(
    r"\s*[,(]\s*(?:aged?\s+)?\d{1,3}(?:[\s-](?:ans|years?(?:[\s-]old)?))?\s*[,).;]|,?\s+agee?s?\s+(?:de\s+)?\d|,?\s+aged\s+\d"
)
_REACH = 90
"""Characters behind a name in which its title may follow."""


class Persons(msgspec.Struct, frozen=True, kw_only=True):
    """Whose names a document holds. Spans are offsets into its text."""

    private: tuple[Span, ...]
    private_names: tuple[str, ...]
    """Names in text, title and byline, as they are written."""
    public: tuple[Span, ...]
    """Where a public figure or a titled person is named in full: nothing in there is masked."""
    public_names: tuple[str, ...]
    unreadable: tuple[Span, ...] = ()
    """Words of a script without capitals, in which no name can be told from another word."""


def persons_of(
    document: Document, mentions: Iterable[Mention], claims: Iterable[Claim], *, lexicon: Lexicon
) -> Persons:
    """Return who is named in a document's text, title and byline.

    A name is a person's where the extractor or a claim takes it for one, where a given name is in it, where kin, a form of
    address or an age stand beside it, and where two words with capitals are nothing else that is known. It is public
    where the lexicon knows the person by it, and where an office stands at it. What is in doubt is private: a body
    taken for a person costs a reader a word, a person taken for a body may cost more.
    """
    mentions = tuple(mentions)
    found = _Found(document.text, document.language, lexicon)
    actors = [mention for mention in mentions if isinstance(mention, ActorMention)]
    found.people = [
        (mention.start, mention.end)
        for mention in actors
        if mention.resolved is None and any(char.isupper() for char in mention.text)
    ]
    found.people += [
        (ref.start, ref.end)
        for claim in claims
        for ref in claim.actors
        if ref.actor_id is None and any(char.isupper() for char in document.text[ref.start : ref.end])
    ]
    found.bodies = [
        (mention.start, mention.end)
        for mention in actors
        if mention.resolved is not None and lexicon.get(ActorRow, mention.resolved) is None
    ]
    found.known += [(mention.start, mention.end) for mention in mentions if isinstance(mention, TimeMention)]
    found.places = [(mention.start, mention.end) for mention in mentions if isinstance(mention, PlaceMention)]
    found.judge()
    names = [document.text[start:end] for start, end in found.private]
    public = [document.text[start:end] for start, end in found.public]
    for line in (document.title, document.forwarded_from):
        if line:
            beside = _Found(line, document.language, lexicon)
            beside.judge()
            names += [line[start:end] for start, end in beside.private]
            public += [line[start:end] for start, end in beside.public]
    source = document.source or ""
    given = {plain(token).rstrip(".") for token in _TOKEN.findall(source)} & words().given_names
    if given and not _is_outlet(source, lexicon):
        # A page that bears its writer's name, a sender.
        names += [run.group() for run in RUN.finditer(source)]
    if document.author and document.author != document.source and not _is_outlet(document.author, lexicon):
        names += [run.group() for run in RUN.finditer(document.author)] or [document.author]
    return Persons(
        private=tuple(found.private), private_names=tuple(dict.fromkeys(names)),
        public=tuple(found.public), public_names=tuple(dict.fromkeys(public)),
        unreadable=tuple(found.unreadable),
    )  # fmt: skip


def _is_outlet(name: str, lexicon: Lexicon) -> bool:
    """Tell whether a byline names no person: an outlet of the lexicon or a known actor alone, or a body by its words."""
    if any(plain(token) in words().bodies for token in re.findall(r"[^\W\d_]+", name)):
        return True
    hits = lexicon.index("en").find(name)
    spans = [(hit.start, hit.end) for hit in hits if any(isinstance(row, OutletRow | ActorRow) for row in hit.rows)]
    return any(end - start >= len(name.strip()) for start, end in spans)


class _Found:
    """Goes through the capitals of one text."""

    def __init__(self, text: str, language: str | None, lexicon: Lexicon) -> None:
        self.text = text
        self.lexicon = lexicon
        self.hits: list[tuple[int, int, tuple[Row, ...]]] = []
        for code in (language,) if language in ("en", "fr") else ("en", "fr", language):
            self.hits += [(hit.start, hit.end, hit.rows) for hit in lexicon.index(code).find(text)]
        self.offices = [
            (start, end)
            for start, end, rows in self.hits
            if any(
                isinstance(row, OfficeRow) and row.office != "sir" and row.term not in words().no_titles for row in rows
            )
        ]
        self.addresses = [
            (start, end) for start, end, rows in self.hits if any(isinstance(row, OfficeRow) for row in rows)
        ]
        self.figures = [
            (start, end)
            for start, end, rows in self.hits
            if any(isinstance(row, ActorRow) and row.kind == "person" for row in rows)
        ]
        self.known = [
            (start, end)
            for start, end, rows in self.hits
            if any(isinstance(row, _NAMED) and not _is_person(row) for row in rows)
        ]
        self.things = [
            (start, end)
            for start, end, rows in self.hits
            if any(isinstance(row, HeadRow | UnitRow | TargetRow) for row in rows)
        ]
        self.people: list[Span] = []
        self.bodies: list[Span] = []
        self.places: list[Span] = []
        self.private: list[Span] = []
        self.public: list[Span] = []
        self.unreadable: list[Span] = []

    def judge(self) -> None:
        """Sort every run of capitals into private, public and neither; the extractor's persons are looked at, too."""
        for run in RUN.finditer(self.text):
            for start, end in self._parted(run.start(), run.end()):
                self._run(start, end)
        for start, end in self.people:
            if not any(a < end and start < b for a, b in (*self.private, *self.public)):
                for run in RUN.finditer(self.text, start, end):
                    self._run(run.start(), run.end())
        self._caseless()

    def _caseless(self) -> None:
        """Take every word of a script without capitals for private: which of them are names nobody can tell here."""
        for word in _TOKEN.finditer(self.text):
            if word.group()[0].lower() == word.group()[0].upper():
                span = word.span()
                if not any(a <= span[0] and span[1] <= b for a, b in (*self.known, *self.figures)):
                    self.unreadable.append(span)

    def _parted(self, start: int, end: int) -> list[Span]:
        """Return the stretches of a run between what is known in it; in a headline only what a given name begins."""
        whole = [(a, b) for a, b in self.people if start <= a and b <= end]
        cuts = [
            (a, b)
            for a, b in (*self.known, *self.offices, *self.addresses)
            if start <= a and b <= end and not any(c <= a and b <= d for c, d in (*whole, *self.figures))
        ]
        edges = [start, *(at for cut in united(cuts) for at in cut), end]
        found = [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if self.text[a:b].strip()]
        if not self._in_headline(start):
            return found
        return [*whole, *(span for a, b in found for span in self._given(a, b) if span not in whole)]

    def _given(self, start: int, end: int) -> list[Span]:
        """Return each given name in a line of capitals with the two words that may be of it."""
        tokens = list(_TOKEN.finditer(self.text, start, end))
        found: list[Span] = []
        for at, token in enumerate(tokens):
            if plain(token.group()).rstrip(".") not in words().given_names or (found and token.start() < found[-1][1]):
                continue
            last = at + 1
            while last < min(len(tokens), at + 3) and not self._is_ordinary(tokens[last]):
                last += 1
            found.append((token.start(), tokens[last - 1].end()))
        return found

    def _is_ordinary(self, token: re.Match[str]) -> bool:
        """Tell whether a word in a line of capitals is no name: the lexicon has it, or the text has it in small letters."""
        word = token.group()
        listed = words()
        if plain(word) in listed.openers or plain(word) in listed.bodies or self._is_body(plain(word)):
            return True
        if any(a <= token.start() and token.end() <= b for a, b, _ in self.hits):
            return True
        return re.search(rf"(?<!\w){re.escape(word.lower())}(?!\w)", self.text) is not None

    def _run(self, start: int, end: int) -> None:
        start = self._trimmed(start, end)
        end = start + len(self.text[start:end].rstrip())
        if start >= end:
            return
        figures = [(a, b) for a, b in self.figures if start <= a and b <= end]
        if any(end - start <= b - a for a, b in figures):
            self.public.append((start, end))
            return
        if not self._is_person(start, end):
            # "Goïta's junta": the known name in a longer run of other words stays.
            self.public += figures
            return
        if self._is_titled(start, end) or self._within(start, end, figures):
            self.public.append((start, end))
        else:
            self.private.append((start, end))

    def _trimmed(self, start: int, end: int) -> int:
        """Return where a name begins behind titles, forms of address and the word that opens its sentence."""
        moved = True
        while moved and start < end:
            moved = False
            for a, b in self.addresses:
                if a == start and (b < end or self.text[b : b + 1] in (" ", ".", ",", "")):
                    start, moved = b, True
            token = _TOKEN.match(self.text, start, end)
            if token is not None and not moved:
                word = plain(token.group()).rstrip(".")
                listed = words()
                lone = token.end() < end
                opens = word in listed.openers or token.group().lower() in listed.openers
                if opens or word in listed.called or (lone and word in listed.kin) or (lone and self._is_common(token)):
                    start, moved = token.end(), True
            while start < end and not self.text[start].isupper():
                start += 1
        return start

    def _is_common(self, token: re.Match[str]) -> bool:
        """Tell whether a word with a capital opens its sentence and stands without one elsewhere ("Yesterday Amadou …")."""
        before = self.text[: token.start()].rstrip(" \t")
        if before[-1:] not in _FREE:
            return False
        if plain(token.group()) in words().given_names:
            return False
        low = token.group().lower()
        return re.search(rf"(?<!\w){re.escape(low)}(?!\w)", self.text) is not None or any(
            a == token.start() and b == token.end() for a, b, _ in self.hits
        )

    def _is_person(self, start: int, end: int) -> bool:
        tokens = [plain(token.group()).rstrip(".") for token in _TOKEN.finditer(self.text, start, end)]
        tokens = [token for token in tokens if token]
        listed = words()
        whole = self.text[start:end]
        if not tokens or any(a <= start and end <= b for a, b in self.known) or _ACRONYM.fullmatch(whole):
            return False
        beside = self._beside(start, end)
        located = any(a <= start and end <= b for a, b in self.places) and not beside
        if located:
            return False
        given = any(
            token in listed.given_names or any(part in listed.given_names for part in re.split("[-']", token))
            for token in tokens
        )
        if given or beside:
            return not (any(token in listed.bodies for token in tokens) and not beside)
        if any(a < end and start < b for a, b in self.bodies) or any(self._is_body(token) for token in tokens):
            return False
        if any(a < end and start < b for a, b in (*self.known, *self.places)):
            return len(tokens) > 1 and any(a == start and b == end for a, b in self.people)
        if any(a <= start and end <= b for a, b in self.people):
            return True
        if self._in_headline(start) or any(_ACRONYM.fullmatch(token) for token in whole.split()):
            return False
        return len(tokens) > 1 or self._stands_for_one(start, end)

    def _stands_for_one(self, start: int, end: int) -> bool:
        """Tell whether a lone name that nothing is known of stands where a person's does and a place's or body's does not.

        Behind a locating preposition or an article, and before a noun, it may be a village or a people. Behind a verb it is a
        person's where the verb befalls people ("abducted X"), not where it befalls places ("entered X").
        """
        before = _BEFORE.search(self.text, max(0, start - 40), start)
        behind = _BEHIND.match(self.text, end)
        following = "" if behind is None else plain(behind.group(1))
        if any(a <= behind.start(1) < b for a, b in self.things) if behind is not None else False:
            return False
        if before is None:
            owned = self.text[end : end + 2] in ("'s", "’s")
            return owned or re.match(r",\s+(?:an?|une?|aged?)\s", self.text[end : end + 10]) is not None
        word = plain(before.group(1))
        listed = words()
        if (
            word in listed.prepositions
            or word in listed.particles
            or word in listed.bodies
            or following in listed.bodies
        ):
            # "The daughter of X": whose kin somebody is stands behind a preposition, too.
            return self._is_kin(before.start(1)) and word in ("of", "de", "d'", "du")
        acts = [
            row for a, b, rows in self.hits if a <= before.start(1) < b for row in rows if isinstance(row, TriggerRow)
        ]
        return not acts or any(row.unit is not None or self._befalls(row) for row in acts)

    def _befalls(self, row: TriggerRow) -> bool:
        kind = None if row.event_type is None else self.lexicon.get(EventTypeRow, row.event_type)
        return kind is not None and kind.unit is not None

    def _is_kin(self, at: int) -> bool:
        last = _BEFORE.search(self.text, max(0, at - 30), at)
        return last is not None and plain(last.group(1)) in {plain(word) for word in words().kin}

    @staticmethod
    def _is_body(token: str) -> bool:
        return token in words().bodies or token in classes().institutions or token in classes().regions

    def _beside(self, start: int, end: int) -> bool:
        """Tell whether kin, a form of address or an age stand at a name."""
        listed = words()
        before = plain(self.text[max(0, start - 30) : start])
        if _address().search(before):
            return True
        after = plain(self.text[end : end + 40])
        if _AGE.match(after):
            return True
        owned = re.match(r"['’]s?\s+(\w+)", after)
        return owned is not None and owned.group(1) in {plain(word) for word in listed.kin}

    def _in_headline(self, at: int) -> bool:
        first = self.text.rfind("\n", 0, at) + 1
        last = self.text.find("\n", at)
        line = self.text[first : len(self.text) if last < 0 else last]
        if line.rstrip()[-1:] in (".", "!", "?", "”", "»", '"') and line.upper() != line:
            return False
        tall = [word for word in re.findall(r"[^\W\d_]+", line) if len(word) > 3]
        return len(tall) > 3 and sum(word[0].isupper() for word in tall) > _HEADLINE * len(tall)

    def _is_titled(self, start: int, end: int) -> bool:
        """Tell whether an office stands right before a name, or behind its comma with an article at most between."""
        for a, b in self.offices:
            if b <= start and not self.text[b:start].strip(" \t\u00a0\n,.:") and "\n\n" not in self.text[b:start]:
                return self.text[b:start].count(",") <= 1
            if end <= a <= end + _REACH:
                between = plain(self.text[end:a])
                if not between.startswith((",", " (")):
                    continue
                # "X, Mali's former defence minister": whose minister is no word of its own.
                whose = [
                    (c, d)
                    for c, d, rows in self.hits
                    if end <= c and d <= a and any(isinstance(row, DemonymRow | PlaceRow | ActorRow) for row in rows)
                ]
                inner = re.findall(r"[^\W\d_]+['’]?", plain(blocked(self.text[:a], whose)[end:]).replace("'s", ""))
                if len(inner) <= 4 and all(word in _between() for word in inner):
                    return True
        return False

    def _within(self, start: int, end: int, figures: Sequence[Span]) -> bool:
        """Tell whether a run is a public figure's name with initials or more of it: two words of it at least are known."""
        return any(len(self.text[a:b].split()) > 1 for a, b in figures)


def _is_person(row: Row) -> bool:
    return isinstance(row, ActorRow) and row.kind == "person"


@cache
def _between() -> frozenset[str]:
    return frozenset(plain(word) for word in words().between_name_and_title)


@cache
def _address() -> re.Pattern[str]:
    """Return what stands before a name that is a person's, up to the name."""
    before = "|".join(sorted(re.escape(plain(word)) for word in words().called | words().kin))
    return re.compile(rf"(?:^|[^\w])(?:{before}),?[\s:“\"«]+$")
