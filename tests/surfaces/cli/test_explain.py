"""Why a record is there: of a report's JSON, of documents read for it, of a store of lineages."""

import json

import pytest

EXERCISE = "examples/exercise"


@pytest.fixture(scope="module")
def report(tmp_path_factory, request):
    from pathlib import Path

    import msgspec

    import harmattan

    path = tmp_path_factory.mktemp("explain") / "report.json"
    situation = harmattan.report(Path(request.config.rootpath) / EXERCISE)
    path.write_bytes(msgspec.json.encode(situation))
    return path


def records(report):
    return json.loads(report.read_text())


def told(harmattan, report, key):
    status, out, err = harmattan("explain", key, "--in", report, "--format", "json")
    assert (status, err) == (0, ""), err
    return json.loads(out)


def test_an_assessment_is_told_with_evidence_origins_reasons_and_what_would_change_it(harmattan, report):
    data = records(report)
    (toll,) = [
        a
        for a in data["assessments"]
        if a["status"] == "contested" and a["subject"]["attribute"] == "toll" and a["origins"] > 2
    ]
    found = told(harmattan, report, toll["id"])
    texts = {document["id"]: document["text"] for document in data["documents"]}
    assert found["kind"] == "assessment"
    assert found["reasons"] == toll["reasons"]
    assert found["numbers"] == toll["numbers"]
    assert {witness["claim_id"] for witness in found["witnesses"]} >= set(toll["claim_ids"])
    for witness in found["witnesses"]:
        assert texts[witness["document_id"]][witness["start"] : witness["end"]] == witness["quote"]
    assert any(witness["copy"] for witness in found["witnesses"])
    assert len({origin for witness in found["witnesses"] for origin in witness["origins"]}) >= toll["origins"]
    assert len(found["joined"]) == 5
    assert all(bond["joined"] and bond["reasons"] for bond in found["joined"])
    assert found["apart"]
    assert not any(bond["joined"] for bond in found["apart"])
    tested = {change["when"]: change["then"] for change in found["changes"] if change["tested"]}
    # Without the ministry's four the agency's seventeen is all that is left of plain numbers.
    (ministry,) = [then for when, then in tested.items() if "MINISTRY" in when]
    assert "best 17" in ministry
    assert any(not change["tested"] and "counts_differ" in change["then"] for change in found["changes"])


def test_what_rests_on_one_origin_would_be_nothing_without_it(harmattan, report):
    (alone, *_) = [a for a in records(report)["assessments"] if a["origins"] == 1 and a["status"] == "single_origin"]
    found = told(harmattan, report, alone["id"])
    assert [change["then"] for change in found["changes"] if change["tested"]] == ["nothing would be left of it"]


def test_every_kind_of_id_is_explained(harmattan, report):
    data = records(report)
    event = next(e for e in data["events"] if e["supersedes"])
    lineage = next(each for each in data["lineages"] if len(each["members"]) > 1)
    for kind, key in (
        ("claim", data["claims"][0]["id"]), ("event", event["id"]), ("event", event["supersedes"][0]),
        ("lineage", lineage["id"]), ("document", lineage["origin"]), ("control", data["control"][0]["id"]),
        ("relation", data["relations"][0]["id"]),
    ):  # fmt: skip
        found = told(harmattan, report, key)
        assert found["kind"] == kind
        assert found["why"]
        assert found["related"]
    assert told(harmattan, report, lineage["id"])["lineages"][1]["reasons"]


def test_the_terminal_says_the_same(harmattan, report):
    data = records(report)
    (toll,) = [
        a
        for a in data["assessments"]
        if a["status"] == "contested" and a["subject"]["attribute"] == "toll" and a["origins"] > 2
    ]
    status, out, _ = harmattan("explain", toll["id"], "--in", report)
    sides = [number["side"] for number in toll["numbers"] if number["side"]]
    assert sides
    assert not any(side in out for side in sides if side.startswith("act-"))
    assert "(side: " in out
    assert status == 0
    plain = " ".join(out.split())
    for words in (
        "REASONS AND THEIR WEIGHTS", "counts_differ", "characters ", "which goes back to", "JOINED, BECAUSE",
        "KEPT APART", "WHAT WOULD CHANGE IT", "contested, low confidence",
    ):  # fmt: skip
        assert words in plain, words


def test_an_id_that_no_record_has_is_one_line_with_ids_near_it(harmattan, report):
    known = records(report)["assessments"][0]["id"]
    status, out, err = harmattan("explain", known[:-1] + "x", "--in", report)
    assert (status, out) == (1, "")
    assert len(err.splitlines()) == 1
    assert known in err
    status, _, err = harmattan("explain", "no-such", "--in", report)
    assert (status, len(err.splitlines())) == (1, 1)
    assert "ids look like" in err


def test_documents_are_read_for_it_and_a_store_of_lineages_answers(harmattan, tmp_path, examples):
    status, out, _ = harmattan("report", examples, "--format", "json")
    data = json.loads(out)
    claim = data["claims"][0]
    status, out, _ = harmattan("explain", claim["id"], examples, "--format", "json")
    assert (status, json.loads(out)["what"]) == (0, claim["statement"])
    status, out, _ = harmattan("lineage", examples, "--store", tmp_path / "kept", "--format", "jsonl")
    lineages = [json.loads(line) for line in out.splitlines()]
    wide = max(lineages, key=lambda each: len(each["members"]))
    status, out, _ = harmattan("explain", wide["id"], "--store", tmp_path / "kept", "--format", "json")
    assert status == 0
    assert len(json.loads(out)["lineages"]) == len(wide["members"])
    status, out, _ = harmattan("explain", wide["members"][1]["document_id"], "--store", tmp_path / "kept")
    assert status == 0
    assert "not kept here" in out


def test_what_is_no_report_no_store_or_both_at_once_is_one_line(harmattan, tmp_path, report):
    (tmp_path / "a.json").write_text("{}x")
    for arguments, expected in (
        (("--in", tmp_path / "a.json"), 1),
        (("--in", tmp_path / "none.json"), 1),
        (("--store", tmp_path / "none"), 1),
        (("--in", report, "--store", tmp_path), 2),
        ((), 2),
        (("--in", report, "--public"), 2),
    ):
        status, out, err = harmattan("explain", "clm-1", *arguments)
        assert (status, out, len(err.splitlines())) == (expected, "", 1), err


def test_a_public_explanation_masks_what_a_public_report_masks(harmattan, tmp_path):
    row = {
        "text": "Amadou Diallo, a shepherd, said gunmen killed 12 villagers in Koro on Monday.",
        "published": "2026-03-03",
    }
    (tmp_path / "a.jsonl").write_text(json.dumps(row))
    for key in ("clm-1", "doc-1"):
        status, out, _ = harmattan("explain", key, tmp_path / "a.jsonl", "--public", "--as-of", "2026-03-04")
        assert status == 0
        assert "Diallo" not in out
