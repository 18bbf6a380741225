"""How long what is said of a place or of two actors holds."""

from __future__ import annotations

from collections.abc import Sequence

from harmattan.records.actor import Control, Relation
from harmattan.records.claim import Claim
from harmattan.records.document import Document
from harmattan.stages.assessments import bonds_over_time, tenures
from harmattan.stages.events import hold, identify, relate
from invented import actor, claim, document, lexicon, place

Told = tuple[str | None, str, str | None, str | None, str | None]


def report(day: str | None, key: str | None = None) -> Document:
    return document(key or f"report of {day}", published=day, source=key or day)


def held(paper: Document, holder: str, *, state: str = "holds", day: str | None = None, **fields: object) -> Claim:
    kind = "event" if state == "withdrew" else "control"
    fields.setdefault("said_by", "Desert Wire")
    role = "initiator" if kind == "event" else "subject"
    return claim(
        kind, trigger=state, document_id=paper.id, actors=[actor(role, holder)], places=[place("Ostra")], day=day,
        statement=f"{holder} {state} Ostra", **fields,
    )  # fmt: skip


def over_time(claims: Sequence[Claim], documents: Sequence[Document]) -> list[Told]:
    words = lexicon()
    found = tenures(
        hold(claims, documents, lexicon=words), claims, documents, actors=identify(claims, lexicon=words), lexicon=words
    )
    return sorted(map(_told, found), key=lambda told: (told[4] or "", told[0] or ""))


def _told(control: Control) -> Told:
    return control.holder, control.state, control.start, control.end, control.last_reported


def test_silence_extends_nothing_and_ends_nothing() -> None:
    old, late = report("2031-01-10"), report("2031-09-01")
    (state,) = over_time([held(old, "x:army", day="2031-01-08")], [old, late])
    assert state == ("x:army", "held", "2031-01-08", None, "2031-01-10")


def test_a_holding_ends_on_the_day_from_which_another_side_is_said_to_hold_the_place() -> None:
    first, second = report("2031-01-10"), report("2031-02-20")
    states = over_time([held(first, "x:army"), held(second, "x:front", day="2031-02-18")], [first, second])
    assert states == [
        ("x:army", "held", None, "2031-02-18", "2031-01-10"),
        ("x:front", "held", "2031-02-18", None, "2031-02-20"),
    ]


def test_what_is_said_on_the_same_days_is_contested_and_ends_nothing() -> None:
    first, second = report("2031-02-18"), report("2031-02-20")
    states = over_time([held(first, "x:army"), held(second, "x:front")], [first, second])
    assert [state[3] for state in states] == [None, None]


def test_who_takes_a_place_again_begins_anew() -> None:
    days = [report(day) for day in ("2031-01-10", "2031-02-20", "2031-04-01")]
    told = [held(days[0], "x:army"), held(days[1], "x:front"), held(days[2], "x:army")]
    assert over_time(told, days) == [
        ("x:army", "held", None, "2031-02-20", "2031-01-10"),
        ("x:front", "held", None, "2031-04-01", "2031-02-20"),
        ("x:army", "held", None, None, "2031-04-01"),
    ]
    ids = tenures(
        hold(told, days, lexicon=lexicon()), told, days, actors=identify(told, lexicon=lexicon()), lexicon=lexicon()
    )
    assert len({each.id for each in ids}) == 3


def test_a_side_that_reports_on_over_another_word_goes_on_and_both_stand() -> None:
    days = [report(day) for day in ("2031-02-01", "2031-02-18", "2031-02-20")]
    told = [held(days[0], "x:army"), held(days[1], "x:front"), held(days[2], "x:army")]
    assert over_time(told, days) == [
        ("x:front", "held", None, None, "2031-02-18"),
        ("x:army", "held", None, None, "2031-02-20"),
    ]


def test_a_holder_who_is_said_to_have_left_held_until_then() -> None:
    first, second = report("2031-01-10"), report("2031-02-20")
    states = over_time(
        [held(first, "x:army"), held(second, "x:army", state="withdrew", day="2031-02-15")], [first, second]
    )
    assert ("x:army", "held", None, "2031-02-15", "2031-01-10") in states


def test_what_nobody_stands_for_or_a_holder_says_of_itself_ends_no_other_holding() -> None:
    first, second = report("2031-01-10"), report("2031-02-20")
    for fields in ({"said_by": "x:front"}, {"said_by": None, "anonymous": "residents"}, {"value": "PS+"}):
        states = over_time([held(first, "x:army"), held(second, "x:front", **fields)], [first, second])
        assert [state[3] for state in states] == [None, None], fields


def test_two_names_of_one_side_end_nothing() -> None:
    first, second = report("2031-01-10"), report("2031-02-20")
    states = over_time([held(first, "x:army"), held(second, "x:guard")], [first, second])
    assert [state[3] for state in states] == [None, None]


def test_what_has_no_date_at_all_keeps_both_sides_open() -> None:
    blank = report(None, "blank")
    assert over_time([held(blank, "x:army")], [blank]) == [("x:army", "held", None, None, None)]


def tie(paper: Document, kind: str, **fields: object) -> Claim:
    return claim(
        "relation", trigger=kind, document_id=paper.id, said_by="Desert Wire",
        actors=[actor("subject", "x:front"), actor("subject", "x:league")], **fields,
    )  # fmt: skip


def test_an_alliance_ends_where_the_two_are_later_said_to_be_rivals() -> None:
    first, second, third = report("2031-01-10"), report("2031-03-20"), report("2031-03-22")
    words = lexicon()
    claims = [tie(first, "rivals"), tie(second, "rivals"), tie(third, "rivals")]
    (rival,) = relate(claims, lexicon=words)
    ally = Relation(
        id="rel-a",
        made_by=rival.made_by,
        subject=rival.subject,
        object=rival.object,
        kind="ally",
        claim_ids=(claims[0].id,),
    )
    later = Relation(
        id="rel-b", made_by=rival.made_by, subject=rival.subject, object=rival.object, kind="rival",
        claim_ids=(claims[1].id, claims[2].id),
    )  # fmt: skip
    found = bonds_over_time([ally, later], claims, [first, second, third], lexicon=words)
    assert [(each.kind, each.end) for each in found] == [("ally", "2031-03-20"), ("rival", None)]
    assert found[0].claim_ids == (claims[0].id,)
