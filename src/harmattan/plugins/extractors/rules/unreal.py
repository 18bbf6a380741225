"""What is told without being real: a bare purpose, what happens in a story, a report that is called false."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from harmattan.language.classes import classes
from harmattan.language.syntax import Token
from harmattan.plugins.extractors.rules.cues import Cue, Cues
from harmattan.plugins.extractors.rules.found import FoundAttribution
from harmattan.records.claim import FactValue, Realis

REACH = 5
"""Steps up the tree within which a noun of saying, and what is said of it, still bear on a trigger."""
NEAR = 9
"""Words before a trigger within which a noun of saying may hold it, whatever the tree says."""
OF = frozenset({"of", "de", "du", "des", "d'", "d’"})
WITHIN = frozenset({"in", "of", "dans", "de", "du", "d'", "d’", "within"})


class Unreal(NamedTuple):
    """How what a trigger states is held after all, by which word, if one says so."""

    value: FactValue
    realis: Realis
    cue: Cue | None
    effect: str


def unreal_of(cues: Cues, trigger: int, rungs: Sequence[int], said: FoundAttribution | None) -> Unreal | None:
    """Return how a trigger is held that stands in a story, names a bare purpose, or is what a report called false says."""
    if cues.flat:
        return None
    refuting = _refuted(cues, trigger, said)
    if refuting is not None:
        return Unreal("CT-", "actual", refuting, "denial")
    told = _told(cues, trigger)
    if told is not None:
        return Unreal("Uu", "hypothetical", told, "unknown")
    return _purpose(cues, trigger) or _awaited(cues, trigger)


def _awaited(cues: Cues, trigger: int) -> Unreal | None:
    """ "The school stays closed until the students are released": in the present it has not happened yet."""
    sentence = cues.sentence
    token = cues.tokens[trigger]
    if token.dep != "advcl" or not {child.lower for child in sentence.children(token, "mark")} & classes().awaited:
        return None
    helpers = sentence.children(token, "aux", "cop")
    tenses = {each.tense for each in helpers} if helpers else {token.tense}
    past = "past" in tenses or any(each.lower in ("has", "have") for each in helpers)
    return None if past or "present" not in tenses else Unreal("Uu", "hypothetical", None, "unknown")


def _told(cues: Cues, trigger: int) -> Cue | None:
    """The story in which it happens: "in the film …", "the novel opens with …", "the exercise simulated …"."""
    if "fiction" not in cues.kinds:
        return None
    sentence, tokens = cues.sentence, cues.tokens
    node: Token = tokens[trigger]
    came: Token | None = None
    for _ in range(len(tokens)):
        own = cues.at.get(node.i)
        if came is not None and own is not None and own.row("fiction") and not _is_true(cues, node):
            return own
        for child in sentence.children(node, "nsubj", "obl", "nmod", "amod"):
            if child is came:
                continue
            dep = child.dep.partition(":")[0]
            cases = {each.lower for each in sentence.children(child, "case")}
            if dep in ("nsubj", "amod") or cases & WITHIN:
                cue = _story(cues, child, told=dep == "nsubj" and "present" in (node.tense, tokens[trigger].tense))
                acts = dep == "nsubj" and node.i == trigger and node.tense != "present"
                if cue is not None and not acts:
                    return cue
        if node.head == node.i:
            return None
        came, node = node, sentence.head(node)
    return None


def _story(cues: Cues, token: Token, *, told: bool) -> Cue | None:
    """The word for a story that a token is; where it is `told` in the present also one of which the token is a part.

    "Season two of the series ends with a bomb", but not "the author of the novel was shot".
    """
    beside = cues.sentence.children(token, "amod", "compound")
    parts = [each for each in cues.sentence.subtree(token) if each.i > token.i][:REACH] if told else []
    for each in (token, *beside, *parts):
        cue = cues.covering.get(each.i)
        if cue is not None and cue.row("fiction") and not _is_true(cues, each):
            return cue
    return None


def _is_true(cues: Cues, story: Token) -> bool:
    """Whether a story is said to be of what happened ("the film tells the true story of …", "a documentary film")."""
    return bool(classes().true_stories & {token.lower for token in cues.tokens}) or story.dep == "compound"


def _purpose(cues: Cues, trigger: int) -> Unreal | None:
    """An infinitive that names a purpose or destiny ("a list of chiefs to be killed"), or a noun behind "for"."""
    sentence, tokens = cues.sentence, cues.tokens
    token = tokens[trigger]
    above = sentence.head(token)
    dep = token.dep.partition(":")[0]
    helped = {child.lower for child in sentence.children(token, "aux")}
    perfect = bool(helped & {"have", "having", "avoir"})
    if "would" in helped and "have" in helped:
        return Unreal("CT-", "hypothetical", None, "unknown")  # it did not come to it
    if token.pos == "NOUN":
        return _destined(cues, token, above)
    passive = any(child.form == "infinitive" for child in sentence.children(token, "aux", "aux:pass"))
    if token.form != "infinitive" and not passive:
        return None
    near = {child.lower for child in sentence.children(above)} | {above.lower}
    if dep in ("acl", "advcl", "xcomp", "ccomp") and near & classes().enough:
        return Unreal("PS+", "hypothetical", None, "possible")
    if perfect:
        return None
    if sentence.children(token, "cop") and sentence.children(token, "mark"):
        return Unreal("Uu", "planned", None, "planned")  # "my orders were to kill them"
    if dep == "xcomp":
        return Unreal("Uu", "planned", None, "planned") if passive and above.lower in classes().listing else None
    if (
        dep not in ("acl", "advcl")
        or near & classes().ordinals
        or near & classes().causing
        or cues.helping & {above.i}
        or above.lower in classes().sensed
    ):
        return None
    if any(
        cue.row("reporting", "evidential", "attempted", "failed") for cue in (cues.at.get(above.i),) if cue is not None
    ):
        return None
    return Unreal("Uu", "planned", None, "planned")


def _destined(cues: Cues, noun: Token, above: Token) -> Unreal | None:
    """ "Earmarked for assassination", "sentenced nine men to death": nobody has died of it yet."""
    cases = {child.lower for child in cues.sentence.children(noun, "case")}
    owned = [child for child in cues.sentence.children(noun, "nmod") if cues.sentence.children(child, "case")]
    bare = not cues.sentence.children(noun, "det", "nmod:poss", "amod")
    bare = bare and not any(case.lower in OF for child in owned for case in cues.sentence.children(child, "case"))
    judged = above.lower in classes().sentenced or cues.sentence.head(above).lower in classes().sentenced
    if bare and (cases & {"for", "pour"} or (cases & {"to", "à"} and judged)):
        return Unreal("Uu", "planned", None, "planned")
    return None


def _refuted(cues: Cues, trigger: int, said: FoundAttribution | None) -> Cue | None:
    """The word that calls false what a noun of saying reports ("dismissed rumours that …", "no truth in reports of …")."""
    for noun in _told_by(cues, trigger, said):
        found = _voided(cues, noun) or _called_false(cues, noun, trigger)
        if found is not None:
            return found
    return None


def _told_by(cues: Cues, trigger: int, said: FoundAttribution | None) -> list[Token]:
    """The nouns of saying that may hold the trigger: above it in the tree, or right before its clause."""
    sentence, tokens = cues.sentence, cues.tokens
    found = [above for above in sentence.ancestors(tokens[trigger])[:REACH] if _reports(cues.at.get(above.i))]
    if said is not None and said.row is not None and said.row.pos == "noun" and said.cue:
        found.append(tokens[said.cue[0]])
    for at in range(trigger - 1, max(-1, trigger - NEAR), -1):
        if tokens[at].pos == "VERB" and tokens[at].form == "finite":
            break
        if _reports(cues.at.get(at)):
            found.append(tokens[at])
            break
    return found


def _voided(cues: Cues, noun: Token) -> Cue | None:
    """The "no" of "no truth in the rumour"."""
    tokens = cues.tokens
    truth = next(
        (at for at in range(noun.i - 1, max(-1, noun.i - REACH), -1) if tokens[at].lower in classes().truth), None
    )
    if truth is None:
        return None
    void = next((at for at in range(truth - 1, max(-1, truth - REACH), -1) if tokens[at].lower in classes().void), None)
    return None if void is None else cues.covering.get(void)


def _called_false(cues: Cues, noun: Token, trigger: int) -> Cue | None:
    """The verb that denies a noun of saying, or what it is called ("dismissed as lies", "reports were false")."""
    sentence = cues.sentence
    node = noun
    for _ in range(REACH):
        above = sentence.head(node)
        dep = node.dep.partition(":")[0]
        if above is node or dep not in ("obj", "nsubj", "obl", "nmod", "ccomp", "conj", "xcomp"):
            return None
        own = cues.at.get(above.i)
        if own is not None and (dep in ("obj", "obl", "nmod") or node.dep == "nsubj:pass") and _denies(own):
            return own
        for child in (above, *sentence.children(above)):
            cue = cues.covering.get(child.i)
            if child is not node and cue is not None and cue.row("hedge", "doubt") and _denies(cue):
                return cue
        if dep == "obj" and above.pos == "VERB":
            later = (cue for cue in cues.all if cue.first > trigger and cue.row("hedge", "doubt") and _denies(cue))
            return next((cue for cue in later if cues.tokens[cue.head].pos == "NOUN"), None)
        node = above
    return None


def _reports(cue: Cue | None) -> bool:
    return cue is not None and any(row.pos == "noun" and row.cue in ("evidential", "reporting") for row in cue.rows)


def _denies(cue: Cue) -> bool:
    return not cue.idle and any(
        (row.value or "").endswith("-") and row.cue in ("reporting", "hedge", "doubt", "retraction") for row in cue.rows
    )
