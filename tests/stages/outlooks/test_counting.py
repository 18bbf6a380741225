import pytest

from harmattan.records.base import MadeBy
from harmattan.records.outlook import ReferenceEvent
from harmattan.stages.outlooks.counting import count


def event(number, start, end, deaths, **more):
    return ReferenceEvent(
        id=f"e{number}",
        made_by=MadeBy(stage="t", version="1"),
        date_start=start,
        date_end=end,
        deaths_best=deaths,
        **more,
    )


def test_an_event_over_months_gives_each_its_days():
    found = count([event(1, "2020-01-30", "2020-02-08", 10.0, country="ML")])
    assert {point.month: point.value for point in found.points} == {"2020-01": 2.0, "2020-02": 8.0}
    whole = count([event(1, "2020-01-30", "2020-02-08", 10.0, country="ML")], share="end")
    assert [(point.month, point.value) for point in whole.points] == [("2020-02", 10.0)]


def test_events_without_the_place_asked_for_are_counted_apart():
    events = [
        event(1, "2020-01-03", "2020-01-03", 4.0, country="ML", cell=100, admin1="Gao"),
        event(2, "2020-03-03", "2020-03-03", 4.0, country="ML"),
        event(3, "2020-03-03", "2020-03-03", 4.0),
    ]
    assert count(events).nowhere == 1
    cells = count(events, unit="cell")
    assert [point.place for point in cells.points] == ["ML/100"]
    assert (cells.nowhere, cells.last - cells.first) == (2, 2)
    assert [point.place for point in count(events, unit="admin1").points] == ["ML/Gao"]


def test_a_low_count_stands_in_where_there_is_no_best():
    one = ReferenceEvent(
        id="e", made_by=MadeBy(stage="t", version="1"), date_start="2020-01-03", deaths_low=3.0, country="ML"
    )
    assert count([one]).points[0].value == pytest.approx(3.0)
