"""Quiet times of a channel: when something comes whose time falls on a free day, or into quiet hours.

On a free day what counts towards a date comes on the last workday before, what speaks of the past on the next one. In
quiet hours everything waits for their end, but no reminder of a deadline comes later than it was to come: it comes
when the quiet begins. Last calls always come. What is owed, and its key, stay as `rules.py` says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cache

from watchtracker import dates
from watchtracker.items import ItemAsOf, Kind, first_close
from watchtracker.notifications import reasons
from watchtracker.notifications.kinds import InQuietTimes
from watchtracker.notifications.records import (
    END_OF_SNOOZE,
    Channel,
    LeadTime,
    Notification,
    NotificationState,
    QuietHours,
    QuietTime,
    Shift,
)

NEWS_COMES_BEFORE = timedelta(hours=24)
# A reminder is never shifted further than this; without a bound the search for a workday might not end.
FURTHEST = timedelta(days=60)
_DAY = timedelta(days=1)
_MINUTES = 24 * 60
_WEEK = 7
_NEVER_SHIFTED = {InQuietTimes.COMES, InQuietTimes.WAITS}
_DROPPED = {NotificationState.SUPERSEDED, NotificationState.CANCELLED}


def arranged(
    owed: Iterable[Notification],
    channel: Channel,
    known: ItemAsOf | None,
    *,
    recorded: Mapping[str, Notification],
    now: datetime,
) -> list[Notification]:
    """What is owed of one item (None: digests) as `channel` has it, planned at `now` beside what is recorded.

    A shifted moment that is past when it is planned does not count. Of several that a shift brings to one moment all
    but one are superseded.
    """
    if not has_quiet_times(channel):
        return list(owed)
    timed = [
        _planned(reminder, shifted(reminder, channel, known), recorded.get(reminder.key), now) for reminder in owed
    ]
    return sorted(_nearest(timed, recorded, now), key=lambda reminder: (reminder.at, reminder.key))


def has_quiet_times(channel: Channel) -> bool:
    """Whether `channel` ever shifts anything."""
    return bool(channel.quiet) or channel.holidays is not None or len(channel.workdays) < _WEEK


def shifted(reminder: Notification, channel: Channel, known: ItemAsOf | None) -> Notification:
    """`reminder` (or a digest) at the moment at which `channel` wants it; itself where that is its own."""
    # The end of a snooze is the moment that somebody asked for.
    if reminder.kind.traits.in_quiet_times in _NEVER_SHIFTED or reminder.rule == END_OF_SNOOZE:
        return reminder
    day, at = reminder.local.date(), reminder.at
    why = free(day, channel) if _minds_days(reminder) else None
    if why is not None:
        at = _on_workday(reminder, day, channel)
    if hours := _quiet_at(at, channel):
        at = _out_of_quiet(reminder, at, hours, channel, known)
    return _moved(reminder, at, why or QuietTime.QUIET, channel)


def news_at(known: ItemAsOf, channel: Channel, now: datetime) -> datetime:
    """When news of `known` comes that is there at `now`: after the quiet, unless a deadline closes within 24 h."""
    if not (hours := _quiet_at(now, channel)):
        return now
    if known.facts.kind is Kind.DEADLINE:
        closes = (first_close(known), known.window.closes_at(dates.zone(known.facts.zone)))
        if any(close is not None and now <= close <= now + NEWS_COMES_BEFORE for close in closes):
            return now
    return _end(now, hours, channel)


def waiting(notice: Notification, at: datetime, channel: Channel) -> Notification:
    """A change notice that waits until `at`; itself where it does not."""
    return _moved(notice, at, QuietTime.QUIET, channel)


def free(day: date, channel: Channel) -> QuietTime | None:
    """Why nobody works on `day`; None if people do."""
    if day.weekday() not in channel.workdays:
        return QuietTime.WORKDAY
    if channel.holidays is not None and channel.holidays.is_free(day):
        return QuietTime.HOLIDAY
    return None


@cache
def joined(quiet: tuple[QuietHours, ...]) -> tuple[QuietHours, ...]:
    """Quiet hours as stretches with gaps between them: those that touch or overlap become one.

    A quiet that lasts the whole day has no end to wait for, so it counts as none.
    """
    silent = [any(_within(minute, hours) for hours in quiet) for minute in range(_MINUTES)]
    begins = [minute for minute in range(_MINUTES) if silent[minute] and not silent[minute - 1]]
    ends = [minute for minute in range(_MINUTES) if not silent[minute] and silent[minute - 1]]
    return tuple(
        QuietHours(_time(first), _time(next((end for end in ends if end > first), ends[0]))) for first in begins
    )


def _within(minute: int, hours: QuietHours) -> bool:
    first, last = (clock.hour * 60 + clock.minute for clock in (hours.begins, hours.ends))
    return first <= minute < last if first < last else minute >= first or minute < last


def _time(minute: int) -> time:
    return time(minute // 60, minute % 60)


def _minds_days(reminder: Notification) -> bool:
    """Whether it comes on a day: a lead time of hours counts back from an instant."""
    return not reminder.kind.traits.by_lead_time or LeadTime.read(reminder.rule).counts_days


def _may_come_earlier(reminder: Notification) -> bool:
    return reminder.kind.traits.in_quiet_times is InQuietTimes.EARLIER


def _always_comes(reminder: Notification) -> bool:
    return reminder.kind.traits.in_quiet_times is InQuietTimes.COMES


def _on_workday(reminder: Notification, day: date, channel: Channel) -> datetime:
    found = _workday(day, -_DAY if _may_come_earlier(reminder) else _DAY, channel)
    return reminder.at if found is None else dates.at_wall_time(found, reminder.local.time(), _zone(channel))


def _workday(day: date, step: timedelta, channel: Channel) -> date | None:
    """The next day that is not free; None where there is none for long, as in a calendar of holidays alone."""
    for number in range(FURTHEST // _DAY + 1):
        if free(day + number * step, channel) is None:
            return day + number * step
    return None


def _quiet_at(moment: datetime, channel: Channel) -> QuietHours | None:
    wall = moment.astimezone(_zone(channel))
    return next((hours for hours in joined(channel.quiet) if _within(wall.hour * 60 + wall.minute, hours)), None)


def _out_of_quiet(
    reminder: Notification, at: datetime, hours: QuietHours, channel: Channel, known: ItemAsOf | None
) -> datetime:
    """The end of the quiet hours, or their beginning where the end would be too late or on a free day."""
    end = _end(at, hours, channel)
    deadline = known is not None and known.facts.kind is Kind.DEADLINE
    day = _day(end, channel)
    if not deadline and not _may_come_earlier(reminder):
        return end if free(day, channel) is None else _at_same_time(end, _DAY, channel)
    too_late = _may_come_earlier(reminder) and known is not None and end >= _over(reminder, known)
    if deadline or too_late or (_minds_days(reminder) and free(day, channel) is not None):
        begin = _begin(at, hours, channel)
        return min(begin, _at_same_time(begin, -_DAY, channel))
    return end


def _at_same_time(moment: datetime, step: timedelta, channel: Channel) -> datetime:
    """`moment`, or that time of day on the next workday in one direction."""
    day = _day(moment, channel)
    found = _workday(day, step, channel)
    if found is None or found == day:
        return moment
    wall = moment.astimezone(_zone(channel)).time()
    return dates.at_wall_time(found, wall.replace(fold=0), _zone(channel))


def _over(reminder: Notification, known: ItemAsOf) -> datetime:
    """When it is too late for a reminder that counts towards a date."""
    if "T" in reminder.target:
        return datetime.fromisoformat(reminder.target)
    zone = dates.zone(known.facts.zone)
    return known.window.instant or dates.first_moment(date.fromisoformat(reminder.target) + _DAY, zone)


def _end(moment: datetime, hours: QuietHours, channel: Channel) -> datetime:
    """When the quiet ends that `moment` lies in; clocks that are set back may show its end twice."""
    zone = _zone(channel)
    wall = moment.astimezone(zone).replace(tzinfo=None)
    ends = datetime.combine(wall.date() + (_DAY if hours.ends <= wall.time() else timedelta(0)), hours.ends)
    end = dates.at_wall_time(ends.date(), hours.ends, zone)
    return end if end > moment else ends.replace(tzinfo=zone, fold=1).astimezone(UTC)


def _begin(moment: datetime, hours: QuietHours, channel: Channel) -> datetime:
    """When the quiet began that `moment` lies in; clocks that are set forward may skip its beginning."""
    zone = _zone(channel)
    wall = moment.astimezone(zone).replace(tzinfo=None)
    day = wall.date() if hours.begins <= wall.time() else wall.date() - _DAY
    return min(moment, dates.at_wall_time(day, hours.begins, zone))


def _moved(reminder: Notification, at: datetime, why: QuietTime, channel: Channel) -> Notification:
    if at == reminder.at:
        return reminder
    local = at.astimezone(_zone(channel)).replace(tzinfo=None, fold=0)
    reason = f"{reminder.why}, {reasons.shifted(reminder.local, why)}"
    return replace(reminder, at=at, local=local, why=reason, shifted=Shift(reminder.at, why))


def _planned(own: Notification, moved: Notification, recorded: Notification | None, now: datetime) -> Notification:
    """The shifted one, unless its moment is past and nobody had planned it for then."""
    if moved.at >= now:
        return moved
    stands = recorded is not None and recorded.at == moved.at
    if stands and recorded is not None and recorded.state in _DROPPED:
        stands = recorded.reason == reasons.NEARER
    return moved if stands else own


def _nearest(
    timed: Sequence[Notification], recorded: Mapping[str, Notification], now: datetime
) -> Iterable[Notification]:
    """Of those at one moment, where a shift brought them together, the one that is nearest to the date goes out."""
    together: dict[datetime, list[Notification]] = {}
    for reminder in timed:
        if _goes_out(reminder, recorded.get(reminder.key), now):
            together.setdefault(reminder.at, []).append(reminder)
    for reminder in timed:
        rivals = together.get(reminder.at, [])
        loses = not _always_comes(reminder) and reminder.item is not None
        if loses and any(rival.shifted for rival in rivals) and reminder is not max(rivals, key=_nearness):
            yield replace(reminder, state=NotificationState.SUPERSEDED, reason=reasons.NEARER)
        else:
            yield reminder


def _goes_out(reminder: Notification, recorded: Notification | None, now: datetime) -> bool:
    """Whether it is still to be told, or was told at that moment."""
    if recorded is None or recorded.state in _DROPPED:
        settled = recorded is not None and recorded.reason in reasons.SAID_ALREADY
        return reminder.at >= now and not settled
    return recorded.state is not NotificationState.DEAD and (
        recorded.state is not NotificationState.SENT or recorded.at == reminder.at
    )


def _nearness(reminder: Notification) -> tuple[bool, datetime, str]:
    return (_always_comes(reminder), reminder.shifted.since if reminder.shifted else reminder.at, reminder.key)


def _day(moment: datetime, channel: Channel) -> date:
    return moment.astimezone(_zone(channel)).date()


def _zone(channel: Channel) -> tzinfo:
    return dates.zone(channel.zone)
