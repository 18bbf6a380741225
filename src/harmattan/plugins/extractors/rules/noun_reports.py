"""Nouns of saying ("reports that …", "the army's denial"): what they say and who made them."""

from __future__ import annotations

from collections.abc import Sequence

from harmattan.language.syntax import Token
from harmattan.plugins.extractors.rules.contents import THAT, case_of
from harmattan.plugins.extractors.rules.cues import Cues
from harmattan.plugins.extractors.rules.found import FoundAttribution, FoundSource
from harmattan.plugins.extractors.rules.said import taken, tidy
from harmattan.plugins.extractors.rules.sayings import AGENT_CASES, subject_of
from harmattan.plugins.extractors.rules.speakers import Speakers, is_pronoun

SPEAKING = frozenset({"evidential", "reporting"})
CALLED_FOR = frozenset({"for", "to", "against", "à", "pour", "contre"})
OF = frozenset({"of", "de", "du", "des", "d'", "d’"})


def noun_reports(speakers: Speakers, cues: Cues, found: Sequence[FoundAttribution]) -> list[FoundAttribution]:
    """ "Reports that …", "claims of …", "the army's denial that …": a noun of saying with what it says."""
    tokens, sentence = speakers.tokens, speakers.sentence
    made = []
    for cue in cues.all:
        row = next((row for row in cue.rows if row.pos == "noun" and row.value and row.cue in SPEAKING), None)
        if row is None or cue.idle or taken(cue, found):
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
        kept = tidy(tokens, content)
        if kept and tokens[kept[0]].lower in OF:
            kept = kept[1:]
        source = None
        for child in sentence.children(noun, "nmod", "compound", "amod", "nmod:poss", "det"):
            if child.i not in content and speakers.can_speak(child):
                source = speakers.source(child, content)
                break
        source = source or _maker(speakers, noun, content)
        if not kept and (source is None or row.cue != "reporting"):
            continue
        made.append(
            FoundAttribution(
                source=source, cue=tuple(range(cue.first, cue.last)), content=kept, row=row, position=row.position
            )
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
