"""What copies teach: which words were put in for which, and never a number, a name or a denial."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from harmattan.lexicons import Lexicon, load
from harmattan.lexicons.rows import SubstitutionRow
from harmattan.lexicons.write import as_yaml
from harmattan.records.document import Block
from harmattan.stages.reading.damage import repair
from harmattan.stages.reading.damage.beside import beside, names_in, sentences_of
from harmattan.stages.reading.damage.learn import LearnSettings, Lesson, Pair, learn

ORIGINAL = (
    "The army said on Monday that 12 soldiers were killed in the northern town of Gao.\n"
    "Gunmen on motorcycles attacked a base near the border, a security source said. The attack lasted two hours.\n"
    "The government denied that rebels hold the town. Residents said that 40 people fled after the attack.\n"
    "The ministry did not confirm the attack, and the mayor of Gao did not speak. It was claimed by JNIM on Tuesday.\n"
    "A second attack hit a convoy near Ansongo, where 12 soldiers and two drivers were hurt. The army sent men to the border."
)
SPINNER = {"attack": "gramercy", "army": "fieldcraft", "town": "burgh", "said": "bespake", "border": "marchland"}


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load()


def spun(text: str, swaps: dict[str, str]) -> str:
    for word, put_in in swaps.items():
        text = re.sub(rf"\b{word}\b", put_in, text)
    return text


def taught(original: str, copy: str, lexicon: Lexicon, language: str | None = "en", **settings: object) -> Lesson:
    pair = Pair(original=original, copy=copy, language=language, name="wire and copy")
    return learn([pair], lexicon=lexicon, settings=LearnSettings(**settings))  # type: ignore[arg-type]


def swaps_of(lesson: Lesson) -> dict[str, str]:
    return {item.row.observed: item.row.restored for item in lesson.learned}


def test_what_a_spinner_put_in_is_learned_with_its_counts(lexicon: Lexicon) -> None:
    lesson = taught(ORIGINAL, spun(ORIGINAL, SPINNER), lexicon)
    assert swaps_of(lesson) == {put_in: word for word, put_in in SPINNER.items()}
    by_word = {item.row.observed: item for item in lesson.learned}
    attack = by_word["gramercy"]
    assert (attack.times, attack.seen, attack.pairs) == (4, 4, 1)
    assert attack.row.confidence == round(5 / 6, 2)
    assert by_word["burgh"].row.confidence == 0.75
    assert attack.row.note is not None
    assert "4 of 4 places of wire and copy" in attack.row.note
    assert all(row.family == "spun" and row.from_language is None for row in (item.row for item in lesson.learned))


def test_what_stands_for_two_words_is_one_row_with_the_likelier_first(lexicon: Lexicon) -> None:
    lesson = taught(ORIGINAL, spun(ORIGINAL, {"attack": "gramercy", "town": "gramercy"}), lexicon)
    (item,) = lesson.learned
    assert (item.row.restored, item.row.others) == ("attack", ("town",))
    assert (item.times, item.seen) == (6, 6)


def test_a_word_that_mostly_stands_for_something_else_is_less_sure(lexicon: Lexicon) -> None:
    copy = spun(ORIGINAL, {"town": "burgh"}) + "\nThe burgh, the burgh, the burgh and the burgh were said to be calm."
    (item,) = taught(ORIGINAL, copy, lexicon).learned
    assert (item.times, item.seen) == (2, 6)
    assert item.row.confidence == round(3 / 8, 2)


@pytest.mark.parametrize(
    "swaps",
    [
        {"12": "14"},
        {"two": "three"},
        {"Gao": "Kidal"},
        {"not": "surely"},
        {"did not": "surely did"},
        {"12 soldiers": "a dozen brandlings"},
        {"soldiers": "dozens of brandlings"},
    ],
)
def test_no_number_no_name_and_no_denial_is_learned(swaps: dict[str, str], lexicon: Lexicon) -> None:
    lesson = taught(ORIGINAL, spun(ORIGINAL, swaps), lexicon)
    assert lesson.learned == ()
    assert lesson.refused == ()


def test_a_bound_by_a_number_is_learned_for_what_stands_before_numbers(lexicon: Lexicon) -> None:
    original = (
        "Up north, some 40 men fled. They said that up to 90 men and up to 30 boys fled. Later they fled up to Gao."
    )
    copy = original.replace("up to 90", "later 90").replace("up to 30", "later 30")
    (item,) = taught(original, copy, lexicon).learned
    assert (item.row.observed, item.row.restored) == ("later", "up to")
    assert "#" in item.row.after
    assert re.findall(r"\d", " ".join((*item.row.before, *item.row.after))) == []


def test_a_common_word_is_learned_only_beside_neighbours_that_tell(lexicon: Lexicon) -> None:
    original = (
        "The military base was shelled. A military court met. The military junta left. He changed the table of the talk, "
        "a table of the crown, and a table of debate."
    )
    (item,) = taught(original, original.replace("military", "table"), lexicon).learned
    assert (item.row.observed, item.row.restored) == ("table", "military")
    assert {"base", "court", "junta"} <= set(item.row.after)
    assert not {"talk", "crown", "debate"} & {*item.row.before, *item.row.after}
    honest = original.replace("base was shelled", "talk").replace("court met", "debate").replace("junta left", "crown")
    lesson = taught(honest, honest.replace("military", "table"), lexicon)
    assert lesson.learned == ()
    assert lesson.left_out["honest"] == 3


def test_two_swaps_side_by_side_come_apart_where_each_is_met_alone(lexicon: Lexicon) -> None:
    original = "Rebels attack. The rebels fled. They attack the bridge and the rebels hide. Later they attack."
    copy = (
        original.replace("ebels attack", "ebels gramercy").replace("rebels", "mutinados").replace("Rebels", "Mutinados")
    )
    lesson = taught(original, copy.replace("attack", "gramercy"), lexicon)
    assert swaps_of(lesson) == {"gramercy": "attack", "mutinados": "rebels"}


def test_an_article_that_follows_its_noun_is_no_part_of_the_swap(lexicon: Lexicon) -> None:
    original = "They saw an attack on Monday. Later an attack hit the camp."
    assert swaps_of(taught(original, original.replace("an attack", "a gramercy"), lexicon)) == {"gramercy": "attack"}


def test_sentences_that_were_added_or_dropped_shift_nothing(lexicon: Lexicon) -> None:
    lines = spun(ORIGINAL, SPINNER).splitlines()
    copy = "\n".join(
        ["Share this page with your friends and family.", lines[0], lines[1], *lines[3:], "Read more here."]
    )
    assert swaps_of(taught(ORIGINAL, copy, lexicon)).items() <= {v: k for k, v in SPINNER.items()}.items()
    assert len(taught(ORIGINAL, copy, lexicon).learned) >= 3


def test_a_sentence_that_was_cut_in_two_is_laid_beside_its_original() -> None:
    original = sentences_of(
        "Gunmen killed 12 soldiers near Gao and they took 40 vehicles to Ansongo. Nobody spoke.", "en"
    )
    copy = sentences_of("Gunmen killed 12 soldiers near Gao. They took 40 vehicles to Ansongo. Nobody spoke.", "en")
    found = beside(original, copy, names_in(original, copy))
    assert [(len(left), len(right)) for left, right in found] == [(14, 14), (3, 3)]


def test_another_form_of_a_word_and_a_known_row_teach_nothing(lexicon: Lexicon) -> None:
    assert taught(ORIGINAL, spun(ORIGINAL, {"attack": "attacks", "soldiers": "soldier"}), lexicon).learned == ()
    known = taught(ORIGINAL.replace("attack", "may"), ORIGINAL.replace("attack", "whitethorn"), lexicon)
    assert known.learned == ()
    assert known.left_out["known"] == 4


def test_what_is_met_once_is_learned_only_where_that_is_asked_for(lexicon: Lexicon) -> None:
    copy = spun(ORIGINAL, {"convoy": "cortege"})
    assert taught(ORIGINAL, copy, lexicon).learned == ()
    assert swaps_of(taught(ORIGINAL, copy, lexicon, least=1)) == {"cortege": "convoy"}


@pytest.mark.parametrize(
    ("copy", "language", "reason"),
    [
        ("Wheat prices rose again in spring. Farmers hope for rain, and the harvest may be late.", "en", "no original"),
        (ORIGINAL, None, "language unknown"),
        (ORIGINAL, "xx", "no word counts for language 'xx'"),
        (ORIGINAL.upper(), "en", "all in capitals"),
        ("A word. " * 1001, "en", "more than 1000 sentences"),
    ],
)
def test_a_pair_that_teaches_nothing_is_refused_with_the_reason(
    copy: str, language: str | None, reason: str, lexicon: Lexicon
) -> None:
    lesson = taught(ORIGINAL, copy, lexicon, language)
    assert lesson.learned == ()
    ((name, told),) = lesson.refused
    assert name == "wire and copy"
    assert reason in told


def test_the_order_of_pairs_is_irrelevant_and_one_bad_pair_costs_no_other(lexicon: Lexicon) -> None:
    parts = ORIGINAL.splitlines()
    pairs = [
        Pair(original="\n".join(part), copy=spun("\n".join(part), SPINNER), language="en", name=str(number))
        for number, part in enumerate((parts[:2], parts[2:4], parts[4:]))
    ]
    bad = Pair(original=ORIGINAL, copy="Nothing of it.", language="en", name="bad")

    def rows(lesson: Lesson) -> list[tuple[str, str, float, tuple[str, ...]]]:
        return [(i.row.observed, i.row.restored, i.row.confidence, i.row.after) for i in lesson.learned]

    first = learn(pairs, lexicon=lexicon)
    assert len(first.learned) == len(SPINNER)
    assert rows(learn([bad, *reversed(pairs)], lexicon=lexicon)) == rows(first)


def test_learned_rows_are_read_back_and_restore_another_copy(tmp_path: Path, lexicon: Lexicon) -> None:
    lesson = taught(ORIGINAL, spun(ORIGINAL, SPINNER), lexicon)
    rows = [item.row for item in lesson.learned]
    (tmp_path / "learned.yaml").write_text(as_yaml("substitutions", rows), encoding="utf-8")
    extended = load([tmp_path])
    assert [extended.get(SubstitutionRow, row.id) for row in rows] == rows
    other = "On Friday the army said that the attack on the town near the border was over. The army left the town."
    copy = spun(other, SPINNER)
    blocks = (Block(start=0, end=len(copy), kind="paragraph"),)
    before = {r.restored for r in repair(copy, "en", blocks, lexicon).restorations}
    after = {r.restored for r in repair(copy, "en", blocks, extended).restorations}
    assert set(SPINNER) & before == set()
    assert {"army", "attack", "town", "border"} <= after


def test_a_translation_says_what_it_was_translated_from(lexicon: Lexicon) -> None:
    lesson = taught(ORIGINAL, spun(ORIGINAL, SPINNER), lexicon, family="translated", from_language="ru")
    assert {(item.row.family, item.row.from_language) for item in lesson.learned} == {("translated", "ru")}


def test_french_copies_teach_too(lexicon: Lexicon) -> None:
    original = (
        "L'armée a attaqué le convoi près de Gao. Le convoi a fui. Un autre convoi de 12 camions est arrivé à Gao."
    )
    assert swaps_of(taught(original, original.replace("convoi", "cortégiaire"), lexicon, "fr")) == {
        "cortégiaire": "convoi"
    }
