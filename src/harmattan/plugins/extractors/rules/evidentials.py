"""Words of hearsay and of sources ("according to", "reportedly", "de source militaire"): who says what they are about."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from harmattan.language.classes import classes
from harmattan.language.syntax import Token
from harmattan.lexicons.rows import CueRow
from harmattan.plugins.extractors.rules.contents import THAT
from harmattan.plugins.extractors.rules.cues import STOPS, Cue, Cues
from harmattan.plugins.extractors.rules.found import FoundAttribution, FoundSource
from harmattan.plugins.extractors.rules.said import last_speaker, taken, tidy
from harmattan.plugins.extractors.rules.speakers import OBJECTS, RELATIVES, Speakers, is_pronoun

LONGEST_SOURCE = 14
NEAR_ORIGIN = 6
"""Words after "a-t-on appris" within which whoever told it stands."""
SHORTEST_VIEW = 6


def evidentials(
    speakers: Speakers, cues: Cues, found: Sequence[FoundAttribution], carrier: FoundSource | None
) -> list[FoundAttribution]:
    """Return what words of hearsay and of sources say, beside what is found; "him" is the speaker before, else `carrier`."""
    made: list[FoundAttribution] = []
    for cue in cues.all:
        row = next((row for row in cue.rows if row.cue == "evidential" and row.pos != "noun"), None)
        if cue.idle or row is None or (row.value == "Uu" and row.position != "accusation") or taken(cue, found):
            continue
        if _is_confirming(speakers, cue):
            continue
        item = _by_source(speakers, cue, row, found) if row.source_is == "object" else _by_hearsay(speakers, cue, row)
        if item is not None:
            made.append(_carried(speakers, item, last_speaker(found) or carrier))
    return made


def _is_confirming(speakers: Speakers, cue: Cue) -> bool:
    """Whether a source is only who would confirm it ("could not be confirmed by independent sources")."""
    above = speakers.sentence.head(speakers.tokens[cue.head])
    own = speakers.cues.covering.get(above.i)
    confirms = own is not None and any(row.open_when_negated or row.cue == "unconfirmed" for row in own.rows)
    return above.i < cue.first and confirms


def _carried(speakers: Speakers, item: FoundAttribution, speaker: FoundSource | None) -> FoundAttribution:
    """ "According to him": the speaker before, where there is one."""
    source = item.source
    if source is None or speaker is None or source.last - source.first > 1:
        return item
    token = speakers.tokens[source.first]
    if not is_pronoun(token) and token.lower not in OBJECTS:
        return item
    return msgspec.structs.replace(item, source=speaker, carried=speaker.span, anaphor=(source.first, source.last))


def _by_source(speakers: Speakers, cue: Cue, row: CueRow, found: Sequence[FoundAttribution]) -> FoundAttribution | None:
    """ "According to X, …": the noun phrase after the cue says the rest of its clause, or the clause before its brackets."""
    tokens = speakers.tokens
    if cue.last >= len(tokens):
        return None
    ends = cue.last
    head: Token | None
    if tokens[cue.last - 1].lower in classes().sources:
        # "De source militaire": the noun of the cue is the source.
        head, ends = tokens[cue.last - 1], cue.last - 1
    else:
        head = _noun_after(speakers, cue)
    if head is None or speakers.is_thing(head) or head.lower in classes().selves:
        return None
    first, last = speakers.phrase(head, frozenset(range(cue.first, ends)))
    first = ends if ends <= head.i else first
    last = min(last, first + LONGEST_SOURCE, _stop_after(tokens, head.i, last))
    last = max(last, head.i + 1)
    source = speakers.source_of(first, last, head.i)
    if source is None:
        return None
    own = set(range(cue.first, last))
    bracket = cue.first and tokens[cue.first - 1].text == "("
    content = _clause_before(speakers, cue.first - 1) if bracket else _clause_around(speakers, cue, head) - own
    if len(content) < 2:
        content = set(range(len(tokens))) - own
    quoting = tokens[cue.first].lower in ("citing", "quoting", "citant", "cite")
    chain: tuple[FoundSource, ...] = ()
    if quoting:
        host = next((item for item in found if item.source is not None and item.cue and item.carried is None), None)
        if host is not None and host.source is not None and host.source.first < cue.first:
            content = set(host.content) - own
    chain += relayers(speakers, head)
    kept = tidy(tokens, content)
    if not kept:
        return None
    return FoundAttribution(
        source=source, cue=tuple(range(cue.first, ends)), content=kept, row=row, position=row.position, chain=chain
    )


def relayers(speakers: Speakers, head: Token) -> tuple[FoundSource, ...]:
    """The outlet by which a source is quoted ("residents quoted by AFP")."""
    for child in speakers.sentence.children(head, "acl"):
        own = speakers.cues.at.get(child.i)
        if own is None or not any(row.cue == "reporting" and row.source_is == "object" for row in own.rows):
            continue
        for agent in speakers.sentence.children(child, "obl"):
            source = speakers.source(agent)
            if source is not None:
                return (source,)
    return ()


def _noun_after(speakers: Speakers, cue: Cue) -> Token | None:
    """The noun that an evidential preposition governs: its head in the tree, or the next noun."""
    tokens = speakers.tokens
    above = tokens[tokens[cue.head].head]
    if (
        above.i >= cue.last
        and above.pos in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "X")
        and above.i - cue.last < LONGEST_SOURCE
    ):
        return above
    for j in range(cue.first, cue.last):
        for child in speakers.sentence.children(tokens[j], "obl", "obj", "nmod", "pobj"):
            if child.i >= cue.last and child.pos in ("NOUN", "PROPN", "PRON", "NUM"):
                return child
    noun: Token | None = None
    for token in tokens[cue.last : cue.last + 8]:
        if token.text in STOPS or (noun is not None and token.pos not in ("NOUN", "PROPN", "X")):
            break
        if token.pos in ("NOUN", "PROPN", "X"):
            noun = token
    return noun


def _stop_after(tokens: tuple[Token, ...], head: int, last: int) -> int:
    """Where a source after its cue ends at the latest: brackets, colons, dashes and verbs do not belong to it."""
    for i in range(head + 1, last):
        if tokens[i].text in STOPS - {",", "-", '"', "“", "”", "«", "»"}:
            return i
        if tokens[i].text == "," and (
            i + 1 >= last or tokens[i + 1].dep not in ("appos", "conj", "det", "amod", "compound", "acl")
        ):
            return i
    return last


def _clause_before(speakers: Speakers, end: int) -> set[int]:
    """What stands before brackets: the last of several coordinate clauses that have a subject of their own."""
    tokens = speakers.tokens
    start = end
    while start > 0 and tokens[start - 1].text not in ("(", ")", ";", ":"):
        if tokens[start - 1].pos == "CCONJ" and _is_clause(speakers, start, end):
            break
        start -= 1
    return set(range(start, end))


def _is_clause(speakers: Speakers, start: int, end: int) -> bool:
    """Whether tokens[start:end], behind a conjunction, have a predicate with a subject of its own among them."""
    for token in speakers.tokens[start:end]:
        verb = speakers.sentence.head(token)
        own = token.dep.startswith("nsubj") and start <= verb.i < end and token.lower not in RELATIVES
        if own and verb.pos in ("VERB", "AUX"):
            return True
    return False


def _clause_around(speakers: Speakers, cue: Cue, head: Token) -> set[int]:
    """The clause whose predicate an evidential hangs on; all the passage where the tree does not say."""
    sentence, tokens = speakers.sentence, speakers.tokens
    if speakers.cues.flat or cue.first == 0 or tokens[cue.first - 1].text == ",":
        return _between_strong_marks(tokens, cue.first)
    node = head
    for _ in range(8):
        if node.head == node.i:
            return set(range(len(tokens)))
        up = sentence.head(node)
        if up.pos in ("VERB", "AUX") or up.head == up.i or sentence.children(up, "cop", "nsubj"):
            return {each.i for each in sentence.subtree(up)}
        node = up
    return set(range(len(tokens)))


def _between_strong_marks(tokens: tuple[Token, ...], at: int) -> set[int]:
    """What an evidential that a comma sets off speaks of: its sentence, as far as the next semicolon on either side."""
    first, last = at, at
    while first > 0 and tokens[first - 1].text != ";":
        first -= 1
    while last < len(tokens) and tokens[last].text != ";":
        last += 1
    return set(range(first, last))


def _by_hearsay(speakers: Speakers, cue: Cue, row: CueRow) -> FoundAttribution | None:
    """ "Reportedly", "it is said that", "a-t-on appris": somebody says it, nobody is named."""
    tokens, sentence = speakers.tokens, speakers.sentence
    own = set(range(cue.first, cue.last))
    follows = tokens[cue.last] if cue.last < len(tokens) else None
    verbal = any(tokens[i].pos in ("VERB", "AUX") for i in own) and cue.last - cue.first > 1
    content: set[int]
    if (follows is not None and follows.lower in THAT) or tokens[cue.last - 1].lower in THAT:
        content = set(range(cue.last, len(tokens)))
    elif verbal and tokens[cue.first].lower in ("is", "are", "has", "have", "was", "were"):
        content = set(range(cue.first))
    else:
        node = tokens[cue.head]
        if node.head == node.i or speakers.cues.flat:
            content = set(range(len(tokens)))
        else:
            up = sentence.head(node)
            while up.head != up.i and up.dep.partition(":")[0] in (
                "aux",
                "cop",
                "advmod",
                "amod",
                "nummod",
                "case",
                "mark",
            ):
                up = sentence.head(up)
            content = {each.i for each in sentence.subtree(up)}
    kept = tidy(tokens, content - own)
    return (
        FoundAttribution(source=None, cue=tuple(sorted(own)), content=kept, row=row, position=row.position)
        if kept
        else None
    )


def with_origins(speakers: Speakers, found: Sequence[FoundAttribution]) -> list[FoundAttribution]:
    """ "…, a-t-on appris mardi de source militaire": whoever "on" had it from is the source of what nobody is named for."""
    named: list[FoundAttribution] = []
    origins: list[tuple[int, int]] = []
    for item in found:
        origin = _origin(speakers, item) if item.source is None and item.cue else None
        if origin is not None:
            first, source = origin
            origins.append((first, source.last))
            content = set(item.content) - set(range(first, source.last))
            if item.cue[-1] < first:
                content -= set(range(item.cue[-1], first))
            cue = tuple(i for i in item.cue if not first <= i < source.last)
            item = msgspec.structs.replace(item, source=source, cue=cue, content=tidy(speakers.tokens, content))
        named.append(item)
    return [item for item in named if not any(first <= i < last for first, last in origins for i in item.cue)]


def _origin(speakers: Speakers, item: FoundAttribution) -> tuple[int, FoundSource] | None:
    """Return where "de source …" or "auprès de …" stands near a cue or opens the passage, and the source that it names."""
    tokens, words = speakers.tokens, classes()
    spots = [0, *range(item.cue[0], min(len(tokens) - 1, item.cue[-1] + NEAR_ORIGIN))]
    for at in spots:
        lower = tokens[at].lower
        if lower == "de" and tokens[at + 1].lower in words.sources:
            noun: Token | None = tokens[at + 1]
        elif lower == "auprès":
            noun = next((token for token in tokens[at + 2 : at + 6] if token.pos in ("NOUN", "PROPN")), None)
        else:
            continue
        if noun is None:
            continue
        first, last = speakers.phrase(noun, frozenset(range(at, noun.i)))
        source = speakers.source_of(max(first, at + 1), last, noun.i)
        if source is not None:
            return at, source
    return None


def views(speakers: Speakers, found: Sequence[FoundAttribution]) -> list[FoundAttribution]:
    """ "For Amnesty International, …": what a name that opens a sentence, set off by a comma, thinks."""
    tokens = speakers.tokens
    if len(tokens) < SHORTEST_VIEW or tokens[0].lower not in classes().views or any(0 in item.cue for item in found):
        return []
    head = tokens[tokens[0].head]
    if head.pos not in ("NOUN", "PROPN") or not speakers.can_speak(head) or speakers.is_thing(head):
        return []
    source = speakers.source(head, (0,))
    if source is None or source.kind != "named" or source.last >= len(tokens) or tokens[source.last].text != ",":
        return []
    content = tidy(tokens, set(range(source.last, len(tokens))))
    if not any(tokens[i].form == "finite" for i in content):
        return []
    return [FoundAttribution(source=source, cue=(0,), content=content, row=None, position=None)]
