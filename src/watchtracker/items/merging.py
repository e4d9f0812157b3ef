"""How an edited watch list becomes claims: what it says now, held against what it said when last applied.

Only what the list itself changed is taken from it, so that what the CLI or Slack did since is never undone by
applying the list again. Each decision that a writer of the list might not expect is said in a note.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from watchtracker import dates
from watchtracker.items.changes import claim_id, recorded, rezoned, said_again
from watchtracker.items.history import known
from watchtracker.items.records import Declaration, Item, Origin, Said, ShortForm


@dataclass(frozen=True, slots=True)
class Merged:
    """An item with a declaration brought in, and what its writer should know."""

    item: Item
    notes: tuple[str, ...] = ()


def merge(before: Item | None, declaration: Declaration, *, now: datetime) -> Merged:
    """`before` (None: not known yet) as it is once `declaration` is applied. Raises DateRefusedError."""
    facts = declaration.facts
    item = rezoned(before, facts.zone) if before else Item(facts=facts)
    item = replace(item, facts=facts, listed=True)
    if declaration.short is not None:
        merged = _short(item, declaration.short, now=now)
    else:
        merged = _long(item, declaration.claims, now=now)
    merged = _left_alone(before, merged)
    item = _with_outcome(merged.item, declaration)
    return Merged(replace(item, declared=declaration), merged.notes)


def _short(item: Item, short: ShortForm, *, now: datetime) -> Merged:
    last = item.declared.short if item.declared else None
    today = now.astimezone(dates.zone(item.facts.zone)).date()
    if last is None:
        return _short_first(item, short, today=today, now=now)
    if short == last:
        return Merged(item)
    moved_words = short.when != last.when
    undated_edit = short.said_on is None or short.said_on == last.said_on
    if not moved_words and short.source == last.source and undated_edit:
        return Merged(_corrected(item, short))
    said = _said(short, today if undated_edit or short.said_on is None else short.said_on)
    if _recorded_before(item, said):
        said = replace(said, said_on=today)
    notes = (_counts_from(said, short),) if said.said_on != short.said_on else ()
    return Merged(said_again(item, said, origin=Origin.WATCHLIST, now=now), notes)


def _short_first(item: Item, short: ShortForm, *, today: date, now: datetime) -> Merged:
    """The list names this item for the first time, or had its whole history until now, which stays."""
    current = known(item)
    if short.said_on is None and current and current.claim:
        said = current.claim.said
        if (said.when, said.source) == (short.when, short.source):
            return Merged(item)
    return _declared(item, _said(short, short.said_on or today), now=now)


def _long(item: Item, claims: tuple[Said, ...], *, now: datetime) -> Merged:
    stated = {claim_id(item.id, said) for said in claims}
    declared = {claim_id(item.id, said) for said in item.declared.claims} if item.declared else set()
    from_list = {claim.id for claim in item.claims if claim.origin is Origin.WATCHLIST}
    gone = (declared | from_list) - stated
    notes = [
        f'"{claim.said.when}" ({claim.said.source}, {claim.said.said_on}) is taken out: retracted'
        for claim in item.claims
        if claim.id in gone and not claim.retracted
    ]
    item = replace(
        item,
        claims=tuple(
            replace(claim, retracted_at=now, retracted_by=Origin.WATCHLIST)
            if claim.id in gone and not claim.retracted
            else claim
            for claim in item.claims
        ),
    )
    for said in claims:
        merged = _declared(item, said, now=now)
        item = merged.item
        notes.extend(merged.notes)
    return Merged(item, tuple(notes))


def _declared(item: Item, said: Said, *, now: datetime) -> Merged:
    """A claim that the list states: recorded, corrected, or put back, but never against a retraction by hand."""
    identity = claim_id(item.id, said)
    existing = next((claim for claim in item.claims if claim.id == identity), None)
    if existing and existing.retracted_by not in {None, Origin.WATCHLIST}:
        note = f'"{said.when}" ({said.source}, {said.said_on}) was retracted by hand and stays so'
        return Merged(item, (note,))
    return Merged(recorded(item, said, origin=Origin.WATCHLIST, now=now))


def _corrected(item: Item, short: ShortForm) -> Item:
    """Standing, url or quote alone changed: the newest claim of these words and source is set right."""
    same = [c for c in item.claims if (c.said.when, c.said.source) == (short.when, short.source)]
    if not same:
        return item
    newest = max(same, key=lambda claim: claim.place)
    right = replace(newest, said=_said(short, newest.said.said_on))
    return replace(item, claims=tuple(right if claim is newest else claim for claim in item.claims))


def _left_alone(before: Item | None, merged: Merged) -> Merged:
    """Adds a note where the edit brought a claim, and yet another one holds."""
    if before is None:
        return merged
    known_before = {claim.id for claim in before.claims}
    brought = {claim.id for claim in merged.item.claims} - known_before
    current = known(merged.item)
    if not brought or current is None or current.claim is None or current.claim.id in brought:
        return merged
    said = current.claim.said
    words = (
        "newer" if said.said_on >= max(c.said.said_on for c in merged.item.claims if c.id in brought) else "stronger"
    )
    note = f"a {words} claim ({said.source}, {said.said_on}) holds"
    return Merged(merged.item, (*merged.notes, note))


def _with_outcome(item: Item, declaration: Declaration) -> Item:
    last = item.declared.outcome if item.declared else None
    if declaration.outcome == last:
        return item
    if declaration.outcome is None and item.outcome != last:
        return item
    return replace(item, outcome=declaration.outcome)


def _recorded_before(item: Item, said: Said) -> bool:
    identity = claim_id(item.id, said)
    return any(claim.id == identity for claim in item.claims)


def _said(short: ShortForm, said_on: date) -> Said:
    return Said(short.when, said_on, short.source, short.url, short.quote, short.standing)


def _counts_from(said: Said, short: ShortForm) -> str:
    if short.said_on is None:
        return f'"{said.when}" counts from today, {said.said_on}'
    return f'"{said.when}" counts from today, {said.said_on}: its said_on, {short.said_on}, belongs to the claim before'
