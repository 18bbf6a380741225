"""Reports of one happening joined: report-level records on election violence, against the events that people put them to.

    python benchmarks/joining.py [--part test|tune] [--wrong N] [--no-peers]

2,225 records of MAVERICK on Kenya in two parts that share no event and no close neighbour (`corpora.maverick_reports`). Weights
and the threshold were fitted on the part `tune`; the part `test` is for reporting alone, and its faults are never printed. Prints
pairwise precision, recall and F1 (of all pairs of records, those in one event) and B-cubed (the same for each record, averaged),
and in the same run: all apart, same day and coordinates, and, where they are installed, two libraries for linking records,
`recordlinkage` (logistic regression) and `splink` (Fellegi and Sunter), both fitted on `tune` too.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
import time
from collections import Counter
from collections.abc import Hashable, Sequence
from itertools import combinations

from corpora import Report, maverick_reports
from harmattan import pipeline


def main() -> None:
    """Join one part and print how well."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--part", choices=("test", "tune"), default="test")
    arguments.add_argument(
        "--wrong", type=int, default=0, help="print that many pairs that were judged wrongly; tune alone"
    )
    arguments.add_argument("--no-peers", action="store_true", help="leave the libraries out")
    options = arguments.parse_args()
    if options.wrong and options.part == "test":
        sys.exit("the faults of the test part are not shown: weights must not be fitted on them")
    reports = maverick_reports()
    part = [report for report in reports if report.part == options.part]
    events = [report.event for report in part]
    pairs = sum(count * (count - 1) // 2 for count in Counter(events).values())
    print(
        f"{options.part}: {len(part)} of {len(reports)} records, {len(set(events))} events, {pairs} pairs of one event"
    )
    print(f"{'':<28}{'precision':>10}{'recall':>8}{'F1':>7}{'B-cubed':>17}{'':>8}{'F1':>7}{'processor s':>13}")
    show("all apart", range(len(part)), events)
    show("same day and coordinates", [same_day_and_spot(report, number) for number, report in enumerate(part)], events)
    began = time.process_time()
    joining = pipeline.join(report.row for report in part)
    found = [membership.event_id for membership in joining.memberships]
    show("harmattan join", found, events, time.process_time() - began)
    if not options.no_peers:
        peers(part, [report for report in reports if report.part == "tune"], events)
    if options.wrong:
        wrong(part, joining, found, options.wrong)


def same_day_and_spot(report: Report, number: int) -> Hashable:
    """Return what records of one day at one spot share; one without a spot stays alone."""
    row = report.row
    return (row["date_start"], row["latitude"], row["longitude"]) if row["latitude"] else number


def peers(part: list[Report], tuned: list[Report], events: Sequence[str]) -> None:
    """Print the scores of the libraries that are installed."""
    for name in ("recordlinkage", "splink"):
        if importlib.util.find_spec(name) is None:
            print(f"{name}: not installed; pip install '.[peers]'")
            continue
        import joining_peers

        began = time.process_time()
        found = joining_peers.PEERS[name](part, tuned)
        show(name, found, events, time.process_time() - began)


def show(name: str, found: Sequence[Hashable], events: Sequence[str], seconds: float | None = None) -> None:
    """Print the scores of one way as a row."""
    (precision, recall, f1), (clean, whole, cubed) = pairwise(found, events), b_cubed(found, events)
    spent = "" if seconds is None else f"{seconds:.1f}"
    print(f"{name:<28}{precision:>10.3f}{recall:>8.3f}{f1:>7.3f}{clean:>17.3f}{whole:>8.3f}{cubed:>7.3f}{spent:>13}")


def pairwise(found: Sequence[Hashable], events: Sequence[str]) -> tuple[float, float, float]:
    """Return precision, recall and F1 of the pairs of records that are held to be of one event."""
    both, ours, theirs = (
        sum(count * (count - 1) // 2 for count in Counter(keys).values())
        for keys in (zip(found, events, strict=True), found, events)
    )
    precision, recall = both / ours if ours else 1.0, both / theirs if theirs else 1.0
    return precision, recall, mean(precision, recall)


def b_cubed(found: Sequence[Hashable], events: Sequence[str]) -> tuple[float, float, float]:
    """Return precision, recall and F1 by record: what share of its group is of its event, and the other way round.

    Bagga and Baldwin 1998, "Entity-based cross-document coreferencing using the vector space model".
    """
    both, ours, theirs = Counter(zip(found, events, strict=True)), Counter(found), Counter(events)
    precision = sum(count * count / ours[key] for (key, _), count in both.items()) / len(events)
    recall = sum(count * count / theirs[key] for (_, key), count in both.items()) / len(events)
    return precision, recall, mean(precision, recall)


def mean(one: float, other: float) -> float:
    """Return the harmonic mean."""
    return 2 * one * other / (one + other) if one + other else 0.0


def wrong(part: list[Report], joining: pipeline.Joining, found: Sequence[str], most: int) -> None:
    """Print pairs that were joined or kept apart wrongly, with the reasons."""
    keys = [membership.id for membership in joining.memberships]
    shown = 0
    for one, other in combinations(range(len(part)), 2):
        if (found[one] == found[other]) != (part[one].event == part[other].event) and shown < most:
            shown += 1
            bond = joining.explain(keys[one], keys[other])
            print(
                f"\n{'joined' if bond.joined else 'kept apart'} {bond.score:+.2f}\n  {part[one].row}\n  {part[other].row}"
            )
            for reason in bond.reasons:
                print(f"  {reason.weight:+7.2f}  {reason.detail}")


if __name__ == "__main__":
    main()
