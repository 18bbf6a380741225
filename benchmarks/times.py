"""Times read to the day: exact range and precision of expressions in sentences, beside dateparser alone.

    python benchmarks/times.py [--part dev|test|all|drawn|unseen-dev|unseen] [--wrong]

`benchmarks/data/times_en.tsv` and `times_fr.tsv`: 200 expressions each, labelled by `times_guide.md` before the grammar was
written to read them; every other line is `dev`, the rest `test`. A time is right where the mention that covers most of the
expression has the labelled first day, last day and precision. An expression that nothing dates is right where no mention in it
has a day, and, where its unit is told, one has that precision.

`--part drawn`: 113 words of time drawn by chance from sentences of the second half of GeoWebNews and the test parts of the French
treebanks, labelled by the same guide (days of publication assumed) after the rules were written and before they were run on
them; among them ages and lengths of time, in which no mention may have a day. Its faults have never been looked at.

`--part unseen`: `times_unseen_en.tsv` and `times_unseen_fr.tsv`, written and labelled by the guide by two other hands that saw
neither the rules nor the other expressions: the first 60 lines of each are `unseen-dev`, the other 200 the test.

dateparser is given the expression alone, the day that it is told from and the language; the day, month or year that it says it
read is its range and precision. Where it reads nothing, that is right for what nothing dates.
"""

from __future__ import annotations

import argparse
import gzip
import re
import sys
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import msgspec
from dateparser.date import DateDataParser

from corpora import DATA as SHARED
from corpora import as_document, require
from harmattan.lexicons import load
from harmattan.plugins.extractors.rules import RuleExtractor, RuleSettings
from harmattan.plugins.places import standard_places
from harmattan.records.mention import TimeMention
from places import articles

DATA = Path(__file__).parent / "data"
UNSEEN_DEV = 60
PARTS = ("dev", "test", "all", "drawn", "unseen-dev", "unseen")
SHOWN = ("dev", "unseen-dev")
SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?=\S)[^.!?\n]+)*[.!?]?")


class Expression(NamedTuple):
    """A time in a sentence: its bounds, and what it means. `anchor` is the day of publication."""

    language: str
    anchor: str | None
    text: str
    start: int
    end: int
    days: tuple[str | None, str | None]
    precision: str


def lines_of(language: str, part: str) -> list[str]:
    """Return the lines of a part."""
    unseen = part.startswith("unseen")
    name = f"times_unseen_{language}.tsv" if unseen else f"times_{language}.tsv"
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    if unseen:
        return lines[:UNSEEN_DEV] if part == "unseen-dev" else lines[UNSEEN_DEV:]
    return lines if part == "all" else lines[0 if part == "dev" else 1 :: 2]


def expressions(language: str, part: str) -> Iterator[Expression]:
    """Yield the labelled expressions of a language."""
    for line in lines_of(language, part):
        anchor, sentence, first, last, precision = line.split("\t")
        start, end = sentence.index("["), sentence.index("]") - 1
        known = None if first == "-" else first
        days = (known, known if last == "=" else None if last == "-" else last)
        text = sentence.replace("[", "").replace("]", "")
        yield Expression(language, None if anchor == "-" else anchor, text, start, end, days, precision)


def drawn(language: str) -> Iterator[Expression]:
    """Yield the labelled words of time in sentences drawn from the shared data."""
    news = {article.name: article.text for article in articles("test")}
    trees: dict[str, list[str]] = {}
    for line in (DATA / "times_drawn.tsv").read_text(encoding="utf-8").splitlines():
        code, source, at, offset, word, anchor, first, last, precision = line.split("\t")
        if code != language:
            continue
        if source in news:
            found = SENTENCE.match(news[source], int(at))
            text = "" if found is None else found.group().strip()
        else:
            if source not in trees:
                path = require(SHARED / "treebank") / f"{source}.conllu.gz"
                rows = gzip.decompress(path.read_bytes()).decode("utf-8").splitlines()
                trees[source] = [row.removeprefix("# text = ").strip() for row in rows if row.startswith("# text = ")]
            text = trees[source][int(at)]
        start = int(offset)
        days = (None if first == "-" else first, None if last == "-" else last)
        yield Expression(language, anchor, text, start, start + len(word), days, precision)


def is_right(item: Expression, mentions: list[TimeMention]) -> bool:
    """Return whether the mention that covers most of an expression means what it does."""
    inside = [m for m in mentions if m.start < item.end and item.start < m.end]
    if item.precision == "unknown":
        return all(m.resolved is None or (m.resolved.start is None and m.resolved.end is None) for m in inside)
    best = max(inside, key=lambda m: min(m.end, item.end) - max(m.start, item.start), default=None)
    if best is None or best.resolved is None:
        return False
    time = best.resolved
    return (time.start, time.end) == item.days and time.precision == item.precision


def alone(item: Expression) -> bool:
    """Return whether dateparser by itself reads what an expression means."""
    settings: dict[str, object] = {"PREFER_DATES_FROM": "past", "RETURN_TIME_AS_PERIOD": False}
    if item.anchor is not None:
        settings["RELATIVE_BASE"] = datetime.fromisoformat(item.anchor)
    parser = DateDataParser(languages=[item.language], settings=settings)
    read = parser.get_date_data(item.text[item.start : item.end])
    if read is None or read.date_obj is None:
        return item.days == (None, None)
    day, period = read.date_obj.date(), read.period
    first, last = day, day
    if period == "week":
        first = day - timedelta(days=day.weekday())
        last = first + timedelta(days=6)
    elif period == "month":
        first = day.replace(day=1)
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    elif period == "year":
        first, last = date(day.year, 1, 1), date(day.year, 12, 31)
    return (first.isoformat(), last.isoformat()) == item.days and period == item.precision


def main() -> None:
    """Read the expressions and print how many are right."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--part", choices=PARTS, default="dev")
    arguments.add_argument("--wrong", action="store_true", help="print the faults; of the development parts alone")
    options = arguments.parse_args()
    if options.wrong and options.part not in SHOWN:
        sys.exit("the faults of the test part are not shown: rules must not be written on them")
    lexicon = load()
    extractor = RuleExtractor(lexicon=lexicon, places=standard_places(lexicon), settings=RuleSettings(screen=False))
    for language in ("en", "fr"):
        items = list(drawn(language) if options.part == "drawn" else expressions(language, options.part))
        documents = [
            msgspec.structs.replace(as_document(f"{language}{n}", item.text, language), published=item.anchor)
            for n, item in enumerate(items)
        ]
        right = 0
        for item, found in zip(items, extractor.propose(documents), strict=True):
            mentions = [m for m in found.mentions if isinstance(m, TimeMention)]
            good = is_right(item, mentions)
            right += good
            if options.wrong and not good:
                read = [
                    (m.text, m.resolved and (m.resolved.start, m.resolved.end, m.resolved.precision)) for m in mentions
                ]
                wanted = f"{item.text[item.start : item.end]} {item.days} {item.precision}"
                print(f"{language} {item.anchor} {item.text} | {wanted}; {read}")
        line = f"{language} {options.part}: {len(items)} expressions, harmattan {right / len(items):.3f}"
        if options.part != "drawn":
            line += f", dateparser alone {sum(alone(item) for item in items) / len(items):.3f}"
        print(line)


if __name__ == "__main__":
    main()
