"""What is told without being real: a bare purpose, what happens in a story, a report that is called false."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from harmattan.language.syntax import Token
from harmattan.plugins.extractors.rules.cues import Cue, Cues
from harmattan.plugins.extractors.rules.found import FoundAttribution
from harmattan.records.claim import FactValue, Realis

ORDINALS = frozenset(
    {
        "first", "second", "third", "fourth", "fifth", "last", "latest", "only", "next", "premier", "première",
        "dernier", "dernière", "seul", "seule", "deuxième", "troisième",
    }
)  # fmt: skip
"""Beside these an infinitive tells what happened ("the third mayor to be killed this year")."""
CAUSING = frozenset(
    {
        "forced", "used", "compelled", "obliged", "driven", "led", "made", "helped", "forcé", "forcés",
        "forcée", "forcées", "contraint", "contraints", "amené", "amenés",
    }
)  # fmt: skip
"""Behind these an infinitive tells what came about ("forced to flee", "the bomb used to kill him")."""
REACH = 5
"""Steps up the tree within which a noun of saying, and what is said of it, still bear on a trigger."""
NEAR = 9
"""Words before a trigger within which a noun of saying may hold it, whatever the tree says."""
ENOUGH = frozenset({"enough", "too", "assez", "suffisamment", "trop"})
WITHIN = frozenset({"in", "of", "dans", "de", "du", "d'", "d’", "within"})
TRUE = frozenset({"true", "real-life", "documentary", "historical", "vraie", "véridique", "documentaire", "historique"})
VOID = frozenset({"no", "without", "any", "aucun", "aucune", "sans"})
TRUTH = frozenset({"truth", "basis", "substance", "foundation", "vérité", "fondement"})


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
    return _purpose(cues, trigger)


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
            cue = cues.covering.get(child.i)
            if child is came or cue is None or not cue.row("fiction") or _is_true(cues, child):
                continue
            dep = child.dep.partition(":")[0]
            cases = {each.lower for each in sentence.children(child, "case")}
            if (dep == "nsubj" and node.i != trigger) or dep == "amod" or cases & WITHIN:
                return cue
        if node.head == node.i:
            return None
        came, node = node, sentence.head(node)
    return None


def _is_true(cues: Cues, story: Token) -> bool:
    """Whether a story is said to be of what happened ("the film tells the true story of …", "a documentary film")."""
    return bool(TRUE & {token.lower for token in cues.tokens}) or story.dep == "compound"


def _purpose(cues: Cues, trigger: int) -> Unreal | None:
    """An infinitive that hangs on a noun or clause as its purpose or destiny: "a list of chiefs to be killed"."""
    sentence, tokens = cues.sentence, cues.tokens
    token = tokens[trigger]
    helpers = [child for child in sentence.children(token, "aux") if child.form == "infinitive"]
    bare = token.form == "infinitive" or any(child.dep == "aux:pass" for child in helpers)
    helped = {child.lower for child in sentence.children(token, "aux")}
    dep = token.dep.partition(":")[0]
    if not bare or helped & {"have", "having", "avoir"} or dep not in ("acl", "advcl", "xcomp"):
        return None
    above = sentence.head(token)
    near = {child.lower for child in sentence.children(above)} | {above.lower}
    if near & ENOUGH:
        return Unreal("PS+", "hypothetical", None, "possible")
    if dep == "xcomp" or near & ORDINALS or near & CAUSING or cues.helping & {above.i}:
        return None
    if dep == "advcl" and above.form == "participle" and above.passive:
        return None  # "were seen to fall", "was said to be dead": the parser's adverbial is what is reported
    if any(
        cue.row("reporting", "evidential", "attempted", "failed") for cue in (cues.at.get(above.i),) if cue is not None
    ):
        return None
    return Unreal("Uu", "planned", None, "planned")


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
    truth = next((at for at in range(noun.i - 1, max(-1, noun.i - REACH), -1) if tokens[at].lower in TRUTH), None)
    if truth is None:
        return None
    void = next((at for at in range(truth - 1, max(-1, truth - REACH), -1) if tokens[at].lower in VOID), None)
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
        if own is not None and dep in ("obj", "obl", "nmod") and _denies(own):
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
