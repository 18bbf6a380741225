"""A child laid beside older texts: where its words stand there, however it is looked up and whatever is judged beside it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from harmattan.stages.lineages import judging, trace
from harmattan.stages.lineages.cut import pack_documents
from harmattan.stages.lineages.findings import Findings, encoded, renumbered
from harmattan.stages.lineages.judge import Beside, Finding, Kin, Relay
from harmattan.stages.lineages.pairs import Pair, Pairs, Side, Table, sides_of
from invented import document

words = some.lists(some.sampled_from("abcdefg"), max_size=30).map(" ".join)
drawn = some.lists(words, min_size=2, max_size=5)
TALE = [f"tale{place}" for place in range(400)]


def sides(texts: list[str]) -> list[Side]:
    return sides_of(pack_documents([document(text, str(number)) for number, text in enumerate(texts)]))


def looked_up(child: Side, older: list[Side]) -> list[list[int]]:
    """Where each gram of the child stands first, one by one."""
    theirs = [side.grams.tolist() for side in older]
    return [[grams.index(gram) if gram in grams else -1 for gram in child.grams.tolist()] for grams in theirs]


@pytest.mark.parametrize(("bits", "long"), [(16, 4096), (2, 4096), (16, 0)])
def test_each_gram_is_found_where_it_stands_first(bits: int, long: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("harmattan.stages.lineages.pairs.BITS", bits)
    monkeypatch.setattr("harmattan.stages.lineages.pairs.LONG", long)

    @settings(max_examples=150, deadline=None)
    @given(drawn)
    def found(texts: list[str]) -> None:
        child, *older = sides(texts)
        table = Table()
        assert table.standing(child, older).tolist() == looked_up(child, older)
        # A table that served another text before says the same.
        assert table.standing(older[0], [child]).tolist() == looked_up(older[0], [child])

    found()


def test_texts_too_long_to_be_laid_beside_at_once_are_laid_one_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    child, *older = sides([" ".join(TALE[first : first + 90]) for first in (40, 0, 80, 100)])
    whole = Table().standing(child, older).tolist()
    monkeypatch.setattr("harmattan.stages.lineages.pairs.AT_ONCE", 10)
    assert Table().standing(child, older).tolist() == whole


@settings(max_examples=100, deadline=None)
@given(drawn)
def test_pairs_measured_together_are_measured_as_each_alone(texts: list[str]) -> None:
    child, *older = sides(texts)
    first = Table().standing(child, older)
    pairs = [Pair(child, side, row) for side, row in zip(older, first, strict=True)]
    together = Pairs(pairs)
    assert [together.runs_of(number) for number in range(len(pairs))] == [pair.runs for pair in pairs]
    assert together.hits.tolist() == [len(pair.hits) for pair in pairs]
    assert [words for words in together.longest.tolist() if words] == [pair.longest for pair in pairs if len(pair.hits)]


def families() -> list[tuple[str, str, int]]:
    texts = []
    for number in range(12):
        begin = number % 4 * 100
        told = [*TALE[begin : begin + 60 + number], *(f"own{number}x{place}" for place in range(number))]
        texts.append((" ".join(told), str(number), number))
    return texts


@pytest.mark.parametrize(("name", "value"), [("judge.CELLS", 1), ("judging.JOBS", 1), ("judging.LARGE", 63)])
def test_what_is_found_does_not_depend_on_what_is_judged_beside_it(
    name: str, value: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = [document(text, key, published=f"2031-05-{day + 1:02}") for text, key, day in families()]
    whole = trace(documents)
    assert any(len(lineage.members) > 1 for lineage in whole)
    monkeypatch.setattr(f"harmattan.stages.lineages.{name}", value)
    assert trace(documents) == whole


def test_large_texts_are_judged_in_the_calling_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "LARGE", 70)
    given_out = []

    class Executor:
        def map(self, work, parts):  # type: ignore[no-untyped-def]
            for part in parts:
                given_out.extend(
                    part.texts.bounds[1:] - part.texts.bounds[:-1] if isinstance(part, judging.Task) else []
                )
                yield work(part)

    monkeypatch.setattr(judging, "JOBS", 1)
    trace(
        [document(text, key, published=f"2031-05-{day + 1:02}") for text, key, day in families()], executor=Executor()
    )
    assert given_out
    assert max(given_out) <= 70


def test_what_one_older_text_gave_is_not_counted_for_another() -> None:
    child, *older = sides([" ".join(TALE[first:last]) for first, last in ((0, 40), (0, 30), (20, 40))])
    beside = Beside(child, older, Table())
    assert beside.counts() == [28, 18]
    beside.take(beside.shared[0])
    assert beside.counts() == [0, 10]
    assert (beside.sharing(10), beside.sharing(11)) == ([1], [])
    assert len(beside.rest(1).hits) == 10


def test_places_behind_the_65536th_character_are_told_right() -> None:
    story = " ".join(TALE[:60])
    long = document(f"{'far ' * 20_000}{story}", "long", published="2031-05-01")
    short = document(story, "short", published="2031-05-02")
    (lineage,) = trace([long, short])
    (parent,) = lineage.members[1].parents
    (span,) = parent.shared
    assert long.text[span.parent_start : span.parent_end] == story == short.text[span.start : span.end]


def test_a_finding_is_kept_whole_and_takes_other_numbers() -> None:
    finding = Finding((Kin(7, "copy", 1.0, (), "word for word"),), (Relay(9, 20, (), "a passage"),))
    findings = Findings()
    findings.put(3, encoded(finding))
    assert findings.get(3) == finding
    ((number, held),) = findings.items()
    findings.put(number, renumbered(held, {7: 1, 9: 2}))
    told = findings.get(3)
    assert told is not None
    assert (told.parents[0].number, told.relays[0].number) == (1, 2)
    findings.put(3, encoded(Finding()))
    assert findings.get(3) is None
