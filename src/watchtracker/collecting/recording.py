"""Writes what came of a fetch: proposals, what is let in, the texts, and how far it has got; all of it or nothing.

Items are locked first, then the source, then what waits, as by whoever applies a watch list or decides on proposals:
in another order two of them would wait for each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from watchtracker import dates
from watchtracker.collecting.statements import Statements
from watchtracker.collecting.subjects import AskedSignal
from watchtracker.errors import InputError
from watchtracker.failpoints import Failpoint, reach
from watchtracker.intake import looks
from watchtracker.intake.proofs import LastLook
from watchtracker.intake.proposals import Proposal, ProposalState, StoredProposal
from watchtracker.intake.proposing import MatchedProposal
from watchtracker.intake.sightings import Sighting
from watchtracker.intake.text_sources import TextSource, Trust
from watchtracker.intake.trust import AskedBecause, SourceHistory, why_asked
from watchtracker.items import item_as_of
from watchtracker.store.engine import Transaction
from watchtracker.store.sources import SourceRow
from watchtracker.tracker.intake import Instead, Intake, LetIn

# So many proposals are written at a time: others wait for the database meanwhile.
_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Written:
    """What a fetch brought into the record: how many proposals wait that did not before, and what was let in."""

    proposed: int = 0
    let_in: tuple[LetIn, ...] = field(default=())


class CanWrite(Protocol):
    """A record that can be written, in one transaction after the other."""

    def writing(self) -> AbstractContextManager[Transaction]:
        """A transaction that is kept if its block ends well."""


class LeaseLostError(Exception):
    """Somebody else has taken the source meanwhile: nothing is written."""


@dataclass(frozen=True, slots=True)
class Progress:
    """A source that was asked with the lease `token`: how far it had got `before`, and how far it is `after` that."""

    before: SourceRow
    after: SourceRow
    token: str
    now: datetime


def write_source(store: CanWrite, intake: Intake, source: TextSource, said: Statements, step: Progress) -> Written:
    """Write what a source says, and how far it is; raises LeaseLostError.

    It is one transaction, unless it is so much that a reminder would have to wait for it. Then what is proposed comes
    in parts before the last, which alone says that it was read: whoever is killed in between does all of it again, and
    what is stored already is stored once.
    """
    parts = [said.proposed[at : at + _AT_ONCE] for at in range(0, len(said.proposed), _AT_ONCE)] or [()]
    waiting = 0
    let_in: list[LetIn] = []
    for part in parts:
        with store.writing() as tx:
            tx.items.lock(_ids(source, part))
            _make_sure(tx, step)
            written = _write_part(tx, intake, source, replace(said, proposed=part), step)
            if part is parts[-1]:
                for text, statements in said.read:
                    tx.sources.keep(text, step.now, statements)
                _finish(tx, step.after, step.token)
        waiting += written.proposed
        let_in += written.let_in
    return Written(waiting, tuple(let_in))


def _ids(source: TextSource, part: Sequence[MatchedProposal]) -> list[str]:
    """The ids of the items that proposals concern, and of those that would come in by themselves as new ones."""
    known = [each.proposal.item for each in part]
    new = [each.proposal.new_id for each in part if each.proposal.item is None] if source.trust is Trust.ALL else []
    return [item_id for item_id in (*known, *new) if item_id is not None]


def _write_part(tx: Transaction, intake: Intake, source: TextSource, said: Statements, step: Progress) -> Written:
    """Propose or let in some of what a source says."""
    now = step.now
    today = now.astimezone(dates.zone(source.zone)).date()
    begin = dates.first_moment(today, dates.zone(source.zone))
    history = SourceHistory(step.before.first_at, tx.proposals.let_in_since(source.name, begin), said.counted.halved)
    waiting: set[int] = set()  # two statements of one title and date are one proposal
    let_in: list[LetIn] = []
    for each in said.proposed:
        asked = _asked(tx, each, source, history, now)
        done = _let_in(tx, intake, each.proposal, now, by=source.name, tags=source.tags) if asked is None else None
        if done is not None:
            let_in.append(done)
            history = replace(history, let_in_today=history.let_in_today + 1)
        else:
            waiting.update(_put(tx, intake, each.proposal, now))
    return Written(len(waiting), tuple(let_in))


def write_signal(
    tx: Transaction, intake: Intake, asked: AskedSignal, shown: Sighting | None, step: Progress
) -> Written:
    """Write what a look at a signal means for each of its items, and how far it is; raises LeaseLostError.

    `shown` is None where nothing changed since the last look.
    """
    tx.items.lock_known([item.id for item in asked.items])
    _make_sure(tx, step)
    now = step.now
    before = looks.remembered(step.before.seen)
    after: dict[str, LastLook] = {}
    waiting = 0
    let_in: list[LetIn] = []
    for item in tx.items.some(item.id for item in asked.items):
        if shown is None:
            if item.id in before:
                after[item.id] = replace(before[item.id], last_at=now)
            continue
        heard = intake.within(tx).weigh(item.id, asked.signal, shown, before.get(item.id), now)
        if heard is None:
            continue
        after[item.id] = heard.look
        let_in += heard.let_in
        done = {each.stored.id for each in heard.let_in}
        waiting += sum(_waits_since(stored, now) for stored in heard.stored if stored.id not in done)
    _finish(tx, replace(step.after, seen=looks.written(after)), step.token)
    return Written(waiting, tuple(let_in))


def write_row(tx: Transaction, step: Progress) -> None:
    """Write how far a source is that said nothing new; raises LeaseLostError."""
    _make_sure(tx, step)
    _finish(tx, step.after, step.token)


def _make_sure(tx: Transaction, step: Progress) -> None:
    if not tx.sources.holds(step.before.name, step.token):
        raise LeaseLostError(step.before.name)


def _finish(tx: Transaction, row: SourceRow, token: str) -> None:
    reach(Failpoint.INSIDE_COLLECTING)
    if not tx.sources.write(row, token):
        raise LeaseLostError(row.name)


def _asked(
    tx: Transaction, each: MatchedProposal, source: TextSource, history: SourceHistory, now: datetime
) -> AskedBecause | None:
    """Why a statement must wait for a person; its item is looked at as it is within this transaction."""
    item = tx.items.get(each.proposal.item) if each.proposal.item is not None else None
    known = item_as_of(item) if item is not None and item.listed else None
    if each.proposal.item is not None and known is None:
        return AskedBecause.UNSURE_ITEM  # it left the list while this was read
    return why_asked(each.proposal, each.match, known, trust=source.trust, history=history, now=now)


def _let_in(
    tx: Transaction, intake: Intake, proposal: Proposal, now: datetime, *, by: str, tags: Iterable[str] = ()
) -> LetIn | None:
    """Let something in by itself; None if it was stored before, or cannot become what it says: then it is asked."""
    try:
        return intake.within(tx).let_in(proposal, now, by=by, instead=Instead(tags=tuple(tags)))
    except InputError:
        return None


def _put(tx: Transaction, intake: Intake, proposal: Proposal, now: datetime) -> list[int]:
    """Store a proposal that waits for somebody; its number if it waits since now, and none if nothing is to decide."""
    return [stored.id for stored in intake.within(tx).hear([proposal], now) if _waits_since(stored, now)]


def _waits_since(stored: StoredProposal, now: datetime) -> bool:
    return stored.state is ProposalState.OPEN and stored.found_at == now
