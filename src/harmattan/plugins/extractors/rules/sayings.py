"""Verbs of saying and believing: who is their subject, and what is said."""

from __future__ import annotations

from typing import NamedTuple

from harmattan.language.classes import classes
from harmattan.language.syntax import Sentence, Token
from harmattan.lexicons.rows import CueRow
from harmattan.plugins.extractors.rules.contents import (
    AS,
    OF_DEED,
    THAT,
    below,
    case_of,
    comma_before,
    quoted_around,
    said_by,
)
from harmattan.plugins.extractors.rules.cues import STOPS, Cue
from harmattan.plugins.extractors.rules.found import FoundSource
from harmattan.plugins.extractors.rules.speakers import AUTHORS, NOMINAL, PRONOUNS, RELATIVES, TIMES, Speakers

AGENT_CASES = frozenset({"by", "par", "from"})


class Saying(NamedTuple):
    """What a reporting verb says: by whom (a token, or none), and the tokens of what is said."""

    cue: Cue
    row: CueRow
    speaker: Token | None
    content: frozenset[int]
    outer: tuple[FoundSource, ...] = ()
    more: tuple[int, ...] = ()
    """Other tokens of the cue ("quoted … as saying")."""


def say(speakers: Speakers, cue: Cue, row: CueRow, quotes: list[tuple[int, int]]) -> Saying | None:
    """Return what a reporting verb says and who says it; None where it reports nothing here."""
    sentence, tokens = speakers.sentence, speakers.tokens
    verb = tokens[cue.head]
    if cue.last - cue.first > 1 and verb.pos == "NOUN" and verb.dep in ("appos", "conj", "parataxis", "dep"):
        return _say_broken(speakers, cue, row, verb)
    if verb.dep in ("amod", "compound", "case", "fixed") or (verb.pos == "X" and speakers.cues.flat):
        return _say_flat(speakers, cue, row, quotes) if verb.pos == "X" else None
    children = sentence.children(verb)
    passive = _is_passive(sentence, verb)
    if _is_unsaid(speakers, row, verb):
        return None
    if row.source_is == "object":
        return _relay(speakers, cue, row, verb, passive)
    if row.source_is == "agent" and not passive:
        return None
    if passive:
        return _say_passive(speakers, cue, row, verb, children, quotes)
    subject = subject_of(sentence, verb)
    if subject is None or subject.lower in TIMES:
        subject = _near_speaker(speakers, cue) or _inverted(speakers, verb)
    if subject is None or speakers.is_thing(subject):
        return None
    hearsay = subject.lower in classes().nobody_in_particular and row.position in (None, "statement")
    if subject.lower in AUTHORS and not hearsay and not any(first <= verb.i < last for first, last in quotes):
        return None
    if subject.pos == "ADJ" and sentence.children(subject, "cop"):
        return None
    if speakers.cues.covering.get(subject.i) is cue:
        return None
    if row.position in ("threat", "promise") and not speakers.can_speak(subject):
        return None
    judges = any(other.cue == "judgement" for other in cue.rows)
    if judges and not hearsay and not speakers.can_speak(subject):
        return None
    content, is_clause = said_by(speakers, cue, row, verb, subject, quotes)
    if row.clause and not is_clause:
        return None
    vague = row.position in (None, "statement", "responsibility")
    vague = vague or (row.position == "accusation" and not _of_a_deed(speakers, content))
    fights = row.position == "responsibility" and speakers.actor_at(subject.i, subject.i, subject.i + 1) is not None
    if not is_clause and vague and not fights and not speakers.can_speak(subject):
        return None
    if hearsay:
        return Saying(cue, row, None, frozenset(content - {subject.i})) if content and is_clause else None
    content -= {subject.i} | _said_aside(speakers, verb, content)
    outer = _hearer(speakers, verb)
    return Saying(cue, row, subject, frozenset(content), outer) if content else None


def _of_a_deed(speakers: Speakers, content: set[int]) -> bool:
    """Whether somebody is accused "of" something, which only somebody can do."""
    return any(speakers.tokens[i].lower in OF_DEED and speakers.tokens[i].dep == "mark" for i in content)


def _is_unsaid(speakers: Speakers, row: CueRow, verb: Token) -> bool:
    """Whether nothing is said yet: an infinitive of purpose or duty, what may or will be said, what one asks for oneself.

    "Could not confirm" says something, as do all verbs whose negation leaves a claim open.
    """
    sentence = speakers.sentence
    node = verb
    while node.dep == "conj" and sentence.head(node).form == "infinitive":
        node = sentence.head(node)
    dep = node.dep.partition(":")[0]
    if verb.form == "infinitive" and not sentence.children(verb, "nsubj") and not row.open_when_negated:
        helped = sentence.children(sentence.head(node), "obj", "iobj")
        if dep in ("advcl", "acl") or (dep == "xcomp" and helped):
            return True
    if row.open_when_negated:
        return False
    for cue in speakers.cues.below.get(verb.i, ()):
        helper = speakers.tokens[cue.first]
        if cue.head != verb.i and helper.dep.startswith("aux") and cue.row("modal", "outlook", "negation"):
            return True
    if row.position not in ("demand", "call") or sentence.children(verb, "obj", "iobj"):
        return False
    wishes = sentence.children(verb, "xcomp")
    return bool(wishes) and all(
        sentence.children(wish, "aux:pass") and not sentence.children(wish, "nsubj", "obj") for wish in wishes
    )


def _said_aside(speakers: Speakers, verb: Token, content: set[int]) -> set[int]:
    """Words of the content that another speaker sets beside it (", a weekly reported")."""
    sentence = speakers.sentence
    found: set[int] = set()
    for cue in speakers.cues.all:
        token = speakers.tokens[cue.head]
        if token is not verb and token.i in content and token.dep == "parataxis" and cue.row("reporting") is not None:
            if sentence.children(token, "nsubj") and not sentence.children(token, "ccomp") and token.i > verb.i:
                found |= below(sentence, token)
    return found


def _say_broken(speakers: Speakers, cue: Cue, row: CueRow, noun: Token) -> Saying | None:
    """ "X, …, claimed responsibility for …" read as a noun phrase: the noun it was hung on speaks."""
    sentence = speakers.sentence
    speaker = sentence.head(noun)
    if speaker is noun or not speakers.can_speak(speaker):
        return None
    content = {i for i in below(sentence, noun) if i >= cue.last}
    return Saying(cue, row, speaker, frozenset(content)) if content else None


def subject_of(sentence: Sentence, verb: Token) -> Token | None:
    """Return who a verb says does it: its subject, the one it shares, or the noun that its clause hangs on."""
    node = verb
    for _ in range(5):
        subjects = [
            child for child in sentence.children(node, "nsubj") if child.dep != "nsubj:pass" or node is not verb
        ]
        if subjects:
            if subjects[0].lower in RELATIVES:
                return _antecedent(sentence, node)
            return subjects[0]
        dep = node.dep.partition(":")[0]
        if node.dep == "acl:relcl" or dep == "acl":
            if node.form == "infinitive":
                return None
            above = sentence.head(node)
            return above if above.pos in NOMINAL else None
        bare = dep == "ccomp" and node.form in ("gerund", "participle") and not sentence.children(node, "mark", "aux")
        if dep not in ("conj", "xcomp", "advcl") and not bare:
            return None
        node = sentence.head(node)
    return None


def _antecedent(sentence: Sentence, node: Token) -> Token | None:
    for _ in range(3):
        if node.dep.startswith("acl"):
            above = sentence.head(node)
            return above if above.pos in NOMINAL else None
        if node.dep not in ("conj", "xcomp"):
            return None
        node = sentence.head(node)
    return None


def _is_passive(sentence: Sentence, verb: Token) -> bool:
    """Whether what a verb reports is its subject. A headless "X called for …" that was read as a participle is active."""
    agent = any(
        child.dep == "obl:agent" or case_of(sentence, child) in AGENT_CASES for child in sentence.children(verb, "obl")
    )
    if verb.dep == "acl" and not agent and sentence.head(verb).dep == "root" and not sentence.children(verb, "aux"):
        return False
    after = sentence.tokens[verb.i + 1 : verb.i + 3]
    aside = verb.i > 0 and sentence.tokens[verb.i - 1].text == ","
    if aside and verb.lower in classes().held_to and not sentence.children(verb, "aux", "obj") and len(after) == 2:
        # "The attackers, said to number hundreds, …"
        return after[0].lower == "to" and after[1].form == "infinitive"
    helped = bool(sentence.children(verb, "aux")) or verb.dep in ("acl", "advcl", "xcomp", "amod")
    clause = any(child.dep == "ccomp" and sentence.children(child, "mark") for child in sentence.children(verb))
    told = any(child.dep in ("obj", "iobj") for child in sentence.children(verb))
    if not helped and not agent and (clause or told):
        return False
    if verb.passive or any(child.dep in ("aux:pass", "nsubj:pass") for child in sentence.children(verb)):
        return True
    first = sentence.head(verb)
    if verb.dep == "conj" and verb.form == "participle" and not sentence.children(verb, "nsubj", "aux", "obj"):
        return any(child.dep in ("aux:pass", "nsubj:pass") for child in sentence.children(first))
    bare = verb.form == "participle" and verb.tense != "present" and not sentence.children(verb, "aux", "nsubj")
    return (
        bare
        and verb.dep in ("acl", "advcl")
        and any(
            child.dep == "obl:agent" or case_of(sentence, child) in AGENT_CASES
            for child in sentence.children(verb, "obl")
        )
    )


def _say_passive(
    speakers: Speakers, cue: Cue, row: CueRow, verb: Token, children: list[Token], quotes: list[tuple[int, int]]
) -> Saying | None:
    """ "It is reported that …", "X was reported killed", "the attack was claimed by X"."""
    sentence = speakers.sentence
    agent = next(
        (child for child in children
         if child.dep.startswith("obl") and (child.dep == "obl:agent" or case_of(sentence, child) in AGENT_CASES)),
        None,
    )  # fmt: skip
    clauses = [child for child in children if child.dep in ("ccomp", "xcomp", "csubj", "csubj:pass")]
    if not row.clause:
        clauses += [child for child in children if child.dep == "advcl" and child.form == "infinitive"]
    subject = next(
        (child for child in children if child.dep.startswith("nsubj") or child.dep.startswith("csubj")), None
    )
    fallback = [
        child for child in children
        if child.i > cue.last - 1 and child.pos in ("VERB", "AUX") and child.dep not in ("aux", "aux:pass", "conj")
    ]  # fmt: skip
    content: set[int] = set()
    if clauses:
        for clause in clauses:
            content |= below(sentence, clause)
        raised = subject is not None and subject.dep != "expl" and subject.lower not in ("it", "il", "ce")
        if raised and any(clause.dep in ("xcomp", "advcl") for clause in clauses) and subject is not None:
            content |= below(sentence, subject)
    elif (subject is not None and subject.lower not in ("it", "il", "ce")) or verb.dep.startswith("acl"):
        open_ended = row.source_is != "agent" and row.position not in ("statement", "accusation")
        if (row.clause and not _is_told(speakers, subject)) or (agent is None and open_ended):
            return None
        content = (
            below(sentence, sentence.head(verb))
            if verb.dep.startswith("acl") and subject is None
            else below(sentence, verb)
        )
    elif fallback and not row.clause:
        content = below(sentence, fallback[0])
    else:
        follows = speakers.tokens[cue.last] if cue.last < len(speakers.tokens) else None
        if follows is not None and (follows.lower in THAT or follows.text in (":", ",")):
            content = set(range(cue.last, len(speakers.tokens)))
        else:
            content = quoted_around(cue, quotes)
    if agent is not None:
        content -= below(sentence, agent)
    content -= set(range(cue.first, cue.last))
    content -= {child.i for child in children if child.dep in ("aux", "aux:pass", "expl", "expl:subj", "punct")}
    return Saying(cue, row, agent, frozenset(content)) if content else None


def _is_told(speakers: Speakers, subject: Token | None) -> bool:
    """Whether the subject of a passive is itself something said: a noun of saying with its clause ("the version that …")."""
    if subject is None:
        return False
    sentence = speakers.sentence
    own = speakers.cues.covering.get(subject.i)
    if own is not None and any(row.cue == "evidential" for row in own.rows):
        return True
    clauses = sentence.children(subject, "acl", "ccomp")
    return any(mark.lower in THAT for clause in clauses for mark in sentence.children(clause, "mark"))


def _near_speaker(speakers: Speakers, cue: Cue) -> Token | None:
    """Without a subject in the tree: the speaker right beside the verb ("said Colonel X", "the army says")."""
    tokens = speakers.tokens
    for actor in speakers.actors:
        if (actor.speaks or actor.anonymous) and (actor.first - cue.last in (0, 1) or 0 <= cue.first - actor.last <= 2):
            between = tokens[actor.last : cue.first] if actor.last <= cue.first else tokens[cue.last : actor.first]
            if not any(token.text in STOPS for token in between):
                return tokens[actor.head]
    before = cue.first - 1
    while before > 0 and tokens[before].pos in ("AUX", "ADV", "PART"):
        before -= 1
    if before >= 0 and tokens[before].lower in PRONOUNS and tokens[before].lower not in ("it", "this", "ce"):
        return tokens[before]
    return None


def _inverted(speakers: Speakers, verb: Token) -> Token | None:
    """ "…, ont indiqué à l'AFP des sources militaires": the speaker behind the verb and its hearer, hung on the hearer."""
    if verb.dep != "parataxis" or verb.i == 0:
        return None
    own = [token for token in speakers.sentence.subtree(verb) if token.i > verb.i and token.pos in ("NOUN", "PROPN")]
    for bare in (True, False):
        for token in own:
            cases = [case.lower for case in speakers.sentence.children(token, "case")]
            # The plural article of French is read as a preposition.
            if (cases == ["des"] if not bare else not cases) and speakers.can_speak(token):
                return token
    return None


def _hearer(speakers: Speakers, verb: Token) -> tuple[FoundSource, ...]:
    """The outlet that was told ("a resident told AFP"): it relays."""
    for child in speakers.sentence.children(verb, "obj", "iobj", "obl"):
        case = case_of(speakers.sentence, child)
        if child.i in speakers.media and case in (None, "to", "à"):
            tail = [
                each.i
                for tail in speakers.sentence.children(child, "acl", "ccomp")
                for each in speakers.sentence.subtree(tail)
            ]
            source = speakers.source(child, tail)
            return (source,) if source is not None else ()
    return ()


def _relay(speakers: Speakers, cue: Cue, row: CueRow, verb: Token, passive: bool) -> Saying | None:
    """ "AFP quoted residents as saying that …", "X was quoted by AFP as saying": the one quoted speaks, the quoter relays."""
    sentence, tokens = speakers.sentence, speakers.tokens
    children = sentence.children(verb)
    if passive:
        inner = next((child for child in children if child.dep == "nsubj:pass"), None)
        if inner is None and verb.dep.startswith("acl"):
            inner = sentence.head(verb)
        relay = next((c for c in children if c.dep == "obl:agent" or case_of(sentence, c) in AGENT_CASES), None)
    else:
        inner = next((child for child in children if child.dep == "obj"), None)
        relay = subject_of(sentence, verb)
    if inner is None or not speakers.can_speak(inner):
        return None
    saying = next(
        (other for other in speakers.cues.all
         if other.first > cue.last - 1 and other.row("reporting") and other.head > 0
         and tokens[other.first - 1].lower in AS),
        None,
    )  # fmt: skip
    more: tuple[int, ...] = ()
    if saying is not None:
        inside = tokens[saying.head]
        content: set[int] = set()
        for child in sentence.children(inside):
            if child.dep in ("ccomp", "obj", "xcomp", "parataxis", "obl"):
                content |= below(sentence, child)
        if not content:
            content = set(range(saying.last, len(tokens)))
        more = tuple(range(saying.first, saying.last))
    else:
        host = verb
        for _ in range(4):
            if host.head == host.i or host.dep.partition(":")[0] not in ("advcl", "acl", "conj"):
                break
            host = sentence.head(host)
        above = speakers.cues.at.get(host.i)
        if above is None or above is cue or above.row("reporting") is None:
            return None
        content = set()
        for child in sentence.children(host, "ccomp", "obj", "parataxis"):
            if verb.i not in below(sentence, child):
                content |= below(sentence, child)
        if relay is None or relay is inner:
            relay = subject_of(sentence, host)
        more = ()
    content -= set(range(cue.first, cue.last)) | {inner.i}
    if not content:
        return None
    outer = (
        ()
        if relay is None or relay.lower in PRONOUNS
        else tuple(s for s in (speakers.source(relay, (verb.i,)),) if s is not None)
    )
    return Saying(cue, row, inner, frozenset(content), outer, more)


def _say_flat(speakers: Speakers, cue: Cue, row: CueRow, quotes: list[tuple[int, int]]) -> Saying | None:
    """Without a tree: a speaker right before or after the verb, and what follows "that" or stands before the comma."""
    tokens = speakers.tokens
    if row.clause and not (cue.last < len(tokens) and tokens[cue.last].lower in THAT):
        return None
    speaker = _near_speaker(speakers, cue)
    if speaker is None:
        return None
    quoted = quoted_around(cue, quotes)
    if quoted:
        return Saying(cue, row, speaker, frozenset(quoted - {speaker.i}))
    if cue.last < len(tokens) and (tokens[cue.last].lower in THAT or tokens[cue.last].text == ":"):
        return Saying(cue, row, speaker, frozenset(range(cue.last, len(tokens))) - {speaker.i})
    comma = comma_before(tokens, min(cue.first, speaker.i))
    if comma is not None and comma >= 3:
        return Saying(cue, row, speaker, frozenset(range(comma)))
    return None
