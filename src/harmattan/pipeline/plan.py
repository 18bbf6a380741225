"""The plan: which stages run on what, in which order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator

from harmattan import __version__
from harmattan.errors import HarmattanError, cause_of
from harmattan.executors import Inline, InlineKeyJoin, Processes, bulk_join
from harmattan.pipeline.examine import Examination, batch
from harmattan.pipeline.settings import Settings
from harmattan.pipeline.tools import lexicon_of
from harmattan.ports import Blob, Executor, Extractor, Source, Unreadable
from harmattan.records.assessment import Decision
from harmattan.records.base import MadeBy, record_id
from harmattan.records.bundle import Extraction, Situation
from harmattan.records.claim import Refusal
from harmattan.records.document import Document
from harmattan.stages import assessments, events, lineages, reading

Progress = Callable[[str, int], None]
"""After each document (`claims`, how many are done) and when a later stage starts (its name, how many it takes)."""


def extract(
    source: Source,
    *,
    settings: Settings | None = None,
    extractor: Extractor | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Iterator[Extraction | Refusal]:
    """Yield what was found in each document of a source, in order, and a Refusal for each input that could not be used.

    Documents are read and examined as they are asked for, a batch at a time, and forgotten. An input that can't be read
    bears its path; a document that made a stage fail bears code `failed` and its id. `extractor` stands in for the
    built-in rules (picklable where there are several jobs), `executor` for the one that `settings.jobs` asks for.

    Raises LexiconError, LanguageError or SettingsError where the run cannot start at all.
    """
    settings = settings or Settings()
    if executor is None:
        executor = Inline() if settings.jobs == 1 else Processes(settings.jobs)
    # A refused input keeps its turn: it travels beside the batch before it.
    waiting: deque[Refusal | None] = deque()
    done = 0

    def batches() -> Iterator[tuple[Document, ...]]:
        for documents, refusal in batch(_read(source, settings), settings.batch):
            waiting.append(refusal)
            yield documents

    for found in executor.map(Examination(settings, extractor, repairs=True), batches()):
        refusal = waiting.popleft()
        for item in (*found, *(() if refusal is None else (refusal,))):
            done += 1
            yield item
            if progress is not None:
                progress("claims", done)


def report(
    source: Source,
    *,
    settings: Settings | None = None,
    extractor: Extractor | None = None,
    executor: Executor | None = None,
    decisions: Iterable[Decision] = (),
    progress: Progress | None = None,
) -> Situation:
    """Return what all documents of a source, read together, say and support.

    The order of the documents does not matter, and one that comes twice counts once. Arguments and errors as for
    `extract`; what could not be used is among the refusals. `decisions` on earlier assessments move the weights of sources.
    """
    settings = settings or Settings()
    found = extract(source, settings=settings, extractor=extractor, executor=executor, progress=progress)
    return gather(found, settings=settings, decisions=decisions, progress=progress)


def gather(
    found: Iterable[Extraction | Refusal],
    *,
    settings: Settings | None = None,
    decisions: Iterable[Decision] = (),
    progress: Progress | None = None,
) -> Situation:
    """Return the situation that extractions make together. Refusals among them, and those that they hold, go along."""
    settings = settings or Settings()
    tell = progress or _silent
    lexicon = lexicon_of(settings.lexicons)
    extractions: dict[str, Extraction] = {}
    refusals: dict[str, Refusal] = {}
    for item in found:
        if isinstance(item, Refusal):
            refusals[item.id] = item
            continue
        extractions.setdefault(item.document.id, item)
        refusals.update((refusal.id, refusal) for refusal in item.refusals)
    ordered = sorted(extractions.values(), key=lambda item: (item.document.published or "~", item.document.id))
    documents = tuple(item.document for item in ordered)
    claims = tuple(claim for item in ordered for claim in item.claims)

    tell("lineages", len(documents))
    workers = Processes(settings.jobs) if settings.jobs > 1 else None
    join = bulk_join(len(documents), settings.jobs)
    traced = lineages.trace(documents, settings=settings.lineages, executor=workers, join=join)
    descents = lineages.descend(claims, traced)
    tell("events", len(claims))
    copied = events.join((event for item in ordered for event in item.events), descents)
    united = events.unite(
        copied, claims, documents, traced, lexicon=lexicon, bulk=InlineKeyJoin(), settings=settings.reports
    )
    joined = united.events
    actors = events.identify(claims, lexicon=lexicon)
    tell("assessments", len(joined))
    control = events.hold(claims, documents, lexicon=lexicon)
    relations = events.relate(claims, lexicon=lexicon)
    assessed = assessments.assess(
        joined, claims, descents, documents,
        actors=actors, control=control, relations=relations, decisions=decisions, bonds=united.bonds,
        lexicon=lexicon, settings=settings.assessments,
    )  # fmt: skip
    return Situation(
        documents=documents,
        lineages=traced,
        claims=claims,
        events=joined,
        assessments=assessed,
        actors=actors,
        relations=assessments.bonds_over_time(relations, claims, documents, lexicon=lexicon),
        control=assessments.tenures(control, claims, documents, actors=actors, lexicon=lexicon),
        refusals=tuple(refusals[key] for key in sorted(refusals)),
    )


def _silent(stage: str, count: int) -> None:
    pass


def _read(source: Source, settings: Settings) -> Iterator[Document | Refusal]:
    """Yield the documents of a source; an input that makes the reading fail is a Refusal and the next still come."""
    lexicon = lexicon_of(settings.lexicons)
    path = ""
    left = source.blobs()

    def watched() -> Iterator[Blob | Unreadable]:
        nonlocal path
        for blob in left:
            path = blob.path
            yield blob

    while True:
        try:
            yield from reading.read(watched(), lexicon=lexicon, settings=settings.reading, repairs=False)
        except HarmattanError:
            raise
        except Exception as error:
            reason = f"could not be read: {cause_of(error)}"
            yield Refusal(
                id=record_id("ref", path, "failed", reason),
                made_by=MadeBy(stage="pipeline", version=__version__),
                path=path,
                stage="reading",
                code="failed",
                reason=reason,
            )
        else:
            return
