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
    ],
)
def test_what_only_looks_like_a_time_is_none(text, language):
    assert times(text, language) == ()
