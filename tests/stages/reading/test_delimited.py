import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harmattan.ports import Blob
from harmattan.records.claim import Refusal
from harmattan.records.document import Document
from harmattan.stages.reading.draft import ReadingSettings
from harmattan.stages.reading.formats import delimited

ROWS = [
    {"id": "1", "Text": 'Gunmen took "the bridge", police said.\nNobody was hurt.', "source": "A paper", "note": "x"},
    {"id": "2", "Text": "Deux blessés; à Gao.", "source": "", "note": ""},
]


def table(rows, **dialect):
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, rows[0], **dialect)
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_each_row_is_a_document_whatever_parts_the_columns(read_all, delimiter):
    first, second = read_all(table(ROWS, delimiter=delimiter), "a.csv")
    assert (first.text, first.external_id, first.source) == (ROWS[0]["Text"], "1", "A paper")
    assert (second.text, second.source, second.media_type) == (ROWS[1]["Text"], None, "text/csv")


def test_what_a_row_says_of_its_document_is_kept(read_one):
    row = {
        "published": "2024-05-12", "language": "en-GB", "url": "https://example.org/1", "title": "Held",
        "author": "A. Diallo", "text": "Two men were held.",
    }  # fmt: skip
    found = read_one(table([row]), "a.csv")
    assert (found.published, found.language, found.url) == ("2024-05-12", "en", "https://example.org/1")
    assert (found.title, found.author) == ("Held", "A. Diallo")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_each_row_goes_back_to_its_bytes(read_all, encoding):
    data = table(ROWS).encode(encoding)
    plain = "utf-16-le" if encoding == "utf-16" else encoding.removesuffix("-sig")
    for found, row in zip(read_all(data, "a.csv"), ROWS, strict=True):
        (span,) = found.origin_map
        piece = data[span.byte_start : span.byte_end].decode(plain)
        assert next(csv.reader(io.StringIO(piece)))[1] == row["Text"]


def test_a_table_is_known_by_its_header(read_all):
    assert len(read_all(table(ROWS), "-")) == 2


def test_prose_that_opens_with_such_words_stays_prose(read_one):
    assert read_one("The text, it seems, was cut.\nSo it ends.", "-").media_type == "text/plain"


def test_a_table_without_a_text_column_names_its_columns(read_all):
    (found,) = read_all("id;body\n1;x\n", "a.csv")
    assert found.code == "no_text_column"
    assert "id, body" in found.reason


def test_a_row_without_text_is_refused_by_number_and_the_next_is_read(read_all):
    found = read_all("id,text\n1,One.\n2\n\n3,Three.,and,more\n", "a.csv")
    assert [type(one) for one in found] == [Document, Refusal, Document]
    assert found[1].reason.startswith("row 3: ")


def test_a_text_above_the_limit_is_refused_and_the_next_is_read(read_all):
    found = read_all(f"id,text\n1,{'x ' * 300}\n2,Two.\n", "a.csv", max_bytes=500)
    assert [type(one) for one in found] == [Refusal, Document]
    assert found[0].code == "too_large"


@pytest.mark.parametrize("bound", [500, 100_000])
def test_a_quote_that_never_closes_costs_one_line_and_no_row_before_it(read_all, bound):
    found = read_all('id,text\n1,One.\n2,"Two and\n' + "x, y\n" * 1000, "a.csv", max_bytes=bound)
    assert [getattr(one, "code", None) for one in found] == [None, "invalid_csv"]
    assert found[0].text == "One."
    assert found[1].reason.startswith("row 3: ")


def test_a_text_longer_than_the_reader_of_tables_takes_by_itself_is_read(read_one):
    assert len(read_one(f"id,text\n1,{'The army left. ' * 20_000}\n", "a.csv").text) > 200_000


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("head", [130, 260, 470])
def test_a_table_that_goes_on_is_read_row_by_row(read_all, read_long, encoding, head):
    data = table(ROWS * 20).encode(encoding)
    assert read_long(data, "a.csv", head) == read_all(data, "a.csv")


def test_a_row_without_end_is_passed_over_and_the_next_is_read(read_long):
    data = f"id,text\n1,{'x' * 3_000_000}\n2,Two.\n".encode()
    found = read_long(data, "a.csv", 20, max_bytes=1000)
    assert [getattr(one, "code", None) for one in found] == ["too_large", None]
    (span,) = found[1].origin_map
    assert data[span.byte_start : span.byte_end] == b"2,Two.\n"


def test_a_row_of_nothing_but_commas_is_one_line(read_all, monkeypatch):
    monkeypatch.setattr(delimited, "_MOST_MARKS", 1000)
    found = read_all("id,text\n" + "," * 5000 + "\n2,Two.\n", "a.csv")
    assert [getattr(one, "code", None) for one in found] == ["too_large", None]


def test_a_byte_that_is_no_character_costs_one_and_shifts_no_row(read_all):
    data = "id,text\n1,L'arm?e a pris le pont.\n2,Two à é.\n3,é à ê ï ô ù é à é.\n".encode().replace(b"?", b"\xe9")
    found = read_all(data, "a.csv")
    assert found[0].text == "L'arm\ufffde a pris le pont."
    (span,) = found[1].origin_map
    assert data[span.byte_start : span.byte_end].decode() == "2,Two à é.\n"


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 100))
def test_no_bytes_make_the_table_reader_raise(data, at):
    whole = table(ROWS).encode()
    for broken in (data, whole[:at] + data + whole[at:]):
        for found in delimited.parse(Blob(path="a.csv", data=broken), ReadingSettings()):
            assert found
