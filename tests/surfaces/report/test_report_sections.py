"""What the sections select and how they order it."""

from __future__ import annotations

import exercise
import msgspec

from harmattan.records.assessment import Reason
from harmattan.records.bundle import Situation
from harmattan.surfaces.report import words
from harmattan.surfaces.report.compose import compose
from harmattan.surfaces.report.sections.evidence import restored_between
from harmattan.surfaces.report.sections.outside import sentence_around


def test_glance_has_at_most_five_lines_and_crowds_no_doubt_out(report):
    solid = report.glance.solid
    assert len(solid) == 5
    codes = [line.tags[0].code for line in solid]
    assert codes == ["corroborated", "contested", "single_origin", "denied", "unverified"]
    assert all(line.refs for line in solid)


def test_glance_counts_origins_and_not_documents(report):
    assert (report.glance.documents, report.glance.origins) == (2, 1)


def test_what_could_not_be_read_is_said_at_once(report):
    assert report.glance.gaps == "1 input could not be read: see Not taken."
    assert "notes.pdf" in {refusal.where for refusal in report.method.refusals}


def test_judgement_is_never_among_what_is_solid(report):
    assert all(tag.code != "judgement" for line in report.glance.solid for tag in line.tags)


def strips(report, part):
    return {s.label: s for group in getattr(report.scope, part) for s in group.strips}


def test_bound_never_becomes_a_number(report):
    size = strips(report, "strength")["The front has at most 1,200 fighters"]
    assert (size.low, size.best, size.high) == (None, None, 1200.0)
    assert size.words == "at most 1,200 fighters"
    dead = strips(report, "losses")["At least 14 soldiers killed"]
    assert (dead.low, dead.best, dead.high) == (14.0, None, None)


def test_bound_claim_with_a_stray_other_side_still_is_a_bound():
    situation = exercise.situation()
    claims = tuple(
        msgspec.structs.replace(c, quantity=msgspec.structs.replace(c.quantity, low=c.quantity.high))
        if c.quantity is not None and c.quantity.bound == "at_most"
        else c
        for c in situation.claims
    )
    report = compose(msgspec.structs.replace(situation, claims=claims), exercise.VOCABULARY)
    assert strips(report, "strength")["The front has at most 1,200 fighters"].best is None


def test_sum_over_years_is_marked_with_its_period(report):
    total = strips(report, "losses")["More than 2,400 people have died in the region since 2021"]
    assert "aggregate" in {tag.code for tag in total.tags}
    assert "2021" in total.note


def test_contradicting_tolls_stand_side_by_side_under_what_they_support_together(report):
    killed = next(group for group in report.scope.losses if group.title == "Killed: soldiers")
    together, first, second = killed.strips[:3]
    assert (together.level, together.low, together.best, together.high) == ("assessment", 14.0, None, 60.0)
    assert {first.by, second.by} == {"the ministry of defence", "The River Front"}


def test_losses_of_one_unit_stand_by_side_on_one_scale(report):
    killed = [group for group in report.scope.losses if group.title.startswith("Killed")]
    assert [group.title for group in killed] == ["Killed: soldiers", "Killed: people"]
    assert len({(group.least, group.most) for group in killed}) == 1


def test_copies_of_a_number_are_one_strip_and_say_how_many_documents_carry_it():
    situation = exercise.situation()
    assessment = next(a for a in situation.assessments if a.subject.attribute == "toll" and a.numbers)
    first = next(c for c in situation.claims if c.id in assessment.claim_ids and c.quantity is not None)
    other = next(d.id for d in situation.documents if d.id != first.document_id)
    copy = msgspec.structs.replace(first, id="copied", document_id=other, statement="the same, spun", links=())
    reason = Reason(code="copy_not_counted", detail="copies count for nothing", weight=0.0, claim_ids=("copied",))
    told = msgspec.structs.replace(
        assessment,
        claim_ids=(*assessment.claim_ids, "copied"),
        reasons=(*assessment.reasons, reason),
    )
    assessments = tuple(told if a is assessment else a for a in situation.assessments)
    changed = msgspec.structs.replace(situation, claims=(*situation.claims, copy), assessments=assessments)
    found = strips(compose(changed, exercise.VOCABULARY), "losses")
    assert "the same, spun" not in found
    assert any("in 2 documents" in (strip.note or "") and len(strip.refs) == 2 for strip in found.values())


def test_what_the_army_did_is_response_and_what_the_front_did_is_scope(report):
    deeds = [line.text for line in report.response.deeds]
    scope = [line.text for line in report.scope.happenings]
    assert deeds == ["The army answered with air strikes near Tera", "The army withdrew its garrison from Inates"]
    assert "Fighters of the River Front stormed the port of Ayorou with drones and mortars" in scope
    assert not set(deeds) & set(scope)


def test_event_of_several_claims_is_one_line_with_all_their_evidence(report):
    storm = report.scope.happenings[0]
    assert len(storm.refs) == 6
    assert "3 other sources" in storm.by


def test_reprint_adds_evidence_and_no_line():
    situation = exercise.situation()
    again = tuple(msgspec.structs.replace(claim, id=f"{claim.id}-again", links=()) for claim in situation.claims)
    once = compose(situation, exercise.VOCABULARY)
    twice = compose(msgspec.structs.replace(situation, claims=situation.claims + again), exercise.VOCABULARY)
    size = strips(twice, "strength")["The front has at most 1,200 fighters"]
    assert len(twice.scope.strength[0].strips) <= len(once.scope.strength[0].strips) + 1
    assert {line.text for line in twice.ahead.outlooks} == {line.text for line in once.ahead.outlooks}
    assert len(twice.ahead.outlooks) == len(once.ahead.outlooks)
    assert twice.ahead.outlooks[0].refs != once.ahead.outlooks[0].refs
    assert size.best is None


def test_attack_of_a_state_on_civilians_is_no_response():
    situation = exercise.situation()
    claims = []
    for claim in situation.claims:
        if claim.statement == "The army answered with air strikes near Tera":
            target = msgspec.structs.replace(claim.actors[0], role="target", actor_id="villagers", name="villagers")
            claim = msgspec.structs.replace(claim, actors=(*claim.actors, target))
        claims.append(claim)
    vocabulary = msgspec.structs.replace(
        exercise.VOCABULARY,
        kinds={"villagers": "villager"},
        kind_sides={**exercise.VOCABULARY.kind_sides, "villager": "civilians"},
    )
    report = compose(msgspec.structs.replace(situation, claims=tuple(claims)), vocabulary)
    assert "The army answered with air strikes near Tera" in {line.text for line in report.scope.happenings}


def test_denied_support_carries_the_words_that_say_so(report):
    line = next(line for line in report.outside.powers if line.text == "Orsinia may have trained the fighters")
    assert [(quote.how, quote.text, quote.restored) for quote in line.quotes] == [
        ("unconfirmed", "There is no independent confirmation of this.", None),
        ("denied", "Orsinia denied any role and called for talks.", None),
    ]


def test_everything_unconfirmed_is_listed_once(report):
    powers = {ref for line in report.outside.powers for ref in line.refs}
    loose = [ref for line in report.outside.unconfirmed for ref in line.refs]
    assert not powers & set(loose)
    assert len(loose) == len(set(loose))
    assert "Governor Adamou Zarou was killed" in {line.text for line in report.outside.unconfirmed}


def test_possible_backing_is_not_established_and_open_backing_is(report):
    edges = {(edge.subject_name, edge.words, edge.object_name): edge for edge in report.who.edges}
    assert edges["Orsinia", "backs", "River Front"].certain is False
    assert edges["Russian advisers", "backs", "Nigerien army"].certain is True


def test_outlook_and_judgement_are_labelled_as_their_authors(report):
    for line in (*report.ahead.outlooks, *report.ahead.judgements):
        assert line.tags[0].label.startswith("the author's")


def test_control_is_said_and_dated(report):
    line = report.spread.control[0]
    assert line.text == "Ayorou: said to be held by River Front"
    assert "last reported 4 Mar 2031" in line.note


def test_place_without_coordinates_is_listed_and_not_drawn():
    situation = exercise.situation()
    lost = tuple(
        msgspec.structs.replace(
            claim,
            places=tuple(
                msgspec.structs.replace(p, latitude=None, longitude=None, place_id=None) for p in claim.places
            ),
        )
        for claim in situation.claims
    )
    report = compose(msgspec.structs.replace(situation, claims=lost), exercise.VOCABULARY)
    assert report.spread.spots == ()
    assert "Ayorou" in {count.label for count in report.spread.unplaced}


def test_order_of_claims_does_not_matter():
    situation = exercise.situation()
    turned = msgspec.structs.replace(situation, claims=situation.claims[::-1])
    assert compose(turned, exercise.VOCABULARY) == compose(situation, exercise.VOCABULARY)


def test_claim_of_an_unknown_document_or_event_breaks_nothing():
    situation = exercise.situation()
    bare = Situation(claims=situation.claims, assessments=situation.assessments, events=situation.events)
    assert compose(bare, exercise.VOCABULARY).glance.claims == len(situation.claims)


def test_sentence_that_says_so_is_cut_at_its_own_ends():
    text = "One. It is not\nTwo may be. Not confirmed yet! Three."
    at = text.index("confirmed")
    first, last = sentence_around(text, at, at + 9)
    assert text[first:last] == "Not confirmed yet!"


def test_dates_read_as_dates():
    assert words.span("2024-05-12", "2024-05-12T09:30:00Z") == "12 May 2024"
    assert words.span("2019-01-01", None, "year") == "since 2019"
    assert words.span("2024-05", None) == "since May 2024"
    assert words.day("soon") == "soon"


def test_text_of_a_document_is_whole_between_its_quotes(report, situation):
    for exhibit, document in zip(report.exhibits, situation.documents, strict=True):
        assert "".join(stretch.text for stretch in exhibit.stretches) == document.text


def test_author_of_one_of_many_documents_is_named_by_the_outlet(report):
    convoy = next(line for line in report.scope.happenings if "convoy" in line.text)
    assert convoy.voice == "Lantern Wire (invented) in its own words"
    anonymous = next(line for line in report.scope.happenings if "stormed" in line.text)
    assert anonymous.voice.startswith("anonymous: “police sources”")


def _held(code: str, statement: str) -> Situation:
    """Return the exercise with an assessment of who did its first happening."""
    situation = exercise.situation()
    event = situation.events[0]
    known = next(
        a for a in situation.assessments if a.subject.event_id == event.id and a.subject.attribute == "occurrence"
    )
    blame = msgspec.structs.replace(
        known,
        id="asm-blame",
        subject=msgspec.structs.replace(known.subject, attribute="perpetrator"),
        statement=statement,
        reasons=(Reason(code=code, detail="", weight=0.0),),
    )
    return msgspec.structs.replace(situation, assessments=(*situation.assessments, blame))


def test_who_is_accused_stands_beside_what_happened_and_copies_only_once():
    report = compose(_held("accused_by", "Gunmen accused by the army; 3 documents, 1 origin"), exercise.VOCABULARY)
    notes = [line.note or "" for line in report.scope.happenings]
    assert any("gunmen accused by the army" in note for note in notes)
    assert all("3 documents" not in note for note in notes)


def test_who_did_it_is_not_repeated_where_the_report_tells_it_as_a_fact():
    report = compose(_held("single_origin", "Attributed to Gunmen"), exercise.VOCABULARY)
    assert all("attributed to" not in (line.note or "").lower() for line in report.scope.happenings)


def test_what_is_only_likely_is_shown_with_a_question_mark():
    damage = exercise.TWO.damage
    sure, likely = damage.restorations[:-1], damage.restorations[-1]
    document = msgspec.structs.replace(
        exercise.TWO, damage=msgspec.structs.replace(damage, restorations=sure, doubtful=(likely,))
    )
    start = document.text.index("The attack")
    pieces = restored_between(document, start, likely.end + 5)
    assert "".join(piece.text for piece in pieces) == "The attack may have(?) been"
