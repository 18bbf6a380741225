"""The report as GitHub-flavoured Markdown that also reads well raw."""

from __future__ import annotations

import re
from collections.abc import Iterable

from harmattan.surfaces.outlook.words import NAIVE, NOT_WRITTEN
from harmattan.surfaces.report import words
from harmattan.surfaces.report.html import COMPUTED, SECTIONS, linkable
from harmattan.surfaces.report.markdown_text import FOLD, SPECIAL, folded, refs, tags, text
from harmattan.surfaces.report.markdown_time import over_time, stories
from harmattan.surfaces.report.plain import drawn, safe
from harmattan.surfaces.report.view import (
    ActorLine,
    Count,
    Entry,
    Line,
    Piece,
    Report,
    Strip,
    StripGroup,
)  # fmt: skip

STRIP = 26


def render_markdown(report: Report) -> str:
    """Return the report as Markdown."""
    sections = (*SECTIONS, COMPUTED) if report.computed else SECTIONS
    names = dict(sections)
    out = [f"# {text(report.title)}", "", f"**{text(report.mark)}**", "", text(report.subtitle), ""]
    out += [f"- [{name}](#{id_})" for id_, name in sections]
    for id_, body in (
        ("glance", _glance(report)), ("scope", _scope(report)), ("who", _who(report)), ("response", _response(report)),
        ("spread", _spread(report)), ("time", over_time(report)), ("stories", stories(report)),
        ("outside", _outside(report)), ("ahead", _ahead(report)),
        ("evidence", _evidence(report)), ("method", _method(report)),
        *([("computed", _computed(report))] if report.computed else []),
    ):  # fmt: skip
        out += ["", f'<a id="{id_}"></a>', "", f"## {names[id_]}", "", *body]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(out)).rstrip() + "\n"


def _line(line: Line) -> str:
    under = " · ".join(
        part for part in (tags(line.tags), line.voice and text(line.voice), line.note and text(line.note)) if part
    )
    out = f"- {text(line.text)} {refs(line.refs)}".rstrip()
    if under:
        out += f"  \n  {under}"
    for quote in line.quotes:
        again = f" (restored: “{text(quote.restored)}”)" if quote.restored else ""
        out += f"\n  > {quote.how}: “{text(quote.text)}”{again} {refs(quote.refs)}\n"
    return out


def _lines(lines: Iterable[Line], missing: str) -> list[str]:
    return folded([_line(line) for line in lines], missing)


def _glance(report: Report) -> list[str]:
    glance = report.glance
    return [
        f"**{words.counted(glance.documents, 'document')}** · **{words.counted(glance.origins, 'independent origin')}** · "
        f"**{words.counted(glance.claims, 'claim')}** with evidence",
        "", text(f"{glance.period} {glance.damage} {glance.gaps}"), "", "### What is solid and what is not", "",
        *_lines(glance.solid, "No claim could be assessed."),
    ]  # fmt: skip


def _counts(counts: tuple[Count, ...], missing: str) -> str:
    if not counts:
        return f"*{missing}*"
    shown = "; ".join(f"{text(count.label)} {refs(count.refs)}" for count in counts[:FOLD])
    return shown + (f"; and {len(counts) - FOLD} more" if len(counts) > FOLD else "")


def _strips(groups: tuple[StripGroup, ...], missing: str) -> list[str]:
    if not groups:
        return [f"*{missing}*", ""]
    out = []
    for group in groups:
        scale = f"{words.number(group.least)} … {words.number(group.most)}"
        out += [f"**{text(group.title)}**", "", f"| said | {scale} | number | how it stands |", "|---|---|---|---|"]
        out += [_strip(strip, group) for strip in group.strips]
        out.append("")
    return out


def _strip(strip: Strip, group: StripGroup) -> str:
    label = f"**{text(strip.label)}**" if strip.level == "assessment" else text(strip.label)
    stands = " · ".join(
        part for part in (tags(strip.tags), strip.voice and text(strip.voice), strip.note and text(strip.note)) if part
    )
    return f"| {label} {refs(strip.refs)} | `{drawn(strip, group, STRIP)}` | {text(strip.words)} | {stands} |"


def _scope(report: Report) -> list[str]:
    scope = report.scope
    out = _lines(scope.happenings, "No attack, clash or seizure is claimed.")
    out += [f"- **{facet.title}:** {_counts(facet.counts, facet.none)}" for facet in scope.facets]
    out += ["", "### Strength", "", *_strips(scope.strength, "No strength is given.")]
    out += ["### Losses", "", *_strips(scope.losses, "No counted loss is claimed.")]
    if scope.uncounted:
        out += ["Losses and strengths without a number:", "", *_lines(scope.uncounted, "")]
    return out


def _who(report: Report) -> list[str]:
    who = report.who
    out = []
    if who.edges:
        out += ["| actor | relation | actor | how it stands | evidence |", "|---|---|---|---|---|"]
        for edge in who.edges:
            relation = edge.words + (f", {edge.period}" if edge.period else "")
            stands = " ".join(part for part in ("" if edge.certain else "`not established`", tags(edge.tags)) if part)
            out.append(
                f"| {text(edge.subject_name)} | {relation} | {text(edge.object_name)} | {stands} | {refs(edge.refs)} |"
            )
        out.append("")
    else:
        out += ["*No alliance, rivalry, succession, backing or membership is claimed.*", ""]
    out += ["### Named actors", "", *folded([_actor(a) for a in who.named], "No actor is named.")]
    out += ["### Actors known by a description alone", "", *folded([_actor(a) for a in who.generic], "None.")]
    return out


def _actor(actor: ActorLine) -> str:
    out = f"- **{text(actor.name)}**" + (f", {text(actor.kind)}" if actor.kind else "") + f" {refs(actor.refs)}"
    if actor.aliases:
        out += f"; also: {text('; '.join(actor.aliases))}"
    return out + "".join(f"; {text(tie)}" for tie in actor.ties)


def _response(report: Report) -> list[str]:
    return [
        "### What states and their forces are said to have done", "",
        *_lines(report.response.deeds, "No action of a state or its forces is claimed."),
        "### Statements, demands, denials, admissions", "",
        *_lines(report.response.words, "No statement of position is reported."),
    ]  # fmt: skip


def _spread(report: Report) -> list[str]:
    spread = report.spread
    places = [
        f"- **{text(spot.name)}** ({spot.latitude:.2f}, {spot.longitude:.2f}), "
        f"{words.PRECISIONS[spot.precision]} {refs(spot.refs)}"
        for spot in spread.spots
    ]
    out = ["### Places", "", *folded(places, "No place could be put on a map.")]
    if spread.unplaced:
        out += [f"Named, but not found on the map: {_counts(spread.unplaced, '')}", ""]
    out += ["### Who is said to hold what", "", *_lines(spread.control, "No claim about control of a place.")]
    crossing = "No claim reaches beyond the country most spoken of."
    return [*out, "### Across borders", "", *_lines(spread.crossing, crossing)]


def _outside(report: Report) -> list[str]:
    return [
        "### Claims about outside powers", "", *_lines(report.outside.powers, "No claim about an outside power."),
        "### Unconfirmed, unverified, doubted or denied", "",
        *_lines(report.outside.unconfirmed, "Nothing else is unconfirmed, unverified, doubted or denied."),
    ]  # fmt: skip


def _ahead(report: Report) -> list[str]:
    ahead = report.ahead
    out = ["Opinions of those who wrote or spoke. None of them is a fact, and none is assessed as one.", ""]
    out += ["### Outlook", "", *_lines(ahead.outlooks, "No outlook is given.")]
    out += ["### What it is taken to mean", "", *_lines(ahead.judgements, "No judgement is given.")]
    return out


def _computed(report: Report) -> list[str]:
    out = [NOT_WRITTEN, ""]
    for sheet in report.computed:
        out += [f"### {text(sheet.title)}", "", text(sheet.lede), ""]
        out += [f"- {text(note)}" for note in sheet.notes]
        out += [
            f"- {text(one.what)}: **{text(one.ours)}**" + (f"; baseline {text(one.baseline)}" if one.baseline else "")
            for one in sheet.odds
        ]
        out += ["", NAIVE, "", "| month | middle | 90 % range | baseline | its 90 % range |", "|---|---|---|---|---|"]
        out += [
            f"| {row.month} | {row.middle} | {row.span} | {row.baseline_middle} | {row.baseline_span} |"
            for row in sheet.rows
        ]
        out += ["", "How past calls did:", "", *(f"- {text(line)}" for line in sheet.record), ""]
    return out


def _evidence(report: Report) -> list[str]:
    if not report.glance.claims:
        return ["*No claim was found.*", ""]
    out = ["In a quote, **bold** words are those that the claim rests on. Quotes are given as published.", ""]
    for exhibit in report.exhibits:
        out += [f'<a id="x{exhibit.number}"></a>', "", f"### D{exhibit.number} · {text(exhibit.title)}", ""]
        if not exhibit.entries:
            out += ["*No claim in this document.*", ""]
        for entry in exhibit.entries:
            out += _entry(entry)
    return out


def _pieces(pieces: Iterable[Piece]) -> str:
    out = ""
    for piece in pieces:
        body = SPECIAL.sub(r"\\\1", re.sub(r"\s+", " ", safe_within(piece.text)))
        body = body.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        out += f"**{body}**" if piece.role and body.strip() == body and body else body
    return out.strip()


def safe_within(value: str) -> str:
    """Return a piece of a line made safe; white space at its ends stays."""
    left = " " if value[:1].isspace() else ""
    right = " " if value[-1:].isspace() and value.strip() else ""
    return left + safe(value) + right


def _entry(entry: Entry) -> list[str]:
    under = " · ".join(part for part in (entry.kind_label, tags(entry.tags), text(entry.by)) if part)
    out = [f'<a id="e{entry.number}"></a>', "", f"**[{entry.number}] {text(entry.statement)}**  ", under, ""]
    out += [f"> {_pieces(entry.quote)}", ""]
    if entry.restored:
        out += [f"> *restored reading:* {_pieces(entry.restored)}", ""]
    facts = [
        f"{fact.name}: {text(fact.value)}{' ' if fact.value and fact.refs else ''}{refs(fact.refs)}"
        for fact in entry.facts
    ]
    facts += [f"Assessment: {tags(a.tags)} {text(a.text)} ({text(a.note or '')})" for a in entry.assessments]
    return [
        *out,
        "<details><summary>how it stands</summary>",
        "",
        *(f"- {fact}" for fact in facts),
        "",
        "</details>",
        "",
    ]


def _method(report: Report) -> list[str]:
    method = report.method
    out = [
        "| no. | document | source | published | language | damage | origin | claims |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for d in method.documents:
        title = text(d.title)
        if d.url and linkable(d.url) and not re.search(r"[\s<>()\\]", d.url):
            title = f"[{title}]({d.url.replace('|', '%7C')})"
        cells = (title, text(d.source), text(d.published), text(d.language), text(d.damage), text(d.lineage))
        out.append(f"| D{d.number} | {' | '.join(cells)} | [{d.claims}](#x{d.number}) |")
    if not method.documents:
        out.append("| | No document was read. | | | | | | |")
    refusals = [
        f"- {text(r.where)}: {text(r.reason)}{f' ({r.count} times)' if r.count > 1 else ''} ({text(r.stage)}, {text(r.code)})"
        for r in method.refusals
    ]
    out += ["", "### Not taken", "", *folded(refusals, "Nothing was refused."), "### How to read the signs", ""]
    for legend in method.legends:
        out += [f"**{legend.title}**", "", *(f"- `{term.sign}` {text(term.meaning)}" for term in legend.terms), ""]
    return [*out, "### Made by", "", *(f"- {text(maker)}" for maker in method.makers), "", text(method.notice)]
