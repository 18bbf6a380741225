from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from harmattan.records.document import Block, Restoration
from harmattan.stages.reading.damage.layers import Layered

TEXT = "The mili tary caﬁé said 12 men were astir and the ﬁght was over."


def made(text: str, start: int, end: int, restored: str, rule: str = "ocr", confidence: float = 0.9) -> Restoration:
    return Restoration(
        start=start, end=end, observed=text[start:end], restored=restored, confidence=confidence, rule=rule
    )


def of(text: str, observed: str, restored: str, rule: str = "ocr", confidence: float = 0.9) -> Restoration:
    start = text.index(observed)
    return made(text, start, start + len(observed), restored, rule, confidence)


def applied(text: str, restorations: tuple[Restoration, ...]) -> str:
    pieces, at = [], 0
    for restoration in restorations:
        assert text[restoration.start : restoration.end] == restoration.observed
        assert restoration.start >= at
        pieces += [text[at : restoration.start], restoration.restored]
        at = restoration.end
    return "".join([*pieces, text[at:]])


def test_both_layers_stand_side_by_side_where_they_do_not_meet():
    layered = Layered(TEXT, [of(TEXT, "mili tary", "military")])
    both = layered.outward([of(layered.text, "astir", "about", "neighbour")])
    assert [r.rule for r in both] == ["ocr", "neighbour"]
    assert applied(TEXT, both) == "The military caﬁé said 12 men were about and the ﬁght was over."


def test_what_touches_a_restored_word_becomes_one_restoration_with_both_rules():
    layered = Layered(TEXT, [of(TEXT, "ﬁght", "fight", confidence=0.8)])
    (one,) = layered.outward([of(layered.text, "fight was", "war is", "neighbour", 0.95)])
    assert (one.observed, one.restored, one.rule, one.confidence) == ("ﬁght was", "war is", "ocr+neighbour", 0.8)


def test_two_words_in_one_restored_stretch_become_one_restoration():
    layered = Layered(TEXT, [of(TEXT, "mili tary caﬁé", "military cafe")])
    found = [of(layered.text, "military", "subject", "neighbour"), of(layered.text, "cafe", "bar", "neighbour")]
    (one,) = layered.outward(found)
    assert (one.observed, one.restored) == ("mili tary caﬁé", "subject bar")


def test_blocks_keep_their_words():
    layered = Layered(TEXT, [of(TEXT, "mili tary", "military")])
    block = layered.inward(Block(start=0, end=len(TEXT), kind="paragraph"))
    assert layered.text[block.start : block.end] == layered.text


@given(st.lists(st.sampled_from(["ab", "cde", "f", "gh"]), min_size=1, max_size=12), st.data())
def test_both_layers_together_read_as_one_after_the_other(words, data):
    text = " ".join(words)

    def layer(over: str, put_in: str, rule: str) -> list[Restoration]:
        found, at = [], 0
        for word in over.split(" "):
            if word and data.draw(st.booleans()):
                found.append(made(over, at, at + len(word), put_in, rule))
            at += len(word) + 1
        return found

    layered = Layered(text, layer(text, "xyzw", "ocr"))
    above = layer(layered.text, "q", "neighbour")
    assert applied(text, layered.outward(above)) == applied(layered.text, tuple(above))


def test_what_is_only_likely_in_the_restored_text_stands_where_nothing_was_restored():
    layered = Layered(TEXT, [of(TEXT, "mili tary", "military"), of(TEXT, "ﬁght", "fight")])
    inside = [
        of(layered.text, "military", "soldiers"),
        of(layered.text, "astir", "about"),
        of(layered.text, "over", "past"),
    ]
    assert [(r.start, r.end, r.restored) for r in layered.outward_alone(inside)] == [
        (TEXT.index("astir"), TEXT.index("astir") + 5, "about"),
        (TEXT.index("over"), TEXT.index("over") + 4, "past"),
    ]
