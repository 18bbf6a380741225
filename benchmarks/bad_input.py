"""What bad input costs: seconds, peak memory and the line it is answered with, each in a process of its own.

Every case lies in a folder beside one good report, which has to come through. Exits with 1 where a case takes more than
`CEILING` MiB, does not end with status 1, prints a trace, or costs the good report.

    python benchmarks/bad_input.py [NAME...]
"""

from __future__ import annotations

import gzip
import io
import json
import os
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import NamedTuple

CEILING = 1024
"""MiB that a process may take at its peak."""
LONGEST = 600
GOOD = "BAMAKO, 3 March 2026 - Gunmen killed at least 12 soldiers at Hombori, two security sources said.\n"
MIB = 1024 * 1024


def text_of(size: int) -> bytes:
    """Return prose of that many bytes."""
    return (GOOD.encode() * (size // len(GOOD) + 1))[:size]


def zipped(files: dict[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a ZIP archive of the files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", how) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def nested(levels: int) -> bytes:
    """Return archives in archives."""
    data = zipped({"a.txt": GOOD.encode()})
    for level in range(levels):
        data = zipped({f"{level}.zip": data})
    return data


def locked() -> bytes:
    """Return a ZIP archive whose file says that it is locked."""
    data = bytearray(zipped({"a.txt": GOOD.encode()}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    return bytes(data)


def record(body: bytes, number: int) -> bytes:
    """Return a page in a web archive."""
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/{number}\r\n"
        f"WARC-Date: 2026-03-04T08:00:00Z\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def page(number: int) -> bytes:
    """Return a page with a report of its own."""
    return f"<html><body><article><p>{GOOD} Village {number} fell.</p></article></body></html>".encode()


def pdf(pages: int, *, password: bool = False, content: bytes = b"") -> bytes:
    """Return a PDF of pages that are empty or all have the packed content."""
    kids = " ".join(f"{number + 3} 0 R" for number in range(pages))
    drawn = f" /Contents {pages + 3} 0 R" if content else ""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode(),
        *[f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9]{drawn} >>".encode()] * pages,
    ]
    if content:
        packed = zlib.compress(content, 1)
        objects.append(b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(packed), packed))
    lock = ""
    if password:
        objects.append(b"<< /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >>" % (b"41" * 32, b"42" * 32))
        lock = f" /Encrypt {len(objects)} 0 R /ID [<00> <00>]"
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.write("".join(f"{place:010} 00000 n \n" for place in places).encode())
    out.write(f"trailer << /Size {len(objects) + 1} /Root 1 0 R{lock} >>\nstartxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()


def mail(levels: int) -> bytes:
    """Return a mail in a mail in a mail."""
    message = EmailMessage()
    message["From"], message["Subject"] = "a@example.org", "The last"
    message.set_content(GOOD)
    data = message.as_bytes()
    for level in range(levels):
        head = f"From: a@example.org\nTo: b@example.org\nSubject: {level}\nMIME-Version: 1.0\n"
        edge = f"edge{level}"
        head += f'Content-Type: multipart/mixed; boundary="{edge}"\n\n--{edge}\nContent-Type: message/rfc822\n\n'
        data = head.encode() + data + f"\n--{edge}--\n".encode()
    return data


def feed(items: str) -> bytes:
    """Return an RSS feed."""
    return f"<rss version='2.0'><channel><title>Paper</title>{items}</channel></rss>".encode()


def bomb_feed() -> bytes:
    """Return a feed whose entities grow without end and name a file."""
    levels = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 12))
    opening = f'<!DOCTYPE rss [<!ENTITY l0 "ha"><!ENTITY f SYSTEM "file:///etc/passwd">{levels}]>'
    return opening.encode() + feed("<item><title>&l11; &f;</title></item><item></item>")


def docx(body: str) -> bytes:
    """Return a Word document."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    document = f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": document.encode()})


def lines(count: int) -> Iterator[bytes]:
    """Yield JSON Lines of short reports about nothing, so that what is measured is the reading."""
    body = "Le marché du village a rouvert lundi. " * 50
    for number in range(count):
        yield json.dumps({"id": number, "text": f"{body}{number}"}).encode() + b"\n"


_Write = Callable[[Path], None]


def holds(data: Callable[[], bytes]) -> _Write:
    """Return what writes those bytes."""
    return lambda path: path.write_bytes(data()) and None


def stream(pieces: Callable[[], Iterator[bytes]]) -> _Write:
    """Return what writes those pieces one by one."""

    def write(path: Path) -> None:
        with path.open("wb") as file:
            for piece in pieces():
                file.write(piece)

    return write


def export(messages: bytes) -> bytes:
    """Return a Telegram export."""
    return b'{"name": "Channel", "type": "public_channel", "id": 1, "messages": [' + messages + b"]}"


CASES: dict[str, tuple[str, _Write]] = {
    "gzip bomb (1 GiB of zeros)": ("a.txt.gz", holds(lambda: gzip.compress(bytes(1024 * MIB), 1))),
    "gzip bomb as JSON Lines": ("a.jsonl.gz", holds(lambda: gzip.compress(b'{"text": "' + b"a" * (512 * MIB), 1))),
    "ZIP bomb": ("a.zip", holds(lambda: zipped({"a.txt": bytes(512 * MIB)}))),
    "ZIP of 300,000 files": ("a.zip", holds(lambda: zipped({f"{n}.txt": b"x" for n in range(300_000)}, 0))),
    "archives nested 50 deep": ("a.zip", holds(lambda: nested(50))),
    "locked ZIP": ("a.zip", holds(locked)),
    "ZIP with paths that lead out": (
        "a.zip",
        holds(lambda: zipped({"../../../etc/a\n\x1b[2Jb.txt": GOOD.encode(), "/etc/b.txt": b"\0\1\2" * 99})),
    ),
    "ZIP cut in the middle": ("a.zip", holds(lambda: zipped({"a.txt": os.urandom(100_000)})[:60_000])),
    "gzip cut in the middle": ("a.jsonl.gz", holds(lambda: gzip.compress(b"".join(lines(500)))[:-300])),
    "text of 100 MB": ("a.txt", holds(lambda: text_of(100_000_000))),
    "text of one 60 MB line": ("a.txt", holds(lambda: b"a" * 60_000_000)),
    "JSON line of 100 MB": (
        "a.jsonl",
        holds(lambda: b'{"text": "' + text_of(100_000_000).replace(b"\n", b" ") + b'"}'),
    ),
    "JSON line of 60 MB of prose": (
        "a.jsonl",
        holds(lambda: b'{"text": "' + text_of(60_000_000).replace(b"\n", b" ") + b'"}'),
    ),
    "a million broken JSON lines": ("a.jsonl", holds(lambda: b'{"text": \n' * 1_000_000)),
    "JSON nested a million deep": ("a.json", holds(lambda: b'{"text": ' + b"[" * 1_000_000)),
    "JSON array nested a million deep": ("a.json", holds(lambda: b'[{"text": "x", "a": ' + b"[" * 1_000_000)),
    "JSON number of a million digits": ("a.jsonl", holds(lambda: b'{"text": "x", "id": ' + b"9" * 1_000_000 + b"}")),
    "JSON with half surrogates": ("a.jsonl", holds(lambda: b'{"text": "\\ud800"}\n{"text": "x\\ud83d"}\n{"text": 7}')),
    "CSV of 60 million commas": ("a.csv", holds(lambda: b"id,text\n" + b"," * 60_000_000 + b"\n")),
    "CSV with a quote never closed": ("a.csv", holds(lambda: b'id,text\n1,"' + text_of(100_000_000))),
    "Telegram export of 20 million numbers": ("a.json", holds(lambda: export(b"7," * 20_000_000 + b"7"))),
    "Telegram export cut": ("a.json", holds(lambda: export(b'{"id": 1, "text": "Market day."},')[:-1])),
    "WARC cut in the middle": ("a.warc", holds(lambda: b"".join(record(page(n), n) for n in range(50))[:-150])),
    "packed WARC cut in the middle": (
        "a.warc.gz",
        holds(lambda: b"".join(gzip.compress(record(page(n), n)) for n in range(50))[:-100]),
    ),
    "WARC with a record bomb": ("a.warc.gz", holds(lambda: gzip.compress(record(bytes(512 * MIB), 1)))),
    "page of 10,000 nested tags": ("a.html", holds(lambda: b"<html>" + b"<div>" * 10_000 + b"</div>" * 10_000)),
    "page of 4 million tags": ("a.html", holds(lambda: b"<html><body>" + b"<b>x</b>" * 4_000_000)),
    "page of nothing but scripts": ("a.html", holds(lambda: b"<html><script>" + b"while(1);" * 100_000 + b"</script>")),
    "feed with an entity bomb": ("a.xml", holds(bomb_feed)),
    "feed of two million elements": ("a.rss", holds(lambda: feed("<item>" + "<a/>" * 2_000_000 + "</item>"))),
    "feed with wrong dates and ids twice": (
        "a.rss",
        holds(
            lambda: feed(
                "<item><guid>1</guid><pubDate>Mon, 45 Foo</pubDate><description>Market day.</description></item>"
                "<item><guid>1</guid><description>The market shut.</description></item><item></item>"
            )
        ),
    ),
    "locked PDF": ("a.pdf", holds(lambda: pdf(1, password=True))),
    "PDF of 10,000 empty pages": ("a.pdf", holds(lambda: pdf(10_000))),
    "PDF of junk": ("a.pdf", holds(lambda: b"%PDF-1.7\n" + os.urandom(1_000_000))),
    "mails nested 500 deep": ("a.eml", holds(lambda: mail(500))),
    "mail of a million headers": ("a.eml", holds(lambda: b"From: a@b.c\n" * 1_000_000)),
    "Word document of two million marks": ("a.docx", holds(lambda: docx("<w:p/>" * 2_100_000))),
    "Word document nested 10,000 deep": ("a.docx", holds(lambda: docx("<w:tbl>" * 10_000 + "</w:tbl>" * 10_000))),
    "mail of 30 million lines": (
        "a.eml",
        holds(lambda: b"From: a@b.c\nTo: b@b.c\nSubject: c\n\n" + b"a\n" * 30_000_000),
    ),
    "Markdown of 15 million items": ("a.md", holds(lambda: b"- a\n" * 15_000_000)),
    "text of 30 million lines": ("a.txt", holds(lambda: b"a\n" * 30_000_000)),
    "page of 15 million paragraphs": ("a.html", holds(lambda: b"<html><body>" + b"<p>a" * 15_000_000)),
    "PDF whose page unpacks to 1 GB": ("a.pdf", holds(lambda: pdf(1, content=b"BT (a) Tj ET " * 80_000_000))),
    "every second byte no character": ("a.txt", holds(lambda: b"a\xe9" * 30_000_000)),
    "NUL bytes": ("a.txt", holds(lambda: bytes(20 * MIB))),
    "random bytes": ("a.txt", holds(lambda: os.urandom(20 * MIB))),
    "2 GB of JSON Lines, most without words, the last cut": (
        "a.jsonl",
        stream(lambda: _many_lines(2_000_000_000)),
    ),
    "2 GB of WARC, cut": ("a.warc", stream(lambda: _many_records(2_000_000_000))),
}


def _many_lines(size: int) -> Iterator[bytes]:
    """Yield lines of which few are documents, so that the reading is measured and not what follows; the last is cut."""
    blank = b'{"text": " ", "note": "' + b"x" * 1500 + b'"}\n'
    for number in range(size // (len(blank) * 10_000)):
        yield blank * 9_999 + json.dumps({"id": number, "text": f"Market day {number}."}).encode() + b"\n"
    yield b'{"text": "cut'


def _many_records(size: int) -> Iterator[bytes]:
    """Yield pictures among which a page stands here and there, as in a crawl."""
    picture = record(os.urandom(100_000), 0).replace(b"text/html", b"image/png")
    done = number = 0
    while done < size:
        number += 1
        piece = picture * 20 + record(page(number), number) if number % 50 == 0 else picture * 20
        done += len(piece)
        yield piece
    yield record(page(0), 0)[:200]


class Found(NamedTuple):
    """How a run of `harmattan extract` went."""

    status: int
    seconds: float
    mib: int
    errors: str
    output: str


def write(name: str, path: Path) -> None:
    """Write the input of a case, in a process of its own: what a process forks inherits its peak."""
    subprocess.run([sys.executable, __file__, "--write", name, str(path)], check=True)


PEAK = """
import atexit, re, sys
from pathlib import Path
from harmattan.surfaces.cli import main
told = Path(sys.argv.pop(1))
atexit.register(lambda: told.write_text(re.search(r"VmHWM:\\s*(\\d+)", Path("/proc/self/status").read_text())[1]))
sys.argv[0] = "harmattan"
main()
"""
"""Tells its own peak: what the system counts for a process begins with the peak of the one that started it."""


def run(folder: Path) -> Found:
    """Return how `harmattan extract` over a folder went."""
    began = time.perf_counter()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err, tempfile.NamedTemporaryFile() as told:
        command = [sys.executable, "-c", PEAK, told.name, "extract", str(folder)]
        child = subprocess.Popen(command, stdout=out, stderr=err)
        try:
            child.wait(timeout=LONGEST)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
            return Found(-1, time.perf_counter() - began, 0, "", "")
        seconds = time.perf_counter() - began
        out.seek(0)
        err.seek(0)
        peak = int(Path(told.name).read_text() or 0) // 1024
        return Found(child.returncode, seconds, peak, err.read().decode(), out.read().decode())


def faults_of(found: Found) -> list[str]:
    """Return what is wrong with how a run went."""
    faults = []
    if found.status != 1:
        faults.append(f"exit status {found.status}" if found.status >= 0 else f"not done after {LONGEST} s")
    if found.mib > CEILING:
        faults.append(f"{found.mib} MiB")
    if "Traceback" in found.errors or "panicked" in found.errors or "could not be read: " in found.errors:
        faults.append("an error that was not foreseen")
    if "at least 12 soldiers at Hombori" not in (found.output.splitlines() or [""])[-1]:
        faults.append("the good report is lost")
    return faults


def main(names: list[str]) -> int:
    """Run the cases whose name holds one of the words, all without any; return the exit status."""
    bad = 0
    print("| input | MiB | s | documents | lines | first line |\n|---|---|---|---|---|---|")
    for name, (file, _) in CASES.items():
        if names and not any(word in name for word in names):
            continue
        with tempfile.TemporaryDirectory() as folder:
            write(name, Path(folder) / file)
            (Path(folder) / "z.txt").write_text(GOOD)
            found = run(Path(folder))
        faults = faults_of(found)
        bad += bool(faults)
        said = found.errors.splitlines()
        line = (said or [""])[0].replace(folder, "…").replace("|", "\\|")[:150]
        documents = found.output.count('{"document":')
        label = f"**{', '.join(faults)}**: {name}" if faults else name
        print(f"| {label} | {found.mib} | {found.seconds:.1f} | {documents} | {len(said)} | {line} |", flush=True)
    return 1 if bad else 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--write"]:
        CASES[sys.argv[2]][1](Path(sys.argv[3]))
        sys.exit(0)
    sys.exit(main(sys.argv[1:]))
