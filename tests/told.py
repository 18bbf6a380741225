"""Stories of one happening by invented outlets, and what is made of them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from harmattan.executors import InlineKeyJoin
from harmattan.lexicons import Lexicon
from harmattan.records.assessment import Assessment
from harmattan.records.base import MadeBy
from harmattan.records.claim import Claim
from harmattan.records.document import Document
from harmattan.records.lineage import Lineage, LineageMember
from harmattan.stages.assessments import assess
from harmattan.stages.events import assemble, identify, join, unite
from invented import attack, document, lexicon, place, toll

TOWN = place("Tanezri")
DAY = "2031-05-02"
POST = document("a", key="post", source="Oasis Post", published="2031-05-03")
TIMES = document("b", key="times", source="River Times", published="2031-05-03")
WIRE = document("c", key="wire", source="Desert Wire", published="2031-05-03")
COPY = document("d", key="copy", source="Valley Mirror", published="2031-05-04")
ARMY = document("e", key="army", source="Army of Xanadu", published="2031-05-03")
FRONT = document("f", key="front", source="Dune Front", published="2031-05-03")


def told(source: Document, count: float = 12, /, **fields: Any) -> list[Claim]:
    """An attack and its toll, as one document tells it."""
    dead = {"group": "soldiers", "on": ["soldiers"], **fields.pop("dead", {})}
    fields = {"document_id": source.id, "places": [TOWN], "day": DAY, **fields}
    return [attack(**fields), toll(count, count, at=100, trigger="killed", **{**fields, **dead})]


DOCUMENTS = (POST, TIMES, WIRE, COPY, ARMY, FRONT)


def judged(
    *stories: list[Claim],
    copies: tuple[tuple[Document, Document], ...] = (),
    documents: tuple[Document, ...] = DOCUMENTS,
    words: Lexicon | None = None,
    **given: Any,
) -> dict[str, Assessment]:
    """Assess all that documents tell, by attribute; of `copies` the second repeats the first claim by claim."""
    claims = [item for story in stories for item in story]
    words = words or lexicon()
    origin = {copy.id: first.id for first, copy in copies}
    own = {first: [item for item in claims if item.document_id == first] for first in origin.values()}
    descents = {item.id: SimpleNamespace(repeats=item.id, origin=item.document_id) for item in claims}
    for copy, first in origin.items():
        repeated = zip([item for item in claims if item.document_id == copy], own[first], strict=True)
        descents |= {item.id: SimpleNamespace(repeats=said.id, origin=first) for item, said in repeated}
    made_by = MadeBy(stage="test", version="1")
    lineages = [
        Lineage(
            id=f"lin-{first.id}", made_by=made_by, kind="text", origin=first.id,
            members=(
                LineageMember(document_id=first.id, external_id=None, relation="origin", similarity=1.0),
                *(LineageMember(document_id=key, external_id=None, relation="copy", similarity=1.0)
                  for key, source in origin.items() if source == first.id),
            ),
        )
        for first in documents if first.id not in origin
    ]  # fmt: skip
    events = join(assemble(claims, lexicon=words), descents)
    united = unite(events, claims, documents, lineages, lexicon=words, bulk=InlineKeyJoin())
    actors = identify(claims, lexicon=words)
    found = assess(
        united.events, claims, descents, documents, actors=actors, bonds=united.bonds, lexicon=words, **given
    )
    assert len(united.events) == 1, "the stories were not taken for one"
    return {item.subject.attribute: item for item in found if item.subject.event_id is not None}
