"""What is planted in reports may stand in no public output: private names, local sources, fresh positions."""

import json
import re

import pytest

from harmattan.surfaces.cli import main

AS_OF = "2026-11-26"
ENGLISH = {
    "id": "amadou-diallo-1",
    "source": "AFP",
    "author": "Fatimata Koné",
    "published": "2026-11-20",
    "title": "Amadou Diallo Tells Of Attack In Mopti Region",
    "url": "https://news.example/2026/11/amadou-diallo-aissata-cisse.html",
    "text": "By Fatimata Koné\n\n"
    "SEVARE, Mali (AFP) - Amadou Diallo, a shepherd, said gunmen on motorbikes killed his brother Ibrahim and six others on "
    "Monday. Diallo's wife, Aïssata Cissé, fled to Koro. “Amadou Diallo begged them to stop, and they shot Ibrahim,” said a "
    "resident of Farabougou who asked not to be named. “My neighbour Kelessigui Doumbia carried the dead,” the resident said. "
    "Colonel Moussa Sanogo said 300 fighters had massed in Dioura. “We will answer,” Sanogo said. "
    "President Assimi Goïta condemned the attack. Mr Seydou Touré, a teacher reached by phone in Bankass, told AFP that JNIM "
    "now holds Dioura. Niakaté\nBathily, 34, saw a column moving towards Tenenkou. Jean-Pierre N’Diaye, Mali's former "
    "defence minister, denied it. Write to amadou.diallo@mail.example or @kelessigui_doumbia.",
}
COPY = ENGLISH | {
    "id": "2",
    "source": "Sahel Reprint",
    "author": None,
    "published": "2026-11-21",
    "title": "Shepherd tells of attack",
    "url": "https://reprint.example/diallo",
}
FRENCH = {
    "id": "3",
    "language": "fr",
    "source": "Le Courrier du Sahel",
    "published": "2026-11-22",
    "title": "Mariam Coulibaly raconte",
    "text": "Selon Amadou Diallo, berger, des hommes armés ont tué son frère Ibrahim lundi. « Ils ont brûlé ma maison », "
    "raconte Mariam Coulibaly, jointe par téléphone à Diankabou. D'après un habitant d'Ouenkoro, une centaine de combattants "
    "sont positionnés à Dinangourou depuis dimanche. La maison de Coulibaly a brûlé, DIALLO Amadou l'a vue. Le ministre de la "
    "Défense, Sadio Camara, s'est rendu à Sévaré. Oumar Goïta, cultivateur, a été enlevé.",
}
OLD = {
    "id": "4",
    "source": "AFP",
    "published": "2026-09-01",
    "title": "Army base at Ansongo",
    "text": "The army said 200 soldiers were stationed in Ansongo. JNIM fighters seized Gossi in August, the army said.",
}
PRIVATE = (
    "Amadou Diallo", "Diallo", "Ibrahim", "Aïssata", "Aissata", "Cissé", "Cisse", "Fatimata", "Koné", "Kelessigui", "Doumbia",
    "Seydou", "Touré", "Niakaté", "Bathily", "Mariam", "Coulibaly", "Oumar Goïta",
)  # fmt: skip
SOURCES = ("Farabougou", "Bankass", "Diankabou", "Ouenkoro")
FRESH = ("Dioura", "Tenenkou", "Dinangourou")
FORMS = (
    "report.html",
    "report.json",
    "report.md",
    "report.txt",
    "lines.jsonl",
    "lineage.html",
    "lineage.jsonl",
    "lineage.txt",
    "geojson.export",
    "ged-csv.export",
    "acled-csv.export",
    "annotations.export",
    "parquet.export",
    "graphml.export",
)


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """Every public output over four reports and a file that can't be read and bears a name."""
    folder = tmp_path_factory.mktemp("public")
    inputs = folder / "in"
    inputs.mkdir()
    rows = [json.dumps(row) for row in (ENGLISH, COPY, FRENCH, OLD)]
    (inputs / "feed.jsonl").write_text("\n".join(rows))
    (inputs / "amadou-diallo.txt").write_bytes(bytes(range(256)) * 40)
    for form in FORMS:
        if form.endswith(".export"):
            with pytest.raises(SystemExit):
                main(["export", str(inputs), "--public", "--as-of", AS_OF, "--to", form[:-7], "-o", str(folder / form)])
            continue
        command = {"r": "report", "li": "lineage"}[form[:1] if form[0] == "r" else form[:2]]
        command = "extract" if form == "lines.jsonl" else command
        with pytest.raises(SystemExit):
            main([command, str(inputs), "--public", "--as-of", AS_OF, "-o", str(folder / form)])
    raw = {form: (folder / form).read_bytes() for form in FORMS}
    parquet = pytest.importorskip("pyarrow.parquet")
    raw["parquet.export"] = json.dumps(
        parquet.read_table(folder / "parquet.export").to_pylist(), ensure_ascii=False, default=str
    ).encode()
    return raw


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("planted", [*PRIVATE, *SOURCES, *FRESH])
def test_nothing_planted_stands_in_any_output(published, form, planted):
    raw = published[form].decode()
    folded = raw
    assert planted.lower() not in folded.lower()
    assert planted.encode("ascii", "backslashreplace").decode().lower() not in folded.lower()


def test_a_public_export_does_not_call_itself_private(published):
    assert json.loads(published["geojson.export"])["handling"].startswith("public")


@pytest.mark.parametrize("form", ["report.html", "report.json", "report.md", "lines.jsonl", "annotations.export"])
@pytest.mark.parametrize("kept", ["Moussa Sanogo", "Assimi Goïta", "Ansongo", "Gossi", "AFP", "motorbikes"])
def test_public_figures_titled_persons_and_old_positions_stay(published, form, kept):
    assert kept in published[form].decode()


def test_a_title_after_the_name_counts_as_one_before_it(published):
    assert "N’Diaye" in published["lines.jsonl"].decode()
    assert "Sadio Camara" in published["lines.jsonl"].decode()


def test_masking_keeps_every_offset_true(published):
    lines = [json.loads(line) for line in published["lines.jsonl"].decode().splitlines()]
    lines = [line for line in lines if "document" in line]
    assert len(lines) == 4
    texts = {row["published"]: row["text"] for row in (ENGLISH, COPY, FRENCH, OLD)}
    checked = 0
    for line in lines:
        text = line["document"]["text"]
        original = texts[line["document"]["published"]]
        assert len(text) == len(original)
        assert all(new in ("█", old) for new, old in zip(text, original, strict=True))
        for claim in line["claims"]:
            evidence = claim["evidence"]
            assert text[evidence["start"] : evidence["end"]] == evidence["quote"]
            for part in claim["parts"]:
                assert text[part["start"] : part["end"]] == part["text"]
                checked += 1
        for mention in line["mentions"]:
            assert text[mention["start"] : mention["end"]] == mention["text"]
    assert checked > 20


def test_a_fresh_position_says_its_district_and_nothing_closer(published):
    report = json.loads(published["report.json"])
    (strength,) = [c for c in report["claims"] if c["kind"] == "strength" and "300 fighters" in c["statement"]][:1]
    (place,) = strength["places"]
    assert (place["name"], place["precision"]) == ("Mopti", "adm1")
    assert place["candidates"] == []
    assert "region-ML-04" in {each["place_id"] for each in report["control"] if each["holder"] == "jnim"}


def test_a_district_that_stands_for_a_place_in_it_is_not_said_to_be_held(published):
    page = published["report.md"].decode()
    assert "**a place in Mopti**: held by JNIM" in page
    assert "**Mopti**: held" not in page


def test_no_public_id_is_made_of_what_is_masked(published):
    assert not re.search(r"\b(doc|clm|evt|asm|lin|men|act|ctl|plc)-[0-9a-f]{20}\b", published["report.json"].decode())


def test_a_public_report_says_what_it_is_and_a_private_one_that_it_is_private(published, harmattan, tmp_path):
    assert "Private, verbatim" not in published["report.html"].decode()
    assert "Public. Persons" in published["report.html"].decode()
    assert "Public. Persons" in published["report.md"].decode()
    (tmp_path / "a.txt").write_text(ENGLISH["text"])
    _, out, _ = harmattan("report", tmp_path / "a.txt")
    assert "private, verbatim" in out.lower()
    assert "Amadou Diallo" in out


def test_positions_are_counted_from_the_day_that_is_asked_for(harmattan, tmp_path):
    (tmp_path / "a.jsonl").write_text(json.dumps(OLD))
    _, out, _ = harmattan("extract", tmp_path / "a.jsonl", "--public", "--as-of", "2026-09-05")
    assert "Ansongo" not in out
    _, out, _ = harmattan("extract", tmp_path / "a.jsonl", "--public", "--as-of", "2026-09-15")
    assert "Ansongo" in out


def test_a_position_that_nobody_dates_is_fresh(harmattan, tmp_path):
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": OLD["text"].replace(" in August", "")}))
    _, out, _ = harmattan("extract", tmp_path / "a.jsonl", "--public", "--as-of", "2036-09-05")
    assert "Ansongo" not in out
    assert "Gossi" not in out


def test_a_day_without_public_and_a_store_of_lineages_with_it_are_usage_errors(harmattan, tmp_path):
    (tmp_path / "a.txt").write_text("Nothing.")
    status, _, err = harmattan("extract", tmp_path / "a.txt", "--as-of", AS_OF)
    assert (status, len(err.splitlines())) == (2, 1)
    assert "--public" in err
    status, _, err = harmattan("lineage", tmp_path / "a.txt", "--public", "--store", tmp_path / "kept")
    assert status == 2
    status, _, err = harmattan("report", tmp_path / "a.txt", "--public", "--as-of", "soon")
    assert status == 2
    assert "YYYY-MM-DD" in err


def test_a_text_in_a_script_without_capitals_gives_no_word_but_those_of_public_figures(harmattan, tmp_path):
    row = {"text": "قال الراعي أمادو ديالو إن المسلحين قتلوا أخاه. وأدان أسيمي غويتا الهجوم.", "language": "ar"}
    (tmp_path / "a.jsonl").write_text(json.dumps(row))
    _, out, _ = harmattan("extract", tmp_path / "a.jsonl", "--public")
    assert "ديالو" not in out
    assert "أسيمي غويتا" in out
