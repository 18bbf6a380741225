"""Finds letters put in for others that look like them: of another script, of another width, with invisible ones between."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

import msgspec

from harmattan.lexicons import Lexicon
from harmattan.lexicons.rows import ConfusionRow
from harmattan.records.document import Block, Restoration
from harmattan.stages.reading.damage.counts import Counts

HOMOGLYPH = "homoglyph"
INVISIBLE = "invisible"
Script = Literal["latin", "cyrillic", "greek", "other"]

_RANGES: dict[Script, str] = {
    "latin": "A-Za-zÀ-ÖØ-öø-ſȘ-țḀ-ỿ",
    "cyrillic": "Ѐ-ԯ",
    "greek": "Ͱ-Ͽἀ-῿",
    "other": "ƀ-ȗȜ-ʯԱ-ևᎠ-᏿ᏰⲀ-⳿ꓐ-꓿",
}
"""Other: rarer Latin and phonetic letters, Armenian, Cherokee, Coptic and Lisu, put in for the letters of the first three."""
_HIDDEN = "\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
_WIDE = "\uff01-\uff5e"
_STYLED = "\u2102\u210a-\u2113\u2115\u2119-\u211d\u2124\u2128\u212c\u212d\u212f-\u2131\u2133\u2134\U0001d400-\U0001d7ff"
_RINGED = "\u24b6-\u24e9\U0001f130-\U0001f149"
_FANCY = re.compile(f"[{_STYLED}{_RINGED}]")
_HIDDEN_ANY = re.compile(f"[{_HIDDEN}]+")
_LATIN, *_OTHERS = _RANGES.values()
_FOREIGN = "".join(_OTHERS)
_ODD = f"[{_FOREIGN}{_HIDDEN}{_WIDE}{_STYLED}{_RINGED}]"
_ODD_ANY = re.compile(_ODD)
_LOOK = re.compile(
    f"(?={_ODD})"
    f"(?:[{_FOREIGN}](?:(?=['’]?[{_LATIN}])|(?<=[{_LATIN}].)|(?<=[{_LATIN}]['’].))|(?<=\\w)[{_HIDDEN}]|[{_WIDE}{_STYLED}{_RINGED}])"
)
_MIXED = re.compile(f"\\w*(?:[{_LATIN}][{_FOREIGN}]|[{_FOREIGN}][{_LATIN}])\\w*")
_WIDE_RUN = re.compile(f"[{_WIDE}]+")
_TOKEN = re.compile(f"(?:[^\\W_]|[{_RINGED}])+(?:['’{_HIDDEN}]+(?:[^\\W_]|[{_RINGED}])+)*")
_LETTERS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_WESTERN = re.compile(f"[{_LATIN}{_FOREIGN}\\d]")
_IDEOGRAPHS = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_STYLED_WORD = 3
"""So many styled letters in a row are a word, and no sign of a formula."""
_NAME = 3
"""A shorter word is restored only where it becomes a known one."""
_SEVERAL = 3
"""So many words in two scripts show that they were put in on purpose; then letters that are less alike are read, too."""
_SHORT_KNOWN = 4.0
"""How frequent (Zipf) a word of one or two letters must be."""
_SURE = 0.97
_LIKELY = 0.9
_GUESS = 0.8


class Alike(msgspec.Struct, frozen=True, kw_only=True):
    """Letters by the look: of other scripts to Latin, and to Cyrillic, each with how alike they are."""

    latin: dict[str, dict[str, float]]
    cyrillic: dict[str, dict[str, float]]


@lru_cache(maxsize=8)
def alike_for(lexicon: Lexicon) -> Alike:
    """Return the homoglyphs of a lexicon; made once for each."""
    to: dict[str, dict[str, dict[str, float]]] = {"latin": {}, "cyrillic": {}}
    for row in lexicon.rows(ConfusionRow):
        if row.family == "homoglyph":
            to.setdefault(_script(row.restored) or "", {}).setdefault(row.observed, {})[row.restored] = row.weight
    return Alike(latin=to["latin"], cyrillic=to["cyrillic"])


def look(text: str) -> bool:
    """Return whether scripts meet inside a word, or anything invisible, wide or styled stands in the text."""
    return not text.isascii() and _LOOK.search(text) is not None


def look_at_run(run: str) -> bool:
    """Return whether a run of characters beyond ASCII has any that `look` looks for; it is true for no other text."""
    return _ODD_ANY.search(run) is not None


def find(text: str, blocks: tuple[Block, ...], counts: Counts | None, alike: Alike) -> list[Restoration]:
    """Return the words that are spelt with look-alikes, in order, each as it is plainly spelt.

    A word in one script stays, whatever it looks like. A mixed one is restored where every letter of the fewer looks like
    one of the others' script, and the word so read is known or long enough to be a name.
    """
    reader = _Reader(text, counts, alike)
    found: list[Restoration] = []
    for block in blocks:
        if _LOOK.search(text, block.start, block.end):
            found += reader.block(block)
    return found


class _Reader:
    """What is the same for every word of one text."""

    def __init__(self, text: str, counts: Counts | None, alike: Alike) -> None:
        self._text = text
        self._counts = counts
        self._alike = alike
        scripts = {name: len(re.findall(f"[{ranges}]", text)) for name, ranges in _RANGES.items()}
        self._main = max(scripts, key=lambda name: scripts[name])
        # Fullwidth letters and digits are at home among ideographs.
        self._wide = len(_WIDE_RUN.findall(text)) > len(_IDEOGRAPHS.findall(text))
        self._bold = len(set(_MIXED.findall(text))) >= _SEVERAL
        self._styled = any(len(run) >= _STYLED_WORD for run in re.findall(f"[{_STYLED}{_RINGED}]+", text))

    def block(self, block: Block) -> Iterator[Restoration]:
        """Yield the restorations of a block in order."""
        at = block.start
        while (token := _TOKEN.search(self._text, at, block.end)) is not None:
            at = token.end()
            if token.group().isascii():
                continue
            wide = _WIDE_RUN.search(self._text, token.start(), at)
            if wide is not None:
                if self._wide:
                    # Wide marks between wide digits belong to the number.
                    start = wide.start() if wide.start() == token.start() else token.start()
                    at = max(at, _WIDE_RUN.match(self._text, wide.start(), block.end).end())  # type: ignore[union-attr]
                    restored = unicodedata.normalize("NFKC", self._text[start:at])
                    yield self._made(start, at, restored, HOMOGLYPH, _SURE)
                continue
            yield from self._word(token.start(), at)

    def _word(self, start: int, end: int) -> Iterator[Restoration]:
        observed = self._text[start:end]
        rules: list[str] = []
        confidence = _SURE
        plain = observed
        if _HIDDEN_ANY.search(plain) and self._joins(plain):
            plain = _HIDDEN_ANY.sub("", plain)
            rules.append(INVISIBLE)
        if self._styled and _FANCY.search(plain):
            plain = _FANCY.sub(lambda match: unicodedata.normalize("NFKC", match.group()), plain)
            rules.append(HOMOGLYPH)
        runs = {run: self._one_script(run) for run in _LETTERS.findall(plain) if not run.isascii()}
        for run, (meant, sure) in runs.items():
            if meant != run:
                plain = plain.replace(run, meant)
                confidence = min(confidence, sure)
                rules.append(HOMOGLYPH)
        if rules:
            yield self._made(start, end, plain, "+".join(dict.fromkeys(rules)), confidence)

    def _joins(self, word: str) -> bool:
        """Return whether what is invisible stands inside a word: no joiner of other scripts, no break between two words."""
        pieces = _HIDDEN_ANY.split(word)
        if any(not _WESTERN.match(piece[0]) or not _WESTERN.match(piece[-1]) for piece in pieces):
            return False
        joined = "".join(pieces)
        if "\u200b" not in word or self._counts is None or joined.lower() in self._counts.words:
            return True
        return not all(piece.lower() in self._counts.words for piece in pieces)

    def _one_script(self, run: str) -> tuple[str, float]:
        """Return the letters in one script and how sure that is; as they stand where they are, or where it can't be told."""
        shares = {name: sum(_script(char) == name for char in run) for name in _RANGES}
        scripts: list[Script] = sorted((name for name in shares if shares[name]), key=lambda name: -shares[name])
        if len(scripts) < 2:
            return run, _SURE
        if shares["latin"] and self._counts is not None:
            sure = 1.0 if len(run) <= 2 and not self._bold else 0.0
            known = [spelt for spelt in self._spelt(run, "latin") if spelt[1] >= sure and self._knows(spelt[0])]
            if known:
                plain, weight = max(known, key=lambda spelt: self._frequency(spelt[0]))
                return plain, _SURE if weight == 1.0 else _GUESS
        for target in scripts:
            if target in ("latin", "cyrillic"):
                spelt = self._spelt(run, target)
                if spelt and self._may_be_name(run, *spelt[0], target, shares):
                    return spelt[0][0], _LIKELY if spelt[0][1] == 1.0 else _GUESS
        return run, _SURE

    def _spelt(self, run: str, target: Script) -> list[tuple[str, float]]:
        """Return the run in letters of the target, with the weakest likeness, likeliest first; nothing where one has none.

        "Ӏ" looks like a small l and like a capital I: inside a word in small letters it is taken for the first.
        """
        table = self._alike.latin if target == "latin" else self._alike.cyrillic
        small = any(char.islower() for char in run)
        spelt = [("", 1.0)]
        for at, char in enumerate(run):
            if _script(char) == target or not char.isalpha():
                spelt = [(plain + char, weight) for plain, weight in spelt]
                continue
            near = sorted(
                table.get(char, {}).items(), key=lambda one: (-one[1], one[0].islower() != (small and at > 0))
            )
            near = near[: 2 if at == 0 or len(run) <= 2 else 1]
            spelt = [(plain + meant, min(weight, alike)) for plain, weight in spelt for meant, alike in near]
        return spelt

    def _may_be_name(self, run: str, plain: str, weight: float, target: Script, shares: dict[Script, int]) -> bool:
        """Return whether an unknown word may be read so: as long as a name, and most letters as they should be."""
        foreign = len(run) - shares[target]
        if (weight < 1.0 and not self._bold) or len(run) < _NAME or (weight < 1.0 and len(run) == _NAME):
            return False
        if plain.islower() and self._counts is not None and not self._bold:
            return False
        if target != self._main and (3 * foreign > len(run) or _is_tail(run, target)):
            return False
        # Greek letters close symbols ("TNFα"); in a name they stand anywhere.
        symbol = (shares["greek"] or shares["other"]) and (not plain.istitle() or _is_tail(run, target))
        return 2 * foreign <= len(run) and not symbol

    def _frequency(self, plain: str) -> float:
        """Return how frequent (Zipf) a word is, or its parts beside an apostrophe are together."""
        zipf = {} if self._counts is None else self._counts.zipf
        word = plain.lower().replace("’", "'")
        return zipf.get(word, sum(zipf.get(part, 0.0) for part in word.split("'")))

    def _knows(self, plain: str) -> bool:
        """Return whether a word, or each part of it beside apostrophes, is one of the language's."""
        assert self._counts is not None
        zipf = self._counts.zipf
        if plain.lower().replace("’", "'") in zipf and len(plain) > 2:
            return True
        parts = re.split("['’]", plain.lower())
        return all(zipf.get(part, 0.0) >= (0.1 if len(part) > 2 else _SHORT_KNOWN) for part in parts)

    def _made(self, start: int, end: int, restored: str, rule: str, confidence: float) -> Restoration:
        return Restoration(
            start=start, end=end, observed=self._text[start:end], restored=restored, confidence=confidence, rule=rule
        )


def _is_tail(run: str, target: Script) -> bool:
    """Return whether the letters of other scripts all stand at the end, as an inflection does ("iPhoneа")."""
    own = [_script(char) == target for char in run]
    return own == sorted(own, reverse=True)


@lru_cache(maxsize=4096)
def _script(char: str) -> Script | None:
    """Return the script of a letter, None where it is none of the three."""
    return next((name for name, ranges in _RANGES.items() if re.match(f"[{ranges}]", char)), None)
