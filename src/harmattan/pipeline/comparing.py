"""The way of a comparison: a situation and files of what others coded in, what each side has out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from harmattan.errors import InputError
from harmattan.executors import InlineKeyJoin
from harmattan.pipeline.settings import Settings
from harmattan.pipeline.tools import lexicon_of
from harmattan.plugins.references import open_reference
from harmattan.ports import KeyJoin
from harmattan.records.bundle import Situation
from harmattan.records.claim import Refusal
from harmattan.records.comparison import Comparison
from harmattan.records.outlook import ReferenceEvent
from harmattan.stages import events


class Beside(msgspec.Struct, frozen=True, kw_only=True):
    """A situation beside one file: comparisons, how many events of either side were out of scope, and its refused rows."""

    path: str
    form: str
    comparisons: tuple[Comparison, ...]
    ours_out_of_scope: int
    theirs_out_of_scope: int
    refusals: tuple[Refusal, ...]


def compare(
    situation: Situation,
    references: Sequence[Path],
    *,
    settings: Settings | None = None,
    bulk: KeyJoin | None = None,
) -> tuple[Beside, ...]:
    """Return the events of a situation beside those of each file of events that others coded.

    `harmattan.plugins.references` says which files these may be. A row that can't be used is a refusal. Raises InputError
    for a file that can't be read, is of no known kind, counts by month, or has not one usable row.
    """
    settings = settings or Settings()
    lexicon = lexicon_of(settings.lexicons)
    ours = events.Situated(
        events=situation.events,
        claims=situation.claims,
        documents=situation.documents,
        assessments=situation.assessments,
    )
    found = []
    for path in references:
        reference = open_reference(path, lexicon=lexicon)
        coded: list[ReferenceEvent] = []
        refusals: list[Refusal] = []
        for item in reference.items:
            if isinstance(item, ReferenceEvent):
                coded.append(item)
            elif isinstance(item, Refusal):
                refusals.append(item)
            else:
                raise InputError(str(path), "no_events", "it counts by month; give a file of events, such as UCDP GED")
        if not coded:
            first = f"; the first: {refusals[0].reason}" if refusals else ""
            raise InputError(str(path), "nothing_usable", f"not one usable row{first}")
        compared = events.compare(
            ours, coded, lexicon=lexicon, bulk=bulk or InlineKeyJoin(), settings=settings.comparing
        )
        found.append(
            Beside(
                path=str(path),
                form=reference.form,
                comparisons=compared.comparisons,
                ours_out_of_scope=compared.ours_out_of_scope,
                theirs_out_of_scope=compared.theirs_out_of_scope,
                refusals=tuple(refusals),
            )
        )
    return tuple(found)
