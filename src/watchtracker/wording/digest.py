"""What the weekly digest says: each item once, in the first section that fits it, and each section by date.

What moved during the week says what it was, in whichever section it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from watchtracker import dates
from watchtracker.dates import DateWindow, WindowKind
from watchtracker.items import ItemAsOf, Kind, State, days_until, sort_date, state, unconfirmed_days
from watchtracker.notifications import Channel, NoticeCode, Notification
from watchtracker.notifications.holds import Hold, holding
from watchtracker.wording.holding import taken_by, takers
from watchtracker.wording.items import count, day, window_words
from watchtracker.wording.reminders import summary

_FOUR_WEEKS = 28
# Notices of the first versions have no code.
_MOVED = (None, NoticeCode.MOVED)


class Section(StrEnum):
    """The sections, in their order; the value is the heading."""

    OVERDUE = "Overdue"
    SOON = "The next four weeks"
    MOVED = "Moved this week"
    UNDATED = "Without a date"
    UNCONFIRMED = "Not re-checked"


@dataclass(frozen=True, slots=True)
class Line:
    """A heading, or an item (`known`) with its sentence."""

    text: str
    known: ItemAsOf | None = None


def digest(
    knowns: Sequence[ItemAsOf],
    *,
    channel: Channel,
    now: datetime,
    moved: Sequence[Notification] = (),
    intervals: Mapping[Kind, str] = MappingProxyType({}),
    held: Mapping[str, Sequence[Hold]] = MappingProxyType({}),
) -> list[Line]:
    """A first line, then a line an item, under a heading for each section that is not empty.

    `held` has the holds by item: who is on one stands beside it.
    """
    was = _was(moved)
    ahead = [known for known in knowns if channel.cares_for(known.facts.tags) and state(known, now).ahead]
    placed = [
        (section, known)
        for known in sorted(ahead, key=lambda known: _place(known, now))
        if (section := _section(known, was, now, intervals)) is not None
    ]
    head = f"Weekly digest, {day(now.astimezone(dates.zone(channel.zone)).date())}"
    if not placed:
        what = "nothing is overdue, near, moved or to be re-checked" if ahead else "nothing is ahead"
        return [Line(f"{head}: {what}.")]
    lines = [Line(head)]
    for section in Section:
        members = [known for found, known in placed if found is section]
        if members:
            lines.append(Line(f"{section.value}:"))
            lines.extend(
                Line(_sentence(known, was, now, channel.zone, intervals, held.get(known.id, ())), known)
                for known in members
            )
    return lines


def as_text(lines: Sequence[Line]) -> str:
    """The whole digest, as `plan` shows it."""
    return "\n".join(f"  - {line.text}" if line.known else line.text for line in lines)


def _section(
    known: ItemAsOf, was: Mapping[str, DateWindow], now: datetime, intervals: Mapping[Kind, str]
) -> Section | None:
    where = state(known, now)
    if where is State.OVERDUE:
        return Section.OVERDUE
    if _is_soon(known, where, now):
        return Section.SOON
    if known.id in was and was[known.id] != known.window:
        return Section.MOVED
    if where is State.UNDATED:
        return Section.UNDATED
    return Section.UNCONFIRMED if unconfirmed_days(known, now, intervals) is not None else None


def _is_soon(known: ItemAsOf, where: State, now: datetime) -> bool:
    # An open deadline may close on any day, however far its last one is, and so may what has no last day.
    if where is State.OPEN and (known.facts.kind is Kind.DEADLINE or known.window.kind is WindowKind.OPEN_END):
        return True
    days = days_until(known, now)
    return days is not None and 0 <= days <= _FOUR_WEEKS


def _place(known: ItemAsOf, now: datetime) -> tuple[date, str]:
    return sort_date(known, now) or date.max, known.id


def _was(moved: Sequence[Notification]) -> dict[str, DateWindow]:
    """The date that each item had before the first move of the week; a correction of ours is no move."""
    was: dict[str, DateWindow] = {}
    for notice in sorted(moved, key=lambda notice: notice.at):
        if notice.item is not None and notice.change is not None and notice.code in _MOVED:
            was.setdefault(notice.item, notice.change.before)
    return was


def _sentence(  # noqa: PLR0917
    known: ItemAsOf,
    was: Mapping[str, DateWindow],
    now: datetime,
    reader: str,
    intervals: Mapping[Kind, str],
    held: Sequence[Hold],
) -> str:
    beside = [*_beside(known, was, now, reader, intervals)]
    if taken := taken_by(takers(holding(held, known, now))):
        beside.append(taken)
    return f"{known.facts.title}: {', '.join([summary(known, now, reader), *beside])}"


def _beside(
    known: ItemAsOf, was: Mapping[str, DateWindow], now: datetime, reader: str, intervals: Mapping[Kind, str]
) -> Iterator[str]:
    before = was.get(known.id)
    if before is not None and before != known.window:
        yield f"was {window_words(before, known, reader)}" if before.dated else "had no date before"
    days = unconfirmed_days(known, now, intervals)
    if days is not None:
        yield f"not re-checked for {count(days, 'day')}"
