import re

import lxml.html
import pytest

import harmattan
from harmattan.stages.outlooks import OutlookSettings
from harmattan.surfaces.outlook import render
from harmattan.surfaces.outlook.words import likelihood, percent


@pytest.fixture(scope="module")
def outlooks(invented_series):
    found = harmattan.outlook(invented_series, settings=OutlookSettings(months=3)).outlooks
    return [one for one in found if one.place in ("Peru", "Mali")]


def test_words_are_those_of_icd_203():
    steps = {0.0: "almost no chance", 0.05: "very unlikely", 0.2: "unlikely", 0.45: "roughly even", 0.55: "roughly even",
             0.56: "likely", 0.8: "very likely", 0.95: "almost certain", 1.0: "almost certain"}  # fmt: skip
    assert {chance: likelihood(chance) for chance in steps} == steps


def test_no_odds_are_nothing_or_everything():
    assert [percent(chance) for chance in (0.0, 0.004, 0.05, 0.42, 0.999)] == [
        "under 0.5 %", "under 0.5 %", "5.0 %", "42 %", "over 99.5 %",
    ]  # fmt: skip


def test_the_terminal_shows_the_baseline_beside_every_number(outlooks):
    text = render(outlooks, "terminal", name_of=str, width=110)
    for place in ("Mali", "Peru"):
        assert f"Outlook: {place}" in text
    for month in ("2020-01", "2020-02", "2020-03"):
        line = next(line for line in text.splitlines() if line.strip().startswith(month))
        assert re.search(r"\d to [\d,]+ +[\d,]+ \([\d,]+ to [\d,]+\)", line)
    assert "How past calls did" in text
    assert "Baseline (in brackets)" in text
    assert max(map(len, text.splitlines())) <= 110


def test_the_page_stands_alone_and_draws_history_fan_and_baseline(outlooks):
    page = render(outlooks, "html")
    root = lxml.html.fromstring(page)
    assert not root.xpath("//script|//link|//img|//@src")
    charts = root.xpath("//*[local-name()='svg'][@class='fan']")
    assert len(charts) == 2
    for chart in charts:
        kinds = [part.get("class") for part in chart.iter() if part.get("class")]
        assert kinds.count("bar") == 36
        assert {"band b90", "band b80", "band b50", "naive", "half", "now"} <= set(kinds)
        assert chart.xpath("./*[local-name()='title']")
    assert len(root.xpath("//table[@class='outlook-table']/tbody/tr")) >= 2 * 3


def test_hostile_names_stay_text(outlooks):
    page = render(outlooks, "html", name_of=lambda place: f"<script>{place}</script>")
    assert not lxml.html.fromstring(page).xpath("//script")
    text = render(outlooks, "terminal", name_of=lambda place: f"\x1b[2J{place}\n")
    assert "\x1b" not in text


def test_json_lines_keep_the_contract(outlooks):
    import json

    lines = [json.loads(line) for line in render(outlooks, "jsonl").splitlines()]
    assert len(lines) == 6
    assert set(lines[0]) == {"place", "month", "issued", "quantiles", "exceeds"}
    assert {line["month"] for line in lines} == {"2020-01", "2020-02", "2020-03"}
    assert list(lines[0]["exceeds"]) == ["1", "25", "100", "1000"]
