"""Executors: they run work over parts, in one process or in several, and keep the order; and joins in bulk."""

from harmattan.executors.inline import Inline
from harmattan.executors.joins import DuckJoin, bulk_join
from harmattan.executors.processes import Processes

__all__ = ["DuckJoin", "Inline", "Processes", "bulk_join"]
