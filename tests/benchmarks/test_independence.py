"""The invented worlds are what they say, and our probabilities hold in them where counting documents does not."""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec
import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from harmattan.stages.assessments.worths import worths
from independence import ballots_of, carriers_of, majority, pooled, recognised
from independence_worlds import REPORTED, TUNED, Setting, World, calibration_error

WORLD = World(Setting(name="test", seed=77, hidden=0.15, interested=0.5))


def test_worlds_for_fitting_share_neither_seeds_nor_settings_with_those_reported() -> None:
    assert not {each.seed for each in TUNED} & {each.seed for each in REPORTED}
    made = [msgspec.structs.replace(each, name="", seed=0) for each in (*TUNED, *REPORTED)]
    assert len(set(made)) == len(made)


def test_a_world_is_drawn_the_same_again_and_its_turns_differ() -> None:
    (one, truth), (again, known), (other, _) = WORLD.draw(300), WORLD.draw(300), WORLD.draw(300, turn=1)
    assert np.array_equal(one.says, again.says)
    assert np.array_equal(truth.is_so, known.is_so)
    assert len(one.says) != len(other.says) or not np.array_equal(one.says, other.says)


def test_every_claim_is_affirmed_and_documents_come_by_claim() -> None:
    seen, truth = WORLD.draw(500)
    assert seen.claims == len(truth.is_so) == 500
    assert np.array_equal(np.unique(seen.claim[seen.says]), np.arange(500))
    assert (np.diff(seen.claim) >= 0).all()


def test_documents_of_one_lineage_go_back_to_one_origin_and_say_the_same() -> None:
    seen, truth = WORLD.draw(500)
    for lineage in np.unique(seen.lineage)[:200]:
        rows = seen.lineage == lineage
        assert len(set(truth.origin[rows])) == len(set(seen.says[rows])) == len(set(seen.claim[rows])) == 1


def test_an_error_of_nothing_is_nothing_and_of_everything_is_everything() -> None:
    is_so = np.array([True, False, True, False])
    assert calibration_error(is_so.astype(float), is_so) == 0
    assert calibration_error(1 - is_so.astype(float), is_so) == 1
    assert calibration_error(np.full(4, 0.5), is_so) == 0


def test_our_probabilities_hold_where_the_share_of_documents_does_not() -> None:
    seen, truth = WORLD.draw(4_000)
    carriers = carriers_of(WORLD.draw(1_000, turn=1)[0])
    ours = calibration_error(pooled(seen, carriers, worths()), truth.is_so)
    known = calibration_error(pooled(recognised(seen, truth), carriers, worths()), truth.is_so)
    assert ours < known + 0.02
    assert ours < calibration_error(majority(seen), truth.is_so) / 2
    assert calibration_error(WORLD.knowing(seen, truth), truth.is_so) < 0.03


def test_who_copies_is_told_from_who_writes() -> None:
    carriers = carriers_of(WORLD.draw(1_000, turn=1)[0])
    assert set(carriers.tolist()) == set(range(WORLD.writers, WORLD.writers + WORLD.setting.copiers))


@pytest.mark.parametrize("copies", [1, 40])
def test_more_documents_of_a_lineage_change_no_vote(copies: int) -> None:
    seen, _ = WORLD.draw(300)
    rows = np.sort(np.concatenate([np.arange(len(seen.claim)), np.repeat(np.arange(0, len(seen.claim), 7), copies)]))
    columns = {name: getattr(seen, name)[rows] for name in seen.__struct_fields__ if name != "claims"}
    copied = msgspec.structs.replace(seen, **columns)
    one, other = ballots_of(seen, np.array([5])), ballots_of(copied, np.array([5]))
    assert np.array_equal(one.signs, other.signs)
    assert np.array_equal(one.says, other.says)
    assert all(np.array_equal(one.keys[key], other.keys[key]) for key in one.keys)
