"""Everything that shapes a run."""

from __future__ import annotations

import msgspec

from harmattan.plugins.extractors.rules import RuleSettings
from harmattan.stages.assessments import AssessmentSettings
from harmattan.stages.claims import ClaimSettings
from harmattan.stages.events import REPORTS, CompareSettings, EventSettings, JoinSettings
from harmattan.stages.lineages import LineageSettings
from harmattan.stages.reading import ReadingSettings


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Settings of a run, a part for each stage; all have defaults.

    `jobs` is the number of processes that restore damaged texts and extract claims, 1 for the calling one; it never shapes a
    result, nor does `batch`, the number of documents handed to an extractor at once. `lexicons` are paths of overlay files.
    `joining` is how event records that others coded are joined, `reports` how what reports tell is, `comparing` how the two
    are set beside each other.
    """

    lexicons: tuple[str, ...] = ()
    jobs: int = 1
    batch: int = 32
    reading: ReadingSettings = ReadingSettings()
    rules: RuleSettings = RuleSettings()
    claims: ClaimSettings = ClaimSettings()
    lineages: LineageSettings = LineageSettings()
    events: EventSettings = EventSettings()
    joining: JoinSettings = JoinSettings()
    reports: JoinSettings = REPORTS
    comparing: CompareSettings = CompareSettings()
    assessments: AssessmentSettings = AssessmentSettings()
