from __future__ import annotations

import math

from harmattan.stages.events.joining.cluster import cluster


def test_a_chain_whose_ends_fit_well_enough_is_one_group() -> None:
    assert cluster(3, {(0, 1): 3.0, (1, 2): 2.0, (0, 2): -1.0}, join=0.0, apart=-5.0) == (0, 0, 0)


def test_a_chain_whose_ends_do_not_fit_breaks_at_its_weaker_link() -> None:
    assert cluster(3, {(0, 1): 3.0, (1, 2): 2.0, (0, 2): -4.0}, join=0.0, apart=-5.0) == (0, 0, 2)


def test_pairs_that_were_never_compared_count_against_a_joining() -> None:
    assert cluster(3, {(0, 1): 3.0, (1, 2): 2.0}, join=0.0, apart=-5.0) == (0, 0, 2)
    assert cluster(3, {(0, 1): 3.0, (1, 2): 2.0}, join=0.0, apart=-1.0) == (0, 0, 0)


def test_nothing_outweighs_what_is_ruled_out() -> None:
    scores = {(0, 1): 50.0, (1, 2): 50.0, (0, 2): -math.inf}
    assert cluster(3, scores, join=0.0, apart=-5.0) in ((0, 0, 2), (0, 1, 1))


def test_what_fits_nothing_stays_alone() -> None:
    assert cluster(4, {(2, 3): -0.5}, join=0.0, apart=-5.0) == (0, 1, 2, 3)
    assert cluster(4, {(2, 3): -0.5}, join=-1.0, apart=-5.0) == (0, 1, 2, 2)
