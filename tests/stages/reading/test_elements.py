import contextlib
import io
import json
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harmattan.stages.reading import elements as room
from harmattan.stages.reading.elements import elements

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)


class Slow(io.BytesIO):
    """Gives three bytes at a time, so that every mark once lies on a seam."""

    def read(self, size=-1):
        return super().read(3)


def of(data, key=None, limit=10_000, stream=io.BytesIO):
    return list(elements(stream(data), key, limit=limit))


@settings(max_examples=300, deadline=None)
@given(st.lists(VALUES, max_size=6), st.sampled_from([None, 1]), st.booleans(), st.sampled_from([io.BytesIO, Slow]))
def test_each_element_of_an_array_is_given_as_it_stands(values, indent, as_ascii, stream):
    data = json.dumps(values, indent=indent, ensure_ascii=as_ascii).encode("utf-8", "surrogatepass")
    found = of(data, stream=stream)
    assert [json.loads(one.raw) for one in found] == values
    assert [one.number for one in found] == list(range(1, len(values) + 1))
    for one in found:
        assert data[one.start : one.start + len(one.raw)] == one.raw


@settings(max_examples=200, deadline=None)
@given(st.lists(VALUES, max_size=4), st.dictionaries(st.sampled_from("abc"), VALUES, max_size=3))
def test_arrays_under_a_key_are_found_with_the_strings_that_stood_before_them(values, others):
    whole = {"name": 'Radio, "Gao"', **others, "messages": values}
    found = of(json.dumps({"x": [whole, whole]}).encode(), "messages", stream=Slow)
    assert [json.loads(one.raw) for one in found] == values * 2
    assert all(one.fields["name"] == 'Radio, "Gao"' for one in found)


@pytest.mark.parametrize("data", [b"[1, 2", b'[1, "2', b"[1, {]", b"[1}", b'{"a": [', b"}", b'[1, "\\'])
def test_what_is_cut_or_does_not_match_raises(data):
    with pytest.raises(ValueError, match=r"cut|match"):
        of(data, None if data.startswith(b"[") else "a")


def test_arrays_around_arrays_without_end_raise():
    with pytest.raises(ValueError, match="deep"):
        of(b'{"a":' * 5000, "messages")


def test_an_element_that_is_too_long_is_told_by_where_it_stands_and_not_held(monkeypatch):
    monkeypatch.setattr(room, "STEP", 100)
    data = b"[1, " + b'"' + b"x" * 5000 + b'", 2]'
    found = of(data, limit=50)
    assert [one.raw for one in found] == [b"1", None, b"2"]
    assert [data[one.start : one.start + 1] for one in found] == [b"1", b'"', b"2"]


def test_an_element_that_is_too_long_takes_no_memory(monkeypatch):
    monkeypatch.setattr(room, "STEP", 10_000)
    data = b"[" + b'["' + b"x" * 10_000_000 + b'"], 2]'
    tracemalloc.start()
    found = of(data, limit=1000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [one.raw for one in found] == [None, b"2"]
    assert peak < len(data) * 1.5  # BytesIO alone may hold it once


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200), st.sampled_from([None, "a"]))
def test_no_bytes_raise_anything_else(data, key):
    for opening in (b"", b"[", b'{"a": ['):
        with contextlib.suppress(ValueError):
            of(opening + data, key, limit=20)
