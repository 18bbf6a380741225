"""Whether the claims of a report survive a spinner: claims of the spun copy against those of the original.

    python benchmarks/meaning.py [--part test|dev] [--limit N] [--rate R] [--list N]

Texts and spinner are those of `restoration.py`, test part (PITF descriptions of 2014 and 2015, GeoWebNews). A claim survives
where the copy has one of the same kind, with the same actors in the same roles, the same number and bound of the same unit, and
the same certainty; one of whom no name is known is who the events take it for (`identify.identity`). Beside it: nameless
actors by their very words, the same without what is only doubtful, without any restoration, and each part of a claim
alone. `--part dev` takes other texts, for work on the rules (a fifth of GeoWebNews; PITF of 2013, half of which the
guesses were trained on). Needs `apt-get install wordnet-base mythes-en-us`.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from corpora import as_document
from damage import line_blocks
from harmattan.lexicons import load
from harmattan.plugins.extractors.rules import RuleExtractor
from harmattan.plugins.places import standard_places
from harmattan.records.claim import Claim
from harmattan.records.document import Damage, Document
from harmattan.stages.claims import extract
from harmattan.stages.events.identify import identity
from harmattan.stages.reading.doubtful import damage_of
from restoration import LONGEST, SHORTEST, Spinner, Swap, pitf, settings_for, spinner_from, texts_of

Key = Callable[[Claim], Hashable]


def actors_of(claim: Claim) -> Hashable:
    """Return the roles and actors of a claim, each as whom the events know it: "unknown gunmen" are "gunmen"."""
    return frozenset(
        (actor.role, identity(actor.actor_id, actor.name, language=claim.statement_language, lexicon=load()))
        for actor in claim.actors
    )


def words_of(claim: Claim) -> Hashable:
    """Return the roles and actors of a claim; an actor by its id, else by its words."""
    return frozenset((actor.role, actor.actor_id or actor.name.lower()) for actor in claim.actors)


def number_of(claim: Claim) -> Hashable:
    """Return the number of a claim with its bound and unit."""
    quantity = claim.quantity
    return None if quantity is None else (quantity.low, quantity.high, quantity.bound, quantity.unit)


def certainty_of(claim: Claim) -> Hashable:
    """Return how certain a claim is said to be."""
    return claim.certainty.value


KEYS: dict[str, Key] = {
    "kind, actors, number, certainty": lambda c: (c.kind, actors_of(c), number_of(c), certainty_of(c)),
    "all four, actors by their words": lambda c: (c.kind, words_of(c), number_of(c), certainty_of(c)),
    "kind alone": lambda c: c.kind,
    "kind and actors": lambda c: (c.kind, actors_of(c)),
    "kind and number, where there is one": lambda c: None if c.quantity is None else (c.kind, number_of(c)),
    "kind and certainty": lambda c: (c.kind, certainty_of(c)),
}


def document_of(text: str, damage: Damage) -> Document:
    """Return a text as a document of lines."""
    return msgspec.structs.replace(as_document("text", text), blocks=line_blocks(text), damage=damage)


def chosen_texts(part: str) -> dict[str, list[str]]:
    """Return the texts of a part that report conflict, by where they come from."""
    if part == "test":
        return {name: texts for name, texts in texts_of("test").items() if name != "EWT test"}
    read = [text for text in pitf("2013") if SHORTEST <= len(text.split()) <= LONGEST]
    return {"PITF 2013": read, "GeoWebNews": texts_of("dev")["GeoWebNews"]}


class Spun(NamedTuple):
    """A text, what the spinner made of it, and how that is read."""

    text: str
    spun: str
    swaps: list[Swap]
    damage: Damage


def spun_texts(part: str, limit: int, spinner: Spinner, rate: float | None = None) -> dict[str, list[Spun]]:
    """Return the texts of a part with their copies, by where they come from; `limit` of each."""
    found: dict[str, list[Spun]] = {}
    for name, texts in chosen_texts(part).items():
        for number, text in enumerate(texts[:: max(1, len(texts) // limit)][:limit]):
            settings = settings_for(number)
            spun, swaps = spinner.spin(text, number, settings if rate is None else settings._replace(rate=rate))
            found.setdefault(name, []).append(Spun(text, spun, swaps, damage_of(spun, "en", line_blocks(spun), load())))
    return found


def claims_of(documents: Sequence[Document]) -> list[list[Claim]]:
    """Return the claims of each document."""
    lexicon = load()
    extractor = RuleExtractor(lexicon=lexicon, places=standard_places(lexicon))
    return [list(found.claims) for found in extract(documents, extractor=extractor, lexicon=lexicon)]


def f1(originals: Sequence[Sequence[Claim]], copies: Sequence[Sequence[Claim]], key: Key) -> float:
    """Return F1 of the copies' claims against the originals', text by text."""
    same = total = 0
    for original, copy in zip(originals, copies, strict=True):
        one, other = (Counter(k for c in claims if (k := key(c)) is not None) for claims in (original, copy))
        same += sum((one & other).values())
        total += sum(one.values()) + sum(other.values())
    return 2 * same / total if total else 0.0


def main() -> None:
    """Print how much survives."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=["test", "dev"], default="test")
    parser.add_argument("--limit", type=int, default=60, help="texts of each set")
    parser.add_argument("--rate", type=float, help="share of words swapped; left out: from .15 to .45")
    parser.add_argument("--wordnet", type=Path, default=Path("/usr/share/wordnet"))
    parser.add_argument("--mythes", type=Path, default=Path("/usr/share/mythes/th_en_US_v2.dat"))
    parser.add_argument("--list", type=int, default=0, help="print so many claims that did not survive")
    options = parser.parse_args()
    spinner = spinner_from(options.wordnet, options.mythes)
    everything: list[list[Claim]] = []
    every_way: dict[str, list[list[Claim]]] = defaultdict(list)
    for name, texts in spun_texts(options.part, options.limit, spinner, options.rate).items():
        originals = claims_of([document_of(each.text, Damage()) for each in texts])
        damages = [each.damage for each in texts]
        copies = {
            "read": damages,
            "restored alone": [msgspec.structs.replace(damage, doubtful=()) for damage in damages],
            "as they stand": [Damage() for _ in damages],
        }
        found = {
            title: claims_of([document_of(each.spun, damage) for each, damage in zip(texts, way, strict=True)])
            for title, way in copies.items()
        }
        tell(name, originals, found)
        everything += originals
        for title, claims in found.items():
            every_way[title] += claims
        if options.list:
            show(originals, found["read"], options.list)
    tell("all", everything, every_way)


def tell(name: str, originals: Sequence[Sequence[Claim]], copies: Mapping[str, Sequence[Sequence[Claim]]]) -> None:
    """Print what survived of the claims of some texts."""
    counts = ", ".join(f"{sum(map(len, claims))} {title}" for title, claims in copies.items())
    print(f"{name}: {len(originals)} texts, {sum(map(len, originals))} claims; of the copies {counts}")
    for title, key in KEYS.items():
        print(f"  F1 {title:38} " + ", ".join(f"{f1(originals, c, key):.3f} {way}" for way, c in copies.items()))


def show(originals: Sequence[Sequence[Claim]], copies: Sequence[Sequence[Claim]], most: int) -> None:
    """Print claims of which only the original or only the copy has one."""
    key = KEYS["kind, actors, number, certainty"]
    lines: list[str] = []
    for original, copy in zip(originals, copies, strict=True):
        for sign, claims, others in (("-", original, copy), ("+", copy, original)):
            there = {key(claim) for claim in others}
            lines += [f"  {sign} {key(claim)} {claim.statement[:140]}" for claim in claims if key(claim) not in there]
    print("\n".join(random.Random(0).sample(lines, min(most, len(lines)))))


if __name__ == "__main__":
    main()
