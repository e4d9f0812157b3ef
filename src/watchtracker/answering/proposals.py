"""An answer to a proposal and what becomes of it, within its transaction: accepted, dismissed, or undone.

A button can be pressed long after it was drawn, so what counts is what the proposal is now. Whoever is late is told
what was decided, by whom and when.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from watchtracker.answering.case import GUEST_UNKNOWN, GuestUnknownError, Worked
from watchtracker.answering.meant import Meant
from watchtracker.answering.situation import Subject, thread_of
from watchtracker.errors import InputError
from watchtracker.inbox.decisions import DOUBLE_PRESS, Situation, may_not
from watchtracker.inbox.forms import FieldName
from watchtracker.inbox.intents import About, OfProposal, Where
from watchtracker.inbox.tellings import Offered, Telling
from watchtracker.intake.proposals import ProposalState, StoredProposal, new_id
from watchtracker.items import Kind
from watchtracker.notifications import Channel
from watchtracker.notifications.answers import TOO_OLD, Action, AnswerRefusal, AnswerResult, GivenAnswer
from watchtracker.notifications.records import AnsweredBelow
from watchtracker.outbox.messages import Receipt
from watchtracker.store.engine import Store, Transaction
from watchtracker.store.inbox import Received
from watchtracker.targets import SlackTarget
from watchtracker.tracker import Answering, Tracker
from watchtracker.tracker.intake import Instead, Intake
from watchtracker.tracker.locking import lock_decided
from watchtracker.wording import proposal_answers as wording
from watchtracker.wording.answers import refused
from watchtracker.wording.feedback import Told, not_recorded

# A longer one fits into no column.
_LONGEST_NUMBER = 10
_STATES = {Action.ACCEPT: ProposalState.ACCEPTED, Action.DISMISS: ProposalState.DISMISSED}


def asked_of(tx: Transaction, asked: Meant) -> StoredProposal | None:
    """The proposal that an answer is about, locked with its item; None if there is none of that number."""
    number = number_of(asked.about)
    if number is None:
        return None
    lock_decided(tx, [number])
    return tx.proposals.locked(number)


def number_of(about: About | None) -> int | None:
    """The number of the proposal that something is about; None where it is about none, or the number can be none."""
    written = about.id if isinstance(about, OfProposal) else ""
    return int(written) if written.isascii() and written.isdigit() and len(written) < _LONGEST_NUMBER else None


def channel_of(tx: Transaction, channels: Sequence[Channel], at: Where) -> Channel | None:
    """The channel of the settings in which somebody answered, as our own rows know it; None where it is none."""
    name = tx.deliveries.channel_at(at.channel, at.message) if at.channel is not None else None
    here = (each for each in channels if each.name == name or each.to == SlackTarget(at.channel or ""))
    return next(here, None)


@dataclass(frozen=True, slots=True)
class ProposalCase:
    """An answer that was received to a proposal, and how things stand with that (None: there is no such proposal).

    `was_asked`: it was tried to learn whether this person is a guest, and cannot be learnt now.
    """

    tx: Transaction
    received: Received
    asked: Meant
    stored: StoredProposal | None
    channel: Channel | None
    here: Situation
    was_asked: bool

    def settle(self, store: Store, tracker: Tracker) -> Worked:
        """Decide, do and note it; raises GuestUnknownError, and then nothing is written."""
        who, stored = self.asked.coming.who, self.stored
        why = may_not(self.asked.action, who, self.here)
        if why is None and self.here.now - self.here.received_at > TOO_OLD:
            why = AnswerRefusal.TOO_OLD
        if why is AnswerRefusal.GUEST and who.is_guest is None:
            if not self.was_asked:
                raise GuestUnknownError(who.person)
            return self._refused(not_recorded(GUEST_UNKNOWN))
        if why is not None:
            sentence = refused(why, None)
            return self._refused(Told(sentence, kept=sentence))
        if stored is None:
            return self._refused(not_recorded("this proposal is not known any more"))
        if self.asked.action is not Action.UNDO and stored.state is not ProposalState.OPEN:
            return self._too_late(stored)
        return self._done(store, tracker, stored)

    def _too_late(self, stored: StoredProposal) -> Worked:
        mine = stored.decided_by == self.asked.coming.who.person.name
        recent = stored.decided_at is not None and abs(self.here.now - stored.decided_at) < DOUBLE_PRESS
        if mine and recent and stored.state is _STATES.get(self.asked.action):
            self.tx.inbox.done(self.received.id, "it was recorded before")
            return Worked(None, self._telling(None))
        return self._refused(wording.decided_before(stored))

    def _done(self, store: Store, tracker: Tracker, stored: StoredProposal) -> Worked:
        intake = Intake(store, tracker.within(self.tx, self._answering()), within=self.tx)
        now, by = self.here.now, self.asked.coming.who.person
        item: str | None = stored.proposal.item
        try:
            match self.asked.action:
                case Action.ACCEPT:
                    (let_in,) = intake.accept([stored.id], now, by=by.name, instead=self._instead(stored))
                    noticed = {notice.channel for notice in let_in.change.notices}
                    told = wording.accepted(let_in.stored, let_in.change.before, let_in.change.after, by)
                    if self.channel is not None and self.channel.name in noticed:
                        told = replace(told, line=None)
                    item = let_in.change.item_id
                case Action.DISMISS:
                    intake.dismiss([stored.id], now, by=by.name)
                    told = wording.dismissed(stored)
                case _:
                    told = wording.undone(intake.undo(stored.id, now, by=by.name))
        except InputError as error:
            # Whatever the tracker refuses it refuses before anything is written.
            return self._refused(not_recorded(str(error)))
        self._note(AnswerResult.APPLIED, told, item)
        self.tx.inbox.done(self.received.id, told.said)
        telling = self._telling(told)
        return Worked(AnswerResult.APPLIED, replace(telling, offered=self._offered(stored)))

    def _instead(self, stored: StoredProposal) -> Instead:
        """What was filled in otherwise than proposed; a new item gets the tags by which this channel hears of it."""
        declared = (source.tags for source in self.tx.sources.declared() if source.name == stored.proposal.source)
        tags = tuple(dict.fromkeys((*next(declared, ()), *(self.channel.tags if self.channel else ()))))
        if not self.asked.is_form:
            return Instead(tags=tags)
        when, item = self.asked.text(FieldName.WHEN), self.asked.text(FieldName.ITEM)
        if item is not None:
            return Instead(item=item, when=when)
        title, kind = self.asked.text(FieldName.TITLE), self.asked.text(FieldName.KIND)
        named = replace(stored.proposal, title=title or stored.proposal.title)
        free = new_id(named, {each.id for each in self.tx.items.all()})
        return Instead(new_id=free, when=when, title=title, kind=Kind(kind) if kind else None, tags=tags)

    def _offered(self, stored: StoredProposal) -> Offered | None:
        if self.asked.action is Action.UNDO:
            return None
        return Offered((Action.UNDO,), "", stored.proposal.title, 0, proposal=stored.id)

    def _refused(self, told: Told) -> Worked:
        self._note(AnswerResult.REFUSED, told, self.stored.proposal.item if self.stored else None)
        self.tx.inbox.refused(self.received.id, told.said)
        return Worked(AnswerResult.REFUSED, self._telling(told))

    def _note(self, result: AnswerResult, told: Told, item: str | None) -> None:
        known = item is not None and self.tx.items.get(item) is not None
        self.tx.holds.note(
            GivenAnswer(
                at=self.here.now,
                by=self.asked.coming.who.person,
                what=self.asked.action,
                result=result,
                item=item if known else None,
                channel=self.channel.name if self.channel else None,
                detail=told.kept,
                inbox=self.received.id,
                came=self.received.at,
            )
        )
        where = self.asked.where
        if where.channel is not None and where.message is not None:
            self.tx.faces.press(Receipt(where.channel, where.message), self.here.now)

    def _telling(self, told: Told | None) -> Telling:
        thread = self._thread()
        return Telling(self.asked.coming, self.received.key, told, thread, thread, answer=self.received.id)

    def _thread(self) -> Where | None:
        return thread_of(self.tx, Subject(None, None, None, self.channel), self.asked.where)

    def _answering(self) -> Answering | None:
        """Where the notices are told that the answer causes; None where no message was answered."""
        thread = self._thread()
        if self.channel is None or thread is None or thread.channel is None or thread.message is None:
            return None
        by = self.asked.coming.who.person.name
        return Answering(self.channel.name, AnsweredBelow(by, thread.channel, thread.message))
