"""Which change somebody asks for with a button or with a form; nothing is read from the database here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from watchtracker.inbox.intents import READ, About, Coming, Intent, Press, Submission, Value, View, Where
from watchtracker.inbox.keeping import where
from watchtracker.notifications.answers import Action

_OF_VIEWS: Mapping[View, Action] = {
    View.NEW_DATE: Action.NEW_DATE,
    View.DONE_ON: Action.DONE,
    View.HAPPENED: Action.HAPPENED,
    View.CANCELLED: Action.CANCELLED,
    View.NOT_RIGHT: Action.NOT_RIGHT,
    View.REOPEN: Action.REOPEN,
    View.SNOOZE_UNTIL: Action.SNOOZE_UNTIL,
    View.TAKE_OVER: Action.TAKE,
    View.WATCH: Action.NEW_DATE,
    View.EDIT: Action.ACCEPT,
}
_CLAIM = "claim"


@dataclass(frozen=True, slots=True)
class Meant:
    """What is asked for: an action about something, with what was filled in.

    `over`: it was asked first, whether to take the item over, or on which other day it was done. `claim` is the id of
    the claim that it is about, where it names one. `is_form`: it came with a form, which nobody sends twice by a slip
    of the finger. `opened_from` is the message that the form was opened from in which it was pressed or filled in.
    `watches`: the date is that of a message, of something new where it is about nothing. `undoes` is the row of the
    inbox of the answer that is meant, where it names one. `drawn_at` is when the page was made on which it was pressed.
    """

    action: Action
    coming: Coming
    about: About | None
    fields: Mapping[str, Value] = field(default_factory=dict)
    over: bool = False
    claim: str | None = None
    is_form: bool = False
    opened_from: Where | None = None
    watches: bool = False
    undoes: int | None = None
    drawn_at: datetime | None = None

    @property
    def where(self) -> Where:
        """The message that it is an answer to; what was done in a form is one to that which it was opened from."""
        return self.opened_from or self.coming.where

    def text(self, name: str) -> str | None:
        """What was written into a field, or chosen there; None where it was left empty."""
        value = self.fields.get(name)
        return value.strip() or None if isinstance(value, str) else None


def meant(intent: Intent) -> Meant | None:
    """The change that an intent asks for; None where it asks for none."""
    match intent:
        case Press():
            kept = intent.within.kept if intent.within else {}
            opened_from = where(kept) if "at" in kept else None
            return Meant(
                intent.action,
                intent.coming,
                intent.about,
                claim=_claim(kept),
                opened_from=opened_from,
                undoes=intent.below,
                drawn_at=intent.drawn_at,
            )
        case Submission() if intent.view in _OF_VIEWS:
            form = intent.form
            return Meant(
                _OF_VIEWS[intent.view],
                intent.coming,
                form.about,
                {**_read_before(form.kept), **form.fields},
                over=intent.view in {View.TAKE_OVER, View.DONE_ON},
                claim=_claim(form.kept),
                is_form=True,
                opened_from=where(form.kept),
                watches=intent.view is View.WATCH,
            )
        case _:
            return None


def _read_before(kept: Mapping[str, object]) -> dict[str, Value]:
    """What was filled into the form before, when that was shown as it was read."""
    before = kept.get(READ)
    if not isinstance(before, Mapping):
        return {}
    return {str(name): value for name, value in before.items() if isinstance(value, str)}


def _claim(kept: Mapping[str, object]) -> str | None:
    claim = kept.get(_CLAIM)
    return claim if isinstance(claim, str) else None
