"""Bytes to characters, and the way back."""

from __future__ import annotations

import codecs
import re
from itertools import pairwise

from harmattan.records.document import Block, OriginSpan
from harmattan.stages.reading.draft import Decoded, Fault

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = bytes((*range(9), *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F))
_UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]+")
_GUESS_BYTES = 64 * 1024
"""How much of an unlabelled file is looked at to guess its encoding."""
_SHARE_BYTES = 4 * 1024 * 1024
"""How much of it is looked at to see whether it is UTF-8 with faults; each run of bytes costs memory."""
_UTF8_SHARE = 0.9
"""Share of bytes above 0x7f in sound sequences from which a broken UTF-8 file is one (a cut file has > .99)."""


def decode(data: bytes, *, declared: str | None = None) -> Decoded | Fault:
    """Return the characters of `data`: by its byte order mark, as UTF-8, as `declared`, or by a guess, in this order.

    Bytes that are no text give a Fault: `binary`, or `unknown_encoding` where no guess fits.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _marked(data, len(mark), encoding)
    try:
        return _as_text(Decoded(text=data.decode("utf-8"), encoding="utf-8"))
    except UnicodeDecodeError:
        pass
    wide = _wide(data)
    if wide is not None:
        try:
            return _as_text(Decoded(text=data.decode(wide), encoding=wide))
        except UnicodeDecodeError:
            return _binary()
    if data.count(b"\x00", 0, _GUESS_BYTES):
        return _binary()
    sample = data[:_SHARE_BYTES]
    high = sum(len(run) for run in _HIGH.findall(sample))
    if sum(len(sequence) for sequence in _UTF8_SEQUENCE.findall(sample)) >= _UTF8_SHARE * high:
        return _as_text(Decoded(text=data.decode("utf-8", errors="replace"), encoding="utf-8", exact=False))
    for named in (declared, _guess(data)):
        if named is None:
            continue
        try:
            return _as_text(Decoded(text=data.decode(named), encoding=codecs.lookup(named).name))
        except (LookupError, UnicodeError, ValueError):
            continue
    return Fault(code="unknown_encoding", reason="no known encoding fits; save it as UTF-8")


def trace(decoded: Decoded, data: bytes, blocks: tuple[Block, ...]) -> tuple[OriginSpan, ...]:
    """Return spans that tile the text, cut where a block begins, each with the bytes it was decoded from.

    Where the encoding does not give the bytes back, one span says no more than the whole.
    """
    text = decoded.text
    whole = (OriginSpan(start=0, end=len(text), byte_start=decoded.skipped, byte_end=len(data)),)
    if not decoded.exact or not text:
        return whole
    cuts = sorted({0, *(block.start for block in blocks), len(text)})
    spans = []
    at = decoded.skipped
    for start, end in pairwise(cuts):
        try:
            piece = text[start:end].encode(decoded.encoding)
        except UnicodeError:
            return whole
        if data[at : at + len(piece)] != piece:
            return whole
        spans.append(OriginSpan(start=start, end=end, byte_start=at, byte_end=at + len(piece)))
        at += len(piece)
    return tuple(spans) if at == len(data) else whole


def _marked(data: bytes, skipped: int, encoding: str) -> Decoded | Fault:
    body = data[skipped:]
    try:
        return _as_text(Decoded(text=body.decode(encoding), encoding=encoding, skipped=skipped))
    except UnicodeDecodeError:
        lossy = body.decode(encoding, errors="replace")
        return _as_text(Decoded(text=lossy, encoding=encoding, skipped=skipped, exact=False))


def _as_text(decoded: Decoded) -> Decoded | Fault:
    """Refuse what decodes but is no text: a stretch full of control characters."""
    head = decoded.text[:8192]
    raw = head.encode("utf-8", "surrogatepass")  # the same bytes stand for these characters, and for no others
    if len(raw) - len(raw.translate(None, _CONTROLS)) > max(2, len(head) // 50):
        return _binary()
    if head.count("\ufffd") > max(4, len(head) // 20):
        return Fault(code="unknown_encoding", reason="no known encoding fits; save it as UTF-8")
    return decoded


def _wide(data: bytes) -> str | None:
    """Return the encoding of UTF-16 without a mark: nearly every second byte is zero."""
    head = data[:4096]
    pairs = len(head) // 2
    if pairs < 4:
        return None
    even, odd = head[0 : pairs * 2 : 2].count(0), head[1 : pairs * 2 : 2].count(0)
    if odd > 0.7 * pairs and even < 0.05 * pairs:
        return "utf-16-le"
    if even > 0.7 * pairs and odd < 0.05 * pairs:
        return "utf-16-be"
    return None


def _guess(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_GUESS_BYTES]).best()
    return None if best is None else best.encoding


def _binary() -> Fault:
    return Fault(code="binary", reason="binary data, not text; give its text, or a PDF or HTML file")
