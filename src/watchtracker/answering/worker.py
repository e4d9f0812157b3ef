"""The worker: one answer that was received, and all that follows from it, in one transaction, or none of it.

A worker that is killed has changed nothing that it had not finished, and its answer waits for the next one. Several
workers on one database never have the same answer, and each answer is recorded once, however often it was delivered.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from watchtracker.answering.case import Case, GuestUnknownError, Worked
from watchtracker.answering.groups import Groups
from watchtracker.answering.meant import Meant, meant
from watchtracker.answering.proposals import ProposalCase, asked_of, channel_of
from watchtracker.answering.reception import TEAM
from watchtracker.answering.situation import Subject, of_their_own, situation, subject, watched_from
from watchtracker.errors import StoreError, UnfitError
from watchtracker.failpoints import Failpoint, reach
from watchtracker.inbox.decisions import Situation
from watchtracker.inbox.intents import Intent, OfItem, OfProposal
from watchtracker.notifications import Channel
from watchtracker.notifications.answers import AnswerResult
from watchtracker.notifications.holds import Person
from watchtracker.store.engine import Store, Transaction
from watchtracker.store.failures import RowError
from watchtracker.store.inbox import Received
from watchtracker.tracker import Tracker
from watchtracker.wording.feedback import not_redrawn

_KNOWN_FOR = timedelta(hours=24)
_ASKED_AGAIN_AFTER = timedelta(minutes=1)
# So often in a row it may not be learnt before nobody is asked about for a while: each time, all others wait.
_UNANSWERED, _ASKS_NOBODY_FOR = 2, timedelta(minutes=1)
# Errors of the database that come again each time, as they lie in what is read or written and not in reaching it.
_LASTING = (RowError, UnfitError)
_NO_ROOM_FOR_MORE = "it could not be worked off, nor noted as an answer: the log says why"

_log = logging.getLogger("watchtracker.answering.worker")


class AnswerFailedError(Exception):
    """An answer could not be worked off, for a reason that lies in it or in us; nothing of the try is left."""

    def __init__(self, received_id: int) -> None:
        super().__init__(f"the answer in row {received_id} of the inbox could not be worked off")
        self.received_id = received_id


class Worker:
    """Works off what was received, with the tracker, for the `channels` of the settings.

    `read` makes an intent of what was received, of when that was, and of the id of our own team. `is_guest` asks
    whether somebody is a guest, and returns None where that cannot be learnt now. `groups` knows who is in the groups
    that may answer. `account` is the gate that is closed while the account is refused which draws the messages.
    `kept` makes of what was received what may be kept of it once it was worked off.
    """

    def __init__(
        self,
        store: Store,
        tracker: Tracker,
        channels: Sequence[Channel],
        read: Callable[[str, datetime, str | None], Intent],
        *,
        is_guest: Callable[[Person], bool | None],
        groups: Groups | None = None,
        account: str | None = None,
        kept: Callable[[str], str] = str,
    ) -> None:
        self._store = store
        self._tracker = tracker
        self._channels = tuple(channels)
        self._read = read
        self._ask = is_guest
        self._groups = groups or Groups(channels)
        self._account = account
        self._kept = kept
        self._guests: dict[str, tuple[bool | None, datetime]] = {}
        self._unanswered: tuple[int, datetime] | None = None

    def work_off(self, now: datetime) -> Worked | None:
        """Work off the oldest answer that waits; None if there is none that nobody else has.

        Raises AnswerFailedError, and StoreError where the database cannot be used now.
        """
        # Before anything waits, too: who opens a form is not kept waiting.
        self._groups.look(now)
        with self._store.reading() as tx:
            if not tx.inbox.waits(now):
                return None
        while True:
            received: Received | None = None
            try:
                with self._store.writing() as tx:
                    received = tx.inbox.next(now)
                    if received is None:
                        return None
                    worked = self._worked(tx, received, now)
                    tx.inbox.keep(received.id, self._kept(received.payload))
                    reach(Failpoint.INSIDE_ANSWER)
            except GuestUnknownError as unknown:
                # That may last, so it is asked while nothing is locked; the answer may be another worker's then.
                self._learn(unknown.person, now)
            except Exception as error:
                if received is None or (isinstance(error, StoreError) and not isinstance(error, _LASTING)):
                    raise
                raise AnswerFailedError(received.id) from error
            else:
                reach(Failpoint.AFTER_ANSWER_COMMIT)
                return worked

    def give_up(self, received_id: int, now: datetime) -> Worked | None:
        """Refuse an answer that fails each time, and say so to whoever gave it; None if it waits no more.

        Whatever made it fail may keep it from being noted in full, so it is noted as far as that goes. Raises
        StoreError where the database cannot be used now.
        """
        for given_up in (self._given_up_in_full, self._given_up_as_of_nothing, _given_up_unheard):
            try:
                with self._store.writing() as tx:
                    received = tx.inbox.waiting(received_id, now)
                    if received is None:
                        return None
                    tx.inbox.keep(received.id, self._kept(received.payload))
                    return given_up(tx, received, now)
            except Exception as error:
                if isinstance(error, StoreError) and not isinstance(error, _LASTING):
                    raise
                _log.exception("an answer that fails cannot be refused so")
        return None

    def _given_up_in_full(self, tx: Transaction, received: Received, now: datetime) -> Worked:
        asked = meant(self._read(received.payload, received.at, tx.meta.get(TEAM)))
        about = subject(tx, asked.about, self._channels, asked.where) if asked else None
        return _given_up(tx, received, now, asked, about)

    def _given_up_as_of_nothing(self, tx: Transaction, received: Received, now: datetime) -> Worked:
        """Where what it is about cannot be read."""
        asked = meant(self._read(received.payload, received.at, tx.meta.get(TEAM)))
        return _given_up(tx, received, now, asked, Subject(None, None, None, None))

    def _worked(self, tx: Transaction, received: Received, now: datetime) -> Worked:
        asked = meant(self._read(received.payload, received.at, tx.meta.get(TEAM)))
        if asked is None:
            tx.inbox.refused(received.id, "it asks for nothing that could be recorded")
            return Worked(None)
        if isinstance(asked.about, OfProposal):
            return self._followed(tx, self._of_proposal(tx, received, asked, now))
        about = subject(tx, asked.about, self._channels, asked.where)
        if asked.watches:
            about = watched_from(about, self._channels, asked.where)
        elif isinstance(asked.about, OfItem) and asked.where.channel is None:
            about = of_their_own(tx, about, self._channels, asked.coming.who.person, now)
        groups = self._groups.of(asked.coming.who.person.account)
        here = replace(situation(tx, asked, about, now, received_at=received.at), groups=groups)
        asked, was_asked = self._with_what_is_known(asked, now)
        worked = Case(tx, received, asked, about, here, was_asked).settle(self._tracker)
        # A message that is watched is not ours, and shows nothing of it.
        is_shown = asked.where.message is not None and not asked.watches
        return self._followed(tx, worked) if is_shown else worked

    def _of_proposal(self, tx: Transaction, received: Received, asked: Meant, now: datetime) -> Worked:
        channel, stored = channel_of(tx, self._channels, asked.where), asked_of(tx, asked)
        here = situation(tx, asked, Subject(None, None, None, channel), now, received_at=received.at)
        here = replace(here, groups=self._groups.of(asked.coming.who.person.account))
        asked, was_asked = self._with_what_is_known(asked, now)
        return ProposalCase(tx, received, asked, stored, channel, here, was_asked).settle(self._store, self._tracker)

    def _with_what_is_known(self, asked: Meant, now: datetime) -> tuple[Meant, bool]:
        """What is asked for with whether it comes from a guest, and whether that was tried to be learnt before."""
        found = self._guests.get(asked.coming.who.person.account or "")
        # What is known for longer than that was learnt before the clock was set back.
        if found is None or not now < found[1] <= now + _known_for(is_guest=found[0]):
            return asked, False
        return _with_membership(asked, is_guest=found[0]), True

    def _followed(self, tx: Transaction, worked: Worked) -> Worked:
        """What came of an answer to a message; where that cannot show it, who gave it hears so."""
        telling = worked.telling
        if telling is None or telling.told is None or self._account is None:
            return worked
        account = tx.gates.get(self._account)
        if account is None or account.closed_since is None:
            return worked
        return replace(worked, telling=replace(telling, told=not_redrawn(telling.told)))

    def _learn(self, person: Person, now: datetime) -> None:
        times, last = self._unanswered or (0, now)
        if times >= _UNANSWERED and last <= now < last + _ASKS_NOBODY_FOR:
            self._guests[person.account or ""] = (None, last + _ASKS_NOBODY_FOR)
            return
        known = self._ask(person)
        self._unanswered = (times + 1, now) if known is None else None
        self._guests[person.account or ""] = (known, now + _known_for(is_guest=known))


def _known_for(*, is_guest: bool | None) -> timedelta:
    """For how long it is believed that somebody is a guest or not, or that it cannot be learnt (None)."""
    return _ASKED_AGAIN_AFTER if is_guest is None else _KNOWN_FOR


def _given_up(tx: Transaction, received: Received, now: datetime, asked: Meant | None, about: Subject | None) -> Worked:
    if asked is None or about is None:
        return _given_up_unheard(tx, received, now)
    nothing_known = Situation(known=None, listed=False, holds=(), now=now, received_at=received.at)
    return Case(tx, received, asked, about, nothing_known, was_asked=True).give_up()


def _given_up_unheard(tx: Transaction, received: Received, now: datetime) -> Worked:
    """Where not even who sent it can be read."""
    del now
    tx.inbox.refused(received.id, _NO_ROOM_FOR_MORE)
    return Worked(AnswerResult.REFUSED)


def _with_membership(asked: Meant, *, is_guest: bool | None) -> Meant:
    who = asked.coming.who
    if who.is_guest is not None:
        return asked
    return replace(asked, coming=replace(asked.coming, who=replace(who, is_guest=is_guest)))
