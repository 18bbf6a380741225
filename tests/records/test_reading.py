"""The restored reading and the way back to the verbatim text."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from harmattan.records.base import MadeBy
from harmattan.records.document import Block, Damage, Document, Restoration
from harmattan.records.reading import likely_reading_of, reading_of


def document_of(text: str, *restorations: Restoration, blocks: tuple[Block, ...] = ()) -> Document:
    damage = Damage(kind="spun", share=0.1, restorations=restorations)
    return Document(
        id="doc-1",
        made_by=MadeBy(stage="reading", version="1"),
        text=text,
        media_type="text/plain",
        damage=damage,
        blocks=blocks,
    )


def restore(text: str, observed: str, restored: str) -> Restoration:
    at = text.index(observed)
    return Restoration(start=at, end=at + len(observed), observed=observed, restored=restored, confidence=0.9, rule="t")


def test_words_are_put_back_and_found_again() -> None:
    text = "It whitethorn beryllium fighterswhich acted."
    document = document_of(
        text,
        restore(text, "whitethorn", "may"),
        restore(text, "beryllium", "be"),
        restore(text, "fighterswhich", "fighters which"),
    )
    reading = reading_of(document)
    assert reading.text == "It may be fighters which acted."
    start = reading.text.index("fighters")
    begin, end = reading.to_document(start, start + len("fighters"))
    assert text[begin:end] == "fighterswhich"
    start = reading.text.index("acted")
    begin, end = reading.to_document(start, start + 5)
    assert text[begin:end] == "acted"
    begin, end = reading.from_document(text.index("beryllium"), text.index("beryllium") + 9)
    assert reading.text[begin:end] == "be"


def test_blocks_follow_the_reading() -> None:
    text = "whitethorn go\n\nbe done"
    document = document_of(
        text,
        restore(text, "whitethorn", "may"),
        blocks=(Block(start=0, end=13, kind="paragraph"), Block(start=15, end=22, kind="paragraph")),
    )
    reading = reading_of(document)
    assert [reading.text[block.start : block.end] for block in reading.blocks] == ["may go", "be done"]


def test_what_is_doubtful_is_put_into_the_likely_reading_alone() -> None:
    text = "It whitethorn halt the termination."
    sure = document_of(text, restore(text, "whitethorn", "may"))
    assert likely_reading_of(sure) == reading_of(sure)
    damage = msgspec.structs.replace(sure.damage, doubtful=(restore(text, "termination", "killing"),))
    document = msgspec.structs.replace(sure, damage=damage)
    assert reading_of(document).text == "It may halt the termination."
    likely = likely_reading_of(document)
    assert likely.text == "It may halt the killing."
    at = likely.text.index("killing")
    begin, end = likely.to_document(at, at + 7)
    assert text[begin:end] == "termination"


def test_a_restoration_that_does_not_fit_stops_loudly() -> None:
    wrong = Restoration(start=0, end=3, observed="xyz", restored="may", confidence=0.9, rule="t")
    with pytest.raises(ValueError, match="does not fit"):
        reading_of(document_of("abc def", wrong))


@given(
    st.lists(
        st.tuples(st.text("abc ", max_size=4), st.text("xyz", min_size=1, max_size=4), st.text("pqr ", max_size=5)),
        max_size=6,
    ),
    st.data(),
)
def test_every_span_maps_into_the_text_and_covers_itself(
    pieces: list[tuple[str, str, str]], data: st.DataObject
) -> None:
    text = ""
    restorations = []
    for kept, observed, restored in pieces:
        start = len(text) + len(kept)
        text += kept + observed
        restorations.append(
            Restoration(
                start=start, end=start + len(observed), observed=observed, restored=restored, confidence=1, rule="t"
            )
        )
    document = document_of(text, *restorations)
    reading = reading_of(document)
    assume(reading.text)
    start = data.draw(st.integers(0, len(reading.text) - 1))
    end = data.draw(st.integers(start + 1, len(reading.text)))
    begin, finish = reading.to_document(start, end)
    assert 0 <= begin <= finish <= len(text)
    back = reading.from_document(begin, finish)
    assert back[0] <= start
    assert back[1] >= end
