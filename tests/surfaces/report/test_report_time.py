"""What the report shows over time, in its forms."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import msgspec
import pytest
from lxml import html as lxml_html

import harmattan
from harmattan.records.bundle import Situation
from harmattan.surfaces.report import render
from harmattan.surfaces.report.compose import compose
from harmattan.surfaces.report.control_map import age_on, standing_on, told_at_once, turns_of
from harmattan.surfaces.report.graph import core_of
from harmattan.surfaces.report.lanes import Scale, holdings_svg, timeline_svg
from harmattan.surfaces.report.over_time import ControlRow, Holding, Moment
from harmattan.surfaces.report.view import Edge, Report
from harmattan.surfaces.report.vocabulary import default_vocabulary

REPORTS = [
    {"id": "1", "source": "AFP", "published": "2026-01-06", "language": "en",
     "text": "The Malian army holds Hombori, the ministry of defence said on Tuesday. "
     "Two soldiers were killed in an attack on Gao on Monday, the army said."},
    {"id": "2", "source": "Reuters", "published": "2026-02-10", "language": "en",
     "text": "JNIM seized Hombori on Monday, Reuters reported. "
     "JNIM fighters attacked a convoy near Djibo in Burkina Faso on Sunday, killing 11 soldiers, the army said."},
    {"id": "3", "source": "AFP", "published": "2026-03-20", "language": "en",
     "text": "The Malian army seized Hombori on Thursday, AFP reported. JNIM still holds Ber, the mayor of Ber said on Friday."},
]  # fmt: skip


@pytest.fixture(scope="module")
def war() -> Situation:
    return harmattan.report(REPORTS)


@pytest.fixture(scope="module")
def shown(war: Situation) -> Report:
    return compose(war, default_vocabulary())


def row_of(report: Report, place: str) -> ControlRow:
    (row,) = [row for row in report.over_time.control if row.place == place]
    return row


def test_control_changes_hands_with_days_and_evidence(shown: Report) -> None:
    row = row_of(shown, "Hombori")
    assert [(each.holder, each.state, each.first, each.end) for each in row.holdings] == [
        ("Malian Armed Forces", "held", "2026-01-06", "2026-02-09"),
        ("JNIM", "seized", "2026-02-09", "2026-03-19"),
        ("Malian Armed Forces", "seized", "2026-03-19", None),
    ]
    assert all(each.refs for each in row.holdings)
    assert not any(each.contested for each in row.holdings)


def test_the_map_turns_to_each_day_and_tells_the_age_of_each_word(shown: Report) -> None:
    row = row_of(shown, "Hombori")
    assert [each.holder for each in standing_on(row, "2026-02-01")] == ["Malian Armed Forces"]
    assert age_on(standing_on(row, "2026-02-01")[0], "2026-02-01") == 26
    assert [each.holder for each in standing_on(row, "2026-02-09")] == ["JNIM"]
    turns = turns_of(shown.over_time.control, "2026-03-20")
    assert [turn.day for turn in turns][-1] == "2026-03-20"
    lines = [line for line, _ in turns[-1].lines]
    assert any(line.startswith("Hombori: seized by Malian Armed Forces (word of that day)") for line in lines), lines


def holding(holder: str, first: str, end: str | None = None, **fields: object) -> Holding:
    made = Holding(
        holder=holder, key=holder, side=holder, state="held", words=f"held by {holder}", first=first, dated=True, last=first,
        end=end, reports=(first,), contested=False, age=0, tags=(), refs=(1,),
    )  # fmt: skip
    return msgspec.structs.replace(made, **fields)


def test_a_word_of_long_ago_is_not_told_at_one_time_with_a_young_one() -> None:
    row = ControlRow(
        place="Ostra", latitude=1.0, longitude=1.0, country="ML",
        holdings=(holding("army", "2026-01-01"), holding("front", "2026-06-01"), holding("league", "2026-06-20")),
    )  # fmt: skip
    assert {each.holder for each in told_at_once(row, "2026-06-21")} == {"front", "league"}
    assert {each.holder for each in told_at_once(row, "2026-01-20")} == {"army"}


def test_a_bar_ends_with_the_latest_report_and_what_follows_only_ages() -> None:
    row = ControlRow(
        place="Ostra", latitude=None, longitude=None, country=None,
        holdings=(holding("army", "2026-01-01", last="2026-01-11", reports=("2026-01-01", "2026-01-11")),),
    )  # fmt: skip
    root = lxml_html.fragment_fromstring(holdings_svg([row], "2026-04-11", 860.0, "x"))
    scale = Scale(date(2026, 1, 1), date(2026, 4, 11), 14.0, 846.0)
    (bar,) = root.xpath("//rect[contains(@class, 'hold')]")
    (aging,) = root.xpath("//line[contains(@class, 'aging')]")
    assert float(bar.get("x")) + float(bar.get("width")) == pytest.approx(scale.at(date(2026, 1, 11)), abs=1)
    assert float(aging.get("x2")) == pytest.approx(846.0, abs=1)
    assert len(root.xpath("//line[contains(@class, 'report')]")) == 2


def test_dots_of_one_day_stand_beside_each_other() -> None:
    moments = [
        Moment(
            day="2026-01-01", last="2026-01-01", words="1 Jan 2026", lane="Attacks", text=f"attack {n}", language="en",
            tags=(), status="unverified" if n else "confirmed", refs=(n + 1,), weight=float(n),
        )
        for n in range(6)
    ]  # fmt: skip
    root = lxml_html.fragment_fromstring(timeline_svg(moments, 860.0, "x"))
    dots = [(float(c.get("cx")), float(c.get("cy")), float(c.get("r"))) for c in root.xpath("//circle")]
    assert len(dots) == 6
    for n, (x, y, r) in enumerate(dots):
        for x2, y2, r2 in dots[n + 1 :]:
            assert (x - x2) ** 2 + (y - y2) ** 2 >= (min(r, r2) + 4) ** 2
    assert len(root.xpath("//circle[contains(@class, 'hollow')]")) == 5


def test_a_drawing_holds_no_more_actors_than_can_be_told_apart() -> None:
    edges = tuple(
        Edge(
            subject=f"a{n}", object=f"b{n}", subject_name="", object_name="", kind="ally", words="", certain=True, period=None,
            refs=tuple(range(n + 1)),
        )
        for n in range(40)
    )  # fmt: skip
    kept = core_of(edges, 10)
    assert [edge.subject for edge in kept] == ["a35", "a36", "a37", "a38", "a39"]


def test_disputed_values_stand_side_by_side(examples: Path) -> None:
    report = compose(harmattan.report(examples), default_vocabulary())
    (killed,) = [each for each in report.over_time.disputes if each.what.startswith("How many soldiers killed")]
    assert {value.words for value in killed.values} == {
        "at least 12 soldiers killed", "4 soldiers killed", "at least 40 soldiers killed", "17 soldiers killed",
    }  # fmt: skip
    assert all(value.by and value.refs for value in killed.values)
    (held,) = [each for each in report.over_time.disputes if each.what.startswith("Who holds")]
    assert {value.words for value in held.values} == {"Malian Armed Forces", "JNIM"}
    hombori = row_of(report, "Hombori")
    assert [each.contested for each in hombori.holdings] == [True, True]
    assert [each.end for each in hombori.holdings] == [None, None]


def test_districts_come_by_week_and_the_border_is_named(shown: Report) -> None:
    weeks = shown.over_time.weeks
    assert [name for name, _ in weeks.rows] == ["Gao, Mali", "Sahel, Burkina Faso"]
    assert [cell and cell.new for cell in weeks.rows[0][1]] == [True, None]


@pytest.mark.parametrize("form", ["html", "markdown", "terminal"])
def test_every_form_tells_it(war: Situation, form: str) -> None:
    page = render(war, form)  # type: ignore[arg-type]
    plain = " ".join(re.sub(r"<[^>]+>|[*`]", " ", page).split())
    for words in (
        "Timeline",
        "Who is said to have held what",
        "seized by JNIM",
        "Gao, Mali",
        "Disputed values",
        "until 9 Feb 2026",
    ):
        if form == "html" and words.startswith("until"):
            continue
        assert words in plain, words


def test_the_page_turns_its_map_without_a_script(war: Situation) -> None:
    page = render(war, "html")
    root = lxml_html.document_fromstring(page)
    turns = root.xpath("//div[@class='turner']/input[@type='radio']/@id")
    assert len(turns) >= 3
    for turn in turns:
        number = turn.removeprefix("turn")
        assert root.xpath(f"//label[@for='{turn}']")
        assert root.xpath(f"//*[contains(concat(' ', @class, ' '), ' at{number} ')]")
        assert f"#{turn}:checked ~ figure .at{number}" in page
    assert root.xpath("//div[@class='turner']/input[@checked]/@id") == [turns[-1]]


def test_the_picture_is_json_of_its_own(war: Situation) -> None:
    data = json.loads(render(war, "picture"))
    assert set(data) == {"relations", "control", "sides", "reach", "undated"}
    assert [week["week"] for week in data["reach"]] == ["2026-01-05", "2026-02-02"]
    assert {each["end"] for each in data["control"]} >= {"2026-02-09", "2026-03-19", None}
