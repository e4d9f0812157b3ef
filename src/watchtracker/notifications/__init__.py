"""Notifications: who wants to be told what, what is owed to whom, when, and why."""

from watchtracker.notifications.records import (
    Change,
    Channel,
    LeadTime,
    LeadUnit,
    NoticeCode,
    Notification,
    NotificationKind,
    NotificationState,
    Shift,
    Unclear,
    Want,
    WeeklyTime,
)

__all__ = [
    "Change",
    "Channel",
    "LeadTime",
    "LeadUnit",
    "NoticeCode",
    "Notification",
    "NotificationKind",
    "NotificationState",
    "Shift",
    "Unclear",
    "Want",
    "WeeklyTime",
]
