"""The page: whole in itself, escaped, every number leading to its evidence."""

from __future__ import annotations

import itertools
import re
from importlib.resources import files

import exercise
import msgspec
import pytest
from lxml import html as parser

from harmattan.records.bundle import Situation
from harmattan.surfaces.report import render
from harmattan.surfaces.report.html import COMPUTED, SECTIONS

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{ 7*7 }}</style></title>"


def tree(page: str):
    return parser.document_fromstring(page)


def test_page_asks_nothing_of_any_network(page):
    root = tree(page)
    loads = root.xpath("//@src | //link/@href | //@srcset | //@poster | //object/@data | //iframe | //base/@href")
    assert loads == []
    assert "@import" not in page
    assert not re.search(r"url\((?!#)", page)
    away = [href for href in root.xpath("//a/@href") if not href.startswith("#")]
    assert away == ["https://example.org/ayorou"]
    assert root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0].startswith("default-src 'none'")


def test_ids_are_unique_and_every_link_inside_resolves(page):
    root = tree(page)
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    inside = {href[1:] for href in root.xpath("//a/@href") if href.startswith("#")}
    assert inside <= set(ids)
    drawn = set(re.findall(r"url\(#([^)]+)\)", page))
    assert drawn
    assert drawn <= set(ids)


def test_every_claim_has_evidence_with_its_quote_character_for_character(page, situation):
    root = tree(page)
    texts = {document.id: document.text for document in situation.documents}
    shown = []
    for article in root.xpath("//article[@class='entry']"):
        mark = article.xpath(".//blockquote[contains(@class,'quote')]/mark")[0]
        for role in mark.xpath(".//small"):
            role.getparent().remove(role)
        shown.append(mark.text_content())
    assert sorted(shown) == sorted(claim.evidence.quote for claim in situation.claims)
    assert all(texts[claim.document_id].count(claim.evidence.quote) for claim in situation.claims)


def test_evidence_numbers_run_from_one_without_a_gap(page, situation):
    ids = tree(page).xpath("//article[@class='entry']/@id")
    assert ids == [f"e{n}" for n in range(1, len(situation.claims) + 1)]


def test_all_sections_stand_in_order_under_one_title(page):
    root = tree(page)
    assert root.xpath("//main/section/@id") == [id_ for id_, _ in (*SECTIONS, COMPUTED)]
    assert len(root.xpath("//h1")) == 1
    levels = [int(heading.tag[1]) for heading in root.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_reader_without_sight_finds_landmarks_and_names(page):
    root = tree(page)
    assert root.get("lang") == "en"
    assert root.xpath("//main[@id='main']")
    assert root.xpath("//nav/@aria-label")
    assert root.xpath("//a[@class='skip']/@href") == ["#main"]
    for section in root.xpath("//main/section"):
        assert root.xpath(f"//h2[@id='{section.get('aria-labelledby')}']")
    for drawing in root.xpath("//svg[not(@aria-hidden)]"):
        assert drawing.xpath("./title")
    assert len(root.xpath("//table[@class='edges']/tbody/tr")) == 5


def test_hostile_text_stays_text(situation):
    document = exercise.ONE
    nasty = msgspec.structs.replace(
        document, title=HOSTILE, source=HOSTILE, url="javascript:alert(3)", language='en" onload="x',
        published=HOSTILE,
    )  # fmt: skip
    claims = tuple(
        msgspec.structs.replace(
            claim,
            statement=HOSTILE,
            attribution=msgspec.structs.replace(claim.attribution, kind="named", text=HOSTILE),
            places=tuple(msgspec.structs.replace(place, name=HOSTILE) for place in claim.places),
            actors=tuple(msgspec.structs.replace(ref, name=HOSTILE) for ref in claim.actors),
        )
        for claim in situation.claims
    )
    actors = tuple(
        msgspec.structs.replace(actor, names=(msgspec.structs.replace(actor.names[0], text=HOSTILE),))
        for actor in situation.actors
    )
    hostile = msgspec.structs.replace(
        situation, documents=(nasty, situation.documents[1]), claims=claims, actors=actors
    )
    page = render(hostile, "html", vocabulary=exercise.VOCABULARY)
    root = tree(page)
    assert len(root.xpath("//script")) == 1
    assert root.xpath("//img") == []
    assert list(root.xpath("//@*[starts-with(name(), 'on')]")) == []
    assert not [href for href in root.xpath("//@href") if "javascript" in href]
    assert "49" not in root.xpath("//title")[0].text_content()
    assert HOSTILE in root.xpath("//article[@id='e1']/h4")[0].text_content()


def test_page_says_that_it_is_private(page):
    assert "Private, verbatim" in tree(page).xpath("//header")[0].text_content()


def test_restored_reading_stands_beside_a_damaged_quote(page):
    root = tree(page)
    restored = [" ".join(block.text_content().split()) for block in root.xpath("//blockquote[@class='restored']")]
    assert any("stormed the port of Ayorou on 3 March" in text for text in restored)
    assert {ins.text for ins in root.xpath("//ins")} >= {"stormed", "port of Ayorou on", "may have"}


def test_empty_situation_says_what_was_not_found():
    page = render(Situation(), "html", vocabulary=exercise.VOCABULARY)
    text = " ".join(tree(page).xpath("//main")[0].text_content().split())
    for sentence in (
        "No claim could be assessed.", "No attack, clash or seizure is claimed.", "No strength is given.",
        "No counted loss is claimed.", "No alliance, rivalry, succession, backing or membership is claimed.",
        "No action of a state or its forces is claimed.", "No place could be put on a map.",
        "No claim about control of a place.", "No claim about an outside power.", "No outlook is given.",
        "No judgement is given.", "No claim was found.", "No document was read.", "Nothing was refused.",
    ):  # fmt: skip
        assert sentence in text


def test_long_lists_are_folded_and_nothing_is_lost(situation):
    many = []
    for turn in range(40):
        for claim in situation.claims:
            statement = f"{claim.statement} ({turn})"
            many.append(msgspec.structs.replace(claim, id=f"{claim.id}-{turn}", statement=statement, links=()))
    page = render(msgspec.structs.replace(situation, claims=tuple(many)), "html", vocabulary=exercise.VOCABULARY)
    root = tree(page)
    assert len(root.xpath("//article[@class='entry']")) == len(many)
    for listing in root.xpath("//section[@id='outside']//ul[contains(@class,'lines')][not(ancestor::details)]"):
        assert len(listing.xpath("./li")) <= 12
    assert not root.xpath("//details[@class='exhibit'][@open]")


def test_json_form_is_the_situation_itself(situation):
    raw = render(situation, "json", vocabulary=exercise.VOCABULARY)
    assert msgspec.json.decode(raw, type=Situation) == situation


def test_unknown_form_is_refused(situation):
    from harmattan.errors import SettingsError

    with pytest.raises(SettingsError, match="docx"):
        render(situation, "docx", vocabulary=exercise.VOCABULARY)  # type: ignore[arg-type]


def test_every_colour_of_text_can_be_read_on_its_ground_in_both_themes():
    def light(colour):
        raw = colour.lstrip("#")
        raw = "".join(c * 2 for c in raw) if len(raw) == 3 else raw
        parts = [int(raw[i : i + 2], 16) / 255 for i in (0, 2, 4)]
        linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    def contrast(one, other):
        high, low = sorted((light(one), light(other)), reverse=True)
        return (high + 0.05) / (low + 0.05)

    folder = files("harmattan.surfaces.report") / "templates"
    day = (folder / "report.css").read_text("utf-8").partition("}")[0]
    for theme in (day, (folder / "dark.css").read_text("utf-8")):
        colours = dict(re.findall(r"--([\w-]+): (#\w+)", theme))
        for name in ("ink", "muted", "indigo", "ochre", "brick", "green", "plum", "teal"):
            for ground in ("paper", "bg", "mark", f"{name}-soft"):
                if ground in colours:
                    assert contrast(colours[name], colours[ground]) >= 4.5, (name, ground)
        assert contrast(colours["paper"], colours["indigo"]) >= 4.5


def test_folded_numbers_do_not_break_the_line_that_they_stand_in(situation):
    claims = [
        msgspec.structs.replace(claim, id=f"{claim.id}-{turn}", links=())
        for claim in situation.claims
        for turn in range(12)
    ]
    page = render(msgspec.structs.replace(situation, claims=tuple(claims)), "html", vocabulary=exercise.VOCABULARY)
    assert 'class="more"' in page
    assert not re.search(r"<p\b[^>]*>(?:(?!</p>).)*<(?:details|div|ul)\b", page, re.S)
