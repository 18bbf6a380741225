"""The sums behind a probability."""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from harmattan.stages.assessments.ballot import KEYS
from harmattan.stages.assessments.pooling import Ballots, chance, learn, pool
from harmattan.stages.assessments.reckon import CODES
from harmattan.stages.assessments.worths import worths

NAMES = ("origin", "own_word", "anonymous", "specific")
FULL = ("origin", "own_word", "specific")


class Row(msgspec.Struct, frozen=True, kw_only=True):
    topic: int = 0
    says: bool = True
    signs: tuple[str, ...] = FULL
    origin: int = -1
    speaker: int = -1
    owner: int = -1
    source: int = -1


def ballots(rows: list[Row], topics: int = 1, sources: tuple[str, ...] = ()) -> Ballots:
    ranks = {row: place for place, row in enumerate(sorted(set(rows), key=repr))}
    return Ballots(
        topics=topics,
        topic=np.array([row.topic for row in rows], dtype=np.int64),
        says=np.array([row.says for row in rows], dtype=bool),
        names=NAMES,
        signs=np.array([[float(name in row.signs) for name in NAMES] for row in rows]).reshape(len(rows), len(NAMES)),
        keys={
            key: np.array([getattr(row, key, -1) for row in rows], dtype=np.int64)
            for key in ("origin", "speaker", "owner")
        },
        rank=np.array([ranks[row] for row in rows], dtype=np.int64),
        sources=sources,
        source=np.array([row.source for row in rows], dtype=np.int64),
    )


def odds(*rows: Row, topics: int = 1) -> list[float]:
    return pool(ballots(list(rows), topics), worths()).odds.tolist()


WORTH = sum(worths().of(name) for name in FULL)


def test_nobody_says_anything() -> None:
    assert odds() == [worths().base]


def test_one_vote_counts_in_full_for_it_or_against() -> None:
    assert odds(Row()) == [pytest.approx(worths().base + WORTH)]
    assert odds(Row(says=False)) == [pytest.approx(worths().base - WORTH)]


def test_further_votes_count_less_for_causes_that_nobody_sees() -> None:
    unseen = worths().unseen
    assert odds(Row(), Row()) == [pytest.approx(worths().base + WORTH + WORTH / (1 + unseen))]


def test_votes_of_one_origin_are_one() -> None:
    assert odds(*[Row(origin=3)] * 40) == odds(Row(origin=3))


def test_kin_counts_in_part_and_each_further_one_less() -> None:
    kin, unseen = worths().kin["speaker"], worths().unseen
    counted = 1 + kin / (1 + unseen) + kin**2 / (1 + unseen * (1 + kin))
    assert odds(*[Row(speaker=1)] * 3) == [pytest.approx(worths().base + WORTH * counted)]


def test_kin_across_topics_and_across_sides_is_none() -> None:
    assert odds(Row(speaker=1), Row(speaker=1, topic=1), topics=2) == [*odds(Row()), *odds(Row())]
    assert odds(Row(speaker=1), Row(speaker=1, says=False)) == [pytest.approx(worths().base)]


def test_the_strongest_of_kin_counts_whatever_its_row() -> None:
    weak, strong = Row(speaker=1, signs=("origin", "own_word")), Row(speaker=1)
    assert odds(weak, strong) == [pytest.approx(value) for value in odds(strong, weak)]
    assert odds(weak, strong) > odds(strong)


def test_no_vote_speaks_against_what_it_says() -> None:
    low = msgspec.structs.replace(worths(), fitted=dict(worths().fitted) | {"anonymous": -9.0})
    found = pool(ballots([Row(signs=("own_word", "anonymous"))]), low)
    assert found.odds.tolist() == [pytest.approx(low.base)]
    assert found.parts.sum() == pytest.approx(0)


def test_a_sign_without_a_weight_is_an_error() -> None:
    with pytest.raises(KeyError):
        pool(
            msgspec.structs.replace(ballots([Row()]), names=("origin", "own_word", "anonymous", "unheard_of")), worths()
        )


rows = some.builds(
    Row,
    topic=some.integers(0, 2),
    says=some.booleans(),
    signs=some.sampled_from([FULL, ("origin",), ("origin", "anonymous"), ("origin", "own_word")]),
    origin=some.integers(-1, 3),
    speaker=some.integers(-1, 3),
    owner=some.integers(-1, 2),
)


@settings(max_examples=200, deadline=None)
@given(some.lists(rows, max_size=12), some.randoms(use_true_random=False))
def test_the_order_of_votes_changes_nothing(given_: list[Row], random: Any) -> None:
    shuffled = list(given_)
    random.shuffle(shuffled)
    assert odds(*shuffled, topics=3) == pytest.approx(odds(*given_, topics=3))


@settings(max_examples=200, deadline=None)
@given(some.lists(rows, min_size=1, max_size=12), some.data())
def test_a_vote_said_again_by_its_own_origin_changes_nothing(given_: list[Row], data: Any) -> None:
    said = [msgspec.structs.replace(row, origin=place) for place, row in enumerate(given_)]
    again = data.draw(some.sampled_from(said))
    assert odds(*said, *[again] * 5, topics=3) == pytest.approx(odds(*said, topics=3))


@settings(max_examples=200, deadline=None)
@given(some.lists(rows, max_size=12))
def test_parts_and_base_add_up_to_the_log_odds(given_: list[Row]) -> None:
    cast = ballots(given_, 3)
    found = pool(cast, worths())
    sums = np.bincount(cast.topic, found.parts.sum(axis=1), 3) + worths().base
    assert found.odds == pytest.approx(sums)


def many(right: float, count: int = 400) -> tuple[Ballots, dict[int, bool]]:
    """Votes of two sources by turns; the first is right in that share of cases, the second in nine of ten."""
    random = np.random.default_rng(5)
    cast = ballots(
        [Row(topic=n, signs=("origin", "own_word"), source=n % 2) for n in range(count)], count, ("poor", "good")
    )
    return cast, {n: bool(random.random() < (right if n % 2 == 0 else 0.9)) for n in range(count)}


def test_without_decisions_nothing_is_learned() -> None:
    cast, _ = many(0.2)
    assert learn(cast, {}, worths()) is worths()


def test_decisions_teach_how_far_each_source_can_be_trusted() -> None:
    cast, holds = many(0.2)
    taught = learn(cast, holds, worths())
    assert taught.records["poor"].offset < 0 < taught.records["good"].offset
    assert taught.records["poor"].right + taught.records["poor"].wrong == 200
    assert taught.records["good"].right > taught.records["good"].wrong
    poor, good = chance(pool(cast, taught).odds)[:2]
    before = chance(pool(cast, worths()).odds)[0]
    assert poor < before
    assert good > 0.75
    assert taught.decided == 400


def test_few_decisions_hardly_move_anything() -> None:
    cast, holds = many(0.2)
    few = learn(cast, {n: holds[n] for n in (0, 2)}, worths())
    most = learn(cast, holds, worths())
    assert 0 < worths().of("own_word") - few.of("own_word") < 0.3
    assert most.records["poor"].offset < few.records["poor"].offset < 0.05


def test_every_sign_and_key_has_a_weight_a_meaning_and_a_reason() -> None:
    given_ = worths()
    signs = {*given_.fitted, *given_.set}
    assert signs == set(CODES)
    assert signs | {"base", "source"} == set(given_.sway)
    assert set(KEYS) == set(given_.kin)
    assert signs | (set(KEYS) - {"origin"}) == set(given_.meanings)
    assert all(0 <= share <= 1 for share in given_.kin.values())
