from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from parsed import passage_of

from harmattan.lexicons import load
from harmattan.plugins.extractors.rules.actors import find_actors
from harmattan.plugins.extractors.rules.found import FoundActor


def actors(
    text: str, language: str = "en", published: str | None = "2026-04-29", model: bool = True
) -> tuple[FoundActor, ...]:
    passage = passage_of(text, language, model=model)
    return find_actors(passage, language=language, published=published, lexicon=load())


def ids(text: str, language: str = "en", published: str | None = "2026-04-29") -> list[str | None]:
    return [actor.actor_id for actor in actors(text, language, published)]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("JNIM attacked the town.", "en", ["jnim"]),
        ("The Azawad Liberation Front took Kidal.", "en", ["fla"]),
        ("Le Jnim a attaqué la ville.", "fr", ["jnim"]),
        ("The Malian army withdrew.", "en", ["fama"]),
        ("Mali's army withdrew.", "en", ["fama"]),
        ("L'armée burkinabè s'est retirée.", "fr", ["bf-army"]),
        ("Algerian troops withdrew.", "en", ["dz-army"]),
        ("JNIM fighters withdrew.", "en", ["jnim"]),
        ("Des combattants du FLA se sont retirés.", "fr", ["fla"]),
        ("Members of Boko Haram withdrew.", "en", ["boko-haram"]),
    ],
)
def test_a_named_actor_and_its_members_are_that_actor(text, language, expected):
    assert ids(text, language) == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Боевики ДНИМ напали на колонну Африканского корпуса.", "ru", ["jnim", "africa-corps"]),
        ("Бои идут между Африканским корпусом и Фронтом освобождения Азавада.", "ru", ["africa-corps", "fla"]),
        (
            "Хунта Мали встретилась с Евкуровым, вооруженные силы Нигера нет.",
            "ru",
            ["ml-junta", "yunus-bek-yevkurov", "ne-army"],
        ),
        ("Под Кидалем отступила малийская армия.", "ru", ["fama"]),
        ("Бойовики «Ісламської держави в Сахелі» протистоять армії Нігеру.", "uk", ["issp", "ne-army"]),
        (
            "Начальник ГУР Кирило Буданов говорив з Володимиром Зеленським.",
            "uk",
            ["hur", "kyrylo-budanov", "volodymyr-zelensky"],
        ),
        (
            "هاجمت جماعة نصرة الإسلام والمسلمين قاعدة للفيلق الأفريقي والجيش المالي.",
            "ar",
            ["jnim", "africa-corps", "fama"],
        ),
        ("نفى اياد اغ غالي (JNIM) ذلك.", "ar", ["iyad-ag-ghaly", "jnim"]),
    ],
)
def test_a_name_is_found_in_the_cases_and_letters_of_its_language(text, language, expected):
    assert [actor.actor_id for actor in actors(text, language, model=False)] == expected


def test_a_name_that_is_written_small_needs_no_capital_and_any_other_does():
    assert ids("Selon le renseignement militaire ukrainien, des hommes sont morts.", "fr")[0] == "hur"
    assert ids("They bought a wagner record.") == []


@pytest.mark.parametrize(
    ("text", "language", "expected", "kind"),
    [
        ("Russian forces withdrew.", "en", "generic:russian-forces", "military"),
        ("Les forces russes se sont retirées.", "fr", "generic:russian-forces", "military"),
        ("Armed men entered the village.", "en", "generic:armed-men", "armed_group"),
        ("Des hommes armés sont entrés.", "fr", "generic:armed-men", "armed_group"),
        ("Jihadist groups attacked.", "en", "generic:jihadist-groups", "jihadist"),
        ("Des groupes djihadistes ont attaqué.", "fr", "generic:jihadist-groups", "jihadist"),
        ("Rebel forces attacked.", "en", "generic:rebel-forces", "rebel"),
        ("Cells linked to Boko Haram attacked.", "en", "generic:boko-haram-linked-cells", "jihadist"),
        ("JNIM-linked gunmen attacked.", "en", "generic:jnim-linked-gunmen", "jihadist"),
        ("Des groupes liés à Al-Qaïda ont attaqué.", "fr", "generic:al-qaeda-linked-groups", "jihadist"),
        ("Iran-backed militias attacked.", "en", "generic:ir-backed-militia", "militia"),
    ],
)
def test_a_generic_actor_is_the_same_in_every_language(text, language, expected, kind):
    found = actors(text, language)[0]
    assert (found.actor_id, found.kind, found.generic) == (expected, kind, True)


def test_what_is_tied_to_an_actor_is_not_that_actor():
    found = {actor.actor_id: actor for actor in actors("Networks related to Al-Qaeda in West Africa attacked.")}
    assert set(found) == {"generic:al-qaeda-linked-networks", "al-qaeda"}
    assert found["generic:al-qaeda-linked-networks"].name == "Networks related to Al-Qaeda in West Africa"


def test_peoples_that_share_a_noun_are_two_actors():
    found = actors("Chadian and Western instructors arrived.")
    assert {actor.name: actor.country for actor in found} == {"Chadian instructors": "TD", "Western instructors": None}
    assert ids("Malian and Russian forces withdrew.") == ["generic:malian-forces", "generic:russian-forces"]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Russia backs the junta.", "en", ["state-RU", None]),
        ("Bamako accused Algiers.", "en", ["state-ML", "state-DZ"]),
        ("Bamako accuse Alger.", "fr", ["state-ML", "state-DZ"]),
        ("Tensions rose between Mali and Algeria.", "en", ["state-ML", "state-DZ"]),
        ("The fighters fell back to Mali.", "en", [None]),
        ("The convoy left Bamako.", "en", []),
        ("A bomb went off in Niger near the border with Benin.", "en", []),
        ("Niamey, 3 May - A bomb went off.", "en", []),
    ],
)
def test_a_country_is_an_actor_only_where_it_acts(text, language, expected):
    assert ids(text, language) == expected


def test_a_name_of_the_past_is_preferred_in_the_past():
    assert ids("ISGS attacked the town.", published="2021-05-01") == ["issp"]
    before, after = (
        actors("The government of Mali said so.", published=day)[0].actor_id for day in ("2019-05-01", "2024-05-01")
    )
    assert (before, after) == ("state-ML", "ml-junta")


@pytest.mark.parametrize(
    ("text", "language", "name", "office"),
    [
        ("General Moussa Kanté was killed.", "en", "Moussa Kanté", "general"),
        ("The mayor of Gao, Oumou Sangho, fled.", "en", "Oumou Sangho", "mayor"),
        ("Le colonel Seydou Tembely a été tué.", "fr", "Seydou Tembely", "colonel"),
        ("PRESIDENT RAMON ARDILA SPOKE.", "en", "RAMON ARDILA", "president"),
        (
            "During one of these raids the Minister of Justice was wounded Idrissa Komé.",
            "en",
            "Idrissa Komé",
            "minister",
        ),
    ],
)
def test_a_person_is_found_with_the_office_that_the_words_give(text, language, name, office):
    found = [actor for actor in actors(text, language) if actor.kind == "person"]
    assert [(actor.name, actor.office) for actor in found] == [(name, office)]


def test_an_office_holder_without_a_name_is_a_candidate_and_no_more():
    (found,) = actors("The Malian president resigned.")
    assert (found.kind, found.office, found.country) == ("official", "president", "ML")
    assert found.actor_id != "assimi-goita"
    assert [item.actor_id for item in found.candidates] == ["assimi-goita"]


def test_capitals_alone_make_no_name():
    assert actors("Heavy Fighting Rages In Northern Valley Towns") == ()


@pytest.mark.parametrize(("text", "language"), [("Un au eu us is", "fr"), ("the is as eu un", "en")])
def test_small_words_are_no_acronyms(text, language):
    assert actors(text, language) == ()


def test_victims_carry_their_group():
    found = actors("Gunmen killed nine peacekeepers, four gendarmes and a nurse.")
    assert [actor.group for actor in found] == ["militants", "peacekeepers", "police", "health workers"]


@pytest.mark.parametrize(
    ("noun", "kind", "group"),
    [
        ("youngsters", "civilian", "children"),
        ("townspeople", "civilian", "civilians"),
        ("noncombatants", "civilian", "civilians"),
        ("motorists", "civilian", "civilians"),
        ("passers-by", "civilian", "civilians"),
        ("clergymen", "civilian", "civilians"),
        ("constables", "police", "police"),
        ("infantrymen", "military", "soldiers"),
        ("marauders", "armed_group", "militants"),
        ("insurrectionists", "rebel", "militants"),
        ("brigands", "gang", "militants"),
    ],
)
def test_who_is_killed_is_known_by_many_a_noun(noun: str, kind: str, group: str) -> None:
    found = actors(f"The blast killed seven {noun}.", "en")
    assert [(actor.kind, actor.group) for actor in found] == [(kind, group)]


def test_actors_are_found_without_syntax():
    found = actors("Russian forces and JNIM fighters clashed near Gao.", model=False)
    assert [actor.actor_id for actor in found] == ["generic:russian-forces", "jnim"]


WORDS = st.sampled_from(
    [
        "Malian",
        "Russian",
        "and",
        ",",
        "the",
        "of",
        "linked",
        "to",
        "JNIM",
        "fighters",
        "armed",
        "Mali",
        "'s",
        "president",
        "General",
        "Sadio",
        "Camara",
        "“",
        "”",
        "-",
        "12",
        "killed",
        "Islamic",
        "State",
        "in",
        "Sahel",
        "forces",
        "men",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=14))
def test_any_order_of_words_leaves_spans_within_the_passage(words):
    passage = passage_of(" ".join(words), model=False)
    for actor in find_actors(passage, language="en", published=None, lexicon=load()):
        assert 0 <= actor.first < actor.last <= len(passage.tokens)
        assert 0 <= actor.head < len(passage.tokens)
        assert actor.name
