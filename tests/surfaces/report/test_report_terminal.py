"""The terminal: no wider than it is, clear without colour, and never taken over by a source."""

from __future__ import annotations

from io import StringIO

import exercise
import msgspec
import pytest
from rich.cells import cell_len
from rich.console import Console

from harmattan.records.bundle import Situation
from harmattan.surfaces.report import print_terminal, render
from harmattan.surfaces.report.html import COMPUTED, SECTIONS


def shown(situation, width, **settings):
    buffer = StringIO()
    console = Console(file=buffer, width=width, **settings)
    print_terminal(situation, console, vocabulary=exercise.VOCABULARY)
    return buffer.getvalue()


@pytest.mark.parametrize("width", [40, 60, 120])
def test_no_line_is_wider_than_the_terminal(situation, width):
    long = tuple(
        msgspec.structs.replace(claim, statement=f"{claim.statement} {'x' * 150}") for claim in situation.claims
    )
    for case in (situation, msgspec.structs.replace(situation, claims=long)):
        out = shown(case, width, color_system=None)
        assert max(cell_len(line) for line in out.splitlines()) <= width


def test_all_sections_come_in_order(situation):
    lines = shown(situation, 100, color_system=None).splitlines()
    heads = [line.strip() for line in lines if line.strip() in {name.upper() for _, name in (*SECTIONS, COMPUTED)}]
    assert heads == [name.upper() for _, name in (*SECTIONS, COMPUTED)]


def test_status_and_doubt_are_said_in_words(situation):
    out = shown(situation, 100, color_system=None)
    for mark in ("<contested, low confidence>", "<said to be unconfirmed>", "<not established>", "◄──┤", "╌╌ backs ╌╌"):
        assert mark in out


def test_every_claim_is_there_with_its_quote(situation):
    out = " ".join(shown(situation, 100, color_system=None).split())
    for claim in situation.claims:
        assert claim.statement in out
        assert " ".join(claim.evidence.quote.split()) in out


def test_source_cannot_send_control_codes_or_markup(situation):
    nasty = "\x1b[31mred\x1b]0;title\x07 [bold]not bold[/bold] \u202eback"
    claims = tuple(msgspec.structs.replace(claim, statement=nasty) for claim in situation.claims)
    out = shown(msgspec.structs.replace(situation, claims=claims), 200, color_system=None)
    assert not {"\x1b", "\x07", "\u202e"} & set(out)
    assert "[bold]not bold[/bold]" in out


def test_empty_situation_says_what_was_not_found():
    out = shown(Situation(), 80, color_system=None)
    for sentence in ("No claim could be assessed.", "No claim about control of a place.", "No document was read."):
        assert sentence in out


def test_plain_form_has_no_escape_codes(situation):
    out = render(situation, "terminal", vocabulary=exercise.VOCABULARY)
    assert "\x1b" not in out
    assert max(cell_len(line) for line in out.splitlines()) <= 100
