import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harmattan.ports import Blob
from harmattan.records.claim import Refusal
from harmattan.records.document import Document
from harmattan.stages.reading.draft import ReadingSettings
from harmattan.stages.reading.formats import feed

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Le Journal</title><link>https://example.org/</link><language>fr-FR</language>
<image><title>a logo</title></image>
%s
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>The Paper</title>
<link rel="self" href="https://example.org/feed"/><author><name>Desk</name></author>%s</feed>"""


def item(body, **fields):
    inner = "".join(f"<{name}>{value}</{name}>" for name, value in fields.items())
    return f"<item>{inner}<description>{body}</description></item>"


def test_an_rss_item_is_a_document_with_what_the_feed_says_of_it(read_one):
    found = read_one(
        RSS
        % """<item><title>Attaque &amp;agrave; Gao</title><link>/a/1</link><guid isPermaLink="false">g-1</guid>
        <dc:creator>A. Diallo</dc:creator><pubDate>Sun, 12 May 2024 10:30:00 GMT</pubDate>
        <description>Bref.</description>
        <content:encoded><![CDATA[<p>Deux soldats tu&eacute;s.</p><ul><li>un bless&eacute;</li></ul><script>x()</script>]]>
        </content:encoded></item>""",
        "a.xml",
    )
    assert found.text == "Deux soldats tués.\n\nun blessé"
    assert [block.kind for block in found.blocks] == ["paragraph", "item"]
    assert (found.title, found.url, found.external_id) == ("Attaque à Gao", "https://example.org/a/1", "g-1")
    assert (found.source, found.author, found.language) == ("Le Journal", "A. Diallo", "fr")
    assert (found.published, found.media_type) == ("2024-05-12T10:30:00+00:00", "application/rss+xml")


def test_an_atom_entry_is_a_document_whatever_its_content_is_written_in(read_all):
    entry = """<entry><id>urn:%d</id><title>Talks</title><link rel="replies" href="https://x.org/c"/>
    <link href="https://example.org/%d"/><updated>2024-05-12T10:30:00Z</updated>%s</entry>"""
    contents = [
        '<content type="html">&lt;p&gt;Both sides met.&lt;/p&gt;</content>',
        '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Both <b>sides</b> met.</p></div></content>',
        '<content type="text">Both sides met.</content>',
        '<summary>Both sides met.</summary><content type="html"></content>',
    ]
    found = read_all(ATOM % "".join(entry % (at, at, content) for at, content in enumerate(contents)), "-")
    assert [document.text for document in found] == ["Both sides met."] * 4
    assert [document.url for document in found] == [f"https://example.org/{at}" for at in range(4)]
    assert {(document.source, document.author, document.language) for document in found} == {
        ("The Paper", "Desk", "en")
    }
    assert {document.published for document in found} == {"2024-05-12T10:30:00+00:00"}


def test_an_rdf_feed_keeps_the_source_of_each_item(read_all):
    data = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
    xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Digest</title></channel>
    <item rdf:about="https://example.org/7"><title>T</title><description>The army left.</description>
    <dc:publisher>Radio Gao</dc:publisher><dc:date>2024-05-12</dc:date></item></rdf:RDF>"""
    (found,) = read_all(data, "a.rdf")
    assert (found.source, found.external_id, found.published) == ("Radio Gao", "https://example.org/7", "2024-05-12")


def test_an_id_that_comes_twice_with_other_words_costs_one_line_and_no_document(read_all):
    found = read_all(RSS % (item("First.", guid="a") + item("Second.", guid="a") + item("Third.", guid="b")), "a.rss")
    assert [type(one) for one in found] == [Document, Refusal, Document, Document]
    assert found[1].code == "duplicate"
    assert "entry 2" in found[1].reason
    assert "entry 1" in found[1].reason
    assert found[2].text == "Second."


def test_an_entry_that_comes_twice_word_for_word_is_one_document(read_all):
    assert [one.text for one in read_all(RSS % (item("First.", guid="a") * 3), "a.rss")] == ["First."]


def test_the_last_change_of_an_entry_is_no_publication_where_both_are_told(read_one):
    dates = "<published>2024-05-12T08:00:00Z</published><updated>2024-05-14T08:00:00Z</updated>"
    found = read_one(ATOM % f"<entry><id>1</id><summary>The army left.</summary>{dates}</entry>", "a.atom")
    assert (found.published, found.updated) == ("2024-05-12T08:00:00+00:00", "2024-05-14T08:00:00+00:00")


def test_a_link_is_relative_to_the_base_that_the_feed_names(read_one):
    data = ATOM.replace("<feed ", '<feed xml:base="https://example.org/news/" ')
    found = read_one(data % '<entry><id>1</id><summary>The army left.</summary><link href="a/1"/></entry>', "a.atom")
    assert found.url == "https://example.org/news/a/1"


@pytest.mark.parametrize("date", ["10:30", "May", "Mon, 45 Foo 2024", "31/31/2024", "yesterday", ""])
def test_a_wrong_date_is_no_date_and_never_todays(read_one, date):
    assert read_one(RSS % item("The army took the bridge.", guid="a", pubDate=date), "a.rss").published is None


def test_a_headline_alone_is_still_a_report(read_one):
    assert read_one(RSS % "<item><title>Army takes bridge</title></item>", "a.rss").text == "Army takes bridge"


def test_an_entry_without_anything_is_refused_by_number_and_the_next_is_read(read_all):
    found = read_all(RSS % ("<item></item>" + item("The army left.")), "a.rss")
    assert [type(one) for one in found] == [Refusal, Document]
    assert found[0].reason.startswith("entry 1")


def test_a_feed_cut_in_the_middle_gives_what_came_before_and_one_line(read_all):
    data = RSS % "".join(item(f"The army took village {at}.", guid=at) for at in range(20))
    found = read_all(data[: len(data) * 2 // 3], "a.rss")
    documents = [one for one in found if isinstance(one, Document)]
    assert len(documents) > 5
    assert all(one.text.endswith(".") for one in documents)
    (refusal,) = [one for one in found if isinstance(one, Refusal)]
    assert refusal.code == "broken_feed"


def test_an_entity_bomb_neither_grows_nor_reads_files(read_all):
    levels = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 12))
    bomb = f'<!DOCTYPE rss [<!ENTITY l0 "ha"><!ENTITY f SYSTEM "file:///etc/passwd">{levels}]>'
    data = bomb + (RSS % item("The army left. &l11; &f;")).partition("?>")[2]
    found = read_all(data, "a.rss")
    for one in found:
        if isinstance(one, Document):
            assert len(one.text) < 200
            assert "root" not in one.text


def test_elements_nested_ten_thousand_deep_cost_one_line(read_all):
    found = read_all(RSS % (item("Fine.") + "<item>" + "<b>" * 10_000 + "x" + "</b>" * 10_000 + "</item>"), "a.rss")
    assert isinstance(found[0], Document)
    assert sum(isinstance(one, Refusal) for one in found) == 1


def test_elements_without_end_cost_one_line_and_no_entry_before_them(read_all):
    found = read_all(RSS % (item("Fine.") + "<item>" + "<a/>" * 200_000 + "</item>"), "a.rss")
    assert [type(one) for one in found] == [Document, Refusal]
    assert "elements" in found[1].reason


def test_xml_that_is_no_feed_says_so(read_all):
    (found,) = read_all("<?xml version='1.0'?><note><to>x</to></note>", "a.xml")
    assert found.code == "no_feed"


def test_a_feed_in_another_encoding_keeps_its_letters(read_one):
    data = (RSS % item("Deux blessés à Gao.")).replace("utf-8", "iso-8859-1").encode("latin-1")
    assert read_one(data, "a.rss").text == "Deux blessés à Gao."


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 700), st.sampled_from([RSS, ATOM]))
def test_no_bytes_make_the_feed_reader_raise(data, at, frame):
    whole = (frame % item("The army left.", guid="a")).encode()
    for broken in (data, whole[:at] + data + whole[at:]):
        for found in feed.parse(Blob(path="a.rss", data=broken), ReadingSettings()):
            assert found
