"""A record keeps all it holds on its way through its schemas."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

import harmattan
from harmattan.pipeline.explain import explain
from harmattan.pipeline.picture import picture
from harmattan.records.actor import Name, Place, Source
from harmattan.records.assessment import Decision, Reason
from harmattan.records.base import MadeBy
from harmattan.records.bundle import Extraction, Situation
from harmattan.records.claim import Claim, Refusal
from harmattan.records.comparison import Comparison, Difference
from harmattan.records.joining import Membership
from harmattan.records.mention import Mention, kind_of
from harmattan.records.outlook import Driver, Outlook, ReferenceEvent, SeriesPoint
from harmattan.records.schema import arrow_schema, arrow_table, from_arrow, json_schema, record_types

MADE = MadeBy(stage="test", version="1")
# Types that no report makes.
UNMADE: tuple[Any, ...] = (
    Source(id="s", made_by=MADE, name="Desert Wire", syndicates=("Oasis Post",), stance="neutral"),
    Place(id="p", made_by=MADE, names=(Name(text="Kidal", language="und"),), latitude=18.4, longitude=1.4, population=25969),
    Decision(id="d", made_by=MADE, who="a", when="2024-01-01", what="merged", why="one event", on="evt-1"),
    ReferenceEvent(id="r", made_by=MADE, actors=("A", "B"), deaths_best=3.0),
    Membership(id="A-17", event_id="evt-1"),
    Comparison(
        id="c", made_by=MADE, verdict="differ", event_id="evt-1", reference_id="7", statement="a raid", score=1.5,
        differences=(Difference(what="toll", ours="3 killed", theirs="9 killed", detail="6 fewer"),),
        reasons=(Reason(code="same_day", detail="both on Monday", weight=1.9),), rivals=("8",),
    ),
    SeriesPoint(id="v", made_by=MADE, place="ML", month="2024-01", target="deaths", value=12.0),
    Outlook(
        id="o", made_by=MADE, place="ML", issued="2024-01", horizon=3, target="deaths",
        distribution={"0.1": 0.0, "0.9": 40.5}, exceeds={"25": 0.2}, baseline={}, baseline_exceeds={}, scores={},
        drivers=(Driver(code="trend", detail="rising", weight=0.5),),
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def made(examples: Path) -> dict[str, list[Any]]:
    """Records of each type, from a report on the exercise and a file that is missing."""
    extractions = [item for item in harmattan.extract(examples) if isinstance(item, Extraction)]
    situation = harmattan.report([examples, examples / "missing.txt"])
    found: dict[str, list[Any]] = {name: [] for name in record_types()}
    (disputed, *_) = [item for item in situation.assessments if item.status == "contested"]
    records = [*extractions, situation, *UNMADE, picture(situation), explain(situation, disputed.id)]
    for room in (getattr(situation, name) for name in situation.__struct_fields__):
        records += room
    for record in records:
        found[type(record).__name__].append(record)
    found["Mention"] = [mention for item in extractions for mention in item.mentions]
    return found


@pytest.mark.parametrize("name", sorted(record_types()))
def test_a_record_comes_back_from_an_arrow_table_as_it_was(made: dict[str, list[Any]], name: str) -> None:
    pytest.importorskip("pyarrow", reason="the arrow extra is not installed")
    record = record_types()[name]
    if isinstance(record, type) and name.endswith("Mention"):
        made[name] = [mention for mention in made["Mention"] if type(mention) is record]
    assert made[name], f"nothing made a {name}"
    table = arrow_table(record, made[name])
    assert table.schema == arrow_schema(record)
    assert from_arrow(record, table) == tuple(made[name])


def test_an_arrow_table_goes_through_a_parquet_file(made: dict[str, list[Any]], tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="the arrow extra is not installed")
    for record, rows in ((Claim, made["Claim"]), (Mention, made["Mention"]), (Refusal, made["Refusal"])):
        parquet.write_table(arrow_table(record, rows), tmp_path / "rows.parquet")
        assert from_arrow(record, parquet.read_table(tmp_path / "rows.parquet")) == tuple(rows)


def test_what_a_record_must_hold_is_not_null_in_its_arrow_schema() -> None:
    pa = pytest.importorskip("pyarrow", reason="the arrow extra is not installed")
    claim = arrow_schema(Claim)
    assert not claim.field("evidence").nullable
    assert claim.field("quantity").nullable
    assert claim.field("evidence").type.field("quote").type == pa.string()
    assert pa.types.is_map(arrow_schema(Outlook).field("distribution").type)
    block = arrow_schema(record_types()["Document"]).field("blocks").type.value_type
    assert block.field("lead_in").type.list_size == 2


def test_a_mention_has_the_fields_of_all_its_kinds(made: dict[str, list[Any]]) -> None:
    pytest.importorskip("pyarrow", reason="the arrow extra is not installed")
    schema = arrow_schema(Mention)
    assert not schema.field("kind").nullable
    assert not schema.field("text").nullable
    assert schema.field("resolved_place").nullable
    rows = arrow_table(Mention, made["Mention"]).to_pylist()
    assert [row["kind"] for row in rows] == [kind_of(mention) for mention in made["Mention"]]
    assert {row["kind"] for row in rows} == {"place", "actor", "quantity", "time", "attribution"}


def test_json_schema_knows_each_record_and_forbids_what_it_does_not_know() -> None:
    everything = json_schema()["$defs"]
    assert set(record_types()) - {"Mention"} <= set(everything)
    assert all(everything[name]["additionalProperties"] is False for name in ("Claim", "Document", "Situation"))
    assert json_schema(Situation)["$ref"] == "#/$defs/Situation"


def test_without_pyarrow_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ModuleNotFoundError, match=r"^[^\n]*pip install 'harmattan\[arrow\]'$"):
        arrow_schema(Claim)
