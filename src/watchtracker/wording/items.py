"""How an item is spoken of everywhere: how far away it is, when exactly it closes."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from watchtracker import dates
from watchtracker.dates import DateWindow, WindowKind
from watchtracker.items import Claim, ItemAsOf, Kind, Origin, State, days_until, state, today
from watchtracker.wording.utc import utc

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_NEAR = 7


def distance(known: ItemAsOf, now: datetime) -> str:
    """How far the date of an item is: "in 9 days", "opens tomorrow", "open, 1 day left", "3 days late", "5 days ago".

    An open window says how long it stays open: what a bare "tomorrow" would be of it, nobody could tell.
    """
    days = _days_shown(known, now)
    if days is None:
        return ""
    if says_state(known, now):
        return _left(known, now)
    if _is_to_open(known, now):
        # The earliest day of a deadline counts: it is no opening but the first day on which it may be too late.
        return f"{'may close' if known.facts.kind is Kind.DEADLINE else 'opens'} {away(days)}"
    return away(days, late=state(known, now) is State.OVERDUE)


def says_today(known: ItemAsOf, now: datetime) -> bool:
    """Whether `distance` is "today" and no more."""
    return _days_shown(known, now) == 0 and not says_state(known, now) and not _is_to_open(known, now)


def says_state(known: ItemAsOf, now: datetime) -> bool:
    """Whether `distance` begins with the state itself, as in "open, 1 day left"."""
    return state(known, now) is State.OPEN and not known.window.exact and days_until(known, now) is not None


def _days_shown(known: ItemAsOf, now: datetime) -> int | None:
    days, instant = days_until(known, now), known.window.instant
    if days is None or instant is None or known.outcome is not None or known.facts.kind is not Kind.DEADLINE:
        return days
    # What closes at 24:00 is named by the day that ends then, and is due today on that day.
    return (shown(instant, known.facts.zone, ends=True)[0] - today(known, now)).days


def _is_to_open(known: ItemAsOf, now: datetime) -> bool:
    return state(known, now) is State.UPCOMING and known.window.kind in {WindowKind.WINDOW, WindowKind.OPEN_END}


def near(known: ItemAsOf, now: datetime) -> bool:
    """Whether it comes within a week, which is set off wherever items are listed; what is open or late is so anyhow."""
    days = days_until(known, now)
    return state(known, now) is State.UPCOMING and days is not None and days <= _NEAR


def away(days: int, *, late: bool = False) -> str:
    """A number of days in words: "in 9 days", "tomorrow", "today", "5 days ago", or "5 days late"."""
    if days == 0:
        return "today"
    if days == 1:
        return "tomorrow"
    if days > 1:
        return f"in {count(days, 'day')}"
    return f"{count(-days, 'day')} {'late' if late else 'ago'}"


def _left(known: ItemAsOf, now: datetime) -> str:
    zone, day_now = dates.zone(known.facts.zone), today(known, now)
    last = known.window.last_day(zone)
    if last is not None:
        days = (last - day_now).days
        return f"open, {count(days, 'day')} left" if days else "open, last day"
    first = known.window.first_day(zone)
    days = (day_now - first).days if first is not None else 0
    return f"open for {count(days, 'day')}" if days else "open since today"


def quoted(claim: Claim) -> str:
    """A claim in its own words: "“late April”, said by Linos on 15 Apr 2026 (reported)." and the quote below it."""
    said = claim.said
    text = f"“{said.when}”, said by {said.source} on {day(said.said_on)} ({said.standing.value})."
    return f"{text}\n“{said.quote}”" if said.quote else text


def taken_back(claim: Claim, zone: str) -> str:
    """Who took a claim back and when: "taken back by mei on 5 May 2026"; empty where it counts."""
    if claim.retracted_at is None:
        return ""
    return f"taken back{_by_on(claim.retracted_by, claim.retracted_at, zone)}"


def raised(claim: Claim, zone: str) -> str:
    """Who had a claim weigh more, and when: "raised from reported by mei on 5 May 2026"; empty where nobody did."""
    if claim.raised is None:
        return ""
    return f"raised from {claim.raised.standing.value}{_by_on(claim.by, claim.raised.at, zone)}"


def let_in(claim: Claim) -> str:
    """Who let in a claim that a source proposed: a person, or a source that is trusted; empty for any other claim."""
    if claim.origin is not Origin.INTAKE or claim.by is None or claim.raised is not None:
        return ""
    return f"let in by {claim.by}"


def _by_on(name: str | None, moment: datetime, zone: str) -> str:
    on = day(moment.astimezone(dates.zone(zone)).date())
    return f"{f' by {name}' if name else ''} on {on}"


def rechecked(known: ItemAsOf) -> str:
    """What stands behind the source of a date: ", re-checked by mei on 29 Nov 2026" if somebody looked since."""
    words = who_rechecked(known)
    return f", {words}" if words else ""


def who_rechecked(known: ItemAsOf) -> str:
    """Who looked since the date in force was said: "re-checked by mei on 29 Nov 2026"; else empty."""
    recheck = known.recheck
    if recheck is None or known.claim is None or recheck.on < known.claim.said.said_on:
        return ""
    return f"re-checked by {recheck.by} on {day(recheck.on)}"


def count(number: int, noun: str) -> str:
    """A number with its noun, in the plural where it is one."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def declared(items: int, sources: int) -> str:
    """How much a watch list declares: "7 items and 2 sources"."""
    return count(items, "item") + (f" and {count(sources, 'source')}" if sources else "")


def day(value: date) -> str:
    """A day as people write it: "6 May 2026"."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def month(value: date) -> str:
    """The month of a day as a heading: "May 2026"."""
    return f"{_MONTHS[value.month - 1]} {value.year}"


def moment(instant: datetime, zone: str, reader: str | None = None) -> str:
    """An instant where the item is and in UTC: "6 May 2026, 24:00 Asia/Shanghai (2026-05-06 16:00Z)".

    Where the reader's own zone is known, that stands first: "6 May 2026, 18:00 Europe/Berlin (24:00 Asia/Shanghai)".
    The first moment of a day is written as the end of the day before, because that is the day that a deadline names;
    where clocks go forward at midnight, they show 01:00 by then.
    """
    return _twice(instant, zone, reader, ends=True)


def beginning(instant: datetime, zone: str, reader: str | None = None) -> str:
    """An instant at which something begins, where it is and in UTC or where the reader is.

    Unlike `moment`, a midnight is written as 00:00 of the day that begins.
    """
    return _twice(instant, zone, reader, ends=False)


def window_words(window: DateWindow, known: ItemAsOf, reader: str | None = None) -> str:
    """A window of an item in words; of a moment what clocks show, first where the reader is, then where the item is."""
    if window.instant is None or reader is None:
        return dates.display(window)
    return _twice(window.instant, known.facts.zone, reader, ends=known.facts.kind is Kind.DEADLINE)


def clock(moment: datetime) -> str:
    """What a clock shows: "17:30", and "23:59:59" where the seconds say something."""
    return moment.time().isoformat("seconds" if moment.second else "minutes")


def closing(known: ItemAsOf, reader: str | None = None) -> str:
    """When a deadline closes, to the minute, where it is and in UTC or where the reader is; empty for anything else."""
    closes = known.window.closes_at(dates.zone(known.facts.zone))
    if known.facts.kind is not Kind.DEADLINE or closes is None:
        return ""
    return f"closes {moment(closes, known.facts.zone, reader)}"


def _twice(instant: datetime, zone: str, reader: str | None, *, ends: bool) -> str:
    there_day, there = shown(instant, zone, ends=ends)
    if reader is None:
        in_utc = utc(instant, to="seconds" if instant.second else "minutes")
        return f"{day(there_day)}, {there} {zone} ({in_utc})"
    here_day, here = shown(instant, reader, ends=ends)
    first = f"{day(here_day)}, {here} {reader}"
    if reader == zone:
        return first
    other_day = "" if there_day == here_day else f"{day(there_day)}, "
    return f"{first} ({other_day}{there} {zone})"


def shown(instant: datetime, zone: str, *, ends: bool) -> tuple[date, str]:
    """The day and the clock of an instant in `zone`; where a day `ends` then, that day at 24:00."""
    local = instant.astimezone(dates.zone(zone))
    if ends and instant == dates.first_moment(local.date(), dates.zone(zone)):
        return local.date() - timedelta(days=1), "24:00"
    return local.date(), clock(local)
