"""What is said in the thread of a message that can be changed no more, where people would act wrongly on it. Pure.

Such a message shows for good what was so once. Whoever reads that it is open while it is done, or has another date, or
while somebody is on it, does what need not be done; that is worth a line. A snooze or a re-check is not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from watchtracker.notifications import Notification, NotificationKind
from watchtracker.notifications.answers import Action, AnswerResult
from watchtracker.outbox.faces import Shown, mark, what_was_told
from watchtracker.outbox.messages import Entry, Message
from watchtracker.outbox.offers import FaceState
from watchtracker.outbox.seeing import AsSeen, WhatWasTold, context, has_moved, state_of
from watchtracker.wording import faces

_MATTERS = frozenset({FaceState.TAKEN, FaceState.ENDED, FaceState.TAKEN_BACK, FaceState.OFF_THE_LIST})
# What is answered so is told in the thread of the message that was answered, whatever becomes of the message.
_TOLD_BELOW = frozenset(
    {
        Action.TAKE,
        Action.DONE,
        Action.HAPPENED,
        Action.CANCELLED,
        Action.NEW_DATE,
        Action.TAKE_NEW,
        Action.NOT_RIGHT,
        Action.REOPEN,
    }
)


def below(shown: Shown, now_so: Message, items: Mapping[str, AsSeen]) -> Message | None:
    """What is to be said below a message that should look like `now_so` and does not; None: nothing that matters."""
    entries = [
        entry
        for was, now in zip(shown.message.entries, now_so.entries, strict=True)
        for notification in _members_of(shown, was)
        if (seen := items.get(notification.item or "")) is not None
        and (entry := _entry(what_was_told(shown, notification, was), seen, was, now)) is not None
    ]
    if not entries:
        return None
    last = replace(entries[-1], text=f"{entries[-1].text} {faces.CANNOT_BE_CHANGED}")
    return Message(entries=(*entries[:-1], last), made_at=now_so.made_at)


def _members_of(shown: Shown, entry: Entry) -> Sequence[Notification]:
    if len(shown.members) == 1:
        return shown.members
    of_entry = [member for member in shown.members if member.item == entry.item]
    return of_entry[-1:]


def _entry(told: WhatWasTold, seen: AsSeen, was: Entry, now: Entry) -> Entry | None:
    """The sentence about one item of the message; None where the message is right, or the thread says it anyhow."""
    if not _matters(told, seen, was, now) or told.notification.overtaken is not None or _is_said_below(told, seen):
        return None
    if now.text == was.text:
        # What it says is right; somebody is on it.
        text = context(told, seen) or ""
        return Entry(f"{seen.item.facts.title}: {text}", title=seen.item.facts.title, page=was.page)
    if now.text.startswith(was.text):
        # A message about several, whose entries keep their sentences.
        return Entry(f"{seen.item.facts.title}: {mark(told, seen)}.", title=seen.item.facts.title, page=was.page)
    return replace(now, kind=None)


def _matters(told: WhatWasTold, seen: AsSeen, was: Entry, now: Entry) -> bool:
    known = seen.known
    if told.notification.kind is NotificationKind.RESOLVED:
        # It told the outcome: what matters is that there is another now, or none.
        return now.text != was.text
    return state_of(told, seen) in _MATTERS or (known is not None and has_moved(told, known))


def _is_said_below(told: WhatWasTold, seen: AsSeen) -> bool:
    """Whether the last thing that happened is an answer to this very message, which has its line there."""
    applied = [answer for answer in seen.answers if answer.result is AnswerResult.APPLIED]
    last = applied[-1] if applied else None
    if last is None or last.notification != told.notification.id or last.what not in _TOLD_BELOW:
        return False
    return seen.item.revised_at is None or last.at >= seen.item.revised_at
