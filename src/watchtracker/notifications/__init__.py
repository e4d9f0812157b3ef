"""Notifications: who wants to be told what, what is owed to whom, when, and why."""

from watchtracker.notifications.codes import Reason, ReasonCode
from watchtracker.notifications.kinds import ChangeKind, NotificationKind, Sign, Want
from watchtracker.notifications.records import (
    Change,
    Channel,
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
    "Change",
    "ChangeKind",
    "Channel",
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
