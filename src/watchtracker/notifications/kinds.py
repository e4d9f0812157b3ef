"""The kinds of notifications: one table, with a row for each kind.

A row says what the rest of the program must know to treat a kind properly: who asks for it, what a quiet time does to
it, when it comes too late, what a notice of a move says in its place, and how it looks. Nobody else keeps a list of
kinds. Two things cannot stand in a row. When a kind is owed is a rule, in `rules.py`. What it says is a sentence: the
matches in `reasons.py` and `wording/reminders.py` name every kind, and the type checker names the one that is missing.
The README has the kinds for readers, in its table of notifications.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Literal


class Want(StrEnum):
    """The groups of notifications that a channel can ask for."""

    REMINDERS = "reminders"
    MOVES = "moves"
    OUTCOMES = "outcomes"
    DIGEST = "digest"
    PROPOSALS = "proposals"


# What a channel gets that asks for nothing: proposals are for those who look after the list, and have to be named.
UNLESS_NAMED = frozenset(Want) - {Want.PROPOSALS}


class NotificationKind(StrEnum):
    """What a notification is about; the value stands in the database and in the output of the commands."""

    UPCOMING = "upcoming"
    LAST_CALL = "last_call"
    OPENS = "opens"
    MIDWAY = "midway"
    CLOSES = "closes"
    TODAY = "today"
    OVERDUE = "overdue"
    RECHECK = "recheck"
    MOVED = "moved"
    CONTRADICTED = "contradicted"
    ADDED = "added"
    RESOLVED = "resolved"
    DIGEST = "digest"
    PROPOSALS = "proposals"

    @property
    def traits(self) -> KindTraits:
        """Its row of the table."""
        return KINDS[self]

    @property
    def want(self) -> Want:
        """The group it belongs to."""
        return self.traits.want

    @property
    def is_change(self) -> bool:
        """Whether a change caused it, rather than a date."""
        return self.traits.cause is Cause.CHANGE


ChangeKind = Literal[
    NotificationKind.MOVED, NotificationKind.CONTRADICTED, NotificationKind.ADDED, NotificationKind.RESOLVED
]
"""The kinds that tell a change; a test holds them against the table."""


class Cause(StrEnum):
    """What a notification is owed for."""

    DATE = "date"
    SILENCE = "silence"  # nobody said the date again for a while
    CHANGE = "change"
    WEEK = "week"
    PROPOSAL = "proposal"  # a source says something that waits for somebody to decide


class InQuietTimes(StrEnum):
    """What the free days and quiet hours of a channel do to a notification."""

    EARLIER = "earlier"  # it counts towards a date, and comes on the last workday before
    LATER = "later"  # it speaks of what is past, and comes on the next workday
    WAITS = "waits"  # free days do not matter to it; it waits for the end of quiet hours
    COMES = "comes"  # neither holds it up


class TooLate(StrEnum):
    """When a notification comes too late to be sent by itself, and is only listed among those that were missed."""

    WITH_ITS_TARGET = "with_its_target"  # once the instant that it counts towards is past
    WITH_THE_WINDOW = "with_the_window"  # once the window of its item has closed
    NEVER = "never"


class SaidByAMove(StrEnum):
    """Which reminders of the new date need not be sent, because the notice of the move says it all."""

    NONE = "none"
    SOON = "soon"  # those that are past or due soon
    PAST = "past"  # those that are past while what they count towards is still ahead; the notice takes their place


class LinkOf(StrEnum):
    """Who is named in the sentence, so that the link beside it leads to what they said."""

    DATE_IN_FORCE = "date_in_force"
    CHANGE = "change"
    OUTCOME = "outcome"


class Sign(StrEnum):
    """The sign that tells kinds apart before a word is read; each channel that has signs has its own for these."""

    CALENDAR = "calendar"
    ALARM = "alarm"
    HOURGLASS_RUNNING = "hourglass_running"
    HOURGLASS_EMPTY = "hourglass_empty"
    PIN = "pin"
    WARNING = "warning"
    MAGNIFIER = "magnifier"
    ARROWS = "arrows"
    SPEECH = "speech"
    NEW = "new"
    FINISH = "finish"


@dataclass(frozen=True, slots=True, kw_only=True)
class KindTraits:
    """A row of the table. What is left out of a row is what holds for most reminders of a date.

    `by_lead_time`: its rule is a lead time, such as "14d". `repeats`: it is owed again and again while nothing happens.
    """

    sign: Sign | None
    in_quiet_times: InQuietTimes
    want: Want = Want.REMINDERS
    cause: Cause = Cause.DATE
    too_late: TooLate = TooLate.WITH_THE_WINDOW
    by_lead_time: bool = False
    repeats: bool = False
    said_by_a_move: SaidByAMove = SaidByAMove.NONE
    link_of: LinkOf = LinkOf.DATE_IN_FORCE


def _news(sign: Sign, want: Want, link_of: LinkOf) -> KindTraits:
    return KindTraits(
        sign=sign,
        in_quiet_times=InQuietTimes.WAITS,
        want=want,
        cause=Cause.CHANGE,
        too_late=TooLate.NEVER,
        link_of=link_of,
    )


KINDS: Mapping[NotificationKind, KindTraits] = MappingProxyType(
    {
        NotificationKind.UPCOMING: KindTraits(
            sign=Sign.CALENDAR,
            in_quiet_times=InQuietTimes.EARLIER,
            by_lead_time=True,
            said_by_a_move=SaidByAMove.SOON,
        ),
        NotificationKind.LAST_CALL: KindTraits(
            sign=Sign.ALARM,
            in_quiet_times=InQuietTimes.COMES,
            too_late=TooLate.WITH_ITS_TARGET,
            by_lead_time=True,
            said_by_a_move=SaidByAMove.PAST,
        ),
        NotificationKind.OPENS: KindTraits(sign=Sign.HOURGLASS_RUNNING, in_quiet_times=InQuietTimes.EARLIER),
        # Half of a window tells how long nothing was heard: it looks back, and may come later.
        NotificationKind.MIDWAY: KindTraits(sign=Sign.HOURGLASS_RUNNING, in_quiet_times=InQuietTimes.LATER),
        NotificationKind.CLOSES: KindTraits(sign=Sign.HOURGLASS_EMPTY, in_quiet_times=InQuietTimes.EARLIER),
        NotificationKind.TODAY: KindTraits(sign=Sign.PIN, in_quiet_times=InQuietTimes.EARLIER),
        NotificationKind.OVERDUE: KindTraits(
            sign=Sign.WARNING, in_quiet_times=InQuietTimes.LATER, too_late=TooLate.NEVER, repeats=True
        ),
        NotificationKind.RECHECK: KindTraits(
            sign=Sign.MAGNIFIER,
            in_quiet_times=InQuietTimes.LATER,
            cause=Cause.SILENCE,
            too_late=TooLate.NEVER,
            repeats=True,
        ),
        NotificationKind.MOVED: _news(Sign.ARROWS, Want.MOVES, LinkOf.CHANGE),
        NotificationKind.CONTRADICTED: _news(Sign.SPEECH, Want.MOVES, LinkOf.CHANGE),
        NotificationKind.ADDED: _news(Sign.NEW, Want.MOVES, LinkOf.DATE_IN_FORCE),
        NotificationKind.RESOLVED: _news(Sign.FINISH, Want.OUTCOMES, LinkOf.OUTCOME),
        NotificationKind.DIGEST: KindTraits(
            sign=None,
            in_quiet_times=InQuietTimes.LATER,
            want=Want.DIGEST,
            cause=Cause.WEEK,
            too_late=TooLate.NEVER,
            repeats=True,
        ),
        NotificationKind.PROPOSALS: KindTraits(
            sign=None,
            in_quiet_times=InQuietTimes.LATER,
            want=Want.PROPOSALS,
            cause=Cause.PROPOSAL,
            too_late=TooLate.NEVER,
        ),
    }
)
