import pytest

from harmattan.stages.reading.draft import Decoded, Fault
from harmattan.stages.reading.encoding import decode, trace

FRENCH = "Des hommes armés ont attaqué le dépôt près du fleuve; l'armée a répliqué à l'aube.\n" * 8
RUSSIAN = "Боевики напали на колонну возле реки, сообщила армия. Погибли двое военных.\n" * 8


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (FRENCH, "utf-8"),
        (FRENCH, "utf-8-sig"),
        (FRENCH, "utf-16"),
        (FRENCH, "utf-16-le"),
        (FRENCH, "utf-32"),
        (FRENCH, "cp1252"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
    ],
)
def test_characters_survive_the_encoding_they_came_in(text, encoding):
    decoded = decode(text.encode(encoding))
    assert isinstance(decoded, Decoded)
    assert decoded.text == text


def test_a_declared_encoding_goes_before_a_guess():
    decoded = decode("été".encode("cp850"), declared="cp850")
    assert isinstance(decoded, Decoded)
    assert decoded.text == "été"


def test_a_cut_utf8_file_keeps_the_characters_that_are_whole():
    decoded = decode(FRENCH.encode()[:-1] + "é".encode()[:1])
    assert isinstance(decoded, Decoded)
    assert decoded.text.startswith(FRENCH[:-1])


def test_random_bytes_are_no_text():
    found = decode(bytes(range(256)) * 8)
    assert isinstance(found, Fault)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_span_goes_back_to_its_own_bytes(read_one, encoding):
    data = FRENCH.encode(encoding)
    document = read_one(data)
    assert document.text == FRENCH
    assert document.origin_map[0].start == 0
    assert document.origin_map[-1].end == len(document.text)
    for block in document.blocks:
        (span,) = [span for span in document.origin_map if span.start <= block.start < span.end]
        piece = data[span.byte_start : span.byte_end]
        bare = encoding.removesuffix("-sig") if encoding != "utf-16" else "utf-16-le"
        assert piece.decode(bare) == document.text[span.start : span.end]


def test_lost_bytes_leave_one_span_for_the_whole():
    data = FRENCH.encode()[:-1] + b"\xc3"
    decoded = decode(data)
    assert isinstance(decoded, Decoded)
    (span,) = trace(decoded, data, ())
    assert (span.byte_start, span.byte_end) == (0, len(data))
