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

OPEN = [
    ("They will stay until 30 June 2027.", "en", None, "2027-06-30", "day"),
    ("The truce holds until Friday.", "en", None, "2026-05-01", "day"),
    ("They stayed until late March.", "en", None, "2026-03-31", "month"),
    ("The truce runs through 12 May.", "en", None, "2026-05-12", "day"),
    ("The mandate was extended on Monday until 3 May.", "en", None, "2026-05-03", "day"),
    ("They will leave by the end of June.", "en", None, "2026-06-30", "month"),
    ("They will leave before the end of the year.", "en", None, "2026-12-31", "year"),
    ("They have fought since yesterday.", "en", "2026-04-28", None, "day"),
    ("They have fought since the 24th.", "en", "2026-04-24", None, "day"),
    ("They have fought since the start of the year.", "en", "2026-01-01", None, "year"),
    ("They have fought for three weeks now.", "en", "2026-04-08", None, "week"),
    ("They were there from 24 April onwards.", "en", "2026-04-24", None, "day"),
    ("La trêve tient jusqu'à vendredi.", "fr", None, "2026-05-01", "day"),
    ("Ils sont restés jusqu'à fin mars.", "fr", None, "2026-03-31", "month"),
    ("Ils partiront d'ici la fin du mois.", "fr", "2026-04-29", "2026-04-30", "month"),
    ("Ils partiront avant la fin de l'année.", "fr", "2026-04-29", "2026-12-31", "year"),
    ("Ils se battent depuis la mi-mars.", "fr", "2026-03-11", None, "month"),
    ("Ils se battent depuis le 21 mai.", "fr", "2025-05-21", None, "day"),
    ("Ils se battent depuis trois semaines.", "fr", "2026-04-08", None, "week"),
    ("Ils seront là à partir de lundi.", "fr", "2026-05-04", None, "day"),
]
SHARES = [
    ("They came in Q2 2024.", "en", "2024-04-01", "2024-06-30", "month"),
    ("They came in the third quarter.", "en", "2025-07-01", "2025-09-30", "month"),
    ("They came last quarter.", "en", "2026-01-01", "2026-03-31", "month"),
    ("They came in the first half of 2023.", "en", "2023-01-01", "2023-06-30", "month"),
    ("They came in the first six months of 2023.", "en", "2023-01-01", "2023-06-30", "month"),
    ("They came in the last two weeks of March.", "en", "2026-03-18", "2026-03-31", "week"),
    ("They came in the first ten days of April.", "en", "2026-04-01", "2026-04-10", "day"),
    ("They came in the last days of March.", "en", "2026-03-21", "2026-03-31", "month"),
    ("They came in the second week of the month.", "en", "2026-04-08", "2026-04-14", "week"),
    ("They came in the week ending 12 April.", "en", "2026-04-06", "2026-04-12", "week"),
    ("They came late in March.", "en", "2026-03-21", "2026-03-31", "month"),
    ("They have lost ten men so far this year.", "en", "2026-01-01", "2026-04-29", "year"),
    ("They came in late summer 2023.", "en", "2023-08-01", "2023-08-31", "month"),
    ("They came at the end of Ramadan.", "en", "2026-03-10", "2026-03-19", "month"),
    ("Ils sont venus au T2 2024.", "fr", "2024-04-01", "2024-06-30", "month"),
    ("Ils sont venus au second semestre de l'année dernière.", "fr", "2025-07-01", "2025-12-31", "month"),
    ("Ils sont venus durant les six premiers mois de l'année.", "fr", "2026-01-01", "2026-06-30", "month"),
    ("Ils sont venus durant la seconde quinzaine du mois de mars.", "fr", "2026-03-16", "2026-03-31", "month"),
    ("Ils sont venus durant la première moitié de 2023.", "fr", "2023-01-01", "2023-06-30", "month"),
    ("Ils sont venus aux premiers jours de mars.", "fr", "2026-03-01", "2026-03-10", "month"),
    ("Ils sont venus le trimestre dernier.", "fr", "2026-01-01", "2026-03-31", "month"),
    ("Ils sont venus en fin d'année.", "fr", "2026-09-01", "2026-12-31", "year"),
]
STRETCHES = [
    ("They came on 3, 5 and 7 April.", "en", "2026-04-03", "2026-04-07", "day"),
    ("They came from Friday 3 to Sunday 5 April.", "en", "2026-04-03", "2026-04-05", "day"),
    ("They came Friday, Saturday and Sunday.", "en", "2026-04-24", "2026-04-26", "day"),
    ("They came from early March to 9 April.", "en", "2026-03-01", "2026-04-09", "month"),
    ("They came between 2019 and mid-2021.", "en", "2019-01-01", "2021-08-31", "year"),
    ("They came from 2014 to March 2018.", "en", "2014-01-01", "2018-03-31", "year"),
    ("They will stay from Friday to 9 May.", "en", "2026-05-01", "2026-05-09", "day"),
    ("They came in 2014-15.", "en", "2014-01-01", "2015-12-31", "year"),
    ("They came 30/04/2025 - 02/05/2025.", "en", "2025-04-30", "2025-05-02", "day"),
    ("They came in the 1990's.", "en", "1990-01-01", "1999-12-31", "year"),
    ("The August offensive failed.", "en", "2025-08-01", "2025-08-31", "month"),
    ("They came overnight into Monday.", "en", "2026-04-26", "2026-04-27", "day"),
    ("Les 22, 23 et 24 avril, on s'est battu.", "fr", "2026-04-22", "2026-04-24", "day"),
    ("Ils sont venus vendredi 3 et samedi 4 avril.", "fr", "2026-04-03", "2026-04-04", "day"),
    ("Ils sont venus entre début mars et le 9 avril.", "fr", "2026-03-01", "2026-04-09", "month"),
    ("Ils sont venus du 3 au 9.", "fr", "2026-04-03", "2026-04-09", "day"),
    ("Ils sont venus durant l'hiver 2022-2023.", "fr", "2022-12-01", "2023-02-28", "month"),
]
DAYS = [
    ("They came on the 24th in Goma.", "en", "2026-04-24", "2026-04-24", "day"),
    ("They came on the 24th of last month.", "en", "2026-03-24", "2026-03-24", "day"),
    ("They came on 03/04/2026.", "en", "2026-04-03", "2026-04-03", "day"),
    ("They came on 13/04/26.", "en", "2026-04-13", "2026-04-13", "day"),
    ("They came on 13-Apr-2026.", "en", "2026-04-13", "2026-04-13", "day"),
    ("They came on 18 June 1815.", "en", "1815-06-18", "1815-06-18", "day"),
    ("They came the day after Christmas.", "en", "2025-12-26", "2025-12-26", "day"),
    ("They came three days before 12 March 2020.", "en", "2020-03-09", "2020-03-09", "day"),
    ("They came on the eve of Ramadan.", "en", "2026-02-17", "2026-02-17", "day"),
    ("They vowed to leave on Monday.", "en", "2026-05-04", "2026-05-04", "day"),
    ("They vowed on Monday to leave.", "en", "2026-04-27", "2026-04-27", "day"),
    ("The talks could resume on Monday.", "en", "2026-05-04", "2026-05-04", "day"),
    ("Gunmen may have come on Monday.", "en", "2026-04-27", "2026-04-27", "day"),
    ("Ils sont venus le 22 à Goma.", "fr", "2026-04-22", "2026-04-22", "day"),
    ("Ils sont venus le 13/04.", "fr", "2026-04-13", "2026-04-13", "day"),
    ("Ils sont venus la veille de la Tabaski.", "fr", "2025-06-05", "2025-06-05", "day"),
    ("Ils sont venus le 29 octobre 1748.", "fr", "1748-10-29", "1748-10-29", "day"),
    ("Les pourparlers pourraient reprendre lundi.", "fr", "2026-05-04", "2026-05-04", "day"),
    ("Un entretien à paraître dimanche le dira.", "fr", "2026-05-03", "2026-05-03", "day"),
]


@pytest.mark.parametrize(("text", "language", "start", "end", "precision"), OPEN + SHARES + STRETCHES + DAYS)
def test_families_of_times_are_read_whole(text, language, start, end, precision):
    found = times(text, language)[-1]
    assert (found.time.start, found.time.end, found.time.precision) == (start, end, precision)


def test_what_opens_a_time_belongs_to_its_words():
    (found,) = times("They will stay until 30 June 2027.")
    assert found.time.text == "until 30 June 2027"


@pytest.mark.parametrize(
    ("text", "times_read"),
    [
        ("On March 3 and 40 soldiers died.", ["2026-03-03"]),
        ("On 12 April 15 soldiers died.", ["2026-04-12"]),
        ("In 1500 villages they stayed.", []),
        ("They came on the 24th day of the siege.", []),
        ("Two thirds, 2/3 of them, left.", []),
    ],
)
def test_a_count_beside_a_date_is_no_part_of_it(text, times_read):
    assert [item.time.start for item in times(text)] == times_read


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
        ("They left in the rainy season.", "en"),
        ("Ils sont partis pendant la saison des pluies.", "fr"),
        ("Le marché est fermé le lundi.", "fr"),
        ("Ils sont partis dans les jours suivants.", "fr"),
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
        ("It fell on 3 April; the following Monday they left.", "en", ("2026-04-06", "2026-04-06"), "day"),
        ("It fell on 3 April; the previous Monday they had left.", "en", ("2026-03-30", "2026-03-30"), "day"),
        ("It fell on 3 April; that same evening they left.", "en", ("2026-04-03", "2026-04-03"), "day"),
        ("It fell in March 2023; in April that year they left.", "en", ("2023-04-01", "2023-04-30"), "month"),
        ("It fell in March 2023; the following January they left.", "en", ("2024-01-01", "2024-01-31"), "month"),
        ("They left the following Monday.", "en", (None, None), "day"),
        ("Elle est tombée le 3 avril ; le lundi suivant, on a fui.", "fr", ("2026-04-06", "2026-04-06"), "day"),
        ("Elle est tombée le 3 avril ; deux jours après, on a fui.", "fr", ("2026-04-05", "2026-04-05"), "day"),
        (
            "Elle est tombée en mars 2023 ; en mai de la même année, on a fui.",
            "fr",
            ("2023-05-01", "2023-05-31"),
            "month",
        ),
        ("Ils ont fui deux ans après le coup d'État.", "fr", (None, None), "year"),
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
