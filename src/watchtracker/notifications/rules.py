"""What is owed to a channel because of a date: every reminder of an item, each with its reason.

The rules look at what is known and at nothing else, so the same list comes out whenever they are asked; what of it
was already sent or is past is `planning.py`'s question. Weekly and monthly kinds have no end: they are given for a
stretch of days.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType

from watchtracker import dates
from watchtracker.items import ItemAsOf, Kind, first_close, recheck_after, recheck_owed
from watchtracker.notifications import reasons
from watchtracker.notifications.kinds import NotificationKind
from watchtracker.notifications.records import Channel, LeadTime, LeadUnit, Notification

MIDWAY_FROM = 28
DEFAULT_LAST_CALL = LeadTime(4, LeadUnit.HOURS)
DEFAULT_LEADS: dict[Kind, tuple[LeadTime, ...]] = {
    Kind.DEADLINE: tuple(map(LeadTime.read, ("30d", "14d", "7d", "3d", "1d", "4h"))),
    Kind.EVENT: tuple(map(LeadTime.read, ("7d", "1d"))),
    Kind.RELEASE: tuple(map(LeadTime.read, ("7d", "1d"))),
}


@dataclass(frozen=True, slots=True)
class DayRange:
    """The days for which repeating kinds are given, both included."""

    since: date
    until: date


def reminders(
    known: ItemAsOf,
    channel: Channel,
    leads: Sequence[LeadTime],
    stretch: DayRange,
    intervals: Mapping[Kind, str] = MappingProxyType({}),
) -> list[Notification]:
    """Every reminder that `known` owes `channel`, whether its time is past or not, in order of time.

    An item's own `remind` replaces `leads`, and its own `recheck` what `intervals` says of its kind.
    Nothing is owed once there is an outcome.
    """
    if known.outcome is not None:
        return []
    if known.facts.remind is not None:
        leads = tuple(map(LeadTime.read, known.facts.remind))
    owed = [*_dated(known, channel, leads), *_rechecks(known, channel, stretch, intervals)]
    if known.facts.kind is Kind.RELEASE:
        owed += _overdue(known, channel, stretch)
    return sorted(owed, key=lambda notification: (notification.at, notification.key))


def digests(channel: Channel, stretch: DayRange) -> Iterator[Notification]:
    """The weekly digests of a channel, at its digest time on its own clock."""
    first = stretch.since + timedelta(days=(channel.digest.weekday - stretch.since.weekday()) % 7)
    for day in _every(first, timedelta(days=7), stretch):
        local = datetime.combine(day, channel.digest.at)
        yield Notification(
            key=f"digest/{channel.name}/{day}",
            item=None,
            channel=channel.name,
            kind=NotificationKind.DIGEST,
            rule="digest",
            target=day.isoformat(),
            at=dates.at_wall_time(day, channel.digest.at, dates.zone(channel.zone)),
            local=local,
            zone=channel.zone,
            why=reasons.DIGEST,
        )


def _dated(known: ItemAsOf, channel: Channel, leads: Sequence[LeadTime]) -> Iterator[Notification]:
    if not known.window.dated:
        return
    yield from _lead_times(known, channel, leads)
    match known.facts.kind:
        case Kind.RELEASE if not known.window.exact:
            yield from _window_days(known, channel)
        case Kind.RELEASE | Kind.EVENT:
            yield _on_day(known, channel, NotificationKind.TODAY, _target_day(known))
        case Kind.DEADLINE:
            yield from _last_calls(known, channel, leads)


def _lead_times(known: ItemAsOf, channel: Channel, leads: Iterable[LeadTime]) -> Iterator[Notification]:
    target = _target_day(known)
    for lead in dict.fromkeys(leads):
        if not _long_enough(known, lead):
            continue
        if lead.counts_days:
            day = target - lead.delta
            yield _on_day(known, channel, NotificationKind.UPCOMING, day, rule=str(lead), target=target)
        elif known.facts.kind is not Kind.DEADLINE:
            begins = known.window.instant or dates.first_moment(target, dates.zone(known.facts.zone))
            yield _at_instant(known, channel, NotificationKind.UPCOMING, lead, begins)


def _long_enough(known: ItemAsOf, lead: LeadTime) -> bool:
    """Releases and events take only lead times at least as long as their window; a deadline takes all."""
    first, last = known.window.earliest, known.window.latest
    if known.facts.kind is Kind.DEADLINE or first is None or last is None or first == last:
        return True
    length = (last - first).days + 1
    return lead.counts_days and first - lead.delta <= first - timedelta(days=length)


def _last_calls(known: ItemAsOf, channel: Channel, leads: Iterable[LeadTime]) -> Iterator[Notification]:
    zone = dates.zone(known.facts.zone)
    closes = dict.fromkeys(moment for moment in (first_close(known), known.window.closes_at(zone)) if moment)
    hours = [lead for lead in dict.fromkeys(leads) if not lead.counts_days] or [DEFAULT_LAST_CALL]
    for close in closes:
        for lead in hours:
            owed = _at_instant(known, channel, NotificationKind.LAST_CALL, lead, close)
            certain = close == known.window.closes_at(zone)
            yield owed if certain else replace(owed, why=reasons.may_close(owed.rule, owed.target))


def _window_days(known: ItemAsOf, channel: Channel) -> Iterator[Notification]:
    first, last = known.window.earliest, known.window.latest
    if first is not None:
        yield _on_day(known, channel, NotificationKind.OPENS, first)
    if first is not None and last is not None and (last - first).days + 1 >= MIDWAY_FROM:
        yield _on_day(known, channel, NotificationKind.MIDWAY, first + (last - first) // 2)
    if last is not None:
        yield _on_day(known, channel, NotificationKind.CLOSES, last)


def _overdue(known: ItemAsOf, channel: Channel, stretch: DayRange) -> Iterator[Notification]:
    zone = dates.zone(known.facts.zone)
    last, over = known.window.last_day(zone), known.window.closes_at(zone)
    if last is None or over is None:
        return
    for day in _every(last + timedelta(days=1), timedelta(days=7), stretch):
        fires = day
        while _at_hour(fires, channel) < over:  # east of the item that hour may still be inside the window
            fires += timedelta(days=1)
        yield _notification(
            known, channel, NotificationKind.OVERDUE, rule="overdue", target=day.isoformat(), fires=fires
        )


def _rechecks(
    known: ItemAsOf, channel: Channel, stretch: DayRange, intervals: Mapping[Kind, str]
) -> Iterator[Notification]:
    """Nobody said the date again for a while: owed while it is not known, or still far ahead."""
    after = recheck_after(known, intervals)
    if known.confirmed_on is None or after is None:
        return
    latest = known.window.last_day(dates.zone(known.facts.zone))
    for day in _every(known.confirmed_on + after, after, stretch):
        if not recheck_owed(known.confirmed_on, latest, day, after):
            return
        yield _notification(known, channel, NotificationKind.RECHECK, rule="recheck", target=day.isoformat(), fires=day)


def _target_day(known: ItemAsOf) -> date:
    """The day that reminders count back from: the first known one, in the item's zone."""
    zone = dates.zone(known.facts.zone)
    day = known.window.first_day(zone) or known.window.last_day(zone)
    assert day is not None
    return day


def _on_day(
    known: ItemAsOf,
    channel: Channel,
    kind: NotificationKind,
    day: date,
    *,
    rule: str | None = None,
    target: date | None = None,
) -> Notification:
    """A reminder at the channel's hour on `day`, or on the last day whose hour is before the target is over."""
    about = target or day
    zone = dates.zone(known.facts.zone)
    over = known.window.instant or dates.first_moment(about + timedelta(days=1), zone)
    fires = day
    while _at_hour(fires, channel) >= over:
        fires -= timedelta(days=1)
    return _notification(known, channel, kind, rule=rule or kind.value, target=about.isoformat(), fires=fires)


def _at_instant(
    known: ItemAsOf, channel: Channel, kind: NotificationKind, lead: LeadTime, moment: datetime
) -> Notification:
    """A reminder that counts back from an instant exactly, whatever clocks do in between."""
    at = (moment.astimezone(UTC) - lead.delta).astimezone(UTC)
    target = dates.instant(moment)
    local = at.astimezone(dates.zone(channel.zone)).replace(tzinfo=None)
    return _build(known, channel, kind, rule=str(lead), target=target, at=at, local=local)


def _notification(
    known: ItemAsOf, channel: Channel, kind: NotificationKind, *, rule: str, target: str, fires: date
) -> Notification:
    local = datetime.combine(fires, channel.hour)
    return _build(known, channel, kind, rule=rule, target=target, at=_at_hour(fires, channel), local=local)


def _build(
    known: ItemAsOf, channel: Channel, kind: NotificationKind, *, rule: str, target: str, at: datetime, local: datetime
) -> Notification:
    return Notification(
        key=f"{known.id}/{channel.name}/{rule}/{target}",
        item=known.id,
        channel=channel.name,
        kind=kind,
        rule=rule,
        target=target,
        at=at,
        local=local,
        zone=channel.zone,
        why=reasons.owed(kind, rule, target),
    )


def _at_hour(day: date, channel: Channel) -> datetime:
    return dates.at_wall_time(day, channel.hour, dates.zone(channel.zone))


def _every(first: date, step: timedelta, stretch: DayRange) -> Iterator[date]:
    """The days first, first + step, ... that fall into the stretch."""
    skipped = max(0, -((first - stretch.since) // step))
    day = first + skipped * step
    while day <= stretch.until:
        yield day
        day += step
