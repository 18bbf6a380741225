from __future__ import annotations

import pytest
from parsed import attributions_of, passage_of, words

from harmattan.plugins.extractors.rules.found import FoundAttribution

ENGLISH = [
    ("The army said that 30 rebels were killed near Menaka.", "The army", "said", "killed"),
    ("Thirty rebels were killed near Menaka, the army said.", "the army", "said", "killed"),
    ("“We lost two men in the ambush,” said Colonel Issa Bah.", "Colonel Issa Bah", "said", "lost"),
    ("It is reported that the convoy was attacked at dawn.", None, "reported", "attacked"),
    ("Three soldiers were reported killed in the ambush.", None, "reported", "killed"),
    ("The group is said to have seized two villages.", None, "said", "seized"),
    ("According to available data, up to 900 armed men attacked four bases.", "available data", "According to", "attacked"),
    ("The mayor was killed in the raid (according to a number of messages).", "a number of messages", "according to", "killed"),
    ("Some sources report a withdrawal from the town.", "Some sources", "report", "withdrawal"),
    (
        "A number of publications and expert assessments indicate that foreign instructors trained the gunmen.",
        "A number of publications and expert assessments", "indicate", "trained",
    ),
    ("The version that the front is moving south is increasingly being heard.", None, "heard", "moving"),
    ("A resident told AFP that gunmen had burned the market.", "A resident", "told", "burned"),
    ("The ministry denied that its troops had killed civilians.", "The ministry", "denied", "killed"),
    ("The rebels claimed responsibility for the attack on the base.", "The rebels", "claimed responsibility for", "attack"),
    ("The attack was claimed by JNIM.", "JNIM", "claimed", "attack"),
    ("Residents, who asked not to be named, said the village was looted.", "Residents", "said", "looted"),
    ("Gunmen allegedly killed ten farmers.", None, "allegedly", "killed"),
    ("The UN warned that thousands could be displaced.", "The UN", "warned", "displaced"),
    ("There were reports of looting in the town.", None, "reports", "looting"),
    ("Mali accused Algeria of supporting the rebels.", "Mali", "accused", "supporting"),
    ("The mission condemned the killing of two peacekeepers.", "The mission", "condemned", "killing"),
    ("ARMY SAYS 30 REBELS KILLED IN CLASHES NEAR GAO", "ARMY", "SAYS", "killed"),
    ("Ten people were killed, the governor said, adding that the toll could rise.", "the governor", "adding", "rise"),
    ("The deaths reported by the ministry include three children.", "the ministry", "reported", "deaths"),
    ("As the mayor reported on Friday, two bridges were destroyed.", "the mayor", "reported", "destroyed"),
    ("Sources close to the presidency said the minister had been killed.", "Sources close to the presidency", "said", "killed"),
    ("There is no confirmation of this; however, officials admitted the preparation of raids.", "officials", "admitted", "raids"),
    ("Hospital sources put the toll at 40 dead.", "Hospital sources", "put the toll at", "dead"),
    ("The attackers, said to number several hundred, arrived at dawn.", None, "said", "number"),
    ("Burkina Faso's army said two bases had been attacked.", "Burkina Faso's army", "said", "attacked"),
    ("For Amnesty International, the killings could amount to war crimes.", "Amnesty International", "For", "crimes"),
    ("The jihadists claimed the deaths of 40 soldiers, a figure that is disputed.", "The jihadists", "claimed", "deaths"),
    ("The junta controls the north; the rebels say otherwise.", "the rebels", "say otherwise", "controls"),
]  # fmt: skip

FRENCH = [
    ("L'armée a déclaré que trente rebelles avaient été tués.", "L'armée", "déclaré", "tués"),
    ("Deux soldats ont été tués, a indiqué le ministère.", "le ministère", "indiqué", "tués"),
    ("Selon des sources locales, au moins 12 civils ont été tués.", "des sources locales", "Selon", "tués"),
    ("D'après l'AFP, la ville est tombée.", "l'AFP", "D' après", "tombée"),
    ("Il est rapporté que le convoi a été attaqué.", None, "rapporté", "attaqué"),
    ("Le porte-parole a démenti que l'armée ait tué des civils.", "Le porte-parole", "démenti", "tué"),
    ("Le groupe a revendiqué l'attaque du camp.", "Le groupe", "revendiqué", "attaque"),
    ("« Nous avons perdu deux hommes », a déclaré le colonel Bah.", "le colonel Bah", "déclaré", "perdu"),
    ("Le village a été brûlé, selon des témoins.", "des témoins", "selon", "brûlé"),
    (
        "Au moins 21 soldats ont été tués lundi, ont indiqué à l'AFP des sources sécuritaires et locales.",
        "des sources sécuritaires et locales", "indiqué", "tués",
    ),
    (
        "Les assaillants sont venus à moto, a raconté sous couvert de l'anonymat un habitant du village.",
        "un habitant du village", "raconté", "venus",
    ),
    ("L'attaque a fait douze morts, a-t-on appris mardi auprès de sources concordantes.", "sources concordantes",
     "a -t-on appris", "morts"),
    ("Les combats se poursuivent, indique-t-on de source militaire.", "source militaire", "indique", "poursuivent"),
    ("De sources concordantes, 14 gendarmes ont été tués.", "sources concordantes", "De", "tués"),
    ("Pour Human Rights Watch, l'armée a tué 40 civils.", "Human Rights Watch", "Pour", "tué"),
    ("Des sources hospitalières évaluent le bilan à 40 morts.", "Des sources hospitalières", "évaluent le bilan à", "morts"),
    (
        "Une source sécuritaire et un élu local ont déclaré que le camp avait été pris.",
        "Une source sécuritaire et un élu local", "déclaré", "pris",
    ),
    (
        "Le gouvernement a démenti que des drones aient décollé de son territoire et a accusé l'armée de bombarder la ville.",
        "Le gouvernement", "accusé", "bombarder",
    ),
]  # fmt: skip


def holding(text: str, language: str, word: str) -> FoundAttribution:
    passage = passage_of(text, language)
    spot = next(token.i for token in passage.tokens if token.lower == word)
    found = [item for item in attributions_of(passage, language) if spot in item.content]
    assert found, f"nobody says “{word}”"
    return min(found, key=lambda item: len(item.content))


@pytest.mark.parametrize(("text", "source", "cue", "said"), ENGLISH)
def test_english_source_cue_and_content_are_found(text: str, source: str | None, cue: str, said: str) -> None:
    _check(text, "en", source, cue, said)


@pytest.mark.parametrize(("text", "source", "cue", "said"), FRENCH)
def test_french_source_cue_and_content_are_found(text: str, source: str | None, cue: str, said: str) -> None:
    _check(text, "fr", source, cue, said)


def _check(text: str, language: str, source: str | None, cue: str, said: str) -> None:
    item = holding(text, language, said)
    passage = passage_of(text, language)
    assert words(passage, item.cue) == cue
    if source is None:
        assert item.source is None
    else:
        assert item.source is not None
        assert item.source.text.startswith(source)
        assert not set(range(item.source.first, item.source.last)) & {*item.content, *item.cue}


@pytest.mark.parametrize(
    ("text", "language", "said", "position"),
    [
        ("The ministry denied that its troops had killed civilians.", "en", "killed", "denial"),
        ("The governor admitted that the base had fallen.", "en", "fallen", "admission"),
        ("Mali accused Algeria of supporting the rebels.", "en", "supporting", "accusation"),
        ("JNIM claimed the attack on the barracks.", "en", "attack", "responsibility"),
        ("The mission condemned the killing of two peacekeepers.", "en", "killing", "condemnation"),
        ("Le groupe a revendiqué l'attaque du camp.", "fr", "attaque", "responsibility"),
        ("Le ministère a démenti la mort du général.", "fr", "mort", "denial"),
    ],
)
def test_what_kind_of_position_it_is_to_say_so(text: str, language: str, said: str, position: str) -> None:
    assert holding(text, language, said).position == position


@pytest.mark.parametrize(
    ("text", "language", "said", "kind"),
    [
        ("The army said that 30 rebels were killed.", "en", "killed", "named"),
        ("Colonel Issa Bah said that 30 rebels were killed.", "en", "killed", "named"),
        ("Local sources said that 30 rebels were killed.", "en", "killed", "anonymous"),
        ("Army sources said that 30 rebels were killed.", "en", "killed", "anonymous"),
        ("Residents of Gao said that 30 rebels were killed.", "en", "killed", "anonymous"),
        ("According to several reports, 30 rebels were killed.", "en", "killed", "anonymous"),
        ("Selon des sources locales, 30 rebelles ont été tués.", "fr", "tués", "anonymous"),
    ],
)
def test_a_source_without_a_name_stays_anonymous(text: str, language: str, said: str, kind: str) -> None:
    source = holding(text, language, said).source
    assert source is not None
    assert source.kind == kind


def test_a_belligerent_is_party_to_what_it_says() -> None:
    source = holding("The army said that 30 rebels were killed.", "en", "killed").source
    assert source is not None
    assert source.stance == "party"


def test_the_outlet_that_quotes_stands_outside_the_one_quoted() -> None:
    item = holding("AFP quoted residents as saying that gunmen had burned the market.", "en", "burned")
    assert item.source is not None
    assert item.source.text == "residents"
    assert [outer.text for outer in item.chain] == ["AFP"]


def test_the_outlet_that_was_told_relays() -> None:
    item = holding("A resident told AFP that gunmen had burned the market.", "en", "burned")
    assert [outer.text for outer in item.chain] == ["AFP"]


def test_a_headline_colon_attributes() -> None:
    passage = passage_of("Army: 30 rebels killed in Gao raid", kind="heading")
    (item,) = attributions_of(passage)
    assert item.source is not None
    assert item.source.text == "Army"
    assert words(passage, item.content).startswith("30 rebels killed")


@pytest.mark.parametrize(
    ("first", "second", "language", "speaker"),
    [
        ("The governor said two bridges were destroyed.", "He added that ten people were killed.", "en", "The governor"),
        ("The governor said two bridges were destroyed.", "“Ten people were killed in the night”.", "en", "The governor"),
        ("Le maire a dit que le pont était détruit.", "Il a ajouté que dix civils étaient morts.", "fr", "Le maire"),
    ],
)  # fmt: skip
def test_a_speaker_is_carried_into_the_next_sentence(first: str, second: str, language: str, speaker: str) -> None:
    before = attributions_of(passage_of(first, language), language)
    (item,) = attributions_of(passage_of(second, language), language, previous=before)
    assert item.source is not None
    assert item.source.text == speaker
    assert item.carried is not None
    assert first[slice(*item.carried)] == speaker


@pytest.mark.parametrize(
    "text",
    [
        "A combination of factors makes the situation unstable, which may indicate a change in strategy.",
        "The blast claimed twelve lives in the market.",
        "The withdrawal shows a lack of ammunition.",
        "We believe that the front will hold.",
        "The convoy reached Gao on Monday.",
    ],
)
def test_what_nobody_says_is_no_attribution(text: str) -> None:
    assert attributions_of(passage_of(text)) == ()


def test_without_a_tree_word_order_still_finds_the_speaker() -> None:
    passage = passage_of("According to the army, 30 rebels were killed.", model=False)
    (item,) = attributions_of(passage)
    assert item.source is not None
    assert item.source.text == "the army"


def test_what_a_report_means_is_not_what_the_source_says() -> None:
    passage = passage_of("Some sources report a withdrawal from Kidal, which may indicate a change in strategy.")
    (item,) = attributions_of(passage)
    said = words(passage, item.content)
    assert "withdrawal from Kidal" in said
    assert "strategy" not in said


def test_a_number_of_publications_is_nobody_in_particular() -> None:
    text = "A number of publications and expert assessments indicate that foreign instructors trained the gunmen."
    source = holding(text, "en", "trained").source
    assert source is not None
    assert source.kind == "anonymous"


def test_a_thing_that_is_held_says_nothing() -> None:
    text = "Some sources report a withdrawal from Kidal, which may mean a change – from holding to mobile strikes."
    assert {words(passage_of(text), item.cue) for item in attributions_of(passage_of(text))} == {"report"}


@pytest.mark.parametrize(
    "text",
    [
        "A withdrawal from the ridge was seen, which may indicate a new plan.",
        "The raid suggests that the militia wants to seize the port.",
        "The use of drones shows a change of means.",
        "The prisoners have a duty to denounce the killings.",
        "Shelling was heard in the hills.",
        "The state of emergency was declared on Monday.",
        "The rebels held the last bridge in the town.",
        "The terrorists carried out six attacks per day.",
        "The bishop was referring to the arrest of a student.",
        "The smuggler is wanted by a court in Oran.",
        "The gang can not claim to have clean hands.",
    ],
)
def test_a_thing_a_wish_and_a_duty_say_nothing(text: str) -> None:
    assert attributions_of(passage_of(text)) == ()


@pytest.mark.parametrize(
    ("text", "denied", "asserted", "cue"),
    [
        ("The governor denied that gunmen had taken the fort and said they held it.", "taken", "held", "said"),
        ("The front denied its men had burned the mill and accused the army of bombing it.", "burned", "bombing", "accused"),
    ],
)  # fmt: skip
def test_a_denial_ends_where_the_next_saying_begins(text: str, denied: str, asserted: str, cue: str) -> None:
    passage = passage_of(text)
    first, second = holding(text, "en", denied), holding(text, "en", asserted)
    assert words(passage, first.cue) == "denied"
    assert words(passage, second.cue) == cue
    assert second.source is not None
    assert first.source is not None
    assert second.source.text == first.source.text
    assert cue not in words(passage, first.content).split()


def test_a_day_between_verb_and_clause_does_not_cost_the_clause_its_subject() -> None:
    text = "Niger denied on Monday that planes used in the raid had left from its soil."
    assert words(passage_of(text), holding(text, "en", "left").content).startswith("that planes used")


def test_who_asks_not_to_be_named_is_heard_for_what_he_tells() -> None:
    text = "A Nigerien colonel who asked not to be identified told Reuters that rebels had seized the post."
    (item,) = attributions_of(passage_of(text))
    assert words(passage_of(text), item.cue) == "told"
    assert item.source is not None
    assert item.source.text.startswith("A Nigerien colonel")
    assert item.source.kind == "anonymous"


def test_brackets_speak_of_the_clause_they_close() -> None:
    text = (
        "The government risked losing the province, and in one of the raids the governor was killed "
        "(according to several reports)."
    )
    said = words(passage_of(text), holding(text, "en", "killed").content)
    assert "province" not in said


@pytest.mark.parametrize(
    ("text", "speaker", "said"),
    [
        ("Rebels ambushed a convoy near Ber, killing six soldiers, two officers said.", "two officers", "killing"),
        ("According to police, gunmen opened fire on a bus, killing at least nine passengers.", "police", "killing"),
        (
            "Seven soldiers were killed in an attack on the army camp at Gossi, a senior security official and a hospital source "
            "said on Monday, correcting an earlier toll.",
            "a senior security official and a hospital source", "killed",
        ),
        ("Fighters of JNIM and of the Islamic State clashed near Tessit, a local official said.", "a local official", "clashed"),
    ],
)  # fmt: skip
def test_all_of_a_sentence_is_said_by_the_speaker_at_its_edge(text: str, speaker: str, said: str) -> None:
    source = holding(text, "en", said).source
    assert source is not None
    assert source.text == speaker


def test_an_inverted_french_pronoun_is_the_speaker_before() -> None:
    before = attributions_of(passage_of("Les rebelles ont quitté le camp, affirme un chef de village.", "fr"), "fr")
    for text in ("« Ils ont tué trois hommes », a-t-il déclaré.", "Les combats ont fait dix morts, a-t-il poursuivi."):
        (item,) = attributions_of(passage_of(text, "fr"), "fr", previous=before)
        assert item.source is not None
        assert item.source.text == "un chef de village"
        assert item.carried is not None


def test_he_is_the_one_who_speaks_and_not_the_one_he_speaks_of() -> None:
    first = "The governor said that the rebels claimed the attack on the bridge."
    before = attributions_of(passage_of(first))
    (item,) = attributions_of(passage_of("He added that ten people were killed."), previous=before)
    assert item.source is not None
    assert item.source.text == "The governor"


def test_who_is_told_does_not_cost_the_clause_but_a_report_keeps_its_own() -> None:
    told = "Residents told reporters that gunmen had burned the mill."
    assert words(passage_of(told), holding(told, "en", "burned").content).startswith("that gunmen")


def test_an_office_written_as_a_name_is_named() -> None:
    source = holding("The Foreign Office said two travellers were killed on the road.", "en", "killed").source
    assert source is not None
    assert source.kind == "named"


def test_a_dateline_is_no_part_of_the_source() -> None:
    source = holding(
        "TUNIS, 3 MAY 89 (XYZ) -- MILITARY SOURCES REPORTED THAT TWO MEN WERE KILLED.", "en", "killed"
    ).source
    assert source is not None
    assert source.text == "MILITARY SOURCES"


def test_what_trails_after_a_comma_is_added_by_the_same_speaker() -> None:
    text = "The minister said the raid had failed, adding that three gunmen were captured."
    item = holding(text, "en", "captured")
    assert words(passage_of(text), item.cue) == "adding"
    assert item.source is not None
    assert item.source.text == "The minister"
    assert "adding" not in words(passage_of(text), holding(text, "en", "failed").content)


def test_an_answer_after_but_is_no_part_of_what_is_answered() -> None:
    text = "The mayor told Reuters the rebels took the town, but the army denied it."
    assert words(passage_of(text), holding(text, "en", "took").content) == "the rebels took the town"


def test_rejected_claims_are_denied_by_who_rejects_them() -> None:
    item = holding("The army rejected claims that its drones had killed villagers.", "en", "killed")
    assert item.position == "denial"
    assert item.source is not None
    assert item.source.text == "The army"


def test_a_pronoun_that_refers_to_nobody_known_is_no_source() -> None:
    (item,) = attributions_of(passage_of("Les rebelles ont quitté la ville, a-t-il ajouté.", "fr"), "fr")
    assert item.source is None


def test_according_to_him_is_according_to_the_speaker_before() -> None:
    before = attributions_of(passage_of("Le maire a dit que le pont était détruit.", "fr"), "fr")
    (item,) = attributions_of(passage_of("D'après lui, trois civils ont été enlevés.", "fr"), "fr", previous=before)
    assert item.source is not None
    assert item.source.text == "Le maire"


def test_a_day_before_the_speaker_is_no_part_of_him() -> None:
    source = holding("On Monday morning, Ibrahim Sow said two men were killed.", "en", "killed").source
    assert source is not None
    assert source.text == "Ibrahim Sow"


def test_for_the_first_time_is_nobodys_view() -> None:
    passage = passage_of("Pour la première fois, des drones ont été utilisés.", "fr")
    assert attributions_of(passage, "fr") == ()


def test_who_would_confirm_it_does_not_say_it() -> None:
    passage = passage_of("Le bilan de 50 morts n'a pas pu être confirmé de source indépendante.", "fr")
    assert all(item.source is None for item in attributions_of(passage, "fr"))
