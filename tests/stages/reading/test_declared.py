import pytest

STORY = (
    "<p>"
    + "The army took the bridge at the river on Monday, residents of the town said to a reporter of the paper. " * 6
    + "</p>"
)


def page(head="", inside="", after=""):
    return f"<html><head>{head}</head><body><article><h1>Raid at the port</h1>{inside}{STORY}</article>{after}</body></html>"


def meta(name, value):
    return f"<meta property='{name}' content='{value}'>"


LINKED = (
    '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "%s", "dateModified": "%s"}</script>'
)


@pytest.mark.parametrize(
    ("markup", "date"),
    [
        (page(meta("article:published_time", "2024-05-01T23:30:00-05:00")), "2024-05-01T23:30:00-05:00"),
        (page(meta("article:published_time", "1994-04-07T08:00:00Z")), "1994-04-07T08:00:00+00:00"),
        (page(LINKED % ("2024-05-12T10:30:00+02:00", "2024-05-13")), "2024-05-12T10:30:00+02:00"),
        (page("<link rel=canonical href='https://example.org/2023/4/05/raid'>"), "2023-04-05"),
        (page(inside="<time datetime='2024-05-12T10:00:00Z'>12 May</time>"), "2024-05-12T10:00:00+00:00"),
        (page(inside="<p class='date'>Publié le 12 mai 2024 à 10h30</p>"), "2024-05-12"),
        (page(inside="<p class='date'>Publié le 12 mai 2024 à 10:30</p>"), "2024-05-12"),
        (
            page(inside="<p class='meta'><time>12 May 2024</time> updated <time>14 May 2024</time></p>"),
            "2024-05-12",
        ),
        (page(after="<footer><time datetime='2024-05-12'></time></footer>"), None),
    ],
)
def test_a_date_that_a_page_states_of_itself_is_its_date(read_one, markup, date):
    assert read_one(markup, "a.html").published == date


@pytest.mark.parametrize(
    "markup",
    [
        page(meta("date", "2024-05")),
        page(meta("date", "2024")),
        page(meta("article:published_time", "1970-01-01T00:00:00Z")),
        page(meta("article:modified_time", "2024-06-01")),
        page(meta("og:image", "https://example.org/uploads/2018/02/03/a.jpg")),
        page("<link rel=canonical href='https://example.org/2023/04/raid'>"),
        page(inside="<p>On 2012-03-22 soldiers took power in the capital.</p>"),
        page(inside="<span class='date'>04/05/2024</span>"),
        page(after="<aside><ul><li><time datetime='2024-09-09'>9 Sept</time> Another story</li></ul></aside>"),
        page(after="<div class='comment-list'><time datetime='2024-09-09T10:00'></time></div>"),
        page(after="<ul class=related-posts><li><time datetime='2024-09-09'>9 Sept</time></li></ul>"),
        page(
            after="<div><h3><time datetime='2024-09-09'></time></h3></div>"
            "<div><h3><time datetime='2024-09-10'></time></h3></div>"
        ),
        page(after="<footer>© 2019 The Paper</footer>"),
    ],
)
def test_no_date_is_made_from_half_a_date_or_taken_from_beside_the_story(read_one, markup):
    assert read_one(markup, "a.html").published is None


def test_the_last_change_is_kept_beside_the_publication(read_one):
    found = read_one(page(LINKED % ("2024-05-12T10:30:00+02:00", "2024-05-13")), "a.html")
    assert (found.published, found.updated) == ("2024-05-12T10:30:00+02:00", "2024-05-13")


def test_what_the_head_says_of_the_publication_goes_before_the_day_of_the_build(read_one):
    head = meta("date", "2024-06-30") + meta("article:published_time", "2024-05-12")
    assert read_one(page(head), "a.html").published == "2024-05-12"
