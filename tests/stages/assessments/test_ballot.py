"""Who votes on a topic, and with which signs."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import msgspec
import pytest

from harmattan.lexicons import Lexicon
from harmattan.lexicons.rows import ActorKindRow, ActorNameRow, ActorRow, HeadRow, OutletRow
from harmattan.records.claim import Claim
from harmattan.records.document import Damage, Document
from harmattan.stages.assessments.ballot import Vote, votes_on
from harmattan.stages.assessments.grades import letter
from harmattan.stages.assessments.topics import Topic, topics_of
from harmattan.stages.assessments.world import World
from harmattan.stages.assessments.worths import Record, worths
from harmattan.stages.events import assemble, identify
from invented import attack, document, lexicon, place, toll

POST = document("a", key="post", source="Oasis Post")
WIRE = document("b", key="wire", source="Desert Wire")
ARMY = document("c", key="army", source="Army of Xanadu")
SPUN = document("d", key="spun", source="Valley Mirror", damage=Damage(kind="spun", share=0.3))
MERGED = document("e", key="merged", source="Digest")
DOCUMENTS = (POST, WIRE, ARMY, SPUN, MERGED)
WORDS = lexicon(
    heads=[HeadRow(id="residents", term="residents", language="en", kind="civilian", speaks=True, witness=True)],
    actor_kinds=[
        *(ActorKindRow(id=kind, label=kind, side=side) for kind, side in (("official", "none"), ("military", "state"))),
    ],
    actors=[
        ActorRow(id="z:governor", kind="official", names=(ActorNameRow(text="The Governor"),)),
        ActorRow(id="x:army", kind="military", names=(ActorNameRow(text="Army of Xanadu"),), country="XX"),
    ],
)


def votes(
    attribute: str, *claims: Claim, origins: dict[str, str] | None = None, words: Lexicon = WORDS
) -> tuple[Vote, ...]:
    descents = {
        item.id: SimpleNamespace(repeats=item.id, origin=(origins or {}).get(item.id, item.document_id))
        for item in claims
    }
    world = World(DOCUMENTS, identify(claims, lexicon=words), words)
    (topic,) = [
        topic
        for topic in topics_of(assemble(claims, lexicon=words), claims, descents)
        if topic.attribute == attribute and topic.event_id is not None
    ]
    return votes_on(topic, world, worths())


def signs(attribute: str, *claims: Claim) -> set[str]:
    (vote,) = votes(attribute, *claims)
    return set(vote.signs) - {"origin"}


def struck(source: Document = POST, **fields: Any) -> Claim:
    return attack(document_id=source.id, places=[place("Tanezri")], **fields)


@pytest.mark.parametrize(
    ("claim", "wanted"),
    [
        (struck(), {"own_word", "vague"}),
        (struck(day="2031-05-02"), {"own_word", "specific"}),
        (struck(WIRE), {"own_word", "wire", "vague"}),
        (struck(said_by="z:governor"), {"official", "vague"}),
        (struck(said_by="the mayor"), {"named", "vague"}),
        (struck(anonymous="some sources"), {"anonymous", "vague"}),
        (struck(anonymous="residents"), {"eyewitness", "vague"}),
        (struck(said_by="the mayor", value="PR+"), {"named", "probable", "vague"}),
        (struck(said_by="the mayor", value="PS+"), {"named", "possible", "vague"}),
        (struck(unconfirmed=True), {"own_word", "unconfirmed", "vague"}),
        (struck(SPUN), {"own_word", "damaged", "vague"}),
        (struck(ARMY), {"party", "vague"}),
    ],
)
def test_the_signs_of_a_vote_are_what_its_claim_shows(claim: Claim, wanted: set[str]) -> None:
    assert signs("occurrence", claim) == wanted


def test_a_party_of_its_own_losses_admits_and_of_its_enemys_has_an_interest() -> None:
    def lost(by: str) -> set[str]:
        dead = toll(12, 12, at=100, document_id=POST.id, places=[place("Tanezri")], on=["x:army"], said_by=by)
        return signs("toll", struck(said_by=by), dead)

    assert lost("x:army") == {"admission", "specific"}
    assert lost("x:front") == {"in_interest", "specific"}


def test_a_story_of_many_claims_is_one_vote() -> None:
    (vote,) = votes("occurrence", struck(), toll(12, 12, at=100, document_id=POST.id, places=[place("Tanezri")]))
    assert len(vote.claims) == 2
    assert "specific" in vote.signs
    assert "vague" not in vote.signs


def test_who_took_from_two_stories_adds_to_neither() -> None:
    one, two, three = (
        toll(12, 12, at=at, document_id=source.id, places=[place("Tanezri")])
        for at, source in ((100, POST), (300, WIRE), (400, MERGED))
    )
    roots = {POST.id: frozenset((POST.id,)), WIRE.id: frozenset((WIRE.id,)), MERGED.id: frozenset((POST.id, WIRE.id))}
    said = (one, two, three)
    topic = Topic(event_id="evt-1", attribute="toll", said=said, firsts=said, roots=roots, origins=2)
    found = votes_on(topic, World(DOCUMENTS, (), WORDS), worths())
    assert sorted(str(vote.keys["origin"]) for vote in found) == sorted((POST.id, WIRE.id))
    assert sum(len(vote.claims) for vote in found) == 3


def test_the_letter_follows_the_record_from_ten_decisions_on() -> None:
    said = struck()
    world = World(DOCUMENTS, (), WORDS)

    def graded(right: int, wrong: int) -> str:
        record = Record(right=right, wrong=wrong)
        given = worths()
        return letter(said, world, msgspec.structs.replace(given, records={"outlet:oasis-post": record}))

    assert letter(said, world, worths()) == "C"
    assert [graded(9, 0), graded(10, 0), graded(8, 2), graded(5, 5), graded(3, 7), graded(1, 9)] == list("CABCDE")


def test_an_outlet_of_a_row_with_syndicates_shares_them() -> None:
    carrier = OutletRow(id="oasis-post", name="Oasis Post", syndicates=("desert-wire",))
    (vote,) = votes("occurrence", struck(), words=lexicon(outlets=[carrier]))
    assert vote.keys["carrier"] == "desert-wire"
