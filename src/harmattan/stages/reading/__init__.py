"""Reading: bytes to documents."""

from harmattan.stages.reading.draft import ReadingSettings
from harmattan.stages.reading.formats import SUFFIXES
from harmattan.stages.reading.languages import code_of
from harmattan.stages.reading.provenance import iso_date
from harmattan.stages.reading.read import read, repaired

__all__ = ["SUFFIXES", "ReadingSettings", "code_of", "iso_date", "read", "repaired"]
