from __future__ import annotations

import pytest

from harmattan.lexicons import load
from harmattan.stages.reading.damage.counts import counts_for
from harmattan.stages.reading.damage.cutter import Cutter
from harmattan.stages.reading.damage.fused import Splitter
from harmattan.stages.reading.damage.table import table_for
from harmattan.stages.reading.damage.tokens import split_tokens

TEXTS = [
    "",
    "  Rebels  killed\tsix people,\r\n\nthe army said. “They came at dawn.”The town burned.",
    "Gao (Mali)said so; the mayor (of Gao) too. Eight(8) men.He fled; see www.example.org/a_b, or a@b.org: now.",
    "Soldierswho fled tothe north said: \u2018We are\u00a0lost\u2019. (Theyleft.) U.S.-backed 3,000 men, 12:30; Xx_y ²³ _",
    "[Note)and (this)that — “quoted”word MinisterSaid the UNforces … * Item: The end",
]


@pytest.fixture(scope="module")
def splitter() -> Splitter:
    counts = counts_for("en")
    assert counts is not None
    return Splitter(counts, table_for(load(), counts))


@pytest.mark.parametrize("text", TEXTS)
def test_pieces_come_apart_as_the_whole_text_does(splitter: Splitter, text: str) -> None:
    cutter = Cutter(splitter)
    for start in range(min(len(text), 40)):
        assert cutter.cut(text, start, len(text)) == split_tokens(text, start, len(text), splitter)


def test_a_bracket_is_told_by_what_stands_before_its_piece(splitter: Splitter) -> None:
    cutter = Cutter(splitter)
    apart = [token.text for token in cutter.cut("men (of Gao)said", 0, 16)]
    joined = [token.text for token in cutter.cut("men(of Gao)said", 0, 15)]
    assert (apart, joined) == (["men", "(", "of", "Gao", ")", "said"], ["men", "(", "of", "Gao", ")", "said"])
    assert [token.part for token in cutter.cut("men (of Gao)said", 0, 16)][-2:] == [0, 1]
    assert [token.part for token in cutter.cut("men(of Gao)said", 0, 15)][-2:] == [0, 0]
