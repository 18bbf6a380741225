from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harmattan.lexicons import load
from harmattan.records.base import MadeBy
from harmattan.records.document import Block, Damage, Document
from harmattan.records.reading import reading_of
from harmattan.stages.reading.damage.characters import looks_hurt, repair_characters

HURT = (
    "The govemment said tbat 14 soidiers were ki11ed wlien gunmen attaeked MÃ©naka.\n"
    "Аbdullah sаid the â€œpo\u00adliceâ€\x9d hаd moved thе wounded; the gov-\nernment denied it."
)


def blocks_of(text: str) -> tuple[Block, ...]:
    return (Block(start=0, end=len(text), kind="paragraph"),)


def read(text: str, language: str | None = "en", blocks: tuple[Block, ...] | None = None) -> str:
    blocks = blocks_of(text) if blocks is None else blocks
    damage = Damage(kind="mixed", restorations=repair_characters(text, language, blocks, load()))
    document = Document(
        id="d",
        made_by=MadeBy(stage="reading", version="1"),
        text=text,
        media_type="text/plain",
        blocks=blocks,
        damage=damage,
    )
    return reading_of(document).text


def test_all_damages_of_one_text_are_restored_together() -> None:
    assert looks_hurt(HURT, "en", load())
    assert read(HURT) == (
        "The government said that 14 soldiers were killed when gunmen attacked Ménaka.\n"
        "Abdullah said the “police” had moved the wounded; the government denied it."
    )


def test_half_a_word_beside_a_broken_letter_is_not_taken_for_misread() -> None:
    text = "Les attaqu\u00e9s \u00e9taient pr\u00e8s du pr\u00e9sident, r\u00e9cemment, n'h\u00e9sitez pas"
    hurt = text.encode().decode("latin-1")
    assert read(hurt, "fr") == text


def test_where_words_cannot_be_looked_up_only_what_needs_no_dictionary_is_restored() -> None:
    assert read("MinistÃ¨re Аbdullah govemment tbat soidiers wlien attaeked", None) == (
        "Ministère Abdullah govemment tbat soidiers wlien attaeked"
    )


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "The army said on Monday that twelve people – among them “two officers” – were killed, €5 m lost at 30 °C.",
            "en",
        ),
        ("L’État a démenti : « aucun soldat n’a été tué à Ménaka », précise-t-on à Bamako (source sûre).", "fr"),
    ],
)
def test_clean_text_is_left_alone(text: str, language: str) -> None:
    assert not looks_hurt(text, language, load())
    assert repair_characters(text, language, blocks_of(text), load()) == ()


def test_only_blocks_are_read() -> None:
    first = HURT.index("\n")
    block = Block(start=0, end=first, kind="paragraph")
    found = repair_characters(HURT, "en", (block,), load())
    assert found
    assert all(block.start <= r.start < r.end <= block.end for r in found)


PIECES = st.sampled_from(
    [
        *"aeo рсху ﬁſ\u200b\u00ad１Ａ𝐚 -\n'.|0158",
        "Ã©",
        "â€œ",
        "Ð¡ÐµÐ»Ð¾",
        "govemment ",
        "tbat ",
        "soidiers ",
        "the ",
        "dйclarй ",
        "l'armйe ",
        "prиs ",
        "йtй ",
        "minstиre ",
        "attaquйe ",
        "jusqu'а ",
        "а ",
    ]
)


@settings(max_examples=120, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join), st.sampled_from(["en", "fr", None]), st.integers(0, 40))
def test_restorations_stand_in_the_blocks_in_order_and_apart(text: str, language: str | None, cut: int) -> None:
    at = min(cut, len(text))
    blocks = tuple(Block(start=a, end=b, kind="paragraph") for a, b in ((0, at), (at, len(text))) if a < b)
    found = repair_characters(text, language, blocks, load())
    assert all(text[r.start : r.end] == r.observed != r.restored for r in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(any(b.start <= r.start < r.end <= b.end for b in blocks) for r in found)
    assert not found or looks_hurt(text, language, load())
