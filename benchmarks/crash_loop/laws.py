"""One part while it runs, and the laws that it is judged by.

Everything that is due is accepted, and not before its time. What comes twice does so only where its place allows for
it, so that a receiver can tell, and only after an acceptance of which its sender never heard.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from statistics import median
from typing import Any

from sqlalchemy import select

from benchmarks.crash_loop.places import Accepted, Place, Repeats, Workspace, now
from benchmarks.crash_loop.senders import Marksman, Sender
from watchtracker.schema import attempts, deliveries, delivery_notifications, notifications
from watchtracker.store.engine import Store
from watchtracker.wording.undelivered import PERHAPS_REPEATED

RULE, TITLE = "0m", "Wanted thing"
# A lease, the time that the other side has to accept late, the looks; and as much again.
_PATIENCE = timedelta(minutes=4)


def is_doubled(accepted: Sequence[Accepted], repeats: Repeats) -> bool:
    """Whether it came once more than may be, or not as may be."""
    if len(accepted) == 1:
        return False
    first, *again = accepted
    if any(message.answered for message in accepted[:-1]) or any(message.key != first.key for message in again):
        return True
    match repeats:
        case Repeats.NEVER:
            return True
        case Repeats.UNDER_ITS_ID:
            return any(message.body != first.body for message in again)
        case Repeats.MARKED:
            return any(PERHAPS_REPEATED not in message.text for message in again)


@dataclass(frozen=True)
class Count:
    """What came of the notifications that were wanted of a place, or of several."""

    wanted: Sequence[Any]
    lost: list[int]
    doubled: list[int]
    early: list[int]
    again: int
    lags: list[float]

    @classmethod
    def of(cls, wanted: Sequence[Any], found: Mapping[int, list[Accepted]], repeats: Mapping[int, Repeats]) -> Count:
        doubled = [one.id for one in wanted if found[one.id] and is_doubled(found[one.id], repeats[one.id])]
        return cls(
            wanted,
            [one.id for one in wanted if not found[one.id]],
            doubled,
            [one.id for one in wanted if any(taken.at < one.due_at for taken in found[one.id])],
            sum(len(found[one.id]) > 1 for one in wanted) - len(doubled),
            [(found[one.id][0].at - one.due_at).total_seconds() for one in wanted if found[one.id]],
        )

    def __str__(self) -> str:
        return f"lost {len(self.lost)}, doubled {len(self.doubled)}, early {len(self.early)}"

    def lag(self) -> str:
        if not self.lags:
            return "nothing was accepted"
        return f"accepted {median(self.lags):.1f} s after they were due, the last after {max(self.lags):.1f} s"


@dataclass
class Part:
    """One part: the database, the places, who sends, who aims, and what else happens after how many seconds."""

    title: str
    store: Store
    places: Sequence[Place]
    senders: Sequence[Sender]
    marksman: Marksman = field(default_factory=Marksman)
    script: Sequence[tuple[float, Callable[[], object]]] = ()

    def run(self) -> bool:
        """Let them send until all is settled, or it has taken too long, and say what came of it."""
        for place in self.places:
            place.asked, place.took = (partial(hit, place.way) for hit in (self.marksman.asked, self.marksman.took))
        begun = time.monotonic()
        last_due = max(one.due_at for one in self._wanted())
        script = sorted(self.script, key=lambda step: step[0])
        for beat in _beats():
            for sender in self.senders:
                sender.keep_alive()
            while script and time.monotonic() - begun > script[0][0]:
                script.pop(0)[1]()
            if now() > last_due + _PATIENCE:
                break
            if beat % 50 == 0 and not script and now() > last_due and not self._unsettled():
                break
        seconds = time.monotonic() - begun
        for sender in self.senders:
            sender.stop()
        lines, wrong = [*self._counted(seconds)], [*self._wrong()]
        # In one piece, for another part may print as well.
        print("\n".join([f"\n{self.title}", *(f"  {line}" for line in [*lines, *wrong])]))
        sys.stdout.flush()
        return not wrong

    def _counted(self, seconds: float) -> Iterator[str]:
        everything = self._count(self._wanted())
        many = len(everything.wanted)
        yield f"{everything} (of {many} notifications, {self.marksman.kills} kills, in {seconds:.0f} s)"
        yield everything.lag()
        if len(self.places) == 1:
            return
        for place in self.places:
            count = self._count([one for one in self._wanted() if place.serves(one.channel)])
            again = "" if place.repeats is Repeats.NEVER else f"; {count.again} came again, {place.repeats.value}"
            yield f"{place.way}: {count} (of {len(count.wanted)}){again}; {count.lag()}"

    def _wrong(self) -> Iterator[str]:
        count = self._count(self._wanted())
        for identity in sorted({*count.lost, *count.doubled, *count.early, *self._unsettled()}):
            yield self._story(identity)
        yield from self._false_receipts()
        for sender in self.senders:
            yield from sender.complaints
            yield from (f"{sender.token}: {line}" for line in sender.errors if _is_odd(line))
        if self.marksman.left:
            yield f"the marksman had no chance for {self.marksman.left} strikes: this proves too little"

    def _count(self, wanted: Sequence[Any]) -> Count:
        found = {one.id: self._acceptances(one) for one in wanted}
        return Count.of(wanted, found, {one.id: self._place(one.channel).repeats for one in wanted})

    def _place(self, channel: str) -> Place:
        return next(place for place in self.places if place.serves(channel))

    def _acceptances(self, notification: Any) -> list[Accepted]:
        """The messages that speak of it, in its channel: titles are unique there, and numbers of one length."""
        channel, title = notification.channel, f"{TITLE} {notification.item_id}"
        accepted = self._place(channel).accepted
        return [message for message in accepted if message.channel == channel and title in message.text]

    def _wanted(self) -> list[Any]:
        return self._rows(select(notifications).where(notifications.c.rule == RULE).order_by(notifications.c.id))

    def _unsettled(self) -> list[int]:
        return [one.id for one in self._wanted() if one.state != "sent"]

    def _false_receipts(self) -> Iterator[str]:
        """What is recorded as sent was accepted; in Slack, where its receipt says."""
        keys = {(message.channel, message.key) for place in self.places for message in place.accepted}
        slack = next(place for place in self.places if isinstance(place, Workspace))
        there = {
            (one["metadata"]["event_payload"]["delivery_key"], one["channel"], one["ts"]) for one in slack.messages
        }
        for sent in self._rows(select(deliveries).where(deliveries.c.state == "sent")):
            receipt = (sent.key, sent.receipt_channel, sent.receipt_ts)
            if (sent.channel, sent.key) not in keys or (slack.serves(sent.channel) and receipt not in there):
                yield f"delivery {sent.id} has a receipt that {self._place(sent.channel).way} does not know"

    def _story(self, identity: int) -> str:
        """What became of a notification: when it was taken, and every attempt."""
        (one,) = self._rows(select(notifications).where(notifications.c.id == identity))
        tried = (
            select(attempts)
            .join(delivery_notifications, delivery_notifications.c.delivery_id == attempts.c.delivery_id)
            .where(delivery_notifications.c.notification_id == identity)
            .order_by(attempts.c.id)
        )
        lines = [f"{one.key}: due {one.due_at:%H:%M:%S}, {one.state} {one.reason or ''}"]
        lines += [
            f"{taken.at:%H:%M:%S.%f} accepted{'' if taken.answered else ', unheard'}: {taken.key} {taken.text[:60]!r}"
            for taken in self._acceptances(one)
        ]
        lines += [
            f"{row.at:%H:%M:%S.%f} delivery {row.delivery_id}: {row.event} {row.detail or ''}"
            for row in self._rows(tried)
        ]
        return "\n    ".join(lines)

    def _rows(self, query: Any) -> list[Any]:
        with self.store.reading() as tx:
            return list(tx.connection.execute(query))


def _beats() -> Iterator[int]:
    beat = 0
    while True:
        yield beat
        beat += 1
        time.sleep(0.02)


def _is_odd(line: str) -> bool:
    """Whether a log line should not be there, whatever happens to a sender."""
    return "Traceback" in line or not line.startswith("{")
