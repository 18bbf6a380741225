"""Loaders of the shared data that the benchmarks read. Nothing of it is kept in the project."""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import math
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from harmattan.lexicons.sources import codes
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


class Killing(NamedTuple):
    """A row of the PITF Worldwide Atrocities Dataset that describes a killing in words of its own."""

    number: str
    year: int
    month: int
    text: str
    deaths: int


def pitf_rows(*years: int) -> list[Killing]:
    """Return the rows of some years (all if none) that have a count of deaths and a narrative.

    A description that stands over many rows word for word ("Daily death total reported in ...") tells of no killing and is none.
    """
    path = require(DATA / "pitf") / "atrocities_2013_2015.csv"
    with path.open(encoding="utf-8", errors="replace", newline="") as stream:
        rows = list(csv.DictReader(stream))
    texts = Counter(row["Description"].strip() for row in rows)
    found = []
    for number, row in enumerate(rows):
        text, deaths, year = row["Description"].strip(), row["Deaths Number"].strip(), row["Start Year"].strip()
        if years and year not in map(str, years):
            continue
        if not deaths.isdigit() or int(deaths) == 0 or len(text.split()) <= 5 or texts[text] > 10:
            continue
        month = row["Start Month"].strip()
        clean = re.sub(r'^\\(?=\w)|\\(?=")', "", text).strip('" ')
        found.append(Killing(str(number), int(year), int(month) if month.isdigit() else 0, clean, int(deaths)))
    return found


class Coded(NamedTuple):
    """A text and the PLOVER type and mode that people gave it; `read` says that it was read while rules were written."""

    name: str
    text: str
    plover: str
    mode: str | None
    read: bool


RENAMED = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
"""Types of the draft of 2016 that the manual of 2021 names otherwise."""
MODES = {
    "demo-org": "demo", "demo-spon": "demo", "strike-gen": "strike", "strike-hun": "hunger", "riot-spon": "riot",
    "host": "visit", "detain": "arrest", "confiscate": "seize",
}  # fmt: skip
"""Modes of the draft of 2016 that the manual of 2021 names otherwise."""
MOVED = {("COERCE", "destroy"): "ASSAULT"}
"""Modes that the manual of 2021 gives to another type: property destroyed is no longer coercion (CAMEO 1712)."""
THREATS = {"curfew": "restrict", "martial-law": "restrict", "political": "rights"}
"""The same of threats alone."""


def plover_records() -> list[Coded]:
    """Return the PLOVER gold records, their types and modes as they are named today.

    Two fifths of the texts, by their SHA-256, may be read in development; the others are for reporting alone. A mode that is none
    of its type's today is None.
    """
    records = json.loads((require(DATA / "plover") / "plover_gsr_cameo.json").read_text(encoding="utf-8"))
    known = codes().plover
    found = []
    for record in records:
        plover = RENAMED.get(record["event"], record["event"])
        if plover not in known:
            continue
        text = " ".join(record["text"].split())
        mode = record.get("mode") or None
        mode = THREATS.get(mode, mode) if plover == "THREATEN" else MODES.get(mode, mode)
        plover = MOVED.get((plover, mode), plover)
        read = int(hashlib.sha256(text.encode()).hexdigest(), 16) % 5 < 2
        found.append(Coded(record["id"], text, plover, mode if mode in known[plover] else None, read))
    return found


def french_sentences(*names: str) -> list[tuple[str, str]]:
    """Return (file and sentence id, text) of the sentences of French treebank files."""
    found = []
    for name in names:
        with gzip.open(require(DATA / "treebank") / f"{name}.conllu.gz", "rt", encoding="utf-8") as lines:
            label = ""
            for line in lines:
                if line.startswith("# sent_id = "):
                    label = line.partition("=")[2].strip()
                elif line.startswith("# text = "):
                    found.append((f"{name}:{label}", line.partition("=")[2].strip()))
    return found


def labelled_documents(corpus: str, part: str) -> list[tuple[str, str]]:
    """Return (name, text) of the documents that labels are made on: corpus `muc4`, `pitf` or `fr`, part `dev` or `test`."""
    if corpus == "muc4":
        return muc4_texts("dev")
    if corpus == "pitf":
        years = (2013,) if part == "dev" else (2014, 2015)
        return [(f"pitf:{row.number}", row.text) for row in pitf_rows(*years)]
    return french_sentences(f"fr_gsd-{part}", f"fr_sequoia-{part}")


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


class Report(NamedTuple):
    """A report-level record of MAVERICK as `harmattan join` reads it, and the happening that its coders put it to.

    `part` is `tune` or `test`.
    """

    row: dict[str, str | list[str]]
    event: str
    part: str


JOINED = ("id", "date_start", "date_end", "city", "location", "latitude", "longitude", "deaths_low", "deaths_best",
          "deaths_high", "injuries_best", "target", "source")  # fmt: skip
"""Columns that are handed on; none of them is the event or how sure the coders were of it."""


def maverick_reports() -> list[Report]:
    """Return the report-level records on election violence in Kenya, in two parts that share no event and no close neighbour.

    Records of one event, or within five kilometres and a day of each other, hang together; each such component falls to a
    part as a whole, by the SHA-256 of the lowest id in it.
    """
    with (require(DATA / "maverick") / "kenya.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    component = components(len(rows), _neighbours(rows))
    lowest: dict[int, str] = {}
    for row, lead in zip(rows, component, strict=True):
        lowest[lead] = min(lowest.get(lead, row["id"]), row["id"])
    found = []
    for row, lead in zip(rows, component, strict=True):
        even = int(hashlib.sha256(lowest[lead].encode()).hexdigest(), 16) % 2 == 0
        actors = [row[f"actor{number}"] for number in range(1, 7) if row[f"actor{number}"]]
        kept: dict[str, str | list[str]] = {name: row[name] for name in JOINED}
        kept |= {"actors": actors, "context": row["event_context"], "publisher": row["source_author"]}
        found.append(Report(kept, row["event_id"], "tune" if even else "test"))
    return found


def components(size: int, pairs: Iterable[tuple[int, int]]) -> list[int]:
    """Return for each of `size` things a number that it shares with all that hang together with it by pairs."""
    leads = list(range(size))

    def lead(number: int) -> int:
        while leads[number] != number:
            leads[number] = leads[leads[number]]
            number = leads[number]
        return number

    for one, other in pairs:
        leads[lead(one)] = lead(other)
    return [lead(number) for number in range(size)]


def _neighbours(rows: list[dict[str, str]], kilometres: float = 5.0, days: int = 1) -> Iterator[tuple[int, int]]:
    """Yield the pairs of records that are of one event, or near each other in time and place."""
    events: dict[str, int] = {}
    spots = []
    for number, row in enumerate(rows):
        yield number, events.setdefault(row["event_id"], number)
        if row["latitude"] and row["longitude"]:
            first, last = (date.fromisoformat(row[name]).toordinal() for name in ("date_start", "date_end"))
            spots.append(
                (number, first, last, math.radians(float(row["latitude"])), math.radians(float(row["longitude"])))
            )
    for place, (number, first, last, north, east) in enumerate(spots):
        for other, begins, ends, up, right in spots[:place]:
            if max(first - ends, begins - last) <= days:
                half = (
                    math.sin((up - north) / 2) ** 2 + math.cos(north) * math.cos(up) * math.sin((right - east) / 2) ** 2
                )
                if 2 * 6371 * math.asin(min(1.0, math.sqrt(half))) <= kilometres:
                    yield number, other
