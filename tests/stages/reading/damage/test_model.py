from __future__ import annotations

import numpy as np
import pytest

from harmattan.stages.reading.damage.model import CLOSE, OPEN, _Hashed, model_for
from harmattan.stages.reading.damage.steps import steps_of


@pytest.mark.parametrize("count", [1, 7, 300, 400_000])
def test_every_key_is_found_where_it_stands_and_no_other(count: int) -> None:
    keys = np.unique(np.random.default_rng(count).integers(0, 1 << 36, count))
    table = _Hashed(keys)
    asked = np.concatenate([keys, keys + 1, keys[::-1], np.array([-1, -5])])
    found = table.find(asked, np.ones(len(asked), bool))
    place = {int(key): number for number, key in enumerate(keys)}
    assert found.tolist() == [place.get(int(key), -1) for key in asked]


def test_what_is_not_asked_for_is_not_found() -> None:
    keys = np.arange(0, 100, 3)
    assert _Hashed(keys).find(keys, keys < 30).tolist() == [*range(10), *[-1] * (len(keys) - 10)]


def test_steps_lead_from_each_reading_to_each_of_the_next_word() -> None:
    model = model_for("en")
    assert model is not None
    grid = np.array([[5, 40, -1], [CLOSE, -1, -1], [100, 200, 300]])
    standing = np.array([[True, True, False], [True, False, False], [True, True, True]])
    steps = steps_of(model, grid, standing, np.array([5, CLOSE, 100]))

    def expected(left: int, right: int) -> tuple[int, float]:
        one, other = np.array([left]), np.array([right])
        at = model.pair_at(one, other)
        return int(at[0]), float(model.after_one(one, other, at)[0])

    for step, before, here, pair in [
        (0, 0, 1, (OPEN, 40)), (1, 1, 0, (40, CLOSE)), (2, 0, 2, (OPEN, 300)), (2, 1, 2, (CLOSE, 300)),
        (3, 2, 0, (300, CLOSE)), (4, 1, 0, (CLOSE, CLOSE)),
    ]:  # fmt: skip
        place = (np.array([step]), np.array([before]), np.array([here]))
        assert (int(steps.pair(*place)[0]), float(steps.probability(*place)[0])) == expected(*pair)
