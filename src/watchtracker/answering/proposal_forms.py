"""The forms in which a proposal is put right before it is accepted: as they open, and the last look at what was read.

Nothing is recorded here. Who said it, when and in which words stays as it was proposed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from watchtracker import dates
from watchtracker.answering.groups import Groups
from watchtracker.answering.meant import Meant
from watchtracker.answering.proposals import channel_of, number_of
from watchtracker.answering.situation import audience_of
from watchtracker.answering.watch_forms import chosen
from watchtracker.inbox import readings
from watchtracker.inbox.consequences import Audience
from watchtracker.inbox.decisions import Situation, may_not
from watchtracker.inbox.forms import Anchor, FieldName, Mistakes, ProposalForm, RecordForm, RefusalShown
from watchtracker.inbox.intents import READ, OpenView, Value
from watchtracker.inbox.keeping import where
from watchtracker.intake.proposals import Proposal, ProposalState, StoredProposal
from watchtracker.notifications import Answerers, Channel
from watchtracker.store.engine import Store, Transaction
from watchtracker.wording import proposal_answers
from watchtracker.wording.answers import refused

_UNKNOWN = "This proposal is not known any more."


@dataclass(frozen=True, slots=True)
class ProposalForms:
    """Makes them of what stands in `store`; `audience` is whom a date would be told to."""

    store: Store
    audience: Audience
    channels: Sequence[Channel]
    groups: Groups

    def opened(self, asked: Meant) -> ProposalForm | RefusalShown:
        """The form of a proposal, or why it cannot be put right by this person, or any more."""
        with self.store.reading() as tx:
            stored = _stored(tx, number_of(asked.about))
            if stored is None:
                return RefusalShown(_UNKNOWN)
            proposal = stored.proposal
            if why := self._may_not(tx, asked):
                return RefusalShown(why, proposal.title)
            if stored.state is not ProposalState.OPEN:
                return RefusalShown(proposal_answers.decided_before(stored).said, proposal.title)
            item = chosen(tx, {FieldName.ITEM: proposal.item or ""})
        return ProposalForm(
            Anchor(asked.about, asked.where),
            proposal.title,
            proposal.quote,
            None if proposal.result is not None else proposal.when,
            (item.id, item.facts.title) if item else None,
            proposal.kind,
        )

    def submitted(self, form: OpenView, now: datetime) -> RecordForm | Mistakes | None:
        """The last look at a form that was sent, or what is wrong with it; None: it is to be recorded."""
        if form.kept.get(READ):
            return None
        with self.store.reading() as tx:
            stored = _stored(tx, number_of(form.about))
            if stored is None:
                return Mistakes({FieldName.WHEN: _UNKNOWN})
            if stored.state is not ProposalState.OPEN:
                return Mistakes({FieldName.WHEN: proposal_answers.decided_before(stored).said})
            anchor, item = Anchor(form.about, where(form.kept)), chosen(tx, form.fields)
            zone = item.facts.zone if item else stored.proposal.zone
            fields = {**form.fields, **_as_proposed(stored.proposal, zone, now)}
            if item is None:
                channel = channel_of(tx, self.channels, anchor.where)
                tags = channel.tags if channel else ()
                found = readings.submitted_new(anchor, fields, now, self.audience, tags)
            else:
                found = readings.submitted(anchor, item, fields, now, audience_of(tx, self.audience, item))
        if isinstance(found, Mistakes):
            return found
        return replace(found, of_proposal=True, chosen=item.id if item else "")

    def _may_not(self, tx: Transaction, asked: Meant) -> str | None:
        # Whether somebody is a guest is asked for when there is something to record.
        who, now = replace(asked.coming.who, is_guest=False), asked.coming.moment
        channel = channel_of(tx, self.channels, asked.where)
        answerers = channel.answers if channel else Answerers.WORKSPACE
        groups = self.groups.of(who.person.account)
        here = Situation(
            known=None, listed=False, holds=(), now=now, received_at=now, answerers=answerers, groups=groups
        )
        why = may_not(asked.action, who, here)
        return refused(why, None) if why is not None else None


def _stored(tx: Transaction, number: int | None) -> StoredProposal | None:
    return tx.proposals.get([number]).get(number) if number is not None else None


def _as_proposed(proposal: Proposal, zone: str, now: datetime) -> Mapping[str, Value]:
    """The fields of a claim that nobody fills in, because they are what was proposed."""
    today = now.astimezone(dates.zone(zone)).date()
    return {
        FieldName.SAID_ON: min(proposal.published or today, today).isoformat(),
        FieldName.SOURCE: proposal.said_by,
        FieldName.STANDING: proposal.standing.value,
        FieldName.ZONE: zone,
    }
