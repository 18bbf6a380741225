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


def blocks_of(text: str) -> tuple[Block, ...]:
    found, at = [], 0
    for line in text.split("\n"):
        found.append(Block(start=at, end=at + len(line), kind="paragraph"))
        at += len(line) + 1
    return tuple(found)


def report(number: int) -> str:
    """A text of its own of sixty words."""
    return " ".join(f"word{number}x{place}" for place in range(60))


BOILER = (
    "The Oasis Post is read in nine countries every day. Subscribe to our letter and never miss a story from the region, "
    "and write to the editor if you have seen something that the whole valley ought to know about this week."
)


def test_what_a_paper_prints_under_everything_makes_no_copies() -> None:
    texts = [f"{report(number)}\n{BOILER}" for number in range(5)]
    documents = [document(text, str(n), source="Oasis Post", blocks=blocks_of(text)) for n, text in enumerate(texts)]
    assert len(trace(documents)) == 5


def test_what_versions_of_one_story_share_is_no_boilerplate() -> None:
    days = [f"{STORY}\nOn day {day} {report(day)[:80]}." for day in range(1, 6)]
    documents = [
        document(text, str(n), source="Desert Wire", published=f"2031-05-{n + 1:02}", blocks=blocks_of(text))
        for n, text in enumerate(days)
    ]
    (lineage,) = trace(documents)
    assert [member.relation for member in lineage.members] == ["origin", *["update"] * 4]


SAID = (
    "We have taken the barracks of Tanezri this morning and hold eleven prisoners, and we call upon the soldiers of the "
    "eastern garrison to lay down their arms before the week is out"
)


def test_a_communique_in_two_reports_is_one_source_and_two_texts() -> None:
    first, second = f'{report(1)} "{SAID}", it said. {report(2)}', f'{report(3)} "{SAID}", they wrote. {report(4)}'
    documents = [document(first, "a", published="2031-05-01"), document(second, "b", published="2031-05-02")]
    lineages = trace(documents)
    assert [lineage.kind for lineage in lineages] == ["text", "text", "source"]
    origin, carrier = lineages[2].members
    assert (origin.external_id, carrier.external_id) == ("a", "b")
    (span,) = carrier.parents[0].shared
    assert second[span.start : span.end] == first[span.parent_start : span.parent_end] == SAID
    assert "quotation in both" in carrier.reasons[0]


def test_three_carriers_of_one_communique_are_one_lineage() -> None:
    texts = [f'{report(number)} "{SAID}", it said. {report(number + 50)}' for number in range(3)]
    lineages = trace([document(text, str(n), published=f"2031-05-0{n + 1}") for n, text in enumerate(texts)])
    (source,) = [lineage for lineage in lineages if lineage.kind == "source"]
    assert [member.external_id for member in source.members] == ["0", "1", "2"]


def test_a_copy_of_a_carrier_is_no_carrier_of_its_own() -> None:
    first, second = f'{report(1)} "{SAID}", it said. {report(2)}', f'{report(3)} "{SAID}", they wrote. {report(4)}'
    lineages = trace(
        [
            document(first, "a", published="2031-05-01"),
            document(second, "b", published="2031-05-02"),
            document(f"{second} Reprinted.", "c", published="2031-05-03"),
        ]
    )
    (source,) = [lineage for lineage in lineages if lineage.kind == "source"]
    assert [member.external_id for member in source.members] == ["a", "b"]


ENGLISH = (
    "On 14 March the army of Azania attacked Tanezri and Amguid with 23 drones, said Colonel Harun Belkacem. "
    "In Amguid 17 houses burned, and in Wadi Tessal General Okonkwo counted 142 dead after the raid of 9 March. "
    "The envoy Ferreira flew from Lisbon to Oued on 16 March to meet Sheikh Darwish and 35 elders of the Beni Hassan."
)
FRENCH = (
    "Le 14 mars, l'armée de l'Azania a attaqué Tanezri et Amguid avec 23 drones, selon le colonel Harun Belkacem. "
    "À Amguid, 17 maisons ont brûlé, et au Wadi Tessal le général Okonkwo a compté 142 morts après le raid du 9 mars. "
    "L'envoyé Ferreira est parti de Lisbon pour Oued le 16 mars afin de voir le cheikh Darwish et 35 anciens des Beni Hassan."
)
ELSEWHERE = (
    "Le 20 mars, le colonel Harun Belkacem a dit à Oued que l'armée avait perdu 9 hommes en 5 jours. "
    "Les anciens de Tanezri ont demandé au cheikh Darwish de partir avec 40 familles pour Amguid."
)


def test_a_translation_is_known_by_its_names_and_numbers_in_order() -> None:
    original = document(ENGLISH, "en", published="2031-03-17")
    translated = document(FRENCH, "fr", language="fr", published="2031-03-18")
    other = document(ELSEWHERE, "other", language="fr", published="2031-03-19")
    assert relations([original, translated, other]) == {"en": "origin", "fr": "translation", "other": "origin"}
    (lineage, _) = trace([original, translated, other])
    (parent,) = lineage.members[1].parents
    assert "14 mars" in FRENCH[: parent.shared[0].end]
    assert "14 March" in ENGLISH[: parent.shared[0].parent_end]


def test_an_update_says_what_it_changed() -> None:
    first = document(STORY.replace("two lorries", "2 lorries"), "first", source="Desert Wire", published="2031-05-02")
    second = document(STORY.replace("two lorries", "7 lorries"), "second", source="Desert Wire", published="2031-05-03")
    (lineage,) = trace([first, second])
    assert lineage.members[1].relation == "update"
    assert "“2” became “7”" in lineage.members[1].reasons[0]


def test_what_was_taken_from_a_text_made_of_two_goes_back_to_where_that_has_it_from() -> None:
    a, b = (" ".join(report(number) for number in range(first, first + 3)) for first in (1, 11))
    words = b.split(" ")[40:]
    words[::9] = [f"changed{place}" for place in range(len(words[::9]))]
    tail = " ".join(words)
    both = document(f"{a} {tail}", "both", published="2031-05-03")
    origins = [document(a, "a", published="2031-05-01"), document(b, "b", published="2031-05-02")]
    lineages = trace([*origins, both, document(f"Again. {tail}", "again", published="2031-05-04")])
    members = {lineage.origin: {member.external_id for member in lineage.members} for lineage in lineages}
    assert members[origins[0].id] == {"a", "both"}
    assert members[origins[1].id] == {"b", "both", "again"}
    (again,) = [m for m in lineages[1].members if m.external_id == "again"]
    assert [parent.document_id for parent in again.parents] == [both.id]


def test_a_text_in_a_script_without_spaces_is_compared_by_its_characters() -> None:
    text = "昨日正午武装分子袭击了市场并烧毁了粮仓居民说枪声一直持续到晚上省长承诺进行调查并派出两辆卡车运送水和毯子"
    assert len(trace([document(text, "a", language="zh"), document(text + "记者报道", "b", language="zh")])) == 1


def test_accents_and_case_are_the_same_word() -> None:
    assert len(trace([document(STORY, "a"), document(STORY.upper().replace("E", "É"), "b")])) == 1


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
    assert len(trace([long[0], short])) == 2


def test_a_text_without_words_is_nobodys_copy() -> None:
    documents = [document("...", "a"), document("!!!", "b"), document(STORY, "c")]
    assert len(trace(documents)) == 3


def test_many_copies_are_compared_with_the_one_origin() -> None:
    documents = [document(f"{STORY} Number {number}.", str(number)) for number in range(300)]
    (lineage,) = trace(documents, settings=LineageSettings(anchors=1))
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
