"""Notifications: who wants to be told what, what is owed to whom, when, and why.

`kinds` is the table of the kinds, where a new one begins. `rules` says which reminders an item owes, `changes` which
notice a change owes, `escalation` who is told beside the channel where nobody takes a deadline, `quiet` when it comes
in view of free days and quiet hours; `planning` holds all that against what is recorded, and `proposals` does for
proposals that wait to be decided. `overtaking` says why something is owed no longer, `lateness` how late it may be,
`reasons` the sentences that `plan` prints, and `codes` the reasons that are stored and compared. `records` has what is
kept.
"""

from watchtracker.notifications.codes import Reason, ReasonCode
from watchtracker.notifications.kinds import UNLESS_NAMED, ChangeKind, NotificationKind, Sign, Want
from watchtracker.notifications.records import (
    Answerers,
    Change,
    Channel,
    DmOwner,
    Holidays,
    IfUnclear,
    LeadTime,
    LeadUnit,
    NoticeCode,
    Notification,
    NotificationState,
    QuietHours,
    QuietTime,
    Shift,
    WeeklyTime,
)

__all__ = [
    "UNLESS_NAMED",
    "Answerers",
    "Change",
    "ChangeKind",
    "Channel",
    "DmOwner",
    "Holidays",
    "IfUnclear",
    "LeadTime",
    "LeadUnit",
    "NoticeCode",
    "Notification",
    "NotificationKind",
    "NotificationState",
    "QuietHours",
    "QuietTime",
    "Reason",
    "ReasonCode",
    "Shift",
    "Sign",
    "Want",
    "WeeklyTime",
]
