"""Joins over postings in DuckDB, which runs in several threads and spills to disk what memory does not hold."""

from __future__ import annotations

from importlib.util import find_spec
from itertools import pairwise
from tempfile import TemporaryDirectory

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
        parts = max(1, -(-len(keys) // PART))
        bounds = [min(part * (2**64 // parts), 2**64 - 1) for part in range(parts)] + [2**64 - 1]
        config: dict[str, str | int | float | list[str]] = {"memory_limit": self.memory, "threads": self.threads}
        config["preserve_insertion_order"] = False
        with TemporaryDirectory() as folder, duckdb.connect(config={**config, "temp_directory": folder}) as connection:
            connection.register("postings", postings)
            connection.execute("CREATE TABLE pairs (younger INTEGER, older INTEGER, shared INTEGER)")
            # The lists of anchors can't be put on disk: they are made for a part of the keys at a time.
            for part, (first, last) in enumerate(pairwise(bounds)):
                named = {"first": first, "last": last, "closed": part == parts - 1, "anchors": anchors}
                connection.execute(_PAIRS, named)
            found = connection.sql(_SHARED, params={"least": least}).to_arrow_table()
        return Shared(*(found[name].to_numpy().astype(np.int64) for name in ("younger", "older", "shared")))


PART = 4_000_000
"""Postings that are joined at a time: some 100 MB."""
MANY = 20_000
"""Documents from which DuckDB pays for being loaded."""


def bulk_join(documents: int, threads: int = 2) -> DuckJoin | None:
    """Return the join in DuckDB where there is so much to join and `harmattan[bulk]` is installed, else None.

    What a join says does not depend on which it is.
    """
    installed = documents > MANY and find_spec("duckdb") and find_spec("pyarrow")
    return DuckJoin(threads=threads) if installed else None


_PAIRS = """
INSERT INTO pairs
WITH part AS (SELECT key, row FROM postings WHERE key >= $first AND (key < $last OR $closed)),
lowest AS (SELECT key, min(row, $anchors) AS anchors FROM part GROUP BY key HAVING count(*) > 1)
SELECT part.row, older, count(*) FROM part JOIN (SELECT key, unnest(anchors) AS older FROM lowest) USING (key)
WHERE part.row > older GROUP BY part.row, older
"""
_SHARED = """
SELECT younger, older, sum(shared) AS shared FROM pairs
GROUP BY younger, older HAVING sum(shared) >= $least ORDER BY younger, older
"""
