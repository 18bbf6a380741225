"""Lineages out of findings: who goes back to whom through all generations, and which passages have one source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from harmattan.records.base import MadeBy, record_id
from harmattan.records.lineage import Lineage, LineageMember, Parent, SharedSpan
from harmattan.stages.lineages.changes import told
from harmattan.stages.lineages.findings import Findings
from harmattan.stages.lineages.judge import Finding, Kin, Relay
from harmattan.stages.lineages.packs import Prints

FAIR = 0.1
"""Share of what was taken from a parent that must go back to an origin of the parent, to go back there, too."""
SAME = 0.5
"""Share of the shorter of two passages of one text from which they are one passage."""


NOTHING = Finding()


class Family(NamedTuple):
    """Documents by number with what was found about each; numbers in `findings` are numbers of documents."""

    findings: Findings
    prints: Prints
    made_by: MadeBy
    texts: Mapping[str, str]

    def found(self, number: int) -> Finding:
        """Return what was found about a document."""
        return self.findings.get(number) or NOTHING

    def id(self, number: int) -> str:
        """Return the id of a document."""
        return self.prints.named(number)[0]


def text_lineages(family: Family, oldest_first: Iterable[int]) -> Iterator[Lineage]:
    """Yield the lineages of texts, the oldest origin first; a document alone has one of its own."""
    roots: dict[int, tuple[int, ...]] = {}
    members: dict[int, list[int]] = {}
    for number in oldest_first:
        finding = family.found(number)
        if not finding.parents:
            members[number] = [number]
            continue
        roots[number] = tuple(dict.fromkeys(root for kin in finding.parents for root in _roots(kin, family, roots)))
        for root in roots[number]:
            members[root].append(number)
    for numbers in members.values():
        yield _lineage(family, numbers)


def _roots(kin: Kin, family: Family, roots: Mapping[int, tuple[int, ...]]) -> tuple[int, ...]:
    """Return the origins of what a text took from a parent: of a parent made of two, those of the passages that it took."""
    known = roots.get(kin.number)
    if known is None:
        return (kin.number,)
    if len(known) == 1:
        return known
    found: dict[int, None] = {}
    taken = [(span.parent_start, span.parent_end) for span in kin.shared]
    for above in family.found(kin.number).parents:
        given = [(span.start, span.end) for span in above.shared]
        if _common(taken, given) >= FAIR * sum(end - start for start, end in taken):
            found |= dict.fromkeys(_roots(above, family, roots))
    return tuple(found) or known


def _lineage(family: Family, numbers: list[int]) -> Lineage:
    origin = family.id(numbers[0])
    return Lineage(
        id=record_id("lin", origin),
        made_by=family.made_by,
        kind="text",
        origin=origin,
        members=tuple(member_of(family, number) for number in numbers),
    )


def member_of(family: Family, number: int) -> LineageMember:
    """Return a document as a member of the lineages of its text."""
    document_id, external_id = family.prints.named(number)
    parents = family.found(number).parents
    if not parents:
        return LineageMember(
            document_id=document_id,
            external_id=external_id,
            relation="origin",
            similarity=1.0,
            reasons=("no older text like it",),
        )
    return LineageMember(
        document_id=document_id,
        external_id=external_id,
        relation=parents[0].relation,
        similarity=min(1.0, parents[0].similarity),
        parents=tuple(
            Parent(document_id=family.id(kin.number), relation=kin.relation, shared=kin.shared) for kin in parents
        ),
        reasons=tuple(_reason(family, document_id, kin) for kin in parents),
    )


def _reason(family: Family, document_id: str, kin: Kin) -> str:
    parent = family.id(kin.number)
    changes = told(kin.changes, family.texts.get(document_id), family.texts.get(parent)) if kin.changes else ""
    return "; ".join(filter(None, (f"made of {parent}", kin.reason, changes)))


def source_lineages(family: Family, oldest_first: Iterable[int]) -> list[Lineage]:
    """Return the lineages of sources: passages that texts of different lineages have in common, by the oldest that has them."""
    passages: dict[int, list[_Passage]] = defaultdict(list)
    for number in oldest_first:
        for relay in family.found(number).relays:
            groups = passages[relay.number]
            spans = tuple(sorted((span.parent_start, span.parent_end) for span in relay.shared))
            group = next((each for each in groups if each.holds(spans)), None)
            if group is None:
                groups.append(group := _Passage(spans))
            group.carriers.append((number, relay))
    return [_source(family, origin, passage) for origin, groups in passages.items() for passage in groups]


Spans = tuple[tuple[int, int], ...]


def _common(one: Iterable[tuple[int, int]], other: Iterable[tuple[int, int]]) -> int:
    return sum(max(0, min(end, e) - max(start, s)) for start, end in one for s, e in other)


class _Passage:
    """A passage of the oldest text that has it, and who else does. Its bounds are those of the first that was found."""

    def __init__(self, spans: Spans) -> None:
        self.spans = spans
        self.carriers: list[tuple[int, Relay]] = []

    def holds(self, spans: Spans) -> bool:
        """Return whether these spans are the same passage."""
        shorter = min(sum(end - start for start, end in each) for each in (spans, self.spans))
        return _common(spans, self.spans) >= SAME * shorter


def _source(family: Family, number: int, passage: _Passage) -> Lineage:
    document_id, external_id = family.prints.named(number)
    origin = LineageMember(
        document_id=document_id,
        external_id=external_id,
        relation="origin",
        similarity=1.0,
        reasons=("the earliest known that has the passage",),
    )
    return Lineage(
        id=record_id("lin", "source", document_id, family.id(passage.carriers[0][0]), passage.spans[0][0]),
        made_by=family.made_by,
        kind="source",
        origin=document_id,
        members=(origin, *(_carrier(family, document_id, each, relay, passage) for each, relay in passage.carriers)),
    )


def _carrier(family: Family, origin: str, number: int, relay: Relay, passage: _Passage) -> LineageMember:
    document_id, external_id = family.prints.named(number)
    length = sum(end - start for start, end in passage.spans)
    shared = _common(tuple((span.parent_start, span.parent_end) for span in relay.shared), passage.spans)
    return LineageMember(
        document_id=document_id,
        external_id=external_id,
        relation="excerpt",
        similarity=round(min(1.0, shared / max(1, length)), 3),
        parents=(Parent(document_id=origin, relation="excerpt", shared=_ordered(relay.shared)),),
        reasons=(f"carries what {origin} carries: {relay.reason}",),
    )


def _ordered(spans: tuple[SharedSpan, ...]) -> tuple[SharedSpan, ...]:
    return tuple(sorted(spans, key=lambda span: (span.start, span.end)))
