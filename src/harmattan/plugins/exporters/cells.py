"""Tables as CSV that a spreadsheet opens without running anything in it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence

Cell = str | int | float | None
_FORMULAS = tuple("=+-@\t\r\n＝＋－＠")
"""How a cell begins that a spreadsheet takes for a formula (OWASP, CSV Injection), full-width forms included."""
_GUARD = "'"


def guarded(cell: Cell) -> str:
    """Return a cell as CSV holds it: numbers as they are, whole ones without a point, text that begins like a formula after a '.

    A leading ' with one of = + - @ after it is therefore no part of the text.
    """
    if cell is None:
        return ""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, int):
        return str(cell)
    text = " ".join(cell.replace("\0", " ").split("\r\n"))
    return _GUARD + text if text.lstrip(" ").startswith(_FORMULAS) else text


def csv_lines(columns: Sequence[str], rows: Iterable[Mapping[str, Cell]]) -> Iterator[bytes]:
    """Yield a table in UTF-8, header first, a piece a row. Raises ValueError for a row with another column."""
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, columns, restval="", extrasaction="raise", lineterminator="\n")
    writer.writeheader()
    for row in rows:
        yield _taken(buffer)
        writer.writerow({column: guarded(cell) for column, cell in row.items()})
    yield _taken(buffer)


def _taken(buffer: io.StringIO) -> bytes:
    written = buffer.getvalue().encode()
    buffer.seek(0)
    buffer.truncate()
    return written


def listed(parts: Iterable[object]) -> str:
    """Return parts in one cell, each once, parted by semicolons; semicolons in them become commas."""
    return ";".join(dict.fromkeys(str(part).replace(";", ",") for part in parts if part))
