"""What shapes the joining."""

from __future__ import annotations

import msgspec


class JoinSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Settings of the joining.

    Two groups of accounts are joined where the mean score over all pairs between them is above `join`, in log-odds; a pair
    that was never compared scores `apart`. Compared are accounts at most `days` and `kilometres` from each other. What is
    dated to more than `longest` days tells of no one day and stays alone.
    """

    join: float = -0.8
    apart: float = -5.0
    days: int = 2
    kilometres: float = 60.0
    longest: int = 31
