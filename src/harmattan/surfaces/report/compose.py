"""From a situation to what the report shows. Selecting, grouping and ordering happen here; nothing is judged."""

from __future__ import annotations

from harmattan.pipeline.picture import picture as make_picture
from harmattan.records.bundle import Situation
from harmattan.records.picture import Picture
from harmattan.surfaces.outlook.view import sheets
from harmattan.surfaces.report import atlas, words
from harmattan.surfaces.report.sections.evidence import exhibits_of, title_of
from harmattan.surfaces.report.sections.glance import glance_of
from harmattan.surfaces.report.sections.indexed import Indexed
from harmattan.surfaces.report.sections.method import method_of
from harmattan.surfaces.report.sections.outside import ahead_of, outside_of
from harmattan.surfaces.report.sections.scope import response_of, scope_of
from harmattan.surfaces.report.sections.spread import spread_of
from harmattan.surfaces.report.sections.time import over_time_of
from harmattan.surfaces.report.sections.who import who_of
from harmattan.surfaces.report.view import Report
from harmattan.surfaces.report.vocabulary import Vocabulary

MARK = "Private, verbatim. It quotes its sources in full and masks nobody: not for publication."
PUBLIC = (
    "Public. Persons who are neither public figures nor titled in the text are masked, where local sources are is left out, "
    "and positions that are not 14 days old yet say no more than the district."
)


def compose(
    situation: Situation, vocabulary: Vocabulary, *, public: bool = False, picture: Picture | None = None
) -> Report:
    """Return the report of a situation; `public` where it was masked for publication.

    `picture` is that of the situation over time; it is made with the lexicon that ships with the package where none is given.
    """
    from harmattan.surfaces.family.view import families_of

    indexed = Indexed(situation, vocabulary, public=public)
    countries = [atlas.country_name(code) for code in indexed.homes[:3]]
    documents = situation.documents
    if len(documents) == 1:
        subtitle = f"From one document: {title_of(documents[0])}"
    else:
        subtitle = f"From {words.counted(len(documents), 'document')}"
    return Report(
        title=f"Situation report: {', '.join(countries)}" if countries else "Situation report",
        subtitle=subtitle,
        mark=PUBLIC if public else MARK,
        glance=glance_of(indexed),
        scope=scope_of(indexed),
        who=who_of(indexed),
        response=response_of(indexed),
        spread=spread_of(indexed),
        over_time=over_time_of(indexed, picture if picture is not None else make_picture(situation)),
        families=families_of(situation.lineages, situation.documents),
        outside=outside_of(indexed),
        ahead=ahead_of(indexed),
        exhibits=exhibits_of(indexed),
        method=method_of(indexed, atlas.notice()),
        computed=tuple(sheets(situation.outlooks, atlas.country_name)),
    )
