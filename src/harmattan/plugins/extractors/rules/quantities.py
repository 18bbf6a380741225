"""Finds what is counted in a passage, with the bound that the words put on the count."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import msgspec

from harmattan.language.classes import classes
from harmattan.language.syntax import Token
from harmattan.lexicons import Lexicon
from harmattan.lexicons.rows import BoundRow, UnitRow, VagueRow
from harmattan.plugins.extractors.rules.found import FoundQuantity
from harmattan.plugins.extractors.rules.numbers import Number, find_numbers
from harmattan.plugins.extractors.rules.passage import Passage
from harmattan.plugins.extractors.rules.times import matches_in
from harmattan.records.claim import Bound, Quantity

_YEAR = re.compile(r"1[0-9]{3}|20[0-9]{2}")
_CLOCK = re.compile(r"[01]\d[0-5]\d|2[0-3][0-5]\d")
_DATED = frozenset({"en", "in", "since", "depuis", "vers", "circa", "year", "année", "an", "anno", "until", "jusqu'en"})
_HOURED = frozenset({"at", "à", "about", "around", "vers"})
_PARTITIVE = re.compile(
    r"\b(?:including|among (?:them|whom|which)|of (?:whom|them|which)|dont|parmi (?:lesquels|lesquelles|eux|elles)|y compris)\b",
    re.IGNORECASE,
)
_COORDINATED = re.compile(
    r"[^.;:()]{0,40}?(?:,|\band\b|\bet\b|\bas well as\b|\bainsi que\b)\s*[^.;:()]{0,12}", re.IGNORECASE
)
_SCALES = frozenset({"million", "millions", "milliard", "milliards", "billion", "mn", "bn"})
_OF_THEM = re.compile(r"\s+(?:of (?:them|whom|these)|d[’']entre eux|d[’']entre elles)\b", re.IGNORECASE)
_OUT_OF = re.compile(r"\s*(?:out of|of|sur|parmi|des)(?:\s+(?:the|those|these|les|ces))?\s*", re.IGNORECASE)
_PASSED = frozenset({"ADJ", "DET", "ADV", "PROPN"})
_OF = frozenset({"of", "de", "d'", "d’", "des", "du", "the", "les", "autres", "other", "more", "additional"})
_REACH = 6
"""How many words after a number its noun may stand."""


class _Counted(msgspec.Struct, frozen=True):
    """The noun that a number counts."""

    head: int
    at: tuple[int, int] | None = None
    unit: str | None = None
    group: str | None = None
    person: bool = False


def find_quantities(passage: Passage, *, language: str, lexicon: Lexicon) -> tuple[FoundQuantity, ...]:
    """Return the counts of a passage in text order: no dates, ages, measures, money, ordinals or numbers of things."""
    tokens = passage.tokens
    numbers = _numbers(passage, language)
    if not numbers:
        return ()
    units = {at: (row, first, last) for row, first, last, _ in passage.terms(UnitRow) for at in range(first, last)}
    bounds = passage.terms(BoundRow)
    found: list[FoundQuantity] = []
    for position, number in enumerate(numbers):
        nearest = numbers[position + 1].first if position + 1 < len(numbers) else len(tokens)
        counted = _counted(passage, number, units, nearest)
        share = _is_share(number, tokens)
        if share:
            counted = _Counted(number.last - 1, unit="percent")
        elif _counts_nothing(number, counted, tokens, passage):
            continue
        found.append(_quantity(passage, number, counted, bounds))
    return tuple(_with_parts(passage, found))


def _numbers(passage: Passage, language: str) -> list[Number]:
    """The numbers of the passage that are no part of a time, exact and vague ones together."""
    tokens = passage.tokens
    spans = [match.span("t") for match, _ in matches_in(passage, language)]

    def timed(first: int, last: int) -> bool:
        start, end = tokens[first].start, tokens[last - 1].end
        return any(start < span[1] and span[0] < end for span in spans)

    found: list[Number] = []
    for row, first, last, _ in passage.terms(VagueRow):
        if not timed(first, last) and row.low is not None:
            low = row.low
            high = low if row.high is None else row.high
            found.append(Number(first=first, last=last, low=low, high=high, bound=row.bound, digits=False))
    for number in find_numbers(tokens, passage.text, language):
        if timed(number.first, number.last) or any(
            number.first < item.last and item.first < number.last for item in found
        ):
            continue
        found.append(number)
    return sorted(found, key=lambda number: number.first)


def _counted(passage: Passage, number: Number, units: dict[int, tuple[UnitRow, int, int]], nearest: int) -> _Counted:
    tokens = passage.tokens
    last = tokens[number.last - 1]
    noun: int | None = None
    governor = tokens[last.head]
    if last.dep.startswith("nummod") and governor.i >= number.last and governor.i < nearest and governor.pos != "NUM":
        noun = governor.i
    for at in range(number.last, min(number.last + _REACH, nearest, len(tokens))):
        token = tokens[at]
        if at in units and (noun is None or at <= noun):
            row, first, end = units[at]
            if end < len(tokens) and end in units and end <= (noun or end) and token.pos != "PROPN":
                row, first, end = units[end]  # "police officers", "government soldiers": the last noun is counted
            return _Counted(passage.head_of(first, end), (first, end), row.unit, row.group, row.person)
        if at == noun:
            break
        if token.lower in _OF or token.pos in _PASSED or token.text == "-" or token.form == "participle":
            continue
        if token.pos == "NOUN":
            noun = noun if noun is not None and noun > at else at
            if noun == at:
                break
            continue
        break
    if noun is None or noun >= nearest or tokens[noun].pos not in ("NOUN", "X", "PROPN"):
        return _Counted(number.last - 1)
    if noun - number.last > _REACH or any(tokens[at].pos == "PUNCT" for at in range(number.last, noun)):
        return _Counted(number.last - 1)
    return _Counted(noun, (noun, noun + 1), tokens[noun].lower)


def _is_share(number: Number, tokens: Sequence[Token]) -> bool:
    """Say whether a number is so many in a hundred ("53 %", "12 per cent", "68 pour cent")."""
    after = [token.lower for token in tokens[number.last : number.last + 2]]
    return bool(after) and (after[0] in classes().percent or after in (["per", "cent"], ["pour", "cent"]))


def _counts_nothing(number: Number, counted: _Counted, tokens: Sequence[Token], passage: Passage) -> bool:
    after = tokens[number.last] if number.last < len(tokens) else None
    before = tokens[number.first - 1] if number.first else None
    named = counted.at is not None
    if number.bound == "vague" and not number.digits:
        return not named and not _is_elliptical(number, tokens)
    near = [after]
    if after is not None and after.text == "-" and number.last + 1 < len(tokens):
        near.append(tokens[number.last + 1])
    if any(token is not None and _measures(token) for token in near) or (named and _measures(tokens[counted.head])):
        return True
    if not named and after is not None and after.lower in _SCALES:
        return True
    if number.low == 1 and not number.digits and _is_whatever(number, tokens):
        return True
    if before is not None:
        if before.lower in classes().money or before.lower in classes().numbered:
            return True
        joined = before.end == tokens[number.first].start and before.text in ("-", "/", ":", "+", "#", "–")
        if joined and number.first > 1:
            return True
        name = before.text[:1].isupper() and before.pos == "PROPN"
        if number.digits and not named and name and not _is_shouted(passage):
            return True
    if number.digits and number.low == 1 and after is not None and after.lower in ("of", "des"):
        return True  # "1 of the attacks"
    if number.digits and not named and _is_label(number, before, after, tokens):
        return True
    if not number.digits and number.low == 1 and not named:
        return True
    return not named and not _is_elliptical(number, tokens)


def _measures(token: Token) -> bool:
    return token.lower.partition("/")[0] in classes().measures or token.lower in classes().measures


def _is_whatever(number: Number, tokens: Sequence[Token]) -> bool:
    """ "For one reason or another" counts nothing."""
    tail = [token.lower for token in tokens[number.last : number.last + 4]]
    return tail[1:3] == ["or", "another"] or tail[1:3] == ["or", "other"]


def _is_label(number: Number, before: Token | None, after: Token | None, tokens: Sequence[Token]) -> bool:
    """Say whether bare digits are a year, an hour, an age in commas or what something is numbered by."""
    text = tokens[number.first].text
    if before is not None and before.pos in ("NOUN", "PROPN") and tokens[number.first].head == before.i:
        return True  # "battalion 3", "channel 12"
    if number.first == 0 and after is not None and after.text in (".", ")", ","):
        return True
    year = number.low == number.high and _YEAR.fullmatch(text) is not None
    if year and 1900 <= number.low <= 2099:
        return True
    if number.low != number.high and all(_YEAR.fullmatch(f"{side:g}") for side in (number.low, number.high)):
        return True
    if before is not None and before.lower in _DATED and number.low >= 100 and text.isdigit():
        return True
    if _CLOCK.fullmatch(text) and (text.startswith("0") or (before is not None and before.lower in _HOURED)):
        return True
    if (
        before is not None
        and after is not None
        and before.text == ","
        and after.text in (",", ")", ";")
        and number.low < 110
    ):
        return number.first > 1 and tokens[number.first - 2].pos in ("PROPN", "NOUN")
    return len(text) >= 7 and text.isdigit()


def _is_elliptical(number: Number, tokens: Sequence[Token]) -> bool:
    """Say whether a number without a noun can still count people: "12 killed", "2,100 dead", "at least 30"."""
    token = tokens[number.last - 1]
    at = number.first - 1
    while at > 0 and tokens[at].dep in ("case", "nmod", "advmod", "fixed") and tokens[at].pos != "NOUN":
        at -= 1  # "killed at least 8": over the bound to the verb
    if at >= 0 and tokens[at].pos == "VERB" and at >= number.first - 4:
        return True
    after = tokens[number.last] if number.last < len(tokens) else None
    if after is not None and (after.form == "participle" or after.pos in ("VERB", "ADJ", "AUX")):
        return True
    if token.dep.partition(":")[0] in ("nsubj", "obj", "obl", "nmod", "conj", "root", "appos", "dep"):
        return True
    return after is not None and after.pos == "X"


def _is_shouted(passage: Passage) -> bool:
    return passage.upper


def _quantity(
    passage: Passage, number: Number, counted: _Counted, bounds: list[tuple[BoundRow, int, int, int]]
) -> FoundQuantity:
    tokens = passage.tokens
    first, last = number.first, number.last if counted.at is None else counted.at[1]
    bound: Bound | None = None
    indexes: list[int] = []
    reach = first
    if reach and tokens[reach - 1].lower in ("a", "an", "the", "les", "des", "une", "un"):
        reach -= 1
    for row, begin, end, _ in reversed(bounds):
        if row.place == "before" and end in (first, reach):
            bound, first, reach = row.bound, begin, begin
            indexes = [*range(begin, end), *indexes]
    for row, begin, end, _ in bounds:
        spots = {number.last, last} | {
            at + 1 for at in (number.last, last) if at < len(tokens) and tokens[at].text == ","
        }
        if row.place == "after" and begin in spots:
            bound = row.bound if bound is None or bound == "about" else bound
            indexes.extend(range(begin, end))
            last = max(last, end)
    low, high, kind = _range(number, bound)
    text = passage.text[tokens[first].start : tokens[last - 1].end]
    return FoundQuantity(
        first=first,
        last=last,
        head=counted.head,
        number=(number.first, number.last),
        bounds=tuple(indexes),
        unit_at=counted.at,
        quantity=Quantity(low=low, high=high, bound=kind, unit=counted.unit, group=counted.group, text=text),
        person=counted.person,
    )


def _range(number: Number, bound: Bound | None) -> tuple[float | None, float | None, Bound]:
    low, high = (None if number.low < 0 else number.low), (None if number.high < 0 else number.high)
    own = number.bound
    if bound == "at_least" or (bound is None and own == "at_least"):
        return low, None, "at_least"
    if bound == "at_most":
        return None, high, "at_most"
    if own == "vague":
        return low, None, "vague"
    if own == "between":
        return low, high, "between"
    if bound == "about" or own == "about":
        return low, high, "about"
    return low, high, "exactly"


def _with_parts(passage: Passage, found: list[FoundQuantity]) -> list[FoundQuantity]:
    """Set `part_of`: after "including" a count is a part of the last total before it, and so is what is coordinated."""
    done: list[FoundQuantity] = []
    for item in found:
        whole: int | None = None
        if done:
            before = done[-1]
            between = passage.text[passage.tokens[before.last - 1].end : passage.tokens[item.first].start]
            of_them = _OF_THEM.match(passage.text, passage.tokens[item.last - 1].end) and "," in between
            if _PARTITIVE.search(between) or (of_them and not between.strip(" ,")):
                whole = len(done) - 1 if before.part_of is None else before.part_of
            elif before.part_of is not None and _COORDINATED.fullmatch(between):
                group = done[before.part_of].quantity.group
                whole = before.part_of if group in (None, item.quantity.group) else None
        done.append(item if whole is None else msgspec.structs.replace(item, part_of=whole))
    return _with_totals(passage, done)


def _with_totals(passage: Passage, found: list[FoundQuantity]) -> list[FoundQuantity]:
    """ "Three of the 12 hostages": the first number is a part of the second, and counts the same."""
    done = list(found)
    for at, (item, total) in enumerate(pairwise(found)):
        between = passage.text[passage.tokens[item.last - 1].end : passage.tokens[total.first].start]
        if item.unit_at is None and _OUT_OF.fullmatch(between):
            whole = total.quantity
            quantity = msgspec.structs.replace(item.quantity, unit=whole.unit, group=whole.group)
            done[at] = msgspec.structs.replace(item, quantity=quantity, person=total.person, part_of=at + 1)
    return done
