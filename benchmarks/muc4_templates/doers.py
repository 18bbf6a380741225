"""Who did it: individuals, organisations, and how sure the report is of these."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from harmattan.lexicons import Lexicon
from harmattan.lexicons.rows import ActorKindRow, ActorRow, HeadRow
from muc4_templates.confidence import confidence
from muc4_templates.context import beside
from muc4_templates.incidents import Incident
from muc4_templates.page import Page, Phrase
from muc4_templates.people import PERP, People, plural
from muc4_templates.targets import FIGHTERS, logit, merge
from muc4_templates.weights import Features
from muc4_templates.words import Words, stem

STATE = frozenset(
    [
        "SOLDIER",
        "ARMY",
        "TROOP",
        "POLICE",
        "POLICEMAN",
        "MILITARY",
        "BATTALION",
        "BRIGADE",
        "GOVERNMENT",
        "OFFICER",
        "GUARD",
        "PATROL",
        "REGIME",
    ]
)
CUES = {
    "claimed": re.compile(
        r"\bCLAIM\w*\s+(?:RESPONSIBILITY|CREDIT)|\bASSUM\w*\s+RESPONSIBILITY|\bADMIT\w*|\bTOOK\s+RESPONSIBILITY|RESPONSIBILITY\s+FOR"
    ),
    "accused": re.compile(r"\bACCUS\w+|\bBLAM\w+|\bATTRIBUT\w+|\bRESPONSIBLE\b|\bCHARG\w+|\bIMPLICAT\w+"),
    "suspected": re.compile(
        r"\bALLEG\w+|\bSUSPECT\w+|\bPRESUM\w+|\bAPPARENT\w*|\bBELIEV\w+|\bPOSSIBL\w+|\bPROBABL\w+|\bREPORTEDLY\b"
    ),
    "denied": re.compile(r"\bDEN(?:Y|IED|IES)\b|\bNOT\s+RESPONSIBLE\b"),
}
BODIES = frozenset(
    ("army", "armed forces", "military", "air force", "government", "death squad", "national guard", "security forces")
)


@dataclass
class Doer:
    """An individual or organisation that may have done it, and what speaks for it."""

    text: str
    features: Features = field(default_factory=dict)
    chance: float = 1.0
    id: str | None = None
    """The row of an organisation."""


class Doers:
    """Finds who did the incidents of one report."""

    def __init__(self, page: Page, people: People, words: Words, lexicon: Lexicon) -> None:
        self._page = page
        self._people = people
        self._words = words
        self._lexicon = lexicon
        self._named = self._organisations(lexicon)
        self._heads = [
            self._page.phrase_of(number, token)
            for number, line in enumerate(page.lines)
            for token in line.sentence.tokens
            if token.pos in ("NOUN", "PROPN") and words.rate(PERP, token.text) > 0.03
        ]

    def _organisations(self, lexicon: Lexicon) -> list[tuple[int, int, str, str]]:
        """Return (start, end, id, side) of the organisations that the report names, the longest of those that overlap."""
        found: list[tuple[int, int, str, str]] = []
        hits = sorted(lexicon.index("en").find(self._page.text), key=lambda hit: (hit.start - hit.end, hit.start))
        for hit in hits:
            if any(hit.start < end and start < hit.end for start, end, _, _ in found):
                continue
            for row in hit.rows:
                if isinstance(row, ActorRow) and row.id.startswith("muc4-"):
                    kind = lexicon.get(ActorKindRow, row.kind)
                    found.append((hit.start, hit.end, row.id, "none" if kind is None else kind.side))
                    break
                if isinstance(row, HeadRow) and row.term in BODIES:
                    found.append((hit.start, hit.end, row.id, "state"))
                    break
        return sorted(found)

    def by_state(self, agents: list[Phrase]) -> bool:
        """Return whether those who did it are the state's and no others are."""
        sides = [self._side(phrase) for phrase in agents]
        return "state" in sides and "group" not in sides

    def _side(self, phrase: Phrase) -> str:
        for start, end, _, side in self._named:
            if start < phrase.end and phrase.start < end and side in ("state", "group"):
                return side
        words = {stem(word) for word in phrase.words}
        return "group" if words & FIGHTERS else "state" if words & STATE else "none"

    def individuals(self, incident: Incident, agents: list[Phrase]) -> dict[str, Doer]:
        """Return candidates for the individuals by what they go by."""
        found: dict[str, Doer] = {}
        spans = [(phrase, "agent") for phrase in agents]
        lines = {mention.line for mention in incident.mentions}
        paragraphs = {mention.paragraph for mention in incident.mentions}
        patients = {phrase.start for mention in incident.mentions for phrase in mention.patients}
        for phrase in self._heads:
            if phrase.start in patients:
                continue
            if phrase.line in lines:
                spans.append((phrase, "line"))
            elif self._page.lines[phrase.line].paragraph in paragraphs:
                spans.append((phrase, "paragraph"))
            elif any(0 < phrase.line - line <= 3 for line in lines):
                spans.append((phrase, "after"))
            else:
                spans.append((phrase, "report"))
        for phrase, role in spans:
            person = self._people.person(phrase)
            head = stem(phrase.head.text)
            if not person.name and not self._words.heads(PERP, head):
                continue
            key = person.name or head
            doer = found.setdefault(key, Doer(person.name or self._page.whole(phrase)))
            merge(
                doer.features,
                {
                    f"role:{role}": 1.0,
                    f"kind:{incident.kind}": 1.0,
                    f"{role}:{incident.kind}": 1.0,
                    **beside(self._page, phrase),
                    "named": float(bool(person.name)),
                    "rate": 0.0 if person.name else logit(self._words.rate(PERP, head)),
                    "rate:" + role: 0.0 if person.name else logit(self._words.rate(PERP, head)),
                    "plural": float(plural(phrase)),
                    "fighter": float(bool({stem(word) for word in phrase.words} & FIGHTERS)),
                    "state": float(bool({stem(word) for word in phrase.words} & STATE)),
                    "unidentified": float(
                        "UNIDENTIFIED" in phrase.words or "UNKNOWN" in phrase.words or "ARMED" in phrase.words
                    ),
                },
            )
        agented = any(doer.features.get("role:agent") for doer in found.values())
        for doer in found.values():
            doer.features["rival"] = float(agented and not doer.features.get("role:agent"))
        return found

    def organisations(self, incident: Incident, agents: list[Phrase]) -> dict[str, Doer]:
        """Return candidates for the organisations by id."""
        found: dict[str, Doer] = {}
        spans = []
        for phrase in agents:
            line = self._page.lines[phrase.line]
            start, end = (line.start + each for each in line.sentence.span(phrase.head))
            spans.append((start, min(end, phrase.end + 70)))
        lines = {mention.line for mention in incident.mentions}
        paragraphs = {mention.paragraph for mention in incident.mentions}
        counts: dict[str, int] = {}
        for _, _, row_id, _ in self._named:
            counts[row_id] = counts.get(row_id, 0) + 1
        most = max(counts.values(), default=0)
        for start, end, row_id, side in self._named:
            number = self._page.line_at(start)
            nearby = self._page.lines[number]
            if any(first <= start and end <= last for first, last in spans):
                role = "agent"
            elif number in lines:
                role = "line"
            elif nearby.paragraph in paragraphs:
                role = "paragraph"
            elif any(0 < number - line <= 3 for line in lines):
                role = "after"
            else:
                role = "report"
            sentence = " ".join(self._page.text[nearby.start : nearby.start + nearby.sentence.end].upper().split())
            doer = found.setdefault(row_id, Doer(" ".join(self._page.text[start:end].upper().split()), id=row_id))
            merge(
                doer.features,
                {
                    f"role:{role}": 1.0,
                    f"side:{side}": 1.0,
                    f"{role}:{side}": 1.0,
                    f"kind:{incident.kind}": 1.0,
                    "usual": counts[row_id] / most,
                    "alone": float(len(counts) == 1),
                    "times": min(3.0, float(counts[row_id])),
                }
                | {f"{cue}:{role}": float(bool(pattern.search(sentence))) for cue, pattern in CUES.items()},
            )
        agented = any(doer.features.get("role:agent") for doer in found.values())
        for doer in found.values():
            doer.features["rival"] = float(agented and not doer.features.get("role:agent"))
        return found

    def confidence(self, incident: Incident, doer: Doer) -> Features:
        """Return what tells how sure a report is that an organisation did it."""
        spans = [(start, end) for start, end, row_id, _ in self._named if row_id == doer.id]
        return confidence(self._page, incident, spans, doer.features)
