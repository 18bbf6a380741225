"""Who says what: attributions by verbs, evidentials, nouns, quotes and headlines, nested and carried ones too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from harmattan.language.classes import classes
from harmattan.language.syntax import Token
from harmattan.lexicons.lexicon import Lexicon
from harmattan.plugins.extractors.rules.contents import quotes_in
from harmattan.plugins.extractors.rules.cues import Cues, cues_of
from harmattan.plugins.extractors.rules.evidentials import evidentials, relayers, views, with_origins
from harmattan.plugins.extractors.rules.found import FoundActor, FoundAttribution, FoundSource
from harmattan.plugins.extractors.rules.noun_reports import noun_reports
from harmattan.plugins.extractors.rules.passage import Passage
from harmattan.plugins.extractors.rules.said import last_speaker, tidy
from harmattan.plugins.extractors.rules.sayings import Saying, say
from harmattan.plugins.extractors.rules.speakers import Speakers, is_inverted, is_pronoun

QUOTE_SIGN = re.compile('["“”«»]')
HEADLINE = 30
"""Tokens up to which a passage with a colon can be a headline ("Army: 30 rebels killed")."""
HEADLINE_SPEAKER = 6
HEARSAY = frozenset({"aurait", "auraient", "serait", "seraient"})
IF = frozenset({"si", "s'", "s’", "quand", "que", "qu'", "qu’", "comme"})


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
    opens_view = tokens[0].lower in classes().views
    if not quoted and not colon and not hearsay and not opens_view and not cues.kinds & {"reporting", "evidential"}:
        return ()
    speakers = Speakers(passage, actors, lexicon)
    quotes = quotes_in(tokens) if quoted else []
    found: list[FoundAttribution] = []
    carrier = last_speaker(previous)
    sayings = list(_sayings(speakers, cues, quotes))
    relayed = {i for saying in sayings for i in saying.more}
    hosts = {saying.content for saying in sayings if saying.row.source_is == "object" and not saying.more}
    for saying in sayings:
        if saying.row.source_is != "object" and (saying.cue.first in relayed or saying.content in hosts):
            continue
        item = _from_saying(speakers, saying, found, carrier)
        if item is not None:
            found.append(item)
    found.extend(evidentials(speakers, cues, found, carrier))
    found.extend(noun_reports(speakers, cues, found))
    found.extend(views(speakers, found))
    if language == "fr":
        found = with_origins(speakers, found)
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
            source = last_speaker(found) or carrier
            carried = None if source is None else source.span
            anaphor = None if source is None else (saying.speaker.i, saying.speaker.i + 1)
            if source is None and not is_inverted(saying.speaker):
                source = speakers.source_of(saying.speaker.i, saying.speaker.i + 1, saying.speaker.i)
        else:
            source = speakers.source(saying.speaker, (*cue, *saying.content))
            source = _known(speakers, source, last_speaker(found) or carrier)
    content = saying.content
    if source is not None and carried is None:
        content = content - set(range(source.first, source.last))
    content = content - set(cue) if saying.speaker is not None else content
    if not content:
        return None
    chain = saying.outer
    if saying.speaker is not None and not chain and carried is None:
        chain = relayers(speakers, saying.speaker)
    return FoundAttribution(
        source=source, carried=carried, cue=cue, content=tidy(speakers.tokens, content), row=saying.row,
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
            FoundAttribution(source=None, cue=(token.i,), content=tidy(tokens, content), row=None, position=None)
        )
    return made


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
                    content=tidy(tokens, set(range(*content))),
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
    speaker = last_speaker(found) or carrier
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
                    source=speaker, carried=speaker.span, cue=cue, content=tidy(passage.tokens, set(range(first, last))),
                    row=None, position="statement",
                )
            )  # fmt: skip
    return made
