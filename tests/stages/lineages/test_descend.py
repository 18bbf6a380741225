from __future__ import annotations

from harmattan.records.claim import Claim
from harmattan.records.document import Document
from harmattan.stages.lineages import descend, trace
from invented import claim, document, toll

LEAD = "Fighters on motorbikes stormed the market of Tanezri shortly before noon and burned the grain stores."
LOSS = "The prefect said that twelve traders were killed on the spot and thirty carried off to the hills."
OWN = "Our reporter has since spoken to a widow who lost both her brothers near the well."


def lose(item: Document, quote: str, number: float) -> Claim:
    at = item.text.index(quote)
    return toll(number, number, document_id=item.id, at=at, quote=quote, trigger="killed")


def test_a_copied_claim_repeats_the_one_of_its_origin() -> None:
    origin = document(f"{LEAD} {LOSS}", "a", published="2031-05-01")
    copy = document(f"{LOSS} {LEAD}", "b", published="2031-05-02")
    third = document(f"{LOSS} {LEAD}", "c", published="2031-05-03")
    claims = [lose(item, LOSS, 12) for item in (origin, copy, third)]
    descents = descend(claims, trace([origin, copy, third]))
    assert {descent.repeats for descent in descents.values()} == {claims[0].id}
    assert {descent.origin for descent in descents.values()} == {origin.id}


def test_a_changed_number_is_no_repetition_though_the_sentence_was_copied() -> None:
    origin = document(f"{LEAD} {LOSS}", "a", published="2031-05-01")
    copy = document(f"{LEAD} {LOSS}".replace("twelve", "forty"), "b", published="2031-05-02")
    changed = lose(copy, LOSS.replace("twelve", "forty"), 40)
    descents = descend([lose(origin, LOSS, 12), changed], trace([origin, copy]))
    assert descents[changed.id].repeats == changed.id
    assert descents[changed.id].origin == origin.id


def test_what_a_copy_adds_is_its_own() -> None:
    origin = document(f"{LEAD} {LOSS}", "a", published="2031-05-01")
    longer = document(f"{LEAD} {LOSS} {OWN}", "b", published="2031-05-02")
    added = lose(longer, OWN, 2)
    descents = descend([lose(origin, LOSS, 12), added], trace([origin, longer]))
    assert (descents[added.id].repeats, descents[added.id].origin) == (added.id, longer.id)


def test_an_update_of_one_source_is_no_second_origin() -> None:
    origin = document(f"{LEAD} {LOSS}", "a", source="Desert Wire", published="2031-05-01")
    update = document(f"{LEAD} {LOSS} {OWN} {OWN.upper()}", "b", source="Desert Wire", published="2031-05-02")
    added = lose(update, OWN, 2)
    assert descend([added], trace([origin, update]))[added.id].origin == origin.id


def test_two_claims_of_one_sentence_are_told_apart() -> None:
    origin = document(f"{LEAD} {LOSS}", "a", published="2031-05-01")
    copy = document(f"{LEAD} {LOSS}", "b", published="2031-05-02")
    at = origin.text.index(LOSS)
    both = [
        toll(number, number, unit=unit, document_id=item.id, at=at, quote=LOSS, trigger=trigger)
        for item in (origin, copy)
        for number, unit, trigger in ((12, "killed", "killed"), (30, "captured", "carried off"))
    ]
    descents = descend(both, trace([origin, copy]))
    assert [descents[item.id].repeats for item in both[2:]] == [both[0].id, both[1].id]


def test_a_denial_does_not_repeat_what_it_denies() -> None:
    origin = document(f"{LEAD} {LOSS}", "a", published="2031-05-01")
    copy = document(f"{LEAD} {LOSS}", "b", published="2031-05-02")
    said = claim("event", document_id=origin.id, at=0, quote=LEAD)
    denied = claim("event", document_id=copy.id, at=0, quote=LEAD, value="CT-")
    assert descend([said, denied], trace([origin, copy]))[denied.id].repeats == denied.id


def test_a_quote_that_only_begins_with_copied_words_is_its_own() -> None:
    origin = document(f"{LEAD} {LOSS}", "a", published="2031-05-01")
    text = f"{LEAD} The prefect said that twelve traders {OWN}"
    other = document(text, "b", published="2031-05-02")
    own = lose(other, text[len(LEAD) + 1 :], 2)
    assert descend([own], trace([origin, other]))[own.id].origin == other.id


def test_of_two_alike_claims_of_one_sentence_the_one_with_the_same_word_is_repeated() -> None:
    origin = document(f"{LEAD} {LOSS}", "a", published="2031-05-01")
    copy = document(f"{LEAD} {LOSS}", "b", published="2031-05-02")
    stormed, burned, again = (
        claim("event", document_id=item.id, at=0, quote=LEAD, trigger=word, statement=word)
        for item, word in ((origin, "stormed"), (origin, "burned"), (copy, "stormed"))
    )
    stormed, burned = (
        item.__class__(**{name: getattr(item, name) for name in item.__struct_fields__} | {"id": f"clm-{key}"})
        for item, key in ((stormed, "1"), (burned, "2"))
    )
    assert descend([stormed, burned, again], trace([origin, copy]))[again.id].repeats == stormed.id


def test_a_claim_inside_a_relayed_communique_has_one_origin_and_the_rest_its_own() -> None:
    said = " ".join(f"said{place}" for place in range(30)) + " twelve traders were killed on the spot"
    own = [" ".join(f"own{number}x{place}" for place in range(120)) for number in range(2)]
    first, second = (
        document(
            f'"{said}", they wrote. {words} {OWN if number else LEAD}', str(number), published=f"2031-05-0{number + 1}"
        )
        for number, words in enumerate(own)
    )
    lineages = trace([first, second])
    assert [lineage.kind for lineage in lineages] == ["text", "text", "source"]
    relayed, added = lose(second, said, 12), lose(second, OWN, 2)
    descents = descend([lose(first, said, 12), relayed, added], lineages)
    assert descents[relayed.id].origin == first.id
    assert descents[added.id].origin == second.id
