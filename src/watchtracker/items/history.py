"""What the claims of an item come to: the date in force, its moves, and what was known as of a day.

The claims are gone through once, in the order in which they were said, and each gets a verdict with its reason;
everything else here is read off those verdicts. No clock is involved: `states.py` adds the moment.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum

from watchtracker import dates
from watchtracker.dates import UNDATED, DateWindow, Move, Relation
from watchtracker.items.records import Claim, Facts, Item, Outcome, Recheck


class Verdict(Enum):
    """Why a claim took over the date in force, or did not; the value is the sentence that `explain` prints."""

    FIRST = "the first claim"
    AS_STRONG = "its standing is no weaker than that of the claim before it"
    NO_DATE_BEFORE = "the claim before it had no date"
    WINDOW_OVER = "it was said after the window before it was over"
    CONFIRMS = "it confirms the date in force, whose source and standing stay"
    COMPATIBLE = "its standing is weaker; its window shares days with the one in force"
    CONTRADICTS = "its standing is weaker, and it contradicts the date in force"
    RETRACTED = "it was retracted"

    @property
    def took_over(self) -> bool:
        """Whether the claim with this verdict is in force from then on."""
        return self in _TAKING_OVER


# Asked for each claim, again and again: a tuple finds its members by identity, where a set has Python hash them.
_TAKING_OVER = (Verdict.FIRST, Verdict.AS_STRONG, Verdict.NO_DATE_BEFORE, Verdict.WINDOW_OVER)


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One claim with its verdict, and the move it made: None for the first claim and where it changed nothing."""

    claim: Claim
    verdict: Verdict
    before: DateWindow
    move: Move | None = None


@dataclass(frozen=True, slots=True)
class ItemAsOf:
    """An item as it is known: with everything said so far, or with what was known as of a day.

    `claim` is the one in force, None where all were retracted. `moves` counts moves other than confirmations.
    `slipped_days` runs from the first dated claim in force to the one in force, None where either has no date.
    `confirmed_on` is the day of the newest claim or re-check with the window in force, `recheck` its newest re-check.
    """

    facts: Facts
    claim: Claim | None
    window: DateWindow
    outcome: Outcome | None
    steps: tuple[HistoryEntry, ...]
    moves: int
    slipped_days: int | None
    confirmed_on: date | None
    revision: int
    rechecks: tuple[Recheck, ...] = ()
    recheck: Recheck | None = None

    @property
    def id(self) -> str:
        """The item's name for life."""
        return self.facts.id

    @property
    def rechecked_on(self) -> date | None:
        """The day of the newest re-check of the window in force."""
        return self.recheck.on if self.recheck else None

    @property
    def rechecked_by(self) -> str | None:
        """Who looked then."""
        return self.recheck.by if self.recheck else None


def item_as_of(item: Item, as_of: date | None = None) -> ItemAsOf | None:
    """What is known of `item`, or was by the end of the day `as_of`; None if nothing had been said by then."""
    claims = item.claims
    if as_of is not None:
        claims = tuple(claim for claim in claims if claim.said.said_on <= as_of and not claim.retracted)
        if not claims:
            return None
    outcome = item.outcome if item.outcome and (as_of is None or item.outcome.on <= as_of) else None
    steps = go_through(claims, item.facts.zone)
    rechecks = tuple(recheck for recheck in item.rechecks if as_of is None or recheck.on <= as_of)
    return _known(item.facts, steps, outcome=outcome, revision=item.revision, rechecks=rechecks)


def as_recorded(item: Item, moment: datetime) -> ItemAsOf | None:
    """What was known of `item` at a moment by what had been recorded then; None if that was nothing."""
    heard = [claim for claim in item.claims if claim.recorded_at <= moment]
    claims = tuple(
        standing_again(claim) if claim.retracted_at is not None and claim.retracted_at > moment else claim
        for claim in heard
    )
    return item_as_of(replace(item, claims=claims)) if claims else None


def standing_again(claim: Claim) -> Claim:
    """The claim as it was before it was taken back."""
    return replace(claim, retracted_at=None, retracted_through=None, retracted_by=None)


def heard_next(before: ItemAsOf, claim: Claim) -> ItemAsOf:
    """What is known once `claim` is known as well, which was said after everything that `before` knows of.

    Nothing before it needs another look; going through all claims again for each would take the square of their number.
    """
    step = _weigh(claim, before.claim, before.facts.zone)
    return _known(
        before.facts,
        (*before.steps, step),
        outcome=before.outcome,
        revision=before.revision,
        rechecks=before.rechecks,
    )


def move_between(before: ItemAsOf, after: ItemAsOf) -> Move:
    """What became of the date in force, each as days are where the item was then."""
    zone, new_zone = dates.zone(before.facts.zone), dates.zone(after.facts.zone)
    return dates.move(before.window, after.window, zone=zone, new_zone=new_zone)


def go_through(claims: Sequence[Claim], zone: str) -> tuple[HistoryEntry, ...]:
    """Each claim with its verdict, in the order said (ties: as recorded)."""
    steps: list[HistoryEntry] = []
    in_force: Claim | None = None
    for claim in sorted(claims, key=lambda claim: (claim.said.said_on, claim.place)):
        step = _weigh(claim, in_force, zone)
        steps.append(step)
        if step.verdict.took_over:
            in_force = claim
    return tuple(steps)


def _known(
    facts: Facts,
    steps: tuple[HistoryEntry, ...],
    *,
    outcome: Outcome | None,
    revision: int,
    rechecks: tuple[Recheck, ...],
) -> ItemAsOf:
    in_force = next((step.claim for step in reversed(steps) if step.verdict.took_over), None)
    window = in_force.window if in_force else UNDATED
    recheck = _newest_recheck(steps, window, rechecks)
    return ItemAsOf(
        facts=facts,
        claim=in_force,
        window=window,
        outcome=outcome,
        steps=steps,
        moves=sum(1 for step in steps if step.move and step.move.relation is not Relation.CONFIRMED),
        slipped_days=_slipped(steps, window, facts.zone),
        confirmed_on=_confirmed_on(steps, window, recheck),
        revision=revision,
        rechecks=rechecks,
        recheck=recheck,
    )


def _weigh(claim: Claim, in_force: Claim | None, zone_name: str) -> HistoryEntry:
    before = in_force.window if in_force else UNDATED
    if claim.retracted:
        return HistoryEntry(claim, Verdict.RETRACTED, before)
    if in_force is None:
        return HistoryEntry(claim, Verdict.FIRST, before)
    zone = dates.zone(zone_name)
    move = dates.move(before, claim.window, zone=zone)
    verdict = _verdict(claim, in_force, zone_name)
    stands = verdict.took_over or verdict is Verdict.CONFIRMS
    return HistoryEntry(claim, verdict, before, move if stands else None)


def _verdict(claim: Claim, in_force: Claim, zone_name: str) -> Verdict:
    zone = dates.zone(zone_name)
    if claim.said.standing.weight >= in_force.said.standing.weight:
        return Verdict.AS_STRONG
    if not in_force.window.dated:
        return Verdict.NO_DATE_BEFORE
    last = in_force.window.last_day(zone)
    if last is not None and claim.said.said_on > last:
        return Verdict.WINDOW_OVER
    if claim.window == in_force.window:
        return Verdict.CONFIRMS
    other_source = claim.said.source != in_force.said.source
    if other_source and dates.contradicts(in_force.window, claim.window, zone=zone):
        return Verdict.CONTRADICTS
    return Verdict.COMPATIBLE


def _slipped(steps: Sequence[HistoryEntry], window: DateWindow, zone: str) -> int | None:
    first = next((s.claim.window for s in steps if s.verdict.took_over and s.claim.window.dated), None)
    if first is None or not window.dated:
        return None
    return dates.days_between(first, window, dates.zone(zone))


def _confirmed_on(steps: Sequence[HistoryEntry], window: DateWindow, recheck: Recheck | None) -> date | None:
    said = [step.claim.said.said_on for step in steps if not step.claim.retracted and step.claim.window == window]
    return max([*said, recheck.on] if recheck else said, default=None)


def _newest_recheck(steps: Sequence[HistoryEntry], window: DateWindow, rechecks: Sequence[Recheck]) -> Recheck | None:
    """The newest re-check of the window in force.

    One from before a time when another window was in force does not count: that its date came back is news.
    """
    if not rechecks:
        return None
    same = {step.claim.id for step in steps if step.claim.window == window}
    since = max(
        (step.claim.said.said_on for step in steps if step.verdict.took_over and step.claim.window != window),
        default=date.min,
    )
    counted = [recheck for recheck in rechecks if recheck.claim_id in same and recheck.on >= since]
    return max(counted, key=lambda recheck: (recheck.on, recheck.recorded_at), default=None)
