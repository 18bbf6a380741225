"""Gives the inflected forms of terms: English by lemminflect, French by simplemma's table and by rule.

Both libraries are needed only where the lexicon is compiled. Without them, and for the rows of a user's folder,
regular English suffixes and the French rules stand in.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

_VOWELS = "aeiou"
_EN_STOPS = frozenset(
    ("of", "in", "on", "at", "by", "for", "with", "to", "from", "against", "into", "between", "under", "over", "as")
)
_FR_STOPS = frozenset(
    (
        "de",
        "du",
        "des",
        "d",
        "à",
        "au",
        "aux",
        "en",
        "par",
        "sur",
        "contre",
        "dans",
        "sous",
        "pour",
        "avec",
        "sans",
        "entre",
    )
)
_ISE = re.compile(r"(?<=[a-z]{3})i[sz]e$")
_NOT_ISE = re.compile(
    r"(?:adv|rev|dev|surpr|comprom|superv|telev|prom|pra|exerc|compr|enterpr|disgu|prec|desp|prem|ex|s|pr|r|w)i[sz]e$"
)
_FR_ONE = ("s'est", "s'était", "se serait")
_FR_MANY = ("se sont", "s'étaient", "se seraient")
_FR_ANY = ("s'être", "s'étant")
# First and second persons and the imperfect subjunctive: no report is written in them.
_FR_RARE = re.compile(r"(?:s|ai|ez|x|(?:a|u|in)sse(?:nt)?|[âîû]t)$")
# How the past participle of an irregular French verb ends, by the end of its infinitive; the first that fits holds.
_FR_PARTICIPLES = (
    ("prendre", "pris"), ("mettre", "mis"), ("quérir", "quis"), ("courir", "couru"), ("mourir", "mort"),
    ("ouvrir", "ouvert"), ("couvrir", "couvert"), ("frir", "fert"), ("tenir", "tenu"), ("venir", "venu"),
    ("cevoir", "çu"), ("devoir", "dû"), ("pouvoir", "pu"), ("vouloir", "voulu"), ("voir", "vu"), ("faire", "fait"),
    ("traire", "trait"), ("dire", "dit"), ("crire", "crit"), ("uire", "uit"), ("aindre", "aint"), ("eindre", "eint"),
    ("oindre", "oint"), ("soudre", "sous"), ("vaincre", "vaincu"), ("vivre", "vécu"), ("suivre", "suivi"),
    ("naître", "né"), ("aître", "u"), ("croire", "cru"), ("clure", "clu"), ("rompre", "rompu"), ("battre", "battu"),
    ("vêtir", "vêtu"), ("ndre", "ndu"), ("rdre", "rdu"),
)  # fmt: skip


class Inflector:
    """Inflects the terms of English and French; a term of any other language stays as it is.

    `tables` says whether the language tables of lemminflect and simplemma are used; ImportError where they are not
    installed.
    """

    def __init__(self, *, tables: bool) -> None:
        self._tables = tables
        if tables:
            import lemminflect  # noqa: F401
            import simplemma  # noqa: F401

    def forms(self, term: str, language: str, pos: str) -> tuple[str, ...]:
        """Return the forms of a term other than itself; of a term of several words that of the word that heads it."""
        if pos not in ("verb", "noun", "adjective"):
            return ()
        found: list[str] = []
        if language == "en":
            found = self._english(term, pos)
        elif language == "fr":
            found = self._french(term, pos)
        return tuple(form for form in dict.fromkeys(found) if form != term)

    def _english(self, term: str, pos: str) -> list[str]:
        words = term.split(" ")
        if pos == "adjective":
            return []
        at = 0 if pos == "verb" else _head(words, _EN_STOPS)
        bases = [words[at]]
        if pos == "verb" and _ISE.search(words[at]) and not _NOT_ISE.search(words[at]):
            bases.append(words[at][:-2] + ("ze" if words[at][-2] == "s" else "se"))
        found = []
        for base in bases:
            forms = self._english_word(base, pos)
            found += [" ".join((*words[:at], form, *words[at + 1 :])) for form in (base, *forms)]
        return found

    def _english_word(self, word: str, pos: str) -> list[str]:
        if word == "be":
            return ["am", "is", "are", "was", "were", "been", "being"]
        if self._tables and word.islower() and word.isalpha():
            import lemminflect

            known = lemminflect.getAllInflections(word, upos="VERB" if pos == "verb" else "NOUN")
            if known:
                return [form for forms in known.values() for form in forms]
        return _english_verb(word) if pos == "verb" else [_english_plural(word)]

    def _french(self, term: str, pos: str) -> list[str]:
        words = term.split(" ")
        if pos == "verb":
            return self._french_verb_phrase(words)
        last = next((at for at, word in enumerate(words) if _stops(word) and at), len(words))
        if pos == "adjective":
            agreed = [_french_agreed(word) for word in words[:last]]
            return [" ".join((*forms, *words[last:])) for forms in zip(*agreed, strict=True)]
        plural = [_french_plural(word) for word in words[:last]]
        return [" ".join((*plural, *words[last:]))]

    def _french_verb_phrase(self, words: list[str]) -> list[str]:
        if words[0] == "se" and len(words) > 1:
            return self._french_reflexive("se", words[1], words[2:])
        if words[0].startswith("s'"):
            return self._french_reflexive("s'", words[0][2:], words[1:])
        return [" ".join((form, *words[1:])) for form in self._french_verb(words[0])]

    def _french_reflexive(self, pronoun: str, verb: str, rest: list[str]) -> list[str]:
        joined = pronoun if pronoun == "s'" else "se "
        found = [" ".join((joined + form, *rest)) for form in self._french_verb(verb)]
        past = _french_participles(verb)
        if past:
            masculine, many, feminine, all_feminine = past
            for auxiliaries, agreed in (
                (_FR_ONE, (masculine, feminine)),
                (_FR_MANY, (many, all_feminine)),
                (_FR_ANY, past),
            ):
                found += [" ".join((auxiliary, form, *rest)) for auxiliary in auxiliaries for form in agreed]
        return found

    def _french_verb(self, verb: str) -> list[str]:
        known = list(_french_table()[verb]) if self._tables else []
        found = [form for form in known if form.isalpha() and form[:1].islower() and not _FR_RARE.search(form)]
        found += _french_regular(verb)
        for form in tuple(found):
            if form.endswith("aient") and not form.endswith("raient"):
                stem = form.removesuffix("aient")
                present = stem[:-1] + "c" if stem.endswith("ç") else stem
                found += [stem + "ant", stem + "ait", stem + "ons", present + "ent"]
        return [*dict.fromkeys(found), *_french_participles(verb)]


@cache
def _french_table() -> defaultdict[str, list[str]]:
    """Simplemma's French table the other way round: lemma → forms."""
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    table: defaultdict[str, list[str]] = defaultdict(list)
    for form, lemma in DefaultDictionaryFactory().get_dictionary("fr").items():
        table[_text(lemma)].append(_text(form))
    return table


def _text(raw: str | bytes) -> str:
    return raw.decode() if isinstance(raw, bytes) else raw


def _head(words: list[str], stops: frozenset[str]) -> int:
    """The word before the first preposition heads a noun phrase."""
    return next((at for at, word in enumerate(words) if word in stops and at), len(words)) - 1


def _stops(word: str) -> bool:
    return word in _FR_STOPS or word.startswith("d'")


def _english_plural(word: str) -> str:
    if re.search(r"(?:s|x|z|ch|sh)$", word):
        return word + "es"
    if re.search(rf"[^{_VOWELS}]y$", word):
        return word[:-1] + "ies"
    if word.endswith("man") and word != "human":
        return word[:-2] + "en"
    return word + "s"


def _english_verb(word: str) -> list[str]:
    stem = word
    if word.endswith("e") and not word.endswith(("ee", "oe", "ye")):
        stem = word[:-1]
    elif re.fullmatch(rf"[^{_VOWELS}]*[{_VOWELS}][^{_VOWELS}wxy]", word):
        stem = word + word[-1]
    past = (
        word[:-1] + "ied"
        if re.search(rf"[^{_VOWELS}]y$", word)
        else (word + "d" if word.endswith("e") else stem + "ed")
    )
    return [_english_plural(word) if not word.endswith("man") else word + "s", past, stem + "ing"]


def _french_plural(word: str) -> str:
    if word.endswith(("s", "x", "z")):
        return word
    if word.endswith(("eau", "eu", "au")):
        return word + "x"
    if word.endswith("al") and len(word) > 3:
        return word[:-2] + "aux"
    return word + "s"


def _french_agreed(word: str) -> tuple[str, str, str, str]:
    """Masculine and feminine, singular and plural."""
    if word.endswith("e"):
        feminine = word
    elif word.endswith("eux"):
        feminine = word[:-1] + "se"
    elif word.endswith("if"):
        feminine = word[:-1] + "ve"
    elif word.endswith(("ien", "el", "on")):
        feminine = word + word[-1] + "e"
    else:
        feminine = word + "e"
    return word, _french_plural(word), feminine, feminine + "s"


def _french_regular(verb: str) -> list[str]:
    """Third persons, infinitive and participles of a regular verb in -er or of the second group in -ir."""
    if verb.endswith("er") and verb not in ("aller",):
        stem = verb[:-2]
        soft = stem[:-1] + "ç" if stem.endswith("c") else stem + "e" if stem.endswith("g") else stem
        heavy = _heavy(stem)
        return [
            verb, *(heavy + end for end in ("e", "ent", "era", "eront", "erait", "eraient")),
            *(stem + end for end in ("era", "eront", "erait", "eraient", "èrent")),
            *(soft + end for end in ("ait", "aient", "a", "ant")),
        ]  # fmt: skip
    if verb.endswith("ir") and not any(verb.endswith(end) for end, _ in _FR_PARTICIPLES):
        stem = verb[:-1]
        return [
            verb,
            *(
                stem + end
                for end in ("t", "ssent", "ssait", "ssaient", "ssant", "ra", "ront", "rait", "raient", "rent", "sse")
            ),
        ]
    return [verb]


def _heavy(stem: str) -> str:
    """The stem before a silent ending: enlev- → enlèv-, libér- → libèr-, déploy- → déploi-."""
    if stem.endswith(("oy", "uy")):
        return stem[:-1] + "i"
    changed = re.fullmatch(r"(.*)[eé]([^aeiouyéè]{1,2})", stem)
    if changed and changed[2] not in (
        "ss",
        "rr",
        "nn",
        "rc",
        "rn",
        "rt",
        "rv",
        "st",
        "ct",
        "ch",
        "ll",
        "tt",
        "rm",
        "nt",
        "ns",
        "nd",
        "nc",
    ):
        return f"{changed[1]}è{changed[2]}"
    return stem


def _french_participles(verb: str) -> list[str]:
    if verb.endswith("er"):
        masculine = verb[:-2] + "é"
    else:
        ending = next(((end, past) for end, past in _FR_PARTICIPLES if verb.endswith(end)), None)
        if ending is not None:
            masculine = verb[: -len(ending[0])] + ending[1]
        elif verb.endswith("ir"):
            masculine = verb[:-1]
        else:
            return []
    plural = masculine if masculine.endswith("s") else masculine + "s"
    base = masculine.replace("û", "u") if masculine.endswith("û") else masculine
    return [masculine, plural, base + "e", base + "es"]
