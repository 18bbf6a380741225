"""The situation that files make together, or that one of them is already."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from harmattan.pipeline import Settings
    from harmattan.records.assessment import Decision
    from harmattan.records.bundle import Situation
    from harmattan.records.claim import Refusal
    from harmattan.stages.publication import PublicationSettings


def read_together(
    files: Sequence[str],
    settings: Settings,
    publication: PublicationSettings | None = None,
    decisions: Iterable[Decision] = (),
) -> Situation:
    """Return what documents, read together, say and support, as anybody may read it with `publication`; progress is shown."""
    from harmattan import pipeline
    from harmattan.plugins.sources import open_source
    from harmattan.surfaces.cli.progress import watched

    with watched(files) as tell:
        if publication is None:
            return pipeline.report(open_source(files), settings=settings, decisions=decisions, progress=tell)
        from harmattan.pipeline.publication import publish_situation

        found = pipeline.extract(open_source(files), settings=settings, progress=tell)
        return publish_situation(found, publication=publication, settings=settings, decisions=decisions, progress=tell)


def situation_of(
    files: Sequence[str], settings: Settings, publication: PublicationSettings | None = None
) -> tuple[Situation, tuple[Refusal, ...]]:
    """Return the situation of some documents, and the inputs that could not be read; as anybody may read it with `publication`.

    A file alone that holds the JSON of `harmattan report` is that situation. Complains of what can't be read; raises
    InputError for such JSON that is broken, typer.Exit where nothing could be read, and typer.BadParameter where such JSON is to
    be made public: it does not say what would have to be masked.
    """
    from harmattan.plugins.references import read_situation
    from harmattan.surfaces.cli.inputs import complain

    known = read_situation(Path(files[0])) if len(files) == 1 else None
    if known is not None and publication is not None:
        raise typer.BadParameter(
            "a report says itself whether it is public; give documents to read", param_hint="--public"
        )
    if known is not None:
        return known, ()
    situation = read_together(files, settings, publication)
    failed = tuple(one for one in situation.refusals if one.path is not None or one.code == "failed")
    for refusal in failed:
        complain(refusal)
    if failed and not situation.documents:
        raise typer.Exit(1)
    return situation, failed
