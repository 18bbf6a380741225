from __future__ import annotations

import numpy as np
import pytest

from harmattan.stages.reading.damage.hashed import Hashed


@pytest.mark.parametrize("count", [0, 1, 7, 300, 400_000])
def test_every_key_is_found_where_it_stands_and_no_other(count: int) -> None:
    keys = np.unique(np.random.default_rng(count).integers(0, 1 << 36, count))
    asked = np.concatenate([keys, keys + 1, keys[::-1], np.array([-1, -5])])
    place = {int(key): number for number, key in enumerate(keys)}
    which, at = Hashed(keys).find(asked)
    assert dict(zip(which.tolist(), at.tolist(), strict=True)) == {
        number: place[key] for number, key in enumerate(asked.tolist()) if key in place
    }
    assert (np.diff(which) > 0).all()


def test_keys_that_do_not_fit_beside_their_places_are_refused() -> None:
    with pytest.raises(ValueError, match="don't fit into 64 bits"):
        Hashed(np.array([3, 1 << 62]))
