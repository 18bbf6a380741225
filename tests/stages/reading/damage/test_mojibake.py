from __future__ import annotations

from itertools import pairwise

import pytest

from harmattan.records.document import Block, Restoration
from harmattan.stages.reading.damage import mojibake
from harmattan.stages.reading.damage.counts import counts_for

FRENCH = "Le Ministère de l’Intérieur a déclaré : « à Gao, l’armée a été attaquée… » Œuvre, naïf, où."
RUSSIAN = "Село Ново, Министерство обороны сообщило о потерях"


def whole(text: str) -> tuple[Block, ...]:
    return (Block(start=0, end=len(text), kind="paragraph"),)


def applied(text: str, found: list[Restoration]) -> str:
    assert all(one.end <= other.start for one, other in pairwise(found))
    for r in reversed(found):
        assert text[r.start : r.end] == r.observed
        text = text[: r.start] + r.restored + text[r.end :]
    return text


def misread(text: str, table: str) -> str:
    return "".join(bytes([byte]).decode(table, "ignore") or chr(byte) for byte in text.encode())


@pytest.mark.parametrize("table", ["cp1252", "latin-1", "cp1251", "mac-roman", "cp437"])
@pytest.mark.parametrize("text", [FRENCH, RUSSIAN])
def test_utf8_read_in_another_table_is_read_as_it_was_written(text: str, table: str) -> None:
    hurt = misread(text, table)
    assert mojibake.look(hurt)
    restored = applied(hurt, mojibake.find(hurt, whole(hurt), counts_for("fr")))
    # Of one Cyrillic letter alone nothing can be told in Mac Roman.
    assert restored == text or (table == "mac-roman" and restored.replace("–æ", "о") == text)


def test_what_was_encoded_twice_is_read_once() -> None:
    hurt = misread(misread("Le Ministère", "cp1252"), "cp1252")
    assert applied(hurt, mojibake.find(hurt, whole(hurt))) == "Le Ministère"


def test_a_restoration_is_no_longer_than_the_broken_characters() -> None:
    hurt = "Le MinistÃ¨re, â€œdit-ilâ€\x9d"
    found = mojibake.find(hurt, whole(hurt))
    assert [(r.observed, r.restored) for r in found] == [("Ã¨", "è"), ("â€œ", "“"), ("â€\x9d", "”")]
    assert {r.rule for r in found} == {"mojibake"}


def test_quotes_ligatures_and_widths_stay_as_they_are() -> None:
    hurt = "“Le MinistÃ¨re” oﬃciel, ＡＢＣ &amp; …"
    assert applied(hurt, mojibake.find(hurt, whole(hurt))) == "“Le Ministère” oﬃciel, ＡＢＣ &amp; …"


@pytest.mark.parametrize(("read", "written"), [("cp1251", "cp1252"), ("mac-roman", "cp1252"), ("cp1252", "mac-roman")])
def test_single_bytes_in_a_wrong_table_are_told_by_the_dictionary(read: str, written: str) -> None:
    text = "Le ministère a déclaré que l'armée avait été attaquée jusqu'à Kati, près de Ségou, à Médine et à Kéniéba, un été."
    hurt = "".join(bytes([byte]).decode(read, "ignore") or chr(byte) for byte in text.encode(written))
    assert applied(hurt, mojibake.find(hurt, whole(hurt), counts_for("fr"))) == text


def test_one_odd_word_tells_of_no_table() -> None:
    hurt = "Le député Ministиre est parti."
    assert mojibake.find(hurt, whole(hurt), counts_for("fr")) == []


@pytest.mark.parametrize(
    "text",
    [
        FRENCH,
        RUSSIAN,
        "SÃO PAULO, À l’État",
        "“É”, «É» – É…",
        "El Niño, Łódź, Þór, Ñandú, Ça",
        "½ t½ 10 µg ±5 °C",
        "Рёв. Сёмин",
    ],
)
def test_honest_letters_are_left_alone(text: str) -> None:
    for language in ("en", "fr"):
        assert mojibake.find(text, whole(text), counts_for(language)) == []


def test_what_lies_outside_the_blocks_is_left_alone() -> None:
    hurt = "MinistÃ¨re\nMinistÃ¨re"
    found = mojibake.find(hurt, (Block(start=11, end=len(hurt), kind="paragraph"),))
    assert [r.start for r in found] == [17]
