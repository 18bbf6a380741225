import json

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


BODY = "Gunmen killed twelve soldiers on Monday, two officials said.\n\nThe army denied it on state television.\n\n"


@pytest.mark.parametrize(
    ("text", "agencies"),
    [
        (
            BODY + "Reuters journalists Awa Diallo in Bamako and Jean Petit in Paris contributed to this report.",
            ("Reuters",),
        ),
        (BODY + "Cet article a été rédigé avec l'aide de l'AFP et de nos envoyés.", ("AFP",)),
        (BODY + "This story was first published by Reuters and is reproduced with permission of it.", ("Reuters",)),
        (BODY + "© 2024 AFP. Tous droits réservés.", ("AFP",)),
        ("Par Le Journal avec AFP\n\n" + BODY, ("AFP",)),
        ("By Reuters Staff\n\n" + BODY, ("Reuters",)),
        ("AFP\n\n" + BODY, ("AFP",)),
        (BODY + "The minister spoke to Reuters on Monday about the deaths that were reported by the army.", ()),
        ("Army denies what Reuters reported\n\n" + BODY, ()),
        (BODY + "The governor had been held by men who said they were from AFP, he told the court.", ()),
        (BODY + "© AFP/Awa Diallo, who took this picture of the town at dawn.", ()),
    ],
)
def test_a_line_that_is_nothing_but_a_credit_credits_the_agency_that_it_names(read_one, text, agencies):
    assert read_one(text).credits == agencies


@pytest.mark.parametrize("field", ["author", "source"])
def test_an_agency_in_the_name_of_author_or_outlet_is_credited(read_one, field):
    line = json.dumps({"text": BODY, field: "Le Journal avec AFP"}, ensure_ascii=False)
    assert read_one(line, "a.jsonl").credits == ("AFP",)


def test_a_page_by_an_agency_credits_it(read_one):
    head = "<head><meta name=author content=AFP></head>"
    found = read_one(f"<html>{head}<body><article><h1>Raid</h1><p>{BODY * 4}</p></article></body></html>", "a.html")
    assert (found.author, found.credits) == ("AFP", ("AFP",))


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
        ("1970-01-01T00:00:00Z", None),
        ("0001-01-01T00:00:00", None),
        ("yesterday", None),
        ("", None),
        (None, None),
    ],
)
def test_only_a_full_date_is_a_date(value, date):
    assert iso_date(value) == date
