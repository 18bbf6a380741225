"""The ways in which the press writes: a treebank's tree in, a tree as a wire or a war report would have it out."""

from __future__ import annotations

import json
import random
from functools import cache
from pathlib import Path
from typing import Any

from treebank import Tree

SMALL = {"a", "an", "the", "of", "in", "on", "at", "to", "for", "by", "and", "or", "but", "as", "with", "from"}
VERB_SLOTS = {
    "VERB|||infinitive|": 0,
    "VERB|past|indicative|finite|": 2,
    "VERB|past||participle|passive": 3,
    "VERB|past||participle|": 3,
    "VERB|present||participle|": 4,
}
FRENCH_ENDINGS = ("ées", "ée", "és", "é")


@cache
def news_words() -> dict[str, Any]:
    """Return the words of war reports, by language."""
    words: dict[str, Any] = json.loads((Path(__file__).parent / "news.json").read_text(encoding="utf-8"))
    return words


def alter(tree: Tree, language: str, chance: random.Random, *, war: bool) -> Tree:
    """Return the tree, often in another guise: other case, no full stop, and where `war` says so other words and order."""
    if war and chance.random() < 0.45:
        tree = recast(tree, language, chance)
    if war and language == "fr" and chance.random() < 0.12:
        tree = attribute_french(tree, chance)
    if war and language == "en":
        if chance.random() < 0.4:
            tree = speaker_last(tree)
        if chance.random() < 0.15:
            tree = attribute(tree, chance)
        elif chance.random() < 0.15:
            tree = headline(tree)
    dice = chance.random()
    if dice < 0.15:
        tree = shout(tree)
    elif dice < 0.21:
        tree = tree._replace(words=[word.lower() for word in tree.words])
    elif dice < 0.26:
        tree = tree._replace(words=[w if w.lower() in SMALL else w[:1].upper() + w[1:] for w in tree.words])
    last = len(tree.words) - 1
    if chance.random() < 0.1 and last > 1 and tree.words[-1] == "." and last not in tree.heads:
        tree = Tree(*(part[:-1] for part in tree[:-1]), origin=tree.origin)
    if chance.random() < 0.3:
        old, new = chance.choice([("'", "’"), ("’", "'")])
        tree = tree._replace(words=[word.replace(old, new) for word in tree.words])
    return tree


def shout(tree: Tree) -> Tree:
    """Return the tree in capitals."""
    return tree._replace(words=[word.upper() for word in tree.words])


def recast(tree: Tree, language: str, chance: random.Random) -> Tree:
    """Return the tree with transitive verbs, plural nouns, names and numbers of war reports in place of some of its own.

    Treebanks of the web hardly ever see *killed* or *seized* as a past tense; the trees stay as they were annotated.
    """
    news = news_words()[language]
    words = list(tree.words)
    below: dict[int, set[str]] = {}
    for place, head in enumerate(tree.heads):
        below.setdefault(head, set()).add(tree.deps[place])
    for place, (word, tag, dep) in enumerate(zip(tree.words, tree.tags, tree.deps, strict=True)):
        if chance.random() < 0.35:
            continue
        new = None
        if tag.startswith("VERB"):
            transitive = "obj" in below.get(place, ()) or tag.endswith("passive")
            if transitive and not below.get(place, set()) & {"ccomp", "xcomp", "iobj", "compound:prt"}:
                new = verb_like(word, tag, language, news, chance)
        elif (
            tag.startswith("NOUN")
            and word.endswith("s")
            and word.islower()
            and dep in ("nsubj", "nsubj:pass", "obj", "obl:agent")
        ):
            new = chance.choice(news["people"])
        elif (
            tag.startswith("PROPN")
            and dep in ("obl", "nmod", "conj")
            and "flat" not in below.get(place, ())
            and word[:1].isupper()
        ):
            new = chance.choice(news["places"])
        elif tag.startswith("NUM") and dep == "nummod" and len(word) < 6 and "." not in word:
            new = chance.choice(news["numbers"])
        if new is not None:
            words[place] = new[:1].upper() + new[1:] if word[:1].isupper() else new
    return tree._replace(words=words)


def verb_like(word: str, tag: str, language: str, news: dict[str, Any], chance: random.Random) -> str | None:
    """Return a verb of war reports in the same form, None where the form can't be told."""
    if language == "fr":
        ending = next((ending for ending in FRENCH_ENDINGS if word.endswith(ending)), None)
        return chance.choice(news["stems"]) + ending if ending and "participle" in tag else None
    slot = VERB_SLOTS.get(tag)
    if tag == "VERB|present|indicative|finite|":
        slot = 1 if word.endswith("s") else 0
    return None if slot is None else str(chance.choice(news["verbs"])[slot])


def speaker_last(tree: Tree) -> Tree:
    """Return *X said that it fell.* as *It fell, X said.*, the tree with it; other trees as they are."""
    size = len(tree.words)
    root = next(place for place, head in enumerate(tree.heads) if head == place)
    if tree.words[root].lower() not in news_words()["en"]["said"] or tree.words[-1] != ".":
        return tree
    speech = next(
        (place for place in range(root + 1, size) if tree.heads[place] == root and tree.deps[place] == "ccomp"), None
    )
    if speech is None:
        return tree
    inside = {speech}
    for _ in range(size):
        more = {place for place, head in enumerate(tree.heads) if head in inside} - inside
        if not more:
            break
        inside |= more
    first = min(inside)
    if inside != set(range(first, size - 1)):
        return tree
    front = [
        place
        for place in sorted(inside)
        if not (tree.deps[place] == "mark" and tree.heads[place] == speech and place == first)
    ]
    order = [*front, -1, *range(first), size - 1]  # -1: the comma
    moved = {old: new for new, old in enumerate(order)}
    if any(tree.heads[place] not in moved for place in order if place >= 0) or len(front) < 2:
        return tree
    if tree.words[first - 1] in (",", ":", '"'):
        return tree
    words, spaces, tags, heads, deps = [], [], [], [], []
    for place in order:
        if place < 0:
            words.append(",")
            tags.append("PUNCT||||")
            heads.append(moved[speech])
            deps.append("punct")
        else:
            word = tree.words[place]
            if place == 0 and not tree.tags[0].startswith("PROPN") and word != "I":
                word = word.lower()
            words.append(word)
            tags.append(tree.tags[place])
            heads.append(moved[tree.heads[place]])
            deps.append(tree.deps[place])
        spaces.append(True)
    words[0] = words[0][:1].upper() + words[0][1:]
    return Tree(words, spaces, tags, heads, deps, tree.origin)


def attribute(tree: Tree, chance: random.Random) -> Tree:
    """Return a statement with a speaker before or behind it, as in *it fell, police said.*; others as they are."""
    root = next(place for place, head in enumerate(tree.heads) if head == place)
    size = len(tree.words)
    plain = (
        tree.words[-1] == "." and tree.heads[-1] == root and not {'"', "“", "?", ":", ";", "(", "-"} & set(tree.words)
    )
    finite = "finite" in tree.tags[root] or any(
        head == root and dep in ("aux", "aux:pass", "cop") for head, dep in zip(tree.heads, tree.deps, strict=True)
    )
    subject = any(
        h == root and dep.startswith("nsubj") for h, dep in zip(tree.heads[:root], tree.deps[:root], strict=True)
    )
    if not plain or not finite or not subject or "imperative" in tree.tags[root] or size > 40:
        return tree
    speaker = [part.split("/") for part in chance.choice(news_words()["en"]["speakers"]).split()]
    cue = chance.choice(["said", "said", "said", "reported", "announced", "confirmed", "says", "claimed"])
    behind = chance.random() < 0.65
    between = "," if behind else "that" if chance.random() < 0.5 else ""
    inner, outer, mark = size - 1, len(speaker) + 1, len(between) > 0
    first_inner = 0 if behind else outer + mark
    first_outer = inner + 1 if behind else 0
    said = first_outer + outer - 1

    said_words = [*(part[0] for part in speaker), cue]
    said_tags = [
        *(f"{part[1]}||||" for part in speaker),
        f"VERB|{'present' if cue == 'says' else 'past'}|indicative|finite|",
    ]
    said_heads = [*[said - 1] * (len(speaker) - 1), said, said]
    said_deps = [*(part[2] if len(part) > 2 else "nsubj" for part in speaker), "root"]
    words = list(tree.words[:-1])
    heads = [said if place == root else head + first_inner for place, head in enumerate(tree.heads[:-1])]
    deps = ["ccomp" if place == root else dep for place, dep in enumerate(tree.deps[:-1])]
    joint = (
        [between],
        [("PUNCT" if behind else "SCONJ") + "||||"],
        [root + first_inner],
        ["punct" if behind else "mark"],
    )
    if not mark:
        joint = [], [], [], []
    stop = ["."], ["PUNCT||||"], [said], ["punct"]
    statement, source = (words, tree.tags[:-1], heads, deps), (said_words, said_tags, said_heads, said_deps)
    if not behind and not tree.tags[0].startswith("PROPN") and words[0] != "I":
        words[0] = words[0].lower()
    parts = [statement, joint, source, stop] if behind else [source, joint, statement, stop]
    columns = [[item for part in parts for item in part[column]] for column in range(4)]
    columns[0][0] = columns[0][0][:1].upper() + columns[0][0][1:]
    return Tree(columns[0], [True] * len(columns[0]), *columns[1:], tree.origin)


def attribute_french(tree: Tree, chance: random.Random) -> Tree:
    """Return a statement with a speaker behind it, as in *il est tombé, a annoncé l'armée.*; others as they are."""
    news = news_words()["fr"]
    root = next(place for place, head in enumerate(tree.heads) if head == place)
    subject = any(
        h == root and dep.startswith("nsubj") for h, dep in zip(tree.heads[:root], tree.deps[:root], strict=True)
    )
    if tree.words[-1] != "." or tree.heads[-1] != root or not subject or {"?", ":", ";", "-"} & set(tree.words):
        return tree
    speaker = [part.split("/") for part in chance.choice(news["speakers"]).split()]
    comma = len(tree.words) - 1
    pronoun = speaker[0][1] == "PRON"
    cue = comma + (3 if pronoun else 2)
    auxiliary = [("a", "AUX|present|indicative|finite|", cue, "aux")]
    said = [(chance.choice(news["cues"]), "VERB|past||participle|", root, "parataxis")]
    noun = comma + 2 if pronoun else cue + len(speaker)
    source = [
        (part[0], f"{part[1]}||||", cue if part is speaker[-1] else noun, "nsubj" if part is speaker[-1] else "det")
        for part in speaker
    ]
    modifier = chance.choice(news["modifiers"]).split("/")
    if modifier[0] and speaker[-1][1] == "NOUN":
        source.append((modifier[0], "ADJ||||", noun, "amod"))
    tail = auxiliary + source + said if pronoun else auxiliary + said + source
    tail = [(",", "PUNCT||||", cue, "punct"), *tail, (".", "PUNCT||||", root, "punct")]
    words, tags, heads, deps = ([*column, *more] for column, more in zip(
        (tree.words[:-1], tree.tags[:-1], tree.heads[:-1], tree.deps[:-1]), zip(*tail, strict=True), strict=True
    ))  # fmt: skip
    return Tree(words, [True] * len(words), tags, heads, deps, tree.origin)


def headline(tree: Tree) -> Tree:
    """Return a statement of war in the past as a headline: present tense, no articles, no full stop; others as they are."""
    root = next(place for place, head in enumerate(tree.heads) if head == place)
    forms = {verb[2]: verb for verb in news_words()["en"]["verbs"]}
    if tree.tags[root] != "VERB|past|indicative|finite|" or tree.words[root] not in forms:
        return tree
    subject = next((place for place in range(root) if tree.heads[place] == root and tree.deps[place] == "nsubj"), None)
    if subject is None:
        return tree
    verb = forms[tree.words[root]]
    several = tree.words[subject].endswith("s") or tree.words[subject].lower() in {
        "we",
        "they",
        "i",
        "you",
        *news_words()["en"]["people"],
    }
    articles = {
        place
        for place, word in enumerate(tree.words)
        if word.lower() in ("a", "an", "the") and tree.deps[place] == "det"
    }
    articles |= {len(tree.words) - 1} if tree.words[-1] == "." else set()
    articles -= set(tree.heads)
    order = [place for place in range(len(tree.words)) if place not in articles]
    moved = {old: new for new, old in enumerate(order)}
    words = [(verb[0] if several else verb[1]) if place == root else tree.words[place] for place in order]
    words[0] = words[0][:1].upper() + words[0][1:]
    tags = ["VERB|present|indicative|finite|" if place == root else tree.tags[place] for place in order]
    if len(words) % 2:  # one house's style or the other's
        words = [word if word.lower() in SMALL else word[:1].upper() + word[1:] for word in words]
    return Tree(
        words, [tree.spaces[place] for place in order], tags, [moved[tree.heads[place]] for place in order],
        [tree.deps[place] for place in order], tree.origin,
    )  # fmt: skip
