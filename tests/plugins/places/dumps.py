"""Places and dumps that the tests of place indexes share."""

from __future__ import annotations

from harmattan.plugins.places.pack import Named
from harmattan.ports import Bearer


def place(
    name: str, country: str = "ML", *, number: int = 1, at: tuple[float, float] = (14.0, -4.0), **fields: object
) -> Bearer:
    return Bearer(f"gn-{number}", name, *at, country, str(fields.pop("feature", "village")), **fields)  # type: ignore[arg-type]


def named(name: str, *alternates: str, **fields: object) -> Named:
    return Named(place=place(name, **fields), alternates=alternates)  # type: ignore[arg-type]


def row(number: int = 1, name: str = "Gao", **cells: str) -> str:
    columns = ["", "", "", "", "16.27", "-0.04", "P", "PPL", "ML", "", "09", "", "", "", "87000", "", "226", "Africa/Bamako",
               "2019-01-01"]  # fmt: skip
    names = ("id", "name", "plain", "others", "latitude", "longitude", "class", "code", "country", "cc2", "admin1", "admin2",
             "admin3", "admin4", "population")  # fmt: skip
    columns[:3] = [str(number), name, name]
    for cell, value in cells.items():
        columns[names.index(cell)] = value
    return "\t".join(columns) + "\n"
