"""Finds what text recognition misread: letters for others, words broken at line ends or set apart letter by letter.

A misread word is one that the language does not know and that one or two of the lexicon's confusions make a frequent one.
It is restored where the text has several of them, and where no other reading of it, that it is right included, is likely.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from harmattan.lexicons import Lexicon
from harmattan.records.document import Block, Restoration
from harmattan.stages.reading.damage.faith import said
from harmattan.stages.reading.damage.pieces import Pieces, pieces_of
from harmattan.stages.reading.damage.speller import STRAYS, Speller, has_letters

RULE = "ocr"
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "ſ": "s"}
_TIED = "".join(_LIGATURES)
_TIED_WORD = re.compile(rf"[^\W\d_]*[{_TIED}](?:[^\W\d_])*")
_TIED_ANY = re.compile(f"[{_TIED}]")
_BROKEN = re.compile(r"([^\W\d_]{2,})[-\u00ad\u2010]\n[ \t]*([^\W\d_]{2,})")
_SPACED = re.compile(r"(?<!\S)[^\W\d_](?: [^\W\d_]){3,}(?![^\s.,;:!?])")
_SPACES = re.compile(r" [^\W\d_] [^\W\d_] [^\W\d_](?!\w)")
_CONTINUED = bytes(range(0x80, 0xC0))
_AS_LETTERS = bytes(97 if code > 127 or chr(code).isalpha() else code for code in range(256))
"""Bytes of UTF-8 with one letter for all letters, and for what is beyond ASCII, once `_CONTINUED` are gone."""
_TWO_LETTERS = re.compile(b" a a ")
"""What ends in a blank is told sooner than what ends in a letter: most characters of a text are letters."""
_LINE_ENDS = ("-\n", "\u00ad\n", "\u2010\n")
_LINE_END = re.compile("|".join(_LINE_ENDS))
_TORN = re.compile(r"[-\u00ad\u2010](?<=[^\W\d_]{2}.)\n[ \t]*[^\W\d_]{2}")
"""The middle of what `_BROKEN` finds: other line ends than those of a broken word are sooner told by it."""
_STRAY = re.escape(STRAYS)
_INSIDE = rf"(?:[^\W_]|[{_STRAY}](?=[^\W\d_]))*"
_WORD = re.compile(rf"(?:[^\W_]|(?<!\S)[|!\]](?=[a-z])){_INSIDE}(?:[-\u00ad\u2010]\n[ \t]*(?=[a-zß-öø-ÿœ]){_INSIDE})?")
_BREAK = re.compile(r"[-\u00ad\u2010]\n[ \t]*")
_TAIL = re.compile("['’]([^\\W\\ds])(?!\\w)")
"""A letter after an apostrophe that is no possessive: it makes a word of its own ("don't")."""
_ADDRESS = re.compile(r"(?:https?://|www\.|[#@](?=\w))\S+|\S+@\S+\.\S+", re.IGNORECASE)
_ENDS = frozenset(".!?:;…\n")
_QUIET = re.compile(r"[\s“”\"«»()\[\]'‘’–—*-]")
_PART = 3.0
"""A half less frequent than this (Zipf) is no word to be joined by a hyphen."""
_CLOSE = 1.0
"""How much rarer than its halves a word may be that was broken at a line end."""


def look(text: str) -> bool:
    """Return whether ligatures, words broken at line ends or letters set apart are seen."""
    return _has_breaks(text) or _has_ligatures(text) or _has_spaced(text)


def _has_breaks(text: str) -> bool:
    hyphen, *others = _LINE_ENDS
    ends = hyphen in text or (not text.isascii() and any(end in text for end in others))
    return ends and _TORN.search(text) is not None


def _has_ligatures(text: str) -> bool:
    return not text.isascii() and any(tied in text for tied in _LIGATURES)


def _has_spaced(text: str) -> bool:
    """Return whether three letters stand by themselves in a row; searched for only where it would be so were all that is
    beyond ASCII letters, which is told much sooner."""
    letters = text.encode("utf-8", "surrogatepass").translate(_AS_LETTERS, _CONTINUED)
    return _TWO_LETTERS.search(letters) is not None and b" a a a" in letters and _SPACES.search(text) is not None


def find(
    text: str, blocks: tuple[Block, ...], speller: Speller | None, lexicon: Lexicon, pieces: Pieces | None = None
) -> list[Restoration]:
    """Return what was misread and what was printed, in order.

    Ligatures are taken apart anywhere, words joined where they are known; misread words are read only in a text that has
    several of them, and names and numbers never. `pieces` are those of the text, where they are at hand.
    """
    found, broken = list[Restoration](), list[Restoration]()
    if _has_ligatures(text):
        found += [one for block in blocks for one in _ligatures(text, block)]
    if speller is not None:
        if _has_spaced(text):
            found += [one for block in blocks for one in _spaced(text, block, speller)]
        if _has_breaks(text):
            broken += _broken(text, blocks, speller)
        pieces = pieces_of(text) if pieces is None else pieces
        if not pieces.capitals and speller.sees_misread(pieces):
            found += [one for block in blocks for one in _misread(text, block, speller, lexicon)]
    return _apart([*found, *broken])


def _ligatures(text: str, block: Block) -> Iterator[Restoration]:
    for word in _TIED_WORD.finditer(text, block.start, block.end):
        restored = _TIED_ANY.sub(lambda match: _LIGATURES[match.group()], word.group())
        yield _made(text, word.start(), word.end(), restored, 0.97)


def _broken(text: str, blocks: tuple[Block, ...], speller: Speller) -> Iterator[Restoration]:
    ends = [end.start() for end in _LINE_END.finditer(text)]
    for block in blocks:
        if bisect_left(ends, block.start) == bisect_left(ends, block.end):
            continue
        for match in _BROKEN.finditer(text, block.start, block.end):
            left, right = match[1], match[2]
            if (right.islower() or (left.isupper() and right.isupper())) and _was_whole(left, right, speller):
                yield _made(text, match.start(), match.end(), left + right, 0.95)


def _was_whole(left: str, right: str, speller: Speller) -> bool:
    """Return whether the parts are one word: two words with a hyphen may belong so as they stand ("anti-government")."""
    known = speller.counts.zipf
    whole, first, second = (known.get(word.lower(), 0.0) for word in (left + right, left, right))
    if not whole:
        # What stands after a hyphen is a word or a name; small letters that are neither are the rest of one.
        return not second and right.islower() and len(right) > 2 and not speller.is_misread(right)
    return min(first, second) < _PART or whole >= min(first, second) - _CLOSE


def _spaced(text: str, block: Block, speller: Speller) -> Iterator[Restoration]:
    for match in _SPACED.finditer(text, block.start, block.end):
        word = match.group().replace(" ", "")
        if speller.counts.zipf.get(word.lower(), 0.0) >= speller.settings.frequent:
            yield _made(text, match.start(), match.end(), word, 0.95)


def _misread(text: str, block: Block, speller: Speller, lexicon: Lexicon) -> Iterator[Restoration]:
    tokens = list(_WORD.finditer(text, block.start, block.end))
    addresses = [match.span() for match in _ADDRESS.finditer(text, block.start, block.end)]
    for number, token in enumerate(tokens):
        word = _BREAK.sub("", token.group())
        fresh = not word[0].isupper() or _is_fresh(text, token.start(), block)
        if not _may_be_read(word, fresh) or _is_torn(text, token, speller.counts.language):
            continue
        if any(start <= token.start() < end for start, end in addresses):
            continue
        left = _neighbour(text, tokens, number - 1, number)
        right = _neighbour(text, tokens, number + 1, number)
        reading = _best(word, left, right, speller)
        if reading is None or (word.isalpha() and any(lexicon.index(speller.counts.language).find(word))):
            continue
        meant, confidence, weight = reading
        tail = _TAIL.match(text, token.end(), block.end)
        if tail is not None and speller.counts.language == "en" and f"{meant}'{tail[1]}" not in speller.counts.words:
            continue
        if weight < speller.settings.sure_weight and not _says_the_same(word, meant, speller.counts.language, lexicon):
            continue
        yield _made(text, token.start(), token.end(), _cased(meant, word), confidence)


def _is_torn(text: str, token: re.Match[str], language: str) -> bool:
    """Return whether a word goes on beyond a mark that no word has inside: more is wrong there than can be told."""
    before, after = text[max(0, token.start() - 2) : token.start()], text[token.end() : token.end() + 4]
    if before[-1:] in ("&", ".", ";") or after[:1] == "&" or (after[:1] in (".", ";", ",") and after[1:2].isalpha()):
        return True
    if before[-1:] in ("'", "’"):
        # French words follow an elision; English ones, a quotation mark at most.
        return language != "fr" or not before[:1].isalpha()
    return language != "fr" and after[:1] in ("'", "’") and after[1:3].isalpha() and len(after) > 2


def _may_be_read(word: str, fresh: bool) -> bool:
    """Return whether a word may be looked at: no number, no name, no acronym."""
    if len(word) < 2 or not has_letters(word):
        return False
    if word[0].isupper() and not fresh and not (word[0] == "I" and word[1:].islower()):
        return False
    # What is capital inside a word is a name, an acronym or, alone among small letters, misread.
    capitals = sum(map(str.isupper, word[1:]))
    return capitals <= 1 or sum(map(str.isalpha, word)) >= 4 * capitals


def _is_fresh(text: str, at: int, block: Block) -> bool:
    """Return whether a sentence may begin here."""
    while at > block.start and _QUIET.match(text[at - 1]) and text[at - 1] != "\n":
        at -= 1
    return at == block.start or text[at - 1] in _ENDS


def _neighbour(text: str, tokens: list[re.Match[str]], at: int, own: int) -> str | None:
    """Return the word beside one where nothing but a space stands between them."""
    if not 0 <= at < len(tokens):
        return None
    first, last = sorted((at, own))
    between = text[tokens[first].end() : tokens[last].start()]
    return tokens[at].group().lower() if between == " " else None


def _best(word: str, left: str | None, right: str | None, speller: Speller) -> tuple[str, float, float] | None:
    """Return the likeliest reading with its probability and how alike it is; None below the floor."""
    counts, settings = speller.counts, speller.settings
    known = speller.knows(word)
    floor = settings.floor
    if known or (word[0].isupper() and word[0] != "I"):
        # A known word gives way to its neighbours alone, and what begins a sentence may be a name.
        if known and (not counts.has_pairs or not word.islower() or counts.zipf[word] > settings.known):
            return None
        floor = settings.known_floor
    readings = speller.readings(
        word if word[1:] != word[1:].lower() or word[0] == "I" else word.lower(), deep=not known
    )
    if not readings:
        return None

    def fit(meant: str) -> float:
        beside = 0.0
        if counts.has_pairs:
            if left in counts.words:
                beside += counts.next(left, meant) - counts.log10(meant)
            if right is not None and right in counts.words:
                beside += counts.next(meant, right) - counts.log10(right)
        return beside / 2

    scores = [(speller.score(reading) + fit(reading.word), reading) for reading in readings]
    top, best = max(scores, key=lambda item: item[0])
    if known and not (left and right and counts.seen(left, best.word) and counts.seen(best.word, right)):
        return None
    # Of an unknown word it can't be told how it fits: a neighbour that speaks against a reading is none for the word.
    kept = speller.kept(word) + (fit(word.lower()) if known else min(0.0, fit(best.word)))
    confidence = 1 / (sum(10 ** (score - top) for score, _ in scores) + 10 ** (kept - top))
    return (best.word, round(min(0.95, confidence), 2), best.weight) if confidence >= floor else None


def _says_the_same(observed: str, meant: str, language: str, lexicon: Lexicon) -> bool:
    return said(observed.lower(), language, lexicon) == said(meant, language, lexicon)


def _cased(meant: str, observed: str) -> str:
    letters = [char for char in observed if char.isalpha()]
    if len(letters) > 2 and all(char.isupper() for char in letters):
        return meant.upper()
    titled = observed[0].isupper() and not (observed[0] == "I" and meant[0] != "i")
    return meant[0].upper() + meant[1:] if titled else meant


def _apart(found: list[Restoration]) -> list[Restoration]:
    """Return the restorations in order, without those that reach into one before."""
    kept: list[Restoration] = []
    for restoration in sorted(found, key=lambda r: (r.start, -r.end)):
        if not kept or restoration.start >= kept[-1].end:
            kept.append(restoration)
    return kept


def _made(text: str, start: int, end: int, restored: str, confidence: float) -> Restoration:
    return Restoration(
        start=start, end=end, observed=text[start:end], restored=restored, confidence=confidence, rule=RULE
    )
