from __future__ import annotations

from datetime import date

import pytest

from harmattan.plugins.extractors.rules.datelines import dateline, told_day


@pytest.mark.parametrize(
    "head",
    [
        "BAMAKO, 3 March (Agency) – ",
        "NIAMEY, Dec. 30 (Wire) - ",
        "GAO, Mali (Wire), 2 January 2022 – ",
        "NIAMEY, 30 décembre (Agence) – ",
    ],
)
def test_the_head_of_a_wire_story_is_known(head):
    assert dateline(f"{head}Rebels shelled the airport.", placed=True) == head


@pytest.mark.parametrize(
    "text",
    ["Rebels shelled the airport of Gao, a town in the north – nobody was hurt.", "The men – three of them – fled."],
)
def test_a_dash_alone_heads_nothing(text):
    assert dateline(text, placed=False) == ""


@pytest.mark.parametrize(
    ("text", "published", "day"),
    [
        ("NIAMEY, Dec. 30 (Wire) - Gunmen killed four.", "2022-01-04", date(2021, 12, 30)),
        ("GAO, Mali (Wire), 2 January 2022 – Rebels came.", None, date(2022, 1, 2)),
        ("Title of it\n\nGAO, 2 janvier (Agence) – Les rebelles sont venus.", "2022-01-04", date(2022, 1, 2)),
        ("GAO, 2 January (Wire) – Rebels came.", None, None),
        ("GAO, 31 February (Wire) – Rebels came.", "2022-03-04", date(2022, 3, 4)),
        ("Rebels came on 2 January.", "2022-01-04", date(2022, 1, 4)),
    ],
)
def test_times_are_told_from_the_dateline_else_from_publication(text, published, day):
    assert told_day(text, published) == day
