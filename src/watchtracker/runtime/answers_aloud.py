"""Answers said aloud: a line on the console for each, where the settings have a channel that is the console.

Whoever watches a terminal sees there that somebody is on an item, wherever that was said. Lines are of the moment: what
was answered while nothing ran is in `show`, and nobody is told late.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import TextIO

from watchtracker.errors import StoreError
from watchtracker.items import ItemAsOf, item_as_of
from watchtracker.notifications import Channel
from watchtracker.notifications.answers import AnswerResult, GivenAnswer
from watchtracker.store.engine import Store
from watchtracker.targets import ConsoleTarget
from watchtracker.wording.holding import aloud
from watchtracker.wording.safe_text import clean

# Numbers are given out before answers are committed: so many behind the newest may still come.
_MAY_STILL_COME = 100

_log = logging.getLogger(__name__)


class AnswersAloud:
    """Prints to `stream` what is answered from now on about items that concern a channel on the console."""

    def __init__(self, store: Store, channels: Sequence[Channel], stream: TextIO) -> None:
        self._store = store
        self._channels = [channel for channel in channels if isinstance(channel.to, ConsoleTarget)]
        self._stream = stream
        self._newest: int | None = None
        self._said: set[int] = set()

    def look(self) -> None:
        """Print what was answered since the last look; the first look prints nothing. No error leaves it."""
        if not self._channels:
            return
        try:
            for line in self._lines():
                self._stream.write(f"{line}\n")
            self._stream.flush()
        except (StoreError, OSError, ValueError) as error:
            _log.debug("answers were not said aloud: %s", error)  # the next look tries again, or the terminal is gone

    def _lines(self) -> list[str]:
        with self._store.reading() as tx:
            if self._newest is None:
                self._newest = tx.holds.last_answer()
                self._said = {number for number, _ in tx.holds.answers_since(self._newest - _MAY_STILL_COME)}
                return []
            behind = tx.holds.answers_since(self._newest - _MAY_STILL_COME)
            found = [(number, answer) for number, answer in behind if number not in self._said]
            if not found:
                return []
            items = tx.items.some({answer.item for _, answer in found if answer.item is not None})
        knowns = {item.id: known for item in items if (known := item_as_of(item)) is not None}
        self._newest = max(self._newest, found[-1][0])
        self._said = {number for number, _ in behind}
        return [line for _, answer in found for line in self._told(answer, knowns.get(answer.item or ""))]

    def _told(self, answer: GivenAnswer, known: ItemAsOf | None) -> list[str]:
        if known is None or answer.result is not AnswerResult.APPLIED:
            return []
        concerned = (channel for channel in self._channels if channel.cares_for(known.facts.tags))
        return [clean(f"[{channel.name}] {known.facts.title}: {aloud(answer, channel.name)}") for channel in concerned]
