"""The tracker, through which every change of an item goes: each method is one transaction.

A transaction writes the claim or outcome, plans the item's reminders anew and records the change notices that are due,
or does nothing at all; so no date ever moves without its notices. To read items, use `store`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from watchtracker import items, zone_law
from watchtracker.errors import InputError
from watchtracker.failpoints import Failpoint, reach
from watchtracker.items import Facts, Item, ItemAsOf, Kind, Origin, Outcome, Statement
from watchtracker.items.unknown import refuse_taken, unknown_item
from watchtracker.nearest import there_is_no
from watchtracker.notifications import Channel, LeadTime, Notification, holds, planning
from watchtracker.notifications.answers import Action, AnswerResult, GivenAnswer
from watchtracker.notifications.holds import Hold, HoldChange, Person
from watchtracker.reports.changes import ItemChange
from watchtracker.revisions import Revision, declared, differs, is_written, learnt, revised, would_change
from watchtracker.store.engine import Store, Transaction
from watchtracker.watchlist import WatchList
from watchtracker.watchlist.leaving_out import TakesOutError, too_many_out
from watchtracker.wording.holding import snoozed_until


@dataclass(frozen=True, slots=True)
class Applied:
    """What applying a watch list does, item by item, without items that stay the same and have no note."""

    changes: tuple[ItemChange, ...]
    first_import: bool
    items: int
    too_many_out: TakesOutError | None = None
    """The error that `apply` raises unless it is told to take the items out."""


@dataclass(frozen=True, slots=True)
class _Consequence:
    """A revision with its consequences: the change to report, the item's notifications, and the holds that it ends."""

    revision: Revision
    change: ItemChange
    planned: planning.Planned
    holds_over: tuple[Hold, ...] = ()


@dataclass(frozen=True, slots=True)
class _Proposed:
    applied: Applied
    consequences: list[_Consequence]


class Tracker:
    """Changes items in `store` and plans what is owed to `channels`.

    By kind of item, `leads` are the lead times and `intervals` how often a re-check is asked for; an item may have its
    own.
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
        """Apply a watch list, all of it or nothing; raises ProblemsError if one of its items cannot be applied.

        Raises TakesOutError if it leaves out more than three items, and more than half of those that it had when it was
        last applied, unless `take_out` is true.
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
        """Whether applying a watch list would change anything that people see; raises ProblemsError."""
        with self._store.reading() as tx:
            current = {item.id: item for item in tx.items.all()}
        return would_change(current, watchlist, now)

    def begin(self, heard: Iterable[Item], now: datetime) -> None:
        """Fill an empty database with the items `heard`, like a first import: without change notices."""
        with self._store.writing() as tx:
            revisions = [Revision(None, item) for item in heard]
            self._write(tx, self._consequences(tx, revisions, now, first_import=True), now)

    def learn(self, heard: Iterable[Item], now: datetime) -> None:
        """Make the items what is `heard`, with change notices; `replay` does this day by day."""
        with self._store.writing() as tx:
            current = {item.id: item for item in tx.items.all()}
            revisions = [learnt(current.get(item.id), item) for item in heard]
            self._write(tx, self._consequences(tx, revisions, now), now)

    def add(self, facts: Facts, said: Statement, now: datetime, *, by: str | None = None) -> ItemChange:
        """Add a new item with its first claim; raises InputError if the id is taken."""
        with self._store.writing() as tx:
            refuse_taken(tx.items.get(facts.id))
            item = items.recorded(Item(facts=facts), said, origin=Origin.CLI, now=now, by=by)
            return self._change_item(tx, Revision(None, item), now)

    def claim(
        self, item_id: str, said: Statement, now: datetime, *, by: str | None = None, origin: Origin = Origin.CLI
    ) -> ItemChange:
        """Add a claim to an item; raises UnknownItemError, DateRefusedError, InputError if the item has an outcome."""

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
        """Correct a claim that was recorded wrongly: `right` makes the right statement of the wrong one.

        Raises InputError if the item has no such claim, or has an outcome.
        """

        def corrected(item: Item) -> Item:
            items.refuse_where_ended(item)
            said = right(items.claim_of(item, claim_id).said)
            return items.corrected(item, claim_id, said, origin=origin, now=now, by=by)

        return self._alter(item_id, now, corrected, unchanged=f"claim {claim_id} says just that already")

    def confirm(self, item_id: str, by: str, now: datetime, *, origin: Origin = Origin.CLI) -> ItemChange:
        """Record that `by` checked today that the date still stands; raises InputError if the item has an outcome."""

        def looked(item: Item) -> Item:
            items.refuse_where_ended(item)
            return items.rechecked(item, by=by, origin=origin, now=now)

        return self._alter(item_id, now, looked, unchanged=f"{by} re-checked it today already")

    def resolve(self, item_id: str, outcome: Outcome, now: datetime) -> ItemChange:
        """Record the outcome of an item; raises InputError for a day in the future."""
        return self._alter(item_id, now, lambda item: items.resolved(item, outcome, now=now))

    def reopen(self, item_id: str, now: datetime) -> ItemChange:
        """Take the outcome of an item back; raises InputError if it has none."""
        return self._alter(item_id, now, items.reopened)

    def edit(self, item_id: str, change: Callable[[Item], Item], now: datetime) -> ItemChange:
        """Change the facts of an item, or take it out; raises UnknownItemError, and what `change` raises."""
        return self._alter(item_id, now, change)

    def retract(self, item_id: str, claim_id: str, now: datetime) -> ItemChange:
        """Take a claim back; raises InputError if the item has no such claim."""
        return self._alter(item_id, now, lambda item: items.retracted(item, claim_id, origin=Origin.CLI, now=now))

    def take(self, item_id: str, channel: str, by: Person, now: datetime, *, over: bool = False) -> HoldChange:
        """Record that `by` is on it, so that a channel is not reminded of the item; raises InputError.

        Where another is on it already, that is refused unless it is to be taken `over`.
        """

        def decide(known: ItemAsOf, holding: Sequence[Hold]) -> HoldChange:
            return holds.taken(known, holding, channel, by, now, over=over)

        return self._answer(_given(Action.TAKE, item_id, channel, by, now), decide)

    def hand_back(self, item_id: str, channel: str, by: Person, now: datetime) -> HoldChange:
        """Record that nobody is on it any more; raises InputError where nobody was."""
        return self._answer(
            _given(Action.HAND_BACK, item_id, channel, by, now), lambda _, held: holds.handed_back(held, now)
        )

    def snooze(self, item_id: str, channel: str, by: Person, now: datetime, *, until: datetime) -> HoldChange:
        """Keep a channel from hearing of an item until a moment; raises InputError if that is past, or too late."""

        def decide(known: ItemAsOf, holding: Sequence[Hold]) -> HoldChange:
            latest = self._latest_snooze(known, channel, now)
            return holds.snoozed(known, holding, channel, by, now, until=until, latest=latest)

        answer = replace(_given(Action.SNOOZE, item_id, channel, by, now), detail=snoozed_until(until))
        return self._answer(answer, decide)

    def wake(self, item_id: str, channel: str, by: Person, now: datetime) -> HoldChange:
        """End a snooze before its time; raises InputError where there is none."""
        return self._answer(_given(Action.WAKE, item_id, channel, by, now), lambda _, held: holds.woken(held, now))

    def _answer(self, answer: GivenAnswer, decide: Callable[[ItemAsOf, Sequence[Hold]], HoldChange]) -> HoldChange:
        """Change the holds of an item in a channel, plan its reminders anew, and keep who said what."""
        item_id, now = answer.item or "", answer.at
        with self._store.writing() as tx:
            item = self._locked(tx, item_id, now)
            known = items.item_as_of(item)
            if known is None:
                raise InputError(f"nothing is known of {item_id} any more: all its claims were taken back")
            held = tx.holds.of_items([item_id]).get(item_id, [])
            here = [
                hold for hold in holds.holding(held, known, now) if hold.channel == self._channel(answer.channel).name
            ]
            change = decide(known, here)
            tx.holds.change(change)
            tx.holds.note(answer)
            self._write(tx, self._consequences(tx, [Revision(item, item)], now), now)
            return change

    def _channel(self, name: str | None) -> Channel:
        found = next((channel for channel in self._channels if channel.name == name), None)
        if found is None:
            raise InputError(there_is_no("channel", name or "", [channel.name for channel in self._channels]))
        return found

    def _latest_snooze(self, known: ItemAsOf, channel: str, now: datetime) -> datetime:
        last_calls = planning.last_calls(known, self._channel(channel), self._leads)
        return holds.latest_snooze(known, min(last_calls, default=None), now)

    def plan_ahead(self, now: datetime) -> None:
        """Plan the reminders of all items and the digests as the settings and the moment `now` ask for."""
        with self._store.writing() as tx:
            revisions = [Revision(item, item) for item in self._all_held(tx, now)]
            self._write(tx, self._consequences(tx, revisions, now), now)

    def retry(self, ids: Sequence[int] | None, now: datetime) -> list[int]:
        """Make dead notifications due again (None: all); returns their ids, without those whose date has moved since.

        Raises InputError for an id that is not dead, and then changes nothing.
        """
        with self._store.writing() as tx:
            revisions = [Revision(item, item) for item in self._all_held(tx, now)]
            revived = tx.deliveries.retry(ids, now)
            self._write(tx, self._consequences(tx, revisions, now), now)
            return revived

    def _alter(
        self, item_id: str, now: datetime, change: Callable[[Item], Item], *, unchanged: str | None = None
    ) -> ItemChange:
        """Change an item; `unchanged` is the note if it stays the same."""
        with self._store.writing() as tx:
            item = self._locked(tx, item_id, now)
            after = change(item)
            notes = (unchanged,) if unchanged and after == item else ()
            return self._change_item(tx, Revision(item, after, notes), now)

    def _locked(self, tx: Transaction, item_id: str, now: datetime) -> Item:
        """An item of the list, locked until the end of the transaction; raises UnknownItemError."""
        tx.items.lock([item_id])
        item = tx.items.get(item_id)
        if item is None or not item.listed:
            raise unknown_item(item_id, tx.items.all())
        (item,) = self._under_this_law(tx, [item], now, item_id)
        return item

    def _all_held(self, tx: Transaction, now: datetime) -> list[Item]:
        """Every item, locked until the end of the transaction, by the installed zone data."""
        tx.items.lock([item.id for item in tx.items.all()])
        return [*self._under_this_law(tx, tx.items.all(), now)]

    def _under_this_law(
        self, tx: Transaction, held: Sequence[Item], now: datetime, item_id: str | None = None
    ) -> Sequence[Item]:
        """The items `held` by the installed zone data; those that it changes are written, with their notices."""
        amended = zone_law.amended(tx, held, item_id)
        revisions = [Revision(item.before, item.after, closed_at=item.closed_at) for item in amended]
        consequences = self._consequences(tx, revisions, now)
        if consequences:
            self._write(tx, consequences, now)
        changed = {consequence.revision.after.id: consequence.revision.after for consequence in consequences}
        return [changed.get(item.id, item) for item in held]

    def _change_item(self, tx: Transaction, revision: Revision, now: datetime) -> ItemChange:
        (consequence,) = self._consequences(tx, [revision], now)
        self._write(tx, [consequence], now)
        return consequence.change

    def _proposed(self, tx: Transaction, held: Sequence[Item], watchlist: WatchList, now: datetime) -> _Proposed:
        current = {item.id: item for item in held}
        first = not current and tx.items.last_applied() is None
        revisions = declared(current, watchlist, now)
        affected = [revision for revision in revisions if revision.notes or is_written(revision)]
        consequences = self._consequences(tx, affected, now, first_import=first)
        too_many = too_many_out(watchlist, current.values())
        applied = Applied(_reported(consequences), first, len(watchlist.declarations), too_many)
        return _Proposed(applied, consequences)

    def _consequences(
        self, tx: Transaction, revisions: Sequence[Revision], now: datetime, *, first_import: bool = False
    ) -> list[_Consequence]:
        numbered = [revised(revision, now) for revision in revisions]
        known_before = [revision.after.id for revision in numbered if revision.before is not None]
        recorded = _by_item(tx.notifications.of_items(known_before))
        held = tx.holds.open()
        return [
            self._consequence(
                revision,
                recorded.get(revision.after.id, []),
                held.get(revision.after.id, []),
                now,
                first_import=first_import,
            )
            for revision in numbered
        ]

    def _consequence(
        self,
        revision: Revision,
        recorded: Sequence[Notification],
        held: Sequence[Hold],
        now: datetime,
        *,
        first_import: bool,
    ) -> _Consequence:
        before = items.item_as_of(revision.before) if revision.before else None
        after = items.item_as_of(revision.after) if revision.after.listed else None
        planned = planning.of_item(
            before,
            after,
            recorded,
            channels=self._channels,
            leads=self._leads,
            intervals=self._intervals,
            now=now,
            first_import=first_import,
            closed_at=revision.closed_at,
            held=held,
        )
        was_listed = revision.before is not None and revision.before.listed
        change = _change(revision, before if was_listed else None, after, planned)
        return _Consequence(revision, change, planned, tuple(holds.ended_by_now(held, after, now)))

    def _write(self, tx: Transaction, consequences: Sequence[_Consequence], now: datetime) -> None:
        """Store the items that differ, their notifications, and the digests of all channels."""
        written = [consequence for consequence in consequences if is_written(consequence.revision)]
        tx.items.save([consequence.revision.after for consequence in written])
        zone_law.keep(tx, [consequence.change.after for consequence in written if consequence.change.after])
        tx.holds.end(hold for consequence in consequences for hold in consequence.holds_over)
        reach(Failpoint.INSIDE_MOVE)
        plans = [consequence.planned for consequence in consequences]
        plans.append(planning.of_digests(tx.notifications.of_digests(), channels=self._channels, now=now))
        tx.notifications.insert([notification for plan in plans for notification in plan.new])
        tx.notifications.update([notification for plan in plans for notification in plan.changed])


def _given(what: Action, item_id: str, channel: str, by: Person, now: datetime) -> GivenAnswer:
    return GivenAnswer(now, by, what, AnswerResult.APPLIED, item=item_id, channel=channel)


def _change(
    revision: Revision, before: ItemAsOf | None, after: ItemAsOf | None, planned: planning.Planned
) -> ItemChange:
    heard = {claim.id for claim in revision.before.claims} if revision.before else set()
    steps = after.steps if after else ()
    return ItemChange(
        item_id=revision.after.id,
        before=before,
        after=after,
        move=items.move_between(before, after) if before and after else None,
        notices=tuple(notification for notification in planned.new if notification.kind.is_change),
        notes=revision.notes,
        step=next((step for step in reversed(steps) if step.claim.id not in heard), None),
    )


def _reported(consequences: Iterable[_Consequence]) -> tuple[ItemChange, ...]:
    return tuple(each.change for each in consequences if each.change.notes or differs(each.revision))


def _by_item(notifications: Iterable[Notification]) -> dict[str, list[Notification]]:
    by_item: dict[str, list[Notification]] = {}
    for notification in notifications:
        by_item.setdefault(notification.item or "", []).append(notification)
    return by_item
