"""One answer and what becomes of it, within its transaction: what is decided, done, noted and said."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import assert_never

from watchtracker.answering import watching
from watchtracker.answering.doing import Doing, do
from watchtracker.answering.meant import Meant
from watchtracker.answering.situation import Subject, thread_for_all, thread_of
from watchtracker.errors import InputError
from watchtracker.inbox import item_forms, undoing
from watchtracker.inbox.decisions import (
    Apply,
    AskFirst,
    Decision,
    Refuse,
    SayNothing,
    Situation,
    decide,
    may_not,
    was_just_pressed,
)
from watchtracker.inbox.forms import LONGEST, Anchor, FieldName, TakeOverForm
from watchtracker.inbox.intents import Where
from watchtracker.inbox.tellings import Offered, Telling
from watchtracker.items import Item, ItemAsOf
from watchtracker.notifications import Channel
from watchtracker.notifications.answers import TOO_OLD, Action, AnswerRefusal, AnswerResult, GivenAnswer
from watchtracker.notifications.holds import Person
from watchtracker.notifications.people import home
from watchtracker.notifications.records import AnsweredBelow
from watchtracker.outbox.messages import Receipt
from watchtracker.store.engine import Transaction
from watchtracker.store.inbox import Received
from watchtracker.tracker import Answering, Tracker
from watchtracker.wording.answers import refused
from watchtracker.wording.feedback import Told, not_recorded, taken_already
from watchtracker.wording.safe_text import clean, cut

GUEST_UNKNOWN = "it cannot be learnt now whether you are a full member of the workspace: press again in a minute"
_FAILED = "it failed each time that it was tried, and the log says why. Nothing has changed; press again"


@dataclass(frozen=True, slots=True)
class Worked:
    """What came of one answer; None as `result`: nothing was recorded, and nothing had to be refused."""

    result: AnswerResult | None
    telling: Telling | None = None


class GuestUnknownError(Exception):
    """Whether somebody is a guest decides of their answer, and has to be asked first."""

    def __init__(self, person: Person) -> None:
        super().__init__(person.name)
        self.person = person


@dataclass(frozen=True, slots=True)
class Case:
    """An answer that was received, what it is about and how things stand with that.

    `was_asked`: it was tried to learn whether this person is a guest, and cannot be learnt now.
    """

    tx: Transaction
    received: Received
    asked: Meant
    about: Subject
    here: Situation
    was_asked: bool

    def settle(self, tracker: Tracker) -> Worked:
        """Decide, do and note it; raises GuestUnknownError, and then nothing is written."""
        who = self.asked.coming.who
        decision = (
            self._of_something_new()
            if self._is_new
            else decide(self.asked.action, who, self.here, over=self.asked.over)
        )
        match decision:
            case SayNothing():
                self.tx.inbox.done(self.received.id, "it was recorded before")
                return Worked(None, self._telling(self._of_nothing()))
            case AskFirst():
                self.tx.inbox.done(self.received.id, f"asked whether to take it over from {decision.holder.name}")
                return Worked(None, replace(self._telling(None), asks=self._take_over()))
            case Refuse(AnswerRefusal.GUEST) if who.is_guest is None:
                if not self.was_asked:
                    raise GuestUnknownError(who.person)
                return self._refused(not_recorded(GUEST_UNKNOWN))
            case Refuse():
                why = refused(decision.why, self.about.known)
                return self._refused(Told(why, kept=why))
            case Apply():
                return self._watched(tracker) if self.asked.watches else self._applied(tracker)
            case _:
                assert_never(decision)

    def give_up(self) -> Worked:
        """Refuse it because it fails each time that it is worked off."""
        return self._refused(not_recorded(_FAILED))

    def _applied(self, tracker: Tracker) -> Worked:
        item, known, channel = self.about.item, self.about.known, self.about.channel
        if item is None or known is None or channel is None:
            return self._refused(not_recorded("its channel is none of the settings any more"))
        holder = self.here.taken.by if self.here.taken else None
        within = tracker.within(self.tx, self._answering(channel))
        try:
            last = self._meant_to_be_undone() if self.asked.action is Action.UNDO else None
            notification = self.about.notification
            told = do(Doing(within, self.asked, item, known, channel, self.here.now, notification, holder, last))
        except InputError as error:
            # Whatever the tracker refuses it refuses before anything is written.
            return self._refused(not_recorded(str(error)))
        self._note(AnswerResult.APPLIED, told)
        self.tx.inbox.done(self.received.id, told.said)
        return Worked(AnswerResult.APPLIED, replace(self._telling(told), offered=self._offered(item, known)))

    def _meant_to_be_undone(self) -> GivenAnswer | None:
        """The answer of this person below which they pressed, or else their last one that can be undone."""
        item, account = self.about.item, self.asked.coming.who.person.account
        answers = self.tx.holds.answers_of(item.id) if item is not None else []
        if self.asked.undoes is not None:
            return undoing.in_row(answers, account, self.asked.undoes)
        return undoing.last_of(answers, account)

    def _offered(self, before: Item, known: ItemAsOf) -> Offered | None:
        """What stands below what this person is told of their answer: to undo it, or to say which day it was."""
        action, told = self.asked.action, self.about.notification
        item = self.tx.items.get(before.id)
        if action not in undoing.UNDOABLE or item is None:
            return None
        # What takes one press is recorded as of today.
        another_day = action is Action.DONE and not self.asked.is_form
        actions = (Action.UNDO, Action.EDIT) if another_day else (Action.UNDO,)
        return Offered(actions, item.id, known.facts.title, item.revision, told.id if told else None)

    @property
    def _is_new(self) -> bool:
        return self.asked.watches and self.asked.about is None

    def _of_something_new(self) -> Decision:
        """Of what is not on the list yet it matters alone who wants it there, and that they still do."""
        why = may_not(self.asked.action, self.asked.coming.who, self.here)
        if why is None and self.here.now - self.here.received_at > TOO_OLD:
            why = AnswerRefusal.TOO_OLD
        return Apply() if why is None else Refuse(why)

    def _watched(self, tracker: Tracker) -> Worked:
        within, about, now = tracker.within(self.tx), self.about, self.here.now
        try:
            found = watching.watch(self.tx, within, self.asked, about, now)
        except InputError as error:
            return self._refused(not_recorded(str(error)))
        if isinstance(found, str):
            return self._refused(Told(found, kept=found))
        self._note(AnswerResult.APPLIED, found.told, found.item)
        self.tx.inbox.done(self.received.id, found.told.said)
        return Worked(AnswerResult.APPLIED, replace(self._telling(found.told), watching=found.shown))

    def _refused(self, told: Told) -> Worked:
        self._note(AnswerResult.REFUSED, told)
        self.tx.inbox.refused(self.received.id, told.said)
        return Worked(AnswerResult.REFUSED, replace(self._telling(told), is_refused=True))

    def _note(self, result: AnswerResult, told: Told, added: Item | None = None) -> None:
        """Keep who answered what, and have the messages about it drawn anew; `added` is on the list only now."""
        item, notification = added or self.about.item, self.about.notification
        # A form of ours lets nobody write more, nor on several lines.
        reason = cut(clean(self.asked.text(FieldName.REASON) or ""), LONGEST[FieldName.REASON])
        self.tx.holds.note(
            GivenAnswer(
                at=self.here.now,
                by=self.asked.coming.who.person,
                what=self.asked.action,
                result=result,
                item=item.id if item else None,
                channel=self._channel_name(),
                detail=" ".join(filter(None, (told.kept, f"({reason})" if reason else None))) or None,
                notification=notification.id if notification else None,
                inbox=self.received.id,
                came=self.received.at,
            )
        )
        if item is not None:
            self.tx.faces.mark([item.id], self.here.now)
        answered = self._answered()
        if answered is not None:
            self.tx.faces.press(answered, self.here.now)

    def _answered(self) -> Receipt | None:
        """The message that shows what becomes of it; what only this person sees stands below one that told of it."""
        where, told = self.asked.where, self.about.notification
        if where.is_passing and told is not None and told.id is not None:
            deliveries = reversed(self.tx.deliveries.of_notification(told.id))
            return next((delivery.receipt for delivery in deliveries if delivery.receipt is not None), None)
        return Receipt(where.channel, where.message) if where.channel and where.message else None

    def _channel_name(self) -> str | None:
        told, channel = self.about.notification, self.about.channel
        return home(told.channel) if told else channel.name if channel else None

    def _telling(self, told: Told | None) -> Telling:
        coming = self.asked.coming
        if self.asked.watches:
            # The message is anybody's. Where nobody has replied to it yet, its thread would not show a line that only
            # one person sees: it stands in the channel.
            at = self.asked.where
            return Telling(coming, self.received.key, told, Where(at.channel, at.thread), answer=self.received.id)
        thread = thread_of(self.tx, self.about, self.asked.where)
        below = self._thread_for_all()
        telling = Telling(coming, self.received.key, told, thread, below, answer=self.received.id)
        return replace(telling, came_from_home=self.asked.where.channel is None)

    def _thread_for_all(self) -> Where | None:
        return thread_for_all(self.tx, self.about, self.asked.where)

    def _answering(self, channel: Channel) -> Answering | None:
        """Where the notices are told that the answer causes; None where no message was answered."""
        thread = self._thread_for_all()
        if thread is None or thread.channel is None or thread.message is None:
            return None
        by = self.asked.coming.who.person.name
        return Answering(channel.name, AnsweredBelow(by, thread.channel, thread.message))

    def _take_over(self) -> TakeOverForm | None:
        known, channel = self.about.known, self.about.channel
        held = self.here.taken
        if known is None or channel is None or held is None:
            return None
        return item_forms.take_over(Anchor(self.asked.about, self.asked.where), known, held, channel.zone)

    def _of_nothing(self) -> Told | None:
        """A second press within seconds says nothing; who took it long ago is told so."""
        known = self.here.known
        return None if was_just_pressed(self.here) or known is None else taken_already(known)
