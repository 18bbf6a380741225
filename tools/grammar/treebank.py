"""Universal Dependencies files, read onto our own words: one analysis a word, whatever the treebank's tokens are."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from harmattan.language.words import cut

# Subtypes that the parser is not asked to tell apart; every other subtype not in KEPT falls to its main relation.
KEPT = {"nsubj:pass", "csubj:pass", "aux:pass", "obl:agent", "nmod:poss", "acl:relcl", "compound:prt"}
RENAMED = {
    "obj:agent": "obl:agent",
    "iobj:agent": "obl:agent",
    "nsubj:outer": "nsubj",
    "goeswith": "flat",
    "reparandum": "dep",
}
TENSES = {"Past": "past", "Imp": "past", "Pqp": "past", "Pres": "present", "Fut": "future"}
MOODS = {"Ind": "indicative", "Cnd": "conditional", "Sub": "subjunctive", "Imp": "imperative"}
FORMS = {"Fin": "finite", "Inf": "infinitive", "Part": "participle", "Ger": "gerund"}


class Piece(NamedTuple):
    """A syntactic word of the treebank."""

    form: str
    pos: str
    features: str
    head: int
    dep: str
    tight: bool


class Tree(NamedTuple):
    """A sentence on our words. A head is an index, its own for the root; origin is the treebank's id.

    A tag is `POS|tense|mood|form|passive`, empty where it does not apply.
    """

    words: list[str]
    spaces: list[bool]
    tags: list[str]
    heads: list[int]
    deps: list[str]
    origin: str = ""


def read_treebank(path: Path, language: str) -> Iterator[Tree]:
    """Yield the trees of a CoNLL-U file (plain or gzip), cut into our words."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        block: list[str] = []
        for line in lines:
            if line.strip():
                block.append(line.rstrip("\n"))
            elif block:
                yield _tree(block, language)
                block = []
        if block:
            yield _tree(block, language)


def tag_of(pos: str, features: str) -> str:
    """Return the one label that carries a word's part of speech, tense, mood, verb form and passive voice."""
    if pos not in ("VERB", "AUX"):
        return f"{pos}||||"
    pairs = dict(pair.split("=", 1) for pair in features.split("|") if "=" in pair)
    tense = TENSES.get(pairs.get("Tense", ""), "")
    mood = MOODS.get(pairs.get("Mood", ""), "")
    form = FORMS.get(pairs.get("VerbForm", ""), "")
    passive = "passive" if pairs.get("Voice") == "Pass" else ""
    return f"{pos}|{tense}|{mood}|{form}|{passive}"


def _tree(block: list[str], language: str) -> Tree:
    pieces: list[Piece] = []
    surface: list[tuple[str, int, int, bool]] = []  # text, first piece, piece after the last, tight
    covered = 0
    origin = ""
    for line in block:
        if line.startswith("#"):
            if line.startswith("# sent_id = "):
                origin = line.removeprefix("# sent_id = ")
            continue
        number, form, _, pos, _, features, head, dep, _, misc = line.split("\t")
        tight = "SpaceAfter=No" in misc
        if "." in number:
            continue
        if "-" in number:
            first, last = map(int, number.split("-"))
            surface.append((form, first - 1, last, tight))
            covered = last
            continue
        if int(number) > covered:
            surface.append((form, int(number) - 1, int(number), tight))
        pieces.append(Piece(form, pos, features, int(head) - 1, dep, tight))

    text = ""
    owners: list[tuple[int, ...]] = []  # by character of the text: the pieces it may belong to
    for form, first, last, tight in surface:
        group = tuple(range(first, last))
        if len(group) > 1 and "".join(pieces[i].form for i in group) == form:
            owners.extend((i,) for i in group for _ in pieces[i].form)
        else:
            owners.extend(group for _ in form)
        text += form
        if not tight:
            text += " "
            owners.append(())
    return _onto_words(text.rstrip(), owners, pieces, language)._replace(origin=origin)


def _onto_words(text: str, owners: list[tuple[int, ...]], pieces: list[Piece], language: str) -> Tree:
    words, starts = cut(text, language)
    members: list[list[int]] = []  # by word: its pieces
    home: dict[int, int] = {}  # by piece: the word that stands for it
    for place, (word, start) in enumerate(zip(words, starts, strict=True)):
        inside = sorted({piece for owner in owners[start : start + len(word)] for piece in owner})
        members.append(inside)
        for piece in inside:
            home.setdefault(piece, place)
    tags, heads, deps = [], [], []
    for place, inside in enumerate(members):
        mine = [piece for piece in inside if home[piece] == place]
        if not mine:  # a later part of a piece that an earlier word stands for
            marks = not any(character.isalnum() for character in words[place])
            tags.append("PUNCT||||" if marks else tag_of(pieces[inside[0]].pos, ""))
            heads.append(home[inside[0]])
            deps.append("punct" if marks else "flat")
            continue
        top = next((piece for piece in mine if pieces[piece].head not in mine), mine[0])
        piece = pieces[top]
        tags.append(tag_of(piece.pos, piece.features))
        heads.append(place if piece.head < 0 else home[piece.head])
        deps.append("root" if piece.head < 0 else relation(piece.dep))
    for place, head in enumerate(heads):
        if head == place and deps[place] != "root":
            deps[place] = "root"
    spaces = [bool(re.match(r"\s", text[start + len(word) :])) for word, start in zip(words, starts, strict=True)]
    return Tree(words, spaces, tags, heads, deps)


def relation(dep: str) -> str:
    """Return the relation that the parser learns for a treebank's relation."""
    dep = RENAMED.get(dep, dep)
    return dep if dep in KEPT else dep.partition(":")[0]
