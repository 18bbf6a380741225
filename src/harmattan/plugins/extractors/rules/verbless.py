"""Short sentences whose verb was read as a noun ("The junta relies on …"): the word that the lexicon has as a verb is one."""

from __future__ import annotations

from harmattan.language.syntax import Sentence, Token
from harmattan.lexicons.rows import CueRow, TriggerRow
from harmattan.plugins.extractors.rules.passage import Passage

NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "X", "ADJ"})
OPENING = frozenset({"DET", "ADP", "NUM", "PROPN", "PRON", "ADV", "ADJ", "NOUN"})
"""What may follow a verb: not the end of a sentence, and no mark."""
OBJECTS = frozenset({"obj", "appos", "nsubj", "conj", "root", "flat", "compound", "dep", "parataxis", "nmod"})


def revived(passage: Passage, language: str | None) -> Sentence | None:
    """Return the tree with its verb, None where it has one or none of its words can be it. English alone.

    A word is the verb where it has the ending of the third person, the lexicon has it as a verb and not as a noun, and a noun
    stands before it that the parser made a part of its name.
    """
    tokens = passage.tokens
    if language != "en" or len(tokens) < 4 or any(token.pos in ("VERB", "AUX") for token in tokens):
        return None
    if all(token.pos == "X" for token in tokens):
        return None
    verbs: set[int] = set()
    nouns: set[int] = set()
    for row, first, last, _ in (*passage.terms(TriggerRow), *passage.terms(CueRow)):
        (verbs if row.pos == "verb" else nouns).update({first} if last - first < 3 else ())
    at = next((token.i for token in tokens[1:-1] if token.i in verbs - nouns and _may_govern(tokens, token)), None)
    return None if at is None else _with_verb(passage.sentence, at)


def _may_govern(tokens: tuple[Token, ...], token: Token) -> bool:
    before, after = tokens[token.i - 1], tokens[token.i + 1]
    return (
        token.pos in ("NOUN", "PROPN")
        and token.lower.endswith("s")
        and token.text.islower()
        and before.pos in NOMINAL
        and before.pos != "ADJ"
        and after.pos in OPENING
        and after.text != "of"
    )


def _with_verb(sentence: Sentence, at: int) -> Sentence | None:
    """Return the tree with tokens[at] as its root: what stands before is its subject, what stands behind its object."""
    tokens = sentence.tokens
    made = []
    subject = at - 1
    for token in tokens:
        head, dep, pos = token.head, token.dep, token.pos
        if token.i == at:
            head, dep, pos = at, "root", "VERB"
        elif token.i == subject:
            head, dep = at, "nsubj"
        elif token.i < at and not token.i < head < at:
            head, dep = (at, dep) if token.pos in ("ADV", "PUNCT") else (subject, "compound" if dep == "root" else dep)
        elif token.i > at and (head <= at or head == token.i):
            kind = dep.partition(":")[0]
            if kind in OBJECTS and token.pos in NOMINAL | {"PRON"}:
                dep = "obl" if sentence.children(token, "case") else "obj"
            head = at
        made.append(
            Token(
                token.i, token.text, token.start, pos, dep, head,
                tense="present" if token.i == at else token.tense,
                mood="indicative" if token.i == at else token.mood,
                form="finite" if token.i == at else token.form,
                passive=token.passive,
            )
        )  # fmt: skip
    tree = Sentence(tuple(made), sentence.start, sentence.end)
    whole = all(token.i == at or tree.ancestors(token)[-1:] == [tree.tokens[at]] for token in tree.tokens)
    return tree if whole else None
