"""The lexicon's row behind a claim's trigger."""

from __future__ import annotations

from harmattan.lexicons import Lexicon
from harmattan.lexicons.rows import TriggerRow
from harmattan.records.claim import Claim


def trigger_of(claim: Claim, lexicon: Lexicon) -> TriggerRow | None:
    """Return the row that a claim's trigger stands for: of its claim's kind where there is one, and the longest."""
    found: list[tuple[bool, int, TriggerRow]] = []
    for part in claim.parts:
        if part.role != "trigger":
            continue
        for hit in lexicon.index(claim.statement_language).find(part.restored or part.text):
            found.extend(
                (row.kind == claim.kind, hit.end - hit.start, row) for row in hit.rows if isinstance(row, TriggerRow)
            )
    return max(found, key=lambda item: item[:2])[2] if found else None
