import importlib
import json

import pytest

from harmattan.records.claim import Refusal
from harmattan.records.document import Document

room = importlib.import_module("harmattan.stages.reading.read")


def line(**fields):
    return json.dumps(fields, ensure_ascii=False)


def test_a_bad_line_is_refused_by_its_number_and_the_others_are_read(read_all):
    good = [line(text=f"The army took village {number} on Monday.", id=number) for number in range(1, 10)]
    good[6] = '{"text": "cut off'
    found = read_all("\n".join(good), "feed.jsonl")
    assert [document.external_id for document in found if isinstance(document, Document)] == list("12345689")
    (refusal,) = [item for item in found if isinstance(item, Refusal)]
    assert refusal.code == "invalid_json"
    assert refusal.reason.startswith("line 7: ")


def test_what_a_line_says_of_its_document_is_kept_and_other_keys_are_ignored(read_all):
    (document,) = read_all(
        line(
            text="Two men were held in the port, police said.", id="x1", title="Held", source="A paper", other=[1],
            url="https://example.org/1", published="2024-05-12T10:30:00Z", language="en-GB",
        ),
        "feed.jsonl",
    )  # fmt: skip
    assert document.external_id == "x1"
    assert (document.title, document.source, document.url) == ("Held", "A paper", "https://example.org/1")
    assert (document.published, document.language) == ("2024-05-12T10:30:00+00:00", "en")


def test_each_document_goes_back_to_the_bytes_of_its_line(read_all):
    data = (line(text="Une armée à l'est.") + "\n\n" + line(text="Second report of the day.") + "\r\n").encode()
    documents = read_all(data, "feed.jsonl")
    for document in documents:
        (span,) = document.origin_map
        assert json.loads(data[span.byte_start : span.byte_end])["text"] == document.text


def test_an_array_and_an_object_over_several_lines_are_read_too(read_all):
    entries = [{"text": "The army took the bridge."}, {"text": "The rebels deny it."}]
    assert len(read_all(json.dumps(entries, indent=2), "feed.json")) == 2
    assert len(read_all(json.dumps(entries[0], indent=2), "feed.json")) == 1


def test_json_lines_are_known_by_their_look(read_all):
    assert len(read_all(line(text="One report.") + "\n" + line(text="Another report."), "-")) == 2


def test_lines_that_hold_no_document_are_refused_one_by_one(read_all):
    rows = [
        "[1]",
        "3",
        "null",
        line(title="no text"),
        line(text=4),
        line(text="  "),
        '{"a":' * 5000,
        line(text="Fine report."),
    ]
    found = read_all("\n".join(rows), "feed.jsonl")
    assert [type(item) for item in found] == [Refusal] * 7 + [Document]


def test_half_a_surrogate_pair_does_not_reach_the_text(read_all):
    (document,) = read_all(r'{"text": "a report \ud83d of the day"}', "feed.jsonl")
    assert "\ufffd" in document.text
    document.text.encode()


def test_a_line_above_the_limit_is_refused_and_says_so(read_all):
    found = read_all(line(text="x " * 600) + "\n" + line(text="A short report."), "feed.jsonl", max_bytes=1000)
    assert isinstance(found[0], Refusal)
    assert found[0].code == "too_large"
    assert isinstance(found[1], Document)


def test_forty_reprints_stay_forty_documents(read_all):
    rows = [line(text="The army took the bridge.", source=f"paper {number}") for number in range(40)]
    assert len({document.id for document in read_all("\n".join(rows), "feed.jsonl")}) == 40


@pytest.mark.parametrize("head", [1, 30, 200])
@pytest.mark.parametrize("shape", ["lines", "array"])
def test_a_file_that_goes_on_is_read_document_by_document_with_its_bytes(read_all, read_long, head, shape):
    rows = [{"text": f"L'armée a pris le village {number}.", "id": number} for number in range(40)]
    lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    data = (json.dumps(rows, ensure_ascii=False, indent=1) if shape == "array" else lines).encode()
    found = read_long(data, "feed.json", head)
    assert found == read_all(data, "feed.json")
    assert [one.external_id for one in found] == [str(number) for number in range(40)]
    for one in found:
        (span,) = one.origin_map
        assert json.loads(data[span.byte_start : span.byte_end])["text"] == one.text


@pytest.mark.parametrize("shape", ["lines", "array"])
def test_a_document_without_end_is_passed_over_by_number(read_long, shape):
    rows = [{"text": "First."}, {"text": "x" * 3_000_000}, {"text": "Last."}]
    data = json.dumps(rows) if shape == "array" else "\n".join(map(json.dumps, rows))
    found = read_long(data.encode(), "feed.json", 20, max_bytes=1000)
    assert [getattr(one, "code", None) for one in found] == [None, "too_large", None]
    assert " 2: " in found[1].reason
    (span,) = found[2].origin_map
    assert json.loads(data.encode()[span.byte_start : span.byte_end])["text"] == "Last."


def test_an_array_cut_in_the_middle_gives_what_came_before_and_one_line(read_all):
    data = json.dumps([{"text": f"Village {number} fell."} for number in range(9)], indent=1)
    found = read_all(data[: len(data) * 2 // 3], "feed.json")
    assert [type(one) for one in found][-2:] == [Document, Refusal]
    assert "cut" in found[-1].reason


def test_an_entry_that_is_broken_costs_no_other_entry(read_all):
    found = read_all('[{"text": "One."}, {"text": oops}, {"text": "Three."}]', "feed.json")
    assert [getattr(one, "code", None) for one in found] == [None, "invalid_json", None]


def test_bytes_that_are_no_utf_8_cost_one_character(read_one):
    assert read_one(b'{"text": "L\'arm\xe9e a pris le pont."}\n', "feed.jsonl").text == "L'arm\ufffde a pris le pont."


def test_a_number_too_large_for_a_machine_costs_one_line_and_no_other(read_all):
    rows = ['{"text": "One.", "id": %s}' % ("9" * 10_000), '{"text": "Two.", "published": 1e999}', line(text="Three.")]
    found = read_all("\n".join(rows), "feed.jsonl")
    assert [type(one) for one in found] == [Refusal, Refusal, Document]
    assert all("out of range" in one.reason for one in found[:2])


def test_so_many_bad_lines_that_nobody_reads_them_are_counted(read_all, monkeypatch):
    monkeypatch.setattr(room, "MOST_FAULTS", 3)
    found = read_all('{"a\n' * 50 + line(text="Fine."), "feed.jsonl")
    assert [getattr(one, "code", None) for one in found] == ["invalid_json"] * 3 + [None, "and_more"]
    assert found[-1].reason.startswith("47 more")


def test_a_file_of_nothing_but_bad_lines_is_left_in_the_end(read_all, monkeypatch):
    monkeypatch.setattr(room, "MOST_FAULTS", 3)
    monkeypatch.setattr(room, "MOST_RUNNING", 20)
    found = read_all(line(text="Fine.") + "\n" + '{"a\n' * 50, "feed.jsonl")
    assert [getattr(one, "code", None) for one in found] == [None, *["invalid_json"] * 3, "no_documents"]
    mixed = read_all(('{"a\n' * 19 + line(text="Fine.") + "\n") * 3, "feed.jsonl")
    assert sum(isinstance(one, Document) for one in mixed) == 3


def test_a_document_that_makes_us_fail_costs_no_other_of_its_file(read_all, monkeypatch):
    whole = room.damage_of_all
    monkeypatch.setattr(
        room,
        "damage_of_all",
        lambda texts, *rest, **more: 1 / 0 if "Two" in texts[0][0] else whole(texts, *rest, **more),
    )
    found = read_all("\n".join(line(text=f"{word} villages fell.") for word in ("One", "Two", "Six")), "feed.jsonl")
    assert [getattr(one, "code", None) for one in found] == [None, "failed", None]
