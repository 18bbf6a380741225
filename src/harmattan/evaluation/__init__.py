"""Scores what was extracted against labels that people made."""

from harmattan.evaluation.claims import ClaimScores, Tally, score_claims
from harmattan.evaluation.labels import (
    AttributionLabel,
    EventLabel,
    LabelledSentence,
    QuantityLabel,
    Span,
    fingerprint,
    read_labels,
)

__all__ = [
    "AttributionLabel",
    "ClaimScores",
    "EventLabel",
    "LabelledSentence",
    "QuantityLabel",
    "Span",
    "Tally",
    "fingerprint",
    "read_labels",
    "score_claims",
]
