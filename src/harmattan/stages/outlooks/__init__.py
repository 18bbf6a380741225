"""Outlooks: what may come next, as full distributions beside the naive baseline."""

from harmattan.stages.outlooks.foresee import Declined, Foresight, foresee
from harmattan.stages.outlooks.panel import Panel, make_panel
from harmattan.stages.outlooks.settings import OutlookSettings

__all__ = ["Declined", "Foresight", "OutlookSettings", "Panel", "foresee", "make_panel"]
