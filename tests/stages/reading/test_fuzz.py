"""Broken files of every format: a document whose spans hold, or a refusal, and nothing else."""

import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from harmattan.lexicons import load
from harmattan.ports import Blob
from harmattan.records.document import Document
from harmattan.stages.reading import read
from harmattan.stages.reading.formats import FORMATS

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "tools" / "fuzz"))
from seeds import SEEDS, faults_of

PACKED = ("gzip", "zip")
JUNK = st.one_of(
    st.binary(max_size=40),
    st.sampled_from(
        [b"\x00", b"\xff\xfe", b"<", b"]]>", b'"', b"\\ud800", b"\xed\xa0\x80", b"\r", b"{" * 60, b"9" * 60]
    ),
)


def found_in(path, data, packed):
    for found in read([Blob(path=path, data=data)], lexicon=load()):
        assert list(faults_of(found, None if packed else len(data))) == []
        yield found


def test_every_format_has_a_file_to_be_broken():
    assert {form.name for form in FORMATS} <= set(SEEDS)


@pytest.mark.parametrize("name", SEEDS)
def test_a_file_that_is_whole_is_read(name):
    assert any(isinstance(found, Document) for found in found_in(*SEEDS[name], name in PACKED))


@pytest.mark.parametrize("name", SEEDS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_file_that_is_broken_gives_documents_and_refusals_alone(name, data):
    path, whole = SEEDS[name]
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(whole)))
        lost = data.draw(st.integers(0, 30) | st.just(len(whole)))
        whole = whole[:at] + data.draw(JUNK) + whole[at + lost :]
    for found in found_in(path, whole, name in PACKED):
        assert found.id


@pytest.mark.parametrize("name", SEEDS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(junk=st.binary(max_size=400), kept=st.sampled_from([0, 4, 12, 60]))
def test_any_bytes_give_documents_and_refusals_alone(name, junk, kept):
    path, whole = SEEDS[name]
    for found in found_in(path, whole[:kept] + junk, name in PACKED):
        assert found.id
