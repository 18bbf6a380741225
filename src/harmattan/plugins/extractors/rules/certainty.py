"""How sure the holder of a claim is of it, whether it is real, and when: FactBank values by scope over the tree."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from harmattan.language.syntax import Token
from harmattan.lexicons.lexicon import Lexicon
from harmattan.lexicons.rows import CueRow
from harmattan.plugins.extractors.rules.cues import WEIGHING, Cue, Cues, cues_of
from harmattan.plugins.extractors.rules.doubts import FoundDoubt, doubts_of, find_unconfirmed
from harmattan.plugins.extractors.rules.found import FoundAttribution, FoundCue
from harmattan.plugins.extractors.rules.passage import Passage
from harmattan.plugins.extractors.rules.scope import DEFINITE, NEAR, OF, Bearing, Ladder, is_given, ladder_of
from harmattan.plugins.extractors.rules.unreal import Unreal, unreal_of
from harmattan.records.claim import FactValue, Realis, Tense

__all__ = ["Commitment", "FoundDoubt", "attribution_at", "certainty_of", "find_unconfirmed"]

OUT = "out_of_scope"
BEARING = WEIGHING | {"reporting", "evidential"}
IDLE = "no_cue"
"""Of a word that is no cue where it stands ("plus de 30 tués"), though right before the trigger."""
ABLE = frozenset({"can", "could", "cannot", "can't", "couldn't", "able"})
PERFECT = frozenset({"have", "has", "had", "'ve", "having", "avoir", "été"})
RANK: dict[Realis, int] = {"actual": 0, "hypothetical": 1, "planned": 2, "threatened": 3, "attempted": 4, "failed": 5}


class Commitment(msgspec.Struct, frozen=True, kw_only=True):
    """How a claim is held.

    `cues` accounts for every negation and hedge of the passage, those without effect as `out_of_scope`.
    """

    holder: Literal["author", "source"]
    value: FactValue
    author_value: FactValue
    unconfirmed: bool = False
    cues: tuple[FoundCue, ...] = ()
    realis: Realis = "actual"
    tense: Tense = "past"
    reported: bool = False
    """Told as hearsay of nobody in particular ("allegedly", the French reporting conditional)."""


class _Stand:
    """A value while it is worked out from the trigger outward."""

    def __init__(self, perfect: bool) -> None:
        self.sign = "+"
        self.strength = "CT"
        self.realis: Realis = "actual"
        self.effects: dict[Cue, tuple[str, str | None]] = {}
        self.settled: Cue | None = None
        """A negation that a governing word took for itself without giving up that it negates."""
        self.perfect = perfect
        self.coming = False
        """Whether it is planned by its tense alone ("will"), so that any doubt leaves it open."""

    @property
    def value(self) -> FactValue:
        return "Uu" if self.strength == "Uu" else f"{self.strength}{self.sign}"  # type: ignore[return-value]

    def flip(self) -> None:
        self.sign = "-" if self.sign == "+" else "+"

    def weaken(self, value: str) -> None:
        """Take the weaker of what stood and this value; a negative value turns polarity too."""
        order = ("CT", "PR", "PS", "Uu")
        if order.index(value[:2]) > order.index(self.strength):
            self.strength = value[:2]
        if value.endswith("-"):
            self.flip()

    def take(self, unreal: Unreal) -> None:
        """Take what is told without being real for what it is."""
        self.strength = unreal.value[:2]
        self.sign = "-" if unreal.value.endswith("-") else "+"
        self.realis = unreal.realis
        if unreal.cue is not None:
            self.effects[unreal.cue] = (unreal.effect, unreal.value)

    def make(self, realis: Realis | None) -> None:
        if realis == "hypothetical" and self.perfect:
            return
        if realis is not None and RANK[realis] > RANK[self.realis]:
            self.realis = realis


def certainty_of(
    passage: Passage,
    *,
    trigger: int,
    attributions: Sequence[FoundAttribution] = (),
    language: str | None = None,
    lexicon: Lexicon | None = None,
) -> Commitment:
    """Return how what tokens[trigger] states is held: by whom, how surely, as real or not, and when.

    Values are FactBank's. A cue bears on the trigger by syntax, or by word order where there is no tree.
    """
    cues = cues_of(passage)
    said = attribution_at(attributions, trigger)
    stop = _saying(cues, said)
    ladder = ladder_of(cues, trigger, stop) if _has_weight(cues, language) else Ladder((), (trigger,))
    if is_given(cues, trigger):
        ladder = Ladder(tuple(item for item in ladder.bearings if not item.rung), ladder.rungs)
    stand = _Stand(_is_perfect(cues, trigger))
    _climb(cues, ladder.bearings, stand)
    unreal = unreal_of(cues, trigger, ladder.rungs, said) if stand.realis == "actual" else None
    if unreal is not None and not (unreal.effect == "planned" and stand.strength != "CT"):
        stand.take(unreal)
    hearsay = _conditional(cues, ladder.rungs, stand, language)
    hearsay = hearsay or any(effect == "reported" for effect, _ in stand.effects.values())
    _ask(passage, said, stand)
    _settle_modal(cues, trigger, ladder.bearings, stand)
    tense = _tense(cues, trigger, ladder.rungs, stand.realis)
    if tense == "future" and stand.realis == "actual" and stand.strength == "CT":
        stand.make("planned")  # told as sure to come, by the tense alone
    unconfirmed = any(effect == "unconfirmed" for effect, _ in stand.effects.values())
    author: FactValue = stand.value
    if hearsay:
        author = "Uu"
    holder: Literal["author", "source"] = "author"
    if said is not None:
        holder, author = "source", "Uu"
        unconfirmed = _weigh_saying(cues, said, trigger, stand) or unconfirmed
    elif hearsay:
        holder = "source"  # nobody is named, but the author only passes it on
    if stand.realis == "planned" and stand.coming and stand.strength != "CT":
        stand.realis = "hypothetical"
    for doubt in doubts_of(passage):
        if doubt.refers == "same" and not doubt.first <= trigger < doubt.last:
            cue = cues.covering.get(doubt.first)
            if cue is not None:
                stand.effects[cue] = (doubt.effect, "Uu")
            unconfirmed = unconfirmed or doubt.effect == "unconfirmed"
            author = "Uu"
    return Commitment(
        holder=holder, value=stand.value, author_value=author, unconfirmed=unconfirmed,
        cues=_account(cues, trigger, stand), realis=stand.realis, tense=tense, reported=hearsay and said is None,
    )  # fmt: skip


def _has_weight(cues: Cues, language: str | None) -> bool:
    """Whether any word of the passage can bear on certainty at all."""
    if cues.kinds & BEARING:
        return True
    return language == "fr" and any(_is_conditional(token, language) for token in cues.tokens)


def _is_perfect(cues: Cues, trigger: int) -> bool:
    """Whether a verb stands in a perfect infinitive or after a modal with one ("may have killed", "to have killed")."""
    token = cues.tokens[trigger]
    helpers = {child.lower for child in cues.sentence.children(token, "aux")}
    if token.form == "participle" and helpers & {"have", "avoir", "être", "'ve"} and "had" not in helpers:
        return True
    # "Five were feared killed": what is feared has happened or not, and is not to come.
    above = cues.sentence.head(token)
    held = token.dep in ("xcomp", "ccomp") and (above.passive or bool(cues.sentence.children(above, "aux:pass")))
    return held and not helpers and (token.form == "participle" or token.pos == "ADJ")


def attribution_at(attributions: Sequence[FoundAttribution], token: int) -> FoundAttribution | None:
    """Return the innermost attribution that says a token, or None where the author does."""
    around = [item for item in attributions if token in item.content]
    return min(around, key=lambda item: (len(item.content), -len(item.chain))) if around else None


def _saying(cues: Cues, said: FoundAttribution | None) -> int | None:
    """The token above which all bears on the saying: the reporting verb itself."""
    if said is None or said.row is None or said.row.cue != "reporting" or not said.cue:
        return None
    own = cues.covering.get(said.cue[0])
    return said.cue[0] if own is None else own.head


def _climb(cues: Cues, bearings: Sequence[Bearing], stand: _Stand) -> None:
    """Apply what bears on the trigger, rung by rung: the word that governs first, then what hangs on it."""
    rungs: dict[int, list[Bearing]] = {}
    for bearing in bearings:
        rungs.setdefault(bearing.rung, []).append(bearing)
    for rung in sorted(rungs):
        group = rungs[rung]
        negations = [item.cue for item in group if not item.governs and item.cue.row("negation")]
        governing = next((item.cue for item in group if item.governs), None)
        turned = False
        if governing is not None:
            turned = _govern(governing, negations, stand)
        others = [item.cue for item in group if not item.governs and not item.cue.row("negation")]
        modal = next((cue for cue in others if cue.row("modal")), None)
        unable = modal is not None and bool(negations) and cues.tokens[modal.first].lower in ABLE
        for cue in others:
            if not (unable and cue is modal):
                _hang(cue, stand)
            else:
                stand.effects[cue] = ("modal", None)
        if turned:
            for cue in negations:
                if cue is not stand.settled:
                    stand.effects[cue] = ("turned", None)
        elif negations:
            for cue in negations:
                row = cue.row("negation")
                assert row is not None
                if row.value is None:
                    stand.effects.setdefault(cue, ("particle", None))
                    continue
                stand.effects[cue] = ("negation", row.value)
            weighing = [cue for cue in negations if (row := cue.row("negation")) is not None and row.value is not None]
            if weighing:
                stand.flip()
                if stand.realis in ("planned", "attempted", "threatened"):
                    stand.strength, stand.sign = "CT", "-"
                if unable and stand.strength == "PS":
                    stand.strength = "CT"
                for cue in weighing[1:]:
                    stand.effects[cue] = ("particle", None)


def _govern(cue: Cue, negations: Sequence[Cue], stand: _Stand) -> bool:
    """Apply a cue whose complement the trigger is; say whether it took the negations for itself."""
    row = cue.row(*WEIGHING) or cue.row("reporting")
    if row is None:
        return False
    weighing = [item for item in negations if (found := item.row("negation")) and found.value is not None]
    if row.cue == "reporting":
        return _govern_saying(cue, row, bool(weighing), stand)
    if weighing and row.cue == "hedge" and row.value == "PS+" and row.negated is None:
        stand.flip()
        stand.effects[cue] = ("possible", row.value)
        for item in weighing[1:]:
            stand.effects[item] = ("particle", None)
        stand.effects[weighing[0]] = ("negation", "-")
        stand.settled = weighing[0]
        return True
    if weighing and row.negated is not None:
        stand.weaken(row.negated)
        stand.effects[cue] = ("turned", row.negated)
        return True
    _weigh(cue, row, stand)
    if row.value == "Uu" and weighing and row.cue in ("hedge", "conditional", "unconfirmed", "doubt"):
        for item in weighing:
            stand.effects[item] = ("turned", None)
        return True
    return False


def _govern_saying(cue: Cue, row: CueRow, negated: bool, stand: _Stand) -> bool:
    """Apply a verb of saying or believing whose speaker was not found."""
    if negated:
        stand.weaken(row.negated or "Uu")
        stand.effects[cue] = ("unconfirmed" if row.open_when_negated else "turned", row.negated or "Uu")
        return True
    if row.value not in (None, "CT+", "-"):
        _weigh(cue, row, stand)
    return False


def _hang(cue: Cue, stand: _Stand) -> None:
    row = cue.row(*WEIGHING) or cue.row("evidential")
    if row is not None:
        _weigh(cue, row, stand)


def _weigh(cue: Cue, row: CueRow, stand: _Stand) -> None:
    effect = _effect(row)
    stand.effects[cue] = (effect, row.value)
    stand.coming = stand.coming or (row.cue == "outlook" and row.realis == "planned")
    if effect == "reported":
        stand.make(row.realis)
        return
    if row.value is not None and row.value != "-":
        stand.weaken(row.value)
    stand.make(row.realis)


def _effect(row: CueRow) -> str:
    """How a cue of this row moves certainty, as records say it."""
    if row.cue == "evidential":
        return "reported"
    if row.cue in ("negation", "conditional", "unconfirmed", "doubt", "planned", "threatened", "attempted", "failed"):
        return row.cue
    if row.cue == "reporting" and row.value == "CT-":
        return "denial"
    if row.cue in ("attitude", "outlook") and row.value is None:
        return "future" if row.cue == "outlook" else "attitude"
    if row.cue == "attitude":
        return "certain"
    if row.value is None or row.value == "CT+":
        return "certain"
    if row.value.endswith("-"):
        return "doubt"
    return {"PS": "possible", "PR": "probable", "Uu": "unknown"}[row.value[:2]]


def _conditional(cues: Cues, rungs: Sequence[int], stand: _Stand, language: str | None) -> bool:
    """Whether the trigger's clause stands in the French conditional of hearsay, with no "si" that it hangs on."""
    if language not in ("fr", None):
        return False
    sentence = cues.sentence
    for i in rungs:
        token = cues.tokens[i]
        bearers = [token, *sentence.children(token, "aux", "cop")]
        bearer = next((each for each in bearers if _is_conditional(each, language)), None)
        if bearer is not None:
            own = cues.covering.get(bearer.i)
            if own is not None and own.row("modal", "hedge", "outlook"):
                return False
            if any(cues.hang(child.i, "conditional") for child in sentence.children(token, "advcl")):
                stand.make("hypothetical")
                stand.strength = "Uu"
                return False
            return stand.realis not in ("planned", "threatened")
        if token.pos in ("VERB", "AUX") and token.form not in ("infinitive", "participle"):
            return False
        if any(each.form == "finite" for each in bearers[1:]):
            return False
    return False


def _is_conditional(token: Token, language: str | None) -> bool:
    if token.mood is not None:
        return token.mood == "conditional" and language == "fr"
    return language == "fr" and token.lower in ("aurait", "auraient", "serait", "seraient")


def _ask(passage: Passage, said: FoundAttribution | None, stand: _Stand) -> None:
    """A question asserts nothing."""
    if passage.tokens and passage.tokens[-1].text == "?" and (said is None or len(passage.tokens) - 2 in said.content):
        stand.strength = "Uu"


def _settle_modal(cues: Cues, trigger: int, bearings: Sequence[Bearing], stand: _Stand) -> None:
    """A modal speaks of the past with a perfect ("may have killed") or beside a past period, else of what may come."""
    modals = [
        item for item in bearings
        if item.cue.row("modal") and stand.effects.get(item.cue, ("", None))[0] not in ("modal", "")
    ]  # fmt: skip
    if not modals or stand.realis not in ("actual", "hypothetical"):
        return
    tokens, sentence = cues.tokens, cues.sentence
    for item in modals:
        row = item.cue.row("modal")
        assert row is not None
        nodes = {item.at, trigger, tokens[item.at].head if item.governs else item.at}
        words = {child.lower for i in nodes for child in sentence.children(tokens[i], "aux")}
        words |= {token.lower for token in tokens[item.cue.first : item.cue.last]}
        if words & PERFECT or any(token.lower in ("pu", "dû") for token in tokens[item.cue.first : item.cue.last]):
            continue
        if any(cue.row("aggregate", "period") for cue in cues.all) and row.value == "PS+":
            continue
        stand.make("hypothetical")


def _tense(cues: Cues, trigger: int, rungs: Sequence[int], realis: Realis) -> Tense:
    """When it is: a verb's own tense and that of its auxiliaries; for a noun that of the clause it stands in."""
    if realis in ("planned", "threatened", "hypothetical"):
        return "future"
    sentence, tokens = cues.sentence, cues.tokens
    chain = list(rungs)
    top = tokens[chain[-1]]
    while top.head != top.i and len(chain) < 8:
        top = tokens[top.head]
        chain.append(top.i)
    for i in chain:
        token = tokens[i]
        helpers = sentence.children(token, "aux", "cop")
        if token.pos not in ("VERB", "AUX") and not helpers:
            continue
        if any(cue.row("outlook") and tokens[cue.first].dep.startswith("aux") for cue in cues.below.get(i, ())):
            return "future"
        tenses = {each.tense for each in helpers if each.tense} | ({token.tense} if token.tense else set())
        if "future" in tenses:
            return "future"
        if "past" in tenses or token.passive:
            return "past"
        if "present" in tenses:
            perfect = token.form == "participle" and any(
                helper.lower in ("has", "have", "a", "ont") for helper in helpers
            )
            return "past" if perfect else "present"
    return "past"


def _weigh_saying(cues: Cues, said: FoundAttribution, trigger: int, stand: _Stand) -> bool:
    """Apply what the reporting word ascribes to the source; say whether its negation leaves all unconfirmed."""
    row = said.row
    if row is None:
        return False
    unconfirmed = False
    value = row.value
    head = said.cue[0]
    negation = cues.hang(head, "negation") if row.cue == "reporting" else None
    if negation is None and row.cue == "reporting":
        above = cues.tokens[head]
        refusing = cues.at.get(above.head) if above.dep == "xcomp" else None
        if refusing is not None and refusing.row("failed"):
            negation = refusing
    own = cues.covering.get(head)
    if own is not None and row.cue == "evidential" and said.source is None:
        stand.effects[own] = ("reported", None)
    if negation is not None:
        stand.effects[negation] = ("turned", None)
        unconfirmed = row.open_when_negated
        value = row.negated or "Uu"
    if value is not None and value.endswith("-") and not _is_at_issue(cues, trigger, said):
        value = None
    if value is not None and value not in ("CT+", "-"):
        if own is not None:
            effect = "denial" if value == "CT-" else ("doubt" if value.endswith("-") else _effect(row))
            stand.effects[own] = ("unconfirmed" if unconfirmed else effect, value)
        stand.weaken(value)
    if row.realis is not None and stand.realis == "actual" and not (stand.perfect and row.realis == "hypothetical"):
        stand.realis = row.realis
    return unconfirmed


def _is_at_issue(cues: Cues, trigger: int, said: FoundAttribution) -> bool:
    """Whether a denial is about a word of what is denied, and not about one that only says of whom or when it speaks.

    "Denied that drones used in the attack had taken off" leaves the attack as it is.
    """
    inside = set(said.content)
    node = cues.tokens[trigger]
    while node.head in inside and node.head != node.i:
        dep = node.dep.partition(":")[0]
        if node.dep == "acl:relcl" or dep == "advcl" or (dep == "acl" and node.form == "participle"):
            return False
        if dep in ("obl", "nmod"):
            cases = {child.lower for child in cues.sentence.children(node, "case")}
            definite = any(child.lower in DEFINITE for child in cues.sentence.children(node, "det"))
            if definite and cases and not cases & OF:
                return False
        node = cues.sentence.head(node)
    return True


def _account(cues: Cues, trigger: int, stand: _Stand) -> tuple[FoundCue, ...]:
    """Every cue of the passage with what it does to the trigger."""
    found = []
    for cue in cues.all:
        applied = stand.effects.get(cue)
        if applied is not None:
            effect, value = applied
            found.append(
                FoundCue(first=cue.first, last=cue.last, effect=effect, value=value, scope=frozenset((trigger,)))
            )
        elif any(row.cue in WEIGHING for row in cue.rows):
            effect = IDLE if cue.idle and 0 <= trigger - cue.last <= NEAR else OUT
            found.append(FoundCue(first=cue.first, last=cue.last, effect=effect, value=None, scope=frozenset()))
    return tuple(found)
