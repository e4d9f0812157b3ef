"""The door for proposals: stored, let in, dismissed, brought back. What is let in goes through the tracker's own door.

A decision and what follows from it are one transaction: no proposal is accepted without its claim, and no claim is
recorded twice because two people accepted the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from watchtracker.errors import InputError
from watchtracker.intake import proposals
from watchtracker.intake.evidence import weighed
from watchtracker.intake.matching import names_one_thing
from watchtracker.intake.proofs import LastLook
from watchtracker.intake.proposals import Proposal, ProposalState, StoredProposal
from watchtracker.intake.proposing import WatchedItems
from watchtracker.intake.sightings import Sighting
from watchtracker.intake.signals import Signal
from watchtracker.items import Item, ItemAsOf, Kind, Origin, claim_id, item_as_of
from watchtracker.reading import FindResult
from watchtracker.reports.changes import ItemChange
from watchtracker.revisions import Revision
from watchtracker.store.engine import Store, Transaction
from watchtracker.tracker import becoming
from watchtracker.tracker.concerning import bind_waiting
from watchtracker.tracker.door import Tracker
from watchtracker.tracker.locking import lock_decided, lock_heard


@dataclass(frozen=True, slots=True)
class Instead:
    """What whoever accepts says otherwise than the proposal; None where it is right.

    `item` is the item that it concerns, `new_id` the id of a new one; at most one of the two. `title` and `kind` are of
    a new item, `when` the words of its date. `tags` are what a new item gets.
    """

    item: str | None = None
    new_id: str | None = None
    when: str | None = None
    title: str | None = None
    kind: Kind | None = None
    tags: tuple[str, ...] = ()


AS_IT_IS = Instead()


@dataclass(frozen=True, slots=True)
class LetIn:
    """A proposal that was accepted, what that made of its item, and the claim that it became (None: an outcome)."""

    stored: StoredProposal
    change: ItemChange
    claim: str | None


@dataclass(frozen=True, slots=True)
class SignalHeard:
    """What a look at a signal led to: what is to be remembered of it, what was proposed, and what of that came in."""

    look: LastLook
    stored: tuple[StoredProposal, ...] = ()
    let_in: tuple[LetIn, ...] = ()


class Intake:
    """Decides on proposals in `store`; the changes of items are made by `tracker`."""

    def __init__(self, store: Store, tracker: Tracker, *, within: Transaction | None = None) -> None:
        self._store = store
        self._tracker = tracker
        self._tx = within

    def within(self, tx: Transaction) -> Intake:
        """An intake whose decisions are part of `tx`: they are kept or undone with all else that is done there."""
        return Intake(self._store, self._tracker, within=tx)

    @contextmanager
    def _writing(self, now: datetime) -> Iterator[Transaction]:
        """A transaction, at whose end those who asked for proposals are owed what waits then, and nothing else."""
        if self._tx is not None:
            yield self._tx
            self._told_of(self._tx, now)
            return
        with self._store.writing() as tx:
            yield tx
            self._told_of(tx, now)

    def _told_of(self, tx: Transaction, now: datetime) -> None:
        self._tracker.within(tx).plan_proposals(now)
        tx.faces.mark_proposals(tx.proposals.touched, now)

    def hear(self, heard: Iterable[Proposal], now: datetime) -> list[StoredProposal]:
        """Store what is not stored yet, in order; returns each as it then is, without titles that are silenced.

        What is on record already, or concerns what has ended, is stored as overtaken.
        """
        with self._writing(now) as tx:
            return [stored for proposal in heard if (stored := self._put(tx, proposal, now)) is not None]

    def accept(
        self, numbers: Sequence[int], now: datetime, *, by: str | None, instead: Instead = AS_IT_IS
    ) -> list[LetIn]:
        """Let stored proposals in, all of them or none; what several sources say comes in once.

        Raises InputError if one is decided already, or cannot become what it says.
        """
        with self._writing(now) as tx:
            found: dict[str, StoredProposal] = {}
            lock_decided(tx, numbers, item=instead.item, new_id=instead.new_id)
            for number in sorted(set(numbers)):
                stored = _undecided(tx, number)
                found.setdefault(proposals.matter(stored.proposal), stored)
            return [self._accept(tx, stored, now, by=by, instead=instead) for stored in found.values()]

    def take(self, proposal: Proposal, now: datetime, *, by: str | None, instead: Instead = AS_IT_IS) -> LetIn | None:
        """Store a proposal and let it in at once; None if it was decided before, or its title is silenced."""
        with self._writing(now) as tx:
            lock_heard(tx, proposal, item=instead.item, new_id=instead.new_id)
            stored = self._put(tx, proposal, now)
            if stored is None or stored.state is not ProposalState.OPEN:
                return None
            return self._accept(tx, _undecided(tx, stored.id), now, by=by, instead=instead)

    def weigh(
        self, item_id: str, signal: Signal, shown: Sighting, before: LastLook | None, now: datetime
    ) -> SignalHeard | None:
        """Store what a look at a signal of an item means, and let in what its item has recorded without asking.

        `before` is what is remembered of the last look. None if the item is not listed any more.
        """
        with self._writing(now) as tx:
            tx.items.lock([item_id])
            item = tx.items.get(item_id)
            if item is None or not item.listed:
                return None
            evidence = weighed(item, signal, shown, before, now)
            if evidence.withdrawn is not None:
                _withdraw(tx, evidence.withdrawn, now)
            put = [(found.asked, self._put(tx, found.proposal, now)) for found in evidence.proposals]
            let_in = [
                self._accept(tx, stored, now, by=stored.proposal.source, instead=AS_IT_IS)
                for asked, stored in put
                if asked is None and stored is not None and stored.state is ProposalState.OPEN
            ]
            return SignalHeard(evidence.look, tuple(stored for _, stored in put if stored is not None), tuple(let_in))

    def let_in(self, proposal: Proposal, now: datetime, *, by: str, instead: Instead = AS_IT_IS) -> LetIn | None:
        """Store a proposal and let it in by itself; one that says what is in force already confirms it.

        None if it was stored before, or its title is silenced: what waits for a person goes on waiting, and whoever
        moved the date away from what was let in once knows something that its source perhaps does not. Raises
        InputError if it cannot become what it says; it is stored then, if this is part of a transaction.
        """
        with self._writing(now) as tx:
            if tx.proposals.same(proposal) is not None:
                return None
            stored = tx.proposals.put(proposal, now, known=_known(tx, proposal.item))
            if stored is None:
                return None
            return self._accept(tx, _undecided(tx, stored.id), now, by=by, instead=instead)

    def close_overtaken(self, now: datetime) -> int:
        """Close what waits although nothing is left to decide, since its item moved or ended; returns how many."""
        with self._writing(now) as tx:
            closed = 0
            while overtaken := [stored for stored in tx.proposals.open() if _is_overtaken(tx, stored)]:
                for stored in overtaken:
                    tx.proposals.decide(stored, ProposalState.OVERTAKEN, now, by=None)
                closed += len(overtaken)
            return closed

    def dismiss(
        self, numbers: Sequence[int], now: datetime, *, by: str | None, subject: bool = False
    ) -> list[StoredProposal]:
        """Never propose these again; with `subject`, hear no more of their titles from their sources.

        Raises InputError if one of them is decided already, and then changes nothing.
        """
        with self._writing(now) as tx:
            tx.proposals.lock(numbers)
            found = [_undecided(tx, number) for number in sorted(set(numbers))]
            for stored in found:
                tx.proposals.decide(stored, ProposalState.DISMISSED, now, by=by)
                if subject:
                    tx.proposals.silence(stored.proposal.source, stored.proposal.subject, now, by=by)
            return found

    def restore(self, number: int, now: datetime) -> StoredProposal:
        """Have a dismissed proposal open again, and its title heard again; or an accepted one that was undone since.

        Raises InputError if there is nothing to bring back.
        """
        with self._writing(now) as tx:
            stored = _existing(tx, number)
            item = tx.items.get(stored.proposal.item or "")
            taken_back = stored.state is ProposalState.ACCEPTED and not _stands(stored, item)
            if stored.state is not ProposalState.DISMISSED and not taken_back:
                raise InputError(f"proposal {number} is {stored.state}, so there is nothing to bring back")
            tx.proposals.reopen(stored, as_new=taken_back and (item is None or not item.listed))
            tx.proposals.speak_again(stored.proposal.source, stored.proposal.subject)
            return replace(stored, state=ProposalState.OPEN, decided_at=None, decided_by=None)

    def undo(self, number: int, now: datetime, *, by: str, origin: Origin = Origin.SLACK) -> StoredProposal:
        """Undo what somebody decided about a proposal, so that it is open again; `origin` is the way that came.

        Raises InputError if they decided nothing of it, or what came of it was changed since.
        """
        with self._writing(now) as tx:
            lock_decided(tx, [number])
            stored = _existing(tx, number)
            if stored.decided_by != by or stored.state not in {ProposalState.ACCEPTED, ProposalState.DISMISSED}:
                raise InputError(f"nothing that you decided about proposal {number} stands any more")
            if stored.state is ProposalState.DISMISSED:
                tx.proposals.reopen(stored)
                tx.proposals.speak_again(stored.proposal.source, stored.proposal.subject)
            else:
                tx.proposals.reopen(
                    stored, as_new=_undone(tx, self._tracker.within(tx), stored, now, by=by, origin=origin)
                )
            return replace(stored, state=ProposalState.OPEN, decided_at=None, decided_by=None)

    def id_for(self, proposal: Proposal) -> str:
        """The id that it would get as something new, by its title as it is in `proposal`."""
        with self._store.reading() as tx:
            return proposals.new_id(proposal, {item.id for item in tx.items.all()})

    def _put(self, tx: Transaction, proposal: Proposal, now: datetime) -> StoredProposal | None:
        known = _known(tx, proposal.item)
        stored = tx.proposals.put(proposal, now, known=known)
        if stored is None or stored.state is not ProposalState.OPEN:
            return stored
        if proposals.is_overtaken(proposal, known):
            tx.proposals.decide(stored, ProposalState.OVERTAKEN, now, by=None)
            return replace(stored, state=ProposalState.OVERTAKEN, decided_at=now)
        return stored

    def _accept(
        self, tx: Transaction, stored: StoredProposal, now: datetime, *, by: str | None, instead: Instead
    ) -> LetIn:
        proposal, tracker = stored.proposal, self._tracker.within(tx)
        _refuse_taken(tx, instead.new_id)
        item = None if instead.new_id else instead.item or proposal.item
        claim: str | None = None
        if proposal.result is not None and instead.new_id is not None:
            item = instead.new_id
            change, claim = becoming.added_as_ended(tracker, proposal, now, by=by, instead=instead)
        elif proposal.result is not None:
            if item is None:
                raise InputError(
                    f'"{proposal.quote}" tells how something ended that no item is known for: say which, with '
                    "--item ID, or keep it as something that has ended, with --as NEW-ID"
                )
            change = becoming.ended(tx, tracker, proposal, item, now, by=by)
        else:
            if item is None and instead.new_id is None:
                _refuse_unsure(tx, proposal)
            new = item is None
            item = item or instead.new_id or becoming.free_id(tx, proposal)
            facts = becoming.facts_of_new(proposal, item, instead) if new else becoming.facts_of(tx, item)
            said = becoming.said(proposal, facts.zone, now, instead)
            claim = claim_id(item, said)
            change = (
                tracker.add(facts, said, now, by=by, origin=Origin.INTAKE)
                if new
                else tracker.claim(item, said, now, by=by, origin=Origin.INTAKE)
            )
        tx.proposals.decide(stored, ProposalState.ACCEPTED, now, by=by, claim=claim, item=item)
        if change.what == "added":
            _bind_others(tx, item, proposal, now)
        decided = replace(stored, state=ProposalState.ACCEPTED, decided_at=now, decided_by=by, claim=claim)
        return LetIn(decided, change, claim)


def _refuse_taken(tx: Transaction, new_id: str | None) -> None:
    """Raises InputError where an item on the list has the id that was given to something new."""
    there = tx.items.get(new_id) if new_id is not None else None
    if there is not None and there.listed:
        raise InputError(f"there is an item {there.id!r} already: --item {there.id} records it as said of that")


def _refuse_unsure(tx: Transaction, proposal: Proposal) -> None:
    """Raises InputError where items of ours came out alike, because something new would be one too many."""
    if proposal.unsure and (rivals := WatchedItems(tx.items.all()).with_rivals(proposal).rivals):
        raise InputError(f'"{proposal.title}" may be {" or ".join(rivals)}: say which, or give it an id of its own')


def _withdraw(tx: Transaction, proposal: Proposal, now: datetime) -> None:
    """Have nobody decide on what is no longer true."""
    stored = tx.proposals.same(proposal)
    if stored is not None and stored.state is ProposalState.OPEN:
        tx.proposals.decide(stored, ProposalState.OVERTAKEN, now, by=None)


def _bind_others(tx: Transaction, item_id: str, accepted: Proposal, now: datetime) -> None:
    """What else waits under the title of a new item is about it: otherwise its next date would make a second item."""
    if names_one_thing(accepted.title):
        for other in tx.proposals.untold(accepted.subject):
            if other.proposal.result is not None or other.proposal.kind is accepted.kind:
                tx.proposals.bind(other, item_id)
    if (added := tx.items.get(item_id)) is not None:
        bind_waiting(tx, [Revision(None, added)], now)


def _is_overtaken(tx: Transaction, stored: StoredProposal) -> bool:
    return proposals.is_overtaken(stored.proposal, _known(tx, stored.proposal.item))


def _undone(
    tx: Transaction, tracker: Tracker, stored: StoredProposal, now: datetime, *, by: str, origin: Origin
) -> bool:
    """Take back what an accepted proposal became; True where that was an item, which is not watched any more."""
    proposal = stored.proposal
    item = tx.items.get(proposal.item or "")
    if item is None or not item.listed:
        raise InputError(f"what proposal {stored.id} became is not on the list any more")
    if stored.claim is None:
        if proposal.result is FindResult.REOPEN or item.outcome is None:
            raise InputError(f"{item.id} changed since: its outcome is to be recorded or taken back by itself")
        tracker.reopen(item.id, now, by=by)
        return False
    others = [claim for claim in item.claims if claim.id != stored.claim and not claim.retracted]
    tracker.retract(item.id, stored.claim, now, by=by, origin=origin)
    if others:
        return False
    tracker.edit(item.id, lambda before: replace(before, listed=False, taken_out_by=by), now)
    return True


def _stands(stored: StoredProposal, item: Item | None) -> bool:
    """Whether what an accepted proposal became is still recorded: its claim, or the outcome of its item."""
    if item is None or not item.listed:
        return False
    if stored.claim is None:
        return (item.outcome is None) is (stored.proposal.result is FindResult.REOPEN)
    return any(claim.id == stored.claim and not claim.retracted for claim in item.claims)


def _existing(tx: Transaction, number: int) -> StoredProposal:
    stored = tx.proposals.locked(number)
    if stored is None:
        raise InputError(f"there is no proposal {number}: `watchtracker inbox` lists those that are open")
    return stored


def _undecided(tx: Transaction, number: int) -> StoredProposal:
    """An open proposal, locked; raises InputError."""
    stored = _existing(tx, number)
    if stored.state is ProposalState.OPEN:
        return stored
    who = f" by {stored.decided_by}" if stored.decided_by else ""
    when = f" on {stored.decided_at.date()}" if stored.decided_at else ""
    back = (
        f": `watchtracker inbox --restore {number}` brings it back" if stored.state is ProposalState.DISMISSED else ""
    )
    raise InputError(f"proposal {number} is {stored.state} already{who}{when}{back}")


def _known(tx: Transaction, item_id: str | None) -> ItemAsOf | None:
    item = tx.items.get(item_id) if item_id is not None else None
    return item_as_of(item) if item is not None and item.listed else None
