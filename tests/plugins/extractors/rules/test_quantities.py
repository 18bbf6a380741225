from __future__ import annotations

import pytest
from parsed import passage_of

from harmattan.lexicons import load
from harmattan.plugins.extractors.rules.found import FoundQuantity
from harmattan.plugins.extractors.rules.quantities import find_quantities


def counts(text: str, language: str = "en", model: bool = True) -> tuple[FoundQuantity, ...]:
    return find_quantities(passage_of(text, language, model=model), language=language, lexicon=load())


# text, language, low, high, bound, unit, group
ONE = [
    ("Some 80 percent left.", "en", 80, 80, "about", "percent", None),
    ("La mine emploie 53 % des habitants.", "fr", 53, 53, "exactly", "percent", None),
    ("Gunmen killed three traders and injured scores.", "en", 20, None, "vague", None, None),
    ("Eleven soldiers died.", "en", 11, 11, "exactly", "soldiers", "soldiers"),
    ("Up to 4,500 fighters took part.", "en", None, 4500, "at_most", "fighters", "militants"),
    ("At least 27 civilians were killed.", "en", 27, None, "at_least", "civilians", "civilians"),
    ("More than two dozen villagers fled.", "en", 24, None, "at_least", "villagers", "civilians"),
    ("No fewer than nine gendarmes died.", "en", 9, None, "at_least", "police", "police"),
    ("Nearly 300 vehicles crossed.", "en", 300, 300, "about", "vehicles", None),
    ("As many as 60 hostages were held.", "en", None, 60, "at_most", "hostages", "civilians"),
    ("Fewer than 40 residents remained.", "en", None, 40, "at_most", "residents", "civilians"),
    ("Between 70 and 90 rebels were there.", "en", 70, 90, "between", "rebels", "militants"),
    ("The blast wounded 15-18 passengers.", "en", 15, 18, "between", "passengers", "civilians"),
    ("Dozens of farmers were killed.", "en", 12, None, "vague", "farmers", "civilians"),
    ("Several hundred refugees arrived.", "en", 200, None, "vague", "refugees", "civilians"),
    ("Two and three-quarters aside, 1.5 million people fled.", "en", 1.5e6, 1.5e6, "exactly", "people", None),
    ("The raid left 33 dead.", "en", 33, 33, "exactly", None, None),
    ("Police said 17 others were wounded.", "en", 17, 17, "exactly", "people", None),
    ("The army lost 800-odd soldiers.", "en", 800, 800, "about", "soldiers", "soldiers"),
    ("They freed 14 children or more.", "en", 14, None, "at_least", "children", "children"),
    ("Au moins vingt-trois civils ont été tués.", "fr", 23, None, "at_least", "civilians", "civilians"),
    ("Une quarantaine de soldats ont péri.", "fr", 40, 40, "about", "soldiers", "soldiers"),
    ("Plus d'une centaine de villageois ont fui.", "fr", 100, None, "at_least", "villagers", "civilians"),
    ("L'attaque a fait de 12 à 15 morts.", "fr", 12, 15, "between", "morts", None),
    ("Jusqu'à 3 400 déplacés sont arrivés.", "fr", None, 3400, "at_most", "displaced", "civilians"),
    ("Près de quatre-vingt-dix combattants sont morts.", "fr", 90, 90, "about", "fighters", "militants"),
    ("Plusieurs dizaines de personnes ont fui.", "fr", 20, None, "vague", "people", None),
    ("AT LEAST 19 GUERRILLAS WERE KILLED.", "en", 19, None, "at_least", "rebels", "militants"),
]


@pytest.mark.parametrize(("text", "language", "low", "high", "bound", "unit", "group"), ONE)
def test_a_bound_never_becomes_a_plain_number(text, language, low, high, bound, unit, group):
    quantity = counts(text, language)[-1].quantity
    assert (quantity.low, quantity.high, quantity.bound) == (low, high, bound)
    assert (quantity.unit, quantity.group) == (unit, group)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The siege lasted 48 hours.", "en"),
        ("It happened on 12 March 2024.", "en"),
        ("A 12-year-old boy was there.", "en"),
        ("The man, aged 45, was there.", "en"),
        ("The base is 30 km from the town.", "en"),
        ("It cost 3,000 euros and $40.", "en"),
        ("It was the third attack since 2019.", "en"),
        ("Resolution 2100 was adopted.", "en"),
        ("Battalion 12 withdrew.", "en"),
        ("At 10:30 it was over.", "en"),
        ("Call 20223344 for help.", "en"),
        ("Les combats ont duré 48 heures.", "fr"),
        ("Un homme de 30 ans passait.", "fr"),
        ("La ville est à 20 km.", "fr"),
        ("Le 14 août, tout était calme.", "fr"),
        ("En 1872, la ville fut prise.", "fr"),
        ("The abbot (1822-1862) founded it.", "en"),
        ("The council met at 1400 in the palace.", "en"),
        ("The driver, 39, was there.", "en"),
        ("La ligne 7 passe par là.", "fr"),
        ("La dose est de 0,75 mg/kg.", "fr"),
        ("Both went home for one reason or another.", "en"),
    ],
)
def test_dates_ages_measures_and_numbers_of_things_count_nobody(text, language):
    assert counts(text, language) == ()


@pytest.mark.parametrize(
    ("text", "language", "parts"),
    [
        ("The blast killed 15 people, including three children and two women.", "en", [None, 0, 0]),
        ("Vingt personnes, dont trois enfants, ont été tuées.", "fr", [None, 0]),
        ("Twelve soldiers and six civilians were killed.", "en", [None, None]),
        ("Thirty soldiers, among them 4 officers, and 20 civilians were killed.", "en", [None, 0, None]),
        ("Three of the 12 hostages were freed.", "en", [1, None]),
    ],
)
def test_a_part_is_told_from_what_comes_on_top(text, language, parts):
    assert [item.part_of for item in counts(text, language)] == parts


def test_the_words_of_number_bound_and_unit_are_told_apart():
    passage = passage_of("Residents said at least 40 armed fighters entered.")
    (found,) = find_quantities(passage, language="en", lexicon=load())
    say = [token.text for token in passage.tokens]
    assert say[slice(*found.number)] == ["40"]
    assert [say[at] for at in found.bounds] == ["at", "least"]
    assert say[slice(*found.unit_at)] == ["fighters"]
    assert say[found.head] == "fighters"
    assert found.quantity.text == "at least 40 armed fighters"
    assert found.person


def test_counts_are_found_without_syntax():
    found = counts("At least 27 civilians died and 12 soldiers were wounded.", model=False)
    assert [(item.quantity.low, item.quantity.group) for item in found] == [(27, "civilians"), (12, "soldiers")]
