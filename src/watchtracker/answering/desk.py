"""The desk: what only shows something is answered at once, from one read, and leaves no trace.

A button that opens a form has it opened; a form that is filled in wrongly comes back with a sentence at each field; and
a date that was typed is shown as it was read, with what it will do, before it can be recorded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from watchtracker.answering import members
from watchtracker.answering.doing import claim_meant
from watchtracker.answering.groups import Groups
from watchtracker.answering.informing import Adds, Informer
from watchtracker.answering.meant import Meant, meant
from watchtracker.answering.members import Meanable
from watchtracker.answering.proposal_forms import ProposalForms
from watchtracker.answering.showing import ShowsForms
from watchtracker.answering.situation import Subject, audience_of, situation, subject
from watchtracker.answering.watch_forms import WatchForms
from watchtracker.errors import InputError
from watchtracker.inbox import item_forms, readings
from watchtracker.inbox.at_once import Answered, Refused
from watchtracker.inbox.consequences import Audience
from watchtracker.inbox.decisions import Refuse, decide
from watchtracker.inbox.forms import (
    Anchor,
    AnswerForm,
    EndingForm,
    FieldName,
    Mistakes,
    OpenedForm,
    RefusalShown,
    SnoozeForm,
    WatchForm,
)
from watchtracker.inbox.intents import (
    READ,
    About,
    Coming,
    Command,
    FieldFilled,
    HomeOpened,
    LinkShared,
    OfItem,
    OfNotification,
    OfProposal,
    OpenView,
    OptionsAsked,
    Press,
    Shortcut,
    Submission,
    Understood,
    View,
    writes,
)
from watchtracker.inbox.keeping import where
from watchtracker.inbox.tellings import Telling
from watchtracker.items import Item, ItemAsOf, Result
from watchtracker.notifications import Channel, planning
from watchtracker.notifications.answers import Action
from watchtracker.outbox.offers import Offers
from watchtracker.store.engine import Store, Transaction
from watchtracker.wording.answers import refused
from watchtracker.wording.links import page

_RESULTS = {View.HAPPENED: Result.HAPPENED, View.DONE_ON: Result.DONE, View.CANCELLED: Result.CANCELLED}
_RESULTS_OF = {Action.HAPPENED: Result.HAPPENED, Action.CANCELLED: Result.CANCELLED}
_NOT_OPENED = "The form could not be opened, and nothing is recorded: try again in a moment."


@dataclass(frozen=True, slots=True)
class _Opening:
    """What a form is about: an item as it is now, in a channel."""

    tx: Transaction
    now: datetime
    found: Subject
    item: Item
    known: ItemAsOf
    anchor: Anchor


class Desk:
    """Answers from `store` with forms that `modals` shows; `public_url` is where the page of an item is.

    `zone` is that of the settings, in which lists are said. `groups` knows who is in the groups that may answer.
    """

    def __init__(
        self,
        store: Store,
        modals: ShowsForms,
        audience: Audience,
        *,
        public_url: str,
        channels: Sequence[Channel],
        zone: str = "UTC",
        groups: Groups | None = None,
    ) -> None:
        self._store = store
        self._modals = modals
        self._audience = audience
        self._public_url = public_url
        self._channels = tuple(channels)
        self._groups = groups or Groups(channels)
        self._watching = WatchForms(store, audience, self._channels, zone)
        self._proposals = ProposalForms(store, audience, self._channels, self._groups)
        self._have_home: set[str] = set()
        self._informer = Informer(store, zone, public_url, audience.intervals)

    def answer(self, intent: Understood) -> Answered | Refused | None:
        """The answer to what only reads, or to a form that is filled in wrongly; None: it is to be recorded."""
        match intent:
            case Press() if not writes(intent):
                self._press(intent)
                return Answered()
            case FieldFilled():
                self._filled(intent)
                return Answered()
            case Submission():
                return self._sent(intent)
            case Shortcut():
                return self._watch(intent)
            case Command():
                return self._typed(intent)
            case HomeOpened():
                self._show_home(intent)
                return Answered()
            case LinkShared():
                self._modals.show_below(intent, self._informer.previews(intent, self._channels))
                return Answered()
            case OptionsAsked():
                is_item = intent.name == FieldName.ITEM
                rows = self._watching.offered(intent.typed, intent.coming.moment) if is_item else []
                return Answered(self._modals.offered(rows))
            case _:
                return None if writes(intent) else Answered()

    def show_home_again(self, telling: Telling, now: datetime) -> None:
        """Draw the page of whoever answered anew: where they answered on it, or opened it here before."""
        account = telling.coming.who.person.account
        if account is not None and (telling.came_from_home or account in self._have_home):
            self._show_home(HomeOpened(replace(telling.coming, moment=now)))

    def _show_home(self, opened: HomeOpened) -> None:
        # Its buttons are answered in no channel in particular: who may press them is asked there.
        account = opened.coming.who.person.account or ""
        self._have_home.add(account)
        self._modals.show_home(account, self._informer.home(opened, answerable=True))

    def _filled(self, filled: FieldFilled) -> None:
        match filled.within.view:
            case View.NEW_DATE:
                self._echo(filled)
            case View.WATCH:
                self._modals.redraw(filled.within, self._watching.echoed(filled.within, filled.coming.moment))
            case View.ANSWER if (chosen := self._chosen(filled.within, filled.coming)) is not None:
                self._modals.redraw(filled.within, *chosen)
            case _:
                pass

    def _sent(self, form: Submission) -> Answered | None:
        match form.view:
            case View.ANSWER:
                chosen = self._chosen(form.form, form.coming)
                return Answered(self._modals.next(*chosen)) if chosen else Answered()
            case View.WATCH:
                return self._replied(form, self._watching.submitted(form.form, form.coming.moment))
            case View.EDIT:
                return self._replied(form, self._proposals.submitted(form.form, form.coming.moment))
            case _:
                return self._submitted(form)

    def _typed(self, typed: Command) -> Answered | Refused:
        found = self._informer.command(typed)
        if isinstance(found, Adds):
            return self._opens(typed, self._watching.of_command(typed, found.words))
        return Answered(self._modals.said(found))

    def _press(self, press: Press) -> None:
        asked = meant(press)
        if asked is None:
            return
        if asked.action is Action.EDIT and isinstance(asked.about, OfProposal):
            self._modals.open(press.coming, self._proposals.opened(asked))
            return
        with self._store.reading() as tx:
            form = self._members(tx, asked) if asked.action is Action.ANSWER else self._form(tx, asked)
        if form is not None:
            within = press.within
            self._modals.open(press.coming, form, on_top=within is not None and within.view is not None)

    def _members(self, tx: Transaction, asked: Meant) -> AnswerForm | RefusalShown:
        """The items of a message about several."""
        found = self._several(tx, asked.about, asked.coming.moment)
        if found is None:
            return RefusalShown("It is not known any more what this message was about.")
        return AnswerForm(Anchor(asked.about, asked.where), tuple(each.member for each in found[1]))

    def _several(self, tx: Transaction, about: About | None, now: datetime) -> tuple[Channel, list[Meanable]] | None:
        """The channel of a message about several items, and the items; None if it is not known any more."""
        found = subject(tx, about, self._channels, locked=False)
        if found.notification is None or found.channel is None:
            return None
        intervals = self._audience.intervals
        return found.channel, members.of_message(tx, found.notification, found.channel, now, intervals)

    def _chosen(self, form: OpenView, coming: Coming) -> tuple[AnswerForm, Offers | None] | None:
        """The items of a message about several, and the buttons of the one that was chosen."""
        with self._store.reading() as tx:
            found = self._several(tx, form.about, coming.moment)
            if found is None:
                return None
            channel, meanable = found
            chosen = next((each for each in meanable if each.member.item == form.fields.get(FieldName.MEMBER)), None)
            offers = members.what_can_be_answered(tx, chosen, channel, coming.moment) if chosen else None
        anchor = Anchor(form.about, where(form.kept))
        shown = tuple(each.member for each in meanable)
        return AnswerForm(anchor, shown, chosen.member.item if chosen else None), offers

    def _form(self, tx: Transaction, asked: Meant) -> OpenedForm | None:
        now = asked.coming.moment
        found = subject(tx, asked.about, self._channels, asked.where, locked=False)
        # Whether somebody is a guest is asked for when there is something to record.
        who = replace(asked.coming.who, is_guest=False)
        here = replace(situation(tx, asked, found, now, received_at=now), groups=self._groups.of(who.person.account))
        decision = decide(asked.action, who, here)
        title = found.item.facts.title if found.item else None
        if isinstance(decision, Refuse):
            return RefusalShown(refused(decision.why, found.known), title)
        if found.item is None or found.known is None:
            return RefusalShown("It is not on the list.", title)
        anchor = Anchor(_now_about(asked.about, found.item), asked.where)
        opening = _Opening(tx, now, found, found.item, found.known, anchor)
        try:
            return self._opened(opening, asked)
        except InputError as error:
            return RefusalShown(f"Not recorded: {error}.", title)

    def _opened(self, opening: _Opening, asked: Meant) -> OpenedForm | None:
        match asked.action:
            case Action.HISTORY:
                answers = opening.tx.holds.answers_of(opening.item.id)
                return item_forms.history(
                    opening.anchor, opening.item, opening.known, answers, page(self._public_url, opening.item.id)
                )
            case Action.NEW_DATE:
                return readings.new_date(opening.anchor, opening.known, opening.now)
            case Action.HAPPENED | Action.CANCELLED:
                name = asked.coming.who.person.name
                return readings.an_outcome(opening.anchor, opening.known, _RESULTS_OF[asked.action], name, opening.now)
            case Action.EDIT:
                return self._done_on(opening, asked)
            case Action.NOT_RIGHT:
                claim = claim_meant(asked, opening.item, opening.known, opening.found.notification)
                return item_forms.not_right(
                    opening.anchor, opening.item, claim.id, opening.now, self._audience_for(opening)
                )
            case Action.REOPEN:
                return item_forms.reopen(opening.anchor, opening.item, opening.now, self._audience_for(opening))
            case Action.SNOOZE_UNTIL if opening.found.channel is not None:
                return self._snooze(opening)
            case _:
                return None

    def _audience_for(self, opening: _Opening) -> Audience:
        return audience_of(opening.tx, self._audience, opening.item)

    @staticmethod
    def _done_on(opening: _Opening, asked: Meant) -> EndingForm:
        """On which other day it was done; raises InputError where nothing says that it was."""
        outcome = opening.known.outcome
        if outcome is None or outcome.result is not Result.DONE:
            raise InputError("it is not recorded as done any more")
        name = asked.coming.who.person.name
        form = readings.an_outcome(opening.anchor, opening.known, Result.DONE, name, opening.now)
        return replace(form, on=outcome.on, source=outcome.source, link=outcome.url or "")

    def _snooze(self, opening: _Opening) -> SnoozeForm:
        channel = opening.found.channel
        assert channel is not None  # it was looked at before
        bounds = planning.snooze_bounds(opening.known, channel, self._audience.leads, opening.now)
        return item_forms.snooze(opening.anchor, opening.known, opening.now, bounds=bounds, zone=channel.zone)

    def _echo(self, filled: FieldFilled) -> None:
        with self._store.reading() as tx:
            opening = self._opening(tx, filled.within, filled.coming)
        if opening is not None:
            form = readings.new_date(opening.anchor, opening.known, opening.now)
            fields = filled.within.fields
            self._modals.redraw(filled.within, readings.echoed(form, opening.known.facts.zone, fields, opening.now))

    def _submitted(self, form: Submission) -> Answered | None:
        with self._store.reading() as tx:
            opening = self._opening(tx, form.form, form.coming)
            if opening is None:
                return None if writes(form) else Answered()
            found = self._next(opening, form)
        return self._replied(form, found)

    def _replied(self, form: Submission, found: OpenedForm | Mistakes | None) -> Answered | None:
        if isinstance(found, Mistakes):
            return Answered(self._modals.wrong(found))
        if found is not None:
            return Answered(self._modals.next(found))
        return None if writes(form) else Answered()

    def _opens(self, asked: Shortcut | Command, form: WatchForm) -> Answered | Refused:
        return Answered() if self._modals.open(asked.coming, form) else Refused(_NOT_OPENED)

    def _watch(self, asked: Shortcut) -> Answered | Refused:
        source = asked.source or (self._modals.name_of(asked.said_by) if asked.said_by else "")
        return self._opens(asked, self._watching.of_message(asked, source))

    def _next(self, opening: _Opening, form: Submission) -> OpenedForm | Mistakes | None:
        """What comes after a form that was sent; None: it is to be recorded, or there is nothing more."""
        fields = form.form.fields
        match form.view:
            case View.NEW_DATE if not form.form.kept.get(READ):
                return readings.submitted(
                    opening.anchor, opening.item, fields, opening.now, self._audience_for(opening)
                )
            case View.NEW_DATE if _revision(form.form.about) not in {None, opening.item.revision}:
                before = form.form.kept[READ]
                again = {**before, **fields} if isinstance(before, dict) else fields
                found = readings.submitted(
                    opening.anchor, opening.item, again, opening.now, self._audience_for(opening), moved_meanwhile=True
                )
                # What was right once and is not now has no field in the last form: it is for the worker to refuse.
                return None if isinstance(found, Mistakes) else found
            case View.HAPPENED | View.CANCELLED | View.DONE_ON:
                ending = readings.an_outcome(opening.anchor, opening.known, _RESULTS[form.view], "", opening.now)
                outcome = readings.outcome(ending, fields, opening.now)
                return outcome if isinstance(outcome, Mistakes) else None
            case View.SNOOZE_UNTIL if opening.found.channel is not None:
                until = fields.get(FieldName.UNTIL)
                chosen = until if isinstance(until, datetime) else None
                channel = opening.found.channel
                bounds = planning.snooze_bounds(opening.known, channel, self._audience.leads, opening.now)
                found_until = item_forms.snoozed_until(chosen, opening.known, bounds, channel.zone)
                return found_until if isinstance(found_until, Mistakes) else None
            case _:
                return None

    def _opening(self, tx: Transaction, form: OpenView, coming: Coming) -> _Opening | None:
        at = where(form.kept)
        found = subject(tx, form.about, self._channels, at, locked=False)
        if found.item is None or found.known is None:
            return None
        anchor = Anchor(_now_about(form.about, found.item), at)
        return _Opening(tx, coming.moment, found, found.item, found.known, anchor)


def _now_about(about: About | None, item: Item) -> About | None:
    """What the form is about, as it is looked at now."""
    return replace(about, revision=item.revision) if isinstance(about, OfNotification | OfItem) else about


def _revision(about: About | None) -> int | None:
    return about.revision if isinstance(about, OfNotification | OfItem) else None
