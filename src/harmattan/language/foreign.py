"""A user's own spaCy pipeline behind the door; relations of ClearNLP are turned into those of Universal Dependencies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from harmattan.errors import LanguageError
from harmattan.language.sentences import split_sentences
from harmattan.language.syntax import Sentence, Token
from harmattan.language.trees import LONGEST, Label, join_roots, label_of
from harmattan.language.words import flat_sentence

UNIVERSAL = frozenset({
    "acl", "advcl", "advmod", "amod", "appos", "aux", "case", "cc", "ccomp", "clf", "compound", "conj", "cop", "csubj", "dep",
    "det", "discourse", "dislocated", "expl", "fixed", "flat", "goeswith", "iobj", "list", "mark", "nmod", "nsubj", "nummod",
    "obj", "obl", "orphan", "parataxis", "punct", "reparandum", "root", "vocative", "xcomp",
})  # fmt: skip
# ClearNLP's relations that have another name in Universal Dependencies; those that need the tree changed are in STRUCTURAL.
RENAMED = {
    "acl": "acl", "advcl": "advcl", "advmod": "advmod", "amod": "amod", "appos": "appos", "aux": "aux", "auxpass": "aux:pass",
    "case": "case", "cc": "cc", "ccomp": "ccomp", "compound": "compound", "conj": "conj", "csubj": "csubj",
    "csubjpass": "csubj:pass", "dative": "iobj", "dep": "dep", "det": "det", "dobj": "obj", "expl": "expl", "intj": "discourse",
    "mark": "mark", "meta": "dep", "neg": "advmod", "nmod": "nmod", "npadvmod": "obl", "nsubj": "nsubj",
    "nsubjpass": "nsubj:pass", "nummod": "nummod", "oprd": "xcomp", "parataxis": "parataxis", "poss": "nmod:poss",
    "preconj": "cc", "predet": "det", "prt": "compound:prt", "punct": "punct", "quantmod": "advmod", "relcl": "acl:relcl",
    "root": "root", "xcomp": "xcomp",
}  # fmt: skip
STRUCTURAL = frozenset({"acomp", "agent", "attr", "pcomp", "pobj", "prep"})
FINER = {"obj:agent": "obl:agent", "iobj:agent": "obl:agent"}
KEPT = frozenset({"nsubj:pass", "csubj:pass", "aux:pass", "obl:agent", "nmod:poss", "acl:relcl", "compound:prt"})
BE = frozenset({"be", "is", "are", "was", "were", "been", "being", "am", "'s", "’s", "'re", "’re", "'m", "’m"})
PREDICATES = frozenset({"VERB", "AUX", "ADJ", "ADV"})
TENSES = {"Past": "past", "Imp": "past", "Pqp": "past", "Pres": "present", "Fut": "future"}
MOODS = {"Ind": "indicative", "Cnd": "conditional", "Sub": "subjunctive", "Imp": "imperative"}
FORMS = {"Fin": "finite", "Inf": "infinitive", "Part": "participle", "Ger": "gerund"}


class ForeignGrammar:
    """A grammar by an installed spaCy pipeline that tags and parses."""

    has_syntax = True

    def __init__(self, language: str | None, model: str) -> None:
        self._nlp = load_pipeline(model)
        spoken = str(self._nlp.lang)
        if language is not None and spoken not in (language, "xx"):
            raise LanguageError(f"{model}: reads {spoken!r}, not {language!r}; name a model of that language")
        self.language = language or spoken
        self._clear = is_clear(self._nlp.get_pipe("parser").labels, model)

    def sentences(self, text: str) -> list[tuple[int, int]]:
        """Return the offsets of the sentences in a text, without white space around them."""
        return split_sentences(text, self.language)

    def parse(self, texts: Sequence[str]) -> Iterator[Sentence]:
        """Yield one parsed sentence a text, in order; one of too many words comes flat."""
        short = [text if text.count(" ") < 2 * LONGEST else "" for text in texts]
        for text, document in zip(texts, self._nlp.pipe(short), strict=True):
            yield self._sentence(document) if document.text.strip() else flat_sentence(text, self.language)

    def _sentence(self, document: Any) -> Sentence:
        kept = [token for token in document if not token.is_space]
        place_of = {token.i: place for place, token in enumerate(kept)}
        heads = [place_of.get(token.head.i, place) for place, token in enumerate(kept)]
        deps = [token.dep_.lower() or "dep" for token in kept]
        labels = [label_from(token.pos_ or "X", token.morph) for token in kept]
        pos = [label.pos for label in labels]
        if self._clear:
            heads, deps = from_clear([token.lower_ for token in kept], pos, heads, deps)
        deps = [FINER.get(dep, dep) for dep in deps]
        deps = [dep if dep in KEPT else dep.partition(":")[0] for dep in deps]
        join_roots(heads, deps, pos)
        tokens = tuple(
            Token(
                i,
                token.text,
                token.idx,
                label[0],
                dep,
                head,
                tense=label[1],
                mood=label[2],
                form=label[3],
                passive=label[4],
            )
            for i, (token, label, head, dep) in enumerate(zip(kept, labels, heads, deps, strict=True))
        )
        return Sentence(tokens, tokens[0].start, tokens[-1].end)


def load_pipeline(model: str) -> Any:
    """Return an installed pipeline, without what we don't need of it. LanguageError where there is none or it can't parse."""
    import spacy

    try:
        nlp = spacy.load(model, exclude=["ner", "lemmatizer", "trainable_lemmatizer", "textcat", "entity_linker"])
    except (OSError, ValueError, ImportError) as error:
        raise LanguageError(
            f"{model}: no spaCy pipeline of this name or path can be loaded; install it first"
        ) from error
    if "parser" not in nlp.pipe_names:
        raise LanguageError(f"{model}: has no dependency parser; name a pipeline that has one")
    return nlp


def is_clear(labels: Sequence[str], model: str) -> bool:
    """Say whether relations are ClearNLP's and not Universal Dependencies. Raises LanguageError where they are neither."""
    mains = {label.partition("||")[0].lower() for label in labels}
    if {main.partition(":")[0] for main in mains} <= UNIVERSAL:
        return False
    unknown = mains - RENAMED.keys() - STRUCTURAL
    if unknown:
        listed = ", ".join(sorted(unknown)[:5])
        raise LanguageError(
            f"{model}: unknown relations ({listed}); use a model with Universal Dependencies or ClearNLP labels"
        )
    return True


def label_from(pos: str, morph: Any) -> Label:
    """Return what a spaCy token's part of speech and features say."""

    def first(feature: str, names: dict[str, str]) -> str:
        return next((names[value] for value in morph.get(feature) if value in names), "")

    passive = "passive" if "Pass" in morph.get("Voice") else ""
    return label_of(f"{pos}|{first('Tense', TENSES)}|{first('Mood', MOODS)}|{first('VerbForm', FORMS)}|{passive}")


def from_clear(lowers: list[str], pos: list[str], heads: list[int], deps: list[str]) -> tuple[list[int], list[str]]:
    """Return heads and relations as Universal Dependencies have them: nouns head prepositions, predicates head copulas."""
    heads, deps = list(heads), list(deps)
    for place, dep in enumerate(deps):
        above = heads[place]
        if dep in ("pobj", "pcomp") and deps[above] in ("prep", "agent"):
            agent, over = deps[above] == "agent", heads[above]
            verbal = pos[over] in PREDICATES
            heads[place], heads[above] = over, place
            deps[above] = "case" if dep == "pobj" else "mark"
            if dep == "pcomp":
                deps[place] = "advcl" if verbal else "acl"
            else:
                deps[place] = "obl:agent" if agent else "obl" if verbal else "nmod"
            for other, head in enumerate(heads):  # what else hung on the preposition goes with its noun
                if head == above and other != above:
                    heads[other] = place
    for place, dep in enumerate(deps):
        above = heads[place]
        if dep not in ("attr", "acomp") or lowers[above] not in BE:
            continue
        heads[place] = place if heads[above] == above else heads[above]
        deps[place], deps[above] = deps[above], "cop"
        for other, head in enumerate(heads):
            if head == above and other not in (above, place):
                heads[other] = place
        heads[above] = place
    left = {"attr": "xcomp", "acomp": "xcomp", "prep": "obl", "agent": "obl", "pobj": "obl", "pcomp": "advcl"}
    return heads, [left.get(dep, RENAMED.get(dep, dep)) for dep in deps]
