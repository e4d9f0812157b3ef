"""Channels and notifications as they are kept: who wants to be told what, and what is owed to whom.

A notification is owed from the moment it is planned until it ends as sent, dead, superseded or cancelled, and
its occurrence key makes it one however often it is planned. `rules.py` decides what is owed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Protocol, assert_never

from dateutil.relativedelta import relativedelta

from watchtracker.dates import DateWindow, Relation
from watchtracker.errors import InputError
from watchtracker.notifications.codes import Reason
from watchtracker.notifications.kinds import UNLESS_NAMED, NotificationKind, Want
from watchtracker.targets import TERMINAL, Target

# The rule of the reminder with which a snooze ends; it is no lead time, whatever kind of reminder it is.
END_OF_SNOOZE = "snooze"


class NoticeCode(StrEnum):
    """What a notice of kind `moved` tells: a date that a source moved, or one that we had wrong."""

    MOVED = "moved"
    CORRECTED = "corrected"
    TAKEN_BACK = "taken_back"


class NotificationState(StrEnum):
    """Where a notification stands; `sending` means that it is in a delivery whose end is not known yet."""

    PLANNED = "planned"
    SENDING = "sending"
    SENT = "sent"
    DEAD = "dead"
    SUPERSEDED = "superseded"
    CANCELLED = "cancelled"


class IfUnclear(StrEnum):
    """What becomes of a message whose arrival cannot be looked up."""

    RESEND = "resend"
    HOLD = "hold"


class QuietTime(StrEnum):
    """Which quiet time of a channel keeps a notification from coming at its own time."""

    WORKDAY = "workday"  # the day is none of the channel's workdays
    HOLIDAY = "holiday"
    QUIET = "quiet"  # the time lies in its quiet hours


@dataclass(frozen=True, slots=True)
class WeeklyTime:
    """A moment of each week on a wall clock; `weekday` counts from Monday as 0."""

    weekday: int
    at: time


@dataclass(frozen=True, slots=True)
class QuietHours:
    """A stretch of each day on a wall clock; over midnight where it ends no later than it begins."""

    begins: time
    ends: time


class Holidays(Protocol):
    """A calendar of holidays."""

    def is_free(self, day: date) -> bool:
        """Whether `day` is one."""


class Answerers(StrEnum):
    """Who may answer in a channel: everybody of the workspace, or nobody."""

    WORKSPACE = "workspace"
    NOBODY = "nobody"


class DmOwner(StrEnum):
    """When the owner of a deadline that comes near is written to alone: where nobody is on it, always, or never."""

    UNANSWERED = "unanswered"
    ALWAYS = "always"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Channel:
    """Where notifications go, and which: `to` says by which way, the console where the settings name none.

    `workdays` count from Monday as 0; `holidays` None: none are kept. `quiet.py` says what they do. `answers` says who
    may answer, or has the ids of their accounts and groups. `dm_owner` and `escalate_to` are for `escalation.py`; the
    second is the name of a channel, or the id of a person or of a group.
    """

    name: str
    zone: str
    hour: time = time(9)
    to: Target = TERMINAL
    tags: tuple[str, ...] = ()
    wants: frozenset[Want] = UNLESS_NAMED
    digest: WeeklyTime = WeeklyTime(0, time(9))
    unclear: IfUnclear = IfUnclear.RESEND
    workdays: frozenset[int] = frozenset(range(7))
    holidays: Holidays | None = None
    quiet: tuple[QuietHours, ...] = ()
    answers: Answerers | frozenset[str] = Answerers.WORKSPACE
    dm_owner: DmOwner = DmOwner.NEVER
    escalate_to: str | None = None

    def cares_for(self, tags: tuple[str, ...]) -> bool:
        """Whether an item with `tags` concerns it: any tag in common, or no tags asked for."""
        return not self.tags or not set(self.tags).isdisjoint(tags)


class LeadUnit(StrEnum):
    """The unit of a lead time, as people write it."""

    MINUTES = "m"
    HOURS = "h"
    DAYS = "d"
    WEEKS = "w"
    MONTHS = "mo"


_LEAD = re.compile(r"(\d{1,4})(mo|m|h|d|w)")


@dataclass(frozen=True, slots=True)
class LeadTime:
    """How long before a date somebody wants to know: `0m`, `30m`, `4h`, `3d`, `2w`, `1mo`."""

    amount: int
    unit: LeadUnit

    @classmethod
    def read(cls, text: str) -> LeadTime:
        """The lead time that `text` says; raises InputError."""
        match = _LEAD.fullmatch(text)
        if match is None:
            raise InputError(f'{text!r} is no lead time: write a number and m, h, d, w or mo, such as "4h" or "14d"')
        return cls(int(match[1]), LeadUnit(match[2]))

    def __str__(self) -> str:
        return f"{self.amount}{self.unit.value}"

    @property
    def counts_days(self) -> bool:
        """Whether it counts days of a calendar, not hours of a clock."""
        return self.unit in {LeadUnit.DAYS, LeadUnit.WEEKS, LeadUnit.MONTHS}

    @property
    def delta(self) -> relativedelta:
        """The length to take off a date or an instant."""
        match self.unit:
            case LeadUnit.MINUTES:
                return relativedelta(minutes=self.amount)
            case LeadUnit.HOURS:
                return relativedelta(hours=self.amount)
            case LeadUnit.DAYS:
                return relativedelta(days=self.amount)
            case LeadUnit.WEEKS:
                return relativedelta(weeks=self.amount)
            case LeadUnit.MONTHS:
                return relativedelta(months=self.amount)
            case _:
                assert_never(self.unit)


@dataclass(frozen=True, slots=True)
class AnsweredBelow:
    """The answer that caused a change: who gave it, and the message, in which channel, below which it is told."""

    by: str
    channel: str
    message: str


@dataclass(frozen=True, slots=True)
class KeptWord:
    """How a source kept its word before: of so many dates that are over `held` did; `median` is the days of a slip."""

    over: int
    held: int
    median: float


@dataclass(frozen=True, slots=True)
class Change:
    """What one transaction did to an item, as a change notice tells it.

    `before` and `after` are the windows in force; `relation` is None for an outcome. `source`, `said_on` and `said`
    are those of the claim that caused it. `stands_for` has the rules of the reminders that the notice replaces,
    and `last_call` says that it is the last call as well. `reopened` says that an outcome was withdrawn. `closed_at` is
    when the item would have closed, where it was the law of its zone that changed, and else None. `answered` is set
    for the channel in which somebody caused it with an answer to a message. `kept` is how the source of a slip had kept
    its word by then: it is kept here so that a message that is sent again says the same.
    """

    before: DateWindow
    after: DateWindow
    relation: Relation | None = None
    days: int | None = None
    source: str | None = None
    said_on: date | None = None
    said: str | None = None
    url: str | None = None
    stands_for: tuple[str, ...] = ()
    last_call: bool = False
    reopened: bool = False
    closed_at: datetime | None = None
    answered: AnsweredBelow | None = None
    kept: KeptWord | None = None


@dataclass(frozen=True, slots=True)
class Shift:
    """That a quiet time of the channel moved a notification: from when (UTC), and which one."""

    since: datetime
    why: QuietTime


@dataclass(frozen=True, slots=True)
class Notification:
    """One message owed to one channel.

    `rule` names the rule that owes it ("14d", "opens", ...), `target` the ISO day or instant that it is about, or
    the number of a proposal; both stand in `key`. `at` is when it is due (UTC), `local` the wall time in `zone` that
    `at` was derived from. `why` says in a sentence why it is owed. `reason` says why its state is what it is.
    `overtaken` says why a message that was under way no longer holds, until what was sent has been set right. `code`
    tells sorts of one kind apart. `shifted` is None where it is due at the time that its rule says.
    """

    key: str
    item: str | None
    channel: str
    kind: NotificationKind
    rule: str
    target: str
    at: datetime
    local: datetime
    zone: str
    why: str
    change: Change | None = None
    state: NotificationState = NotificationState.PLANNED
    reason: Reason | None = None
    sent_at: datetime | None = None
    overtaken: Reason | None = None
    id: int | None = None
    code: NoticeCode | None = None
    shifted: Shift | None = None

    @property
    def stored_id(self) -> int:
        """The id of one that was recorded; raises ValueError for one that is only owed, and has none yet."""
        if self.id is None:
            raise ValueError(f"{self.key} was never recorded")
        return self.id
