from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harmattan.lexicons import load
from harmattan.stages.reading.damage.counts import Counts, counts_for, spun_weights
from harmattan.stages.reading.damage.fused import Splitter
from harmattan.stages.reading.damage.pieces import pieces_of
from harmattan.stages.reading.damage.settings import DEFAULT
from harmattan.stages.reading.damage.signs import Looker
from harmattan.stages.reading.damage.table import table_for

PLAIN = "the army said that it had killed people near border in a village on Monday 12,000 Gao army, army. army;"
ODD = "betwixt whitethorn beryllium astir (fighterswhich ISIStheir fightershowever, taken portion bespeak a figure of"
COMMON = "leading force officials, subject troops equipped groups"
WORDS = st.sampled_from(f"{PLAIN} {ODD} {COMMON}".split())


def counts_of(language: str) -> Counts:
    counts = counts_for(language)
    assert counts is not None
    return counts


def looker(language: str = "en") -> Looker:
    counts = counts_of(language)
    table = table_for(load(), counts)
    return Looker(counts, table, Splitter(counts, table), spun_weights(language))


SHARED_COUNTS = counts_of("en")
SHARED = looker()


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, max_size=80), st.sampled_from([" ", "\n"]))
def test_a_text_with_a_sign_is_never_let_pass(words: list[str], between: str) -> None:
    text = between.join(words)
    signs = SHARED.look(text, DEFAULT)
    if not text.isupper() and SHARED.sees_nothing(text, pieces_of(text), DEFAULT):
        assert not any((signs.suspect, signs.fused, signs.translated, signs.markers))


def test_words_that_stand_with_marks_and_without_weigh_once() -> None:
    weights = spun_weights("en")
    assert weights is not None
    table = table_for(load(), SHARED_COUNTS)
    heavy = min(weights.keys() - table.markers - table.signs.keys(), key=lambda word: abs(weights[word] - 2))
    text = f"{PLAIN} {' '.join(f'{heavy}{mark}' for mark in ('', ',', '.', ';'))}"
    assert not SHARED.look(text, DEFAULT).suspect
    assert SHARED.sees_nothing(text, pieces_of(text), DEFAULT)


def test_one_phrase_of_translators_is_no_sign_and_two_are() -> None:
    rows = [row for found in table_for(load(), SHARED_COUNTS).signs.values() for _, row in found]
    one, other = [row.observed for row in rows if row.family == "translated"][:2]
    for text, passes in ((f"{PLAIN} {one}", True), (f"{PLAIN} {one} {other}", False)):
        assert SHARED.sees_nothing(text, pieces_of(text), DEFAULT) is passes
        assert SHARED.look(text, DEFAULT).translated is not passes


def test_many_phrases_of_translators_are_a_sign_wherever_they_stand() -> None:
    found = table_for(load(), SHARED_COUNTS).signs.values()
    phrases = [rows[0][1].observed for rows in found if rows[0][1].family == "translated"][:50]
    weights = spun_weights("en")
    assert weights is not None
    others = sorted(word for word in SHARED_COUNTS.words if word not in weights and SHARED_COUNTS.zipf[word] > 3)
    text = " ".join([*others, *phrases])
    signs = SHARED.look(text, DEFAULT)
    assert len(phrases) == 50
    assert (signs.translated, signs.suspect, signs.fused) == (True, False, False)
    assert not SHARED.sees_nothing(text, pieces_of(text), DEFAULT)
    for phrase in phrases:
        text = text.replace(phrase, " and ".join(phrase.split()))
    assert SHARED.sees_nothing(text, pieces_of(text), DEFAULT)


@settings(max_examples=50, deadline=None)
@given(st.lists(WORDS, max_size=60).map(" ".join), st.lists(WORDS, max_size=60).map(" ".join))
def test_texts_seen_before_change_nothing(text: str, other: str) -> None:
    fresh, seen = looker(), looker()
    seen.sees_nothing(other, pieces_of(other), DEFAULT)
    pieces = pieces_of(text)
    assert fresh.sees_nothing(text, pieces, DEFAULT) == seen.sees_nothing(text, pieces, DEFAULT)


def test_a_plain_text_is_let_pass_and_a_spun_one_is_not() -> None:
    plain = "The army said on Monday that it had killed at least twelve fighters near the border with Niger."
    assert SHARED.sees_nothing(plain, pieces_of(plain), DEFAULT)
    spun = "The forces betwixt the whitethorn of the beryllium were astir."
    assert not SHARED.sees_nothing(spun, pieces_of(spun), DEFAULT)


def test_many_words_that_are_each_a_little_odd_are_a_sign() -> None:
    weights, counts = spun_weights("en"), counts_for("en")
    assert weights is not None
    assert counts is not None
    heavy = sorted(weights.keys() - table_for(load(), counts).markers, key=lambda word: -weights[word])[:20]
    text = f"{PLAIN} {' '.join(heavy)}"
    signs = SHARED.look(text, DEFAULT)
    assert signs.suspect
    assert not signs.markers
    assert not SHARED.sees_nothing(text, pieces_of(text), DEFAULT)


@pytest.mark.parametrize("capitals", [False, True])
def test_what_says_something_is_not_silent(capitals: bool) -> None:
    text = "THE ARMY BETWIXT" if capitals else "the army betwixt"
    pieces = pieces_of(text)
    SHARED.sees_nothing(text, pieces, DEFAULT)
    assert SHARED.silent(pieces) == pieces.every - {text.split()[-1]}
