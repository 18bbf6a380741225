"""Whether a sentence reads like one that tells of real deaths: a second opinion on tolls, by its words alone.

Syntax and cues settle most of what is planned, feared or made up. What they miss has words of its own: scenarios, sermons,
indictments, puppets. A logistic regression over words and pairs of words (`tools/tolls/train.py`, which says on what it was
trained) weighs them; a toll of a sentence far below its zero is not proposed, and the refusal says so.
"""

from __future__ import annotations

import re
import zlib
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

DATA = Path(__file__).parent / "data" / "told.z"
BUCKETS = 1 << 15
LANGUAGES = frozenset({"en", "fr"})
DOUBTED = -1.0
"""Score below which nobody seems to be reported dead: chosen across writers, so that of 813 coded killings none is lost
(`tools/tolls/train.py --check`)."""
_WORDS = re.compile(r"\d+|[^\W\d_]+'?|[^\w\s]")


def marks_of(text: str) -> NDArray[np.int64]:
    """Return the buckets of the words and pairs of words of a text: numbers and names are one word each, case is dropped."""
    words: list[str] = []
    before = "."
    shouted = text.isupper()
    for word in _WORDS.findall(text):
        if word.isdigit():
            words.append("<number>")
        elif word[0].isupper() and before not in '.!?:"“«' and not shouted:
            words.append("<name>")
        else:
            words.append(word.lower())
        before = word
    marks = {*words, *(f"{first} {second}" for first, second in pairwise(words))}
    return np.array(sorted({zlib.crc32(mark.encode()) % BUCKETS for mark in marks}), dtype=np.int64)


def score_with(weights: NDArray[np.float32], marks: NDArray[np.int64]) -> float:
    """Return the log odds that marks with these weights tell of real deaths; the last weight is the bias."""
    return float(weights[-1] + weights[marks].sum() / np.sqrt(max(1, len(marks))))


@cache
def _weights() -> NDArray[np.float32]:
    return np.frombuffer(zlib.decompress(DATA.read_bytes()), dtype=np.float16).astype(np.float32)


def told_score(text: str) -> float:
    """Return the log odds that a sentence in English or French tells of real deaths."""
    return score_with(_weights(), marks_of(text))


def doubt_of(text: str, language: str) -> str | None:
    """Return why nobody seems to be reported dead in a sentence, None where nothing speaks against it."""
    if language not in LANGUAGES:
        return None
    score = told_score(text)
    if score >= DOUBTED:
        return None
    return f"its words are those of deaths planned, feared, denied or made up (log odds {score:.1f} that they are real)"
