"""What can be swapped, as Protocols. A stage is handed these; it never looks for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, BinaryIO, NamedTuple, Protocol, TypeVar

import msgspec
import numpy as np
from numpy.typing import NDArray

from harmattan.records.bundle import Situation
from harmattan.records.claim import PlaceCandidate, PlaceRef, Proposal, Refusal
from harmattan.records.document import Document
from harmattan.records.mention import Mention

T = TypeVar("T")
R = TypeVar("R")


class Blob(msgspec.Struct, frozen=True, kw_only=True):
    """Bytes as they came, and what is known of them. `path` is what the user named (`-` for standard input).

    `data` is all of a short input. Of a long one it is the beginning, and `rest` gives what follows, so that an archive
    of any length costs no memory. `rest` is read once, and before the next blob is asked for; where it can seek, its
    position 0 is the first byte of `data`.
    """

    path: str
    data: bytes
    media_type: str | None = None
    rest: BinaryIO | None = None


class Unreadable(msgspec.Struct, frozen=True, kw_only=True):
    """An input that a source could not give. `code` is short and stable, `reason` one line."""

    path: str
    code: str
    reason: str


class Source(Protocol):
    """Where bytes come from: files, folders, standard input, a feed."""

    def blobs(self) -> Iterator[Blob | Unreadable]:
        """Yield each input once, in a stable order; an input that fails is an Unreadable, never an exception."""
        ...


class Proposals(msgspec.Struct, frozen=True, kw_only=True):
    """What an extractor found in one document; nothing here is a claim before it passed the gate."""

    document_id: str
    proposals: tuple[Proposal, ...] = ()
    mentions: tuple[Mention, ...] = ()
    refusals: tuple[Refusal, ...] = ()


class Extractor(Protocol):
    """Reads documents and proposes claims: rules, a language model, anything."""

    name: str
    version: str

    def propose(self, documents: Iterable[Document]) -> Iterator[Proposals]:
        """Yield one Proposals for each document, in order. Never raises for a document: it refuses."""
        ...


class Bearer(msgspec.Struct, frozen=True, gc=False):
    """A place that bears a name, as an index knows it. Degrees WGS 84."""

    place_id: str
    name: str
    """The name to show, which need not be the one that was looked up."""
    latitude: float
    longitude: float
    country: str | None
    """ISO 3166 alpha-2."""
    feature: str
    """`capital`, `city`, `town`, `village`, `quarter`, `region`, `district`, `country`, `area`, `river`, `water`, `island`,
    `mountain`, `forest`, `road` or `spot`."""
    admin1: str | None = None
    """The first division that it lies in: a code of GeoNames or a name."""
    population: int = 0
    called: str = "name"
    """How it bears the name: `name`, `alternate`, or `spelling` where the names only sound alike."""
    curated: bool = False
    """Whether the lexicon says so, which goes before any gazetteer."""


class PlaceIndex(Protocol):
    """Finds places by name."""

    name: str

    def find(self, name: str, *, spelling: bool = False) -> tuple[Bearer, ...]:
        """Return the places that bear this name (any case), in no order; with `spelling` also those that sound like it."""
        ...

    def lookup(self, name: str) -> tuple[PlaceCandidate, ...]:
        """Return the places that bear this name (any case), best first; empty where none is known."""
        ...

    def longest(self, words: tuple[str, ...]) -> int:
        """Return how many of the leading lower-case words form the longest known name; 0 where none does."""
        ...


class Exporter(Protocol):
    """Writes a situation in a form that others read: a table, a map, annotations."""

    name: str
    suffix: str
    """How a file of this form ends, with its dot."""

    def write(self, situation: Situation, *, public: bool = False) -> Iterator[bytes]:
        """Yield the file piece by piece; `public` says that the situation was masked for publication.

        Raises SettingsError where a library that it needs is not installed.
        """
        ...


class Division(msgspec.Struct, frozen=True):
    """A division of a country. Degrees WGS 84 of about its middle, None where only its name is known."""

    place_id: str
    name: str
    country: str
    """ISO 3166 alpha-2."""
    latitude: float | None = None
    longitude: float | None = None


class Divisions(Protocol):
    """Tells which district a place lies in."""

    def division_of(self, place: PlaceRef) -> Division | None:
        """Return the district that a place lies in, itself where it is one; None where it is not known."""
        ...


class Executor(Protocol):
    """Runs work over parts and keeps their order."""

    def map(self, work: Callable[[T], R], parts: Iterable[T]) -> Iterator[R]:
        """Yield work(part) for each part, in order."""
        ...


class KeyJoin(Protocol):
    """Finds which rows of two columns of keys meet: in memory, in a database, over Arrow tables."""

    name: str

    def meet(self, left: Iterable[tuple[int, str]], right: Iterable[tuple[int, str]]) -> Iterator[tuple[int, int]]:
        """Yield (left number, right number) of all rows that share a key, each pair once, in any order."""
        ...


class Shared(NamedTuple):
    """Pairs of rows, `younger` > `older`, and how many keys each two have in common. In rising order of both."""

    younger: NDArray[np.int64]
    older: NDArray[np.int64]
    keys: NDArray[np.int64]


class BulkJoin(Protocol):
    """Joins postings of keys with each other."""

    def share(self, keys: NDArray[np.uint64], rows: NDArray[np.int32], *, anchors: int, least: int) -> Shared:
        """Return the pairs of rows that share at least `least` keys.

        `keys` and `rows` are of one length: row r has key k; a row has a key once. Of the rows that have a key only the
        `anchors` lowest are paired with those above them, so that a key that all rows have makes no quadratic number of pairs.
        """
        ...


class Shelf(Protocol):
    """Keeps arrays and bytes between runs, by name."""

    def put(self, name: str, arrays: Mapping[str, NDArray[Any]], record: bytes) -> None:
        """Keep arrays and a record under a name, whole or not at all; what was there is replaced."""
        ...

    def get(self, name: str) -> tuple[dict[str, NDArray[Any]], bytes] | None:
        """Return what is kept under a name, None where nothing is. Raises InputError for what can't be read."""
        ...
