"""The door for changes: what can be done to items, by commands, by the watch list, and by people who answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

from watchtracker import items
from watchtracker.errors import InputError
from watchtracker.items import Facts, Item, ItemAsOf, Kind, Origin, Outcome, Statement
from watchtracker.items.unknown import refuse_taken
from watchtracker.notifications import Channel, LeadTime, holds
from watchtracker.notifications.answers import Action, AnswerResult, GivenAnswer
from watchtracker.notifications.holds import Hold, HoldChange, Person
from watchtracker.reports.changes import ItemChange
from watchtracker.revisions import Revision, learnt, would_change
from watchtracker.store.engine import Store, Transaction
from watchtracker.tracker.concerning import bind_waiting
from watchtracker.tracker.consequences import Answering, Applied, Consequences
from watchtracker.watchlist import WatchList
from watchtracker.wording.holding import snoozed_until


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
        *,
        within: Transaction | None = None,
        answering: Answering | None = None,
    ) -> None:
        self._store = store
        self._comes_to = Consequences(channels, leads, intervals, answering)
        self._made_of = (channels, leads, intervals)
        self._tx = within
        self._answering = answering

    def within(self, tx: Transaction, answering: Answering | None = None) -> Tracker:
        """A tracker whose changes are part of `tx`: they are kept or undone with all else that is done there.

        It does not note who answered what: whoever opened the transaction knows more of that. Where they follow from an
        answer that was given below a message, `answering` says where.
        """
        return Tracker(self._store, *self._made_of, within=tx, answering=answering or self._answering)

    @contextmanager
    def _writing(self) -> Iterator[Transaction]:
        if self._tx is not None:
            yield self._tx
            return
        with self._store.writing() as tx:
            yield tx

    def apply(self, watchlist: WatchList, now: datetime, *, take_out: bool = False) -> Applied:
        """Apply a watch list, all of it or nothing; raises ProblemsError if one of its items cannot be applied.

        Raises TakesOutError if it leaves out more than three items, and more than half of those that it had when it was
        last applied, unless `take_out` is true.
        """
        with self._writing() as tx:
            tx.take_apply_lock()
            tx.items.lock_new(each.id for each in watchlist.declarations)
            proposed = self._comes_to.proposed(tx, self._comes_to.all_held(tx, now), watchlist, now)
            if proposed.applied.too_many_out and not take_out:
                raise proposed.applied.too_many_out
            # Their tags say which channels hear of their proposals.
            tx.sources.declare(watchlist.sources)
            self._comes_to.write(tx, proposed.consequences, now)
            self._bind_waiting(tx, [consequence.revision for consequence in proposed.consequences], now)
            tx.items.record_applied(watchlist.digest, watchlist.path, now)
            return proposed.applied

    def preview(self, watchlist: WatchList, now: datetime) -> Applied:
        """What `apply` would do now; nothing is written."""
        with self._store.reading() as tx:
            return self._comes_to.proposed(tx, tx.items.all(), watchlist, now).applied

    def would_change(self, watchlist: WatchList, now: datetime) -> bool:
        """Whether applying a watch list would change anything that people see; raises ProblemsError."""
        with self._store.reading() as tx:
            current = {item.id: item for item in tx.items.all()}
        return would_change(current, watchlist, now)

    def begin(self, heard: Iterable[Item], now: datetime) -> None:
        """Fill an empty database with the items `heard`, like a first import: without change notices."""
        with self._writing() as tx:
            revisions = [Revision(None, item) for item in heard]
            self._comes_to.write(tx, self._comes_to.of(tx, revisions, now, first_import=True), now)

    def learn(self, heard: Iterable[Item], now: datetime) -> None:
        """Make the items what is `heard`, with change notices; `replay` does this day by day."""
        with self._writing() as tx:
            current = {item.id: item for item in tx.items.all()}
            revisions = [learnt(current.get(item.id), item) for item in heard]
            self._comes_to.write(tx, self._comes_to.of(tx, revisions, now), now)

    def add(
        self,
        facts: Facts,
        said: Statement,
        now: datetime,
        *,
        by: str | None = None,
        origin: Origin = Origin.CLI,
        also: Sequence[Statement] = (),
        outcome: Outcome | None = None,
    ) -> ItemChange:
        """Add a new item with its first claim, and with what was said after it; raises StateError if the id is taken.

        With its `outcome`, it is one that has ended already.
        """
        with self._writing() as tx:
            tx.items.lock_new([facts.id])
            refuse_taken(tx.items.get(facts.id))
            item = Item(facts=facts)
            for claim in (said, *also):
                item = items.recorded(item, claim, origin=origin, now=now, by=by)
            item = items.resolved(item, outcome, now=now) if outcome else item
            change = self._comes_to.change_item(tx, Revision(None, item), now)
            # What comes in from a proposal is bound by whoever accepts that.
            if origin is not Origin.INTAKE:
                self._bind_waiting(tx, [Revision(None, item)], now)
            return change

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

    def reopen(self, item_id: str, now: datetime, *, by: str | None = None) -> ItemChange:
        """Take the outcome of an item back; raises InputError if it has none. That `by` did so is kept as an answer."""
        return self._alter(item_id, now, items.reopened, answer=_by(Action.REOPEN, item_id, by, now))

    def edit(self, item_id: str, change: Callable[[Item], Item], now: datetime) -> ItemChange:
        """Change the facts of an item, or take it out; raises UnknownItemError, and what `change` raises."""
        return self._alter(item_id, now, change)

    def retract(
        self, item_id: str, claim_id: str, now: datetime, *, by: str | None = None, origin: Origin = Origin.CLI
    ) -> ItemChange:
        """Take a claim back; raises InputError if the item has no such claim. That `by` did so is kept as an answer."""

        def retracted(item: Item) -> Item:
            return items.retracted(item, claim_id, origin=origin, now=now, by=by)

        return self._alter(item_id, now, retracted, answer=_by(Action.NOT_RIGHT, item_id, by, now))

    def restore(self, item_id: str, claim_id: str, now: datetime, *, by: str | None = None) -> ItemChange:
        """Have a claim count again that was taken back by mistake; raises InputError where it was not.

        That `by` did so is kept as an answer.
        """
        answer = _by(Action.UNDO, item_id, by, now)
        return self._alter(item_id, now, lambda item: items.restored(item, claim_id), answer=answer)

    def raise_standing(self, item_id: str, claim_id: str, by: str, now: datetime) -> ItemChange:
        """Have a claim that contradicts the one in force weigh as much, so that it takes over.

        Raises InputError if another would be in force all the same.
        """

        def raised(item: Item) -> Item:
            items.refuse_where_ended(item)
            return items.raised(item, claim_id, by=by, now=now)

        return self._alter(item_id, now, raised)

    def lower(self, item_id: str, claim_id: str, now: datetime) -> ItemChange:
        """Have a claim weigh what it weighed before it was raised; raises InputError where it was not."""

        def lowered(item: Item) -> Item:
            items.refuse_where_ended(item)
            return items.lowered(item, claim_id)

        return self._alter(item_id, now, lowered)

    def uncheck(self, item_id: str, now: datetime, *, origin: Origin, since: datetime | None) -> ItemChange:
        """Take back the last re-check by this way, if it is no older than `since`; raises InputError where none is."""
        return self._alter(item_id, now, lambda item: items.unchecked(item, origin=origin, since=since))

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
        """Keep a channel from hearing of an item until a moment; raises InputError if that is too soon or too late."""

        def decide(known: ItemAsOf, holding: Sequence[Hold]) -> HoldChange:
            change = holds.snoozed(known, holding, channel, by, now, until=until)
            self._comes_to.refuse_snooze(known, channel, until, now)
            return change

        answer = replace(_given(Action.SNOOZE, item_id, channel, by, now), detail=snoozed_until(until))
        return self._answer(answer, decide)

    def wake(self, item_id: str, channel: str, by: Person, now: datetime) -> HoldChange:
        """End a snooze before its time; raises InputError where there is none."""
        return self._answer(_given(Action.WAKE, item_id, channel, by, now), lambda _, held: holds.woken(held, now))

    def _answer(self, answer: GivenAnswer, decide: Callable[[ItemAsOf, Sequence[Hold]], HoldChange]) -> HoldChange:
        """Change the holds of an item in a channel, plan its reminders anew, and keep who said what."""
        item_id, now = answer.item or "", answer.at
        with self._writing() as tx:
            item = self._comes_to.locked(tx, item_id, now)
            known = items.item_as_of(item)
            if known is None:
                raise InputError(f"nothing is known of {item_id} any more: all its claims were taken back")
            held = tx.holds.of_items([item_id]).get(item_id, [])
            channel = self._comes_to.channel(answer.channel).name
            here = [hold for hold in holds.holding(held, known, now) if hold.channel == channel]
            change = decide(known, here)
            tx.holds.change(change)
            tx.faces.mark([item_id], now)
            if self._tx is None:
                tx.holds.note(answer)
            self._comes_to.write(tx, self._comes_to.of(tx, [Revision(item, item)], now), now)
            return change

    def plan_ahead(self, now: datetime) -> None:
        """Plan the reminders of all items and the digests as the settings and the moment `now` ask for."""
        with self._writing() as tx:
            revisions = [Revision(item, item) for item in self._comes_to.all_held(tx, now)]
            self._comes_to.write(tx, self._comes_to.of(tx, revisions, now), now)

    def _bind_waiting(self, tx: Transaction, revisions: Sequence[Revision], now: datetime) -> None:
        if bind_waiting(tx, revisions, now):
            tx.faces.mark_proposals(tx.proposals.touched, now)
            self.within(tx).plan_proposals(now)

    def plan_proposals(self, now: datetime) -> None:
        """Record what is owed of the proposals that wait, and end what is owed no longer, as they are now."""
        with self._writing() as tx:
            planned = self._comes_to.of_proposals(tx, now)
            tx.notifications.insert(planned.new)
            tx.notifications.update(planned.changed)

    def retry(self, ids: Sequence[int] | None, now: datetime) -> list[int]:
        """Make dead notifications due again (None: all); returns their ids, without those whose date has moved since.

        Raises InputError for an id that is not dead, and then changes nothing.
        """
        with self._writing() as tx:
            revisions = [Revision(item, item) for item in self._comes_to.all_held(tx, now)]
            revived = tx.deliveries.retry(ids, now)
            self._comes_to.write(tx, self._comes_to.of(tx, revisions, now), now)
            return revived

    def _alter(
        self,
        item_id: str,
        now: datetime,
        change: Callable[[Item], Item],
        *,
        unchanged: str | None = None,
        answer: GivenAnswer | None = None,
    ) -> ItemChange:
        """Change an item; `unchanged` is the note if it stays the same, `answer` who did it, where that is kept."""
        with self._writing() as tx:
            item = self._comes_to.locked(tx, item_id, now)
            after = change(item)
            notes = (unchanged,) if unchanged and after == item else ()
            if answer is not None and self._tx is None:
                tx.holds.note(answer)
            return self._comes_to.change_item(tx, Revision(item, after, notes), now)


def _given(what: Action, item_id: str, channel: str, by: Person, now: datetime) -> GivenAnswer:
    return GivenAnswer(now, by, what, AnswerResult.APPLIED, item=item_id, channel=channel)


def _by(what: Action, item_id: str, by: str | None, now: datetime) -> GivenAnswer | None:
    """That somebody did so, of no channel; None where nobody is named."""
    return None if by is None else GivenAnswer(now, Person(by), what, AnswerResult.APPLIED, item=item_id)
