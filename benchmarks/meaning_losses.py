"""Why claims do not survive a spinner, and how many would if some of its words were put right.

    python benchmarks/meaning_losses.py [--restored] [--limit N] [--list N]

Texts are the development part of `meaning.py`, where a claim survives as it does there. A lost claim is looked for where its
trigger stands in the copy: none of its kind is there (and the trigger was left as the spinner has it, was read wrongly, or
stands right), or one is, with other actors, another number or another certainty. The ceilings put words back that only the
original tells: those that were touched, those that the table of neighbours reaches, those of the original's actors and
triggers. `--restored` reads the copies with what was put back alone.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import msgspec

from harmattan.lexicons.neighbours import neighbours
from harmattan.records.claim import Claim, Part
from harmattan.records.document import Damage, Restoration
from meaning import KEYS, Spun, actors_of, certainty_of, claims_of, document_of, f1, number_of, spun_texts
from restoration import Swap, plain, read_as, spinner_from

WHOLE = KEYS["kind, actors, number, certainty"]
Choice = Callable[[Spun, Sequence[Claim], Swap], bool]


class Way:
    """The way from offsets of the original to those of the copy."""

    def __init__(self, swaps: Sequence[Swap]) -> None:
        self._swaps = swaps
        self._spans: list[tuple[int, int]] = []
        shift = 0
        for swap in swaps:
            start = swap.start + shift
            self._spans.append((start, start + len(swap.original)))
            shift += len(swap.original) - len(swap.observed)

    def within(self, start: int, end: int) -> list[Swap]:
        """Return the swaps that touch a stretch of the original."""
        return [swap for swap, (a, b) in zip(self._swaps, self._spans, strict=True) if a < end and b > start]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch of the original stands in the copy; a touched swap is taken whole."""
        return self._at(start, left=True), self._at(end, left=False)

    def _at(self, offset: int, *, left: bool) -> int:
        shift = 0
        for swap, (start, end) in zip(self._swaps, self._spans, strict=True):
            if end <= offset if left else end < offset:
                shift = swap.end - end
            elif start <= offset if left else start < offset:
                return swap.start if left else swap.end
            else:
                break
        return offset + shift


def readings_of(damage: Damage) -> list[Restoration]:
    """Return what is read otherwise, sure or likely, in order."""
    return sorted((*damage.restorations, *damage.doubtful), key=lambda each: each.start)


def is_right(text: Spun, swap: Swap) -> bool:
    """Return whether a swapped word is read as it was."""
    return plain(read_as(text.spun, swap.start, swap.end, readings_of(text.damage))) == plain(swap.original)


def is_touched(text: Spun, swap: Swap) -> bool:
    """Return whether a swapped word is read otherwise than it stands."""
    return read_as(text.spun, swap.start, swap.end, readings_of(text.damage)) != swap.observed


def put_right(text: Spun, claims: Sequence[Claim], chosen: Choice) -> Damage:
    """Return the damage of a copy with the chosen swaps put right."""
    right = [
        Restoration(
            start=swap.start, end=swap.end, observed=swap.observed, restored=swap.original, confidence=1.0, rule="told"
        )
        for swap in text.swaps
        if chosen(text, claims, swap)
    ]  # fmt: skip
    others = [
        each for each in readings_of(text.damage) if not any(r.start < each.end and each.start < r.end for r in right)
    ]
    kind = "spun" if text.damage.kind == "none" else text.damage.kind
    return msgspec.structs.replace(text.damage, kind=kind, restorations=tuple(right + others), doubtful=())


def _reached(text: Spun, claims: Sequence[Claim], swap: Swap) -> bool:
    table = neighbours("en")
    assert table is not None
    row = table.rows.get(swap.observed.lower())
    if row is None:
        return False
    return swap.original.lower() in {table.meant[at] for at in table.at[table.starts[row] : table.starts[row + 1]]}


def _in(spans: Callable[[Claim], Iterable[tuple[int, int]]]) -> Choice:
    def chosen(text: Spun, claims: Sequence[Claim], swap: Swap) -> bool:
        way = Way(text.swaps)
        return any(swap in way.within(*span) for claim in claims for span in spans(claim))

    return chosen


def _actors(claim: Claim) -> list[tuple[int, int]]:
    return [(actor.start, actor.end) for actor in claim.actors]


def _triggers(claim: Claim) -> list[tuple[int, int]]:
    return [(part.start, part.end) for part in claim.parts if part.role == "trigger"]


CEILINGS: dict[str, Choice] = {
    "as read": lambda text, claims, swap: False,
    "what was touched, right": lambda text, claims, swap: is_touched(text, swap),
    "what the neighbours reach, right": _reached,
    "actors right": _in(_actors),
    "triggers right": _in(_triggers),
    "actors and triggers right": _in(lambda claim: [*_actors(claim), *_triggers(claim)]),
    "all right": lambda text, claims, swap: True,
}


def trigger_of(claim: Claim) -> Part:
    """Return the part that states a claim."""
    return next(part for part in claim.parts if part.role == "trigger")


def losses(text: Spun, originals: Sequence[Claim], copies: Sequence[Claim]) -> list[tuple[str, str]]:
    """Return (why, an example) for each claim of the original that the copy has not."""
    way, left, lost = Way(text.swaps), list(copies), []
    for claim in originals:
        same = next((other for other in left if WHOLE(other) == WHOLE(claim)), None)
        if same is None:
            lost.append(claim)
        else:
            left.remove(same)
    found = []
    for claim in lost:
        trigger = trigger_of(claim)
        start, end = way.span(trigger.start, trigger.end)
        there = [each for each in left if trigger_of(each).start < end and start < trigger_of(each).end]
        other = next((each for each in there if each.kind == claim.kind), None)
        words = " ".join(text.spun[max(0, start - 60) : end + 60].split())
        if other is None:
            why = f"none of the kind, trigger {_state(text, way.within(trigger.start, trigger.end))}"
        else:
            left.remove(other)
            why = _difference(text, way, claim, other)
        found.append((why, f"{claim.kind}: {claim.statement[:90]} | {words}"))
    return found


def _difference(text: Spun, way: Way, claim: Claim, other: Claim) -> str:
    if actors_of(claim) != actors_of(other):
        swaps = [swap for span in _actors(claim) for swap in way.within(*span)]
        return f"other actors, their words {_state(text, swaps)}"
    if number_of(claim) != number_of(other):
        return "another number"
    return "another certainty" if certainty_of(claim) != certainty_of(other) else "told apart by order alone"


def _state(text: Spun, swaps: Sequence[Swap]) -> str:
    """Return `stands right`, `read wrongly` or `left`, the worst of the swaps."""
    wrong = [swap for swap in swaps if not is_right(text, swap)]
    if not wrong:
        return "right"
    return "read wrongly" if all(is_touched(text, swap) for swap in wrong) else "left"


def main() -> None:
    """Print the ceilings of each set of texts, and the losses of all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--limit", type=int, default=60, help="texts of each set")
    parser.add_argument("--restored", action="store_true", help="leave out what is only likely")
    parser.add_argument("--wordnet", type=Path, default=Path("/usr/share/wordnet"))
    parser.add_argument("--mythes", type=Path, default=Path("/usr/share/mythes/th_en_US_v2.dat"))
    parser.add_argument("--list", type=int, default=0, help="print so many examples of each loss")
    options = parser.parse_args()
    why: dict[str, list[str]] = defaultdict(list)
    counted: Counter[str] = Counter()
    for name, texts in spun_texts("dev", options.limit, spinner_from(options.wordnet, options.mythes)).items():
        if options.restored:
            texts = [each._replace(damage=msgspec.structs.replace(each.damage, doubtful=())) for each in texts]
        originals = claims_of([document_of(each.text, Damage()) for each in texts])
        print(name)
        for title, chosen in CEILINGS.items():
            damages = [put_right(each, claims, chosen) for each, claims in zip(texts, originals, strict=True)]
            copies = claims_of([document_of(each.spun, damage) for each, damage in zip(texts, damages, strict=True)])
            print(
                f"  {title:34} F1 {f1(originals, copies, WHOLE):.3f}, kind alone {f1(originals, copies, KEYS['kind alone']):.3f}"
            )
            if title == "as read":
                for each, claims, others in zip(texts, originals, copies, strict=True):
                    for reason, example in losses(each, claims, others):
                        why[reason].append(example)
        counted["claims"] += sum(map(len, originals))
    print(f"lost: {sum(map(len, why.values()))} of {counted['claims']} claims")
    for reason, examples in sorted(why.items(), key=lambda item: -len(item[1])):
        print(f"  {len(examples):4} {reason}")
        for example in random.Random(0).sample(examples, min(options.list, len(examples))):
            print(f"         {example}")


if __name__ == "__main__":
    main()
