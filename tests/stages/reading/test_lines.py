from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harmattan.lexicons import load
from harmattan.lexicons.rows import CreditRow, ResidueRow
from harmattan.stages.reading.lines import LinePatterns

PATTERNS = [row.pattern for row in (*load().rows(ResidueRow), *load().rows(CreditRow))]
SHIPPED = LinePatterns(PATTERNS)
ANY_CASE = re.compile("|".join(f"(?:{pattern})" for pattern in PATTERNS), re.IGNORECASE)
LINES = [
    "EN | FR", "en | fr", "English | French | Arabic", "Share This On Facebook", "Share", "SHARE | TWEET", "READ ALSO",
    "Lire aussi : Le Mali", "All Rights Reserved", "© 2026 The Paper. ALL RIGHTS RESERVED.", "ADVERTISEMENT", "Türkçe | Kurdî",
    "REPORTING BY Ada Example", "Ada Example contributed to this report", "The army said so.", "Source: AFP", "",
]  # fmt: skip


@given(
    st.sampled_from(LINES), st.sampled_from([str, str.lower, str.upper, str.title]), st.sampled_from(["", "é", " ."])
)
def test_a_line_matches_in_any_case(line: str, cased, tail: str) -> None:
    line = cased(line) + tail
    assert SHIPPED.match(line) == (ANY_CASE.fullmatch(line) is not None)


@pytest.mark.parametrize(
    "pattern",
    ["(?-i:EN)", r"\x45n", "En", "[A-E]n", "e\\N{LATIN SMALL LETTER N}", "bakı", "e\\w", "\\Wen", "[^e]n", "mıſs"],
)
def test_a_pattern_matches_just_what_it_would_alone(pattern: str) -> None:
    alone = re.compile(pattern, re.IGNORECASE)
    for line in ("en", "EN", "En", "eN", "baki", "BAKI", "bakı", ".en", ".EN", "an", "miss", "MISS", ""):
        assert LinePatterns([pattern]).match(line) == (alone.fullmatch(line) is not None)


def test_no_pattern_matches_nothing() -> None:
    assert not LinePatterns([]).match("")
    assert not LinePatterns([]).match("é")
