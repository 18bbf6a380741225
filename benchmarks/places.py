"""Toponyms found and located: GeoWebNews, and villages of Mali, Burkina Faso and Niger.

    python benchmarks/places.py [--part dev|test] [--set news|villages|both] [--wrong]

News: the toponyms of GeoWebNews (200 articles; Gritta et al. 2020) that people gave coordinates, names and adjectives; the first
half of the articles is `dev`, on which rules and weights were made, the second half `test`. A toponym is found where a mention
with a place covers the same characters, but for an article before or a possessive after; it is located where that place is
resolved and is the label's in GeoNames or lies within 161 km (100 miles) of it. Labels that nobody found and mentions that bear
no label with coordinates count against it. Baseline: the longest name that the same index knows, written with a capital, and of
its bearers the one with most inhabitants; adjectives are their countries.

Villages: our sentences on 150 villages drawn by chance from GeoNames' dumps (`tools/places/make_villages.py`), those of `dev`
in Mauritania, Senegal, Guinea and Côte d'Ivoire, those of `test` in Mali, Burkina Faso and Niger, a third of the names borne
by several places. Right is the place that is meant, or one within 25 km of it; where the words allow several that lie farther
apart, right is to leave it open with that place among the candidates.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

from corpora import DATA, as_document, require
from harmattan.lexicons import load
from harmattan.lexicons.rows import DemonymRow, PlaceRow
from harmattan.plugins.extractors.rules import RuleExtractor, RuleSettings
from harmattan.plugins.places import standard_places
from harmattan.plugins.places.default import default_name
from harmattan.plugins.places.store import add_dump, default_index
from harmattan.ports import PlaceIndex
from harmattan.records.mention import PlaceMention

MILES = 161.0
_EDGES = re.compile(r"^(?:the|la|le|les|l['’])\s+|['’]s?$", re.IGNORECASE)


class Label(NamedTuple):
    """A toponym, where it stands and where it lies; without coordinates it is no place on the map."""

    start: int
    end: int
    text: str
    kind: str
    latitude: float | None
    longitude: float | None
    place_id: str | None


class Guess(NamedTuple):
    """A toponym as found; without coordinates it could not be resolved."""

    start: int
    end: int
    latitude: float | None
    longitude: float | None
    place_id: str | None = None


class Article(NamedTuple):
    """A text and its labels."""

    name: str
    text: str
    labels: tuple[Label, ...]


def articles(part: str) -> list[Article]:
    """Return the articles of a half of GeoWebNews."""
    path = require(DATA / "toponyms") / "GWN.xml.gz"
    root = ElementTree.fromstring(gzip.decompress(path.read_bytes()))
    found = []
    for number, node in enumerate(root):
        text = node.findtext("text") or ""
        labels: dict[tuple[int, int], Label] = {}
        for item in node.find("toponyms") or ():
            start, end = int(item.findtext("start") or 0), int(item.findtext("end") or 0)
            latitude, longitude = item.findtext("latitude"), item.findtext("longitude")
            label = Label(
                start, end, text[start:end], item.findtext("type") or "",
                float(latitude) if latitude else None, float(longitude) if longitude else None,
                f"gn-{item.findtext('geonamesID')}" if item.findtext("geonamesID") else None,
            )  # fmt: skip
            if (start, end) not in labels or labels[start, end].latitude is None:
                labels[start, end] = label
        found.append(Article(node.get("file") or str(number), text, tuple(labels[key] for key in sorted(labels))))
    half = len(found) // 2
    return found[:half] if part == "dev" else found[half:]


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the bounds of a name without its article and possessive."""
    words = text[start:end]
    opening = _EDGES.match(words)
    if opening and opening.group()[0] not in "'’":
        start += opening.end()
    closing = re.search(r"['’]s?$", text[start:end])
    if closing:
        end -= closing.end() - closing.start()
    return start, end


def kilometres(a: float, b: float, c: float, d: float) -> float:
    """Return the great-circle distance of two spots."""
    one, other = math.radians(a), math.radians(c)
    half = math.sin((other - one) / 2) ** 2 + math.cos(one) * math.cos(other) * math.sin(math.radians(d - b) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(half)))


class Tally(NamedTuple):
    """Counts over some texts."""

    labelled: int
    guessed: int
    found: int
    resolved: int
    near: int

    def told(self) -> str:
        """Return precision, recall and F1 of what is found, and the share of it that is near."""
        precision, recall = self.found / max(1, self.guessed), self.found / max(1, self.labelled)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        return (
            f"labelled {self.labelled:5} guessed {self.guessed:5} found {self.found:5}   P {precision:.3f} R {recall:.3f} "
            f"F1 {f1:.3f}   "
            f"resolved {self.resolved / max(1, self.found):.3f}   within 161 km {self.near / max(1, self.found):.3f}"
        )


def compare(article: Article, guesses: Iterable[Guess], wrong: list[str] | None = None) -> Tally:
    """Count one article; say in `wrong` what is missed, odd or far."""
    text = article.text
    gold = {trimmed(text, label.start, label.end): label for label in article.labels if label.latitude is not None}
    made = {trimmed(text, guess.start, guess.end): guess for guess in guesses}
    found = resolved = near = 0
    for bounds, guess in made.items():
        label = gold.get(bounds)
        context = text[max(0, bounds[0] - 40) : bounds[1] + 30].replace("\n", " ")
        if label is None:
            if wrong is not None:
                other = [item.kind for item in article.labels if item.start < bounds[1] and bounds[0] < item.end]
                wrong.append(f"odd    {text[bounds[0] : bounds[1]]} | {','.join(other)} | {context}")
            continue
        found += 1
        if guess.latitude is None or guess.longitude is None or label.latitude is None or label.longitude is None:
            if wrong is not None:
                wrong.append(f"unsure {label.text} | {context}")
            continue
        resolved += 1
        apart = kilometres(guess.latitude, guess.longitude, label.latitude, label.longitude)
        if guess.place_id is not None and guess.place_id == label.place_id:
            apart = 0.0
        near += apart <= MILES
        if apart > MILES and wrong is not None:
            wrong.append(f"far    {label.text} {apart:.0f} km ({guess.latitude:.1f},{guess.longitude:.1f}) | {context}")
    if wrong is not None:
        wrong += [
            f"missed {label.text} | {label.kind} | {text[max(0, label.start - 40) : label.end + 30]}".replace("\n", " ")
            for bounds, label in gold.items()
            if bounds not in made
        ]
    return Tally(len(gold), len(made), found, resolved, near)


def ours(extractor: RuleExtractor, texts: Iterable[tuple[str, str, str]]) -> Iterator[list[PlaceMention]]:
    """Yield the places that are mentioned in each (name, text, language)."""
    documents = [as_document(name, text, language) for name, text, language in texts]
    for found in extractor.propose(documents):
        yield [mention for mention in found.mentions if isinstance(mention, PlaceMention)]


def guesses_of(mentions: Iterable[PlaceMention]) -> Iterator[Guess]:
    """Yield where each mention is."""
    for mention in mentions:
        place = mention.resolved
        yield Guess(
            mention.start, mention.end, None if place is None else place.latitude, None if place is None else place.longitude,
            None if place is None else place.place_id,
        )  # fmt: skip


def baseline(
    text: str, places: PlaceIndex, adjectives: dict[str, str], states: dict[str, tuple[float, float, str]]
) -> Iterator[Guess]:
    """Yield the longest capitalised names that the index knows, each where most people live; adjectives as their countries."""
    tokens = list(re.finditer(r"[^\W_]+", text))
    reach = 0
    for number, token in enumerate(tokens):
        if number < reach or not token.group()[0].isupper():
            continue
        words = tuple(item.group().lower() for item in tokens[number : number + 6])
        count = places.longest(words)
        if not count:
            country = adjectives.get(token.group().lower())
            if country in states:
                yield Guess(token.start(), token.end(), *states[country])
            continue
        start, end = token.start(), tokens[number + count - 1].end()
        best = max(places.find(text[start:end]), key=lambda b: (b.population, b.place_id), default=None)
        if best is not None:
            yield Guess(start, end, best.latitude, best.longitude, best.place_id)
            reach = number + count


def total(tallies: Iterable[Tally]) -> Tally:
    """Return the sums."""
    return Tally(*map(sum, zip(*tallies, strict=True)))


VILLAGES = Path(__file__).parent / "data"
DUMPS = {"dev": ("MR", "SN", "GN", "CI"), "test": ("ML", "BF", "NE")}
ONE_PLACE = 25.0
"""Kilometres within which two bearers of a name are one place to a reader."""


def villages(part: str, wrong: list[str] | None) -> None:
    """Print how often the village of a sentence is the right one or rightly left open, with the countries' dumps added."""
    lines = (VILLAGES / f"villages_{part}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    lexicon = load()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.joinpath(f"{default_name()}.places").symlink_to(default_index().path)
        for code in DUMPS[part]:
            add_dump(require(DATA / "geonames") / f"{code}.txt.gz", folder=folder)
        places = standard_places(lexicon, folder=folder)
        extractor = RuleExtractor(lexicon=lexicon, places=places, settings=RuleSettings(screen=False))
        found = list(ours(extractor, ((row["id"], row["text"], row["language"]) for row in rows)))
        counts: Counter[str] = Counter()
        for row, mentions in zip(rows, found, strict=True):
            kind = judged(row, mentions)
            plain = max(
                places.find(row["text"][row["start"] : row["end"]]),
                key=lambda b: (b.population, b.place_id),
                default=None,
            )
            truth = next(item for item in row["allowed"] if item[0] == row["truth"])
            near = plain is not None and kilometres(plain.latitude, plain.longitude, truth[1], truth[2]) <= ONE_PLACE
            sets = [
                "all",
                "shared" if row["shared"] else "alone",
                row["kind"],
                row["language"],
                "open" if is_open(row) else "told",
            ]
            for one in sets:
                counts[f"{one} all"] += 1
                counts[f"{one} {kind}"] += 1
                counts[f"{one} baseline"] += near and not is_open(row)
            if wrong is not None and kind not in ("right", "rightly open"):
                here = [
                    (m.text, m.resolved and m.resolved.place_id, [c.place_id for c in m.candidates][:4])
                    for m in mentions
                ]
                print(f"{kind:12} {row['text']}  {row['truth']} of {len(row['allowed'])}; {here}")
    print(f"villages {part}: {len(rows)} sentences; right: the place meant, or left open where the words allow several")
    for one in ("all", "alone", "shared", "told", "open", "country", "region", "near", "en", "fr"):
        total = counts[f"{one} all"]
        good = counts[f"{one} right"] + counts[f"{one} rightly open"]
        told = ", ".join(
            f"{what} {counts[f'{one} {what}']}" for what in ("right", "rightly open", "left open", "far", "missed")
        )
        most = counts[f"{one} baseline"] / max(1, total)
        print(f"  {one:8} {total:4}  {good / max(1, total):.3f}  ({told}; most inhabitants {most:.3f})")


def is_open(row: dict[str, Any]) -> bool:
    """Return whether the words allow places that lie apart."""
    spots = [(item[1], item[2]) for item in row["allowed"]]
    return any(kilometres(*one, *other) > ONE_PLACE for one in spots for other in spots)


def judged(row: dict[str, Any], mentions: list[PlaceMention]) -> str:
    """Return `right`, `rightly open`, `left open`, `far` or `missed`."""
    here = [mention for mention in mentions if (mention.start, mention.end) == (row["start"], row["end"])]
    if not here:
        return "missed"
    truth = next(item for item in row["allowed"] if item[0] == row["truth"])
    place = here[0].resolved
    if place is None:
        among = any(
            candidate.latitude is not None
            and candidate.longitude is not None
            and kilometres(candidate.latitude, candidate.longitude, truth[1], truth[2]) <= ONE_PLACE
            for candidate in here[0].candidates
        )
        return ("rightly open" if among else "far") if is_open(row) else "left open"
    if is_open(row) or place.latitude is None or place.longitude is None:
        return "far"
    return "right" if kilometres(place.latitude, place.longitude, truth[1], truth[2]) <= ONE_PLACE else "far"


def main() -> None:
    """Read the texts and print what was found and located."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--part", choices=("dev", "test"), default="dev")
    arguments.add_argument("--wrong", action="store_true", help="print the faults; dev alone")
    arguments.add_argument("--set", choices=("news", "villages", "both"), default="both")
    options = arguments.parse_args()
    if options.wrong and options.part == "test":
        sys.exit("the faults of the test part are not shown: rules must not be written on them")
    if options.set != "news":
        villages(options.part, [] if options.wrong else None)
    if options.set == "villages":
        return
    read = articles(options.part)
    lexicon = load()
    places = standard_places(lexicon)
    extractor = RuleExtractor(lexicon=lexicon, places=places, settings=RuleSettings(screen=False))
    wrong: list[str] | None = [] if options.wrong else None
    mentions = ours(extractor, ((article.name, article.text, "en") for article in read))
    tallies = [compare(article, guesses_of(found), wrong) for article, found in zip(read, mentions, strict=True)]
    for line in wrong or ():
        print(line)
    adjectives = {
        form: row.country for row in lexicon.rows(DemonymRow) for form in (row.term, *row.forms) if row.country
    }
    states = {
        bearer.country: (bearer.latitude, bearer.longitude, bearer.place_id)
        for row in lexicon.rows(PlaceRow)
        if row.feature == "country"
        for bearer in places.find(row.names[0].text)
        if bearer.feature == "country" and bearer.country
    }
    plain = [compare(article, baseline(article.text, places, adjectives, states)) for article in read]
    print(f"GeoWebNews {options.part}, {len(read)} articles")
    print(f"harmattan  {total(tallies).told()}")
    print(f"baseline   {total(plain).told()}")


if __name__ == "__main__":
    main()
