"""A real report, spun and partisan: nothing in it is overstated, and what matters is found.

Properties of records, never the wording of whole outputs; the line that a test holds is named by the words that were meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from harmattan.records.bundle import Situation
from harmattan.records.claim import Claim
from harmattan.surfaces.report import render

Find = Callable[..., list[Claim]]


@pytest.fixture
def find(seed: Situation, read_of: Callable[[Situation, Claim], str]) -> Find:
    """Returns the claims of a kind whose quote, as it was meant, holds all the words."""

    def found(kind: str | None, *words: str) -> list[Claim]:
        return [
            claim
            for claim in seed.claims
            if (kind is None or claim.kind == kind) and all(word in read_of(seed, claim) for word in words)
        ]

    return found


def only(claims: list[Claim]) -> Claim:
    assert len(claims) == 1, [(claim.kind, claim.statement) for claim in claims]
    return claims[0]


def ids(claim: Claim, *roles: str) -> set[str | None]:
    return {actor.actor_id for actor in claim.actors if not roles or actor.role in roles}


def test_twelve_thousand_fighters_are_a_strength_of_at_most_so_many_from_unnamed_data(find: Find) -> None:
    claim = only(find("strength", "12,000"))
    assert claim.quantity is not None
    assert (claim.quantity.low, claim.quantity.high, claim.quantity.bound) == (None, 12000, "at_most")
    assert claim.quantity.unit == "fighters"
    assert claim.attribution.kind == "anonymous"
    assert claim.attribution.text == "available data"


def test_two_thousand_five_hundred_eliminated_is_an_unconfirmed_hedged_upper_bound(find: Find) -> None:
    claim = only(find("toll", "2,500"))
    assert claim.quantity is not None
    assert (claim.quantity.low, claim.quantity.high, claim.quantity.bound) == (None, 2500, "at_most")
    assert claim.quantity.unit == "killed"
    assert claim.attribution.kind == "anonymous"
    assert "estimates" in (claim.attribution.text or "")
    assert claim.certainty.value in ("PS+", "Uu")
    assert claim.certainty.author_value == "Uu"
    assert claim.certainty.unconfirmed
    assert claim.time is not None
    assert "48 hours" in claim.time.text


def test_two_thousand_one_hundred_dead_is_an_aggregate_lower_bound_since_2019(find: Find) -> None:
    claim = only(find("toll", "2,100"))
    assert claim.quantity is not None
    assert (claim.quantity.low, claim.quantity.high, claim.quantity.bound) == (2100, None, "at_least")
    assert claim.quantity.unit == "killed"
    assert claim.aggregate
    assert claim.time is not None
    assert (claim.time.start or "").startswith("2019")


def test_no_bounded_number_becomes_a_plain_one(seed: Situation) -> None:
    for claim in seed.claims:
        if claim.quantity is not None and {claim.quantity.low, claim.quantity.high} & {12000, 2500, 2100}:
            assert claim.quantity.bound in ("at_most", "at_least")
            assert None in (claim.quantity.low, claim.quantity.high)
    numbers = [number for assessment in seed.assessments for number in assessment.numbers]
    assert {number.high for number in numbers} >= {12000, 2500}
    assert [number for number in numbers if number.best in (12000, 2500, 2100)] == []
    assert [number for number in numbers if number.low in (12000, 2500) or number.high == 2100] == []


def test_the_aggregate_is_no_part_of_an_event_of_these_days(seed: Situation, find: Find) -> None:
    toll = only(find("toll", "2,100"))
    joined = [event for event in seed.events if toll.id in event.claim_ids]
    others = {claim_id for event in joined for claim_id in event.claim_ids} - {
        claim.id for claim in find(None, "since 2019")
    }
    assert others == set()


def test_the_ministers_death_is_said_by_unnamed_reports_and_his_name_is_found(find: Find) -> None:
    claims = find("event", "minister of defense was killed") + find("toll", "minister of defense was killed")
    assert claims
    assert "sadio-camara" in {actor_id for claim in claims for actor_id in ids(claim, "target")}
    for claim in claims:
        assert claim.attribution.kind == "anonymous"
        assert "a number of" in (claim.attribution.text or "")
        assert claim.certainty.author_value == "Uu"


def test_losing_power_over_territories_is_the_authors_word_not_that_of_the_reports_on_the_minister(find: Find) -> None:
    claims = [claim for claim in find(None, "verge of losing power") if claim.kind in ("judgement", "control")]
    assert claims
    assert {claim.attribution.kind for claim in claims} == {"author"}


def test_the_withdrawal_from_kidal_is_located_and_said_by_some_sources(find: Find) -> None:
    claims = [
        claim
        for claim in find(None, "withdrawal from kidal")
        if claim.kind in ("event", "control")
        and any("ithdrawal" in part.text for part in claim.parts if part.role == "trigger")
    ]
    assert claims
    for claim in claims:
        assert claim.attribution.kind == "anonymous"
        assert (claim.attribution.text or "").lower() == "some sources"
        assert [place.name for place in claim.places] == ["Kidal"]
        assert claim.places[0].latitude is not None
        assert claim.certainty.author_value == "Uu"


def test_what_the_withdrawal_may_mean_is_a_possible_judgement(find: Find) -> None:
    claim = only(find("judgement", "change in strategy"))
    assert claim.certainty.value == "PS+"


def test_the_three_groups_of_attackers_are_separate_actors(seed: Situation, find: Find) -> None:
    named = {actor.id: " / ".join(name.text for name in actor.names).lower() for actor in seed.actors}
    bases = [ids(claim, "subject") for claim in find("relation", "attacking forces")]
    found = {actor_id for members in bases for actor_id in members}
    assert len(found) == 3
    assert None not in found
    words = [named[actor_id] for actor_id in found if actor_id is not None]
    assert [text for text in words if "al-qaeda" in text]
    assert [text for text in words if "tuareg" in text]
    assert [text for text in words if "islamic state sahel" in text]
    # Structures that are related to al-Qaeda are not al-Qaeda.
    assert "al-qaeda" not in found


def test_al_qaeda_and_islamic_state_are_rivals_who_act_at_the_same_time(seed: Situation, find: Find) -> None:
    rivals = [
        relation for relation in seed.relations if {relation.subject, relation.object} == {"al-qaeda", "islamic-state"}
    ]
    assert [relation.kind for relation in rivals] == ["rival"]
    together = [claim for claim in find(None, "simultaneous") if claim.kind != "relation"]
    assert [claim for claim in together if ids(claim) >= {"al-qaeda", "islamic-state"}]


def test_africa_corps_took_wagners_place_and_is_part_of_the_ministry(seed: Situation) -> None:
    ties = {(relation.subject, relation.kind, relation.object) for relation in seed.relations}
    assert ("africa-corps", "successor", "wagner") in ties
    assert ("africa-corps", "part_of", "ru-mod") in ties


def test_russian_forces_back_the_authorities(seed: Situation, find: Find) -> None:
    claim = only(find("support", "supporting the military authorities"))
    assert [actor.name for actor in claim.actors if actor.role == "supporter"] == ["Russian forces"]
    assert ids(claim, "supported") == {"ml-junta"}
    backed = [relation for relation in seed.relations if relation.kind == "backs" and relation.object == "ml-junta"]
    assert backed


def test_drone_and_air_strikes_are_the_russian_forces(find: Find) -> None:
    claims = [claim for claim in find("event", "drone and") if claim.realis == "actual"]
    assert claims
    assert "Russian forces" in {actor.name for claim in claims for actor in claim.actors if actor.role == "initiator"}
    means = {means.means_id for claim in claims for means in claim.means}
    types = {claim.event_type.acled for claim in claims if claim.event_type is not None}
    assert "drone" in means
    assert "Air/drone strike" in types


def test_the_means_in_the_list_are_each_reported_by_nobody_named(find: Find) -> None:
    claims = find("event", "it is reported that the attacks used") or find("event", "the attacks used")
    assert {means.means_id for claim in claims for means in claim.means} >= {"drone", "suicide_bomb"}
    assert {claim.attribution.kind for claim in claims} == {"anonymous"}
    assert {claim.certainty.author_value for claim in claims} == {"Uu"}


def test_pressure_on_algeria_is_found_and_no_attack(find: Find) -> None:
    claims = find(None, "pressure increases on algeria")
    assert claims
    assert "state-DZ" in {actor_id for claim in claims for actor_id in ids(claim)}
    assert {claim.kind for claim in claims} <= {"judgement", "relation", "position"}


def test_foreign_specialists_are_possible_unconfirmed_support_by_unnamed_publications(find: Find) -> None:
    claims = find("support", "ukrainian and western specialists")
    assert claims
    for claim in claims:
        names = {actor.name for actor in claim.actors if actor.role == "supporter"}
        assert names == {"Ukrainian specialists", "Western specialists"}
        assert claim.attribution.kind == "anonymous"
        assert "publications" in (claim.attribution.text or "")
        assert claim.certainty.value in ("PS+", "Uu")
        assert claim.certainty.unconfirmed
        assert claim.realis != "actual" or claim.certainty.value == "PS+"


def test_the_lack_of_a_confirmation_is_linked_to_what_it_is_about(find: Find) -> None:
    about = {claim.id for claim in find("support", "ukrainian and western specialists")}
    doubting = find(None, "no official confirmation")
    assert about <= {link.claim_id for claim in doubting for link in claim.links if link.kind == "doubts"}


def test_what_ukrainian_sources_admitted_is_a_position_with_its_speaker(find: Find) -> None:
    claim = only(find("position", "sources admitted the"))
    assert [actor.name for actor in claim.actors if actor.role == "speaker"] == ["Ukrainian sources"]
    assert claim.attribution.text == "Ukrainian sources"
    # An admission that something could be done is no word that it was.
    assert not [event for event in find("event", "sources admitted the") if event.realis == "actual"]


def test_not_enough_grounds_doubts_the_version_that_it_is_about(find: Find) -> None:
    claim = only(find(None, "not enough grounds"))
    about = {version.id for version in find(None, "moving beyond the european theater")}
    assert about
    assert about & {link.claim_id for link in claim.links if link.kind == "doubts"}
    assert claim.kind == "judgement"


def test_no_claim_and_no_block_is_made_of_the_language_switch(seed: Situation) -> None:
    (document,) = seed.documents
    end = document.text.index("Greek (GR)")
    assert [claim.statement for claim in seed.claims if claim.evidence.end > end] == []
    assert [block for block in document.blocks if block.end > end] == []


def test_one_report_stays_one_origin_and_confirms_nothing(seed: Situation) -> None:
    assert {(assessment.documents, assessment.origins) for assessment in seed.assessments} == {(1, 1)}
    assert {assessment.status for assessment in seed.assessments} <= {
        "single_origin",
        "unverified",
        "contested",
        "denied",
    }
    assert {assessment.probability for assessment in seed.assessments} == {None}
    assert {assessment.confidence for assessment in seed.assessments} == {"low"}


def test_what_nobody_named_says_is_unverified(seed: Situation) -> None:
    kinds = {claim.id: claim.attribution.kind for claim in seed.claims}
    for assessment in seed.assessments:
        if {kinds[claim_id] for claim_id in assessment.claim_ids} == {"anonymous"}:
            assert assessment.status == "unverified", assessment.statement


def test_judgements_and_outlooks_are_not_assessed_as_facts(seed: Situation) -> None:
    opinions = {claim.id for claim in seed.claims if claim.kind in ("judgement", "outlook")}
    assert [a.statement for a in seed.assessments if opinions & set(a.claim_ids) and a.status != "judgement"] == []


def test_what_may_come_is_the_authors_outlook(find: Find) -> None:
    for words in ("brink of a large war", "mali risks becoming"):
        claim = only(find("outlook", words))
        assert claim.attribution.kind == "author"
        assert claim.realis == "hypothetical"


def test_every_quote_is_verbatim(seed: Situation) -> None:
    (document,) = seed.documents
    for claim in seed.claims:
        evidence = claim.evidence
        assert document.text[evidence.start : evidence.end] == evidence.quote
        for part in claim.parts:
            assert document.text[part.start : part.end] == part.text
            assert evidence.start <= part.start < part.end <= evidence.end


@pytest.mark.parametrize("form", ["terminal", "html", "markdown", "json"])
def test_every_form_of_the_report_holds_the_key_facts(seed: Situation, form: str) -> None:
    text = render(seed, form)  # type: ignore[arg-type]
    plain = " ".join(re.sub(r"<[^>]+>|\s+", " ", text).split())
    for words in (
        "12,000",
        "2,100",
        "2,500",
        "Sadio Camara",
        "Kidal",
        "Africa Corps",
        "Wagner",
        "Algeria",
        "Ukrainian sources",
    ):
        assert words in plain, words
    if form == "json":
        assert '"bound":"at_most"' in text.replace(" ", "")
        return
    assert re.search(r"(?:up to|at most)\W{0,8}12,000", plain, re.IGNORECASE)
    assert re.search(r"(?:more than|at least)\W{0,8}2,100", plain, re.IGNORECASE)
    assert re.search(r"(?:up to|at most)\W{0,8}2,500", plain, re.IGNORECASE)
    assert "unconfirmed" in plain
    assert "grounds to see it" in plain


def test_a_man_who_is_named_is_not_counted(seed: Situation) -> None:
    statements = [
        item.statement for item in seed.assessments if "Camara" in item.statement and "killed" in item.statement
    ]
    assert any(statement.startswith("Sadio Camara killed") for statement in statements)
    assert not any(statement.startswith("1 ") for statement in statements)
