"""How sure a report is that an organisation did it: what stands beside its name wherever the report tells of the deed.

The task's guide decides in this order: whether the organisation itself says so (claimed or admitted), whether any doubt is
expressed, by an authority or by somebody else (suspected or accused), else reported as fact; possible where it is merely named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from muc4_templates.incidents import Incident
from muc4_templates.page import Page
from muc4_templates.weights import Features

CONFIDENCES = (
    "REPORTED AS FACT",
    "SUSPECTED OR ACCUSED",
    "SUSPECTED OR ACCUSED BY AUTHORITIES",
    "CLAIMED OR ADMITTED",
    "POSSIBLE",
)
DOUBT = re.compile(
    r"\b(?:ALLEG\w+|SUSPECT\w+|PRESUM\w+|APPARENT\w*|SUPPOSED\w*|BELIEVED|POSSIBL\w+|PROBABL\w+|REPUTED\w*|MAY\s+HAVE|MIGHT|"
    r"COULD\s+HAVE|THOUGHT\s+TO|PURPORTED\w*|SEEM\w*|HYPOTHES\w+|SUGGEST\w*)\b"
)
BLAME = re.compile(
    r"\b(?:ACCUS\w+|BLAM\w+|ATTRIBUT\w+|CHARG(?:ED|ES|ING)|IMPLICAT\w+|DENOUNC\w+|LINK(?:ED|S)|HELD|HOLDS?|CONDEMN\w*|BEHIND)\b"
    r"|RESPONSIB\w+\s+(?:FOR|OF|IN)|HANDIWORK|THE\s+WORK\s+OF"
)
BLAMED = re.compile(r"RESPONSIB|BLAME|ACCUS|CHARGED|IMPLICAT|GUILT")
CLAIM = re.compile(
    r"\bCLAIM\w*|\bASSUM\w*\s+RESPONSIBILITY|\bADMIT\w*|\bTOOK\s+(?:RESPONSIBILITY|CREDIT)|\bACKNOWLEDG\w*|\bCONFESS\w*"
    r"|\bTAK\w+\s+CREDIT"
)
CLAIMED_BY = re.compile(r"CLAIMED\s+BY\s+(?:THE\s+)?(?:\w+\s+){0,3}$")
SPEAKS = re.compile(
    r"(?:\s*[\[(][^\])]*[\])])?\s*(?:(?!A\b|AN\b|THE\b|IN\b|BY\b)\w+\s+){0,3}(?:REPORTS?|REPORTED|ANNOUNC\w+|STATED?|SAID|SAYS|CONFIRM\w*|DECLARED"
    r"|ISSUED|SENT|DISTRIBUTED|LEFT|SIGNED)\b"
)
SPOKEN_FOR = re.compile(
    r"(?:COMMUNIQUE|LEAFLETS?|FLIERS?|MESSAGE|STATEMENT|SIGNED|SPOKESMAN|MEMBER|BEHALF)\s+(?:\w+\s+){0,2}"
    r"(?:BY|OF|FROM|FOR)\s+(?:THE\s+)?(?:\w+\s+){0,3}$"
)
AUTHORITY = re.compile(
    r"\b(?:POLICE|ARMY|ARMED\s+FORCES|MILITARY|GOVERNMENT|MINIST\w+|OFFICIALS?|AUTHORIT\w+|COPREFA|COLONEL|GENERAL|MAJOR|CAPTAIN|"
    r"BATTALION|BRIGADE|PRESIDENT|JUDGE|SECURITY|DAS|F-2|MAYOR|GOVERNOR|COMMANDER|SPOKESMAN|COMMITTEE|COURT|ATTORNEY|"
    r"INVESTIGATORS?)\b"
)
SAYING = re.compile(
    r"\b(?:SAID|SAYS?|REPORT(?:S|ED|ING)?|STATED?|STATES|ADDED|ANNOUNCED?|INDICAT\w+|ACCORDING|CONFIRM\w*|INFORMED|NOTED|"
    r"ACCUS\w+|BLAM\w+|CHARGED|ATTRIBUT\w+|CONDEMN\w*|BELIEVE\w*|DISCLOS\w+|REVEAL\w+)\b"
)
ACCORDING = re.compile(r"ACCORDING\s+TO\s+(?:\w+\s+){0,4}(?:POLICE|ARMY|MILITARY|AUTHORIT|OFFICIAL|GOVERNMENT|COPREFA)")
OTHERS = re.compile(
    r"\b(?:SOURCES|WITNESSES|RESIDENTS|NEIGHBORS|PRESS|NEWSPAPER|RADIO|REPORTERS?|CHURCH|PRIEST|BISHOP|STUDENTS?|LEADERS?|UNION|"
    r"HUMAN\s+RIGHTS)\b"
)
DEED = re.compile(
    r"\b(?:KILL\w*|MURDER\w*|ASSASSINAT\w*|ATTACK\w*|BOMB\w*|BLEW|BLOWN|DYNAMIT\w*|KIDNAP\w*|ABDUCT\w*|DESTROY\w*|BURN\w*|"
    r"EXPLO\w*|SHOT|SHOOT\w*|MASSACRE\w*|PLANTED|PLACED|AMBUSH\w*|SABOTAGE\w*|EXECUT\w*|WOUND\w*|RAID\w*|SET\s+(?:FIRE|OFF)|"
    r"LAUNCHED|THREW|CRIME|DETONAT\w*|DAMAGED?|HOLDING|HIJACK\w*|SEIZED|CAPTURED)\b"
)
FIRST_PERSON = re.compile(r"\b(?:WE|OUR|US)\b")
STANDINGS = ("claim", "blame", "doubt", "self", "told", "plain", "mere")
"""What a sentence makes of an organisation, what says most of it first."""
BEFORE, BESIDE, BEHIND = 150, 80, 70
"""Characters before and behind a name in which words are about it; by judgement."""


class Naming(NamedTuple):
    """One mention of an organisation: whether near the incident, what its sentence makes of it, whether an authority says so."""

    near: bool
    standing: str
    official: bool


def confidence(page: Page, incident: Incident, spans: Iterable[tuple[int, int]], doer: Features) -> Features:
    """Return what tells how sure a report is that the organisation at `spans` of its text did it."""
    lines = {mention.line for mention in incident.mentions}
    paragraphs = {mention.paragraph for mention in incident.mentions}
    features: Features = {name: value for name, value in doer.items() if name.startswith(("role:", "side:")) and value}
    namings: list[Naming] = []
    for start, end in spans:
        number = page.line_at(start)
        line = page.lines[number]
        near = (
            number in lines or line.paragraph in paragraphs or any(0 < number - other <= 3 for other in lines)
        )  # fmt: skip
        before = _plain(page.text[line.start : start]) + " "
        behind = _plain(page.text[end : line.start + line.sentence.end])
        namings.append(_naming(before, _plain(page.text[start:end]), behind, near, features))
    for name, chosen in (("near", [naming for naming in namings if naming.near]), ("any", namings)):
        best = min((naming.standing for naming in chosen), key=STANDINGS.index, default="none")
        official = any(naming.official for naming in chosen if naming.standing == best)
        features[f"{name}:{best}"] = 1.0
        features[f"{name}:{best} by {'authority' if official else 'other'}"] = 1.0
        features |= {f"{name} also:{naming.standing}": 1.0 for naming in chosen}
    return features | _setting(page, incident, features)


def _naming(before: str, name: str, behind: str, near: bool, features: Features) -> Naming:
    """Return what a sentence makes of an organisation, and note the signs that count one by one."""
    sentence = f"{before}{name} {behind}"
    where = "near" if near else "far"
    official = bool((AUTHORITY.search(before) and SAYING.search(sentence)) or ACCORDING.search(sentence))
    doubted = bool(DOUBT.search(before[-BEHIND:]))
    blamed = bool(BLAME.search(before[-BEFORE:]) or BLAMED.search(behind[:BEHIND]))
    claims = bool(CLAIM.search(behind[:BEHIND]) or CLAIMED_BY.search(before[-BESIDE:]))
    deed = bool(DEED.search(sentence))
    if claims:
        standing = "claim"
    elif SPEAKS.match(behind[:BEHIND]) or SPOKEN_FOR.search(before[-BESIDE:]):
        standing = "self"
    elif blamed:
        standing = "blame"
    elif doubted:
        standing = "doubt"
    elif not deed:
        standing = "mere"
    else:
        standing = "told" if SAYING.search(sentence) else "plain"
    if deed or blamed or claims:
        signs = {
            "deed": deed, "doubt": doubted, "blame": blamed, "claim": claims, "authority": official,
            "plain": standing == "plain",
        }  # fmt: skip
        for sign, holds in signs.items():
            if holds:
                features[f"{sign} beside"] = features[f"{sign} beside, {where}"] = 1.0
        if doubted or blamed:
            features["authority blames" if official else "other blames"] = 1.0
        if OTHERS.search(before) and SAYING.search(sentence):
            features["source says"] = 1.0
        if FIRST_PERSON.search(sentence):
            features["we beside"] = 1.0
    return Naming(near, standing, official)


def _setting(page: Page, incident: Incident, known: Features) -> Features:
    """Return what the whole report and the sentences of the incident say, whoever is named."""
    everything = page.text.upper()
    lines = sorted({mention.line for mention in incident.mentions})
    told = " ".join(
        _plain(page.text[page.lines[n].start : page.lines[n].start + page.lines[n].sentence.end]) for n in lines
    )
    claims = [mention.claim for mention in incident.mentions if mention.claim is not None]
    sources = " ".join(claim.attribution.text or "" for claim in claims).upper()
    clandestine = "CLANDESTINE" in everything[:300]
    signs = {
        "clandestine": clandestine,
        "clandestine group": clandestine and bool(known.get("side:group")),
        "clandestine state": clandestine and bool(known.get("side:state")),
        "communique": "COMMUNIQUE" in everything,
        "authority": bool(AUTHORITY.search(sources)),
        "authority nearby": bool(AUTHORITY.search(told) and SAYING.search(told)),
        "doubt nearby": bool(DOUBT.search(told)),
        "we nearby": bool(FIRST_PERSON.search(told)),
        "claim anywhere": bool(CLAIM.search(everything)),
        "blame anywhere": bool(BLAME.search(everything)),
        "doubt anywhere": bool(DOUBT.search(everything)),
    }
    return {name: 1.0 for name, holds in signs.items() if holds}


def _plain(text: str) -> str:
    return " ".join(text.upper().split())
