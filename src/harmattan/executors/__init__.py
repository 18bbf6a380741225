"""Executors: they run work over parts, in one process or in several, and keep the order; and joins in bulk."""

from harmattan.executors.inline import Inline
from harmattan.executors.joins import DuckJoin, DuckKeyJoin, bulk_join, key_join
from harmattan.executors.keys import InlineKeyJoin
from harmattan.executors.processes import Processes

__all__ = ["DuckJoin", "DuckKeyJoin", "Inline", "InlineKeyJoin", "Processes", "bulk_join", "key_join"]
