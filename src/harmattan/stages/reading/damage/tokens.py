"""The words, numbers and marks of a block, with fused words already taken apart."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from threading import Lock
from typing import Literal, NamedTuple

import msgspec

from harmattan.stages.reading.damage.fused import Splitter

_TOKEN = re.compile(r"([^\W\d_]+(?:['’\-][^\W\d_]+)*|\d+(?:[.,:]\d+)*|\S)")
_ENDS = frozenset(".!?:;…•")
_QUIET = frozenset("“”\"«»()[]'‘’")
_REMEMBERED = 200_000
_GLUE = re.compile(
    r"[“«”»)\].!?](?:(?<=[^\W\d_][“«])(?=[^\W\d_])|(?<=[^\W\d_][”»)\]])(?=[^\W\d_])"
    r"|(?<=[a-zà-ÿ][.!?])(?=[A-ZÀ-Ý][a-zà-ÿ]))"
)


_ADDRESS = re.compile(r"://|(?<!\w)www\.|\w@\w|[^\W_]_[^\W_]")
"""What only the addresses of pages and people, and the names of files, have in them."""
_SPACE = re.compile(r"\s")
_LONGEST = 2_000


class Token(msgspec.Struct, frozen=True, gc=False):
    """A word, number or mark. Parts of a fused word share `start` and `end`; `joint` stands before the second."""

    word: str
    """In lower case."""
    text: str
    start: int
    end: int
    kind: Literal["word", "number", "mark"]
    name: bool = False
    """Capitalised where no sentence begins, or part of an address: never touched."""
    part: int = 0
    joint: str = ""
    held: bool = False
    """Already read otherwise: what it reads now stands."""
    number: int = -1
    """The same for all tokens that read as `text`, from 0 on; -1 for one that has none."""


class Fusion(msgspec.Struct, frozen=True, kw_only=True):
    """A place where two words stand without the space between them; text[start:end] reads `parts` joined by `joint`."""

    start: int
    end: int
    parts: tuple[str, str]
    joint: str


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


def closes_in_a_word(text: str) -> bool:
    """Return whether a closing bracket stands within a word, so that a space may have been lost behind it."""
    return any(match.group() in ")]" for match in _GLUE.finditer(text))


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
    found = _cut(text, start, end)
    splits = splitter.splits(found.texts)
    fusions = [
        Fusion(start=first, end=last, parts=split.parts, joint=split.joint)
        for word, first, last in (zip(*found, strict=True) if splits else ())
        if (split := splits.get(word)) is not None
    ]
    addresses = addresses_in(text, start, end)
    if addresses:
        fusions = [each for each in fusions if not _meets(each, addresses)]
    apart = [(fusion.start, fusion.end) for fusion in fusions]
    fusions += [
        glue for glue in find_glue(text, start, end, splitter) if not (_meets(glue, addresses) or _meets(glue, apart))
    ]
    if not (fusions or addresses):
        tokens: list[Token] = []
        _tokens_of(found, tokens, True)
        return tokens
    return tokens_of(text, start, end, _apart(sorted(fusions, key=lambda fusion: fusion.start)))


def _meets(fusion: Fusion, spans: Sequence[tuple[int, int]]) -> bool:
    """Return whether a fusion reaches into any of the spans, which are in order and apart."""
    before = bisect_left(spans, (fusion.end,))
    return before > 0 and spans[before - 1][1] > fusion.start


class _Cut(NamedTuple):
    """What tokens read, and where they stand."""

    texts: list[str]
    starts: list[int]
    ends: list[int]


def _cut(text: str, start: int, end: int) -> _Cut:
    """Return the tokens of text[start:end] as they stand."""
    pieces = _TOKEN.split(text[start:end])
    borders = list(accumulate(map(len, pieces), initial=start))
    return _Cut(pieces[1::2], borders[1:-1:2], borders[2::2])


def _apart(fusions: Iterable[Fusion]) -> list[Fusion]:
    """Return the fusions of which none reaches into the one before."""
    kept: list[Fusion] = []
    for fusion in fusions:
        if not kept or fusion.start >= kept[-1].end:
            kept.append(fusion)
    return kept


def tokens_of(text: str, start: int, end: int, fusions: Iterable[Fusion]) -> list[Token]:
    """Return the tokens of text[start:end]; a fused word gives its parts."""
    tokens: list[Token] = []
    fresh = True
    at = start
    for fusion in fusions:
        if fusion.start < at:
            continue
        fresh = _tokens_of(_cut(text, at, fusion.start), tokens, fresh)
        for number, part in enumerate(fusion.parts):
            word, _, kind, cased, opens, ends, quiet, spelled = _spellings[part]
            tokens.append(
                Token(
                    word=word,
                    text=part,
                    start=fusion.start,
                    end=fusion.end,
                    kind=kind,
                    name=cased and not (fresh and opens),
                    part=number,
                    joint=fusion.joint if number else "",
                    number=spelled,
                )
            )
            fresh = ends or (fresh and quiet)
        at = fusion.end
    _tokens_of(_cut(text, at, end), tokens, fresh)
    addresses = addresses_in(text, start, end)
    if not addresses:
        return tokens
    starts = [first for first, _ in addresses]
    return [
        msgspec.structs.replace(token, name=True)
        if (number := bisect_right(starts, token.start)) and token.start < addresses[number - 1][1]
        else token
        for token in tokens
    ]


def addresses_in(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return where addresses of pages and people and names of files stand in text[start:end], in order."""
    found: list[tuple[int, int]] = []
    at = start
    for sign in _ADDRESS.finditer(text, start, end):
        if sign.start() < at:
            continue
        first = sign.start()
        while first > max(at, sign.start() - _LONGEST) and not text[first - 1].isspace():
            first -= 1
        space = _SPACE.search(text, sign.end(), end)
        at = end if space is None else space.start()
        found.append((first, at))
    return found


Kind = Literal["word", "number", "mark"]
Spelling = tuple[str, str, Kind, bool, bool, bool, bool, int]


class _Spellings(dict[str, Spelling]):
    """What tells of a token before its place is known, for each that was asked for; plain tuples are quick to take apart.

    - the word in small letters
    - the token itself: the same string for all that read so, whose hash is made once
    - its kind
    - whether it is a word with any capital
    - whether it has none but the first, as the first word of a sentence may
    - whether a sentence may begin after it
    - whether it may after it as before it
    - its number, -1 where there are too many: what was told of a number holds as long as the process lives
    """

    def __init__(self) -> None:
        super().__init__()
        self.numbered: list[str] = []
        self._numbering = Lock()

    def __missing__(self, text: str) -> Spelling:
        first, number = text[0], -1
        with self._numbering:
            if len(self.numbered) < _REMEMBERED:
                number = len(self.numbered)
                self.numbered.append(text)
        found: Spelling
        if text.islower() and text.isalpha():
            found = text, text, "word", False, True, False, False, number
        else:
            lower = text.lower()
            kind: Kind = "word" if first.isalpha() else "number" if first.isdigit() else "mark"
            mark = kind == "mark"
            found = (
                lower.replace("’", "'"),
                text,
                kind,
                kind == "word" and text != lower,
                text[1:] == text[1:].lower(),
                mark and (text in _ENDS or text in "–—-*"),
                mark and text in _QUIET,
                number,
            )
        if number >= 0:
            self[text] = found
        return found


_spellings = _Spellings()


def spelling_of(text: str) -> Spelling:
    """Return what tells of a token that reads so."""
    return _spellings[text]


def numbered_from(number: int) -> list[str]:
    """Return what tokens of this number and of those after it read, as far as there are any."""
    return _spellings.numbered[number:]


def _tokens_of(found: _Cut, tokens: list[Token], fresh: bool) -> bool:
    """Append the tokens that were found; return whether a sentence may begin after them."""
    texts, starts, lasts = found
    for start, end, spelling in zip(starts, lasts, map(_spellings.__getitem__, texts), strict=True):
        word, text, kind, cased, opens, ends, quiet, number = spelling
        tokens.append(Token(word, text, start, end, kind, cased and not (fresh and opens), 0, "", False, number))
        fresh = ends or (fresh and quiet)
    return fresh
