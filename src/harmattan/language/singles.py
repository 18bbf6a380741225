"""Whether a noun phrase names one person or several, by its article and its last word."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import msgspec

DATA = Path(__file__).parent / "data"
_WORDS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]*)*")
SHORTEST_NAME = 4
"""Letters from which a single capitalised word can be somebody's name ("UN", "EU" are none)."""
_ELIDED = ("l'", "l’", "d'", "d’")


class Singles(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words of a language that tell one from several, in lower case.

    `one` and `the` open a noun phrase (with `the` it may still be many), `many` stand in or for one of several, `persons` are
    pronouns for one; `groups` are singular nouns that mean several, or nobody. `plural` endings of a noun make it several
    but for the `singular` ones, `endings` whatever the article.
    """

    one: frozenset[str] = frozenset()
    the: frozenset[str] = frozenset()
    many: frozenset[str] = frozenset()
    persons: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    endings: tuple[str, ...] = ()
    plural: tuple[str, ...] = ()
    singular: tuple[str, ...] = ()


@cache
def singles_of(language: str | None) -> Singles | None:
    """Return the words of a language that tell one from several, None where there are no data for it."""
    path = DATA / str(language) / "singles.json"
    return msgspec.json.decode(path.read_bytes(), type=Singles) if path.is_file() else None


def names_one(words: str, language: str | None) -> bool:
    """Return whether a noun phrase that ends on its head ("a former mayor", "the priest", "Usman Gwandu") means one person.

    Errs towards False: a bare name that ends in "s" may be a people; without data for the language it is always False.
    """
    known = singles_of(language)
    found = _WORDS.findall(words)
    if known is None or not found:
        return False
    opening = found[0].lower()
    head = found[-1].lower()
    head = head[2:] if head.startswith(_ELIDED) and len(head) > 2 else head
    if len(found) == 1 and head in known.persons:
        return True
    if head in known.many or head in known.groups or opening in known.many or head.endswith(known.endings):
        return False
    if opening in known.one or opening in known.persons:
        return True
    if known.plural and head.endswith(known.plural) and not head.endswith(known.singular):
        return False
    if opening in known.the or opening.startswith(_ELIDED) or opening.endswith(("'s", "’s")):
        return True
    # A bare noun without an article is one person only as a name or a title ("governor Abdul Karim").
    return found[-1][:1].isupper() and (len(found) > 1 or len(head) >= SHORTEST_NAME)
