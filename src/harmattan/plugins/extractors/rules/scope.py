"""How far a cue reaches in the tree: from a trigger up to the root, what bears on it and what does not."""

from __future__ import annotations

from typing import NamedTuple

from harmattan.language.classes import classes
from harmattan.language.syntax import Sentence, Token
from harmattan.plugins.extractors.rules.cues import CONTRAST, STOPS, WEIGHING, Cue, Cues

COMPLEMENT = frozenset(
    {"xcomp", "ccomp", "csubj", "obj", "iobj", "nmod", "acl", "obl", "nsubj", "conj", "compound", "cop"}
)
EITHER = frozenset({"or", "nor", "ou", "ni"})
DEFINITE = frozenset(
    {"the", "this", "that", "these", "those", "its", "their", "his", "her",
     "le", "la", "les", "l'", "l’", "ce", "cet", "cette", "ces", "son", "sa", "ses", "leur", "leurs", "du", "des", "au", "aux"}
)  # fmt: skip
OF = frozenset({"of", "de", "d'", "d’", "du", "des"})
LISTING = frozenset({"including", "such", "like", "notably", "notamment", "dont", "compris"})
"""Words that set an example beside what they illustrate."""
LISTING = frozenset({"including", "notamment", "compris"})
PARTAKING = frozenset(
    {"in", "of", "to", "with", "including", "à", "au", "aux", "de", "du", "des", "d'", "d’", "dans", "en"}
)
APART = frozenset(
    {"after", "before", "during", "since", "despite", "amid", "following", "until",
     "après", "avant", "pendant", "durant", "depuis", "malgré", "jusqu'à"}
)  # fmt: skip
"""Prepositions that set a happening beside what is said, as its time or in spite of it."""
MODALS = frozenset({"will", "would", "could", "may", "might", "can", "should", "must", "shall"})
PERFECTS = frozenset({"has", "have", "had", "a", "ont", "avait", "avaient"})
NEAR = 4
"""Words before a trigger within which a cue is taken to bear on it where there is no tree to tell."""


class Bearing(NamedTuple):
    """A cue that bears on a trigger, `rung` steps above it; `governs` where the trigger is its complement."""

    cue: Cue
    rung: int
    at: int
    governs: bool


def is_given(cues: Cues, trigger: int) -> bool:
    """Whether a noun or participle is told as known already, so that what is said about it leaves it as it is.

    A definite noun with a clause that tells of it as past ("protest the attack that killed nine"), one that only says of
    what another definite noun is ("tried to reach the scene of the attack"), a participle before a noun ("the murdered man").
    """
    sentence, token = cues.sentence, cues.tokens[trigger]
    above = sentence.head(token)
    if token.dep == "amod" and token.form == "participle" and token.tense != "present":
        return token.i < above.i and _is_definite(sentence, above)
    if token.pos != "NOUN" or not _is_definite(sentence, token):
        return False
    if any(_tells_of_past(sentence, child) for child in sentence.children(token, "acl")):
        return True
    cases = {child.lower for child in sentence.children(token, "case")}
    of_another = token.dep == "nmod" and above.pos == "NOUN" and bool(cases & OF)
    return of_another and _is_definite(sentence, above) and above.i not in cues.at


def _is_definite(sentence: Sentence, noun: Token) -> bool:
    determined = any(child.lower in DEFINITE for child in sentence.children(noun, "det", "case"))
    return determined or bool(sentence.children(noun, "nmod:poss"))


def _tells_of_past(sentence: Sentence, clause: Token) -> bool:
    if clause.dep == "acl:relcl":
        tenses = {clause.tense, *(each.tense for each in sentence.children(clause, "aux", "cop"))}
        helpers = {each.lower for each in sentence.children(clause, "aux")}
        return clause.mood != "conditional" and not helpers & MODALS and bool("past" in tenses or helpers & PERFECTS)
    return clause.form == "participle" and clause.tense == "past"


class Ladder(NamedTuple):
    """What bears on a trigger, the nearest first, and the tokens from it up to where all bearing ends."""

    bearings: tuple[Bearing, ...]
    rungs: tuple[int, ...]


def ladder_of(cues: Cues, trigger: int, stop: int | None = None) -> Ladder:
    """Return what bears on tokens[trigger]. `stop` is the token above which all bears on the saying, not on what is said."""
    if cues.flat:
        return Ladder(_by_order(cues, trigger), (trigger,))
    sentence, tokens = cues.sentence, cues.tokens
    negates, conditional = "negation" in cues.kinds, "conditional" in cues.kinds
    bearings: list[Bearing] = []
    rungs = [trigger]
    node, came, dep = tokens[trigger], None, ""
    denies = modal = opens = True
    listed = False
    for rung in range(len(tokens)):
        if rung:
            if node.i == stop:
                break
            rungs.append(node.i)
            own = cues.at.get(node.i)
            if own is not None and not own.first <= trigger < own.last and (denies or modal):
                if not (listed and tokens[own.head].pos == "NOUN") and _governs(cues, own, node, came, dep):
                    bearings.append(Bearing(own, rung, node.i, True))
                    denies = modal = True
        for cue in cues.below.get(node.i, ()):
            if cue.first <= trigger < cue.last:
                continue
            if came is not None and _sits_in(sentence, cue, came):
                continue
            if (opens and cue.row("conditional")) or _applies(cues, cue, rung, denies=denies, modal=modal):
                bearings.append(Bearing(cue, rung, node.i, False))
        if conditional and (denies or modal):
            bearings += [Bearing(cue, rung, node.i, False) for cue in _conditions(cues, node, came)]
        if negates and (rung == 0 or node.pos in ("VERB", "AUX")):
            for cue in _of_arguments(cues, node, trigger, came):
                if denies and (rung == 0 or (came is not None and dep == "xcomp")):
                    bearings.append(Bearing(cue, rung, node.i, False))
        if node.head == node.i:
            break
        above = sentence.head(node)
        dep = node.dep.partition(":")[0]
        came = node
        listed = listed or any(child.lower in LISTING for child in sentence.children(node, "case"))
        denies, modal = _passes(cues, node, above, dep, denies=denies, modal=modal)
        opens = opens and dep not in ("advcl", "acl", "parataxis", "ccomp")
        if not (denies or modal or opens):
            break
        node = above
    seen = {bearing.cue for bearing in bearings}
    if negates:
        bearings += [Bearing(cue, 0, trigger, False) for cue in _beside(cues, trigger) if cue not in seen]
    return Ladder(tuple(bearings), tuple(rungs))


def _conditions(cues: Cues, node: Token, came: Token | None) -> list[Cue]:
    """The "if" of a clause on which what a predicate says depends."""
    found = []
    for child in cues.sentence.children(node, "advcl"):
        if child is not came:
            found += [cue for cue in cues.below.get(child.i, ()) if cue.row("conditional")]
    return found


def _sits_in(sentence: Sentence, cue: Cue, child: Token) -> bool:
    return cue.first <= child.i < cue.last


def _governs(cues: Cues, cue: Cue, node: Token, came: Token | None, dep: str) -> bool:
    """Whether what hangs on a cue word through `dep` is what the cue is about."""
    if came is None or came.dep == "acl:relcl":
        return False
    row = cue.rows[0]
    kinds = {row.cue for row in cue.rows}
    if kinds <= {"evidential", "judgement", "aggregate", "period", "negation"}:
        return False
    if kinds <= {"reporting", "judgement"} and dep not in ("ccomp", "xcomp", "obj", "csubj"):
        return False
    if dep == "nsubj" and cues.sentence.children(node, "xcomp", "ccomp"):
        return False
    if dep == "nsubj":
        return (
            came.dep == "nsubj:pass"
            or row.pos in ("adjective", "phrase", "adverb", "noun")
            or node.passive
            or "failed" in kinds
        )
    if dep == "advcl":
        marks = {child.lower for child in cues.sentence.children(came, "mark")}
        return came.form == "infinitive" or "to" in marks or cues.tokens[cue.last - 1].lower in OF
    if dep in ("nmod", "obl"):
        cases = {child.lower for child in cues.sentence.children(came, "case")}
        return not cases or bool(
            cases & {"of", "to", "for", "against", "from", "about", "de", "d'", "d’", "du", "des", "à", "au", "with"}
        )
    if dep == "conj":
        return False
    return dep in COMPLEMENT


def _applies(cues: Cues, cue: Cue, rung: int, *, denies: bool, modal: bool) -> bool:
    """Whether a cue that hangs on a rung of the ladder bears on the trigger at its foot."""
    if cue.idle:
        return False
    kinds = {row.cue for row in cue.rows}
    hearsay = any(row.cue == "evidential" and row.value == "Uu" for row in cue.rows)
    if not hearsay and not kinds & WEIGHING:
        return False
    token = cues.tokens[cue.head]
    dep = token.dep.partition(":")[0]
    if (
        dep in ("nsubj", "obj", "conj", "ccomp", "xcomp", "csubj", "parataxis", "appos", "iobj", "relcl")
        or token.dep == "acl:relcl"
    ) and not (_refutes(cue) and cues.sentence.children(token, "cop")):
        return False
    if dep in ("advcl", "acl") and not kinds & {"conditional"}:
        return False
    if "negation" in kinds:
        if dep in ("obl", "nmod") and cues.tokens[cue.first].dep not in ("case", "mark", "advmod", "det"):
            return False
        return denies
    if dep in ("nmod", "amod", "compound", "appos") and rung > 0:
        return False
    if dep in ("nmod", "obl") and cue.rows[0].pos in ("noun", "verb"):
        return False
    return modal or denies


def _refutes(cue: Cue) -> bool:
    """Whether a predicate calls what it is said of false."""
    row = cue.row("doubt", "hedge")
    return row is not None and (row.value or "").endswith("-")


def _of_arguments(cues: Cues, verb: Token, trigger: int, came: Token | None) -> list[Cue]:
    """Negations in the subject or object of a verb ("no soldiers were killed", "nobody died"): they deny the whole."""
    found = []
    for child in cues.sentence.children(verb, "nsubj", "obj", "csubj"):
        if child.i == trigger or child is came:
            continue
        own = cues.covering.get(child.i)
        if own is not None and own.row("negation"):
            found.append(own)
        found += [
            cue
            for cue in cues.below.get(child.i, ())
            if cue.row("negation")
            and cues.tokens[cue.head].dep.partition(":")[0] in ("det", "advmod", "cc", "nummod", "amod")
        ]
    return found


def _passes(cues: Cues, node: Token, above: Token, dep: str, *, denies: bool, modal: bool) -> tuple[bool, bool]:
    """Say whether negations, and whether modals and hedges, that stand above still bear on what hangs on them through `dep`."""
    sentence = cues.sentence
    if node.dep == "acl:relcl" or dep in ("parataxis", "appos", "vocative", "discourse", "dislocated", "orphan"):
        return False, False
    if dep in ("xcomp", "aux", "cop", "csubj", "flat", "compound", "fixed"):
        return denies, modal
    if dep == "ccomp":
        own = cues.at.get(above.i)
        return denies and own is not None and own.row(
            "hedge", "planned", "attempted", "failed", "threatened"
        ) is not None, modal
    if dep == "conj":
        contrast = any(child.lower in CONTRAST for child in sentence.children(node, "cc"))
        apart = bool(sentence.children(node, "nsubj", "aux", "csubj"))
        if node.pos in ("VERB", "AUX"):
            # "has never armed or trained": the second participle looks like a finite verb.
            either = any(child.lower in EITHER for child in sentence.children(node, "cc"))
            shares = not contrast and not apart and (node.tense is None or node.form == "participle" or either)
        else:
            shares = not contrast and not apart
        return denies and shares, modal and shares
    if dep == "advcl":
        own = cues.at.get(above.i)
        marks = sentence.children(node, "mark")
        if own is not None and any(own.first <= mark.i < own.last for mark in marks):
            return denies, modal  # "capable of killing": the mark belongs to the cue
        gerund = node.form in ("gerund", "participle") and not marks and not sentence.children(node, "nsubj")
        purpose = node.form == "infinitive"
        return False, modal and (gerund or purpose)
    if dep in ("nsubj", "obj", "iobj", "obl", "nmod", "acl", "amod", "nummod", "det", "dep"):
        if dep in ("obl", "nmod") and any(child.lower in APART for child in sentence.children(node, "case")):
            return False, False
        if above.pos not in ("VERB", "AUX", "ADJ"):
            return (denies and dep in ("nmod", "obl", "acl") and above.i in cues.at), modal and dep in (
                "nmod",
                "obl",
                "acl",
            )
        definite = any(child.lower in DEFINITE for child in sentence.children(node, "det")) or bool(
            sentence.children(node, "nmod:poss")
        )
        light = above.i in cues.light or above.i in cues.helping or above.i in cues.at
        results = above.lower in classes().resulting
        if dep == "nsubj":
            light = light or above.lower in classes().occurring
            return denies and (light or (node.dep == "nsubj:pass" and not definite)), modal and light
        light = light or results
        if dep == "obj":
            return denies and (light or not definite), modal and (light or not definite)
        return denies and results and not definite, modal and (not definite or results or _partakes(cues, node, above))
    return False, False


def _partakes(cues: Cues, node: Token, verb: Token) -> bool:
    """Whether a phrase says in what one may take part or help, or what that includes: a modal bears on it too."""
    cases = {child.lower for child in cues.sentence.children(node, "case")}
    if cases & LISTING:
        return True
    # "could have a hand in the planning": to be in a plan or attempt is to take part, whatever the verb.
    covering = cues.covering.get(node.i)
    scheme = covering is not None and covering.row("planned", "attempted") is not None
    return bool(cases & PARTAKING) and (scheme or verb.i in cues.light or verb.i in cues.helping)


def _beside(cues: Cues, trigger: int) -> list[Cue]:
    """Negations that stand right before the trigger with nothing but auxiliaries, adverbs and particles between."""
    found = []
    i = trigger - 1
    while i >= max(0, trigger - NEAR) and cues.tokens[i].text not in STOPS:
        cue = cues.covering.get(i)
        if cue is not None and cue.row("negation"):
            found.append(cue)
        elif cues.tokens[i].pos not in ("AUX", "ADV", "PART"):
            break
        i -= 1
    return found


def _by_order(cues: Cues, trigger: int) -> tuple[Bearing, ...]:
    """Without a tree: cues of the stretch between marks that the trigger stands in, those before it if near."""
    tokens = cues.tokens
    left = trigger
    while left > 0 and tokens[left - 1].text not in STOPS:
        left -= 1
    right = trigger + 1
    while right < len(tokens) and tokens[right].text not in STOPS:
        right += 1
    found = []
    for cue in cues.all:
        if cue.idle or cue.first < left or cue.last > right or cue.first <= trigger < cue.last:
            continue
        row = cue.rows[0]
        distance = trigger - cue.last
        if row.cue in ("negation", "modal", "planned", "threatened", "attempted", "failed", "outlook"):
            if 0 <= distance <= NEAR:
                found.append((distance, cue, row.cue not in ("negation", "modal", "outlook")))
        elif row.cue in ("hedge", "conditional", "unconfirmed", "doubt"):
            if distance >= 0 or row.cue != "conditional":
                found.append((abs(distance), cue, False))
    found.sort(key=lambda item: item[0])
    return tuple(Bearing(cue, rung + 1, cue.head, governs) for rung, (_, cue, governs) in enumerate(found))
