"""Joins over postings in DuckDB, which runs in several threads and spills to disk what memory does not hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from itertools import islice, pairwise
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

from harmattan.errors import SettingsError
from harmattan.executors.keys import InlineKeyJoin
from harmattan.ports import KeyJoin, Shared


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


class DuckKeyJoin:
    """Joins columns of keys in DuckDB, as `InlineKeyJoin` does in memory. `memory` and `threads` as for `DuckJoin`.

    Keys go through Arrow a batch at a time, so that neither column is ever whole in Python. Raises SettingsError where
    `harmattan[bulk]` is not installed.
    """

    name = "duckdb"

    def __init__(self, *, memory: str = "1GB", threads: int = 2) -> None:
        self.memory, self.threads = memory, threads

    def meet(self, left: Iterable[tuple[int, str]], right: Iterable[tuple[int, str]]) -> Iterator[tuple[int, int]]:
        """Yield (left number, right number) of all rows that share a key, each pair once, in rising order."""
        try:
            import duckdb
            import pyarrow as pa
        except ImportError as error:
            raise SettingsError("joins in DuckDB need duckdb and pyarrow; pip install 'harmattan[bulk]'") from error
        schema = pa.schema([("number", pa.int64()), ("key", pa.string())])

        def batches(rows: Iterable[tuple[int, str]]) -> Iterator[Any]:
            waiting = iter(rows)
            while part := list(islice(waiting, BATCH)):
                numbers, keys = zip(*part, strict=True)
                yield pa.record_batch([pa.array(numbers, pa.int64()), pa.array(keys, pa.string())], schema=schema)

        with duckdb.connect(config={"memory_limit": self.memory, "threads": self.threads}) as connection:
            for name, rows in (("ours", left), ("theirs", right)):
                connection.register("rows", pa.RecordBatchReader.from_batches(schema, batches(rows)))
                connection.execute(f"CREATE TABLE {name} AS SELECT DISTINCT number, key FROM rows")
                connection.unregister("rows")
            for batch in connection.sql(_MEET).to_arrow_reader(BATCH):
                yield from zip(batch.column(0).to_pylist(), batch.column(1).to_pylist(), strict=True)


BATCH = 100_000
"""Rows that go through Arrow at once."""
MANY_RECORDS = 200_000
"""Event records from which their keys are joined in DuckDB. Of 150,000, with eighteen keys each, memory takes 175 MiB and less
time (4.5 s, DuckDB 5.5); DuckDB stays within its own bound however many there are."""


def key_join(records: int, threads: int = 2) -> KeyJoin:
    """Return the join of keys in DuckDB where there are so many records and `harmattan[bulk]` is installed, else in memory.

    What a join says does not depend on which it is.
    """
    if records > MANY_RECORDS and find_spec("duckdb") and find_spec("pyarrow"):
        return DuckKeyJoin(threads=threads)
    return InlineKeyJoin()


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
_MEET = """
SELECT DISTINCT ours.number, theirs.number FROM ours JOIN theirs USING (key) ORDER BY ours.number, theirs.number
"""
