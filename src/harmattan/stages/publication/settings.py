"""What shapes a publication."""

from __future__ import annotations

import msgspec


class PublicationSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Settings of the public profile.

    `as_of` is the ISO 8601 day against which ages are counted. Claims of strength, control and movement on days less than
    `fresh` days before it, or on a day that nobody tells, say no more than the district.
    """

    as_of: str
    fresh: int = 14
