"""Events: what is claimed to have happened, by whom; who stands where to whom, and who is said to hold what."""

from harmattan.stages.events.assemble import EventSettings, assemble
from harmattan.stages.events.background import background
from harmattan.stages.events.compare import Compared, CompareSettings, Situated, compare
from harmattan.stages.events.hold import hold
from harmattan.stages.events.identify import identify
from harmattan.stages.events.join import join
from harmattan.stages.events.joining import JoinSettings
from harmattan.stages.events.relate import relate
from harmattan.stages.events.unite import REPORTS, United, unite

__all__ = [
    "REPORTS",
    "CompareSettings",
    "Compared",
    "EventSettings",
    "JoinSettings",
    "Situated",
    "United",
    "assemble",
    "background",
    "compare",
    "hold",
    "identify",
    "join",
    "relate",
    "unite",
]
