from __future__ import annotations

from pathlib import Path
from random import Random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harmattan.lexicons import Lexicon, load
from harmattan.lexicons.neighbours import neighbours
from harmattan.lexicons.rows import SeamRow, SubstitutionRow, VagueRow
from harmattan.records.base import MadeBy
from harmattan.records.document import Block, Damage, Document
from harmattan.records.reading import reading_of
from harmattan.stages.reading.damage import DamageSettings, repair, repair_all
from harmattan.stages.reading.damage.faith import is_faithful
from harmattan.stages.reading.damage.lattice import STATES
from harmattan.stages.reading.damage.tokens import addresses_in, tokens_of

SPUN = (
    "The rebels whitethorn attack the superior, and determination is nary program to halt them, a subject spokesman said.\n"
    "Officials are talking astir a bid of 14 raids successful the northbound that could beryllium repeated.\n"
    "Fighting betwixt the 2 sides near much than 300 radical dead, according to a fig of residents."
)
CLEAN = (
    "The army said on Monday that it had retired two commanders after a successful operation in the north.\n"
    "The group is connected to a network of smugglers, and a person close to the talks said the state would not yield.\n"
    "Earlier, 25 soldiers were killed in an ambush; at least 40 others were wounded, a military source said."
)
GLUED = (
    "Officials said the fighterswhich crossed the border had fled, and that villagesand camps were searched.\n"
    "Seven were found deadhowever, nobody was arrested."
)


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load()


def blocks_of(text: str) -> tuple[Block, ...]:
    blocks, at = [], 0
    for line in text.split("\n"):
        blocks.append(Block(start=at, end=at + len(line), kind="paragraph"))
        at += len(line) + 1
    return tuple(blocks)


def read(text: str, lexicon: Lexicon, language: str | None = "en", **changes: float) -> Damage:
    return repair(text, language, blocks_of(text), lexicon, DamageSettings(**changes))


def restored(text: str, damage: Damage) -> str:
    document = Document(
        id="d", made_by=MadeBy(stage="reading", version="1"), text=text, media_type="text/plain",
        blocks=blocks_of(text), damage=damage,
    )  # fmt: skip
    return reading_of(document).text


def test_a_spun_text_reads_as_it_was_meant(lexicon: Lexicon) -> None:
    damage = read(SPUN, lexicon)
    text = restored(SPUN, damage)
    assert damage.kind == "spun"
    for meant in ("rebels may attack", "is no ", "talking about a", "in the north", "could be repeated", "between the"):
        assert meant in text
    assert "more than 300" in text
    assert "a number of residents" in text


@pytest.mark.parametrize("quick", [True, False])
def test_several_texts_read_as_each_does_alone(lexicon: Lexicon, quick: bool) -> None:
    texts = [SPUN, CLEAN, "", GLUED, SPUN.upper(), SPUN.replace("\n", " The bid beryllium successful. "), SPUN]
    asked = [(text, "fr" if number == 6 else "en", blocks_of(text)) for number, text in enumerate(texts)]
    settings = DamageSettings(quick=quick)
    together = repair_all(asked, lexicon, settings)
    assert [damage.kind for damage in together[:6]] == ["spun", "none", "none", "fused", "spun", "spun"]
    for (text, language, blocks), damage in zip(asked, together, strict=True):
        alone = repair(text, language, blocks, lexicon, settings)
        assert (damage.kind, damage.share) == (alone.kind, alone.share)
        for one, other in zip(damage.restorations, alone.restorations, strict=True):
            assert (one.start, one.end, one.restored) == (other.start, other.end, other.restored)
            assert one.confidence == pytest.approx(other.confidence, abs=0.011)


def test_numbers_names_and_the_verbatim_text_stay_as_they_are(lexicon: Lexicon) -> None:
    text = (
        "Commander Astir Nary told Portion that 14 men whitethorn attack Successful, but is nary threat to Whitethorn."
    )
    damage = read(text, lexicon)
    assert {r.observed for r in damage.restorations} == {"whitethorn", "nary"}
    assert all(text[r.start : r.end] == r.observed for r in damage.restorations)


@pytest.mark.parametrize(
    "address",
    [
        "https://wire.example/betwixt/whitethorn.html",
        "www.betwixt.example",
        "whitethorn@betwixt.example",
        "Lisa_theguys_beryllium.doc",
    ],
)
def test_addresses_and_names_of_files_stay_as_they_are(address: str, lexicon: Lexicon) -> None:
    text = f"{SPUN} See {address} for betwixt."
    damage = read(text, lexicon)
    assert address in restored(text, damage)
    assert restored(text, damage).endswith(f"See {address} for between.")
    assert not any(address in each.observed or each.observed in address.split("/")[-1] for each in damage.doubtful)


def test_a_long_run_without_a_space_is_one_address() -> None:
    text = "a_b" * 400_000
    tokens = tokens_of(text, 0, len(text), [])
    assert addresses_in(text, 0, len(text)) == [(0, len(text))]
    assert all(token.name for token in tokens[:10])


def test_clean_text_with_the_words_that_spinners_use_is_untouched(lexicon: Lexicon) -> None:
    assert read(CLEAN, lexicon) == Damage()


def test_one_odd_word_alone_does_not_make_a_text_spun(lexicon: Lexicon) -> None:
    text = CLEAN.replace("two commanders", "two commanders, and nary a soldier complained")
    assert read(text, lexicon) == Damage()


def test_glued_words_come_apart_with_the_pause_that_belongs_there(lexicon: Lexicon) -> None:
    damage = read(GLUED, lexicon)
    text = restored(GLUED, damage)
    assert damage.kind == "fused"
    assert "the fighters which crossed" in text
    assert "villages and camps" in text
    assert "found dead; however, nobody" in text


@pytest.mark.parametrize(
    "word",
    ["counterinsurgency", "Ferdinand", "YouTube", "narcotraffickers", "McDonald", "understand", "NGOs", "Ouagadougou",
     "Abdourahmane", "Moreland", "landmines", "whereabouts"],
)  # fmt: skip
def test_an_honest_long_word_or_name_is_never_divided(word: str, lexicon: Lexicon) -> None:
    text = f"{GLUED}\nThey spoke of {word} again."
    assert not [r for r in read(text, lexicon).restorations if r.observed == word]


def test_one_word_has_several_readings_in_one_text(lexicon: Lexicon) -> None:
    text = (
        "The units person taken portion successful the fighting, which whitethorn spread betwixt the towns of the portion.\n"
        "The portion is connected the brink of war."
    )
    read_as = [r.restored for r in read(text, lexicon).restorations if "portion" in r.observed]
    assert read_as[0] == "taken part"
    assert "region" in read_as[1:]


def test_a_mistranslated_bound_is_read_before_a_number_and_nowhere_else(lexicon: Lexicon) -> None:
    text = "Up north whitethorn be earlier 600 gunmen, sources said, and nary one came earlier betwixt the camps."
    bounds = [r for r in read(text, lexicon).restorations if r.observed == "earlier"]
    assert [r.restored for r in bounds] == ["up to"]
    assert text[bounds[0].end :].startswith(" 600")


def test_mistranslated_phrases_need_company(lexicon: Lexicon) -> None:
    alone = "The studio showed action films about the armed revolt, and a group of critics liked them."
    assert read(alone, lexicon) == Damage()
    spun = "Sources said action films of the Islamic group whitethorn return; nary date is known, betwixt two wars."
    assert any(r.restored == "militants" for r in read(spun, lexicon).restorations)


def test_the_article_tells_what_word_stood_after_it(lexicon: Lexicon) -> None:
    text = "This whitethorn beryllium a alteration of plans, an alteration that nary one expected."
    assert any(r.observed == "alteration" and r.restored == "change" for r in read(text, lexicon).restorations)


def test_nothing_below_the_floor_is_restored(lexicon: Lexicon) -> None:
    high = read(SPUN, lexicon, floor=0.96, rare_floor=0.96, guess_floor=0.96)
    assert all(r.confidence >= 0.96 for r in high.restorations)
    assert len(high.restorations) < len(read(SPUN, lexicon).restorations)


def test_text_outside_the_blocks_is_untouched(lexicon: Lexicon) -> None:
    first = Block(start=0, end=SPUN.index("\n"), kind="paragraph")
    damage = repair(SPUN, "en", (first,), lexicon)
    assert damage.restorations
    assert all(r.end <= first.end for r in damage.restorations)


def test_word_salad_is_garbage_and_the_words_in_order_are_not(lexicon: Lexicon) -> None:
    clean = (
        f"{CLEAN} The talks ended without a result and the two delegations left the capital for their camps, where they "
        "wait for new orders from the council. A spokesman said that the fighters who crossed the border had fled."
    )
    words = clean.lower().split()
    Random(SALAD).shuffle(words)
    salad = " ".join(words)
    assert read(salad, lexicon) == Damage(kind="garbage", share=1.0)
    assert read(clean, lexicon) == Damage()


def test_capitals_are_restored_in_capitals(lexicon: Lexicon) -> None:
    damage = read("THE REBELS WHITETHORN ATTACK, BUT IS NARY SIGN OF IT, RESIDENTS SAID ON MONDAY.", lexicon)
    assert {(r.observed, r.restored) for r in damage.restorations} == {("WHITETHORN", "MAY"), ("NARY", "NO")}


def test_french_glued_words_come_apart(lexicon: Lexicon) -> None:
    text = "Les combattantscependant, ont fui. Les habitants des villagesdepuis lundi ne sortent plus."
    damage = read(text, lexicon, "fr")
    assert {r.restored for r in damage.restorations} == {"combattants ; cependant", "villages depuis"}


@pytest.mark.parametrize("language", [None, "xx"])
def test_an_unknown_language_is_left_alone(language: str | None, lexicon: Lexicon) -> None:
    assert read(SPUN, lexicon, language) == Damage()


def test_empty_text_has_no_damage(lexicon: Lexicon) -> None:
    assert repair("", "en", (), lexicon) == Damage()


def test_the_same_text_is_read_the_same_way_twice(lexicon: Lexicon) -> None:
    assert read(SPUN, lexicon) == read(SPUN, lexicon)


def test_a_row_that_would_bring_in_a_number_or_a_denial_is_not_followed() -> None:
    def row(observed: str, restored: str, **more: object) -> SubstitutionRow:
        return msgspec.convert(
            {"id": observed, "observed": observed, "restored": restored, "language": "en", "family": "spun",
             "rare": True, "confidence": 0.9, **more}, SubstitutionRow,
        )  # fmt: skip

    base = load()
    rows = [row("whitethorn", "may"), row("betwixt", "between"), row("ternary", "three"), row("galore", "dozens of")]
    lexicon = Lexicon(
        {"substitutions": rows, "seams": base.rows(SeamRow), "vague_numbers": base.rows(VagueRow)},
        digest="planted", origins={},
    )  # fmt: skip
    text = "There whitethorn be ternary camps and galore men betwixt the towns."
    assert {r.observed for r in read(text, lexicon).restorations} == {"whitethorn", "betwixt"}


def test_real_wires_are_not_called_damaged(shared: Path, lexicon: Lexicon) -> None:
    text = (shared / "data" / "muc4" / "tst1" / "tst1-muc3").read_text("latin-1")
    reports = [part for part in text.split("TST1-MUC3-") if len(part) > 200]
    assert len(reports) >= 90
    damaged = [r for r in reports for t in (r, r.lower()) if read(t, lexicon).kind != "none"]
    assert len(damaged) <= 1


SALAD = 10
WORDS = ["the", "whitethorn", "betwixt", "successful", "fighterswhich", "”associated", "ISIStheir", "“Wagner”", "Mali",
         "action films", "islamic", "earlier 2,500", "deadhowever,", "taken portion", "x", ".", "é", "\u200b"]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=6)), max_size=40), st.booleans())
def test_restorations_always_fit_the_text(pieces: list[str], shout: bool) -> None:
    text = " ".join(["nary betwixt", *pieces]).replace("\n", " ")
    text = text.upper() if shout else text
    damage = read(text, load())
    at = 0
    for item in damage.restorations:
        assert at <= item.start < item.end
        assert text[item.start : item.end] == item.observed != item.restored
        # "Ã²" is "ò" read wrongly: its raised two is no number.
        assert [c for c in item.restored if c.isdecimal()] == [c for c in item.observed if c.isdecimal()]
        at = item.end
    assert 0 <= damage.share <= 1
    restored(text, damage)


@pytest.mark.parametrize("quick", [False, True])
def test_a_text_of_which_no_word_has_many_candidates_is_read(lexicon: Lexicon, quick: bool) -> None:
    near, word = neighbours("en"), "gs"
    assert near is not None
    row = near.rows[word]
    assert 0 < near.starts[row + 1] - near.starts[row] < STATES
    damage = read(f"nary betwixt {word}", lexicon, quick=quick)
    assert [each.restored for each in damage.restorations[:2]] == ["no", "between"]


def test_the_rows_as_shipped_bring_in_no_number_and_no_denial(lexicon: Lexicon) -> None:
    by_hand = [r for r in lexicon.rows(SubstitutionRow) if not r.id.startswith("en-wordnet-")]
    unfaithful = [
        (row.observed, meant)
        for row in by_hand
        for meant in (row.restored, *row.others)
        if not is_faithful(row, meant, language=row.language, lexicon=lexicon)
    ]
    assert len(by_hand) > 150
    assert unfaithful == []


def test_a_wrongly_decoded_text_is_restored_and_no_garbage(lexicon: Lexicon) -> None:
    text = "Le ministère de la Défense a annoncé que l’armée était entrée à Gao après l’attaque. " * 3
    damaged = text.encode("utf-8").decode("cp1252", "replace").replace("\ufffd", "\x9d")
    damage = read(damaged, lexicon, language="fr")
    assert damage.kind == "mixed"
    assert {restoration.rule for restoration in damage.restorations} == {"mojibake"}
    assert "ministère de la Défense a annoncé" in restored(damaged, damage)
    assert 0 < damage.share < 1


def test_words_are_restored_on_top_of_characters(lexicon: Lexicon) -> None:
    damaged = SPUN.replace("betwixt", "betwiхt").replace("spokesman", "spоkesman")
    damage = read(damaged, lexicon)
    assert damage.kind == "mixed"
    (both,) = [restoration for restoration in damage.restorations if restoration.observed == "betwiхt"]
    assert both.restored == "between"
    assert both.rule.startswith("homoglyph+")
    assert "spokesman" in restored(damaged, damage)


def test_a_text_that_was_only_mistranslated_has_no_words_guessed(lexicon: Lexicon) -> None:
    text = (
        "The army lost much living force near the village, and peaceful inhabitants fled between the hills.\n"
        "Peaceful residents said that law enforcement organs had come too late to help them on Monday."
    )
    damage = read(text, lexicon, touch=0.0, quick_touch=0.0, guess_floor=0.0, swaps=1.0)
    assert damage.kind == "translated"
    assert "neighbour" not in {restoration.rule for restoration in damage.restorations}
    assert "manpower" in restored(text, damage)
