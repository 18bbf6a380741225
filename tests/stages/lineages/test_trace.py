from __future__ import annotations

import random

import pytest

from harmattan.records.document import Block, Damage, Document, Restoration
from harmattan.stages.lineages import LineageSettings, trace
from invented import document

STORY = (
    "Fighters on motorbikes stormed the market of Tanezri shortly before noon and burned the grain stores. "
    "Traders who had fled to the school said that shooting went on until the evening prayer. "
    "The prefect of the district promised an inquiry and sent two lorries with water and blankets. "
    "A convoy that had been due from the capital turned back at the river crossing because of mines."
)
OTHER = (
    "Shots were heard around midday in Tanezri, where the weekly market was being held, a nurse told us by phone. "
    "She counted nine bodies in the yard of the clinic, most of them men from the surrounding hamlets. "
    "Smoke still hung over the southern quarter at dusk and nobody dared to fetch the dead."
)


def relations(documents: list[Document]) -> dict[str | None, str]:
    return {member.external_id: member.relation for lineage in trace(documents) for member in lineage.members}


def test_a_document_alone_has_a_lineage_of_one() -> None:
    (lineage,) = trace([document(STORY, "a")])
    (member,) = lineage.members
    assert (lineage.origin, member.relation, member.similarity) == (member.document_id, "origin", 1.0)


def test_independent_reports_of_one_happening_stay_apart() -> None:
    assert len(trace([document(STORY, "a"), document(OTHER, "b")])) == 2


def test_the_earliest_published_is_the_origin_whatever_the_order() -> None:
    late = document(STORY, "late", published="2031-05-03")
    early = document(STORY, "early", published="2031-05-02T21:00:00+00:00")
    undated = document(STORY, "undated")
    for documents in ([late, early, undated], [undated, late, early], [early, undated, late]):
        (lineage,) = trace(documents)
        assert lineage.origin == early.id
        assert [member.relation for member in lineage.members] == ["origin", "copy", "copy"]


def test_the_same_document_twice_counts_once() -> None:
    (lineage,) = trace([document(STORY, "a"), document(STORY, "a")])
    assert len(lineage.members) == 1


def test_the_order_of_documents_changes_nothing() -> None:
    documents = [
        document(STORY, "a", published="2031-05-02"),
        document(OTHER, "b", published="2031-05-02"),
        document(STORY + " " + OTHER, "c", published="2031-05-04"),
        document(STORY[:190], "d"),
        document(OTHER.replace("nurse", "midwife"), "e", published="2031-05-03"),
    ]
    expected = trace(documents)
    for seed in range(5):
        random.Random(seed).shuffle(documents)
        assert trace(documents) == expected


def test_a_part_of_a_story_is_an_excerpt_of_it() -> None:
    part = ".".join(STORY.split(".")[1:3]) + "."
    assert relations([document(STORY, "whole"), document(part, "part")]) == {"whole": "origin", "part": "excerpt"}


def test_a_later_and_longer_version_of_one_source_is_an_update() -> None:
    first = document(STORY, "first", source="Desert Wire", published="2031-05-02")
    second = document(STORY + " " + OTHER, "second", source="Desert Wire", published="2031-05-03")
    assert relations([first, second]) == {"first": "origin", "second": "update"}


def test_a_story_with_other_words_around_it_is_a_rewrite() -> None:
    mixed = STORY[:190] + " " + OTHER
    assert relations([document(STORY, "first", published="2031-05-01"), document(mixed, "second")]) == {
        "first": "origin",
        "second": "rewrite",
    }


def test_a_document_made_of_two_has_two_parents_and_a_place_in_both_lineages() -> None:
    first = document(STORY, "first", published="2031-05-01")
    second = document(OTHER, "second", published="2031-05-01")
    both = document(STORY + " " + OTHER, "both", published="2031-05-02")
    lineages = trace([both, second, first])
    assert {lineage.origin for lineage in lineages} == {first.id, second.id}
    for lineage in lineages:
        (member,) = [member for member in lineage.members if member.document_id == both.id]
        assert {parent.document_id for parent in member.parents} == {first.id, second.id}


def test_a_spun_copy_is_known_by_what_its_words_were() -> None:
    swaps = {"stormed": "beleaguered", "market": "bazaar", "noon": "midday", "promised": "assured", "lorries": "trucks"}
    swaps |= {"fled": "absconded", "evening": "eventide", "blankets": "mantles", "inquiry": "enquiry", "mines": "pits"}
    text, restorations = STORY, []
    for word, neighbour in swaps.items():
        text = text.replace(word, neighbour)
    for word, neighbour in swaps.items():
        start = text.index(neighbour)
        restorations.append(
            Restoration(
                start=start, end=start + len(neighbour), observed=neighbour, restored=word, confidence=0.9, rule="test"
            )
        )
    damage = Damage(kind="spun", share=0.15, restorations=tuple(restorations))
    spun = document(text, "spun", damage=damage, published="2031-05-09")
    (lineage,) = trace([document(STORY, "a", published="2031-05-02"), spun])
    member = lineage.members[1]
    assert member.relation == "spun"
    # Offsets are those of the verbatim text.
    (parent,) = member.parents
    assert parent.shared[0].start == 0
    assert parent.shared[-1].end == len(text) - 1
    assert parent.shared[-1].parent_end == len(STORY) - 1


def test_shared_stretches_read_alike_on_both_sides() -> None:
    parent = document(STORY, "a", published="2031-05-01")
    child = document("Desert Wire. " + STORY[104:290] + " More follows.", "b", published="2031-05-02")
    (lineage,) = trace([parent, child])
    (span,) = lineage.members[1].parents[0].shared
    assert child.text[span.start : span.end] == parent.text[span.parent_start : span.parent_end]


def test_what_stands_outside_the_blocks_makes_no_copies() -> None:
    menu = " Home World Weather Sport Subscribe to our letter and never miss a story from the region again today."
    documents = [
        document(text + menu, key, blocks=(Block(start=0, end=len(text), kind="paragraph"),))
        for key, text in (("a", STORY), ("b", OTHER))
    ]
    assert len(trace(documents)) == 2


def test_two_short_lines_are_no_copies_for_a_phrase_they_share() -> None:
    documents = [
        document("Heavy gunfire in the north of Tanezri tonight.", "a"),
        document("All quiet in the north of Tanezri today, thank God.", "b"),
    ]
    assert len(trace(documents)) == 2


def test_names_and_formulas_that_many_reports_use_make_no_copies() -> None:
    trade = "The armed forces press office of the eastern military region said in a communique on Monday that"
    long = [
        document(f"{trade} {' '.join(f'matter{report}x{word}' for word in range(150))}.", f"long {report}")
        for report in range(4)
    ]
    short = document(f"{trade} {' '.join(f'short{word}' for word in range(20))}.", "short")
    assert len(trace([*long, short])) == 5
    assert len(trace([long[0], short])) == 1


def test_a_text_without_words_is_nobodys_copy() -> None:
    documents = [document("...", "a"), document("!!!", "b"), document(STORY, "c")]
    assert len(trace(documents)) == 3


def test_many_copies_are_compared_with_the_one_origin() -> None:
    documents = [document(f"{STORY} Number {number}.", str(number)) for number in range(300)]
    (lineage,) = trace(documents, settings=LineageSettings(common=5))
    assert len(lineage.members) == 300


def test_lineages_keep_the_id_of_their_origin() -> None:
    origin = document(STORY, "a", published="2031-05-01")
    (before,) = trace([origin])
    (after,) = trace([document(STORY, "b", published="2031-05-07"), origin])
    assert before.id == after.id


@pytest.mark.parametrize("published", [None, "soon", ""])
def test_a_date_that_is_none_is_taken_for_unknown(published: str | None) -> None:
    (lineage,) = trace([document(STORY, "a", published=published), document(STORY, "b", published="2031-05-02")])
    assert [member.external_id for member in lineage.members] == ["b", "a"]
