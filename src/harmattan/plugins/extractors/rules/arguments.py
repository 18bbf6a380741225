"""What stands around a trigger: its subject, object and prepositional phrases, as the syntax or word order tells."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from harmattan.language.classes import classes
from harmattan.language.syntax import Sentence, Token

AGENT_CASES = frozenset({"by", "par"})
REFLEXIVE = frozenset({"se", "s'", "s’"})
OF = frozenset({"of", "de", "du", "des", "d'", "d’"})


class Arguments(msgspec.Struct, frozen=True, kw_only=True):
    """Token indexes of what stands around a trigger.

    `subject` does it, `object` bears it, whatever the voice; `obliques` maps a preposition to what it governs.
    `clause` is the token that heads the clause the trigger stands in.
    """

    subject: tuple[int, ...] = ()
    object: tuple[int, ...] = ()
    obliques: tuple[tuple[str, int], ...] = ()
    modifiers: tuple[int, ...] = ()
    """Adjectives and compounds before a noun trigger ("rebel attack", "drone strike")."""
    possessor: tuple[int, ...] = ()
    clause: int = 0


def with_conjuncts(sentence: Sentence, token: Token) -> list[int]:
    """Return the token and what is coordinated with it."""
    found = [token.i]
    for child in sentence.children(token, "conj"):
        if child.pos in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "X"):
            found.extend(with_conjuncts(sentence, child))
    return found


def case_of(sentence: Sentence, token: Token) -> str | None:
    """Return the preposition of a nominal in lower case, multiword ones joined by spaces; None without one."""
    cases = sentence.children(token, "case")
    if not cases:
        return None
    words = [cases[0].lower]
    words += [child.lower for child in sentence.children(cases[0], "fixed")]
    if len(words) == 1 and len(cases) > 1 and cases[1].i == cases[0].i + 1:
        words.append(cases[1].lower)
    return " ".join(words)


def clause_of(sentence: Sentence, token: Token) -> Token:
    """Return the predicate that heads the clause of a token."""
    seen = 0
    while token.head != token.i and seen <= len(sentence.tokens):
        dep = token.dep.partition(":")[0]
        if token.pos in ("VERB", "AUX") and dep not in ("aux", "cop", "amod"):
            return token
        if dep in ("ccomp", "advcl", "csubj", "parataxis", "root") or token.dep == "acl:relcl":
            return token
        token = sentence.head(token)
        seen += 1
    return token


def arguments_of(sentence: Sentence, first: int, last: int, head: int, light: frozenset[int]) -> Arguments:
    """Return the arguments of the trigger tokens[first:last] governed by tokens[head]. `light` are the indexes of light verbs."""
    token = sentence.tokens[head]
    if token.pos in ("VERB", "AUX") or (
        token.form in ("participle", "gerund") and token.dep in ("root", "conj", "acl", "advcl")
    ):
        return _of_verb(sentence, token, first, last)
    return _of_noun(sentence, token, first, last, light)


def _outside(items: list[int], first: int, last: int) -> tuple[int, ...]:
    return tuple(dict.fromkeys(item for item in items if not first <= item < last))


def _of_verb(sentence: Sentence, verb: Token, first: int, last: int) -> Arguments:
    subject: list[int] = []
    objects: list[int] = []
    obliques: list[tuple[str, int]] = []
    passive = (
        (verb.passive and not sentence.children(verb, "obj"))
        or bool(sentence.children(verb, "aux:pass"))
        or any(child.dep == "nsubj:pass" for child in sentence.children(verb))
    )
    bare_participle = verb.form == "participle" and verb.tense == "past" and not sentence.children(verb, "aux", "cop")
    if verb.dep.startswith("acl") and verb.dep != "acl:relcl" and bare_participle:
        passive = not _is_garden_path(sentence, verb)
    elif verb.dep == "amod":
        passive = True
    # "L'armée s'est repliée": what acts on itself acts.
    reflexive = any(child.dep.startswith("expl") and child.lower in REFLEXIVE for child in sentence.children(verb))
    passive = passive and not reflexive
    for child in sentence.children(verb):
        dep = child.dep.partition(":")[0]
        if dep in ("nsubj", "csubj"):
            bearer = _antecedent(sentence, child, verb)
            borne = passive or (child.dep == "nsubj:pass" and not reflexive)
            (objects if borne else subject).extend(with_conjuncts(sentence, bearer))
        elif dep in ("obj", "iobj"):
            objects.extend(with_conjuncts(sentence, _antecedent(sentence, child, verb)))
        elif dep in ("obl", "nmod"):
            case = case_of(sentence, child)
            if (passive and case in AGENT_CASES) or (child.dep == "obl:agent" and case in AGENT_CASES | OF):
                subject.extend(with_conjuncts(sentence, child))
            elif passive and child.i > verb.i and _is_late(sentence, child):
                # "could be liquidated up to 2,500 fighters": what bears it comes after, its bound read as a preposition.
                objects.extend(with_conjuncts(sentence, child))
            elif case:
                obliques.extend((case, item) for item in with_conjuncts(sentence, child))
                for below in sentence.children(child, "nmod") if passive else ():
                    # "Were taken near Kayes by masked men" with the men hung on the town
                    if case_of(sentence, below) in AGENT_CASES:
                        subject.extend(with_conjuncts(sentence, below))
    for own in sentence.tokens[first:last]:
        if own.i != verb.i:
            # "lost control of Menaka": what the last word governs hangs on a word inside.
            obliques.extend(
                (case, item)
                for child in sentence.children(own, "nmod", "obl")
                if child.i >= last and (case := case_of(sentence, child))
                for item in with_conjuncts(sentence, child)
            )
    if not subject and not (passive and objects):
        lent = _lent_subject(sentence, verb)
        (objects if passive else subject).extend(lent)
    return Arguments(
        subject=_outside(subject, first, last), object=_outside(objects, first, last),
        obliques=tuple((case, item) for case, item in obliques if not first <= item < last),
        clause=clause_of(sentence, verb).i,
    )  # fmt: skip


def _is_garden_path(sentence: Sentence, verb: Token) -> bool:
    """Return whether a verb read as a participle of its subject is really its verb.

    "Fighters clashed near Tessit, an official said": the saying then has two subjects; or the verb has an object of its own.
    """
    bearer = sentence.head(verb)
    above = sentence.head(bearer)
    rivals = (
        [child for child in sentence.children(above, "nsubj") if child.i != bearer.i] if bearer.dep == "nsubj" else []
    )
    return bool(rivals) or bool(sentence.children(verb, "obj"))


def _is_late(sentence: Sentence, nominal: Token) -> bool:
    """Return whether a count or a name behind a passive bears it, as in translations ("was killed Sadio Camara")."""
    borne = nominal.pos == "PROPN" or bool(sentence.children(nominal, "nummod"))
    return borne and not _is_preposed(sentence, nominal)


def _is_preposed(sentence: Sentence, nominal: Token) -> bool:
    """Return whether a true preposition governs a nominal, no bound of a number ("up to 12 men") and no lack of one."""
    cases = sentence.children(nominal, "case")
    if not cases:
        return False
    number = sentence.children(nominal, "nummod")
    return not (number and cases[-1].i == number[0].i - 1 and len(cases) > 1)


RELATIVE = frozenset(
    {"which", "who", "that", "whom", "qui", "que", "qu'", "lequel", "laquelle", "lesquels", "lesquelles"}
)


def _antecedent(sentence: Sentence, child: Token, verb: Token) -> Token:
    """Return what a relative pronoun stands for: the noun that its clause hangs on."""
    if child.lower not in RELATIVE:
        return child
    node = verb
    for _ in range(4):
        if node.dep in ("acl:relcl", "acl"):
            return sentence.head(node)
        if node.dep != "conj":
            break
        node = sentence.head(node)
    before = [token for token in sentence.tokens[: child.i] if token.pos in ("NOUN", "PROPN")]
    return before[-1] if before else child


def _lent_subject(sentence: Sentence, verb: Token) -> list[int]:
    """Return the subject that a verb shares with the one that governs it."""
    node = verb
    for _ in range(5):
        dep = node.dep.partition(":")[0]
        above = sentence.head(node)
        if node.dep == "acl" or (node.dep == "acl:relcl"):
            return with_conjuncts(sentence, above) if above.pos in ("NOUN", "PROPN", "PRON") else []
        if dep not in ("conj", "xcomp", "advcl", "ccomp", "parataxis"):
            return []
        said = [child for child in sentence.children(above, "ccomp") if child.i < node.i]
        if dep == "advcl" and said:
            # "A attacked B, killing C, sources said": the killing hangs on what was said, not on the saying.
            above = said[-1]
        if dep == "xcomp":
            found = sentence.children(above, "obj") or sentence.children(above, "nsubj")
        elif (
            dep == "ccomp"
            and above.passive
            and node.form == "participle"
            and not sentence.children(node, "mark", "aux")
        ):
            found = sentence.children(above, "nsubj")  # "six people were reported killed"
        elif dep == "ccomp" and not sentence.children(node, "mark"):
            found = []
        else:
            found = sentence.children(above, "nsubj")
            if dep in ("ccomp",):
                found = []
        if found:
            return [item for child in found for item in with_conjuncts(sentence, _antecedent(sentence, child, above))]
        node = above
    return []


def _of_noun(sentence: Sentence, noun: Token, first: int, last: int, light: frozenset[int]) -> Arguments:
    subject: list[int] = []
    obliques: list[tuple[str, int]] = []
    modifiers: list[int] = []
    possessor: list[int] = []
    for child in sentence.children(noun):
        dep = child.dep.partition(":")[0]
        if child.dep == "nsubj":
            # "Algeria is an ally": the noun is the predicate.
            subject.extend(with_conjuncts(sentence, _antecedent(sentence, child, noun)))
        elif child.dep == "nmod:poss":
            possessor.extend(with_conjuncts(sentence, child))
        elif dep in ("nmod", "obl"):
            case = case_of(sentence, child)
            if case:
                obliques.extend((case, item) for item in with_conjuncts(sentence, child))
            if case and is_of(case):
                # "the killing of 12 soldiers by gunmen" with the gunmen hung on the soldiers
                obliques.extend(
                    (agent, item)
                    for below in sentence.children(child, "nmod")
                    if (agent := case_of(sentence, below)) in AGENT_CASES
                    for item in with_conjuncts(sentence, below)
                )
        elif (dep in ("compound", "amod", "flat") and child.i < noun.i) or dep == "amod":
            modifiers.extend(item.i for item in sentence.subtree(child) if item.i != noun.i)
        elif dep == "acl" and child.lower in classes().revising:
            # "the toll, rising to 34"
            obliques.extend(
                (case, below.i) for below in sentence.children(child, "obl") if (case := case_of(sentence, below))
            )
        elif dep == "acl" and child.lower in classes().blamed:
            subject.extend(blamed_on(sentence, child))
        elif dep == "acl" and child.form == "participle":
            for below in sentence.children(child, "obl"):
                if case_of(sentence, below) in AGENT_CASES:
                    subject.extend(with_conjuncts(sentence, below))
    objects: list[int] = []
    obliques.extend(_of_series(sentence, noun))
    above = sentence.head(noun)
    dep = noun.dep.partition(":")[0]
    if dep == "conj":
        above, dep = sentence.head(above), above.dep.partition(":")[0]
    if above.lower in classes().blamed and dep == "nsubj":
        subject.extend(blamed_on(sentence, above))
    elif above.i != noun.i and above.pos in ("VERB", "AUX"):
        lent = _of_verb(sentence, above, above.i, above.i + 1)
        if dep in ("obj", "xcomp") and above.i in light:
            subject.extend(lent.subject)
            obliques.extend(lent.obliques)
        elif dep == "obj" and above.lower in classes().revising:
            # "raised the toll to 34"
            obliques.extend(lent.obliques)
        elif dep == "obl" and above.i in light:
            # "took part in counter-operations": who took part did it.
            subject.extend(lent.subject)
        elif dep == "nsubj":
            obliques.extend(lent.obliques)
            if above.passive or noun.dep == "nsubj:pass":
                subject.extend(item for item in lent.subject if item != noun.i)
            else:
                objects.extend(item for item in lent.object if item != noun.i)
    return Arguments(
        subject=_outside(subject, first, last), object=_outside(objects, first, last),
        obliques=tuple((case, item) for case, item in obliques if not first <= item < last),
        modifiers=_outside(modifiers, first, last), possessor=_outside(possessor, first, last),
        clause=clause_of(sentence, noun).i,
    )  # fmt: skip


def blamed_on(sentence: Sentence, participle: Token) -> list[int]:
    """Return whom a participle lays something to ("an attack blamed on X")."""
    words = classes()
    if participle.lower not in words.blamed or sentence.children(participle, "obj"):
        return []
    return [
        item
        for child in sentence.children(participle, "obl", "nmod")
        if child.i > participle.i and case_of(sentence, child) in words.blamed_on
        for item in with_conjuncts(sentence, child)
    ]


def _of_series(sentence: Sentence, noun: Token) -> list[tuple[str, int]]:
    """Return what hangs on the noun that a trigger is "of" ("a series of attacks … including against the army")."""
    above = sentence.head(noun)
    if noun.dep.partition(":")[0] == "compound":
        noun, above = above, sentence.head(above)
    if noun.dep.partition(":")[0] != "nmod" or above.pos != "NOUN" or not is_of(case_of(sentence, noun) or ""):
        return []
    found: list[tuple[str, int]] = []
    for child in sentence.children(above, "nmod"):
        case = case_of(sentence, child)
        if child.i > noun.i and case and not is_of(case):
            found.extend((case, item) for item in with_conjuncts(sentence, child))
    return found


@lru_cache(maxsize=4096)
def is_of(case: str) -> bool:
    """Return whether a preposition only says whose or of what."""
    return case in OF
