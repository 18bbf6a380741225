"""The pipeline: the plan of a run, its settings and its receipt."""

from harmattan.pipeline.joining import Joining, join
from harmattan.pipeline.plan import Progress, extract, gather, report
from harmattan.pipeline.receipt import Receipt, sign
from harmattan.pipeline.settings import Settings
from harmattan.pipeline.texts import Text, Texts

__all__ = ["Joining", "Progress", "Receipt", "Settings", "Text", "Texts", "extract", "gather", "join", "report", "sign"]
