"""The index says what a tracing of its documents would say, however they came and whatever left."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from harmattan.errors import SettingsError
from harmattan.records.document import Document
from harmattan.records.lineage import Lineage
from harmattan.stages.lineages import LineageIndex, LineageSettings, load, save, trace
from invented import document

SENTENCES = (
    "Fighters on motorbikes stormed the market of Tanezri shortly before noon and burned the grain stores.",
    "Traders who had fled to the school said that shooting went on until the evening prayer.",
    "The prefect of the district promised an inquiry and sent two lorries with water and blankets.",
    "A convoy that had been due from the capital turned back at the river crossing because of mines.",
    "Shots were heard around midday in Tanezri, where the weekly market was held, a nurse told us by phone.",
    "She counted nine bodies in the yard of the clinic, most of them men from the surrounding hamlets.",
    "Smoke still hung over the southern quarter at dusk and nobody dared to fetch the dead.",
    "The ministry of defence said in Oued that 14 soldiers of the second battalion had been taken prisoner.",
    "An elder of the Beni Hassan told reporters that the wells of Amguid had been poisoned in the spring.",
    "Subscribe to our letter and never miss a story from the region again.",
)

texts = some.lists(some.sampled_from(SENTENCES), min_size=0, max_size=6).map("\n".join)
made = some.lists(
    some.tuples(
        texts,
        some.integers(1, 20),
        some.sampled_from(("Oasis Post", "Dune Radio", None)),
        some.sampled_from(("en", "fr")),
    ),
    min_size=1,
    max_size=9,
)
many = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def documents_of(drawn: list[tuple[str, int, str | None, str]]) -> list[Document]:
    return [
        document(text, str(number), published=f"2031-05-{day:02}", source=source, language=language, blocks=lines(text))
        for number, (text, day, source, language) in enumerate(drawn)
    ]


def lines(text: str) -> Any:
    from harmattan.records.document import Block

    found, at = [], 0
    for line in text.split("\n"):
        if line:
            found.append(Block(start=at, end=at + len(line), kind="paragraph"))
        at += len(line) + 1
    return tuple(found)


def all_of(index: LineageIndex) -> tuple[Lineage, ...]:
    return tuple(index.lineages())


def traced(documents: list[Document]) -> tuple[Lineage, ...]:
    index = LineageIndex()
    index.add(documents)
    return all_of(index)


@many
@given(made, some.data())
def test_how_documents_came_changes_nothing(drawn: Any, data: Any) -> None:
    documents = documents_of(drawn)
    expected = traced(documents)
    index = LineageIndex()
    for item in data.draw(some.permutations(documents)):
        index.add([item])
        if data.draw(some.booleans()):
            index.member(item.id)
        if data.draw(some.booleans()):
            all_of(index)
    assert all_of(index) == expected


@many
@given(made, made, some.data())
def test_what_left_leaves_no_trace(drawn: Any, more: Any, data: Any) -> None:
    documents = documents_of(drawn)
    others = [item for item in documents_of(more) if item.id not in {each.id for each in documents}]
    index = LineageIndex()
    index.add(documents[:1])
    all_of(index)
    for item in data.draw(some.permutations([*documents[1:], *others])):
        index.add([item])
        index.member(item.id)
    for item in data.draw(some.permutations(others)):
        assert index.remove([item.id]) == 1
        if data.draw(some.booleans()):
            all_of(index)
    assert all_of(index) == traced(documents)


@many
@given(made)
def test_the_same_documents_again_change_nothing(drawn: Any) -> None:
    documents = documents_of(drawn)
    index = LineageIndex()
    assert index.add(documents) == len({item.id for item in documents})
    before = all_of(index)
    assert index.add(documents) == 0
    assert all_of(index) == before


@many
@given(made, made, some.data())
def test_an_index_that_was_kept_goes_on_where_it_was(drawn: Any, more: Any, data: Any) -> None:
    documents = documents_of(drawn)
    others = documents_of(more)
    shelf = Memory()
    index = LineageIndex()
    index.add([*documents, *others])
    all_of(index)
    index.remove(item.id for item in others if item.id not in {each.id for each in documents})
    save(index, shelf)
    taken = load(shelf)
    assert taken is not None
    assert all_of(taken) == traced(documents)
    taken.add(data.draw(some.permutations(others)))
    assert all_of(taken) == traced([*documents, *others])


class Memory:
    """A shelf that forgets at the end."""

    def __init__(self) -> None:
        self.held: dict[str, Any] = {}

    def put(self, name: str, arrays: Any, record: bytes) -> None:
        self.held[name] = ({key: value.copy() for key, value in arrays.items()}, record)

    def get(self, name: str) -> Any:
        return self.held.get(name)


def test_an_index_made_with_other_settings_is_not_taken_up() -> None:
    shelf = Memory()
    save(LineageIndex(LineageSettings(anchors=2)), shelf)
    with pytest.raises(SettingsError, match="other settings"):
        load(shelf)
    assert load(Memory()) is None


def test_a_door_that_does_not_exist_is_named() -> None:
    with pytest.raises(SettingsError, match="no door `windows`; the doors are grams, names"):
        LineageIndex(LineageSettings(doors=("grams", "windows")))


def test_a_document_that_left_can_come_back() -> None:
    one, other = document(" ".join(SENTENCES[:4]), "a", published="2031-05-01"), document(" ".join(SENTENCES[:4]), "b")
    index = LineageIndex()
    index.add([one, other])
    before = all_of(index)
    index.remove([one.id, "nobody"])
    assert [lineage.origin for lineage in all_of(index)] == [other.id]
    index.add([one])
    assert all_of(index) == before
    assert one.id in index
    assert len(index) == 2


def test_an_older_text_that_comes_late_becomes_the_origin() -> None:
    story = " ".join(SENTENCES[:4])
    index = LineageIndex()
    index.add(document(f"{story} Paper {n}.", str(n), published=f"2031-05-{n + 2:02}") for n in range(9))
    all_of(index)
    oldest = document(f"{story} By wire.", "oldest", published="2031-05-01")
    index.add([oldest])
    (lineage,) = all_of(index)
    assert lineage.origin == oldest.id


@pytest.mark.parametrize("sample", [1, 2])
def test_an_index_that_posts_a_part_of_the_keys_finds_the_same_copies(sample: int) -> None:
    story = " ".join(SENTENCES[:6])
    documents = [document(f"{story} Paper {n}.", str(n), published=f"2031-05-{n + 2:02}") for n in range(5)]
    index = LineageIndex(LineageSettings(sample=sample))
    index.add(documents)
    assert len(all_of(index)) == 1


def test_an_index_that_outgrows_its_keys_says_what_a_large_one_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("harmattan.stages.lineages.settings.SMALL", 6)
    # So short that a part of their keys is too few: all keys find copies that a part of them misses.
    short = [" ".join(f"tale{pair}x{place}" for place in range(11)) for pair in range(6)]
    documents = [document(f"{short[n % 6]} end{n}", str(n), published=f"2031-05-{n + 1:02}") for n in range(12)]
    assert len(traced(documents)) > 6
    index = LineageIndex()
    for item in documents:
        index.add([item])
        index.member(item.id)
    assert all_of(index) == traced(documents)
    index.remove(item.id for item in documents[4:])
    assert all_of(index) == traced(documents[:4])


def test_trace_is_the_index_of_its_documents() -> None:
    documents = [document(" ".join(SENTENCES[:n]), str(n), published=f"2031-05-{n:02}") for n in range(1, 9)]
    assert [lineage.members for lineage in trace(documents)] == [lineage.members for lineage in traced(documents)]


def test_words_that_all_left_may_come_again_and_leave_again() -> None:
    words = "Only here stands what nobody else has told about the ferry that sank below the rapids of Amguid."
    *others, first, second, third = documents_of(
        [(SENTENCES[number % len(SENTENCES)], 1 + number % 20, str(number), "en") for number in range(60)]
        + [(words, day, "Oasis Post", "en") for day in (13, 14, 15)]
    )
    index = LineageIndex()
    index.add(others)
    all_of(index)
    for item in (first, second):
        index.add([item])
        index.member(item.id)
    assert index.remove([second.id]) + index.remove([first.id]) == 2
    index.add([third])
    index.member(third.id)
    assert index.remove([third.id]) == 1
    assert all_of(index) == traced(others)
