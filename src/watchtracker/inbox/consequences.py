"""What an answer would do if it were recorded: what becomes of the date, and who is told. Nothing is recorded. Pure.

It goes through the functions that recording goes through, on a copy, so that a form never says anything else than what
then happens.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from watchtracker import items
from watchtracker.dates import Move, Relation
from watchtracker.inbox.forms import Effect
from watchtracker.items import Item, ItemAsOf, Kind, Origin, Statement
from watchtracker.notifications import Channel, LeadTime, Notification, changes, holds, planning
from watchtracker.notifications.holds import Hold, HoldKind
from watchtracker.notifications.kinds import NotificationKind
from watchtracker.notifications.records import NoticeCode
from watchtracker.wording import consequences as words
from watchtracker.wording import moves
from watchtracker.wording.items import window_words


@dataclass(frozen=True, slots=True)
class Audience:
    """Who could be told, when reminders are due, by kind, and the holds of the item, whether they hold still or not."""

    channels: Sequence[Channel] = ()
    leads: Mapping[Kind, tuple[LeadTime, ...]] = field(default_factory=dict)
    intervals: Mapping[Kind, str] = field(default_factory=dict)
    held: Sequence[Hold] = ()


def of_claim(item: Item, said: Statement, now: datetime, audience: Audience, *, is_new: bool = False) -> Effect:
    """What a claim does; raises DateRefusedError. `is_new`: the item is not on the list yet."""
    after = items.recorded(item, said, origin=Origin.SLACK, now=now)
    if is_new:
        return _of(None, after, now, audience)
    if after == item:
        again = f'{said.source} is on record as saying "{said.when}" on {said.said_on} already: nothing changes.'
        return Effect((again,))
    return _of(item, after, now, audience)


def of_retraction(item: Item, claim: str, now: datetime, audience: Audience) -> Effect:
    """What taking a claim back does; raises InputError if there is no such claim."""
    return _of(item, items.retracted(item, claim, origin=Origin.SLACK, now=now), now, audience)


def of_reopening(item: Item, now: datetime, audience: Audience) -> Effect:
    """What taking the outcome back does; raises InputError if there is none."""
    return _of(item, items.reopened(item), now, audience)


def _of(item: Item | None, after: Item, now: datetime, audience: Audience) -> Effect:
    before = items.item_as_of(item) if item is not None else None
    known = items.item_as_of(replace(after, revision=after.revision + 1))
    planned = planning.of_item(
        before,
        known,
        (),
        channels=audience.channels,
        leads={kind: audience.leads.get(kind, ()) for kind in Kind},
        intervals=audience.intervals,
        now=now,
        held=audience.held,
    )
    if known is None:
        return Effect(("Nothing is known of it then.",), changes_date=True)
    notices = [owed for owed in planned.new if owed.kind.is_change]
    lines = (*_becomes(before, known), *_over(before, known, audience.held, now), *_told(notices))
    return Effect(lines, before is None or before.window != known.window)


def _becomes(before: ItemAsOf | None, known: ItemAsOf) -> Iterator[str]:
    now_in_force = _in_words(known)
    if before is None:
        yield f"New on the list, {now_in_force}."
        return
    if before.outcome is not None and known.outcome is None:
        yield f"Open again, {now_in_force}."
        return
    move, was = items.move_between(before, known), _in_words(before)
    heard = {step.claim.id: step.claim.retracted for step in before.steps}
    step = next((step for step in reversed(known.steps) if heard.get(step.claim.id) is not step.claim.retracted), None)
    if move.relation is not Relation.CONFIRMED:
        if changes.is_correction(before, known):
            yield f"The date goes back to {now_in_force}; it was {was}."
        else:
            yield f"It {_happens(move)}: {now_in_force}, was {was}."
    elif step is not None and not step.claim.retracted:
        yield f"{words.verdict(step)}."
        if hint := words.other_standing(step, before):
            yield f"{hint}."
        yield f"The date stays {now_in_force}."
    else:
        yield f"The date stays {now_in_force}."


def _over(before: ItemAsOf | None, known: ItemAsOf, held: Sequence[Hold], now: datetime) -> Iterator[str]:
    """Which holds end with it."""
    ending = [hold for hold in holds.holding(held, before, now) if holds.end_of(hold, known, now) is not None]
    for name in dict.fromkeys(hold.by.name for hold in ending if hold.kind is HoldKind.TAKEN):
        yield f"{name} is not on it any more then."
    if any(hold.kind is HoldKind.SNOOZED for hold in ending):
        yield "It is not snoozed any more then."


def _in_words(known: ItemAsOf) -> str:
    """The date in force; a moment by the clocks where the item is."""
    return window_words(known.window, known, known.facts.zone)


def _happens(move: Move) -> str:
    """What a move does to the date of an item, behind "It"."""
    match move.relation:
        case Relation.SLIPPED | Relation.EARLIER if move.days:
            return moves.as_it_happens(move)
        case Relation.SHARPENED:
            return "is known more precisely"
        case Relation.WIDENED:
            return "becomes less certain"
        case Relation.DATED:
            return "gets a date"
        case Relation.UNDATED:
            return "has no date any more"
        case _:
            return "moves"


def _told(notices: Sequence[Notification]) -> Iterator[str]:
    """Which channels are told what; that nobody is, is said too."""
    by_news: dict[str, list[str]] = {}
    for owed in notices:
        by_news.setdefault(_news(owed), []).append(owed.channel)
    for news, channels in by_news.items():
        *first, last = dict.fromkeys(channels)
        yield f"Tells {' and '.join(filter(None, (', '.join(first), last)))} {news}."
    if not by_news:
        yield "No channel is told."


def _news(owed: Notification) -> str:
    if owed.change is not None and owed.change.reopened:
        return "that it is open again"
    match owed.kind, owed.code:
        case NotificationKind.MOVED, NoticeCode.TAKEN_BACK:
            return "that a claim was taken back"
        case NotificationKind.MOVED, NoticeCode.CORRECTED:
            return "that its date was corrected"
        case NotificationKind.MOVED, _:
            return "that it moved"
        case NotificationKind.CONTRADICTED, _:
            return "that its date is contradicted"
        case NotificationKind.ADDED, _:
            return "that it is new on the list"
        case _:
            return f"of it ({owed.kind.value})"
