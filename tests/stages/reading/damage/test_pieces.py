from __future__ import annotations

from harmattan.stages.reading.damage.pieces import Aside, pieces_of


def test_what_was_put_aside_is_open_no_more_but_still_counts() -> None:
    aside = Aside()
    aside.put({"the", "army,"})
    pieces = aside.without("the army, the betwixt")
    assert pieces.every == {"the", "army,", "betwixt"}
    assert pieces.open == {"betwixt"}


def test_no_piece_is_put_aside_at_first() -> None:
    assert Aside().without("a b\ta") == pieces_of("a b\ta") == ({"a", "b"}, {"a", "b"})
