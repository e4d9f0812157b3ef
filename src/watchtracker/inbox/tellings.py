"""Tellings: what people are told once an answer was worked off, as records that no vendor owns.

The person who answered hears of it alone, and where others must know, a line stands in the thread of the message. A
channel says both in its own way; that is done once, and nothing depends on whether it arrived.
"""

from __future__ import annotations

from dataclasses import dataclass

from watchtracker.inbox.forms import TakeOverForm
from watchtracker.inbox.intents import Coming, Where
from watchtracker.notifications.answers import Action
from watchtracker.wording.feedback import Told


@dataclass(frozen=True, slots=True)
class Watching:
    """An item that a date was just watched for; `window` is that date, None where another one is in force."""

    item: str
    title: str
    window: str | None
    revision: int


@dataclass(frozen=True, slots=True)
class Offered:
    """The buttons below what is said: of an item at its `revision`, of what a notification told, or of a proposal."""

    actions: tuple[Action, ...]
    item: str
    title: str
    revision: int
    notification: int | None = None
    proposal: int | None = None


@dataclass(frozen=True, slots=True)
class Telling:
    """What to say, to whom and where.

    `key` is that of the answer. `thread` is the message in whose thread who answered reads on, and `below` the one in
    whose thread the line for everybody belongs; None if they are not known.
    `asks`: another is on it already, and it is to be asked in a form whether to take it over from them. `watching`:
    what is said has buttons to look at this and to take it back. `offered`: those that it has of another answer.
    `came_from_home`: they answered on their own page, which shows what is so then; `is_refused` says that
    nothing was recorded, which no page shows. `answer` is the row of the inbox that it came in, by which a press below
    what is said is known to mean this answer.
    """

    coming: Coming
    key: str
    told: Told | None = None
    thread: Where | None = None
    below: Where | None = None
    asks: TakeOverForm | None = None
    watching: Watching | None = None
    offered: Offered | None = None
    came_from_home: bool = False
    is_refused: bool = False
    answer: int | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to say: it was recorded already, and by the same person."""
        return self.told is None and self.asks is None
