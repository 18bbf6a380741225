import gzip
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harmattan.ports import Blob
from harmattan.records.claim import Refusal
from harmattan.records.document import Document
from harmattan.stages.reading.draft import ReadingSettings
from harmattan.stages.reading.formats import warc


def page(number):
    return f"<html lang=en><body><article><p>The army took village é {number} on Monday, police said.</p></article></body></html>"


def record(body, number=1, kind="response", more="", status="200 OK", type="text/html; charset=utf-8"):
    body = body.encode() if isinstance(body, str) else body
    block = f"HTTP/1.1 {status}\r\nContent-Type: {type}\r\n{more}\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://example.org/{number}\r\n"
        f"WARC-Date: 2024-05-13T08:00:00Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012d}>\r\n"
        f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


THREE = [record(page(number), number) for number in range(3)]


@pytest.mark.parametrize("path", ["a.warc", "-"])
def test_each_page_of_a_web_archive_is_a_document_with_its_address_and_its_bytes(read_all, path):
    data = b"".join(THREE)
    found = read_all(data, path)
    assert [one.url for one in found] == [f"https://example.org/{number}" for number in range(3)]
    assert {(one.retrieved, one.published, one.media_type) for one in found} == {
        ("2024-05-13T08:00:00+00:00", None, "text/html")
    }
    for one, whole in zip(found, THREE, strict=True):
        (span,) = one.origin_map
        assert data[span.byte_start : span.byte_end] == whole
        assert one.text in whole.decode()


@pytest.mark.parametrize("path", ["a.warc.gz", "-"])
def test_a_packed_archive_is_read_record_by_record(read_all, path):
    packed = [gzip.compress(one) for one in THREE]
    found = read_all(b"".join(packed), path)
    assert [one.external_id[-3:-1] for one in found] == ["00", "01", "02"]
    (span,) = found[1].origin_map
    assert b"".join(packed)[span.byte_start : span.byte_end] == packed[1]


def test_what_is_no_page_or_no_answer_or_an_error_is_left_out(read_all):
    others = [
        record(page(4), 4, kind="request"), record("{}", 5, type="application/json"),
        record(page(6), 6, status="404 Not Found"), record(b"\x89PNG", 7, type="image/png"),
    ]  # fmt: skip
    assert [one.url[-1] for one in read_all(b"".join([*others, THREE[1]]), "a.warc")] == ["1"]
    assert [one.code for one in read_all(b"".join(others), "a.warc")] == ["no_text"]


def test_pages_packed_or_sent_in_chunks_are_unpacked(read_all):
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (page(1).encode()[:40], page(1).encode()[40:]))
    data = record(gzip.compress(page(1).encode()), 1, more="Content-Encoding: gzip\r\n")
    data += record(chunks + b"0\r\n\r\n", 2, more="Transfer-Encoding: chunked\r\n")
    assert [one.text for one in read_all(data, "a.warc")] == [read_all(THREE[1], "a.warc")[0].text] * 2


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
@pytest.mark.parametrize("lost", [40, 120, 200])
def test_a_file_cut_in_the_middle_gives_what_came_before_and_one_line(read_all, pack, lost):
    data = b"".join(pack(one) for one in THREE)
    found = read_all(data[: len(data) - lost], "a.warc.gz")
    assert [type(one) for one in found] == [Document, Document, Refusal]
    assert found[2].code in ("cut_archive", "broken_archive")


def test_junk_between_records_costs_one_line_and_no_record_before_it(read_all):
    found = read_all(THREE[0] + b"junk" * 1000 + THREE[1], "a.warc")
    assert [type(one) for one in found] == [Document, Refusal]


def test_a_length_that_lies_is_not_believed(read_all):
    data = THREE[0] + THREE[1].replace(b"Content-Length: ", b"Content-Length: 99999999999", 1)
    assert [type(one) for one in read_all(data, "a.warc")] == [Document, Refusal]


def test_a_page_that_unpacks_without_end_is_one_line_and_the_next_is_read(read_all):
    bomb = record(gzip.compress(b"<p>" * 3_000_000), 1, more="Content-Encoding: gzip\r\n")
    found = read_all(bomb + THREE[2], "a.warc", max_bytes=1_000_000)
    assert [type(one) for one in found] == [Refusal, Document]
    assert found[0].code == "too_large"


def test_a_packed_record_that_unpacks_without_end_ends_the_reading(read_all):
    bomb = gzip.compress(record(b"\0" * (80 * 1024 * 1024), 1))
    found = read_all(gzip.compress(THREE[0]) + bomb + gzip.compress(THREE[2]), "a.warc.gz")
    assert [getattr(one, "code", None) for one in found] == [None, "archive_bomb"]


def test_without_fastwarc_the_line_names_what_to_install(read_all, monkeypatch):
    monkeypatch.setitem(sys.modules, "fastwarc.warc", None)
    (found,) = read_all(THREE[0], "a.warc")
    assert found.code == "missing_extra"
    assert "harmattan[warc]" in found.reason


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 1200), st.booleans())
def test_no_bytes_make_the_reader_of_web_archives_raise(data, at, packed):
    whole = b"".join(gzip.compress(one) if packed else one for one in THREE)
    for broken in (
        data,
        b"WARC/1.0\r\n" + data,
        whole[:at] + data + whole[at:],
        whole[:at] + data + whole[at + len(data) :],
    ):
        for found in warc.parse(Blob(path="a.warc", data=broken), ReadingSettings()):
            assert found
