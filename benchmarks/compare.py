"""Reports beside coded events: how many of the pairs that `harmattan compare` makes are right, and how many are found.

    python benchmarks/compare.py                  # PITF 2014 and 2015, on which nothing was set
    python benchmarks/compare.py --part tune      # PITF 2013, on which the threshold was set

Each row of the PITF Worldwide Atrocities Dataset has a short description from the news and what its coders made of it. Every
third description with a count is read as a report of the day on which it is coded to have begun, and set beside all coded rows
of those years. A pair is right where it leads from a description to its own row. The peer in the same run pairs each event with
the coded row of its country and day whose toll is nearest.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator

import msgspec

from corpora import DATA, as_document, pitf_rows, require
from harmattan import pipeline
from harmattan.executors import Inline, InlineKeyJoin
from harmattan.lexicons import load
from harmattan.pipeline.examine import Examination
from harmattan.plugins.references import Countries
from harmattan.plugins.references.base import RowError
from harmattan.plugins.references.pitf import pitf_event
from harmattan.plugins.references.tables import read_table
from harmattan.records.bundle import Situation
from harmattan.records.comparison import Comparison
from harmattan.records.document import Document
from harmattan.records.outlook import ReferenceEvent
from harmattan.stages import events
from harmattan.stages.events import CompareSettings

EVERY = 3
YEARS = {"tune": (2013,), "test": (2014, 2015)}


def coded_rows() -> dict[str, ReferenceEvent]:
    """Return what the coders made of each row, by its place in the file; rows that can't be used are left out."""
    table = read_table(require(DATA / "pitf") / "atrocities_2013_2015.csv")
    countries = Countries(load())
    found = {}
    for number, row in table.rows:
        if isinstance(row, str):
            continue
        try:
            event = pitf_event({column.casefold(): cell for column, cell in row.items()}, countries)
        except RowError:
            continue
        found[str(number - 2)] = event
    return found


def reports(coded: dict[str, ReferenceEvent], years: Iterable[int]) -> Iterator[Document]:
    """Yield every third description as a report of its day, named by its row."""
    for row in pitf_rows(*years)[::EVERY]:
        if row.number in coded:
            document = as_document(row.number, row.text)
            yield msgspec.structs.replace(document, published=coded[row.number].date_start)


def nearest(situation: Situation, theirs: Iterable[ReferenceEvent]) -> dict[str, str]:
    """Return the peer's pairs: of the rows of one country and day the one with the nearest toll, each row once."""
    days: dict[tuple[str | None, str | None], list[ReferenceEvent]] = defaultdict(list)
    for event in theirs:
        days[event.country, event.date_start].append(event)
    killed = {
        claim.id: claim.quantity.low or claim.quantity.high or 0
        for claim in situation.claims
        if claim.quantity is not None and claim.quantity.unit == "killed"
    }
    published = {document.id: document.published for document in situation.documents}
    homes = {claim.id: published[claim.document_id] for claim in situation.claims}
    taken: set[str | None] = set()
    pairs = {}
    for event in situation.events:
        toll = max((killed.get(key, 0) for key in event.claim_ids), default=0)
        start = event.time.start if event.time is not None and event.time.start else homes[event.claim_ids[0]]
        country = next((place.country for place in event.places if place.country), None)
        free = [one for one in days[country, start] if one.external_id not in taken]
        if free and toll:
            best = min(free, key=lambda one: (abs((one.deaths_best or one.deaths_low or 0) - toll), one.external_id))
            taken.add(best.external_id)
            pairs[event.id] = best.external_id or ""
    return pairs


def judge(pairs: dict[str, str], homes: dict[str, set[str]], findable: set[str]) -> str:
    """Return precision and recall of pairs (event to row) against the rows that each event's reports were taken from."""
    right = {row for event, row in pairs.items() if row in homes[event]}
    precision = sum(row in homes[event] for event, row in pairs.items()) / max(1, len(pairs))
    recall = len(right & findable) / max(1, len(findable))
    return f"{len(pairs):5} pairs, right {precision:.3f}, found {recall:.3f}"


def main() -> None:
    """Print both ways' figures, and by thresholds."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--part", choices=tuple(YEARS), default="test")
    years = YEARS[parser.parse_args().part]
    coded = coded_rows()
    theirs = [event for event in coded.values() if int((event.date_start or "0")[:4]) in years]
    settings = pipeline.Settings()
    documents = tuple(reports(coded, years))
    batches = (documents[start : start + 32] for start in range(0, len(documents), 32))
    found = [item for batch in Inline().map(Examination(settings), batches) for item in batch]
    situation = pipeline.gather(found, settings=settings)
    rows = {document.id: coded[document.external_id or ""].external_id or "" for document in documents}
    claims = {claim.id: claim.document_id for claim in situation.claims}
    homes = {event.id: {rows[claims[key]] for key in event.claim_ids} for event in situation.events}
    findable = set().union(*homes.values())
    print(
        f"{len(documents)} reports, {len(theirs)} coded events, {len(situation.events)} events found in {len(findable)} reports"
    )
    print(f"nearest toll of the day and country: {judge(nearest(situation, theirs), homes, findable)}")
    ours = events.Situated(
        events=situation.events,
        claims=situation.claims,
        documents=situation.documents,
        assessments=situation.assessments,
    )
    for join in (-2.0, -1.0, 0.0, 1.0, 2.0, 3.0):
        started = time.process_time()
        comparing = CompareSettings(join=join)
        compared = events.compare(ours, theirs, lexicon=load(), bulk=InlineKeyJoin(), settings=comparing)
        taken = time.process_time() - started
        made: list[Comparison] = [one for one in compared.comparisons if one.verdict in ("match", "differ")]
        pairs = {one.event_id or "": one.reference_id or "" for one in made}
        chosen = " (as shipped)" if join == CompareSettings().join else ""
        print(f"compare above {join:+.0f}: {judge(pairs, homes, findable)}, {taken:.1f} s{chosen}")
        if chosen:
            right = [one for one in made if one.reference_id in homes[one.event_id or ""]]
            for what in ("date", "place", "actors", "toll"):
                share = sum(any(each.what == what for each in one.differences) for one in right) / max(1, len(right))
                print(f"  of the right pairs differ in {what}: {share:.3f}")


if __name__ == "__main__":
    main()
