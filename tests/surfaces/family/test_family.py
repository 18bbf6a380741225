from __future__ import annotations

from harmattan.stages.lineages import trace
from harmattan.surfaces.family import families_of, render_html, render_terminal
from invented import document

STORY = " ".join(f"tale{place}" for place in range(90))
OTHER = " ".join(f"other{place}" for place in range(90))
WIRE = document(STORY, "wire", source="Wire & Co", title="<b>Raid</b>", published="2031-05-01")
COPY = document(f"{STORY} with thanks", "copy", source="Paper", published="2031-05-02")
BOTH = document(f"{STORY} {OTHER}", "both", source="Mixer", published="2031-05-04")
SECOND = document(OTHER, "second", published="2031-05-03")
ALL = [WIRE, COPY, BOTH, SECOND]


def test_a_document_made_of_two_hangs_on_one_in_each_story_and_its_shared_words_are_marked() -> None:
    families = families_of(trace(ALL), ALL)
    assert (families.documents, families.origins) == (4, 2)
    first = families.stories[0]
    assert [node.mark for node in first.nodes] == ["D1", "D2", "D4"]
    assert [node.above for node in first.nodes] == [(), (0,), (0,)]
    (marked, _, other) = first.nodes[2].pieces
    assert marked.text == STORY
    assert marked.others == ("D1",)
    assert other.text == OTHER
    assert "".join(piece.text for piece in first.nodes[0].pieces) == STORY


def test_the_page_escapes_what_documents_say() -> None:
    page = render_html(families_of(trace(ALL), ALL))
    assert "<b>Raid" not in page
    assert "&lt;b&gt;Raid" in page
    assert "Wire &amp; Co" in page
    assert page.count('<svg class="tree"') == 2


def test_reasons_name_documents_as_the_page_does() -> None:
    families = families_of(trace(ALL), ALL)
    assert families.stories[0].nodes[1].reasons[0].startswith("made of D1;")


def test_a_story_of_very_many_is_cut_and_says_so() -> None:
    many = [document(f"{STORY} paper{n}", str(n), published=f"2031-05-01T{n // 60:02}:{n % 60:02}") for n in range(100)]
    families = families_of(trace(many), many)
    assert families.stories[0].more == 20
    assert "20 more" in render_terminal(families)


def test_documents_whose_text_is_not_at_hand_still_stand_in_the_tree() -> None:
    families = families_of(trace(ALL), [COPY])
    assert "copy" in render_terminal(families)
    assert families.stories[0].nodes[0].title == "wire"
