"""Reads what people decided about assessments."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec

from harmattan import __version__
from harmattan.errors import InputError
from harmattan.records.assessment import Decision
from harmattan.records.base import MadeBy, record_id

ABOUT = "asm-"
"""How the ids of assessments begin. Decisions on other records are none of these."""


class Line(msgspec.Struct, frozen=True):
    """One line of a file of decisions; further keys (those of the record) are passed over."""

    on: str
    what: str
    who: str
    when: str
    why: str = ""


class Verdict(msgspec.Struct, frozen=True):
    """What a decision about an assessment can say."""

    what: Literal["upheld", "rejected"]


def decisions_of(path: Path) -> tuple[Decision, ...]:
    """Return the decisions of a JSON Lines file.

    Raises InputError, naming the line, where one is no decision or says of an assessment what none can.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = "not there" if isinstance(error, FileNotFoundError) else "can't be read"
        raise InputError(str(path), "unreadable", f"{reason}; give a JSON Lines file of decisions") from error
    found = []
    decoder = msgspec.json.Decoder(Line)
    for number, raw in enumerate(content.split(b"\n"), start=1):
        if not raw.strip():
            continue
        try:
            line = decoder.decode(raw)
            if line.on.startswith(ABOUT):
                msgspec.convert({"what": line.what}, Verdict)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            wanted = "`on`, `what` (upheld or rejected), `who` and `when`"
            raise InputError(f"{path}: line {number}", "no_decision", f"no decision: {error}; give {wanted}") from error
        found.append(
            Decision(
                id=record_id("dec", line.on, line.what, line.who, line.when, line.why),
                made_by=MadeBy(stage="decisions", version=__version__),
                **msgspec.structs.asdict(line),
            )
        )
    return tuple(found)
