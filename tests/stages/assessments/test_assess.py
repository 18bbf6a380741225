from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import msgspec
import pytest

from harmattan.records.assessment import Assessment
from harmattan.records.claim import ActorRef, Claim
from harmattan.records.document import Damage, Document, Restoration
from harmattan.stages.assessments import AssessmentSettings, assess
from harmattan.stages.events import assemble, identify
from invented import actor, attack, claim, document, lexicon, place, strength, toll

PLAIN = document("a", key="plain", published="2031-05-02")
WIRE = document("a", key="wire", source="Desert Wire")
POST = document("a", key="post", source="oasis post")
SPUN = document("a", key="spun", source="Desert Wire", damage=Damage(kind="spun", share=0.2))


def assessed(
    *claims: Claim, documents: tuple[Document, ...] = (PLAIN,), settings: AssessmentSettings | None = None
) -> tuple[Assessment, ...]:
    descents = {item.id: SimpleNamespace(repeats=item.id, origin=item.document_id) for item in claims}
    events = assemble(claims, lexicon=lexicon())
    actors = identify(claims, lexicon=lexicon())
    return assess(events, claims, descents, documents, actors=actors, lexicon=lexicon(), settings=settings)


def on(attribute: str, *claims: Claim, **kwargs: Any) -> Assessment:
    (found,) = [item for item in assessed(*claims, **kwargs) if item.subject.attribute == attribute]
    return found


def codes(assessment: Assessment) -> set[str]:
    return {reason.code for reason in assessment.reasons}


def struck(**fields: Any) -> Claim:
    fields.setdefault("document_id", PLAIN.id)
    return attack(**fields)


def test_one_document_is_a_single_origin_however_plain_it_speaks() -> None:
    assessment = on("occurrence", struck(said_by="the mayor"))
    assert (assessment.status, assessment.documents, assessment.origins) == ("single_origin", 1, 1)
    assert assessment.confidence == "moderate"
    assert assessment.admiralty.information == 3
    assert assessment.probability is None
    assert assessment.likelihood is None


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"anonymous": "some sources"}, "anonymous_source"),
        ({"value": "PS+"}, "hedged"),
        ({"value": "PR+", "said_by": "the mayor"}, "hedged"),
        ({"unconfirmed": True, "said_by": "the mayor"}, "unconfirmed_outright"),
    ],
)
def test_what_nobody_stands_by_is_unverified_with_low_confidence(fields: dict, code: str) -> None:
    assessment = on("occurrence", struck(**fields))
    assert (assessment.status, assessment.confidence, assessment.admiralty.information) == ("unverified", "low", 6)
    assert code in codes(assessment)


def test_a_denial_by_another_makes_it_contested() -> None:
    said = struck(said_by="x:front")
    denial = claim("judgement", document_id=PLAIN.id, at=900, said_by="x:army", links=[(said.id, "denies")])
    assessment = on("occurrence", said, denial)
    assert assessment.status == "contested"
    assert assessment.admiralty.information == 4
    assert "denied by x:army" in assessment.statement
    (reason,) = [reason for reason in assessment.reasons if reason.code == "denied_by"]
    assert reason.claim_ids == (denial.id,)


def test_what_nobody_affirms_is_denied() -> None:
    assessment = on("occurrence", struck(value="CT-", said_by="x:army"))
    assert (assessment.status, assessment.admiralty.information) == ("denied", 5)


def test_what_its_own_teller_takes_back_is_denied() -> None:
    said = struck()
    taken_back = claim("judgement", document_id=PLAIN.id, at=900, links=[(said.id, "denies")])
    assert on("occurrence", said, taken_back).status == "denied"


def test_the_reports_own_doubt_leaves_it_unverified_and_anothers_makes_it_contested() -> None:
    said = struck(said_by="the mayor")
    own = claim("judgement", document_id=PLAIN.id, at=900, links=[(said.id, "doubts")])
    others = claim("judgement", document_id=PLAIN.id, at=900, said_by="x:army", links=[(said.id, "doubts")])
    assert on("occurrence", said, own).status == "unverified"
    assert on("occurrence", said, others).status == "contested"


def test_different_perpetrators_by_different_speakers_are_contested() -> None:
    one = struck(by=["x:front"], said_by="x:army", places=[place("Oued")])
    other = struck(at=70, by=["x:league"], said_by="x:front", places=[place("Oued")])
    assessment = on("perpetrator", one, other)
    assert assessment.status == "contested"
    assert "perpetrators_differ" in codes(assessment)


def test_judgements_outlooks_and_plans_are_not_assessed() -> None:
    told = [
        claim("judgement", document_id=PLAIN.id),
        claim("outlook", document_id=PLAIN.id, at=100),
        struck(at=200, realis="planned"),
        struck(at=300, realis="threatened"),
    ]
    assert assessed(*told) == ()


def test_every_attribute_of_an_event_is_assessed_by_itself() -> None:
    told = [struck(by=["x:front"], places=[place("Oued")]), toll(3, 3, document_id=PLAIN.id, at=70)]
    found = assessed(*told)
    assert [item.subject.attribute for item in found] == ["occurrence", "perpetrator", "place", "toll"]
    assert len({item.subject.event_id for item in found}) == 1
    assert len({item.id for item in found}) == 4


def test_a_place_that_no_gazetteer_knows_is_said_so() -> None:
    unknown = place("Nowhere", latitude=None, longitude=None)
    assert "place_unresolved" in codes(on("place", struck(places=[unknown])))
    assert "place_unresolved" not in codes(on("place", struck(places=[place("Oued")])))


@pytest.mark.parametrize(
    ("document_", "fields", "letter"),
    [
        (PLAIN, {}, "F"),
        (WIRE, {}, "B"),
        (POST, {}, "C"),
        (SPUN, {}, "F"),
        (WIRE, {"anonymous": "some sources"}, "F"),
        (PLAIN, {"said_by": "Desert Wire"}, "B"),
        (PLAIN, {"said_by": "a neighbour"}, "F"),
    ],
)
def test_the_letter_follows_who_speaks_and_not_what_is_said(document_: Document, fields: dict, letter: str) -> None:
    said = struck(document_id=document_.id, **fields)
    assert on("occurrence", said, documents=(document_,)).admiralty.source == letter


def test_a_party_is_graded_down_on_its_enemy_and_up_on_its_own_losses() -> None:
    boast = on("toll", toll(90, 90, document_id=PLAIN.id, on=["x:front"], said_by="x:army"))
    admission = on("toll", toll(9, 9, document_id=PLAIN.id, on=["x:guard"], said_by="x:army"))
    assert (boast.admiralty.source, boast.confidence) == ("D", "low")
    assert "party_on_enemy" in codes(boast)
    assert (admission.admiralty.source, admission.confidence) == ("C", "moderate")
    assert "admission_against_interest" in codes(admission)


def test_damaged_text_lowers_confidence() -> None:
    sound, swapped = (
        on("occurrence", struck(document_id=item.id, said_by="the mayor"), documents=(item,)) for item in (PLAIN, SPUN)
    )
    assert (sound.confidence, swapped.confidence) == ("moderate", "low")
    assert "damaged_text" in codes(swapped)


def test_words_that_are_only_likely_lower_it_further() -> None:
    said = struck(document_id=SPUN.id, said_by="the mayor")
    trigger = next(part for part in said.parts if part.role == "trigger")
    read = Restoration(
        start=trigger.start, end=trigger.end, observed=trigger.text, restored="struck", confidence=0.7, rule="neighbour"
    )
    parts = tuple(msgspec.structs.replace(part, restored="struck") if part is trigger else part for part in said.parts)
    told = msgspec.structs.replace(said, parts=parts)

    def confidence(**readings: tuple[Restoration, ...]) -> str:
        item = msgspec.structs.replace(SPUN, damage=msgspec.structs.replace(SPUN.damage, **readings))
        settings = AssessmentSettings(moderate=-0.5)
        return on("occurrence", told, documents=(item,), settings=settings).confidence

    assert confidence(restorations=(read,)) == "moderate"
    assert confidence(doubtful=(read,)) == "low"


def test_a_bound_lowers_the_confidence_of_a_number_and_of_nothing_else() -> None:
    found = assessed(
        struck(said_by="the mayor"), toll(3, None, "at_least", document_id=PLAIN.id, at=70, said_by="the mayor")
    )
    by_attribute = {item.subject.attribute: codes(item) for item in found}
    assert "bound_only" in by_attribute["toll"]
    assert "bound_only" not in by_attribute["occurrence"]


def test_said_twice_in_one_document_is_one_assessment() -> None:
    told = [strength(None, 500, "at_most", document_id=PLAIN.id, at=at, anonymous="sources") for at in (0, 3000)]
    assert len(assessed(*told)) == 1


def test_the_statement_says_who_says_it_and_what_stands_against_it() -> None:
    said = toll(
        None, 2500, "at_most", document_id=PLAIN.id, anonymous="a number of estimates", unconfirmed=True, value="PS+"
    )
    assert on("toll", said).statement == (
        "At most 2,500 people killed, according to unnamed “a number of estimates”; nobody confirms it"
    )


def test_a_claim_without_its_document_stops_loudly() -> None:
    with pytest.raises(KeyError):
        assessed(struck(), documents=())


def test_every_reason_names_claims_that_exist() -> None:
    told = [struck(said_by="x:front", by=["x:front"]), toll(3, None, "at_least", document_id=PLAIN.id, at=70)]
    known = {item.id for item in told}
    for assessment in assessed(*told):
        assert set(assessment.claim_ids) <= known
        for reason in assessment.reasons:
            assert set(reason.claim_ids) <= known
            assert "\n" not in reason.detail


def position(about: Claim, speaker: str, doer: str, **fields: Any) -> Claim:
    who = [actor("speaker", speaker, 300 if speaker == doer else 340)]
    return claim(
        "position", document_id=PLAIN.id, at=300, by=[doer], actors=who, said_by=speaker, links=[(about.id, "about")], **fields
    )  # fmt: skip


def test_who_claims_a_deed_stands_beside_whom_the_report_names() -> None:
    deed = struck(by=["gunmen"])
    assessment = on("perpetrator", deed, position(deed, "x:front", "x:front"))
    assert assessment.statement == "Attributed to gunmen; claimed by x:front"
    assert "claimed_by" in codes(assessment)
    assert "accused_by" not in codes(assessment)


def test_who_is_blamed_is_accused_and_not_more() -> None:
    deed = struck()
    assessment = on("perpetrator", deed, position(deed, "the ministry", "x:front"))
    assert assessment.statement == "X:front accused by the ministry"
    assert codes(assessment) >= {"accused_by"}
    assert not codes(assessment) & {"claimed_by", "suspected_only"}


def test_a_word_of_suspicion_holds_nobody_to_it() -> None:
    quote = "suspected herders attacked a market here".ljust(60)
    deed = struck(quote=quote, actors=[ActorRef(role="initiator", actor_id=None, name="herders", start=10, end=17)])
    assert "suspected_only" in codes(on("perpetrator", deed))
    plain = struck(quote=quote.replace("suspected", "a band of"), actors=deed.actors)
    assert "suspected_only" not in codes(on("perpetrator", plain))


def test_a_position_is_no_witness_that_it_happened() -> None:
    deed = struck()
    assert on("occurrence", deed, position(deed, "the ministry", "x:front")).claim_ids == (deed.id,)
