"""Claims: what documents say, gated so that nothing stands without its characters."""

from harmattan.stages.claims.gate import ClaimSettings, gate
from harmattan.stages.claims.stage import Claimed, extract

__all__ = ["ClaimSettings", "Claimed", "extract", "gate"]
