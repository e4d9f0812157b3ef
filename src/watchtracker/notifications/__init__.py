"""Notifications: who wants to be told what, what is owed to whom, when, and why."""

from watchtracker.notifications.codes import Reason, ReasonCode
from watchtracker.notifications.records import (
    Change,
    Channel,
    Holidays,
    IfUnclear,
    LeadTime,
    LeadUnit,
    NoticeCode,
    Notification,
    NotificationKind,
    NotificationState,
    QuietHours,
    Shift,
    Want,
    WeeklyTime,
)

__all__ = [
    "Change",
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
    "Reason",
    "ReasonCode",
    "Shift",
    "Want",
    "WeeklyTime",
]
