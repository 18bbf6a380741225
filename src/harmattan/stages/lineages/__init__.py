"""Lineages: who copied, cut, translated or spun whom, so that a copy is not counted as a witness."""

from harmattan.stages.lineages.descend import descend
from harmattan.stages.lineages.index import LineageIndex
from harmattan.stages.lineages.keep import load, save
from harmattan.stages.lineages.settings import LineageSettings
from harmattan.stages.lineages.trace import trace

__all__ = ["LineageIndex", "LineageSettings", "descend", "load", "save", "trace"]
