"""Phrases of the terminal that `list` and `show` share; those that every reader gets are `wording`'s."""

from __future__ import annotations

from datetime import UTC, datetime

from watchtracker import dates
from watchtracker.dates import WindowKind
from watchtracker.items import Kind, Known, Standing, first_close, unconfirmed_days
from watchtracker.wording import items as wording


def closing(known: Known) -> str:
    """When a deadline closes, in UTC and where it is: "closes 2026-05-06T16:00Z, 24:00 Asia/Shanghai"."""
    if known.facts.kind is not Kind.DEADLINE:
        return ""
    first, last = first_close(known), known.window.closes_at(dates.zone(known.facts.zone))
    if first is None:
        return ""
    if last is None:
        return f"closes {utc(first)} or later"
    if first != last:
        return f"closes between {utc(first)} and {utc(last)}"
    local = wording.moment(last, known.facts.zone).rpartition(" (")[0]
    if known.window.kind is WindowKind.EXACT:
        # The day stands beside it already.
        local = local.rpartition(", ")[2]
    return f"closes {utc(last)}, {local}"


def said(known: Known) -> str:
    """The words of the claim in force, with who said them and when."""
    if known.claim is None:
        return "no claim holds: all were retracted"
    said = known.claim.said
    rumour = "a rumour, " if said.standing is Standing.RUMOUR else ""
    return f'"{said.when}" ({rumour}{said.source}, {wording.day(said.said_on)}){wording.rechecked(known)}'


def unconfirmed(known: Known, now: datetime) -> str:
    """For how long nobody confirmed a date that is missing or far off; empty while that is no matter."""
    days = unconfirmed_days(known, now)
    return "" if days is None else f"not re-checked for {wording.count(days, 'day')}"


def utc(moment: datetime) -> str:
    """A moment in UTC, to the minute: "2026-05-06T16:00Z"."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%MZ}"


def ended(known: Known) -> str:
    """The outcome with its source; empty while there is none."""
    outcome = known.outcome
    return f"{outcome.result.value} on {wording.day(outcome.on)} ({outcome.source})" if outcome else ""
