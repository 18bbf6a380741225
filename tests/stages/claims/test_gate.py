"""The evidence gate refuses whatever its quote does not hold."""

from __future__ import annotations

import msgspec
import pytest

from harmattan.lexicons import load
from harmattan.records.base import MadeBy
from harmattan.records.claim import (
    ActorRef,
    Attribution,
    Certainty,
    CertaintyCue,
    Evidence,
    Part,
    Proposal,
    Quantity,
)
from harmattan.records.document import Damage, Document, Restoration
from harmattan.stages.claims import ClaimSettings, gate

MADE_BY = MadeBy(stage="reading", version="1")
TEXT = (
    "The army killed up to 12 rebels near Ber on Monday. The rebels did not kill any civilians. "
    "The army may have lost 4 vehicles."
)


def document_of(text: str, **fields: object) -> Document:
    return Document(id="doc-1", made_by=MADE_BY, text=text, language="en", media_type="text/plain", **fields)  # type: ignore[arg-type]


def part_of(text: str, role: str, words: str, start: int = 0) -> Part:
    at = text.index(words, start)
    return Part(role=role, start=at, end=at + len(words), text=words)  # type: ignore[arg-type]


def toll_of(text: str = TEXT) -> Proposal:
    end = text.index(".") + 1
    army, rebels = text.index("The army"), text.index("rebels")
    return Proposal(
        key="1",
        kind="toll",
        statement="The army killed up to 12 rebels near Ber on Monday",
        statement_language="en",
        evidence=Evidence(start=0, end=end, quote=text[:end]),
        parts=(part_of(text, "trigger", "killed"), part_of(text, "number", "12"), part_of(text, "hedge", "up to")),
        actors=(
            ActorRef(role="initiator", actor_id=None, name="The army", start=army, end=army + 8),
            ActorRef(role="target", actor_id=None, name="rebels", start=rebels, end=rebels + 6),
        ),
        quantity=Quantity(low=None, high=12, bound="at_most", unit="killed", group="fighters", text="up to 12 rebels"),
        attribution=Attribution(kind="author"),
        certainty=Certainty(holder="author", value="CT+", author_value="CT+"),
    )


def denial_of(**fields: object) -> Proposal:
    start = TEXT.index("The rebels did")
    end = TEXT.index("civilians.") + len("civilians.")
    cue = TEXT.index("not")
    values: dict[str, object] = {
        "key": "2", "kind": "event", "statement": "The rebels did not kill any civilians", "statement_language": "en",
        "evidence": Evidence(start=start, end=end, quote=TEXT[start:end]),
        "parts": (part_of(TEXT, "trigger", "kill", start), part_of(TEXT, "negation", "not")),
        "attribution": Attribution(kind="author"),
        "certainty": Certainty(
            holder="author", value="CT-", author_value="CT-",
            cues=(CertaintyCue(start=cue, end=cue + 3, text="not", effect="negation"),),
        ),
    }  # fmt: skip
    return Proposal(**(values | fields))  # type: ignore[arg-type]


def refused(proposal: Proposal, document: Document | None = None) -> str | None:
    claims, refusals = gate(
        document or document_of(TEXT), [proposal], extractor="test 1", lexicon=load(), settings=ClaimSettings()
    )
    assert len(claims) + len(refusals) == 1
    return refusals[0].code if refusals else None


def test_an_honest_proposal_becomes_a_claim() -> None:
    assert refused(toll_of()) is None
    assert refused(denial_of()) is None


def test_a_quote_that_was_never_written_is_refused() -> None:
    proposal = toll_of()
    evidence = Evidence(start=0, end=proposal.evidence.end, quote=proposal.evidence.quote.replace("rebels", "people"))
    assert refused(msgspec.structs.replace(proposal, evidence=evidence)) == "quote"


@pytest.mark.parametrize(("low", "high"), [(None, 21), (None, 120), (2, 12)])
def test_a_changed_number_is_refused(low: float | None, high: float | None) -> None:
    proposal = toll_of()
    quantity = msgspec.structs.replace(proposal.quantity, low=low, high=high)
    assert refused(msgspec.structs.replace(proposal, quantity=quantity)) == "number"


def test_a_number_that_only_the_statement_has_is_refused() -> None:
    assert refused(msgspec.structs.replace(toll_of(), statement="The army killed up to 13 rebels")) == "number"


def test_a_bound_made_into_a_plain_number_is_refused() -> None:
    proposal = toll_of()
    quantity = msgspec.structs.replace(proposal.quantity, low=12, high=12, bound="exactly")
    assert refused(msgspec.structs.replace(proposal, quantity=quantity)) == "bound"


def test_a_dropped_not_is_refused() -> None:
    parts = (part_of(TEXT, "trigger", "kill", TEXT.index("The rebels did")),)
    certain = Certainty(holder="author", value="CT+", author_value="CT+")
    assert refused(denial_of(parts=parts, certainty=certain)) == "cue"


def test_a_not_waved_away_is_refused() -> None:
    cue = TEXT.index("not")
    parts = (part_of(TEXT, "trigger", "kill", TEXT.index("The rebels did")),)
    certain = Certainty(
        holder="author", value="CT+", author_value="CT+",
        cues=(CertaintyCue(start=cue, end=cue + 3, text="not", effect="out_of_scope"),),
    )  # fmt: skip
    assert refused(denial_of(parts=parts, certainty=certain)) == "cue"


def test_a_negated_trigger_is_never_asserted() -> None:
    cue = TEXT.index("not")
    certain = Certainty(
        holder="author", value="CT+", author_value="CT+",
        cues=(CertaintyCue(start=cue, end=cue + 3, text="not", effect="negation"),),
    )  # fmt: skip
    assert refused(denial_of(certainty=certain)) == "polarity"


def test_a_denial_without_a_word_that_denies_is_refused() -> None:
    certain = Certainty(holder="author", value="CT-", author_value="CT-")
    assert refused(msgspec.structs.replace(toll_of(), certainty=certain)) == "polarity"


def test_a_dropped_hedge_is_refused() -> None:
    start = TEXT.index("The army may")
    proposal = msgspec.structs.replace(
        toll_of(), evidence=Evidence(start=start, end=len(TEXT), quote=TEXT[start:]), actors=(),
        parts=(part_of(TEXT, "trigger", "lost"), part_of(TEXT, "number", "4", start)),
        statement="The army lost 4 vehicles",
        quantity=Quantity(low=4, high=4, bound="exactly", unit="vehicles", text="4 vehicles"),
    )  # fmt: skip
    assert refused(proposal) == "cue"


def test_an_actor_put_in_for_another_is_refused() -> None:
    proposal = toll_of()
    swapped = msgspec.structs.replace(proposal.actors[0], name="The police")
    assert refused(msgspec.structs.replace(proposal, actors=(swapped,))) == "name"


def test_exchanged_actors_are_refused() -> None:
    proposal = toll_of()
    army, rebels = proposal.actors
    swapped = (msgspec.structs.replace(army, role="target"), msgspec.structs.replace(rebels, role="initiator"))
    assert refused(msgspec.structs.replace(proposal, actors=swapped)) == "role"


def test_a_passive_is_not_taken_for_an_exchange() -> None:
    text = "Twelve rebels were killed by the army."
    rebels, army = text.index("rebels"), text.index("the army")
    proposal = Proposal(
        key="1", kind="toll", statement=text, statement_language="en",
        evidence=Evidence(start=0, end=len(text), quote=text),
        parts=(part_of(text, "trigger", "killed"), part_of(text, "number", "Twelve")),
        actors=(
            ActorRef(role="initiator", actor_id=None, name="the army", start=army, end=army + 8),
            ActorRef(role="target", actor_id=None, name="rebels", start=rebels, end=rebels + 6),
        ),
        quantity=Quantity(low=12, high=12, bound="exactly", unit="killed", text="Twelve rebels"),
        attribution=Attribution(kind="author"),
        certainty=Certainty(holder="author", value="CT+", author_value="CT+"),
    )  # fmt: skip
    assert refused(proposal, document_of(text)) is None
    army_ref, rebels_ref = proposal.actors
    swapped = (msgspec.structs.replace(army_ref, role="target"), msgspec.structs.replace(rebels_ref, role="initiator"))
    assert refused(msgspec.structs.replace(proposal, actors=swapped), document_of(text)) == "role"


def test_a_statement_that_leaves_out_a_bound_is_refused() -> None:
    assert refused(msgspec.structs.replace(toll_of(), statement="The army killed 12 rebels near Ber")) == "statement"


def test_an_actor_from_another_sentence_is_refused() -> None:
    proposal = toll_of()
    at = TEXT.index("civilians")
    outside = ActorRef(role="target", actor_id=None, name="civilians", start=at, end=at + 9)
    assert refused(msgspec.structs.replace(proposal, actors=(outside,))) == "name"


def test_a_claim_without_a_word_that_states_it_is_refused() -> None:
    proposal = toll_of()
    assert refused(msgspec.structs.replace(proposal, parts=proposal.parts[1:])) == "parts"


def test_a_restoration_that_nobody_recorded_is_refused() -> None:
    proposal = toll_of()
    forged = msgspec.structs.replace(proposal.parts[0], restored="captured")
    assert refused(msgspec.structs.replace(proposal, parts=(forged, *proposal.parts[1:]))) == "parts"


@pytest.mark.parametrize("field", ["restorations", "doubtful"])
def test_a_recorded_restoration_is_evidence(field: str) -> None:
    text = "The army sidesplitting 12 rebels."
    restoration = Restoration(
        start=9, end=22, observed="sidesplitting", restored="killing", confidence=0.9, rule="spun"
    )
    damage = msgspec.structs.replace(Damage(kind="spun", share=0.2), **{field: (restoration,)})
    document = document_of(text, damage=damage)
    proposal = Proposal(
        key="1", kind="toll", statement="The army killing 12 rebels", statement_language="en",
        evidence=Evidence(start=0, end=len(text), quote=text),
        parts=(
            Part(role="trigger", start=9, end=22, text="sidesplitting", restored="killing"),
            part_of(text, "number", "12"),
        ),
        quantity=Quantity(low=12, high=12, bound="exactly", unit="killed", text="12 rebels"),
        attribution=Attribution(kind="author"),
        certainty=Certainty(holder="author", value="CT+", author_value="CT+"),
    )  # fmt: skip
    assert refused(proposal, document) is None


def test_an_extractor_may_read_no_further_than_what_was_put_back() -> None:
    text = "The army killed 12 meliorists."
    likely = Restoration(
        start=19, end=29, observed="meliorists", restored="militants", confidence=0.7, rule="neighbour"
    )
    document = document_of(text, damage=Damage(kind="spun", share=0.2, doubtful=(likely,)))
    proposal = Proposal(
        key="1", kind="toll", statement="The army killed 12", statement_language="en",
        evidence=Evidence(start=0, end=len(text), quote=text),
        parts=(part_of(text, "trigger", "killed"), part_of(text, "number", "12")),
        quantity=Quantity(low=12, high=12, bound="exactly", unit="killed", text="12"),
        attribution=Attribution(kind="author"),
        certainty=Certainty(holder="author", value="CT+", author_value="CT+"),
    )  # fmt: skip

    def target(name: str) -> tuple[ActorRef, ...]:
        return (ActorRef(role="target", actor_id=None, name=name, start=19, end=29),)

    for name in ("meliorists", "militants"):
        assert refused(msgspec.structs.replace(proposal, actors=target(name)), document) is None
    assert refused(msgspec.structs.replace(proposal, actors=target("reformers")), document) == "name"


def test_rerun_gives_the_same_ids() -> None:
    first, _ = gate(document_of(TEXT), [toll_of()], extractor="test 1", lexicon=load(), settings=ClaimSettings())
    again, _ = gate(document_of(TEXT), [toll_of()], extractor="test 1", lexicon=load(), settings=ClaimSettings())
    assert first == again


def one_killed(text: str, words: str, trigger: str = "killed", **fields: object) -> Proposal:
    end = text.index(".") + 1
    base = msgspec.structs.replace(
        toll_of(), statement=text[: end - 1], evidence=Evidence(start=0, end=end, quote=text[:end]), actors=(),
        parts=(part_of(text, "trigger", trigger), part_of(text, "unit", words)),
        quantity=Quantity(low=1, high=1, bound="exactly", unit="killed", group=None, text=words),
    )  # fmt: skip
    return msgspec.structs.replace(base, **fields)  # type: ignore[arg-type]


def test_one_person_without_a_number_is_a_toll_of_one() -> None:
    text = "Gunmen killed a priest near Ber."
    assert refused(one_killed(text, "a priest"), document_of(text)) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Gunmen killed villagers near Ber.", "villagers"),
        ("Gunmen killed a family near Ber.", "a family"),
        ("Gunmen killed the policemen near Ber.", "the policemen"),
    ],
)
def test_several_people_without_a_number_are_no_toll_of_one(text: str, words: str) -> None:
    assert refused(one_killed(text, words), document_of(text)) == "number"


def test_a_toll_of_two_needs_its_number() -> None:
    text = "Gunmen killed a priest near Ber."
    two = Quantity(low=2, high=2, bound="exactly", unit="killed", group=None, text="a priest")
    assert refused(one_killed(text, "a priest", quantity=two), document_of(text)) == "number"
