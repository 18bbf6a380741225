"""Findings by the million: each kept as bytes, a tenth of what it takes as an object."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from harmattan.stages.lineages.judge import Finding

_decode = msgspec.msgpack.Decoder(Finding).decode


def encoded(finding: Finding) -> bytes:
    """Return a finding as it is kept; no bytes where nothing was found."""
    return msgspec.msgpack.encode(finding) if finding.parents or finding.relays else b""


class Findings:
    """What was found about texts, by number. A text of which nothing was found has none."""

    def __init__(self, held: Mapping[int, bytes] | None = None) -> None:
        self._held: dict[int, bytes] = dict(held or {})

    def get(self, number: int) -> Finding | None:
        """Return what was found about a text."""
        held = self._held.get(number)
        return None if held is None else _decode(held)

    def put(self, number: int, finding: bytes) -> None:
        """Keep a finding in the place of another."""
        if finding:
            self._held[number] = finding
        else:
            self._held.pop(number, None)

    def drop(self, number: int) -> None:
        """Let go of a finding, if there is one."""
        self._held.pop(number, None)

    def clear(self) -> None:
        """Let go of all."""
        self._held.clear()

    def items(self) -> Iterator[tuple[int, bytes]]:
        """Yield the number of each text of which something was found, and that."""
        yield from self._held.items()


def renumbered(finding: bytes, numbers: Mapping[int, int]) -> bytes:
    """Return a finding with other numbers of the older texts."""
    told = _decode(finding)
    parents = tuple(msgspec.structs.replace(kin, number=numbers[kin.number]) for kin in told.parents)
    relays = tuple(msgspec.structs.replace(relay, number=numbers[relay.number]) for relay in told.relays)
    return encoded(Finding(parents, relays))
