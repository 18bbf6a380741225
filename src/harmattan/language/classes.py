"""Small closed classes of words, English and French together, that rules of syntax ask for."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

DATA = Path(__file__).parent / "data"


class Classes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Forms in lower case, as they stand in a text."""

    measures: frozenset[str]
    """What a number measures when it counts nobody and nothing."""
    money: frozenset[str]
    numbered: frozenset[str]
    """Words for things that bear a number ("article 7", "ligne 7")."""
    percent: frozenset[str]
    ordinals: frozenset[str]
    """Beside these an infinitive tells what happened ("the third mayor to be killed this year")."""
    causing: frozenset[str]
    """Behind these an infinitive tells what came about ("forced to flee", "the bomb used to kill him")."""
    sensed: frozenset[str]
    """Behind these an infinitive tells what was perceived or reported."""
    listing: frozenset[str]
    """Behind these a passive infinitive names a destiny ("named 17 judges to be killed")."""
    sentenced: frozenset[str]
    """Behind these "to death" is a verdict, not a death."""
    enough: frozenset[str]
    """Beside these an infinitive tells what could be ("strong enough to kill")."""
    void: frozenset[str]
    truth: frozenset[str]
    """With a word of `void` before them they call false what follows ("no truth in the rumour")."""
    true_stories: frozenset[str]
    """Beside these a film or novel tells what happened."""
    persons: tuple[str, ...]
    """Endings of nouns for people by what they do ("ingénieur", "engineer")."""
    selves: frozenset[str]
    """Pronouns for the author, of whose word nobody else is the source ("selon moi")."""
    occurring: frozenset[str]
    """Verbs that say no more of a happening than that it was: what denies them denies it."""
    bodies: frozenset[str]
    """Nouns for many people as one, who may stand at an end of a tie ("a bloc headed by …")."""
    ongoing: frozenset[str]
    """Words for violence that goes on: what they count over a month or a year is added up."""
    fractions: frozenset[str]
    """Words for a part of a count ("half of the 200 villagers")."""
    tolls: frozenset[str]
    """Nouns for a count of the dead ("toll", "bilan")."""
    former: frozenset[str]
    """Beside these a count is one that another took the place of ("an earlier toll of 21")."""
    revising: frozenset[str]
    """Verbs that give a count a value ("raised the toll to 34", "put the toll at 34", "the toll, rising to 34")."""
    standing: frozenset[str]
    """Words for where fighters are ("stationed", "based")."""
    stretches: frozenset[str]
    """Nouns for a part of a country or what lies around a place ("the outskirts of …")."""
    institutions: frozenset[str]
    """Nouns for bodies that a name of one ends or begins with ("Defense Forces", "Front de résistance")."""
    owned: frozenset[str]
    """Words that say that what follows is the subject's own ("its sponsor")."""
    abbreviations: frozenset[str]
    """Abbreviations that stand for no group or body ("GDP"), in lower case."""
    groups: frozenset[str]
    """Nouns that, alone and with the article, stand for a group named before ("the movement")."""
    ranks: frozenset[str]
    """Nouns for those who belong to the group that owns them ("its men", "members of the JNIM")."""
    ordering: frozenset[str]
    """Forms of verbs by which who rules has a deed done ("ordered the expulsion of …")."""
    endings: frozenset[str]
    """Nouns for the end of what "of" behind them names ("the lifting of the ban")."""
    holders: frozenset[str]
    """Nouns for those who run a body or belong to it, and for what it owns: "of" behind them names it ("chairman of …")."""
    offshoots: frozenset[str]
    """Nouns for a group below the one that is named before them ("the al-Qaeda affiliate")."""
    regions: frozenset[str]
    """Nouns and directions for stretches of land that bear a name or belong to a country."""
    pointing: frozenset[str]
    """Pronouns for what was said before ("denied it")."""
    involvement: frozenset[str]
    """Words for having had a part in something ("denied any role")."""
    blamed: frozenset[str]
    """Participles that say whom something is laid to ("an attack blamed on X")."""
    blamed_on: frozenset[str]
    """Prepositions before whom it is laid to."""
    sources: frozenset[str]
    """Nouns that stand for who told something, whatever follows ("de source militaire")."""
    nobody_in_particular: frozenset[str]
    """Subjects of saying that name nobody ("apprend-on")."""
    held_to: frozenset[str]
    """Participles before an infinitive that somebody unnamed tells ("said to number hundreds")."""
    views: frozenset[str]
    """Prepositions that open what somebody thinks ("For Paris, …")."""
    awaited: frozenset[str]
    """What opens a clause that in the present tells what is not yet ("until the men are freed")."""
    records: frozenset[str]
    """Beside these "since" says how long nothing like it had been ("the deadliest attack since 2019")."""
    when: frozenset[str]
    """What opens a clause that tells what happened at the time named before it ("since May, when …")."""
    resulting: frozenset[str]
    """Verbs that say what comes of something: what bears on them bears on it."""
    passives: frozenset[str]
    """Forms of the verbs with which English says what is done to somebody."""
    closing: frozenset[str]
    """Words behind a count that stands without a noun ("killed 12 in Gao")."""
    unnamed: frozenset[str]
    """A name or code that begins with one of these names nobody and nothing ("Unknown actor")."""


@cache
def classes() -> Classes:
    """Return the classes, read once."""
    return msgspec.json.decode((DATA / "classes.json").read_bytes(), type=Classes)
