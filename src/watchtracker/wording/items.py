"""How an item is spoken of everywhere: how far away it is, how often it moved, when exactly it closes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import assert_never

from watchtracker import dates
from watchtracker.dates import UNDATED, Move, Relation
from watchtracker.items import Claim, Kind, Known, State

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def distance(days: int | None, state: State) -> str:
    """How far the date is, in words: "in 9 days", "today", "3 days late", "5 days ago"."""
    if days is None:
        return ""
    if days == 0:
        return "today"
    if days == 1:
        return "tomorrow"
    if days > 1:
        return f"in {count(days, 'day')}"
    return f"{count(-days, 'day')} {'late' if state is State.OVERDUE else 'ago'}"


def moved(known: Known) -> str:
    """What became of the first date: "2 moves, 69 days later than first said"; empty if it never moved.

    A date that became more precise is not called earlier, though its end is.
    """
    if known.moves == 0:
        return ""
    first = next((s.claim.window for s in known.steps if s.verdict.took_over and s.claim.window.dated), UNDATED)
    whole = dates.move(first, known.window, zone=dates.zone(known.facts.zone))
    if known.moves == 1 and whole.relation is Relation.CONFIRMED:
        # The one move was from no date to the first.
        return "at first said without a date"
    compared = _compared(whole)
    return f"{count(known.moves, 'move')}{compared and ', '}{compared}"


def _drift(days: int) -> str:
    """How far the date in force is from the first one."""
    return f"{count(abs(days), 'day')} {'later' if days > 0 else 'earlier'} than first said"


def _compared(whole: Move) -> str:
    match whole.relation:
        case Relation.CONFIRMED:
            return "and back to what was first said"
        case Relation.SHARPENED:
            return "within what was first said"
        case Relation.WIDENED:
            return "less precise than first said"
        case Relation.SLIPPED | Relation.EARLIER | Relation.CONTRADICTED:
            return _drift(whole.days) if whole.days else ""
        case Relation.DATED | Relation.UNDATED:
            return ""
        case _:
            assert_never(whole.relation)


def quoted(claim: Claim) -> str:
    """A claim in its own words: "“late April”, said by Linos on 15 Apr 2026 (reported)." and the quote below it."""
    said = claim.said
    text = f"“{said.when}”, said by {said.source} on {day(said.said_on)} ({said.standing.value})."
    return f"{text}\n“{said.quote}”" if said.quote else text


def count(number: int, noun: str) -> str:
    """A number with its noun, in the plural where it is one."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def day(value: date) -> str:
    """A day as people write it: "6 May 2026"."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def moment(instant: datetime, zone: str) -> str:
    """An instant where the item is and in UTC: "6 May 2026, 24:00 Asia/Shanghai (2026-05-06 16:00Z)".

    The first moment of a day is written as the end of the day before, because that is the day that a deadline names;
    where clocks go forward at midnight, they show 01:00 by then.
    """
    local = instant.astimezone(dates.zone(zone))
    if instant == dates.first_moment(local.date(), dates.zone(zone)):
        return _twice(f"{day(local.date() - timedelta(days=1))}, 24:00", zone, instant)
    return beginning(instant, zone)


def beginning(instant: datetime, zone: str) -> str:
    """The same of something that begins then: its midnight is 00:00 of the day that begins."""
    local = instant.astimezone(dates.zone(zone))
    return _twice(f"{day(local.date())}, {clock(local)}", zone, instant)


def clock(moment: datetime) -> str:
    """What a clock shows: "17:30", and "23:59:59" where the seconds say something."""
    return moment.time().isoformat("seconds" if moment.second else "minutes")


def closing(known: Known) -> str:
    """When a deadline closes, to the minute, where it is and in UTC; empty for anything else."""
    closes = known.window.closes_at(dates.zone(known.facts.zone))
    if known.facts.kind is not Kind.DEADLINE or closes is None:
        return ""
    return f"closes {moment(closes, known.facts.zone)}"


def _twice(local: str, zone: str, instant: datetime) -> str:
    utc = instant.astimezone(UTC)
    return f"{local} {zone} ({utc.date()} {clock(utc)}Z)"
