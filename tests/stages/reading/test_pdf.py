import zlib

from harmattan.records.claim import Refusal
from harmattan.stages.reading.formats import pdf as room


def pdf(*pages, title=None):
    """A PDF of pages, each a list of lines in Helvetica."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for lines in pages:
        body = "BT /F1 11 Tf 14 TL 60 780 Td " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
        objects.append(f"<< /Length {len(body)} >>\nstream\n{body}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    info = ""
    if title is not None:
        objects.append(f"<< /Title ({title}) >>")
        info = f" /Info {len(objects)} 0 R"
    out = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    return out + f"trailer << /Size {len(objects) + 1} /Root 1 0 R{info} >>\nstartxref\n{start}\n%%EOF".encode()


FIRST = [
    "Example Monitor, weekly note",
    "The army said that it took the northern bridge on Monday after",
    "two days of fighting in which eleven of its men were wounded and",
    "three vehicles were lost to mines on the road.",
]
SECOND = [
    "Example Monitor, weekly note",
    "Residents of the port said that the rebels still held the market and",
    "the customs house, and that nobody had been allowed to leave since",
    "the first shots were heard.",
]
THIRD = [
    "Example Monitor, weekly note",
    "No aid reached the port during the week, the agency said, though a",
    "convoy of nine trucks had been cleared by both sides on Tuesday and",
    "waited at the crossroads.",
]


def test_each_page_goes_back_to_its_number(read_one):
    document = read_one(pdf(FIRST, SECOND), "a.pdf")
    pages = {span.page: document.text[span.start : span.end] for span in document.origin_map}
    assert "northern bridge" in pages[1]
    assert "customs house" in pages[2]
    assert "".join(pages.values()) == document.text


def test_lines_of_a_page_are_paragraphs_and_running_heads_are_left_out(read_one):
    document = read_one(pdf(FIRST, SECOND, THIRD), "a.pdf")
    blocks = [" ".join(document.text[block.start : block.end].split()) for block in document.blocks]
    assert blocks == [" ".join(page[1:]) for page in (FIRST, SECOND, THIRD)]


def test_a_title_is_taken_and_a_file_name_is_not(read_one):
    assert read_one(pdf(FIRST, title="Weekly note on the port"), "a.pdf").title == "Weekly note on the port"
    assert read_one(pdf(FIRST, title="Microsoft Word - note.doc"), "a.pdf").title is None


def test_a_pdf_without_text_says_so(read_all):
    (refusal,) = read_all(pdf([]), "scan.pdf")
    assert isinstance(refusal, Refusal)
    assert refusal.code == "no_text_layer"
    assert "text layer" in refusal.reason


def test_a_broken_pdf_is_refused(read_all):
    for data in (b"%PDF-1.4\nnothing", pdf(FIRST)[:200], b"not a pdf at all, only named so"):
        for found in read_all(data, "a.pdf"):
            assert isinstance(found, Refusal)


def flate(content, what=""):
    packed = zlib.compress(content)
    head = f"4 0 obj << {what} /Filter /FlateDecode /Length {len(packed)} >>\nstream\n".encode()
    return b"%PDF-1.4\n" + head + packed + b"\nendstream endobj\n%%EOF"


def test_a_page_that_unpacks_without_end_is_refused_before_it_is_opened(read_all, monkeypatch):
    monkeypatch.setattr(room, "_MOST_UNPACKED", 1_000_000)
    assert [one.code for one in read_all(flate(b"BT (a) Tj ET " * 100_000), "a.pdf")] == ["too_large"]
    assert [one.code for one in read_all(flate(b"BT (a) Tj ET " * 10_000), "a.pdf")] != ["too_large"]


def test_a_large_picture_is_no_reason_to_refuse_a_file(read_all, monkeypatch):
    monkeypatch.setattr(room, "_MOST_UNPACKED", 1_000_000)
    assert [one.code for one in read_all(flate(bytes(2_000_000), "/Subtype /Image"), "a.pdf")] != ["too_large"]
