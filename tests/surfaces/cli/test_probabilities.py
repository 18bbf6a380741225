"""Probabilities and decisions, asked for as a user would."""

from __future__ import annotations

import json

import pytest

REPORT = "Gunmen killed two soldiers near the bridge in Kidal on Monday, the army said.\n"


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(REPORT)
    return path


def assessed(harmattan, *arguments):
    status, out, err = harmattan("report", *arguments, "--format", "json")
    return status, json.loads(out)["assessments"] if status == 0 else None, err


def decisions(tmp_path, *lines):
    path = tmp_path / "decided.jsonl"
    path.write_text("".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines))
    return path


def verdict(on, what, day=1):
    return {"on": on, "what": what, "who": "an analyst", "when": f"2031-06-{day:02}", "why": "heard both sides"}


def test_probabilities_are_null_unless_asked_for(harmattan, file):
    _, found, _ = assessed(harmattan, file)
    assert {item["probability"] for item in found} == {item["likelihood"] for item in found} == {None}
    _, found, _ = assessed(harmattan, file, "--probabilities")
    assert all(0.01 <= item["probability"] <= 0.99 and item["likelihood"] for item in found)


def test_a_probability_is_never_shown_without_what_it_is(harmattan, file):
    status, out, _ = harmattan("report", file, "--probabilities", "--format", "markdown")
    assert status == 0
    assert "model, calibrated by simulation)" in out
    _, out, _ = harmattan("report", file, "--format", "markdown")
    assert "model, calibrated by simulation)" not in out


def test_decisions_move_probabilities(harmattan, file, tmp_path):
    _, before, _ = assessed(harmattan, file, "--probabilities")
    given = decisions(tmp_path, *(verdict(item["id"], "rejected") for item in before))
    status, after, err = assessed(harmattan, file, "--probabilities", "--decisions", given)
    assert (status, err) == (0, "")
    assert all(now["probability"] < was["probability"] for now, was in zip(after, before, strict=True))


def test_decisions_about_nothing_here_are_counted_in_a_line(harmattan, file, tmp_path):
    given = decisions(tmp_path, verdict("asm-00000000000000000000", "upheld"), verdict("evt-1", "merged"))
    status, _, err = assessed(harmattan, file, "--decisions", given)
    assert status == 0
    assert err.splitlines() == [f"{given}: 0 of 2 decisions are about assessments of this report"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "line 2"),
        ({"on": "asm-1", "what": "upheld"}, "`who`"),
        (verdict("asm-1", "perhaps"), "upheld or rejected"),
    ],
)
def test_a_line_that_is_no_decision_is_named(harmattan, file, tmp_path, line, said):
    given = decisions(tmp_path, verdict("asm-1", "upheld"), line)
    status, out, err = harmattan("report", file, "--decisions", given, "--format", "json")
    assert (status, out) == (1, "")
    assert len(err.splitlines()) == 1
    assert said in err
    assert "line 2" in err


def test_a_file_of_decisions_that_is_not_there_is_one_line(harmattan, file, tmp_path):
    status, _, err = harmattan("report", file, "--decisions", tmp_path / "no.jsonl")
    assert status == 1
    assert len(err.splitlines()) == 1
    assert "not there" in err
