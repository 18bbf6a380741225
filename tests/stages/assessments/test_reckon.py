"""What each reason moves, and what probability follows."""

from __future__ import annotations

from math import exp, log
from typing import Any

import pytest

from harmattan.lexicons.rows import OutletRow
from harmattan.records.assessment import Assessment, Decision
from harmattan.records.base import MadeBy
from harmattan.records.claim import Claim, LinkKind
from harmattan.records.document import Document
from harmattan.stages.assessments import AssessmentSettings
from harmattan.stages.assessments.reckon import likelihood, probability
from invented import claim, document, lexicon
from told import ARMY, COPY, FRONT, POST, TIMES, WIRE, judged, told

ON = AssessmentSettings(probabilities=True)
BEACON = document("g", key="beacon", source="Salt Beacon", published="2031-05-03")
DOCUMENTS = (POST, TIMES, WIRE, COPY, ARMY, FRONT, BEACON)


def outlet(key: str, **fields: Any) -> OutletRow:
    return OutletRow(id=key, name=key.replace("-", " ").title(), **fields)


def on(attribute: str, *stories: list[Claim], **given: Any) -> Assessment:
    return judged(*stories, settings=ON, documents=DOCUMENTS, **given)[attribute]


def chance(attribute: str, *stories: list[Claim], **given: Any) -> float:
    found = on(attribute, *stories, **given).probability
    assert found is not None
    return found


def moved(found: Assessment) -> dict[str, float]:
    return {reason.code: reason.weight for reason in found.reasons if reason.weight}


def details(found: Assessment, code: str) -> list[str]:
    return [reason.detail for reason in found.reasons if reason.code == code]


def losses(source: Document, **fields: Any) -> list[Claim]:
    return told(source, 40, dead={"on": ["x:army"], "group": None}, **fields)


def against(said: list[Claim], kind: LinkKind, by: str = "x:league") -> Claim:
    """What somebody in another report says against all of a story."""
    links = [(item.id, kind) for item in said]
    return claim("judgement", document_id=TIMES.id, at=900, said_by=by, links=links)


def test_no_probability_is_given_unless_it_is_asked_for() -> None:
    found = judged(told(POST), told(TIMES))
    assert {(item.probability, item.likelihood) for item in found.values()} == {(None, None)}
    assert all("base_rate" not in moved(item) for item in found.values())
    assert moved(found["occurrence"])


@pytest.mark.parametrize(
    "stories",
    [
        [told(POST)],
        [told(POST, anonymous="some sources", unconfirmed=True)],
        [told(POST), told(TIMES), told(WIRE)],
        [told(POST, 12), told(TIMES, 15)],
        [losses(FRONT), losses(ARMY)],
        [told(POST, said_by="the mayor"), told(TIMES, said_by="the mayor", value="PS+")],
        [[*told(POST), against(told(POST), "denies")]],
        [[*told(POST), against(told(POST), "doubts")]],
    ],
)  # fmt: skip
def test_the_weights_of_all_reasons_add_up_to_the_probability(stories: list[list[Claim]]) -> None:
    for item in judged(*stories, settings=ON, documents=DOCUMENTS).values():
        assert item.probability is not None
        total = sum(reason.weight for reason in item.reasons)
        assert 1 / (1 + exp(-total)) == pytest.approx(item.probability, abs=0.02)
        assert item.likelihood == likelihood(item.probability)
        for reason in item.reasons:
            assert set(reason.claim_ids) <= {told_.id for story in stories for told_ in story}


def test_a_second_origin_makes_it_likelier_and_a_third_adds_less() -> None:
    one, two, three = (
        chance("occurrence", *stories)
        for stories in ([told(POST)], [told(POST), told(TIMES)], [told(POST), told(TIMES), told(BEACON)])
    )
    steps = [log(value / (1 - value)) for value in (one, two, three)]
    assert steps[1] - steps[0] > steps[2] - steps[1] > 0


def test_a_copy_moves_nothing() -> None:
    without = judged(told(POST), told(TIMES), settings=ON)
    within = judged(told(POST), told(TIMES), told(COPY), copies=((POST, COPY),), settings=ON)
    for name, item in without.items():
        other = within[name]
        assert (item.probability, moved(item)) == (other.probability, moved(other))
        assert details(item, "would_change") == details(other, "would_change")


def test_the_same_speaker_in_another_report_counts_in_part() -> None:
    alone = chance("place", told(POST, said_by="the mayor"))
    twice = on("place", told(POST, said_by="the mayor"), told(TIMES, said_by="the mayor"))
    apart = chance("place", told(POST, said_by="the mayor"), told(TIMES, said_by="the judge"))
    assert twice.probability is not None
    assert alone < twice.probability < apart
    assert twice.status == "single_origin"
    (note,) = details(twice, "shared_speaker")
    assert "of a vote" in note


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([outlet("oasis-post", owner="Sand Group"), outlet("river-times", owner="Sand Group")], "common_owner"),
        ([outlet("oasis-post", syndicates=("river-times",)), outlet("river-times", agency=True)], "syndicated"),
    ],
)  # fmt: skip
def test_outlets_of_one_owner_and_who_carries_another_count_in_part(rows: list[OutletRow], code: str) -> None:
    alone = max(chance("place", story, words=lexicon(outlets=rows)) for story in (told(POST), told(TIMES)))
    both = on("place", told(POST), told(TIMES), words=lexicon(outlets=rows))
    unknown = [OutletRow(id=row.id, name=row.name, agency=row.agency) for row in rows]
    apart = chance("place", told(POST), told(TIMES), words=lexicon(outlets=unknown))
    assert both.probability is not None
    assert alone <= both.probability < apart
    assert both.status == "single_origin"
    assert details(both, code)


def test_a_party_on_its_enemys_losses_adds_nothing_to_itself_nor_do_its_allies() -> None:
    once = on("toll", losses(FRONT))
    again = on("toll", losses(FRONT), losses(TIMES, said_by="x:front"), losses(POST, said_by="x:katiba"))
    assert again.probability == once.probability
    assert details(again, "same_camp")


def test_an_admission_counts_more_than_a_boast_and_than_an_outlet() -> None:
    boast, report, admission = (chance("toll", losses(source)) for source in (FRONT, POST, ARMY))
    assert boast < report < admission
    assert moved(on("toll", losses(ARMY)))["admission_against_interest"] > 0


def test_what_the_adversary_says_too_counts_more() -> None:
    both = on("occurrence", told(ARMY, by=["x:front"]), told(FRONT, by=["x:front"]))
    assert moved(both)["adversary_agrees"] > 0
    assert both.probability is not None
    assert both.probability > chance("occurrence", told(FRONT, by=["x:front"]))


def test_a_denial_makes_it_less_likely_and_that_of_a_party_of_its_losses_less_so() -> None:
    said = losses(POST)

    def denied(by: str) -> float:
        denial = claim(
            "judgement", document_id=TIMES.id, at=900, said_by=by, links=[(each.id, "denies") for each in said]
        )
        return chance("toll", said, [denial])

    assert denied("the mayor") < denied("x:army") <= chance("toll", said)


@pytest.mark.parametrize("weak", [{"anonymous": "some sources"}, {"value": "PS+", "said_by": "the mayor"}])
def test_the_unnamed_and_the_hedged_weigh_less_than_who_stands_by_it(weak: dict[str, Any]) -> None:
    assert chance("place", told(POST, **weak)) < chance("place", told(POST, said_by="the mayor"))


def test_what_would_change_it_is_told_with_the_status_that_would_follow() -> None:
    both = details(on("occurrence", told(POST), told(TIMES)), "would_change")
    assert sorted(line.partition(" (")[0] for line in both) == [
        "without what Oasis Post said: single origin", "without what River Times said: single origin",
    ]  # fmt: skip
    assert all("(-" in line for line in both)
    (alone,) = details(on("occurrence", told(POST)), "would_change")
    assert "corroborated" in alone
    (weak,) = details(on("occurrence", told(POST, anonymous="some sources")), "would_change")
    assert "with a name" in weak


def test_every_assessment_says_what_would_change_it() -> None:
    many = [told(POST), told(TIMES), told(WIRE), told(BEACON)]
    for stories in ([[*told(POST), against(told(POST), "denies")]], [told(POST, 12), told(TIMES, 15)], many):
        for item in judged(*stories, settings=ON, documents=DOCUMENTS).values():
            assert details(item, "would_change"), item.status
    lines = details(on("occurrence", *many), "would_change")
    assert lines
    assert all("corroborated" in line or "would stand" in line for line in lines)


def test_the_words_of_icd_203_follow_the_probability() -> None:
    steps = (0.01, 0.05, 0.2, 0.45, 0.55, 0.8, 0.95)
    words = [likelihood(step) for step in steps]
    assert words == [
        "almost no chance", "very unlikely", "unlikely", "roughly even", "likely", "very likely", "almost certain",
    ]  # fmt: skip
    assert [likelihood(step - 0.001) for step in steps[1:]] == words[:-1]


def test_no_probability_is_surer_than_icd_203_has_words_for() -> None:
    assert (probability(40.0), probability(-40.0)) == (0.99, 0.01)


def decided(*verdicts: tuple[Assessment, str]) -> tuple[Decision, ...]:
    made_by = MadeBy(stage="test", version="1")
    return tuple(
        Decision(id=f"dec-{n}", made_by=made_by, who="an analyst", when=f"2031-06-{n + 1:02}", what=what, why="", on=item.id)
        for n, (item, what) in enumerate(verdicts)
    )  # fmt: skip


def test_decisions_move_the_probability_of_what_they_are_not_about() -> None:
    stories = [told(POST), told(TIMES)]
    before = judged(*stories, settings=ON)
    for what, wanted in (("upheld", 1), ("rejected", -1)):
        given = decided((before["place"], what), (before["toll"], what))
        after = judged(*stories, settings=ON, decisions=given)["occurrence"]
        shift = sum(moved(after).values()) - sum(moved(before["occurrence"]).values())
        assert shift * wanted > 0.05
        assert any("2 decisions" in line for line in details(after, "base_rate"))


def test_decisions_about_anything_else_move_nothing() -> None:
    before = judged(told(POST), settings=ON)
    other = decided((before["place"], "merged"), (before["toll"], "published"))
    assert judged(told(POST), settings=ON, decisions=other) == before


def test_the_latest_of_several_decisions_holds() -> None:
    before = judged(told(POST), settings=ON)
    both = decided((before["place"], "rejected"), (before["place"], "upheld"))
    upheld = decided((before["place"], "upheld"))
    assert judged(told(POST), settings=ON, decisions=both) == judged(told(POST), settings=ON, decisions=upheld)
