"""Who is said to hold what."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from harmattan.lexicons import Lexicon
from harmattan.records.actor import Control
from harmattan.records.base import MadeBy, record_id
from harmattan.records.claim import Claim
from harmattan.records.document import Document
from harmattan.stages.events.identify import STAGE, VERSION, identity
from harmattan.stages.events.triggers import trigger_of

State = Literal["held", "seized", "lost", "contested", "besieged"]


def hold(claims: Iterable[Claim], documents: Iterable[Document], *, lexicon: Lexicon) -> tuple[Control, ...]:
    """Return each state of a place that claims affirm, by place, once for each holder, with all claims that do so.

    A place is said to be held, seized, lost, contested or besieged by claims of control, and by events whose trigger
    says so in the lexicon ("withdrew from"): of a place that is lost the holder is the one who lost it. Only what is
    told as done counts. `last_reported` is the latest date on which a document that says so was published. A place
    that no gazetteer knows goes by an id made of its name; countries and regions are held by nobody's word.
    """
    made_by = MadeBy(stage=STAGE, version=VERSION, lexicon=lexicon.digest)
    published = {document.id: document.published for document in documents}
    found: dict[tuple[str, str | None, State], list[Claim]] = {}
    for claim in claims:
        state = _state(claim, lexicon)
        if state is None:
            continue
        holders = _holders(claim, lexicon)
        for place in claim.places:
            if place.precision in ("country", "region"):
                continue
            place_id = place.place_id or record_id("plc", place.name.casefold())
            for holder in holders or [None]:
                found.setdefault((place_id, holder, state), []).append(claim)
    control = []
    for (place_id, held_by, state), told in sorted(
        found.items(), key=lambda item: (item[0][0], item[0][1] or "", item[0][2])
    ):
        starts = sorted(claim.time.start for claim in told if claim.time is not None and claim.time.start is not None)
        dates = sorted(date for claim in told if (date := published.get(claim.document_id)) is not None)
        control.append(
            Control(
                id=record_id("ctl", place_id, held_by, state),
                made_by=made_by,
                place_id=place_id,
                holder=held_by,
                state=state,
                start=starts[0] if starts else None,
                claim_ids=tuple(sorted({claim.id for claim in told})),
                last_reported=dates[-1] if dates else None,
            )
        )
    return tuple(control)


def _state(claim: Claim, lexicon: Lexicon) -> State | None:
    if claim.kind not in ("control", "event") or claim.certainty.value.endswith("-") or claim.realis != "actual":
        return None
    row = trigger_of(claim, lexicon)
    if row is not None and row.state is not None:
        return row.state
    return "held" if claim.kind == "control" else None


def _holders(claim: Claim, lexicon: Lexicon) -> list[str | None]:
    roles = ("subject", "initiator")
    return [
        identity(actor.actor_id, actor.name, language=claim.statement_language, lexicon=lexicon)
        for actor in claim.actors
        if actor.role in roles
    ]
