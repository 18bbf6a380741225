"""What the MUC-4 mapping makes of datelines, days, words, features and places apart; invented reports."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from harmattan.language import grammar_for
from harmattan.lexicons import load
from muc4_templates import days, effects, reading, when, where
from muc4_templates.case import WRITTEN, Case, written
from muc4_templates.confidence import confidence
from muc4_templates.context import beside, lemma
from muc4_templates.gazetteer import Gazetteer, Spot, chain_of
from muc4_templates.incidents import Incident, Sketch
from muc4_templates.mentions import Mention
from muc4_templates.page import Page
from muc4_templates.people import People, WordKinds
from muc4_templates.relevance import beside_others
from muc4_templates.reports import Report, as_report
from muc4_templates.targets import Human
from muc4_templates.weights import Weights
from muc4_templates.words import Words, stem

TEXT = "LOBOS, 3 JAN 90 (RADIO SUR) -- [TEXT] A BOMB EXPLODED NEAR THE TOWN HALL.\n\n   NOBODY WAS HURT."


def test_the_dateline_gives_place_and_day_and_is_no_part_of_the_first_sentence() -> None:
    report = as_report("DEV-MUC3-9999", TEXT)
    assert report.place.rstrip(",") == "LOBOS"
    assert report.day == date(1990, 1, 3)
    assert report.text[report.body :].startswith("A BOMB")
    document = report.as_document()
    assert [block.kind for block in document.blocks] == ["heading", "paragraph", "paragraph"]
    assert document.published == "1990-01-03"


def test_a_report_without_date_has_no_day() -> None:
    assert as_report("DEV-MUC3-9999", "NO CITY, NO DATE -- [TEXT] NOTHING.").day is None


@pytest.mark.parametrize(
    ("span", "wanted"),
    [
        (None, "- 12 JAN 90"),
        ((date(1990, 1, 11), date(1990, 1, 11)), "11 JAN 90"),
        ((date(1990, 1, 10), date(1990, 1, 11)), "10 JAN 90 - 11 JAN 90"),
        ((date(1990, 1, 1), date(1990, 1, 31)), "- 12 JAN 90"),
    ],
)
def test_a_date_is_a_day_two_days_or_by_the_day_of_the_report(span: tuple[date, date] | None, wanted: str) -> None:
    assert days.fill(span, date(1990, 1, 12)) == wanted


@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        ("GUERRILLAS", "GUERRILLA"),
        ("GUNMEN", "GUNMAN"),
        ("EMBASSIES", "EMBASSY"),
        ("BUSES", "BUSE"),
        ("PEOPLE", "PEOPLE"),
    ],
)
def test_stem(word: str, wanted: str) -> None:
    assert stem(word) == wanted


def test_the_head_of_a_phrase_decides_its_type_before_its_other_words() -> None:
    words = Words(
        [
            ("t", "=OFFICE", "GOVERNMENT", 9),
            ("t", "OFFICE", "GOVERNMENT", 9),
            ("t", "=BANK", "FINANCIAL", 9),
            ("t", "BANK", "FINANCIAL", 9),
        ]
    )
    assert words.kind("t", "OFFICES", ["BANK", "OFFICES"]) == "GOVERNMENT"
    assert words.kind("t", "MOUNTAIN", ["MOUNTAIN"]) is None


def test_a_question_that_was_not_fitted_is_certain_and_features_move_one_that_was() -> None:
    weights = Weights([("human", "", 0.0), ("human", "named", 2.0)])
    assert weights.chance("thing", {}) == 1.0
    assert weights.chance("human", {}) == 0.5 < weights.chance("human", {"named": 1.0})


def test_a_place_that_something_is_in_comes_before_one_that_somebody_is_of() -> None:
    text = "THE GOVERNOR OF ALTA WAS KILLED IN BAJA"
    alta, baja = Spot(16, 20, "CO", ("COLOMBIA", "ALTA (CITY)")), Spot(35, 39, "CO", ("COLOMBIA", "BAJA (CITY)"))
    assert chain_of([alta, baja], "CO", text) == baja


STORY = (
    "LOBOS, 3 JAN 90 (RADIO SUR) -- [TEXT] A BOMB EXPLODED ON 1 JANUARY NEAR THE TOWN HALL. "
    "THE MAYOR WAS KILLED IN THE BLAST.\n\n"
    "   ON 12 DECEMBER TEACHERS HAD MARCHED TO THE SAME HALL. NOBODY WAS HURT THEN."
)


@pytest.fixture(scope="module")
def page() -> Page:
    report = as_report("DEV-MUC3-9999", STORY)
    return Page(report.text, [(block.start, block.end) for block in report.as_document().blocks], grammar_for("en"))


@pytest.fixture(scope="module")
def report() -> Report:
    return as_report("DEV-MUC3-9999", STORY)


def mention(page: Page, word: str, kind: str = "BOMBING", event: str = "explosion") -> Mention:
    start = page.text.index(word)
    number = page.line_at(start)
    return Mention(
        claim=None, kind=kind, event=event, stage="ACCOMPLISHED", line=number, paragraph=page.lines[number].paragraph,
        start=start, trigger=word, days=None,
    )  # fmt: skip


def incident(*mentions: Mention) -> Incident:
    made = Incident(mentions[0].kind)
    for each in mentions:
        made.take(Sketch(each, None, set(), set(), set(), ""))
    return made


def case(of: Incident, *humans: Human, chance: float = 1.0) -> Case:
    return Case(of, list(humans), [], [], [], [], None, None, [], state=False, chance=chance)


def test_a_lemma_is_of_words_of_the_dictionary_alone() -> None:
    assert lemma("KILLED") == "kill"
    assert lemma("Qwzkrt") is None
    assert lemma("1990") is None


def test_what_governs_a_phrase_and_stands_beside_it_are_features(page: Page) -> None:
    number, token = page.token_at(page.text.index("MAYOR")) or (0, page.lines[0].sentence.tokens[0])
    features = beside(page, page.phrase_of(number, token))
    assert features["under:kill"] == features["head:mayor"] == features["before:the"] == 1.0


def test_days_that_a_report_names_are_candidates_by_where_they_stand(page: Page, report: Report) -> None:
    named = when.named_days(page, report, load())
    assert [each.days[0] for each in named if each.start >= report.body] == [date(1990, 1, 1), date(1989, 12, 12)]
    found = when.candidates(incident(mention(page, "EXPLODED")), None, named, page, report)
    assert found["01 JAN 90"]["role:line"] == 1.0
    assert "role:line" not in found["12 DEC 89"]
    assert found["- 03 JAN 90"]["default"] == 1.0
    assert found["03 JAN 90"]["open"] == 0.0 < found["- 03 JAN 90"]["open"]


def test_the_words_of_a_time_lose_numbers_and_names() -> None:
    assert when.shape("ON 12 December") == "on 0 month"
    assert when.shape("last Tuesday") == "last weekday"


def test_places_are_candidates_by_where_they_stand(page: Page, report: Report) -> None:
    hall, home = page.text.index("TOWN HALL"), ("ARGENTINA", "LOBOS (CITY)")
    spots = [Spot(0, 5, "AR", home), Spot(hall, hall + 9, "AR", (*home, "TOWN HALL (DISTRICT)"))]
    found = where.candidates(incident(mention(page, "EXPLODED")), None, spots, "AR", page, report, Gazetteer(load()))
    assert found["ARGENTINA: LOBOS (CITY)"]["role:dateline"] == 1.0
    deep = found["ARGENTINA: LOBOS (CITY): TOWN HALL (DISTRICT)"]
    assert deep["role:line"] == deep["line behind:near"] == deep["depth:2"] == 1.0
    assert found["ARGENTINA: LOBOS (CITY)"]["deeper near"] == 1.0


def test_words_of_effects_in_the_sentences_of_an_incident_and_behind_them(page: Page) -> None:
    signs = effects.signs_of(page, incident(mention(page, "EXPLODED")))
    assert signs == {"dead behind": 1.0}


def test_a_fill_is_written_where_it_and_its_incident_are_likely_together(page: Page) -> None:
    told = incident(mention(page, "EXPLODED"))
    sure, unsure = (
        Human(None, [text], text, "CIVILIAN", "1", chance=chance) for text, chance in (("A", 0.9), ("B", 0.5))
    )
    floor = WRITTEN["human"]
    left = written(case(told, sure, unsure, chance=floor / 0.7))
    assert left is not None
    assert left.humans == [sure]
    assert written(case(told, sure, unsure, chance=floor / 0.95)) is None


def test_an_incident_told_again_shares_targets_with_one_of_more_mentions(page: Page) -> None:
    long = case(
        incident(mention(page, "EXPLODED"), mention(page, "BLAST")), Human("ANA LOBO", [], "MAYOR", "CIVILIAN", "1")
    )
    short = case(
        incident(mention(page, "KILLED", "ATTACK", "killing")), Human("ANA LOBO", [], "MAYOR", "CIVILIAN", "1")
    )
    assert beside_others(short, [long, short])["all shared more"] == 1.0
    assert beside_others(long, [long, short])["all shared more"] == 0.0


def test_words_behind_in_are_no_name_of_a_person() -> None:
    text = "THE POLICE SAID THAT PEDRO QUANTEL WAS SHOT IN VELGA MIRENKO."
    page = Page(text, [(0, len(text))], grammar_for("en"))
    names = [name.text for name in People(page, Words([]), WordKinds(load())).names]
    assert "PEDRO QUANTEL" in names
    assert not [name for name in names if "MIRENKO" in name]


def test_a_report_that_the_extractor_fails_on_stops_the_reading(
    report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Refusal:
        code, reason = "failed", "the rules failed"

    class Found:
        claims, refusals = (), (Refusal(),)

    monkeypatch.setattr(reading, "extract", lambda *_, **__: [Found()])
    with pytest.raises(ValueError, match="the rules failed"):
        list(reading.read_all([report], load()))
    Refusal.code = "negation"
    assert len(list(reading.read_all([report], load()))) == 1


def _standing(sentence: str, name: str = "FNLA") -> dict[str, float]:
    text = f"TWO JUDGES WERE KILLED TODAY. {sentence}"
    page = Page(text, [(0, len(text))], grammar_for("en"))
    start = text.index(name)
    return confidence(page, incident(mention(page, "KILLED", "ATTACK", "killing")), [(start, start + len(name))], {})


@pytest.mark.parametrize(
    ("sentence", "standing"),
    [
        ("THE FNLA CLAIMED RESPONSIBILITY FOR THE ATTACK.", "claim"),
        ("THE ATTACK WAS CLAIMED BY THE FNLA.", "claim"),
        ("LEAFLETS SIGNED BY THE FNLA WERE FOUND AT THE SCENE OF THE ATTACK.", "self"),
        ("THE POLICE BLAMED THE FNLA FOR THE ATTACK.", "blame"),
        ("ALLEGED FNLA MEMBERS FIRED AT THE JUDGES IN THE ATTACK.", "doubt"),
        ("THE ATTACK WAS CARRIED OUT BY THE FNLA, A RADIO STATION SAID.", "told"),
        ("THE FNLA KILLED THEM.", "plain"),
        ("THE FNLA HAS 300 MEN.", "mere"),
    ],
)
def test_what_stands_beside_an_organisation_says_how_sure_it_is_that_it_was_it(sentence: str, standing: str) -> None:
    assert _standing(sentence)[f"near:{standing}"] == 1.0


def test_an_accusation_is_that_of_an_authority_where_one_makes_it() -> None:
    assert "near:blame by authority" in _standing("THE POLICE BLAMED THE FNLA FOR THE ATTACK.")
    assert "near:blame by other" in _standing("A STUDENT BLAMED THE FNLA FOR THE ATTACK.")
