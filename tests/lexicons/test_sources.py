from __future__ import annotations

from pathlib import Path

import pytest

from harmattan.errors import LexiconError
from harmattan.lexicons import load
from harmattan.lexicons.check import check
from harmattan.lexicons.rows import EventTypeRow, TriggerRow

TRIGGER = "{id: my.raze, term: raze, language: en, pos: verb, kind: event, event_type: arson"

CONFUSION = "{id: c, observed: xq, restored: m, language: und, "


SWAP = "{id: s, observed: astir, restored: about, language: en, family: "


@pytest.fixture
def bare(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package without rows of its own, so that a check reads little."""
    folder = tmp_path_factory.mktemp("data")
    monkeypatch.setattr("harmattan.lexicons.check.DATA", folder)


def write(folder: Path, content: str, name: str = "triggers/mine.yaml") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return folder


def rows(*lines: str, table: str = "triggers") -> str:
    return f"table: {table}\nrows:\n" + "".join(f"  - {line}\n" for line in lines)


def test_a_row_of_the_user_is_found_with_its_regular_forms(tmp_path: Path) -> None:
    lexicon = load(
        [write(tmp_path, rows("{id: my.zap, term: zap, language: en, pos: verb, kind: event, event_type: arson}"))]
    )
    hits = lexicon.index("en").find("they zapped the village")
    assert any(row.id == "my.zap" for hit in hits for row in hit.rows)
    assert lexicon.origins["triggers"]["my.zap"] == str(tmp_path / "triggers" / "mine.yaml")


def test_a_later_row_of_an_id_stands_and_the_digest_says_so(tmp_path: Path) -> None:
    base = load()
    other = write(tmp_path, rows("{id: killing, label: slaying, plover: ASSAULT}", table="event_types"), "mine.yaml")
    lexicon = load([other])
    row = lexicon.get(EventTypeRow, "killing")
    assert row is not None
    assert row.label == "slaying"
    assert lexicon.digest != base.digest
    assert len(lexicon.rows(EventTypeRow)) == len(base.rows(EventTypeRow))


def test_a_changed_folder_is_read_again(tmp_path: Path) -> None:
    first = load([write(tmp_path, rows(TRIGGER + "}"))])
    second = load([write(tmp_path, rows(TRIGGER + ", note: changed}"))])
    assert first.digest != second.digest


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (rows(TRIGGER + ", colour: red}"), "unknown field `colour`"),
        (rows("{id: my.raze, term: [raze], language: en, kind: event, event_type: arson}"), "Expected `str`"),
        (rows(TRIGGER + "}", TRIGGER + "}"), "the id is taken already"),
        (rows(TRIGGER + "}", TRIGGER.replace("my.raze", "my.raze2") + "}"), "says the same as row 'my.raze'"),
        (rows(TRIGGER.replace("arson", "arsen") + "}"), "event_type 'arsen' is no row of event_types"),
        (rows(TRIGGER.replace("language: en", "language: english") + "}"), "language 'english'"),
        (rows(TRIGGER + ", prepositions: {on: victim}}"), "preposition 'on': 'victim' is no role"),
        (rows("{id: my.die, term: die, language: en, kind: toll}"), "a toll trigger needs `unit`"),
        (rows("{id: my.x, term: ' x', language: en, kind: event, event_type: arson}"), "stray spaces"),
        (rows(TRIGGER + ", note: a, note: b}"), "a key is given twice"),
        (rows("{id: q, term: q, language: en, kind: martian}", table="qualifiers"), "kind 'martian' is no row"),
        (rows("{id: d, term: d, language: en, country: mali}", table="demonyms"), "country 'mali'"),
        (rows("{id: e, label: e, plover: ATTACK}", table="event_types"), "'ATTACK' is no PLOVER type"),
        (
            rows("{id: e, label: e, plover: AID, mode: drone}", table="event_types"),
            "'drone' is no mode of PLOVER's AID",
        ),
        (rows("{id: e, label: e, acled: armed clash}", table="event_types"), "'armed clash' is no ACLED sub-type"),
        (rows("{id: r, pattern: '['}", table="residues"), "no regular expression"),
        (rows(SWAP + "translated, from_language: russian}", table="substitutions"), "language 'russian'"),
        (rows(SWAP + "spun, from_language: ru}", table="substitutions"), "comes from no other language"),
        (rows(SWAP.replace("astir", "Astir") + "spun}", table="substitutions"), "'Astir' is not in lower case"),
        (rows(SWAP.replace("about", "''") + "spun}", table="substitutions"), "must each have a word"),
        (
            rows("{id: a, kind: rebel, names: [{text: A}], parents: [{actor: nobody}]}", table="actors"),
            "parents 'nobody'",
        ),
        (rows("{id: a, kind: rebel, names: []}", table="actors"), "has no name"),
        (rows("{id: a, kind: rebel, names: [{text: A, valid_from: 3 May 2020}]}", table="actors"), "is no date"),
        (
            rows("{id: a, kind: rebel, names: [{text: A, valid_from: '2020', valid_to: 2019-12}]}", table="actors"),
            "valid_to '2019-12' is before valid_from '2020'",
        ),
        (rows("{id: a, kind: rebel, names: [{text: A, valid_from: 2020-13}]}", table="actors"), "'2020-13' is no date"),
        (
            rows("{id: a, kind: rebel, names: [{text: A, forms: ['A ']}]}", table="actors"),
            "name 'A ' is empty or has stray",
        ),
        (
            rows("{id: a, kind: rebel, names: [{text: A}], parents: [{actor: a}]}", table="actors"),
            "parents names the row itself",
        ),
        (rows("{id: a, name: A, syndicates: [b]}", table="outlets"), "syndicates 'b' is no row of outlets"),
        (rows("{id: a, name: A, syndicates: [a]}", table="outlets"), "syndicates names the row itself"),
        (rows(CONFUSION + "family: scan, weight: 1.2}", table="confusions"), "weight must be above 0 and at most 1"),
        (rows(CONFUSION + "family: homoglyph}", table="confusions"), "a homoglyph is one letter for one letter"),
        (
            rows(CONFUSION.replace("xq", "m") + "family: scan}", table="confusions"),
            "observed and restored are the same",
        ),
        (rows(CONFUSION.replace("xq", "rn") + "family: scan}", table="confusions"), "says the same as row 'scan-rn-m'"),
        (rows("{id: t}", table="weather"), "unknown table 'weather'"),
        ("table: triggers\n", "must hold exactly two keys"),
        ("table: [\n", "no valid YAML"),
        ("table: triggers\nrows: all\n", "`rows` must be a list"),
    ],
)
def test_a_row_that_breaks_a_rule_stops_with_file_row_and_reason(tmp_path: Path, content: str, reason: str) -> None:
    folder = write(tmp_path, content)
    with pytest.raises(LexiconError) as caught:
        load([folder])
    message = str(caught.value)
    assert reason in message
    assert "mine.yaml" in message
    assert "\n" not in message


def test_on_and_no_are_words_in_a_row(tmp_path: Path) -> None:
    line = "{id: my.row, term: no, language: no, kind: event, event_type: arson, prepositions: {on: target}}"
    row = load([write(tmp_path, rows(line))]).get(TriggerRow, "my.row")
    assert row is not None
    assert (row.term, row.language, row.prepositions) == ("no", "no", {"on": "target"})


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="not a folder"):
        load([tmp_path / "nowhere"])


@pytest.mark.usefixtures("bare")
def test_check_lists_every_fault_and_not_the_first_alone(tmp_path: Path) -> None:
    folder = write(tmp_path, rows(TRIGGER.replace("arson", "arsen") + "}", "{id: my.die, term: die}"))
    write(folder, rows("{id: d, term: d, language: en, country: mali}", table="demonyms"), "demonyms/mine.yaml")
    faults = [fault for fault in check([folder]).faults if str(tmp_path) in fault.path]
    assert {fault.row for fault in faults} == {"my.raze", "my.die", "d"}


@pytest.mark.usefixtures("bare")
def test_counts_are_by_table_and_language(tmp_path: Path) -> None:
    before = {table.table: table for table in check().tables}
    after = {table.table: table for table in check([write(tmp_path, rows(TRIGGER + ", source: unchecked}"))]).tables}
    assert after["triggers"].rows == before["triggers"].rows + 1
    assert after["triggers"].languages["en"] == before["triggers"].languages.get("en", 0) + 1
    assert after["triggers"].unchecked == before["triggers"].unchecked + 1


def actors(tmp_path, *lines):
    head = "table: actors\nrows:\n"
    rows = "".join(
        f"  - {{id: {key}, names: [{{text: {key} Front, language: en}}], kind: rebel, parents: [{parents}], source: unchecked}}\n"
        for key, parents in lines
    )
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "actors.yaml").write_text(head + rows)
    return folder


def test_actors_that_are_parts_of_each_other_in_a_ring_are_refused_by_row(tmp_path):
    tie = "{{actor: {}, source: unchecked}}".format
    folder = actors(tmp_path, ("aa", tie("bb")), ("bb", tie("cc")), ("cc", tie("aa")), ("dd", tie("aa")))
    reasons = {fault.row: fault.reason for fault in check([folder]).faults}
    assert set(reasons) == {"aa", "bb", "cc"}
    assert reasons["bb"] == "parents lead in a ring: bb → cc → aa → bb"
    with pytest.raises(LexiconError, match="ring"):
        load([folder])


def test_who_was_a_part_before_it_was_the_whole_is_no_ring(tmp_path):
    folder = actors(
        tmp_path, ("aa", "{actor: bb, valid_to: '2015', source: unchecked}"),
        ("bb", "{actor: aa, valid_from: '2016-03', source: unchecked}"),
    )  # fmt: skip
    assert check([folder]).faults == ()
