"""What every exporter keeps to."""

from __future__ import annotations

import pytest

from harmattan.errors import SettingsError
from harmattan.lexicons import load
from harmattan.plugins.exporters import exporters, open_exporter
from harmattan.records.bundle import Situation

NAMES = ("ged-csv", "acled-csv", "geojson", "parquet", "annotations", "graphml")


def test_there_are_these_and_each_goes_by_its_name():
    known = exporters(load())
    assert tuple(known) == NAMES
    assert [one.name for one in known.values()] == list(NAMES)
    assert all(one.suffix.startswith(".") for one in known.values())


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_exported_as_something_that_is_whole(name):
    exporter = open_exporter(name, lexicon=load())
    found = b"".join(exporter.write(Situation()))
    assert found
    assert found == b"".join(exporter.write(Situation()))


def test_one_that_is_not_there_is_named():
    with pytest.raises(SettingsError, match=r"'shapefile'; there are: ged-csv"):
        open_exporter("shapefile", lexicon=load())
