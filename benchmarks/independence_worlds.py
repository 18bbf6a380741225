"""Invented worlds in which it is known what is so and who copied whom; imported by `independence.py`.

A world has claims that are true or false, speakers, and outlets. A speaker says of a claim that it is so or that it is not; an
outlet writes a story of its own from what a speaker said, or from what it saw itself; other outlets copy stories. What a reader
sees of this is less than what happened: some copies are not recognised, unnamed speakers can't be told apart, owners are not all
known, and the causes that make many err at once (a rumour, a matter hard to see) show nowhere.

This file holds the worlds, what a reader sees of them, and pooling by somebody who knows the true origins and how far each can
be trusted. It was written before the model that is measured on it, and knows nothing of it. `TUNED` are worlds for fitting,
`REPORTED` those for reporting: they share neither seeds nor settings.
"""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

KINDS = ("none", "official", "eyewitness", "anonymous", "party", "ally")
NONE, OFFICIAL, EYEWITNESS, ANONYMOUS, PARTY, ALLY = range(len(KINDS))
CONCERNS = ("none", "own", "enemy")
NEUTRAL, OWN, ENEMY = range(len(CONCERNS))
SIDES = 2
HEARD = 4
"""Speakers who have anything to say on a claim."""
LOOKED_AT = 200_000
"""Claims over which is counted how far each origin can be trusted, for pooling by somebody who knows."""


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """How a world is made. All shares are in [0, 1]; accuracies are chances to be right on a matter of mean difficulty."""

    name: str
    seed: int
    true: float = 0.5
    """Share of claims that are so, before those that nobody affirms are left out."""
    copiers: int = 40
    """Outlets that only copy."""
    writers: int = 3
    """Outlets, beside the wire, that write stories of their own."""
    sends: float = 0.9
    """Chance that the wire has a story on a claim."""
    tells: float = 0.5
    """Chance that a writer has one."""
    carried: float = 0.5
    """Chance that a copier carries the wire's story, where there is one."""
    lifted: float = 0.02
    """Chance that a copier carries a writer's."""
    hidden: float = 0.05
    """Share of copies that nobody recognises as such."""
    masked: float = 0.2
    """Share of copies that leave out who said it."""
    speakers: int = 30
    shared: float = 0.3
    """Chance that a story rests on the speaker whom all others asked, too."""
    seen: float = 0.2
    """Chance that a story rests on what its writer saw."""
    wire_accuracy: float = 0.88
    writer_accuracy: float = 0.78
    official_accuracy: float = 0.75
    eyewitness_accuracy: float = 0.82
    anonymous_accuracy: float = 0.62
    spread: float = 0.3
    """Standard deviation of a speaker's or outlet's log-odds of being right about those of its kind."""
    relay_error: float = 0.04
    """Chance that a writer gets wrong what a speaker said; the wire's is half of it."""
    specific_right: float = 0.65
    specific_wrong: float = 0.45
    """Shares of right and of wrong stories that name a place, a number, a name."""
    interested: float = 0.3
    """Share of claims that are about the losses of one of two parties."""
    boast_true: float = 0.92
    boast_false: float = 0.7
    """Chances that a party affirms its enemy's losses where they are so, and where they are not."""
    admits_true: float = 0.45
    admits_false: float = 0.03
    """The same of its own losses."""
    echo: float = 0.85
    """Chance that an ally says what its party says."""
    rumour: float = 0.0
    """Share of claims on which a rumour goes round, so that those who believe it err together."""
    believed: float = 0.6
    """Share of speakers and writers who believe a rumour."""
    hard: float = 0.0
    """Standard deviation of the difficulty of claims, in log-odds."""
    owned: float = 0.3
    """Share of writers that belong to one owner."""
    line: float = 0.3
    """Chance that a writer of that owner repeats another's story in words of its own."""
    known_owners: float = 0.8
    """Share of owners that are known."""


REPORTED = (
    Setting(name="one wire, 40 of 44 copy it", seed=9001),
    Setting(name="many writers, few copies", seed=9002, true=0.55, copiers=8, writers=12, tells=0.3, carried=0.3, shared=0.2),
    Setting(name="a third of the copies hidden", seed=9003, hidden=0.33, masked=0.3),
    Setting(name="one speaker for most stories", seed=9004, true=0.45, shared=0.8, seen=0.1, writers=6),
    Setting(name="rumours and hard matters", seed=9005, rumour=0.12, hard=0.9, writers=6),
    Setting(name="parties everywhere", seed=9006, true=0.45, interested=0.85, writers=5),
    Setting(name="owners with a line", seed=9007, true=0.6, owned=0.8, line=0.7, writers=8, known_owners=0.6),
    Setting(
        name="all of it at once", seed=9008, true=0.6, hidden=0.2, masked=0.3, shared=0.5, rumour=0.08, hard=0.6, owned=0.6,
        line=0.5, interested=0.5, writers=6,
    ),
)  # fmt: skip
_RANGES: dict[str, tuple[float, float]] = {
    "true": (0.4, 0.65),
    "sends": (0.6, 0.95),
    "tells": (0.2, 0.6),
    "carried": (0.2, 0.7),
    "lifted": (0.0, 0.05),
    "hidden": (0.0, 0.3),
    "masked": (0.1, 0.4),
    "shared": (0.1, 0.7),
    "seen": (0.1, 0.35),
    "wire_accuracy": (0.82, 0.92),
    "writer_accuracy": (0.7, 0.85),
    "official_accuracy": (0.68, 0.82),
    "eyewitness_accuracy": (0.74, 0.88),
    "anonymous_accuracy": (0.54, 0.7),
    "spread": (0.15, 0.5),
    "relay_error": (0.02, 0.08),
    "specific_right": (0.55, 0.7),
    "specific_wrong": (0.4, 0.5),
    "interested": (0.1, 0.7),
    "boast_true": (0.88, 0.96),
    "boast_false": (0.6, 0.85),
    "admits_true": (0.3, 0.6),
    "admits_false": (0.01, 0.06),
    "echo": (0.7, 0.95),
    "rumour": (0.0, 0.15),
    "believed": (0.4, 0.7),
    "hard": (0.0, 1.0),
    "owned": (0.1, 0.7),
    "line": (0.1, 0.6),
    "known_owners": (0.5, 1.0),
}
_COUNTS: dict[str, tuple[int, int]] = {"copiers": (5, 35), "writers": (2, 12), "speakers": (18, 48)}


def _tuned(seed: int) -> Setting:
    rng = np.random.default_rng(seed)
    drawn: dict[str, Any] = {name: float(rng.uniform(*ends)) for name, ends in _RANGES.items()}
    drawn |= {name: int(rng.integers(*ends)) for name, ends in _COUNTS.items()}
    return Setting(name=f"tuning {seed}", seed=seed, **drawn)


TUNED = tuple(_tuned(seed) for seed in range(100, 124))


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """What a reader sees, one row a document, sorted by claim; -1 where nothing is known. Ids are those of the world."""

    claims: int
    claim: Ints
    outlet: Ints
    says: Flags
    """Whether the document says that it is so."""
    lineage: Ints
    """Documents that are recognised as one text; unique over all claims."""
    speaker: Ints
    kind: Ints
    """Place in `KINDS` of who is quoted."""
    concern: Ints
    """Place in `CONCERNS`: whose losses a party, or its ally, speaks of."""
    side: Ints
    """0 or 1, the party or the ally's party; -1 for all others."""
    wire: Flags
    """Whether a wire sent or wrote it; of a copy that is not recognised nobody knows."""
    first_hand: Flags
    specific: Flags
    owner: Ints


class Truth(msgspec.Struct, frozen=True, kw_only=True):
    """What is so: `is_so` by claim; `origin` by document, what a speaker said or a writer saw; `source` who that was."""

    is_so: Flags
    origin: Ints
    source: Ints


class World:
    """Outlets and speakers, drawn once; claims can be drawn of it as often as wanted."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        rng = np.random.default_rng(setting.seed)
        kinds = np.array([OFFICIAL, EYEWITNESS, ANONYMOUS, PARTY, PARTY, ALLY, ALLY, OFFICIAL, EYEWITNESS, EYEWITNESS])
        self.kind = kinds[np.arange(setting.speakers) % len(kinds)]
        self.side = np.full(setting.speakers, -1)
        for kind in (PARTY, ALLY):
            of_kind = np.flatnonzero(self.kind == kind)
            self.side[of_kind] = np.arange(len(of_kind)) % SIDES
        mean = np.array([
            0.5, setting.official_accuracy, setting.eyewitness_accuracy, setting.anonymous_accuracy,
            setting.official_accuracy, setting.official_accuracy,
        ])  # fmt: skip
        self.skill = _logit(mean[self.kind]) + rng.normal(0, setting.spread, setting.speakers)
        # outlet 0 is the wire, then the writers, then the copiers
        self.writers = 1 + setting.writers
        saw = np.full(self.writers, setting.writer_accuracy)
        saw[0] = setting.wire_accuracy
        self.sight = _logit(saw) + rng.normal(0, setting.spread, self.writers)
        error = np.full(self.writers, setting.relay_error)
        error[0] /= 2
        self.error = error * rng.uniform(0.5, 1.5, self.writers)
        owned = rng.random(self.writers) < setting.owned
        owned[0] = False
        self.owned = owned
        self.owner_known = rng.random(self.writers) < setting.known_owners

    def draw(self, claims: int, *, turn: int = 0) -> tuple[Seen, Truth]:
        """Return documents on so many claims, each affirmed by somebody; `turn` draws others of the same world."""
        rng = np.random.default_rng((self.setting.seed, turn))
        parts: list[tuple[Seen, Truth]] = []
        left = claims
        while left:
            part = _first(self._draw(max(1_000, left + left // 2), rng), left)
            parts.append(part)
            left -= part[0].claims
        return _joined(parts)

    def _draw(self, claims: int, rng: np.random.Generator) -> tuple[Seen, Truth]:
        given = self.setting
        rows = np.arange(claims)
        is_so = rng.random(claims) < given.true
        difficulty = rng.normal(0, 1, claims) * given.hard
        rumour = rng.random(claims) < given.rumour
        losses = np.where(rng.random(claims) < given.interested, rng.integers(0, SIDES, claims), -1)

        # who has something to say, and what
        heard = np.argpartition(rng.random((claims, given.speakers)), HEARD, axis=1)[:, :HEARD]
        right = rng.random((claims, HEARD)) < _chance(self.skill[heard] - difficulty[:, None])
        right &= ~(rumour[:, None] & (rng.random((claims, HEARD)) < given.believed))
        said = np.where(right, is_so[:, None], ~is_so[:, None])
        side = self.side[heard]
        concern = np.where((side < 0) | (losses[:, None] < 0), NEUTRAL, np.where(side == losses[:, None], OWN, ENEMY))
        boast = np.where(is_so, given.boast_true, given.boast_false)[:, None]
        admits = np.where(is_so, given.admits_true, given.admits_false)[:, None]
        words = rng.random((claims, HEARD)) < np.where(concern == ENEMY, boast, admits)
        said = np.where(concern == NEUTRAL, said, words)
        # an ally says what its party says, where that party speaks
        for ally in range(HEARD):
            for party in range(HEARD):
                echoes = (self.kind[heard[:, ally]] == ALLY) & (self.kind[heard[:, party]] == PARTY)
                echoes &= (side[:, ally] == side[:, party]) & (rng.random(claims) < given.echo)
                said[:, ally] = np.where(echoes, said[:, party], said[:, ally])

        # stories: the wire's and the writers' own
        told = rng.random((claims, self.writers)) < given.tells
        told[:, 0] = rng.random(claims) < given.sends
        saw = rng.random((claims, self.writers)) < given.seen
        asked = np.where(
            rng.random((claims, self.writers)) < given.shared, 0, rng.integers(0, HEARD, (claims, self.writers))
        )
        sight = rng.random((claims, self.writers)) < _chance(self.sight - difficulty[:, None])
        sight &= ~(rumour[:, None] & (rng.random((claims, self.writers)) < given.believed))
        says = np.where(sight, is_so[:, None], ~is_so[:, None])
        relayed = np.take_along_axis(said, asked, axis=1) ^ (rng.random((claims, self.writers)) < self.error)
        says = np.where(saw, says, relayed)
        # an origin is what one speaker said on one claim, or what one writer saw
        origin = np.where(saw, HEARD + np.arange(self.writers), asked) + rows[:, None] * (HEARD + self.writers)
        source = np.where(saw, given.speakers + np.arange(self.writers), np.take_along_axis(heard, asked, axis=1))
        quoted = np.where(saw, -1, source)
        specific = rng.random((claims, self.writers)) < np.where(
            says == is_so[:, None], given.specific_right, given.specific_wrong
        )
        # writers of one owner repeat what the first of them has
        leader = np.full(claims, -1)
        for writer in np.flatnonzero(self.owned):
            repeats = told[:, writer] & (leader >= 0) & (rng.random(claims) < given.line)
            for column in (says, origin, source, saw, specific):
                column[repeats, writer] = column[repeats, leader[repeats]]
            # what the other quoted is told without its speaker
            quoted[repeats, writer] = -1
            saw[repeats, writer] = False
            leader = np.where(told[:, writer] & (leader < 0), writer, leader)

        # documents: stories, then copies of them
        claim, outlet = np.nonzero(told)
        story = outlet.copy()
        carried = (rng.random((claims, given.copiers)) < given.carried) & told[:, :1]
        copied, copier = np.nonzero(carried)
        lifts, lifter = np.nonzero(~carried & (rng.random((claims, given.copiers)) < given.lifted * given.writers))
        taken = rng.integers(1, self.writers, len(lifts)) if self.writers > 1 else np.zeros(len(lifts), dtype=np.int64)
        kept = told[lifts, taken]
        lifts, lifter, taken = lifts[kept], lifter[kept], taken[kept]
        claim = np.concatenate([claim, copied, lifts])
        story = np.concatenate([story, np.zeros(len(copied), dtype=np.int64), taken])
        outlet = np.concatenate([outlet, self.writers + copier, self.writers + lifter])
        is_copy = np.arange(len(claim)) >= int(told.sum())
        unseen = is_copy & (rng.random(len(claim)) < given.hidden)
        masked = is_copy & (rng.random(len(claim)) < given.masked)

        who = np.where(masked, -1, quoted[claim, story])
        place = np.where(who < 0, 0, asked[claim, story])
        kind = np.where(who < 0, NONE, self.kind[np.maximum(who, 0)])
        lineage = claim * self.writers + story
        lineage = np.where(unseen, claims * self.writers + np.arange(len(claim)), lineage)
        owner = np.where(
            (outlet < self.writers) & self.owned[story] & self.owner_known[story], self.writers + given.copiers, -1
        )
        order = np.argsort(claim, kind="stable")
        seen = Seen(
            claims=claims,
            claim=claim[order],
            outlet=outlet[order],
            says=says[claim, story][order],
            lineage=lineage[order],
            speaker=np.where(kind == ANONYMOUS, -1, who)[order],
            kind=kind[order],
            concern=np.where(who < 0, NEUTRAL, concern[claim, place])[order],
            side=np.where(who < 0, -1, self.side[np.maximum(who, 0)])[order],
            wire=((story == 0) & ~unseen)[order],
            first_hand=(saw[claim, story] & ~unseen)[order],
            specific=specific[claim, story][order],
            owner=owner[order],
        )
        return seen, Truth(is_so=is_so, origin=origin[claim, story][order], source=source[claim, story][order])

    def knowing(self, seen: Seen, truth: Truth) -> Floats:
        """Return the probability that each claim is so, by one who knows the true origins and how far each can be trusted.

        One vote for each origin: what most of those who relay it say (a tie is no vote). Votes are independent given what
        is so, each worth the log-odds that its source earns on other claims of the same world, by whose losses it speaks of.
        """
        # counted with the claims that nobody affirms: who leaves these out sees too few that rightly say no
        elsewhere, known = self._draw(LOOKED_AT, np.random.default_rng((self.setting.seed, 7_777)))
        sources = self.setting.speakers + self.writers
        cells = np.full((2, 2, sources * len(CONCERNS)), 1.0)
        _, says, key, claim = _votes(elsewhere, known)
        np.add.at(cells, (known.is_so[claim].astype(int), says.astype(int), key), 1.0)
        chances = cells / cells.sum(axis=1, keepdims=True)
        worth = np.log(chances[1]) - np.log(chances[0])
        _, says, key, claim = _votes(seen, truth)
        odds = np.full(seen.claims, float(_logit(np.array(self.setting.true))))
        np.add.at(odds, claim, worth[says.astype(int), key])
        return _chance(odds)


def _votes(seen: Seen, truth: Truth) -> tuple[Ints, Flags, Ints, Ints]:
    """Return one vote for each true origin: its id, what it says, its cell of source and concern, its claim."""
    # a copy says what its original said: stories alone vote, whoever carries them
    origins, first, back = np.unique(truth.origin, return_index=True, return_inverse=True)
    for_it = np.bincount(back, weights=np.where(seen.says, 1.0, -1.0))
    kept = for_it != 0
    # whoever leaves out the speaker leaves out whose losses it is about; the origin has it where any document has
    concern = np.zeros(len(origins), dtype=np.int64)
    np.maximum.at(concern, back, seen.concern)
    key = truth.source[first] * len(CONCERNS) + concern
    return origins[kept], (for_it > 0)[kept], key[kept], seen.claim[first][kept]


def _first(drawn: tuple[Seen, Truth], most: int) -> tuple[Seen, Truth]:
    """Return the first claims that somebody affirms, so many at most, numbered anew."""
    seen, truth = drawn
    affirmed = np.zeros(seen.claims, dtype=bool)
    affirmed[seen.claim[seen.says]] = True
    chosen = np.flatnonzero(affirmed)[:most]
    number = np.full(seen.claims, -1)
    number[chosen] = np.arange(len(chosen))
    rows = number[seen.claim] >= 0
    columns = {name: getattr(seen, name)[rows] for name in seen.__struct_fields__ if name != "claims"}
    columns["claim"] = number[columns["claim"]]
    return (
        Seen(claims=len(chosen), **columns),
        Truth(is_so=truth.is_so[chosen], origin=truth.origin[rows], source=truth.source[rows]),
    )


def _joined(parts: list[tuple[Seen, Truth]]) -> tuple[Seen, Truth]:
    """Return draws as one; ids of claims, lineages and origins stay unique."""
    columns: dict[str, list[Any]] = {name: [] for name in Seen.__struct_fields__ if name != "claims"}
    origins: list[Ints] = []
    shift = {"claim": 0, "lineage": 0, "origin": 0}
    for seen, truth in parts:
        for name, found in columns.items():
            found.append(getattr(seen, name) + shift.get(name, 0) if name in shift else getattr(seen, name))
        origins.append(truth.origin + shift["origin"])
        shift["claim"] += seen.claims
        shift["lineage"] += int(seen.lineage.max(initial=-1)) + 1
        shift["origin"] += int(truth.origin.max(initial=-1)) + 1
    return (
        Seen(claims=shift["claim"], **{name: np.concatenate(found) for name, found in columns.items()}),
        Truth(
            is_so=np.concatenate([truth.is_so for _, truth in parts]),
            origin=np.concatenate(origins),
            source=np.concatenate([truth.source for _, truth in parts]),
        ),
    )


def calibration_error(chance: Floats, is_so: Flags, bins: int = 15) -> float:
    """Return the expected calibration error over equal bins of [0, 1]: mean distance of chance and share, by claims.

    Guo et al. 2017, "On calibration of modern neural networks", with 15 bins.
    """
    place = np.minimum((chance * bins).astype(int), bins - 1)
    gap = np.bincount(place, weights=chance - is_so, minlength=bins)
    return float(np.abs(gap).sum() / len(chance))


def _logit(chance: Floats) -> Floats:
    return np.asarray(np.log(chance / (1 - chance)))


def _chance(odds: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-odds)))
