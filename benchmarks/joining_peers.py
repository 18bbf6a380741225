"""Libraries for linking records, given the same records as `harmattan join`; imported by `joining.py` where they are installed.

Both see the days, the points, the names of places, the actors, the tolls, the codes and the source text of a record, as columns
of the kinds that they compare; groups are the connected components of the pairs that they hold to be one.
"""

from __future__ import annotations

import math
import warnings
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd

from corpora import Report, components

Groups = Sequence[Any]


def table(reports: Sequence[Report]) -> pd.DataFrame:
    """Return the records as a table, one number for each column that is counted."""
    frame = pd.DataFrame([report.row for report in reports])
    for name in ("latitude", "longitude", "deaths_best", "injuries_best"):
        frame[name] = pd.to_numeric(frame[name], errors="coerce")
    for name in ("date_start", "date_end"):
        frame[name] = pd.to_datetime(frame[name])
    frame["first_actor"] = [actors[0] if actors else None for actors in frame["actors"]]
    frame["place"] = (frame["city"] + " " + frame["location"]).str.strip()
    return frame.replace({"": None})


def with_recordlinkage(part: Sequence[Report], tuned: Sequence[Report]) -> Groups:
    """Return groups by recordlinkage: days as sorted neighbours, comparisons, logistic regression fitted on `tuned`."""
    import recordlinkage

    def compared(frame: pd.DataFrame) -> pd.DataFrame:
        days = frame.assign(day=frame["date_start"].map(pd.Timestamp.toordinal))
        indexer = recordlinkage.Index()
        for shift in (0, 1):
            days[f"two{shift}"] = (days["day"] + shift) // 2
            indexer.block(f"two{shift}")
        pairs = indexer.index(days)
        compare = recordlinkage.Compare()
        days["ends"] = days["date_end"].map(pd.Timestamp.toordinal)
        compare.numeric("day", "day", method="linear", scale=3, label="starts")
        compare.numeric("ends", "ends", method="linear", scale=3, label="ends")
        compare.geo("latitude", "longitude", "latitude", "longitude", method="exp", scale=5, label="spot")
        compare.string("place", "place", method="jarowinkler", label="place")
        compare.string("first_actor", "first_actor", method="jarowinkler", label="actor")
        for name in ("city", "context", "target", "publisher", "source"):
            compare.exact(name, name, label=name)
        for name in ("deaths_best", "injuries_best"):
            compare.numeric(name, name, method="exp", scale=2, label=name)
        return compare.compute(pairs, days)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        learned = compared(table(tuned))
        events = [report.event for report in tuned]
        matches = learned.index[[events[one] == events[other] for one, other in learned.index]]
        model = recordlinkage.LogisticRegressionClassifier()
        model.fit(learned, matches)
        found = model.predict(compared(table(part)))
    return components(len(part), found)


def with_splink(part: Sequence[Report], tuned: Sequence[Report]) -> Groups:
    """Return groups by splink: Fellegi and Sunter's model, its chances and its threshold fitted on `tuned`."""
    model, scored = _learned(tuned)
    events = [report.event for report in tuned]
    best = max(range(-10, 31), key=lambda cut: _f1(_grouped(scored, len(tuned), cut), events))
    return _grouped(_predicted(_linker(_frame(part), model)), len(part), best)


def _grouped(scored: pd.DataFrame, size: int, threshold: int) -> list[int]:
    kept = scored[scored["match_weight"] >= threshold]
    return components(size, zip(kept["number_l"], kept["number_r"], strict=True))


def _f1(found: Sequence[int], events: Sequence[str]) -> float:
    both, ours, theirs = (
        sum(math.comb(count, 2) for count in Counter(keys).values())
        for keys in (zip(found, events, strict=True), found, events)
    )
    return 2 * both / (ours + theirs)


def _frame(reports: Sequence[Report]) -> pd.DataFrame:
    frame = table(reports)
    frame["number"] = range(len(frame))
    frame["day"] = frame["date_start"].dt.strftime("%Y-%m-%d")
    frame["ends"] = frame["date_end"].dt.strftime("%Y-%m-%d")
    frame["dead"] = frame["deaths_best"].astype("Int64").astype(str)
    frame["hurt"] = frame["injuries_best"].astype("Int64").astype(str)
    frame["event"] = [report.event for report in reports]
    return frame.drop(columns=["date_start", "date_end", "id", "deaths_low", "deaths_high"])


def _linker(frame: pd.DataFrame, model: Any) -> Any:
    from splink import Linker
    from splink.internals.duckdb.database_api import DuckDBAPI

    return Linker(DuckDBAPI().register(frame), model, log_level="ERROR")


def _predicted(linker: Any) -> pd.DataFrame:
    return linker.inference.predict(threshold_match_weight=-10).as_pandas_dataframe()


def _learned(tuned: Sequence[Report]) -> tuple[Any, pd.DataFrame]:
    """Return a model whose chances were counted on labelled records, and what it says of these."""
    import splink.comparison_library as compare
    from splink import SettingsCreator, block_on

    events = Counter(report.event for report in tuned)
    one = sum(math.comb(count, 2) for count in events.values()) / math.comb(len(tuned), 2)
    settings = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="number",
        probability_two_random_records_match=one,
        blocking_rules_to_generate_predictions=[
            block_on("day"),
            block_on("ends"),
            block_on("city", "substr(day, 1, 7)"),
        ],
        comparisons=[
            compare.AbsoluteDateDifferenceAtThresholds(
                "day", input_is_string=True, metrics=["day", "day"], thresholds=[1, 3]
            ),
            compare.DistanceInKMAtThresholds("latitude", "longitude", [0.1, 2, 10]),
            compare.JaroWinklerAtThresholds("place", [0.9, 0.7]),
            compare.ArrayIntersectAtSizes("actors", [2, 1]),
            compare.ExactMatch("context"),
            compare.ExactMatch("target"),
            compare.ExactMatch("dead"),
            compare.ExactMatch("hurt"),
            compare.ExactMatch("publisher"),
            compare.ExactMatch("source"),
        ],
    )
    linker = _linker(_frame(tuned), settings)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    linker.training.estimate_m_from_label_column("event")
    return linker.misc.save_model_to_json(), _predicted(linker)


PEERS: dict[str, Callable[[Sequence[Report], Sequence[Report]], Groups]] = {
    "recordlinkage": with_recordlinkage,
    "splink": with_splink,
}
