"""Items as a listing and as JSON, for the command line and the server alike. Pure.

People's scripts read these objects, so their fields are spelt out here and nowhere else. `cli` has the columns of the
terminal, `web` the rows of the pages. In the JSON `source` is who said the date, and `by` who recorded it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Any

from watchtracker import dates
from watchtracker.items import (
    Claim,
    HistoryEntry,
    Item,
    ItemAsOf,
    Kind,
    Outcome,
    Settle,
    State,
    days_until,
    item_as_of,
    sort_date,
    state,
    today,
)
from watchtracker.items.searching import has_words
from watchtracker.masking import masked
from watchtracker.notifications import LeadTime, Notification
from watchtracker.notifications.answers import GivenAnswer
from watchtracker.notifications.holds import Hold, holding
from watchtracker.reports.choosing import is_between
from watchtracker.reports.moved import MovedSince, shift
from watchtracker.wording.holding import takers
from watchtracker.wording.reasons import sentence


@dataclass(frozen=True, slots=True)
class Row:
    """An item at the moment `now`; `days` is the distance to the date that it sorts by, None if it has none.

    `intervals` is how often a re-check is asked for, by kind. `taken_by` has the names of those who are on it, and
    `shift` how its date moved of late, where that was asked for.
    """

    known: ItemAsOf
    state: State
    sorts_by: date | None
    days: int | None
    now: datetime
    intervals: Mapping[Kind, str] = field(default_factory=dict)
    taken_by: tuple[str, ...] = ()
    shift: MovedSince | None = None


def listing(
    items: Iterable[Item],
    *,
    now: datetime,
    as_of: date | None = None,
    within: LeadTime | None = None,
    first: date | None = None,
    last: date | None = None,
    moved: LeadTime | None = None,
    words: Sequence[str] = (),
    tags: Collection[str] = (),
    kinds: Collection[Kind] = (),
    owners: Collection[str] = (),
    without: Collection[str] = (),
    states: Collection[State] = (),
    everything: bool = False,
    intervals: Mapping[Kind, str] = MappingProxyType({}),
    held: Mapping[str, Sequence[Hold]] = MappingProxyType({}),
) -> list[Row]:
    """The listed items that are wanted, sorted by their date, undated ones last.

    With `as_of` each item is seen from the first moment of that day in its own zone, knowing what was said by the end
    of the day. An item needs any one of the tags, kinds, owners and states (an empty argument means all), and no tag of
    `without`. Items that passed or were resolved are included with `everything`, or if their state is among `states`.
    `within` includes past dates, and excludes undated items; so do `first` and `last`, between which the date lies.
    `moved`: only those whose date is another now than it was so long ago.
    `words` are as `items.searching` gives them. `intervals` is how often a re-check is asked for, by kind.
    `held` has the holds by item; they are of the moment, so that on a past day nobody is on anything.
    """
    items = list(items)
    rows = [
        row(known, moment(known, now, as_of), intervals, held.get(item.id, ()) if as_of is None else ())
        for item in items
        if item.listed and (not tags or not set(tags).isdisjoint(item.facts.tags))
        if (not owners or item.facts.owner in owners) and set(without).isdisjoint(item.facts.tags)
        if (not kinds or item.facts.kind in kinds) and (known := item_as_of(item, as_of)) is not None
        if has_words(known, words)
    ]
    shown = (row for row in rows if (row.state in states if states else everything or row.state.ahead))
    near = (row for row in shown if within is None or _is_within(row, within))
    if moved is not None:
        by_id = {item.id: item for item in items}
        near = (row for row in _shifted(near, by_id, moved, as_of) if row.shift is not None)
    return sorted((row for row in near if is_between(row.sorts_by, first, last)), key=_place)


def _shifted(rows: Iterable[Row], items: Mapping[str, Item], ago: LeadTime, as_of: date | None) -> Iterator[Row]:
    return (replace(row, shift=shift(items[row.known.id], row.known, ago, row.now, as_of)) for row in rows)


def row(
    known: ItemAsOf,
    now: datetime,
    intervals: Mapping[Kind, str] = MappingProxyType({}),
    held: Sequence[Hold] = (),
) -> Row:
    """An item at the moment `now`: its state, the distance to its date, and who is on it."""
    names = takers(holding(held, known, now)) if held else ()
    return Row(known, state(known, now), sort_date(known, now), days_until(known, now), now, intervals, names)


def moment(known: ItemAsOf, now: datetime, as_of: date | None) -> datetime:
    """The moment from which an item is seen: `now`, or the first moment of the day `as_of` in the item's zone."""
    return now if as_of is None else dates.first_moment(as_of, dates.zone(known.facts.zone))


def listing_json(rows: Sequence[Row], *, as_of: datetime) -> dict[str, Any]:
    """The object of `list --json` and `/api/items`; `as_of` is the moment for which it was made."""
    return {
        "as_of": dates.instant(as_of),
        "items": [as_json(row.known, now=row.now, taken_by=row.taken_by) for row in rows],
    }


def as_json(known: ItemAsOf, *, now: datetime, taken_by: Sequence[str] = ()) -> dict[str, Any]:
    """One item of `list --json`: what is known about it, with its state at the moment `now`, and who is on it."""
    facts, zone = known.facts, dates.zone(known.facts.zone)
    said = known.claim.said if known.claim else None
    return {
        "id": facts.id,
        "title": facts.title,
        "kind": facts.kind.value,
        "state": state(known, now).value,
        "tags": list(facts.tags),
        "zone": facts.zone,
        "owner": facts.owner,
        "url": facts.url,
        "window": dates.as_json(known.window),
        "opens_at": _instant_or_none(known.window.opens_at(zone)),
        "closes_at": _instant_or_none(known.window.closes_at(zone)),
        "days": days_until(known, now),
        "moves": known.moves,
        "slipped_days": known.slipped_days,
        "said_on": said.said_on.isoformat() if said else None,
        "source": said.source if said else None,
        "source_url": said.url if said else None,
        "standing": said.standing.value if said else None,
        "rechecked_on": known.rechecked_on.isoformat() if known.rechecked_on else None,
        "rechecked_by": known.rechecked_by,
        "outcome": _outcome(known.outcome) if known.outcome else None,
        "taken_by": list(taken_by),
    }


def item_json(
    item: Item,
    notifications: Iterable[Notification],
    *,
    now: datetime,
    holds: Iterable[Hold] = (),
    answers: Iterable[GivenAnswer] = (),
) -> dict[str, Any]:
    """The object of `show --json` and `/api/items/ID`: the item as in a listing, with claims, history and answers."""
    current = item_as_of(item)
    assert current is not None
    held = holding(holds, current, now)
    return {
        **as_json(current, now=now, taken_by=takers(held)),
        "notes": item.facts.notes,
        "remind": None if item.facts.remind is None else list(item.facts.remind),
        "recheck": item.facts.recheck,
        "signals": list(map(masked, item.facts.signals)),
        "settle": (item.facts.settle or Settle.ASK).value,
        "claims": [_claim(step.claim, current) for step in current.steps],
        "history": [_move(step) for step in current.steps if step.move is not None],
        "notifications": [notification_json(notification) for notification in in_order(notifications)],
        "holds": [_hold(hold) for hold in held],
        "answers": [_answer(answer) for answer in answers],
    }


def in_order(notifications: Iterable[Notification]) -> list[Notification]:
    """`notifications` by time, then by channel."""
    return sorted(notifications, key=lambda notification: (notification.at, notification.channel, notification.key))


def _is_within(row: Row, lead: LeadTime) -> bool:
    """Whether the date is at most `lead` away; days count in the item's zone, hours include the day they end in."""
    if row.sorts_by is None:
        return False
    if lead.counts_days:
        last: date = today(row.known, row.now) + lead.delta
    else:
        last = (row.now.astimezone(UTC) + lead.delta).astimezone(dates.zone(row.known.facts.zone)).date()
    return row.sorts_by <= last


def _place(row: Row) -> tuple[bool, date, str]:
    return row.sorts_by is None, row.sorts_by or date.max, row.known.id


def _outcome(outcome: Outcome) -> dict[str, Any]:
    return {
        "result": outcome.result.value,
        "on": outcome.on.isoformat(),
        "source": outcome.source,
        "url": outcome.url,
        "by": outcome.by,
    }


def _claim(claim: Claim, current: ItemAsOf) -> dict[str, Any]:
    said = claim.said
    return {
        "id": claim.id,
        **said.values,
        "said_on": said.said_on.isoformat(),
        "standing": said.standing.value,
        "origin": claim.origin.value,
        "by": claim.by,
        "recorded_at": dates.instant(claim.recorded_at),
        "retracted": claim.retracted,
        "retracted_at": _instant_or_none(claim.retracted_at),
        "retracted_by": claim.retracted_by,
        "raised_from": claim.raised.standing.value if claim.raised else None,
        "in_force": current.claim is not None and claim.id == current.claim.id,
        "window": dates.as_json(claim.window),
    }


def _hold(hold: Hold) -> dict[str, Any]:
    return {
        "kind": hold.kind.value,
        "channel": hold.channel,
        "by": hold.by.name,
        "since": dates.instant(hold.since),
        "until": _instant_or_none(hold.until),
    }


def _answer(answer: GivenAnswer) -> dict[str, Any]:
    return {
        "at": dates.instant(answer.at),
        "by": answer.by.name,
        "channel": answer.channel,
        "what": answer.what.value,
        "result": answer.result.value,
    }


def _move(step: HistoryEntry) -> dict[str, Any]:
    assert step.move is not None
    return {
        "relation": step.move.relation.value,
        "days": step.move.days,
        "said_on": step.claim.said.said_on.isoformat(),
        "source": step.claim.said.source,
        "from": dates.as_json(step.before),
        "to": dates.as_json(step.claim.window),
    }


def notification_json(notification: Notification) -> dict[str, Any]:
    """One of `show --json`: `reason` is why it has its state, and before anything happened to it, why it is owed."""
    return {
        "id": notification.id,
        "kind": notification.kind.value,
        "channel": notification.channel,
        "at": dates.instant(notification.at),
        "state": notification.state.value,
        "reason": sentence(notification.reason) if notification.reason else notification.why,
        "code": notification.code or (notification.reason.code.value if notification.reason else None),
        "sent_at": _instant_or_none(notification.sent_at),
    }


def _instant_or_none(moment: datetime | None) -> str | None:
    return None if moment is None else dates.instant(moment)
