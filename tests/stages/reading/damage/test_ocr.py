from __future__ import annotations

import pytest

from harmattan.lexicons import Lexicon, load
from harmattan.lexicons.rows import ConfusionRow
from harmattan.records.document import Block
from harmattan.stages.reading.damage import ocr
from harmattan.stages.reading.damage.counts import counts_for
from harmattan.stages.reading.damage.speller import Speller

ENGLISH = (
    "The govemment said tbat 14 soidiers were ki11ed wlien gunmen attaeked a vi1lage near Gao. "
    "Tbe poIice rnoved wounded men to the hospitaI."
)
FRENCH = "Le gouvemement a d6clar6 que l'armee et des soidats ont été tu6s dans la vi1le; le rninistère a démenti."


def speller(language: str = "en", lexicon: Lexicon | None = None) -> Speller:
    counts = counts_for(language)
    assert counts is not None
    return Speller(lexicon or load(), counts)


def found(text: str, language: str = "en") -> dict[str, str]:
    blocks = (Block(start=0, end=len(text), kind="paragraph"),)
    restorations = ocr.find(text, blocks, speller(language), load())
    assert all(text[r.start : r.end] == r.observed for r in restorations)
    assert {r.rule for r in restorations} <= {"ocr"}
    return {r.observed: r.restored for r in restorations}


def test_misread_words_are_read_as_they_were_printed() -> None:
    assert found(ENGLISH) == {
        "govemment": "government", "tbat": "that", "soidiers": "soldiers", "ki11ed": "killed", "wlien": "when",
        "attaeked": "attacked", "vi1lage": "village", "Tbe": "The", "poIice": "police", "rnoved": "moved",
        "hospitaI": "hospital",
    }  # fmt: skip


def test_french_too() -> None:
    read = found(FRENCH, "fr")
    assert read["gouvemement"] == "gouvernement"
    assert read["d6clar6"] == "déclaré"
    assert read["soidats"] == "soldats"
    assert read["rninistère"] == "ministère"


def test_one_misread_word_makes_no_text_misread() -> None:
    assert found("The govemment said that 14 soldiers were killed when gunmen attacked a village near Gao.") == {}


@pytest.mark.parametrize(
    "piece",
    ["l2 men", "1O dead", "5.56mm", "M16", "1st", "Mi8", "in 20O3", "Tbomas", "Soidier Diarra", "OTAN", "anti-goverment",
     "https://a.org/wbich", "wbich@a.org", "#wbich", "a.wbich", "wbich&co", "aon't", "arri'ed", "o'wbich"],
)  # fmt: skip
def test_numbers_names_and_addresses_are_never_read_otherwise(piece: str) -> None:
    assert found(f"{ENGLISH} wbich")["wbich"] == "which"
    read = found(f"{ENGLISH} He saw {piece} there.")
    assert len(read) == 11
    assert not set(piece.split()) - {"men", "dead", "in"} & read.keys()


def test_no_number_and_no_negation_is_put_in() -> None:
    read = found(f"{ENGLISH} Tbree of tbe men and tbree others bad nat eome; n0t one did.")
    assert not {"Tbree", "tbree", "nat"} & read.keys()
    assert read["n0t"] == "not"  # no difference to the eye


def test_ligatures_come_apart_anywhere() -> None:
    assert found("The oﬃcer Griﬃn ﬂed; the ſhip") == {
        "oﬃcer": "officer",
        "Griﬃn": "Griffin",
        "ﬂed": "fled",
        "ſhip": "ship",
    }


def test_words_broken_at_line_ends_are_joined() -> None:
    text = (
        "the gov-\nernment of Ouagadou-\ngou sent anti-\ngovernment and counter-\noffensive forces; Al-\nQaeda; "
        "Bamako-\nbased; the NA-\nTION"
    )
    assert found(text) == {
        "gov-\nernment": "government",
        "Ouagadou-\ngou": "Ouagadougou",
        "NA-\nTION": "NATION",
    }


def test_a_word_both_broken_and_misread_is_one_restoration() -> None:
    assert found(f"{ENGLISH} The gov-\nemment fell.")["gov-\nemment"] == "government"


def test_letters_set_apart_are_joined_where_they_make_a_word() -> None:
    assert found("The g o v e r n m e n t of X Q Z K, a b c d e") == {"g o v e r n m e n t": "government"}


def test_capitals_are_not_read_otherwise() -> None:
    text = "THE GOVEMMENT SAID TBAT SOIDIERS WERE KILIED"
    assert found(text) == {}


def test_a_confusion_of_ones_own_is_read() -> None:
    rows = [*load().rows(ConfusionRow), ConfusionRow(id="x", observed="ж", restored="k", language="en", family="scan")]
    lexicon = Lexicon({"confusions": rows}, digest="more", origins={})
    assert not speller().is_misread("attacжed")
    assert speller(lexicon=lexicon).is_misread("attacжed")


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("the govern-\nment said", True),
        ("the govern-\n  ment said", True),
        ("the govern\u00ad\nment said", True),
        ("said so\n-----\nJohn Smith", False),
        ("in A-\nment", False),
        ("from 1990-\n1995", False),
    ],
)
def test_line_ends_look_broken_only_between_letters(text: str, broken: bool) -> None:
    assert ocr.look(text) is broken


@pytest.mark.parametrize(
    ("text", "apart"),
    [("it was U P D A T E D", True), ("such is a A plan", False), ("à a 1", False), ("such é é é", True)],
)
def test_three_letters_in_a_row_look_set_apart(text: str, apart: bool) -> None:
    assert ocr.look(text) is apart
