from __future__ import annotations

import pytest
from parsed import commitment_of, passage_of, words

from harmattan.plugins.extractors.rules.certainty import find_unconfirmed

# text, word, holder, value, realis
ENGLISH = [
    ("Rebels attacked the base on Monday.", "attacked", "author", "CT+", "actual"),
    ("The town was not captured.", "captured", "author", "CT-", "actual"),
    ("No civilians were killed in the raid.", "killed", "author", "CT-", "actual"),
    ("No civilians were killed in the raid.", "raid", "author", "CT+", "actual"),
    ("Nobody was wounded in the blast.", "wounded", "author", "CT-", "actual"),
    ("Dozens may have been killed in the strike.", "killed", "author", "PS+", "actual"),
    ("Dozens may have been killed in the strike.", "strike", "author", "CT+", "actual"),
    ("The army may not have captured the town.", "captured", "author", "PS-", "actual"),
    ("The army could not capture the town.", "capture", "author", "CT-", "actual"),
    ("It is not possible that the town fell.", "fell", "author", "CT-", "actual"),
    ("The gunmen probably fled to the hills.", "fled", "author", "PR+", "actual"),
    ("It is unclear whether the hostages were released.", "released", "author", "Uu", "actual"),
    ("The alleged attack left ten dead.", "attack", "source", "CT+", "actual"),
    ("The rebels failed to take the town.", "take", "author", "CT-", "failed"),
    ("The rebels tried to take the town.", "take", "author", "Uu", "attempted"),
    ("The group plans to attack the capital.", "attack", "author", "Uu", "planned"),
    ("The group threatened to attack the capital.", "attack", "source", "Uu", "threatened"),
    ("If the rebels enter Gao, the army will withdraw.", "withdraw", "author", "Uu", "hypothetical"),
    ("Rebels are likely to attack the town.", "attack", "author", "PR+", "hypothetical"),
    ("The militants could attack the capital next week.", "attack", "author", "PS+", "hypothetical"),
    ("Did the rebels seize the town?", "seize", "author", "Uu", "actual"),
    ("The convoy, which was attacked on Monday, did not reach Gao.", "attacked", "author", "CT+", "actual"),
    ("The convoy, which was attacked on Monday, did not reach Gao.", "reach", "author", "CT-", "actual"),
    ("The rebels seized the town but did not take the airport.", "seized", "author", "CT+", "actual"),
    ("The rebels seized the town but did not take the airport.", "take", "author", "CT-", "actual"),
    ("The army said that 30 rebels were killed.", "killed", "source", "CT+", "actual"),
    ("The army said it did not attack the village.", "attack", "source", "CT-", "actual"),
    ("The ministry denied that its troops had killed civilians.", "killed", "source", "CT-", "actual"),
    ("Police did not rule out that the gunmen had fled.", "fled", "source", "PS+", "actual"),
    ("Officials believe that the attackers were trained abroad.", "trained", "source", "PR+", "actual"),
    ("Villagers fear that the militants will return.", "return", "source", "PS+", "hypothetical"),
    ("The minister vowed to crush the rebels.", "crush", "source", "PR+", "planned"),
    ("Gunmen allegedly killed ten farmers.", "killed", "source", "CT+", "actual"),
    ("The UN warned that thousands could be displaced.", "displaced", "source", "PS+", "hypothetical"),
    ("The army did not confirm the attack.", "attack", "source", "Uu", "actual"),
    ("THE GOVERNMENT HAS NOT CONFIRMED THAT THE MINISTER WAS KILLED.", "killed", "source", "Uu", "actual"),
    ("Foreign instructors could take part in the preparation of attacks.", "attacks", "author", "Uu", "planned"),
    ("The rebels attacked on 5 May near Gao.", "attacked", "author", "CT+", "actual"),
    ("The school will stay closed until the students are released.", "released", "author", "Uu", "hypothetical"),
    ("The school stayed closed until the students were released.", "released", "author", "CT+", "actual"),
    ("The unions plan to protest the attack that killed nine people.", "attack", "author", "CT+", "actual"),
    ("The unions plan to protest the attack that killed nine people.", "protest", "author", "Uu", "planned"),
    ("Reporters attempted to reach the scene of the attack.", "attack", "author", "CT+", "actual"),
    ("If the police find the murdered man, the army will act.", "murdered", "author", "CT+", "actual"),
    ("Five people were feared killed in the clash.", "killed", "source", "PS+", "actual"),
]

FRENCH = [
    ("Les rebelles ont attaqué le camp lundi.", "attaqué", "author", "CT+", "actual"),
    ("Les rebelles n'ont pas pris la ville.", "pris", "author", "CT-", "actual"),
    ("Aucun civil n'a été tué dans l'attaque.", "tué", "author", "CT-", "actual"),
    ("Aucun civil n'a été tué dans l'attaque.", "attaque", "author", "CT+", "actual"),
    ("Plus de 30 civils ont été tués.", "tués", "author", "CT+", "actual"),
    ("L'attaque aurait fait 30 morts.", "fait", "source", "CT+", "actual"),
    ("Les rebelles pourraient attaquer la capitale.", "attaquer", "author", "PS+", "hypothetical"),
    ("Si les rebelles attaquent Gao, l'armée se retirera.", "attaquent", "author", "Uu", "hypothetical"),
    ("Si les rebelles attaquent Gao, l'armée se retirera.", "retirera", "author", "Uu", "hypothetical"),
    ("Les rebelles menacent d'attaquer la ville.", "attaquer", "source", "Uu", "threatened"),
    ("Ils ont tenté de prendre l'aéroport.", "prendre", "author", "Uu", "attempted"),
    ("L'armée a déclaré que trente rebelles avaient été tués.", "tués", "source", "CT+", "actual"),
    ("Le porte-parole a démenti que l'armée ait tué des civils.", "tué", "source", "CT-", "actual"),
    ("Le groupe aurait pris deux villages, selon des témoins.", "pris", "source", "CT+", "actual"),
]


@pytest.mark.parametrize(("text", "word", "holder", "value", "realis"), ENGLISH)
def test_english_value_and_realis(text: str, word: str, holder: str, value: str, realis: str) -> None:
    found = commitment_of(passage_of(text), word)
    assert (found.holder, found.value, found.realis) == (holder, value, realis)


@pytest.mark.parametrize(("text", "word", "holder", "value", "realis"), FRENCH)
def test_french_value_and_realis(text: str, word: str, holder: str, value: str, realis: str) -> None:
    found = commitment_of(passage_of(text, "fr"), word, "fr")
    assert (found.holder, found.value, found.realis) == (holder, value, realis)


@pytest.mark.parametrize(
    ("text", "language", "word", "tense"),
    [
        ("Rebels attacked the base.", "en", "attacked", "past"),
        ("Rebels have attacked the base.", "en", "attacked", "past"),
        ("Rebels hold the base.", "en", "hold", "present"),
        ("Rebels will attack the base.", "en", "attack", "future"),
        ("The attack took place on Monday.", "en", "attack", "past"),
        ("Les rebelles attaqueront le camp.", "fr", "attaqueront", "future"),
        ("Les rebelles ont attaqué le camp.", "fr", "attaqué", "past"),
    ],
)
def test_tense(text: str, language: str, word: str, tense: str) -> None:
    assert commitment_of(passage_of(text, language), word, language).tense == tense


@pytest.mark.parametrize(
    "text",
    [
        "The army said that 30 rebels were killed.",
        "It is reported that the convoy was killed off.",
        "The ministry denied that rebels were killed.",
    ],
)
def test_the_author_does_not_vouch_for_what_a_source_says(text: str) -> None:
    assert commitment_of(passage_of(text), "killed").author_value == "Uu"


def test_every_negation_and_hedge_is_accounted_for() -> None:
    passage = passage_of(
        "The rebels did not attack Gao, but they may have attacked Kidal without losses, which is unclear."
    )
    found = commitment_of(passage, "attack")
    seen = {words(passage, range(cue.first, cue.last)): cue.effect for cue in found.cues}
    assert seen["not"] == "negation"
    assert {"without", "unclear"} <= set(seen)
    assert seen["without"] == "out_of_scope"
    assert any(text.startswith("may") and effect == "out_of_scope" for text, effect in seen.items())


def test_plus_with_a_number_is_no_negation() -> None:
    passage = passage_of("Plus de 30 civils ont été tués.", "fr")
    assert all(cue.effect != "negation" for cue in commitment_of(passage, "tués", "fr").cues)


def test_what_nobody_confirmed_is_unconfirmed_where_it_is_said() -> None:
    text = "Up to 900 fighters were killed; however, these data require independent confirmation."
    assert commitment_of(passage_of(text), "killed").unconfirmed
    assert not commitment_of(passage_of("Up to 900 fighters were killed."), "killed").unconfirmed


@pytest.mark.parametrize(
    ("text", "language", "effect", "refers"),
    [
        ("There is no official confirmation of these statements.", "en", "unconfirmed", "previous"),
        ("The claims could not be independently verified.", "en", "unconfirmed", "previous"),
        ("Reuters could not independently verify the claims.", "en", "unconfirmed", "previous"),
        ("There are not enough grounds to see this version as an established fact.", "en", "doubt", "previous"),
        ("Ten soldiers were killed, but this could not be verified.", "en", "unconfirmed", "same"),
        ("The army did not confirm the attack.", "en", "unconfirmed", "same"),
        ("Ces informations n'ont pas pu être vérifiées de source indépendante.", "fr", "unconfirmed", "previous"),
        ("Aucune confirmation officielle de ces informations n'a été donnée.", "fr", "unconfirmed", "previous"),
    ],
)
def test_doubt_says_what_it_is_about(text: str, language: str, effect: str, refers: str) -> None:
    found = find_unconfirmed(passage_of(text, language))
    assert (effect, refers) in {(doubt.effect, doubt.refers) for doubt in found}


def test_a_sentence_without_doubt_has_none() -> None:
    assert find_unconfirmed(passage_of("The ministry confirmed the death of ten soldiers.")) == ()


@pytest.mark.parametrize(
    ("text", "word", "value"),
    [
        ("The rebels did not attack the base.", "attack", "CT-"),
        ("The rebels may attack the base.", "attack", "PS+"),
        ("The rebels attacked the base, not the town.", "attacked", "CT+"),
    ],
)
def test_without_a_tree_cues_near_the_trigger_count(text: str, word: str, value: str) -> None:
    assert commitment_of(passage_of(text, model=False), word).value == value


@pytest.mark.parametrize(
    ("text", "word", "value", "realis"),
    [
        ("Advisers may take part in the preparation of raids, including the training of men.", "training", "PS+", "hypothetical"),
        ("Advisers may take part in the preparation of raids, including the training of men.", "raids", "Uu", "planned"),
        ("Advisers could have helped with the supply of drones after the attack on the base.", "supply", "PS+", "actual"),
        ("Advisers could have helped with the supply of drones after the attack on the base.", "attack", "CT+", "actual"),
    ],
)  # fmt: skip
def test_a_hedge_bears_on_what_one_may_take_part_in(text: str, word: str, value: str, realis: str) -> None:
    found = commitment_of(passage_of(text), word)
    assert (found.value, found.realis) == (value, realis)


def test_what_a_denial_only_mentions_is_not_denied() -> None:
    text = "Niger denied on Monday that planes used in the raid had left from its soil."
    assert commitment_of(passage_of(text), "left").value == "CT-"
    assert commitment_of(passage_of(text), "raid").value == "CT+"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Reports that the fort was taken are untrue.", "taken"),
        ("Claims of a massacre are baseless.", "massacre"),
    ],
)
def test_a_report_called_false_is_denied_by_the_author(text: str, word: str) -> None:
    found = commitment_of(passage_of(text), word)
    assert (found.holder, found.author_value) == ("author", "CT-")
    assert any(cue.effect in ("doubt", "denial") for cue in found.cues)
