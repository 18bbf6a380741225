"""An index on a shelf: kept after a run, taken up by the next."""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from harmattan.errors import SettingsError
from harmattan.ports import BulkJoin, Executor, Shelf
from harmattan.stages.lineages.index import VERSION, LineageIndex, State
from harmattan.stages.lineages.packs import Pack
from harmattan.stages.lineages.settings import LineageSettings

PRINTS, REST = "lineages-prints", "lineages-index"
COLUMNS = ("bounds", "codes", "starts", "lengths", "marks")


class _Told(msgspec.Struct, frozen=True):
    """What is no array of the prints."""

    ids: list[str]
    external_ids: list[str | None]
    sources: list[str | None]
    languages: list[str | None]
    moments: list[str]
    credits: list[tuple[str, ...]]
    spun: list[bool]
    digests: list[bytes]


class _Rest(msgspec.Struct, frozen=True):
    """What is no array of the index."""

    version: str
    settings: LineageSettings
    sample: int
    learnt: list[str]
    findings: dict[int, msgspec.Raw]


def save(index: LineageIndex, shelf: Shelf) -> None:
    """Put an index on a shelf. Texts are not kept, their words only as hashes.

    Raises OutputError where the shelf can't be written to.
    """
    state = index.state()
    prints = state.prints
    told = msgspec.msgpack.encode(_Told(**{name: getattr(prints, name) for name in _Told.__struct_fields__}))
    arrays: dict[str, NDArray[Any]] = {}
    for door, (keys, numbers) in state.postings.items():
        arrays |= {f"keys-{door}": keys, f"numbers-{door}": numbers}
    sources = sorted(state.learnt)
    arrays |= {f"learnt-{number}": state.learnt[source] for number, source in enumerate(sources)}
    rest = _Rest(
        VERSION,
        index.settings,
        state.sample,
        sources,
        {number: msgspec.Raw(each) for number, each in state.findings.items()},
    )
    shelf.put(PRINTS, {name: getattr(prints, name) for name in COLUMNS}, told)
    shelf.put(REST, arrays, msgspec.msgpack.encode(rest))


def load(
    shelf: Shelf,
    settings: LineageSettings | None = None,
    *,
    executor: Executor | None = None,
    join: BulkJoin | None = None,
) -> LineageIndex | None:
    """Return the index that lies on a shelf, None where none does.

    Raises SettingsError where it was made with other settings or by another version, InputError where it can't be read.
    """
    settings = settings or LineageSettings()
    held, rest_held = shelf.get(PRINTS), shelf.get(REST)
    if held is None or rest_held is None:
        return None
    arrays, record = rest_held
    rest = _decoded(record)
    if rest.version != VERSION or rest.settings != settings:
        raise SettingsError(
            "the lineages in the store were made with other settings or by another version; use a new folder"
        )
    told = msgspec.msgpack.decode(held[1], type=_Told)
    columns: dict[str, Any] = {name: getattr(told, name) for name in _Told.__struct_fields__}
    columns |= {name: held[0][name] for name in COLUMNS}
    state = State(
        prints=Pack(**columns),
        postings={
            door: (arrays[f"keys-{door}"], arrays[f"numbers-{door}"].astype(np.int32)) for door in settings.doors
        },
        learnt={source: arrays[f"learnt-{number}"] for number, source in enumerate(rest.learnt)},
        findings={number: bytes(each) for number, each in rest.findings.items()},
        sample=rest.sample,
    )
    return LineageIndex.of(state, settings, executor=executor, join=join)


def _decoded(record: bytes) -> _Rest:
    try:
        return msgspec.msgpack.decode(record, type=_Rest)
    except msgspec.MsgspecError as error:
        raise SettingsError("the lineages in the store were made by another version; use a new folder") from error
