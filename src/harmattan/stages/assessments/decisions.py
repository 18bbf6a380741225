"""What people decided about assessments, as far as it says whether what is assessed holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from harmattan.records.assessment import Decision

UPHELD, REJECTED = "upheld", "rejected"
"""What a decision about an assessment can say; decisions that say anything else are about something else."""


def verdicts(decisions: Iterable[Decision], numbers: Mapping[str, int]) -> dict[int, bool]:
    """Return whether what is assessed holds, by number, where people decided; `numbers` are those of assessments by id.

    Of several decisions about one assessment the latest holds, and of those of one moment the one with the last id.
    """
    ordered = sorted(decisions, key=lambda each: (each.when, each.id))
    return {
        numbers[each.on]: each.what == UPHELD
        for each in ordered
        if each.on in numbers and each.what in (UPHELD, REJECTED)
    }
