"""What a publication keeps back, over all its documents."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from itertools import pairwise

from harmattan.language.words import ADDRESS
from harmattan.lexicons import Lexicon
from harmattan.records.bundle import Extraction
from harmattan.records.document import Document
from harmattan.records.lineage import Lineage
from harmattan.stages.publication.masks import Finder, Span, blocked, finder, pieces_of, united
from harmattan.stages.publication.names import Persons, persons_of
from harmattan.stages.publication.places import Guarded, guarded_in, is_young
from harmattan.stages.publication.settings import PublicationSettings
from harmattan.stages.publication.words import fold, plain, words

_ADDRESS = re.compile(rf"{ADDRESS}|\+\d[\d .()-]{{6,}}\d")
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+|\+\d[\d .()-]{6,}\d")
_WORD = re.compile(r"[^\W_]+")
_GAP = 3
"""Characters that may stand between the words of a name ("Diallo,\n Amadou")."""
Key = frozenset[str] | None


class Register:
    """Names and places that may not be published, gathered document by document before any is masked.

    A name that is private in one document is masked in all: a second report need not say again that he is a shepherd.
    """

    def __init__(self, *, lexicon: Lexicon, settings: PublicationSettings) -> None:
        self.lexicon = lexicon
        self.settings = settings
        self.persons: dict[str, Persons] = {}
        self.guarded: dict[str, Guarded] = {}
        self.young: set[str] = set()
        self._kin: dict[str, frozenset[str]] = {}
        self._found: dict[Key, Finder] = {}
        self._spans: dict[str, tuple[Span, ...]] = {}

    def add(self, extraction: Extraction) -> None:
        """Take note of who and what stands in a document."""
        document = extraction.document
        persons = persons_of(document, extraction.mentions, extraction.claims, lexicon=self.lexicon)
        self.persons[document.id] = persons
        self.guarded[document.id] = guarded_in(
            document, extraction.mentions, extraction.claims, persons, lexicon=self.lexicon, settings=self.settings
        )
        if is_young(document, self.settings):
            self.young.add(document.id)

    def relate(self, lineages: Iterable[Lineage]) -> None:
        """Take note of who copied whom: where a source is, is kept back in every copy, too."""
        for lineage in lineages:
            family = frozenset(member.document_id for member in lineage.members)
            for member in family:
                self._kin[member] = self._kin.get(member, frozenset()) | family

    @cached_property
    def pieces(self) -> frozenset[str]:
        """The words of all private names."""
        return frozenset[str]().union(
            *(pieces_of(name) for each in self.persons.values() for name in each.private_names)
        )

    @cached_property
    def people(self) -> Finder:
        """Finds the words of private names."""
        return finder(self.pieces)

    @cached_property
    def _sequences(self) -> dict[str, list[tuple[str, ...]]]:
        """The words of private names of several words, by the first."""
        found: dict[str, list[tuple[str, ...]]] = {}
        for name in self._private_names:
            told = tuple(_WORD.findall(name))
            if len(told) > 1:
                found.setdefault(told[0], []).append(told)
        return found

    @cached_property
    def _private_names(self) -> frozenset[str]:
        return frozenset(plain(name) for each in self.persons.values() for name in each.private_names)

    def _documents(self, document_ids: Iterable[str]) -> frozenset[str]:
        return frozenset(other for key in document_ids for other in self._kin.get(key, frozenset((key,))))

    def source_ids(self, document_ids: Iterable[str]) -> frozenset[str]:
        """Return the ids of places where sources of these documents and their copies are."""
        kin = self._documents(document_ids)
        return frozenset[str]().union(*(self.guarded[key].source_ids for key in kin if key in self.guarded))

    @cached_property
    def position_ids(self) -> frozenset[str]:
        """Ids of places of fresh positions."""
        return frozenset[str]().union(*(each.position_ids for each in self.guarded.values()))

    def guards(self, place_id: str | None, name: str, document_ids: Iterable[str]) -> str | None:
        """Return `source` or `position` where a place is kept back in these documents, else None."""
        document_ids = frozenset(document_ids)
        sources = self._names(document_ids, sources=True)
        if (place_id is not None and place_id in self.source_ids(document_ids)) or self._called(name, sources):
            return "source"
        if not document_ids & self.young:
            return None
        positions = self._names(document_ids, sources=False)
        if (place_id is not None and place_id in self.position_ids) or self._called(name, positions):
            return "position"
        return None

    @staticmethod
    def _called(name: str, names: frozenset[str]) -> bool:
        return any(plain(each) == plain(name) for each in names)

    def _names(self, document_ids: frozenset[str], *, sources: bool) -> frozenset[str]:
        if sources:
            kin = self._documents(document_ids)
            return frozenset[str]().union(*(self.guarded[key].sources for key in kin if key in self.guarded))
        if not document_ids & self.young:
            return frozenset()
        return self._positions

    @cached_property
    def _positions(self) -> frozenset[str]:
        return frozenset[str]().union(*(each.positions for each in self.guarded.values()))

    def places(self, document_ids: frozenset[str]) -> Finder:
        """Return what finds the places that are kept back in these documents."""
        if document_ids not in self._found:
            names = self._names(document_ids, sources=True) | self._names(document_ids, sources=False)
            pieces = {piece for name in names for piece in pieces_of(name)}
            listed = words()
            self._found[document_ids] = finder(pieces - listed.bodies - listed.given_names | _wholes(names))
        return self._found[document_ids]

    def mask(self, text: str, document_ids: Iterable[str] | None = None) -> str:
        """Return a text of the given documents, or of all, with what is kept back in blocks of the same length."""
        if not text.strip():
            return text
        keys = frozenset(self.persons if document_ids is None else document_ids)
        return blocked(text, self._hidden(text, keys))

    def _hidden(self, text: str, keys: frozenset[str], public: Iterable[Span] = ()) -> list[Span]:
        open_spans = [*public, *self._public_in(text, keys)]
        spans = [
            span for span in self.people.spans(text) if not any(a <= span[0] and span[1] <= b for a, b in open_spans)
        ]
        spans += self._whole_names(text)
        spans += self.places(keys).spans(text)
        spans += [match.span() for match in _MAIL.finditer(text)]
        for address in _ADDRESS.finditer(text):
            if self.people.stands_in(address.group()) or self.places(keys).stands_in(address.group()):
                spans.append(address.span())
        if " " not in text.strip() and (self.people.stands_in(text) or self.places(keys).stands_in(text)):
            if _is_slug(text):
                spans.append((0, len(text)))
        return united(spans)

    def _whole_names(self, text: str) -> list[Span]:
        """Return where whole private names stand, in whatever case, with next to nothing between their words."""
        if not self._sequences:
            return []
        folded = fold(text)
        told = [(match.group(), match.start(), match.end()) for match in _WORD.finditer(folded.text)]
        found = []
        for at, (word, start, _) in enumerate(told):
            for sequence in self._sequences.get(word, ()):
                others = told[at : at + len(sequence)]
                near = all(two[1] - one[2] <= _GAP for one, two in pairwise(others))
                if near and tuple(other[0] for other in others) == sequence:
                    found.append((folded.origin[start], folded.origin[others[-1][2]]))
        return found

    def _public_in(self, text: str, keys: frozenset[str]) -> list[Span]:
        """Return where public names stand in a text, those left out that are private in another document."""
        names = {name for key in keys if key in self.persons for name in self.persons[key].public_names}
        # Who is titled here may be somebody else there: what is masked in any of these documents stays so.
        private = {plain(name) for key in keys if key in self.persons for name in self.persons[key].private_names}
        names = {name for name in names if plain(name) not in private}
        found = []
        for name in names:
            at = text.find(name)
            while at >= 0:
                found.append((at, at + len(name)))
                at = text.find(name, at + 1)
        return found

    def spans_of(self, document: Document) -> tuple[Span, ...]:
        """Return what is masked in a document's text, in order."""
        if document.id not in self._spans:
            keys = frozenset((document.id,))
            persons = self.persons[document.id]
            spans = [*persons.private, *persons.unreadable, *self._hidden(document.text, keys, persons.public)]
            self._spans[document.id] = tuple(united(spans))
        return self._spans[document.id]

    def masked_text(self, document: Document) -> str:
        """Return a document's text with what is kept back in blocks."""
        return blocked(document.text, self.spans_of(document))

    def address(self, url: str | None, document_id: str) -> str | None:
        """Return an address without what is kept back: as it is, or its host alone, or nothing."""
        if url is None:
            return None
        keys = frozenset((document_id,))

        def tells(words_: str) -> bool:
            return self.people.stands_in(words_) or self.places(keys).stands_in(words_)

        if not tells(url):
            return url
        from urllib.parse import urlsplit

        parts = urlsplit(url)
        host = f"{parts.scheme}://{parts.hostname}/" if parts.hostname else ""
        return host if host and not tells(host) else None

    @property
    def masked(self) -> int:
        """How many private names it knows."""
        return len(self._private_names)


def _is_slug(text: str) -> bool:
    """Tell whether a text without spaces is an address, a file's name or a handle, and no word."""
    return any(mark in text for mark in "/\\_@.#%-0123456789") or text.islower()


def _wholes(names: Iterable[str]) -> frozenset[str]:
    """Return the one-word names among these: they are masked whatever else their word means."""
    return frozenset(plain(name).strip() for name in names if len(name.split()) == 1 and len(name) > 1)
