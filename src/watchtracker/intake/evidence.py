"""What a look at a signal means for its item: that it happened, that it is due, that it did not happen after all. Pure.

What is shown now is held against what the look before had found, and only what is new between the two says anything:

    nothing before, a proof now       it happened, on the day of the proof in the zone of the item
    a proof before, the same now      nothing: it was said once
    a proof before, taken back now    it is to be reopened, if it ended by that proof and no other proof stands. Taken
                                      back is what its service says to be so (yanked, a milestone that is open again),
                                      and what was deleted within a day of coming. Later deletions say nothing:
                                      repositories move and are tidied up
    a milestone with another day      the day is a claim; a day that was taken away is the claim that there is no date

The first of several proofs counts, so a second release of a series is no news. An item that has ended hears of nothing
but what would reopen it. Everything is a proposal, with an identity that does not change from look to look.

An outcome may be recorded without asking where the item says `settle = "itself"`, and a wrong one costs little, as it
can be reopened. It is asked about all the same if anything is odd:

    a sign, and no proof              a closed milestone, access on request, the tag of another part of a repository, a
                                      page that lost most of its text
    its day is not known              it came between two looks that are more than a day apart, or before the first
    it was so already                 the first look found it, and it is older than a day. So is every signal that is
                                      written wrongly, such as ">=4" for what should become 4.1
    it is older than the item         by more than a day than the first claim: it is perhaps another thing
    it is far too early               more than 90 days before the date in force
    the item was open again           whoever reopened it knew something that this signal does not know

So it records at most one outcome of an item, ever. Dates and reopenings are always asked about.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from watchtracker import dates
from watchtracker.dates import UNDATED, DateWindow
from watchtracker.intake.proofs import LastLook, Looked, Proof, looked_at
from watchtracker.intake.proposals import LONGEST_TITLE, Proposal
from watchtracker.intake.sightings import Milestone, Sighting
from watchtracker.intake.signals import Signal
from watchtracker.intake.trust import LONGEST_MOVE, AskedBecause
from watchtracker.items import Item, Result, Settle, item_as_of
from watchtracker.masking import masked
from watchtracker.reading import FindResult

_DAY = timedelta(days=1)
# How long after an item ended its signals are still looked at: what is taken back is mostly taken back soon.
_LOOK_BACK = timedelta(days=7)
_NO_DATE = "no date"
_DELETED = "is no longer there"


@dataclass(frozen=True, slots=True)
class EvidenceProposal:
    """A proposal, and why it waits for a person; None if it may come in by itself."""

    proposal: Proposal
    asked: AskedBecause | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a look means: the proposals, and what is to be remembered of it until the next.

    `withdrawn` is an earlier proposal that is no longer true: it is overtaken, if nobody decided it yet.
    """

    proposals: tuple[EvidenceProposal, ...]
    look: LastLook
    withdrawn: Proposal | None = None


def is_worth_asking(item: Item, now: datetime) -> bool:
    """Whether the signals of an item are to be looked at: while it is listed and open, and for a week after its end."""
    if not item.listed or item.outcome is None:
        return item.listed
    return any(ending.withdrawn_at is None and now - ending.recorded_at <= _LOOK_BACK for ending in item.endings)


def weighed(item: Item, signal: Signal, shown: Sighting, before: LastLook | None, now: datetime) -> Evidence:
    """What `shown` means for an item that waits for `signal`; `before` is what is remembered of the last look."""
    looked = looked_at(signal, shown, before, now)
    held = before.proof if before is not None else None
    taken_back = _taken_back(held, looked, before)
    proof = looked.first if held is None or taken_back is not None else held
    found: list[EvidenceProposal] = []
    if proof is not None and proof is not held and item.outcome is None:
        asked = _why_asked(item, proof, before, now)
        found.append(EvidenceProposal(_happened(item, signal, proof), asked))
    if held is not None and taken_back is not None and proof is None and _rests_on(item, held):
        found.append(EvidenceProposal(_reopened(item, signal, held, taken_back), AskedBecause.TAKEN_BACK))
    if item.outcome is None and proof is None and looked.milestone is not None:
        found += _due(item, signal, looked.milestone, before, now)
    return Evidence(
        tuple(found),
        _remembered(looked, proof, before, now),
        withdrawn=_happened(item, signal, held) if held is not None and taken_back is not None else None,
    )


def _taken_back(held: Proof | None, looked: Looked, before: LastLook | None) -> str | None:
    """What became of the proof that was held, None if it stands or nothing is known of it."""
    if held is None or before is None or held.key in looked.keys:
        return None
    said = dict(looked.gone).get(held.key)
    if said is not None:
        return said
    is_shown = looked.back_to is None or held.at >= looked.back_to
    return _DELETED if is_shown and before.last_at - held.at <= _DAY else None


def _remembered(looked: Looked, proof: Proof | None, before: LastLook | None, now: datetime) -> LastLook:
    return LastLook(
        first_at=before.first_at if before is not None else now,
        last_at=now,
        proof=proof,
        due=looked.milestone.due if looked.milestone is not None else before.due if before is not None else None,
        length=looked.length,
        doubted=looked.doubtful,
    )


def _rests_on(item: Item, proof: Proof) -> bool:
    """Whether an item ended by what a proof says, whoever recorded it."""
    ended = item.outcome
    if ended is None or ended.result is not Result.HAPPENED:
        return False
    return ended.url == proof.url or ended.on == _day(item, proof)


def _why_asked(item: Item, proof: Proof, before: LastLook | None, now: datetime) -> AskedBecause | None:
    if item.facts.settle is not Settle.ITSELF:
        return AskedBecause.SETTLE_ASKS
    return next(_oddities(item, proof, before, now), None)


def _oddities(item: Item, proof: Proof, before: LastLook | None, now: datetime) -> Iterator[AskedBecause]:
    if not proof.surely:
        yield AskedBecause.ONLY_A_SIGN
    if proof.at < (before.last_at if before is not None else now) - _DAY:
        yield AskedBecause.SO_ALREADY
    if proof.since is None or proof.at - proof.since > _DAY:
        yield AskedBecause.UNSURE_DAY
    place = dates.zone(item.facts.zone)
    said_on = [claim.said.said_on for claim in item.claims if not claim.retracted]
    if said_on and _day(item, proof) < min(said_on) - _DAY:
        yield AskedBecause.OLDER_THAN_ITEM
    known = item_as_of(item)
    opens = known.window.opens_at(place) if known is not None and known.window.dated else None
    if opens is not None and opens - proof.at > LONGEST_MOVE:
        yield AskedBecause.FAR_TOO_EARLY
    if item.endings:
        yield AskedBecause.ENDED_BEFORE


def _day(item: Item, proof: Proof) -> date:
    """The day of a proof in the zone of its item."""
    return proof.at.astimezone(dates.zone(item.facts.zone)).date()


def _happened(item: Item, signal: Signal, proof: Proof) -> Proposal:
    day = _day(item, proof)
    said = _said(item, signal, proof.service, day, published=day)
    return replace(said, quote=proof.quote, url=proof.url, result=FindResult.HAPPENED)


def _reopened(item: Item, signal: Signal, proof: Proof, taken_back: str) -> Proposal:
    quote = f"{proof.quote.removesuffix('.')}, but {taken_back}."
    return replace(_happened(item, signal, proof), quote=quote, result=FindResult.REOPEN)


def _due(
    item: Item, signal: Signal, milestone: Milestone, before: LastLook | None, now: datetime
) -> list[EvidenceProposal]:
    today = now.astimezone(dates.zone(item.facts.zone)).date()
    is_known = milestone.due == (before.due if before is not None else None)
    if is_known or (milestone.due is not None and milestone.due < today):
        return []
    named = f"The milestone {milestone.title[:100]} on {milestone.service}"
    if milestone.due is None:
        quote = f"{named} has no due date any more."
    else:
        quote = f"{named} is due on {milestone.due.day} {milestone.due:%B %Y}."
    said = _said(item, signal, milestone.service, milestone.due, published=milestone.changed_on)
    asked = AskedBecause.NO_DATE if milestone.due is None else AskedBecause.SIGNALS_A_DATE
    return [EvidenceProposal(replace(said, quote=quote, url=milestone.url), asked)]


def _said(item: Item, signal: Signal, service: str, day: date | None, *, published: date | None) -> Proposal:
    """What a service says of an item, as a claim of that day."""
    facts = item.facts
    return Proposal(
        source=masked(str(signal)),
        quote="",
        when=day.isoformat() if day is not None else _NO_DATE,
        window=_window(item, day),
        zone=facts.zone,
        title=facts.title[:LONGEST_TITLE],
        kind=facts.kind,
        said_by=service,
        published=published,
        item=facts.id,
    )


def _window(item: Item, day: date | None) -> DateWindow:
    return UNDATED if day is None else dates.read(day.isoformat(), said_on=day, zone=dates.zone(item.facts.zone))
