"""What speaks for one text having been made of another: a declared list of features, each with its score and its detail."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from harmattan.errors import HarmattanError
from harmattan.stages.lineages.pairs import WINDOW, Pair, Pairs, Places, Side, Values
from harmattan.stages.lineages.prints import GRAM, QUOTED, UNKNOWN

FEW = 4
"""Names and numbers below which their order tells nothing."""
APART = 40
"""Words between two names below which they stand side by side."""
MUCH = 40
"""Word triples from which it can be no formula that two texts share."""


class Score(msgspec.Struct, frozen=True):
    """A feature's value in [0, 1], and what it rests on in words."""

    value: float
    detail: str


class Scores(NamedTuple):
    """A feature's values, one for each pair, and what the one of a pair rests on in words."""

    values: Values
    detail: Callable[[int], str] = lambda _: ""

    def of(self, number: int) -> Score:
        """Return the score of a pair."""
        return Score(float(self.values[number]), self.detail(number))


class Feature(msgspec.Struct, frozen=True):
    """A feature: its name, which the weights bear, and the pure function that scores pairs."""

    name: str
    scores: Callable[[Pairs], Scores]


def within(pairs: Pairs) -> Scores:
    """How much of the child stands in the parent."""
    share = _share(pairs.hits, pairs.free)
    return Scores(share, lambda n: f"{share[n]:.0%} of its word triples stand in the other")


def outof(pairs: Pairs) -> Scores:
    """How much of the parent stands in the child."""
    touched = pairs.counted(pairs.theirs, [len(pair.parent.grams) for pair in pairs.pairs])
    share = _share(touched, pairs.kinds)
    return Scores(share, lambda n: f"which are {share[n]:.0%} of that one's")


def smaller(pairs: Pairs) -> Scores:
    """Containment of the smaller in the larger."""
    return Scores(_contained(pairs), lambda n: f"{pairs.hits[n]} shared")


def root(pairs: Pairs) -> Scores:
    """The same, stretched where it is small."""
    return Scores(np.sqrt(_contained(pairs)))


def spread(pairs: Pairs) -> Scores:
    """How much of the child, or of the parent, is touched: a phrase or a quote stands in one place, a copy runs through."""
    mine = pairs.counted(pairs.mine // WINDOW, [len(pair.first) // WINDOW + 1 for pair in pairs.pairs])
    theirs = pairs.counted(pairs.theirs // WINDOW, [len(pair.parent.grams) // WINDOW + 1 for pair in pairs.pairs])
    own = np.maximum(1, np.ceil((pairs.free + GRAM - 1) / WINDOW))
    share = np.maximum(
        _share(mine, own), _share(theirs * WINDOW, np.maximum(WINDOW, pairs.of_each(lambda pair: pair.parent.words)))
    )
    return Scores(share, lambda n: f"they run through {share[n]:.0%} of it")


def longest(pairs: Pairs) -> Scores:
    """Words of the longest run, beside the shorter text."""
    shorter = pairs.of_each(lambda pair: max(1, min(pair.child.words, pair.parent.words)))
    return Scores(_share(pairs.longest, shorter), lambda n: f"the longest run has {pairs.longest[n]:.0f} words")


def order(pairs: Pairs) -> Scores:
    """Whether what is common comes in one order."""
    rises = (pairs.theirs[1:] > pairs.theirs[:-1]) & (pairs.of[1:] == pairs.of[:-1])
    risen = np.bincount(pairs.of[1:][rises], minlength=len(pairs))
    share = np.where(pairs.hits < 3, 0.5, risen / np.maximum(1, pairs.hits - 1))
    return Scores(share, lambda n: f"{share[n]:.0%} in one order" if pairs.hits[n] >= 3 else "")


def plenty(pairs: Pairs) -> Scores:
    """How much is common at all: of short lines much is common by chance."""
    return Scores(np.minimum(1.0, np.log1p(pairs.hits) / math.log(100)))


def loose(pairs: Pairs) -> Scores:
    """Little in common, and that little not the whole of the smaller: so share reports that use one formula."""
    return Scores(np.maximum(0.0, 1 - pairs.hits / MUCH) * (1 - _contained(pairs)))


def quoted(pairs: Pairs) -> Scores:
    """How much of what is common both put between quotation marks."""
    mine = _marks([pair.child for pair in pairs.pairs], pairs.of, pairs.mine)
    theirs = _marks([pair.parent for pair in pairs.pairs], pairs.of, pairs.theirs)
    share = _share(np.bincount(pairs.of[(mine & theirs & QUOTED) > 0], minlength=len(pairs)), pairs.hits)
    return Scores(share, lambda n: f"{share[n]:.0%} of it quoted in both")


def names(pairs: Pairs) -> Scores:
    """Names and numbers that come in one order, beside the fewer that one of the two has."""
    share = pairs.of_each(_named)

    def detail(n: int) -> str:
        anchors = len(pairs.pairs[n].anchors)
        few = _fewer(pairs.pairs[n]) < FEW
        return "too few names and numbers to tell" if few else f"{anchors} names and numbers in one order"

    return Scores(share, detail)


def credit(pairs: Pairs) -> Scores:
    """Whether the child credits who published the parent."""
    said = pairs.of_each(_credited)
    return Scores(said, lambda n: f"it credits {pairs.pairs[n].parent.source}" if said[n] else "")


def house(pairs: Pairs) -> Scores:
    """Whether one source published both."""
    same = pairs.of_each(lambda pair: pair.child.source is not None and pair.child.source == pair.parent.source)
    return Scores(same, lambda n: "the same source published both" if same[n] else "")


def soon(pairs: Pairs) -> Scores:
    """How soon after the parent the child came; halved after a week. Nothing known counts as half."""
    days = [gap_days(pair) for pair in pairs.pairs]

    def detail(n: int) -> str:
        gap = days[n]
        if gap is None or not round(gap * 24):
            return ""
        return f"{gap * 24:.0f} hours later" if gap < 3 else f"{gap:.0f} days later"

    return Scores(np.array([0.5 if gap is None else 0.5 ** (gap / 7) for gap in days]), detail)


def _share(part: NDArray[Any], whole: NDArray[Any]) -> Values:
    """Return parts as shares of wholes, at most 1; 0 of nothing."""
    share: Values = np.minimum(1.0, part / np.maximum(1, whole)) * (whole > 0)
    return share


def _contained(pairs: Pairs) -> Values:
    return _share(pairs.hits, np.minimum(pairs.free, pairs.kinds))


def _marks(sides: Sequence[Side], of: Places, places: NDArray[Any]) -> NDArray[np.uint8]:
    begins = np.cumsum([0, *(side.words for side in sides[:-1])])
    marks: NDArray[np.uint8] = np.concatenate([side.marks for side in sides])
    at: NDArray[np.uint8] = marks.take(begins.take(of) + places)
    return at


def _fewer(pair: Pair) -> int:
    return min(len(pair.child.names), len(pair.parent.names))


def _named(pair: Pair) -> float:
    fewer = _fewer(pair)
    return 0.5 if fewer < FEW else len(pair.anchors) / fewer


def _credited(pair: Pair) -> bool:
    source = pair.parent.source
    return source is not None and any(name.casefold() == source.casefold() for name in pair.child.credits)


def gap_days(pair: Pair) -> float | None:
    """Return the days between parent and child, None where a date is not known."""
    moments = pair.parent.moment, pair.child.moment
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


def near(pairs: Pairs) -> Scores:
    """How densely the names that come in one order stand: a translation has no gaps where its original has none."""
    close = pairs.of_each(_close)
    return Scores(close, lambda n: f"{close[n]:.0%} of them side by side" if len(pairs.pairs[n].anchors) > 1 else "")


def _close(pair: Pair) -> float:
    if len(pair.anchors) < 2:
        return 0.0
    steps = np.diff(pair.anchors, axis=0)
    return float(((steps[:, 0] <= APART) & (steps[:, 1] <= APART)).mean())


def many(pairs: Pairs) -> Scores:
    """How many names and numbers come in one order."""
    return Scores(pairs.of_each(lambda pair: min(1.0, math.log1p(len(pair.anchors)) / math.log(50))))


def size(pairs: Pairs) -> Scores:
    """How alike in length the two are."""

    def alike(pair: Pair) -> float:
        sizes = sorted((pair.child.words, pair.parent.words))
        return sizes[0] / max(1, sizes[1])

    return Scores(pairs.of_each(alike))


TRANSLATION = tuple(Feature(each.__name__, each) for each in (names, near, many, size, credit, soon))
"""Features of two texts in different languages."""


class Weights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Weights of a list of features, and the base to which they are added; the sum is a logit."""

    base: float
    weights: dict[str, float]

    def chance(self, values: Mapping[str, Values]) -> Values:
        """Return the chance that each child was made of its parent."""
        total: Values | float = self.base
        for name, each in values.items():
            total = total + self.weights[name] * each
        chance: Values = 1 / (1 + np.exp(-np.clip(total, -30.0, 30.0)))
        return chance


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


def scores_of(pairs: Pairs, features: tuple[Feature, ...]) -> dict[str, Scores]:
    """Return the scores of each feature, by name."""
    return {feature.name: feature.scores(pairs) for feature in features}


UNSEEN = 0.5
"""What a feature counts that was not asked, because no answer could have moved the verdict."""
DEAR = "names"
"""The feature that takes longest to score."""


class Weighed(msgspec.Struct, frozen=True):
    """A pair in which the child was made of the parent, with its scores by feature."""

    pair: Pair
    across: bool
    """Whether the two are in different languages."""
    scores: Mapping[str, Scores]
    """Of many pairs, of which this is the one at `place`."""
    place: int

    def score(self, name: str) -> Score:
        """Return the score of a feature."""
        return self.scores[name].of(self.place)


def weigh(asked: Sequence[tuple[Pair, bool]], chance: float) -> list[Weighed | None]:
    """Return what is to be said of pairs, each with whether it is of two languages; None where the chance is below `chance`."""
    found: list[Weighed | None] = [None] * len(asked)
    for across, features, weights in ((False, TEXT, model().text), (True, TRANSLATION, model().translation)):
        places = [place for place, (_, told) in enumerate(asked) if told == across]
        if not places:
            continue
        pairs = Pairs([asked[place][0] for place in places])
        scores = _scores(pairs, weights, chance) if not across else scores_of(pairs, features)
        for number in np.flatnonzero(weights.chance(_values(scores)) >= chance).tolist():
            pair = pairs.pairs[number]
            pair.runs = pairs.runs_of(number)
            found[places[number]] = Weighed(pair, across, scores, number)
    return found


def _scores(pairs: Pairs, weights: Weights, chance: float) -> dict[str, Scores]:
    """Return the scores of pairs in one language.

    The dearest feature is asked only of pairs that it can lift over `chance` or hold below.
    """
    scores = scores_of(pairs, tuple(feature for feature in TEXT if feature.name != DEAR))
    values = _values(scores)
    low, high = (weights.chance({**values, DEAR: np.full(len(pairs), bound)}) >= chance for bound in (0.0, 1.0))
    told = np.full(len(pairs), UNSEEN)
    asked = np.flatnonzero(low != high)
    details: dict[int, Callable[[int], str]] = {}
    for number in asked.tolist():
        one = names(Pairs([pairs.pairs[number]]))
        told[number], details[number] = one.values[0], one.detail
    scores[DEAR] = Scores(told, lambda n: details[n](0) if n in details else "")
    return scores


def _values(scores: Mapping[str, Scores]) -> dict[str, Values]:
    return {name: each.values for name, each in scores.items()}
