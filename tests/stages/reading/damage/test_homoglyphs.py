from __future__ import annotations

import pytest

from harmattan.lexicons import Lexicon, load
from harmattan.lexicons.rows import ConfusionRow
from harmattan.records.document import Block
from harmattan.stages.reading.damage import homoglyphs
from harmattan.stages.reading.damage.counts import counts_for


def found(text: str, language: str | None = "en", lexicon: Lexicon | None = None) -> dict[str, tuple[str, str]]:
    blocks = (Block(start=0, end=len(text), kind="paragraph"),)
    alike = homoglyphs.alike_for(lexicon or load())
    restorations = homoglyphs.find(text, blocks, counts_for(language), alike)
    assert all(text[r.start : r.end] == r.observed for r in restorations)
    assert not restorations or homoglyphs.look(text)
    return {r.observed: (r.restored, r.rule) for r in restorations}


def test_words_with_letters_of_another_script_are_read_in_their_own() -> None:
    text = "Тhе аrmу killеd 12 mеn nеаr Ваmаkо; Аbdullah Ѕоw wаs аmоng thеm"
    assert {k: v[0] for k, v in found(text).items()} == {
        "Тhе": "The", "аrmу": "army", "killеd": "killed", "mеn": "men", "nеаr": "near", "Ваmаkо": "Bamako",
        "Аbdullah": "Abdullah", "Ѕоw": "Sow", "wаs": "was", "аmоng": "among", "thеm": "them",
    }  # fmt: skip


def test_latin_letters_in_a_cyrillic_word_are_read_as_cyrillic() -> None:
    assert found("В Мoскве cказaли", "ru") == {"Мoскве": ("Москве", "homoglyph"), "cказaли": ("сказали", "homoglyph")}


def test_a_letter_shaped_like_l_and_i_is_read_as_the_word_has_it() -> None:
    assert {k: v[0] for k, v in found("Ӏeader oficiaӀ wilӀ Ӏraq poӀice").items()} == {
        "Ӏeader": "leader", "wilӀ": "will", "Ӏraq": "Iraq", "poӀice": "police", "oficiaӀ": "oficial",
    }  # fmt: skip
    assert found("Ӏ'armée", "fr") == {"Ӏ'armée": ("l'armée", "homoglyph")}


@pytest.mark.parametrize(
    "text",
    ["Т-72 and Б-52 over А320", "10 µg and 5 μm, kΩ, Ω", "TNFα, PPARγ and NF-κB", "Δt, ΔP, σT", "Москва, Минск", "Καλημέρα",
     "iPhoneа и GPSом, IT-специалист на месте", "Kɔnɔ ɓangaren Ɗan Ƙasa ŋ ɛ", "/ˈmɑːli/", "Ceauşescu, Țara, Đà Nẵng",
     "Let 𝑥 be 𝑎", "اهل‌بیت می‌شود", "👨‍👩‍👧", "日本 １２ 人", "A\u200b B"],
)  # fmt: skip
def test_honest_mixtures_are_left_alone(text: str) -> None:
    assert found(text) == {}


def test_what_is_invisible_inside_a_word_goes() -> None:
    text = "gov\u00adern\u00adment at\u200btack Ba\u200dmako two\u200bwords 1\u20602"
    assert found(text) == {
        "gov\u00adern\u00adment": ("government", "invisible"),
        "at\u200btack": ("attack", "invisible"),
        "Ba\u200dmako": ("Bamako", "invisible"),
        "1\u20602": ("12", "invisible"),
    }


def test_wide_and_styled_letters_and_digits_become_plain_ones() -> None:
    text = "Ｔｈｅ ａｒｍｙ killed １２，０００ in 𝐁𝐚𝐦𝐚𝐤𝐨 on 𝟏 𝐚 Ⓣⓗⓔ"
    assert {k: v[0] for k, v in found(text).items()} == {
        "Ｔｈｅ": "The", "ａｒｍｙ": "army", "１２，０００": "12,000", "𝐁𝐚𝐦𝐚𝐤𝐨": "Bamako", "𝟏": "1", "𝐚": "a", "Ⓣⓗⓔ": "The",
    }  # fmt: skip


def test_less_alike_letters_need_a_known_word_or_company() -> None:
    assert found("Mr Riпa said нe saw it") == {}
    assert found("Mr Riпa тhe кilled рolice sаid")["Riпa"] == ("Rina", "homoglyph")


def test_both_damages_of_one_word_are_named() -> None:
    assert found("gоv\u00adernment") == {"gоv\u00adernment": ("government", "invisible+homoglyph")}


def test_a_row_of_ones_own_is_read() -> None:
    row = ConfusionRow(id="x", observed="ಠ", restored="o", language="und", family="homoglyph")
    base = load()
    lexicon = Lexicon({"confusions": [*base.rows(ConfusionRow), row]}, digest="more", origins={})
    assert homoglyphs.alike_for(lexicon).latin["ಠ"] == {"o": 1.0}
