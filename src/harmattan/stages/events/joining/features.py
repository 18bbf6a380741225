"""What speaks for two accounts being of one happening, and what against it: the declared list.

Each feature is a pure function of two accounts and the scene that they stand in. It returns signs: how much of something
there is, and a line for a reader. What a sign is worth is a weight, and weights are data (`weights`).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import NamedTuple

from harmattan.stages.events.joining.account import Account, Count
from harmattan.stages.events.joining.scene import Scene, gap, kilometres


class Sign(NamedTuple):
    """`size` of what `code` names, mostly 0 to 5; `detail` says it to a reader."""

    code: str
    size: float
    detail: str


Feature = Callable[[Account, Account, Scene], Iterator[Sign]]
NEVER = "never"
"""The code of a sign that no other can outweigh."""
SPOT = 0.1
"""Kilometres within which two points are one: coded points are rounded, seldom to less than ten metres."""


def one_text(one: Account, other: Account, scene: Scene) -> Iterator[Sign]:
    """One text that tells two things apart holds them for two."""
    if one.text is not None and one.text == other.text:
        yield Sign(NEVER, 1.0, "one text tells them apart")


def act(one: Account, other: Account, scene: Scene) -> Iterator[Sign]:
    """An attack is no visit; a bombing and an abduction may be two sides of one raid."""
    for mine in one.types:
        for theirs in other.types:
            if mine.plover is None or theirs.plover is None:
                continue
            if mine.plover != theirs.plover:
                yield Sign("other_act", 1.0, f"{mine.plover} is not {theirs.plover}")
                return
            yield Sign("same_act", 1.0, f"both {mine.plover}")
            if mine.mode is not None and theirs.mode is not None:
                same = mine.mode == theirs.mode
                yield Sign("same_mode" if same else "other_mode", 1.0, _both("by way of", mine.mode, theirs.mode))
            return


def means(one: Account, other: Account, scene: Scene) -> Iterator[Sign]:
    """One weapon."""
    shared = one.means & other.means
    if shared:
        yield Sign("same_means", 1.0, f"both with {min(shared)}")


def when(one: Account, other: Account, scene: Scene) -> Iterator[Sign]:
    """Two days are two happenings, unless one account knows no more than the week."""
    days = gap(one, other)
    if days is None or one.start is None or other.start is None:
        return
    if days == 1:
        yield Sign("a_day_apart", 1.0, "a day apart")
    elif days:
        yield Sign("days_apart", float(days), f"{days} days apart")
    elif one.start == other.start and one.end == other.end and one.days <= 1:
        yield Sign("same_day", 1.0, f"both on {one.start}")


def where(one: Account, other: Account, scene: Scene) -> Iterator[Sign]:
    """The farther apart, the less likely; a point may stand for a whole town."""
    way = kilometres(one, other)
    if way is None:
        return
    if way < SPOT:
        yield Sign("same_spot", 1.0, "at one spot")
    else:
        yield Sign("distance", math.log1p(way), f"{way:.1f} km apart")


def named_place(one: Account, other: Account, scene: Scene) -> Iterator[Sign]:
    """Towns and places in them by name."""
    if one.towns and other.towns and not one.towns & other.towns:
        yield Sign("other_town", 1.0, _both("in", min(one.towns), min(other.towns)))
    if all(account.site and account.site not in account.towns for account in (one, other)) and one.site != other.site:
        yield Sign("other_site", 1.0, _both("at", one.site, other.site))
    ours, theirs = one.place_words, other.place_words
    if ours and theirs:
        share = len(ours & theirs) / len(ours | theirs)
        yield Sign("place_words", share, f"{share:.0%} of the words of their places are the same")


def who(one: Account, other: Account, scene: Scene) -> Iterator[Sign]:
    """Who was in it, known under whatever name; a name that half the accounts bear says little."""
    if not one.actors or not other.actors:
        return
    shared = sorted(one.actors & other.actors, key=lambda actor: (-scene.rarity(actor), actor))
    if shared:
        yield Sign("shared_actor", scene.rarity(shared[0]), f"both with {shared[0]}")
        return
    kin = (one.actors & other.kin) | (one.kin & other.actors) | (one.kin & other.kin)
    if kin:
        yield Sign("kin_actors", 1.0, f"their actors belong together: {min(kin)}")
    else:
        yield Sign("other_actors", 1.0, "they name different actors")


def dead(one: Account, other: Account, scene: Scene) -> Iterator[Sign]:
    """Tolls rise, and two reports with dead are rather one than two; where neither counts any, nothing is said."""
    ours, theirs = one.dead, other.dead
    yield from _lost("dead", ours, theirs)
    if ours is None or theirs is None or not (ours.high and theirs.high) or not _of_one(ours, theirs):
        return
    yield Sign("both_dead", 1.0, "both count dead")
    if ours.low > theirs.high or theirs.low > ours.high:
        near, far = sorted((ours, theirs), key=lambda count: count.high)
        # A toll may be given as "none to three": without a floor the ratio has no bound.
        ratio = math.log(max(1.0, far.low) / max(1.0, near.high))
        yield Sign("other_dead", min(5.0, ratio), f"{near.high:g} dead against {far.low:g}")


def wounded(one: Account, other: Account, scene: Scene) -> Iterator[Sign]:
    """Fewer reports count the wounded, and those that do differ over one happening."""
    yield from _lost("wounded", one.wounded, other.wounded)


def _lost(what: str, one: Count | None, other: Count | None) -> Iterator[Sign]:
    if one is None or other is None or (one.high == 0 and other.high == 0):
        return
    if one.high == 0 or other.high == 0:
        yield Sign(f"{what}_in_one", 1.0, f"only one counts {what}")
    elif (one.low, one.high) == (other.low, other.high) and one.low > 1 and _of_one(one, other):
        # One is soon counted twice by chance, seventeen are not.
        yield Sign(f"same_{what}", math.log(one.low), f"both count {one.low:g} {what}")


def _of_one(one: Count, other: Count) -> bool:
    """Return whether two counts are not of two groups of people."""
    return one.group is None or other.group is None or one.group == other.group


def what(one: Account, other: Account, scene: Scene) -> Iterator[Sign]:
    """What it was part of, and whom it was aimed at, by the codes of a data set; a protest may turn riot in another's."""
    if one.context and one.context == other.context:
        yield Sign("same_context", 1.0, f"both as {one.context}")
    if one.target and other.target:
        same = one.target == other.target
        yield Sign("same_target" if same else "other_target", 1.0, _both("against", one.target, other.target))


def quoted(one: Account, other: Account, scene: Scene) -> Iterator[Sign]:
    """The same words in two mouths' reports: both heard one speaker on one matter."""
    shared = one.quotes & other.quotes
    if shared:
        yield Sign("shared_quote", 1.0, f"both quote “{max(sorted(shared), key=len)}”")


def told(one: Account, other: Account, scene: Scene) -> Iterator[Sign]:
    """News of one happening comes within days; an inquiry a year later tells of what nobody reported."""
    if one.publisher is not None and one.publisher == other.publisher:
        yield Sign("same_publisher", 1.0, f"both published by {one.publisher}")
    if one.told is not None and other.told is not None:
        if one.end is not None and other.end is not None:
            late = max(0, min((one.told - one.end).days, (other.told - other.end).days))
            if late:
                yield Sign("both_look_back", math.log1p(late), f"both told {late} or more days after")
    if one.title and other.title:
        alike = scene.likeness(one.title, other.title)
        if alike:
            yield Sign("titles_alike", alike, f"{alike:.0%} of their headlines are the same")


def listed(one: Account, other: Account, scene: Scene) -> Iterator[Sign]:
    """A report that lists many incidents tells finely what others tell as one, and each can be but one of them."""
    many = max(scene.told_in(one), scene.told_in(other))
    if many > 1:
        yield Sign("long_list", math.log(many), f"one of {many} that its text tells")
    rivals = scene.rivals(one, other)
    if rivals:
        yield Sign("rivals", math.log1p(rivals), f"{rivals} more in the two texts lie as near")
    crowd = min(scene.crowd(one), scene.crowd(other))
    if crowd > 1:
        yield Sign("crowd", math.log(crowd), f"{crowd} accounts are of that day and place")


def _both(word: str, one: str, other: str) -> str:
    return f"both {word} {one}" if one == other else f"{word} {one} and {word} {other}"


FEATURES: tuple[Feature, ...] = (
    one_text, act, means, when, where, named_place, who, dead, wounded, what, quoted, told, listed,
)  # fmt: skip


def signs(one: Account, other: Account, scene: Scene) -> Iterator[Sign]:
    """Yield every sign of a pair."""
    for feature in FEATURES:
        yield from feature(one, other, scene)
