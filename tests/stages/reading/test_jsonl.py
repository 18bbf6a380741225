import json

from harmattan.records.claim import Refusal
from harmattan.records.document import Document


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
