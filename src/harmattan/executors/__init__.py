"""Executors: they run work over parts, in one process or in several, and keep the order; and join columns in bulk."""

from harmattan.executors.inline import Inline
from harmattan.executors.keys import InlineKeyJoin
from harmattan.executors.processes import Processes

__all__ = ["Inline", "InlineKeyJoin", "Processes"]
