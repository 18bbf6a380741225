"""Pages of our own invention that reports are set into: a bare frame, and one with all that a news site puts around a report.

What stands around the report (menus, scripts, styles, teasers, forms, pictures) is drawn by a generator with a fixed seed, so
that every run reads the same bytes.
"""

from __future__ import annotations

import html
import json
import random
import re

RESIDUE = ("readers liked", "cookies", "All rights reserved", "French (FR)", "Sign up to our letter")
"""Words that stand in the frames alone."""

_SECTIONS = (
    *("Home", "World", "Sahel", "Africa", "Europe", "Asia", "Americas", "Politics", "Business", "Science", "Sport"),
    *("Weather", "Culture", "Opinion", "Video"),
)
_WORDS = (
    *("minister", "harvest", "market", "railway", "budget", "festival", "election", "river", "bridge", "school"),
    *("teachers", "museum", "winter", "league", "coach", "final", "traders", "exports", "inflation", "hospital"),
    *(
        "doctors",
        "vaccine",
        "satellite",
        "climate",
        "drought",
        "wheat",
        "port",
        "ferry",
        "strike",
        "union",
        "parliament",
    ),
    *("court", "verdict", "appeal", "singer", "album", "painter", "novel", "prize", "stadium", "airport", "tourism"),
    *("hotel", "fishing", "forest", "fire", "storm"),
)
_MENU = "".join(f'<li><a href="/{name.lower()}">{name}</a></li>' for name in _SECTIONS[:5])
_TEASERS = "".join(
    f'<a class="teaser" href="/{number}">Another story that readers liked, number {number}</a>' for number in range(9)
)
_BARE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} | The Paper</title>
<meta property="og:site_name" content="The Paper"><meta property="article:published_time" content="2026-03-04T06:30:00+00:00">
<script>var shown = 1;</script></head><body><header><nav><ul>{menu}</ul></nav></header>
<div class="cookies"><p>We use cookies. Accept all cookies or change your settings.</p></div>
<main><article><h1>{title}</h1>{body}</article><aside>{teasers}</aside></main>
<footer><p>All rights reserved. Follow us. English (US) · French (FR)</p></footer></body></html>"""

_FULL = """<!DOCTYPE html>
<html lang="en" class="no-js">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} | The Paper</title>
<meta name="description" content="The latest from our correspondents.">
<meta property="og:title" content="{title}"><meta property="og:type" content="article">
<meta property="og:site_name" content="The Paper"><meta name="twitter:card" content="summary_large_image">
<link rel="canonical" href="https://paper.example/world/{number}">
{told}
{links}
<style>{styles}</style>
<script>{state}</script>
</head>
<body class="story story--wide">
<div id="consent" class="consent-banner"><p>We use cookies and similar tools. Accept all cookies or change your settings.</p>
<button class="btn">Accept</button></div>
<header class="site-header"><a class="logo" href="/"><svg viewBox="0 0 80 20"><path d="M0 0h80v20H0z"/></svg></a>
<nav class="site-nav" aria-label="Main">{menus}</nav>
<form class="site-search" action="/search"><input type="search" name="q"><button>Go</button></form></header>
<main class="layout"><div class="layout__main">
<article class="story__article"><header class="story__head"><h1 class="story__title">{title}</h1>{byline}</header>
<figure class="story__lead"><picture><source srcset="/i/{number}-w.avif 1200w" type="image/avif">
<img src="/i/{number}.jpg" alt="" width="1200" height="675"></picture></figure>
<div class="story__body">{body}</div>
<div class="share-tools">
<ul><li><a href="#f">Facebook</a></li><li><a href="#x">X</a></li><li><a href="#w">WhatsApp</a></li></ul></div>
</article>
<section class="newsletter-signup"><form action="/letter"><p>Sign up to our letter and get it every morning.</p>
<input type="email" name="mail"><button>Sign up</button></form></section>
</div><aside class="layout__side sidebar"><h2>Most read</h2><div class="teaser-list">{teasers}</div></aside></main>
<section class="related-stories">{related}</section>
<footer class="site-footer"><div class="footer-links">{footer}</div>
<p>© 2026 The Paper. All rights reserved. Follow us. English (US) · French (FR)</p></footer>
<script>{scripts}</script>
</body></html>"""


def bare_page(name: str, text: str) -> bytes:
    """Return a report as a web page with little around it, some 2 KiB."""
    return _BARE.format(title=f"Report {name}", menu=_MENU, teasers=_TEASERS, body=_paragraphs(text)).encode()


def full_page(name: str, text: str, number: int, kilobytes: int) -> bytes:
    """Return a report as a page of a news site of about so many kilobytes.

    Two thirds of what is around the report are scripts and styles, the rest is markup. By turns the page tells date and
    author in JSON-LD, in meta elements, or in its visible text alone.
    """
    draw = random.Random(number)
    room = max(0, kilobytes * 1000 - len(text) - 6000)
    title = f"Report {name}"
    told, byline = _told(title, number)
    teasers = room // 3 // 700
    return _FULL.format(
        title=title,
        number=number,
        told=told,
        byline=byline,
        links="\n".join(f'<link rel="preload" href="/a/{at:x}.js" as="script">' for at in range(12)),
        styles=_styles(draw, room // 5),
        state=f"window.__STATE__={_state(draw, room // 4)};",
        menus="".join(_menu(draw, section) for section in _SECTIONS),
        body=_paragraphs(text),
        teasers="".join(_teaser(draw) for _ in range(teasers // 2)),
        related="".join(_teaser(draw) for _ in range(teasers - teasers // 2)),
        footer="".join(f'<ul class="footer-col">{_items(draw, 8)}</ul>' for _ in range(5)),
        scripts=_script(draw, room // 5),
    ).encode()


def _paragraphs(text: str) -> str:
    paragraphs = (html.escape(" ".join(part.split())) for part in re.split(r"\n\s*\n", text))
    return "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs if paragraph)


def _told(title: str, number: int) -> tuple[str, str]:
    """Return what the head and the byline say of date and author."""
    when = f"2026-03-{number % 28 + 1:02d}T06:30:00+00:00"
    if number % 3 == 0:
        content = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": title, "datePublished": when}
        content["author"] = {"@type": "Person", "name": "Ada Example"}  # type: ignore[assignment]
        return f'<script type="application/ld+json">{json.dumps(content)}</script>', ""
    if number % 3 == 1:
        return (
            f'<meta property="article:published_time" content="{when}"><meta name="author" content="Ada Example">',
            "",
        )
    return "", (
        f'<div class="byline">By <a class="author-name" href="/ada">Ada Example</a></div>'
        f'<time class="story__time" datetime="{when}">{when[:10]}</time>'
    )


def _headline(draw: random.Random) -> str:
    return " ".join(draw.choices(_WORDS, k=draw.randint(5, 9))).capitalize()


def _items(draw: random.Random, count: int) -> str:
    names = (" ".join(draw.choices(_WORDS, k=2)) for _ in range(count))
    return "".join(f'<li class="nav__item"><a href="/{name.replace(" ", "-")}">{name}</a></li>' for name in names)


def _menu(draw: random.Random, section: str) -> str:
    return (
        f'<div class="nav__section"><a class="nav__top" href="/{section.lower()}">{section}</a>'
        f'<ul class="nav__list">{_items(draw, 6)}</ul></div>'
    )


def _teaser(draw: random.Random) -> str:
    """A card that leads to another story, some 700 characters of markup."""
    slug = f"/{draw.choice(_SECTIONS).lower()}/{draw.getrandbits(32):x}"
    return (
        f'<div class="card card--teaser" data-id="{draw.getrandbits(64):x}"><a class="card__link" href="{slug}">'
        f'<picture class="card__picture"><source srcset="/i{slug}-s.avif 400w, /i{slug}-m.avif 800w" type="image/avif">'
        f'<img class="card__image" loading="lazy" src="/i{slug}.jpg" alt="" width="400" height="225"></picture></a>'
        f'<div class="card__text"><span class="card__label">{draw.choice(_SECTIONS)}</span>'
        f'<h3 class="card__title"><a href="{slug}">{_headline(draw)}</a></h3>'
        f'<p class="card__lead">{_headline(draw)}, a story that readers liked.</p>'
        f'<span class="card__time">{draw.randint(1, 23)} hours ago</span></div></div>'
    )


def _styles(draw: random.Random, size: int) -> str:
    rules = (
        f".card--{draw.getrandbits(20):x}>.nav__item{{margin:0 {draw.randint(1, 40)}px;color:#{draw.getrandbits(24):06x}}}"
        for _ in range(size // 55 + 1)
    )
    return "".join(rules)


def _state(draw: random.Random, size: int) -> str:
    entries = [
        {"id": draw.getrandbits(40), "slug": _headline(draw).replace(" ", "-"), "shown": True, "rank": draw.random()}
        for _ in range(size // 120 + 1)
    ]
    return json.dumps({"stories": entries})


def _script(draw: random.Random, size: int) -> str:
    calls = (
        f"(function(w,d){{w.q=w.q||[];if(d.title.length>{draw.randint(1, 99)})"
        f'{{w.q.push("t{draw.getrandbits(24):x}")}}}})(window,document);'
        for _ in range(size // 90 + 1)
    )
    return "\n".join(calls)
