"""Invented claims, documents and an extractor for them: small enough to see at a glance what must come out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from harmattan.lexicons import Lexicon
from harmattan.lexicons.rows import (
    ActorKindRow,
    ActorNameRow,
    ActorRow,
    HeadRow,
    OutletRow,
    QualifierRow,
    Row,
    TieRow,
    TriggerRow,
)
from harmattan.ports import Proposals
from harmattan.records.base import MadeBy, record_id
from harmattan.records.claim import (
    ActorRef,
    ActorRole,
    Attribution,
    Certainty,
    Claim,
    EventType,
    Evidence,
    Link,
    LinkKind,
    Part,
    PlaceRef,
    Proposal,
    Quantity,
    Time,
)
from harmattan.records.document import Block, Damage, Document

MADE_BY = MadeBy(stage="test", version="1")
ATTACK = EventType(plover="ASSAULT")
BOMBING = EventType(plover="ASSAULT", mode="explosives", acled="Remote explosive/landmine/IED")
SEIZURE = EventType(plover="COERCE", mode="seize", acled="Non-state actor overtakes territory")


def document(text: str, key: str | None = None, **fields: Any) -> Document:
    """Return a document of one paragraph; `key` makes verbatim reprints differ."""
    fields.setdefault("language", "en")
    fields.setdefault("blocks", (Block(start=0, end=len(text), kind="paragraph"),))
    fields.setdefault("damage", Damage())
    return Document(
        id=record_id("doc", text, key, fields.get("source"), fields.get("published")),
        made_by=MADE_BY,
        external_id=key,
        text=text,
        media_type="text/plain",
        **fields,
    )


def attack(**fields: Any) -> Claim:
    """Return a claim that somebody attacked."""
    fields.setdefault("event_type", ATTACK)
    return claim("event", **fields)


def toll(low: float | None, high: float | None, bound: str = "exactly", unit: str = "killed", **fields: Any) -> Claim:
    """Return a claim that people were lost."""
    group = fields.pop("group", None)
    return claim("toll", quantity=_quantity(low, high, bound, unit, group), **fields)


def strength(low: float | None, high: float | None, bound: str = "exactly", **fields: Any) -> Claim:
    """Return a claim that so many fighters took part."""
    return claim("strength", quantity=_quantity(low, high, bound, "fighters", None), **fields)


def _quantity(low: float | None, high: float | None, bound: Any, unit: str, group: str | None) -> Quantity:
    return Quantity(low=low, high=high, bound=bound, unit=unit, group=group, text=f"{bound} {high or low}")


def claim(
    kind: Any,
    *,
    document_id: str = "doc-1",
    at: int = 0,
    quote: str | None = None,
    trigger: str = "attacked",
    by: Sequence[str] = (),
    on: Sequence[str] = (),
    places: Sequence[PlaceRef] = (),
    day: str | None = None,
    said_by: str | None = None,
    anonymous: str | None = None,
    value: Any = "CT+",
    unconfirmed: bool = False,
    links: Sequence[tuple[str, LinkKind]] = (),
    actors: Sequence[ActorRef] = (),
    **fields: Any,
) -> Claim:
    """Return a claim of 60 characters at an offset; by and on name its initiators and targets, by id where it has a colon."""
    quote = quote or f"{trigger} {kind} {at} {by} {on}".ljust(60)[:60]
    evidence = Evidence(start=at, end=at + len(quote), quote=quote)
    who = [*(actor("initiator", name, at) for name in by), *(actor("target", name, at) for name in on), *actors]
    if said_by is not None:
        attribution = Attribution(kind="named", text=said_by, actor_id=said_by if ":" in said_by else None)
    elif anonymous is not None:
        attribution = Attribution(kind="anonymous", text=anonymous)
    else:
        attribution = Attribution(kind="author")
    parts = (Part(role="trigger", start=at, end=at + len(trigger), text=trigger),)
    return Claim(
        id=record_id("clm", document_id, at, kind, quote, fields.get("quantity")),
        made_by=MADE_BY,
        document_id=document_id,
        kind=kind,
        statement=fields.pop("statement", f"{kind} at {at}"),
        statement_language="en",
        evidence=evidence,
        parts=parts,
        actors=tuple(who),
        places=tuple(places),
        time=fields.pop("time", None if day is None else Time(start=day, end=day, precision="day", text=day)),
        attribution=attribution,
        certainty=Certainty(
            holder="author" if attribution.kind == "author" else "source",
            value=value,
            author_value=value if attribution.kind == "author" else "Uu",
            unconfirmed=unconfirmed,
        ),
        links=tuple(Link(claim_id=claim_id, kind=link) for claim_id, link in links),
        **fields,
    )


def actor(role: ActorRole, name: str, at: int = 0) -> ActorRef:
    """Return an actor in a role; a name with a colon is an id."""
    return ActorRef(role=role, actor_id=name if ":" in name else None, name=name, start=at, end=at + 1)


def place(name: str, precision: Any = "exact", country: str | None = "XX", **fields: Any) -> PlaceRef:
    """Return a place of an invented country."""
    fields.setdefault("latitude", 10.0)
    fields.setdefault("longitude", 1.0)
    return PlaceRef(
        place_id=f"place:{name.casefold()}", name=name, country=country, precision=precision, start=0, end=1, **fields
    )


SENTENCE = re.compile(r"[^.]+\.")
ATTACKED = re.compile(r"(?P<by>[A-Z]\w+(?: [a-z]+)*) (?P<trigger>raided) (?P<place>[A-Z]\w+)")
LOST = re.compile(r"(?P<bound>[Uu]p to |[Aa]t least |)(?P<number>\d+) (?P<group>\w+) were (?P<trigger>slain)")
BOUNDS = {"up to ": "at_most", "at least ": "at_least", "": "exactly"}


class Plain:
    """Understands two sentences: "X raided Y" and "[up to] N people were slain". Breaks on one: "Break it"."""

    name = "plain"
    version = "1"

    def propose(self, documents: Iterable[Document]) -> Iterator[Proposals]:
        for item in documents:
            if "Break it" in item.text:
                raise ZeroDivisionError("told to\nbreak")
            found = [proposal for match in SENTENCE.finditer(item.text) for proposal in self._sentence(match)]
            yield Proposals(document_id=item.id, proposals=tuple(found))

    def _sentence(self, sentence: re.Match[str]) -> Iterator[Proposal]:
        text, offset = sentence.group(), sentence.start()
        start = offset + len(text) - len(text.lstrip())
        evidence = Evidence(start=start, end=sentence.end(), quote=text.strip())
        raid = ATTACKED.search(text)
        if raid:
            yield Proposal(
                key=f"raid {start}", kind="event", statement=text.strip(), statement_language="en", evidence=evidence,
                parts=(_part("trigger", raid, "trigger", offset),),
                actors=(_named("initiator", raid, "by", offset),),
                event_type=ATTACK,
                places=(PlaceRef(
                    place_id=None, name=raid.group("place"), latitude=None, longitude=None, country=None,
                    precision="exact", start=offset + raid.start("place"), end=offset + raid.end("place"),
                ),),
                attribution=Attribution(kind="author"),
                certainty=Certainty(holder="author", value="CT+", author_value="CT+"),
            )  # fmt: skip
        loss = LOST.search(text)
        if loss:
            number = float(loss.group("number"))
            bound = BOUNDS[loss.group("bound").lower()]
            yield Proposal(
                key=f"loss {start}", kind="toll", statement=text.strip(), statement_language="en", evidence=evidence,
                parts=(_part("trigger", loss, "trigger", offset), _part("number", loss, "number", offset)),
                actors=(_named("target", loss, "group", offset),),
                quantity=Quantity(
                    low=None if bound == "at_most" else number, high=None if bound == "at_least" else number,
                    bound=bound, unit="killed", group=None, text=loss.group(0),
                ),
                attribution=Attribution(kind="author"),
                certainty=Certainty(holder="author", value="CT+", author_value="CT+"),
            )  # fmt: skip


def _part(role: Any, match: re.Match[str], group: str, offset: int) -> Part:
    return Part(role=role, start=offset + match.start(group), end=offset + match.end(group), text=match.group(group))


def _named(role: ActorRole, match: re.Match[str], group: str, offset: int) -> ActorRef:
    start, end = offset + match.start(group), offset + match.end(group)
    return ActorRef(role=role, actor_id=None, name=match.group(group), start=start, end=end)


def lexicon(**more: Sequence[Row]) -> Lexicon:
    """Return a lexicon of a few invented actors and the words that tests use; `more` rows of a table go before these."""
    kinds = [("military", "state"), ("rebel", "group"), ("armed_group", "group"), ("civilian", "civilians")]
    rows: dict[str, list[Row]] = {
        "actor_kinds": [ActorKindRow(id=kind, label=kind, side=side) for kind, side in kinds],  # type: ignore[arg-type]
        "actors": [
            _known("x:army", "military", "Army of Xanadu", country="XX"),
            _known("x:guard", "military", "Palace Guard", parent="x:army"),
            _known("x:squad", "military", "Gate Squad", parent="x:guard"),
            _known("y:army", "military", "Army of Yonder", country="YY"),
            _known("x:front", "rebel", "Dune Front"),
            _known("x:katiba", "rebel", "Night Katiba", parent="x:front"),
            _known("x:league", "rebel", "River League"),
        ],
        "qualifiers": [
            QualifierRow(
                id="suspected", term="suspected", language="en", pos="adjective", distinct=False, suspected=True
            )
        ],
        "heads": [
            HeadRow(id="gunmen", term="gunmen", language="en", kind="armed_group"),
            HeadRow(id="villagers", term="villagers", language="en", kind="civilian"),
            HeadRow(id="groupes", term="groupes", language="fr", kind="armed_group"),
            HeadRow(id="civils", term="civils", language="fr", kind="civilian"),
        ],
        "outlets": [
            OutletRow(id="desert-wire", name="Desert Wire", agency=True),
            OutletRow(id="oasis-post", name="Oasis Post"),
        ],
        "triggers": [
            TriggerRow(id="rival", term="rivals", language="en", kind="relation", relation="rival"),
            TriggerRow(id="replaced", term="replaced", language="en", kind="relation", relation="successor"),
            TriggerRow(id="backs", term="supplies", language="en", kind="support", support="arms"),
            TriggerRow(id="holds", term="holds", language="en", kind="control", state="held"),
            TriggerRow(id="withdrew", term="withdrew", language="en", kind="event", state="lost"),
        ],
    }
    for table, added in more.items():
        ids = {row.id for row in added}
        rows[table] = [*added, *(row for row in rows[table] if row.id not in ids)]
    return Lexicon(rows, digest="invented", origins={})


def _known(key: str, kind: str, name: str, country: str | None = None, parent: str | None = None) -> ActorRow:
    parents = () if parent is None else (TieRow(actor=parent),)
    return ActorRow(id=key, kind=kind, names=(ActorNameRow(text=name),), country=country, parents=parents)
