"""Where sentences end, by punctuation and the abbreviations of a language: no parser, offsets into the text."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import msgspec

DATA = Path(__file__).parent / "data"

# A stop with what closes behind it, or a break of paragraph, or a line that begins with the mark of a list item.
STOP = re.compile(
    r"""(?<![.!?…。؟])(?P<stop>[.!?…。؟]++)(?P<close>(?:["'”’)\]]|\s?»)*+)(?=\s|$|[“«])"""
    r"""|(?P<break>\n[ \t\r\f\xa0]*\n\s*|\n\s*(?=[-–—•*▪·]\s))"""
)
BEFORE = re.compile(r"[^\s(\[\"“«'’]+$")
OPENERS = "\"'“‘«([¿¡-–—• \t\r\n\xa0\u202f"
FOLLOWER = re.compile(r"[^\W\d_]+['’]?")
DOTTED = re.compile(r"(?:[^\W\d_]\.-?)*[^\W\d_]$")


class Habits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a language does around a full stop. All in lower case, abbreviations without their last stop.

    titles never end a sentence, numbered ones don't before a digit, others may and do before a starter.
    """

    titles: frozenset[str] = frozenset()
    numbered: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    starters: frozenset[str] = frozenset()


@cache
def habits_of(language: str | None) -> Habits:
    """Return the habits of a language, empty ones where there are no data for it."""
    path = DATA / str(language) / "sentences.json"
    if not path.is_file():
        return Habits()
    return msgspec.json.decode(path.read_bytes(), type=Habits)


def split_sentences(text: str, language: str | None) -> list[tuple[int, int]]:
    """Return the offsets of the sentences in a text, without white space around them.

    A blank line ends a sentence, a single line break does not unless a list item follows.
    """
    habits = habits_of(language)
    spans: list[tuple[int, int]] = []
    start = 0
    for found in STOP.finditer(text):
        end = found.end()
        if found.lastgroup != "break" and not _ends(text, start, found, habits):
            continue
        _append(spans, text, start, end)
        start = end
    _append(spans, text, start, len(text))
    return spans


def _append(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    kept = piece.strip()
    if kept:
        start += len(piece) - len(piece.lstrip())
        spans.append((start, start + len(kept)))


def _ends(text: str, start: int, found: re.Match[str], habits: Habits) -> bool:
    at = found.end()
    last = len(text)
    while at < last and text[at] in OPENERS:
        at += 1
    if at >= last:
        return True
    first = text[at]
    if first.islower():
        return False
    if found["stop"] != ".":
        return True
    before = BEFORE.search(text, max(0, found.start() - 24), found.start())
    if before is None:
        return True
    word = before.group().lower()
    if word in habits.titles or (word in habits.numbered and first.isdigit()):
        return False
    if before.start() - start < 3 and (word.isdigit() or len(word) == 1) and not text[start : before.start()].strip():
        return False  # the number of a point, as in "1. The army"
    if word in habits.others or DOTTED.match(word):
        if found["close"]:
            return True
        follower = FOLLOWER.match(text, at)
        return follower is not None and follower.group().lower() in habits.starters
    return True
