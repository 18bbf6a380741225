"""Joins over postings in DuckDB, which runs in several threads and spills to disk what memory does not hold."""

from __future__ import annotations

from importlib.util import find_spec

import numpy as np
from numpy.typing import NDArray

from harmattan.errors import SettingsError
from harmattan.ports import Shared


class DuckJoin:
    """Joins in DuckDB over Arrow. `memory` is what it may take (as DuckDB writes it, `2GB`), `threads` how many it uses.

    Raises SettingsError where `harmattan[bulk]` is not installed.
    """

    def __init__(self, *, memory: str = "1GB", threads: int = 2) -> None:
        self.memory, self.threads = memory, threads

    def share(self, keys: NDArray[np.uint64], rows: NDArray[np.int32], *, anchors: int, least: int) -> Shared:
        """Return the pairs of rows that share keys; see ports.BulkJoin."""
        try:
            import duckdb
            import pyarrow as pa
        except ImportError as error:
            raise SettingsError("joins in DuckDB need duckdb and pyarrow; pip install 'harmattan[bulk]'") from error
        postings = pa.table({"key": keys, "row": rows})
        with duckdb.connect(config={"memory_limit": self.memory, "threads": self.threads}) as connection:
            connection.register("postings", postings)
            found = connection.sql(_JOIN, params={"anchors": anchors, "least": least}).to_arrow_table()
        return Shared(*(found[name].to_numpy().astype(np.int64) for name in ("younger", "older", "shared")))


MANY = 20_000
"""Documents from which DuckDB pays for being loaded."""


def bulk_join(documents: int, threads: int = 2) -> DuckJoin | None:
    """Return the join in DuckDB where there is so much to join and `harmattan[bulk]` is installed, else None.

    What a join says does not depend on which it is.
    """
    installed = documents > MANY and find_spec("duckdb") and find_spec("pyarrow")
    return DuckJoin(threads=threads) if installed else None


_JOIN = """
WITH lowest AS (
    SELECT key, min(row, $anchors) AS anchors FROM postings GROUP BY key HAVING count(*) > 1
),
pairs AS (
    SELECT postings.row AS younger, older FROM postings JOIN (SELECT key, unnest(anchors) AS older FROM lowest) USING (key)
    WHERE postings.row > older
)
SELECT younger, older, count(*) AS shared FROM pairs GROUP BY younger, older HAVING count(*) >= $least ORDER BY younger, older
"""
