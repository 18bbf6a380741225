"""The way of records that others coded: rows in, the happenings that they belong to out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from harmattan.executors import key_join
from harmattan.pipeline.settings import Settings
from harmattan.pipeline.tools import lexicon_of
from harmattan.plugins.references import record_of
from harmattan.plugins.references.rows import Unique
from harmattan.ports import KeyJoin
from harmattan.records.base import record_id
from harmattan.records.claim import Refusal
from harmattan.records.joining import Bond, Membership, Pin
from harmattan.records.outlook import ReferenceEvent
from harmattan.stages.events.joining import Joined, account_of_record, join_accounts, settle

Row = Mapping[str, Any] | ReferenceEvent | Refusal


class Joining:
    """Records and the happenings that they belong to.

    `memberships` are in the order of the records, `refusals` in that of the rows that make none.
    """

    def __init__(self, memberships: tuple[Membership, ...], refusals: tuple[Refusal, ...], joined: Joined) -> None:
        self.memberships = memberships
        self.refusals = refusals
        self._joined = joined

    def explain(self, one: str, other: str) -> Bond:
        """Return why two records, by their ids, were joined or kept apart. Raises KeyError for an id that is none."""
        return self._joined.explain(one, other)

    def bonds(self) -> tuple[Bond, ...]:
        """Return the bond of every two records that were joined, and of those that fit and were kept apart all the same."""
        return self._joined.bonds()


def join(
    rows: Iterable[Row],
    *,
    pins: Iterable[Pin | Refusal] = (),
    settings: Settings | None = None,
    bulk: KeyJoin | None = None,
) -> Joining:
    """Return which event records tell of one happening; their order does not matter.

    A row is a mapping as in a JSON Lines file (`harmattan.plugins.references.records_of` says what it may hold), a
    ReferenceEvent, or a Refusal, which goes along. One that can't be used is among the refusals, with the reason. `pins` are
    what people decided about pairs, in the order in which they did; they go before every score, and one that can't hold is
    a refusal. `bulk` stands in for the join that fits the number of records: in memory, or in DuckDB where it is installed.
    """
    settings = settings or Settings()
    unique = Unique()
    records: list[ReferenceEvent] = []
    refusals: list[Refusal] = []
    for number, row in enumerate(rows, start=1):
        found = row if isinstance(row, (ReferenceEvent, Refusal)) else record_of(row, number, path="record")
        found = unique.check(found, "record", number)
        if isinstance(found, Refusal):
            refusals.append(found)
        else:
            records.append(found)
    lexicon = lexicon_of(settings.lexicons)
    accounts = (account_of_record(record, lexicon=lexicon) for record in records)
    given = list(pins)
    refusals += [pin for pin in given if isinstance(pin, Refusal)]
    known = {record.external_id or record.id for record in records}
    settled = settle((pin for pin in given if isinstance(pin, Pin)), known)
    refusals += settled.refusals
    bulk = bulk or key_join(len(records))
    joined = join_accounts(accounts, bulk=bulk, settings=settings.joining, pins=settled.pins)
    events = {key: record_id("evt", group[0]) for group in joined.groups for key in group}
    keys = (record.external_id or record.id for record in records)
    memberships = tuple(Membership(id=key, event_id=events[key]) for key in keys)
    return Joining(memberships, tuple(refusals), joined)
