"""A small valid file of every format that is read, to be broken, and what must hold of whatever a broken one gives."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Iterator

from harmattan.records.claim import Refusal
from harmattan.records.document import Document

TEXT = "Gunmen killed two soldiers at Gao on Monday, police said.\n\nThe army – « l'armée » – denied it."
PAGE = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Raid</title>
<meta property="article:published_time" content="2024-05-12T10:30:00Z"><link rel="canonical" href="https://example.org/1">
<script type="application/ld+json">{{"datePublished": "2024-05-12"}}</script></head><body><article><h1>Raid</h1>
<time datetime="2024-05-12">12 May 2024</time><p>{TEXT}</p><ul><li>one;</li><li>two.</li></ul><table><tr><td>2</td></tr></table>
<blockquote><p>We won't leave.</p></blockquote></article></body></html>"""
MAIL = """From: "Desk" <desk@example.org>
To: b@example.org
Subject: =?utf-8?q?Raid_=C3=A0_Gao?=
Date: Sun, 12 May 2024 10:30:00 +0200
Message-ID: <1@example.org>
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="edge"

--edge
Content-Type: text/plain; charset="iso-8859-1"
Content-Transfer-Encoding: quoted-printable

L'arm=E9e a quitt=E9 la ville.
--
signature
--edge
Content-Type: text/html

<p>L'armee.</p>
--edge--
"""
SAVED = f"""From: <Saved by Blink>
Snapshot-Content-Location: https://example.org/1
Date: Sun, 12 May 2024 10:30:00 -0000
MIME-Version: 1.0
Content-Type: multipart/related; boundary="edge"

--edge
Content-Type: text/html
Content-Location: https://example.org/1

{PAGE}
--edge--
"""
RSS = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Paper</title><link>https://example.org</link>
<item><title>A</title><guid>1</guid><pubDate>Sun, 12 May 2024 10:30:00 GMT</pubDate><description><![CDATA[<p>{TEXT}</p>]]>
</description></item><item><title>B</title><guid>1</guid><link>/b</link><description>The army left.</description></item>
</channel></rss>"""
CHAT = {
    "name": "Channel",
    "type": "public_channel",
    "id": 1,
    "messages": [
        {
            "id": 1,
            "type": "message",
            "date": "2024-05-12T12:30:00",
            "text": ["Gunmen ", {"type": "bold", "text": "left"}],
        },
        {
            "id": 2,
            "type": "message",
            "date_unixtime": "1715509800",
            "text": TEXT,
            "forwarded_from": "Other",
            "edited": "x",
        },
        {"id": 3, "type": "service", "text": ""},
    ],
}
MARKDOWN = f"""---
title: Raid
date: 2024-05-12
---
# Raid

{TEXT}

- one;
- two.

> quote

| a | b |
|---|---|
| 1 | 2 |
"""


def _zip(files: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def _docx() -> bytes:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    styles = f'<w:styles {space}><w:style w:styleId="H"><w:name w:val="heading 1"/></w:style></w:styles>'
    paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in TEXT.split("\n\n"))
    table = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>2</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    head = '<w:p><w:pPr><w:pStyle w:val="H"/></w:pPr><w:r><w:t>Raid</w:t></w:r></w:p>'
    body = f"<w:document {space}><w:body>{head}{paragraphs}{table}</w:body></w:document>"
    return _zip({"[Content_Types].xml": "<Types/>", "word/document.xml": body, "word/styles.xml": styles})


def _pdf() -> bytes:
    content = b"BT /F1 12 Tf 50 700 Td (Gunmen killed two soldiers at Gao, police said.) Tj ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R"
        b" /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
    ]
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, one) for number, one in enumerate(objects, start=1))
    return b"%PDF-1.4\n" + body + b"trailer << /Size 5 /Root 1 0 R >>\n%%EOF\n"


def _records(pack: bool) -> bytes:
    records = []
    for number in range(2):
        block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + PAGE.encode()
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/{number}\r\n"
            f"WARC-Date: 2024-05-13T08:00:00Z\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
        ).encode()
        records.append(head + block + b"\r\n\r\n")
    return b"".join(gzip.compress(one, mtime=0) if pack else one for one in records)


_LINES = "".join(json.dumps({"id": number, "text": TEXT, "published": "2024-05-12"}) + "\n" for number in range(2))
SEEDS: dict[str, tuple[str, bytes]] = {
    "pdf": ("a.pdf", _pdf()),
    "docx": ("a.docx", _docx()),
    "warc": ("a.warc", _records(pack=False)),
    "html": ("a.html", PAGE.encode()),
    "feed": ("a.rss", RSS.encode()),
    "telegram": ("a.json", json.dumps(CHAT).encode()),
    "jsonl": ("a.jsonl", _LINES.encode()),
    "mhtml": ("a.mhtml", SAVED.encode()),
    "eml": ("a.eml", MAIL.encode()),
    "csv": ("a.csv", b'id,text,published\n1,"Gunmen left, he said.\nAll.",2024-05-12\n2,Two.,\n'),
    "markdown": ("a.md", MARKDOWN.encode()),
    "text": ("a.txt", TEXT.encode()),
    "array": ("b.json", json.dumps([{"text": TEXT}, {"text": "Two."}], indent=1).encode()),
    "packed warc": ("a.warc.gz", _records(pack=True)),
    "gzip": ("a.txt.gz", gzip.compress(TEXT.encode(), mtime=0)),
    "zip": ("a.zip", _zip({"a.txt": TEXT, "b/c.html": PAGE, "d.jsonl": _LINES})),
}
"""A name and the bytes of a file for each format, some in two shapes, and for the archives."""


def faults_of(found: Document | Refusal, size: int | None) -> Iterator[str]:
    """Yield what is wrong with something that was read from an input of so many bytes; None where it was packed."""
    if isinstance(found, Refusal):
        if not found.path or not found.reason or "\n" in found.reason:
            yield f"a refusal that is no line: {found}"
        if found.code == "failed":
            yield f"not foreseen: {found.reason}"
        return
    text = found.text
    text.encode()
    reach = 0
    for block in found.blocks:
        if not reach <= block.start < block.end <= len(text):
            yield f"block {block} of {len(text)} characters, after {reach}"
        reach = block.end
        lead = block.lead_in
        if lead is not None and not 0 <= lead[0] < lead[1] <= block.start:
            yield f"lead-in of {block}"
    reach = byte = 0
    for span in found.origin_map:
        if not reach <= span.start <= span.end <= len(text):
            yield f"{span} of {len(text)} characters, after {reach}"
        reach = span.end
        if span.byte_start is not None and span.byte_end is not None:
            if not byte <= span.byte_start <= span.byte_end or (size is not None and span.byte_end > size):
                yield f"{span} of {size} bytes, after {byte}"
            byte = span.byte_end
