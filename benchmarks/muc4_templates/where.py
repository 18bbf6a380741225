"""Where an incident was: the places that a report names near it, and what speaks for each."""

from __future__ import annotations

import re
from collections import defaultdict

from muc4_templates.gazetteer import Gazetteer, Spot
from muc4_templates.incidents import Incident
from muc4_templates.page import Page
from muc4_templates.reports import Report
from muc4_templates.targets import merge
from muc4_templates.weights import Features

PLACED = re.compile(
    r"\b(IN|AT|NEAR|OF|OUTSIDE|BETWEEN|THROUGHOUT|FROM|TO|ON|AND|AS)\s+(?:THE\s+)?(?:[A-Z]+\s+){0,2}$|(,)\s+$"
)
KIND = re.compile(r"\(([A-Z /]+)\)$")


def written(spot: Spot, gazetteer: Gazetteer) -> str:
    """Return a place as a fill."""
    return ": ".join((gazetteer.name_of(spot.country), *spot.chain[1:]))


def candidates(
    incident: Incident, chosen: Spot | None, spots: list[Spot], home: str | None, page: Page, report: Report,
    gazetteer: Gazetteer,
) -> dict[str, Features]:  # fmt: skip
    """Return what speaks for each place that an incident may be written with; `chosen` is what rules take."""
    found: dict[str, Features] = defaultdict(dict)
    lines = {mention.line for mention in incident.mentions}
    starts = [mention.start for mention in incident.mentions]
    paragraphs = {mention.paragraph for mention in incident.mentions}
    if home is not None:
        found[gazetteer.name_of(home)] = {"home": 1.0}
    if chosen is not None and chosen.country:
        merge(found[written(chosen, gazetteer)], {"chosen": 1.0, "chosen own": float(incident.spot is not None)})
    counts: dict[str, int] = defaultdict(int)
    for spot in spots:
        counts[written(spot, gazetteer)] += 1
    first = True
    for spot in spots:
        text = written(spot, gazetteer)
        number = page.line_at(spot.start)
        if spot.start < report.body:
            role = "dateline"
        elif number in lines:
            role = "line"
        elif page.lines[number].paragraph in paragraphs:
            role = "paragraph"
        elif min(abs(number - line) for line in lines) <= 3:
            role = "near"
        else:
            role = "far"
        before = PLACED.search(page.text[max(0, spot.start - 40) : spot.start].upper())
        word = "-" if before is None else (before[1] or "comma").lower()
        merge(
            found[text],
            {
                f"role:{role}": 1.0,
                f"behind:{word}": 1.0,
                f"{role} behind:{word}": 1.0,
                f"{role} away": -min(8.0, float(min(abs(number - line) for line in lines))),
                f"{role} close": 1.0 if min(abs(spot.start - start) for start in starts) < 70 else 0.0,
                f"{role} behind trigger": float(any(0 < spot.start - start < 150 for start in starts)),
                "first in body": float(first and spot.start >= report.body and len(spot.chain) > 1),
                "at home": float(spot.country == home),
            },
        )
        if spot.start >= report.body and len(spot.chain) > 1:
            first = False
    for text, features in found.items():
        kind = KIND.search(text)
        depth = text.count(": ")
        features[f"depth:{min(3, depth)}"] = 1.0
        features[f"kind:{kind[1] if kind else '-'}"] = 1.0
        features["times"] = min(4.0, float(counts[text]))
        deeper = [other for other in found if other.startswith(text + ": ")]
        features["deeper near"] = float(any(found[other].get("role:line") for other in deeper))
        features["deeper"] = float(bool(deeper))
        features["within named"] = float(any(text.startswith(other + ": ") and ": " in other for other in found))
        features["most"] = float(counts[text] == max(counts.values(), default=0))
        features["alone in line"] = float(
            bool(features.get("role:line"))
            and not any(other.get("role:line") for name, other in found.items() if name != text and ": " in name)
        )
    return found
