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


def test_a_cut_export_gives_what_came_before_and_one_line(read_all):
    data = json.dumps(export(message(1, "One."), message(2, "Two.")))
    found = read_all(data[:-20], "a.json")
    assert [type(one) for one in found] == [Document, Refusal]
    assert found[0].text == "One."
    assert found[1].reason.startswith("broken after message 1 ")


def test_an_empty_export_is_one_line(read_all):
    assert [one.code for one in read_all(json.dumps(export()), "a.json")] == ["empty"]


def test_a_message_without_end_is_one_line_and_the_next_is_read(read_all, monkeypatch):
    monkeypatch.setattr(telegram, "_LONGEST", 1000)
    data = json.dumps(export(message(1, "x" * 2_000_000), message(2, "Two.")))
    assert [getattr(one, "code", None) for one in read_all(data, "a.json")] == ["too_large", None]


def test_half_a_surrogate_pair_and_broken_bytes_cost_one_character(read_all):
    data = json.dumps(export(message(1, "One \ud800."))).encode()
    data = data.replace(b"One", b"One \xff")
    assert [one.text for one in read_all(data, "a.json")] == ["One \ufffd \ufffd."]


def test_an_edit_keeps_both_dates_and_both_versions(read_all):
    first = message(9, "Gunmen killed two guards.")
    second = message(9, "Gunmen killed three guards.", edited="2024-05-13T01:00:00", edited_unixtime="1715558400")
    before, after = read_all(json.dumps(export(first)), "a.json") + read_all(json.dumps(export(second)), "b.json")
    assert (before.external_id, before.updated) == ("9", None)
    assert (after.external_id, after.updated) == ("9", "2024-05-13T00:00:00+00:00")
    assert before.published == after.published
    assert before.id != after.id


def test_the_same_message_in_two_exports_is_one_document(read_all):
    both = [read_all(json.dumps(export(message(9, "The army left.")), indent=at), "a.json")[0].id for at in (None, 1)]
    assert both[0] == both[1]


def test_a_forward_from_a_deleted_account_names_its_id(read_one):
    forward = message(1, "The army left.", forwarded_from=None, forwarded_from_id="channel99")
    assert read_one(json.dumps(export(forward)), "a.json").forwarded_from == "channel99"


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
