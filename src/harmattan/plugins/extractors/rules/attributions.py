"""Who says what: attributions by verbs, evidentials, nouns, quotes and headlines, nested and carried ones too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from harmattan.language.classes import classes
from harmattan.language.syntax import Token
from harmattan.lexicons.lexicon import Lexicon
from harmattan.lexicons.rows import CueRow
from harmattan.plugins.extractors.rules.contents import THAT, case_of, quotes_in
from harmattan.plugins.extractors.rules.cues import STOPS, Cue, Cues, cues_of
from harmattan.plugins.extractors.rules.found import FoundActor, FoundAttribution, FoundSource
from harmattan.plugins.extractors.rules.passage import Passage
from harmattan.plugins.extractors.rules.sayings import AGENT_CASES, Saying, say, subject_of
from harmattan.plugins.extractors.rules.speakers import OBJECTS, RELATIVES, Speakers, is_inverted, is_pronoun

QUOTE_SIGN = re.compile('["“”«»]')
HEADLINE = 30
"""Tokens up to which a passage with a colon can be a headline ("Army: 30 rebels killed")."""
HEADLINE_SPEAKER = 6
LONGEST_SOURCE = 14
HEARSAY = frozenset({"aurait", "auraient", "serait", "seraient"})
IF = frozenset({"si", "s'", "s’", "quand", "que", "qu'", "qu’", "comme"})
SPEAKING = frozenset({"evidential", "reporting"})
CALLED_FOR = frozenset({"for", "to", "against", "à", "pour", "contre"})
OF = frozenset({"of", "de", "du", "des", "d'", "d’"})


def find_attributions(
    passage: Passage,
    *,
    actors: tuple[FoundActor, ...],
    language: str,
    lexicon: Lexicon | None,
    previous: tuple[FoundAttribution, ...] = (),
) -> tuple[FoundAttribution, ...]:
    """Return who says what in a passage, by where the cues stand.

    `previous` are the attributions of the passage before: their last speaker is whom "he said" and a quote without a
    speaker go back to (`carried`; `source` then holds that speaker, with token indexes of its own passage).
    An outer source stands in `chain` only where no attribution of its own holds this one.
    """
    cues = cues_of(passage)
    tokens = passage.tokens
    quoted = QUOTE_SIGN.search(passage.text) is not None
    colon = ":" in passage.text
    hearsay = language == "fr" and any(token.mood == "conditional" for token in tokens)
    if not quoted and not colon and not hearsay and not cues.kinds & {"reporting", "evidential"}:
        return ()
    speakers = Speakers(passage, actors, lexicon)
    quotes = quotes_in(tokens) if quoted else []
    found: list[FoundAttribution] = []
    carrier = _last_speaker(previous)
    sayings = list(_sayings(speakers, cues, quotes))
    relayed = {i for saying in sayings for i in saying.more}
    hosts = {saying.content for saying in sayings if saying.row.source_is == "object" and not saying.more}
    for saying in sayings:
        if saying.row.source_is != "object" and (saying.cue.first in relayed or saying.content in hosts):
            continue
        item = _from_saying(speakers, saying, found, carrier)
        if item is not None:
            found.append(item)
    found.extend(_from_evidentials(speakers, cues, found, carrier))
    found.extend(_from_nouns(speakers, cues, found))
    if language == "fr":
        found.extend(_from_conditionals(speakers, found))
    if not found and colon:
        found.extend(_from_colon(speakers, passage))
    found.extend(_from_quotes(passage, quotes, found, carrier))
    return tuple(sorted(found, key=lambda item: (item.cue or item.content or (0,))[0]))


def _sayings(speakers: Speakers, cues: Cues, quotes: list[tuple[int, int]]) -> Iterator[Saying]:
    for cue in cues.all:
        row = cue.row("reporting")
        if row is None or cue.row("unconfirmed", "doubt"):
            continue
        options = [row for row in cue.rows if row.cue == "reporting" and row.pos != "noun"]
        for option in sorted(options, key=lambda row: (row.source_is == "agent", not row.clause)):
            saying = say(speakers, cue, option, quotes)
            if saying is not None:
                yield saying
                break


def _last_speaker(attributions: Sequence[FoundAttribution]) -> FoundSource | None:
    """Who spoke last: of those who say something and whom nobody else only speaks of."""
    told = [item for item in attributions if item.source is not None and (item.row is None or item.row.position)]
    for item in reversed(told):
        if item.source is None or not any(_speaks_of(other, item) for other in told):
            return item.source
    return None


def _speaks_of(outer: FoundAttribution, inner: FoundAttribution) -> bool:
    """Whether one attribution stands within what another speaker says."""
    if outer is inner or inner.source is None or inner.carried is not None:
        return False
    return inner.source.first in outer.content and set(inner.content) < set(outer.content)


def _from_saying(
    speakers: Speakers, saying: Saying, found: Sequence[FoundAttribution], carrier: FoundSource | None
) -> FoundAttribution | None:
    cue = tuple(range(saying.cue.first, saying.cue.last)) + saying.more
    source: FoundSource | None = None
    carried: tuple[int, int] | None = None
    anaphor: tuple[int, int] | None = None
    if saying.speaker is not None:
        if is_pronoun(saying.speaker):
            if saying.speaker.lower in ("it", "il", "ce", "this") and saying.row.source_is == "agent":
                return None
            source = _last_speaker(found) or carrier
            carried = None if source is None else source.span
            anaphor = None if source is None else (saying.speaker.i, saying.speaker.i + 1)
            if source is None and not is_inverted(saying.speaker):
                source = speakers.source_of(saying.speaker.i, saying.speaker.i + 1, saying.speaker.i)
        else:
            source = speakers.source(saying.speaker, (*cue, *saying.content))
            source = _known(speakers, source, _last_speaker(found) or carrier)
    content = saying.content
    if source is not None and carried is None:
        content = content - set(range(source.first, source.last))
    content = content - set(cue) if saying.speaker is not None else content
    if not content:
        return None
    chain = saying.outer
    if saying.speaker is not None and not chain and carried is None:
        chain = _relayers(speakers, saying.speaker)
    return FoundAttribution(
        source=source, carried=carried, cue=cue, content=_tidy(speakers.tokens, content), row=saying.row,
        position=saying.row.position, chain=chain, anaphor=anaphor,
    )  # fmt: skip


def _known(speakers: Speakers, source: FoundSource | None, carrier: FoundSource | None) -> FoundSource | None:
    """A bare title or "the group" after a named speaker is that speaker."""
    if source is None or carrier is None or source.kind == "named" or carrier.kind != "named":
        return source
    definite = speakers.tokens[source.first].lower in ("the", "le", "la", "l'", "l’")
    row = speakers.generic.get(source.last - 1)
    titled = source.last - 1 in speakers.named
    if (
        source.last - source.first != 2
        or not definite
        or not (titled or (row is not None and row.kind in ("unknown", "official")))
    ):
        return source
    return msgspec.structs.replace(source, actor_id=carrier.actor_id, kind="named", stance=carrier.stance)


def _tidy(tokens: tuple[Token, ...], content: frozenset[int] | set[int]) -> tuple[int, ...]:
    """The content in order, without marks and conjunctions at its edges."""
    ordered = sorted(content)
    while ordered and (tokens[ordered[0]].text in STOPS or tokens[ordered[0]].text in (".", "!", "?")):
        ordered.pop(0)
    while ordered and (tokens[ordered[-1]].text in STOPS or tokens[ordered[-1]].text in (".", "!")):
        ordered.pop()
    return tuple(ordered)


def _from_evidentials(
    speakers: Speakers, cues: Cues, found: Sequence[FoundAttribution], carrier: FoundSource | None
) -> list[FoundAttribution]:
    made: list[FoundAttribution] = []
    for cue in cues.all:
        row = next((row for row in cue.rows if row.cue == "evidential" and row.pos != "noun"), None)
        if cue.idle or row is None or (row.value == "Uu" and row.position != "accusation") or _taken(cue, found):
            continue
        item = _by_source(speakers, cue, row, found) if row.source_is == "object" else _by_hearsay(speakers, cue, row)
        if item is not None:
            made.append(_carried(speakers, item, _last_speaker(found) or carrier))
    return made


def _carried(speakers: Speakers, item: FoundAttribution, speaker: FoundSource | None) -> FoundAttribution:
    """ "According to him": the speaker before, where there is one."""
    source = item.source
    if source is None or speaker is None or source.last - source.first > 1:
        return item
    token = speakers.tokens[source.first]
    if not is_pronoun(token) and token.lower not in OBJECTS:
        return item
    return msgspec.structs.replace(item, source=speaker, carried=speaker.span, anaphor=(source.first, source.last))


def _taken(cue: Cue, found: Sequence[FoundAttribution]) -> bool:
    return any(i in item.cue for item in found for i in range(cue.first, cue.last))


def _by_source(speakers: Speakers, cue: Cue, row: CueRow, found: Sequence[FoundAttribution]) -> FoundAttribution | None:
    """ "According to X, …": the noun phrase after the cue says the rest of its clause, or the clause before its brackets."""
    tokens = speakers.tokens
    if cue.last >= len(tokens):
        return None
    head = _noun_after(speakers, cue)
    if head is None or speakers.is_thing(head) or head.lower in classes().selves:
        return None
    first, last = speakers.phrase(head, frozenset(range(cue.first, cue.last)))
    first = cue.last if cue.last <= head.i else first
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
    chain += _relayers(speakers, head)
    tidy = _tidy(tokens, content)
    if not tidy:
        return None
    return FoundAttribution(
        source=source, cue=tuple(range(cue.first, cue.last)), content=tidy, row=row, position=row.position, chain=chain
    )


def _relayers(speakers: Speakers, head: Token) -> tuple[FoundSource, ...]:
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
    tidy = _tidy(tokens, content - own)
    return (
        FoundAttribution(source=None, cue=tuple(sorted(own)), content=tidy, row=row, position=row.position)
        if tidy
        else None
    )


def _from_nouns(speakers: Speakers, cues: Cues, found: Sequence[FoundAttribution]) -> list[FoundAttribution]:
    """ "Reports that …", "claims of …", "the army's denial that …": a noun of saying with what it says."""
    tokens, sentence = speakers.tokens, speakers.sentence
    made = []
    for cue in cues.all:
        row = next((row for row in cue.rows if row.pos == "noun" and row.value and row.cue in SPEAKING), None)
        if row is None or cue.idle or _taken(cue, found):
            continue
        noun = tokens[cue.head]
        if _is_judged(speakers, noun) or _is_denied(noun, found):
            continue
        if any(
            item.source is not None and item.carried is None and item.source.first <= noun.i < item.source.last
            for item in found
        ):
            continue
        content: set[int] = set()
        for child in sentence.children(noun, "acl", "ccomp", "csubj"):
            marks = {mark.lower for mark in sentence.children(child, "mark")}
            if (child.dep != "acl:relcl" and marks & THAT) or (child.dep == "acl:relcl" and marks & {"that", "que"}):
                content |= {each.i for each in sentence.subtree(child)}
        if (
            not content
            and cue.last < len(tokens)
            and tokens[cue.last].lower in ("that", "que", "qu'", "qu’")
            and noun.pos == "NOUN"
        ):
            if not any(child.dep == "acl:relcl" for child in sentence.children(noun)):
                content = set(range(cue.last, len(tokens)))
        above = sentence.head(noun)
        if not content and noun.dep == "nsubj" and above.pos == "VERB":
            # "Fears are growing that …": the clause was hung on the verb of the noun.
            for child in sentence.children(above, "ccomp", "advcl"):
                if child.i > above.i and {mark.lower for mark in sentence.children(child, "mark")} & {
                    "that",
                    "que",
                    "qu'",
                }:
                    content |= {each.i for each in sentence.subtree(child)}
        if not content and row.cue == "reporting":
            for child in sentence.children(noun, "acl", "nmod", "advcl"):
                wanted = child.form == "infinitive" or case_of(sentence, child) in CALLED_FOR
                if wanted and child.i > noun.i and not child.dep.endswith("relcl"):
                    content |= {each.i for each in sentence.subtree(child)}
        if not content:
            for child in sentence.children(noun, "nmod", "acl"):
                cases = {case.lower for case in sentence.children(child, "case", "mark")}
                if (
                    cases & OF
                    and child.i > noun.i
                    and not speakers.can_speak(child)
                    and row.term not in ("word", "message", "bulletin")
                ):
                    content |= {each.i for each in sentence.subtree(child)}
        content -= set(range(cue.first, cue.last))
        tidy = _tidy(tokens, content)
        if tidy and tokens[tidy[0]].lower in OF:
            tidy = tidy[1:]
        source = None
        for child in sentence.children(noun, "nmod", "compound", "amod", "nmod:poss", "det"):
            if child.i not in content and speakers.can_speak(child):
                source = speakers.source(child, content)
                break
        source = source or _maker(speakers, noun, content)
        if not tidy and (source is None or row.cue != "reporting"):
            continue
        made.append(
            FoundAttribution(
                source=source, cue=tuple(range(cue.first, cue.last)), content=tidy, row=row, position=row.position
            )
        )
    return made


def _from_conditionals(speakers: Speakers, found: Sequence[FoundAttribution]) -> list[FoundAttribution]:
    """The French conditional of hearsay ("aurait fait 30 morts"): somebody says it, nobody is named.

    Only a past conditional, or one of being, in a main clause with no condition, wish or modal about it is one.
    """
    tokens, sentence, cues = speakers.tokens, speakers.sentence, speakers.cues
    said = {i for item in found for i in item.content}
    made: list[FoundAttribution] = []
    for token in tokens:
        if token.mood != "conditional" or token.i in said or token.pos != "AUX" or token.lower not in HEARSAY:
            continue
        verb = sentence.head(token)
        clause = [verb, *sentence.ancestors(verb)]
        bound = any(cues.hang(each.i, "conditional", "modal", "hedge", "outlook") for each in clause[:2])
        bound = bound or any(
            cues.at.get(each.i) and cues.at[each.i].row("modal", "hedge", "reporting", "attitude")
            for each in clause[:2]
        )
        conditions = [child for child in sentence.children(verb, "advcl") if cues.hang(child.i, "conditional")]
        if bound or conditions or (verb.i == token.i and token.dep != "root"):
            continue
        if any(child.lower in IF for child in sentence.children(verb, "mark")):
            continue
        content = {each.i for each in sentence.subtree(verb)} - {token.i}
        made.append(
            FoundAttribution(source=None, cue=(token.i,), content=_tidy(tokens, content), row=None, position=None)
        )
    return made


def _maker(speakers: Speakers, noun: Token, content: set[int]) -> FoundSource | None:
    """Who made a saying that stands as a noun: "charges made by the army", "the army issued a warning"."""
    sentence = speakers.sentence
    for child in sentence.children(noun, "acl"):
        for agent in sentence.children(child, "obl"):
            agentive = agent.dep == "obl:agent" or case_of(sentence, agent) in AGENT_CASES
            if agentive and agent.i not in content and speakers.can_speak(agent):
                return speakers.source(agent, content)
    above = sentence.head(noun)
    if noun.dep.partition(":")[0] == "obj" and above.i in speakers.cues.light:
        subject = subject_of(sentence, above)
        if subject is not None and speakers.can_speak(subject) and not is_pronoun(subject):
            return speakers.source(subject, content)
    return None


def _is_denied(noun: Token, found: Sequence[FoundAttribution]) -> bool:
    """Whether somebody denies what a noun of saying reports ("rejected claims that …")."""
    return any(item.position == "denial" and noun.head in item.cue for item in found)


def _is_judged(speakers: Speakers, noun: Token) -> bool:
    """Whether the author says of a report that it is false: what it reports is then the author's to deny."""
    above = speakers.sentence.head(noun)
    own = speakers.cues.covering.get(above.i)
    row = own.row("doubt", "hedge") if own is not None else None
    return noun.dep.startswith("nsubj") and row is not None and (row.value or "").endswith("-")


def _from_colon(speakers: Speakers, passage: Passage) -> list[FoundAttribution]:
    """ "Army: 30 rebels killed", "30 rebels killed: army"."""
    tokens = passage.tokens
    colons = [token.i for token in tokens if token.text == ":"]
    if not colons or (passage.kind != "heading" and len(tokens) > HEADLINE):
        return []
    for colon, inside, content in (
        (colons[0], (0, colons[0]), (colons[0] + 1, len(tokens))),
        (colons[-1], (colons[-1] + 1, len(tokens)), (0, colons[-1])),
    ):
        first, last = inside
        while last > first and tokens[last - 1].text in (".", "”", '"'):
            last -= 1
        if not 0 < last - first <= HEADLINE_SPEAKER or content[1] - content[0] < 2:
            continue
        head = next(
            (tokens[i] for i in range(first, last) if not first <= tokens[i].head < last or tokens[i].head == i), None
        )
        actor = next(
            (actor for actor in speakers.actors if first <= actor.head < last and (actor.speaks or actor.anonymous)),
            None,
        )
        if actor is not None:
            head = tokens[actor.head]
        if head is None or not (
            actor is not None or head.i in speakers.named or head.i in speakers.media or _speaks(speakers, head)
        ):
            continue
        if any(token.pos in ("VERB", "AUX") and token.form != "participle" for token in tokens[first:last]):
            continue
        source = speakers.source_of(first, last, head.i)
        if source is not None:
            return [
                FoundAttribution(
                    source=source,
                    cue=(colon,),
                    content=_tidy(tokens, set(range(*content))),
                    row=None,
                    position="statement",
                )
            ]
    return []


def _speaks(speakers: Speakers, head: Token) -> bool:
    row = speakers.generic.get(head.i)
    return row is not None and row.speaks


def _from_quotes(
    passage: Passage, quotes: list[tuple[int, int]], found: Sequence[FoundAttribution], carrier: FoundSource | None
) -> list[FoundAttribution]:
    """A quote that nobody here speaks goes on from the speaker before, where it is most of its passage."""
    made: list[FoundAttribution] = []
    speaker = _last_speaker(found) or carrier
    if speaker is None or speaker.span is None:
        return made
    covered = {i for item in found for i in item.content}
    for first, last in quotes:
        if (
            last - first > 2
            and not covered.intersection(range(first, last))
            and (last - first) * 2 > len(passage.tokens)
        ):
            cue = tuple(i for i in (first - 1,) if i >= 0)
            made.append(
                FoundAttribution(
                    source=speaker, carried=speaker.span, cue=cue, content=_tidy(passage.tokens, set(range(first, last))),
                    row=None, position="statement",
                )
            )  # fmt: skip
    return made
