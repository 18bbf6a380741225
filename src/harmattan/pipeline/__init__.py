"""The pipeline: the plan of a run, its settings and its receipt."""

from harmattan.pipeline.comparing import Beside, compare
from harmattan.pipeline.joining import Joining, join
from harmattan.pipeline.plan import Progress, extract, gather, report
from harmattan.pipeline.receipt import Receipt, sign
from harmattan.pipeline.settings import Settings
from harmattan.pipeline.texts import Text, Texts

__all__ = [
    "Beside",
    "Joining",
    "Progress",
    "Receipt",
    "Settings",
    "Text",
    "Texts",
    "compare",
    "extract",
    "gather",
    "join",
    "report",
    "sign",
]
