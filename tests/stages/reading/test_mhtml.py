import base64

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harmattan.ports import Blob
from harmattan.records.claim import Refusal
from harmattan.stages.reading.draft import ReadingSettings
from harmattan.stages.reading.formats import mhtml

PAGE = (
    "<html lang=fr><head><title>Attaque à Gao</title></head><body><article><h1>Attaque à Gao</h1>"
    "<p>Des hommes armés ont attaqué un poste près de Gao dimanche, selon la police.</p></article></body></html>"
)


def saved(page=PAGE, charset="utf-8", first=""):
    packed = base64.encodebytes(page.encode(charset)).decode()
    return f"""From: <Saved by Blink>
Snapshot-Content-Location: https://example.org/a
Subject: =?utf-8?Q?Attaque?=
Date: Mon, 13 May 2024 08:00:00 -0000
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="--b--"

{first}----b--
Content-Type: text/html; charset={charset}
Content-Transfer-Encoding: base64
Content-Location: https://example.org/a

{packed}
----b--
Content-Type: text/html
Content-Location: https://ads.example.org/frame

<html><body><p>Buy now, this is an advertisement and no report at all.</p></body></html>
----b----
"""


@pytest.mark.parametrize("path", ["a.mhtml", "a.mht", "-"])
def test_a_saved_page_is_its_report_its_address_and_when_it_was_saved(read_one, path):
    found = read_one(saved(), path)
    assert "Des hommes armés ont attaqué" in found.text
    assert "advertisement" not in found.text
    assert (found.url, found.title, found.language) == ("https://example.org/a", "Attaque à Gao", "fr")
    assert (found.published, found.retrieved) == (None, "2024-05-13T08:00:00+00:00")
    assert found.media_type == "multipart/related"


def test_the_encoding_of_the_part_is_used(read_one):
    assert "armés" in read_one(saved(charset="iso-8859-1"), "a.mhtml").text


def test_a_mail_stays_a_mail(read_one):
    mail = "From: A <a@example.org>\nTo: b@example.org\nSubject: s\nDate: Mon, 13 May 2024 08:00:00 -0000\n\nThe army left."
    assert read_one(mail, "-").media_type == "message/rfc822"


def test_a_file_without_a_page_and_one_of_boundaries_alone_are_one_line(read_all):
    for data in ("Snapshot-Content-Location: x\n\nnothing", saved(first="----b--\n\n" * 30_000), saved(page=" ")):
        (found,) = read_all(data, "a.mhtml")
        assert isinstance(found, Refusal)


def test_parts_nested_without_end_do_not_raise(read_all):
    nested = "".join(f'Content-Type: multipart/mixed; boundary="{at}"\n\n--{at}\n' for at in range(3000))
    (found,) = read_all("From: <Saved by Blink>\n" + nested, "a.mhtml")
    assert isinstance(found, Refusal)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 900))
def test_no_bytes_make_the_reader_of_saved_pages_raise(data, at):
    whole = saved().encode()
    for broken in (data, whole[:at] + data + whole[at:], whole[:at] + data + whole[at + len(data) :]):
        for found in mhtml.parse(Blob(path="a.mhtml", data=broken), ReadingSettings()):
            assert found
