"""Why a notification that was owed is owed no longer: what really changed, and not always the date.

Asked only of what `planning.py` finds recorded, unsent, and not among what is owed now.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from watchtracker import dates
from watchtracker.items import ItemAsOf, Kind, recheck_owed
from watchtracker.notifications import reasons
from watchtracker.notifications.codes import Reason
from watchtracker.notifications.kinds import Cause, Want
from watchtracker.notifications.records import (
    END_OF_SNOOZE,
    Channel,
    LeadTime,
    Notification,
    NotificationState,
)
from watchtracker.notifications.rules import DayRange, reminders

Ended = tuple[Reason, NotificationState]


@dataclass(frozen=True, slots=True)
class Overtaking:
    """What an item was and is for one channel, when its recorded notifications are held against what is owed.

    `before` None: not known until now; `after` None: taken out. `closed_at` is when it would have closed, where the law
    of its zone is all that changed. `stopped` has why a hold stops what is owed otherwise, by key.
    """

    before: ItemAsOf | None
    after: ItemAsOf | None
    channel: Channel
    intervals: Mapping[Kind, str]
    stretch: DayRange
    closed_at: datetime | None = None
    stopped: Mapping[str, Reason] = field(default_factory=dict)

    def why(self, notification: Notification) -> Ended:
        """The reason for which `notification` ends, and how."""
        if self.after is None:
            return reasons.ITEM_GONE, NotificationState.CANCELLED
        wanted = notification.kind.is_change or Want.REMINDERS in self.channel.wants
        if not (wanted and self.channel.cares_for(self.after.facts.tags)):
            return reasons.NOT_WANTED, NotificationState.CANCELLED
        if self.after.outcome is not None:
            return reasons.ended(self.after.outcome.result, self.after.outcome.on), NotificationState.CANCELLED
        stopped = self.stopped.get(notification.key)
        return stopped or self._overtaken_by(notification, self.after), NotificationState.SUPERSEDED

    def _overtaken_by(self, notification: Notification, after: ItemAsOf) -> Reason:
        if notification.overtaken is not None and self.before == self.after:
            return notification.overtaken  # under way since, and what overtook it then cannot be told from what is now
        if notification.rule == END_OF_SNOOZE:
            stands = self.before is not None and self.before.window == after.window
            return reasons.SNOOZE_OVER if stands else self._date_moved(after)
        if notification.kind.traits.repeats and date.fromisoformat(notification.target) < self.stretch.since:
            return reasons.LONG_PAST
        if notification.kind.traits.cause is Cause.SILENCE:
            return self._no_recheck(notification, after)
        if self._owed_by(notification, after, after.facts.kind):
            return reasons.LEADS_CHANGED
        if self.before is not None and self._owed_by(notification, after, self.before.facts.kind):
            return reasons.KIND_CHANGED
        return self._date_moved(after)

    def _owed_by(self, notification: Notification, after: ItemAsOf, kind: Kind) -> bool:
        """Whether its date still owes it, if only the lead times had its own, and the item were of this kind."""
        leads = [LeadTime.read(notification.rule)] if notification.kind.traits.by_lead_time else []
        alike = replace(after, facts=replace(after.facts, kind=kind, remind=None))
        return any(
            notification.key == owed.key for owed in reminders(alike, self.channel, leads, self.stretch, self.intervals)
        )

    def _no_recheck(self, notification: Notification, after: ItemAsOf) -> Reason:
        about = date.fromisoformat(notification.target)
        said, was = after.confirmed_on, self.before.confirmed_on if self.before else None
        if self.before is not None and self.before.window != after.window:
            return self._date_moved(after)
        if said is None or (was is not None and said < was):
            return reasons.TAKEN_BACK
        if about <= said or (was is not None and said > was):
            return reasons.SAID_SINCE
        latest = after.window.last_day(dates.zone(after.facts.zone))
        near = not recheck_owed(said, latest, about, timedelta())
        return self._date_moved(after) if near else reasons.INTERVAL_CHANGED

    def _date_moved(self, after: ItemAsOf) -> Reason:
        if self.closed_at is not None:
            return reasons.LAW_CHANGED
        before = self.before
        if before is not None and before.window == after.window and before.facts.zone != after.facts.zone:
            return reasons.zone_changed(after.facts.zone)
        return reasons.date_moved(after.window)


def why_no_digest(notification: Notification, channels: Sequence[Channel], stretch: DayRange) -> Ended:
    """The reason for which a digest ends that was planned, and how."""
    channel = next((channel for channel in channels if channel.name == notification.channel), None)
    if channel is None:
        return reasons.CHANNEL_GONE, NotificationState.CANCELLED
    if Want.DIGEST not in channel.wants:
        return reasons.NOT_WANTED, NotificationState.CANCELLED
    past = date.fromisoformat(notification.target) < stretch.since
    return reasons.LONG_PAST if past else reasons.DIGEST_MOVED, NotificationState.CANCELLED
