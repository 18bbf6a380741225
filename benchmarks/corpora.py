"""Loaders of the shared data that the benchmarks read. Nothing of it is kept in the project."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from harmattan.records.base import MadeBy, record_id
from harmattan.records.document import Block, Document

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
MESSAGE = re.compile(r"^((?:DEV|TST\d)-MUC\d-\d{4})\b.*$", re.MULTILINE)


def require(folder: Path) -> Path:
    """Return the folder, or stop with what to do where it is absent."""
    if not folder.exists():
        sys.exit(f"{folder.name}: not found; link the shared data folder as ../shared beside the clone")
    return folder


def muc4_texts(part: str = "dev") -> list[tuple[str, str]]:
    """Return (message id, text) for each MUC-4 report of `dev`, `tst1` or `tst2`."""
    folder = require(DATA / "muc4" / part)
    texts: list[tuple[str, str]] = []
    for path in sorted(folder.iterdir()):
        if path.name.startswith(("key", "text-")) or path.name.startswith("."):
            continue
        raw = path.read_text(encoding="latin-1")
        starts = list(MESSAGE.finditer(raw))
        ends = [found.start() for found in starts[1:]] + [len(raw)]
        texts += [(found.group(1), raw[found.end() : end].strip()) for found, end in zip(starts, ends, strict=True)]
    return texts


def as_document(name: str, text: str, language: str = "en") -> Document:
    """Return a text as a document, its paragraphs as blocks, without the reading stage."""
    made_by = MadeBy(stage="reading", version="benchmark")
    blocks = tuple(
        Block(start=found.start(), end=found.end(), kind="paragraph")
        for found in re.finditer(r"\S(?:.|\n(?!\s*\n))*", text)
    )
    return Document(
        id=record_id("doc", name, text), made_by=made_by, external_id=name, language=language, text=text,
        media_type="text/plain", blocks=blocks,
    )  # fmt: skip
