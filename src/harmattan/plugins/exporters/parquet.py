"""Events as a Parquet table with typed and nested columns."""

from __future__ import annotations

import io
from collections.abc import Iterator

from harmattan.errors import SettingsError
from harmattan.lexicons import Lexicon
from harmattan.plugins.exporters.rows import EventRow, handling, rows_of
from harmattan.records.bundle import Situation
from harmattan.records.schema import arrow_table

DATES = ("date_start", "date_end")
ROWS = 10_000
"""Rows of one group, which is what a reader takes into memory at once."""


class Parquet:
    """Writes every event as a row with the columns of an EventRow: dates as dates, lists and structs as such."""

    name = "parquet"
    suffix = ".parquet"

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def write(self, situation: Situation, *, public: bool = False) -> Iterator[bytes]:
        """Yield the file. Raises SettingsError where pyarrow is not installed."""
        try:
            import pyarrow as arrow
            from pyarrow import parquet
        except ImportError as error:
            raise SettingsError("Parquet needs pyarrow; pip install 'harmattan[arrow]'") from error
        table = arrow_table(EventRow, rows_of(situation, self._lexicon))
        for name in DATES:
            at = table.schema.get_field_index(name)
            table = table.set_column(at, arrow.field(name, arrow.date32()), table.column(name).cast(arrow.date32()))
        table = table.replace_schema_metadata({"handling": handling(public)})
        stream = io.BytesIO()
        parquet.write_table(table, stream, row_group_size=ROWS)
        yield stream.getvalue()
