"""Receipts: what a result was made with, so that the same can be made again."""

from __future__ import annotations

import platform

import msgspec

from harmattan import __version__
from harmattan.pipeline.settings import Settings
from harmattan.pipeline.tools import lexicon_of
from harmattan.records.base import record_id


class Receipt(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What shaped a run. Two runs over the same documents with one `fingerprint` give the same records."""

    fingerprint: str
    version: str
    lexicon: str
    settings: str
    python: str


def sign(settings: Settings | None = None) -> Receipt:
    """Return the receipt of a run with these settings; jobs and batch, which shape no result, leave no trace in it."""
    settings = msgspec.structs.replace(settings or Settings(), jobs=1, batch=Settings().batch)
    digest = lexicon_of(settings.lexicons).digest
    shape = record_id("set", settings)
    return Receipt(
        fingerprint=record_id("run", __version__, digest, shape),
        version=__version__,
        lexicon=digest,
        settings=shape,
        python=platform.python_version(),
    )
