"""Why a notification is owed, is not, or ended as it did: the sentences that `plan` and `explain` print.

A decision carries its reason from the moment it is taken. What a notification itself says is another matter, and
another room's: `wording`.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import assert_never

from watchtracker import dates
from watchtracker.dates import DateWindow
from watchtracker.notifications.records import LeadTime, LeadUnit, NoticeCode, NotificationKind

DIGEST = "the weekly digest of the channel"
SAID_BY_THE_MOVE = "said by the move"
LAST_CALL_BY_THE_MOVE = "said by the move, which is the last call"
NEARER = "another of its reminders comes at the same moment, and is nearer to its date"
SAID_ALREADY = frozenset({SAID_BY_THE_MOVE, LAST_CALL_BY_THE_MOVE})
NEWER_NOTICE = "a newer notice says what holds now"
CHANNEL_GONE = "the channel is no longer in the settings"
NOT_WANTED = "the channel does not want it any more"
ITEM_GONE = "the item was taken out of the watch list"
LAW_CHANGED = "the law of its zone changed"
LEADS_CHANGED = "its lead times changed, and this is none of them now"
KIND_CHANGED = "it is of another kind now, which has no such reminder"
INTERVAL_CHANGED = "how often its date is asked after changed"
SAID_SINCE = "its date was said again or re-checked since"
TAKEN_BACK = "what had confirmed its date was taken back"
DIGEST_MOVED = "the digest of the channel comes on another day now"
LONG_PAST = "it could not be sent for more than 100 days"
DATE_STANDS = frozenset(
    {NOT_WANTED, CHANNEL_GONE, LEADS_CHANGED, KIND_CHANGED, INTERVAL_CHANGED, SAID_SINCE, TAKEN_BACK, LONG_PAST}
)
"""With these the date that a message under way named still holds: there is nothing to set right in it."""

_UNITS = {
    LeadUnit.MINUTES: "minute",
    LeadUnit.HOURS: "hour",
    LeadUnit.DAYS: "day",
    LeadUnit.WEEKS: "week",
    LeadUnit.MONTHS: "month",
}


_QUIET = {"workday": "which is no workday", "holiday": "which is a holiday", "quiet": "which is in quiet hours"}


def owed(kind: NotificationKind, rule: str, target: str) -> str:
    """Why a reminder by `rule` about `target` is owed: "14 days before 6 May 2026"."""
    if kind.is_change or kind is NotificationKind.DIGEST:
        return _changed(kind)
    about = _about(target)
    match kind:
        case NotificationKind.UPCOMING:
            return f"{length(LeadTime.read(rule))} before {about}"
        case NotificationKind.LAST_CALL:
            return f"{length(LeadTime.read(rule))} before it closes at {about}"
        case NotificationKind.OPENS:
            return f"its window opens on {about}"
        case NotificationKind.MIDWAY:
            return f"its window is half over on {about}"
        case NotificationKind.CLOSES:
            return f"its window closes on {about}"
        case NotificationKind.TODAY:
            return f"its day is {about}"
        case NotificationKind.OVERDUE:
            return f"nothing was heard by {about}"
        case NotificationKind.RECHECK:
            return f"nobody had confirmed its date for a while by {about}"
        case _:
            raise AssertionError(kind)


def may_close(rule: str, target: str) -> str:
    """Why a deadline that is not known to the day has a last call before the first moment at which it may close."""
    return f"{length(LeadTime.read(rule))} before it may close, which is {_about(target)} at the earliest"


def corrected(code: NoticeCode, *, dated: bool) -> str:
    """Why a notice of kind `moved` is owed: its date moved, or we had it wrong; `dated`: it has a date now."""
    match code:
        case NoticeCode.MOVED:
            return _changed(NotificationKind.MOVED)
        case NoticeCode.CORRECTED:
            return "its date in force was corrected"
        case NoticeCode.TAKEN_BACK:
            return f"a claim was taken back, and {'another' if dated else 'no'} date is in force"
        case _:
            assert_never(code)


def shifted(own: datetime, why: str) -> str:
    """Why a notification does not come at its own time, which a clock of its channel shows as `own`."""
    day = f"{own:%A}, {dates.display(DateWindow(own.date(), own.date()))}"
    return f"moved from {day}, {own:%H:%M}, {_QUIET[why]}"


def length(lead: LeadTime) -> str:
    """A lead time in words: "4 hours"."""
    unit = _UNITS[lead.unit]
    return f"{lead.amount} {unit}" if lead.amount == 1 else f"{lead.amount} {unit}s"


def date_moved(window: DateWindow) -> str:
    """Why a reminder of another date is not sent."""
    return f"the date in force is now {dates.display(window)}"


def zone_changed(zone: str) -> str:
    """Why a reminder of the same days elsewhere is not sent."""
    return f"its days are now those of {zone}"


def ended(result: str, on: date) -> str:
    """Why a reminder of an item with an outcome is not sent."""
    return f"{result} on {dates.display(DateWindow(on, on))}"


def _changed(kind: NotificationKind) -> str:
    match kind:
        case NotificationKind.MOVED:
            return "its date in force changed"
        case NotificationKind.CONTRADICTED:
            return "a weaker claim contradicts its date in force"
        case NotificationKind.ADDED:
            return "it is new on the watch list"
        case NotificationKind.RESOLVED:
            return "its outcome is known"
        case NotificationKind.DIGEST:
            return DIGEST
        case _:
            raise AssertionError(kind)


def _about(target: str) -> str:
    if "T" in target:
        return dates.display(DateWindow(instant=datetime.fromisoformat(target)))
    day = date.fromisoformat(target)
    return dates.display(DateWindow(day, day))
