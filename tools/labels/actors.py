"""Draw the texts whose actors are labelled, and turn the marks into stand-off labels.

    python tools/labels/actors.py draw --to FOLDER
    python tools/labels/actors.py build --marks FOLDER

`draw` takes the exercises (copies left out), and PITF descriptions, pairs of sentences of the news and sentences of the French
treebanks that speak of forces, groups, governments or officials, in the order of the SHA-256 of their names; some two thirds
of them must hold what may be a name. A file of marks (`dev.txt`, `test.txt`) has a line `@DOCUMENT` and below it a line
`KIND;WORDS;ID` for each actor in it. KIND is `n` a name, `a` an acronym, `d` a description, `g` a generic or a people, `r` a
reference, `p` a person or `o` people who take no side, whom an extractor may or may not give. WORDS stand once in the text;
`WORDS>PART` marks the part alone, `WORDS#2` the second that stands there. ID is the lexicon's id, `-` where none is right, `newN`
for an actor that the lexicon lacks. Marks hold words of the texts, so they are kept outside the project.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))
from actors import LABELS, documents_of, fingerprint
from harmattan.lexicons import load
from harmattan.lexicons.rows import ActorRow
from harmattan.records.document import Document

ACTING = re.compile(
    r"\b(rebels?|militants?|army|troops|forces?|groups?|police|government|insurgents?|militia\w*|soldiers?|ministers?|president"
    r"|gunmen|fighters?|jihadists?|islamists?|separatists?|guerrillas?|terrorists?|regime|junta|military|mission|peacekeepers?"
    r"|coalition|commander|general|spokesman|movement|front|alliance|rebelles?|armée|troupes|groupe|gouvernement|soldats?"
    r"|ministre|président|milice\w*|d?jihadistes?|combattants?|séparatistes?|régime|militaires?|otan|onu|porte-parole"
    r"|général|guérilla|coup d'État)\b",
    re.IGNORECASE,
)
NAMED = re.compile(
    r"\b[A-Z]{3,}\b|\b(?:Front|Army|Movement|State|Brigades?|Shabaab|Qaeda|Qaida|Taliban|Haram|Hezbollah|Hamas|Party|Liberation"
    r"|Forces?|Union|Nations|Council|Mouvement|Armée|Parti|Nations|Ligue|Al|al)\b"
)
SIZES = {
    "dev": {"pitf": (40, 25), "news": (24, 20), "fr": (22, 12)},
    "test": {"pitf": (22, 13), "news": (11, 9), "fr": (13, 7)},
}
BROAD = {"dev": {"news": 22, "fr": 6}, "test": {}}
"""Further texts with a single such word, for development alone: there is more to mend where less is at stake."""
COPIES = ("02-reprint", "03-reprint", "04-spun")
LONGEST = {"pitf": 430, "news": 430, "fr": 330}
KINDS = {
    "n": "name", "a": "acronym", "d": "description", "g": "generic", "r": "reference", "p": "person", "o": "other",
}  # fmt: skip
RELATIVE = frozenset({"who", "which", "that", "qui", "its", "their", "they", "them", "it", "ils"})


def draw(documents: list[Document], part: str) -> list[Document]:
    """Return the documents to label."""
    found = [
        item
        for item in documents
        if str(item.external_id).startswith("exercise") and str(item.external_id).partition(":")[2] not in COPIES
    ]
    for corpus, (named, others) in SIZES[part].items():
        fitting = [item for item in documents if str(item.external_id).startswith(corpus) and _fits(item.text, corpus)]
        fitting.sort(key=lambda item: hashlib.sha256(f"a{item.external_id}".encode()).hexdigest())
        first = [item for item in fitting if NAMED.search(item.text[2:])][:named]
        taken = {item.external_id for item in first}
        first += [item for item in fitting if item.external_id not in taken][:others]
        taken |= {item.external_id for item in first}
        broad = [item for item in documents if str(item.external_id).startswith(corpus) and _fits(item.text, corpus, 1)]
        broad.sort(key=lambda item: hashlib.sha256(f"a{item.external_id}".encode()).hexdigest())
        rest = [item for item in broad if item.external_id not in taken]
        found += first + rest[: BROAD[part].get(corpus, 0)]
    return found


def _fits(text: str, corpus: str, least: int = 2) -> bool:
    acting = {match.group().lower() for match in ACTING.finditer(text)}
    if not acting or not 50 < len(text) <= LONGEST[corpus]:
        return False
    return corpus == "pitf" or len(acting) >= least or (corpus == "fr" and NAMED.search(text[4:]) is not None)


def build(document: Document, marks: list[str], known: frozenset[str]) -> dict[str, Any]:
    """Return the label line of a document; stops on a mark that does not fit."""
    text = document.text
    start = text.find("EXERC") if str(document.external_id).startswith("exercise") else 0
    mentions = []
    for mark in marks:
        kind, words, *rest = mark.split(";")
        named = rest[0] if rest and rest[0] != "-" else None
        if named is not None and named not in known and not re.fullmatch(r"new\d", named):
            sys.exit(f"{document.external_id}: {named} is no id of the lexicon")
        words, _, part = words.partition(">")
        words, _, turn = words.partition("#")
        spots = [found.start() for found in re.finditer(rf"(?<!\w){re.escape(words)}", text) if found.start() >= start]
        if not spots or (turn and len(spots) < int(turn)):
            sys.exit(f"{document.external_id}: {words!r} does not stand in the text")
        begin = spots[int(turn) - 1 if turn else 0]
        if part:
            begin, words = begin + words.find(part), part
        own = KINDS[kind]
        if own == "reference" and words.lower() in RELATIVE and (named is None or words.lower() in ("its", "their")):
            own = "other"
        if own == "reference" and words.lower() in ("who", "which", "that", "qui"):
            own = "other"
        mentions.append({"span": [begin, begin + len(words)], "kind": own, "id": None if own == "other" else named})
    mentions.sort(key=lambda item: item["span"])
    return {
        "document": document.external_id, "language": document.language, "start": start, "end": len(text),
        "fingerprint": fingerprint(text[start:]), "mentions": mentions,
    }  # fmt: skip


def main() -> None:
    """Write worksheets or labels."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("action", choices=("draw", "build"))
    arguments.add_argument("--to", type=Path)
    arguments.add_argument("--marks", type=Path)
    options = arguments.parse_args()
    lexicon = load()
    known = frozenset(row.id for row in lexicon.rows(ActorRow))
    for part in ("dev", "test"):
        documents = draw(documents_of(part, lexicon), part)
        if options.action == "draw":
            lines = [f"@{item.external_id} [{item.published}]\n{item.text}\n" for item in documents]
            (options.to / f"{part}.txt").write_text("\n".join(lines), encoding="utf-8")
            continue
        marks: dict[str, list[str]] = {}
        for line in (options.marks / f"{part}.txt").read_text(encoding="utf-8").splitlines():
            if line.startswith("@"):
                own = marks.setdefault(line[1:], [])
            elif line:
                own.append(line)
        rows = [build(item, marks[str(item.external_id)], known) for item in documents]
        text = "".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in rows)
        LABELS.joinpath(f"actors_{part}.jsonl").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
