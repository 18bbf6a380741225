from __future__ import annotations

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
    assert aside.without("OK 12 ARMY")[1:] == ({"OK", "ARMY"}, {"ARMY"}, True)
    assert aside.without("OK 12 army").new == {"OK", "12", "army"}


def test_no_piece_is_put_aside_at_first() -> None:
    every = {"a", "b"}
    assert Aside().without("a b\ta") == pieces_of("a b\ta") == (every, every, every, False)
