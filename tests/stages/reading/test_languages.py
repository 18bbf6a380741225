import pytest

from harmattan.stages.reading.languages import code_of, detect


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Two guards were wounded in a clash at the lock on Monday."),
        ("en", "THE COMMAND SAID THAT THE ATTACKERS CAME BY BOAT AND LEFT BEFORE THE PATROL ARRIVED."),
        ("fr", "Deux gardes ont été blessés lundi dans un accrochage près de l'écluse."),
        ("fr", "L'ARMÉE A ANNONCÉ LA REPRISE DU PONT PAR SES HOMMES"),
        ("es", "Dos guardias resultaron heridos el lunes en un enfrentamiento."),
        ("ru", "Двое военных ранены в понедельник в столкновении у шлюза."),
        ("ar", "أصيب حارسان يوم الاثنين في اشتباك قرب الجسر."),
    ],
)
def test_short_reports_are_told_apart(language, text):
    assert detect(text) == language


@pytest.mark.parametrize("text", ["", "12.05.2024 – 14:30", "+++", "N/A"])
def test_what_tells_no_language_stays_unknown(text):
    assert detect(text) is None


def test_a_tag_gives_its_language():
    assert [code_of(tag) for tag in ("en-GB", "fr_ML", "AR", "", None, "x", "english")] == [
        "en", "fr", "ar", None, None, None, None,
    ]  # fmt: skip
