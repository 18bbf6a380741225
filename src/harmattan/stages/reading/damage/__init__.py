"""Finds what happened to a text on its way, and reads what was meant without altering it."""

from harmattan.stages.reading.damage.repair import repair, repair_all
from harmattan.stages.reading.damage.settings import DamageSettings

__all__ = ["DamageSettings", "repair", "repair_all"]
