MARKDOWN = """---
title: "A week in the delta"
date: 2024-05-12
source: Example Monitor
---

# A week in the delta

The army **retook** the bridge on Monday,
residents said.

Background
----------

The group holds:

- the market, and
  the road beside it;
- the bridge.

> We will return,
> the governor said.

| place | dead |
|-------|------|
| Port  | 2    |

```
not prose
```
"""


def test_marks_tell_the_blocks_and_the_text_stays_as_it_was_written(read_one):
    document = read_one(MARKDOWN, "a.md")
    assert document.text == MARKDOWN
    assert [(block.kind, document.text[block.start : block.end]) for block in document.blocks] == [
        ("heading", "A week in the delta"),
        ("paragraph", "The army **retook** the bridge on Monday,\nresidents said."),
        ("heading", "Background"),
        ("paragraph", "The group holds:"),
        ("item", "the market, and\n  the road beside it;"),
        ("item", "the bridge."),
        ("quote", "We will return,\n> the governor said."),
        ("table", "| place | dead |\n|-------|------|\n| Port  | 2    |"),
    ]


def test_front_matter_says_what_the_document_is(read_one):
    document = read_one(MARKDOWN, "a.md")
    assert (document.title, document.source, document.published) == (
        "A week in the delta",
        "Example Monitor",
        "2024-05-12",
    )


def test_quotes_in_front_matter_are_read_as_they_were_meant(read_one):
    document = read_one(
        "---\ntitle: \"\\\"Gone by noon\\\": the port\"\nsource: 'The editor''s desk'\n---\nText.", "a.md"
    )
    assert (document.title, document.source) == ('"Gone by noon": the port', "The editor's desk")


def test_the_first_heading_is_the_title_without_front_matter(read_one):
    assert read_one("# Raid on the port\n\nTwo guards were killed.", "a.md").title == "Raid on the port"
