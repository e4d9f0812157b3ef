"""The words of answers: what stands on a button, and the line that says who answered what."""

from __future__ import annotations

from collections.abc import Mapping

from watchtracker.notifications.answers import Action

LABELS: Mapping[Action, str] = {
    Action.TAKE: "I'm on it",
    Action.HAND_BACK: "Hand back",
    Action.DONE: "Done",
    Action.HAPPENED: "It happened…",
    Action.CANCELLED: "Cancelled…",
    Action.SAME: "Still the same",
    Action.NEW_DATE: "New date…",
    Action.SNOOZE: "Snooze until tomorrow",
    Action.SNOOZE_UNTIL: "Snooze until…",
    Action.WAKE: "Wake now",
    Action.NOT_RIGHT: "Not right…",
    Action.REOPEN: "Not so: open it again…",
    Action.TAKE_NEW: "Take the new date…",
    Action.KEEP: "Keep ours",
    Action.HISTORY: "History",
    Action.ANSWER: "Answer…",
    Action.MORE: "More",
    Action.UNDO: "Not so",
    Action.ACCEPT: "Accept",
    Action.DISMISS: "Dismiss",
    Action.EDIT: "Edit…",
}
# How long a snooze of one press is, by `outbox.offers.SnoozeFor`.
_SNOOZES = {
    "until_tomorrow": "Snooze until tomorrow",
    "four_weeks": "Ask again in 4 weeks",
    "ninety_days": "Ask again in 90 days",
}


def label(action: Action, snooze: str) -> str:
    """What stands on the button of an action; a snooze says how long it is."""
    return _SNOOZES[snooze] if action is Action.SNOOZE else LABELS[action]
