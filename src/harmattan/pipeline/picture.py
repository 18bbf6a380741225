"""The picture over time of a situation."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from harmattan.lexicons import load
from harmattan.lexicons.rows import CountryRow
from harmattan.plugins.places import standard_places
from harmattan.plugins.places.divisions import AdminDivisions
from harmattan.records.bundle import Situation
from harmattan.records.picture import Picture
from harmattan.stages import assessments, events


def picture(situation: Situation, *, lexicons: Sequence[Path] = ()) -> Picture:
    """Return relations and control over time, strength and losses a side, and the reach of violence by week."""
    lexicon = load(lexicons)
    borders = {row.id: frozenset(row.neighbours) for row in lexicon.rows(CountryRow)}

    def neighbours(country: str) -> frozenset[str]:
        return borders.get(country, frozenset())

    return assessments.picture_of(
        situation,
        divisions=AdminDivisions(standard_places(lexicon)),
        neighbours=neighbours,
        background=events.background(situation.events, situation.claims, situation.documents),
    )
