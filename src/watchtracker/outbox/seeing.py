"""How things stand with the item of a message: which answers it offers now, and the line below it that says why.

A message is drawn from the state at the moment of drawing. What it first looked like is drawn by the same rules, so
that a message about which nothing has changed stays as it is. Pure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from watchtracker import dates, items
from watchtracker.items import Claim, Item, ItemAsOf, Origin
from watchtracker.notifications import Notification, NotificationKind
from watchtracker.notifications.answers import Action, AnswerResult, GivenAnswer
from watchtracker.notifications.holds import Hold, holding
from watchtracker.notifications.people import home
from watchtracker.outbox.offers import FaceState, Offers, held_as, offers
from watchtracker.wording import faces

Window = dict[str, Any]

_ASK_TO_LOOK = {NotificationKind.RECHECK, NotificationKind.CONTRADICTED}


@dataclass(frozen=True)
class AsSeen:
    """An item at the moment `now` as a channel sees it, with its holds and with what was answered about it."""

    item: Item
    channel: str
    now: datetime
    holds: Sequence[Hold] = ()
    answers: Sequence[GivenAnswer] = ()

    @cached_property
    def known(self) -> ItemAsOf | None:
        """What is known of it; None where no claim is left."""
        found = items.item_as_of(self.item)
        return found if found is not None and found.claim is not None else None

    @cached_property
    def holding(self) -> list[Hold]:
        """The holds that hold now, those of other channels too."""
        return holding(self.holds, self.known, self.now) if self.item.listed else []

    @property
    def here(self) -> list[Hold]:
        """Those of this channel, or of the one in which a person took it whose own channel this is."""
        return [hold for hold in self.holding if hold.channel == home(self.channel)]


@dataclass(frozen=True, slots=True)
class WhatWasTold:
    """What a message told: its notification, the window in force then as every JSON has it, and when it was made."""

    notification: Notification
    window: Window | None
    made_at: datetime


def state_of(told: WhatWasTold, seen: AsSeen) -> FaceState:
    """How things stand with the item of what was told."""
    known = seen.known
    if not seen.item.listed:
        return FaceState.OFF_THE_LIST
    if known is None:
        return FaceState.TAKEN_BACK
    if known.outcome is not None:
        return FaceState.ENDED
    if claim_taken_back(told, seen) is not None:
        return FaceState.TAKEN_BACK
    if rechecked_since(told, known):
        return FaceState.RECHECKED
    return held_as({hold.kind for hold in seen.here})


def has_moved(told: WhatWasTold, known: ItemAsOf) -> bool:
    """Whether another date is in force than the message told."""
    return told.window is not None and dates.as_json(known.window) != told.window


def rechecked_since(told: WhatWasTold, known: ItemAsOf) -> bool:
    """Whether somebody looked after the message asked for it."""
    asked = told.notification.kind in _ASK_TO_LOOK and not has_moved(told, known)
    return asked and known.recheck is not None and known.recheck.recorded_at > told.made_at


def claim_taken_back(told: WhatWasTold, seen: AsSeen) -> Claim | None:
    """The claim that the message told, where it was taken back and nobody says the same; a corrected one is not."""
    known, change = seen.known, told.notification.change
    contradicting = change.after if change and told.notification.kind is NotificationKind.CONTRADICTED else None
    if known is not None and not has_moved(told, known) and contradicting is None:
        return None
    wanted = [told.window] if known is None or has_moved(told, known) else []
    wanted += [dates.as_json(contradicting)] if contradicting is not None else []
    claims = seen.item.claims
    corrected = {claim.corrects for claim in claims if not claim.retracted}
    for window in wanted:
        said = [claim for claim in claims if dates.as_json(claim.window) == window]
        if said and all(claim.retracted and claim.id not in corrected for claim in said):
            return max(said, key=lambda claim: claim.place)
    return None


def came_too_late(told: WhatWasTold, seen: AsSeen) -> list[GivenAnswer]:
    """The answers to what was told that were looked at too late, as long as nobody answered about its item since."""
    applied = [number for number, answer in enumerate(seen.answers, 1) if answer.result is AnswerResult.APPLIED]
    since = seen.answers[max(applied, default=0) :]
    return [answer for answer in since if answer.came_too_late and answer.notification == told.notification.id]


def offered(told: WhatWasTold, seen: AsSeen) -> Offers | None:
    """What can be answered now to a message with one notification; None: nothing."""
    known, notification = seen.known, told.notification
    state = state_of(told, seen)
    kind = notification.kind
    open_again = kind is NotificationKind.RESOLVED and state is not FaceState.ENDED
    if state is FaceState.OPEN and (open_again or (known is not None and has_moved(told, known))):
        # What it told is past: what is offered is what news of the date in force would offer.
        kind = NotificationKind.MOVED
    found = offers(kind, seen.item.facts.kind, state)
    if found is None:
        return None
    return replace(
        found,
        more=tuple(_undoable(told, seen, found.more)),
        notification=notification.id,
        item=seen.item.id,
        revision=seen.item.revision,
    )


def _undoable(told: WhatWasTold, seen: AsSeen, more: Sequence[str]) -> Iterator[str]:
    """What stands in the menu, with "Not so" where a press of it would undo something, and else without."""
    state = state_of(told, seen)
    claim = claim_taken_back(told, seen) if state is FaceState.TAKEN_BACK else None
    left_out = claim is None or claim.retracted_through is Origin.WATCHLIST
    for action in more:
        if action == Action.HISTORY and state is FaceState.OPEN and _took_over(told, seen.known):
            yield Action.UNDO.value
        if action != Action.UNDO or state is not FaceState.TAKEN_BACK or not left_out:
            yield action


def _took_over(told: WhatWasTold, known: ItemAsOf | None) -> bool:
    """Whether the date that contradicted was made to take over."""
    change, in_force = told.notification.change, known.claim if known is not None else None
    if told.notification.kind is not NotificationKind.CONTRADICTED or change is None or in_force is None:
        return False
    return in_force.raised is not None and in_force.window == change.after


def context(told: WhatWasTold, seen: AsSeen) -> str | None:
    """The line below a message that says how things stand; None where it says all itself."""
    reader, item = told.notification.zone, seen.item
    match state_of(told, seen):
        case FaceState.OFF_THE_LIST:
            return faces.off_since(item.taken_out_by, item.revised_at, reader) if item.revised_at else None
        case FaceState.TAKEN_BACK:
            return _taken_back(told, seen)
        case FaceState.ENDED:
            return _recorded(item, reader)
        case FaceState.RECHECKED:
            recheck = seen.known.recheck if seen.known else None
            assert recheck is not None
            return faces.recorded(recheck.by, recheck.recorded_at, reader)
        case FaceState.OPEN | FaceState.TAKEN | FaceState.SNOOZED:
            assert seen.known is not None
            moved = has_moved(told, seen.known)
            parts = [faces.now_in_force(seen.known, reader) if moved else _answered(told.notification)]
            parts.append(faces.held(seen.holding, seen.channel, reader))
            parts.append(faces.came_too_late(came_too_late(told, seen), reader))
            return " ".join(part for part in parts if part) or None


def of_several(members: Iterable[tuple[WhatWasTold, AsSeen]]) -> str | None:
    """The line below a message about several items that says how many of them stand how; None where it has none."""
    stands: dict[str, str] = {}
    for told, seen in members:
        state = state_of(told, seen)
        moved = state is FaceState.OPEN and seen.known is not None and has_moved(told, seen.known)
        stands[seen.item.id] = "moved" if moved else state.value
    return faces.of_several(Counter(stands.values())) if stands else None


def _answered(notification: Notification) -> str:
    """Who caused with an answer what a notice tells; empty where nobody did, or not in that channel."""
    change, shifted = notification.change, notification.shifted
    if change is None or change.answered is None:
        return ""
    return faces.recorded(change.answered.by, shifted.since if shifted else notification.at, notification.zone)


def _recorded(item: Item, reader: str) -> str | None:
    if item.outcome is None or not item.endings:
        return None
    return faces.recorded(item.outcome.by or item.outcome.source, item.endings[-1].recorded_at, reader)


def _taken_back(told: WhatWasTold, seen: AsSeen) -> str | None:
    claim = claim_taken_back(told, seen)
    if claim is None:
        claim = max(seen.item.claims, key=lambda each: each.place, default=None)
    if claim is None or claim.retracted_at is None:
        return None
    return faces.taken_back_by(claim.retracted_by, claim.retracted_at, told.notification.zone)
