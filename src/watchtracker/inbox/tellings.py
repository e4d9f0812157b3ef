"""Tellings: what people are told once an answer was worked off, as records that no vendor owns.

The person who answered hears of it alone, and where others must know, a line stands in the thread of the message. A
channel says both in its own way; that is done once, and nothing depends on whether it arrived.
"""

from __future__ import annotations

from dataclasses import dataclass

from watchtracker.inbox.intents import About, Coming, Where
from watchtracker.notifications.holds import Person
from watchtracker.wording.feedback import Told


@dataclass(frozen=True, slots=True)
class Telling:
    """What to say, to whom and where.

    `key` is that of the answer. `thread` is the message in whose thread the line belongs; None if it is not known.
    `asks_over` is who is on it already: whether to take it over from them is to be asked, in a form about `about`.
    """

    coming: Coming
    key: str
    told: Told | None = None
    thread: Where | None = None
    asks_over: Person | None = None
    about: About | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to say: it was recorded already, and by the same person."""
        return self.told is None and self.asks_over is None
