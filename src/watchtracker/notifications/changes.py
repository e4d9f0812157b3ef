"""Which change notice a transaction owes: the date in force before it, held against the one after.

What caused the change does not matter (a claim, a retraction, an edited zone), and there is at most one notice per
item and channel. `planning.py` puts it beside the reminders that it stands for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from watchtracker import dates
from watchtracker.dates import UNDATED, Relation
from watchtracker.items import Claim, HistoryEntry, ItemAsOf, Verdict, move_between
from watchtracker.notifications import reasons
from watchtracker.notifications.kinds import ChangeKind, NotificationKind, SaidByAMove
from watchtracker.notifications.records import Change, Channel, NoticeCode, Notification


@dataclass(frozen=True, slots=True)
class News:
    """A change that people must hear of, before it is addressed to a channel."""

    kind: ChangeKind
    change: Change
    code: NoticeCode | None = None


def between(before: ItemAsOf | None, after: ItemAsOf | None, *, closed_at: datetime | None = None) -> News | None:
    """The news in going from `before` (None: never on the list) to `after` (None: no longer on it).

    `closed_at` is when it would have closed, where the law of its zone is all that changed.
    """
    if after is None:
        return None
    if before is None:
        return News(NotificationKind.ADDED, _change(UNDATED, after))
    if after.outcome is not None:
        return _outcome(before, after)
    if before.outcome is not None:
        return News(NotificationKind.MOVED, replace(_moved(before, after), reopened=True), NoticeCode.MOVED)
    if closed_at is not None:
        change = Change(before=before.window, after=after.window, closed_at=closed_at)
        return News(NotificationKind.MOVED, change, NoticeCode.CORRECTED)
    if _date(before) != _date(after):
        return News(NotificationKind.MOVED, _moved(before, after), code(before, after))
    return _contradiction(before, after)


def code(before: ItemAsOf, after: ItemAsOf) -> NoticeCode:
    """Whether the date in force is another one because a source moved it, or because we had it wrong.

    A source moved it if a claim holds that is new and corrects none that was known before, or if a claim weighs
    otherwise than before, unless it was lowered to what it weighed when it came.
    """
    old = {step.claim.id: step.claim for step in before.steps}
    new = [step.claim for step in after.steps if not step.claim.retracted]
    holds = after.claim
    if holds is not None and _is_news(holds, old):
        return NoticeCode.MOVED
    if any(claim.id in old and _weighs_otherwise(claim, old[claim.id]) for claim in new):
        return NoticeCode.MOVED
    brought = any(claim.id not in old or old[claim.id].retracted for claim in new)
    taken_back = any(step.claim.retracted and _counted(old.get(step.claim.id)) for step in after.steps)
    return NoticeCode.TAKEN_BACK if taken_back and not brought else NoticeCode.CORRECTED


def is_correction(before: ItemAsOf, after: ItemAsOf) -> bool:
    """Whether the date in force, or when it is over, is another one because we had it wrong."""
    return _date(before) != _date(after) and code(before, after) is not NoticeCode.MOVED


def _is_news(claim: Claim, old: Mapping[str, Claim]) -> bool:
    """Whether somebody said it since. A claim that is put back was said when it was.

    What sets right a mistake that nobody was told of is the first that is heard of it.
    """
    before = old.get(claim.id)
    if before is None:
        return claim.corrects not in old
    return before.retracted and claim.recorded_at != before.recorded_at


def _weighs_otherwise(claim: Claim, before: Claim) -> bool:
    lowered = before.raised is not None and claim.raised is None and claim.said.standing is before.raised.standing
    return claim.said.standing is not before.said.standing and not lowered


def _counted(claim: Claim | None) -> bool:
    return claim is not None and not claim.retracted


def notice(news: News, after: ItemAsOf, channel: Channel, said: Sequence[Notification], now: datetime) -> Notification:
    """The notification that tells `channel` the news at once, and stands for the reminders in `said`."""
    last_call = any(reminder.kind.traits.said_by_a_move is SaidByAMove.PAST for reminder in said)
    rules = tuple(dict.fromkeys(reminder.rule for reminder in said if reminder.at <= now))
    return Notification(
        key=f"{after.id}/{channel.name}/{news.kind.value}/r{after.revision}",
        item=after.id,
        channel=channel.name,
        kind=news.kind,
        rule=news.kind.value,
        target=f"r{after.revision}",
        at=now,
        local=now.astimezone(dates.zone(channel.zone)).replace(tzinfo=None),
        zone=channel.zone,
        why=_why(news.kind, news.code, news.change),
        code=news.code,
        change=replace(news.change, stands_for=rules, last_call=last_call),
    )


def as_heard(news: News, unsent: Sequence[Notification], after: ItemAsOf) -> News:
    """The news for a channel that was not told of earlier moves, which are `unsent`: from the date that it last heard.

    What may have been sent before counts as told.
    """
    if news.kind is not NotificationKind.MOVED or _not_a_mere_move(news.change):
        return news
    untold = [
        earlier.change for earlier in unsent if earlier.kind is news.kind and earlier.reason != reasons.MAYBE_SENT
    ]
    heard = next((change.before for change in untold if change and not _not_a_mere_move(change)), news.change.before)
    move = dates.move(heard, after.window, zone=dates.zone(after.facts.zone))
    if heard == news.change.before or move.relation is Relation.CONFIRMED:
        return news
    return replace(news, change=replace(news.change, before=heard, relation=move.relation, days=move.days))


def _not_a_mere_move(change: Change) -> bool:
    return change.reopened or change.closed_at is not None


def at_once(notice: Notification, moment: datetime, channel: Channel) -> Notification:
    """A notice as it is where it comes at the moment of its news."""
    local = moment.astimezone(dates.zone(channel.zone)).replace(tzinfo=None)
    why = _why(notice.kind, notice.code, notice.change)
    return replace(notice, at=moment, local=local, zone=channel.zone, why=why, shifted=None)


def _why(kind: NotificationKind, code: NoticeCode | None, change: Change | None) -> str:
    if change is not None and change.reopened:
        return reasons.OUTCOME_WITHDRAWN
    if change is not None and change.closed_at is not None:
        return reasons.ANOTHER_LAW
    dated = change is not None and change.after.dated
    return reasons.corrected(code, dated=dated) if code else reasons.owed(kind, kind.value, "")


def _outcome(before: ItemAsOf, after: ItemAsOf) -> News | None:
    assert after.outcome is not None
    same = before.outcome is not None and (before.outcome.result, before.outcome.on) == (
        after.outcome.result,
        after.outcome.on,
    )
    if same:
        return None
    change = Change(
        before=before.window,
        after=after.window,
        source=after.outcome.source,
        said_on=after.outcome.on,
        url=after.outcome.url,
    )
    return News(NotificationKind.RESOLVED, change)


def _moved(before: ItemAsOf, after: ItemAsOf) -> Change:
    move = move_between(before, after)
    return replace(_change(before.window, after), relation=move.relation, days=move.days)


def _contradiction(before: ItemAsOf, after: ItemAsOf) -> News | None:
    heard = {step.claim.id for step in before.steps if not step.claim.retracted}
    new = [step for step in after.steps if step.verdict is Verdict.CONTRADICTS and step.claim.id not in heard]
    return News(NotificationKind.CONTRADICTED, _contradicting(new[-1], after)) if new else None


def _contradicting(step: HistoryEntry, after: ItemAsOf) -> Change:
    said = step.claim.said
    return Change(
        before=after.window,
        after=step.claim.window,
        relation=Relation.CONTRADICTED,
        days=dates.days_between(after.window, step.claim.window, dates.zone(after.facts.zone)),
        source=said.source,
        said_on=said.said_on,
        said=said.when,
        url=said.url,
    )


def _change(before: dates.DateWindow, after: ItemAsOf) -> Change:
    if after.claim is None:
        return Change(before=before, after=after.window)
    said = after.claim.said
    return Change(
        before=before, after=after.window, source=said.source, said_on=said.said_on, said=said.when, url=said.url
    )


def _date(known: ItemAsOf) -> tuple[dates.DateWindow, datetime | None]:
    return known.window, known.window.closes_at(dates.zone(known.facts.zone))
