"""Holds and answers as rows: who has taken or snoozed an item, and what anybody answered.

A hold keeps its row when it is over, and an answer is never changed: together they are the record of who said what.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, Row, RowMapping, bindparam, func, insert, select, update

from watchtracker.notifications.answers import Action, AnswerResult, GivenAnswer
from watchtracker.notifications.holds import Hold, HoldChange, Person
from watchtracker.schema import answers, holds, inbox
from watchtracker.store import mapping
from watchtracker.store.dialects import chunks

# Each message on its way asks one of these.
_OPEN = select(holds).where(holds.c.ended_at.is_(None)).order_by(holds.c.id)
_OPEN_OF_ONE = _OPEN.where(holds.c.item_id == bindparam("of"))
_OPEN_OF = _OPEN.where(holds.c.item_id.in_(bindparam("of", expanding=True)))


class Holds:
    """The holds and answers of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_items(self, ids: Iterable[str]) -> dict[str, list[Hold]]:
        """By item every hold there ever was, in order; items without one are left out."""
        found: dict[str, list[Hold]] = {}
        for part in chunks(sorted(set(ids))):
            query = select(holds).where(holds.c.item_id.in_(part)).order_by(holds.c.id)
            for row in self._connection.execute(query).mappings():
                found.setdefault(row["item_id"], []).append(mapping.hold(dict(row)))
        return found

    def open(self, ids: Iterable[str] | None = None) -> dict[str, list[Hold]]:
        """By item those that are not marked as over; of these items alone, where some are named."""
        found: dict[str, list[Hold]] = {}
        for row in self._open_rows(ids):
            found.setdefault(row["item_id"], []).append(mapping.hold(dict(row)))
        return found

    def _open_rows(self, ids: Iterable[str] | None) -> Iterator[RowMapping]:
        if ids is None:
            yield from self._connection.execute(_OPEN).mappings()
            return
        named = sorted(set(ids))
        if len(named) == 1:
            yield from self._connection.execute(_OPEN_OF_ONE, {"of": named[0]}).mappings()
            return
        for part in chunks(named):
            yield from self._connection.execute(_OPEN_OF, {"of": part}).mappings()

    def fingerprint(self) -> str:
        """A short text that changes whenever a hold begins or ends."""
        found = self._connection.execute(select(func.count(), func.count(holds.c.ended_at))).one()
        return "-".join(map(str, found))

    def change(self, change: HoldChange) -> None:
        """Record the hold that begins, and mark those that end."""
        self.end(change.ends)
        if change.begins is not None:
            hold = change.begins
            row = {
                "item_id": hold.item,
                "channel": hold.channel,
                "kind": hold.kind.value,
                "by": hold.by.name,
                "account": hold.by.account,
                "since": hold.since,
                "until": hold.until,
                "earliest": hold.window.earliest,
                "latest": hold.window.latest,
                "instant": hold.window.instant,
            }
            self._connection.execute(insert(holds).values(row))

    def end(self, ended: Iterable[Hold]) -> None:
        """Mark holds as over, as they say themselves; one that is marked already stays as it is."""
        for hold in ended:
            values = {"ended_at": hold.ended_at, "ended_as": hold.ended_as.value if hold.ended_as else None}
            still = holds.c.ended_at.is_(None)
            self._connection.execute(update(holds).where(holds.c.id == hold.id, still).values(values))

    def note(self, answer: GivenAnswer) -> None:
        """Record what somebody answered."""
        row = {
            "inbox_id": answer.inbox,
            "item_id": answer.item,
            "notification_id": answer.notification,
            "at": answer.at,
            "channel": answer.channel,
            "by": answer.by.name,
            "account": answer.by.account,
            "what": answer.what.value,
            "result": answer.result.value,
            "detail": answer.detail,
        }
        self._connection.execute(insert(answers).values(row))

    def last_answer(self) -> int:
        """The number of the newest answer; 0 where nobody answered anything yet."""
        return self._connection.execute(select(func.max(answers.c.id))).scalar() or 0

    def answers_since(self, number: int) -> list[tuple[int, GivenAnswer]]:
        """What was answered after the answer of that number, oldest first, each with its own."""
        query = _ANSWERS.where(answers.c.id > number).order_by(answers.c.id)
        return [(row.id, _answer(row)) for row in self._connection.execute(query)]

    def answers_of(self, item_id: str) -> list[GivenAnswer]:
        """Everything that anybody answered about an item, oldest first."""
        query = _ANSWERS.where(answers.c.item_id == item_id).order_by(answers.c.id)
        return [_answer(row) for row in self._connection.execute(query)]


# Each with when it came.
_ANSWERS = select(answers, inbox.c.received_at).join_from(
    answers, inbox, answers.c.inbox_id == inbox.c.id, isouter=True
)


def _answer(row: Row[Any]) -> GivenAnswer:
    return GivenAnswer(
        at=row.at,
        by=Person(row.by, row.account),
        what=Action(row.what),
        result=AnswerResult(row.result),
        item=row.item_id,
        channel=row.channel,
        detail=row.detail,
        notification=row.notification_id,
        inbox=row.inbox_id,
        came=row.received_at,
    )
