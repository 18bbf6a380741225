from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harmattan.lexicons.index import TermIndex
from harmattan.lexicons.lexicon import Lexicon
from harmattan.lexicons.normal import normalise
from harmattan.lexicons.rows import ActorNameRow, ActorRow, HeadRow, Row, TriggerRow


def trigger(
    row_id: str, term: str, *, language: str = "en", needs: Sequence[str] = (), kind: str = "event"
) -> TriggerRow:
    return TriggerRow(id=row_id, term=term, language=language, kind=kind, needs=tuple(needs))  # type: ignore[arg-type]


def index(*rows: Row, language: str | None = "en") -> TermIndex:
    tables = {
        "triggers": [row for row in rows if isinstance(row, TriggerRow)],
        "heads": [row for row in rows if isinstance(row, HeadRow)],
        "actors": [row for row in rows if isinstance(row, ActorRow)],
    }
    return Lexicon(tables, digest="-", origins={}, ordinary=frozenset({"us", "is"})).index(language)


def found(terms: TermIndex, text: str) -> list[tuple[str, list[str]]]:
    return [(text[hit.start : hit.end], [row.id for row in hit.rows]) for hit in terms.find(text)]


def actor(row_id: str, *names: str) -> ActorRow:
    return ActorRow(id=row_id, kind="rebel", names=tuple(ActorNameRow(text=name) for name in names))


def test_the_index_of_one_table_has_the_terms_of_no_other() -> None:
    rows = [
        trigger("a", "attack"),
        trigger("b", "attaque", language="fr"),
        HeadRow(id="h", term="raid", language="en", kind="rebel"),
    ]
    tables: dict[str, list[Row]] = {"triggers": rows[:2], "heads": rows[2:]}
    lexicon = Lexicon(tables, digest="-", origins={})
    text = "An attack, a raid, une attaque."
    assert found(lexicon.index("en", TriggerRow), text) == [("attack", ["a"])]
    assert found(lexicon.index("fr", TriggerRow), text) == [("attaque", ["b"])]
    assert found(lexicon.index("en"), text) == [("attack", ["a"]), ("raid", ["h"])]


def test_nested_and_overlapping_terms_are_all_kept() -> None:
    terms = index(trigger("a", "suicide attack"), trigger("b", "attack"), trigger("c", "attack on"))
    assert found(terms, "A suicide attack on them") == [
        ("suicide attack", ["a"]),
        ("attack", ["b"]),
        ("attack on", ["c"]),
    ]


def test_rows_of_one_term_share_a_hit() -> None:
    terms = index(trigger("verb", "attack"), trigger("noun", "attack", kind="toll"))
    assert found(terms, "attack") == [("attack", ["verb", "noun"])]


@pytest.mark.parametrize("text", ["counterattacks", "attacked", "attackers", "reattack", "attack2"])
def test_no_term_is_found_inside_a_word(text: str) -> None:
    assert found(index(trigger("a", "attack")), text) == []


@pytest.mark.parametrize(
    "text", ["the rebels' attack", "(attack)", "l'attack", "rebel-attack", "attack's", "ATTACK", "«Attack»"]
)
def test_a_term_is_found_beside_any_sign_that_is_no_letter(text: str) -> None:
    assert [ids for _, ids in found(index(trigger("a", "attack")), text)] == [["a"]]


def test_apostrophes_dashes_and_spaces_of_any_kind_are_one() -> None:
    terms = index(
        trigger("a", "prise d'otages", language="fr"), trigger("b", "cessez-le-feu", language="fr"), language="fr"
    )
    text = "une prise\u00a0d’otages, un cessez‑le–feu, une prise \n  d'otages"
    assert [(text[h.start : h.end]) for h in terms.find(text)] == [
        "prise\u00a0d’otages",
        "cessez‑le–feu",
        "prise \n  d'otages",
    ]


def test_an_acronym_is_no_pronoun_and_no_verb() -> None:
    terms = index(actor("islamic-state", "IS"), actor("us", "US"))
    assert found(terms, "It is clear to us that IS fled the US camp") == [
        ("IS", ["islamic-state"]),
        ("US", ["us"]),
    ]


def test_in_a_wire_in_capitals_a_short_acronym_that_is_a_word_is_left_out() -> None:
    terms = index(actor("islamic-state", "IS"), actor("eln", "ELN"), actor("fmln", "FMLN"))
    assert found(terms, "THE ELN IS ALLIED WITH THE FMLN") == [("ELN", ["eln"]), ("FMLN", ["fmln"])]


def test_a_name_is_found_in_a_wire_in_capitals() -> None:
    assert found(index(actor("wagner", "Wagner Group")), "THE WAGNER GROUP LEFT") == [("WAGNER GROUP", ["wagner"])]


def test_in_capitals_a_term_is_found_without_its_accents() -> None:
    terms = index(trigger("a", "tués", language="fr"), trigger("b", "tues", language="fr"), language="fr")
    assert found(terms, "DOUZE SOLDATS TUES") == [("TUES", ["b", "a"])]
    assert found(terms, "DOUZE SOLDATS TUÉS") == [("TUÉS", ["a"])]
    assert found(terms, "Tu tues douze soldats") == [("tues", ["b"])]
    alike = index(trigger("a", "pêché", language="fr"), trigger("b", "péché", language="fr"), language="fr")
    assert found(alike, "IL A PECHE") == [("PECHE", ["a", "b"])]
    assert index(trigger("a", "tués", language="fr"), language="fr").screen("DOUZE TUES", frozenset({"event"}))


def test_a_term_serves_its_own_language_and_a_name_every_one() -> None:
    rows = (trigger("fr", "attaque", language="fr"), trigger("und", "raid", language="und"), actor("a", "Ansar Dine"))
    text = "attaque raid Ansar Dine"
    assert [ids for _, ids in found(index(*rows), text)] == [["und"], ["a"]]
    assert [ids for _, ids in found(index(*rows, language="fr"), text)] == [["fr"], ["und"], ["a"]]
    assert [ids for _, ids in found(index(*rows, language=None), text)] == [["und"], ["a"]]


def test_a_document_without_a_trigger_of_the_kind_is_screened_out() -> None:
    terms = index(
        trigger("a", "attack"),
        trigger("b", "deny", kind="position"),
        HeadRow(id="h", term="rebel", language="en", kind="rebel"),
    )
    kinds = frozenset({"event"})
    assert terms.screen("They attack at dawn", kinds)
    assert not terms.screen("Rebels deny it", kinds)
    assert terms.screen("They deny it", frozenset({"position"}))


def test_an_ambiguous_trigger_alone_lets_no_document_through() -> None:
    terms = index(trigger("a", "strike", needs=["troops", "air raid"]))
    kinds = frozenset({"event"})
    assert not terms.screen("Teachers strike for pay", kinds)
    assert not terms.screen("A strike of supertroops", kinds)
    assert terms.screen("Troops strike at dawn", kinds)
    assert terms.screen("The air raid: a strike at dawn", kinds)


def test_without_rows_nothing_is_found() -> None:
    assert index().find("attack") == []
    assert not index().screen("attack", frozenset({"event"}))


SIGNS = st.text(alphabet="ab2é'-. \n", min_size=1, max_size=8)


@given(st.sets(SIGNS, max_size=40), st.lists(SIGNS, max_size=12).map("".join))
def test_terms_are_found_where_a_search_of_every_place_finds_them(terms: set[str], text: str) -> None:
    """Whatever they begin with and however many begin alike."""
    known = {normalise(" ".join(term.split(" "))) for term in terms if term.strip() and "  " not in normalise(term)}
    squeezed = re.sub(" +", " ", normalise(text))
    expected = [
        squeezed[start:end]
        for start in range(len(squeezed))
        for end in range(start + 1, len(squeezed) + 1)
        if squeezed[start:end] in known
        and not (start and squeezed[start - 1].isalnum() and squeezed[start].isalnum())
        and not (end < len(squeezed) and squeezed[end].isalnum() and squeezed[end - 1].isalnum())
    ]
    rows = [trigger(f"{number}", term) for number, term in enumerate(sorted(known))]
    hits = index(*rows).find(text)
    assert [re.sub(" +", " ", normalise(text[hit.start : hit.end])) for hit in hits] == expected


def test_many_terms_that_begin_alike_are_told_apart() -> None:
    many = [trigger(f"{number}", f"take the {number} hill") for number in range(60)]
    terms = index(*many, trigger("take", "take"), trigger("the", "take the"), trigger("'s", "'s hill"))
    assert found(terms, "They take the 7 hill. He'll take the hill. It's Hill's hill") == [
        ("take", ["take"]),
        ("take the", ["the"]),
        ("take the 7 hill", ["7"]),
        ("take", ["take"]),
        ("take the", ["the"]),
        ("'s Hill", ["'s"]),
        ("'s hill", ["'s"]),
    ]


@given(st.text())
def test_normalising_never_moves_a_character(text: str) -> None:
    assert len(normalise(text)) == len(text)


@given(st.text(alphabet="atck ’-\n\u00a0İAé", max_size=60))
def test_every_hit_lies_where_the_term_stands(text: str) -> None:
    terms = index(trigger("a", "at"), trigger("b", "a tack"), trigger("c", "c'k"))
    for hit in terms.find(text):
        assert " ".join(normalise(text[hit.start : hit.end]).split()) in {row.term for row in hit.rows}  # type: ignore[attr-defined]


def test_a_word_opens_the_terms_that_begin_with_it() -> None:
    found = index(trigger("a", "opened fire"), trigger("b", "killed"))
    assert [found.opens(word) for word in ("opened", "killed", "fire", "open")] == [True, True, False, False]
