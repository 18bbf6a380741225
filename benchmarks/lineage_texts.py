"""Documents of known descent, made of real texts: what `lineage_quality.py` is measured on.

A text belongs to the part `dev` or `test` by its SHA-256; nothing of `test` was read or tuned on. Originals are MUC-4 reports,
GeoWebNews articles, PITF descriptions put together, and short ones as they are. The archives hold versions of one text, and
nobody has said which: of texts that share 20 words in a row only one is kept. Half of the papers end every article with the same
60 words of their own.
"""

from __future__ import annotations

import gzip
import hashlib
import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import msgspec

from corpora import DATA, as_document, muc4_texts, pitf_rows, require
from damage import geowebnews, line_blocks, treebank
from harmattan.records.document import Damage, Document
from restoration import SHARES, Spinner, SpinSettings, pitf

KINDS = (
    "reprint", "excerpt", "merged", "spun 15", "spun 30", "spun 45", "paraphrased", "translated", "update", "flash", "flash spun",
)  # fmt: skip
RUN = 20
"""Texts that share so many words in a row are versions of one text, as far as anyone can tell."""
SHORTEST, FLASHES = 15, 400
"""Words of the shortest text, a description of one killing; and how many of those are taken."""
PAPERS = 24
AGENCIES = ("AFP", "Reuters", "AP", "EFE", "DPA", "Xinhua")
START = datetime(2031, 1, 1)
_SENTENCE = re.compile(r"\S.*?(?:[.!?][\"”)]*(?=\s|$)|$)", re.DOTALL)
_WORD = re.compile(r"[^\W_]+")
_TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+(?:[.,]\d+)*|\s+|.", re.DOTALL)


class Case(NamedTuple):
    """A document, the keys of the originals that it goes back to (itself where it is one), and how it was made."""

    document: Document
    origins: tuple[str, ...]
    kind: str


class Sheet(NamedTuple):
    """A text before a paper prints it; `paper` None leaves the paper to chance."""

    text: str
    when: datetime
    paper: str | None = None
    language: str = "en"
    credits: tuple[str, ...] = ()
    repaired: bool = False


class Corpus(NamedTuple):
    """Cases; keys of pairs of different reports of one kind of event with one party, in one place and in one country; relays."""

    cases: list[Case]
    alike: list[tuple[str, str]]
    akin: list[tuple[str, str]]
    relays: list[tuple[str, str]]
    left_out: int


def part_of(text: str) -> str:
    """Return the part that a text belongs to."""
    return "test" if hashlib.sha256(text.encode()).digest()[0] % 2 else "dev"


def originals(part: str) -> tuple[dict[str, str], int]:
    """Return real texts by key, and how many were left out as versions of another."""
    found: dict[str, str] = {}
    for corpus in ("dev", "tst1", "tst2"):
        for name, text in muc4_texts(corpus):
            body = re.split(r"\[(?:TEXT|SUMMARY|EXCERPTS?)\]", text, maxsplit=1)[-1].strip()
            found[name] = "\n\n".join(" ".join(block.split()) for block in re.split(r"\n\s*\n", body))
    # What the repair of spun texts was worked on is kept to `dev`, what it was measured on to `test`.
    articles = geowebnews()
    chosen = articles[0::5] if part == "dev" else [text for number, text in enumerate(articles) if number % 5]
    found |= {f"gwn-{number}": text.strip() for number, text in enumerate(chosen)}
    years = ("2013",) if part == "dev" else ("2014", "2015")
    found |= {f"pitf-{number}": text for number, text in enumerate(pitf(*years, half=0))}
    rows = pitf_rows(*map(int, years))
    rng = random.Random(part)
    found |= {f"flash-{row.number}": row.text for row in rng.sample(rows, len(rows)) if int(row.number) % 2}
    kept: dict[str, str] = {}
    runs: set[tuple[str, ...]] = set()
    out = flashes = 0
    for key, text in found.items():
        words = _WORD.findall(text.lower())
        if not key.startswith(("gwn", "pitf", "flash")) and part_of(text) != part:
            continue
        flash = key.startswith("flash")
        if not (SHORTEST if flash else 60) <= len(words) <= 1500:
            continue
        own = {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}
        if own & runs or tuple(words) in runs:
            out += 1
            continue
        if flash and (flashes := flashes + 1) > FLASHES:
            continue
        runs |= own | {tuple(words)}
        kept[key] = text
    return kept, out


def alike(keys: Sequence[str], first: int = 1) -> Iterator[tuple[str, str]]:
    """Yield pairs of MUC-4 reports whose answer keys share a type of incident, a place, and a party.

    The place is below the country; `first` 0 takes countries, too.
    """
    told: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
    for path in sorted(require(DATA / "muc4").glob("*/key-*")):
        for template in re.split(r"(?m)^0\.\s", path.read_text(encoding="latin-1"))[1:]:
            slots = dict(re.findall(r"(?m)^\d+\.\s+([A-Z: ]+?)\s{2,}(.+)$", template))
            message = re.search(r"[A-Z]+\d?-MUC\d-\d{4}", template)
            place = re.sub(r"\s*\([^)]*\)", "", slots.get("INCIDENT: LOCATION", "")).split(":")
            parties = {
                name
                for slot in ("PERP: INDIVIDUAL ID", "PERP: ORGANIZATION ID", "HUM TGT: NAME", "PHYS TGT: ID")
                for name in re.findall(r'"([^"]+)"', slots.get(slot, ""))
            }
            if message:
                told[message.group()] |= {
                    (slots["INCIDENT: TYPE"], name.strip(), party) for name in place[first:] for party in parties
                }
    chosen = [key for key in keys if key in told]
    for number, one in enumerate(chosen):
        for other in chosen[number + 1 :]:
            if told[one] & told[other]:
                yield one, other


def sentences(text: str) -> list[str]:
    """Return the sentences of a text."""
    return [found.group() for block in text.split("\n") for found in _SENTENCE.finditer(block) if found.group().strip()]


def dictionary(path: Path = Path("/usr/share/dictd/freedict-eng-fra.dict.dz")) -> Mapping[str, str]:
    """Return the first French word for each English one. Stops with what to do where the dictionary is absent."""
    if not path.exists():
        raise SystemExit(f"{path} not found; apt-get install dict-freedict-eng-fra")
    found: dict[str, str] = {}
    head = ""
    for line in gzip.decompress(path.read_bytes()).decode().splitlines():
        if "/" in line:
            head = line.split(" /")[0].strip()
        elif head and head.islower():
            first = re.sub(r"^\d+\.\s*", "", line.strip()).split(",")[0].strip()
            if first:
                found.setdefault(head, first)
            head = ""
    return found


class Maker:
    """Makes documents of known descent. `seed` settles all that is drawn."""

    def __init__(self, part: str, spinner: Spinner, repair: Callable[[str], Damage], seed: int = 0) -> None:
        self.rng = random.Random(seed)
        self.spinner, self.repair = spinner, repair
        self.french = dictionary()
        self.texts, self.left_out = originals(part)
        tails = [text for text in treebank(f"en_ewt-{'dev' if part == 'dev' else 'test'}") if len(text.split()) > 70]
        self.tails = [" ".join(text.split()[:60]) for text in tails[: PAPERS // 2]]
        self.cases: list[Case] = []
        self.sources: dict[str, str] = {}
        self.number = 0

    def corpus(self, each: int) -> Corpus:
        """Return all originals and, of each kind, `each` documents made of some."""
        pool = sorted(self.texts)
        self.rng.shuffle(pool)
        # Originals are as near in time to each other as copies are to them, so that dates give nothing away.
        dates = {key: START + timedelta(hours=self.rng.uniform(0, 240)) for key in pool}
        flashes = [key for key in pool if key.startswith("flash")]
        long = [key for key in pool if not key.startswith("flash")]
        lower = [key for key in long if not self.texts[key].isupper()]
        updates = [key for key in long if len(sentences(self.texts[key])) > 7][:each]
        for key in pool:
            text = self.texts[key]
            if key in updates:
                told = sentences(text)
                text = "\n".join(told[: round(len(told) * self.rng.uniform(0.5, 0.8))])
            agency = self.rng.choice(AGENCIES) if key in updates or self.rng.random() < 0.3 else None
            # Who writes on their own thanks an agency now and then, too.
            thanks = (self.rng.choice(AGENCIES),) if agency is None and self.rng.random() < 0.1 else ()
            self.add(key, Sheet(text, dates[key], agency, credits=thanks), (key,), "original")
        for kind in KINDS:
            fitting = (
                lower if kind.startswith(("spun", "par", "tran")) else flashes if kind.startswith("flash") else long
            )
            for key in updates if kind == "update" else self.choose(fitting, each):
                self.derive(kind, key, dates, long)
        relays = list(self.relay(pool, dates, each))
        keys = sorted({case.origins[0] for case in self.cases if case.kind == "original"})
        linked = {tuple(sorted(pair)) for pair in relays}
        near, far = (sorted(set(alike(keys, first)) - linked) for first in (1, 0))
        return Corpus(self.cases, near, far, relays, self.left_out)

    def choose(self, pool: Sequence[str], each: int) -> list[str]:
        """Return so many of the pool, some twice where it is small."""
        return [self.rng.choice(pool) for _ in range(each)] if len(pool) < each else self.rng.sample(pool, each)

    def derive(self, kind: str, key: str, dates: Mapping[str, datetime], pool: Sequence[str]) -> None:
        """Add a document of this kind, made of the original of this key."""
        text, rng = self.texts[key], self.rng
        when = dates[key] + timedelta(hours=rng.uniform(0.5, 96))
        told = sentences(text)
        origins = (key,)
        language, paper, credits = "en", None, ()
        if kind == "reprint":
            first = self.sources[key]
            agency = first if first in AGENCIES else rng.choice(AGENCIES)
            credits = (agency,)
            text = f"({agency}) {text}" if rng.random() < 0.5 else f"{text}\n{agency} contributed to this report."
        elif kind == "excerpt":
            kept = sorted(
                rng.sample(range(len(told)), max(2, round(len(told) * rng.uniform(0.4, 0.7))))
                if len(told) > 2
                else (0,)
            )
            text = "\n".join(told[at] for at in kept)
        elif kind == "merged":
            other = rng.choice([each for each in pool if each != key])
            text = "\n".join([*self.cut(text, 0.4, 0.7), *self.cut(self.texts[other], 0.4, 0.7)])
            origins = (key, other)
            when = max(dates[key], dates[other]) + timedelta(hours=rng.uniform(0.5, 96))
        elif kind == "flash":
            words = text.split()
            words[rng.randrange(len(words))] = rng.choice(self.texts[rng.choice(pool)].split())
            text = " ".join(words)
        elif kind == "flash spun":
            text = self.spin(text, 0.3)
        elif kind.startswith("spun"):
            text = self.spin(text, int(kind.split()[1]) / 100)
        elif kind == "paraphrased":
            kept = self.cut(text, 0.7, 0.9)
            for at in range(0, len(kept) - 1, 2):
                if rng.random() < 0.5:
                    kept[at], kept[at + 1] = kept[at + 1], kept[at]
            text = self.spin("\n".join(kept), 0.35)
        elif kind == "translated":
            text, language = self.translate(text), "fr"
        elif kind == "update":
            paper = self.sources[key]
            text = re.sub(r"\b\d\b", lambda found: str(int(found.group()) + rng.randint(1, 5)), text)
        self.number += 1
        repaired = kind.startswith("par") or "spun" in kind
        self.add(f"{kind} {self.number} of {key}", Sheet(text, when, paper, language, credits, repaired), origins, kind)

    def cut(self, text: str, low: float, high: float) -> list[str]:
        """Return some of the sentences, in order."""
        told = sentences(text)
        kept = sorted(self.rng.sample(range(len(told)), max(1, round(len(told) * self.rng.uniform(low, high)))))
        return [told[at] for at in kept]

    def spin(self, text: str, rate: float) -> str:
        """Return the text spun by every family of swaps."""
        seed = self.rng.randrange(1 << 30)
        settings = SpinSettings(rate=rate, shares=SHARES, steady=seed % 2 == 0, inflects=seed % 4 < 2)
        return self.spinner.spin(text, seed, settings)[0]

    def translate(self, text: str) -> str:
        """Return the text word for word in French: names and figures stay, other words are looked up, unknown ones go."""
        said: list[str] = []
        for token in _TOKEN.findall(text):
            meant = self.french.get(token.lower()) if token.islower() or token.istitle() else None
            if (
                token.isspace()
                or not token[0].isalnum()
                or token[0].isdigit()
                or (meant is None and not token.islower())
            ):
                said.append(token.replace(",", "\u00a0") if token[0].isdigit() else token)
            elif meant is not None:
                said.append(meant)
        return "".join(said)

    def relay(self, pool: Sequence[str], dates: Mapping[str, datetime], each: int) -> Iterator[tuple[str, str]]:
        """Put one communiqué into two reports that have nothing else in common; yield their keys."""
        free = [
            at
            for at, case in enumerate(self.cases)
            if case.kind == "original" and len(case.document.text.split()) > 200
        ]
        used = {origin for case in self.cases if case.kind != "original" for origin in case.origins}
        free = [at for at in free if self.cases[at].origins[0] not in used]
        self.rng.shuffle(free)
        for at in range(0, min(len(free) - 2, 3 * each), 3):
            said = " ".join(
                " ".join(sentences(self.cases[free[at + 2]].document.text)[1:]).split()[: self.rng.randint(35, 60)]
            )
            keys = []
            for place in free[at : at + 2]:
                case = self.cases[place]
                told = sentences(case.document.text)
                told.insert(self.rng.randint(1, len(told) - 1), f'"{said}", the communique said.')
                text = "\n".join(told)
                self.cases[place] = case._replace(
                    document=self.document(case.origins[0], Sheet(text, dates[case.origins[0]]))
                )
                keys.append(case.origins[0])
            # The report that the words were taken from is no part of the corpus: nobody has the communiqué itself.
            self.cases[free[at + 2]] = self.cases[free[at + 2]]._replace(kind="dropped")
            yield keys[0], keys[1]
        self.cases = [case for case in self.cases if case.kind != "dropped"]

    def add(self, key: str, sheet: Sheet, origins: tuple[str, ...], kind: str) -> None:
        """Add a document as it would be read."""
        self.cases.append(Case(self.document(key, sheet), origins, kind))

    def document(self, key: str, sheet: Sheet) -> Document:
        """Return a text as a document of a paper, with what the paper prints under every article."""
        number = self.rng.randrange(PAPERS)
        self.sources[key] = sheet.paper or f"Paper {number}"
        text = sheet.text
        damage = self.repair(text) if sheet.repaired else Damage()
        if sheet.paper is None and number < len(self.tails):
            text = f"{text}\n{self.tails[number]}"
        return msgspec.structs.replace(
            as_document(key, text, sheet.language),
            source=self.sources[key],
            published=sheet.when.isoformat(timespec="seconds"),
            damage=damage,
            credits=sheet.credits,
            blocks=line_blocks(text),
        )
