"""What kind of happening it was, in three schemas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from harmattan.lexicons import Lexicon
from harmattan.records.claim import Claim, EventType
from harmattan.stages.events.features import DAMAGE
from harmattan.stages.events.identify import side_of

VIOLENT = EventType(plover="ASSAULT")
STATE_BASED, NON_STATE, ONE_SIDED = 1, 2, 3


def code(claims: Iterable[Claim], lexicon: Lexicon) -> EventType:
    """Return the type of a happening: the most telling among its claims, and UCDP's type of violence by who met whom.

    Types that attacks bear come before those of their losses.
    """
    claims = tuple(claims)
    told = [claim for claim in claims if claim.kind == "event"]
    kinds = [claim.event_type for claim in told or claims if claim.event_type is not None]
    # An attack that burns houses is an attack.
    kinds = [kind for kind in kinds if kind.mode != DAMAGE] or kinds
    # One voice that speaks of an abduction makes no abduction of an attack that eight others tell.
    often = Counter(kinds)
    least = max(often.values(), default=0) / 2
    kind = max(
        (kind for kind in kinds if often[kind] >= least), key=_telling, default=VIOLENT if not told else EventType()
    )
    return EventType(
        plover=kind.plover,
        mode=kind.mode,
        acled=kind.acled,
        ucdp=violence(claims, lexicon) if kind.plover == VIOLENT.plover else None,
    )


def _telling(kind: EventType) -> int:
    return sum(value is not None for value in (kind.plover, kind.mode, kind.acled))


def violence(claims: Iterable[Claim], lexicon: Lexicon) -> int | None:
    """Return UCDP's type of violence: 1 state-based, 2 non-state, 3 one-sided; None where the sides are not known.

    One-sided is only what an organised actor aimed at civilians: their being among the dead of a clash or a strike on
    others shows no intent. Without a target of the attack itself, those count whom the text says somebody killed.
    """
    claims = tuple(claims)
    # Who fled was not aimed at.
    told = [claim for claim in claims if claim.kind == "event" and _is_violent(claim)]
    initiators = _sides(claims, "initiator", lexicon)
    aimed = told if _sides(told, "target", lexicon) else [claim for claim in claims if _names_killer(claim)]
    targets = _sides(aimed, "target", lexicon)
    armed = [side for side in initiators if side in ("state", "group")]
    met = [side for side in targets if side in ("state", "group")]
    if armed and met:
        return STATE_BASED if "state" in armed + met else NON_STATE
    if armed and targets and set(targets) == {"civilians"}:
        return ONE_SIDED
    if len(armed) > 1 and not targets:
        # "Clashes between the army and a militia": both begin it.
        return STATE_BASED if "state" in armed else NON_STATE
    return None


def _is_violent(claim: Claim) -> bool:
    return claim.event_type is not None and claim.event_type.plover == VIOLENT.plover


def _names_killer(claim: Claim) -> bool:
    return claim.kind == "toll" and any(actor.role == "initiator" for actor in claim.actors)


def _sides(claims: Iterable[Claim], role: str, lexicon: Lexicon) -> list[str]:
    """Return the side of each actor in a role, each actor once."""
    found: dict[str, str] = {}
    for claim in claims:
        for actor in claim.actors:
            if actor.role == role:
                side = side_of(actor, claim.statement_language, lexicon)
                if side != "none":
                    found[actor.actor_id or actor.name.casefold()] = side
    return list(found.values())
