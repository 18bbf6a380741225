"""Finds the numbers of a passage, in digits and in words, before anything is known of what they count."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from harmattan.language.classes import classes
from harmattan.language.numbers import NumberWord, has_number_word
from harmattan.language.syntax import Token

_PLAIN = re.compile(r"\d+|\d{1,3}(?:[.,'\u00a0\u202f ]\d{3})+")
_DECIMAL = re.compile(r"\d+[.,]\d{1,2}")
_SPAN = re.compile(r"(\d[\d.,]*)\s?[-–—]\s?(\d[\d.,]*)")
_ODD = re.compile(r"(\d[\d.,]*)[-–]odd", re.IGNORECASE)
_MANY = re.compile(r"(\d[\d.,]*)\+")
WORDED = frozenset({"en", "fr", "es", "pt", "de", "it", "nl"})
MULTIPLIERS = {"dozen": 12.0, "score": 20.0, "k": 1000.0}


class Number(msgspec.Struct, frozen=True, kw_only=True):
    """tokens[first:last] say a number from `low` to `high`, both the same unless a range is said.

    `bound` is one that the number itself bears ("30-odd", "30+"). `digits` says that it is not in words.
    """

    first: int
    last: int
    low: float
    high: float
    bound: str | None = None
    digits: bool = True


def find_numbers(tokens: Sequence[Token], text: str, language: str) -> list[Number]:
    """Return the numbers of a passage in text order, ordinals left out, ranges made one."""
    found = {number.first: number for number in _in_digits(tokens, text)}
    if language in WORDED:
        for number in _in_words(tokens, language):
            before = next((item for item in found.values() if item.last == number.first), None)
            if before is not None and number.low >= 100 and before.low < number.low:
                found[before.first] = msgspec.structs.replace(
                    before, last=number.last, low=before.low * number.low, high=before.high * number.low
                )
            else:
                found.setdefault(number.first, number)
    ordered = [found[first] for first in sorted(found)]
    return _in_ranges([_multiplied(number, tokens) for number in ordered], tokens, language)


def _value(digits: str) -> float | None:
    digits = digits.rstrip(".,")
    if _PLAIN.fullmatch(digits):
        return float(re.sub(r"\D", "", digits))
    if _DECIMAL.fullmatch(digits):
        return float(digits.replace(",", "."))
    return None


def _in_digits(tokens: Sequence[Token], text: str) -> list[Number]:
    found: list[Number] = []
    for token in tokens:
        if not token.text[0].isdigit() or (found and token.i < found[-1].last):
            continue
        for pattern, bound in ((_ODD, "about"), (_MANY, "at_least")):
            match = pattern.fullmatch(token.text)
            value = None if match is None else _value(match[1])
            if value is not None:
                found.append(Number(first=token.i, last=token.i + 1, low=value, high=value, bound=bound))
        match = _SPAN.fullmatch(token.text)
        if match is not None:
            low, high = _value(match[1]), _value(match[2])
            if low is not None and high is not None and low < high:
                found.append(Number(first=token.i, last=token.i + 1, low=low, high=high, bound="between"))
            continue
        value = _value(token.text)
        if value is None or (found and token.i < found[-1].last):
            continue
        last = token.i + 1
        while last < len(tokens) and value < 1000**3 and value == int(value) and len(token.text) <= 3:
            group = tokens[last]
            gap = text[tokens[last - 1].end : group.start]
            if len(group.text) != 3 or not group.text.isdigit() or gap not in (" ", "\u00a0", "\u202f"):
                break
            value = value * 1000 + int(group.text)
            last += 1
        found.append(Number(first=token.i, last=last, low=value, high=value))
    return found


def _in_words(tokens: Sequence[Token], language: str) -> list[Number]:
    # Few sentences hold one, and reading them takes long.
    if not has_number_word([token.lower for token in tokens], language):
        return []
    from text_to_num import find_numbers as worded

    found = []
    for hit in worded([NumberWord(token.text) for token in tokens], language, 0):
        words = tokens[hit.start : hit.end]
        if hit.is_ordinal or not words or words[0].text[0].isdigit():
            continue
        if len(words) == 1 and hit.value == 1 and not _counts_one(words[0], tokens):
            continue
        found.append(Number(first=hit.start, last=hit.end, low=hit.value, high=hit.value, digits=False))
    return found


def _counts_one(word: Token, tokens: Sequence[Token]) -> bool:
    """Whether "one", "un", "une" is a number: no article, no pronoun, and no "one of"."""
    if word.pos not in ("NUM", "X"):
        return False
    after = tokens[word.i + 1].lower if word.i + 1 < len(tokens) else ""
    return after not in ("of", "des", "de", "d'", "d’") and not (word.pos == "X" and word.lower != "one")


def _multiplied(number: Number, tokens: Sequence[Token]) -> Number:
    """ "Two dozen": the word that multiplies belongs to the number."""
    if number.last >= len(tokens):
        return number
    factor = MULTIPLIERS.get(tokens[number.last].lower)
    if factor is None or (factor == 1000.0 and tokens[number.last].start != tokens[number.last - 1].end):
        return number
    return msgspec.structs.replace(number, last=number.last + 1, low=number.low * factor, high=number.high * factor)


_JOINTS = {"en": frozenset({"to", "or", "-", "–", "—"}), "fr": frozenset({"à", "ou", "-", "–", "—"})}
_BETWEEN = {"en": ("between", "and"), "fr": ("entre", "et")}


def _has_moved(tokens: Sequence[Token], first: int) -> bool:
    """Return whether "from" stands before a number and a verb of rising, falling or revising before that."""
    if first < 2 or tokens[first - 1].lower not in ("from", "de"):
        return False
    return any(token.lower in classes().revising for token in tokens[max(0, first - 6) : first - 1])


def _in_ranges(numbers: list[Number], tokens: Sequence[Token], language: str) -> list[Number]:
    """Join "30 to 40" and "between 30 and 40" to one number."""
    joints = _JOINTS.get(language, frozenset({"-", "–", "—"}))
    opening, middle = _BETWEEN.get(language, ("", ""))
    joined: list[Number] = []
    for number in numbers:
        before = joined[-1] if joined else None
        if before is not None and before.bound is None and number.bound is None and number.first == before.last + 1:
            joint = tokens[before.last].lower
            opened = before.first > 0 and tokens[before.first - 1].lower == opening and joint == middle
            if _has_moved(tokens, before.first) and joint in ("to", "à"):
                joined[-1] = number  # "rose from 21 to 34": the second is what it is
                continue
            if (opened or joint in joints) and before.low < number.high:
                low = before.low
                if number.low >= 1000 and before.low * 1000 < number.high and not number.digits and before.low < 100:
                    low = before.low * (1_000_000 if number.low >= 1_000_000 else 1000)
                first = before.first - 1 if opened else before.first
                joined[-1] = Number(
                    first=first, last=number.last, low=low, high=number.high, bound="between", digits=number.digits
                )
                continue
        joined.append(number)
    return joined
