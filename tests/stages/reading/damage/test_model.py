from __future__ import annotations

import numpy as np

from harmattan.stages.reading.damage.model import CLOSE, OPEN, key_of, model_for
from harmattan.stages.reading.damage.steps import steps_of


def test_steps_lead_from_each_reading_to_each_of_the_next_word() -> None:
    model = model_for("en")
    assert model is not None
    grid = np.array([[5, 40, -1], [CLOSE, -1, -1], [100, 200, 300]])
    steps = steps_of(model, grid, np.array([5, CLOSE, 100]))

    def expected(left: int, right: int) -> tuple[int, float]:
        found = model.kept_pairs(key_of(np.array([left]), np.array([right])))
        if len(found.at):
            return int(found.at[0]), float(model.logs_of(found.at)[0])
        return -1, float(model.unigrams[right] + model.backoffs[left])

    for step, before, here, pair in [
        (0, 0, 1, (OPEN, 40)), (1, 1, 0, (40, CLOSE)), (2, 0, 2, (OPEN, 300)), (2, 1, 2, (CLOSE, 300)),
        (3, 2, 0, (300, CLOSE)), (4, 1, 0, (CLOSE, CLOSE)),
    ]:  # fmt: skip
        place = (np.array([step]), np.array([before]), np.array([here]))
        assert (int(steps.pair(*place)[0]), float(steps.probability(*place)[0])) == expected(*pair)


def test_a_key_is_negative_where_either_of_two_words_is_unknown():
    left, right = np.array([3, -1, 3, -1]), np.array([4, CLOSE, -1, -1])
    assert key_of(left, right).tolist()[0] == (3 << 17) + 4
    assert (key_of(left, right)[1:] < 0).all()
