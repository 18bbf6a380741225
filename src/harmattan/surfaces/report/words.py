"""How codes, numbers, dates and speakers read. Every form of the report takes its words from here."""

from __future__ import annotations

from harmattan.records.assessment import Admiralty, Reason
from harmattan.records.claim import Attribution, Certainty, Claim, Quantity, Time
from harmattan.records.document import Damage

KINDS = {
    "event": "Event", "toll": "Losses", "strength": "Strength", "control": "Control", "relation": "Relation",
    "support": "Support", "position": "Position", "judgement": "Judgement", "outlook": "Outlook",
}  # fmt: skip
STATUSES = {
    "confirmed": "confirmed", "corroborated": "corroborated", "single_origin": "single origin",
    "contested": "contested", "denied": "denied", "unverified": "unverified", "judgement": "judgement",
}  # fmt: skip
STATUS_MEANINGS = {
    "confirmed": "Independent voices say so, among them a party on its own losses, or both sides do.",
    "corroborated": "Voices that share neither origin nor speaker say so.",
    "single_origin": "All who stand by it go back to one origin or one speaker. However many copies, it is one voice.",
    "contested": "Sources contradict each other; all values stand side by side.",
    "denied": "A source denies it, and none independent of the first backs it.",
    "unverified": "Said with a hedge, by nobody who is named, or outright as unconfirmed.",
    "judgement": "What somebody thinks it means or may lead to. It is not assessed as a fact.",
}
VALUES = {
    "CT+": "as a fact", "PR+": "as probable", "PS+": "as possible", "CT-": "as not so", "PR-": "as probably not so",
    "PS-": "as possibly not so", "Uu": "without committing to it",
}  # fmt: skip
VALUE_MEANINGS = {
    "CT+": "certain", "PR+": "probable", "PS+": "possible", "CT-": "certainly not", "PR-": "probably not",
    "PS-": "possibly not", "Uu": "uncommitted",
}  # fmt: skip
EFFECTS = {
    "negation": "negates", "possible": "makes it possible only", "probable": "makes it probable only",
    "unconfirmed": "says that it is unconfirmed", "reported": "hands it on as a report",
    "out_of_scope": "stands near, but says nothing of this claim",
}  # fmt: skip
REALIS = {
    "actual": "said to have happened or to hold", "planned": "planned", "threatened": "threatened",
    "attempted": "attempted", "failed": "failed", "hypothetical": "hypothetical",
}  # fmt: skip
ROLES = {
    "trigger": "what", "source": "source", "cue": "report cue", "content": "content", "hedge": "hedge",
    "negation": "negation", "number": "number", "unit": "unit", "actor": "actor", "target": "target", "place": "place",
    "time": "time", "means": "means",
}  # fmt: skip
ACTOR_ROLES = {
    "initiator": "initiator", "target": "target", "subject": "subject", "object": "object", "supporter": "supporter",
    "supported": "supported", "speaker": "speaker",
}  # fmt: skip
RELATIONS = {
    "ally": "allied with", "rival": "rival of", "successor": "took the place of", "part_of": "part of",
    "leads": "leads", "backs": "backs",
}  # fmt: skip
LINKS = {
    "denies": "denies", "doubts": "doubts", "corrects": "corrects", "part_of": "is part of", "about": "is about",
    "responds_to": "responds to",
}  # fmt: skip
LINKS_BACK = {
    "denies": "denied by", "doubts": "doubted by", "corrects": "corrected by", "part_of": "includes",
    "about": "spoken of in", "responds_to": "answered by",
}  # fmt: skip
TOLLS = ("killed", "wounded", "missing", "captured", "displaced")
DOUBTS = {"denies": "denied", "doubts": "doubted"}
"""Kinds of link that speak against a claim."""
STATES = {
    "held": "held by",
    "seized": "seized by",
    "lost": "lost by",
    "contested": "contested",
    "besieged": "besieged by",
}
PRECISIONS = {
    "exact": "the place itself", "near": "near it (about 25 km)", "adm2": "somewhere in the district",
    "adm1": "somewhere in the province", "country": "somewhere in the country", "region": "a wide area without an edge",
}  # fmt: skip
MEMBERS = {
    "origin": "origin", "copy": "copy", "excerpt": "excerpt", "rewrite": "rewrite", "spun": "spun copy",
    "translation": "translation", "update": "update",
}  # fmt: skip
DAMAGES = {
    "none": "none found", "spun": "spun (words swapped by a machine)", "translated": "machine-translated",
    "fused": "words fused", "mixed": "damaged in several ways", "garbage": "not readable as text",
}  # fmt: skip
SOURCE_GRADES = {
    "A": "reliable", "B": "usually reliable", "C": "fairly reliable", "D": "not usually reliable", "E": "unreliable",
    "F": "cannot be judged",
}  # fmt: skip
INFORMATION_GRADES = {
    1: "confirmed by independent sources", 2: "probably true", 3: "possibly true", 4: "doubtful", 5: "improbable",
    6: "cannot be judged",
}  # fmt: skip
STANCES = {"party": "a party to the conflict", "ally": "an ally of a party", "neutral": "neutral"}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


MODELLED = "model, calibrated by simulation"
"""What stands beside every probability of a claim."""


REASONED = (
    ("+0.54", "speaks for it: in log-odds, so that +0.7 doubles the odds; without a figure it moves nothing"),
    ("-0.54", "speaks against it by as much"),
    (
        "likely (74%)",
        "ICD 203's word and the probability, where they were asked for: a model, calibrated by simulation",
    ),
)
"""What the figures behind reasons mean."""


def reason(given: Reason) -> str:
    """Return a reason as a sentence, with what it moved in log-odds where that is anything."""
    moved = f" ({given.weight:+.2f})" if given.weight else ""
    return f"{given.detail.rstrip('.')}{moved}."


def number(value: float) -> str:
    """Return a count with thousands separated by commas."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"


def counted(count: int, one: str, many: str | None = None) -> str:
    """Return "1 document", "2 documents"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def bounded(low: float | None, best: float | None, high: float | None) -> str:
    """Return a range in words: a bound stays a bound."""
    if best is not None:
        sides = []
        if low is not None and low != best:
            sides.append(f"low {number(low)}")
        if high is not None and high != best:
            sides.append(f"high {number(high)}")
        return number(best) + (f" ({', '.join(sides)})" if sides else "")
    if low is not None and high is not None:
        return number(low) if low == high else f"{number(low)} to {number(high)}"
    if high is not None:
        return f"at most {number(high)}"
    if low is not None:
        return f"at least {number(low)}"
    return "no number"


def quantity(value: Quantity) -> str:
    """Return a claimed count in words, with what is counted."""
    words = bounded(value.low, None, value.high)
    if value.bound == "about":
        words = f"about {words}"
    # A group is whose loss a toll is; what a strength counts is its unit alone.
    group = value.group if value.unit in TOLLS and value.group != value.unit else None
    counted_as = " ".join(part for part in (group, value.unit) if part)
    words = f"{words} {counted_as}".strip()
    return f"{words} (“{value.text}”, vague)" if value.bound == "vague" else words


def day(iso: str, precision: str = "day") -> str:
    """Return 2024-05-12 (a time of day is dropped) as "12 May 2024", or no finer than `month` or `year` tells."""
    parts = iso[:10].split("-")[: {"year": 1, "month": 2}.get(precision, 3)]
    try:
        pieces = [int(part) for part in parts]
        month = MONTHS[pieces[1] - 1] if len(pieces) > 1 else ""
    except (ValueError, IndexError):
        return iso
    if len(pieces) == 1:
        return f"{pieces[0]}"
    if len(pieces) == 2:
        return f"{month} {pieces[0]}"
    return f"{pieces[2]} {month} {pieces[0]}"


def span(start: str | None, end: str | None, precision: str = "day") -> str | None:
    """Return a period in words, no finer than its precision; None where neither side is known."""
    first = day(start, precision) if start else None
    last = day(end, precision) if end else None
    if first and last:
        return first if first == last else f"{first} – {last}"
    if first:
        return f"since {first}"
    return f"until {last}" if last else None


def time(value: Time) -> str:
    """Return a claimed time in words, with the source's own where it says something else."""
    known = span(value.start, value.end, value.precision)
    if known is None:
        return f"“{value.text}”, not dated"
    # "3 March" beside "3 Mar 2031" says nothing more.
    said = [word[:3].lower() for word in value.text.replace(",", " ").split()]
    return known if all(word in known.lower() for word in said) else f"{known} (“{value.text}”)"


def speaker(attribution: Attribution) -> str:
    """Return who says it, inner source first."""
    if attribution.kind == "author":
        words = "the author"
    elif attribution.kind == "named":
        words = attribution.text or "a named source"
    else:
        words = f"anonymous: “{attribution.text}”" if attribution.text else "anonymous source"
    for outer in reversed(attribution.chain):
        words += f", quoted by {outer.text}"
    return words


def certainty(value: Certainty) -> str:
    """Return how sure the holder is said to be, and the author beside it."""
    if value.holder == "author":
        words = f"the author gives it {VALUES[value.value]}"
    else:
        words = f"the source gives it {VALUES[value.value]}"
        words += f"; the author hands it on {VALUES[value.author_value]}"
    return words + ("; said outright to be unconfirmed" if value.unconfirmed else "")


def doubtful(claim: Claim) -> bool:
    """Tell whether a claim is less than said flatly: possible, probable, uncommitted, unconfirmed or not actual."""
    return claim.certainty.unconfirmed or claim.certainty.value != "CT+" or claim.realis != "actual"


def damage(value: Damage) -> str:
    """Return kind and share of damage."""
    if value.kind == "none":
        return DAMAGES["none"]
    return f"{DAMAGES[value.kind]}, {value.share:.0%} of words"


def admiralty(value: Admiralty) -> str:
    """Return an Admiralty grade in words."""
    return (
        f"{value.source}{value.information}: source {SOURCE_GRADES[value.source]}, "
        f"information {INFORMATION_GRADES[value.information]}"
    )
