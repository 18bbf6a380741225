from __future__ import annotations

import pytest
from parsed import passage_of

from harmattan.plugins.extractors.rules.calendar import anchor_of
from harmattan.plugins.extractors.rules.found import FoundTime
from harmattan.plugins.extractors.rules.times import find_times


def times(text: str, language: str = "en", published: str | None = "2026-04-29") -> tuple[FoundTime, ...]:
    return find_times(passage_of(text, language), language=language, day=anchor_of(published))


# Published on Wednesday 29 April 2026.
ONE = [
    ("It fell on 7 March 2025.", "en", "2025-03-07", "2025-03-07", "day"),
    ("It fell on March 7, 2025, they said.", "en", "2025-03-07", "2025-03-07", "day"),
    ("It fell on 2025-03-07.", "en", "2025-03-07", "2025-03-07", "day"),
    ("Fighting raged from 7 to 9 March 2025.", "en", "2025-03-07", "2025-03-09", "day"),
    ("It fell on 12 April.", "en", "2026-04-12", "2026-04-12", "day"),
    ("It fell on 12 November.", "en", "2025-11-12", "2025-11-12", "day"),
    ("In June 2024 they left.", "en", "2024-06-01", "2024-06-30", "month"),
    ("They came in May.", "en", "2025-05-01", "2025-05-31", "month"),
    ("They will come in May.", "en", "2026-05-01", "2026-05-31", "month"),
    ("They left in 2012.", "en", "2012-01-01", "2012-12-31", "year"),
    ("The war of 2012-2015 went on.", "en", "2012-01-01", "2015-12-31", "year"),
    ("They came on Tuesday.", "en", "2026-04-28", "2026-04-28", "day"),
    ("They came last Wednesday.", "en", "2026-04-22", "2026-04-22", "day"),
    ("They came yesterday.", "en", "2026-04-28", "2026-04-28", "day"),
    ("They came last week.", "en", "2026-04-20", "2026-04-26", "week"),
    ("They came two days ago.", "en", "2026-04-27", "2026-04-27", "day"),
    ("ON 11 JAN 90 THE TOWN FELL.", "en", "1990-01-11", "1990-01-11", "day"),
    ("Le 1er mars 2025, la ville est tombée.", "fr", "2025-03-01", "2025-03-01", "day"),
    ("Du 7 au 9 mars 2025, on s'est battu.", "fr", "2025-03-07", "2025-03-09", "day"),
    ("Dans la nuit de lundi à mardi, ils sont partis.", "fr", "2026-04-27", "2026-04-28", "day"),
    ("Ils sont partis mercredi dernier.", "fr", "2026-04-22", "2026-04-22", "day"),
    ("Ils sont partis en juin 2024.", "fr", "2024-06-01", "2024-06-30", "month"),
    ("Ils sont partis hier.", "fr", "2026-04-28", "2026-04-28", "day"),
    ("Ils sont partis la semaine dernière.", "fr", "2026-04-20", "2026-04-26", "week"),
    ("Ils sont partis en 2012.", "fr", "2012-01-01", "2012-12-31", "year"),
    ("They came overnight.", "en", "2026-04-28", "2026-04-29", "day"),
    ("They came on the 14th.", "en", "2026-04-14", "2026-04-14", "day"),
    ("They will come on the 14th.", "en", "2026-05-14", "2026-05-14", "day"),
    ("They will come on Tuesday.", "en", "2026-05-05", "2026-05-05", "day"),
    ("They came on Tuesday last week.", "en", "2026-04-21", "2026-04-21", "day"),
    ("They came the week before last.", "en", "2026-04-13", "2026-04-19", "week"),
    ("They came in the week of 6 April.", "en", "2026-04-06", "2026-04-12", "week"),
    ("They came in the first week of April.", "en", "2026-04-01", "2026-04-07", "week"),
    ("They came in the last week of March.", "en", "2026-03-25", "2026-03-31", "week"),
    ("They came in the second half of February.", "en", "2026-02-16", "2026-02-28", "month"),
    ("They came in the last quarter of 2025.", "en", "2025-10-01", "2025-12-31", "month"),
    ("They came earlier this month.", "en", "2026-04-01", "2026-04-29", "month"),
    ("They will come later this year.", "en", "2026-04-29", "2026-12-31", "year"),
    ("They came late last year.", "en", "2025-09-01", "2025-12-31", "year"),
    ("They came last winter.", "en", "2025-12-01", "2026-02-28", "month"),
    ("They came in the early 1990s.", "en", "1990-01-01", "1993-12-31", "year"),
    ("They came during the last three months.", "en", "2026-01-29", "2026-04-29", "month"),
    ("They came in the past week.", "en", "2026-04-22", "2026-04-29", "week"),
    ("They will come in two months.", "en", "2026-06-01", "2026-06-30", "month"),
    ("They will come within the next ten days.", "en", "2026-04-29", "2026-05-09", "day"),
    ("They came about six months ago.", "en", "2025-10-01", "2025-10-31", "month"),
    ("They came during Ramadan.", "en", "2026-02-18", "2026-03-19", "month"),
    ("They came during Ramadan 2023.", "en", "2023-03-23", "2023-04-20", "month"),
    ("They came on Easter Monday.", "en", "2026-04-06", "2026-04-06", "day"),
    ("They will come at Christmas.", "en", "2026-12-25", "2026-12-25", "day"),
    ("Ils sont partis pendant le ramadan.", "fr", "2026-02-18", "2026-03-19", "month"),
    ("Ils sont partis le lundi de Pâques.", "fr", "2026-04-06", "2026-04-06", "day"),
    ("Ils sont partis pour la Tabaski.", "fr", "2025-06-06", "2025-06-06", "day"),
    ("Ils partiront lundi.", "fr", "2026-05-04", "2026-05-04", "day"),
    ("Ils sont partis lundi vers 17 heures.", "fr", "2026-04-27", "2026-04-27", "day"),
    ("Ils sont partis cette nuit.", "fr", "2026-04-28", "2026-04-29", "day"),
    ("Ils sont partis dans la semaine du 6 avril.", "fr", "2026-04-06", "2026-04-12", "week"),
    ("Ils sont partis ces trois derniers jours.", "fr", "2026-04-26", "2026-04-29", "day"),
    ("Ils sont partis fin mars.", "fr", "2026-03-21", "2026-03-31", "month"),
    ("Ils sont partis au premier trimestre 2025.", "fr", "2025-01-01", "2025-03-31", "month"),
    ("Ils partiront dans deux mois.", "fr", "2026-06-01", "2026-06-30", "month"),
]


@pytest.mark.parametrize(("text", "language", "start", "end", "precision"), ONE)
def test_a_time_becomes_the_days_it_means(text, language, start, end, precision):
    (found,) = times(text, language)
    assert (found.time.start, found.time.end, found.time.precision) == (start, end, precision)


@pytest.mark.parametrize(
    ("text", "language"), [("Since 2019 many have died.", "en"), ("Depuis 2019, beaucoup sont morts.", "fr")]
)
def test_since_opens_a_period_without_end(text, language):
    (found,) = times(text, language)
    assert found.since
    assert (found.time.start, found.time.end, found.time.precision) == ("2019-01-01", None, "year")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("They fought for 48 hours.", "en"),
        ("In two days of fighting it fell.", "en"),
        ("Pendant trois jours, on a tiré.", "fr"),
    ],
)
def test_a_duration_is_no_date(text, language):
    (found,) = times(text, language)
    assert found.duration
    assert (found.time.start, found.time.end) == (None, None)


@pytest.mark.parametrize(
    "text", ["They came on Tuesday.", "They came yesterday.", "They came on 12 April.", "They left last week."]
)
def test_a_relative_time_without_an_anchor_stays_relative(text):
    (found,) = times(text, published=None)
    assert (found.time.start, found.time.end) == (None, None)
    assert found.time.text in text


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("They may march on the town.", "en"),
        ("THEY MAY MARCH ON THE TOWN.", "en"),
        ("A 12-year-old boy was hurt.", "en"),
        ("More than 2,100 people died.", "en"),
        ("Un homme de 30 ans a été tué.", "fr"),
        ("They left at 5 p.m.", "en"),
        ("Ils sont partis à 17 heures.", "fr"),
    ],
)
def test_what_only_looks_like_a_time_is_none(text, language):
    assert times(text, language) == ()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The market is held every Friday.", "en"),
        ("Dozens have fled in recent days.", "en"),
        ("They left several days ago.", "en"),
        ("Le marché se tient chaque vendredi.", "fr"),
        ("Ils sont partis il y a quelques semaines.", "fr"),
    ],
)
def test_what_nothing_dates_has_no_days(text, language):
    (found,) = times(text, language)
    assert (found.time.start, found.time.end, found.time.precision) == (None, None, "unknown")


@pytest.mark.parametrize(
    ("text", "language", "days", "precision"),
    [
        ("It fell on 3 April; two days later it was retaken.", "en", ("2026-04-05", "2026-04-05"), "day"),
        ("It fell on 3 April; the following week it was retaken.", "en", ("2026-04-06", "2026-04-12"), "week"),
        ("He came in 2019; the following year he fell.", "en", ("2020-01-01", "2020-12-31"), "year"),
        ("Elle est tombée le 3 avril ; le lendemain, on a fui.", "fr", ("2026-04-04", "2026-04-04"), "day"),
        ("Elle est tombée le 3 avril ; la veille, on avait fui.", "fr", ("2026-04-02", "2026-04-02"), "day"),
        ("He came in 2019; the next day he fell.", "en", (None, None), "day"),
        ("They left two days later.", "en", (None, None), "day"),
        ("They left a week after the talks.", "en", (None, None), "week"),
    ],
)
def test_what_follows_a_date_is_told_from_the_last_one_as_close(text, language, days, precision):
    found = times(text, language)[-1]
    assert ((found.time.start, found.time.end), found.time.precision) == (days, precision)


def test_a_feast_that_no_table_reaches_has_no_days():
    (found,) = times("They will come during Ramadan 2090.", "en")
    assert (found.time.start, found.time.end, found.time.precision) == (None, None, "month")


def test_two_years_of_one_calendar_year_are_told_apart_by_the_first():
    (found,) = times("They will come during Ramadan 2030.", "en")
    assert found.time.start == "2030-01-05"
