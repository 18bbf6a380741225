"""Claims that tell of an incident, as mentions: what kind, how real, who did it and to whom."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from harmattan.language import Token
from harmattan.lexicons import Lexicon
from harmattan.lexicons.rows import TriggerRow
from harmattan.records.claim import Claim
from harmattan.stages.events.triggers import trigger_of
from muc4_templates.days import span
from muc4_templates.page import NOUNS, Page, Phrase

KINDS = {
    "BOMBING": "bombing explosion ied_blast landmine_blast grenade_attack suicide_attack",
    "KIDNAPPING": "abduction hostage_taking forced_disappearance",
    "ARSON": "arson",
    "ROBBERY": "looting robbery cattle_theft",
    "ATTACK": "armed_attack attack_on_civilians ambush raid shooting airstrike drone_strike shelling rocket_attack "
    "missile_attack killing "
    "assassination massacre execution beating wounding torture sexual_violence mob_violence communal_violence "
    "destruction damage sabotage threat crash",
    "CLASH": "clash offensive siege",
}
KIND_OF = {event: kind for kind, events in KINDS.items() for event in events.split()}
UNITS = {"killed": "killing", "wounded": "wounding", "captured": "abduction"}
DAMAGE = re.compile(r"\A(?:damag\w*|destroy\w*|shatter\w*|shook|demolish\w*)\Z")
HANDLES = re.compile(
    r"\A(?:plac\w+|plant\w+|left|threw|thrown|throw\w*|hurl\w+|toss\w+|set|activated|defus\w+|deactivat\w+|disarm\w+|dismantl\w+|discover\w+|found)\Z"
)
FOILS = re.compile(r"\A(?:defus\w+|deactivat\w+|disarm\w+|dismantl\w+|discover\w+|found)\Z")
BOMBS = re.compile(r"\A(?:\w*bombs?|dynamite|explosives?|charges?|devices?|grenades?|sticks?|cocktails?)\Z")
STAGES = {"actual": "ACCOMPLISHED", "attempted": "ATTEMPTED", "failed": "ATTEMPTED", "threatened": "THREATENED"}


@dataclass
class Mention:
    """One claim of an incident: `agents` and `patients` are noun phrases, `agent` side first named by the claim."""

    claim: Claim | None
    kind: str
    event: str
    stage: str
    line: int
    paragraph: int
    start: int
    trigger: str
    days: tuple[date, date] | None
    agents: list[Phrase] = field(default_factory=list)
    patients: list[Phrase] = field(default_factory=list)
    settings: list[Phrase] = field(default_factory=list)
    tokens: set[int] = field(default_factory=set)


def mentions_of(claims: Iterable[Claim], page: Page, lexicon: Lexicon) -> list[Mention]:
    """Return the mentions of incidents in a report, in the order of the text: its claims, then trigger words without a claim."""
    found, taken = [], set()
    for claim in claims:
        mention = _mention(claim, page, lexicon)
        if claim.kind in ("event", "toll") and (mention is not None or claim.realis not in STAGES):
            taken |= {part.start for part in claim.parts if part.role == "trigger"}
        if mention is not None:
            found.append(mention)
    found += _unclaimed(page, lexicon, taken)
    return sorted(found, key=lambda mention: mention.start)


def _unclaimed(page: Page, lexicon: Lexicon, taken: set[int]) -> Iterator[Mention]:
    """Yield mentions of what a report takes for known ("condemned the murder of"), of damage, and of bombs found."""
    index = lexicon.index("en")
    for number, line in enumerate(page.lines):
        text = page.text[line.start : line.start + line.sentence.end]
        seen: set[int] = set()
        for hit in sorted(index.find(text), key=lambda hit: hit.start - hit.end):
            spot = page.token_at(line.start + hit.start)
            rows = [row for row in hit.rows if isinstance(row, TriggerRow) and row.kind in ("event", "toll")]
            if (
                spot is None
                or not rows
                or spot[1].i in seen
                or any(line.start + hit.start <= at < line.start + hit.end for at in taken)
            ):
                continue
            token = spot[1]
            fitting = [row for row in rows if row.pos == ("verb" if token.pos == "VERB" else "noun") and not row.needs]
            event = next((row.event_type or UNITS.get(row.unit or "") for row in fitting), None)
            kind = KIND_OF.get(event or "")
            if kind is None or kind == "CLASH":
                continue
            seen |= {each.i for each in line.sentence.tokens if hit.start <= each.start < hit.end}
            yield _of_word(page, number, token, kind, str(event), "ACCOMPLISHED")
        for token in line.sentence.tokens:
            if token.i in seen or line.start + token.start in taken or token.pos not in ("VERB", "NOUN", "ADJ"):
                continue
            if DAMAGE.match(token.lower):
                yield _of_word(page, number, token, "ATTACK", "damage", "ACCOMPLISHED")
            elif HANDLES.match(token.lower) and _handles_bomb(page, number, token):
                stage = "ATTEMPTED" if FOILS.match(token.lower) else "ACCOMPLISHED"
                yield _of_word(
                    page, number, token, "BOMBING", "planting" if stage == "ACCOMPLISHED" else "foiling", stage
                )


def _of_word(page: Page, number: int, token: Token, kind: str, event: str, stage: str) -> Mention:
    line = page.lines[number]
    mention = Mention(
        claim=None, kind=kind, event=event, stage=stage, line=number, paragraph=line.paragraph, start=line.start + token.start,
        trigger=token.text.upper(), days=None,
    )  # fmt: skip
    _arguments(mention, token, page)
    return mention


def _handles_bomb(page: Page, number: int, token: Token) -> bool:
    tree = page.lines[number].sentence
    near = [*tree.children(token, "obj", "nsubj"), *([tree.head(token)] if token.dep.startswith("acl") else [])]
    return any(BOMBS.match(each.lower) for each in near)


def _mention(claim: Claim, page: Page, lexicon: Lexicon) -> Mention | None:
    if claim.kind not in ("event", "toll"):
        return None
    triggers = sorted(part.start for part in claim.parts if part.role == "trigger")
    row = trigger_of(claim, lexicon)
    if not triggers or row is None:
        return None
    event = row.event_type or UNITS.get(claim.quantity.unit or "" if claim.quantity else "", "")
    kind = KIND_OF.get(event)
    spot = page.token_at(triggers[0])
    if kind is None or spot is None:
        return None
    number, token = spot
    # What a plan is about may have happened: "asked to leave after the murder of six priests".
    if claim.realis not in STAGES and not (claim.realis == "planned" and token.pos in ("NOUN", "PROPN")):
        return None
    mention = Mention(
        claim=claim, kind=kind, event=event, stage=STAGES.get(claim.realis, "ACCOMPLISHED"), line=number,
        paragraph=page.lines[number].paragraph, start=triggers[0], trigger=token.text.upper(), days=span(claim.time),
    )  # fmt: skip
    _arguments(mention, token, page)
    for actor in claim.actors:
        phrase = page.phrase_at(actor.start, actor.end)
        if phrase is None or phrase.line != number:
            continue
        if actor.role == "initiator":
            _add(mention.agents, phrase)
        elif actor.role == "target":
            _add(mention.patients, phrase)
    for part in claim.parts:
        if (
            part.role in ("unit", "target")
            and (phrase := page.phrase_at(part.start, part.end))
            and phrase.line == number
        ):
            _add(mention.patients, phrase)
    return mention


def _add(phrases: list[Phrase], phrase: Phrase) -> None:
    if phrase.head.pos in NOUNS and all(phrase.start != each.start and phrase.end != each.end for each in phrases):
        phrases.append(phrase)


def _arguments(mention: Mention, token: Token, page: Page) -> None:
    """Add what the syntax gives a trigger: who does it, to whom or what, and where it is done."""
    number = mention.line
    tree = page.lines[number].sentence

    def take(into: list[Phrase], child: Token) -> None:
        if child.pos in NOUNS:
            for phrase in page.joined(page.phrase_of(number, child)):
                _add(into, phrase)

    verb = token
    if token.pos in ("NOUN", "PROPN", "ADJ"):
        for child in tree.children(token):
            case = {each.lower for each in tree.children(child, "case")}
            if child.dep.startswith("nmod") and case & {"of", "on", "against", "at", "upon"}:
                take(mention.patients, child)
            elif child.dep.startswith("nmod") and case & {"by", "from"}:
                take(mention.agents, child)
            elif child.dep.startswith("nmod") and case & {"in", "near", "outside", "inside", "to"}:
                take(mention.settings, child)
            elif child.dep == "nmod:poss":
                into = (
                    mention.patients
                    if mention.event in ("killing", "assassination", "abduction", "massacre", "execution")
                    else mention.agents
                )
                take(into, child)
        if token.dep in ("obj", "nsubj:pass", "nsubj", "obl", "conj", "nmod"):
            verb = tree.head(token)
            if verb.pos != "VERB":
                return
    if verb.pos not in ("VERB", "AUX", "ADJ"):
        return
    seen = {verb.i}
    direct = verb is token
    while True:
        passive = verb.passive or any(child.dep == "aux:pass" for child in tree.children(verb))
        subjects = tree.children(verb, "nsubj")
        for child in subjects:
            goal = (
                passive or child.dep == "nsubj:pass" or mention.event in ("explosion", "crash") or token.lower in DIES
            )
            if direct or not passive:
                take(mention.patients if goal and direct else mention.agents, child)
        for child in tree.children(verb):
            case = {each.lower for each in tree.children(child, "case")}
            if child.dep == "obj" and direct:
                take(mention.patients, child)
            elif child.dep.startswith("obl"):
                if "by" in case:
                    take(mention.agents, child)
                elif case & {
                    "against",
                    "on",
                    "at",
                    "in",
                    "near",
                    "outside",
                    "inside",
                    "front",
                    "under",
                    "behind",
                    "between",
                    "to",
                }:
                    take(mention.settings, child)
        above = tree.head(verb)
        if not subjects and verb.dep in ("conj", "xcomp", "advcl") and above.pos == "VERB" and above.i not in seen:
            if verb.dep == "conj" and passive:
                for child in tree.children(above, "nsubj"):
                    take(mention.patients if direct else mention.agents, child)
                break
            verb, direct = above, False
            seen.add(verb.i)
            continue
        if verb.dep.startswith("acl") and above.pos in NOUNS:
            take(mention.patients if passive or verb.form == "participle" else mention.agents, above)
        break


DIES = frozenset(("died", "die", "dies", "perished", "dead", "dying"))
PRONOUNS = re.compile(r"\A(?:HE|HIM|SHE|HER|THEY|THEM|IT|WHO|WHOM|THAT|WHICH|I|WE|US|YOU|THIS|THESE|THOSE)\Z")
