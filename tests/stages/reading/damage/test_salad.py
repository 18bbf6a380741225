from __future__ import annotations

import base64
from random import Random

import pytest

from harmattan.stages.reading.damage.counts import counts_for
from harmattan.stages.reading.damage.salad import is_salad

ENGLISH = (
    "The army said on Monday that it had killed at least twelve fighters in an operation near the border with Niger. "
    "A spokesman told reporters that the group had attacked a convoy of the United Nations two days before, and that the "
    "troops who were sent after it found the camp in a forest to the north of the town. Residents said that they had "
    "heard shots during the night and that most of the people of the village had fled to the hills."
)
FRENCH = (
    "L'armée a déclaré lundi qu'elle avait tué au moins douze combattants dans une opération près de la frontière avec le "
    "Niger. Un porte-parole a dit aux journalistes que le groupe avait attaqué un convoi des Nations unies deux jours plus "
    "tôt, et que les soldats qui ont été envoyés à sa poursuite ont trouvé le camp dans une forêt au nord de la ville. Les "
    "habitants disent qu'ils ont entendu des tirs pendant la nuit et que la plupart des gens du village ont fui."
)


def salad(text: str, language: str | None = "en") -> bool:
    return is_salad(text, language, counts_for(language))


@pytest.mark.parametrize(("text", "language"), [(ENGLISH, "en"), (FRENCH, "fr")])
def test_words_in_no_order_are_no_text_and_in_order_they_are(text: str, language: str) -> None:
    words = text.split()
    Random(3).shuffle(words)
    assert salad(" ".join(words), language)
    assert not salad(text, language)
    assert not salad(text.upper(), language)
    assert not salad(text.lower(), language)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_words_of_the_dictionary_are_a_heap(language: str) -> None:
    counts = counts_for(language)
    assert counts is not None
    known = sorted(counts.words)
    assert salad(" ".join(Random(5).choices(known, k=60)), language)


@pytest.mark.parametrize("language", ["en", "fr", None])
def test_keys_struck_at_random_are_no_text(language: str | None) -> None:
    assert salad("sdfkj hgqwx zxcvb lkjhg dfgsd qwrtp mnbvc xzlkj", language)


@pytest.mark.parametrize("language", ["en", None])
def test_bytes_are_no_text(language: str | None) -> None:
    raw = Random(1).randbytes(600)
    assert salad(raw.decode("latin-1"), language)
    assert salad(raw.decode("utf-8", "replace"), language)
    assert salad(base64.b64encode(raw).decode(), language)


@pytest.mark.parametrize(
    "text",
    [
        "Mali 12 34\nNiger 5 6\nTchad 7 8\n" * 20,
        "Gao, Kidal, Ménaka, Ansongo, Bourem, Gossi, Hombori, Douentza, Mopti, Sévaré, Bandiagara, Koro, Bankass, Djenné, San",
        "Lions 3 - 1 Eagles | Bulls 0 - 0 Bears | Hawks 2 - 2 Wolves | " * 8,
        "ARMY SHELLS VILLAGE\nTWELVE KILLED IN RAID\nTALKS STALL IN GENEVA\nREBELS DENY ATTACK\nPOLICE HOLD TWO\n" * 3,
        "SAN SALVADOR, 3 JAN 90 (ACAN-EFE) -- [TEXT] FMLN COMMANDO ATTACKED POST TODAY. NO CASUALTIES REPORTED.",
        "mali; sahel; army; attack; terrorism; drone; border; refugees; aid; food; water; health; school; market; road; bridge",
        "Ciidamada dowladda ayaa sheegay in ay dileen toddoba ka tirsan kooxda Al-Shabaab degmada Buulobarde shalay galab",
        "Wczoraj w Warszawie doszło do protestu. Przewodniczący związku powiedział że strzelanina była wypadkiem",
        "Casal é encontrado decapitado em córrego próximo a abrigo e as autoridades do estado me disseram a verdade a todos",
        "As autoridades do estado disseram no domingo que as forças do governo mataram a tiros doze homens no sul do país. As "
        "armas do grupo, as motos do chefe e a casa do prefeito, no centro do povoado, foram queimadas. A oposição me acusa do "
        "crime, as vítimas do ataque no porto do norte me disseram a mesma coisa, e no fim as tropas do exército a cercaram.",
        "Yes.",
        "",
    ],
)
@pytest.mark.parametrize("language", ["en", "fr", None])
def test_lists_tables_headlines_wires_and_other_languages_are_texts(text: str, language: str | None) -> None:
    assert not salad(text, language)
