"""What a sentence states becomes claims of the right kind, with the right roles, and nothing more."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from harmattan.records.claim import Claim

Claims = Callable[..., list[Claim]]


def roles(claim: Claim) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for actor in claim.actors:
        found.setdefault(actor.role, []).append(actor.name.lower())
    return found


def test_active_and_passive_name_the_same_doer(claims: Claims) -> None:
    active = claims("Armed men attacked a convoy near Gao on Monday.", "event")[0]
    passive = claims("A convoy was attacked near Gao on Monday by armed men.", "event")[0]
    assert roles(active) == roles(passive) == {"initiator": ["armed men"]}
    assert [place.name for place in active.places] == ["Gao"]


def test_a_toll_keeps_its_bound_and_who_did_it(claims: Claims) -> None:
    toll = claims("Armed men killed at least 14 villagers near Gao.", "toll")[0]
    assert toll.quantity is not None
    assert (toll.quantity.low, toll.quantity.high, toll.quantity.bound) == (14, None, "at_least")
    assert toll.quantity.unit == "killed"
    assert roles(toll)["initiator"] == ["armed men"]


def test_each_number_stays_with_its_word(claims: Claims) -> None:
    tolls = claims("The clashes left 93 dead and 55 wounded.", "toll")
    assert {(toll.quantity.unit, toll.quantity.low) for toll in tolls if toll.quantity} == {
        ("killed", 93),
        ("wounded", 55),
    }


def test_a_part_is_not_added_to_its_total(claims: Claims) -> None:
    tolls = claims("Fifteen people, including three children, were killed in the raid.", "toll")
    total = next(toll for toll in tolls if toll.quantity and toll.quantity.low == 15)
    part = next(toll for toll in tolls if toll.quantity and toll.quantity.low == 3)
    assert [(link.claim_id, link.kind) for link in part.links] == [(total.id, "part_of")]


def test_what_hangs_on_a_saying_is_said_by_its_speaker(claims: Claims) -> None:
    tolls = claims("Gunmen stormed a village near Gao, killing 12 farmers, two local officials said.", "toll")
    assert [toll.attribution.kind for toll in tolls] == ["anonymous"]
    assert roles(tolls[0])["initiator"] == ["gunmen"]


def test_an_at_most_strength_has_no_lower_side(claims: Claims) -> None:
    strength = claims("Up to 400 fighters took part in the attack on Gao, according to a diplomat.", "strength")[0]
    assert strength.quantity is not None
    assert (strength.quantity.low, strength.quantity.high) == (None, 400)
    assert "up to" in strength.statement.lower()
    assert strength.attribution.kind == "anonymous"


def test_arms_that_were_taken_are_no_strength(claims: Claims) -> None:
    assert claims("The army seized six vehicles near Gao.", "strength") == []


def test_control_needs_a_place(claims: Claims) -> None:
    held = claims("The town of Kidal is under the control of the Malian army.", "control")
    assert [roles(claim)["subject"] for claim in held] == [["malian army"]]
    assert [place.name for claim in held for place in claim.places] == ["Kidal"]
    assert claims("The minister holds talks with the rebels.", "control") == []


def test_rivals_and_allies_are_told_apart(claims: Claims) -> None:
    rival = claims("The rivalry between JNIM and the Islamic State goes on.", "relation")[0]
    assert {actor.actor_id for actor in rival.actors} == {"jnim", "islamic-state"}
    ally = claims("Algeria remains an ally of Russia.", "relation")[0]
    assert roles(ally) == {"subject": ["algeria"], "object": ["russia"]}


def test_a_successor_is_not_its_predecessor(claims: Claims) -> None:
    claim = claims("Africa Corps replaced the Wagner Group in June 2025.", "relation")[0]
    assert [(actor.role, actor.actor_id) for actor in claim.actors] == [
        ("subject", "africa-corps"),
        ("object", "wagner"),
    ]


def test_no_actor_is_related_to_itself(claims: Claims) -> None:
    assert claims("The conflict between the Malian army and the army goes on.", "relation") == []


def test_possible_support_stays_possible(claims: Claims) -> None:
    claim = claims("Foreign instructors may have trained the rebels, two diplomats said.", "support")[0]
    assert roles(claim) == {"supporter": ["foreign instructors"], "supported": ["rebels"]}
    assert claim.certainty.value == "PS+"
    assert claim.certainty.author_value == "Uu"


@pytest.mark.parametrize(
    "text",
    [
        "Foreign instructors could be active in the planning of raids, including the training of rebels, a diplomat said.",
        "Foreign instructors might appear near Gao with much help, including training of rebels, a diplomat said.",
    ],
)
def test_what_a_possible_act_includes_is_possible_too(claims: Claims, text: str) -> None:
    found = claims(text, "support")
    assert [roles(claim)["supporter"] for claim in found] == [["foreign instructors"]]
    assert all(claim.certainty.value != "CT+" for claim in found)


def test_a_denial_is_a_position_linked_to_what_it_denies(claims: Claims) -> None:
    found = claims("The rebels denied that their fighters had burned the market in Gao.")
    position = next(claim for claim in found if claim.kind == "position")
    denied = next(claim for claim in found if claim.kind == "event")
    assert [(link.claim_id, link.kind) for link in position.links] == [(denied.id, "denies")]
    assert denied.certainty.value == "CT-"


def test_what_may_come_is_an_outlook_and_no_event(claims: Claims) -> None:
    found = claims("A second attack on the army is likely within weeks.")
    assert [claim.kind for claim in found] == ["outlook"]
    assert found[0].realis == "hypothetical"


def test_an_author_who_explains_gives_a_judgement(claims: Claims) -> None:
    found = claims("The use of drones in the attack on Gao indicates a change in the strategy of JNIM.", "judgement")
    assert len(found) == 1
    assert found[0].attribution.kind == "author"


def test_a_later_sentence_can_leave_a_claim_unconfirmed(claims: Claims) -> None:
    found = claims(
        "Foreign instructors may have trained the rebels. There is no official confirmation of these claims."
    )
    support = next(claim for claim in found if claim.kind == "support")
    doubt = next(claim for claim in found if claim.kind == "judgement")
    assert support.certainty.unconfirmed
    assert [(link.claim_id, link.kind) for link in doubt.links] == [(support.id, "doubts")]


def test_a_list_item_carries_the_doubt_of_its_lead_in(claims: Claims) -> None:
    found = claims("It is reported that the attacks used:\n- armed drones;\n- suicide attacks.\n", "event")
    assert len(found) == 2
    assert all(claim.attribution.kind == "anonymous" and claim.certainty.author_value == "Uu" for claim in found)
    assert {means.means_id for claim in found for means in claim.means} >= {"drone"}


def test_a_list_whose_lead_in_is_whole_is_not_glued_to_it(claims: Claims) -> None:
    found = claims("Provisional toll:\n- four soldiers were killed;\n- nine were wounded.\n", "toll")
    assert {(toll.quantity.unit, toll.quantity.low) for toll in found if toll.quantity} == {
        ("killed", 4),
        ("wounded", 9),
    }
    assert all("Provisional" not in toll.statement for toll in found)


def test_a_dateline_is_no_part_of_the_statement(claims: Claims) -> None:
    found = claims("BAMAKO, 3 March 2026 (Exercise Wire) – Armed men attacked a convoy near Gao.", "event")
    assert found[0].statement == "Armed men attacked a convoy near Gao"


def test_capitals_do_not_hide_what_is_claimed(claims: Claims) -> None:
    toll = claims("ARMED MEN KILLED AT LEAST 14 VILLAGERS NEAR GAO ON MONDAY, THE ARMY SAID.", "toll")[0]
    assert toll.quantity is not None
    assert toll.quantity.low == 14
    assert toll.attribution.kind == "named"


def test_french_is_read_too(claims: Claims) -> None:
    toll = claims("Selon une source locale, des hommes armés ont tué au moins douze civils près de Gao.", "toll", "fr")[
        0
    ]
    assert toll.quantity is not None
    assert (toll.quantity.low, toll.quantity.high, toll.quantity.unit) == (12, None, "killed")
    assert toll.attribution.kind == "anonymous"


def test_the_french_reporting_conditional_is_no_certainty(claims: Claims) -> None:
    toll = claims("L'attaque aurait fait trente morts près de Gao.", "toll", "fr")[0]
    assert toll.certainty.author_value == "Uu"


@pytest.mark.parametrize("text", ["What it means", "The committee holds its meeting on Tuesday.", "", "...", "Gao"])
def test_nothing_is_claimed_where_nothing_is_stated(claims: Claims, text: str) -> None:
    if text:
        assert claims(text + "\n\nMore text follows here for the reader.") == []


@pytest.mark.parametrize(
    ("text", "role", "name"),
    [
        ("Deux civils ont été enlevés samedi près de Kayes par des hommes armés.", "initiator", "hommes armés"),
        ("L'armée s'est repliée à Tombouctou.", "initiator", "armée"),
    ],
)
def test_french_doers_are_found_behind_a_place_and_in_reflexive_verbs(
    claims: Claims, text: str, role: str, name: str
) -> None:
    assert any(roles(claim).get(role) == [name] for claim in claims(text, language="fr"))


def test_who_leaves_people_wounded_is_not_wounded(claims: Claims) -> None:
    found = claims("La police a fait trois blessés à Bamako.", "toll", language="fr")
    assert all("police" not in roles(claim).get("target", []) for claim in found)


def test_an_attack_that_was_repelled_is_told_once(claims: Claims) -> None:
    found = claims("The assault was repelled on Monday.", "event")
    assert [claim.statement for claim in found] == ["The assault was repelled on Monday"]
