import pytest

from harmattan.records.claim import Refusal

PLAIN = """Overnight raid

Gunmen attacked a convoy near the river on Tuesday, the governor said.
Two drivers were killed.

What the army says
The army said that the attackers used:
- motorcycles;
- a mortar;
- two pickup trucks.

Nobody has claimed the attack.
"""


def kinds(document):
    return [(block.kind, document.text[block.start : block.end]) for block in document.blocks]


def test_lines_of_a_plain_text_become_the_blocks_they_are(read_one):
    assert kinds(read_one(PLAIN)) == [
        ("heading", "Overnight raid"),
        ("paragraph", "Gunmen attacked a convoy near the river on Tuesday, the governor said."),
        ("paragraph", "Two drivers were killed."),
        ("heading", "What the army says"),
        ("paragraph", "The army said that the attackers used:"),
        ("item", "motorcycles;"),
        ("item", "a mortar;"),
        ("item", "two pickup trucks."),
        ("paragraph", "Nobody has claimed the attack."),
    ]


def test_an_item_knows_the_sentence_that_it_completes(read_one):
    document = read_one("Fighting went on. Residents saw:\n- smoke;\n- two trucks.\n\nIt ended at noon.")
    items = [block for block in document.blocks if block.kind == "item"]
    assert [document.text[slice(*item.lead_in)] for item in items] == ["Residents saw:"] * 2
    assert all(block.lead_in is None for block in document.blocks if block.kind != "item")


def test_items_without_bullets_are_told_by_their_semicolons(read_one):
    document = read_one("The group holds:\nthe market;\nthe bridge;\nthe old fort.\nThe army is in the hills.")
    assert [kind for kind, _ in kinds(document)] == ["paragraph", "item", "item", "item", "paragraph"]


def test_numbers_make_a_list_only_in_order(read_one):
    document = read_one(
        "The terms are:\n1. a truce of ten days.\n2. an exchange of prisoners.\nThe talks go on.\n12. May passed."
    )
    assert [kind for kind, _ in kinds(document)] == ["paragraph", "item", "item", "paragraph", "paragraph"]


WIRE = """   PORT SAID, 3 MAR 88 -- [TEXT] THE NATIONAL ARMY COMMAND HAS REPORTED THAT
ABOUT 50 FISHERMEN WERE STOPPED BY UNKNOWN GUNMEN ON THE NORTHERN SHORE OF THE
LAKE.  ACCORDING TO THE GARRISON, THE MEN WERE TAKEN TO A CAMP ON THE ISLAND
AND LATER FREED.

   MEANWHILE, THREE GUARDS WERE WOUNDED IN A CLASH AT THE LOCK.  THE COMMAND
SAID THAT THE ATTACKERS CAME BY BOAT AND LEFT BEFORE THE PATROL ARRIVED AT THE
PLACE.
   A THIRD PARAGRAPH BEGINS HERE WITHOUT AN EMPTY LINE, AS IT DOES IN SOME OF
THE OLDER WIRES.
"""


def test_hard_wrapped_lines_are_one_paragraph(read_one):
    document = read_one(WIRE)
    assert [kind for kind, _ in kinds(document)] == ["paragraph"] * 3
    assert document.language == "en"
    assert document.published == "1988-03-03"


@pytest.mark.parametrize(
    ("closed", "end"),
    [
        *((True, end) for end in (".", '."', ".'", ".)", "!”", "»", ")", ":")),
        *((False, end) for end in ("", ",", "'", "-")),
    ],
)
def test_a_line_goes_on_unless_it_ends_as_a_sentence_does(read_one, closed, end):
    blocks = read_one(f"The army said that it had left{end}\nand the police stayed in the town").blocks
    assert len(blocks) == (2 if closed else 1)


@pytest.mark.parametrize(("end", "kind"), [("", "heading"), ("?", "heading"), (".”", "paragraph"), (":)", "paragraph")])
def test_a_short_line_that_is_a_sentence_is_no_heading(read_one, end, kind):
    text = f"Army leaves the port{end}\n\nThe army said on Monday that it had left the port, a week after the raid."
    assert read_one(text).blocks[0].kind == kind


def test_a_list_of_short_lines_is_not_all_headings(read_one):
    document = read_one("Three dead in blast\nArmy denies raid\nRoad closed to the north\nTalks go on")
    assert {kind for kind, _ in kinds(document)} == {"paragraph"}


@pytest.mark.parametrize(
    "residue",
    [
        "Greek (GR) ·",
        "English | Français | العربية",
        "Русский · Українська · English (US)",
        "EN | FR | AR",
        "Share on Facebook",
        "Facebook | Twitter | WhatsApp",
        "Read also: Army takes the bridge",
        "Lire aussi : L'armée prend le pont",
        "Subscribe to our newsletter",
        "Follow us on Telegram",
        "© 2024 The Daily Example. All rights reserved.",
        "This website uses cookies to improve your experience.",
        "Читайте также: Армия взяла мост",
        "Published: Monday, 12 May 2024 10:30",
        "Updated May 12, 2024",
        "Publié le 12 mai 2024 à 10:30",
        "EXERCISE EXERCISE EXERCISE",
        "UNCLASSIFIED // FOR OFFICIAL USE ONLY",
    ],
)
def test_what_a_page_says_of_itself_is_in_no_block(read_one, residue):
    document = read_one(f"The army took the bridge on Monday.\n{residue}\nThe rebels deny it.\n\n{residue}")
    assert [text for _, text in kinds(document)] == ["The army took the bridge on Monday.", "The rebels deny it."]
    assert residue in document.text


def test_residue_glued_to_the_last_sentence_is_cut_off(read_one):
    document = read_one("The army took the bridge. The rebels deny it. Greek (GR) · English (US) ·")
    assert [text for _, text in kinds(document)] == ["The army took the bridge. The rebels deny it."]


@pytest.mark.parametrize(
    "line",
    [
        "French",
        "Exercise ends on the coast",
        "Published reports say the army left.",
        "English fighters joined the rebels, the army said.",
        "Arabic and French are spoken in the camp.",
        "Russian, Ukrainian and Turkish officers met in the capital.",
        "Home Affairs Minister resigns",
        "Follow the road to the north and you reach the camp.",
        "Share prices fell after the coup.",
        "Subscribers of the network were cut off for two days.",
        "Cookies and tea were sold at the checkpoint.",
    ],
)
def test_sentences_that_look_like_residue_stay(read_one, line):
    document = read_one(f"The army took the bridge.\n{line}\nThe rebels deny it.")
    assert line in [text for _, text in kinds(document)]


def test_windows_line_ends_move_no_offset(read_one):
    document = read_one(PLAIN.replace("\n", "\r\n"))
    assert [text for _, text in kinds(document)] == [text for _, text in kinds(read_one(PLAIN))]
    assert "\r\n" in document.text


def test_an_opening_heading_is_the_title_and_a_paragraph_is_not(read_one):
    titled = read_one("Army takes the northern bridge\n\nThe army took the bridge on Monday, residents said.")
    assert titled.title == "Army takes the northern bridge"
    assert read_one("The army took the bridge.\nThe rebels deny it.").title is None


@pytest.mark.parametrize(
    ("opening", "published"),
    [
        ("MOPTI, 12 May 2024 (Example) – Two men were held.", "2024-05-12"),
        ("MOPTI, May 12, 2024 -- Two men were held.", "2024-05-12"),
        ("MOPTI, le 12 mai 2024 – Deux hommes ont été arrêtés.", "2024-05-12"),
        ("Communiqué No. 17, 12 May 2024\n\nTwo men were held at the bridge, and one was let go.", "2024-05-12"),
        ("MOPTI, 12 May (Example) – Two men were held.", None),
        ("The town fell on 12 May 2019 and has been held since by the army.", None),
        ("MOPTI, 42 May 2024 – Two men were held.", None),
    ],
)
def test_only_a_full_date_in_the_dateline_dates_a_text(read_one, opening, published):
    assert read_one(opening).published == published


def test_what_the_user_says_of_a_text_fills_what_it_does_not_say(read_one):
    document = read_one(PLAIN, language="fr", source="A paper", published="2024-01-02")
    assert (document.language, document.source, document.published) == ("fr", "A paper", "2024-01-02")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"", "empty"),
        (b" \r\n\t\n", "empty"),
        (b"\x00\x01\x02\x03" * 50, "binary"),
        (b"PK\x03\x04rest", "broken_archive"),
        (b"Rar!\x1a\x07rest", "foreign_format"),
    ],
)
def test_what_is_no_text_is_refused_with_its_path(read_all, text, code):
    (refusal,) = read_all(text, "dir/a.txt")
    assert isinstance(refusal, Refusal)
    assert (refusal.code, refusal.path) == (code, "dir/a.txt")
    assert "\n" not in refusal.reason


def test_an_id_depends_on_bytes_and_provenance_alone(read_all, read_one):
    one, two = read_one(PLAIN, "a.txt"), read_one(PLAIN, "b.txt")
    assert one.id == two.id
    assert read_one(PLAIN, source="A paper").id != one.id
    assert read_one(PLAIN + "x").id != one.id


@pytest.mark.parametrize("path", ["a.txt", "a.md", "a.html", "a.jsonl"])
def test_a_text_longer_than_any_document_is_refused(read_all, path):
    text = "The army took the bridge. " * 50
    data = {"a.html": f"<html><body><article><p>{text}</p></article></body></html>", "a.jsonl": f'{{"text": "{text}"}}'}
    (found,) = read_all(data.get(path, text), path, max_characters=1000)
    assert found.code == "too_large"
    assert "1,000 characters" in found.reason
