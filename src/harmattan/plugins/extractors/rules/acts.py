"""Acts: what a passage tells first of all, as a type and mode of PLOVER."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from harmattan.language.classes import classes
from harmattan.language.syntax import Token
from harmattan.lexicons.rows import EventTypeRow, LightVerbRow, TriggerRow
from harmattan.plugins.extractors.rules.certainty import certainty_of
from harmattan.plugins.extractors.rules.scene import Scene
from harmattan.records.claim import EventType

FRIENDLY = frozenset({"SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "CONSULT"})
"""What somebody agrees to who says that it will come (CAMEO 03, "express intent to cooperate")."""
HOSTILE = frozenset({"SANCTION", "COERCE", "ASSAULT", "PROTEST"})
"""What somebody threatens who says that it will come (CAMEO 13)."""
SPOKEN = {
    "demand": ("REQUEST", None), "call": ("REQUEST", None), "accusation": ("ACCUSE", "allege"),
    "condemnation": ("ACCUSE", "disapprove"), "denial": ("REJECT", None), "threat": ("THREATEN", None),
    "promise": ("AGREE", None),
}  # fmt: skip
"""What saying something is, by the position that the cue takes."""
DUTIES = frozenset({"must", "should", "ought", "doit", "doivent", "devrait", "devraient"})
PROSPECTS = frozenset({"will", "would", "may", "might", "shall", "'ll", "’ll"})
WANTED = {
    "AID": "assist", "COOPERATE": "assist", "SUPPORT": "assist", "MOBILIZE": "assist", "CONSULT": "meet", "AGREE": "meet",
    "RETREAT": "yield", "CONCEDE": "yield", "COERCE": "change", "SANCTION": "change",
}  # fmt: skip
"""The mode of a request or a rejection by the type of what is asked for (CAMEO 101–108, 121–127)."""
MENACES = {"ban": "ban", "arrest": "arrest", "deport": "expel", "expel": "expel", "seize": "territory"}
MENACED = {
    "ASSAULT": "violence",
    "MOBILIZE": "violence",
    "COERCE": "restrict",
    "SANCTION": "relations",
    "PROTEST": "relations",
}
"""The mode of a threat by the mode, else the type, of what is threatened (CAMEO 131–139)."""
ENDING = "ending"
"""The event type of words that say that something is over."""
ENDED = {
    "COERCE": ("CONCEDE", None), "PROTEST": ("CONCEDE", None), "SANCTION": ("RETREAT", None), "MOBILIZE": ("RETREAT", None),
    "ASSAULT": ("RETREAT", "ceasefire"), "CONSULT": ("SANCTION", "withdraw"), "AID": ("SANCTION", "discontinue"),
    "COOPERATE": ("SANCTION", "discontinue"), "SUPPORT": ("SANCTION", "discontinue"),
}  # fmt: skip
"""What it is to end something, by its type (CAMEO 081–087, 161–165)."""
TAKEN = frozenset({"seizure_of_place", "retaking"})
"""The event types of places that are taken: by force where fighting is told with it, which PLOVER codes as an assault."""
NEAR, APART, ASIDE = 1, 2, 3
"""Steps of an edge: to what a verb governs; to its subject, adjuncts and what modifies a noun; to another clause."""
STEPS = {
    "obj": NEAR, "xcomp": NEAR, "ccomp": NEAR, "conj": NEAR, "iobj": NEAR, "nsubj": APART, "obl": APART, "nmod": APART,
    "advcl": ASIDE, "acl": ASIDE, "parataxis": ASIDE, "appos": ASIDE,
}  # fmt: skip


SEVERAL = 3
"""Types of its rows from which a word says nothing by itself."""
ALONE, ELSEWHERE = 4, 9
"""The slack of a word that asks for no other, and of one that asks for another which stands in the sentence but not below it."""


class Act(NamedTuple):
    """A type and mode of PLOVER, and the token that states it."""

    plover: str
    mode: str | None
    head: int


class _Word(NamedTuple):
    plover: str
    mode: str | None
    head: int
    needs: tuple[str, ...]
    """The words of which its trigger asks for one."""
    spoken: bool
    place: bool = False
    """A place is taken."""


def act_of(scene: Scene) -> Act | None:
    """Return the act that a passage tells first of all; None where no word of it has a type.

    The word nearest to the main verb tells it. What reports only ("officials said") and verbs that lend a noun their
    subject ("staged a protest") count for no step; at one distance the first word in the text goes before.
    """
    words = _ordered(scene, list(_words(scene)))
    free = _free(scene)
    ranks = {word: _rank(scene, word, free - {word.head for word in words}) for word in words}
    if min(ranks.values(), default=(ASIDE,))[0] >= ASIDE:
        hints = list(_hints(scene))
        words += hints
        ranks |= {word: _rank(scene, word, free - {word.head for word in words}) for word in hints}
    return _settled(scene, min(ranks, key=ranks.__getitem__), words) if words else None


def _ordered(scene: Scene, words: list[_Word]) -> list[_Word]:
    """Return the words without those that only order a deed which is named ("ordered the expulsion of …"): the deed is done."""
    tokens = scene.passage.tokens
    deeds = {
        tokens[word.head].head
        for word in words
        if tokens[word.head].dep == "obj" and tokens[word.head].pos == "NOUN" and not word.spoken
    }
    return [word for word in words if not (word.head in deeds and tokens[word.head].lower in classes().ordering)]


def _rank(scene: Scene, word: _Word, free: frozenset[int]) -> tuple[int, int, int]:
    """Return what tells words apart, the lowest first: steps from the main verb, slack, place in the text.

    Slack are the steps down to a word that the trigger asks for: what a word governs says best what it means ("dismissed an
    appeal"). A word that governs none of them stands a step further off.
    """
    slack = _slack(scene, word)
    return _distance(scene, word.head, free) + (slack == ELSEWHERE), slack, word.head


def spoken_type(scene: Scene, head: int, position: str | None) -> EventType | None:
    """Return the codes of the position that tokens[head] takes; None where taking it is no act of PLOVER's."""
    words = list(_words(scene))
    here = [word for word in words if word.head == head and word.spoken]
    if position not in SPOKEN and not here:
        return None
    word = here[0] if here else _Word(*SPOKEN[str(position)], head, (), True)
    act = _settled(scene, word, words)
    return EventType(plover=act.plover, mode=act.mode)


def _words(scene: Scene) -> Iterator[_Word]:
    """Yield what has a type: triggers, words of saying that take a position, and what is said that somebody must do."""
    # Where a word tells a deed as well as a tie, the deed goes before.
    ordered = sorted(scene.triggers, key=lambda trigger: trigger.row.kind == "support")
    yield from (word for trigger in ordered for word in _coded(scene, trigger.row, trigger.head))
    for item in scene.attributions:
        if item.position in SPOKEN and item.cue:
            cue = sorted(item.cue)
            head = next((index for index in cue if scene.passage.tokens[index].pos in ("VERB", "NOUN")), cue[0])
            yield _Word(*SPOKEN[str(item.position)], head, (), True)
    for token in scene.passage.tokens:
        if token.lower in DUTIES and token.dep.startswith("aux"):
            yield _Word("REQUEST", None, token.head, (), True)


def _coded(scene: Scene, row: TriggerRow, head: int) -> Iterator[_Word]:
    """Yield a trigger as a word with a type, where it has one. To supply or to train is aid; to stand by somebody is not."""
    coded = None if row.event_type is None else scene.lexicon.get(EventTypeRow, row.event_type)
    if coded is not None and coded.plover is not None:
        taken = row.event_type in TAKEN
        yield _Word(coded.plover, coded.mode, head, row.needs or row.governs, row.kind == "position", taken)
    elif row.kind == "support":
        yield _Word("SUPPORT" if row.support == "general" else "AID", None, head, row.needs or row.governs, False)


def _slack(scene: Scene, word: _Word) -> int:
    """Return the steps down to the nearest word that a trigger asks for, a noun's from the verb that it hangs on."""
    if not word.needs:
        return ALONE
    sentence = scene.passage.sentence
    trigger = sentence.tokens[word.head]
    over = trigger if trigger.pos in ("VERB", "AUX") else sentence.head(trigger)
    found = [ELSEWHERE]
    for token in sentence.tokens:
        if token.lower in word.needs:
            above = [item.i for item in sentence.ancestors(token)]
            found += [above.index(i) + 1 for i in (word.head, over.i) if i in above]
    return min(found)


def _hints(scene: Scene) -> Iterator[_Word]:
    """Yield the triggers that lack the word beside them which they need: better than nothing, where nothing else is.

    A verb that tells three things or more, by what it governs ("give", "send", "leave"), tells none of them without it.
    """
    found: dict[int, list[_Word]] = {}
    for row, _, _, head in scene.passage.terms(TriggerRow):
        if (row.needs or row.governs) and scene.passage.tokens[head].pos.startswith(row.pos[:4].upper()):
            found.setdefault(head, []).extend(_coded(scene, row, head))
    for words in found.values():
        if len({word.plover for word in words}) < SEVERAL:
            yield from words


def _free(scene: Scene) -> frozenset[int]:
    """Return the words that tell nothing themselves: what only reports, and verbs that lend a noun their subject."""
    light = {head for _, _, _, head in scene.passage.terms(LightVerbRow)}
    plain = {
        head for row, _, _, head in scene.cues if row.cue in ("reporting", "evidential") and row.position not in SPOKEN
    }
    return frozenset(light | plain)


def _distance(scene: Scene, index: int, free: frozenset[int]) -> int:
    """Return the steps from a token up to the main verb; those on to a token of `free` are none."""
    sentence = scene.passage.sentence
    token, steps = sentence.tokens[index], 0
    while token.head != token.i and steps < len(sentence.tokens) * ASIDE:
        above = sentence.head(token)
        dep = token.dep.partition(":")[0]
        lent = above.i in free and dep in ("obj", "ccomp", "xcomp", "parataxis", "obl", "nsubj")
        steps += 0 if lent else NEAR if token.dep == "nsubj:pass" else STEPS.get(dep, APART)
        token = above
    return steps


def _settled(scene: Scene, word: _Word, words: list[_Word]) -> Act:
    """Return the act of a word: what is yet to come is agreed to or threatened, what must be done is asked for."""
    word = _ended(scene, word)
    about = _governed(scene, word, words)
    plover, mode = word.plover, word.mode
    if word.place and about is not None and about.plover == "ASSAULT":
        return Act("ASSAULT", about.mode, word.head)
    if plover == "AGREE" and about is not None and about.plover in ("ASSAULT", "COERCE"):
        if scene.passage.tokens[about.head].head == word.head:
            plover = "THREATEN"  # "ready to strike", "vowed to crush"
    if plover == word.plover:
        plover, mode, about = _in_prospect(scene, word, about)
    if plover in ("REQUEST", "REJECT") and about is not None:
        mode = WANTED.get(about.plover, mode)
    elif plover == "THREATEN" and about is not None:
        mode = MENACES.get(str(about.mode)) or MENACED.get(about.plover, mode)
    elif plover == "THREATEN":
        mode = None
    elif plover == "ASSAULT" and mode is None:
        mode = _means_of(scene, words)
    return Act(plover, mode, word.head)


def _means_of(scene: Scene, words: list[_Word]) -> str | None:
    """Return the mode that another word of attack or a weapon in the passage gives to an attack of which no more is said."""
    modes = [word.mode for word in words if word.plover == "ASSAULT"]
    for row, _, _, _ in scene.means:
        coded = None if row.event_type is None else scene.lexicon.get(EventTypeRow, row.event_type)
        modes.append(None if coded is None else coded.mode)
    return next((mode for mode in modes if mode is not None), None)


def _ended(scene: Scene, word: _Word) -> _Word:
    """Return a word as what it is to end it, where a word of ending governs it."""
    sentence = scene.passage.sentence
    token = sentence.tokens[word.head]
    above = sentence.head(token)
    ends = any(trigger.row.event_type == ENDING and trigger.head == above.i != token.i for trigger in scene.triggers)
    # "the lifting of the ban", "an end to the strike"
    ends = ends or (above.pos == "NOUN" and token.dep == "nmod" and above.lower in classes().endings)
    if not ends or word.plover not in ENDED or token.dep not in ("obj", "nsubj:pass", "xcomp", "ccomp", "nmod"):
        return word
    return word._replace(plover=ENDED[word.plover][0], mode=ENDED[word.plover][1])


def _in_prospect(scene: Scene, word: _Word, about: _Word | None) -> tuple[str, str | None, _Word | None]:
    """Return type, mode and what it is about of a happening: as it is where it happened, else what saying so is."""
    if word.plover not in FRIENDLY | HOSTILE | {"AGREE"}:
        return word.plover, word.mode, about
    commitment = certainty_of(
        scene.passage,
        trigger=word.head,
        attributions=scene.attributions,
        language=scene.language,
        lexicon=scene.lexicon,
    )
    token = scene.passage.tokens[word.head]
    if token.dep == "obj" and scene.passage.tokens[token.head].lower in classes().ordering:
        return word.plover, word.mode, about
    helpers = {
        child.lower for verb in _verbs_over(scene, word.head) for child in scene.passage.sentence.children(verb, "aux")
    }
    if word.plover in FRIENDLY | {"AGREE"} and (commitment.value.endswith("-") or commitment.realis == "failed"):
        return "REJECT", None, word
    if helpers & DUTIES and word.plover not in HOSTILE:
        return "REQUEST", None, word
    ahead = commitment.realis in ("planned", "threatened") or commitment.tense == "future" or bool(helpers & PROSPECTS)
    if not ahead or word.plover == "AGREE":
        return word.plover, word.mode, about
    if word.plover in FRIENDLY and commitment.realis != "threatened":
        return "AGREE", None, word
    return "THREATEN", None, word


def _verbs_over(scene: Scene, head: int) -> Iterator[Token]:
    """Yield a token and the verb of its clause."""
    sentence = scene.passage.sentence
    token = sentence.tokens[head]
    yield token
    above = sentence.head(token)
    if token.pos not in ("VERB", "AUX") and above.i != token.i and above.pos in ("VERB", "AUX"):
        yield above


def _governed(scene: Scene, word: _Word, words: list[_Word]) -> _Word | None:
    """Return the word with a type that stands nearest below a word, None where there is none.

    Who rejects an appeal for talks rejects talks: a request is looked through to what is asked for.
    """
    sentence = scene.passage.sentence
    found: list[tuple[int, int, _Word]] = []
    for other in words:
        if other.head == word.head or (word.plover == "REJECT" and other.plover == "REQUEST"):
            continue
        above = [token.i for token in sentence.ancestors(sentence.tokens[other.head])]
        if word.head in above:
            found.append((above.index(word.head), other.head, other))
    return min(found, key=lambda item: item[:2])[2] if found else None
