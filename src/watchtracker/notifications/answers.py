"""Answers: what people say to us about an item, and what came of it, as it is kept for good."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from watchtracker.notifications.holds import Person

# Whoever waits longer than this for their answer to be worked off would be surprised by it.
TOO_OLD = timedelta(minutes=10)


class Action(StrEnum):
    """What can be answered; the values stand in databases and in buttons that were posted, and are never renamed."""

    TAKE = "take"
    HAND_BACK = "hand_back"
    DONE = "done"
    HAPPENED = "happened"
    CANCELLED = "cancelled"
    SAME = "same"
    NEW_DATE = "new_date"
    SNOOZE = "snooze"
    SNOOZE_UNTIL = "snooze_until"
    WAKE = "wake"
    NOT_RIGHT = "not_right"
    REOPEN = "reopen"
    TAKE_NEW = "take_new"
    KEEP = "keep"
    HISTORY = "history"
    ANSWER = "answer"
    MORE = "more"
    UNDO = "undo"
    ACCEPT = "accept"
    DISMISS = "dismiss"
    EDIT = "edit"


class AnswerResult(StrEnum):
    """What came of an answer."""

    APPLIED = "applied"
    REFUSED = "refused"


class AnswerRefusal(StrEnum):
    """Why an answer is not recorded; `wording.answers` has the sentences."""

    PARTNER = "partner"
    BOT = "bot"
    NOT_ASKED = "not_asked"
    GUEST = "guest"
    TOO_OLD = "too_old"
    NOTHING_KNOWN = "nothing_known"
    OFF_THE_LIST = "off_the_list"
    ENDED = "ended"
    NOT_ENDED = "not_ended"
    NOT_TAKEN = "not_taken"
    NOT_SNOOZED = "not_snoozed"
    DATE_CHANGED = "date_changed"


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """Who answered what, when (UTC) and where; `channel` None: of no channel in particular.

    `detail` is the sentence that was said about it. `inbox` is the id of the message that it came in, and `came` when
    that was; None from a command.
    """

    at: datetime
    by: Person
    what: Action
    result: AnswerResult
    item: str | None = None
    channel: str | None = None
    detail: str | None = None
    notification: int | None = None
    inbox: int | None = None
    came: datetime | None = None

    @property
    def came_too_late(self) -> bool:
        """Whether it had waited for so long when it was looked at that it was refused for that alone."""
        return self.result is AnswerResult.REFUSED and self.came is not None and self.at - self.came > TOO_OLD
