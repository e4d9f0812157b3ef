"""What can be done to an item: each function takes the item as it was and returns it as it is then.

Claims only grow: a retraction marks a claim, nothing is ever removed. `merging.py` brings in a watch list with
the same functions, and the tracker stores the result.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo

from watchtracker import dates
from watchtracker.errors import DateRefusedError, InputError, StateError, UnknownClaimError
from watchtracker.items.history import item_as_of, standing_again
from watchtracker.items.records import Claim, Item, Origin, Outcome, Raised, Recheck, RecordedOutcome, Result, Statement
from watchtracker.items.states import has_begun

# The furthest that a law moves a clock: a place crosses the date line, as Samoa did in 2011.
_FURTHEST = timedelta(days=1)


def recorded(item: Item, said: Statement, *, origin: Origin, now: datetime, by: str | None = None) -> Item:
    """`item` with a claim; one that was taken back counts again. Raises DateRefusedError."""
    identity = claim_id(item.id, said)
    existing = next((claim for claim in item.claims if claim.id == identity), None)
    if existing is None:
        return replace(item, claims=(*item.claims, _claim(item, said, identity, origin=origin, now=now, by=by)))
    if existing.said == said and not existing.retracted:
        return item
    item = with_claim(item, identity, lambda claim: standing_again(_saying(claim, said)))
    if existing.retracted and origin is not Origin.WATCHLIST:
        # Ties of the day are broken by `place`: said again now, it comes after all else that was said on that day.
        last = max(claim.place for claim in item.claims) + 1
        # A list says by itself who wrote what stands in it.
        who = existing.by if existing.origin is Origin.WATCHLIST else by
        item = with_claim(item, identity, lambda claim: replace(claim, place=last, recorded_at=now, by=who))
    return item


def said_again(item: Item, said: Statement, *, origin: Origin, now: datetime) -> Item:
    """`item` with a claim that comes after all recorded before it, even if the same was said earlier that day."""
    item = recorded(item, said, origin=origin, now=now)
    last = max(claim.place for claim in item.claims)
    identity = claim_id(item.id, said)
    if any(claim.id == identity and claim.place == last for claim in item.claims):
        return item
    return with_claim(item, identity, lambda claim: replace(claim, place=last + 1, recorded_at=now))


def corrected(
    item: Item, identity: str, said: Statement, *, origin: Origin, now: datetime, by: str | None = None
) -> Item:
    """`item` with `said` in place of a claim that we had wrong, which is taken back; raises InputError.

    It takes the place of that one among what was said on a day. If words, day and source stay, the claim keeps its id.
    """
    wrong = claim_of(item, identity)
    if wrong.retracted:
        raise StateError(
            f"claim {identity} of {item.id} was taken back already: say what holds with `watchtracker claim {item.id}`"
        )
    right = claim_id(item.id, said)
    if right == identity:
        return with_claim(item, identity, lambda claim: _saying(claim, said))
    place = next((claim.place for claim in item.claims if claim.id == right and not claim.retracted), wrong.place)
    item = recorded(item, said, origin=origin, now=now, by=by)
    item = with_claim(item, right, lambda claim: replace(claim, corrects=identity, place=place))
    return retracted(item, identity, origin=origin, now=now, by=by)


def rechecked(item: Item, *, by: str, origin: Origin, now: datetime) -> Item:
    """`item` with a re-check today: one of us looked, and the date in force still stands. No source is quoted."""
    in_force = item_as_of(item)
    if in_force is None or in_force.claim is None:
        raise StateError(f"{item.id} has no claim to confirm: say what holds with `watchtracker claim {item.id}`")
    today = now.astimezone(dates.zone(item.facts.zone)).date()
    same_date = {step.claim.id for step in in_force.steps if step.claim.window == in_force.window}
    if any((recheck.on, recheck.by) == (today, by) and recheck.claim_id in same_date for recheck in item.rechecks):
        return item
    recheck = Recheck(today, by, in_force.claim.id, origin, now)
    return replace(item, rechecks=(*item.rechecks, recheck))


def unchecked(item: Item, *, origin: Origin, since: datetime | None) -> Item:
    """`item` without its last re-check by this way, if that is no older than `since`; raises InputError otherwise."""
    mine = [recheck for recheck in item.rechecks if recheck.origin is origin]
    last = max(mine, key=lambda recheck: recheck.recorded_at, default=None)
    if last is None or (since is not None and last.recorded_at < since):
        raise InputError(f"no re-check of {item.id} was recorded from here that could be taken back")
    return replace(item, rechecks=tuple(recheck for recheck in item.rechecks if recheck is not last))


def raised(item: Item, identity: str, *, by: str, now: datetime) -> Item:
    """`item` with a claim that weighs as much as the one in force, and so takes over.

    When it was said stays as it is, so whatever was said later with as much weight still holds: raises InputError then.
    What it was before is kept, so that it can be lowered again.
    """
    now_in_force = item_as_of(item)
    claim = claim_of(item, identity)
    if claim.retracted or now_in_force is None or now_in_force.claim is None:
        raise InputError(f"claim {identity} of {item.id} was taken back: it cannot take over")
    standing = max((claim.said.standing, now_in_force.claim.said.standing), key=lambda each: each.weight)
    before = claim.raised or Raised(claim.said.standing, claim.by, now)
    said = replace(claim.said, standing=standing)
    after = with_claim(item, identity, lambda claim: replace(claim, said=said, by=by, raised=before))
    holds = item_as_of(after)
    if holds is None or holds.claim is None or holds.window != claim.window:
        held = holds.claim.said if holds and holds.claim else now_in_force.claim.said
        raise InputError(
            f"what {held.source} said on {held.said_on} would still hold, because it was said later: take that back"
            " first, or record the date anew"
        )
    return after


def lowered(item: Item, identity: str) -> Item:
    """`item` with a claim as it was before it was raised; raises InputError if it was not."""
    claim = claim_of(item, identity)
    before = claim.raised
    if before is None:
        raise InputError(f"claim {identity} of {item.id} weighs what its source weighs: nobody has raised it")
    said = replace(claim.said, standing=before.standing)
    return with_claim(item, identity, lambda claim: replace(claim, said=said, by=before.by, raised=None))


def refuse_where_ended(item: Item) -> None:
    """Raises InputError if `item` has an outcome: the date of what is over cannot move."""
    if item.outcome is not None:
        raise StateError(f"{item.id}: it {ended(item.outcome)}: reopen it first, with `watchtracker reopen {item.id}`")


def ended(outcome: Outcome) -> str:
    """How an item ended, in words: "happened on 24 Apr 2026", "was cancelled on 1 May 2026"."""
    verb = {Result.HAPPENED: "happened"}.get(outcome.result, f"was {outcome.result.value}")
    return f"{verb} on {dates.display(dates.DateWindow(outcome.on, outcome.on))}"


def retracted(item: Item, identity: str, *, origin: Origin, now: datetime, by: str | None = None) -> Item:
    """`item` with one claim taken back; raises InputError if there is no such claim."""
    if claim_of(item, identity).retracted:
        return item
    return with_claim(
        item,
        identity,
        lambda claim: replace(claim, retracted_at=now, retracted_through=origin, retracted_by=by),
    )


def restored(item: Item, identity: str) -> Item:
    """`item` with a claim that counts again just as it was said, because taking it back was the mistake.

    Raises InputError where it was not taken back, or by something that has to be undone instead.
    """
    claim = claim_of(item, identity)
    if not claim.retracted:
        raise StateError(f"claim {identity} of {item.id} was not taken back: it counts")
    right = next((other for other in item.claims if other.corrects == identity and not other.retracted), None)
    if right is not None:
        raise StateError(f"claim {identity} of {item.id} was corrected by claim {right.id}: retract that one first")
    if claim.retracted_through is Origin.WATCHLIST:
        raise StateError(f"claim {identity} of {item.id} was taken out of the watch list: put it back there")
    return with_claim(item, identity, standing_again)


def with_endings(after: Item, before: Item | None, *, now: datetime) -> Item:
    """`after` with its outcome remembered as recorded now, and that of `before`, if it is another one, as taken back.

    An outcome with the same result and day is the same outcome, though its source is another.
    """
    was = before.outcome if before else None
    endings = before.endings if before else ()
    if after.outcome == was:
        return replace(after, endings=endings)
    if was and after.outcome and endings and (was.result, was.on) == (after.outcome.result, after.outcome.on):
        return replace(after, endings=(*endings[:-1], replace(endings[-1], outcome=after.outcome)))
    taken_back = (ending if ending.withdrawn_at else replace(ending, withdrawn_at=now) for ending in endings)
    new = (RecordedOutcome(after.outcome, now),) if after.outcome else ()
    return replace(after, endings=(*taken_back, *new))


def resolved(item: Item, outcome: Outcome, *, now: datetime) -> Item:
    """`item` with its outcome; raises InputError for a day in the future."""
    if not has_begun(outcome.on, now):
        today = now.astimezone(dates.zone(item.facts.zone)).date()
        raise InputError(f"{item.id}: an outcome cannot lie in the future ({outcome.on}); today is {today} there")
    return replace(item, outcome=outcome)


def reopened(item: Item) -> Item:
    """`item` without its outcome; raises InputError if there is none."""
    if item.outcome is None:
        raise StateError(f"{item.id} has no outcome to take back: it is open")
    return replace(item, outcome=None)


def refuse_declared(item: Item) -> None:
    """Raises StateError if a watch list declares `item`: changed here as well, nobody could say which one is right."""
    if item.declared is not None:
        raise StateError(f"{item.id} stands in the watch list: edit it there")


def rezoned(item: Item, zone: str) -> Item:
    """`item` in another zone, with the windows that its claims have there."""
    if zone == item.facts.zone:
        return item
    place = dates.zone(zone)
    claims = tuple(
        replace(claim, window=dates.read(claim.said.when, said_on=claim.said.said_on, zone=place))
        for claim in item.claims
    )
    return replace(item, facts=replace(item.facts, zone=zone), claims=claims)


def under_this_law(item: Item) -> Item:
    """`item` with the moments that its claims name by a clock, as the installed zone data has them now.

    A window that differs by more than a day is left as it is: no law moves a clock so far, so a newer version of
    `dates` reads the words in another way.
    """
    zone = dates.zone(item.facts.zone)
    return replace(item, claims=tuple(_under_this_law(claim, zone) for claim in item.claims))


def with_claim(item: Item, identity: str, change: Callable[[Claim], Claim]) -> Item:
    """`item` with one of its claims changed."""
    return replace(item, claims=tuple(change(claim) if claim.id == identity else claim for claim in item.claims))


def claim_id(item_id: str, said: Statement) -> str:
    """The identity of a claim: item, words, day and source make one claim, whatever its origin."""
    text = f"{item_id}\x1f{said.when}\x1f{said.said_on}\x1f{said.source}"
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def claim_of(item: Item, identity: str) -> Claim:
    """The claim with this id; raises InputError, which names those there are."""
    for claim in item.claims:
        if claim.id == identity:
            return claim
    known_ids = ", ".join(claim.id for claim in item.claims) or "none"
    raise UnknownClaimError(f"{item.id} has no claim {identity!r}: its claims are {known_ids}")


def _under_this_law(claim: Claim, zone: tzinfo) -> Claim:
    was = claim.window.instant
    if was is None:
        return claim
    try:
        window = dates.read(claim.said.when, said_on=claim.said.said_on, zone=zone)
    except DateRefusedError:  # words that an earlier version could read
        return claim
    is_now = window.instant
    return claim if is_now is None or abs(is_now - was) > _FURTHEST else replace(claim, window=window)


def _saying(claim: Claim, said: Statement) -> Claim:
    """The claim with other values; with another standing than that it was raised to, it cannot be lowered any more."""
    return claim if claim.said == said else replace(claim, said=said, raised=None)


def _claim(item: Item, said: Statement, identity: str, *, origin: Origin, now: datetime, by: str | None) -> Claim:
    window = dates.read(said.when, said_on=said.said_on, zone=dates.zone(item.facts.zone))
    place = max((claim.place for claim in item.claims), default=0) + 1
    return Claim(id=identity, said=said, window=window, origin=origin, recorded_at=now, place=place, by=by)
