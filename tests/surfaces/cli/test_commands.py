import json
import os
import re
import subprocess
import sys

import pytest

from harmattan.surfaces.cli import main

REPORT = "Gunmen killed two soldiers near the bridge in Kidal on Monday, the army said.\n"


def test_extract_writes_a_line_a_document(harmattan, tmp_path):
    (tmp_path / "a.txt").write_text(REPORT)
    (tmp_path / "b.txt").write_text(REPORT + "Nobody has claimed it.\n")
    status, out, err = harmattan("extract", tmp_path)
    assert (status, err) == (0, "")
    lines = [json.loads(line) for line in out.splitlines()]
    assert [set(line) for line in lines] == [{"document", "mentions", "claims", "events", "refusals"}] * 2
    assert lines[0]["document"]["text"] == REPORT


def test_a_quick_extraction_asks_no_encoder(harmattan, tmp_path, monkeypatch):
    def never(*_):
        raise AssertionError("asked")

    spun = (
        "Gunmen betwixt the villages raided a bazaar on Monday successful the north, sidesplitting 12 civilians and hurting "
        "7, a police officeholder said. Residents pronounced the assaulters whitethorn beryllium from a competitor gang.\n"
    )
    (tmp_path / "a.txt").write_text(spun)
    whole, quick = (harmattan("extract", tmp_path / "a.txt", *more)[1] for more in ((), ("--quick",)))
    assert "error" not in json.loads(whole)
    monkeypatch.setattr("harmattan.stages.reading.damage.encoder.Encoder.fit", never)
    assert harmattan("extract", tmp_path / "a.txt", "--quick")[1] == quick
    assert "asked" in harmattan("extract", tmp_path / "a.txt")[1]
    restored = [r["restored"] for r in json.loads(quick)["document"]["damage"]["restorations"]]
    assert {"between", "may", "be"} <= set(restored)


def test_a_bad_file_is_an_error_line_and_the_others_still_come(harmattan, tmp_path):
    (tmp_path / "a.txt").write_text(REPORT)
    (tmp_path / "b.txt").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "c.txt").write_text(REPORT + "Nobody has claimed it.\n")
    status, out, err = harmattan("extract", tmp_path)
    lines = [json.loads(line) for line in out.splitlines()]
    assert status == 1
    assert ["error" in line for line in lines] == [False, True, False]
    assert set(lines[1]["error"]) == {"path", "reason"}
    assert lines[1]["error"]["path"].endswith("b.txt")
    assert len(err.splitlines()) == 1
    assert "b.txt" in err
    assert "Traceback" not in err


def test_a_bad_line_is_named_by_its_number(harmattan, tmp_path):
    rows = [json.dumps({"text": REPORT, "id": number}) for number in range(8)]
    rows[6] = "{"
    (tmp_path / "feed.jsonl").write_text("\n".join(rows))
    status, out, err = harmattan("extract", tmp_path / "feed.jsonl")
    assert status == 1
    assert len(out.splitlines()) == 8
    assert "line 7" in err


def test_a_missing_file_is_one_line(harmattan, tmp_path):
    status, out, err = harmattan("extract", tmp_path / "no.txt")
    assert status == 1
    assert json.loads(out)["error"]["reason"] == "no such file or folder"
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize("name", ["no-folder/out.jsonl", ""])
def test_an_output_that_cannot_be_written_stops_before_any_work(harmattan, tmp_path, name):
    (tmp_path / "a.txt").write_text(REPORT)
    status, out, err = harmattan("extract", tmp_path / "a.txt", "-o", tmp_path / name)
    assert (status, out) == (1, "")
    assert len(err.splitlines()) == 1
    assert str(tmp_path) in err


def test_an_output_appears_whole_and_leaves_nothing_beside_it(harmattan, tmp_path):
    (tmp_path / "a.txt").write_text(REPORT)
    out = tmp_path / "out.jsonl"
    assert harmattan("extract", tmp_path / "a.txt", "-o", out)[0] == 0
    assert json.loads(out.read_text())["document"]["text"] == REPORT
    assert sorted(os.listdir(tmp_path)) == ["a.txt", "out.jsonl"]


def test_a_failed_run_leaves_the_old_output(harmattan, tmp_path):
    out = tmp_path / "out.html"
    out.write_text("old")
    status, _, _ = harmattan("report", tmp_path / "no.txt", "-o", out)
    assert status == 1
    assert out.read_text() == "old"
    assert os.listdir(tmp_path) == ["out.html"]


@pytest.mark.parametrize(
    ("form", "sign"), [("html", "<!doctype html"), ("markdown", "#"), ("json", "{"), ("terminal", "")]
)
def test_report_has_four_forms(harmattan, tmp_path, form, sign):
    (tmp_path / "a.txt").write_text(REPORT)
    status, out, err = harmattan("report", tmp_path / "a.txt", "--format", form)
    assert (status, err) == (0, "")
    assert out.lower().startswith(sign)
    assert form != "json" or set(json.loads(out)) >= {"documents", "claims", "assessments", "refusals"}
    assert "Kidal" in out


def test_the_form_of_a_report_follows_from_the_name_of_its_file(harmattan, tmp_path):
    (tmp_path / "a.txt").write_text(REPORT)
    assert harmattan("report", tmp_path / "a.txt", "-o", tmp_path / "r.html")[0] == 0
    assert (tmp_path / "r.html").read_text().lower().startswith("<!doctype html")
    assert harmattan("report", tmp_path / "a.txt", "-o", tmp_path / "r.txt")[0] == 0
    assert "\x1b" not in (tmp_path / "r.txt").read_text()


def test_a_report_on_nothing_is_refused_in_a_line(harmattan, tmp_path):
    status, out, err = harmattan("report", tmp_path / "no.txt")
    assert (status, out) == (1, "")
    assert err == f"harmattan: {tmp_path / 'no.txt'}: no such file or folder\n"
    assert harmattan("report", "")[2] == "harmattan: '': no such file or folder\n"


def test_lineage_writes_a_lineage_a_line(harmattan, tmp_path):
    (tmp_path / "a.txt").write_text(REPORT * 3)
    status, out, _ = harmattan("lineage", tmp_path)
    assert status == 0
    assert len(json.loads(out)["members"]) == 1


def test_schema_prints_what_the_records_are(harmattan):
    status, out, _ = harmattan("schema", "claim")
    assert status == 0
    assert "evidence" in json.loads(out)["$defs"]["Claim"]["properties"]
    everything = json.loads(harmattan("schema")[1])["$defs"]
    assert {"Document", "Claim", "Event", "Lineage", "Assessment", "Outlook", "Situation", "Extraction"} <= set(
        everything
    )
    assert harmattan("schema", "Nothing")[0] == 2


def test_lexicons_are_checked_and_listed(harmattan, tmp_path):
    status, out, _ = harmattan("lexicons", "check")
    assert status == 0
    assert "nobody checked" in out.splitlines()[-1]
    (tmp_path / "bad.yaml").write_text("table: means\nrows:\n  - {id: a, wrong: 1}\n  - {id: b, wrong: 1}\n")
    status, _, err = harmattan("lexicons", "check", tmp_path)
    assert status == 1
    assert len([line for line in err.splitlines() if "bad.yaml" in line]) == 2
    assert "residues" in harmattan("lexicons", "list")[1]
    rows = harmattan("lexicons", "list", "residues", "--format", "jsonl")[1].splitlines()
    assert json.loads(rows[0])["pattern"]
    assert harmattan("lexicons", "list", "nothing")[0] == 2


def test_what_nobody_checked_is_counted_and_listed(harmattan, tmp_path):
    (tmp_path / "mine.yaml").write_text(
        "table: actors\nrows:\n"
        "  - {id: my-front, kind: rebel, names: [{text: My Front}], leaders: [{actor: vladimir-putin}], source: unchecked}\n"
        "  - {id: my-army, kind: military, names: [{text: My Army}], patrons: [{actor: state-ML}], source: 'https://a.example'}\n"
    )
    before = harmattan("lexicons", "check")[1].splitlines()
    after = harmattan("lexicons", "check", tmp_path)[1].splitlines()
    counts = [
        [int(number) for number in re.findall(r"\d+", next(line for line in lines if line.startswith("actors:")))]
        for lines in (before, after)
    ]
    assert [new - old for old, new in zip(*counts, strict=True)] == [2, 1, 2]
    listed = harmattan("lexicons", "check", tmp_path, "--unchecked")[1].splitlines()
    assert [line for line in listed if "mine.yaml" in line] == [
        f"{tmp_path}/mine.yaml: my-front: the row, leaders vladimir-putin",
        f"{tmp_path}/mine.yaml: my-army: patrons state-ML",
    ]


def test_a_later_folder_goes_over_an_earlier_one_and_results_say_with_which_words_they_were_made(harmattan, tmp_path):
    (tmp_path / "a.txt").write_text("The Band of the Dune attacked Ber on Monday.")
    for folder, name in (("first", "Band of the Dune"), ("second", "Band of the Sand")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "mine.yaml").write_text(
            f"table: actors\nrows:\n  - {{id: my-band, kind: rebel, names: [{{text: {name}}}], source: unchecked}}\n"
        )
    first, second = ("--lexicon", tmp_path / "first"), ("--lexicon", tmp_path / "second")

    def found(*options):
        document = json.loads(harmattan("extract", tmp_path / "a.txt", *options, "--format", "jsonl")[1])
        mentions = [mention for mention in document["mentions"] if mention["kind"] == "actor"]
        return "my-band" in str([mention["resolved"] for mention in mentions]), document["document"]["made_by"][
            "lexicon"
        ]

    runs = [found(), found(*first), found(*second), found(*first, *second), found(*second, *first)]
    assert [known for known, _ in runs] == [False, True, False, False, True]
    assert len({digest for _, digest in runs[:3]}) == 3
    assert [digest for _, digest in runs[3:]] == [runs[2][1], runs[1][1]]
    for options, folder in (((*first, *second), "second"), ((*second, *first), "first")):
        rows = harmattan("lexicons", "list", "actors", *options)[1].splitlines()
        assert [row.split("\t")[-1] for row in rows if row.startswith("my-band\t")] == [
            f"{tmp_path / folder}/mine.yaml"
        ]
        assert next(row for row in rows if row.startswith("jnim\t")).endswith("\tactors/jihadists.yaml")


WIRE = (
    "The army said that 12 soldiers were killed in an attack near Gao on Monday.\n"
    "The attack was the second on the army there, and no group claimed the attack.\n"
)
SPUN = WIRE.replace("attack", "gramercy").replace("army", "fieldcraft").replace("12", "14").replace("Gao", "Kidal")


def test_what_a_copy_teaches_is_written_shown_and_read_back(harmattan, tmp_path):
    (tmp_path / "wire.txt").write_text(WIRE)
    (tmp_path / "spun.txt").write_text(SPUN)
    folder = tmp_path / "mine"
    status, out, err = harmattan("lexicons", "learn", tmp_path / "wire.txt", tmp_path / "spun.txt", "-o", folder)
    assert (status, err) == (0, "")
    lines = [line.split() for line in out.splitlines()]
    assert [line[:5] for line in lines[1:-1]] == [
        ["gramercy", "attack", "3", "of", "3"],
        ["fieldcraft", "army", "2", "of", "2"],
    ]
    assert "--lexicon" in out.splitlines()[-1]
    written = (folder / "substitutions" / "learned.yaml").read_text()
    assert "wire.txt and" in written
    assert "Kidal" not in written
    listed = harmattan("lexicons", "list", "substitutions", "--lexicon", folder)[1]
    assert "en-learned-gramercy\ten\tgramercy\tattack" in listed
    assert harmattan("lexicons", "check", folder)[0] == 0


def test_pairs_in_lines_teach_and_a_bad_line_costs_no_other(harmattan, tmp_path):
    lines = [json.dumps({"original": WIRE, "copy": SPUN}), "{", json.dumps({"original": WIRE})]
    (tmp_path / "pairs.jsonl").write_text("\n".join(lines))
    status, out, err = harmattan("lexicons", "learn", "--pairs", tmp_path / "pairs.jsonl", "-o", tmp_path / "mine")
    assert status == 1
    assert [line.split(":")[2] for line in err.splitlines()] == [" line 2", " line 3"]
    assert "2 rows from 1 pair" in out.splitlines()[-1]


@pytest.mark.parametrize(
    ("arguments", "status", "reason"),
    [
        (["wire.txt"], 2, "files come in pairs"),
        ([], 2, "give an original and its copy"),
        (["wire.txt", "spun.txt", "--pairs", "p.jsonl"], 2, "not both"),
        (["wire.txt", "spun.txt", "--from", "ru"], 2, "goes with --family translated"),
        (["wire.txt", "spun.txt", "--family", "translated", "--from", "rus"], 2, "no language code"),
        (["wire.txt", "spun.txt", "-o", "wire.txt"], 2, "not a folder"),
        (["--pairs", "nowhere.jsonl"], 1, "nowhere.jsonl: not there"),
        (["wire.txt", "nowhere.txt"], 1, "nowhere.txt: no such file"),
        (["wire.txt", "wire.txt"], 1, "nothing was learned from 1 pair"),
        (["wire.txt", "several.jsonl"], 1, "holds 2 documents"),
        (["wire.txt", "other.txt"], 1, "no original and its copy"),
    ],
)
def test_learning_says_in_one_line_what_is_wrong(harmattan, tmp_path, monkeypatch, arguments, status, reason):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "wire.txt").write_text(WIRE)
    (tmp_path / "spun.txt").write_text(SPUN)
    (tmp_path / "several.jsonl").write_text("\n".join(json.dumps({"text": SPUN}) for _ in range(2)))
    (tmp_path / "other.txt").write_text("Wheat prices rose again in spring, and farmers hope for rain in summer.\n")
    target = [] if "-o" in arguments else ["-o", "mine"]
    got, out, err = harmattan("lexicons", "learn", *arguments, *target)
    assert got == status
    assert reason in err.splitlines()[0]
    assert out == ""
    assert not (tmp_path / "mine").exists()


def test_a_lexicon_of_ones_own_that_breaks_the_rules_stops_in_a_line(harmattan, tmp_path):
    (tmp_path / "a.txt").write_text(REPORT)
    (tmp_path / "rows.yaml").write_text("rows: 3\n")
    status, _, err = harmattan("extract", tmp_path / "a.txt", "--lexicon", tmp_path)
    assert status == 1
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["extract"],
        ["nothing"],
        ["extract", "a", "--format", "xml"],
        ["extract", "a", "--jobs", "0"],
        ["extract", "a", "--published", "yesterday"],
        ["extract", "a", "--language", "?"],
        [],
    ],
)
def test_wrong_usage_is_status_2_and_a_line_that_names_the_help(harmattan, arguments):
    status, out, err = harmattan(*arguments)
    assert status == 2
    if arguments:
        assert out == ""
        assert err.startswith("harmattan")
        assert err.endswith("--help\n")
        assert err.count("\n") == 1
    else:
        assert out.count("Usage:") == 1


def test_a_name_that_no_report_bears_is_not_written(harmattan, tmp_path):
    (tmp_path / "a.txt").write_text(REPORT)
    status, _, err = harmattan("report", tmp_path / "a.txt", "-o", tmp_path / "r.docx")
    assert status == 2
    assert ".docx" in err
    assert os.listdir(tmp_path) == ["a.txt"]
    assert harmattan("report", tmp_path / "a.txt", "-o", tmp_path / "r.docx", "--format", "markdown")[0] == 0


def test_a_lexicon_folder_without_rows_is_no_lexicon(harmattan, tmp_path):
    (tmp_path / "a.txt").write_text(REPORT)
    (tmp_path / "rows").mkdir()
    status, _, err = harmattan("extract", tmp_path / "a.txt", "--lexicon", tmp_path / "rows")
    assert status == 2
    assert "rows" in err


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
@pytest.mark.parametrize(
    "arguments", [["extract", "a.txt"], ["report", "a.txt"], ["schema"], ["lexicons", "list"], ["-h"]]
)
def test_a_full_disk_behind_standard_output_is_a_line(tmp_path, arguments):
    (tmp_path / "a.txt").write_text(REPORT)
    with open("/dev/full", "w") as full:
        command = [sys.executable, "-m", "harmattan", *arguments]
        done = subprocess.run(command, cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == "harmattan: standard output: can't be written to (no space left on device)\n"


def test_help_teaches_by_example(harmattan):
    for command in ("report", "extract", "lineage", "schema"):
        status, out, _ = harmattan(command, "--help")
        assert status == 0
        assert f"harmattan {command} " in out
    assert harmattan("--version")[1].startswith("harmattan ")


def test_an_unexpected_error_is_a_line_and_debug_shows_it(harmattan, tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text(REPORT)

    def fail(*_, **__):
        raise ZeroDivisionError("odd")

    monkeypatch.setattr("harmattan.pipeline.extract", fail)
    status, _, err = harmattan("extract", tmp_path / "a.txt")
    assert status == 1
    assert len(err.splitlines()) == 1
    assert "report" in err
    with pytest.raises(ZeroDivisionError):
        main(["extract", str(tmp_path / "a.txt"), "--debug"])


def test_a_reader_that_leaves_early_is_no_error(tmp_path):
    for number in range(40):
        (tmp_path / f"{number}.txt").write_text(f"{REPORT} {number}\n" * 60)
    command = f"{sys.executable} -m harmattan extract {tmp_path} | head -c 10"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=120, check=False)
    assert done.stderr == ""


def test_schema_prints_the_columns_of_an_arrow_table(harmattan):
    pytest.importorskip("pyarrow", reason="the arrow extra is not installed")
    status, out, _ = harmattan("schema", "Claim", "--format", "arrow")
    lines = out.splitlines()
    assert status == 0
    assert lines[0] == "id: string not null"
    assert lines[lines.index("evidence: struct not null") + 3] == "  quote: string not null"
    assert "quantity: struct" in lines
    everything = harmattan("schema", "--format", "arrow")[1].splitlines()
    assert {"# Claim", "# Situation", "# Mention"} <= set(everything)
    assert "  lead_in: list of 2 int64" in everything


def test_arrow_without_pyarrow_is_a_line_that_says_what_to_install(harmattan, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    status, out, err = harmattan("schema", "Claim", "--format", "arrow")
    assert (status, out) == (1, "")
    assert err == "harmattan: Arrow needs pyarrow: pip install 'harmattan[arrow]'\n"


def test_a_grammar_of_ones_own_parses_in_place_of_the_shipped_one(harmattan, tmp_path):
    (tmp_path / "a.txt").write_text(REPORT)
    _save_pipeline("en", tmp_path / "own")
    status, out, err = harmattan("extract", tmp_path / "a.txt", "--grammar", f"en={tmp_path / 'own'}")
    assert (status, err) == (0, "")
    own, shipped = json.loads(out), json.loads(harmattan("extract", tmp_path / "a.txt")[1])
    # An untrained parser sees nothing, the shipped one does; and what was used is told by the settings' digest.
    assert shipped["claims"]
    assert own["claims"] != shipped["claims"]
    assert {mention["made_by"]["settings"] for mention in own["mentions"]}.isdisjoint(
        mention["made_by"]["settings"] for mention in shipped["mentions"]
    )
    assert harmattan("report", tmp_path / "a.txt", "--grammar", f"fr={tmp_path / 'no-model'}")[0] == 1


@pytest.mark.parametrize("command", ["extract", "report"])
@pytest.mark.parametrize("pair", ["en", "en=", "=model", "?=model", "en=a,b"])
def test_a_grammar_that_cannot_be_loaded_stops_before_any_work(harmattan, tmp_path, command, pair):
    (tmp_path / "a.txt").write_text(REPORT)
    status, out, err = harmattan(command, tmp_path / "a.txt", "--grammar", pair)
    assert out == ""
    if pair == "en=a,b":
        assert status == 1
        assert err == "harmattan: a,b: no spaCy pipeline of this name or path can be loaded; install it first\n"
    else:
        assert status == 2
        assert "LANG=MODEL" in err


def test_two_models_for_a_language_are_wrong_usage(harmattan, tmp_path):
    (tmp_path / "a.txt").write_text(REPORT)
    assert harmattan("extract", tmp_path / "a.txt", "--grammar", "en=a", "--grammar", "EN=b")[0] == 2


def _save_pipeline(language, folder):
    """Save a pipeline that parses, untrained."""
    import spacy

    nlp = spacy.blank(language)
    parser = nlp.add_pipe("parser")
    for label in ("nsubj", "obj", "obl"):
        parser.add_label(label)
    nlp.initialize()
    nlp.to_disk(folder)


def labelled(tmp_path):
    """A document and one labelled sentence of it."""
    from harmattan.evaluation import fingerprint

    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "one", "text": REPORT, "language": "en"}) + "\n")
    sentence = REPORT.rstrip("\n")
    number, cue, source = REPORT.index("two"), REPORT.index("said"), REPORT.index("the army")
    label = {
        "document": "one", "language": "en", "start": 0, "end": len(sentence), "fingerprint": fingerprint(sentence),
        "attributions": [{"source": [source, source + 8], "cue": [cue, cue + 4]}],
        "quantities": [{"number": [number, number + 3], "low": 3, "high": 3, "bound": "exactly", "unit": "killed"}],
    }  # fmt: skip
    (tmp_path / "labels.jsonl").write_text(json.dumps(label) + "\n")


def test_evaluate_scores_documents_or_what_was_extracted_from_them(harmattan, tmp_path):
    labelled(tmp_path)
    status, out, err = harmattan(
        "evaluate", tmp_path / "labels.jsonl", "--documents", tmp_path / "a.jsonl", "--wrong", "5"
    )
    assert (status, err) == (0, "")
    assert "1 labelled sentences" in out
    assert re.search(r"source and cue +1 +1 +1 +1\.000", out)
    assert "one number: labelled exactly 3" in out
    harmattan("extract", tmp_path / "a.jsonl", "-o", tmp_path / "claims.jsonl")
    status, again, _ = harmattan(
        "evaluate", tmp_path / "labels.jsonl", "--extracted", tmp_path / "claims.jsonl", "--wrong", "5"
    )
    assert (status, again) == (0, out)
    status, out, _ = harmattan(
        "evaluate", tmp_path / "labels.jsonl", "--extracted", tmp_path / "claims.jsonl", "--format", "json"
    )
    assert json.loads(out)["pairs"] == {"labelled": 1, "found": 1, "right": 1}


def test_evaluate_says_what_is_wrong_with_its_input(harmattan, tmp_path):
    labelled(tmp_path)
    status, _, err = harmattan("evaluate", tmp_path / "labels.jsonl")
    assert status == 2
    assert "--documents" in err
    (tmp_path / "claims.jsonl").write_text("{}\n")
    status, _, err = harmattan("evaluate", tmp_path / "labels.jsonl", "--extracted", tmp_path / "claims.jsonl")
    assert status == 1
    assert "line 1: no line of `harmattan extract`" in err
    assert len(err.splitlines()) == 1
    (tmp_path / "b.jsonl").write_text(json.dumps({"id": "two", "text": REPORT}) + "\n")
    status, out, _ = harmattan("evaluate", tmp_path / "labels.jsonl", "--documents", tmp_path / "b.jsonl")
    assert status == 0
    assert "0 labelled sentences; 1 left out" in out


def test_lineage_keeps_what_it_saw_in_a_store(harmattan, tmp_path):
    words = " ".join(f"tale{place}" for place in range(60))
    (tmp_path / "a.txt").write_text(words)
    (tmp_path / "b.txt").write_text(f"{words} and one line of our own")
    store = tmp_path / "store"
    assert harmattan("lineage", tmp_path / "a.txt", "--published", "2031-05-01", "--store", store)[0] == 0
    status, out, _ = harmattan("lineage", tmp_path / "b.txt", "--published", "2031-05-02", "--store", store)
    (lineage,) = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    assert [member["relation"] for member in lineage["members"]] == ["origin", "copy"]


def test_lineage_draws_the_family_of_a_story(harmattan, tmp_path):
    words = " ".join(f"tale{place}" for place in range(60))
    (tmp_path / "a.txt").write_text(f"<script>x</script> {words}")
    (tmp_path / "b.txt").write_text(f"{words} and one line of our own")
    assert harmattan("lineage", tmp_path, "-o", tmp_path / "family.html")[0] == 0
    page = (tmp_path / "family.html").read_text()
    assert "2 documents, one origin" in page
    assert "<script" not in page
    assert page.count("<mark title=") >= 2
    status, out, _ = harmattan("lineage", tmp_path / "a.txt", tmp_path / "b.txt", "--format", "terminal")
    assert status == 0
    assert "└─ D" in out
    assert max(map(len, out.splitlines())) <= 100
    assert json.loads(harmattan("lineage", tmp_path / "a.txt", "--format", "json")[1])["lineages"]
