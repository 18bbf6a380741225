"""Counts: which numbers a word of a toll or of strength counts."""

from __future__ import annotations

from harmattan.language.classes import classes
from harmattan.language.syntax import Token
from harmattan.plugins.extractors.rules.arguments import case_of
from harmattan.plugins.extractors.rules.found import FoundQuantity
from harmattan.plugins.extractors.rules.frames import Frame, clause_around
from harmattan.plugins.extractors.rules.scene import Scene, Trigger

REACH = 6
"""Words between a trigger and a number that nothing in the syntax ties to it, within which they still belong together."""

HAVE = frozenset({"have", "has", "had", "having", "'ve", "ai", "as", "a", "avons", "avez", "ont", "avait", "avaient"})
POOL = frozenset({"of", "among", "sur", "parmi", "de", "des"})
"""Prepositions before a count of which a part is told."""
NEVER = frozenset({"percent", "survivors"})
"""What no toll counts."""


def counts_of(frame: Frame, used: set[int]) -> list[int]:
    """Return the indexes of the quantities that the trigger counts.

    The number right before it first ("93 dead and 55 wounded"), then what the syntax ties to it, then the nearest count of
    people in its clause. A number right before another toll's word belongs to that one.
    """
    scene, trigger = frame.scene, frame.trigger
    if any(child.lower in classes().former for child in _modifiers(scene, trigger)):
        return []
    sources = {
        at for item in scene.attributions if item.source is not None and item.carried is None
        for at in range(item.source.first, item.source.last)
    }  # fmt: skip
    free = {
        index: counted
        for index, counted in enumerate(scene.quantities)
        if index not in used and counted.quantity.unit not in NEVER and not _acts(counted, trigger)
        and not _is_pool(scene, counted) and counted.head not in sources
    }  # fmt: skip
    before = [index for index, counted in free.items() if _stands_before(counted, trigger)]
    if before:
        whole = [*_coordinated(scene, free, before[-1]), before[-1]]
        return [*whole, *_parts(free, whole)]
    free = {index: counted for index, counted in free.items() if not _is_anothers(scene, counted, trigger)}
    reach = _reach(frame)
    inside = set(range(trigger.first, trigger.last))
    tied = [index for index, counted in free.items() if _is_tied(scene, counted, reach, inside)]
    if tied:
        wholes = {whole for index in tied for whole in [free[index].part_of] if whole is not None and whole > index}
        tied = [index for index in tied if index not in wholes]  # of "five of the eight hostages" the five alone
        counts = [
            index for index in tied
            if _counts_people(free[index]) or free[index].part_of in tied or holds(free[index], trigger)
        ] or [index for index in tied if not _is_thing(scene, free[index])][:1]  # fmt: skip
        return [*counts, *_parts(free, counts)]
    stood = [
        index for index, counted in free.items()
        if _stands_at(scene, counted, trigger) or _is_reached(scene, counted, trigger)
    ]  # fmt: skip
    if stood:
        return stood[:1]
    beside = _beside(scene, free, trigger)
    if beside:
        return beside
    if trigger.row.pos == "noun" and trigger.row.kind != "toll":
        return []  # "42 were arrested after a rally against killings": a deed named in passing counts nobody
    clause = clause_around(scene, trigger)
    near = [
        (abs(counted.head - trigger.head), index)
        for index, counted in free.items()
        if counted.person
        and (counted.head in clause or counted.number[0] in clause)
        and abs(counted.head - trigger.head) <= REACH
    ]
    return [min(near)[1]] if near else []


def holds(counted: FoundQuantity, trigger: Trigger) -> bool:
    """Return whether a count's noun is the trigger itself ("147 morts")."""
    return counted.first <= trigger.head < counted.last


def _is_thing(scene: Scene, counted: FoundQuantity) -> bool:
    """Return whether a count is one of missiles, vehicles, attacks or houses, and not of people of whatever kind."""
    spots = {head for _, _, _, head in (*scene.means, *scene.targets)}
    spots |= {each.head for each in scene.triggers if each.row.kind == "event"}
    return counted.head in spots


def _parts(free: dict[int, FoundQuantity], wholes: list[int]) -> list[int]:
    """Return the counts that are parts of these and not among them ("…, including three children")."""
    return [index for index, counted in free.items() if counted.part_of in wholes and index not in wholes]


def _coordinated(scene: Scene, free: dict[int, FoundQuantity], last: int) -> list[int]:
    """Return the counts of people joined to the one right before a trigger ("three policemen and five rebels died")."""
    tokens = scene.passage.tokens
    head = tokens[free[last].head]
    return [
        index for index, counted in free.items()
        if index != last and counted.person and counted.part_of is None and head.dep == "conj" and head.head == counted.head
    ]  # fmt: skip


def _is_pool(scene: Scene, counted: FoundQuantity) -> bool:
    """Return whether a count is what a part is taken from ("of the 40 hostages, 12", "half of the 200 villagers")."""
    sentence = scene.passage.sentence
    head = sentence.tokens[counted.head]
    case = case_of(sentence, head) or ""
    above = sentence.head(head)
    if case.split(" ")[-1] not in POOL:
        return False
    return (head.dep == "obl" and head.i < above.i) or (head.dep == "nmod" and above.lower in classes().fractions)


def _modifiers(scene: Scene, trigger: Trigger) -> list[Token]:
    """Return the adjectives of a noun for a toll; none for another trigger."""
    if trigger.row.pos != "noun" or not any(word in classes().tolls for word in trigger.row.term.split()):
        return []
    sentence = scene.passage.sentence
    return sentence.children(sentence.tokens[trigger.head], "amod")


def _is_reached(scene: Scene, counted: FoundQuantity, trigger: Trigger) -> bool:
    """Return whether a toll is said to rise, or is raised, to a number ("the toll from the attack, rising to 34")."""
    tokens = scene.passage.tokens
    between = tokens[trigger.last : counted.first]
    if not any(word in classes().tolls for word in trigger.row.term.split()) or not 0 < len(between) <= 2 * REACH:
        return False
    moves = any(token.lower in classes().revising for token in tokens[max(0, trigger.first - REACH) : counted.first])
    return _counts_people(counted) and between[-1].lower in ("to", "at", "à") and moves


def _stands_at(scene: Scene, counted: FoundQuantity, trigger: Trigger) -> bool:
    """Return whether a noun for a toll is said to be, to have reached or to have risen to a bare number."""
    noun = scene.passage.tokens[trigger.head]
    if trigger.row.pos != "noun" or not noun.dep.startswith("nsubj") or not _counts_people(counted):
        return False
    number = scene.passage.tokens[counted.head]
    above = scene.passage.sentence.head(noun)
    if above.i == number.i:
        return True
    return number.head == above.i and number.dep.partition(":")[0] in ("obl", "obj", "nmod") and number.i > above.i


def _beside(scene: Scene, free: dict[int, FoundQuantity], trigger: Trigger) -> list[int]:
    """Return the count that word order alone gives to a verb that the parser put elsewhere.

    Of an active verb what follows at once ("killed 14"), of a passive one what stands before it with its auxiliary between.
    """
    tokens = scene.passage.tokens
    if tokens[trigger.head].pos not in ("VERB", "ADJ") or trigger.row.subject == "target":
        return []
    if not is_passive(scene, trigger):
        after = [index for index, counted in free.items() if counted.first == trigger.last and _counts_people(counted)]
        return after[:1]
    before = [
        index for index, counted in free.items()
        if counted.last <= trigger.first and counted.person and counted.part_of is None
        and not _parted(scene, counted.last, trigger.first)
    ]  # fmt: skip
    return before[-1:]


def is_passive(scene: Scene, trigger: Trigger) -> bool:
    """Return whether a form of "to be" stands before the verb, words of time and manner between."""
    tokens = scene.passage.tokens
    timed = {at for time in scene.times for at in range(time.first, time.last)}
    at = trigger.first - 1
    while at >= 0 and (at in timed or tokens[at].pos in ("ADV", "ADP") or tokens[at].dep.startswith("advmod")):
        at -= 1
    return at >= 0 and tokens[at].pos == "AUX" and tokens[at].lower not in HAVE


def _parted(scene: Scene, first: int, last: int) -> bool:
    """Return whether a finite verb of another clause or another trigger's verb stands in tokens[first:last]."""
    own = {trigger.head for trigger in scene.triggers}
    return any(
        (token.pos == "VERB" and (token.i in own or token.form == "finite")) or token.text in (";", ".")
        for token in scene.passage.tokens[first:last]
    )


def _is_anothers(scene: Scene, counted: FoundQuantity, trigger: Trigger) -> bool:
    """Return whether a count stands right before the word of another toll."""
    heads = scene.toll_heads.get(counted.number[1], set()) | scene.toll_heads.get(counted.last, set())
    if any(head != trigger.head and not counted.first <= head < counted.last for head in heads):
        return True
    rival = any(each.row.unit and each.head != trigger.head and each.last == counted.first for each in scene.triggers)
    if rival and not holds(counted, trigger):
        return True  # "killed 54 and wounded more than 150"
    if counted.first < trigger.last or counted.head in trigger.arguments.object:
        return False
    # "Five were killed and 50 others, including women, were injured": what stands before a passive is its own.
    behind = [each for each in scene.triggers if each.row.unit is not None and each.first >= counted.last]
    nearest = min(behind, key=lambda each: each.first, default=None)
    between = (
        [] if nearest is None else [each for each in scene.quantities if counted.last <= each.first < nearest.first]
    )
    return nearest is not None and is_passive(scene, nearest) and all(each.part_of is not None for each in between)


def _acts(counted: FoundQuantity, trigger: Trigger) -> bool:
    """Return whether the counted do it and do not bear it ("Two bombers killed 92 people")."""
    return counted.head in trigger.arguments.subject and trigger.row.subject != "target"


def _stands_before(counted: FoundQuantity, trigger: Trigger) -> bool:
    return trigger.first in (counted.number[1], counted.last) and not counted.first <= trigger.head < counted.last


def _reach(frame: Frame) -> set[int]:
    """Return the tokens that stand for what bears the trigger, coordinated and counted nouns below it included."""
    scene = frame.scene
    sentence = scene.passage.sentence
    reach = set(frame.bearers)
    for index in frame.bearers:
        below = sentence.subtree(sentence.tokens[index])
        reach.update(token.i for token in below if _is_nominal_step(scene, token.i, index))
    return reach


def _is_tied(scene: Scene, counted: FoundQuantity, reach: set[int], inside: set[int]) -> bool:
    spots = {counted.head, *range(*counted.number)}
    hangs = any(scene.passage.tokens[spot].head in inside for spot in spots)
    return bool(spots & reach) or counted.head in inside or (hangs and _counts_people(counted))


def _counts_people(counted: FoundQuantity) -> bool:
    return counted.person or counted.quantity.unit is None


def _is_nominal_step(scene: Scene, index: int, top: int) -> bool:
    """Return whether nothing but nominal links lie between a token and the one it stands below."""
    token = scene.passage.tokens[index]
    while token.i != top:
        if token.dep.partition(":")[0] not in (
            "conj",
            "nmod",
            "nummod",
            "appos",
            "compound",
            "amod",
            "flat",
            "det",
            "advmod",
            "case",
        ):
            return False
        token = scene.passage.sentence.head(token)
    return True
