"""What every record shares: how it was made, and how its id is derived."""

from __future__ import annotations

from hashlib import blake2b
from typing import Any

import msgspec


class MadeBy(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The maker of a record, so that a rerun overwrites and never duplicates."""

    stage: str
    """Name of the stage."""
    version: str
    """Version of the stage's code."""
    settings: str | None = None
    """Digest of the settings that shaped the result."""
    lexicon: str | None = None
    """Digest of the lexicon, overlays included."""
    extractor: str | None = None
    """Name and version of the extractor."""


def record_id(prefix: str, *parts: Any) -> str:
    """Return `prefix-` and 20 hex digits that depend on the parts alone.

    Parts are anything msgspec can encode; their order counts, their type too.
    """
    digest = blake2b(digest_size=10)
    for part in parts:
        raw = part if isinstance(part, bytes) else msgspec.json.encode(part)
        digest.update(len(raw).to_bytes(8, "big"))
        digest.update(raw)
    return f"{prefix}-{digest.hexdigest()}"
