"""Fits what each sign that two records tell of one happening is worth.

    python tools/joining/fit_weights.py

Writes `src/harmattan/stages/events/joining/data/weights.json`: a logistic regression with a ridge over the signs of the pairs
that are compared, on the tuning part of the report-level records on Kenya (see `benchmarks/joining.py`; the other part is
never looked at). Other data sets lack one column or another: the records are fitted beside copies of themselves in which each
field was left out of a fifth of them, at random. Signs that these records don't show keep the weights that were set by hand.
Needs `pip install '.[tools]'`.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "benchmarks"))

from corpora import Report, maverick_reports  # noqa: E402
from harmattan.executors import InlineKeyJoin  # noqa: E402
from harmattan.lexicons import load  # noqa: E402
from harmattan.plugins.references import records_of  # noqa: E402
from harmattan.records.outlook import ReferenceEvent  # noqa: E402
from harmattan.stages.events.joining import Account, JoinSettings, account_of_record  # noqa: E402
from harmattan.stages.events.joining.block import block  # noqa: E402
from harmattan.stages.events.joining.features import NEVER, signs  # noqa: E402
from harmattan.stages.events.joining.scene import Scene  # noqa: E402
from harmattan.stages.events.joining.weights import DATA, Weights  # noqa: E402

RIDGE = 0.3
"""Inverse strength of the ridge; .1, .3 and 1 did equally well when each fifth of the tuning part was left out in turn."""
LEFT_OUT = 0.2
COPIES = (1, 2)
"""Seeds of the copies with fields left out. The whole records are counted twice, as often as these."""
FIELDS: tuple[dict[str, Any], ...] = (
    {"towns": frozenset(), "site": ""}, {"points": ()}, {"actors": frozenset(), "kin": frozenset()}, {"dead": None},
    {"wounded": None}, {"context": ""}, {"target": ""}, {"text": None, "title": frozenset(), "told": None}, {"publisher": None},
)  # fmt: skip
FEWEST = 20
"""Pairs that must show a sign for it to be fitted."""
ABOUT = (
    "log-odds for each unit of a sign; fitted by tools/joining/fit_weights.py on the tuning part of 2,225 report-level records "
    "on election violence in Kenya (MAVERICK); those set by hand belong to signs that these records don't show"
)


def main() -> None:
    """Fit and write."""
    tuned = [report for report in maverick_reports() if report.part == "tune"]
    base, fitted = fit(tuned)
    path = DATA / "weights.json"
    kept = msgspec.json.decode(path.read_bytes(), type=Weights).set
    weights = Weights(about=ABOUT, base=base, fitted=fitted, set={key: kept[key] for key in kept if key not in fitted})
    path.write_bytes(msgspec.json.format(msgspec.json.encode(weights), indent=2) + b"\n")
    for code, weight in sorted(fitted.items(), key=lambda item: -abs(item[1])):
        print(f"{code:<18}{weight:+.2f}")


def fit(reports: list[Report]) -> tuple[float, dict[str, float]]:
    """Return the weight of a pair without signs, and the weight of each sign, rounded to three decimals."""
    events = {str(report.row["id"]): report.event for report in reports}
    lexicon = load()
    found = records_of(report.row for report in reports)
    accounts = sorted(
        (account_of_record(each, lexicon=lexicon) for each in found if isinstance(each, ReferenceEvent)),
        key=lambda account: account.id,
    )
    rows: list[dict[str, float]] = []
    answers: list[bool] = []
    for seed in (None, *COPIES):
        told = accounts if seed is None else left_out(accounts, seed)
        pairs = block(told, bulk=InlineKeyJoin(), settings=JoinSettings())
        scene = Scene(told, pairs)
        for first, second in pairs:
            one, other = told[first], told[second]
            row = {sign.code: sign.size for sign in signs(one, other, scene)}
            if NEVER not in row:
                times = len(COPIES) if seed is None else 1
                rows += [row] * times
                answers += [events[one.id] == events[other.id]] * times
    shown = Counter(code for row in rows for code in row)
    codes = sorted(code for code, times in shown.items() if times >= FEWEST * (len(COPIES) + 1))
    matrix = np.array([[row.get(code, 0.0) for code in codes] for row in rows])
    scaler = StandardScaler().fit(matrix)
    model = LogisticRegression(C=RIDGE, max_iter=2000).fit(scaler.transform(matrix), answers)
    weights = model.coef_[0] / scaler.scale_
    base = float(model.intercept_[0] - (weights * scaler.mean_).sum())
    print(f"{len(rows)} pairs, {sum(answers)} of one happening", file=sys.stderr)
    return round(base, 3), {code: round(float(weight), 3) for code, weight in zip(codes, weights, strict=True)}


def left_out(accounts: list[Account], seed: int) -> list[Account]:
    """Return the accounts with fields left out at random; one keeps its point or the names of its place."""
    chance = random.Random(seed)
    found = []
    for account in accounts:
        gone: dict[str, Any] = {}
        for fields in FIELDS:
            if chance.random() < LEFT_OUT and not ("towns" in gone and "points" in fields):
                gone |= fields
        found.append(msgspec.structs.replace(account, **gone))
    return found


if __name__ == "__main__":
    main()
