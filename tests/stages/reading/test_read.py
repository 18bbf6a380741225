from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from harmattan.lexicons import load
from harmattan.ports import Blob, Unreadable
from harmattan.records.claim import Refusal
from harmattan.records.document import Document
from harmattan.stages.reading import SUFFIXES, read

NAMES = st.sampled_from([*sorted(SUFFIXES), ".bin", ""]).map(lambda suffix: "a" + suffix)
OPENINGS = st.sampled_from(
    [
        b"",
        b"%PDF-1.4\n",
        b"<html><body>",
        b'{"text": "',
        b"[",
        b"From: a\nTo: b\nSubject: c\n\n",
        b"---\n",
        b"\xff\xfe",
        b"<rss><channel><item><title>",
        b'{"type": "public_channel", "messages": [',
        b"id,text\n1,",
        b"PK\x03\x04",
        b"\x1f\x8b\x08",
        b"WARC/1.0\r\n",
        b"From: <Saved by Blink>\n",
    ]
)
PROSE = st.text(alphabet=st.sampled_from("Ab .:;-–•\n\r\t>#|(1)é·\u2028"), max_size=400)


def check(document: Document) -> None:
    reach = 0
    for block in document.blocks:
        assert reach <= block.start < block.end <= len(document.text)
        assert not document.text[block.start].isspace()
        assert not document.text[block.end - 1].isspace()
        reach = block.end
        if block.lead_in is not None:
            assert 0 <= block.lead_in[0] < block.lead_in[1] <= block.start
    for span in document.origin_map:
        assert 0 <= span.start <= span.end <= len(document.text)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(NAMES, OPENINGS, st.binary(max_size=600))
def test_no_bytes_make_a_reader_raise(name, opening, data):
    for found in read([Blob(path=name, data=opening + data)], lexicon=load()):
        if isinstance(found, Refusal):
            assert found.path == name
            assert found.reason
        else:
            check(found)


@settings(max_examples=300, deadline=None)
@given(NAMES, PROSE)
def test_blocks_and_spans_lie_inside_the_text_in_order(name, text):
    for found in read([Blob(path=name, data=text.encode())], lexicon=load()):
        if isinstance(found, Document):
            check(found)


def test_one_bad_input_among_good_ones_is_named_and_the_rest_goes_on(lexicon):
    blobs = [
        Blob(path="a.txt", data=b"The army took the bridge."),
        Unreadable(path="b.txt", code="unreadable", reason="no such file"),
        Blob(path="c.txt", data=b"\x00\x01\x02" * 99),
        Blob(path="d.txt", data=b"The rebels deny it."),
    ]
    found = list(read(blobs, lexicon=lexicon))
    assert [type(item) for item in found] == [Document, Refusal, Refusal, Document]
    assert [item.path for item in found if isinstance(item, Refusal)] == ["b.txt", "c.txt"]


def test_the_same_input_gives_the_same_records(lexicon):
    blobs = [Blob(path="a.txt", data=b"The army took the bridge."), Blob(path="b.txt", data=b"")]
    assert list(read(blobs, lexicon=lexicon)) == list(read(blobs, lexicon=lexicon))
