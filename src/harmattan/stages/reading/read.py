"""Bytes to documents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b

import msgspec

from harmattan.errors import HarmattanError, cause_of
from harmattan.lexicons import Lexicon
from harmattan.lexicons.rows import CreditRow, OutletRow, ResidueRow
from harmattan.ports import Blob, Unreadable
from harmattan.records.base import MadeBy, record_id
from harmattan.records.claim import Refusal
from harmattan.records.document import Block, Document
from harmattan.stages.reading.archives import ArchiveSettings, unpacked
from harmattan.stages.reading.doubtful import damage_of_all
from harmattan.stages.reading.draft import Draft, Fault, Format, ReadingSettings, in_mib, too_long
from harmattan.stages.reading.encoding import trace
from harmattan.stages.reading.formats import SUFFIXES, format_of
from harmattan.stages.reading.languages import SAMPLE, code_of, detect
from harmattan.stages.reading.layout import blocks_of, with_lead_ins
from harmattan.stages.reading.lines import Residues
from harmattan.stages.reading.provenance import Agencies, dateline, iso_date, letterhead, opening_title
from harmattan.stages.reading.streams import begun, whole

_SURROGATE = re.compile("[\ud800-\udfff]")
STAGE = "reading"
VERSION = "1"
MOST_FAULTS = 1000
"""Lines that one file may cost; what is wrong beyond that is counted."""
MOST_RUNNING = 100_000
"""Entries without a document among them after which a file is not what it claims to be."""


def read(
    blobs: Iterable[Blob | Unreadable],
    *,
    lexicon: Lexicon,
    settings: ReadingSettings | None = None,
    repairs: bool = True,
) -> Iterator[Document | Refusal]:
    """Yield the documents that the blobs hold, in order; what can't be read is a Refusal with its path.

    Without `repairs` nobody has looked for damage yet: `repaired` does, in another process if need be.
    """
    settings = settings or ReadingSettings()
    reader = _Reader(lexicon, settings, repairs=repairs)
    bounds = ArchiveSettings(max_bytes=settings.max_bytes)
    for given in blobs:
        for blob in (given,) if isinstance(given, Unreadable) else _inside(given, bounds):
            if isinstance(blob, Unreadable):
                yield reader.refusal(blob.path, Fault(code=blob.code, reason=blob.reason))
                continue
            for found in _bounded(reader, _drafts(blob, settings)):
                yield reader.refusal(blob.path, found) if isinstance(found, Fault) else found


def repaired(documents: Sequence[Document], *, lexicon: Lexicon, settings: ReadingSettings) -> list[Document]:
    """Return documents that were read without repairs, each with what is wrong with its text, and what was meant."""
    texts = [(document.text, document.language, document.blocks) for document in documents]
    found = damage_of_all(texts, lexicon, quick=settings.quick)
    return [msgspec.structs.replace(document, damage=damage) for document, damage in zip(documents, found, strict=True)]


def _bounded(reader: _Reader, drafts: Iterator[Draft | Fault]) -> Iterator[Document | Fault]:
    """Yield the documents of one file and its faults, those beyond the most that it may have as a number."""
    faults = running = 0
    for draft in drafts:
        found = draft if isinstance(draft, Fault) else _guarded(reader, draft)
        if not isinstance(found, Fault):
            running = 0
            yield found
            continue
        faults += 1
        running += 1
        if faults <= MOST_FAULTS:
            yield found
        if running >= MOST_RUNNING:
            reason = f"{running:,} of its entries in a row could not be read; what follows is left, see what it is"
            yield Fault(code="no_documents", reason=reason)
            return
    if faults > MOST_FAULTS:
        reason = f"{faults - MOST_FAULTS} more of its entries could not be read, beside those named before"
        yield Fault(code="and_more", reason=reason)


def _inside(given: Blob, bounds: ArchiveSettings) -> Iterator[Blob | Unreadable]:
    """Yield the files of an input: itself, or those that it packs."""
    try:
        yield from unpacked(begun(given), SUFFIXES, bounds)
    except OSError as error:
        yield Unreadable(path=given.path, code="unreadable", reason=_why(error))


def _drafts(blob: Blob, settings: ReadingSettings) -> Iterator[Draft | Fault]:
    if blob.rest is None and not blob.data.strip(b" \t\r\n\x0b\x0c\x00"):
        yield Fault(code="empty", reason="the file is empty")
        return
    form = format_of(blob)
    try:
        if isinstance(form, Format) and not form.streams:
            held = whole(blob, settings.max_bytes)
            form, blob = (held, blob) if isinstance(held, Fault) else (form, held)
        if isinstance(form, Fault):
            yield form
        else:
            yield from form.parse(blob, settings)
    except OSError as error:  # of the input: a format never raises for bad bytes
        yield Fault(code="unreadable", reason=_why(error))
    except HarmattanError:
        raise
    except Exception as error:  # a fault of ours: it costs this file, and not those in the same archive
        yield Fault(code="failed", reason=f"could not be read: {cause_of(error)}")


def _why(error: OSError) -> str:
    return f"can't be read to its end ({(error.strerror or str(error)).lower()})"


def _guarded(reader: _Reader, draft: Draft) -> Document | Fault:
    """Return the document of a draft, and a fault where it makes us fail: it costs no other of its file."""
    try:
        found = reader.document(draft)
    except HarmattanError:
        raise
    except Exception as error:
        found = Fault(code="failed", reason=f"could not be read: {cause_of(error)}")
    return msgspec.structs.replace(found, reason=_place(draft) + found.reason) if isinstance(found, Fault) else found


def _place(draft: Draft) -> str:
    """Return which document of its file a draft is, where a file may hold several."""
    if draft.external_id is not None:
        return f"document {draft.external_id[:80]}: "
    start = draft.origin_map[0].byte_start if draft.origin_map else None
    return f"the document from byte {start} on: " if start else ""


class _Reader:
    """What is the same for every document of one run."""

    def __init__(self, lexicon: Lexicon, settings: ReadingSettings, *, repairs: bool) -> None:
        self._lexicon = lexicon
        self._settings = settings
        self._repairs = repairs
        self._residues = _residues_of(lexicon)
        self._agencies = _agencies_of(lexicon)
        digest = blake2b(msgspec.json.encode(settings), digest_size=8).hexdigest()
        self._made_by = MadeBy(stage=STAGE, version=VERSION, settings=digest, lexicon=lexicon.digest)

    def refusal(self, path: str, fault: Fault) -> Refusal:
        """Return the record of what was not read."""
        return Refusal(
            id=record_id("refusal", STAGE, path, fault.code, fault.reason),
            made_by=self._made_by,
            path=path,
            stage=STAGE,
            code=fault.code,
            reason=fault.reason,
        )

    def document(self, draft: Draft) -> Document | Fault:
        """Return the document of a draft, with what its text alone can tell."""
        draft = _sound(draft)
        text = draft.text
        if len(draft.raw) > self._settings.max_bytes:
            return Fault(
                code="too_large", reason=f"larger than the limit of {in_mib(self._settings.max_bytes)} for one document"
            )
        if (fault := too_long(text, self._settings)) is not None:
            return fault
        if not text.strip():
            return Fault(code="empty", reason="there is no text in it")
        if draft.blocks is None:
            blocks = blocks_of(text, residues=self._residues, skipped=draft.skipped, ragged=draft.ragged)
        else:
            blocks = with_lead_ins(text, self._residues.without(text, draft.blocks))
        language = code_of(draft.language) or self._settings.language or detect(_prose(text, blocks))
        source = draft.source or self._settings.source
        published = iso_date(draft.published) or self._settings.published or dateline(text, blocks)
        issuer = None if source is not None else letterhead(text, blocks, language, self._lexicon)
        title = draft.title
        if title is None and draft.media_type == "text/plain":
            title = opening_title(text, blocks if issuer is None else _below(text, blocks, issuer))
        document = Document(
            id=record_id("doc", draft.raw, source, draft.url, published, draft.external_id),
            made_by=self._made_by,
            external_id=draft.external_id,
            source=source or issuer,
            url=draft.url,
            title=title,
            author=draft.author,
            published=published,
            updated=iso_date(draft.updated),
            retrieved=iso_date(draft.retrieved),
            language=language,
            text=text,
            media_type=draft.media_type,
            credits=self._agencies.credited(text, blocks, (draft.author, draft.source)),
            forwarded_from=draft.forwarded_from,
            blocks=blocks,
            origin_map=draft.origin_map if draft.decoded is None else trace(draft.decoded, draft.raw, blocks),
        )
        if not self._repairs:
            return document
        (document,) = repaired([document], lexicon=self._lexicon, settings=self._settings)
        return document


@lru_cache(maxsize=4)
def _residues_of(lexicon: Lexicon) -> Residues:
    return Residues(lexicon.rows(ResidueRow))


@lru_cache(maxsize=4)
def _agencies_of(lexicon: Lexicon) -> Agencies:
    return Agencies(lexicon.rows(OutletRow), lexicon.rows(CreditRow))


def _sound(draft: Draft) -> Draft:
    """Return the draft without half surrogate pairs: broken headers and markup leave them, and none can be written."""
    broken = {
        name: _SURROGATE.sub("\ufffd", value)
        for name in (
            "text",
            "external_id",
            "source",
            "url",
            "title",
            "author",
            "published",
            "updated",
            "language",
            "forwarded_from",
        )
        if isinstance(value := getattr(draft, name), str) and not value.isascii() and _SURROGATE.search(value)
    }
    return msgspec.structs.replace(draft, **broken) if broken else draft


def _below(text: str, blocks: tuple[Block, ...], issuer: str) -> tuple[Block, ...]:
    """Return the blocks below a letterhead."""
    lines = [" ".join(text[block.start : block.end].split()) for block in blocks]
    return blocks[lines.index(issuer) + 1 :]


def _prose(text: str, blocks: tuple[Block, ...]) -> str:
    """Return the beginning of what is to be read, so that menus and headings in another language do not decide."""
    stretches = []
    length = 0
    for block in blocks:
        stretches.append(text[block.start : min(block.end, block.start + SAMPLE)])
        length += len(stretches[-1])
        if length > SAMPLE:
            break
    return "\n".join(stretches)
