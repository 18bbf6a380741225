import gzip
import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harmattan.ports import Blob, Unreadable
from harmattan.records.claim import Refusal
from harmattan.records.document import Document
from harmattan.stages.reading.archives import ArchiveSettings, unpacked

TEXT = b"The army took the bridge."
SUFFIXES = (".txt", ".html", ".zip", ".gz")


def packed(files, how=zipfile.ZIP_DEFLATED):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", how) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def members(data, path="a.zip", **bounds):
    return list(unpacked(Blob(path=path, data=data), SUFFIXES, ArchiveSettings(**bounds)))


def drained(data, path="a.zip", **bounds):
    """Return what `codes` gives, each file having been read to its end."""
    found = []
    for one in unpacked(Blob(path=path, data=data), SUFFIXES, ArchiveSettings(**bounds)):
        found.append(one)
        while isinstance(one, Blob) and one.rest is not None and one.rest.read(1_000_000):
            pass
    return codes(found)


def codes(found):
    return [one.code if isinstance(one, Unreadable) else one.path for one in found]


def test_files_in_a_zip_archive_are_read_by_their_own_formats_and_names(read_all):
    data = packed(
        {"b/feed.jsonl": b'{"text": "One."}\n{"text"', "a.txt": TEXT, "picture.png": b"x", "README.txt": b"x"}
    )
    found = read_all(data, "week.zip")
    assert [type(one) for one in found] == [Document, Refusal, Document]
    assert found[1].path == "week.zip/b/feed.jsonl"


def test_a_gzip_file_is_read_by_the_name_inside_and_without_a_name(read_all):
    data = gzip.compress(b'{"text": "One."}\n') + gzip.compress(b'{"text": "Two."}\n')
    assert [one.text for one in read_all(data, "feed.jsonl.gz")] == ["One.", "Two."]
    assert [one.text for one in read_all(data, "-")] == ["One.", "Two."]


def test_a_gzip_file_cut_in_the_middle_gives_what_came_before_and_one_line(read_all):
    lines = b"".join(b'{"text": "The army took village %d."}\n' % (number * 7919) for number in range(5000))
    found = read_all(gzip.compress(lines)[:-4000], "feed.jsonl.gz")
    assert sum(isinstance(one, Document) for one in found) > 1000
    assert "cut_archive" in [one.code for one in found if isinstance(one, Refusal)]


def test_what_is_left_out_of_a_folder_is_left_out_of_an_archive():
    names = ("__MACOSX/._a.txt", ".git/a.txt", "readme.txt", "x.exe", "good.txt", "folder/")
    assert codes(members(packed(dict.fromkeys(names, TEXT)))) == ["a.zip/good.txt"]
    assert codes(members(packed({"x.exe": TEXT}))) == ["empty_archive"]


def test_a_bomb_costs_one_line_and_no_memory():
    zeros = b"\0" * (80 * 1024 * 1024)
    assert drained(gzip.compress(zeros), "a.txt.gz")[-1] == "archive_bomb"
    found = drained(packed({"a.txt": TEXT, "b.txt": zeros, "c.txt": TEXT}))
    assert found == ["a.zip/a.txt", "a.zip/b.txt", "archive_bomb"]


def test_a_directory_that_lies_about_sizes_is_not_believed():
    data = bytearray(packed({"a.txt": bytes(range(256)) * 40}))
    entry = data.rindex(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = (10).to_bytes(4, "little")
    found = members(bytes(data), max_bytes=500)
    assert len(found) == 1
    assert isinstance(found[0], Unreadable)


def test_a_file_above_the_limit_is_refused_and_the_next_is_read(read_all):
    data = packed({"a.txt": b"x " * 600, "b.txt": TEXT})
    found = read_all(data, "a.zip", max_bytes=1000)
    assert [getattr(one, "code", None) for one in found] == ["too_large", None]


def test_files_that_share_their_bytes_are_no_way_around_the_bound():
    data = packed({f"{number:03}.txt": b"The army left." * 2_000 for number in range(500)}, zipfile.ZIP_STORED)
    archive = zipfile.ZipFile(io.BytesIO(data))
    first = archive.infolist()[0]
    body = data[: first.header_offset + 30 + len(first.filename) + first.file_size]
    directory = data[archive.start_dir :]
    # Each entry of the directory now leads to the first file.
    at = 0
    while (at := directory.find(b"PK\x01\x02", at)) >= 0:
        directory = directory[: at + 42] + bytes(4) + b"000.txt" + directory[at + 53 :]
        at += 4
    end = directory.rindex(b"PK\x05\x06") + 16
    directory = directory[:end] + len(body).to_bytes(4, "little") + directory[end + 4 :]
    found = codes(members(body + directory))
    assert 1 < len(found) < 500
    assert found[-1] == "archive_bomb"


def test_so_many_files_that_no_one_wrote_them_are_refused_before_they_are_listed():
    assert codes(members(packed({f"{number}.txt": TEXT for number in range(9)}), max_members=8)) == ["too_many_files"]


def test_an_archive_in_an_archive_is_opened_and_one_in_that_is_not():
    inner = packed({"a.txt": TEXT})
    data = packed({"one.zip": inner, "two.zip": packed({"deep.zip": inner}), "b.txt.gz": gzip.compress(TEXT)})
    assert codes(members(data)) == ["a.zip/one.zip/a.txt", "nested_archive", "a.zip/b.txt"]


def test_archives_in_an_archive_share_its_bounds():
    inner = packed({"a.txt": bytes(30_000_000)}, zipfile.ZIP_DEFLATED)
    data = packed({f"{number}.zip": inner for number in range(9)})
    assert drained(data)[-1] == "archive_bomb"
    assert len(drained(data)) < 9


def test_a_locked_file_is_named_and_the_next_is_read():
    data = bytearray(packed({"a.txt": TEXT, "b.txt": TEXT}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    assert codes(members(bytes(data))) == ["encrypted", "a.zip/b.txt"]


def test_a_broken_file_is_named_and_the_next_is_read():
    data = packed({"a.txt": TEXT, "b.txt": TEXT}, zipfile.ZIP_STORED).replace(TEXT, TEXT[::-1], 1)
    assert codes(members(data)) == ["broken_archive", "a.zip/b.txt"]


@pytest.mark.parametrize("name", ["[Content_Types].xml", "mimetype"])
def test_an_office_file_that_is_not_read_is_no_archive_of_its_parts(name):
    assert codes(members(packed({name: b"x", "content.txt": TEXT}))) == ["foreign_format"]


def test_a_file_that_is_no_archive_stays_itself():
    blob = Blob(path="a.txt", data=TEXT)
    assert list(unpacked(blob, SUFFIXES, ArchiveSettings())) == [blob]


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 400), st.booleans())
def test_no_bytes_make_an_archive_raise(data, at, as_gzip):
    whole = gzip.compress(TEXT * 20) if as_gzip else packed({"a.txt": TEXT * 20, "b/c.html": TEXT})
    for broken in (whole[:4] + data, whole[:at] + data + whole[at:], whole[:at] + data + whole[at + len(data) :]):
        for found in members(broken):
            assert found.path
