from __future__ import annotations

import msgspec
import numpy as np
import pytest

from harmattan.stages.reading.damage.counts import counts_for
from harmattan.stages.reading.damage.encoder import (
    MOST_PIECES,
    OVERLAP,
    WINDOW,
    Candidates,
    Encoder,
    Matrix,
    Packed,
    pack,
    packed_for,
    pieces_of,
    windows_of,
)
from harmattan.stages.reading.damage.tokens import tokens_of

TABLE = {piece: number for number, piece in enumerate(["[UNK]", "fight", "##ers", "##e", "cease", "-", "fire", "cafe"])}


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    packed, counts = packed_for("en"), counts_for("en")
    assert packed is not None
    assert counts is not None
    return Encoder(packed, tuple(counts.zipf), np.array([*counts.zipf.values(), 0.5], np.float32))


def fit(encoder: Encoder, text: str, word: str, *others: str) -> list[float]:
    """Return how well others fit in place of a word of the text, all with the same share of cases."""
    counts = counts_for("en")
    assert counts is not None
    place = {each: number for number, each in enumerate(counts.zipf)}
    tokens = tokens_of(text, 0, len(text), [])
    ranks = np.array([place.get(token.word, -1) for token in tokens])
    at = next(number for number, token in enumerate(tokens) if token.word == word)
    asked = Candidates(
        tokens=np.array([at]),
        sizes=np.array([len(others)]),
        words=np.array([place[other] for other in others]),
        shares=np.full(len(others), -1.0, np.float32),
        ways=np.ones(len(others), np.int64),
    )
    found: list[float] = encoder.fit(tokens, ranks, asked).tolist()
    return found


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("fighters", ["fight", "##ers"]),
        ("cease-fire", ["cease", "-", "fire"]),
        ("café", ["cafe"]),
        ("zzz", ["[UNK]"]),
        ("cafee", ["cafe", "##e"]),
        ("fighters-fighters-fighters", ["fight", "##ers", "-", "fight", "##ers"]),
    ],
)
def test_a_word_is_the_longest_pieces_that_are_known(word: str, pieces: list[str]) -> None:
    names = list(TABLE)
    assert [names[number] for number in pieces_of(word, TABLE)] == pieces[:MOST_PIECES]


def test_what_fits_the_text_is_likelier_than_the_word_that_was_put_in(encoder: Encoder) -> None:
    text = (
        "The soldiers fought the rebels adjacent the border, and the fighting went connected for hours, officials said."
    )
    on, tied = fit(encoder, text, "connected", "on", "tied")
    assert on > tied
    assert on > 0


def test_a_word_that_fits_is_kept(encoder: Encoder) -> None:
    text = "The army said that its soldiers had killed nine fighters near the border with Niger on Sunday."
    assert max(fit(encoder, text, "killed", "stopped", "turned", "ended")) < 0


def test_texts_longer_than_a_window_and_words_that_no_list_has_are_read(encoder: Encoder) -> None:
    text = "Troops entered Qzxvbtown, 12 km from Ménaka. " * (WINDOW // 8) + "They were connected the road."
    assert fit(encoder, text, "connected", "on")[0] > 0


@pytest.mark.parametrize("count", [1, OVERLAP, WINDOW, WINDOW + 1, 544, 545, 3000])
def test_every_word_is_told_once_by_a_window_that_knows_what_is_around_it(count: int) -> None:
    windows = list(windows_of(count))
    assert [at for window in windows for at in range(window.told, window.until)] == list(range(count))
    for window in windows:
        assert window.end - window.start <= WINDOW
        assert window.told - window.start >= (OVERLAP // 2 if window.start else 0)
        assert window.end - window.until >= (OVERLAP // 2 if window.end < count else 0)


def test_texts_that_were_read_before_change_nothing(encoder: Encoder) -> None:
    text = "Police said the bandits fled successful the night."
    first = fit(encoder, text, "successful", "in", "lucky")
    fit(encoder, "Another text astir the harvest.", "harvest", "crop")
    assert fit(encoder, text, "successful", "in", "lucky") == first


def test_words_that_are_asked_for_alone_are_read_as_among_all(encoder: Encoder) -> None:
    """The last layer is asked for them alone, in long texts window by window."""
    text = " ".join(["The forces took the town near the river, and rebels fled."] * 60)
    tokens = tokens_of(text, 0, len(text), [])
    assert len(tokens) > 2 * WINDOW
    ranks = np.full(len(tokens), -1)
    every = encoder._read(tokens, ranks, np.arange(len(tokens)))
    some = np.array([3, 4, WINDOW + 7, len(tokens) - 1])
    assert np.abs(encoder._read(tokens, ranks, some) - every[some]).max() < 1e-4
    assert np.abs(every[3] - every[4]).max() > 0.1


def test_a_candidate_is_told_by_what_it_has_of_its_own(encoder: Encoder) -> None:
    text = "The army said that its soldiers had killed nine fighters near the border with Niger on Sunday."
    packed, counts = packed_for("en"), counts_for("en")
    assert packed is not None
    assert counts is not None
    width = packed.own.shape[1]
    alone = msgspec.structs.replace(packed, words="stopped", own=Matrix((1, width), np.ones(width, "<f2").tobytes()))
    bare = msgspec.structs.replace(packed, words="", own=Matrix((0, width), b""))
    zipf = np.array([*counts.zipf.values(), 0.5], np.float32)
    one, none = (
        fit(Encoder(each, tuple(counts.zipf), zipf), text, "killed", "stopped", "turned") for each in (alone, bare)
    )
    assert one[0] != pytest.approx(none[0])
    assert one[1] == pytest.approx(none[1])


def test_what_is_packed_is_read_again() -> None:
    rng = np.random.default_rng(0)
    large, small = rng.normal(size=(200, 128)), rng.normal(size=(3, 4))
    large[7] = 0
    parts = {"k.weight": large, "b3.weight": small}
    packed = msgspec.msgpack.decode(pack((["a"], large), [(2, parts)], parts, {"word": large[:, 0]}), type=Packed)
    assert packed.words.split("\n") == ["word"]
    for name, matrix in {"k.weight": large, "b3.weight": small}.items():
        kept = packed.layers[0].parts[name]
        numbers = np.frombuffer(kept.numbers, np.int8 if kept.scales else "<f2").reshape(kept.shape).astype(float)
        if kept.scales:
            numbers *= np.frombuffer(kept.scales, "<f2")[:, None]
        assert np.abs(numbers - matrix).max() < 0.02
