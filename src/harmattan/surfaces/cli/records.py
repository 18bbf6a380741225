"""The records that outsiders meet, found in the room of records itself."""

from __future__ import annotations

import importlib
import pkgutil
from typing import Any

import msgspec

import harmattan.records

_SHAPES = frozenset({"Extraction", "Situation", "Refusal"})
"""What leaves the program without being a record with an id, and the refusal, which bears one."""


def record_types() -> dict[str, Any]:
    """Return every record type by its name: each Struct with an `id`, the Mention that is any of its kinds, the outputs."""
    found: dict[str, Any] = {}
    for module in pkgutil.iter_modules(harmattan.records.__path__):
        room = importlib.import_module(f"harmattan.records.{module.name}")
        for name, value in vars(room).items():
            if getattr(value, "__module__", None) != room.__name__ or name.startswith("_"):
                continue
            if isinstance(value, type) and issubclass(value, msgspec.Struct):
                if name in _SHAPES or "id" in value.__struct_fields__:
                    found[name] = value
    mention = importlib.import_module("harmattan.records.mention")
    found["Mention"] = mention.Mention
    return dict(sorted(found.items()))
