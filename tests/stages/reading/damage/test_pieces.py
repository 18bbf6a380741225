from __future__ import annotations

import pytest

from harmattan.stages.reading.damage.pieces import Aside, pieces_of


def test_what_was_put_aside_is_open_no_more_but_still_counts() -> None:
    aside = Aside()
    aside.put({"the", "army,"}, {"troops"}, capitals=False)
    pieces = aside.without("the army, the troops betwixt")
    assert pieces.every == {"the", "army,", "troops", "betwixt"}
    assert pieces.open == {"troops", "betwixt"}
    assert pieces.new == {"betwixt"}


def test_what_was_put_aside_in_capitals_is_open_elsewhere() -> None:
    aside = Aside()
    aside.put({"12"}, {"OK"}, capitals=True)
    shouted = aside.without("OK 12 ARMY")
    assert shouted.capitals
    assert (shouted.open, shouted.new) == ({"OK", "ARMY"}, {"ARMY"})
    assert aside.without("OK 12 army").new == {"OK", "12", "army"}


def test_no_piece_is_put_aside_at_first() -> None:
    for pieces in (Aside().without("a b\ta"), pieces_of("a b\ta")):
        assert pieces.every == pieces.open == pieces.new == {"a", "b"}
        assert not pieces.capitals


@pytest.mark.parametrize("text", ["the army, the army 12 army's", "12, 13, 14, 15, 16, 17, the army"])
def test_words_are_counted_once_wherever_they_stand(text: str) -> None:
    pieces = pieces_of(text)
    assert pieces.has_words(1)
    assert not pieces.has_words(2)
