"""Pages a second from HTML bytes to documents, beside bare trafilatura, and how much of the report both keep.

    python benchmarks/reading_speed.py [--pages N] [--rounds N]

The pages are MUC-4 dev reports set into a page of our own with menus, teasers, a cookie notice and a footer. The frame is
invented, so what is kept says that nothing is lost on plain pages, not how pages of the web are read. Prints medians, the
parts in turn.
"""

from __future__ import annotations

import argparse
import html
import re
import statistics
import time
from collections.abc import Callable

import trafilatura

from corpora import muc4_texts
from harmattan.lexicons import load
from harmattan.ports import Blob
from harmattan.records.document import Document
from harmattan.stages.reading import read

MENU = "".join(
    f'<li><a href="/{name.lower()}">{name}</a></li>' for name in ("Home", "World", "Sahel", "Sport", "Weather")
)
TEASERS = "".join(
    f'<a class="teaser" href="/{number}">Another story that readers liked, number {number}</a>' for number in range(9)
)
FRAME = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} | The Paper</title>
<meta property="og:site_name" content="The Paper"><meta property="article:published_time" content="2026-03-04T06:30:00+00:00">
<script>var shown = 1;</script></head><body><header><nav><ul>{menu}</ul></nav></header>
<div class="cookies"><p>We use cookies. Accept all cookies or change your settings.</p></div>
<main><article><h1>{title}</h1>{body}</article><aside>{teasers}</aside></main>
<footer><p>All rights reserved. Follow us. English (US) · French (FR)</p></footer></body></html>"""
RESIDUE = ("readers liked", "cookies", "All rights reserved", "French (FR)")


def page_of(name: str, text: str) -> bytes:
    """Return a report as a web page."""
    paragraphs = (html.escape(" ".join(part.split())) for part in re.split(r"\n\s*\n", text))
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs if paragraph)
    return FRAME.format(title=f"Report {name}", menu=MENU, teasers=TEASERS, body=body).encode()


def share(text: str, got: str) -> float:
    """Return the share of the different words of a report that came through."""
    words = set(text.split())
    return len(words & set(got.split())) / len(words)


def main() -> None:
    """Time the three ways over the same pages and print them side by side."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--pages", type=int, default=300)
    arguments.add_argument("--rounds", type=int, default=3)
    options = arguments.parse_args()
    texts = muc4_texts("dev")[:: max(1, 1300 // options.pages)]
    pages = [page_of(name, text) for name, text in texts]
    lexicon = load()

    def ours(batch: list[bytes]) -> list[str]:
        blobs = (Blob(path=f"{number}.html", data=page) for number, page in enumerate(batch))
        return [found.text if isinstance(found, Document) else "" for found in read(blobs, lexicon=lexicon)]

    def text_alone(batch: list[bytes]) -> list[str]:
        return [trafilatura.extract(page, include_comments=False) or "" for page in batch]

    def with_metadata(batch: list[bytes]) -> list[str]:
        found = [trafilatura.bare_extraction(page, include_comments=False, with_metadata=True) for page in batch]
        return [document.text or "" if document is not None else "" for document in found]

    ways: dict[str, Callable[[list[bytes]], list[str]]] = {
        "bare trafilatura, text alone": text_alone,
        "bare trafilatura, with metadata": with_metadata,
        "reading, bytes to documents": ours,
    }
    for way in ways.values():
        way(pages[:10])
    rates: dict[str, list[float]] = {name: [] for name in ways}
    results: dict[str, list[str]] = {}
    for _ in range(options.rounds):
        for name, way in ways.items():
            started = time.perf_counter()
            results[name] = way(pages)
            rates[name].append(len(pages) / (time.perf_counter() - started))
    size = sum(map(len, pages)) / len(pages) / 1024
    print(f"{len(pages)} pages of {size:.1f} KiB, {options.rounds} rounds, medians")
    for name, seen in rates.items():
        kept = statistics.mean(share(text, got) for (_, text), got in zip(texts, results[name], strict=True))
        leaked = sum(any(words in got for words in RESIDUE) for got in results[name])
        print(f"{name:32} {statistics.median(seen):7.1f} pages/s   words kept {kept:.4f}, pages with residue {leaked}")
    for name in list(ways)[:2]:
        pairs = zip(rates["reading, bytes to documents"], rates[name], strict=True)
        print(f"ratio, reading to {name} {statistics.median(mine / bare for mine, bare in pairs):.2f}")


if __name__ == "__main__":
    main()
