"""The stage: documents in, lineages out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

import msgspec

from harmattan.records.base import MadeBy, record_id
from harmattan.records.document import Document
from harmattan.records.lineage import Lineage, LineageMember, MemberRelation, Parent
from harmattan.stages.lineages.align import align
from harmattan.stages.lineages.prints import Print, Triple, oldest_first

STAGE = "lineages"
VERSION = "1"
SPUN = ("spun", "mixed")


class LineageSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Settings of the tracing.

    `containment` is the share of the smaller text's word triples from which a text is taken from another: on aligned
    pairs of real copies and of independent reports the lowest copy had .14, the highest independent report .06.
    `triples` is how many must be shared however short the texts are: two lines about one town share a few by chance.
    `phrase` is the number of origins up to which a triple tells where a text came from: what more have is a name, a
    dateline or a phrase of the trade, and is left out of the share (on the 1,300 development reports of MUC-4 this
    takes pairs from 64 to 19, of which 17 read as copies, extracts or versions of one dispatch).
    `common` is the number of origins from which on a triple is a phrase of the language and opens no pair.
    `whole` is the share from which a text counts as contained (verbatim pairs had .73 and more); `gap` the words that
    may differ inside a shared stretch.
    """

    containment: float = 0.12
    triples: int = 8
    phrase: int = 3
    common: int = 50
    whole: float = 0.7
    gap: int = 8


def trace(documents: Iterable[Document], *, settings: LineageSettings | None = None) -> tuple[Lineage, ...]:
    """Return the lineages of documents, oldest origin first; a document alone has a lineage of one.

    The order of the documents does not matter and one that comes twice counts once. The origin is the earliest
    published, then the longest, then the one with the least id; a copy that is older than its origin by its date is
    therefore taken for the origin. A document made of two unrelated ones is a member of both lineages. Copies are found
    within a language; a translation has a lineage of its own.
    """
    settings = settings or LineageSettings()
    loom = _Loom(settings)
    for item in oldest_first(documents):
        loom.add(item)
    return loom.lineages()


class _Kin(msgspec.Struct, frozen=True):
    """A text that an item was taken from, how many triples they share, and how like they are but for phrases."""

    source: Print
    shared: int
    similarity: float


class _Loom:
    """The lineages so far. Items are added oldest first, so that a parent is always there before its child."""

    def __init__(self, settings: LineageSettings) -> None:
        self.settings = settings
        self.made_by = MadeBy(stage=STAGE, version=VERSION, settings=record_id("set", settings))
        self.by_triple: dict[Triple, list[Print]] = defaultdict(list)
        self.by_words: dict[tuple[str, ...], Print] = {}
        self.roots: dict[str, tuple[str, ...]] = {}
        self.members: dict[str, list[LineageMember]] = {}

    def add(self, item: Print) -> None:
        kin = self._kin(item)
        if not kin:
            self.roots[item.document.id] = (item.document.id,)
            self.members[item.document.id] = [_member(item, "origin", 1.0, (), ("no older text like it",))]
        else:
            self._join(item, kin)
        self._post(item, kin)

    def _kin(self, item: Print) -> list[_Kin]:
        """Return the text that an item was taken from, and those of other lineages that the rest was taken from."""
        twin = self.by_words.get(item.words) if item.words else None
        if twin is not None:
            return [_Kin(twin, len(item.triples), 1.0)]
        found: list[_Kin] = []
        telling = self._telling(item)
        left = telling
        rest = item.triples
        taken: set[str] = set()
        candidates = self._candidates(item)
        while candidates:
            best: _Kin | None = None
            for source in candidates:
                if taken & set(self.roots[source.document.id]):
                    continue
                shared = len(left & source.triples)
                if shared < self.settings.triples:
                    continue
                smaller = min(len(telling), len(self._telling(source)))
                kin = _Kin(source, len(rest & source.triples), shared / smaller if smaller else 0.0)
                close = kin.similarity >= self.settings.containment
                if close and (best is None or (kin.shared, best.source.age) > (best.shared, source.age)):
                    best = kin
            if best is None:
                break
            found.append(best)
            taken |= set(self.roots[best.source.document.id])
            left = left - best.source.triples
            rest = rest - best.source.triples
        return found

    def _telling(self, item: Print) -> frozenset[Triple]:
        """Return the triples of a text that are no phrases: those that few origins have."""
        most = self.settings.phrase
        return frozenset(triple for triple in item.triples if len(self.by_triple.get(triple, ())) <= most)

    def _candidates(self, item: Print) -> list[Print]:
        """Return the texts that share enough rare triples with an item, and the kin of these that share any."""
        counts: Counter[str] = Counter()
        prints: dict[str, Print] = {}
        for triple in item.triples:
            posted = self.by_triple.get(triple, ())
            if len(posted) < self.settings.common:
                for source in posted:
                    counts[source.document.id] += 1
                    prints[source.document.id] = source
        close = {key for key, count in counts.items() if count >= self.settings.triples}
        families = {root for key in close for root in self.roots[key]}
        wanted = close | {key for key, count in counts.items() if count > 1 and families & set(self.roots[key])}
        return sorted((prints[key] for key in wanted), key=lambda source: source.age)

    def _post(self, item: Print, kin: list[_Kin]) -> None:
        """Post what the item says in its own words: what it took is found under its parent, however many took it."""
        if item.words:
            self.by_words.setdefault(item.words, item)
        own = item.triples
        for each in kin:
            own = own - each.source.triples
        for triple in own:
            posted = self.by_triple[triple]
            if len(posted) < self.settings.common:
                posted.append(item)

    def _join(self, item: Print, kin: list[_Kin]) -> None:
        parents = []
        reasons = []
        for each in kin:
            relation, reason = _relate(item, each, self.settings)
            shared = align(item, each.source, gap=self.settings.gap)
            parents.append(Parent(document_id=each.source.document.id, relation=relation, shared=shared))
            reasons.append(reason)
        roots = dict.fromkeys(root for each in kin for root in self.roots[each.source.document.id])
        self.roots[item.document.id] = tuple(roots)
        member = _member(item, parents[0].relation, kin[0].similarity, tuple(parents), tuple(reasons))
        for root in roots:
            self.members[root].append(member)

    def lineages(self) -> tuple[Lineage, ...]:
        return tuple(
            Lineage(
                id=record_id("lin", origin), made_by=self.made_by, kind="text", origin=origin, members=tuple(members)
            )
            for origin, members in self.members.items()
        )


def _member(
    item: Print, relation: MemberRelation, similarity: float, parents: tuple[Parent, ...], reasons: tuple[str, ...]
) -> LineageMember:
    return LineageMember(
        document_id=item.document.id,
        external_id=item.document.external_id,
        relation=relation,
        similarity=round(min(similarity, 1.0), 3),
        parents=parents,
        reasons=reasons,
    )


def _relate(item: Print, kin: _Kin, settings: LineageSettings) -> tuple[MemberRelation, str]:
    """Return how the item came from its kin, and why that is said."""
    source = kin.source
    of_item = kin.shared / len(item.triples) if item.triples else 1.0
    of_source = kin.shared / len(source.triples) if source.triples else 1.0
    counts = (
        f"{of_item:.0%} of its word triples stand in {source.document.id}, which are {of_source:.0%} of that one's"
        f" ({kin.shared} shared)"
    )
    if item.document.damage.kind in SPUN and source.document.damage.kind not in SPUN:
        return "spun", f"{counts}; its words were swapped for neighbours"
    if of_item >= settings.whole and of_source >= settings.whole:
        return "copy", counts
    if of_item >= settings.whole:
        return "excerpt", f"{counts}; it holds a part of it"
    same = item.document.source is not None and item.document.source == source.document.source
    if same and item.moment > source.moment and of_source >= 0.5:
        return "update", f"{counts}; the same source published it later and says more"
    return "rewrite", f"{counts}; the rest is in other words"
