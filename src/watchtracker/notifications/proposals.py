"""What a channel is owed of the proposals that wait to be decided: each once, in the message of its day.

A proposal is one notification for each channel that asks for proposals, so that it is planned, sent and looked for like
everything else; `outbox` puts those that are due into one message. It comes at the channel's hour, and at once where
its item is a deadline that is near. What was decided meanwhile is owed no longer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from watchtracker import dates
from watchtracker.intake.proposals import ProposalState, StoredProposal, is_overtaken
from watchtracker.items import ItemAsOf, Kind, first_close
from watchtracker.notifications import quiet, reasons
from watchtracker.notifications.codes import Reason
from watchtracker.notifications.kinds import NotificationKind, Want
from watchtracker.notifications.overtaking import Ended
from watchtracker.notifications.planning import Planned, ended
from watchtracker.notifications.records import Channel, Notification, NotificationState

RULE = "proposals"
NEAR = timedelta(days=7)
_DAY = timedelta(days=1)
_REVIVABLE = {NotificationState.SUPERSEDED, NotificationState.CANCELLED}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A stored proposal, its item as it is now, and the tags of that item and of the sources that say it."""

    stored: StoredProposal
    known: ItemAsOf | None
    tags: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether there is anything left to decide."""
        decided = self.stored.state is not ProposalState.OPEN
        return not decided and not is_overtaken(self.stored.proposal, self.known)

    def is_urgent(self, now: datetime) -> bool:
        """Whether its item is a deadline that closes within seven days, by its date in force or by the proposed one."""
        known = self.known
        if known is None or known.facts.kind is not Kind.DEADLINE:
            return False
        zone = dates.zone(known.facts.zone)
        closes = (first_close(known), known.window.closes_at(zone), self.stored.proposal.window.closes_at(zone))
        return any(close is not None and now <= close <= now + NEAR for close in closes)


def number(notification: Notification) -> int:
    """The number of the proposal that a notification is about."""
    return int(notification.target)


def cares(channel: Channel, waiting: Waiting) -> bool:
    """Whether a channel asks for proposals, and for this one: by the tags of its item, or of a source that says it."""
    return Want.PROPOSALS in channel.wants and channel.cares_for(waiting.tags)


def keys(waiting: Iterable[Waiting], channels: Sequence[Channel]) -> list[str]:
    """The keys of all that `owed` could make of these."""
    return [_key(each.stored, channel) for each in waiting for channel in channels if cares(channel, each)]


def owed(
    waiting: Mapping[int, Waiting], recorded: Iterable[Notification], *, channels: Sequence[Channel], now: datetime
) -> Planned:
    """What becomes of the notifications about proposals; `waiting` has those that are open or recorded, by number."""
    existing = {record.key: record for record in recorded}
    wanted = {
        _key(each.stored, channel): _notification(each, channel, now)
        for channel in channels
        for each in waiting.values()
        if cares(channel, each) and each.is_open
    }
    new = tuple(each for key, each in wanted.items() if key not in existing)
    both = ((existing[key], each) for key, each in wanted.items() if key in existing)
    kept = tuple(right for record, each in both if (right := _kept(record, each, now)) is not None)
    lost = [record for key, record in existing.items() if key not in wanted]
    return Planned(new, kept + ended(lost, lambda record: _why_not(record, waiting, channels)))


def put_off(record: Notification, channel: Channel, now: datetime) -> Notification:
    """A notification for which there was no room in today's message: it comes in the next one."""
    return _at_the_hour(record, channel, now + timedelta(seconds=1))


def _key(stored: StoredProposal, channel: Channel) -> str:
    # One that is said anew after it was accepted has the same number, and is told anew.
    return f"{RULE}/{channel.name}/{stored.id}/{dates.instant(stored.found_at)}"


def _notification(waiting: Waiting, channel: Channel, now: datetime) -> Notification:
    known = waiting.known
    plain = Notification(
        key=_key(waiting.stored, channel),
        item=known.id if known else None,
        channel=channel.name,
        kind=NotificationKind.PROPOSALS,
        rule=RULE,
        target=str(waiting.stored.id),
        at=now,
        local=now.astimezone(dates.zone(channel.zone)).replace(tzinfo=None),
        zone=channel.zone,
        why=reasons.PROPOSAL,
    )
    if known is None or not waiting.is_urgent(now):
        return _at_the_hour(plain, channel, now)
    urgent = replace(plain, why=reasons.URGENT_PROPOSAL)
    return quiet.waiting(urgent, quiet.news_at(known, channel, now), channel)


def _at_the_hour(record: Notification, channel: Channel, since: datetime) -> Notification:
    at, local = next(_hours(channel, since))
    daily = replace(record, at=at, local=local, why=reasons.PROPOSAL, shifted=None)
    return quiet.shifted(daily, channel, None) if quiet.has_quiet_times(channel) else daily


def _hours(channel: Channel, since: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The channel's hour of each day from a moment on: as an instant, and as its clock shows it."""
    zone = dates.zone(channel.zone)
    day = since.astimezone(zone).date()
    while True:
        at = dates.at_wall_time(day, channel.hour, zone)
        if at >= since:
            yield at, datetime.combine(day, channel.hour)
        day += _DAY


def _kept(record: Notification, wanted: Notification, now: datetime) -> Notification | None:
    """A recorded notification that is still owed, as it must be now; None if it is so already."""
    if record.state is NotificationState.SENDING and record.overtaken is not None:
        return replace(record, overtaken=None)
    revived = record.state in _REVIVABLE
    if not revived and record.state is not NotificationState.PLANNED:
        return None
    # What is due already stays due; nothing comes later for being looked at.
    at_its_time = wanted if revived or record.at > now else record
    right = replace(
        record,
        at=at_its_time.at,
        local=at_its_time.local,
        zone=at_its_time.zone,
        why=at_its_time.why,
        shifted=at_its_time.shifted,
        state=NotificationState.PLANNED,
        reason=None if revived else record.reason,
    )
    return right if right != record else None


def _why_not(record: Notification, waiting: Mapping[int, Waiting], channels: Sequence[Channel]) -> Ended:
    channel = next((channel for channel in channels if channel.name == record.channel), None)
    if channel is None:
        return reasons.CHANNEL_GONE, NotificationState.CANCELLED
    found = waiting.get(number(record))
    if found is not None and found.stored.state is ProposalState.OPEN and not cares(channel, found):
        return reasons.NOT_WANTED, NotificationState.CANCELLED
    return why_decided(found.stored if found else None), NotificationState.SUPERSEDED


def why_decided(stored: StoredProposal | None) -> Reason:
    """Why there is nothing left to tell of a proposal; one that is open all the same was overtaken by its item."""
    if stored is None or stored.state is ProposalState.OPEN:
        return reasons.decided(ProposalState.OVERTAKEN.value, None)
    return reasons.decided(stored.state.value, stored.decided_by)
