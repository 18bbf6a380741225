"""The rows of every lexicon table. A list that can grow is a row here, never code.

Each table is one or more YAML files below `data/`, each with `table: NAME` and `rows: [...]`.
`id` is unique in its table. `language` is ISO 639-1, or `und` where a row serves every language.
`forms` are the surface forms of `term`, lower case; the compiler adds the inflected ones.
Rows hold text and numbers and no cycles, so that the garbage collector need not watch tens of thousands (`gc=False`).
"""

from __future__ import annotations

from typing import Literal

import msgspec

from harmattan.records.claim import ActorRole, Bound, Realis

Pos = Literal["verb", "noun", "adjective", "adverb", "phrase"]


class Row(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """What every row carries. `source` is where the fact was read, or `unchecked`; vocabulary of our own needs none."""

    id: str
    source: str | None = None
    note: str | None = None


class TermRow(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row that is found in text by its term."""

    term: str
    language: str
    pos: Pos = "phrase"
    forms: tuple[str, ...] = ()


class EventTypeRow(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Table `event_types`: one kind of happening in three schemas. UCDP's type follows actors and intent, so it is not here.

    `unit` is what befalls the people that it counts ("31 civilians were abducted").
    """

    label: str
    unit: Literal["killed", "wounded", "missing", "captured", "displaced"] | None = None
    plover: str | None = None
    mode: str | None = None
    acled: str | None = None


class TriggerRow(TermRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Table `triggers`: a word that states a claim, and what its syntactic neighbours are.

    subject, object and prepositions give the role of the grammatical subject (agent of a passive), of the object
    (subject of a passive) and of prepositional phrases: `{"on": "target", "by": "initiator", "from": "place"}`.
    """

    kind: Literal["event", "toll", "strength", "control", "relation", "support", "position", "judgement", "outlook"]
    event_type: str | None = None
    subject: ActorRole | None = None
    object: ActorRole | None = None
    prepositions: dict[str, str] = {}
    unit: Literal["killed", "wounded", "missing", "captured", "displaced"] | None = None
    relation: Literal["ally", "rival", "successor", "part_of", "leads", "backs"] | None = None
    state: Literal["held", "seized", "lost", "contested", "besieged"] | None = None
    support: Literal["arms", "training", "money", "intelligence", "advisers", "general"] | None = None
    position: (
        Literal["statement", "demand", "denial", "admission", "accusation", "responsibility", "condemnation", "call"]
        | None
    ) = None
    realis: Realis | None = None
    needs: tuple[str, ...] = ()
    """The trigger counts only where one of these words stands in its sentence (an ambiguous word)."""
    governs: tuple[str, ...] = ()
    """It counts only where one of these words hangs on it, near or far ("suspended talks" breaks them off)."""


class CueRow(TermRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Table `cues`: a word that says who speaks, or how sure, or what is real.

    `reporting` and `evidential` cues open an attribution; `source` tells where their source stands.
    `value` is the FactBank value that the cue gives to what it scopes over (`-` alone flips polarity).
    """

    cue: Literal[
        "reporting", "evidential", "negation", "modal", "hedge", "conditional", "attitude", "unconfirmed", "doubt",
        "planned", "threatened", "attempted", "failed", "outlook", "judgement", "aggregate", "period", "question", "fiction",
        "retraction",
    ]  # fmt: skip
    value: Literal["CT+", "PR+", "PS+", "CT-", "PR-", "PS-", "Uu", "-"] | None = None
    source_is: Literal["subject", "object", "agent", "none"] = "none"
    clause: bool = False
    """A reporting verb that reports only with a clause after it ("found that", not "found bodies")."""
    negated: Literal["CT+", "PR+", "PS+", "CT-", "PR-", "PS-", "Uu"] | None = None
    """The value that it gives where it is itself negated ("did not rule out": PS+); null where negation turns polarity."""
    open_when_negated: bool = False
    """Its negation says outright that nothing is confirmed ("has not verified")."""
    realis: Realis | None = None
    """What it makes of what it scopes over."""
    needs: tuple[str, ...] = ()
    """The cue counts only where one of these words stands among the eight before it ("plus" after "ne")."""
    position: (
        Literal[
            "statement",
            "demand",
            "denial",
            "admission",
            "accusation",
            "responsibility",
            "condemnation",
            "call",
            "threat",
            "promise",
        ]
        | None
    ) = None


class BoundRow(TermRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Table `bounds`: "up to", "at least", "some". `place` is where it stands by the number."""

    bound: Bound
    place: Literal["before", "after"] = "before"


class VagueRow(TermRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Table `vague_numbers`: "dozens", "hundreds", "une trentaine"; low and high as ACLED's practice reads them (dozens: 12)."""

    low: float | None = None
    high: float | None = None
    bound: Bound = "vague"


class UnitRow(TermRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Table `units`: a noun that is counted. `unit` is what a strength counts, `group` whose loss a toll is.

    `strength` says that a bare count of them is a strength of some side (fighters, tanks; not villagers or shells).
    """

    unit: str
    group: str | None = None
    person: bool = False
    strength: bool = False


class HeadRow(TermRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Table `heads`: the head noun of a generic actor ("groups", "forces", "sources", "villagers").

    `kind` is an actor kind; `alone` says that the bare noun is an actor too, without any adjective;
    `speaks` that it can be a source; `anonymous` that such a source has no name; `witness` that such a source is of the place
    and may have seen it; `institution` is the kind of the one
    body of a country that it stands for ("Malian army": the `military` of Mali). The id is `<concept>.<language>`:
    rows of one concept make one generic actor, whatever their language.
    """

    kind: str
    group: str | None = None
    alone: bool = True
    speaks: bool = False
    anonymous: bool = False
    witness: bool = False
    institution: Literal["military", "government", "intelligence"] | None = None


class QualifierRow(TermRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Table `qualifiers`: an adjective that tells generic actors apart ("jihadist", "armed", "Tuareg", "rebel").

    `kind` overrides the head's. The id is `<concept>.<language>`, as in `heads`. A `tie` makes an actor of its own of what
    stands beside a named one ("linked to", "-backed"); what is not `distinct` ("suspected") tells no actor from another.
    `suspected` words say that somebody is only held to have done it.
    """

    kind: str | None = None
    tie: bool = False
    distinct: bool = True
    suspected: bool = False


class DemonymRow(TermRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Table `demonyms`: an adjective or people's name of a country (ISO 3166 alpha-2)."""

    country: str


class ActorNameRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """A name of an actor or place; `description` marks phrases used for it ("al-Qaeda's Sahel branch") that are no name.

    `forms` are what the language makes of it: its cases in Russian and Ukrainian; in Arabic what is written on to it, and
    the spelling without hamza. Each is found as the name is.
    """

    text: str
    language: str = "und"
    forms: tuple[str, ...] = ()
    valid_from: str | None = None
    valid_to: str | None = None
    description: bool = False


class TieRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """A parent, leader or patron, by the actor's id."""

    actor: str
    valid_from: str | None = None
    valid_to: str | None = None
    source: str = "unchecked"


class ActorRow(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Table `actors`: a named actor. `names[0]` is the one that reports show. `country` ISO alpha-2 of the side it belongs to.

    `ucdp_id` is the number that the Uppsala Conflict Data Program gives the actor (`side_a_new_id` in its events).
    """

    kind: str
    names: tuple[ActorNameRow, ...]
    country: str | None = None
    parents: tuple[TieRow, ...] = ()
    leaders: tuple[TieRow, ...] = ()
    patrons: tuple[TieRow, ...] = ()
    office: str | None = None
    speaks: bool = True
    ucdp_id: int | None = None


class ActorKindRow(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Table `actor_kinds`. `side` is what UCDP's type of violence asks: a state, an organised group, civilians or none."""

    label: str
    side: Literal["state", "group", "civilians", "none"]


class PlaceRow(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Table `places`: names that no gazetteer has, and those that the examples need."""

    names: tuple[ActorNameRow, ...]
    latitude: float
    longitude: float
    country: str | None = None
    feature: Literal["capital", "city", "town", "village", "region", "district", "country", "area", "river", "forest"]
    admin1: str | None = None
    population: int | None = None


class CountryRow(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Table `countries`: by which names and codes data sets on conflict know a state; the id is its ISO 3166-1 code.

    `neighbours` share a land border; `gaps` are the kilometres, 1,000 at most, to others near it.
    """

    names: tuple[str, ...]
    iso3: str
    gw: tuple[int, ...] = ()
    """Numbers of Gleditsch and Ward, that of today first."""
    views: tuple[int, ...] = ()
    """Numbers of VIEWS, also within borders that it no longer has."""
    neighbours: tuple[str, ...] = ()
    gaps: dict[str, int] = {}


class MeansRow(TermRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Table `means`: a weapon or method. `means` is its id in reports; `event_type` what a bare attack with it becomes."""

    means: str
    label: str
    event_type: str | None = None


class LightVerbRow(TermRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Table `light_verbs`: verbs that lend a noun trigger their subject and adjuncts ("carried out an attack")."""


class TargetRow(TermRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Table `targets`: things and places that are attacked or held ("military base", "convoy", "market")."""

    kind: Literal["military", "civilian", "state", "infrastructure", "settlement"]


class OutletRow(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Table `outlets`: agencies and outlets, as sources and in credits.

    `owner` is whose it is; outlets of one owner share its spelling. `syndicates` are the outlets and agencies (ids of this
    table) whose stories are most of what it publishes: what it has in common with them is hardly a word of its own.
    `reliability` is the Admiralty letter that you give it; null leaves it to the rule.
    """

    name: str
    names: tuple[str, ...] = ()
    agency: bool = False
    country: str | None = None
    owner: str | None = None
    syndicates: tuple[str, ...] = ()
    reliability: Literal["A", "B", "C", "D", "E", "F"] | None = None


class SubstitutionRow(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Table `substitutions`: a word or phrase put in for another by a spinner or a mistranslation.

    `family`: `spun` or `translated`. `before` and `after` are words of which one must stand next to it (within three
    words), where the observed word is also common in honest text; `#` is a number directly beside it, and behind it none
    that tells a time. `rare` says that no honest report has it there. `others` are further words that it is put in for,
    likeliest first; `negation` says that the observed word denies by itself, so that a negation may be read in its place.
    `from_language` is the language that a mistranslation comes from (ISO 639-1), where one is known to make it.
    """

    observed: str
    restored: str
    language: str
    family: Literal["spun", "translated"]
    from_language: str | None = None
    rare: bool = False
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    confidence: float = 0.8
    others: tuple[str, ...] = ()
    negation: bool = False


class SeamRow(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Table `seams`: a short word that ends up glued to its neighbour where a line break or a link was lost.

    `side` is the half of the fused word where it stands; `joint` is what the restored reading puts between the halves,
    `name_joint` what it puts there where the other half is a name. `known` asks that the other half be a known word.
    """

    word: str
    language: str
    side: Literal["left", "right"] = "right"
    joint: str = " "
    name_joint: str = " "
    known: bool = True


class ConfusionRow(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Table `confusions`: characters that are read for others.

    `family`: `scan` (text recognition sees `observed` where `restored` was printed) or `homoglyph` (`observed`, one letter
    of another script, looks like `restored`). `weight` in (0, 1] says how alike they are: 1 is no difference to the eye;
    less than that asks for a known word.
    """

    observed: str
    restored: str
    language: str
    family: Literal["scan", "homoglyph"]
    weight: float = 1.0


class ResidueRow(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Table `residues`: lines of a page that are no text of the report (language switches, share bars, cookie notes).

    `pattern` is a regular expression for a whole line.
    """

    pattern: str


class CreditRow(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Table `credits`: lines above or below a story that say where it was taken from ("Reuters contributed to this report").

    `pattern` is a regular expression for a whole line; the agencies that the line names are credited.
    """

    pattern: str
    language: str | None = None


class OfficeRow(Row, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Table `offices`: titles that make the name after them that of an office-holder ("minister of defence", "general")."""

    term: str
    language: str
    forms: tuple[str, ...] = ()
    office: str
    alone: bool = True
    """Whether the words mean a person where no name stands beside them ("the president", but not "father")."""


TABLES: dict[str, type[Row]] = {
    "event_types": EventTypeRow,
    "triggers": TriggerRow,
    "cues": CueRow,
    "bounds": BoundRow,
    "vague_numbers": VagueRow,
    "units": UnitRow,
    "heads": HeadRow,
    "qualifiers": QualifierRow,
    "demonyms": DemonymRow,
    "actors": ActorRow,
    "actor_kinds": ActorKindRow,
    "places": PlaceRow,
    "countries": CountryRow,
    "means": MeansRow,
    "light_verbs": LightVerbRow,
    "targets": TargetRow,
    "outlets": OutletRow,
    "substitutions": SubstitutionRow,
    "seams": SeamRow,
    "confusions": ConfusionRow,
    "residues": ResidueRow,
    "credits": CreditRow,
    "offices": OfficeRow,
}
