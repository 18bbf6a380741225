from __future__ import annotations

import msgspec
import numpy as np
import pytest

from harmattan.stages.reading.damage.counts import counts_for
from harmattan.stages.reading.damage.guess import Asked, Guess
from harmattan.stages.reading.damage.model import Model, model_for
from harmattan.stages.reading.damage.networks import networks_for, soften
from harmattan.stages.reading.damage.steps import steps_of
from harmattan.stages.reading.damage.tokens import tokens_of

SPUN = (
    "The soldiery fought rebels adjacent the boundary on Monday, an authoritative said. "
    "The warfare betwixt the army and the insurgents whitethorn past for months, and peace is distant."
)


@pytest.fixture(scope="module")
def model() -> Model:
    found = model_for("en")
    assert found is not None
    return found


def guesses(guesser, text, *, whole=True):
    tokens = tokens_of(text, 0, len(text), [])
    networks = networks_for("en")
    assert networks is not None
    return {tokens[guess.at].word: guess for guess in guesser.guess(tokens, networks, whole=whole)}, tokens


def rank(*words: str) -> np.ndarray:
    counts = counts_for("en")
    assert counts is not None
    place = {word: number for number, word in enumerate(counts.zipf)}
    return np.array([place[word] for word in words])


@pytest.mark.parametrize("whole", [True, False])
def test_odd_words_are_read_as_what_fits_among_their_neighbours(guesser, whole):
    found, _ = guesses(guesser, SPUN, whole=whole)
    assert (found["betwixt"].word, found["whitethorn"].word) == ("between", "may")
    assert found["betwixt"].changed > 0.95
    assert found["whitethorn"].changed > 0.95


def test_the_words_of_a_clean_text_are_kept(guesser):
    text = (
        "Government troops fought rebels near the border on Monday, an official said. The war between the army and the "
        "insurgents may last for months, and peace is far away."
    )
    found, _ = guesses(guesser, text)
    assert max(guess.changed for guess in found.values()) < 0.9


def test_guesses_below_the_floor_of_their_words_are_not_given(guesser):
    tokens = tokens_of(SPUN, 0, len(SPUN), [])
    networks = networks_for("en")
    every = guesser.guess(tokens, networks, whole=False)
    floors = np.full(len(tokens), 0.9, np.float32)
    kept = min(every, key=lambda guess: guess.changed)
    floors[kept.at] = 0
    some = guesser.guess(tokens, networks, whole=False, floors=floors)
    assert some == [guess for guess in every if guess.changed >= 0.9 or guess is kept]
    assert kept.changed < 0.9
    assert 1 < len(some) < len(every)


def test_names_and_numbers_are_never_guessed(guesser):
    found, tokens = guesses(guesser, SPUN.replace("Monday", "Astir").replace("months", "14 months"))
    guessed = set(found)
    assert not guessed & {token.word for token in tokens if token.name or token.kind != "word"}


def test_the_probabilities_of_a_word_are_shares_of_one(guesser):
    found, _ = guesses(guesser, SPUN)
    assert all(0 <= guess.probability <= guess.changed + 1e-5 <= 1.0001 for guess in found.values())


@pytest.mark.parametrize(
    ("probability", "changed", "rather"),
    [(0.9, 0.95, 0.9 / 0.95), (0.5, 0.95, 0.5 / 0.55), (1.0, 1.0, 1.0), (0.0, 1.0, 0.0)],
)
def test_a_word_is_weighed_against_the_observed_one_alone(probability, changed, rather):
    assert Guess(0, "may", probability, changed).rather == pytest.approx(rather)


def test_a_text_without_candidates_has_no_lattice(guesser):
    tokens = tokens_of("Gao 12, 2026!", 0, 13, [])
    assert guesser.lattice(tokens, whole=True) is None


def test_the_order_of_other_texts_changes_nothing(guesser):
    alone, _ = guesses(guesser, SPUN)
    guesses(guesser, "An unrelated text astir nothing that bespeaks a fig of things.")
    assert guesses(guesser, SPUN)[0] == alone


def test_words_that_belong_together_are_likelier_than_others(model):
    armed, forces, potatoes = rank("armed", "forces", "potatoes").tolist()
    steps = steps_of(model, np.array([[armed, -1], [forces, potatoes]]), np.array([armed, forces]))
    assert steps.after[1, 0, 0] > steps.after[1, 0, 1] + 3
    assert steps.pairs[1, 0, 0] >= 0
    assert steps.pairs[1, 0, 1] == -1


def test_an_unknown_word_has_no_pair_and_a_low_probability(model):
    unknown = np.array([-1])
    (the,) = rank("the").tolist()
    steps = steps_of(model, np.array([[the, -1], [-1, -1]]), np.array([the, -1]))
    assert steps.pairs[1, 0, 0] == -1
    assert steps.after[1, 0, 0] < -7
    assert not model.vectors(unknown).any()


def test_a_token_without_a_number_is_told_by_what_it_reads(guesser):
    tokens = tokens_of(SPUN, 0, len(SPUN), [])
    unnumbered = [msgspec.structs.replace(token, number=-1) for token in tokens]
    assert tokens[0].number >= 0
    assert guesser.guess(unnumbered, networks_for("en"), whole=False) == guesser.guess(
        tokens, networks_for("en"), whole=False
    )


def test_texts_that_are_looked_at_together_know_nothing_of_each_other(guesser):
    texts = [SPUN, "Rebels whitethorn attack.", "Gao 12, 2026!", SPUN, "He beryllium astir"]
    texts += [SPUN[:length] for length in range(30, len(SPUN), 7)]
    asked = [
        Asked(tokens, np.zeros(len(tokens), np.float32)) for tokens in (tokens_of(t, 0, len(t), []) for t in texts)
    ]
    networks = networks_for("en")
    together = guesser.guess_all(asked, networks)
    assert together[2] == []
    for some, found in zip(asked, together, strict=True):
        assert found == guesser.guess(some.tokens, networks, whole=False)


def test_softened_weights_are_shares_of_each_group():
    found = soften(np.array([1.0, 1.0, 5.0, 0.0, 0.0], np.float32), np.array([0, 2]))
    assert found[:2].tolist() == [0.5, 0.5]
    assert float(found[2:].sum()) == pytest.approx(1)


def test_what_the_encoder_reads_elsewhere_in_the_text_counts(guesser):
    def changed(before: str) -> float:
        text = f"{before} The state of the region is calm, and the portion of the fighters that left has not come back."
        return guesses(guesser, text)[0]["portion"].changed

    spun = "Rebels betwixt the villages whitethorn past for months, astir the boundary, and beryllium adjacent the metropolis."
    assert changed(spun) > changed(
        "Rebels near the villages may stay for months, about the border, and be near the city."
    )
