"""How closely a place or a time is told, in the codes of UCDP GED and ACLED."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from harmattan.records.claim import Precision, Time, TimePrecision


class Codes(NamedTuple):
    """A precision in UCDP's codes (where_prec 1–7, date_prec 1–5) and ACLED's (1–3); None where they have no code for it."""

    ucdp: int | None
    acled: int | None


_PLACES: dict[Precision, Codes] = {
    "exact": Codes(ucdp=1, acled=1),
    "near": Codes(ucdp=2, acled=2),
    "adm2": Codes(ucdp=3, acled=2),
    "adm1": Codes(ucdp=4, acled=3),
    "region": Codes(ucdp=5, acled=3),
    "country": Codes(ucdp=6, acled=3),
}

_UCDP_TIMES: dict[int, TimePrecision] = {1: "day", 2: "day", 3: "week", 4: "month", 5: "year"}


def place_codes(precision: Precision) -> Codes:
    """Return UCDP's where_prec and ACLED's geo_precision of a place.

    UCDP: 1 exact, 2 within some 25 km, 3 second division, 4 first division, 5 a line or fuzzy area, 6 country (7, waters and air
    beyond any country, is never told by a name's precision alone). ACLED: 1 town, 2 near it or a small region, 3 a larger region.
    """
    return _PLACES[precision]


def place_of_ucdp(code: int) -> Precision | None:
    """Return the precision that UCDP's where_prec stands for; None for 7, waters and air, and for what is no code."""
    return next((precision for precision, codes in _PLACES.items() if codes.ucdp == code), None)


def place_of_acled(code: int) -> Precision | None:
    """Return the precision that ACLED's geo_precision stands for, the closest that it may; None for what is no code."""
    return next((precision for precision, codes in _PLACES.items() if codes.acled == code), None)


def time_of_ucdp(code: int) -> TimePrecision | None:
    """Return the precision that UCDP's date_prec stands for; None for what is no code."""
    return _UCDP_TIMES.get(code)


def time_codes(time: Time) -> Codes:
    """Return UCDP's date_prec and ACLED's time_precision of a time; None of both where it has no first or last day.

    UCDP: 1 a day, 2 two to six days, 3 a week, 4 up to a month, 5 up to a year; longer has none. ACLED: 1 a day, 2 a week,
    3 longer.
    """
    if time.start is None or time.end is None:
        return Codes(ucdp=None, acled=None)
    days = (date.fromisoformat(time.end[:10]) - date.fromisoformat(time.start[:10])).days + 1
    if days <= 1 and time.precision == "day":
        return Codes(ucdp=1, acled=1)
    if days <= 6 and time.precision == "day":
        return Codes(ucdp=2, acled=2)
    if days <= 7:
        return Codes(ucdp=3, acled=2)
    if days <= 31:
        return Codes(ucdp=4, acled=3)
    return Codes(ucdp=5 if days <= 366 else None, acled=3)
