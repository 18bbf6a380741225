from __future__ import annotations

from pathlib import Path

import pytest

from harmattan.lexicons import compiled, lexicon
from harmattan.lexicons.inflect import Inflector
from harmattan.lexicons.rows import TABLES, TriggerRow


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A lexicon of a few rows, laid out like the package's."""
    folder = tmp_path / "data"
    for table, rows in {
        "event_types": ["{id: killing, label: killing, plover: ASSAULT}"],
        "triggers": [
            "{id: en.kill, term: kill, language: en, pos: verb, kind: event, event_type: killing}",
            "{id: fr.tuer, term: tuer, language: fr, pos: verb, kind: event, event_type: killing}",
        ],
    }.items():
        path = folder / table / "rows.yaml"
        path.parent.mkdir(parents=True)
        path.write_text(f"table: {table}\nrows:\n" + "".join(f"  - {row}\n" for row in rows), encoding="utf-8")
    (folder / "codes.yaml").write_bytes((compiled.DATA / "codes.yaml").read_bytes())
    return folder


def test_what_was_compiled_reads_back_as_it_was_written(small: Path, tmp_path: Path) -> None:
    made = compiled.compile_rows(Inflector(tables=True), small)
    compiled.keep(made, tmp_path / "compiled.bin")
    again = lexicon._Ready(compiled.read_compiled(tmp_path / "compiled.bin"))
    assert again.digest == made.digest
    assert [row.id for row in again.rows(TriggerRow)] == ["en.kill", "fr.tuer"]
    assert again.origins["triggers"]["fr.tuer"] == "triggers/rows.yaml"
    assert [hit.rows[0].id for hit in again.index("fr").find("Ils ont tué. They killed.")] == ["fr.tuer"]
    assert [hit.rows[0].id for hit in again.index("en").find("Ils ont tué. They killed.")] == ["en.kill"]
    assert again.index("sw").find("They killed.") == []


def test_a_changed_source_makes_the_compiled_lexicon_stale(small: Path) -> None:
    before = compiled.fingerprint(small)
    path = small / "triggers" / "rows.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert compiled.fingerprint(small) != before


def test_the_digest_does_not_depend_on_the_order_of_rows(small: Path) -> None:
    rows = {table: list(known.values()) for table, known in compiled.read_layer(small).rows.items()}
    turned = {table: known[::-1] for table, known in reversed(rows.items())}
    assert compiled.digest_of(rows) == compiled.digest_of(turned)


@pytest.mark.parametrize("damage", ["empty", "another version", "cut short"])
def test_a_damaged_compiled_file_is_passed_over_and_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small: Path, damage: str
) -> None:
    broken = tmp_path / "compiled.bin"
    compiled.keep(compiled.compile_rows(Inflector(tables=False), small), broken)
    whole = broken.read_bytes()
    broken.write_bytes({"empty": b"", "another version": b'{"digest": "x"', "cut short": whole[:-9]}[damage])
    monkeypatch.setattr(lexicon, "COMPILED", broken)
    monkeypatch.setattr(lexicon, "fingerprint", lambda: compiled.fingerprint(small))
    monkeypatch.setattr(lexicon, "compile_rows", lambda inflector: compiled.compile_rows(inflector, small))
    lexicon._base.cache_clear()
    try:
        assert len(lexicon._base().rows(TriggerRow)) == 2
        assert compiled.read_compiled(broken).made_from == compiled.fingerprint(small)
        assert lexicon._base().origins["triggers"]["fr.tuer"] == "triggers/rows.yaml"
    finally:
        lexicon._base.cache_clear()


def test_without_the_language_tables_regular_forms_stand_in_and_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, small: Path
) -> None:
    def only_plain(*, tables: bool) -> Inflector:
        if tables:
            raise ImportError(name="lemminflect")
        return Inflector(tables=False)

    monkeypatch.setattr(lexicon, "COMPILED", tmp_path / "none.bin")
    monkeypatch.setattr(lexicon, "Inflector", only_plain)
    monkeypatch.setattr(lexicon, "compile_rows", lambda inflector: compiled.compile_rows(inflector, small))
    lexicon._base.cache_clear()
    try:
        assert lexicon._base().index("en").find("they killed")
        assert "lemminflect is not installed" in caplog.text
    finally:
        lexicon._base.cache_clear()


def test_a_compiled_file_that_cannot_be_replaced_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small: Path
) -> None:
    def refused(*_: object) -> None:
        raise PermissionError

    made = compiled.compile_rows(Inflector(tables=False), small)
    monkeypatch.setattr(Path, "replace", refused)
    with pytest.raises(PermissionError):
        compiled.keep(made, tmp_path / "compiled.bin")
    assert not list(tmp_path.glob("compiled*"))


def test_a_row_is_one_object_whichever_way_it_is_reached(small: Path) -> None:
    ready = lexicon._Ready(compiled.compile_rows(Inflector(tables=False), small))
    (hit,) = ready.index("en").find("They kill")
    assert hit.rows[0] is ready.get(TriggerRow, "en.kill")
    assert hit.rows[0] is ready.rows(TriggerRow)[0]


def test_of_a_group_only_the_rows_that_are_met_are_made(small: Path) -> None:
    path = small / "triggers" / "rows.yaml"
    more = "  - {id: en.slay, term: slay, language: en, pos: verb, kind: event, event_type: killing}\n"
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    ready = lexicon._Ready(compiled.compile_rows(Inflector(tables=False), small))
    assert ready.index("en").find("They slay")
    group = ready._groups["triggers/en"]
    assert isinstance(group, lexicon._Group)
    assert [row.id for row in group._known.values()] == ["en.slay"]
    assert [row.id for row in group[:2]] == ["en.kill", "en.slay"]


def test_every_table_can_be_read_from_the_package() -> None:
    loaded = lexicon.load()
    for row_type in TABLES.values():
        rows = loaded.rows(row_type)
        assert rows
        assert loaded.get(row_type, rows[0].id) == rows[0]
