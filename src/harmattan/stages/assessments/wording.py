"""One plain line that says what is supported, and by whom."""

from __future__ import annotations

from collections.abc import Iterable

from harmattan.records.assessment import Status
from harmattan.records.claim import Claim, Quantity
from harmattan.stages.assessments.blame import Standing, doers, standing
from harmattan.stages.assessments.topics import Topic
from harmattan.stages.assessments.weigh import is_hedged, speaker_of, speakers
from harmattan.stages.assessments.world import World

GATHERED = ("toll", "strength", "perpetrator", "place")
"""Attributes whose statement gathers what all claims say; any other is stated in the words of one."""
LOST = ("killed", "wounded", "missing", "captured", "displaced")


def word(topic: Topic, status: Status, world: World) -> str:
    """Return the statement of a topic in English: what, according to whom, and what stands against it."""
    claims = topic.affirmed or topic.firsts
    if topic.attribute not in GATHERED:
        claims = _told(claims)[:1]
    what = _capital(_what(topic, claims, world))
    by = speakers(claims, world)
    issued = any(world.issuer(claim) is not None for claim in claims)
    told = (_is_author(claims) and not issued) or all(
        (claim.attribution.text or by).casefold() in what.casefold() for claim in claims
    )
    # Who only denies a thing is no source for it; who did it is told with who says so.
    told = told or topic.attribute == "perpetrator" or not topic.affirmed
    told = told or {speaker_of(each, world) for each in claims} <= _deniers(topic, world)
    line = what if told else f"{what}, according to {by}"
    rest = _rest(topic, status, claims, world)
    return f"{line}; {rest}" if rest else line


def amount(quantity: Quantity) -> str:
    """Return a count in words: "at most 12,000"."""
    low, high = quantity.low, quantity.high
    value = low if low is not None else high
    if value is None:
        return quantity.text
    match quantity.bound:
        case "at_most":
            return f"at most {high if high is not None else value:,.10g}"
        case "at_least":
            return f"at least {value:,.10g}"
        case "about":
            return f"about {value:,.10g}"
        case "between":
            return f"{low:,.10g} to {high:,.10g}" if low is not None and high is not None else f"{value:,.10g}"
        case "vague":
            return quantity.text
        case "exactly":
            return f"{value:,.10g}"


def _what(topic: Topic, claims: tuple[Claim, ...], world: World) -> str:
    match topic.attribute:
        case "toll" | "strength":
            counts = dict.fromkeys(_count(claim, world) for claim in claims if claim.quantity is not None)
            return "; ".join(counts) + _period(claims) if counts else _said(claims)
        case "perpetrator":
            return _blame(topic, claims, world)
        case "place":
            names = _join(place.name for claim in claims for place in claim.places)
            return f"placed at {names}"
        case _:
            return _said(claims)


def _blame(topic: Topic, claims: tuple[Claim, ...], world: World) -> str:
    """Return who is said to have done it, who says so of themselves, and who is accused by whom."""
    held: dict[Standing, dict[str, list[Claim]]] = {}
    for claim in claims:
        for doer in doers(claim):
            how = standing(claim, doer, topic.said, world)
            held.setdefault("reported" if how == "suspected" else how, {}).setdefault(doer.name, []).append(claim)
    told = held.get("reported", {})
    lines = []
    if told:
        sources = tuple(claim for said in told.values() for claim in said)
        issued = any(world.issuer(claim) is not None for claim in sources)
        by = "" if _is_author(sources) and not issued else f", according to {speakers(sources, world)}"
        lines.append(f"attributed to {_join(told)}{by}")
    if "claimed" in held:
        lines.append(f"claimed by {_join(held['claimed'])}")
    for name, said in held.get("accused", {}).items():
        lines.append(f"{name} accused by {speakers(said, world)}")
    return "; ".join(lines)


def _period(claims: tuple[Claim, ...]) -> str:
    """Return over what time a sum was made, so that it is not read as the cost of one happening."""
    if not claims or not all(claim.aggregate for claim in claims):
        return ""
    times = dict.fromkeys(claim.time.text for claim in claims if claim.time is not None)
    said = ", ".join(text[:1].lower() + text[1:] for text in times)
    return f" ({said}, a sum over many incidents)" if said else " (a sum over many incidents)"


def _count(claim: Claim, world: World) -> str:
    quantity = claim.quantity
    if quantity is None:
        return ""
    lost = quantity.unit in LOST
    role = ("target", "object") if lost else ("subject", "initiator")
    bearing = [actor for actor in claim.actors if actor.role in role]
    bearers = [actor.name for actor in bearing]
    people = quantity.group or (bearers[0] if bearers and lost else "")
    if lost and quantity.low == quantity.high == 1 and bearing and not quantity.group:
        known = world.actor(bearing[0].actor_id, bearing[0].name)
        if known is not None and known.kind == "person":
            return f"{bearers[0]} {quantity.unit}"
    if lost and quantity.bound == "vague" and " " in quantity.text:
        # "Dozens of fighters" says itself who they were.
        return f"{quantity.text} {quantity.unit}"
    if not lost:
        people = quantity.unit or "people"
        whose = f" of {bearers[0]}" if bearers else ""
        if bearers and people.casefold() in bearers[0].casefold():
            people, whose = bearers[0], ""
        people = "" if people.casefold() in quantity.text.casefold() and quantity.bound == "vague" else people
        return " ".join(f"{amount(quantity)} {people}{whose}".split())
    return " ".join(f"{amount(quantity)} {people or 'people'} {quantity.unit}".split())


def _said(claims: tuple[Claim, ...]) -> str:
    told = _told(claims)
    return told[0].statement.strip().rstrip(".") if told else ""


def _told(claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """Return the claims that tell a happening itself before those of its losses."""
    return tuple(claim for claim in claims if claim.kind in ("event", "control")) or claims


def _rest(topic: Topic, status: Status, claims: tuple[Claim, ...], world: World) -> str:
    documents = len({claim.document_id for claim in topic.said})
    parts = []
    if topic.affirmed and topic.denied:
        parts.append(f"denied by {speakers(topic.denied, world)}")
    elif status == "denied":
        parts.append(f"so {speakers(topic.denied or claims, world)} says")
    elif topic.rivals:
        told = f"“{topic.rivals[0].statement.strip().rstrip('.')}”"
        parts.append(f"against it {speakers(topic.rivals[:1], world)}: {told}")
    elif status == "contested":
        parts.append("disputed")
    elif topic.doubts:
        parts.append(f"doubted by {speakers(topic.doubts, world)}")
    elif any(claim.certainty.unconfirmed for claim in claims):
        parts.append("nobody confirms it")
    elif all(is_hedged(claim) for claim in claims):
        parts.append("said to be possible, not to be so")
    if topic.revisions:
        parts.append(
            f"later {'; '.join(dict.fromkeys(_count(claim, world) for claim in topic.revisions))} by the same outlet"
        )
    if documents > topic.origins:
        parts.append(f"{documents} documents, {topic.origins} origin{'s' * (topic.origins > 1)}")
    return "; ".join(parts)


def _deniers(topic: Topic, world: World) -> set[str]:
    return {speaker_of(claim, world) for claim in topic.denied}


def _is_author(claims: Iterable[Claim]) -> bool:
    return all(claim.attribution.kind == "author" for claim in claims)


def _join(names: Iterable[str]) -> str:
    unique = list({name.casefold(): name for name in names}.values())
    return unique[0] if len(unique) == 1 else f"{', '.join(unique[:-1])} and {unique[-1]}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
