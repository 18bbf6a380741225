from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec
import pytest

from harmattan.errors import SettingsError
from harmattan.lexicons import load
from harmattan.pipeline import Settings, Texts, extract, report, sign
from harmattan.ports import Blob, Unreadable
from harmattan.records.bundle import Extraction
from harmattan.records.claim import Refusal
from harmattan.stages.reading import read
from invented import Plain

RAID = "Gunmen raided Tanezri. At least 12 villagers were slain."
QUIET = "Nothing happened in Oued."
SPUN = (
    "Gunmen betwixt the villages raided a bazaar on Monday successful the north, sidesplitting 12 civilians, a police "
    "officeholder said. The governing has nary comment connected the onslaught. The assaulters whitethorn beryllium from a gang."
)
BROKEN = "Break it. Gunmen raided Oued."


def found(*texts: Any, **settings: Any) -> list[Extraction | Refusal]:
    return list(extract(Texts(texts), settings=Settings(**settings), extractor=Plain()))


class Given:
    """A source of what it is given."""

    def __init__(self, *blobs: Blob | Unreadable) -> None:
        self.given = blobs

    def blobs(self) -> Iterator[Blob | Unreadable]:
        yield from self.given


def test_each_text_gives_its_claims_and_events_in_order() -> None:
    first, second = found(RAID, QUIET)
    assert isinstance(first, Extraction)
    assert [claim.kind for claim in first.claims] == ["event", "toll"]
    assert len(first.events) == 1
    assert isinstance(second, Extraction)
    assert second.document.text == QUIET
    assert second.claims == ()


def test_what_is_wrong_with_a_text_is_found_where_its_claims_are() -> None:
    texts = Texts([RAID, SPUN])
    bare, whole = (list(read(texts.blobs(), lexicon=load(), repairs=repairs)) for repairs in (False, True))
    assert [document.damage.kind for document in bare] == ["none", "none"]
    assert [document.damage.kind for document in whole] == ["none", "spun"]
    for jobs in (1, 2):
        assert [item.document for item in extract(texts, settings=Settings(jobs=jobs), extractor=Plain())] == whole


def test_a_document_that_breaks_a_stage_is_refused_in_one_line_and_the_rest_go_on() -> None:
    first, broken, last = found(RAID, BROKEN, RAID + " Again.")
    assert isinstance(first, Extraction)
    assert isinstance(last, Extraction)
    assert isinstance(broken, Refusal)
    assert (broken.code, broken.document_id is None) == ("failed", False)
    assert "ZeroDivisionError" in broken.reason
    assert "\n" not in broken.reason


def test_an_input_that_cannot_be_read_keeps_its_turn() -> None:
    source = Given(
        Blob(path="a.txt", data=RAID.encode()),
        Unreadable(path="b.txt", code="missing", reason="no such file"),
        Blob(path="c.txt", data=b""),
        Blob(path="d.txt", data=QUIET.encode()),
    )
    items = list(extract(source, extractor=Plain()))
    assert [item.path if isinstance(item, Refusal) else item.document.text for item in items] == [
        RAID, "b.txt", "c.txt", QUIET
    ]  # fmt: skip


def test_a_reading_that_breaks_costs_its_own_input_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    # The package gives the function of this name, not the module.
    module = import_module("harmattan.stages.reading.read")
    honest = module._drafts

    def breaking(blob: Blob, settings: Any) -> Any:
        if blob.path == "b.txt":
            raise RuntimeError("no luck")
        return honest(blob, settings)

    monkeypatch.setattr(module, "_drafts", breaking)
    blobs = [Blob(path=f"{name}.txt", data=f"{RAID} {name}".encode()) for name in "abc"]
    first, broken, last = extract(Given(*blobs), extractor=Plain())
    assert isinstance(first, Extraction)
    assert isinstance(last, Extraction)
    assert isinstance(broken, Refusal)
    assert (broken.path, broken.stage, broken.code) == ("b.txt", "reading", "failed")


def test_the_size_of_batches_shapes_no_result() -> None:
    texts = [f"{RAID} {number}" for number in range(7)]
    assert found(*texts, batch=1) == found(*texts, batch=3) == found(*texts)


def test_several_processes_give_what_one_gives() -> None:
    texts = [f"{RAID} {number}" for number in range(4)]
    assert found(*texts, batch=1) == found(*texts, batch=1, jobs=2)


def test_documents_are_examined_as_they_are_asked_for() -> None:
    taken = []

    def feed() -> Iterator[str]:
        number = 0
        while True:
            taken.append(number)
            yield f"{RAID} {number}"
            number += 1

    results = extract(Texts(feed()), settings=Settings(batch=2), extractor=Plain())
    next(results)
    assert len(taken) < 10


def test_a_report_holds_all_that_was_found_and_refused() -> None:
    situation = report(Texts([RAID, BROKEN, {"text": ""}]), extractor=Plain())
    assert len(situation.documents) == 1
    assert len(situation.lineages) == 1
    assert len(situation.events) == 1
    assert {actor.names[0].text for actor in situation.actors} == {"Gunmen", "villagers"}
    assert {item.subject.attribute for item in situation.assessments} >= {"occurrence", "toll"}
    assert {item.code for item in situation.refusals} == {"failed", "empty"}
    assert situation.outlooks == ()


def test_a_report_of_nothing_is_an_empty_report() -> None:
    situation = report(Texts([]), extractor=Plain())
    assert situation.documents == ()
    assert situation.assessments == ()


def test_a_report_survives_a_round_trip_through_json() -> None:
    situation = report(Texts([RAID, BROKEN]), extractor=Plain())
    assert msgspec.json.decode(msgspec.json.encode(situation), type=type(situation)) == situation


def test_progress_is_told_for_each_document_and_each_later_stage() -> None:
    told: list[tuple[str, int]] = []
    report(Texts([RAID, QUIET]), extractor=Plain(), progress=lambda stage, number: told.append((stage, number)))
    assert told[:2] == [("claims", 1), ("claims", 2)]
    assert [stage for stage, _ in told[2:]] == ["lineages", "events", "assessments"]


def test_paths_are_files_and_strings_are_texts(tmp_path: Path) -> None:
    file = tmp_path / "raid.txt"
    file.write_text(RAID)
    (item,) = found(file)
    assert isinstance(item, Extraction)
    assert item.document.text.strip() == RAID
    (item,) = found(str(file))
    assert isinstance(item, Extraction)
    assert item.document.text == str(file)


def test_a_mapping_brings_what_is_known_of_it() -> None:
    (item,) = found({"text": RAID, "id": 7, "source": "Desert Wire", "published": "2031-05-02", "colour": "red"})
    assert isinstance(item, Extraction)
    assert (item.document.external_id, item.document.source, item.document.published) == (
        "7",
        "Desert Wire",
        "2031-05-02",
    )


@pytest.mark.parametrize("text", [7, None, b"bytes", {"text": object()}])
def test_what_is_no_text_is_said_so(text: Any) -> None:
    with pytest.raises(SettingsError, match="text 1"):
        found(text)


def test_receipts_differ_with_what_shapes_a_result_and_with_nothing_else() -> None:
    from harmattan.stages.events import EventSettings

    assert sign(Settings(jobs=8, batch=1)) == sign()
    assert sign(Settings(events=EventSettings(join=2.0))).fingerprint != sign().fingerprint
