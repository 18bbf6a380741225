"""What every actor that comes with the package keeps to, whoever adds the next one."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

import pytest

from harmattan.lexicons import load
from harmattan.lexicons.normal import fold, is_acronym, normalise
from harmattan.lexicons.rows import ActorKindRow, ActorNameRow, ActorRow

ARMED = ("jihadist", "rebel", "separatist", "militia", "alliance", "gang")
SHARED = {
    "congo": {"state-CG", "state-CD"},
    "BIR": {"bf-bir", "cameroon-bir"},  # both are called so: what stands beside it must tell
}
SUCCESSIONS = [
    ("gspc", "aqim"),
    ("mujao", "al-mourabitoun"),
    ("signatories-in-blood", "al-mourabitoun"),
    ("csp", "fla"),
]


@cache
def curated() -> tuple[ActorRow, ...]:
    return tuple(row for row in load().rows(ActorRow) if row.kind != "state")


def named(row_id: str) -> ActorRow:
    row = load().get(ActorRow, row_id)
    assert row is not None
    return row


def proper(row: ActorRow) -> list[ActorNameRow]:
    return [name for name in row.names if not name.description]


def spellings() -> Iterator[tuple[str, ActorRow, ActorNameRow]]:
    """Every spelling as the index compares it: in capitals where it is an acronym, else without case."""
    for row in load().rows(ActorRow):
        for name in row.names:
            for form in (name.text, *name.forms):
                yield fold(form) if is_acronym(form) else normalise(form), row, name


def overlap(one: ActorNameRow, other: ActorNameRow) -> bool:
    starts, ends = (one.valid_from or "", other.valid_from or ""), (one.valid_to or "~", other.valid_to or "~")
    return max(starts) < min(ends)


def test_there_are_actors_enough_and_most_have_a_page_behind_them():
    assert len(curated()) >= 300
    read = [row for row in curated() if (row.source or "").startswith("http")]
    assert len(read) >= 250
    assert {row.source for row in curated()} - {row.source for row in read} == {"unchecked"}


def test_a_source_is_an_address_or_says_that_nobody_checked():
    for row in curated():
        for tie in (*row.parents, *row.leaders, *row.patrons):
            assert tie.source == "unchecked" or tie.source.startswith("http"), (row.id, tie)


def test_every_armed_group_has_names_in_english_and_french():
    for row in curated():
        if row.kind in ARMED:
            languages = {name.language for name in proper(row)}
            assert "fr" in languages, row.id
            assert languages & {"und", "en"}, row.id


@pytest.mark.parametrize(
    ("language", "script", "foreign"),
    [("ru", "CYRILLIC", "іїєґ"), ("uk", "CYRILLIC", "ыэёъ"), ("ar", "ARABIC", "abcdefghijklmnopqrstuvwxyz")],
)
def test_a_name_of_a_language_is_spelled_in_its_letters(language, script, foreign):
    names = [name for row in curated() for name in row.names if name.language == language]
    assert len(names) > 100
    for form in (form for name in names for form in (name.text, *name.forms)):
        assert any(unicodedata.name(char).startswith(script) for char in form), form
        assert not set(form.lower()) & set(foreign), form


def test_no_spelling_names_two_actors_at_one_date():
    bearers = defaultdict(list)
    for spelling, row, name in spellings():
        bearers[spelling].append((row, name))
    for spelling, borne in bearers.items():
        for at, (row, name) in enumerate(borne):
            for other, rival in borne[at + 1 :]:
                if row.id != other.id and overlap(name, rival):
                    assert {row.id, other.id} <= SHARED.get(spelling, set()), (spelling, row.id, other.id)


def test_leaders_are_persons_and_parents_are_not():
    for row in curated():
        for tie in row.leaders:
            assert named(tie.actor).kind == "person", (row.id, tie.actor)
        for tie in (*row.parents, *row.patrons):
            assert named(tie.actor).kind != "person", (row.id, tie.actor)


def test_nobody_is_a_part_of_himself():
    for row in curated():
        above, seen = [tie.actor for tie in row.parents], set()
        while above:
            parent = above.pop()
            assert parent != row.id, row.id
            if parent not in seen:
                seen.add(parent)
                above += [tie.actor for tie in named(parent).parents]


@pytest.mark.parametrize(("before", "after"), SUCCESSIONS)
def test_who_follows_is_not_there_before_who_ends(before, after):
    end = max(name.valid_to or "~" for name in proper(named(before)))
    start = min(name.valid_from or "" for name in proper(named(after)) if name.valid_from)
    assert end <= start


def test_a_persons_office_is_one_that_titles_can_give():
    from harmattan.lexicons.rows import OfficeRow

    offices = {row.office for row in load().rows(OfficeRow)} | {"head-of-state"}
    assert {row.office for row in curated() if row.office} <= offices


def test_one_number_of_ucdp_is_one_actor():
    numbers = [row.ucdp_id for row in load().rows(ActorRow) if row.ucdp_id is not None]
    assert len(numbers) == len(set(numbers)) > 60
    assert (named("jnim").ucdp_id, named("state-ML").ucdp_id) == (6716, 72)


def test_kinds_say_on_which_side_an_armed_actor_stands():
    sides = {row.id: row.side for row in load().rows(ActorKindRow)}
    assert {sides[row.kind] for row in curated() if row.kind in ARMED} == {"group"}


def test_a_spelling_in_other_letters_stands_in_texts_of_its_language_alone():
    def found(language):
        return {row.id for hit in load().index(language).find("ВСУ, الجيش المالي") for row in hit.rows}

    assert [found(language) for language in ("en", "ru", "ar")] == [set(), {"ua-army"}, {"fama"}]
    assert found(None) == {"ua-army", "fama"}
