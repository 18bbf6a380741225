from __future__ import annotations

from typing import get_args

import pytest

from harmattan.records.claim import Precision, Time
from harmattan.records.precision import Codes, place_codes, time_codes


def test_every_precision_of_a_place_has_codes_that_never_fall():
    codes = [place_codes(precision) for precision in ("exact", "near", "adm2", "adm1", "region", "country")]
    assert set(get_args(Precision)) == {"exact", "near", "adm2", "adm1", "region", "country"}
    assert [code.ucdp for code in codes] == [1, 2, 3, 4, 5, 6]
    acled = [code.acled for code in codes if code.acled is not None]
    assert acled == [1, 2, 2, 3, 3, 3]


@pytest.mark.parametrize(
    ("start", "end", "precision", "ucdp", "acled"),
    [
        ("2024-11-07", "2024-11-07", "day", 1, 1),
        ("2024-11-07", "2024-11-08", "day", 2, 2),
        ("2024-11-04", "2024-11-10", "week", 3, 2),
        ("2024-11-11", "2024-11-11", "week", 3, 2),
        ("2024-11-01", "2024-11-30", "month", 4, 3),
        ("2024-01-01", "2024-04-30", "year", 5, 3),
        ("2024-01-01", "2024-12-31", "year", 5, 3),
        ("2012-01-01", "2015-12-31", "year", None, 3),
        ("2019-01-01", None, "year", None, None),
        (None, None, "unknown", None, None),
    ],
)
def test_a_time_has_the_codes_of_its_length(start, end, precision, ucdp, acled):
    assert time_codes(Time(start=start, end=end, precision=precision, text="")) == Codes(ucdp=ucdp, acled=acled)
