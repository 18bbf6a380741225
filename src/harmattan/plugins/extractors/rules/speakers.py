"""Who a source is: the words of its noun phrase, whether it has a name, and on which side it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache

from harmattan.language.classes import classes
from harmattan.language.syntax import Sentence, Token
from harmattan.lexicons.lexicon import Lexicon
from harmattan.lexicons.rows import ActorKindRow, ActorRow, HeadRow, OfficeRow, OutletRow, TriggerRow, VagueRow
from harmattan.plugins.extractors.rules.calendar import MONTHS, WEEKDAYS
from harmattan.plugins.extractors.rules.cues import STOPS, cues_of
from harmattan.plugins.extractors.rules.found import FoundActor, FoundSource
from harmattan.plugins.extractors.rules.mending import mend
from harmattan.plugins.extractors.rules.passage import Passage
from harmattan.records.claim import Stance

_SPEAKING = (HeadRow, ActorRow, OutletRow, OfficeRow, VagueRow)
LONGEST_TAIL = 12
"""Words of a relative clause or apposition beyond which it is no part of a source's name."""
NEUTRAL_KINDS = frozenset({"mission", "intergovernmental", "organisation", "media"})
INVERTED = ("-t-", "-")
PRONOUNS = frozenset(
    {"he", "she", "they", "it", "il", "elle", "ils", "elles", "celui-ci", "celle-ci", "ceux-ci", "ce", "this"}
)
OBJECTS = frozenset({"him", "her", "them", "us", "me", "lui", "leur", "nous", "vous"})
SINGLE = frozenset({"a", "an", "one", "another", "un", "une", "certain", "certaine"})
AUTHORS = frozenset({"i", "we", "you", "je", "j'", "j’", "nous", "vous", "tu", "on", "one"})
RELATIVES = frozenset({"who", "which", "that", "whom", "qui", "lequel", "laquelle", "lesquels", "lesquelles"})
THINGS = frozenset({"what", "which", "whatever", "ce"})
TIMES = frozenset({"today", "yesterday", "tomorrow", "hier", "demain"}).union(
    *(names for table in (MONTHS, WEEKDAYS) for names in table.values())
)
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "X", "ADJ", "SYM", "DET"})


def is_inverted(token: Token) -> bool:
    """Whether a pronoun hangs on its verb in French inversion, never a source of its own."""
    return is_pronoun(token) and token.lower.startswith("-")


def is_pronoun(token: Token) -> bool:
    """Whether a word stands for a speaker named before; French inverts it ("a-t-il dit")."""
    word = token.lower
    for mark in INVERTED:
        word = word.removeprefix(mark)
    return word in PRONOUNS


class Speakers:
    """The actors and speaking nouns of one passage, and the sources that its noun phrases make."""

    def __init__(self, passage: Passage, actors: Sequence[FoundActor], lexicon: Lexicon | None) -> None:
        self.passage = passage
        self.cues = cues_of(passage)
        self.sentence: Sentence = mend(self.cues)
        self.tokens: tuple[Token, ...] = self.sentence.tokens
        self.actors = actors
        self.lexicon = lexicon

    @cached_property
    def _seen(self) -> tuple[frozenset[int], frozenset[int], dict[int, HeadRow], frozenset[int]]:
        """One look at the hits: heads of names and titles, tokens of outlets, heads of generic actors, vague numbers."""
        named: set[int] = set()
        vague: set[int] = set()
        media = {
            i
            for actor in self.actors
            if actor.kind == "media" and not actor.generic
            for i in range(actor.first, actor.last)
        }
        generic: dict[int, HeadRow] = {}
        for hit in self.passage.hits:
            for row in hit.rows:
                if not isinstance(row, _SPEAKING):
                    continue
                bounds = self.passage.words(hit.start, hit.end)
                if bounds is None:
                    continue
                if isinstance(row, VagueRow):
                    vague.update(range(*bounds))
                    continue
                head = self.passage.head_of(*bounds)
                if isinstance(row, HeadRow):
                    generic[head] = row
                    continue
                named.add(head)
                if isinstance(row, OutletRow):
                    media.update(range(*bounds))
        return frozenset(named), frozenset(media), generic, frozenset(vague)

    @property
    def named(self) -> frozenset[int]:
        """The tokens that head a known name or a title: of an actor, an outlet, an office."""
        return self._seen[0]

    @property
    def media(self) -> frozenset[int]:
        """The tokens of outlets and agencies."""
        return self._seen[1]

    @property
    def generic(self) -> dict[int, HeadRow]:
        """The head nouns of generic actors, of the longest term where several end in one."""
        return self._seen[2]

    def actor_at(self, i: int, first: int, last: int) -> FoundActor | None:
        """Return the actor that a token heads, or the one inside tokens[first:last] that stands nearest to it."""
        inside = [actor for actor in self.actors if actor.first < last and actor.last > first]
        for actor in inside:
            if actor.head == i:
                return actor
        return next((actor for actor in inside if actor.first <= i < actor.last), None)

    def can_speak(self, token: Token) -> bool:
        """Whether a noun, or one coordinated with it, is somebody or a paper that can say something."""
        for each in (token, *self.sentence.children(token, "conj", "nmod", "appos", "flat", "compound")):
            if each is not token and each.dep.startswith("nmod") and not self._is_measure(token):
                continue
            if is_pronoun(each) and each.lower not in ("it", "this", "ce"):
                return True
            if each.pos == "PROPN":
                return True
            actor = self.actor_at(each.i, each.i, each.i + 1)
            if actor is not None and (actor.speaks or actor.anonymous or not actor.generic):
                return True
            head = self.generic.get(each.i)
            if (head is not None and head.speaks) or each.i in self.named:
                return True
            cue = self.cues.covering.get(each.i)
            if cue is not None and any(row.cue == "evidential" and row.pos == "noun" for row in cue.rows):
                return True
            named = each is token and each.pos == "NOUN" and not self._is_measure(each)
            if named and each.lower.endswith(classes().persons):
                return each.i not in self.happenings
        return False

    def is_thing(self, token: Token) -> bool:
        """Whether a noun is a happening, a day or a bare relative, which say nothing whatever verb they stand by."""
        if token.lower in TIMES or token.lower in THINGS:
            return True
        return token.i in self.happenings and not self.can_speak(token)

    def is_person(self, token: Token) -> bool:
        """Whether a noun is people or a body that can be told something, and no report or happening."""
        own = self.cues.covering.get(token.i)
        if own is not None and any(row.cue == "evidential" for row in own.rows):
            return False
        return is_pronoun(token) or token.lower in OBJECTS or self.can_speak(token)

    @cached_property
    def happenings(self) -> frozenset[int]:
        """The nouns that name an event or a toll ("the raid", "a withdrawal")."""
        return frozenset(
            head
            for row, _, _, head in self.passage.terms(TriggerRow)
            if row.kind not in ("position", "relation") and row.pos == "noun" and self.tokens[head].pos == "NOUN"
        )

    def _is_measure(self, token: Token) -> bool:
        """A noun that only says how many ("a number of reports"): what follows "of" is what speaks."""
        return token.i in self._seen[3]

    def source(self, head: Token, avoid: Iterable[int] = ()) -> FoundSource | None:
        """Return the source that a noun heads: its whole phrase without the tokens to avoid and without long tails."""
        first, last = self.phrase(head, frozenset(avoid))
        return self.source_of(first, last, head.i)

    def source_of(self, first: int, last: int, head: int) -> FoundSource | None:
        """Return the source that stands at tokens[first:last]; None where no word is left."""
        if first >= last:
            return None
        actor = self.actor_at(head, first, last)
        vague = actor is None or (actor.anonymous and actor.kind in NEUTRAL_KINDS)
        text = self.passage.text[self.tokens[first].start : self.tokens[last - 1].end]
        return FoundSource(
            first=first, last=last, text=" ".join(text.split()),
            actor_id=None if actor is None or (actor.anonymous and actor.generic) else actor.actor_id,
            kind="named" if self._has_name(first, last, head, actor) else "anonymous",
            stance="unknown" if actor is None or vague else self._stance(actor),
            span=self.passage.token_span(first, last),
        )  # fmt: skip

    def phrase(self, head: Token, avoid: frozenset[int]) -> tuple[int, int]:
        """Return [first, last) of the noun phrase that a token heads."""
        sentence = self.sentence
        kept = {head.i}
        queue = [head]
        while queue:
            node = queue.pop()
            for child in sentence.children(node):
                dep = child.dep.partition(":")[0]
                if child.i in avoid or (
                    dep in ("case", "mark", "cc", "punct", "parataxis", "advcl", "dep")
                    and node is head
                    and child.i < head.i
                ):
                    continue
                if dep in ("parataxis", "advcl", "ccomp", "nsubj", "cop", "aux", "advmod", "obl") and node is head:
                    if dep != "advmod" or child.i > head.i:
                        continue
                if dep in ("acl", "appos", "relcl") or child.dep == "acl:relcl":
                    below = sentence.subtree(child)
                    if len(below) > LONGEST_TAIL or any(each.i in avoid for each in below):
                        continue
                if dep == "conj" and child.pos in ("VERB", "AUX") and not sentence.children(child, "det"):
                    continue
                kept.add(child.i)
                queue.append(child)
        first, last = head.i, head.i + 1
        while first - 1 in kept:
            first -= 1
        while last in kept or (last + 1 in kept and self.tokens[last].text in (",", "-", "'", "’")):
            last += 1
        while last < len(self.tokens) and self._goes_on(head, last, avoid):
            last += 1
        last = max((actor.last for actor in self.actors if actor.first == last and actor.office), default=last)
        # "Burkina Faso's army" with the name cut in two by the tree.
        first = min((actor.first for actor in self.actors if actor.first < first < actor.last <= last), default=first)
        first = self._after_dateline(first, head.i)
        while first < head.i and (
            self.tokens[first].pos in ("PUNCT", "CCONJ", "ADV") or self.tokens[first].text in STOPS
        ):
            first += 1
        while last - 1 > head.i and (self.tokens[last - 1].pos == "PUNCT" or self.tokens[last - 1].text in STOPS):
            last -= 1
        inside = [token.text for token in self.tokens[first:last]]
        if inside.count("(") > inside.count(")") and last < len(self.tokens) and self.tokens[last].text == ")":
            last += 1
        return first, last

    def _after_dateline(self, first: int, head: int) -> int:
        """Where a source begins that a dateline, a bracket or a date in front ("On Monday, …") was read into."""
        opened: int | None = None
        for i in range(first, head):
            sign = self.tokens[i].text
            if sign in "[(":
                opened = i
            elif sign in ("--", "–", "—", ";", ":") or (sign in "])" and (opened is None or opened == first)):
                first = i + 1
        if self.tokens[first].pos == "ADP" and first < head:
            marks = [i for i in range(first, head) if self.tokens[i].text in (",", "]")]
            first = marks[-1] + 1 if marks and marks[-1] + 1 <= head else first
        return first

    def _goes_on(self, head: Token, i: int, avoid: frozenset[int]) -> bool:
        """Whether a capitalised word after a name is more of it, though the tree has it elsewhere."""
        token, before = self.tokens[i], self.tokens[i - 1]
        if i in avoid or not token.text[:1].isupper() or token.text.isupper() or self.cues.covering.get(i) is not None:
            return False
        return head.pos == "PROPN" and before.text[:1].isupper() and token.pos in ("PROPN", "ADJ", "NOUN")

    def _has_name(self, first: int, last: int, head: int, actor: FoundActor | None) -> bool:
        head = self._core(head, first, last)
        if any(each.office and not each.generic and first <= each.head < last for each in self.actors):
            return True
        cue = self.cues.covering.get(head)
        if cue is not None and any(row.cue == "evidential" and row.pos == "noun" for row in cue.rows):
            return head in self.media or (actor is not None and not actor.generic and not actor.anonymous)
        if actor is not None and actor.head == head and not actor.generic:
            return not actor.anonymous
        row = self.generic.get(head)
        if row is not None and row.anonymous:
            return False
        if head in self.named and self.tokens[head].pos == "PROPN":
            return True
        if any(self.tokens[i].pos == "PROPN" and self._names(i, head) for i in range(first, last)):
            return True
        if any(i in self.media for i in range(first, last)):
            return True
        if actor is not None and actor.generic:
            one = any(child.lower in SINGLE for child in self.sentence.children(self.tokens[head], "det", "nummod"))
            return not actor.anonymous and not actor.plural and not one and actor.kind in _institutions(self.lexicon)
        if row is not None and row.institution is not None:
            return True
        return self._is_titled(first, head)

    def _is_titled(self, first: int, head: int) -> bool:
        """Whether a noun is written as a name within a sentence ("the Foreign Office")."""
        word = self.tokens[head].text
        lower = any(token.text[:1].islower() and token.pos == "NOUN" for token in self.tokens)
        return head > first and word[:1].isupper() and not word.isupper() and lower

    def _core(self, head: int, first: int, last: int) -> int:
        """What speaks where the head only says how many ("a number of reports")."""
        if head in self.generic or head in self.named or head in self.cues.covering:
            return head
        for child in self.sentence.children(self.tokens[head], "nmod"):
            own = self.cues.covering.get(child.i)
            speaks = own is not None and any(row.cue == "evidential" and row.pos == "noun" for row in own.rows)
            if head < child.i < last and (speaks or child.i in self.generic):
                return child.i
        return head

    def _names(self, i: int, head: int) -> bool:
        """Whether a proper noun names the source itself, and not the place or side that it is of."""
        token = self.tokens[i]
        for _ in range(4):
            if token.i == head:
                return True
            bare = token.dep == "nmod" and not self.sentence.children(token, "case")
            part = token.dep == "compound" and self.tokens[head].pos == "PROPN"
            if token.dep.partition(":")[0] not in ("appos", "flat") and not bare and not part:
                return False
            token = self.tokens[token.head]
        return False

    def _stance(self, actor: FoundActor) -> Stance:
        if actor.kind in NEUTRAL_KINDS:
            return "neutral"
        return (
            "party" if actor.kind in _institutions(self.lexicon) or actor.kind in _parties(self.lexicon) else "unknown"
        )


@lru_cache(maxsize=8)
def _parties(lexicon: Lexicon | None) -> frozenset[str]:
    """The kinds of actor that fight: states' and groups', missions aside."""
    if lexicon is None:
        return frozenset(
            {"military", "rebel", "jihadist", "militia", "separatist", "junta", "government", "armed_group"}
        )
    return frozenset(row.id for row in lexicon.rows(ActorKindRow) if row.side in ("state", "group")) - NEUTRAL_KINDS


@lru_cache(maxsize=8)
def _institutions(lexicon: Lexicon | None) -> frozenset[str]:
    """The kinds of actor that are a name even without one ("the army")."""
    if lexicon is None:
        return frozenset({"military", "government", "police", "junta", "state"})
    return frozenset(row.id for row in lexicon.rows(ActorKindRow) if row.side == "state") - NEUTRAL_KINDS
