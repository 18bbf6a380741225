from __future__ import annotations

import tempfile
from bisect import bisect_left
from pathlib import Path

import pytest
from dumps import named
from hypothesis import given, settings
from hypothesis import strategies as st

from harmattan.errors import InputError
from harmattan.plugins.places import PackedPlaces
from harmattan.plugins.places import packed as module
from harmattan.plugins.places.keys import key_of
from harmattan.plugins.places.pack import Named, pack
from harmattan.plugins.places.packed import FEATURES, LONGEST, _spot
from harmattan.ports import Bearer

NAMES = st.text(min_size=1, max_size=30)
PLACES = st.builds(
    lambda name, others, latitude, longitude, country, feature, admin1, people: (
        name, others, latitude, longitude, country, feature, admin1, people,
    ),
    NAMES, st.lists(NAMES, max_size=4), st.floats(-90, 90), st.floats(-180, 180), st.sampled_from(["ML", "FR", None]),
    st.sampled_from(FEATURES), st.none() | NAMES, st.integers(0, 2**33),
)  # fmt: skip


def packed(folder: Path, *places: Named) -> PackedPlaces:
    pack(places, folder / "x.places", name="x", source="test")
    return PackedPlaces(folder / "x.places")


@given(
    st.lists(st.integers(0, 2**64 - 1) | st.integers(0, 9_000) | st.sampled_from([2**63, 2**64 - 1]), max_size=2_000),
    st.integers(0, 2**64 - 1) | st.integers(0, 9_000),
)
def test_a_hash_is_found_where_bisection_finds_it_however_they_lie(hashes, wanted):
    hashes.sort()
    for value in (wanted, *hashes[:3], *hashes[-3:]):
        assert _spot(hashes, value) == bisect_left(hashes, value)


def test_a_long_index_that_gives_its_pages_back_still_finds_every_name(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "_KEPT", 0)
    monkeypatch.setattr(module, "_READ", 3)
    index = packed(tmp_path, *(named(f"Village {number}", number=number) for number in range(40)))
    given_back = []
    monkeypatch.setattr(index, "_read", 0)
    for number in range(40):
        (bearer,) = index.find(f"Village {number}")
        assert bearer.name == f"Village {number}"
        given_back.append(index._read)
    assert 0 in given_back


@settings(max_examples=60, deadline=None)
@given(st.lists(PLACES, max_size=12))
def test_what_is_packed_is_found_again_by_each_of_its_names(rows):
    with tempfile.TemporaryDirectory() as name:
        items = [Named(Bearer(f"p{n}", row[0], *row[2:]), tuple(row[1])) for n, row in enumerate(rows)]
        index = packed(Path(name), *items)
        assert len(index) == len(items)
        for item in items:
            for called in (item.place.name, *item.alternates):
                if not key_of(called) or key_of(called).count(" ") >= LONGEST:
                    continue
                (found,) = [bearer for bearer in index.find(called) if bearer.place_id == item.place.place_id]
                assert abs(found.latitude - item.place.latitude) <= 1e-6
                assert abs(found.longitude - item.place.longitude) <= 1e-6
                assert (found.country, found.feature) == (item.place.country, item.place.feature)
                assert found.population == min(item.place.population, 2**32 - 1)
                assert index.longest(tuple(key_of(called).split(" "))) == key_of(called).count(" ") + 1


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_file_that_is_cut_anywhere_is_refused(data):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pack([named("Gao"), named("Kidal", number=2)], folder / "x.places", name="x", source="test")
        content = (folder / "x.places").read_bytes()
        (folder / "x.places").write_bytes(content[: data.draw(st.integers(0, len(content) - 1))])
        with pytest.raises(InputError, match="build it again"):
            PackedPlaces(folder / "x.places")


def test_a_name_is_found_in_any_case_accent_and_hyphen(tmp_path):
    index = packed(tmp_path, named("Saint-Louis"), named("Ménaka", number=2), named("N'Djamena", number=3))
    for called in ("saint louis", "ST. LOUIS", "Saint-Louis"):
        assert [bearer.place_id for bearer in index.find(called)] == ["gn-1"]
    assert index.find("MENAKA") == index.find("ménaka") != ()
    assert index.find("N’Djamena")[0].place_id == "gn-3"


def test_the_most_populous_bearer_comes_first_and_says_how_it_is_called(tmp_path):
    index = packed(tmp_path, named("Koro", number=1), named("Big", "Koro", number=2, population=9000))
    assert [(found.place_id, found.called) for found in index.find("Koro")] == [("gn-2", "alternate"), ("gn-1", "name")]


def test_a_place_is_found_by_its_sound_only_where_asked(tmp_path):
    index = packed(tmp_path, named("Tinzaouaten"))
    for called in ("Tinzawaten", "Tin Zaouatine", "Tin Zawaten"):
        assert index.find(called) == ()
        assert [(found.place_id, found.called) for found in index.find(called, spelling=True)] == [("gn-1", "spelling")]
    assert index.find("Timbuktu", spelling=True) == ()


def test_an_index_half_built_leaves_what_was_there(tmp_path):
    packed(tmp_path, named("Gao"))

    def breaking():
        yield named("Kidal")
        raise RuntimeError("the power went")

    with pytest.raises(RuntimeError):
        pack(breaking(), tmp_path / "x.places", name="x", source="test")
    assert [path.name for path in tmp_path.iterdir()] == ["x.places"]
    assert PackedPlaces(tmp_path / "x.places").find("Gao")


def test_names_spill_to_disk_and_come_back(tmp_path, monkeypatch):
    monkeypatch.setattr("harmattan.plugins.places.pack._HELD", 7)
    index = packed(tmp_path, *(named(f"Village {chr(97 + n % 26)}{n}", f"Other {n}", number=n) for n in range(300)))
    for n in range(300):
        assert [bearer.place_id for bearer in index.find(f"other {n}")] == [f"gn-{n}"]
    assert index.longest(("village", "a0")) == 2


def test_what_is_no_index_is_refused(tmp_path):
    path = tmp_path / "x.places"
    for content in (b"", b"PK\x03\x04 something else that is long enough"):
        path.write_bytes(content)
        with pytest.raises(InputError):
            PackedPlaces(path)
    with pytest.raises(InputError, match="not there"):
        PackedPlaces(tmp_path / "none.places")
