import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harmattan.ports import Blob
from harmattan.records.claim import Refusal
from harmattan.records.document import Document
from harmattan.stages.reading.draft import ReadingSettings
from harmattan.stages.reading.formats import telegram


def message(number, text, **fields):
    return {
        "id": number, "type": "message", "date": "2024-05-12T12:30:00", "date_unixtime": "1715509800",
        "from": "Sahel Watch", "from_id": "channel77", "text": text, **fields,
    }  # fmt: skip


def export(*messages):
    return {"name": "Sahel Watch", "type": "public_channel", "id": 77, "messages": list(messages)}


def test_a_message_is_a_document_of_its_channel(read_one):
    found = read_one(json.dumps(export(message(5, "Gunmen took the bridge."))), "result.json")
    assert (found.text, found.external_id, found.source) == ("Gunmen took the bridge.", "5", "Sahel Watch")
    assert (found.published, found.author) == ("2024-05-12T10:30:00+00:00", None)


def test_bold_words_links_and_mentions_stay_in_the_sentence(read_one):
    parts = ["Gunmen ", {"type": "bold", "text": "took"}, " the ", {"type": "text_link", "text": "bridge", "href": "x"}]
    assert read_one(json.dumps(export(message(1, parts))), "a.json").text == "Gunmen took the bridge"


def test_a_forward_names_where_it_came_from_and_a_signature_its_author(read_one):
    forward = message(
        1, "The army left.", forwarded_from="Other Channel", author="Moussa", edited="2024-05-13T01:00:00"
    )
    found = read_one(json.dumps(export(forward)), "a.json")
    assert (found.forwarded_from, found.source, found.author) == ("Other Channel", "Sahel Watch", "Moussa")


def test_service_messages_and_pictures_without_words_are_no_documents(read_all):
    data = export({"id": 1, "type": "service", "action": "pin", "text": "pinned"}, message(2, ""), message(3, "Left."))
    assert [found.external_id for found in read_all(json.dumps(data), "a.json")] == ["3"]


@pytest.mark.parametrize("indent", [None, 1])
def test_each_message_goes_back_to_its_bytes(read_all, indent):
    data = json.dumps(export(*(message(at, f"Village {at} é fell.") for at in range(4))), indent=indent).encode()
    for found in read_all(data, "result.json"):
        (span,) = found.origin_map
        assert json.loads(data[span.byte_start : span.byte_end])["text"] == found.text


def test_an_export_of_a_whole_account_gives_every_chat(read_all):
    chats = [export(message(1, "The army left.")), {**export(message(1, "Rebels came.")), "name": "Second"}]
    data = {"about": "An export.", "chats": {"about": "Chats.", "list": chats}}
    assert [found.source for found in read_all(json.dumps(data, indent=1), "a.json")] == ["Sahel Watch", "Second"]


def test_a_broken_message_is_refused_by_number_and_the_others_are_read(read_all):
    data = export(message(1, "One."), message(2, {"no": "list"}), 7, message(4, "Four.", date_unixtime="10" * 20))
    found = read_all(json.dumps(data), "a.json")
    assert [type(one) for one in found] == [Document, Refusal, Refusal, Document]
    assert found[1].reason.startswith("message 2: ")
    assert found[3].published == "2024-05-12T12:30:00"


def test_a_cut_or_empty_export_is_one_line(read_all):
    data = json.dumps(export(message(1, "One."), message(2, "Two.")))
    assert [one.code for one in read_all(data[:-20], "a.json")] == ["invalid_json"]
    assert [one.code for one in read_all(json.dumps(export()), "a.json")] == ["empty"]


def test_values_without_end_are_one_line_and_no_memory(read_all):
    data = b'{"type": "public_channel", "messages": [' + b"7," * 8_000_001 + b"7]}"
    assert [one.code for one in read_all(data, "a.json")] == ["too_large"]


def test_documents_as_json_are_still_read_as_such(read_all):
    data = json.dumps([{"text": 'A "messages": [ list and a "type": "public" one.'}], indent=1)
    assert [type(one) for one in read_all(data, "a.json")] == [Document]


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 400))
def test_no_bytes_make_the_telegram_reader_raise(data, at):
    whole = json.dumps(export(message(1, "One."), message(2, [{"text": "Two."}]))).encode()
    for broken in (data, whole[:at] + data + whole[at:], whole[:at] + data):
        for found in telegram.parse(Blob(path="a.json", data=broken), ReadingSettings()):
            assert found
