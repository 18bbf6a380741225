"""The report for a terminal: the same sections, condensed, as wide as the console, and clear without colour."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import StringIO
from typing import TYPE_CHECKING

from harmattan.surfaces.outlook.terminal import render_terminal
from harmattan.surfaces.outlook.words import NOT_WRITTEN
from harmattan.surfaces.report import words
from harmattan.surfaces.report.html import COMPUTED, SECTIONS
from harmattan.surfaces.report.over_time import Holding
from harmattan.surfaces.report.plain import drawn, safe
from harmattan.surfaces.report.view import ActorLine, Count, Line, Report, StripGroup, Tag

if TYPE_CHECKING:
    from rich.console import Console

STYLES = {
    "confirmed": "green", "corroborated": "green", "single_origin": "blue", "contested": "yellow", "denied": "red",
    "unverified": "red", "unconfirmed": "red", "judgement": "italic",
}  # fmt: skip
MOST = 20
"""Lines of a list that a terminal shows."""


def render_plain(report: Report, width: int) -> str:
    """Return the report as plain text of this width."""
    from rich.console import Console

    buffer = StringIO()
    print_report(
        report, Console(file=buffer, width=width, color_system=None, force_terminal=False, legacy_windows=False)
    )
    return "\n".join(line.rstrip() for line in buffer.getvalue().splitlines()) + "\n"


def print_report(report: Report, console: Console) -> None:
    """Print the report."""
    _Printer(console).report(report)


class _Printer:
    """Writes lines with a hanging indent; everything from a source passes `safe` and is never read as markup."""

    def __init__(self, console: Console) -> None:
        self.console = console

    def put(self, *pieces: str | tuple[str, str], indent: int = 0, hang: int = 2) -> None:
        """Print one line of pieces, (text, style) or text, folded to the console's width."""
        from rich.padding import Padding
        from rich.text import Text

        line = Text(no_wrap=False, overflow="fold")
        for piece in pieces:
            if isinstance(piece, tuple):
                line.append(safe_piece(piece[0]), style=piece[1])
            else:
                line.append(safe_piece(piece))
        lines = line.wrap(self.console, max(12, self.console.width - indent - hang))
        for n, part in enumerate(lines):
            part.rstrip()
            self.console.print(Padding(part, (0, 0, 0, indent + (hang if n else 0)), expand=False), overflow="fold")

    def head(self, title: str) -> None:
        """Print the title of a section."""
        self.console.print()
        self.put((title.upper(), "bold"))
        self.put("─" * min(self.console.width - 2, 78))

    def sub(self, title: str) -> None:
        """Print the title of a part."""
        self.console.print()
        self.put((title, "bold"))

    def lines(self, lines: Sequence[Line], missing: str) -> None:
        """Print statements with their marks beneath."""
        if not lines:
            self.put(missing, indent=2)
        for line in lines[:MOST]:
            self.put("- ", line.text, " ", (_refs(line.refs), "dim"), indent=1)
            self.under(line.tags, line.voice, line.note)
            for quote in line.quotes:
                again = f" (restored: “{quote.restored}”)" if quote.restored else ""
                self.put(f"{quote.how}: “", quote.text, "”", again, " ", _refs(quote.refs), indent=5)
        if len(lines) > MOST:
            self.put(f"and {len(lines) - MOST} more (the HTML form shows all)", indent=2)

    def under(self, tags: Sequence[Tag], by: str | None, note: str | None) -> None:
        """Print marks, speaker and note of a statement."""
        pieces: list[str | tuple[str, str]] = []
        for tag in tags:
            pieces += [(f"<{tag.label}>", STYLES.get(tag.code, "")), " "]
        rest = " · ".join(part for part in (by, note) if part)
        if pieces or rest:
            self.put(*pieces, rest, indent=3)

    def strips(self, groups: Iterable[StripGroup], missing: str) -> None:
        """Print numbers as strips of characters."""
        groups = tuple(groups)
        if not groups:
            self.put(missing, indent=2)
        wide = max(18, min(34, self.console.width // 3))
        for group in groups:
            self.put(
                (group.title, "italic"), f", scale {words.number(group.least)} to {words.number(group.most)}", indent=1
            )
            for strip in group.strips[:MOST]:
                label = (strip.label, "bold" if strip.level == "assessment" else "")
                self.put("- ", label, " ", (_refs(strip.refs), "dim"), indent=1)
                strip_drawn = (drawn(strip, group, wide), "blue")
                self.put(strip_drawn, "  ", (strip.words, "bold"), indent=3, hang=wide + 2)
                self.under(strip.tags, strip.voice, strip.note)

    def counts(self, title: str, counts: Sequence[Count], missing: str) -> None:
        """Print the answers to one question on one line."""
        shown = "; ".join(f"{count.label} {_refs(count.refs)}" for count in counts[:MOST])
        if len(counts) > MOST:
            shown += f"; and {len(counts) - MOST} more"
        self.put((f"{title}: ", "bold"), shown or missing, indent=1)

    def actors(self, title: str, actors: Sequence[ActorLine], missing: str) -> None:
        """Print actors, one a line."""
        self.sub(title)
        if not actors:
            self.put(missing, indent=2)
        for actor in actors[:MOST]:
            kind = f", {actor.kind}" if actor.kind else ""
            also = f"; also: {'; '.join(actor.aliases)}" if actor.aliases else ""
            ties = "".join(f"; {tie}" for tie in actor.ties)
            self.put("- ", (actor.name, "bold"), f"{kind} {_refs(actor.refs)}{also}{ties}", indent=1)
        if len(actors) > MOST:
            self.put(f"and {len(actors) - MOST} more", indent=2)

    def report(self, report: Report) -> None:
        """Print all sections in order."""
        names = dict(SECTIONS)
        self.put((report.title, "bold"))
        self.put(report.subtitle)
        self.put((report.mark, "red"))
        self.head(names["glance"])
        glance = report.glance
        self.put(
            f"{words.counted(glance.documents, 'document')}, {words.counted(glance.origins, 'independent origin')}, "
            f"{words.counted(glance.claims, 'claim')} with evidence. {glance.period} {glance.damage} {glance.gaps}", hang=0,
        )  # fmt: skip
        self.sub("What is solid and what is not")
        self.lines(glance.solid, "No claim could be assessed.")
        self.head(names["scope"])
        self.lines(report.scope.happenings, "No attack, clash or seizure is claimed.")
        for facet in report.scope.facets:
            self.counts(facet.title, facet.counts, facet.none)
        self.sub("Strength")
        self.strips(report.scope.strength, "No strength is given.")
        self.sub("Losses")
        self.strips(report.scope.losses, "No counted loss is claimed.")
        if report.scope.uncounted:
            self.sub("Losses and strengths without a number")
            self.lines(report.scope.uncounted, "")
        self.head(names["who"])
        self.who(report)
        self.head(names["response"])
        self.sub("What states and their forces are said to have done")
        self.lines(report.response.deeds, "No action of a state or its forces is claimed.")
        self.sub("Statements, demands, denials, admissions")
        self.lines(report.response.words, "No statement of position is reported.")
        self.head(names["spread"])
        self.spread(report)
        self.head(names["time"])
        self.over_time(report)
        self.head(names["stories"])
        self.stories(report)
        self.head(names["outside"])
        self.sub("Claims about outside powers")
        self.lines(report.outside.powers, "No claim about an outside power.")
        self.sub("Unconfirmed, unverified, doubted or denied")
        self.lines(report.outside.unconfirmed, "Nothing else is unconfirmed, unverified, doubted or denied.")
        self.head(names["ahead"])
        self.put("Opinions of those who wrote or spoke. None of them is a fact, and none is assessed as one.", hang=0)
        self.sub("Outlook")
        self.lines(report.ahead.outlooks, "No outlook is given.")
        self.sub("What it is taken to mean")
        self.lines(report.ahead.judgements, "No judgement is given.")
        self.head(names["evidence"])
        self.evidence(report)
        self.head(names["method"])
        self.method(report)
        if report.computed:
            from rich.text import Text

            self.head(COMPUTED[1])
            self.put(NOT_WRITTEN, hang=0)
            self.console.print()
            for line in render_terminal(report.computed, min(self.console.width, 120), full=False).splitlines():
                self.console.print(Text(line), overflow="fold")

    def who(self, report: Report) -> None:
        """Print relations as lines between names, then the actors."""
        if not report.who.edges:
            self.put("No alliance, rivalry, succession, backing or membership is claimed.", indent=2)
        for edge in report.who.edges[:MOST]:
            line = "──" if edge.certain else "╌╌"
            period = f", {edge.period}" if edge.period else ""
            self.put(
                (edge.subject_name, "bold"),
                f" {line} {edge.words} {line} ",
                (edge.object_name, "bold"),
                f"{period} {_refs(edge.refs)}",
                indent=1,
            )
            tags = edge.tags if edge.certain else (Tag("unconfirmed", "not established"), *edge.tags)
            self.under(tags, None, None)
        self.actors("Named actors", report.who.named, "No actor is named.")
        self.actors("Actors known by a description alone", report.who.generic, "None.")

    def spread(self, report: Report) -> None:
        """Print places, control and what crosses borders."""
        if not report.spread.spots:
            self.put("No place could be put on a map.", indent=2)
        for spot in report.spread.spots[:MOST]:
            where = f"{spot.latitude:.2f}, {spot.longitude:.2f}; {words.PRECISIONS[spot.precision]}"
            self.put("- ", (spot.name, "bold"), f" ({where}) {_refs(spot.refs)}", indent=1)
        if report.spread.unplaced:
            self.counts("Not found on the map", report.spread.unplaced, "")
        self.sub("Who is said to hold what")
        self.lines(report.spread.control, "No claim about control of a place.")
        self.sub("Across borders")
        self.lines(report.spread.crossing, "No claim reaches beyond the country most spoken of.")

    def over_time(self, report: Report) -> None:
        """Print what happened when, who held what, what is disputed, sides and weeks."""
        time = report.over_time
        self.sub("Timeline")
        if not time.moments:
            self.put("No happening is dated.", indent=2)
        for moment in time.moments[-MOST:]:
            self.put((moment.words, "bold"), f"  {moment.text} ", (_refs(moment.refs), "dim"), indent=1)
            self.under(moment.tags, None, None)
        if len(time.moments) > MOST:
            self.put(f"and {len(time.moments) - MOST} before these (the HTML form shows all)", indent=2)
        self.sub("Who is said to have held what, and when")
        if not time.control:
            self.put("No claim about control of a place that a day could be told for.", indent=2)
        for row in time.control[:MOST]:
            for holding in row.holdings:
                mark = (" CONTESTED", "yellow") if holding.contested else ""
                self.put((row.place, "bold"), f": {held(holding)} ", (_refs(holding.refs), "dim"), mark, indent=1)
        self.sub("Disputed values, side by side")
        if not time.disputes:
            self.put("No two sources contradict each other.", indent=2)
        for dispute in time.disputes[:MOST]:
            self.put((dispute.what, "bold"), indent=1)
            for value in dispute.values:
                self.put(f"| {value.words}: {'; '.join(value.by)} ", (_refs(value.refs), "dim"), indent=3)
        self.sub("Strength and losses, side by side")
        if not time.sides:
            self.put("No strength or loss was assessed.", indent=2)
        for line in time.sides[:MOST]:
            shown = "; ".join(f"{number} ({how}) {_refs(refs)}" for number, how, refs in line.values[:3])
            total = f" = {line.total}" if line.total else ""
            self.put((line.side, "bold"), f", {line.measure}, {line.what}: {shown}{total}", indent=1)
        self.sub("Reach: districts by week")
        if not time.weeks.rows:
            self.put("No event of violence could be told for a week and a place.", indent=2)
        for name, cells in time.weeks.rows:
            told = [
                f"{week} {cell.events}{'*' if cell.new else ''} {_refs(cell.refs)}"
                for week, cell in zip(time.weeks.weeks, cells, strict=True)
                if cell is not None
            ]
            self.put((name, "bold"), f": {'; '.join(told)}", indent=1)
        for week, countries, how, refs in time.weeks.crossings[:MOST]:
            self.put(f"Week of {week}: {countries}, {how} ", (_refs(refs), "dim"), indent=1)

    def stories(self, report: Report) -> None:
        """Print the trees of stories that several documents carry."""
        from harmattan.surfaces.family.terminal import tree_lines

        several = (*report.families.stories, *report.families.relays)
        if not several:
            self.put("No document took another's text, and no passage stands in two.", indent=2)
        for story in several[:MOST]:
            for line in tree_lines(story):
                self.put(line, indent=1)

    def evidence(self, report: Report) -> None:
        """Print every claim with its quote."""
        if not report.glance.claims:
            self.put("No claim was found.", indent=2)
        for exhibit in report.exhibits:
            self.sub(f"D{exhibit.number} · {exhibit.title}")
            for entry in exhibit.entries:
                self.put((f"[{entry.number}] ", "bold"), f"{entry.kind_label}: ", entry.statement, indent=1, hang=4)
                self.under(entry.tags, entry.by, None)
                self.put("“", "".join(piece.text for piece in entry.quote), "”", indent=5, hang=1)
                if entry.restored:
                    self.put("restored: “", "".join(piece.text for piece in entry.restored), "”", indent=5, hang=1)

    def method(self, report: Report) -> None:
        """Print the documents, what was refused, and the signs that a terminal shows."""
        for document in report.method.documents:
            self.put((f"D{document.number} ", "bold"), document.title, indent=1, hang=3)
            self.put(
                f"{document.source} · published: {document.published} · language: {document.language} · "
                f"damage: {document.damage} · origin: {document.lineage} · {words.counted(document.claims, 'claim')}", indent=4,
            )  # fmt: skip
        if not report.method.documents:
            self.put("No document was read.", indent=2)
        self.sub("Not taken")
        for refusal in report.method.refusals[:MOST]:
            times = f" ({refusal.count} times)" if refusal.count > 1 else ""
            self.put(f"- {refusal.where}: {refusal.reason}{times} ({refusal.stage}, {refusal.code})", indent=1)
        if len(report.method.refusals) > MOST:
            self.put(f"and {len(report.method.refusals) - MOST} more", indent=2)
        if not report.method.refusals:
            self.put("Nothing was refused.", indent=2)
        self.sub("How to read the signs")
        for legend in report.method.legends:
            if legend.title.startswith(("Status", "Numbers")):
                for term in legend.terms:
                    self.put((term.sign, "bold"), f"  {term.meaning}", indent=1, hang=6)
        self.sub("Made by")
        self.put("; ".join(report.method.makers) or "Nothing was made.", indent=1)


def held(holding: Holding) -> str:
    """Return a holding in words: since when, until when, and how old the word is."""
    since = f"since {words.day(holding.first)}" if holding.dated else f"as of {words.day(holding.first)}"
    until = f", until {words.day(holding.end)}" if holding.end else ""
    age = "" if holding.end else f" ({words.counted(holding.age, 'day')} old)" if holding.age else ""
    return f"{holding.words}, {since}{until}; last reported {words.day(holding.last)}{age}"


def safe_piece(text: str) -> str:
    """Return a piece of a line made safe for a terminal; spaces at its ends stay."""
    if not text.strip():
        return " " if text else ""
    left = text[: len(text) - len(text.lstrip(" "))]
    right = text[len(text.rstrip(" ")) :]
    return left + safe(text) + right


def _refs(numbers: tuple[int, ...]) -> str:
    shown = "".join(f"[{n}]" for n in numbers[:6])
    return shown + (f"[+{len(numbers) - 6}]" if len(numbers) > 6 else "")
