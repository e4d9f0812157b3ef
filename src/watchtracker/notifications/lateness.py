"""How late a notification may be: when its message must say so, and when it is given up."""

from __future__ import annotations

from datetime import datetime, timedelta

from watchtracker.notifications.records import Notification

LATE_AFTER = timedelta(minutes=15)
GIVE_UP_AFTER = timedelta(hours=72)


def late(notification: Notification, now: datetime) -> bool:
    """Whether it is so late that its message must say when it was due."""
    return now - notification.at > LATE_AFTER
