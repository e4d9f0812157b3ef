"""Why an item stands as it does: which claim is in force and why, what was sent, what was not, and the reason.

Each decision was stored with its reason; this only prints them. Pure, for `explain`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from watchtracker import dates
from watchtracker.items import HistoryEntry, Item, ItemAsOf, item_as_of
from watchtracker.notifications import Notification, NotificationState
from watchtracker.notifications.holds import Hold, holding
from watchtracker.reports.listing import in_order, notification_json
from watchtracker.wording import moves
from watchtracker.wording.holding import held, whither
from watchtracker.wording.items import closing, day, distance, raised, rechecked, taken_back
from watchtracker.wording.lines import NO_CLAIM, where_beside
from watchtracker.wording.reasons import sentence
from watchtracker.wording.utc import utc


def explain(
    item: Item, notifications: Iterable[Notification], *, now: datetime, holds: Iterable[Hold] = ()
) -> list[str]:
    """Everything that was decided about `item`, as lines of text; an indented line belongs to the line above it."""
    current = item_as_of(item)
    assert current is not None
    notifications, holds = in_order(notifications), list(holds)
    return [
        *_date_in_force(current, now),
        *(f"  {held(hold, current.facts.zone)}" for hold in holding(holds, current, now)),
        "",
        "Claims, in the order in which they were said:",
        *(line for step in current.steps for line in _step(step, current)),
        "",
        "Notifications:",
        *(f"  {_notification(notification, holds)}" for notification in notifications),
        *([] if notifications else ["  none so far"]),
    ]


def as_json(item: Item, notifications: Iterable[Notification], holds: Sequence[Hold] = ()) -> dict[str, Any]:
    """The object of `explain --json`: each claim with its verdict, each notification with its state."""
    current = item_as_of(item)
    assert current is not None
    return {
        "item": item.id,
        "in_force": current.claim.id if current.claim else None,
        "claims": [
            {
                "id": step.claim.id,
                "verdict": step.verdict.name.lower(),
                "text": f"{_claim(step)}: {_effect(step, current.facts.zone)}",
            }
            for step in current.steps
        ],
        "notifications": [
            {**notification_json(notification), "text": _notification(notification, holds)}
            for notification in in_order(notifications)
        ],
    }


def _date_in_force(current: ItemAsOf, now: datetime) -> Iterator[str]:
    far = distance(current, now)
    parts = (dates.display(current.window), where_beside(current, now), far)
    yield f"{current.facts.title} ({current.id}): {', '.join(part for part in parts if part)}"
    if words := closing(current):
        yield f"  {words}"
    if current.claim is None:
        yield f"  {NO_CLAIM}"
    else:
        said = current.claim.said
        yield f'  in force: "{said.when}" ({said.source}, {day(said.said_on)}, {said.standing}){rechecked(current)}'
    if change := moves.moved(current):
        yield f"  {change}"
    if current.outcome is not None:
        yield f"  outcome: {current.outcome.result} on {day(current.outcome.on)} ({current.outcome.source})"


def _step(step: HistoryEntry, current: ItemAsOf) -> Iterator[str]:
    """The claim, marked if it is in force, and below it its effect."""
    mark = "*" if current.claim is not None and step.claim.id == current.claim.id else " "
    yield f"{mark} {_claim(step)}"
    yield f"    {_effect(step, current.facts.zone)}"


def _claim(step: HistoryEntry) -> str:
    said = step.claim.said
    return f'{said.said_on} "{said.when}" = {dates.display(step.claim.window)} ({said.source}, {said.standing})'


def _effect(step: HistoryEntry, zone: str) -> str:
    verb = "took over" if step.verdict.took_over else "did not take over"
    change = moves.by_name(step.move) if step.move else ""
    what = (f"{verb}: {step.verdict.value}", change, taken_back(step.claim, zone), raised(step.claim, zone))
    return "; ".join(part for part in what if part)


def _notification(notification: Notification, holds: Iterable[Hold]) -> str:
    at = utc(notification.at)
    head = f"{at}  {whither(notification.channel, holds)}  {notification.kind.value}: {notification.why}"
    match notification.state:
        case NotificationState.SENT if notification.sent_at is not None:
            return f"{head} -- sent {utc(notification.sent_at)}"
        case NotificationState.PLANNED:
            return f"{head} -- planned"
        case _:
            reason = f": {sentence(notification.reason)}" if notification.reason else ""
            return f"{head} -- {notification.state.value}{reason}"
