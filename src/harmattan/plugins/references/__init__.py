"""Events that others coded: rows of their files to reference events."""

from harmattan.plugins.references.files import read_records
from harmattan.plugins.references.rows import record_of, records_of

__all__ = ["read_records", "record_of", "records_of"]
