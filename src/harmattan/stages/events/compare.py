"""What others coded beside our events: the same, told otherwise, or on one side alone."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

import msgspec

from harmattan.lexicons import Lexicon
from harmattan.lexicons.rows import ActorRow
from harmattan.ports import KeyJoin
from harmattan.records.assessment import Assessment, Reason
from harmattan.records.base import MadeBy, record_id
from harmattan.records.claim import Claim
from harmattan.records.comparison import Comparison, Difference
from harmattan.records.document import Document
from harmattan.records.event import Event
from harmattan.records.outlook import ReferenceEvent
from harmattan.records.totals import total
from harmattan.stages.events.identify import STAGE, VERSION
from harmattan.stages.events.joining.account import Account, Count, account_of_record, day, words
from harmattan.stages.events.joining.match import Fit, Matched, match_accounts
from harmattan.stages.events.joining.reports import account_of_event
from harmattan.stages.events.joining.scene import gap, kilometres
from harmattan.stages.events.joining.settings import JoinSettings


class CompareSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Settings of the comparison.

    A pair is one happening where it scores above `join`, in log-odds; compared are those at most `days` and `kilometres`
    apart. Places that are more than `apart` kilometres from each other differ. With `all_theirs` events of others count
    as missing here wherever they were; else only those in the countries and days of our events do. Ours count as missing
    there only in its countries and days, and where it has such acts: of one of violence no meeting does, of one of deaths
    nothing without dead.
    """

    join: float = 0.0
    days: int = 3
    kilometres: float = 60.0
    apart: float = 10.0
    longest: int = 31
    all_theirs: bool = False


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """Comparisons: of our events in their order, then of theirs that we lack; and how many of each side were out of scope."""

    comparisons: tuple[Comparison, ...]
    ours_out_of_scope: int
    theirs_out_of_scope: int


class Situated(msgspec.Struct, frozen=True, kw_only=True):
    """Events of ours with all that is needed to say what they are."""

    events: tuple[Event, ...]
    claims: tuple[Claim, ...]
    documents: tuple[Document, ...]
    assessments: tuple[Assessment, ...] = ()


def compare(
    ours: Situated,
    references: Iterable[ReferenceEvent],
    *,
    lexicon: Lexicon,
    bulk: KeyJoin,
    settings: CompareSettings | None = None,
) -> Compared:
    """Return our events beside those of one data set, in which every happening stands once.

    Pairs are found and scored as reports of one happening are (`joining`), and made one to one, the best first; others
    that fit as well are their `rivals`. They differ where both are told and can't both be so: days that don't meet,
    places farther apart than how closely they are told allows, actors of whom none is kin to another's, tolls whose
    bounds don't meet. Tolls of ours are the assessed ones. What one side leaves open is no difference.
    """
    settings = settings or CompareSettings()
    made_by = MadeBy(stage=STAGE, version=VERSION, settings=record_id("set", settings), lexicon=lexicon.digest)
    theirs = {record.external_id or record.id: record for record in references}
    mine = {account.id: account for account in _accounts(ours, lexicon)}
    window = _window_of(mine.values(), settings)
    scope = {
        key: _coded(key, record, lexicon)
        for key, record in theirs.items()
        if settings.all_theirs or window.meets(*_when_and_where(record))
    }
    covered = _window(map(_when_and_where, theirs.values()), settings)
    kept = {
        key: account
        for key, account in mine.items()
        if covered.meets(account.start, account.end, account.countries) and _could_be_coded(account, scope.values())
    }
    joining = JoinSettings(days=settings.days, kilometres=settings.kilometres, longest=settings.longest)
    matched = match_accounts(kept.values(), scope.values(), bulk=bulk, settings=joining)
    pairs = {one: (other, fit) for one, other, fit in matched.pairs(settings.join)}
    publisher = next((record.publisher for record in theirs.values() if record.publisher is not None), None)
    scribe = _Scribe(made_by, matched, settings, publisher)
    statements = _statements(ours)
    by_id = {event.id: event for event in ours.events}
    comparisons = []
    for key, account in kept.items():
        if key in pairs:
            other, fit = pairs[key]
            shown = (_said_of(by_id[key]), _said_by(theirs[other]))
            differences = tuple(_differences(account, scope[other], shown, settings, lexicon))
            comparisons.append(scribe.pair(key, other, statements[key], fit, differences))
        else:
            comparisons.append(scribe.alone(account, statements[key], ours=True))
    found = {other for other, _ in pairs.values()}
    for key, account in scope.items():
        if key not in found:
            comparisons.append(scribe.alone(account, _statement_of(theirs[key]), ours=False))
    return Compared(
        comparisons=tuple(comparisons),
        ours_out_of_scope=len(mine) - len(kept),
        theirs_out_of_scope=len(theirs) - len(scope),
    )


def _coded(key: str, record: ReferenceEvent, lexicon: Lexicon) -> Account:
    """Return what a record says. That its data set tells it apart from its others says nothing against ours: it has no text.

    Its town is a name among others: two gazetteers call one spot by two names, and the map tells better.
    """
    account = account_of_record(record, lexicon=lexicon)
    site = " ".join(dict.fromkeys(part for part in (*sorted(account.towns), account.site) if part))
    return msgspec.structs.replace(account, id=key, listed=False, text=None, towns=frozenset(), site=site)


def _accounts(ours: Situated, lexicon: Lexicon) -> Iterator[Account]:
    """Yield what each event says by all of its claims, tolls as they are assessed."""
    claims = {claim.id: claim for claim in ours.claims}
    documents = {document.id: document for document in ours.documents}
    tolls = {
        one.subject.event_id: one
        for one in ours.assessments
        if one.subject.attribute == "toll" and one.subject.event_id
    }
    for event in ours.events:
        told = [claims[key] for key in event.claim_ids if key in claims and claims[key].document_id in documents]
        if not told:
            continue
        account = account_of_event(event, told, documents[told[0].document_id], text=event.id, lexicon=lexicon)
        assessed = tolls.get(event.id)
        if assessed is not None:
            killed = total(assessed.numbers, "killed")
            if killed != (None, None, None):
                low = 0.0 if killed.low is None else killed.low
                dead = Count(low=low, high=math.inf if killed.high is None else max(low, killed.high))
                account = msgspec.structs.replace(account, dead=dead)
        yield account


class _Window(NamedTuple):
    """The days and countries of events; None or empty where none of them has any."""

    first: date | None
    last: date | None
    countries: frozenset[str]

    def meets(self, start: date | None, end: date | None, countries: frozenset[str]) -> bool:
        """Return whether an event may lie in it: what is not known speaks against nothing."""
        if countries and self.countries and not countries & self.countries:
            return False
        if start is None or end is None or self.first is None or self.last is None:
            return True
        return start <= self.last and self.first <= end


_Span = tuple[date | None, date | None, frozenset[str]]


def _when_and_where(record: ReferenceEvent) -> _Span:
    countries = frozenset() if record.country is None else frozenset((record.country,))
    return day(record.date_start), day(record.date_end or record.date_start), countries


def _window_of(accounts: Collection[Account], settings: CompareSettings) -> _Window:
    """Return within which days and countries it would be known here what happened."""
    close = (each for each in accounts if each.days <= settings.longest)
    return _window(((each.start, each.end, each.countries) for each in close), settings)


def _window(spans: Iterable[_Span], settings: CompareSettings) -> _Window:
    spans = tuple(spans)
    starts = [start for start, _, _ in spans if start is not None]
    ends = [end for _, end, _ in spans if end is not None]
    reach = timedelta(days=settings.days)
    return _Window(
        first=min(starts) - reach if starts else None,
        last=max(ends) + reach if ends else None,
        countries=frozenset(country for _, _, countries in spans for country in countries),
    )


def _could_be_coded(account: Account, told: Collection[Account]) -> bool:
    """Return whether a data set would have an event: one of acts of some kinds has no others, one of the dead none without."""
    kinds = {kind.plover for each in told for kind in each.types}
    if kinds and None not in kinds and all(each.types for each in told):
        own = {kind.plover for kind in account.types} - {None}
        if own and not own & kinds:
            return False
    lethal = bool(told) and all(each.dead is not None and each.dead.high > 0 for each in told)
    return not lethal or (account.dead is not None and account.dead.high > 0)


class _Said(NamedTuple):
    """What a side calls place and actors."""

    place: str
    actors: str


def _said_of(event: Event) -> _Said:
    roles = ("initiator", "target", "subject", "object")
    names = dict.fromkeys(actor.name for actor in event.actors if actor.role in roles)
    return _Said(place=event.places[0].name if event.places else "", actors=", ".join(names))


def _said_by(record: ReferenceEvent) -> _Said:
    parts = dict.fromkeys(part for part in (record.location, record.city) if part)
    return _Said(place=", ".join(parts) or record.admin2 or record.admin1 or "", actors=", ".join(record.actors))


def _differences(
    ours: Account, theirs: Account, shown: tuple[_Said, _Said], settings: CompareSettings, lexicon: Lexicon
) -> Iterator[Difference]:
    said, told = shown
    days = gap(ours, theirs)
    if days:
        yield Difference(
            what="date", ours=_days(ours), theirs=_days(theirs), detail=f"{days} day{'s' * (days > 1)} apart"
        )
    way = kilometres(ours, theirs)
    places = _place(ours, said.place), _place(theirs, told.place)
    if way is not None and way > settings.apart:
        yield Difference(what="place", ours=places[0], theirs=places[1], detail=f"{way:.0f} km apart")
    elif way is None and ours.countries and theirs.countries and not ours.countries & theirs.countries:
        yield Difference(what="place", ours=places[0], theirs=places[1], detail="in different countries")
    if ours.actors and theirs.actors and not (ours.actors | ours.kin) & (theirs.actors | theirs.kin):
        if not (_may_be(ours, theirs, lexicon) or _may_be(theirs, ours, lexicon)):
            yield Difference(what="actors", ours=said.actors, theirs=told.actors, detail="they name different actors")
    one, two = ours.dead, theirs.dead
    if one is not None and two is not None and (one.low > two.high or two.low > one.high):
        apart = one.low - two.high if one.low > two.high else two.low - one.high
        more = "more" if one.low > two.high else "fewer"
        yield Difference(
            what="toll", ours=_count(one), theirs=_count(two), detail=f"ours counts at least {apart:g} {more}"
        )


def _may_be(one: Account, other: Account, lexicon: Lexicon) -> bool:
    """Return whether a name of one that nobody knows may be another name of the other's: "Military Forces of Mali"."""
    unknown = [actor for actor in sorted(one.actors) if lexicon.get(ActorRow, actor) is None]
    rows = [(actor, lexicon.get(ActorRow, actor)) for actor in sorted(other.actors)]
    called = (name for actor, row in rows for name in ((actor,) if row is None else [each.text for each in row.names]))
    return bool(words(" ".join(unknown)) & words(" ".join(called)))


def _days(account: Account) -> str:
    if account.start is None or account.end is None or account.start == account.end:
        return str(account.start or account.end)
    return f"{account.start} to {account.end}"


def _place(account: Account, name: str) -> str:
    parts = (name, *sorted(account.countries), *(f"{north:.3f} {east:.3f}" for north, east in account.points))
    return ", ".join(part for part in parts if part)


def _count(count: Count) -> str:
    if count.low == count.high:
        return f"{count.low:g} killed"
    return f"{count.low:g} or more killed" if math.isinf(count.high) else f"{count.low:g} to {count.high:g} killed"


def _statements(ours: Situated) -> dict[str, str]:
    """Return what a reader reads of each event: the statement of its occurrence, else of its first claim."""
    claims = {claim.id: claim for claim in ours.claims}
    found = {
        event.id: next((claims[key].statement for key in event.claim_ids if key in claims), event.id)
        for event in ours.events
    }
    for one in ours.assessments:
        if one.subject.event_id is not None and one.subject.attribute == "occurrence":
            found[one.subject.event_id] = one.statement
    return found


def _statement_of(record: ReferenceEvent) -> str:
    best = record.deaths_best if record.deaths_best is not None else record.deaths_low
    parts = (
        " – ".join(record.actors[:2]),
        "" if best is None else f"{best:g} killed",
        "at " + ", ".join(part for part in (record.location or record.city, record.admin1, record.country) if part),
        str(record.date_start)
        if record.date_end in (None, record.date_start)
        else f"{record.date_start} to {record.date_end}",
    )
    return ", ".join(part for part in parts if part and part != "at ")


class _Scribe:
    """Writes comparisons."""

    def __init__(self, made_by: MadeBy, matched: Matched, settings: CompareSettings, publisher: str | None) -> None:
        self._made_by, self._matched, self._settings, self._publisher = made_by, matched, settings, publisher

    def pair(
        self, ours: str, theirs: str, statement: str, score: float, differences: tuple[Difference, ...]
    ) -> Comparison:
        """Return the comparison of two that tell of one happening."""
        rivals = [
            fit.other for fit in self._matched.fits(ours, ours=True) if fit.other != theirs and self._fits(fit.score)
        ]
        rivals += [
            fit.other for fit in self._matched.fits(theirs, ours=False) if fit.other != ours and self._fits(fit.score)
        ]
        return Comparison(
            id=record_id("cmp", ours, theirs, self._publisher),
            made_by=self._made_by,
            verdict="differ" if differences else "match",
            event_id=ours,
            reference_id=theirs,
            publisher=self._publisher,
            statement=statement,
            differences=differences,
            score=score,
            reasons=self._matched.reasons(ours, theirs),
            rivals=tuple(dict.fromkeys(rivals)),
        )

    def alone(self, account: Account, statement: str, *, ours: bool) -> Comparison:
        """Return the comparison of one that the other side lacks, with what of it comes nearest."""
        fits = self._matched.fits(account.id, ours=ours)
        rivals = tuple(fit.other for fit in fits if self._fits(fit.score))
        reason = self._why_alone(account, fits[0] if fits else None)
        return Comparison(
            id=record_id("cmp", account.id if ours else None, None if ours else account.id, self._publisher),
            made_by=self._made_by,
            verdict="ours_only" if ours else "theirs_only",
            event_id=account.id if ours else None,
            reference_id=None if ours else account.id,
            publisher=self._publisher,
            statement=statement,
            score=fits[0].score if fits else None,
            reasons=(reason,),
            rivals=rivals,
        )

    def _why_alone(self, account: Account, nearest: Fit | None) -> Reason:
        if nearest is not None:
            said = "fits a nearer one better" if self._fits(nearest.score) else "does not fit"
            return Reason(code="nearest", detail=f"the nearest, {nearest.other}, {said}", weight=nearest.score)
        if account.start is None or account.end is None:
            return Reason(code="not_compared", detail="not compared: it has no date", weight=0.0)
        if account.days > self._settings.longest:
            detail = f"not compared: it is dated to more than {self._settings.longest} days"
            return Reason(code="not_compared", detail=detail, weight=0.0)
        detail = f"nothing within {self._settings.days} days and {self._settings.kilometres:.0f} km of it"
        return Reason(code="nothing_near", detail=detail, weight=0.0)

    def _fits(self, score: float) -> bool:
        return score > self._settings.join
