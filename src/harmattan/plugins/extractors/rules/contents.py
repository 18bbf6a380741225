"""What a verb of saying says: its clause, its quote, its object, or what stands before it."""

from __future__ import annotations

from harmattan.language.classes import classes
from harmattan.language.syntax import Sentence, Token
from harmattan.lexicons.rows import CueRow
from harmattan.plugins.extractors.rules.cues import STOPS, Cue
from harmattan.plugins.extractors.rules.speakers import TIMES, Speakers

AS = frozenset({"as", "comme", "ainsi", "tel"})
THAT = frozenset({"that", "que", "qu'", "qu’", "how", "whether", "if", "si", "why"})
OF_WHAT = frozenset({"of", "for", "against", "to", "on", "de", "d'", "d’", "pour", "contre", "à"})
OWNED = frozenset({"denial", "admission", "responsibility"})
"""Positions whose speaker tells of a deed of their own by a gerund ("denied killing 8 people")."""
OF_DEED = frozenset({"of", "for", "with", "de", "d'", "d’", "pour"})
OPEN, CLOSE = "“«", "”»"


def quotes_in(tokens: tuple[Token, ...]) -> list[tuple[int, int]]:
    """Return [first, last) of what stands between quotation marks, the marks left out; an open quote runs to the end."""
    found = []
    start: int | None = None
    for token in tokens:
        sign = token.text
        if sign in OPEN or (sign in ('"', "``", "''") and start is None):
            if start is None:
                start = token.i + 1
        elif (sign in CLOSE or sign in ('"', "''")) and start is not None:
            if token.i - start > 0:
                found.append((start, token.i))
            start = None
        elif sign in CLOSE and start is None and token.i > 3:
            found.append((0, token.i))
    if start is not None and len(tokens) - start > 2:
        found.append((start, len(tokens)))
    return found


def case_of(sentence: Sentence, token: Token) -> str | None:
    """Return the preposition of a phrase, in lower case; None where it has none."""
    cases = sentence.children(token, "case")
    return cases[0].lower if cases else None


def said_by(
    speakers: Speakers, cue: Cue, row: CueRow, verb: Token, subject: Token, quotes: list[tuple[int, int]]
) -> tuple[set[int], bool]:
    """Return the tokens that an active verb reports, and whether they are a clause or a quote rather than an object."""
    sentence, tokens = speakers.sentence, speakers.tokens
    own = set(range(cue.first, cue.last))
    children = sentence.children(verb)
    if tokens[cue.last - 1].pos == "ADP" and any(token.pos == "NOUN" for token in tokens[cue.first : cue.last]):
        # "Put the toll at 40 dead": what the preposition governs, wherever the tree has it.
        stops = (i for i in range(cue.last, len(tokens)) if tokens[i].text in STOPS or tokens[i].text == ".")
        return set(range(cue.last, next(stops, len(tokens)))), False
    content: set[int] = _after_that(speakers, cue, verb)
    for child in children:
        trails = (
            child.form in ("gerund", "participle")
            and child.i in speakers.cues.at
            and speakers.cues.at[child.i].row("reporting")
        )
        if (
            child.dep in ("ccomp", "csubj") and child is not subject and not trails and _is_clause(sentence, child)
        ) or (child.dep == "advcl" and row.position and child.i > verb.i and _is_wish(sentence, child)):
            content |= below(sentence, child)
    if content:
        near = [quote for quote in _nearest(speakers, cue, quotes) if quote[0] >= min(content) - 1]
        return (content | quoted_around(cue, near)) - own, True
    quoted = quoted_around(cue, _nearest(speakers, cue, quotes)) if row.position or row.value == "CT+" else set()
    if quoted and (row.position != "accusation" or not _is_inside(sentence, verb, quoted)):
        return quoted - own - _own_words(sentence, subject, verb), True
    dep = verb.dep.partition(":")[0]
    above = sentence.head(verb)
    as_clause = dep == "advcl" and any(child.lower in AS for child in sentence.children(verb, "mark", "advmod", "case"))
    infinitives = [
        child for child in children
        if child.dep == "xcomp" or (child.dep == "advcl" and child.i > cue.first and child.form == "infinitive")
        or (child.dep == "advcl" and child.form in ("gerund", "participle") and child.i == cue.last and row.position in OWNED)
    ]  # fmt: skip
    infinitives = [child for child in infinitives if child.lower not in classes().sources]
    hearer = next((child for child in children if child.dep in ("obj", "iobj") and child.i in speakers.media), None)
    objects = [
        child for child in children
        if (child.dep in ("obj", "iobj") or (child.dep == "ccomp" and not _is_clause(sentence, child)))
        and child is not subject and child is not hearer and not _covered(child, cue)
    ]  # fmt: skip
    if hearer is not None:
        told = [child for child in sentence.children(hearer) if child.dep in ("acl:relcl", "acl", "ccomp")]
        if told:
            return {i for child in told for i in below(sentence, child)} - own, True
    trailing = (
        dep == "conj"
        and not sentence.children(verb, "cc")
        and comma_before(tokens, min(cue.first, subject.i)) is not None
    )
    beside = dep in ("parataxis", "dep") and (row.clause or not objects)
    speaks = speakers.can_speak(subject) or subject.lower in classes().nobody_in_particular
    if (beside or (trailing and not objects) or as_clause) and above is not verb and speaks:
        return below(sentence, above) - below(sentence, verb) - own, True
    for child in children:
        if (
            child.dep == "parataxis"
            and not _speaks_itself(speakers, child)
            and not (row.position in ("demand", "call") and (infinitives or objects))
            # "Claimed the deaths of 40 soldiers, a figure that …" says the first of the two.
            and not (objects and child.pos in ("NOUN", "PROPN"))
            and child.i > cue.first
            and (child.pos in ("VERB", "ADJ", "NOUN", "AUX") or sentence.children(child, "nsubj"))
        ):
            content |= below(sentence, child)
    if content:
        return content - own, True
    follows = tokens[cue.last] if cue.last < len(tokens) else None
    if follows is not None and follows.lower in THAT and follows.i + 1 < len(tokens):
        return {i for i in range(cue.last, len(tokens)) if tokens[i].text not in (".",)} - _own_words(
            sentence, subject, verb
        ), True
    if infinitives or objects:
        deeds = [
            child for child in children
            if objects and child.dep in ("advcl", "acl") and child.i > cue.first
            and any(mark.lower in OF_DEED for mark in sentence.children(child, "mark", "case"))
        ]  # fmt: skip
        for child in (*infinitives, *objects, *deeds):
            content |= below(sentence, child)
        content |= {
            i for child in children if child.dep.startswith("obl") and child.i > cue.first
            and (objects or infinitives) and case_of(sentence, child) in OF_WHAT
            for i in below(sentence, child)
        }  # fmt: skip
        asked = row.position in ("demand", "call") and any(
            part.form == "infinitive" and part.i > child.i
            for child in objects
            for part in sentence.children(child, "acl")
        )
        if objects and content:
            content |= _tail(tokens, sentence, max(content))
            content -= _meant(speakers, content)
        wanted = row.clause and row.position in (None, "statement")
        alone = sum(each.cue == "reporting" for each in cue.rows) == 1
        deed = (
            alone
            and row.position == "statement"
            and speakers.can_speak(subject)
            and any(child.i in speakers.happenings for child in objects)
        )
        judged = row.value is not None and row.value.startswith("PR") and len(objects) > 1
        clausal = (bool(infinitives) and not wanted) or asked or deed or judged
        return content - own - _own_words(sentence, subject, verb), clausal
    if follows is not None and follows.text == ":":
        return set(range(cue.last + 1, len(tokens))), True
    if (
        speakers.can_speak(subject)
        and cue.first >= len(tokens) - 8
        and comma_before(tokens, min(cue.first, subject.i)) is not None
    ):
        comma = comma_before(tokens, min(cue.first, subject.i)) or 0
        if comma >= 3:
            return set(range(comma)), True
    if cue.last - cue.first > 1 or any(child.dep.startswith("obl") and child.i >= cue.last for child in children):
        beyond = {i for i in below(sentence, verb) if i >= cue.last} | {
            i for j in own for child in sentence.children(tokens[j]) if child.i not in own and child.i >= cue.last
            for i in below(sentence, child)
        }  # fmt: skip
        # "…, but the army denied it": a clause beside it with a subject of its own is another's.
        apart = {
            i for child in children if child.dep == "conj" and sentence.children(child, "nsubj")
            for i in below(sentence, child)
        }  # fmt: skip
        return beyond - apart - _own_words(sentence, subject, verb), False
    return set(), False


def _after_that(speakers: Speakers, cue: Cue, verb: Token) -> set[int]:
    """What follows "that" where only times, places and hearers part it from the verb and the tree lost the clause."""
    sentence, tokens = speakers.sentence, speakers.tokens
    start = next(
        (token.i for token in tokens[cue.last : cue.last + 8] if token.lower in ("that", "que", "qu'", "qu’")), None
    )
    if start is None or any(token.pos in ("VERB", "AUX", "PUNCT") for token in tokens[cue.last : start]):
        return set()
    whole = any(
        child.dep == "ccomp" and any(mark.i == start for mark in sentence.children(child, "mark"))
        for child in sentence.children(verb)
    )
    if whole or any(not _may_hear(speakers, token) for token in tokens[cue.last : start]):
        return set()
    last = start + 1
    while (
        last < len(tokens) and tokens[last].text not in (";", ":", ".", "!", "?") and not _is_next(speakers, verb, last)
    ):
        last += 1
    return set(range(start, last))


def _may_hear(speakers: Speakers, token: Token) -> bool:
    """Whether a word may stand between a verb of saying and its clause: no thing of which a clause could tell more."""
    if token.pos not in ("NOUN", "PRON"):
        return True
    return token.lower in TIMES or token.i in speakers.media or speakers.is_person(token)


def _is_next(speakers: Speakers, verb: Token, at: int) -> bool:
    """Whether the next saying of the same speaker begins at a conjunction."""
    token = speakers.tokens[at]
    if token.dep not in ("cc", "punct"):
        return False
    joined = speakers.tokens[token.head]
    own = speakers.cues.at.get(joined.i)
    return (
        own is not None
        and own.row("reporting") is not None
        and joined.head == verb.i
        and joined.dep in ("conj", "advcl")
    )


def _speaks_itself(speakers: Speakers, clause: Token) -> bool:
    """Whether a clause set beside is another saying with a speaker of its own ("A accused B; B denied it")."""
    own = speakers.cues.at.get(clause.i)
    return own is not None and own.row("reporting") is not None and bool(speakers.sentence.children(clause, "nsubj"))


def _is_inside(sentence: Sentence, verb: Token, quoted: set[int]) -> bool:
    """Whether a quote is only a part of what hangs on the verb."""
    return bool(quoted) and min(quoted) > verb.i and bool(sentence.children(verb, "obj"))


def _is_wish(sentence: Sentence, clause: Token) -> bool:
    """Whether a clause says to what end somebody speaks ("insiste pour que …")."""
    marks = {mark.lower for mark in sentence.children(clause, "mark")}
    return "pour" in marks and bool(marks & {"que", "qu'", "qu’"})


def _is_clause(sentence: Sentence, token: Token) -> bool:
    """Whether a complement is a clause, and not a noun that was read as one."""
    return token.pos not in ("NOUN", "PROPN", "NUM") or bool(sentence.children(token, "nsubj", "cop", "mark", "aux"))


def _tail(tokens: tuple[Token, ...], sentence: Sentence, last: int) -> set[int]:
    """What goes on after the object of a report, up to a stronger mark or a clause with a subject of its own."""
    found: set[int] = set()
    for token in tokens[last + 1 :]:
        if token.text in STOPS - {",", "-", '"', "“", "”", "«", "»"} or token.text == ".":
            break
        clausal = token.pos in ("VERB", "AUX") and token.dep in ("conj", "parataxis", "advcl", "root")
        if token.dep == "cc" or clausal or token.dep == "nsubj" or token.dep == "mark":
            break
        found.add(token.i)
    return found


def _meant(speakers: Speakers, content: set[int]) -> set[int]:
    """Relative clauses that say what a reported thing means (", which may indicate …"): the author's, not the source's."""
    found: set[int] = set()
    for cue in speakers.cues.all:
        token = speakers.tokens[cue.head]
        if cue.head in content and token.dep == "acl:relcl" and cue.row("judgement"):
            found |= below(speakers.sentence, token)
    return found


def comma_before(tokens: tuple[Token, ...], end: int) -> int | None:
    """Return the nearest comma, dash or closing quote among the eight tokens before `end`."""
    for i in range(end - 1, max(-1, end - 8), -1):
        if tokens[i].text in (",", "–", "—", "”", '"', "»"):
            return i
    return None


def _covered(token: Token, cue: Cue) -> bool:
    return cue.first <= token.i < cue.last


def quoted_around(cue: Cue, quotes: list[tuple[int, int]]) -> set[int]:
    """Tokens of the quotes around a verb that lies in none of them; a word or two in marks are no quote."""
    if any(first <= cue.head < last for first, last in quotes):
        return set()
    return {i for first, last in quotes if last - first > 2 for i in range(first, last)}


def _nearest(speakers: Speakers, cue: Cue, quotes: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The quotes to which no other verb of saying stands nearer."""
    verbs = [
        other.head
        for other in speakers.cues.all
        if other.row("reporting") and speakers.tokens[other.head].pos == "VERB"
    ]

    def gap(verb: int, quote: tuple[int, int]) -> int:
        return max(quote[0] - verb, verb - quote[1] + 1, 0)

    outside = [verb for verb in verbs if not any(first <= verb < last for first, last in quotes)]
    return [quote for quote in quotes if all(gap(cue.head, quote) <= gap(verb, quote) for verb in outside)]


def below(sentence: Sentence, token: Token) -> set[int]:
    """Return the tokens of a subtree."""
    return {each.i for each in sentence.subtree(token)}


def _own_words(sentence: Sentence, subject: Token, verb: Token) -> set[int]:
    """The words of a subject; of one on which the verb hangs ("a statement saying …") only those up to it."""
    words = below(sentence, subject)
    return {i for i in words if i <= subject.i} if verb.i in words else words
