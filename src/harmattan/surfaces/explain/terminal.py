"""An explanation as lines of text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from harmattan.records.explanation import Descent, Explanation, Witness
from harmattan.records.joining import Bond
from harmattan.surfaces.report import words
from harmattan.surfaces.report.plain import safe

MOST = 12
"""Lines of a part before the rest is counted."""


def render_terminal(explanation: Explanation, width: int = 100, *, mark: str = "") -> str:
    """Return an explanation as text of this width; what comes from a source can't move a terminal's cursor."""
    return "".join(
        f"{line.rstrip()}\n"
        for head, lines in _parts(explanation, mark)
        for line in (*(("", head.upper()) if head else ()), *(each for item in lines for each in _folded(item, width)))
    )


def _parts(item: Explanation, mark: str) -> Iterator[tuple[str, list[str]]]:
    yield "", [f"{item.kind} {item.id}", item.what, *([mark] if mark else [])]
    stands = []
    if item.status is not None:
        stands.append(
            f"{words.STATUSES[item.status]}, {item.confidence} confidence: {words.STATUS_MEANINGS[item.status]}"
        )
    if item.probability is not None:
        stands.append(f"probability {item.probability:.2f}" + (f", {item.likelihood}" if item.likelihood else ""))
    if item.admiralty is not None:
        stands.append(f"Admiralty {words.admiralty(item.admiralty)}")
    stands += [
        f"{' '.join(part for part in (number.group, number.unit) if part)}: "
        f"{words.bounded(number.low, number.best, number.high)}"
        + (f" (side: {item.sides.get(number.side, number.side)})" if number.side else "")
        for number in item.numbers
    ]
    if stands:
        yield "How it stands", stands
    yield "Why it is there", [f"- {line}" for line in item.why]
    if item.reasons:
        yield (
            "Reasons and their weights",
            [
                f"{reason.weight:+5.1f}  {reason.detail} ({reason.code}; {words.counted(len(reason.claim_ids), 'claim')})"
                for reason in item.reasons
            ],
        )
    if item.witnesses:
        yield (
            "Evidence and who says it",
            [line for each in item.witnesses[:MOST] for line in _witness(each)] + _rest(len(item.witnesses)),
        )
    if item.lineages:
        yield (
            "Where the documents come from",
            [line for each in item.lineages[:MOST] for line in _descent(each)] + _rest(len(item.lineages)),
        )
    if item.joined:
        yield "Joined, because", [line for bond in item.joined for line in _bond(bond)]
    if item.apart:
        yield "Kept apart, though near", [line for bond in item.apart for line in _bond(bond)]
    if item.changes:
        yield (
            "What would change it",
            [
                f"- {change.when}: {change.then}" + ("" if change.tested else " [follows from the reason, not tested]")
                for change in item.changes
            ],
        )
    if item.related:
        yield (
            "See also",
            [f"{each.record_id}  {each.kind}: {each.what}" for each in item.related[: 2 * MOST]]
            + _rest(len(item.related), 2 * MOST),
        )


def _rest(count: int, most: int = MOST) -> list[str]:
    return [f"and {count - most} more (--format json shows all)"] if count > most else []


def _witness(item: Witness) -> list[str]:
    said = " · ".join(
        part for part in (item.speaker, item.certainty, "AGAINST IT" if item.says == "against" else "") if part
    )
    where = ", ".join(part for part in (item.source, item.published) if part)
    return [
        f"{item.claim_id}{' (a copy, counts for nothing)' if item.copy else ''}: {said}",
        f"    “{item.quote}”",
        f"    characters {item.start}–{item.end} of {item.document_id}{f' ({where})' if where else ''}, "
        f"which goes back to {', '.join(item.origins)}",
    ]


def _descent(item: Descent) -> list[str]:
    parents = f" of {', '.join(item.parents)}" if item.parents else ""
    source = f" ({item.source})" if item.source else ""
    return [
        f"{item.document_id}{source}: {item.relation}{parents}, {item.similarity:.0%} alike, in {item.lineage_id}",
        *(f"    {reason}" for reason in item.reasons),
    ]


def _bond(bond: Bond) -> list[str]:
    return [
        f"{bond.one} and {bond.other}: {'joined' if bond.joined else 'kept apart'} (score {bond.score:+.2f})",
        *(f"    {reason.weight:+7.2f}  {reason.detail}" for reason in bond.reasons),
    ]


def _folded(line: str, width: int) -> list[str]:
    lead = len(line) - len(line.lstrip(" "))
    plain = safe(line.strip())
    if not plain:
        return [""]
    return textwrap.wrap(
        plain, max(20, width), initial_indent=" " * lead, subsequent_indent=" " * (lead + 2), break_on_hyphens=False
    )
