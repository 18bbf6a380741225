from email.message import EmailMessage

from harmattan.records.claim import Refusal
from harmattan.stages.reading.formats import eml


def mail(plain=None, html=None):
    message = EmailMessage()
    message["From"] = '"Example Radio" <desk@example.org>'
    message["To"] = "list@example.org"
    message["Subject"] = "Attaque à l'aube"
    message["Date"] = "Sun, 12 May 2024 10:30:00 +0200"
    message["Message-ID"] = "<1@example.org>"
    if plain is not None:
        message.set_content(plain, charset="iso-8859-1")
    if html is not None:
        message.add_alternative(html, subtype="html") if plain is not None else message.set_content(
            html, subtype="html"
        )
    return message.as_bytes()


def test_headers_say_what_a_mail_is(read_one):
    document = read_one(mail("Des hommes armés ont attaqué le dépôt près du port.\n"), "a.eml")
    assert (document.title, document.source, document.author) == ("Attaque à l'aube", "Example Radio", "Example Radio")
    assert (document.published, document.external_id) == ("2024-05-12T10:30:00+02:00", "1@example.org")
    assert document.text.strip() == "Des hommes armés ont attaqué le dépôt près du port."


def test_quoted_lines_are_quotes_and_the_signature_is_left_out(read_one):
    document = read_one(mail("We have no news.\n\n> Who attacked?\n> Nobody knows.\n\n-- \nA name\n+000"), "a.eml")
    assert [(block.kind, document.text[block.start : block.end]) for block in document.blocks] == [
        ("paragraph", "We have no news."),
        ("quote", "Who attacked?\n> Nobody knows."),
    ]


def test_a_mail_in_html_alone_is_read_as_a_page(read_one):
    document = read_one(mail(html="<html><body><p>The army took the bridge on Monday.</p></body></html>"), "a.eml")
    assert "The army took the bridge on Monday." in document.text
    assert document.media_type == "message/rfc822"


def test_a_mail_without_text_is_refused(read_all):
    (refusal,) = read_all(mail(), "a.eml")
    assert isinstance(refusal, Refusal)
    assert refusal.code == "no_text"


def test_headers_that_are_no_text_do_no_harm(read_one):
    headers = b"From: Caf\xe9 <a@example.org>\nSubject: \xff\xfe d\xe9p\xf4t\nDate: never\nContent-Language: ??\n"
    data = headers + b"\nThe army took the bridge."
    document = read_one(data, "a.eml")
    assert document.published is None
    (document.title + document.source).encode()


def test_a_mail_is_known_by_its_headers(read_one):
    assert read_one(mail("The army took the bridge."), "-").media_type == "message/rfc822"


def test_lines_without_end_are_refused_before_the_mail_is_taken_apart(read_all, monkeypatch):
    monkeypatch.setattr(eml, "MOST_LINES", 50)
    assert [one.code for one in read_all("From: a@b.c\nTo: b@b.c\nSubject: x\n\n" + "a\n" * 60, "a.eml")] == [
        "too_large"
    ]
