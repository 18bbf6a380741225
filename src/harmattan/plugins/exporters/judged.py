"""The columns by which a table in another data set's form still says what we know and how well."""

from __future__ import annotations

from harmattan.plugins.exporters.cells import Cell, listed
from harmattan.plugins.exporters.rows import EventRow
from harmattan.records.assessment import NumberRange

COLUMNS = (
    "harmattan_statement", "harmattan_status", "harmattan_probability", "harmattan_likelihood", "harmattan_confidence",
    "harmattan_admiralty", "harmattan_documents", "harmattan_origins", "harmattan_as_of",
    "harmattan_perpetrator_status", "harmattan_place_status", "harmattan_toll_status",
    "harmattan_disputed", "harmattan_disputed_detail",
    "harmattan_killed_low", "harmattan_killed_best", "harmattan_killed_high",
    "harmattan_wounded_low", "harmattan_wounded_best", "harmattan_wounded_high", "harmattan_tolls",
    "harmattan_place_precision", "harmattan_date_precision", "harmattan_date_start", "harmattan_date_end",
    "harmattan_quotes", "harmattan_claims", "harmattan_document_ids", "harmattan_urls",
)  # fmt: skip


def judged(row: EventRow) -> dict[str, Cell]:
    """Return our own columns of an event."""
    return {
        "harmattan_statement": row.statement,
        "harmattan_status": row.status,
        "harmattan_probability": row.probability,
        "harmattan_likelihood": row.likelihood,
        "harmattan_confidence": row.confidence,
        "harmattan_admiralty": row.admiralty,
        "harmattan_documents": row.documents,
        "harmattan_origins": row.origins,
        "harmattan_as_of": row.as_of,
        "harmattan_perpetrator_status": row.perpetrator_status,
        "harmattan_place_status": row.place_status,
        "harmattan_toll_status": row.toll_status,
        "harmattan_disputed": listed(row.disputed),
        "harmattan_disputed_detail": listed(row.disputed_detail),
        "harmattan_killed_low": row.killed_low,
        "harmattan_killed_best": row.killed_best,
        "harmattan_killed_high": row.killed_high,
        "harmattan_wounded_low": row.wounded_low,
        "harmattan_wounded_best": row.wounded_best,
        "harmattan_wounded_high": row.wounded_high,
        "harmattan_tolls": listed(_said(one) for one in row.tolls),
        "harmattan_place_precision": row.place_precision,
        "harmattan_date_precision": row.date_precision,
        "harmattan_date_start": row.date_start,
        "harmattan_date_end": row.date_end,
        "harmattan_quotes": listed(quoted.quote for quoted in row.evidence),
        "harmattan_claims": listed(quoted.claim_id for quoted in row.evidence),
        "harmattan_document_ids": listed(quoted.document_id for quoted in row.evidence),
        "harmattan_urls": listed(quoted.url for quoted in row.evidence),
    }


def _said(numbers: NumberRange) -> str:
    """Return a range as `killed soldiers 4/?/17`: low, best and high, ? where one is not known."""
    bounds = "/".join("?" if side is None else f"{side:g}" for side in (numbers.low, numbers.best, numbers.high))
    return " ".join(part for part in (numbers.unit, numbers.group, bounds) if part)
