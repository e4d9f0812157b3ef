"""Intents: what somebody meant with a button, a form, a shortcut or a command, in words that no vendor owns.

Every text in them comes from outside: it is shown escaped and looked up, never trusted. Ids of notifications, items and
proposals say what a button was drawn for; who may do what is decided by the rows that they name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import assert_never

from watchtracker.notifications.answers import Action
from watchtracker.notifications.holds import Person

# Pressed, these only show something or open a form: what is recorded comes with the form.
_ONLY_SHOW = frozenset(
    {
        Action.HAPPENED,
        Action.CANCELLED,
        Action.NEW_DATE,
        Action.SNOOZE_UNTIL,
        Action.NOT_RIGHT,
        Action.REOPEN,
        Action.HISTORY,
        Action.ANSWER,
        Action.MORE,
        Action.EDIT,
    }
)
# Of these the first submission is read and shown; what is recorded comes with the second, which has `READ`.
_SHOWN_FIRST = frozenset({"new_date", "watch", "edit"})
READ = "read"


class View(StrEnum):
    """The forms that we open; the values stand in forms that are open somewhere, and are never renamed."""

    NEW_DATE = "new_date"
    DONE_ON = "done_on"
    HAPPENED = "happened"
    CANCELLED = "cancelled"
    NOT_RIGHT = "not_right"
    HISTORY = "history"
    WATCH = "watch"
    ANSWER = "answer"
    REOPEN = "reopen"
    SNOOZE_UNTIL = "snooze_until"
    TAKE_OVER = "take_over"
    EDIT = "edit"


@dataclass(frozen=True, slots=True)
class Who:
    """Who did it, and the team that they belong to. Whether they are a guest is unknown until it is asked for."""

    person: Person
    team: str
    is_partner: bool = False
    is_bot: bool = False
    is_guest: bool | None = None


@dataclass(frozen=True, slots=True)
class Where:
    """Where it was done: a channel's id, the message in it, and the thread of that message; None where there is none.

    `is_passing`: the message is seen by this person alone and cannot be redrawn.
    """

    channel: str | None = None
    message: str | None = None
    thread: str | None = None
    is_passing: bool = False


@dataclass(frozen=True, slots=True)
class OfNotification:
    """About what a notification was about, as its button was drawn for a revision of the item."""

    id: int
    revision: int | None = None


@dataclass(frozen=True, slots=True)
class OfItem:
    """About an item, of no notification."""

    id: str
    revision: int | None = None


@dataclass(frozen=True, slots=True)
class OfProposal:
    """About something that was proposed to be watched."""

    id: str


About = OfNotification | OfItem | OfProposal
# What stands in a field: a text (a day is one, as YYYY-MM-DD), a moment, or several choices.
Value = str | datetime | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coming:
    """What every intent has: who, where, when it reached us, and a key that two deliveries of it have in common.

    `reply_at` is an address that takes an answer for this person, `opens` a ticket with which a form can be opened for
    them. Both hold for a short time. `app` is the id of the app that it came by, where that is said.
    """

    who: Who
    where: Where
    key: str
    moment: datetime
    reply_at: str | None = field(default=None, repr=False)
    opens: str | None = field(default=None, repr=False)
    app: str | None = None


@dataclass(frozen=True, slots=True)
class OpenView:
    """A form that is open at somebody's: its id and state at the vendor, what it is about, what is filled in by field.

    `kept` is what we wrote into it ourselves when it was opened, beside what it is about. `asked` has all its fields in
    order, filled in or not.
    """

    view: View | None
    id: str
    hash: str | None
    about: About | None
    fields: Mapping[str, Value]
    kept: Mapping[str, object]
    asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Press:
    """A button was pressed, in a message or in a form, or an entry of its menu was chosen.

    `below` is the row of the inbox of the answer of which this person was told what came of it, where it was pressed
    below that. `drawn_at` is when the page was made on which it was pressed.
    """

    coming: Coming
    action: Action
    about: About | None
    within: OpenView | None = None
    below: int | None = None
    drawn_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class FieldFilled:
    """A field of an open form was filled in, and the form may be drawn anew for it."""

    coming: Coming
    name: str
    within: OpenView


@dataclass(frozen=True, slots=True)
class Submission:
    """A form was sent."""

    coming: Coming
    view: View
    form: OpenView


@dataclass(frozen=True, slots=True)
class Shortcut:
    """Somebody wants to watch a date that a message names: its text without markup, who wrote it when, its address.

    `said_by` is the account of who wrote it, `source` their name, where the message has it; `link` is empty where the
    message has no address. `is_private`: not everybody in the workspace can read it.
    """

    coming: Coming
    text: str
    said_at: datetime | None
    said_by: str | None
    source: str | None = None
    link: str = ""
    is_private: bool = False


@dataclass(frozen=True, slots=True)
class Command:
    """A command was typed: its name without the slash, and the text after it."""

    coming: Coming
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class OptionsAsked:
    """Somebody types into a field that offers what fits; `typed` so far."""

    coming: Coming
    name: str
    typed: str
    within: OpenView | None


@dataclass(frozen=True, slots=True)
class HomeOpened:
    """Somebody opened our page in their client."""

    coming: Coming


@dataclass(frozen=True, slots=True)
class LinkShared:
    """Somebody shared links to our pages; `preview` and `source` name a message that may not be sent yet."""

    coming: Coming
    links: tuple[str, ...]
    preview: str | None
    source: str | None


@dataclass(frozen=True, slots=True)
class Unknown:
    """What came is nothing that we know; `why` says what is odd about it, for the log."""

    why: str


Understood = Press | FieldFilled | Submission | Shortcut | Command | OptionsAsked | HomeOpened | LinkShared
Intent = Understood | Unknown


def writes(intent: Intent) -> bool:
    """Whether it changes what is recorded; else it is answered from what there is, and leaves no trace."""
    match intent:
        case Press():
            return intent.action not in _ONLY_SHOW
        case Submission():
            if intent.view in _SHOWN_FIRST:
                return bool(intent.form.kept.get(READ))
            return intent.view not in {View.HISTORY, View.ANSWER}
        case FieldFilled() | Shortcut() | Command() | OptionsAsked() | HomeOpened() | LinkShared() | Unknown():
            return False
        case _:
            assert_never(intent)
