"""What speaks for one text having been made of another: a declared list of features, each with its score and its detail."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import datetime
from functools import cache
from importlib.resources import files

import msgspec
import numpy as np

from harmattan.errors import HarmattanError
from harmattan.stages.lineages.pairs import WINDOW, Pair, windows
from harmattan.stages.lineages.prints import GRAM, UNKNOWN

MUCH = 40
"""Word triples from which it can be no formula that two texts share."""


class Score(msgspec.Struct, frozen=True):
    """A feature's value in [0, 1], and what it rests on in words."""

    value: float
    detail: str


class Feature(msgspec.Struct, frozen=True):
    """A feature: its name, which the weights bear, and the pure function that scores a pair."""

    name: str
    score: Callable[[Pair], Score]


def within(pair: Pair) -> Score:
    """How much of the child stands in the parent."""
    share = len(pair.hits) / pair.free if pair.free else 0.0
    return Score(share, f"{share:.0%} of its word triples stand in the other")


def outof(pair: Pair) -> Score:
    """How much of the parent stands in the child."""
    grams = len(pair.parent.order[0])
    share = min(1.0, np.count_nonzero(pair.touched) / grams) if grams else 0.0
    return Score(share, f"which are {share:.0%} of that one's")


def smaller(pair: Pair) -> Score:
    """Containment of the smaller in the larger."""
    least = min(pair.free, len(pair.parent.order[0]))
    share = min(1.0, len(pair.hits) / least) if least else 0.0
    return Score(share, f"{len(pair.hits)} shared")


def root(pair: Pair) -> Score:
    """The same, stretched where it is small."""
    return Score(math.sqrt(smaller(pair).value), "")


def spread(pair: Pair) -> Score:
    """How much of the child, or of the parent, is touched: a phrase or a quote stands in one place, a copy runs through."""
    mine = min(1.0, windows(pair.at >= 0) / max(1, math.ceil((pair.free + GRAM - 1) / WINDOW)))
    theirs = min(1.0, windows(pair.touched) * WINDOW / max(WINDOW, len(pair.parent.print.codes)))
    share = max(mine, theirs)
    return Score(share, f"they run through {share:.0%} of it")


def longest(pair: Pair) -> Score:
    """Words of the longest run, beside the shorter text."""
    words = pair.longest
    shorter = max(1, min(len(pair.child.print.codes), len(pair.parent.print.codes)))
    return Score(min(1.0, words / shorter), f"the longest run has {words} words")


def order(pair: Pair) -> Score:
    """Whether what is common comes in one order."""
    theirs = pair.theirs
    if len(theirs) < 3:
        return Score(0.5, "")
    share = np.count_nonzero(theirs[1:] > theirs[:-1]) / (len(theirs) - 1)
    return Score(share, f"{share:.0%} in one order")


def plenty(pair: Pair) -> Score:
    """How much is common at all: of short lines much is common by chance."""
    return Score(min(1.0, math.log1p(len(pair.hits)) / math.log(100)), "")


def loose(pair: Pair) -> Score:
    """Little in common, and that little not the whole of the smaller: so share reports that use one formula."""
    thin = max(0.0, 1 - len(pair.hits) / MUCH)
    return Score(thin * (1 - smaller(pair).value), "")


def quoted(pair: Pair) -> Score:
    """How much of what is common both put between quotation marks."""
    share = pair.quoted()
    return Score(share, f"{share:.0%} of it quoted in both")


def names(pair: Pair) -> Score:
    """Names and numbers that come in one order, beside the fewer that one of the two has."""
    fewer = min(len(pair.child.names), len(pair.parent.names))
    if fewer < 4:
        return Score(0.5, "too few names and numbers to tell")
    share = len(pair.anchors) / fewer
    return Score(share, f"{len(pair.anchors)} names and numbers in one order")


def credit(pair: Pair) -> Score:
    """Whether the child credits who published the parent."""
    source = pair.parent.print.source
    said = source is not None and any(name.casefold() == source.casefold() for name in pair.child.print.credits)
    return Score(float(said), f"it credits {source}" if said else "")


def house(pair: Pair) -> Score:
    """Whether one source published both."""
    same = pair.child.print.source is not None and pair.child.print.source == pair.parent.print.source
    return Score(float(same), "the same source published both" if same else "")


def soon(pair: Pair) -> Score:
    """How soon after the parent the child came; halved after a week. Nothing known counts as half."""
    days = gap_days(pair)
    if days is None:
        return Score(0.5, "")
    hours = round(days * 24)
    return Score(
        0.5 ** (days / 7), "" if not hours else f"{hours} hours later" if days < 3 else f"{days:.0f} days later"
    )


def gap_days(pair: Pair) -> float | None:
    """Return the days between parent and child, None where a date is not known."""
    moments = pair.parent.print.moment, pair.child.print.moment
    if UNKNOWN in moments:
        return None
    before, after = map(datetime.fromisoformat, moments)
    return max(0.0, (after - before).total_seconds() / 86400)


TEXT = tuple(
    Feature(each.__name__, each)
    for each in (
        within, outof, smaller, root, spread, longest, order, plenty, loose, quoted, names, credit, house, soon,
    )
)  # fmt: skip
"""Features of two texts in one language."""


def near(pair: Pair) -> Score:
    """How densely the names that come in one order stand: a translation has no gaps where its original has none."""
    if len(pair.anchors) < 2:
        return Score(0.0, "")
    steps = np.diff(pair.anchors, axis=0)
    close = float(((steps[:, 0] <= 40) & (steps[:, 1] <= 40)).mean())
    return Score(close, f"{close:.0%} of them side by side")


def many(pair: Pair) -> Score:
    """How many names and numbers come in one order."""
    return Score(min(1.0, math.log1p(len(pair.anchors)) / math.log(50)), "")


def size(pair: Pair) -> Score:
    """How alike in length the two are."""
    sizes = sorted((len(pair.child.print.codes), len(pair.parent.print.codes)))
    return Score(sizes[0] / max(1, sizes[1]), "")


TRANSLATION = tuple(Feature(each.__name__, each) for each in (names, near, many, size, credit, soon))
"""Features of two texts in different languages."""


class Weights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Weights of a list of features, and the base to which they are added; the sum is a logit."""

    base: float
    weights: dict[str, float]

    def chance(self, scores: dict[str, Score]) -> float:
        """Return the chance that the child was made of the parent."""
        total = self.base + sum(self.weights[name] * score.value for name, score in scores.items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


class Model(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Weights of all lists of features, and a note on what they were fitted on."""

    note: str
    text: Weights
    translation: Weights


@cache
def model() -> Model:
    """Return the shipped weights. Raises HarmattanError where they do not fit the features."""
    raw = (files("harmattan.stages.lineages") / "data" / "weights.json").read_bytes()
    found = msgspec.json.decode(raw, type=Model)
    for features, weights in ((TEXT, found.text), (TRANSLATION, found.translation)):
        if set(weights.weights) != {feature.name for feature in features}:
            raise HarmattanError("stages/lineages/data/weights.json: names other features than features.py; fit anew")
    return found


def scores_of(pair: Pair, features: tuple[Feature, ...]) -> dict[str, Score]:
    """Return the score of each feature, by name."""
    return {feature.name: feature.score(pair) for feature in features}


UNSEEN = Score(0.5, "")
"""What a feature counts that was not asked, because no answer could have moved the verdict."""
DEAR = "names"
"""The feature that takes longest to score."""


def weigh(pair: Pair, weights: Weights, chance: float) -> tuple[dict[str, Score], float]:
    """Return the scores of two texts in one language, and the chance that the child was made of the parent.

    The dearest feature is asked only where it can lift the pair over `chance` or hold it below.
    """
    scores = {feature.name: feature.score(pair) for feature in TEXT if feature.name != DEAR}
    bounds = [weights.chance({**scores, DEAR: Score(value, "")}) >= chance for value in (0.0, 1.0)]
    scores[DEAR] = UNSEEN if bounds[0] == bounds[1] else names(pair)
    return scores, weights.chance(scores)
