"""Spread: places, who is said to hold them, and what crosses borders."""

from __future__ import annotations

from harmattan.records.claim import PlaceRef
from harmattan.surfaces.report import words
from harmattan.surfaces.report.sections.indexed import Indexed, merge, tags_of, when
from harmattan.surfaces.report.view import Count, Line, Spot, Spread

FINENESS = ("exact", "near", "adm2", "adm1", "country", "region")


def spread_of(indexed: Indexed) -> Spread:
    """Return the places of all claims, control as claimed, and the claims that touch more than one country."""
    found: dict[str, list[tuple[PlaceRef, str]]] = {}
    for claim in indexed.claims:
        for place in claim.places:
            found.setdefault(place.place_id or f"name:{place.name.lower()}", []).append((place, claim.id))
    spots, unplaced = [], []
    for key, uses in found.items():
        place = min((use[0] for use in uses), key=lambda place: FINENESS.index(place.precision))
        refs = indexed.refs(claim_id for _, claim_id in uses)
        if place.latitude is None or place.longitude is None:
            unplaced.append(Count(label=place.name, refs=refs))
        else:
            spots.append(
                Spot(
                    key=key,
                    name=place.name,
                    latitude=place.latitude,
                    longitude=place.longitude,
                    country=place.country,
                    precision=place.precision,
                    refs=refs,
                    ambiguous=max(0, max(len(use[0].candidates) for use in uses) - 1),
                )
            )
    spots.sort(key=lambda spot: (-len(spot.refs), spot.refs))
    return Spread(spots=tuple(spots), unplaced=tuple(unplaced), control=_control(indexed), crossing=_crossing(indexed))


def _control(indexed: Indexed) -> tuple[Line, ...]:
    names = {
        place.place_id: indexed.held_place(place)
        for claim in indexed.claims
        for place in claim.places
        if place.place_id
    }
    lines = []
    covered: set[str] = set()
    for control in indexed.situation.control:
        covered.update(control.claim_ids)
        claims = [indexed.by_id[claim_id] for claim_id in control.claim_ids if claim_id in indexed.by_id]
        place = names.get(control.place_id, control.place_id.rpartition(":")[2])
        state = words.STATES[control.state]
        # "Contested" names no holder of its own; whoever is named is one of the parties.
        holder = "" if control.holder is None else f" {indexed.name(control.holder)}"
        if control.state == "contested" and holder:
            holder = f", claimed by{holder}"
        elif control.holder is None:
            state = state.removesuffix(" by") + ("" if control.state == "contested" else ", by whom is not said")
        notes = [
            words.span(control.start, control.end),
            f"last reported {words.day(control.last_reported)}" if control.last_reported else "date of report unknown",
        ]
        lines.append(
            Line(
                text=f"{place}: said to be {state}{holder}",
                tags=tags_of(claims[0], indexed.status(claims[0], "control")) if claims else (),
                refs=indexed.refs(control.claim_ids),
                by=words.speaker(claims[0].attribution) if claims else None,
                own=indexed.own(claims[0]) if claims else (),
                note=" · ".join(note for note in notes if note),
            )
        )
    lines += [
        indexed.line(claim, "control", note=when(claim))
        for claim in indexed.claims
        if claim.kind == "control" and claim.id not in covered
    ]
    return merge(lines)


def _crossing(indexed: Indexed) -> tuple[Line, ...]:
    home = indexed.homes[0] if indexed.homes else None
    lines = []
    for claim in indexed.claims:
        countries = {place.country for place in claim.places if place.country}
        if claim.kind in ("event", "toll", "control", "outlook", "judgement", "strength") and (
            len(countries) > 1 or (countries - {home, None} and claim.kind != "judgement")
        ):
            lines.append(indexed.line(claim, "occurrence", note=when(claim)))
    return merge(lines)
