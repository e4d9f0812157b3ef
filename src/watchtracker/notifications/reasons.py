"""Why a notification is owed, as the sentence that `plan` prints, and why it is not, as a code.

Both are settled the moment it is decided. A code is compared again later, so that its sentence stands elsewhere, in
`wording.reasons`; a sentence here is kept with its notification and never compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import assert_never

from watchtracker import dates
from watchtracker.dates import DateWindow
from watchtracker.notifications.codes import Reason, ReasonCode
from watchtracker.notifications.kinds import NotificationKind
from watchtracker.notifications.records import LeadTime, LeadUnit, NoticeCode, QuietTime

DIGEST = "the weekly digest of the channel"
PROPOSAL = "a proposal waits to be decided"
URGENT_PROPOSAL = "a proposal about a deadline within 7 days waits to be decided"
DATE_CHANGED = "its date in force changed"
ANOTHER_LAW = "the law of its zone changed"
OUTCOME_WITHDRAWN = "its outcome was withdrawn"

SAID_BY_THE_MOVE = Reason(ReasonCode.SAID_BY_THE_MOVE)
LAST_CALL_BY_THE_MOVE = Reason(ReasonCode.LAST_CALL_BY_THE_MOVE)
NEARER = Reason(ReasonCode.NEARER)
SAID_ALREADY = frozenset({SAID_BY_THE_MOVE, LAST_CALL_BY_THE_MOVE})
NEWER_NOTICE = Reason(ReasonCode.NEWER_NOTICE)
LATER_NOTIFICATION = Reason(ReasonCode.LATER_NOTIFICATION)
LATER_DIGEST = Reason(ReasonCode.LATER_DIGEST)
CHANNEL_GONE = Reason(ReasonCode.CHANNEL_GONE)
CHANNEL_GONE_UNSEEN = Reason(ReasonCode.CHANNEL_GONE_UNSEEN)
NOT_WANTED = Reason(ReasonCode.NOT_WANTED)
ITEM_GONE = Reason(ReasonCode.ITEM_GONE)
ITEM_UNKNOWN = Reason(ReasonCode.ITEM_UNKNOWN)
LAW_CHANGED = Reason(ReasonCode.LAW_CHANGED)
LEADS_CHANGED = Reason(ReasonCode.LEADS_CHANGED)
KIND_CHANGED = Reason(ReasonCode.KIND_CHANGED)
INTERVAL_CHANGED = Reason(ReasonCode.INTERVAL_CHANGED)
WHOM_CHANGED = Reason(ReasonCode.WHOM_CHANGED)
HANDED_BACK = Reason(ReasonCode.HANDED_BACK)
SNOOZE_OVER = Reason(ReasonCode.SNOOZE_OVER)
SAID_SINCE = Reason(ReasonCode.SAID_SINCE)
TAKEN_BACK = Reason(ReasonCode.CONFIRMATION_TAKEN_BACK)
DIGEST_MOVED = Reason(ReasonCode.DIGEST_MOVED)
LONG_PAST = Reason(ReasonCode.LONG_PAST)
GIVEN_UP = Reason(ReasonCode.GIVEN_UP)
# What planned notifications have if an earlier message with them may have arrived.
MAYBE_SENT = Reason(ReasonCode.MAYBE_SENT)
_DATE_STANDS = frozenset(
    {
        ReasonCode.NOT_WANTED,
        ReasonCode.CHANNEL_GONE,
        ReasonCode.LEADS_CHANGED,
        ReasonCode.KIND_CHANGED,
        ReasonCode.INTERVAL_CHANGED,
        ReasonCode.SAID_SINCE,
        ReasonCode.CONFIRMATION_TAKEN_BACK,
        ReasonCode.LONG_PAST,
        ReasonCode.TAKEN,
        ReasonCode.HANDED_BACK,
        ReasonCode.WHOM_CHANGED,
        ReasonCode.NO_DIRECT_MESSAGE,
        ReasonCode.SNOOZED,
        ReasonCode.SNOOZE_OVER,
        ReasonCode.DECIDED,
    }
)


def date_stands(reason: Reason) -> bool:
    """Whether the date that a message under way named still holds: then there is nothing to correct in it."""
    return reason.code in _DATE_STANDS


_UNITS = {
    LeadUnit.MINUTES: "minute",
    LeadUnit.HOURS: "hour",
    LeadUnit.DAYS: "day",
    LeadUnit.WEEKS: "week",
    LeadUnit.MONTHS: "month",
}

_QUIET = {
    QuietTime.WORKDAY: "which is no workday",
    QuietTime.HOLIDAY: "which is a holiday",
    QuietTime.QUIET: "which is in quiet hours",
}


def owed(kind: NotificationKind, rule: str, target: str) -> str:  # noqa: C901, PLR0912 - a case for each kind
    """Why a notification by `rule` about `target` is owed: "14 days before 6 May 2026"."""
    match kind:
        case NotificationKind.UPCOMING:
            return f"{length(LeadTime.read(rule))} before {_about(target)}"
        case NotificationKind.LAST_CALL:
            return f"{length(LeadTime.read(rule))} before it closes at {_about(target)}"
        case NotificationKind.OPENS:
            return f"its window opens on {_about(target)}"
        case NotificationKind.MIDWAY:
            return f"its window is half over on {_about(target)}"
        case NotificationKind.CLOSES:
            return f"its window closes on {_about(target)}"
        case NotificationKind.TODAY:
            return f"its day is {_about(target)}"
        case NotificationKind.OVERDUE:
            return f"nothing was heard by {_about(target)}"
        case NotificationKind.RECHECK:
            return f"nobody had confirmed its date for a while by {_about(target)}"
        case NotificationKind.MOVED:
            return DATE_CHANGED
        case NotificationKind.CONTRADICTED:
            return "a weaker claim contradicts its date in force"
        case NotificationKind.ADDED:
            return "it is new on the watch list"
        case NotificationKind.RESOLVED:
            return "its outcome is known"
        case NotificationKind.DIGEST:
            return DIGEST
        case NotificationKind.PROPOSALS:
            return PROPOSAL
        case _:
            assert_never(kind)


def may_close(rule: str, target: str) -> str:
    """Why a deadline that is not known to the day has a last call before the first moment at which it may close."""
    return f"{length(LeadTime.read(rule))} before it may close, which is {_about(target)} at the earliest"


def half_way(rule: str, whom: str) -> str:
    """Why somebody is told after the last call that a lead time owes."""
    return f"half of the {length(LeadTime.read(rule))} of its last call is over, {whom}"


def beyond(asked_in: Sequence[str], when: str) -> str:
    """Why somebody beyond a channel is told; a message says it as a sentence."""
    if not asked_in:
        return "nobody took it"
    return f"nobody took it after its last call in {' and '.join(asked_in)}, {when}"


def wall_time(local: datetime, zone: str) -> str:
    """A moment as the clocks of a zone show it: "30 Jun 2027, 20:00 (Europe/Berlin)"."""
    return f"{dates.display(DateWindow(local.date(), local.date()))}, {local:%H:%M} ({zone})"


def corrected(code: NoticeCode, *, dated: bool) -> str:
    """Why a notice of kind `moved` is owed: its date moved, or we had it wrong; `dated`: it has a date now."""
    match code:
        case NoticeCode.MOVED:
            return DATE_CHANGED
        case NoticeCode.CORRECTED:
            return "its date in force was corrected"
        case NoticeCode.TAKEN_BACK:
            return f"a claim was taken back, and {'another' if dated else 'no'} date is in force"
        case _:
            assert_never(code)


def shifted(own: datetime, why: QuietTime) -> str:
    """Why a notification does not come at its own time, which a clock of its channel shows as `own`."""
    day = f"{own:%A}, {dates.display(DateWindow(own.date(), own.date()))}"
    return f"moved from {day}, {own:%H:%M}, {_QUIET[why]}"


def length(lead: LeadTime) -> str:
    """A lead time in words: "4 hours"."""
    unit = _UNITS[lead.unit]
    return f"{lead.amount} {unit}" if lead.amount == 1 else f"{lead.amount} {unit}s"


def date_moved(window: DateWindow) -> Reason:
    """Why a reminder of another date is not sent."""
    ends = (window.instant, window.earliest, window.latest)
    return Reason(ReasonCode.DATE_MOVED, tuple(end.isoformat() if end else "" for end in ends))


def zone_changed(zone: str) -> Reason:
    """Why a reminder of the same days elsewhere is not sent."""
    return Reason(ReasonCode.ZONE_CHANGED, (zone,))


def ended(result: str, on: date) -> Reason:
    """Why a reminder of an item with an outcome is not sent."""
    return Reason(ReasonCode.RESOLVED, (result, on.isoformat()))


def decided(became: str, by: str | None) -> Reason:
    """Why a proposal is not told any more: what became of it."""
    return Reason(ReasonCode.DECIDED, (became, by or ""))


def _about(target: str) -> str:
    if "T" in target:
        return dates.display(DateWindow(instant=datetime.fromisoformat(target)))
    day = date.fromisoformat(target)
    return dates.display(DateWindow(day, day))
