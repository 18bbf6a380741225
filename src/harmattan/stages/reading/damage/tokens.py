"""The words, numbers and marks of a block, with fused words already taken apart."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

import msgspec

from harmattan.stages.reading.damage.fused import Splitter

_TOKEN = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*|\d+(?:[.,:]\d+)*|\S")
_ENDS = frozenset(".!?:;…•")
_QUIET = frozenset("“”\"«»()[]'‘’")
_GLUE = re.compile(
    r"(?<=[^\W\d_])[“«](?=[^\W\d_])|(?<=[^\W\d_])[”»)\]](?=[^\W\d_])|(?<=[a-zà-ÿ])[.!?](?=[A-ZÀ-Ý][a-zà-ÿ])"
)


class Token(msgspec.Struct, frozen=True, kw_only=True):
    """A word, number or mark. Parts of a fused word share `start` and `end`; `joint` stands before the second."""

    word: str
    """In lower case."""
    text: str
    start: int
    end: int
    kind: Literal["word", "number", "mark"]
    name: bool = False
    """Capitalised where no sentence begins: never touched."""
    part: int = 0
    joint: str = ""
    held: bool = False
    """Already read otherwise: what it reads now stands."""


class Fusion(msgspec.Struct, frozen=True, kw_only=True):
    """A place where two words stand without the space between them; text[start:end] reads `parts` joined by `joint`."""

    start: int
    end: int
    parts: tuple[str, str]
    joint: str


def find_fusions(text: str, start: int, end: int, splitter: Splitter) -> list[Fusion]:
    """Return the fused words of text[start:end] in order, clean or not."""
    found = []
    for match in _TOKEN.finditer(text, start, end):
        word = match.group()
        if len(word) < 5 or not word[0].isalpha():
            continue
        split = splitter.split(word)
        if split is not None:
            found.append(Fusion(start=match.start(), end=match.end(), parts=split.parts, joint=split.joint))
    return found


def find_glue(text: str, start: int, end: int, splitter: Splitter) -> list[Fusion]:
    """Return the places of text[start:end] where a space beside a bracket, a quotation mark or a full stop was lost."""
    found = []
    for match in _GLUE.finditer(text, start, end):
        mark = match.group()
        after = _word_at(text, match.end(), end)
        before = _word_before(text, match.start(), start)
        if not splitter.known(after) or (mark in ".!?" and not splitter.known(before)):
            continue
        if mark in "“«":
            found.append(
                Fusion(
                    start=match.start() - len(before),
                    end=match.end(),
                    parts=(before, mark),
                    joint=" ",
                )
            )
        elif mark in ")]" and _opens_inside_word(text, match.start(), start):
            continue
        else:
            found.append(
                Fusion(
                    start=match.start(),
                    end=match.end() + len(after),
                    parts=(mark, after),
                    joint=" ",
                )
            )
    return found


def _word_at(text: str, at: int, end: int) -> str:
    match = _TOKEN.match(text, at, end)
    return match.group() if match else ""


def _word_before(text: str, at: int, start: int) -> str:
    first = at
    while first > start and text[first - 1].isalpha():
        first -= 1
    return text[first:at]


def _opens_inside_word(text: str, at: int, start: int) -> bool:
    opening = max(text.rfind("(", start, at), text.rfind("[", start, at))
    return opening < 0 or opening == start or not text[opening - 1].isspace()


def split_tokens(text: str, start: int, end: int, splitter: Splitter) -> list[Token]:
    """Return the tokens of text[start:end], fused words taken apart."""
    fusions = find_fusions(text, start, end, splitter)
    taken = [(fusion.start, fusion.end) for fusion in fusions]
    for glue in find_glue(text, start, end, splitter):
        if all(glue.end <= first or glue.start >= last for first, last in taken):
            fusions.append(glue)
            taken.append((glue.start, glue.end))
    return tokens_of(text, start, end, _apart(sorted(fusions, key=lambda fusion: fusion.start)))


def _apart(fusions: Iterable[Fusion]) -> list[Fusion]:
    """Return the fusions of which none reaches into the one before."""
    kept: list[Fusion] = []
    for fusion in fusions:
        if not kept or fusion.start >= kept[-1].end:
            kept.append(fusion)
    return kept


def tokens_of(text: str, start: int, end: int, fusions: list[Fusion]) -> list[Token]:
    """Return the tokens of text[start:end]; a fused word gives its parts."""
    tokens: list[Token] = []
    fresh = True
    waiting = iter(fusions)
    fusion = next(waiting, None)
    at = start
    while at < end:
        while fusion is not None and fusion.start < at:
            fusion = next(waiting, None)
        match = _TOKEN.search(text, at, end if fusion is None else max(at, fusion.start))
        if match is None:
            if fusion is None:
                break
            for number, part in enumerate(fusion.parts):
                tokens.append(_token(part, fusion.start, fusion.end, fresh, number, fusion.joint if number else ""))
                fresh = _is_fresh(tokens[-1], fresh)
            at = fusion.end
            continue
        tokens.append(_token(match.group(), match.start(), match.end(), fresh))
        fresh = _is_fresh(tokens[-1], fresh)
        at = match.end()
    return tokens


def _token(text: str, start: int, end: int, fresh: bool, part: int = 0, joint: str = "") -> Token:
    first = text[0]
    kind: Literal["word", "number", "mark"] = "word" if first.isalpha() else "number" if first.isdigit() else "mark"
    name = kind == "word" and text != text.lower() and not (fresh and text[1:] == text[1:].lower())
    return Token(
        word=text.lower().replace("’", "'"),
        text=text,
        start=start,
        end=end,
        kind=kind,
        name=name,
        part=part,
        joint=joint,
    )


def _is_fresh(token: Token, fresh: bool) -> bool:
    """Return whether a sentence may begin after this token."""
    if token.kind != "mark":
        return False
    return token.text in _ENDS or token.text in "–—-*" or (fresh and token.text in _QUIET)
