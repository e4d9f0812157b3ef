"""The door for every change: one method is one transaction.

A transaction writes the claim or outcome, replans the item's reminders and records the change notices that it owes,
or nothing at all; so no date ever moves without its notices. Reading does not come through here: `store` is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from watchtracker import items, zone_law
from watchtracker.failpoints import Failpoint, reach
from watchtracker.items import Facts, Item, ItemAsOf, Kind, Origin, Outcome, Statement
from watchtracker.items.unknown import refuse_taken, unknown_item
from watchtracker.notifications import Channel, LeadTime, Notification, planning
from watchtracker.reports.changes import ItemChange
from watchtracker.revisions import Revision, declared, differs, is_written, learnt, revised, would_change
from watchtracker.store.engine import Store, Transaction
from watchtracker.watchlist import WatchList
from watchtracker.watchlist.leaving_out import TakesOutError, too_many_out


@dataclass(frozen=True, slots=True)
class Applied:
    """What applying a watch list does, item by item; items that stay as they are and have no note are left out."""

    changes: tuple[ItemChange, ...]
    first_import: bool
    items: int
    too_many_out: TakesOutError | None = None
    """What it is refused with unless it is said that this is meant."""


@dataclass(frozen=True, slots=True)
class _Consequence:
    """A revision with what it comes to: what to tell of it, and what becomes of its notifications."""

    revision: Revision
    change: ItemChange
    planned: planning.Planned


@dataclass(frozen=True, slots=True)
class _Proposed:
    applied: Applied
    consequences: list[_Consequence]


class Tracker:
    """Changes items in `store` and plans what is owed to `channels`.

    Where items name none, `leads` are their lead times and `intervals` how often a re-check is asked for, by kind.
    """

    def __init__(
        self,
        store: Store,
        channels: Sequence[Channel],
        leads: Mapping[Kind, tuple[LeadTime, ...]],
        intervals: Mapping[Kind, str] = MappingProxyType({}),
    ) -> None:
        self._store = store
        self._channels = tuple(channels)
        self._leads = leads
        self._intervals = intervals

    def apply(self, watchlist: WatchList, now: datetime, *, take_out: bool = False) -> Applied:
        """Bring a watch list in, all of it or nothing; raises ProblemsError if an item cannot be taken.

        Raises TakesOutError if it leaves out more than half of the items that it named when it was last applied, and
        more than three, unless `take_out` says that this is meant.
        """
        with self._store.writing() as tx:
            tx.take_apply_lock()
            proposed = self._proposed(tx, self._all_held(tx, now), watchlist, now)
            if proposed.applied.too_many_out and not take_out:
                raise proposed.applied.too_many_out
            self._write(tx, proposed.consequences, now)
            tx.items.record_applied(watchlist.digest, watchlist.path, now)
            return proposed.applied

    def preview(self, watchlist: WatchList, now: datetime) -> Applied:
        """What `apply` would do now; nothing is written."""
        with self._store.reading() as tx:
            return self._proposed(tx, tx.items.all(), watchlist, now).applied

    def would_change(self, watchlist: WatchList, now: datetime) -> bool:
        """Whether applying a watch list would change anything that is told of; raises ProblemsError."""
        with self._store.reading() as tx:
            current = {item.id: item for item in tx.items.all()}
        return would_change(current, watchlist, now)

    def begin(self, heard: Iterable[Item], now: datetime) -> None:
        """Start an empty database with items as they are known, as a first import does: no notices are owed."""
        with self._store.writing() as tx:
            revisions = [Revision(None, item) for item in heard]
            self._write(tx, self._consequences(tx, revisions, now, first_import=True), now)

    def learn(self, heard: Iterable[Item], now: datetime) -> None:
        """Take items as they are known from now on, as `replay` does day by day."""
        with self._store.writing() as tx:
            current = {item.id: item for item in tx.items.all()}
            revisions = [learnt(current.get(item.id), item) for item in heard]
            self._write(tx, self._consequences(tx, revisions, now), now)

    def add(self, facts: Facts, said: Statement, now: datetime, *, by: str | None = None) -> ItemChange:
        """A new item with its first claim; raises InputError if the id is taken."""
        with self._store.writing() as tx:
            refuse_taken(tx.items.get(facts.id))
            item = items.recorded(Item(facts=facts), said, origin=Origin.CLI, now=now, by=by)
            return self._change_one(tx, Revision(None, item), now)

    def claim(
        self, item_id: str, said: Statement, now: datetime, *, by: str | None = None, origin: Origin = Origin.CLI
    ) -> ItemChange:
        """A new claim of an item; raises UnknownItemError, DateRefusedError, InputError where it is over."""

        def heard(item: Item) -> Item:
            items.refuse_where_ended(item)
            return items.recorded(item, said, origin=origin, now=now, by=by)

        again = f'{said.source} is on record as saying "{said.when}" on {said.said_on} already'
        return self._alter(item_id, now, heard, unchanged=again)

    def correct(
        self,
        item_id: str,
        claim_id: str,
        right: Callable[[Statement], Statement],
        now: datetime,
        *,
        by: str | None = None,
        origin: Origin = Origin.CLI,
    ) -> ItemChange:
        """A claim that we had wrong, set `right`; raises InputError if the item has no such claim, or is over."""

        def corrected(item: Item) -> Item:
            items.refuse_where_ended(item)
            said = right(items.claim_of(item, claim_id).said)
            return items.corrected(item, claim_id, said, origin=origin, now=now, by=by)

        return self._alter(item_id, now, corrected, unchanged=f"claim {claim_id} says just that already")

    def confirm(self, item_id: str, by: str, now: datetime, *, origin: Origin = Origin.CLI) -> ItemChange:
        """A re-check: `by` looked today, and the date in force still stands; raises InputError where it is over."""

        def looked(item: Item) -> Item:
            items.refuse_where_ended(item)
            return items.rechecked(item, by=by, origin=origin, now=now)

        return self._alter(item_id, now, looked, unchanged=f"{by} re-checked it today already")

    def resolve(self, item_id: str, outcome: Outcome, now: datetime) -> ItemChange:
        """The outcome of an item; raises InputError for a day in the future."""
        return self._alter(item_id, now, lambda item: items.resolved(item, outcome, now=now))

    def reopen(self, item_id: str, now: datetime) -> ItemChange:
        """The outcome taken back; raises InputError if there is none."""
        return self._alter(item_id, now, items.reopened)

    def edit(self, item_id: str, change: Callable[[Item], Item], now: datetime) -> ItemChange:
        """What we say of an item ourselves, or that it is taken out; raises UnknownItemError."""
        return self._alter(item_id, now, change)

    def retract(self, item_id: str, claim_id: str, now: datetime) -> ItemChange:
        """A claim taken back; raises InputError if the item has no such claim."""
        return self._alter(item_id, now, lambda item: items.retracted(item, claim_id, origin=Origin.CLI, now=now))

    def plan_ahead(self, now: datetime) -> None:
        """Bring the reminders of all items and the digests in line with the settings and the moment."""
        with self._store.writing() as tx:
            revisions = [Revision(item, item) for item in self._all_held(tx, now)]
            self._write(tx, self._consequences(tx, revisions, now), now)

    def retry(self, ids: Sequence[int] | None, now: datetime) -> list[int]:
        """Make dead notifications due again (None: all), unless a date has moved since they died, and say which.

        Raises InputError for an id that is not dead, and then none is due again.
        """
        with self._store.writing() as tx:
            revisions = [Revision(item, item) for item in self._all_held(tx, now)]
            revived = tx.deliveries.retry(ids, now)
            self._write(tx, self._consequences(tx, revisions, now), now)
            return revived

    def _alter(
        self, item_id: str, now: datetime, change: Callable[[Item], Item], *, unchanged: str | None = None
    ) -> ItemChange:
        """Change one item; `unchanged` is the note for when it is as it was."""
        with self._store.writing() as tx:
            tx.items.lock([item_id])
            item = tx.items.get(item_id)
            if item is None or not item.listed:
                raise unknown_item(item_id, tx.items.all())
            (item,) = self._under_this_law(tx, [item], now, item_id)
            after = change(item)
            notes = (unchanged,) if unchanged and after == item else ()
            return self._change_one(tx, Revision(item, after, notes), now)

    def _all_held(self, tx: Transaction, now: datetime) -> list[Item]:
        """Every item, as it is once nobody else can change it or claim what is owed because of it."""
        tx.items.lock([item.id for item in tx.items.all()])
        return [*self._under_this_law(tx, tx.items.all(), now)]

    def _under_this_law(
        self, tx: Transaction, held: Sequence[Item], now: datetime, item_id: str | None = None
    ) -> Sequence[Item]:
        """The items `held` by the installed zone data, once those that it changes are written and told of."""
        revisions = [
            Revision(one.before, one.after, closed_at=one.closed_at) for one in zone_law.amended(tx, held, item_id)
        ]
        consequences = self._consequences(tx, revisions, now)
        if consequences:
            self._write(tx, consequences, now)
        anew = {one.revision.after.id: one.revision.after for one in consequences}
        return [anew.get(item.id, item) for item in held]

    def _change_one(self, tx: Transaction, revision: Revision, now: datetime) -> ItemChange:
        (consequence,) = self._consequences(tx, [revision], now)
        self._write(tx, [consequence], now)
        return consequence.change

    def _proposed(self, tx: Transaction, kept: Sequence[Item], watchlist: WatchList, now: datetime) -> _Proposed:
        current = {item.id: item for item in kept}
        first = not current and tx.items.last_applied() is None
        revisions = declared(current, watchlist, now)
        affected = [one for one in revisions if one.notes or one.before != one.after]
        consequences = self._consequences(tx, affected, now, first_import=first)
        too_many = too_many_out(watchlist, current.values())
        applied = Applied(_worth_telling(consequences), first, len(watchlist.declarations), too_many)
        return _Proposed(applied, consequences)

    def _consequences(
        self, tx: Transaction, revisions: Sequence[Revision], now: datetime, *, first_import: bool = False
    ) -> list[_Consequence]:
        anew = [revised(one, now) for one in revisions]
        known_before = [one.after.id for one in anew if one.before is not None]
        recorded = _by_item(tx.notifications.of_items(known_before))
        return [self._consequence(one, recorded.get(one.after.id, []), now, first_import=first_import) for one in anew]

    def _consequence(
        self, one: Revision, recorded: Sequence[Notification], now: datetime, *, first_import: bool
    ) -> _Consequence:
        before = items.item_as_of(one.before) if one.before else None
        after = items.item_as_of(one.after) if one.after.listed else None
        planned = planning.of_item(
            before,
            after,
            recorded,
            channels=self._channels,
            leads=self._leads,
            intervals=self._intervals,
            now=now,
            first_import=first_import,
            closed_at=one.closed_at,
        )
        was_listed = one.before is not None and one.before.listed
        return _Consequence(one, _told(one, before if was_listed else None, after, planned), planned)

    def _write(self, tx: Transaction, consequences: Sequence[_Consequence], now: datetime) -> None:
        """Store the items that differ, their notifications, and the digests of all channels."""
        revisions = [one.revision for one in consequences]
        tx.items.save([one.after for one in revisions if is_written(one)])
        zone_law.keep(tx, [one.change.after for one in consequences if one.change.after and is_written(one.revision)])
        reach(Failpoint.INSIDE_MOVE)
        plans = [one.planned for one in consequences]
        plans.append(planning.of_digests(tx.notifications.of_digests(), channels=self._channels, now=now))
        tx.notifications.insert([notification for plan in plans for notification in plan.new])
        tx.notifications.update([notification for plan in plans for notification in plan.changed])


def _told(one: Revision, before: ItemAsOf | None, after: ItemAsOf | None, planned: planning.Planned) -> ItemChange:
    heard = {claim.id for claim in one.before.claims} if one.before else set()
    steps = after.steps if after else ()
    return ItemChange(
        item_id=one.after.id,
        before=before,
        after=after,
        move=items.move_between(before, after) if before and after else None,
        notices=tuple(notification for notification in planned.new if notification.kind.is_change),
        notes=one.notes,
        step=next((step for step in reversed(steps) if step.claim.id not in heard), None),
    )


def _worth_telling(consequences: Iterable[_Consequence]) -> tuple[ItemChange, ...]:
    return tuple(one.change for one in consequences if one.change.notes or differs(one.revision))


def _by_item(notifications: Iterable[Notification]) -> dict[str, list[Notification]]:
    by_item: dict[str, list[Notification]] = {}
    for notification in notifications:
        by_item.setdefault(notification.item or "", []).append(notification)
    return by_item
