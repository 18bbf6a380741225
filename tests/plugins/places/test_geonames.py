from __future__ import annotations

import gzip
import zipfile

import pytest
from dumps import row

from harmattan.errors import InputError
from harmattan.plugins.places.geonames import BadRow, read_dump


def read(path):
    bad: list[BadRow] = []
    return [item.place for item in read_dump(path, refuse=bad.append)], bad


def test_a_row_is_a_place_with_its_names(dump):
    (item,) = read_dump(dump(row(7, "Ménaka", plain="Menaka", others="Menaka,BKO,http://x,مينكا")), refuse=print)
    assert (item.place.place_id, item.place.name, item.place.country, item.place.admin1) == (
        "gn-7",
        "Ménaka",
        "ML",
        "09",
    )
    assert (item.place.feature, item.place.population) == ("city", 87000)
    assert set(item.alternates) == {"Menaka", "مينكا"}


@pytest.mark.parametrize(
    ("code", "population", "feature"),
    [
        (("P", "PPLC"), "10", "capital"), (("P", "PPLA"), "", "town"), (("P", "PPL"), "", "village"),
        (("P", "PPL"), "9000", "town"),
        (("A", "PCLI"), "", "country"), (("A", "ADM1"), "", "region"), (("A", "ADM2"), "", "district"),
        (("H", "STM"), "", "river"),
        (("H", "LK"), "", "water"), (("T", "ISL"), "", "island"), (("T", "MT"), "", "mountain"), (("V", "FRST"), "", "forest"),
    ],
)  # fmt: skip
def test_a_code_says_what_kind_of_place_it_is(dump, code, population, feature):
    (found,), _ = read(dump(row(**{"class": code[0]}, code=code[1], population=population)))
    assert found.feature == feature


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ("1\tGao\tGao\n", "3 columns instead of 19"),
        (row(latitude="91"), "coordinates 91, -0.04 lie off the map"),
        (row(longitude="-180.5"), "coordinates 16.27, -180.5 lie off the map"),
        (row(latitude="nan"), "coordinates nan, -0.04 lie off the map"),
        (row(latitude="north"), "coordinates 'north', '-0.04' are no numbers"),
        (row(id="x1"), "the id 'x1' is no number"),
        (row(name=" "), "no name"),
        (row(population="many"), "the population 'many' is no number"),
    ],
)
def test_a_row_that_cannot_be_used_is_refused_and_the_rest_goes_on(dump, broken, reason):
    places, bad = read(dump(row(1), broken, row(2, "Kidal")))
    assert [place.name for place in places] == ["Gao", "Kidal"]
    assert bad == [BadRow(2, reason)]


def test_places_that_are_no_more_are_passed_over(dump):
    places, bad = read(dump(row(1), row(2, "Old Gao", code="PPLQ"), "\n"))
    assert ([place.name for place in places], bad) == (["Gao"], [])


def test_zip_and_gzip_are_read_without_the_readme(tmp_path):
    with zipfile.ZipFile(tmp_path / "ML.zip", "w") as archive:
        archive.writestr("readme.txt", "what the columns are\n")
        archive.writestr("ML.txt", row(1) + row(2, "Kidal"))
    (tmp_path / "ML.txt.gz").write_bytes(gzip.compress(row(3).encode()))
    assert [place.name for place in read(tmp_path / "ML.zip")[0]] == ["Gao", "Kidal"]
    assert [place.place_id for place in read(tmp_path / "ML.txt.gz")[0]] == ["gn-3"]


@pytest.mark.parametrize("ending", ["txt", "txt.gz", "zip"])
def test_half_a_download_is_refused(tmp_path, ending):
    text = "".join(row(n, f"Village {n * 7919}") for n in range(2000)).encode()
    whole = tmp_path / f"whole.{ending}"
    if ending == "zip":
        with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("ML.txt", text)
    else:
        whole.write_bytes(gzip.compress(text) if ending == "txt.gz" else text)
    content = whole.read_bytes()
    cut = tmp_path / f"ML.{ending}"
    cut.write_bytes(content[: len(content) // 2 + 3 if ending != "txt" else text.index(b"Village", len(text) // 2) + 9])
    with pytest.raises(InputError, match="not downloaded whole"):
        read(cut)


@pytest.mark.parametrize("lost", [1, 4, 12, 30])
def test_a_last_row_cut_after_its_population_is_refused_too(dump, lost):
    with pytest.raises(InputError, match="not downloaded whole"):
        read(dump(row(1), row(2)[: -1 - lost]))


def test_a_whole_last_row_needs_no_line_end(dump):
    found, bad = read(dump(row(1), row(2).rstrip("\n")))
    assert (len(found), bad) == (2, [])


@pytest.mark.parametrize("content", ["", "Dear all,\nthis is no dump.\n", "a,b,c\n" * 500])
def test_what_is_no_dump_is_refused(dump, content):
    with pytest.raises(InputError, match=r"empty|no GeoNames dump"):
        read(dump(content))


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(InputError, match=r"none\.txt: not there"):
        read(tmp_path / "none.txt")
