"""What a program or a page asks to be done to an item, each as a function of one transaction.

An order is carried out within a transaction of whoever has it, who may undo all of it to see what it would come to.
What is done is recorded under the name of who asked, with the way it came in.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NoReturn, TypeVar

from watchtracker import items
from watchtracker.errors import DateRefusedError
from watchtracker.items import Item, Origin, claim_id, rezoned
from watchtracker.notifications.answers import Action, AnswerResult, GivenAnswer
from watchtracker.notifications.holds import Person
from watchtracker.reports.changes import ItemChange
from watchtracker.store.engine import Store, Transaction
from watchtracker.tracker.door import Tracker
from watchtracker.watchlist import requests
from watchtracker.watchlist.request_forms import EditForm, NewClaimForm, NewItemForm, NewOutcomeForm
from watchtracker.watchlist.requests import FieldProblem, RequestError


@dataclass(frozen=True, slots=True)
class CarriedOut:
    """What was done: the change, the claim that it is about, and whether something new was recorded."""

    change: ItemChange
    claim_id: str | None = None
    is_new: bool = False


_Seen = TypeVar("_Seen")
Order = Callable[[Transaction, datetime], CarriedOut]


@dataclass(frozen=True, slots=True)
class Orders:
    """Makes the orders of somebody called `by`; new items are in `zone` if they name none."""

    tracker: Tracker
    zone: str
    by: str
    origin: Origin

    def add(self, form: NewItemForm) -> Order:
        """A new item."""

        def order(tx: Transaction, now: datetime) -> CarriedOut:
            new = requests.new_item(form, self.zone, now, by=self.by)
            change = self.tracker.within(tx).add(
                new.facts,
                new.said[0],
                now,
                by=self.by,
                origin=self.origin,
                also=new.said[1:],
                outcome=new.outcome,
            )
            return CarriedOut(change, claim_id(new.facts.id, new.said[-1]), is_new=True)

        return order

    def claim(self, item_id: str, form: NewClaimForm) -> Order:
        """A claim; one that is on record already is nothing new."""

        def order(tx: Transaction, now: datetime) -> CarriedOut:
            before = _locked(tx, item_id)
            if before is not None:
                items.refuse_where_ended(before)
            said = requests.statement(form, before.facts.zone if before else self.zone, now)
            change = self.tracker.within(tx).claim(item_id, said, now, by=self.by, origin=self.origin)
            identity = claim_id(item_id, said)
            known = before is not None and any(claim.id == identity and not claim.retracted for claim in before.claims)
            return CarriedOut(change, identity, is_new=not known)

        return order

    def recheck(self, item_id: str) -> Order:
        """Somebody looked, and the date still stands."""

        def order(tx: Transaction, now: datetime) -> CarriedOut:
            change = self.tracker.within(tx).confirm(item_id, self.by, now, origin=self.origin)
            return CarriedOut(change, change.after.claim.id if change.after and change.after.claim else None)

        return order

    def resolve(self, item_id: str, form: NewOutcomeForm) -> Order:
        """How it ended."""

        def order(tx: Transaction, now: datetime) -> CarriedOut:
            before = _locked(tx, item_id)
            ended = requests.outcome(form, before.facts.zone if before else self.zone, now, by=self.by)
            return CarriedOut(self.tracker.within(tx).resolve(item_id, ended, now))

        return order

    def reopen(self, item_id: str) -> Order:
        """The outcome was a mistake."""

        def order(tx: Transaction, now: datetime) -> CarriedOut:
            done = CarriedOut(self.tracker.within(tx).reopen(item_id, now, by=self.by))
            self._note(tx, Action.REOPEN, item_id, now)
            return done

        return order

    def retract(self, item_id: str, identity: str, *, undo: bool = False) -> Order:
        """A claim was a mistake of ours; with `undo`, that it was taken back."""

        def order(tx: Transaction, now: datetime) -> CarriedOut:
            tracker = self.tracker.within(tx)
            if undo:
                change = tracker.restore(item_id, identity, now, by=self.by)
            else:
                change = tracker.retract(item_id, identity, now, by=self.by, origin=self.origin)
            self._note(tx, Action.UNDO if undo else Action.NOT_RIGHT, item_id, now)
            return CarriedOut(change, identity)

        return order

    def edit(self, item_id: str, form: EditForm) -> Order:
        """What it is called and whom it concerns."""
        given, zone = requests.edit(form)

        def order(tx: Transaction, now: datetime) -> CarriedOut:
            return CarriedOut(self.tracker.within(tx).edit(item_id, lambda item: _edited(item, given, zone), now))

        return order

    def remove(self, item_id: str) -> Order:
        """It is watched no more."""

        def removed(item: Item) -> Item:
            items.refuse_declared(item)
            return replace(item, listed=False, taken_out_by=self.by)

        def order(tx: Transaction, now: datetime) -> CarriedOut:
            return CarriedOut(self.tracker.within(tx).edit(item_id, removed, now))

        return order

    def _note(self, tx: Transaction, what: Action, item_id: str, now: datetime) -> None:
        """Keep who did it, where the item itself has no place for that."""
        tx.holds.note(GivenAnswer(now, Person(self.by), what, AnswerResult.APPLIED, item=item_id))


class _TriedError(Exception):
    """Ends a transaction whose changes are not to be kept."""


def tried(store: Store, order: Order, now: datetime, look: Callable[[Transaction, CarriedOut], _Seen]) -> _Seen:
    """What `look` sees where an order was carried out; nothing of it is kept."""
    try:
        with store.writing() as tx:
            _undo(look(tx, order(tx, now)))
    except _TriedError as error:
        seen: _Seen = error.args[0]
        return seen


def _undo(seen: object) -> NoReturn:
    raise _TriedError(seen)


def _locked(tx: Transaction, item_id: str) -> Item | None:
    """The item, which nobody else changes until the transaction is over; an unknown one is refused by the tracker."""
    tx.items.lock([item_id])
    item = tx.items.get(item_id)
    return item if item is not None and item.listed else None


def _edited(item: Item, given: dict[str, Any], zone: str | None) -> Item:
    items.refuse_declared(item)
    item = replace(item, facts=replace(item.facts, **given))
    try:
        return rezoned(item, zone) if zone else item
    except DateRefusedError as error:
        raise RequestError(FieldProblem("zone", str(error))) from None
