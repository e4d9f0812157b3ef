"""What is said of what could not be said: each dead letter names its item, its channel, its time and its reason."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders import at
from watchtracker.notifications import Notification, NotificationKind, NotificationState, Reason, ReasonCode
from watchtracker.wording import undelivered

DEAD = Notification(
    *("policy/call/last", "call", "policy", NotificationKind.LAST_CALL, "4h", "2026-05-06"),
    at=at("2026-05-06 12:00"),
    local=at("2026-05-06 20:00").replace(tzinfo=None),
    zone="Asia/Shanghai",
    why="4 hours before it closes",
    state=NotificationState.DEAD,
    reason=Reason(ReasonCode.TARGET_REFUSED, ("is_archived",)),
    id=7,
)


def test_a_dead_letter_says_what_it_was_why_it_is_dead_and_how_it_is_sent_again() -> None:
    assert undelivered.line(DEAD, "The call closes") == (
        "The call closes, last call, for the channel policy, due 6 May 2026, 20:00 Asia/Shanghai: "
        "the channel refused it: is_archived. `watchtracker deliver --retry 7` sends it again."
    )


def test_a_dead_digest_is_called_by_its_kind_and_one_without_a_reason_says_so() -> None:
    digest = replace(DEAD, kind=NotificationKind.DIGEST, item=None, reason=None)
    line = undelivered.line(digest, None)
    assert line.startswith("The digest, for the channel policy, ")
    assert ": nobody said why. " in line


def test_what_was_never_recorded_cannot_be_sent_again() -> None:
    with pytest.raises(ValueError, match="never recorded"):
        undelivered.line(replace(DEAD, id=None), "The call closes")


def test_the_first_line_counts_them() -> None:
    assert undelivered.title(1) == "1 notification could not be delivered"
    assert undelivered.title(2) == "2 notifications could not be delivered"
