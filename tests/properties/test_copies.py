"""What copies, order and repetition must never move."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from harmattan.pipeline import Settings, Texts, report
from harmattan.records.bundle import Situation
from harmattan.stages.assessments import AssessmentSettings
from invented import Plain

TOWNS = ("Tanezri", "Oued", "Amguid", "Tessal")
BANDS = ("Gunmen", "Raiders", "Horsemen")
TAILS = (
    "They came on motorbikes from the salt road before the first prayer and left with the herds of three families",
    "The school and the clinic stayed shut all week and nobody dared to fetch water from the well in the valley",
    "A teacher who hid in a grain store counted the shots until the wind rose and the dust hid everything",
    "Elders asked for a truce at the river crossing but no answer came from the camp behind the black hills",
)

sentences = some.one_of(
    some.builds("{} raided {}.".format, some.sampled_from(BANDS), some.sampled_from(TOWNS)),
    some.builds(
        "{}{} villagers were slain.".format, some.sampled_from(("", "Up to ", "At least ")), some.integers(2, 90)
    ),
)
stories = some.builds(
    lambda told, tail: " ".join([*told, f"{tail}."]),
    some.lists(sentences, min_size=1, max_size=3),
    some.sampled_from(TAILS),
)
documents = some.builds(
    lambda text, day, source: {"text": text, "published": f"2031-05-{day:02}", "source": source},
    stories, some.integers(1, 28), some.sampled_from(("Oasis Post", "Dune Radio")),
)  # fmt: skip
several = some.lists(documents, min_size=1, max_size=5)
few = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


ON = Settings(assessments=AssessmentSettings(probabilities=True))


def situation(texts: list[dict[str, Any]]) -> Situation:
    return report(Texts(texts), extractor=Plain(), settings=ON)


def judged(found: Situation) -> list[tuple[Any, ...]]:
    """Return what is concluded: everything of an assessment but who repeats it."""
    return sorted(
        (
            item.subject.attribute, item.status, item.confidence, repr(item.admiralty), item.origins, repr(item.numbers),
            item.probability, item.likelihood,
            tuple((reason.code, reason.weight) for reason in item.reasons if reason.weight or reason.code == "would_change"),
        )
        for item in found.assessments
    )  # fmt: skip


@few
@given(several)
def test_a_rerun_changes_nothing(texts: list[dict[str, Any]]) -> None:
    assert situation(texts) == situation(texts)


@few
@given(several, some.randoms(use_true_random=False))
def test_the_order_of_documents_changes_nothing(texts: list[dict[str, Any]], random: Any) -> None:
    shuffled = list(texts)
    random.shuffle(shuffled)
    assert situation(shuffled) == situation(texts)


@few
@given(several)
def test_a_document_that_comes_twice_changes_nothing(texts: list[dict[str, Any]]) -> None:
    assert situation(texts + texts) == situation(texts)


@few
@given(documents, some.integers(1, 40))
def test_reprints_move_no_status_no_number_and_no_confidence(text: dict[str, Any], copies: int) -> None:
    reprints = [{**text, "source": f"Paper {number}", "published": "2031-06-01"} for number in range(copies)]
    alone, copied = situation([text]), situation([text, *reprints])
    assert judged(copied) == judged(alone)
    assert len(copied.lineages) == 1
    assert len(copied.events) == len(alone.events)
    assert all(item.documents == copies + 1 for item in copied.assessments)


@few
@given(several, some.data())
def test_reprints_of_one_of_several_stories_move_nothing(texts: list[dict[str, Any]], data: Any) -> None:
    alone = situation(texts)
    chosen = data.draw(some.sampled_from(texts))
    reprints = [
        {**chosen, "source": f"Paper {number}", "published": "2031-06-01"}
        for number in range(data.draw(some.integers(1, 12)))
    ]
    copied = situation([*texts, *reprints])
    assert judged(copied) == judged(alone)
    assert len(copied.lineages) == len(alone.lineages)


@few
@given(documents, some.integers(1, 5))
def test_reprints_with_a_line_added_move_nothing_either(text: dict[str, Any], copies: int) -> None:
    reprints = [
        {**text, "text": f"{text['text']} Reprinted by paper {number} with thanks.", "published": "2031-06-01"}
        for number in range(copies)
    ]
    assert judged(situation([text, *reprints])) == judged(situation([text]))


@few
@given(several)
def test_more_than_a_single_voice_takes_two_stories_of_two_outlets(texts: list[dict[str, Any]]) -> None:
    found = situation(texts)
    outlets = {document.id: document.source for document in found.documents}
    told = {claim.id: outlets[claim.document_id] for claim in found.claims}
    for item in found.assessments:
        if item.status in ("confirmed", "corroborated") or item.confidence == "high":
            assert item.origins > 1
            assert len({told[key] for key in item.claim_ids}) > 1


@few
@given(several)
def test_every_id_that_a_record_names_is_there(texts: list[dict[str, Any]]) -> None:
    found = situation(texts)
    claims = {claim.id for claim in found.claims}
    events = {event.id for event in found.events}
    documents_ = {document.id for document in found.documents}
    assert {claim.document_id for claim in found.claims} <= documents_
    assert {member.document_id for lineage in found.lineages for member in lineage.members} == documents_
    assert {claim_id for event in found.events for claim_id in event.claim_ids} <= claims
    for item in found.assessments:
        assert item.subject.event_id is None or item.subject.event_id in events
        assert set(item.claim_ids) <= claims
        for numbers in item.numbers:
            assert numbers.low is None or numbers.high is None or numbers.low <= numbers.high
            assert numbers.side is None or numbers.side in {actor.id for actor in found.actors}


def told(start: str, day: str, source: str) -> dict[str, Any]:
    return {"text": f"{start} {TAILS[0]}.", "published": day, "source": source}


def test_a_reprint_of_a_paper_that_adds_to_what_it_took_is_no_second_origin() -> None:
    wire = told("Gunmen raided Tanezri.", "2031-05-01", "Oasis Post")
    longer = told("2 villagers were slain. Gunmen raided Tanezri.", "2031-05-02", "Dune Radio")
    reprint = {**longer, "source": "Paper 0", "published": "2031-06-01"}
    assert max(item.origins for item in situation([wire, longer, reprint]).assessments) == 1


def test_a_reprint_of_a_later_version_tells_what_that_version_tells() -> None:
    wire = told("Raiders raided Oued.", "2031-05-01", "Oasis Post")
    later = told("Raiders raided Oued. 2 villagers were slain.", "2031-05-04", "Oasis Post")
    reprint = {**later, "source": "Paper 0", "published": "2031-06-01"}
    assert judged(situation([wire, later, reprint])) == judged(situation([wire, later]))
