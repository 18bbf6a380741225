"""Finds characters that were decoded with the wrong table ("MinistÃ¨re", "â€œquotedâ€\x9d", "Ð¡ÐµÐ»Ð¾").

Whether a stretch is mojibake is ftfy's judgement, made where a cheap look finds what UTF-8 leaves behind when it is read
in another table. Of ftfy only the encoding repair is used: quotes, ligatures and widths stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from harmattan.records.document import Block, Restoration
from harmattan.stages.reading.damage.counts import Counts

RULE = "mojibake"
_TABLES = ("latin-1", "cp1252", "cp1251", "cp1250", "mac-roman", "cp437")
_LEADS = bytes((*range(0xC2, 0xC6), 0xCC, 0xCE, 0xCF, 0xD0, 0xD1, *range(0xD8, 0xDC)))
"""What begins a Latin, Greek, Cyrillic or Arabic letter in UTF-8."""
_SIGNS = bytes((0xE2, 0xEF))
"""What begins a quotation mark, a dash or a mark of byte order."""
_CONTINUED = bytes(range(0x80, 0xC0))
_SURE = 0.97
_LIKELY = 0.85
_GUESS = 0.7


def _pairs_of(table: str) -> str:
    continued = re.escape(_CONTINUED.decode(table, "ignore"))
    leads, signs = (re.escape(some.decode(table, "ignore")) for some in (_LEADS, _SIGNS))
    return f"[{leads}][{continued}]|[{signs}][{continued}]{{2}}"


def _looked_for() -> re.Pattern[str]:
    first = re.escape(
        "".join(sorted({char for table in _TABLES for char in (_LEADS + _SIGNS).decode(table, "ignore")}))
    )
    return re.compile(f"[\x80-\x9f]|(?=[{first}])(?:{'|'.join((*map(_pairs_of, _TABLES), 'â€'))})")


_LOOK = _looked_for()
_STRANGE = "[\x80-\x9f¡-ªµº¿À-ÖØ-ÞŒŠŸŽƒˆ˜‚„†‡‰‹›√∆≈≠∏∑∫ΩÍ⌐├┬Α-ωЀ-џ]"
_INSIDE = re.compile(_STRANGE + "(?<=[a-z].)")
"""What no word has after a plain letter and wrong tables put there."""
_STRANGE_FIRST = re.compile(_STRANGE)
_PIECE = re.compile(r"[^\x00-\x7f]+(?: {1,2}(?=[a-zA-Z]))?")
_RUN = re.compile(r"[^\x00-\x7f]+")
_WORD = re.compile(r"\S+")
_LETTERS = re.compile(r"[^\W\d_]+")
_APOSTROPHES = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LATIN = re.compile(r"[\x20-\x7eÀ-ÖØ-öø-ſ’“”«»–—]+")
_PLAIN_MARKS = " \n\t.,;:!?()'\""
_QUOTED = re.compile("[“”‘’«»…–—]")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffd]")
_MIXED = re.compile(r"(?=\S*[a-zA-Z])(?=\S*[^\x00-\x7f])\S+")
_SWAPS = (
    ("cp1251", "utf-8"), ("mac-roman", "utf-8"), ("cp1251", "cp1252"), ("mac-roman", "cp1252"),
    ("sloppy-windows-1252", "mac-roman"), ("cp437", "cp1252"), ("sloppy-windows-1252", "cp850"),
)  # fmt: skip
"""Tables for one another: the text was decoded with the first and had been written with the second."""
_FEWEST_LETTERS = 3
"""So many letters that read in a row as UTF-8 are no chance, whatever table they were read in."""
_FEWEST = 2
"""So many different words must tell of a wrong table."""
_MANY = 5
"""Where so many do, it holds for words that can't be looked up, too."""
_SHARE = 0.6
"""And this share of the words that have plain and other letters must become known (French treebank, training part)."""


def look(text: str) -> bool:
    """Return whether any two neighbours could be a character of UTF-8 read in another table, or a letter in a wrong one."""
    return not text.isascii() and (_LOOK.search(text) is not None or _INSIDE.search(text) is not None)


def look_at_run(run: str) -> tuple[bool, bool]:
    """Return whether a run of characters beyond ASCII could be UTF-8 read in another table wherever it stands, and whether
    its first letter could be one in a wrong table where it follows a plain one; `look` is true for no other text."""
    return _LOOK.search(run) is not None, _STRANGE_FIRST.match(run) is not None


def find(text: str, blocks: tuple[Block, ...], counts: Counts | None = None) -> list[Restoration]:
    """Return the stretches that were decoded with the wrong table, in order, as short as they can be.

    With the counts of a language, words are looked at, too, of which only the dictionary can tell what they were
    ("MinistËre", "Ministиre").
    """
    found: list[Restoration] = []
    for block in blocks:
        if _LOOK.search(text, block.start, block.end):
            found += _in_stretch(text, block.start, block.end)
    if counts is not None:
        found += _in_words(text, blocks, counts, found)
    return sorted(found, key=lambda restoration: restoration.start)


def _in_words(text: str, blocks: tuple[Block, ...], counts: Counts, known: list[Restoration]) -> list[Restoration]:
    """Return the words that become words of the language where one table is taken to have been put in for another.

    That is believed where it holds for most words that have plain and other letters, for at least two of them.
    """
    taken = {at for r in known for at in range(r.start, r.end)}
    odd: list[tuple[int, int]] = []
    for block in blocks:
        if _INSIDE.search(text, block.start, block.end) is None:
            continue
        for match in _MIXED.finditer(text, block.start, block.end):
            words = [word.lower() for word in _LETTERS.findall(match.group())]
            unknown = not counts.words.issuperset(words) or _CONTROLS.search(match.group())
            if unknown and taken.isdisjoint(range(*match.span())):
                odd.append(match.span())
    best: list[Restoration] = []
    if len({text[start:end] for start, end in odd}) < _FEWEST:
        return best
    import ftfy.bad_codecs  # noqa: F401 - its tables have the bytes that Windows leaves undefined

    for table, meant in _SWAPS:
        pairs = list(_swapped(text, odd, table, meant, counts))
        telling = {r.observed for r, tells in pairs if tells}
        sure = [r for r, _ in pairs if r.confidence > _GUESS]
        if len(sure) > len(best) and len(telling) >= _FEWEST and len(sure) >= _SHARE * len(odd):
            best = sure
            if len(telling) >= _MANY:
                best = [r for r, _ in pairs]
                read = taken.union(*(range(r.start, r.end) for r in best))
                best += _alone(text, blocks, read, table, meant, counts)
    return best


def _swapped(
    text: str, spans: list[tuple[int, int]], table: str, meant: str, counts: Counts
) -> Iterator[tuple[Restoration, bool]]:
    """Yield the words that one table for another makes known, and whether that says something about the tables."""
    for start, end in spans:
        try:
            restored = text[start:end].encode(table).decode(meant)
        except UnicodeError:
            continue
        words = [word.lower().replace("’", "'") for word in _APOSTROPHES.findall(restored)]
        if not words or _CONTROLS.search(restored):
            continue
        telling = [word for word in words if not word.isascii() or "'" in word]
        if not all(_is_known(word, counts) for word in telling or words):
            if _LATIN.fullmatch(restored):
                yield _restoration(text, start, end, restored, _GUESS), False
        elif telling or _QUOTED.search(restored):
            yield _restoration(text, start, end, restored, _LIKELY), bool(telling)


def _alone(
    text: str, blocks: tuple[Block, ...], taken: set[int], table: str, meant: str, counts: Counts
) -> Iterator[Restoration]:
    """Yield the words without any plain letter that one table for another makes known ("а" for "à")."""
    for block in blocks:
        for match in _RUN.finditer(text, block.start, block.end):
            around = text[max(0, match.start() - 1) : match.start()] + text[match.end() : match.end() + 1]
            if around.strip(_PLAIN_MARKS) or not taken.isdisjoint(range(*match.span())):
                continue
            try:
                restored = match.group().encode(table).decode(meant)
            except UnicodeError:
                continue
            if restored.lower() in counts.words and not restored.isascii():
                yield _restoration(text, match.start(), match.end(), restored, _LIKELY)


def _is_known(word: str, counts: Counts) -> bool:
    return word in counts.words or ("'" in word and counts.words.issuperset(word.split("'")))


def _in_stretch(text: str, start: int, end: int) -> Iterator[Restoration]:
    """Yield what ftfy would repair in a stretch, or, where it can make nothing of the whole, in its words."""
    plan = _plan(text[start:end])
    if plan:
        yield from _pieces(text, start, end, plan)
        return
    for word in _WORD.finditer(text, start, end):
        plan = _plan(word.group())
        if plan:
            yield from _pieces(text, word.start(), word.end(), plan)
        else:
            yield from _letters(text, word.start(), word.end())


def _plan(text: str) -> list[Any]:
    """Return the steps by which ftfy repairs the encoding of a text; none where it leaves it alone."""
    from ftfy import fix_encoding_and_explain

    return fix_encoding_and_explain(text).explanation or []


def _letters(text: str, start: int, end: int) -> Iterator[Restoration]:
    """Yield the runs that are letters of UTF-8 from end to end, several of them, in one of the tables."""
    for piece in _RUN.finditer(text, start, end):
        for table in _TABLES:
            try:
                restored = piece.group().encode(table).decode("utf-8")
            except UnicodeError:
                continue
            if len(restored) >= _FEWEST_LETTERS and restored.isalpha():
                yield _restoration(text, piece.start(), piece.end(), restored, _SURE)
                break


def _pieces(text: str, start: int, end: int, plan: list[Any]) -> Iterator[Restoration]:
    """Yield the runs of characters beyond ASCII that a repair plan changes; ASCII stands as it is in every table."""
    for piece in _PIECE.finditer(text, start, end):
        for first, last in (
            (piece.start(), piece.end()),
            (piece.start(), len(piece.group().rstrip(" ")) + piece.start()),
        ):
            restored = _apply(text[first:last], plan)
            if restored is not None:
                yield _restoration(text, first, last, restored, _SURE)
                break


def _apply(piece: str, plan: list[Any]) -> str | None:
    """Return the piece as the plan repairs it; None where that loses a character or changes nothing."""
    from ftfy import apply_plan

    try:
        restored = apply_plan(piece, plan)
        if restored == piece:
            # A plan for parts of a text leaves a text alone that is nothing but such a part.
            restored = apply_plan(piece, _plan(piece))
    except UnicodeError:
        return None
    lost = not restored or _CONTROLS.search(restored) is not None
    return None if lost or restored.rstrip(" ") == piece.rstrip(" ") else restored


def _restoration(text: str, start: int, end: int, restored: str, confidence: float) -> Restoration:
    return Restoration(
        start=start, end=end, observed=text[start:end], restored=restored, confidence=confidence, rule=RULE
    )
