"""Probabilities of claims that many outlets copy: is what we call 80 % so in 80 of 100 cases?

    python benchmarks/independence.py [--claims N] [--no-peers] [--worlds N]

Invented worlds (`independence_worlds.py`), 100,000 claims each, drawn from settings and seeds on which nothing was fitted; the
weights of the model come from other worlds (`tools/assessments/fit_worths.py`). Prints the expected calibration error (15 equal
bins), the Brier score and the processor time of

- pooling by one who knows the true origins and how far each can be trusted (what nobody has; the yardstick);
- our pooling, with the weights as shipped, and after 200 and 2,000 decisions on other claims of the same world;
- the same pooling where copies were all recognised and every document's true origin is known;
- the share of documents that say it is so, as majority vote has it, and Dawid and Skene's model over documents by `crowd-kit`,
  which is told the same 2,000 decisions in the second of its rows.
"""

from __future__ import annotations

import argparse
import importlib.util
import time
from collections.abc import Callable

import msgspec
import numpy as np

from harmattan.stages.assessments.pooling import Ballots, chance, learn, pool
from harmattan.stages.assessments.worths import Worths, worths
from independence_worlds import (
    ALLY,
    ANONYMOUS,
    ENEMY,
    EYEWITNESS,
    NEUTRAL,
    OFFICIAL,
    OWN,
    PARTY,
    REPORTED,
    Flags,
    Floats,
    Ints,
    Seen,
    Truth,
    World,
    calibration_error,
)  # fmt: skip

DECIDED = (200, 2_000)
EARLIER = 2_000
"""Claims of before, from which it is known who carries the wire's stories; whether these were so is not looked at."""
WIRE = 0
SIGNS = (
    "origin", "wire", "official", "eyewitness", "anonymous", "party", "ally", "own_word", "specific", "vague", "in_interest",
    "admission", "disclaimer",
)  # fmt: skip
MOST_STEPS = 20
"""Rounds that Dawid and Skene's model is given; it stops earlier where it stands still."""


def main() -> None:
    """Print a table for each world."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--claims", type=int, default=100_000)
    arguments.add_argument("--worlds", type=int, default=len(REPORTED), help="the first so many worlds alone")
    arguments.add_argument("--no-peers", action="store_true", help="leave crowd-kit out")
    options = arguments.parse_args()
    with_peers = not options.no_peers and importlib.util.find_spec("crowdkit") is not None
    if not options.no_peers and not with_peers:
        print("crowd-kit: not installed; pip install '.[peers]'")
    for setting in REPORTED[: options.worlds]:
        world = World(setting)
        seen, truth = world.draw(options.claims)
        documents = len(seen.claim) / seen.claims
        print(f"\n{setting.name}: {seen.claims} claims, {documents:.1f} documents each, {truth.is_so.mean():.0%} so")
        print(f"{'':<42}{'ECE':>8}{'Brier':>8}{'processor s':>13}")
        measure(world, seen, truth, with_peers)


def measure(world: World, seen: Seen, truth: Truth, with_peers: bool) -> None:
    """Print a row for each way to a probability."""
    show("true origins, true worth", lambda: world.knowing(seen, truth), truth)
    carriers = carriers_of(world.draw(EARLIER, turn=1)[0])
    show("ours, as shipped", lambda: pooled(seen, carriers, worths()), truth)
    for count in DECIDED:
        show(f"ours, {count} decisions", lambda n=count: pooled(seen, carriers, taught(world, carriers, n)), truth)
    true = recognised(seen, truth)
    show("ours, every true origin known", lambda: pooled(true, carriers, worths()), truth)
    show("share of documents (majority)", lambda: majority(seen), truth)
    if with_peers:
        show("Dawid-Skene over documents", lambda: dawid_skene(seen), truth)
        earlier = world.draw(DECIDED[-1], turn=2)
        show(f"Dawid-Skene, {DECIDED[-1]} decisions", lambda: dawid_skene(seen, earlier), truth)


def show(name: str, way: Callable[[], Floats], truth: Truth) -> None:
    """Print the scores of one way as a row."""
    began = time.process_time()
    found = way()
    spent = time.process_time() - began
    brier = float(np.mean((found - truth.is_so) ** 2))
    print(f"{name:<42}{calibration_error(found, truth.is_so):>8.4f}{brier:>8.4f}{spent:>13.1f}", flush=True)


def pooled(seen: Seen, carriers: Ints, weights: Worths) -> Floats:
    """Return our probabilities."""
    return chance(pool(ballots_of(seen, carriers), weights).odds)


def taught(world: World, carriers: Ints, count: int) -> Worths:
    """Return the shipped weights after so many decisions on other claims of a world, all of them right."""
    earlier, truth = world.draw(count, turn=2)
    return learn(ballots_of(earlier, carriers), dict(enumerate(truth.is_so.tolist())), worths())


def carriers_of(seen: Seen) -> Ints:
    """Return the outlets of whose documents more than half are recognised as the wire's."""
    outlets = int(seen.outlet.max()) + 1
    whose = np.bincount(seen.outlet, seen.wire, outlets) > np.bincount(seen.outlet, minlength=outlets) / 2
    whose[WIRE] = False
    return np.flatnonzero(whose)


def recognised(seen: Seen, truth: Truth) -> Seen:
    """Return documents with their true origins for lineages, and what any document of an origin tells of its speaker."""
    _, lineage = np.unique(truth.origin, return_inverse=True)
    columns = {name: _most(lineage, getattr(seen, name)) for name in ("speaker", "kind", "concern", "side")}
    return msgspec.structs.replace(seen, lineage=lineage, **columns)


def _most(group: Ints, values: Ints) -> Ints:
    found = np.full(int(group.max()) + 1, -1)
    np.maximum.at(found, group, values)
    return found[group]


def ballots_of(seen: Seen, carriers: Ints) -> Ballots:
    """Return a vote for each lineage, with the signs that its documents show together."""
    _, first, group = np.unique(seen.lineage, return_index=True, return_inverse=True)
    size = len(first)

    def most(values: Ints | Flags) -> Ints:
        found = np.full(size, -1)
        np.maximum.at(found, group, values.astype(np.int64))
        return found

    outlet = np.full(size, np.iinfo(np.int64).max)
    np.minimum.at(outlet, group, seen.outlet)
    speaker, kind, concern, side = (most(values) for values in (seen.speaker, seen.kind, seen.concern, seen.side))
    says = np.bincount(group, np.where(seen.says, 1.0, -1.0)) > 0
    of_party = (kind == PARTY) | (kind == ALLY)
    served = of_party & (concern != NEUTRAL) & ((concern == ENEMY) == says)
    admits, disclaims = of_party & (concern == OWN) & says, of_party & (concern == ENEMY) & ~says
    neutral = of_party & (concern == NEUTRAL)
    columns = {
        "origin": np.ones(size),
        "wire": most(seen.wire),
        "official": kind == OFFICIAL,
        "eyewitness": kind == EYEWITNESS,
        "anonymous": kind == ANONYMOUS,
        "party": (kind == PARTY) & neutral,
        "ally": (kind == ALLY) & neutral,
        "own_word": most(seen.first_hand),
        "specific": most(seen.specific),
        "vague": 1 - most(seen.specific),
        "in_interest": served,
        "admission": admits,
        "disclaimer": disclaims,
    }
    carried = (outlet == WIRE) | np.isin(outlet, carriers)
    outlets, speakers = int(seen.outlet.max()) + 1, int(seen.speaker.max(initial=0)) + 1
    return Ballots(
        topics=seen.claims,
        topic=seen.claim[first],
        says=says,
        names=SIGNS,
        signs=np.column_stack([columns[name] for name in SIGNS]).astype(float),
        keys={
            "speaker": speaker,
            "interest": np.where(served, side, -1),
            "camp": np.where(of_party, side, -1),
            "owner": most(seen.owner),
            "carrier": np.where(carried, WIRE, -1),
        },
        rank=first,
        sources=tuple(f"outlet {n}" for n in range(outlets)) + tuple(f"speaker {n}" for n in range(speakers)),
        source=np.where(speaker >= 0, outlets + speaker, outlet),
    )


def majority(seen: Seen) -> Floats:
    """Return the share of documents that say that it is so."""
    return np.bincount(seen.claim, seen.says, seen.claims) / np.bincount(seen.claim, minlength=seen.claims)


def dawid_skene(seen: Seen, decided: tuple[Seen, Truth] | None = None) -> Floats:
    """Return the probabilities of crowd-kit's Dawid-Skene, documents for labels and outlets for workers."""
    import pandas as pd
    from crowdkit.aggregation import DawidSkene

    def table(given: Seen, shift: int) -> pd.DataFrame:
        return pd.DataFrame({"task": given.claim + shift, "worker": given.outlet, "label": given.says})

    frame, known = table(seen, 0), None
    if decided is not None:
        earlier, truth = decided
        frame = pd.concat([frame, table(earlier, seen.claims)], ignore_index=True)
        known = pd.Series(truth.is_so, index=np.arange(earlier.claims) + seen.claims, name="label")
    found = DawidSkene(n_iter=MOST_STEPS).fit_predict_proba(frame, known)
    return found.reindex(np.arange(seen.claims))[True].to_numpy(dtype=float)


if __name__ == "__main__":
    main()
