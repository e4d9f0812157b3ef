"""What changes of items come to, worked out and written within one transaction that somebody else opened.

Every change has the same consequences: the item's reminders are planned anew, the notices that are due are recorded,
and the holds that it ends are marked as over.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from watchtracker import items, zone_law
from watchtracker.errors import InputError
from watchtracker.failpoints import Failpoint, reach
from watchtracker.items import Item, ItemAsOf, Kind
from watchtracker.items.unknown import unknown_item
from watchtracker.nearest import there_is_no
from watchtracker.notifications import Channel, LeadTime, Notification, Want, holds, planning, proposals
from watchtracker.notifications.holds import Hold
from watchtracker.notifications.records import AnsweredBelow
from watchtracker.reports.changes import ItemChange
from watchtracker.revisions import Revision, declared, differs, is_written, revised
from watchtracker.store.engine import Transaction
from watchtracker.store.waiting import waiting
from watchtracker.tracker.kept_word import KeptWords
from watchtracker.watchlist import WatchList
from watchtracker.watchlist.leaving_out import TakesOutError, too_many_out
from watchtracker.wording.holding import not_snoozed


@dataclass(frozen=True, slots=True)
class Applied:
    """What applying a watch list does, item by item, without items that stay the same and have no note."""

    changes: tuple[ItemChange, ...]
    first_import: bool
    items: int
    too_many_out: TakesOutError | None = None
    """The error that `apply` raises unless it is told to take the items out."""


@dataclass(frozen=True, slots=True)
class Consequence:
    """A revision with its consequences: the change to report, the item's notifications, and the holds that it ends."""

    revision: Revision
    change: ItemChange
    planned: planning.Planned
    holds_over: tuple[Hold, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposed:
    """What applying a watch list would come to."""

    applied: Applied
    consequences: list[Consequence]


@dataclass(frozen=True, slots=True)
class Answering:
    """That changes follow from an answer in a channel, which hears of them in the thread of `answered`."""

    channel: str
    answered: AnsweredBelow

    def mark(self, planned: planning.Planned) -> planning.Planned:
        """The notices for that channel, marked so; reminders come as they always do."""
        return replace(planned, new=tuple(map(self._marked, planned.new)))

    def _marked(self, owed: Notification) -> Notification:
        if owed.change is None or not owed.kind.is_change or owed.channel != self.channel:
            return owed
        return replace(owed, change=replace(owed.change, answered=self.answered))


class Consequences:
    """Works out what changes come to for `channels`, by their lead times and intervals, and writes it."""

    def __init__(
        self,
        channels: Sequence[Channel],
        leads: Mapping[Kind, tuple[LeadTime, ...]],
        intervals: Mapping[Kind, str],
        answering: Answering | None = None,
    ) -> None:
        self._channels = tuple(channels)
        self._leads = leads
        self._intervals = intervals
        self._answering = answering

    def channel(self, name: str | None) -> Channel:
        """The channel with this name; raises InputError, which names the nearest."""
        found = next((channel for channel in self._channels if channel.name == name), None)
        if found is None:
            raise InputError(there_is_no("channel", name or "", [channel.name for channel in self._channels]))
        return found

    def refuse_snooze(self, known: ItemAsOf, channel: str, until: datetime, now: datetime) -> None:
        """Raises InputError, with the moment that would do, where an item cannot be snoozed in a channel until then."""
        where = self.channel(channel)
        bounds = planning.snooze_bounds(known, where, self._leads, now)
        why = bounds.refusal(until)
        if why is not None:
            raise InputError(not_snoozed(why, bounds, known.facts.zone, where.zone))

    def locked(self, tx: Transaction, item_id: str, now: datetime) -> Item:
        """An item of the list, locked until the end of the transaction; raises UnknownItemError."""
        tx.items.lock([item_id])
        item = tx.items.get(item_id)
        if item is None or not item.listed:
            raise unknown_item(item_id, tx.items.all())
        (item,) = self._under_this_law(tx, [item], now, item_id)
        return item

    def all_held(self, tx: Transaction, now: datetime) -> list[Item]:
        """Every item, locked until the end of the transaction, by the installed zone data."""
        tx.items.lock([item.id for item in tx.items.all()])
        return [*self._under_this_law(tx, tx.items.all(), now)]

    def _under_this_law(
        self, tx: Transaction, held: Sequence[Item], now: datetime, item_id: str | None = None
    ) -> Sequence[Item]:
        """The items `held` by the installed zone data; those that it changes are written, with their notices."""
        amended = zone_law.amended(tx, held, item_id)
        revisions = [Revision(item.before, item.after, closed_at=item.closed_at) for item in amended]
        consequences = self.of(tx, revisions, now)
        if consequences:
            self.write(tx, consequences, now)
        changed = {consequence.revision.after.id: consequence.revision.after for consequence in consequences}
        return [changed.get(item.id, item) for item in held]

    def change_item(self, tx: Transaction, revision: Revision, now: datetime) -> ItemChange:
        """Write a revision with its consequences; returns the change to report."""
        (consequence,) = self.of(tx, [revision], now)
        self.write(tx, [consequence], now)
        return consequence.change

    def proposed(self, tx: Transaction, held: Sequence[Item], watchlist: WatchList, now: datetime) -> Proposed:
        """What a watch list makes of the items `held`; raises ProblemsError."""
        current = {item.id: item for item in held}
        first = not current and tx.items.last_applied() is None
        revisions = declared(current, watchlist, now)
        affected = [revision for revision in revisions if revision.notes or is_written(revision)]
        consequences = self.of(tx, affected, now, first_import=first)
        too_many = too_many_out(watchlist, current.values())
        applied = Applied(_reported(consequences), first, len(watchlist.declarations), too_many)
        return Proposed(applied, consequences)

    def of(
        self, tx: Transaction, revisions: Sequence[Revision], now: datetime, *, first_import: bool = False
    ) -> list[Consequence]:
        """What some revisions come to, in order; nothing is written."""
        numbered = [revised(revision, now) for revision in revisions]
        known_before = [revision.after.id for revision in numbered if revision.before is not None]
        recorded = _by_item(tx.notifications.of_items(known_before))
        held = tx.holds.open([revision.after.id for revision in numbered])
        words = KeptWords(tx.items.of_source, {revision.after.id: revision.after for revision in numbered}, now)
        return [
            self._consequence(
                revision,
                recorded.get(revision.after.id, []),
                held.get(revision.after.id, []),
                words,
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
        words: KeptWords,
        now: datetime,
        *,
        first_import: bool,
    ) -> Consequence:
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
        planned = replace(planned, new=tuple(map(words.beside, planned.new)))
        if self._answering is not None:
            planned = self._answering.mark(planned)
        was_listed = revision.before is not None and revision.before.listed
        change = _change(revision, before if was_listed else None, after, planned)
        return Consequence(revision, change, planned, tuple(holds.ended_by_now(held, after, now)))

    def write(self, tx: Transaction, consequences: Sequence[Consequence], now: datetime) -> None:
        """Store the items that differ, their notifications, and the digests of all channels."""
        written = [consequence for consequence in consequences if is_written(consequence.revision)]
        tx.items.save([consequence.revision.after for consequence in written])
        tx.items.drop_rechecks(
            consequence.revision.after for consequence in written if _has_fewer(consequence.revision)
        )
        zone_law.keep(tx, [consequence.change.after for consequence in written if consequence.change.after])
        tx.holds.end(hold for consequence in consequences for hold in consequence.holds_over)
        reach(Failpoint.INSIDE_MOVE)
        plans = [consequence.planned for consequence in consequences]
        plans.append(planning.of_digests(tx.notifications.of_digests(), channels=self._channels, now=now))
        plans.append(self.of_proposals(tx, now))
        tx.notifications.insert([notification for plan in plans for notification in plan.new])
        tx.notifications.update([notification for plan in plans for notification in plan.changed])
        changed = [*written, *(consequence for consequence in consequences if consequence.holds_over)]
        tx.faces.mark([consequence.revision.after.id for consequence in changed], now)

    def of_proposals(self, tx: Transaction, now: datetime) -> planning.Planned:
        """What becomes of the notifications about proposals, as their items are now."""
        unsent = tx.notifications.of_proposals()
        if not unsent and not any(Want.PROPOSALS in channel.wants for channel in self._channels):
            return planning.Planned()
        found = waiting(tx, also=map(proposals.number, unsent))
        recorded = tx.notifications.of_proposals(proposals.keys(found.values(), self._channels))
        return proposals.owed(found, recorded, channels=self._channels, now=now)


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


def _has_fewer(revision: Revision) -> bool:
    """Whether a re-check was taken back."""
    return revision.before is not None and len(revision.after.rechecks) < len(revision.before.rechecks)


def _reported(consequences: Iterable[Consequence]) -> tuple[ItemChange, ...]:
    return tuple(each.change for each in consequences if each.change.notes or differs(each.revision))


def _by_item(notifications: Iterable[Notification]) -> dict[str, list[Notification]]:
    by_item: dict[str, list[Notification]] = {}
    for notification in notifications:
        by_item.setdefault(notification.item or "", []).append(notification)
    return by_item
