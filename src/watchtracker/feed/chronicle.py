"""The news of an item: each change that people are notified of, in the order in which it was recorded.

`items` reads the claims in the order in which they were said, and a claim that comes in late rearranges that history.
News that somebody has read cannot be rearranged. So this reads the records in the order in which they came in, and
compares what was known before each with what was known after it, by the rule of the change notices
(`notifications.changes`). A later claim, retraction or outcome therefore only adds to the news. Changes for which the
records have no moment are in the notices only: an edited zone, another standing of a claim, a retracted claim that is
put back. `news.py` writes the feed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from watchtracker import dates
from watchtracker.items import Claim, Item, ItemAsOf, RecordedOutcome, heard_next, item_as_of, standing_again
from watchtracker.notifications import NotificationKind, changes
from watchtracker.notifications.changes import News


@dataclass(frozen=True, slots=True)
class Heard:
    """One piece of news of an item.

    `key` is its permanent name within the item; `at` is when it was recorded (UTC), `day` the day that it is about.
    `known` is the item as it was then, `claim` the claim that the news quotes, as it is today (None: it quotes none).
    `taken_back` is the claim whose retraction this is.
    """

    key: str
    at: datetime
    day: date
    news: News
    known: ItemAsOf
    claim: Claim | None
    taken_back: Claim | None = None


def chronicle(item: Item) -> Iterator[Heard]:
    """The news of `item`: how its claims changed the date, the oldest first, then its outcomes."""
    before: ItemAsOf | None = None
    for moment, cause in _causes(item):
        after = _known_then(item, moment, cause, before)
        news = changes.between(before, after)
        if news is not None:
            yield _heard(item, moment, cause, news=news, after=after)
        before = after
    named: Counter[str] = Counter()
    for ending in _endings(item):
        name = f"outcome/{ending.outcome.result.value}/{ending.outcome.on.isoformat()}"
        named[name] += 1
        yield from _of_ending(item, ending, name if named[name] == 1 else f"{name}/{named[name]}")


def newest(item: Item) -> tuple[datetime, date]:
    """The moment and the day of the newest record of `item`: no news of it is newer than these."""
    causes = [(moment, cause.said.said_on) for moment, cause in _causes(item)]
    ended = [(ending.recorded_at, ending.outcome.on) for ending in _endings(item)]
    reopened = [(at, _day(item, at)) for ending in _endings(item) if (at := ending.withdrawn_at)]
    return max(causes + ended + reopened, default=(datetime.min.replace(tzinfo=UTC), date.min))


def _causes(item: Item) -> list[tuple[datetime, Claim]]:
    """Each claim with the moment at which it was recorded, and each retraction with its moment, in order.

    An applied watch list may record years of history at one moment, and each of its claims was news on its day. A
    retraction at the moment of new claims corrects the list: it has no entry, because the first new claim tells what
    both changed. Of several retractions at one moment, the one of the latest claim stands for all.
    """
    recorded = [(claim.recorded_at, claim) for claim in item.claims]
    moments = {moment for moment, _ in recorded}
    retracted = {
        claim.retracted_at: claim
        for claim in sorted(item.claims, key=_as_said)
        if claim.retracted_at is not None and claim.retracted_at not in moments
    }
    return sorted([*recorded, *retracted.items()], key=lambda cause: (cause[0], _as_said(cause[1])))


def _known_then(item: Item, moment: datetime, cause: Claim, before: ItemAsOf | None) -> ItemAsOf:
    """What was known once `cause` was recorded or retracted, without what the same transaction recorded after it."""
    claims = tuple(
        _as_at(claim, moment)
        for claim in item.claims
        if claim.recorded_at < moment or (claim.recorded_at == moment and _as_said(claim) <= _as_said(cause))
    )
    *earlier, last = sorted(claims, key=_as_said)
    if before is not None and earlier == [step.claim for step in before.steps]:
        return heard_next(before, last)
    return _with_claims(item, claims)


def _heard(item: Item, moment: datetime, cause: Claim, *, news: News, after: ItemAsOf) -> Heard:
    retraction = cause.recorded_at != moment
    contradicts = news.kind is NotificationKind.CONTRADICTED
    key = f"claims/{cause.id}/retracted" if retraction else f"claims/{cause.id}"
    return Heard(
        key=key,
        at=moment,
        day=cause.said.said_on,
        news=news,
        known=after,
        claim=cause if contradicts else _as_it_stands(item, after.claim),
        taken_back=cause if retraction else None,
    )


def _endings(item: Item) -> list[RecordedOutcome]:
    """Every outcome of `item`. An outcome that an old version recorded has no moment: it gets a likely one."""
    outcome, remembered = item.outcome, item.endings
    if outcome is None or (remembered and remembered[-1].outcome == outcome and not remembered[-1].withdrawn_at):
        return [*remembered]
    day_begins = dates.first_moment(outcome.on, dates.zone(item.facts.zone))
    recorded = (claim.recorded_at for claim in item.claims if claim.said.said_on <= outcome.on)
    return [*remembered, RecordedOutcome(outcome, max((day_begins, *recorded)))]


def _of_ending(item: Item, ending: RecordedOutcome, key: str) -> Iterator[Heard]:
    """The news of an outcome, and of its withdrawal unless another outcome took its place at that moment."""
    then = _known_at(item, ending.recorded_at)
    ended = replace(then, outcome=ending.outcome)
    yield _of_outcome(key, ending.recorded_at, ending.outcome.on, changes.between(then, ended), ended)
    at = ending.withdrawn_at
    if at is not None and all(other.recorded_at != at for other in item.endings):
        after = _known_at(item, at)
        reopened = changes.between(replace(after, outcome=ending.outcome), after)
        yield _of_outcome(f"{key}/withdrawn", at, _day(item, at), reopened, after)


def _of_outcome(key: str, at: datetime, day: date, news: News | None, known: ItemAsOf) -> Heard:
    assert news is not None  # an outcome where there was none, or the reverse
    return Heard(key=key, at=at, day=day, news=news, known=known, claim=None)


def _known_at(item: Item, moment: datetime) -> ItemAsOf:
    """What was known at a moment; claims that came in later make no difference."""
    return _with_claims(item, tuple(_as_at(claim, moment) for claim in item.claims if claim.recorded_at <= moment))


def _with_claims(item: Item, claims: tuple[Claim, ...]) -> ItemAsOf:
    known = item_as_of(replace(item, claims=claims, outcome=None))
    assert known is not None  # it is None only for a day before everything
    return known


def _day(item: Item, moment: datetime) -> date:
    return moment.astimezone(dates.zone(item.facts.zone)).date()


def _as_said(claim: Claim) -> tuple[date, int]:
    return claim.said.said_on, claim.place


def _as_at(claim: Claim, moment: datetime) -> Claim:
    """The claim as it was at `moment`: a later retraction is left out."""
    if claim.retracted_at is None or claim.retracted_at <= moment:
        return claim
    return standing_again(claim)


def _as_it_stands(item: Item, claim: Claim | None) -> Claim | None:
    return None if claim is None else next(recorded for recorded in item.claims if recorded.id == claim.id)
