"""Executors: they run work over parts, in one process or in several, and keep the order."""

from harmattan.executors.inline import Inline
from harmattan.executors.processes import Processes

__all__ = ["Inline", "Processes"]
