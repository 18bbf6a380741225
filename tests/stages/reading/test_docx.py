import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harmattan.ports import Blob
from harmattan.stages.reading.draft import ReadingSettings
from harmattan.stages.reading.formats import docx

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STYLES = f"""<w:styles {W}><w:style w:styleId="Titre1"><w:name w:val="heading 1"/></w:style>
<w:style w:styleId="Puces"><w:name w:val="List Bullet"/></w:style>
<w:style w:styleId="C"><w:name w:val="Quote"/></w:style></w:styles>"""
CORE = """<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"><dc:title>Weekly brief</dc:title>
<dc:creator>Desk</dc:creator><dcterms:created>2020-01-01T00:00:00Z</dcterms:created></cp:coreProperties>"""


def line(text, style=None, more=""):
    shape = f'<w:pPr>{f"""<w:pStyle w:val="{style}"/>""" if style else ""}{more}</w:pPr>'
    return f"<w:p>{shape}<w:r><w:t>{text}</w:t></w:r></w:p>"


def file(body, **parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        archive.writestr("word/styles.xml", STYLES)
        for name, data in parts.items():
            archive.writestr(f"docProps/{name}.xml", data)
    return stream.getvalue()


NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr>'
BODY = (
    line("Attack near Gao", "Titre1") + line("Gunmen came at dawn.") + line("two killed", "Puces")
    + line("one hurt", more=NUMBERED) + line("We saw them.", "C") + "<w:p/>"
    + "<w:tbl><w:tr><w:tc>" + line("Place") + "</w:tc><w:tc>" + line("Dead") + "</w:tc></w:tr></w:tbl>"
)  # fmt: skip


@pytest.mark.parametrize("path", ["a.docx", "-", "a.zip"])
def test_what_word_marks_as_heading_item_quote_and_table_is_that(read_one, path):
    found = read_one(file(BODY, core=CORE), path)
    assert [(block.kind, found.text[block.start : block.end]) for block in found.blocks] == [
        ("heading", "Attack near Gao"), ("paragraph", "Gunmen came at dawn."), ("item", "two killed"),
        ("item", "one hurt"), ("quote", "We saw them."), ("table", "Place | Dead"),
    ]  # fmt: skip
    assert (found.title, found.author) == ("Weekly brief", "Desk")


def test_the_date_of_the_file_is_not_the_date_of_the_report(read_one):
    assert read_one(file(BODY, core=CORE), "a.docx").published is None


def test_deleted_words_are_out_and_inserted_words_are_in(read_one):
    body = (
        "<w:p><w:r><w:t xml:space='preserve'>The army </w:t></w:r><w:del><w:r><w:t>never </w:t></w:r></w:del>"
        "<w:ins><w:r><w:t>left</w:t></w:r></w:ins><w:r><w:tab/><w:t>Gao.</w:t></w:r></w:p>"
    )
    assert read_one(file(body), "a.docx").text == "The army left Gao."


def test_an_entity_bomb_in_a_part_neither_grows_nor_reads_files(read_all):
    levels = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 12))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        bomb = f'<!DOCTYPE x [<!ENTITY l0 "ha"><!ENTITY f SYSTEM "file:///etc/passwd">{levels}]>'
        body = f"<w:document {W}><w:body>{line('&l11;&f; Left.')}</w:body></w:document>"
        archive.writestr("word/document.xml", bomb + body)
    (found,) = read_all(stream.getvalue(), "a.docx")
    assert len(getattr(found, "text", "")) < 100


def test_a_part_that_unpacks_without_end_is_one_line(read_all):
    (found,) = read_all(file("<w:p/>" + " " * (40 * 1024 * 1024)), "a.docx")
    assert found.code == "too_large"


def test_a_part_of_tags_without_end_is_one_line(read_all):
    (found,) = read_all(file("<w:p/>" * 2_100_000), "a.docx")
    assert found.code == "too_large"


def test_a_document_without_text_a_broken_one_and_a_locked_one_say_so(read_all):
    assert [one.code for one in read_all(file("<w:p/>"), "a.docx")] == ["no_text"]
    assert [one.code for one in read_all(file(BODY)[:-30], "a.docx")] == ["broken_archive"]
    assert [one.code for one in read_all(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 99, "a.docx")] == [
        "foreign_format"
    ]


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 900))
def test_no_bytes_make_the_word_reader_raise(data, at):
    whole = file(BODY, core=CORE)
    for broken in (
        data,
        b"PK\x03\x04" + data,
        whole[:at] + data + whole[at:],
        whole[:at] + data + whole[at + len(data) :],
    ):
        for found in docx.parse(Blob(path="a.docx", data=broken), ReadingSettings()):
            assert found


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_no_markup_in_the_text_part_makes_the_word_reader_raise(body):
    for found in docx.parse(
        Blob(path="a.docx", data=file(body.encode("utf-8", "replace").decode())), ReadingSettings()
    ):
        assert found
