"""How many private names a publication leaves: names of many countries in short reports, each published alone.

    python benchmarks/masking.py --part test

The sentences are our own. Names and sentences of `dev` were looked at while the rules were written, those of `test` were written
before they were first run and changed nothing. Each report is published alone, so that no other document helps. A name
counts as left where any word of it that has three letters or more still stands. The peer masks what the extractor alone takes
for an actor that no lexicon knows.
"""

from __future__ import annotations

import argparse
import re
import unicodedata
from collections import Counter
from pathlib import Path

import msgspec

from harmattan import pipeline
from harmattan.pipeline.publication import publish_extractions
from harmattan.records.bundle import Extraction
from harmattan.records.mention import ActorMention
from harmattan.stages.publication import PublicationSettings

DATA = Path(__file__).parent / "data" / "masking.json"
PARTICLES = frozenset({"van", "thi", "dan", "el", "ag"})


def main() -> None:
    """Print the share of reports in which a name is left."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=("dev", "test"), default="dev")
    part = msgspec.json.decode(DATA.read_bytes())[parser.parse_args().part]
    reports = [
        (name, {"text": line.format(n=name, s=name.split()[-1]), "language": language, "published": "2026-03-03"})
        for language in ("en", "fr")
        for line in part[language]
        for name in part["names"]
    ]
    left: Counter[str] = Counter()
    peer: Counter[str] = Counter()
    touched = letters = 0
    for (name, row), item in zip(reports, pipeline.extract(pipeline.Texts([row for _, row in reports])), strict=True):
        assert isinstance(item, Extraction)
        (shown,) = publish_extractions([item], publication=PublicationSettings(as_of="2026-03-04"))
        assert isinstance(shown, Extraction)
        language = row["language"]
        left[language] += stands(name, shown.document.text)
        peer[language] += stands(name, alone(item))
        letters += len(row["text"]) - len(name)
        touched += max(0, shown.document.text.count("█") - len(name))
    for language in ("en", "fr"):
        count = sum(row["language"] == language for _, row in reports)
        print(
            f"{language}: {count} reports, name left in {left[language]} ({left[language] / count:.1%}); "
            f"by the extractor's persons alone {peer[language]} ({peer[language] / count:.1%})"
        )
    print(f"masked beside the names: {touched / letters:.1%} of the other characters")


def alone(item: Extraction) -> str:
    """Return the text without what the extractor takes for an actor that no lexicon knows."""
    text = list(item.document.text)
    for mention in item.mentions:
        if isinstance(mention, ActorMention) and mention.resolved is None:
            text[mention.start : mention.end] = "█" * (mention.end - mention.start)
    return "".join(text)


def stands(name: str, text: str) -> bool:
    """Tell whether a word of a name still stands in a text."""
    pieces = [piece for piece in re.findall(r"[a-z]{3,}", fold(name)) if piece not in PARTICLES]
    return any(re.search(rf"(?<![a-z]){piece}(?![a-z])", fold(text)) for piece in pieces)


def fold(text: str) -> str:
    """Return a text in small letters without accents."""
    return "".join(char for char in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(char))


if __name__ == "__main__":
    main()
