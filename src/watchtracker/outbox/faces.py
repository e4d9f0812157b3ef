"""Faces: what a message that was sent shows now, from the state of its items at the moment of drawing. Pure.

Its sentence stays as it was as long as it holds; what stands below it says how things stand and what can be answered.
A message about several items marks them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from watchtracker import dates
from watchtracker.items import ItemAsOf
from watchtracker.notifications import Notification, NotificationKind
from watchtracker.outbox.composing import correction_entry
from watchtracker.outbox.messages import Entry, Message, Receipt
from watchtracker.outbox.offers import FaceState
from watchtracker.outbox.seeing import (
    AsSeen,
    WhatWasTold,
    came_too_late,
    claim_taken_back,
    context,
    has_moved,
    of_several,
    offered,
    state_of,
)
from watchtracker.wording import faces, reminders
from watchtracker.wording.holding import taken_by, takers
from watchtracker.wording.items import window_words

# After an edit of which nobody knows what became; it doubles from the first up to the longest.
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=5), timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Face:
    """A message that people can answer, as it is kept: where it is, and the fingerprint of what it shows.

    `drawn` is None where nobody knows what it shows. `marks` counts what happened that it may show. `tries` are the
    edits since `unclear_since` of which nobody knows what became; somebody waits for it since `pressed_at`.
    """

    id: int
    delivery_id: int
    channel: str
    receipt: Receipt
    drawn: str | None
    marks: int
    tries: int = 0
    unclear_since: datetime | None = None
    pressed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as it was sent, when that was begun, and the notifications in it, in the order of its entries."""

    message: Message
    begun_at: datetime
    members: Sequence[Notification]


def drawn(shown: Shown, items: Mapping[str, AsSeen], now: datetime, public_url: str) -> Message:
    """The message as it looks now; `items` has the items that are in it."""
    made_at = dates.instant(now)
    alone = shown.message.title is None and len(shown.members) == 1
    seen = items.get(shown.members[0].item or "") if alone else None
    if seen is not None:
        (entry,) = shown.message.entries
        told = what_was_told(shown, shown.members[0], entry)
        return replace(
            shown.message,
            entries=(_entry(entry, told, seen, public_url),),
            offers=offered(told, seen),
            context=context(told, seen),
            made_at=made_at,
        )
    of_entry = [(entry, _seen_in(entry, shown, items)) for entry in shown.message.entries]
    entries = tuple(_marked(entry, *found) if found else entry for entry, found in of_entry)
    together = of_several(found for _, found in of_entry if found)
    return replace(shown.message, entries=entries, context=together, made_at=made_at)


def _seen_in(entry: Entry, shown: Shown, items: Mapping[str, AsSeen]) -> tuple[WhatWasTold, AsSeen] | None:
    """What an entry of a message about several told, with its item; None for a heading."""
    of_item = {notification.item: notification for notification in shown.members}
    # A digest is about none, and tells of many.
    told = of_item.get(entry.item) or of_item.get(None)
    if entry.item is None or told is None or entry.item not in items:
        return None
    return what_was_told(shown, told, entry), items[entry.item]


def fingerprint(message: Message) -> str:
    """A short text that differs where two versions of a message look different to people.

    When it was made and the revision that its buttons carry are not among what they see.
    """
    offers = None if message.offers is None else replace(message.offers, revision=0)
    looks = json.loads(replace(message, offers=offers, made_at=None, replies_to=None).as_json())
    return hashlib.sha256(json.dumps(looks, sort_keys=True).encode(errors="replace")).hexdigest()[:32]


def what_was_told(shown: Shown, notification: Notification, entry: Entry) -> WhatWasTold:
    """What a message told with one of its notifications, which this entry of it says."""
    return WhatWasTold(notification, entry.window, shown.begun_at)


def _entry(entry: Entry, told: WhatWasTold, seen: AsSeen, public_url: str) -> Entry:
    known, notification, reader = seen.known, told.notification, told.notification.zone
    title = seen.item.facts.title
    match state_of(told, seen):
        case FaceState.OFF_THE_LIST:
            return replace(entry, text=faces.off_the_list(title), title=title, page=None, kind=None)
        case FaceState.TAKEN_BACK:
            claim = claim_taken_back(told, seen)
            was = window_words(claim.window, known, reader) if claim and known and has_moved(told, known) else ""
            return replace(entry, text=faces.taken_back(title, was, known, reader), title=title, kind=None)
        case FaceState.ENDED if known is not None and known.outcome is not None:
            return _ended(entry, notification, known)
        case FaceState.RECHECKED if known is not None and known.recheck is not None:
            return replace(entry, text=faces.looked_at(known, known.recheck, reader), title=title)
        case _ if known is not None and notification.kind is NotificationKind.RESOLVED:
            return replace(entry, text=faces.open_again(known), title=title, kind=None)
        case _ if known is not None and has_moved(told, known):
            now_so = correction_entry(known, reader, public_url)
            return replace(entry, text=now_so.text, title=now_so.title, url=now_so.url, kind=None)
        case _:
            return entry


def _ended(entry: Entry, notification: Notification, known: ItemAsOf) -> Entry:
    outcome = known.outcome
    assert outcome is not None
    if notification.kind is NotificationKind.RESOLVED and entry.text.startswith(
        reminders.outcome(known, notification.zone)
    ):
        return entry
    text = faces.ended(known, outcome, notification.zone)
    url = outcome.url or entry.url
    return replace(
        entry,
        text=text,
        title=known.facts.title,
        kind=outcome.result.value,
        url=url,
        names_source=outcome.url is not None,
    )


def _marked(entry: Entry, told: WhatWasTold, seen: AsSeen) -> Entry:
    became = mark(told, seen)
    if told.notification.item is None:
        entry, became = _in_digest(entry, told, seen, became)
    return replace(entry, text=f"{entry.text} ({became})") if became else entry


def _in_digest(entry: Entry, told: WhatWasTold, seen: AsSeen, became: str) -> tuple[Entry, str]:
    """An entry of a digest, whose sentence says who was on the item then, and the marks of what is so now."""
    held = [hold for hold in seen.holds if hold.since <= told.made_at]
    then = taken_by(takers([hold for hold in held if hold.ended_at is None or hold.ended_at > told.made_at]))
    now_so, here = taken_by(takers(seen.holding)), taken_by(takers(seen.here))
    marks = [part for part in became.split("; ") if part and part != here]
    if then != now_so:
        entry = replace(entry, text=entry.text.removesuffix(f", {then}") if then else entry.text)
        marks += [now_so] if now_so else []
    return entry, "; ".join(marks)


def mark(told: WhatWasTold, seen: AsSeen) -> str:
    """What became of a member of a message about several, in a word or two; empty: nothing did."""
    known, reader = seen.known, told.notification.zone
    state = state_of(told, seen)
    if state is FaceState.OFF_THE_LIST:
        return "no longer on the list"
    if known is None or state is FaceState.TAKEN_BACK:
        return "taken back"
    if known.outcome is not None:
        told_already = told.notification.kind is NotificationKind.RESOLVED
        return "" if told_already else faces.ended_mark(known.outcome)
    if told.notification.kind is NotificationKind.RESOLVED:
        return "open again"
    marks = [faces.now_mark(known, reader)] if has_moved(told, known) else []
    marks.append(faces.mark(seen.holding, seen.channel, reader))
    marks.append(faces.came_too_late_mark(came_too_late(told, seen)))
    return "; ".join(mark for mark in marks if mark)
