from __future__ import annotations

import pytest

from harmattan.records.assessment import NumberRange
from harmattan.records.totals import Total, total


def killed(low, best, high, group=None):
    return NumberRange(unit="killed", group=group, low=low, best=best, high=high)


@pytest.mark.parametrize(
    ("ranges", "low", "best", "high"),
    [
        ((), None, None, None),
        ((killed(3, 3, 3),), 3, 3, 3),
        ((killed(3, 3, 3, "soldiers"), killed(None, None, 5, "civilians")), 3, None, 8),
        ((killed(2, 2, 2, "soldiers"), killed(1, None, None, "civilians")), 3, None, None),
        # The count without a group may hold the others: nothing is added to it.
        ((killed(15, 15, 15), killed(2, 2, 2, "children")), 15, 15, 15),
        ((killed(15, 15, 15), killed(4, None, 17, "soldiers")), 15, None, 17),
        ((killed(3, 3, 3), killed(12, None, None, "soldiers")), 12, None, None),
    ],
)
def test_all_dead_of_an_event_are_no_more_than_its_groups_allow(ranges, low, best, high):
    assert total((*ranges, NumberRange(unit="wounded", low=99.0)), "killed") == Total(low=low, best=best, high=high)
