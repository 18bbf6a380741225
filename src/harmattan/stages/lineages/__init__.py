"""Lineages: who copied, cut or spun whom, so that a copy is not counted as a witness."""

from harmattan.stages.lineages.descend import descend
from harmattan.stages.lineages.trace import LineageSettings, trace

__all__ = ["LineageSettings", "descend", "trace"]
