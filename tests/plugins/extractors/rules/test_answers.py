"""A claim of responsibility, an accusation and a denial are tied to the deed that they are about, and say who did it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from harmattan.records.claim import Claim

Claims = Callable[..., list[Claim]]


def positions(found: list[Claim]) -> list[Claim]:
    return [claim for claim in found if claim.kind == "position"]


def doers(claim: Claim) -> list[str]:
    return [actor.name for actor in claim.actors if actor.role == "initiator"]


def about(claim: Claim, found: list[Claim]) -> set[tuple[str, str]]:
    by_id = {item.id: item for item in found}
    return {(link.kind, by_id[link.claim_id].statement) for link in claim.links}


@pytest.mark.parametrize(
    ("text", "language", "doer"),
    [
        ("Gunmen killed 12 soldiers in Tessit. JNIM claimed responsibility for the attack.", "en", "JNIM"),
        ("Gunmen killed 12 soldiers in Tessit. The army blamed JNIM.", "en", "JNIM"),
        ("Des hommes armés ont tué 12 soldats à Tessit. Le JNIM a revendiqué l'attaque.", "fr", "JNIM"),
    ],
)
def test_who_claims_or_is_blamed_is_held_to_have_done_what_was_told(
    claims: Claims, text: str, language: str, doer: str
) -> None:
    found = claims(text, language=language)
    (position,) = positions(found)
    assert doers(position) == [doer]
    (told,) = about(position, found)
    assert told[0] == "about"
    assert "12" in told[1]


def test_a_claim_that_names_a_place_is_about_the_deed_there(claims: Claims) -> None:
    found = claims(
        "Gunmen attacked a convoy near Gao. Gunmen attacked a camp in Kidal. "
        "JNIM claimed responsibility for the ambush near Gao."
    )
    (position,) = positions(found)
    assert {kind for kind, _ in about(position, found)} == {"about"}
    assert all("Kidal" not in statement for _, statement in about(position, found))


def test_that_nobody_has_claimed_it_is_the_authors_word_and_holds_nobody(claims: Claims) -> None:
    found = claims("Gunmen killed 12 soldiers in Tessit. No group has claimed responsibility.")
    (position,) = positions(found)
    assert doers(position) == []
    assert position.attribution.kind == "author"
    assert position.certainty.value == "CT-"
    assert {kind for kind, _ in about(position, found)} == {"about"}


def test_a_claim_reaches_over_no_heading(claims: Claims) -> None:
    text = "Gunmen killed 12 soldiers in Tessit.\n\n{}\n\nJNIM claimed responsibility for it."
    apart = claims(text.format("# Elsewhere"), path="report.md")
    assert all(not claim.links for claim in positions(apart))
    together = claims(text.format("It was a Monday."), path="report.md")
    assert all(claim.links for claim in positions(together))


def test_who_denies_an_accusation_denies_that_and_not_the_deed(claims: Claims) -> None:
    found = claims("Residents accused the army of killing 30 civilians in Moura. The army denied it.")
    accusation, denial = positions(found)
    assert about(denial, found) == {("denies", accusation.statement)}


def test_who_denies_any_part_in_something_does_not_deny_that_it_happened(claims: Claims) -> None:
    found = claims("An explosion killed ten people in Kidal on Monday. Bamako denied any involvement.")
    (denial,) = positions(found)
    assert {kind for kind, _ in about(denial, found)} == {"about"}


def test_who_denies_it_denies_what_others_told(claims: Claims) -> None:
    found = claims("Residents said soldiers had killed 30 civilians in Moura. The army denied it.")
    (denial,) = positions(found)
    ((kind, statement),) = about(denial, found)
    assert kind == "denies"
    assert "30" in statement


def test_a_denial_with_matter_of_its_own_points_nowhere(claims: Claims) -> None:
    found = claims("Gunmen killed 12 soldiers in Tessit. The minister denied a shortage of fuel.")
    assert all(not claim.links for claim in positions(found))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("An attack blamed on jihadists killed 12 people in Tessit on Monday.", "en"),
        ("Residents fled after an attack on Tessit blamed on jihadists.", "en"),
        ("Une attaque attribuée à des djihadistes a tué 12 civils.", "fr"),
    ],
)
def test_whom_an_attack_is_laid_to_began_it_and_is_not_its_target(claims: Claims, text: str, language: str) -> None:
    attacks = [claim for claim in claims(text, "event", language) if "tta" in claim.parts[0].text + claim.statement]
    named = [doers(claim) for claim in attacks if doers(claim)]
    assert named == [[named[0][0]]]
    assert "jihadistes" in named[0][0] or "jihadists" in named[0][0]
    targets = {actor.name for claim in attacks for actor in claim.actors if actor.role == "target"}
    assert not targets & set(named[0])


def test_since_in_a_record_dates_nothing_and_what_happened_then_is_dated(claims: Claims) -> None:
    found = claims("It was the deadliest attack since August 2024, when JNIM fighters killed more than 130 people.")
    (toll,) = [claim for claim in found if claim.kind == "toll"]
    assert toll.time is not None
    assert (toll.time.start, toll.time.end, toll.aggregate) == ("2024-08-01", "2024-08-31", False)
    assert all(claim.time is None for claim in found if claim.kind == "event")


def test_what_a_denial_mentions_is_not_what_the_next_one_denies(claims: Claims) -> None:
    found = claims(
        "Algeria denied that drones used in the attack on Hombori had taken off from its territory. "
        "The foreign ministry rejected the accusations."
    )
    last = positions(found)[-1]
    assert "rejected" in last.statement
    assert all(kind != "denies" for kind, _ in about(last, found))
