"""Finds dates, periods and durations in a passage, told from the day of publication or of the dateline where that is known.

A small grammar of patterns a language. A relative time without a day to tell it from keeps its words and no dates.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from weakref import WeakKeyDictionary

from harmattan.language.syntax import Sentence, Token
from harmattan.lexicons.normal import normalise
from harmattan.plugins.extractors.rules.calendar import Days, anchor_of, time_of
from harmattan.plugins.extractors.rules.feasts import words
from harmattan.plugins.extractors.rules.found import FoundTime
from harmattan.plugins.extractors.rules.passage import Passage
from harmattan.plugins.extractors.rules.time_joining import read_at
from harmattan.plugins.extractors.rules.time_patterns import grammar_of
from harmattan.plugins.extractors.rules.time_readers import Match, Reader, Told
from harmattan.records.claim import TimePrecision

_FUTURE = re.compile(r"^[a-zà-ÿ]+(?:[eirdtvu]ra|[eidtvu]ront)$")
"""French verbs of the future, in text without syntax."""
_INFINITIVE = re.compile(r"^to$|(?:er|ir|re|oir)$")
_HIGH = 6
"""Steps from a time up to the verb of its clause."""


def find_times(
    passage: Passage, *, language: str, day: date | None, before: Sequence[FoundTime] = ()
) -> tuple[FoundTime, ...]:
    """Return the times of a passage in text order; of a language without a grammar, dates in digits alone.

    `day` is that of the dateline or of publication; `before` are the times of the passages before it, of which "the next day"
    is told.
    """
    found: list[FoundTime] = []
    earlier = [known for item in before if (known := _dated(item)) is not None]

    def tell(match: Match) -> Told:
        bounds = passage.words(*match.span("t"))
        ahead = None if bounds is None else is_ahead(passage.sentence, passage.head_of(*bounds))
        return Told(day=day, language=language, ahead=ahead, before=earlier)

    items, at = matches_in(passage, language), 0
    while at < len(items):
        joined = read_at(items, at, tell)
        at += 1 if joined is None else joined.taken
        bounds = None if joined is None else passage.words(joined.start, joined.end)
        if joined is None or bounds is None:
            continue
        reading = joined.reading
        found.append(
            FoundTime(
                first=bounds[0],
                last=bounds[1],
                head=passage.head_of(*bounds),
                time=time_of(
                    reading.days, reading.precision, passage.text[joined.start : joined.end],
                    open_start=reading.until, open_end=reading.since,
                ),
                duration=reading.duration,
                since=reading.since,
            )
        )  # fmt: skip
        if reading.days is not None and not reading.since:
            earlier.append((reading.days, reading.precision))
    return tuple(found)


def tells_time(text: str, language: str | None) -> bool:
    """Return whether a text has a time or what looks like one."""
    return bool(_matches(text, language or "und"))


def _dated(item: FoundTime) -> tuple[Days, TimePrecision] | None:
    first, last = anchor_of(item.time.start), anchor_of(item.time.end)
    return None if first is None or last is None else ((first, last), item.time.precision)


def is_ahead(sentence: Sentence, index: int) -> bool | None:
    """Return whether the clause of tokens[index] speaks of what is to come, by its verb; None where no verb says."""
    token = sentence.tokens[index]
    if token.pos == "X":
        return True if _is_ahead_flat(sentence) else None
    through = False
    for _ in range(_HIGH):
        if through and token.lower in words().intents:
            return True
        said = _ahead_by(sentence, token)
        if said is not None:
            return said
        if token.head == token.i:
            return None
        through = through or token.form == "infinitive"
        token = sentence.head(token)
    return None


def _is_ahead_flat(sentence: Sentence) -> bool:
    """Return whether a sentence without syntax has a verb of the future."""
    known = words()
    for token, after in zip(sentence.tokens, [*sentence.lowers[1:], ""], strict=True):
        if token.lower in known.will or (_FUTURE.search(token.text) and token.text not in known.simple_past):
            return True
        if (token.lower in known.to_be and after == "to") or (
            token.lower in known.prospects and _INFINITIVE.search(after)
        ):
            return True
    return False


def _ahead_by(sentence: Sentence, token: Token) -> bool | None:
    helpers = sentence.children(token, "aux", "cop")
    if token.lower in words().prospects and (token.pos != "NOUN" or helpers):
        return True
    if token.pos not in ("VERB", "AUX") and not helpers:
        return None
    lowers = {helper.lower for helper in helpers}
    tenses = {helper.tense for helper in helpers} | {token.tense}
    if "future" in tenses or lowers & words().will:
        return True
    if lowers & words().modals and "have" not in lowers:
        return True
    marks = {mark.lower for mark in sentence.children(token, "mark", "xcomp")}
    if token.form == "infinitive" and "to" in marks and (lowers & words().to_be or marks & words().prospects):
        return True
    if token.form == "infinitive" and token.dep.startswith("acl") and "à" in marks:
        return True  # "une étude à paraître dimanche"
    if token.form == "infinitive" and not lowers:
        return None
    return False if "past" in tenses or token.form == "participle" else None


_SEEN: WeakKeyDictionary[Passage, tuple[tuple[Match, Reader], ...]] = WeakKeyDictionary()


def matches_in(passage: Passage, language: str) -> tuple[tuple[Match, Reader], ...]:
    """Return what looks like a time or an age in a passage, in text order, none within another; group `t` is its words.

    Kept for as long as the passage is, as both times and quantities ask for it.
    """
    known = _SEEN.get(passage)
    if known is None:
        known = _SEEN[passage] = tuple(_matches(passage.text, language))
    return known


def _matches(text: str, language: str) -> list[tuple[Match, Reader]]:
    # Patterns are in lower case: they run faster so than with case put aside.
    lowered = normalise(text)
    rules = grammar_of(language).rules_for(lowered)
    if not rules:
        return []
    upper = text.upper() == text
    found: list[tuple[Match, Reader]] = []
    for pattern, reader in rules:
        for match in pattern.finditer(lowered):
            start, end = match.span("t")
            if any(start < other.end("t") and other.start("t") < end for other, _ in found):
                continue
            if _is_cased(match, text, upper, language):
                found.append((match, reader))
    return sorted(found, key=lambda pair: pair[0].start("t"))


def _is_cased(match: Match, text: str, upper: bool, language: str) -> bool:
    """English months and weekdays are capitalised: this tells May from may. In capitals "may" and "march" need a number."""
    if language != "en":
        return True
    for name in ("m", "m2"):
        word = match.groupdict().get(name)
        if word is None or word not in ("may", "march"):
            continue
        numbered = any(match.groupdict().get(part) for part in ("d", "y"))
        if not (numbered if upper else text[match.start(name)].isupper()):
            return False
    return True
