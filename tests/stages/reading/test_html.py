import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harmattan.records.claim import Refusal
from harmattan.stages.reading.formats import html

PAGE = """<!doctype html><html lang="fr-ML"><head><meta charset="utf-8"><title>Raid au port | Le Quotidien</title>
<meta property="og:title" content="Raid au port"><meta property="og:site_name" content="Le Quotidien">
<meta property="article:published_time" content="2024-05-12T10:30:00+02:00">
<meta name="author" content="Awa Traoré"><link rel="canonical" href="https://example.org/raid"></head>
<body><nav><ul><li><a href="/">Accueil</a></li><li><a href="/m">Monde</a></li></ul></nav>
<article><h1>Raid au port</h1>
<p>Des hommes armés ont attaqué dimanche un <a href="x">dépôt militaire</a> près du port, tuant <b>deux gardes</b>,
selon le gouverneur de la région, qui a décrété un couvre-feu.</p>
<h2>Les réactions</h2><p>Le gouvernement a annoncé:</p>
<ul><li>un deuil de trois jours;</li><li>des <em>renforts</em> pour la région.</li></ul>
<blockquote><p>«Nous ne céderons pas», a dit le ministre devant la presse dans la capitale.</p></blockquote>
<table><tr><th>Lieu</th><th>Morts</th></tr><tr><td>Port</td><td>2</td></tr></table>
<p>Personne n'a revendiqué l'attaque, a déclaré une source locale, ajoutant que la zone reste dangereuse.</p>
<p>Lire aussi: Le pont est fermé</p></article>
<footer>© 2024 Le Quotidien</footer></body></html>"""


def test_a_page_gives_its_main_text_as_blocks(read_one):
    document = read_one(PAGE, "a.html")
    blocks = [(block.kind, document.text[block.start : block.end]) for block in document.blocks]
    assert ("heading", "Les réactions") in blocks
    assert ("item", "des renforts pour la région.") in blocks
    assert ("quote", "«Nous ne céderons pas», a dit le ministre devant la presse dans la capitale.") in blocks
    assert ("table", "Port | 2") in blocks
    assert any(text.startswith("Des hommes armés ont attaqué dimanche un dépôt militaire") for _, text in blocks)


def test_menus_footers_and_pointers_elsewhere_are_in_no_block(read_one):
    document = read_one(PAGE, "a.html")
    text = "\n".join(document.text[block.start : block.end] for block in document.blocks)
    for residue in ("Accueil", "Monde", "©", "Lire aussi"):
        assert residue not in text


def test_items_of_a_page_know_their_lead_in(read_one):
    document = read_one(PAGE, "a.html")
    items = [block for block in document.blocks if block.kind == "item"]
    assert {document.text[slice(*item.lead_in)] for item in items} == {"Le gouvernement a annoncé:"}


def test_what_a_page_says_of_itself_is_kept(read_one):
    document = read_one(PAGE, "a.html")
    assert (document.title, document.source, document.author) == ("Raid au port", "Le Quotidien", "Awa Traoré")
    assert (document.url, document.published, document.language) == (
        "https://example.org/raid",
        "2024-05-12T10:30:00+02:00",
        "fr",
    )


def test_the_charset_that_a_page_declares_is_respected(read_one):
    page = PAGE.replace('charset="utf-8"', 'charset="iso-8859-15"').encode("iso-8859-15")
    assert "armés" in read_one(page, "a.html").text


def test_a_page_is_known_by_its_look(read_one):
    assert read_one(PAGE, "-").media_type == "text/html"


@pytest.mark.parametrize(
    "page",
    [
        "<html><body><div><p>The army took the bridge on Monday.<div>The rebels <b>deny",
        "<html><body>" + "<div>" * 4000 + "The army took the bridge on Monday." + "</div>" * 4000,
        "<p>The army took the bridge on Monday.</p><table><tr><td>",
        "<?xml version='1.0' encoding='utf-8'?><html><body><p>The army took the bridge on Monday.</p></body></html>",
    ],
)
def test_broken_and_hostile_markup_still_gives_its_text(read_one, page):
    assert "The army took the bridge on Monday." in read_one(page, "a.html").text


def test_a_page_without_text_is_refused(read_all):
    (refusal,) = read_all("<html><head><script>var a = 1;</script></head><body></body></html>", "a.html")
    assert isinstance(refusal, Refusal)
    assert refusal.code == "no_text"


def test_an_undated_page_stays_undated(read_one):
    page = (
        "<html><body><article><p>" + "The army took the bridge, residents said. " * 20 + "</p></article></body></html>"
    )
    assert read_one(page, "a.html").published is None


def test_tags_without_end_are_one_line(read_all, monkeypatch):
    monkeypatch.setattr(html, "_NO_PAGE", 100)
    assert [one.code for one in read_all("<html><body>" + "<b>x" * 200, "a.html")] == ["too_large"]


def test_a_page_too_large_for_its_tree_is_read_the_plain_way(read_one, monkeypatch):
    monkeypatch.setattr(html, "_MOST_TAGS", 5)
    document = read_one(PAGE, "a.html")
    assert "Personne n'a revendiqué l'attaque" in document.text
    assert document.language == "fr"


SENTENCE = "The army took the bridge on Monday, residents of the quarter said, and two guards were killed. "
PART = st.builds(
    str.format,
    st.sampled_from([
        "<p>{0}</p>", "<div>{0}</div>", "<ul><li><a href='/a'>{0}</a></li></ul>", "<aside><p>{0}</p></aside>", "<h2>{0}</h2>",
        "<table><tr><td>{0}</td></tr></table>", "<div class='teaser'><p>{0}</p></div>", "<nav>{0}</nav>", "<script>{0}</script>",
        "<div class='comments'><p>{0}</p></div>", "<article><p>{0}</p><p>{0}</p></article>", "<p><a href='/b'>{0}</a></p>",
        "{0}<br>", "<form><p>{0}</p></form>", "<figure><figcaption>{0}</figcaption></figure>",
        "<section id='content'><p>{0}</p></section>",
    ]),
    st.integers(1, 120).map(lambda words: " ".join((SENTENCE * 8).split()[:words])),
)  # fmt: skip


@given(parts=st.lists(PART, min_size=1, max_size=8))
@settings(max_examples=150, deadline=None)
def test_a_page_is_read_the_same_whether_or_not_other_ways_are_spared(parts):
    page = f"<html><body>{''.join(parts)}</body></html>"
    with pytest.MonkeyPatch.context() as patch:
        spared = html.page_of(page)
        patch.setattr(html, "_SMALL", 0)
        assert html.page_of(page) == spared


def test_other_ways_are_spared_where_a_page_is_a_report(monkeypatch):
    sentences = [SENTENCE.replace("two", str(number)) for number in range(9)]
    report = "<html><body><article>" + "".join(f"<p>{each}</p>" for each in sentences) + "</article></body></html>"
    menu = "<html><body>" + "".join(f"<div><a href='/a'>{each}</a></div>" for each in sentences) + "</body></html>"
    asked = []
    options = html.extraction_options
    monkeypatch.setattr(html, "extraction_options", lambda: asked.append(1) or options())
    html.page_of(report)
    assert not asked
    html.page_of(menu)
    assert asked
