"""The tree as the verbs of saying need it: where a parser commonly hangs a speaker or a second saying wrongly."""

from __future__ import annotations

from harmattan.language.syntax import Sentence, Token
from harmattan.plugins.extractors.rules.arguments import blamed_on
from harmattan.plugins.extractors.rules.cues import CONTRAST, Cues

VERBAL = frozenset({"VERB", "AUX"})
COMMAS = frozenset({",", "–", "—", "”", '"', "»"})
LINKS = frozenset({"that", "which", "who", "que", "qui", "dont"})
LONGEST_SPEAKER = 16
"""Words between the comma before a trailing speaker and its verb."""

Moves = dict[int, tuple[int, str]]
"""Token index → (new head, new relation)."""


def mend(cues: Cues) -> Sentence:
    """Return the sentence with the speakers and sayings put where they belong; the same one where nothing is wrong.

    Mended are a saying coordinated with what another one reports ("denied that A and said B"), a speaker after a comma
    that was read as an apposition ("A, an officer and a doctor said"), a clause read as the speaker of its own report, and a
    participle read as the verb of its sentence ("an attack claimed by A left …").
    """
    sentence = cues.sentence
    verbs = [
        cue.head for cue in cues.all if cue.row("reporting") is not None and _is_verbal(sentence, cues.tokens[cue.head])
    ]  # fmt: skip
    if cues.flat or not verbs:
        return sentence
    moves: Moves = {}
    for verb in verbs:
        moves.update(_lift(sentence, verbs, verb))
        for mended in (_raise, _reduce, _attach, _part, _seat, _open, _pair):
            found = mended(sentence, verb)
            if found and verb not in moves:
                moves.update(found)
                break
    return _moved(sentence, moves) if moves else sentence


def _is_verbal(sentence: Sentence, token: Token) -> bool:
    """Whether a word is a verb, or was read as an adjective but has a subject of its own ("the army blamed JNIM")."""
    return token.pos in VERBAL or (token.pos == "ADJ" and token.dep == "amod" and _subject(sentence, token) is not None)


def _moved(sentence: Sentence, moves: Moves) -> Sentence:
    tokens = []
    for token in sentence.tokens:
        head, dep = moves.get(token.i, (token.head, token.dep))
        pos, form = token.pos, token.form
        if pos == "ADJ" and token.dep == "amod" and dep != "amod":
            pos, form = "VERB", "finite"
        tokens.append(
            Token(
                token.i, token.text, token.start, pos, dep, head,
                tense=token.tense, mood=token.mood, form=form, passive=token.passive,
            )
        )  # fmt: skip
    made = Sentence(tuple(tokens), sentence.start, sentence.end)
    return sentence if _has_loop(made) else made


def _has_loop(sentence: Sentence) -> bool:
    """Whether following the heads from some word never ends, or there is no one root."""
    roots = sum(token.head == token.i for token in sentence.tokens)
    return roots != 1 or any(sentence.ancestors(token)[-1:] not in ([], [sentence.root]) for token in sentence.tokens)


def _subject(sentence: Sentence, verb: Token) -> Token | None:
    return next(iter(sentence.children(verb, "nsubj")), None)


def _lift(sentence: Sentence, verbs: list[int], at: int) -> Moves:
    """A saying that was hung on a clause which another saying reports is joined to that saying.

    It is where it has no subject of its own and its tense is that of the other saying and not of the clause, or the
    clause's subject says nothing; where it trails after a comma ("…, adding that …"); and where another speaker answers.
    """
    verb = sentence.tokens[at]
    above = sentence.head(verb)
    joints = sentence.children(verb, "cc")
    joined = verb.dep == "conj" and bool(joints)
    trails = verb.dep == "advcl" and verb.form in ("gerund", "participle") and _after_comma(sentence, at)
    if not (joined or trails) or above is verb or above.pos not in VERBAL or above.i in verbs:
        return {}
    host = next((each for each in sentence.ancestors(above) if each.i in verbs and each.i < at), None)
    subject = _subject(sentence, verb)
    if host is None or (subject is not None and not any(joint.lower in CONTRAST for joint in joints)):
        return {}
    if trails:
        return {at: (host.i, "advcl")} if sentence.children(verb, "ccomp") else {}
    if subject is not None:
        return {at: (host.i, "conj")}
    speaker = _subject(sentence, above)
    mute = speaker is not None and speaker.pos == "NOUN" and above.passive
    alike = _tense(sentence, verb) == _tense(sentence, host)
    return {at: (host.i, "conj")} if alike and (mute or _tense(sentence, verb) != _tense(sentence, above)) else {}


def _tense(sentence: Sentence, verb: Token) -> tuple[str | None, str | None, bool]:
    """The tense and mood of a verb or of its first auxiliary, and whether it has one."""
    helper = next((each for each in sentence.children(verb, "aux", "cop") if each.tense), None)
    bearer = helper or verb
    return bearer.tense, bearer.mood, helper is not None


def _after_comma(sentence: Sentence, at: int) -> bool:
    return at > 0 and sentence.tokens[at - 1].text == ","


def _raise(sentence: Sentence, at: int) -> Moves:
    """ "The army rejected claims" with the verb read as an adjective of its object: it is the verb of the sentence."""
    verb = sentence.tokens[at]
    noun = sentence.head(verb)
    if (
        verb.dep != "amod"
        or noun.i <= at
        or noun.pos not in ("NOUN", "PROPN")
        or any(c.i < at for c in sentence.children(noun, "det"))
    ):
        return {}
    near = (*sentence.children(verb, "nsubj"), *sentence.children(noun, "nsubj"))
    speaker = next((child for child in near if child.i < at), None)
    if speaker is None:
        return {}
    above = at if noun.head == noun.i else noun.head
    return {at: (above, noun.dep), noun.i: (at, "obj"), speaker.i: (at, "nsubj")}


def _reduce(sentence: Sentence, at: int) -> Moves:
    """ "An attack claimed by JNIM left 14 dead" with "claimed" read as the verb of the sentence: it only says whose attack."""
    verb = sentence.tokens[at]
    subject = _subject(sentence, verb)
    blamed = blamed_on(sentence, verb)
    if subject is None or sentence.children(verb, "aux", "cop") or sentence.head(subject) is not verb:
        return {}
    if not blamed and (verb.form != "participle" or not verb.passive):
        return {}
    agent = next(
        (child for child in sentence.children(verb, "obl") if child.dep == "obl:agent" or child.i in blamed), None
    )
    told = next((child for child in sentence.children(verb, "ccomp") if child.form == "finite"), None)
    if agent is None or told is None or told.i < agent.i or sentence.children(told, "mark", "nsubj"):
        return {}
    above = told.i if verb.head == at else verb.head
    return {told.i: (above, verb.dep), subject.i: (told.i, "nsubj"), at: (subject.i, "acl")}


def _attach(sentence: Sentence, at: int) -> Moves:
    """ "Sources close to the army said" with "close" read as a predicate of its own: it only says which sources."""
    verb = sentence.tokens[at]
    if _subject(sentence, verb) is not None:
        return {}
    trait = next(
        (
            token
            for token in (sentence.head(verb), *sentence.children(verb, "ccomp", "advcl"))
            if token.pos == "ADJ" and token.i < at and not sentence.children(token, "cop", "aux")
        ),
        None,
    )
    speaker = None if trait is None else _subject(sentence, trait)
    if trait is None or speaker is None or speaker.i != trait.i - 1:
        return {}
    if any(token.pos in VERBAL or token.text in COMMAS for token in sentence.tokens[trait.i + 1 : at]):
        return {}
    above = (
        (at, "root")
        if trait.head == trait.i
        else (verb.head, verb.dep)
        if verb.head != trait.i
        else (trait.head, trait.dep)
    )
    return {at: above, speaker.i: (at, "nsubj"), trait.i: (speaker.i, "amod")}


def _part(sentence: Sentence, at: int) -> Moves:
    """ "Nobody confirmed it; officials admitted the raid" with the clause before the semicolon read as what is admitted."""
    verb = sentence.tokens[at]
    clause = next((child for child in sentence.children(verb, "ccomp") if child.i < at), None)
    late = next((child for child in sentence.children(verb, "nsubj", "obj") if child.i > at), None)
    if clause is None or late is None:
        return {}
    if not any(token.text == ";" for token in sentence.tokens[clause.i : at]):
        return {}
    return {clause.i: (at, "parataxis"), late.i: (at, "obj")}


def _seat(sentence: Sentence, at: int) -> Moves:
    """ "A, an officer and a doctor said": the phrase after the comma, read as an apposition of A, is the speaker."""
    verb = sentence.tokens[at]
    phrase = sentence.head(verb)
    if not verb.dep.startswith("acl") or phrase.pos not in ("NOUN", "PROPN") or phrase.i >= at:
        return {}
    if any(child.lower in LINKS for child in sentence.children(verb)) or phrase.dep.partition(":")[0] not in (
        "parataxis", "appos", "conj", "dep", "obl", "nmod",
    ):  # fmt: skip
        return {}
    first = min(each.i for each in sentence.subtree(phrase))
    comma = first if sentence.tokens[first].text in COMMAS else first - 1
    if comma < 2 or sentence.tokens[comma].text not in COMMAS or at - comma > LONGEST_SPEAKER:
        return {}
    if any(child.dep in ("ccomp", "obj") for child in sentence.children(verb)) or verb.form == "gerund":
        return {}
    if verb.passive or sentence.children(verb, "aux:pass") or at < len(sentence.tokens) // 3:
        return {}
    told = next((each for each in sentence.ancestors(phrase) if each.pos in VERBAL), None)
    if told is None or told.i > comma:
        return {}
    moves: Moves = {at: (told.i, "parataxis"), phrase.i: (at, "nsubj")}
    for other in sentence.children(verb, "nsubj"):
        moves[other.i] = (phrase.i, "conj")
    return moves


def _open(sentence: Sentence, at: int) -> Moves:
    """ "Fighters clashed, an official said" with "clashed" read as a participle: what has a verb below it is what is said."""
    verb = sentence.tokens[at]
    subjects = [child for child in sentence.children(verb, "nsubj") if child.i < at]
    if len(subjects) < 2:
        return {}
    first, speaker = subjects[0], subjects[-1]
    start = min(each.i for each in sentence.subtree(speaker))
    if not any(token.text in COMMAS for token in sentence.tokens[max(first.i, start - 1) : start + 1]):
        return {}
    deed = next((child for child in sentence.children(first, "acl") if first.i < child.i < start), None)
    if deed is None or deed.pos not in VERBAL:
        return {}
    return {deed.i: (at, "ccomp"), first.i: (deed.i, "nsubj")}


def _pair(sentence: Sentence, at: int) -> Moves:
    """ "A, an officer and a doctor said" with the officer hung on A: who stands before the "and" speaks too."""
    speakers = [child for child in sentence.children(sentence.tokens[at], "nsubj") if child.i < at]
    if not speakers:
        return {}
    speaker = speakers[-1]
    joints = [token.i for token in sentence.tokens[speakers[0].i + 1 : speaker.i] if token.pos == "CCONJ"]
    if len(speakers) > 1 and joints:
        return {speaker.i: (speakers[0].i, "conj"), joints[-1]: (speaker.i, "cc")}
    link = next((child for child in sentence.children(speaker, "cc") if child.i < speaker.i), None)
    if link is None or link.i < 2:
        return {}
    other = sentence.tokens[link.i - 1]
    if other.pos not in ("NOUN", "PROPN") or sentence.children(other, "case") or other.head in (at, speaker.i):
        return {}
    first = min(each.i for each in sentence.subtree(other))
    comma = first if sentence.tokens[first].text in COMMAS else first - 1
    if comma < 2 or sentence.tokens[comma].text not in COMMAS or other.head > comma or other.head in range(comma, at):
        return {}
    return {other.i: (at, "nsubj"), speaker.i: (other.i, "conj")}
