import pytest

from harmattan.lexicons.rows import OutletRow
from harmattan.records.document import Block
from harmattan.stages.reading.provenance import Agencies, iso_date

ROWS = [
    OutletRow(id="a", name="Example Press", names=("EP",), agency=True),
    OutletRow(id="b", name="Other Agency", agency=True),
    OutletRow(id="c", name="Daily Example", agency=False),
]


def credited(text):
    paragraphs = text.split("\n")
    blocks, at = [], 0
    for paragraph in paragraphs:
        blocks.append(Block(start=at, end=at + len(paragraph), kind="paragraph"))
        at += len(paragraph) + 1
    return Agencies(ROWS).credited(text, tuple(blocks))


@pytest.mark.parametrize(
    ("text", "agencies"),
    [
        ("PORT, 12 May (EP) – Two guards were held.\nThe army denied it.", ("Example Press",)),
        ("Two guards were held in the port on Monday.\nThe army denied it. (Other Agency)", ("Other Agency",)),
        ("Two guards were held in the port on Monday.\nWith EP and Other Agency", ("Example Press", "Other Agency")),
        ("Two guards were held in the port on Monday, a reporter of Other Agency said before he left it.", ()),
        ("Two guards were held in the port on Monday. (Daily Example)", ()),
        ("STEPS were taken in the port on Monday, the army said after a week of talks.", ()),
    ],
)
def test_an_agency_is_credited_where_credits_stand(text, agencies):
    assert credited(text) == agencies


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ("2024-05-12", "2024-05-12"),
        ("2024-05-12T10:30:00Z", "2024-05-12T10:30:00+00:00"),
        ("2024-05-12 10:30", "2024-05-12T10:30:00"),
        ("20240512", "2024-05-12"),
        ("12 mai 2024", "2024-05-12"),
        ("Sun, 12 May 2024 10:30:00 +0200", "2024-05-12T10:30:00+02:00"),
        ("May 2024", None),
        ("2024-13-40", None),
        ("yesterday", None),
        ("", None),
        (None, None),
    ],
)
def test_only_a_full_date_is_a_date(value, date):
    assert iso_date(value) == date
