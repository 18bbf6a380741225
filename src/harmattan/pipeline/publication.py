"""The way to what may be published: all is read first, since a name that one document makes private is masked in all."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator

import msgspec

from harmattan.pipeline.examine import Examination, batch
from harmattan.pipeline.plan import Progress, gather
from harmattan.pipeline.settings import Settings
from harmattan.pipeline.tools import lexicon_of
from harmattan.plugins.places import standard_places
from harmattan.plugins.places.divisions import AdminDivisions
from harmattan.records.assessment import Decision
from harmattan.records.bundle import Extraction, Situation
from harmattan.records.claim import Refusal
from harmattan.records.document import Document
from harmattan.records.lineage import Lineage
from harmattan.stages.publication import PublicationSettings, Publisher, Register

Found = Extraction | Refusal


def publish_extractions(
    found: Iterable[Found], *, publication: PublicationSettings, settings: Settings | None = None
) -> Iterator[Found]:
    """Yield extractions and refusals as anybody may read them, in order, once the last of them is known.

    Until then they wait in a file without a name, so that an archive of any length costs no memory.
    """
    register, publisher = _made(publication, settings or Settings())
    encoder, decoder = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(type=_Kept)
    with tempfile.TemporaryFile() as spool:
        lengths = []
        for item in found:
            if isinstance(item, Extraction):
                register.add(item)
            kept = _Kept(extraction=item) if isinstance(item, Extraction) else _Kept(refusal=item)
            lengths.append(spool.write(encoder.encode(kept)))
        spool.seek(0)
        for length in lengths:
            kept = decoder.decode(spool.read(length))
            if kept.extraction is not None:
                yield publisher.extraction(kept.extraction)
            elif kept.refusal is not None:
                yield publisher.refusal(kept.refusal)


class _Kept(msgspec.Struct, frozen=True, kw_only=True):
    extraction: Extraction | None = None
    refusal: Refusal | None = None


def publish_situation(
    found: Iterable[Found],
    *,
    publication: PublicationSettings,
    settings: Settings | None = None,
    decisions: Iterable[Decision] = (),
    progress: Progress | None = None,
) -> Situation:
    """Return what extractions, read together, say and support, as anybody may read it."""
    settings = settings or Settings()
    items = tuple(found)
    situation = gather(items, settings=settings, decisions=decisions, progress=progress)
    register, publisher = _made(publication, settings)
    for item in items:
        if isinstance(item, Extraction):
            register.add(item)
    register.relate(situation.lineages)
    return publisher.situation(situation)


def publish_lineages(
    documents: Iterable[Document],
    lineages: Iterable[Lineage],
    *,
    publication: PublicationSettings,
    settings: Settings | None = None,
) -> tuple[tuple[Lineage, ...], tuple[Document, ...]]:
    """Return lineages and their documents as anybody may read them; the documents are examined for names and sources first.

    A document that can't be examined is left out whole, for nobody knows who stands in it.
    """
    settings = settings or Settings()
    register, publisher = _made(publication, settings)
    lineages = tuple(lineages)
    known = []
    for batched, _ in batch(documents, settings.batch):
        for item in Examination(settings)(batched):
            if isinstance(item, Extraction):
                register.add(item)
                known.append(item.document)
    register.relate(lineages)
    shown = tuple(publisher.document(document) for document in known)
    return tuple(publisher.lineage(lineage) for lineage in lineages), shown


def _made(publication: PublicationSettings, settings: Settings) -> tuple[Register, Publisher]:
    lexicon = lexicon_of(settings.lexicons)
    register = Register(lexicon=lexicon, settings=publication)
    return register, Publisher(register, lexicon=lexicon, divisions=AdminDivisions(standard_places(lexicon)))
