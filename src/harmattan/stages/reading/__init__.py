"""Reading: bytes to documents."""

from harmattan.stages.reading.draft import ReadingSettings
from harmattan.stages.reading.read import read

__all__ = ["ReadingSettings", "read"]
