"""What a family tree shows: stories with their documents in the order in which they came, each below whom it was taken from."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from harmattan.records.document import Document
from harmattan.records.lineage import Lineage, LineageMember, SharedSpan
from harmattan.surfaces.report import words

SHOWN = 80
"""Documents of a story that are drawn; of a longer one the first, and how many more there are."""
LONGEST = 20_000
"""Characters of a text that are shown."""


class Piece(NamedTuple):
    """A stretch of a text; `others` are the documents that have it, too, by their marks."""

    text: str
    others: tuple[str, ...]


class Node(NamedTuple):
    """A document in a story. `above` are the places in the story of those it was taken from, the first where it hangs."""

    mark: str
    title: str
    source: str
    published: str
    relation: str
    what: str
    similarity: int
    reasons: tuple[str, ...]
    above: tuple[int, ...]
    depth: int
    row: int
    pieces: tuple[Piece, ...]
    cut: int


class Story(NamedTuple):
    """A lineage of several documents."""

    number: int
    kind: str
    title: str
    nodes: tuple[Node, ...]
    more: int
    span: str


class Families(NamedTuple):
    """Stories, the widest first; passages of one source; and the documents that nobody else carries."""

    documents: int
    origins: int
    stories: tuple[Story, ...]
    relays: tuple[Story, ...]
    alone: tuple[tuple[str, str, str], ...]


def families_of(lineages: Sequence[Lineage], documents: Iterable[Document]) -> Families:
    """Return the stories that lineages tell; documents of the lineages that are not given have no words."""
    known = {document.id: document for document in documents}
    ordered = sorted(known.values(), key=lambda each: (each.published or "~", each.id))
    marks = {document.id: f"D{number}" for number, document in enumerate(ordered, 1)}
    several = sorted(
        (lineage for lineage in lineages if len(lineage.members) > 1), key=lambda each: (-len(each.members), each.id)
    )
    stories = [_story(number, lineage, known, marks) for number, lineage in enumerate(several, 1)]
    single = [lineage.origin for lineage in lineages if lineage.kind == "text" and len(lineage.members) == 1]
    return Families(
        documents=len({member.document_id for lineage in lineages for member in lineage.members}),
        origins=sum(lineage.kind == "text" for lineage in lineages),
        stories=tuple(story for story in stories if story.kind == "text"),
        relays=tuple(story for story in stories if story.kind == "source"),
        alone=tuple((marks[each], _title(known[each]), known[each].source or "") for each in single if each in known),
    )


def _story(number: int, lineage: Lineage, known: Mapping[str, Document], marks: Mapping[str, str]) -> Story:
    shown = lineage.members[:SHOWN]
    places = {member.document_id: place for place, member in enumerate(shown)}
    above = [_above(member, lineage.origin, places) for member in shown]
    rows = _rows(above)
    depths: list[int] = []
    for parents in above:
        depths.append(1 + depths[parents[0]] if parents else 0)
    touched = _touched(shown, marks)
    nodes = []
    for place, member in enumerate(shown):
        document = known.get(member.document_id)
        text = "" if document is None else document.text
        nodes.append(
            Node(
                mark=marks.get(member.document_id, member.external_id or member.document_id),
                title=_title(document) if document else member.external_id or member.document_id,
                source=(document.source or "") if document else "",
                published=_when(document),
                relation=member.relation,
                what=words.MEMBERS[member.relation]
                if lineage.kind == "text" or not above[place]
                else "carries the passage",
                similarity=round(100 * member.similarity),
                reasons=tuple(_named(reason, marks) for reason in member.reasons),
                above=above[place],
                depth=depths[place],
                row=rows[place],
                pieces=_pieces(text[:LONGEST], touched[member.document_id]),
                cut=max(0, len(text) - LONGEST),
            )
        )
    dates = sorted(node.published for node in nodes if node.published)
    return Story(
        number=number,
        kind=lineage.kind,
        title=nodes[0].title,
        nodes=tuple(nodes),
        more=len(lineage.members) - len(shown),
        span="" if not dates else dates[0] if dates[0] == dates[-1] else f"{dates[0]} to {dates[-1]}",
    )


def _above(member: LineageMember, origin: str, places: Mapping[str, int]) -> tuple[int, ...]:
    if member.document_id == origin:
        return ()
    found = tuple(places[parent.document_id] for parent in member.parents if parent.document_id in places)
    return found or (0,)


def _rows(above: Sequence[tuple[int, ...]]) -> list[int]:
    """Return the row of each document: below its first parent, and what hangs on it below it before the next."""
    below: dict[int, list[int]] = defaultdict(list)
    for place, parents in enumerate(above):
        if parents:
            below[parents[0]].append(place)
    rows = [0] * len(above)
    stack, row = [0], 0
    while stack:
        place = stack.pop()
        rows[place] = row
        row += 1
        stack.extend(reversed(below[place]))
    return rows


Touched = dict[str, list[tuple[int, int, str]]]


def _touched(members: Sequence[LineageMember], marks: Mapping[str, str]) -> Touched:
    """Return which stretches of each document stand in another, and in which."""
    found: Touched = defaultdict(list)

    def touch(document_id: str, start: int, end: int, other: str) -> None:
        found[document_id].append((start, end, marks.get(other, other)))

    for member in members:
        for parent in member.parents:
            span: SharedSpan
            for span in parent.shared:
                touch(member.document_id, span.start, span.end, parent.document_id)
                touch(parent.document_id, span.parent_start, span.parent_end, member.document_id)
    return found


def _pieces(text: str, touched: Sequence[tuple[int, int, str]]) -> tuple[Piece, ...]:
    """Return a text cut where what others share of it begins and ends."""
    cuts = sorted({0, len(text), *(min(at, len(text)) for start, end, _ in touched for at in (start, end))})
    opening: dict[int, list[str]] = defaultdict(list)
    closing: dict[int, list[str]] = defaultdict(list)
    for start, end, other in touched:
        opening[start].append(other)
        closing[end].append(other)
    pieces: list[Piece] = []
    open_: list[str] = []
    for start, end in itertools.pairwise(cuts):
        for other in closing[start]:
            open_.remove(other)
        open_ += opening[start]
        others = tuple(dict.fromkeys(open_))
        pieces.append(Piece(text[start:end], others))
    return tuple(pieces)


def _title(document: Document) -> str:
    if document.title:
        return document.title
    line = " ".join(document.text[:400].split())
    return f"{line[:77]}…" if len(line) > 78 else line or "(no words)"


def _when(document: Document | None) -> str:
    return "" if document is None or document.published is None else document.published[:16].replace("T", " ")


def _named(reason: str, marks: Mapping[str, str]) -> str:
    """Return a reason with the mark of a document in place of its id."""
    for document_id, mark in marks.items():
        if document_id in reason:
            reason = reason.replace(document_id, mark)
    return reason
