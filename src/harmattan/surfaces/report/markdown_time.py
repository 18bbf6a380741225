"""The sections on time and on stories as Markdown."""

from __future__ import annotations

from harmattan.surfaces.report import words
from harmattan.surfaces.report.markdown_text import fenced, folded, refs, tags, text
from harmattan.surfaces.report.over_time import Dispute, SideLine, Weeks
from harmattan.surfaces.report.terminal import held
from harmattan.surfaces.report.view import Report

NEW = "\\*"
"""Behind the count of a district's first week."""


def over_time(report: Report) -> list[str]:
    """Return what happened when, who held what, what is disputed, sides and weeks."""
    time = report.over_time
    moments = [
        f"- **{text(m.words)}** {text(m.text)} {refs(m.refs)}" + (f"  \n  {tags(m.tags)}" if m.tags else "")
        for m in time.moments
    ]
    holdings = [
        f"- **{text(row.place)}**: {text(held(each))}{' **contested**' if each.contested else ''} {refs(each.refs)}"
        for row in time.control
        for each in row.holdings
    ]
    until = f" up to the latest report of {words.day(time.until)}" if time.until else ""
    return [
        f"What is told of which day{until}. A day without reports is no day without events.", "",
        "### Timeline", "", *folded(moments, "No happening is dated."),
        "### Who is said to have held what, and when", "",
        *folded(holdings, "No claim about control of a place that a day could be told for."),
        "### Disputed values, side by side", "", *_disputes(time.disputes),
        "### Strength and losses, side by side", "", *_sides(time.sides),
        "### Reach: districts by week", "", *_weeks(time.weeks),
    ]  # fmt: skip


def _disputes(disputes: tuple[Dispute, ...]) -> list[str]:
    if not disputes:
        return ["*No two sources contradict each other.*", ""]
    out = []
    for dispute in disputes:
        out += [f"**{text(dispute.what)}**", "", "| value | who says it | evidence |", "|---|---|---|"]
        out += [f"| {text(v.words)} | {text('; '.join(v.by))} | {refs(v.refs)} |" for v in dispute.values]
        out.append("")
    return out


def _sides(sides: tuple[SideLine, ...]) -> list[str]:
    if not sides:
        return ["*No strength or loss was assessed.*", ""]
    out = ["| side | what | as assessed, the latest first | added up |", "|---|---|---|---|"]
    for line in sides:
        values = "; ".join(f"{text(number)} ({text(how)}) {refs(found)}" for number, how, found in line.values)
        out.append(
            f"| {text(line.side)} | {text(f'{line.measure}: {line.what}')} | {values} | {text(line.total or '')} |"
        )
    return [*out, ""]


def _weeks(weeks: Weeks) -> list[str]:
    if not weeks.rows:
        return ["*No event of violence could be told for a week and a place.*", ""]
    out = [f"| district | {' | '.join(map(text, weeks.weeks))} |", "|---" * (len(weeks.weeks) + 1) + "|"]
    for name, cells in weeks.rows:
        shown = [
            "" if cell is None else f"{cell.events}{NEW if cell.new else ''} {refs(cell.refs[:3])}".strip()
            for cell in cells
        ]
        out.append(f"| {text(name)} | {' | '.join(shown)} |")
    out += [
        "",
        "\\* the first week with any. An empty field says that nothing was reported, not that nothing happened.",
        "",
    ]
    out += [
        f"- Week of {week}: {text(countries)}, {how} {refs(found)}" for week, countries, how, found in weeks.crossings
    ]
    return [*out, ""]


def stories(report: Report) -> list[str]:
    """Return the trees of stories that several documents carry."""
    from harmattan.surfaces.family.terminal import tree_lines

    families = report.families
    several = (*families.stories, *families.relays)
    out = [
        f"{words.counted(families.documents, 'document')}, {words.counted(families.origins, 'origin')}. "
        "However many carry a story, it is one voice.", "",
    ]  # fmt: skip
    for story in several:
        out += [*fenced(tree_lines(story)), ""]
    return out if several else [*out, "*No document took another's text, and no passage stands in two.*", ""]
