"""How an edited watch list becomes claims: what it says now, held against what it said when last applied.

Only what the list itself changed is taken from it, so that what the CLI or Slack did since is never undone by
applying the list again. Each decision that a writer of the list might not expect is said in a note.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from watchtracker import dates
from watchtracker.items.changes import claim_id, ended, recorded, retracted, rezoned, said_again, with_claim
from watchtracker.items.history import item_as_of
from watchtracker.items.records import Declaration, Item, Origin, Recheck, ShortForm, Statement


@dataclass(frozen=True, slots=True)
class Merged:
    """An item with a declaration brought in, and what its writer should know."""

    item: Item
    notes: tuple[str, ...] = ()


def merge(before: Item | None, declaration: Declaration, *, now: datetime) -> Merged:
    """`before` (None: a new item) as it is once `declaration` is applied. Raises DateRefusedError."""
    facts = declaration.facts
    item = rezoned(before, facts.zone) if before else Item(facts=facts)
    item = replace(item, facts=facts, listed=True, taken_out_by=None)
    if declaration.short is not None:
        merged = _short(item, declaration.short, now=now)
    else:
        merged = _long(item, declaration.claims, dict(declaration.recorded_by), now=now)
    merged = _left_alone(before, merged)
    item = _with_rechecks(_with_outcome(merged.item, declaration), declaration, now=now)
    notes = (*merged.notes, *_rechecks_that_stay(before, declaration), *_over_already(before, item))
    return Merged(replace(item, declared=declaration), notes)


def _short(item: Item, short: ShortForm, *, now: datetime) -> Merged:
    """`item` with the one claim of the short form, by what was edited of it.

    - the words: a new claim, said today unless the edit gives a new `said_on` as well;
    - the source or `said_on`: a new claim too, for somebody else said it, or said it again;
    - the url, quote or standing alone: the claim that is recorded is set right;
    - anything that a correction by hand has brought already: nothing but those.
    """
    last = item.declared.short if item.declared else None
    today = now.astimezone(dates.zone(item.facts.zone)).date()
    if last is None:
        return _short_first(item, short, today=today, now=now)
    if short == last:
        return Merged(item)
    moved_words = short.when != last.when
    undated_edit = short.said_on is None or short.said_on == last.said_on
    if _set_right_already(item, short, last) or (_same_words(short, last) and undated_edit):
        return Merged(_corrected(item, short))
    said = short.on(today if undated_edit or short.said_on is None else short.said_on)
    if _recorded_before(item, said):
        said = replace(said, said_on=today)
    notes: tuple[str, ...] = (_counts_from(said, short),) if said.said_on != short.said_on else ()
    if moved_words:
        notes += _if_a_mistake(item, last)
    return Merged(said_again(item, said, origin=Origin.WATCHLIST, now=now), notes)


def _short_first(item: Item, short: ShortForm, *, today: date, now: datetime) -> Merged:
    """The list names this item for the first time, or had its whole history until now, which stays."""
    current = item_as_of(item)
    if short.said_on is None and current and current.claim and _same_words(current.claim.said, short):
        return Merged(item)
    return _declared(item, short.on(short.said_on or today), now=now)


def _long(item: Item, claims: tuple[Statement, ...], recorded_by: Mapping[str, str], *, now: datetime) -> Merged:
    stated = {claim_id(item.id, said) for said in claims}
    declared_before = item.declared.claims if item.declared else ()
    declared = stated if declared_before == claims else {claim_id(item.id, said) for said in declared_before}
    from_list = {claim.id for claim in item.claims if claim.origin is Origin.WATCHLIST}
    gone = (declared | from_list) - stated
    taken_out = [claim for claim in item.claims if claim.id in gone and not claim.retracted]
    notes = [
        f'"{claim.said.when}" ({claim.said.source}, {claim.said.said_on}) is taken out: retracted'
        for claim in taken_out
    ]
    for claim in taken_out:
        item = retracted(item, claim.id, origin=Origin.WATCHLIST, now=now)
    # Where nothing is gone, nothing was edited; most items of a long list are as they were.
    edited = _edited(item, claims, gone) if gone else {}
    for said in claims:
        # An id is a hash of the words: of a long list it is made only where it is needed.
        identity = claim_id(item.id, said) if edited or recorded_by else ""
        by, corrects = recorded_by.get(identity), edited.get(identity)
        merged = _declared(item, said, now=now, corrects=corrects, by=by)
        item = merged.item
        notes.extend(merged.notes)
    return Merged(item, tuple(notes))


def _edited(item: Item, claims: tuple[Statement, ...], gone: set[str]) -> dict[str, str]:
    """Which claims of the list, new to us, are old ones that were edited, each with the id of what it was.

    An edited claim keeps two of words, day and source, or its place in the list.
    """
    recorded_before = {claim.id for claim in item.claims}
    declared = item.declared.claims if item.declared else ()
    left = [(place, said) for place, said in enumerate(declared) if claim_id(item.id, said) in gone]
    edited: dict[str, str] = {}
    for alike in (_nearly_the_same, _at_the_same_place):
        for place, said in enumerate(claims):
            identity = claim_id(item.id, said)
            if identity in recorded_before or identity in edited:
                continue
            was = next((old for old in left if alike(place, said, *old)), None)
            if was is not None:
                left.remove(was)
                edited[identity] = claim_id(item.id, was[1])
    return edited


def _at_the_same_place(place: int, _said: Statement, other_place: int, _other: Statement) -> bool:
    return place == other_place


def _nearly_the_same(_place: int, said: Statement, _other_place: int, other: Statement) -> bool:
    same = (said.when == other.when, said.said_on == other.said_on, said.source == other.source)
    return sum(same) == len(same) - 1


def _declared(
    item: Item, said: Statement, *, now: datetime, corrects: str | None = None, by: str | None = None
) -> Merged:
    """A claim that the list states: recorded, corrected, or put back, but never against a retraction by hand."""
    identity = claim_id(item.id, said)
    existing = next((claim for claim in item.claims if claim.id == identity), None)
    if existing and existing.retracted_through not in {None, Origin.WATCHLIST}:
        note = f'"{said.when}" ({said.source}, {said.said_on}) was retracted by hand and stays so'
        return Merged(item, (note,))
    item = recorded(item, said, origin=Origin.WATCHLIST, now=now, by=by)
    if corrects is None:
        return Merged(item)
    place = next(claim.place for claim in item.claims if claim.id == corrects)
    return Merged(with_claim(item, identity, lambda claim: replace(claim, corrects=corrects, place=place)))


def _set_right_already(item: Item, short: ShortForm, last: ShortForm) -> bool:
    """Whether the claim that the list had was corrected by hand into what the list says now."""
    alive = [claim for claim in item.claims if not claim.retracted]
    if any(_same_words(claim.said, last) for claim in alive):
        return False
    return any(
        claim.corrects is not None and _same_words(claim.said, short) and short.said_on in {None, claim.said.said_on}
        for claim in alive
    )


def _if_a_mistake(item: Item, last: ShortForm) -> tuple[str, ...]:
    """An edit of the short form is news; how to say that it sets a mistake of ours right."""
    same = [claim for claim in item.claims if _same_words(claim.said, last) and not claim.retracted]
    if not same:
        return ()
    wrong = max(same, key=lambda claim: claim.place).id
    return (f"told as news; if it was a mistake of ours: `watchtracker claim {item.id} --corrects {wrong}` first",)


def _corrected(item: Item, short: ShortForm) -> Item:
    """`item` with the newest claim of these words and source as the short form has it, but for its day."""
    same = [claim for claim in item.claims if _same_words(claim.said, short)]
    if not same:
        return item
    newest = max(same, key=lambda claim: claim.place)
    return with_claim(item, newest.id, lambda claim: replace(claim, said=short.on(claim.said.said_on)))


def _same_words(said: ShortForm, other: ShortForm) -> bool:
    return (said.when, said.source) == (other.when, other.source)


def _left_alone(before: Item | None, merged: Merged) -> Merged:
    """`merged` with a note where the edit brought a claim, and yet another one is in force."""
    if before is None:
        return merged
    known_before = {claim.id for claim in before.claims}
    brought = {claim.id for claim in merged.item.claims} - known_before
    current = item_as_of(merged.item) if brought else None
    if current is None or current.claim is None or current.claim.id in brought:
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
    if item.outcome and declaration.outcome and declaration.outcome.unsigned == item.outcome.unsigned:
        return item  # a list that names nobody, or another, takes the outcome from nobody who recorded it
    return replace(item, outcome=declaration.outcome)


def _with_rechecks(item: Item, declaration: Declaration, *, now: datetime) -> Item:
    """`item` with the re-checks of the list, each of the claim that was in force at the end of its day."""
    there = {(recheck.on, recheck.by) for recheck in item.rechecks}
    new = []
    for on, by in dict.fromkeys(declaration.rechecks):
        if (on, by) not in there:
            then = item_as_of(item, on)
            claim = then.claim.id if then and then.claim else None
            new.append(Recheck(on, by, claim, Origin.WATCHLIST, now))
    return replace(item, rechecks=(*item.rechecks, *new)) if new else item


def _rechecks_that_stay(before: Item | None, declaration: Declaration) -> Iterator[str]:
    """A note for each re-check that the list has no more: that somebody looked is no less true for it."""
    last = before.declared.rechecks if before and before.declared else ()
    for on, by in dict.fromkeys(last):
        if (on, by) not in declaration.rechecks:
            yield f"the re-check of {dates.display(dates.DateWindow(on, on))} by {by} is taken out: it stays recorded"


def _over_already(before: Item | None, item: Item) -> tuple[str, ...]:
    """A note where the list says something of the date of what is over."""
    if before is None or before.outcome is None or item.outcome is None:
        return ()
    if (before.claims, before.rechecks) == (item.claims, item.rechecks):
        return ()
    return (f"it {ended(item.outcome)}: what is said of its date is recorded, and nobody is told",)


def _recorded_before(item: Item, said: Statement) -> bool:
    identity = claim_id(item.id, said)
    return any(claim.id == identity for claim in item.claims)


def _counts_from(said: Statement, short: ShortForm) -> str:
    if short.said_on is None:
        return f'"{said.when}" counts from today, {said.said_on}'
    return f'"{said.when}" counts from today, {said.said_on}: its said_on, {short.said_on}, belongs to the claim before'
