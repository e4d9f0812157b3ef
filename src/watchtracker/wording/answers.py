"""The words of answers: what stands on a button, and the line that says who answered what."""

from __future__ import annotations

from collections.abc import Mapping

from watchtracker import dates
from watchtracker.dates import DateWindow
from watchtracker.items import ItemAsOf
from watchtracker.notifications.answers import Action, AnswerRefusal, GivenAnswer
from watchtracker.wording.items import window_words

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


def answered_with(answer: GivenAnswer) -> str:
    """What somebody answered, in the words of the button; of a snooze until when it was, as each is until another."""
    if answer.what in {Action.SNOOZE, Action.SNOOZE_UNTIL}:
        return f"Snooze {answer.detail}" if answer.detail else "Snooze"
    return LABELS[answer.what].rstrip("…")


def refused(why: AnswerRefusal, known: ItemAsOf | None) -> str:
    """Why an answer was not recorded, and what can be done instead."""
    match why:
        case AnswerRefusal.ENDED if known is not None and known.outcome is not None:
            outcome = known.outcome
            by = f" ({outcome.by})" if outcome.by else ""
            return (
                f"Already recorded: {outcome.result.value} on {dates.display(DateWindow(outcome.on, outcome.on))}{by}."
            )
        case AnswerRefusal.DATE_CHANGED if known is not None:
            return f"The date has changed since: now {window_words(known.window, known, known.facts.zone)}."
        case _:
            return _REFUSED[why]


_REFUSED = {
    AnswerRefusal.PARTNER: "Not recorded: only people of the workspace that watches this can answer.",
    AnswerRefusal.BOT: "Not recorded: only people can answer.",
    AnswerRefusal.NOT_ASKED: "Not recorded: the settings of this channel name others to answer here.",
    AnswerRefusal.GUEST: "Not recorded: guests can take and snooze; dates and outcomes are for members.",
    AnswerRefusal.TOO_OLD: "Not recorded: ten minutes passed before it was looked at. Press again if it still holds.",
    AnswerRefusal.NOTHING_KNOWN: "Not recorded: nothing is known of this any more.",
    AnswerRefusal.OFF_THE_LIST: "Not recorded: this is no longer on the list.",
    AnswerRefusal.ENDED: "Not recorded: it has an outcome already.",
    AnswerRefusal.NOT_ENDED: "Not recorded: it has no outcome that could be taken back.",
    AnswerRefusal.NOT_TAKEN: "Not recorded: nobody is on it in this channel.",
    AnswerRefusal.NOT_SNOOZED: "Not recorded: it is not snoozed in this channel.",
    AnswerRefusal.DATE_CHANGED: "Not recorded: the date has changed since.",
}
