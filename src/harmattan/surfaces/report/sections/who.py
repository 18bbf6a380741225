"""Who: actors, and what is said to hold between them."""

from __future__ import annotations

from typing import Literal

import msgspec

from harmattan.records.actor import Actor, Tie
from harmattan.records.claim import Claim
from harmattan.surfaces.report import words
from harmattan.surfaces.report.sections.indexed import Indexed, status_tag
from harmattan.surfaces.report.view import ActorLine, Edge, Node, Who

SHAKY = frozenset({"unverified", "denied"})

MILITARY = "military"
TELLERS = frozenset({"source", "media"})
"""Actor kinds that tell of a conflict and are no party to it; who said what stands beside each claim."""


def who_of(indexed: Indexed) -> Who:
    """Return the actors, the named ones first, and the graph of their relations."""
    named, generic = _actors(indexed)
    edges = _edges(indexed)
    keys = dict.fromkeys(key for edge in edges for key in (edge.subject, edge.object))
    labels = {
        key: name
        for edge in edges
        for key, name in ((edge.subject, edge.subject_name), (edge.object, edge.object_name))
    }
    nodes = tuple(Node(key=key, label=labels[key], group=_group(indexed, key)) for key in keys)
    return Who(named=named, generic=generic, nodes=nodes, edges=edges)


def _group(indexed: Indexed, key: str) -> Literal["state", "group", "civilians", "none"]:
    match indexed.side(key):
        case "state":
            return "none" if _of_nobody(indexed, key) else "state"
        case "group":
            return "group"
        case "civilians":
            return "civilians"
    return "none"


def _of_nobody(indexed: Indexed, key: str) -> bool:
    """Tell whether an actor bears arms for nobody named: "the attacking forces" may be anybody's."""
    name = indexed.name(key)
    countless = indexed.described(key) and indexed.vocabulary.country(key, name) is None
    return countless and not indexed.vocabulary.institutional(name)


def _actors(indexed: Indexed) -> tuple[tuple[ActorLine, ...], tuple[ActorLine, ...]]:
    seen: dict[str, set[str]] = {}
    spoken: dict[str, dict[str, None]] = {}
    for claim in indexed.claims:
        for ref in claim.actors:
            if ref.actor_id is None and ref.role == "speaker":
                continue
            key = indexed.key(ref)
            seen.setdefault(key, set()).add(claim.id)
            spoken.setdefault(key, {})[" ".join(ref.name.split())] = None
        if claim.attribution.kind == "named" and claim.attribution.actor_id is not None:
            seen.setdefault(claim.attribution.actor_id, set()).add(claim.id)
    records = {actor.id: actor for actor in indexed.situation.actors}
    named: list[ActorLine] = []
    generic: list[ActorLine] = []
    for key in sorted(seen, key=lambda key: (-len(seen[key]), indexed.refs(seen[key]), key)):
        if indexed.kinds.get(key) in TELLERS:
            continue
        actor = records.get(key)
        name = indexed.names.get(key) or next(iter(spoken.get(key, {})), None) or indexed.name(key)
        others = {alias.lower(): alias for alias in reversed(spoken.get(key, {})) if alias.lower() != name.lower()}
        aliases = tuple(reversed(others.values()))
        kind = indexed.kinds.get(key)
        label = indexed.vocabulary.kind_label(kind) if kind else ""
        line = ActorLine(
            name=name,
            kind="armed; whose is not said" if kind == MILITARY and _of_nobody(indexed, key) else label,
            aliases=aliases,
            ties=_ties(indexed, actor),
            refs=indexed.refs(seen[key]),
        )
        (generic if indexed.described(key) else named).append(line)
    return tuple(named), tuple(generic)


def _ties(indexed: Indexed, actor: Actor | None) -> tuple[str, ...]:
    if actor is None:
        return ()

    def line(verb: str, tie: Tie) -> str:
        period = words.span(tie.valid_from, tie.valid_to)
        return f"{verb} {indexed.name(tie.actor_id)}" + (f" ({period})" if period else "")

    return (
        *(line("part of", tie) for tie in actor.parents),
        *(line("led by", tie) for tie in actor.leaders),
        *(line("backed by", tie) for tie in actor.patrons),
    )


def _edges(indexed: Indexed) -> tuple[Edge, ...]:
    edges = []
    covered: set[str] = set()
    for relation in indexed.situation.relations:
        claims = [indexed.by_id[claim_id] for claim_id in relation.claim_ids if claim_id in indexed.by_id]
        covered.update(relation.claim_ids)
        edges.append(
            _edge(
                indexed,
                relation.subject,
                relation.object,
                relation.kind,
                claims,
                words.span(relation.start, relation.end, _precision(claims)),
            )
        )
    pairs: dict[tuple[str, str], list[Claim]] = {}
    for claim in indexed.claims:
        if claim.kind == "support" and claim.id not in covered:
            givers = [ref for ref in claim.actors if ref.role == "supporter"]
            takers = [ref for ref in claim.actors if ref.role == "supported"]
            for giver in givers:
                for taker in takers:
                    pairs.setdefault((indexed.key(giver), indexed.key(taker)), []).append(claim)
    edges += [_edge(indexed, subject, object_, "backs", claims, None) for (subject, object_), claims in pairs.items()]
    return _joined(edges)


def _precision(claims: list[Claim]) -> str:
    """Return how exactly the claims of a relation date it, the least exact one deciding."""
    found = {claim.time.precision for claim in claims if claim.time is not None}
    return next((precision for precision in ("year", "month") if precision in found), "day")


def _joined(edges: list[Edge]) -> tuple[Edge, ...]:
    """Return the edges with those of one kind between the same two as one, whatever ids the two go by."""
    found: dict[tuple[str, str, str], Edge] = {}
    for edge in edges:
        key = (edge.subject_name.casefold(), edge.kind, edge.object_name.casefold())
        first = found.get(key)
        if first is not None:
            edge = msgspec.structs.replace(
                first,
                certain=first.certain or edge.certain,
                period=first.period or edge.period,
                refs=tuple(sorted({*first.refs, *edge.refs})),
                tags=tuple(dict.fromkeys((*first.tags, *edge.tags))),
            )
        found[key] = edge
    return tuple(found.values())


def _edge(indexed: Indexed, subject: str, object_: str, kind: str, claims: list[Claim], period: str | None) -> Edge:
    attribute = "support" if kind == "backs" else "relation"
    assessments = {
        a.id: a for claim in claims if (a := indexed.status(claim, attribute, "relation", "support")) is not None
    }
    certain = any(
        not words.doubtful(claim) and not any(a.status in SHAKY for a in indexed.assessed.get(claim.id, []))
        for claim in claims
    )
    return Edge(
        subject=subject,
        object=object_,
        subject_name=indexed.name(subject),
        object_name=indexed.name(object_),
        kind=kind,
        words=words.RELATIONS[kind],
        certain=certain,
        period=period,
        refs=indexed.refs(claim.id for claim in claims),
        tags=tuple(dict.fromkeys(status_tag(a) for a in assessments.values())),
    )
