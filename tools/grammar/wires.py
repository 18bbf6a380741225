"""Sentences as wires write them, made with their trees: what the treebanks of the web hardly ever show.

Each call makes one sentence in UD relations from the words of `wires.json`: counts with bounds ("at least 12 people,
including two children, were killed"), a subject right before an active past ("a suicide bombing killed 14"), words between
auxiliary and participle ("were on Monday killed"), verbs and objects in pairs, gapping ("12 people were killed and 30
wounded"), tolls that rise, speakers on either side, and true reduced relatives beside them, so that neither reading always
wins.
"""

from __future__ import annotations

import json
import random
from functools import cache
from pathlib import Path
from typing import Any

from treebank import Tree

NOUN, PROPN, ADJ, DET, NUM, ADP, ADV, PART, PRON, SCONJ, CCONJ, PUNCT = (
    f"{pos}||||"
    for pos in ["NOUN", "PROPN", "ADJ", "DET", "NUM", "ADP", "ADV", "PART", "PRON", "SCONJ", "CCONJ", "PUNCT"]
)
PAST, PASSIVE, PERFECT = "VERB|past|indicative|finite|", "VERB|past||participle|passive", "VERB|past||participle|"
PRESENT, GERUND, BARE = "VERB|present|indicative|finite|", "VERB|present||participle|", "VERB|||infinitive|"
WAS, HAS, BEEN, MODAL = (
    "AUX|past|indicative|finite|",
    "AUX|present|indicative|finite|",
    "AUX|past||participle|",
    "AUX|||finite|",
)
BE = "AUX|||infinitive|"


@cache
def wire_words() -> dict[str, Any]:
    """Return the words that sentences are made of, by language."""
    words: dict[str, Any] = json.loads((Path(__file__).parent / "wires.json").read_text(encoding="utf-8"))
    return words


class Node:
    """A word with what hangs on it before and behind."""

    def __init__(self, word: str, tag: str, dep: str = "root", before: list[Node] | None = None) -> None:
        self.word, self.tag, self.dep = word, tag, dep
        self.before: list[Node] = before or []
        self.behind: list[Node] = []

    def add(self, *nodes: Node | None) -> Node:
        """Hang nodes behind the word; return the word."""
        self.behind.extend(node for node in nodes if node is not None)
        return self

    def lead(self, *nodes: Node | None) -> Node:
        """Hang nodes before all that stands before the word; return the word."""
        self.before[:0] = [node for node in nodes if node is not None]
        return self

    def near(self, *nodes: Node | None) -> Node:
        """Hang nodes right before the word; return the word."""
        self.before.extend(node for node in nodes if node is not None)
        return self

    def as_(self, dep: str) -> Node:
        """Give the word another relation; return it."""
        self.dep = dep
        return self


def tree_of(root: Node) -> Tree:
    """Return the sentence that a node heads."""
    words: list[str] = []
    tags: list[str] = []
    deps: list[str] = []
    heads: list[int] = []

    def walk(node: Node) -> int:
        below = [walk(child) for child in node.before]
        place = len(words)
        words.append(node.word)
        tags.append(node.tag)
        deps.append(node.dep)
        heads.append(place)
        below += [walk(child) for child in node.behind]
        for child in below:
            heads[child] = place
        return place

    walk(root)
    words[0] = words[0][:1].upper() + words[0][1:]
    spaces = [
        not (place + 1 < len(words) and words[place + 1] in (",", ".", ")", "'s", ";", "]"))
        and words[place] not in ("(", "[") and not words[place].endswith("'")
        for place in range(len(words))
    ]  # fmt: skip
    return Tree(words, spaces, tags, heads, deps, "wire")


def wire(language: str, chance: random.Random) -> Tree | None:
    """Return a made sentence of a wire report, None for a language without words for it."""
    words = wire_words().get(language)
    maker = MAKERS.get(language)
    return None if words is None or maker is None else tree_of(maker(words, chance).sentence())


class English:
    """Makes English sentences out of words."""

    def __init__(self, words: dict[str, Any], chance: random.Random) -> None:
        self.words, self.chance = words, chance

    def pick(self, name: str) -> Any:
        """Return a word of a list."""
        return self.chance.choice(self.words[name])

    def odds(self, share: float) -> bool:
        """Say yes so often."""
        return self.chance.random() < share

    # Nominals

    def case(self, preposition: str, noun: Node, dep: str = "obl") -> Node:
        """Return a noun behind a preposition of one or more words."""
        first, *rest = preposition.split()
        word = Node(first, "VERB|present||participle|" if first == "according" else ADP, "case")
        for more in rest:
            word.add(Node(more, ADP, "fixed"))
        return noun.lead(word).as_(dep)

    def bound(self) -> list[Node]:
        """Return what stands before a number and bounds it; often nothing."""
        dice = self.chance.random()
        if dice < 0.45:
            return []
        if dice < 0.65:
            return [Node("least", ADJ, "nmod", [Node("at", ADP, "case")])]
        if dice < 0.75:
            return [Node(self.chance.choice(["more", "fewer", "less"]), ADJ, "advmod").add(Node("than", ADP, "fixed"))]
        if dice < 0.81:
            more = Node(self.chance.choice(["fewer", "less"]), ADJ, "advmod", [Node("no", DET, "advmod")])
            return [more.add(Node("than", ADP, "fixed"))]
        if dice < 0.86:
            return [Node("up", ADP, "advmod").add(Node("to", ADP, "fixed"))]
        if dice < 0.9:
            return [Node("as", ADV, "advmod").add(Node("many", ADJ, "fixed"), Node("as", ADP, "fixed"))]
        return [
            Node(self.chance.choice(["about", "around", "nearly", "some", "over", "almost", "another"]), ADV, "advmod")
        ]

    def number(self, dep: str = "nummod") -> Node:
        """Return a number, perhaps bounded."""
        if self.odds(0.06):
            return Node("dozen", NOUN, dep, [Node(self.chance.choice(["two", "three", "several"]), NUM, "nummod")])
        return Node(str(self.pick("numbers")), NUM, dep, self.bound())

    def people(self, dep: str, *, plain: bool = False) -> Node:
        """Return counted or uncounted persons."""
        dice = self.chance.random()
        if dice < 0.06:
            return self.number(dep)  # "killed 14"
        if dice < 0.12:
            vague = Node(self.chance.choice(["dozens", "hundreds", "scores", "thousands"]), NOUN, dep)
            return vague.add(self.case("of", Node(self.pick("people"), NOUN), "nmod"))
        noun = Node(self.pick("people"), NOUN, dep)
        if self.odds(0.35):
            noun.near(Node(self.pick("adjectives"), ADJ, "amod"))
        if self.odds(0.15):
            noun.near(Node(self.pick("compounds"), NOUN, "compound"))
        if dice < 0.8:
            number = self.number()
            noun.lead(number)
            if number.behind and self.odds(0.1):
                noun.near(Node("other", ADJ, "amod"))
        elif dice < 0.9:
            noun.lead(
                Node(self.chance.choice(["the", "several", "many", "some"]), DET if self.odds(0.4) else ADJ, "det")
            )
        if not plain and self.odds(0.18):
            self.including(noun)
        elif not plain and self.odds(0.12):
            noun.add(self.case(self.chance.choice(["of", "from"]), self.place(), "nmod"))
        return noun

    def including(self, noun: Node) -> None:
        """Hang the parts of a count on it."""
        part = self.people("nmod", plain=True) if self.odds(0.75) else self.person("nmod", named=False)
        if self.odds(0.3):
            part.add(self.joined(self.people("conj", plain=True)))
        part.lead(Node("including", "VERB|present||participle|", "case"))
        commas = self.odds(0.7)
        if commas:
            part.lead(Node(",", PUNCT, "punct"))
        noun.add(part)
        if commas:
            noun.add(Node(",", PUNCT, "punct"))

    def joined(self, node: Node, word: str = "and") -> Node:
        """Return a coordinated node."""
        return node.lead(Node(word, CCONJ, "cc")).as_("conj")

    def person(self, dep: str, *, named: bool | None = None) -> Node:
        """Return one person, by a word or by name."""
        if named or (named is None and self.odds(0.35)):
            first = Node(self.pick("names"), PROPN, dep)
            if self.odds(0.75):
                first.add(Node(self.pick("surnames"), PROPN, "flat"))
            if self.odds(0.35):
                office = Node(self.pick("offices"), NOUN, "appos")
                if self.odds(0.6):
                    office.lead(Node(self.chance.choice(["a", "the"]), DET, "det"))
                if self.odds(0.5):
                    office.add(self.case(self.chance.choice(["of", "for", "in"]), self.place(), "nmod"))
                first.add(office.lead(Node(",", PUNCT, "punct")), Node(",", PUNCT, "punct"))
            elif self.odds(0.3):
                first.lead(Node(self.pick("offices"), NOUN, "compound"))
            return first
        noun = Node(self.pick("offices"), NOUN, dep)
        if self.odds(0.35):
            noun.near(Node(self.pick("adjectives"), ADJ, "amod"))
        if self.odds(0.2):
            noun.near(Node(self.pick("compounds"), NOUN, "compound"))
        word = noun.before[0].word if noun.before else noun.word
        noun.lead(Node(self.chance.choice(["an" if word[0].lower() in "aeiou" else "a", "the"]), DET, "det"))
        if self.odds(0.15):
            noun.add(self.case("of", self.place(), "nmod"))
        return noun

    def place(self, dep: str = "nmod") -> Node:
        """Return a place."""
        noun = Node(self.pick("places"), PROPN, dep)
        if self.odds(0.3):
            noun = Node(self.pick("areas"), NOUN, dep, [Node(noun.word, PROPN, "compound")])
            if self.odds(0.5):
                noun.lead(Node("the", DET, "det"))
        elif self.odds(0.25):
            noun = Node(self.pick("areas"), NOUN, dep, [Node("the", DET, "det")])
            noun.add(self.case("of", Node(self.pick("places"), PROPN), "nmod"))
        return noun

    def agents(self, dep: str) -> Node:
        """Return who or what acts."""
        dice = self.chance.random()
        if dice < 0.3:
            kind, *noun = self.pick("strikes").split()
            head = Node(noun[-1], NOUN, dep) if noun else Node(kind, NOUN, dep)
            head.near(*[Node(word, NOUN, "compound") for word in ([kind, *noun[:-1]] if noun else [])])
            word = head.before[0].word if head.before else head.word
            head.lead(Node(self.chance.choice(["an" if word[0] in "aeiou" else "a", "the"]), DET, "det"))
            if self.odds(0.35):
                head.add(self.case(self.chance.choice(["in", "on", "near", "at", "against"]), self.place(), "nmod"))
            return head
        if dice < 0.4:
            return self.person(dep, named=False)
        noun = Node(self.pick("fighters"), NOUN, dep)
        if self.odds(0.45):
            noun.near(Node(self.pick("adjectives"), ADJ, "amod"))
        if self.odds(0.12):
            noun.lead(self.number())
        dice = self.chance.random()
        if dice < 0.1:
            noun.add(Node("suspected", PASSIVE, "acl").add(self.case("of", Node("belonging", "VERB|||gerund|", "advcl"), "advcl")
                     .add(self.case("to", Node(self.pick("groups"), PROPN)))))  # fmt: skip
        elif dice < 0.16:
            noun.add(Node(self.chance.choice(["suspected", "believed", "said", "thought"]), PASSIVE, "acl").add(
                Node("members", NOUN, "xcomp", [Node("to", PART, "mark"), Node("be", BE, "cop")])
                .add(self.case("of", Node(self.pick("groups"), PROPN), "nmod"))))  # fmt: skip
        elif dice < 0.22:
            noun.add(self.case("from", Node(self.pick("groups"), PROPN), "nmod"))
        elif dice < 0.28:
            noun.add(
                self.case(
                    "on", Node(self.chance.choice(["motorcycles", "motorbikes", "horseback", "foot"]), NOUN), "nmod"
                )
            )
        elif dice < 0.34:
            noun.add(Node("armed", PASSIVE, "acl").add(self.case("with", Node("rifles", NOUN))))
        return noun

    # Time, place, circumstance

    def when(self) -> Node:
        """Return a time."""
        dice = self.chance.random()
        day = Node(self.pick("days"), PROPN, "obl")
        if dice < 0.35:
            return self.case("on", day)
        if dice < 0.5:
            return day
        if dice < 0.6:
            part = Node(
                self.chance.choice(["night", "morning", "evening", "afternoon"]), NOUN, "obl", [day.as_("compound")]
            )
            return self.case("on", part) if self.odds(0.7) else part
        if dice < 0.7:
            return Node("yesterday", NOUN, "obl")
        if dice < 0.78:
            return Node(self.chance.choice(["night", "week", "month"]), NOUN, "obl", [Node("last", ADJ, "amod")])
        if dice < 0.9:
            hours = Node("hours", NOUN, "obl", [Node("the", DET, "det"), Node("early", ADJ, "amod")])
            return self.case("in", hours.add(self.case("of", day, "nmod")))
        return self.case("late on", day) if self.odds(0.5) else self.case("since", day)

    def where(self) -> Node:
        """Return a place as a circumstance."""
        return self.case(self.chance.choice(["in", "in", "near", "at", "outside", "across"]), self.place(), "obl")

    def how(self) -> Node:
        """Return an event as a circumstance."""
        kind, *noun = self.pick("strikes").split()
        words = [kind, *noun]
        head = Node(words[-1], NOUN, "obl", [Node("a" if words[0][0] not in "aeiou" else "an", DET, "det")])
        head.near(*[Node(word, NOUN, "compound") for word in words[:-1]])
        if self.odds(0.4):
            head.add(self.case(self.chance.choice(["on", "by", "near", "at"]), self.place(), "nmod"))
        return self.case(self.chance.choice(["in", "during", "after"]), head)

    def circumstances(self, verb: Node, share: float = 0.5) -> Node:
        """Hang some circumstances behind a verb; return it."""
        makers = [self.when, self.where, self.how]
        self.chance.shuffle(makers)
        for maker in makers:
            if self.odds(share):
                verb.add(maker())
        return verb

    # Clauses

    def active(self) -> Node:
        """Return a clause with an active past and an object."""
        verb = Node(self.pick("past"), PAST)
        subject = self.agents("nsubj")
        verb.lead(subject)
        if self.odds(0.12):
            verb.near(self.when())
        elif self.odds(0.08):
            verb.near(Node(self.chance.choice(["also", "reportedly", "allegedly", "later"]), ADV, "advmod"))
        if self.odds(0.15):
            verb = self.perfect(verb)
        if self.odds(0.2):
            second = Node(self.pick("past"), verb.tag, "conj")
            second.add(self.people("obj") if self.odds(0.8) else self.person("obj"))
            if self.odds(0.5):
                verb.add(self.joined(second))
            else:
                verb.add(self.target(), self.joined(second))
        else:
            dice = self.chance.random()
            if dice < 0.12:
                verb.add(self.listed("obj"))
            elif dice < 0.22:
                verb.add(self.share("obj"))
            else:
                verb.add(self.people("obj") if self.odds(0.75) else self.person("obj"))
            if self.odds(0.25):
                second = Node(self.pick("past"), verb.tag, "conj").add(self.people("obj", plain=True))
                verb.add(self.joined(second))
        self.circumstances(verb, 0.4)
        if self.odds(0.12):
            self.leaving(verb)
        return verb

    def target(self) -> Node:
        """Return a place or thing that is attacked."""
        noun = Node(self.pick("targets"), NOUN, "obj")
        return noun.lead(
            Node(
                "an" if noun.word[0] in "aeiou" and self.odds(0.5) else self.chance.choice(["the", "their", "one"]),
                DET,
                "det",
            )
        )

    def perfect(self, verb: Node) -> Node:
        """Turn a past into a perfect; return it."""
        verb.tag = PERFECT
        verb.near(Node(self.chance.choice(["have", "has", "had"]), HAS, "aux"))
        return verb

    def assault(self) -> Node:
        """Return a clause in which somebody attacks something, and what comes of it."""
        verb = Node(self.pick("assaults"), PAST).lead(self.agents("nsubj")).add(self.target())
        self.circumstances(verb, 0.35)
        self.leaving(verb)
        return verb

    def leaving(self, verb: Node) -> None:
        """Hang what an act does on it: "killing 12 people and wounding five", "leaving 12 dead"."""
        if self.odds(0.25):
            made = Node("leaving", GERUND, "advcl").add(self.people("obj", plain=True))
            made.add(Node(self.chance.choice(["dead", "wounded", "homeless"]), ADJ, "xcomp"))
        else:
            made = Node(self.pick("gerunds"), GERUND, "advcl")
            made.add(self.people("obj") if self.odds(0.8) else self.person("obj"))
            if self.odds(0.4):
                made.add(self.joined(Node(self.pick("gerunds"), GERUND, "conj").add(self.people("obj", plain=True))))
        verb.add(made.lead(Node(",", PUNCT, "punct")))

    def left(self) -> Node:
        """Return "the attack left 12 people dead and 30 wounded"."""
        verb = Node("left", PAST).lead(self.agents("nsubj"))
        if self.odds(0.2):
            self.perfect(verb)
        verb.add(self.people("obj", plain=True), Node("dead", ADJ, "xcomp"))
        if self.odds(0.4):
            rest = self.people("conj", plain=True).lead(Node("and", CCONJ, "cc"))
            verb.add(rest.add(Node(self.chance.choice(["wounded", "injured", "missing"]), ADJ, "orphan")))
        return self.circumstances(verb, 0.3)

    def passive(self) -> Node:
        """Return a clause with a passive: words may stand between auxiliary and participle."""
        verb = Node(self.pick("participles"), PASSIVE)
        dice = self.chance.random()
        subject = self.people("nsubj:pass") if self.odds(0.7) else self.person("nsubj:pass")
        if dice < 0.1:
            subject = self.listed("nsubj:pass")
        elif dice < 0.2:
            subject = self.share("nsubj:pass")
        helpers = [Node(self.chance.choice(["was", "were"]), WAS, "aux:pass")]
        if self.odds(0.25):
            helpers = [Node(self.chance.choice(["have", "has", "had"]), HAS, "aux"), Node("been", BEEN, "aux:pass")]
        verb.lead(subject, *helpers)
        if self.odds(0.22):
            verb.near(self.when())
        elif self.odds(0.15):
            verb.near(Node(self.chance.choice(["reportedly", "allegedly", "also", "later"]), ADV, "advmod"))
        if self.odds(0.06):
            verb = self.told_of(verb)
        if self.odds(0.15):
            verb.add(self.joined(Node(self.pick("participles"), PASSIVE, "conj")))
        if self.odds(0.35):
            verb.add(self.case("by", self.agents("obl:agent"), "obl:agent"))
        self.circumstances(verb, 0.4)
        if self.odds(0.22):
            second = Node(self.pick("participles"), PASSIVE, "conj").lead(self.people("nsubj:pass", plain=True))
            if self.odds(0.5):
                second.near(Node("were", WAS, "aux:pass"))
            verb.add(self.joined(second))
        if self.odds(0.18):
            verb.add(self.then())
        return verb

    def told_of(self, verb: Node) -> Node:
        """Turn "were killed" into "were reported killed"; return what now heads the clause."""
        above = Node(self.chance.choice(["reported", "feared", "believed", "found"]), PASSIVE, "root", verb.before)
        verb.before = []
        return above.add(verb.as_("xcomp"))

    def then(self) -> Node:
        """Return a clause of circumstance: "when gunmen stormed the market"."""
        clause = (
            self.clash()
            if self.odds(0.3)
            else Node(self.pick("assaults"), PAST).lead(self.agents("nsubj")).add(self.target())
        )
        word = self.chance.choice(["when", "after", "as", "while"])
        return clause.lead(Node(word, ADV if word == "when" else SCONJ, "advmod" if word == "when" else "mark")).as_(
            "advcl"
        )

    def clash(self) -> Node:
        """Return a clause without an object."""
        verb = Node(self.pick("events"), PAST).lead(self.agents("nsubj"))
        return self.circumstances(verb, 0.4)

    def died(self) -> Node:
        """Return "12 people died when a bomb exploded"."""
        verb = Node("died", PAST).lead(self.people("nsubj") if self.odds(0.7) else self.person("nsubj"))
        self.circumstances(verb, 0.4)
        return verb.add(self.then()) if self.odds(0.3) else verb

    def risen(self) -> Node:
        """Return a clause about a toll: it has risen to, stands at, is."""
        toll = Node("toll", NOUN, "nsubj", [Node("the", DET, "det"), Node("death", NOUN, "compound")])
        if self.odds(0.6):
            toll.add(self.case("from" if self.odds(0.5) else "in", self.agents("nmod"), "nmod"))
        number = Node(str(self.pick("numbers")), NUM, "obl", self.bound())
        if self.odds(0.3):
            number.before = []
            number.before.append(Node(self.chance.choice(["at least", "about"]).split()[0], ADV, "advmod"))
        dice = self.chance.random()
        if dice < 0.25:
            number.as_("root").lead(toll).near()
            number.before.insert(1, Node(self.chance.choice(["is", "was"]), WAS, "cop"))
            return number
        verb = Node(self.chance.choice(["rose", "climbed", "stood", "reached"]), PAST).lead(toll)
        if dice < 0.6:
            verb = Node(self.chance.choice(["risen", "climbed", "reached"]), PERFECT).lead(
                toll, Node("has", HAS, "aux")
            )
        if verb.word == "reached":
            return verb.add(number.as_("obj"))
        return verb.add(self.case("at" if verb.word == "stood" else "to", number, "obl"))

    def reduced(self) -> Node:
        """Return a clause whose subject bears a true reduced relative: "people killed in the attack were buried"."""
        noun = Node(
            self.pick("people"), NOUN, "nsubj:pass", [self.number() if self.odds(0.5) else Node("the", DET, "det")]
        )
        inner = Node(self.pick("participles"), PASSIVE, "acl")
        inner.add(self.how() if self.odds(0.5) else self.case("by", self.agents("obl:agent"), "obl:agent"))
        noun.add(inner)
        verb = Node(self.pick("aftermath"), PASSIVE).lead(noun, Node("were", WAS, "aux:pass"))
        return self.circumstances(verb, 0.4)

    def relative(self) -> Node:
        """Return a clause whose subject bears a relative clause."""
        noun = self.agents("nsubj")
        inner = Node(self.pick("past"), PAST, "acl:relcl", [Node(self.chance.choice(["who", "that"]), PRON, "nsubj")])
        noun.add(inner.add(self.people("obj", plain=True)))
        verb = Node(self.pick("assaults"), PAST).lead(noun).add(self.target())
        return self.circumstances(verb, 0.3)

    def listed(self, dep: str) -> Node:
        """Return persons in a row: "a nurse, two drivers and a guard"."""
        first = self.person(dep, named=False) if self.odds(0.6) else self.people(dep, plain=True)
        middle = self.person("conj", named=False) if self.odds(0.6) else self.people("conj", plain=True)
        last = self.person("conj", named=False) if self.odds(0.6) else self.people("conj", plain=True)
        return first.add(middle.lead(Node(",", PUNCT, "punct")), self.joined(last))

    def share(self, dep: str) -> Node:
        """Return some of a number: "three of the six hostages"."""
        part = Node(str(self.pick("numbers")), NUM, dep, self.bound() if self.odds(0.3) else [])
        whole = Node(self.pick("people"), NOUN, "nmod")
        if self.odds(0.6):
            whole.lead(
                Node(self.chance.choice(["the", "its", "their"]), DET, "det"),
                Node(str(self.pick("numbers")), NUM, "nummod"),
            )
        else:
            whole.lead(Node(self.chance.choice(["our", "their", "his", "its"]), PRON, "nmod:poss"))
        return part.add(self.case("of", whole, "nmod"))

    def happening(self) -> Node:
        """Return a clause for what is said, denied or feared to have happened."""
        return self.chance.choice([self.active, self.passive, self.died, self.assault])()

    def report(self, dep: str) -> Node:
        """Return a noun of saying with what it says: "reports that 12 soldiers were killed"."""
        noun = Node(
            self.chance.choice(["reports", "claims", "accusations", "allegations", "rumours", "suggestions"]), NOUN, dep
        )
        if self.odds(0.25):
            noun.near(Node(self.chance.choice(["earlier", "false", "local", "media"]), ADJ, "amod"))
        return noun.add(self.happening().as_("acl").lead(Node("that", SCONJ, "mark")))

    def refuted(self) -> Node:
        """Return what somebody denies, rejects or admits, or what is called false."""
        dice = self.chance.random()
        verb = Node(self.chance.choice(["denied", "rejected", "dismissed", "denied", "confirmed", "repeated"]), PAST)
        if dice < 0.35:
            verb.lead(self.speaker())
            return verb.add(self.report("obj"))
        if dice < 0.55:
            verb = Node(self.chance.choice(["denied", "admitted", "acknowledged"]), PAST).lead(self.speaker())
            return verb.add(Node(self.pick("gerunds"), "VERB|||gerund|", "xcomp").add(self.people("obj", plain=True)))
        if dice < 0.75:
            adjective = Node(
                self.chance.choice(["false", "baseless", "untrue", "fabricated", "wrong", "unfounded"]), ADJ
            )
            return adjective.lead(self.report("nsubj"), Node(self.chance.choice(["are", "were"]), WAS, "cop"))
        verb = Node(self.chance.choice(["denied", "feared", "believed", "claimed", "warned"]), PAST).lead(
            self.speaker()
        )
        return verb.add(self.happening().as_("ccomp").lead(Node("that", SCONJ, "mark")))

    def wanted(self) -> Node:
        """Return what somebody wants, threatens or is accused of."""
        dice = self.chance.random()
        infinitive = Node(self.pick("base"), BARE, "xcomp", [Node("to", PART, "mark")]).add(
            self.people("obj", plain=True)
        )
        if dice < 0.3:
            verb = Node(
                self.chance.choice(["threatened", "vowed", "planned", "promised", "tried", "pledged", "wanted"]), PAST
            )
            return self.circumstances(verb.lead(self.agents("nsubj")).add(infinitive), 0.2)
        if dice < 0.55:
            verb = Node(self.chance.choice(["urged", "asked", "ordered", "told", "invited"]), PAST).lead(self.speaker())
            return verb.add(self.people("obj", plain=True), infinitive)
        verb = Node(self.chance.choice(["accused", "suspected"]), PAST).lead(self.speaker()).add(self.agents("obj"))
        deed = Node(self.pick("gerunds"), "VERB|||gerund|", "advcl", [Node("of", SCONJ, "mark")])
        return verb.add(deed.add(self.people("obj", plain=True)))

    # Speakers

    def speaker(self, dep: str = "nsubj") -> Node:
        """Return who says it."""
        dice = self.chance.random()
        if dice < 0.35:
            return Node(self.pick("sources"), NOUN, dep)
        if dice < 0.55:
            noun = Node(self.pick("spokesmen"), NOUN, dep)
            noun.lead(Node(self.chance.choice(["a", "the"]), DET, "det"))
            if self.odds(0.5):
                noun.near(Node(self.pick("services"), NOUN, "compound"))
            if self.odds(0.25):
                noun.add(self.case("for", Node(self.pick("groups"), PROPN), "nmod"))
            return noun
        if dice < 0.7:
            return Node(self.pick("agencies"), PROPN, dep)
        if dice < 0.85:
            return Node(self.pick("services"), NOUN, dep, [Node("the", DET, "det")])
        return self.person(dep, named=True)

    def spoken(self, clause: Node) -> Node:
        """Return the clause as what somebody said, the speaker on either side."""
        said = Node(self.pick("said"), PAST)
        speaker = self.speaker()
        tail: list[Node | None] = [self.when() if self.odds(0.3) else None]
        if self.odds(0.15):
            said = Node("told", PAST)
            tail.insert(0, Node(self.pick("agencies"), PROPN, "iobj"))
        dice = self.chance.random()
        clause.as_("ccomp")
        if dice < 0.45:
            clause.add(Node(",", PUNCT, "punct"))
            said.lead(clause)
            if dice < 0.1 and said.word != "told":
                return said.add(speaker, *tail)
            return said.near(speaker).add(*tail)
        if dice < 0.55:
            source = self.case("according to", speaker, "obl")
            clause.as_("root").add(source.lead(Node(",", PUNCT, "punct")))
            return clause
        if dice < 0.62:
            source = self.case("according to", speaker, "obl").add(Node(",", PUNCT, "punct"))
            return clause.as_("root").lead(source)
        if self.odds(0.6):
            clause.lead(Node("that", SCONJ, "mark"))
        said.lead(speaker).add(*tail)
        return said.add(clause)

    def sentence(self) -> Node:
        """Return a whole sentence."""
        makers = (
            [self.active] * 5 + [self.passive] * 5 + [self.assault] * 2 + [self.left, self.died, self.risen, self.clash]
        )
        makers += [self.reduced, self.relative, self.refuted, self.refuted, self.wanted]
        maker = self.chance.choice(makers)
        clause = maker()
        if maker in (self.refuted, self.wanted):
            return clause.add(Node(".", PUNCT, "punct"))
        if self.odds(0.1):
            clause.lead(self.case("in", self.place(), "obl").add(Node(",", PUNCT, "punct")))
        if self.odds(0.4):
            clause = self.spoken(clause)
        return clause.add(Node(".", PUNCT, "punct"))


class French(English):
    """Makes French sentences out of words."""

    def nominal(self, name: str, dep: str) -> Node:
        """Return a noun of a list with its article: "attaque/f", "soldats/p"."""
        word, gender = self.pick(name).split("/")
        noun = Node(word, NOUN, dep)
        vowel = word[0].lower() in "aeiouéèêh"
        if gender == "p":
            return noun.lead(Node(self.chance.choice(["des", "les"]), DET, "det"))
        article = self.chance.choice(["un", "le"]) if gender == "m" else self.chance.choice(["une", "la"])
        return noun.lead(Node("l'" if vowel and article in ("le", "la") else article, DET, "det"))

    def case(self, preposition: str, noun: Node, dep: str = "obl") -> Node:
        """Return a noun behind a preposition, which takes in its article ("du", "aux") or loses its vowel."""
        *first, last = preposition.split()
        article = noun.before[0] if noun.before and noun.before[0].dep == "det" else None
        merged = (
            {"de le": "du", "de les": "des", "à le": "au", "à les": "aux"}.get(f"{last} {article.word}")
            if article
            else None
        )
        if merged is not None:
            noun.before.pop(0)
            last = merged
        opening = noun
        while opening.before:
            opening = opening.before[0]
        if last == "de" and opening.word[0].lower() in "aeiouéèêh1"[:9]:
            last = "d'"
        for word in [last, *reversed(first)]:
            noun.lead(Node(word, ADV if word in ("près", "lors") else ADP, "case"))
        return noun.as_(dep)

    def bound(self) -> list[Node]:
        """Return what stands before a number and bounds it; often nothing."""
        dice = self.chance.random()
        if dice < 0.45:
            return []
        if dice < 0.7:
            return [Node("au", ADP, "advmod").add(Node("moins", ADV, "fixed"))]
        if dice < 0.85:
            return [Node("plus", ADV, "advmod").add(Node("de", ADP, "fixed"))]
        if dice < 0.93:
            return [Node("près", ADV, "advmod").add(Node("de", ADP, "fixed"))]
        return [Node(self.chance.choice(["environ", "quelque"]), ADV, "advmod")]

    def people(self, dep: str, *, plain: bool = False) -> Node:
        """Return counted or uncounted persons."""
        dice = self.chance.random()
        if dice < 0.1:
            vague = Node(
                self.chance.choice(["dizaine", "trentaine", "centaine", "vingtaine"]),
                NOUN,
                dep,
                [Node("une", DET, "det")],
            )
            return vague.add(self.case("de", Node(self.pick("people"), NOUN), "nmod"))
        if dice < 0.16:
            vague = Node(
                self.chance.choice(["dizaines", "centaines", "milliers"]), NOUN, dep, [Node("des", DET, "det")]
            )
            return vague.add(self.case("de", Node(self.pick("people"), NOUN), "nmod"))
        noun = Node(self.pick("people"), NOUN, dep)
        if self.odds(0.3):
            noun.add(Node(self.pick("adjectives"), ADJ, "amod"))
        if dice < 0.85:
            noun.lead(self.number())
            if not plain and self.odds(0.18):
                part = Node(
                    self.pick("people"),
                    NOUN,
                    "acl:relcl",
                    [Node("dont", PRON, "nmod"), Node(str(self.pick("numbers")), NUM, "nummod")],
                )
                noun.add(part.lead(Node(",", PUNCT, "punct")), Node(",", PUNCT, "punct"))
        else:
            noun.lead(Node(self.chance.choice(["des", "les", "plusieurs", "quelques"]), DET, "det"))
        return noun

    def number(self, dep: str = "nummod") -> Node:
        """Return a number, perhaps bounded."""
        return Node(str(self.pick("numbers")), NUM, dep, self.bound())

    def person(self, dep: str, *, named: bool | None = None) -> Node:
        """Return one person, by a word or by name."""
        if named or (named is None and self.odds(0.35)):
            first = Node(self.pick("names"), PROPN, dep).add(Node(self.pick("surnames"), PROPN, "flat"))
            if self.odds(0.3):
                office = Node(self.pick("offices").split("/")[0], NOUN, "appos").lead(Node(",", PUNCT, "punct"))
                first.add(office, Node(",", PUNCT, "punct"))
            return first
        noun = self.nominal("offices", dep)
        if self.odds(0.25):
            noun.add(self.case("de", self.place(), "nmod"))
        return noun

    def place(self, dep: str = "nmod") -> Node:
        """Return a place."""
        if self.odds(0.3):
            noun = self.nominal("areas", dep)
            return noun.add(self.case("de", Node(self.pick("places"), PROPN), "nmod"))
        return Node(self.pick("places"), PROPN, dep)

    def agents(self, dep: str) -> Node:
        """Return who or what acts."""
        if self.odds(0.4):
            noun = self.nominal("strikes", dep)
            if self.odds(0.3):
                noun.add(self.case(self.chance.choice(["à", "contre", "près de"]), self.place(), "nmod"))
            return noun
        noun = self.nominal("fighters", dep)
        if self.odds(0.4):
            noun.add(Node(self.pick("adjectives"), ADJ, "amod"))
        return noun

    def when(self) -> Node:
        """Return a time."""
        day = Node(self.pick("days"), NOUN, "obl")
        dice = self.chance.random()
        if dice < 0.5:
            return day
        if dice < 0.7:
            return day.add(Node(self.chance.choice(["soir", "matin", "dernier"]), NOUN, "nmod"))
        if dice < 0.85:
            return self.case(
                "dans", Node("nuit", NOUN, "obl", [Node("la", DET, "det")]).add(self.case("de", day, "nmod"))
            )
        return Node("hier", ADV, "advmod")

    def where(self) -> Node:
        """Return a place as a circumstance."""
        return self.case(self.chance.choice(["à", "à", "dans", "près de", "vers"]), self.place(), "obl")

    def how(self) -> Node:
        """Return an event as a circumstance."""
        noun = self.nominal("strikes", "obl")
        if self.odds(0.3):
            noun.add(self.case(self.chance.choice(["contre", "à"]), self.place(), "nmod"))
        return self.case(self.chance.choice(["dans", "lors de", "après"]), noun)

    def helped(self, word: str, tag: str) -> Node:
        """Return a participle with its auxiliary, now and then in the conditional of hearsay."""
        if self.odds(0.12):
            return Node(
                word,
                tag,
                "root",
                [Node(self.chance.choice(["aurait", "auraient"]), "AUX|present|conditional|finite|", "aux")],
            )
        return Node(word, tag, "root", [Node(self.chance.choice(["a", "ont"]), HAS, "aux")])

    def active(self) -> Node:
        """Return a clause with an active perfect and an object."""
        verb = self.helped(self.pick("perfect"), PERFECT).lead(self.agents("nsubj"))
        verb.add(self.people("obj") if self.odds(0.75) else self.person("obj"))
        if self.odds(0.2):
            second = self.helped(self.pick("perfect"), PERFECT).as_("conj").add(self.people("obj", plain=True))
            verb.add(self.joined(second, "et"))
        self.circumstances(verb, 0.4)
        if self.odds(0.12):
            self.leaving(verb)
        return verb

    def target(self) -> Node:
        """Return a place or thing that is attacked."""
        return self.nominal("targets", "obj")

    def assault(self) -> Node:
        """Return a clause in which somebody attacks something, and what comes of it."""
        verb = self.helped(self.pick("assaults"), PERFECT).lead(self.agents("nsubj")).add(self.target())
        self.circumstances(verb, 0.35)
        if self.odds(0.6):
            self.leaving(verb)
        return verb

    def leaving(self, verb: Node) -> None:
        """Hang what an act does on it: "tuant 12 personnes"."""
        made = Node(self.pick("gerunds"), GERUND, "advcl").add(
            self.people("obj") if self.odds(0.8) else self.person("obj")
        )
        if self.odds(0.3):
            made.add(self.joined(Node(self.pick("gerunds"), GERUND, "conj").add(self.people("obj", plain=True)), "et"))
        verb.add(made.lead(Node(",", PUNCT, "punct")))

    def left(self) -> Node:
        """Return "l'attaque a fait 12 morts et 30 blessés"."""
        verb = self.helped("fait", PERFECT).lead(self.agents("nsubj"))
        dead = Node(self.chance.choice(["morts", "victimes", "tués"]), NOUN, "obj", [self.number()])
        if self.odds(0.5):
            dead.add(self.joined(Node("blessés", NOUN, "conj", [self.number()]), "et"))
        return self.circumstances(verb.add(dead), 0.35)

    def passive(self) -> Node:
        """Return a clause with a passive."""
        verb = self.helped(self.pick("participles"), PASSIVE).near(Node("été", BEEN, "aux:pass"))
        verb.lead(self.people("nsubj:pass") if self.odds(0.7) else self.person("nsubj:pass"))
        if self.odds(0.3):
            verb.add(self.case("par", self.agents("obl:agent"), "obl:agent"))
        self.circumstances(verb, 0.4)
        if self.odds(0.2):
            second = Node(self.pick("participles"), PASSIVE, "conj").lead(self.people("nsubj:pass", plain=True))
            verb.add(self.joined(second, "et"))
        return verb

    def died(self) -> Node:
        """Return "12 personnes ont trouvé la mort"."""
        subject = self.people("nsubj") if self.odds(0.7) else self.person("nsubj")
        if self.odds(0.5):
            verb = self.helped("trouvé", PERFECT).lead(subject).add(Node("mort", NOUN, "obj", [Node("la", DET, "det")]))
        else:
            verb = self.helped("péri", PERFECT).lead(subject)
        return self.circumstances(verb, 0.4)

    def denial(self) -> Node:
        """Return "l'armée dément avoir tué 12 civils", "X a démenti que 12 soldats aient été tués"."""
        if self.odds(0.5):
            verb = Node(self.chance.choice(["dément", "nie", "affirme", "reconnaît", "assure"]), PRESENT).lead(
                self.speaker()
            )
        else:
            verb = Node(self.chance.choice(["démenti", "nié", "affirmé", "reconnu", "assuré"]), PERFECT).lead(
                self.speaker(), Node("a", HAS, "aux")
            )
        inner = Node(self.pick("perfect"), PERFECT, "xcomp", [Node("avoir", "AUX|||infinitive|", "aux")])
        if self.odds(0.3):
            return verb.add(
                Node("mort", NOUN, "obj", [Node("la", DET, "det")]).add(
                    self.case("de", self.people("nmod", plain=True), "nmod")
                )
            )
        return verb.add(inner.add(self.people("obj", plain=True)))

    def clash(self) -> Node:
        """Return a clause without an object."""
        verb = self.helped(self.pick("events"), PERFECT).lead(self.agents("nsubj"))
        return self.circumstances(verb, 0.4)

    def reduced(self) -> Node:
        """Return a clause whose subject bears a participle of its own."""
        noun = Node(
            self.pick("people"), NOUN, "nsubj:pass", [Node("les", DET, "det") if self.odds(0.5) else self.number()]
        )
        noun.add(Node(self.pick("participles"), PASSIVE, "acl").add(self.how()))
        verb = Node(self.pick("aftermath"), PASSIVE).lead(noun, Node("ont", HAS, "aux"), Node("été", BEEN, "aux:pass"))
        return self.circumstances(verb, 0.4)

    def speaker(self, dep: str = "nsubj") -> Node:
        """Return who says it."""
        dice = self.chance.random()
        if dice < 0.4:
            return self.nominal("services", dep)
        if dice < 0.7:
            noun = self.nominal("spokesmen", dep)
            return noun.add(self.case("de", self.nominal("services", "nmod"), "nmod")) if self.odds(0.5) else noun
        if dice < 0.85:
            return self.person(dep, named=True)
        return Node(self.pick("agencies"), PROPN, dep)

    def spoken(self, clause: Node) -> Node:
        """Return the clause as what somebody said, the speaker on either side."""
        cue = self.pick("said")
        tail = self.when() if self.odds(0.25) else None
        dice = self.chance.random()
        if dice < 0.4:
            aside = Node(cue, PERFECT, "parataxis", [Node(",", PUNCT, "punct"), Node("a", HAS, "aux")])
            return clause.add(aside.add(self.speaker(), tail))
        if dice < 0.55:
            aside = Node(self.pick("says"), PRESENT, "parataxis", [Node(",", PUNCT, "punct")])
            return clause.add(aside.add(self.speaker()))
        if dice < 0.7:
            source = self.case(self.chance.choice(["selon", "selon", "d'après"]), self.speaker(), "obl")
            return (
                clause.add(source.lead(Node(",", PUNCT, "punct")))
                if self.odds(0.6)
                else clause.lead(source.add(Node(",", PUNCT, "punct")))
            )
        said = Node(cue, PERFECT).lead(self.speaker(), Node("a", HAS, "aux")).add(tail)
        return said.add(clause.as_("ccomp").lead(Node("que", SCONJ, "mark")))

    def sentence(self) -> Node:
        """Return a whole sentence."""
        makers = [self.active] * 4 + [self.passive] * 5 + [self.assault] * 3 + [self.left] * 3
        makers += [self.died, self.clash, self.reduced, self.denial, self.denial]
        clause = self.chance.choice(makers)()
        if clause.word in ("dément", "nie", "démenti", "nié"):
            return clause.add(Node(".", PUNCT, "punct"))
        if self.odds(0.45):
            clause = self.spoken(clause)
        return clause.add(Node(".", PUNCT, "punct"))


MAKERS: dict[str, type[English]] = {"en": English, "fr": French}
