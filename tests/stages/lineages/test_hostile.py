"""What is sent to break it: floods of one text, one paragraph in everything, nothing at all, one text as long as a library."""

from __future__ import annotations

from harmattan.stages.lineages import LineageIndex, LineageSettings, trace
from harmattan.stages.lineages.joins import ArrayJoin
from harmattan.stages.lineages.judging import Judgement, Task
from invented import document

STORY = " ".join(f"tale{place}" for place in range(80))
PARAGRAPH = " ".join(f"said{place}" for place in range(40))


def counted(monkeypatch) -> list[int]:  # type: ignore[no-untyped-def]
    """Counts the pairs of texts that are compared."""
    pairs: list[int] = []
    judge = Judgement.__call__

    def counting(self: Judgement, task: Task) -> object:
        pairs.extend(len(older) for _, older in task.jobs)
        return judge(self, task)

    monkeypatch.setattr(Judgement, "__call__", counting)
    return pairs


def test_identical_texts_are_compared_with_nothing(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    pairs = counted(monkeypatch)
    (lineage,) = trace([document(STORY, str(number)) for number in range(2000)])
    assert len(lineage.members) == 2000
    assert sum(pairs) == 0


def test_a_flood_that_shares_a_paragraph_is_compared_with_a_few_each(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    pairs = counted(monkeypatch)
    texts = [f"{' '.join(f'own{n}x{place}' for place in range(160))} {PARAGRAPH}" for n in range(400)]
    lineages = trace(
        [document(text, str(n), published=f"2031-05-01T{n // 60:02}:{n % 60:02}") for n, text in enumerate(texts)]
    )
    assert sum(lineage.kind == "text" for lineage in lineages) == 400
    (source,) = [lineage for lineage in lineages if lineage.kind == "source"]
    assert len(source.members) == 400
    assert sum(pairs) <= 400 * LineageSettings().anchors


def test_a_flood_of_changed_copies_is_one_lineage_and_compared_with_few_each(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    pairs = counted(monkeypatch)
    documents = [document(f"{STORY} Number {n} of many.", str(n)) for n in range(500)]
    (lineage,) = trace(documents)
    assert len(lineage.members) == 500
    assert sum(pairs) <= 500 * LineageSettings().tried


def test_texts_without_words_are_nobodys_copies() -> None:
    lineages = trace([document(text, str(n)) for n, text in enumerate(["", "", "...", "—", "\n\n", "a", "a b"])])
    assert len(lineages) == 7


def test_a_text_as_long_as_a_library_is_held_against_short_ones() -> None:
    words = [f"w{place % 40_000}y{place}" for place in range(60_000)]
    long = document(" ".join(words), "long", published="2031-05-01")
    part = document(" ".join(words[50_000:50_200]), "part", published="2031-05-02")
    lineages = trace([long, part, document(STORY, "other", published="2031-05-03")])
    assert [[member.external_id for member in lineage.members] for lineage in lineages] == [["long", "part"], ["other"]]


def test_a_word_without_end_and_words_outside_unicode_planes_are_read() -> None:
    odd = "x" * 70_000 + " " + STORY + " \U0001d400\U0001f600 end"
    (lineage,) = trace([document(odd, "a"), document(odd + " more", "b")])
    assert len(lineage.members) == 2


def test_a_key_that_all_have_gives_no_more_pairs_than_anchors() -> None:
    import numpy as np

    found = ArrayJoin().share(np.zeros(10_000, np.uint64), np.arange(10_000, dtype=np.int32), anchors=4, least=1)
    assert len(found.younger) == 3 + 2 + 1 + 4 * (10_000 - 4)


def test_an_empty_index_has_no_lineages() -> None:
    index = LineageIndex()
    assert index.add([]) == 0
    assert list(index.lineages()) == []
