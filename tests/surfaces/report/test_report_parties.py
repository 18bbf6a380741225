"""Who is a party, who is a state, and what a code may be called."""

from __future__ import annotations

import exercise
import msgspec
from exercise import _Bench, _document

from harmattan.lexicons import load
from harmattan.records.assessment import Reason
from harmattan.records.bundle import Situation
from harmattan.records.claim import EventType
from harmattan.surfaces.report.compose import compose
from harmattan.surfaces.report.vocabulary import vocabulary_of

TEXT = (
    "The attacking forces are part of the River Front. The Orsinian forces are part of the River Front. "
    "Sources said fighters hit the camp; again. The army back the River Front. The army support the River Front."
)


def composed(*added, vocabulary=exercise.VOCABULARY):
    document = _document(TEXT)
    bench = _Bench()
    for number, (kind, quote, fields) in enumerate(added):
        bench.add(str(number), document, kind, quote, quote, **fields)
    vocabulary = msgspec.structs.replace(
        vocabulary,
        kinds={
            "generic:forces": "military",
            "generic:orsinian": "military",
            "generic:sources": "source",
            "act-1": "rebel",
        },
        demonyms={"orsinian": "XO"},
        institutions=frozenset({"army"}),
    )
    situation = Situation(documents=(document,), claims=tuple(bench.claims.values()))
    return compose(situation, vocabulary)


def test_codes_that_several_types_share_are_called_by_none_of_them():
    vocabulary = vocabulary_of(load())
    label = vocabulary.event_label
    assert label(EventType(plover="ASSAULT", mode="firearms", acled="Armed clash")) == "armed clash"
    assert label(EventType(plover="ASSAULT", acled="Attack")) == "attack"
    assert label(EventType(plover="ASSAULT", mode="drone", acled="Air/drone strike")) == "drone strike"
    assert label(EventType(plover="COERCE", mode="restrict", acled="Other")) == "coerce (restrict)"


def test_forces_of_nobody_named_are_no_state():
    told = {"parts": "trigger=part"}
    report = composed(
        ("support", "The attacking forces are part of the River Front",
         {**told, "actors": "supporter=generic:forces~attacking forces|supported=river-front:River Front"}),
        ("support", "The Orsinian forces are part of the River Front",
         {**told, "actors": "supporter=generic:orsinian~Orsinian forces|supported=river-front:River Front"}),
    )  # fmt: skip
    groups = {node.label: node.group for node in report.who.nodes}
    assert groups["attacking forces"] == "none"
    assert groups["Orsinian forces"] == "state"


def test_who_only_tells_is_no_party():
    report = composed(
        ("event", "Sources said fighters hit the camp",
         {"actors": "initiator=generic:sources~Sources|target=:fighters"})
    )  # fmt: skip
    assert [actor.name for actor in report.who.generic] == ["fighters"]


def test_target_ends_where_its_own_words_end():
    report = composed(
        ("event", "Sources said fighters hit the camp; again",
         {"parts": "target=camp; again|target=fighters", "actors": "target=:fighters"})
    )  # fmt: skip
    targets = next(facet for facet in report.scope.facets if facet.title == "Targets")
    assert sorted(count.label for count in targets.counts) == ["camp", "fighters"]


def test_two_claims_of_one_relation_are_one_edge_with_both_numbers():
    actors = "supporter={}:The army|supported=river-front:River Front"
    report = composed(
        ("support", "The army back the River Front", {"actors": actors.format("army-ne")}),
        ("support", "The army support the River Front", {"actors": actors.format("army-ne-2")}),
    )
    assert [edge.refs for edge in report.who.edges] == [(1, 2)]


def test_glance_shows_both_sides_of_a_contradiction_and_counts_voices():
    situation = exercise.situation()
    told = next(a for a in situation.assessments if a.status == "contested")
    other = next(c for c in situation.claims if c.id not in told.claim_ids and c.kind == "control")
    reason = Reason(code="other_holder", detail="another side", weight=-1.0, claim_ids=(other.id,))
    changed = msgspec.structs.replace(
        told, reasons=(reason,), statement="It is so; 40 documents, 1 origin", documents=40
    )
    assessments = tuple(changed if a is told else a for a in situation.assessments)
    report = compose(msgspec.structs.replace(situation, assessments=assessments), exercise.VOCABULARY)
    line = next(line for line in report.glance.solid if line.tags[0].code == "contested")
    number = next(e.number for ex in report.exhibits for e in ex.entries if e.statement == other.statement)
    assert number in line.refs
    assert line.text == "It is so"
    assert "carried by 40 documents" in line.note or "origins in 40 documents" in line.note


def test_common_noun_at_the_head_of_a_sentence_is_no_name():
    report = composed(("event", "Sources said fighters hit the camp", {"actors": "initiator=act-1:Sources"}))
    assert [actor.name for actor in report.who.named] == []
    named = composed(("event", "Sources said fighters hit the camp", {"actors": "initiator=act-2:Sources"}))
    assert [actor.name for actor in named.who.named] == ["Sources"]


def test_forces_of_nobody_named_are_not_called_a_state_s():
    report = composed(
        ("event", "The attacking forces are part", {"actors": "initiator=generic:forces~attacking forces"}),
        ("event", "The Orsinian forces are part", {"actors": "initiator=generic:orsinian~Orsinian forces"}),
    )
    kinds = {actor.name: actor.kind for actor in report.who.generic}
    assert kinds == {"attacking forces": "armed; whose is not said", "Orsinian forces": "armed forces"}


def test_a_copier_is_no_other_source():
    situation = exercise.situation()
    event = situation.events[0]
    claims = {claim.id: claim for claim in situation.claims}
    away = [key for key in event.claim_ids if claims[key].document_id != claims[event.claim_ids[0]].document_id]
    assert away
    reason = Reason(code="copy_not_counted", detail="copies", weight=0.0, claim_ids=(away[0],))
    changed = tuple(
        msgspec.structs.replace(a, reasons=(reason,))
        if a.subject.event_id == event.id and a.subject.attribute == "occurrence" else a
        for a in situation.assessments
    )  # fmt: skip
    before = compose(situation, exercise.VOCABULARY).scope.happenings[0].by
    after = compose(msgspec.structs.replace(situation, assessments=changed), exercise.VOCABULARY).scope.happenings[0].by
    assert "3 other sources" in before
    assert "3 other sources" not in after


def test_position_that_a_copy_repeats_in_swapped_words_is_one_line():
    situation = exercise.situation()
    first = next(claim for claim in situation.claims if claim.kind == "position")
    spun = msgspec.structs.replace(first, id="spun", statement="Orsinia denied any portion", links=())
    reason = Reason(code="copy_not_counted", detail="copies", weight=0.0, claim_ids=("spun",))
    known = next((a for a in situation.assessments if first.id in a.claim_ids), situation.assessments[0])
    told = msgspec.structs.replace(known, id="told", claim_ids=(first.id, "spun"), reasons=(reason,))
    changed = msgspec.structs.replace(
        situation, claims=(*situation.claims, spun), assessments=(*situation.assessments, told)
    )
    report = compose(changed, exercise.VOCABULARY)
    texts = [line.text for line in report.response.words]
    assert spun.statement not in texts
    line = next(line for line in report.response.words if line.text == first.statement)
    assert len(line.refs) == 2


def test_judgement_on_a_far_country_crosses_no_border():
    document_ = exercise.situation()
    judgement = next(claim for claim in document_.claims if claim.kind == "outlook" and claim.places)
    other = msgspec.structs.replace(judgement, kind="judgement", statement="Some point to it")
    claims = tuple(other if claim is judgement else claim for claim in document_.claims)
    report = compose(msgspec.structs.replace(document_, claims=claims), exercise.VOCABULARY)
    assert "Some point to it" not in {line.text for line in report.spread.crossing}
