"""From when on a notification is late, and that it is late long before it is given up."""

from __future__ import annotations

from datetime import timedelta

from tests.builders import at
from watchtracker.notifications import Notification, NotificationKind
from watchtracker.notifications.lateness import GIVE_UP_AFTER, LATE_AFTER, late

NOW = at("2026-04-29 09:00")


def test_a_notification_says_when_it_was_due_only_after_a_quarter_of_an_hour() -> None:
    owed = Notification(
        *("team/a/1d", "a", "team", NotificationKind.UPCOMING, "1d", "2026-04-30"),
        at=NOW,
        local=NOW.replace(tzinfo=None),
        zone="UTC",
        why="1 day before it closes",
    )
    assert not late(owed, NOW - timedelta(days=1))
    assert not late(owed, NOW + LATE_AFTER)
    assert late(owed, NOW + LATE_AFTER + timedelta(seconds=1))
    assert late(owed, NOW + GIVE_UP_AFTER)
