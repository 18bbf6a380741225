"""Fits what each sign of a vote is worth, and how far votes count that share something, on invented worlds.

    python tools/assessments/fit_worths.py

Writes `src/harmattan/stages/assessments/data/worths.json`: logistic regressions over the counted votes of the worlds `TUNED` of
`benchmarks/independence_worlds.py` taken together, inside a search for the shares of kin votes and the discount for unseen causes
that make what happened most probable. The worlds on which figures are reported have other settings and other seeds and are not
looked at. How far a weight can be trusted before anything was decided (`sway`) is how much it differs between worlds when each is
fitted alone. Weights set by hand stay as they are. Needs `pip install '.[dev]'`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec
import numpy as np
from scipy.optimize import minimize

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "benchmarks"))

from harmattan.stages.assessments.pooling import Ballots, chance, learn, pool  # noqa: E402
from harmattan.stages.assessments.worths import DATA, Worths, worths  # noqa: E402
from independence import EARLIER, SIGNS, ballots_of, carriers_of  # noqa: E402
from independence_worlds import TUNED, Flags, World  # noqa: E402

CLAIMS = 4_000
"""Claims of each world."""
ROUNDS = 3
"""Fits in turn with the order of votes that follows from them; weights move by less than .01 in the last."""
LOOSE = 10.0
"""Standard deviation up to which nothing is known of a weight."""
LEAST = 0.05
FITTED_KIN = ("speaker", "owner", "camp")
"""Shares that are fitted. `carrier` is set by hand: in these worlds who carries a wire's stories writes none, as others do."""
GRID = (0.1, 0.2, 0.3, 0.5)
SOME = 500
"""Decisions in each world by which the sway of a source is chosen."""


def main() -> None:
    """Fit and write."""
    drawn = []
    for setting in TUNED:
        world = World(setting)
        carriers = carriers_of(world.draw(EARLIER, turn=1)[0])
        seen, truth = world.draw(CLAIMS)
        drawn.append((ballots_of(seen, carriers), truth.is_so))
    everything = joined([ballots for ballots, _ in drawn]), np.concatenate([is_so for _, is_so in drawn])
    before = worths()

    def weighed(point: np.ndarray) -> Worths:
        kin = dict(before.kin) | dict(zip(FITTED_KIN, (float(value) for value in chance(point[:-1])), strict=True))
        return fit(*everything, msgspec.structs.replace(before, kin=kin, unseen=float(np.exp(point[-1]))), LOOSE)

    found = minimize(
        lambda point: loss(*everything, weighed(point)), np.array([-0.7, 0.0, -1.0, -2.0]), method="Nelder-Mead",
        options={"maxfev": 70, "xatol": 0.05, "fatol": 1e-6},
    )  # fmt: skip
    best = weighed(found.x)
    alone = [fit(ballots, is_so, best, 1.0) for ballots, is_so in drawn]
    sway = {"base": spread([each.base for each in alone])}
    sway |= {name: spread([each.of(name) for each in alone]) for name in best.fitted}
    best = msgspec.structs.replace(best, sway=dict(before.sway) | sway)
    best = msgspec.structs.replace(
        best, sway=dict(best.sway) | {"source": min(GRID, key=lambda size: tried(drawn, best, size))}
    )
    (DATA / "worths.json").write_bytes(msgspec.json.format(msgspec.json.encode(rounded(best)), indent=2) + b"\n")
    print(f"log loss {loss(*everything, best):.4f}; {found.nfev} fits")
    print(msgspec.json.format(msgspec.json.encode(rounded(best)), indent=2).decode())


def fit(ballots: Ballots, is_so: Flags, given: Worths, known: float) -> Worths:
    """Return the worths that make what is so most probable, each known beforehand up to `known`; sources have no offset."""
    holds = dict(enumerate(is_so.tolist()))
    sourceless = msgspec.structs.replace(ballots, sources=(), source=np.full(len(ballots.topic), -1))
    for _ in range(ROUNDS):
        started = msgspec.structs.replace(given, sway=dict.fromkeys((*given.sway, "base", *SIGNS), known), records={})
        given = msgspec.structs.replace(learn(sourceless, holds, started), sway=given.sway, decided=0)
    return given


def loss(ballots: Ballots, is_so: Flags, given: Worths) -> float:
    """Return the mean log loss."""
    odds = pool(ballots, given).odds
    return float(np.mean(np.logaddexp(0, np.where(is_so, -odds, odds))))


def tried(drawn: list[tuple[Ballots, Flags]], given: Worths, size: float) -> float:
    """Return the mean log loss over all other claims of each world, after some decisions, with that sway of a source."""
    with_size = msgspec.structs.replace(given, sway=dict(given.sway) | {"source": size})
    total = 0.0
    for ballots, is_so in drawn:
        taught = learn(ballots, dict(enumerate(is_so[:SOME].tolist())), with_size)
        odds = pool(ballots, taught).odds[SOME:]
        total += float(np.mean(np.logaddexp(0, np.where(is_so[SOME:], -odds, odds))))
    return total


def spread(values: list[float]) -> float:
    """Return the standard deviation of a weight between worlds."""
    return max(LEAST, float(np.std(values)))


def rounded(given: Worths) -> Worths:
    """Return worths with three digits behind the point."""

    def cut(values: dict[str, float]) -> dict[str, float]:
        return {name: round(value, 3) for name, value in sorted(values.items())}

    return msgspec.structs.replace(
        given, base=round(given.base, 3), fitted=cut(dict(given.fitted)), kin=cut(dict(given.kin)),
        unseen=round(given.unseen, 3), sway=cut(dict(given.sway)), records={}, decided=0,
    )  # fmt: skip


def joined(parts: list[Ballots]) -> Ballots:
    """Return the votes of several worlds as one; keys are compared within a topic alone."""
    topics = np.cumsum([0] + [part.topics for part in parts])
    return Ballots(
        topics=int(topics[-1]),
        topic=np.concatenate([part.topic + shift for part, shift in zip(parts, topics, strict=False)]),
        says=np.concatenate([part.says for part in parts]),
        names=SIGNS,
        signs=np.concatenate([part.signs for part in parts]),
        keys={key: np.concatenate([part.keys[key] for part in parts]) for key in parts[0].keys},
        rank=np.concatenate([part.rank for part in parts]),
        source=np.full(sum(len(part.source) for part in parts), -1),
    )


if __name__ == "__main__":
    main()
