"""What must hold of answers, holds, reminders and faces: read from the database, and compared with what is shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, select

from tests.edges.answer_machine.world import Shown
from watchtracker.items import Item, ItemAsOf, item_as_of
from watchtracker.notifications import NotificationKind
from watchtracker.notifications.holds import LONGEST_SNOOZE, Hold, HoldKind, end_of
from watchtracker.notifications.people import home, own_channel
from watchtracker.outbox.messages import Message, Receipt
from watchtracker.schema import answers, faces, holds, inbox, notifications
from watchtracker.store.engine import Transaction

QUIETED = {
    NotificationKind.UPCOMING,
    NotificationKind.OPENS,
    NotificationKind.MIDWAY,
    NotificationKind.CLOSES,
    NotificationKind.TODAY,
    NotificationKind.OVERDUE,
    NotificationKind.RECHECK,
}
GO_TO_TAKER = {NotificationKind.UPCOMING, NotificationKind.OVERDUE}
NEVER_QUIET = {
    NotificationKind.MOVED,
    NotificationKind.CONTRADICTED,
    NotificationKind.RESOLVED,
    NotificationKind.LAST_CALL,
    NotificationKind.ADDED,
}
_ENDINGS = {"done", "happened", "cancelled"}
# Of each channel and item so many of the newest messages are drawn, for so long.
_DRAWN, _DRAWN_FOR = 3, timedelta(days=60)
OVERDUE_AT_MOST = timedelta(days=28)


def rows(tx: Transaction, query: Select[Any]) -> list[Row[Any]]:
    return list(tx.connection.execute(query))


def check_effects(tx: Transaction, found: Sequence[Item], by_hand: Mapping[str, int]) -> None:
    """Each answer has the effect that is noted for it, and no more; `by_hand` are outcomes that no answer made."""
    noted = rows(tx, select(answers))
    of_inbox = Counter(row.inbox_id for row in noted if row.inbox_id is not None)
    assert set(of_inbox.values()) <= {1}, "an answer had two effects"
    applied = Counter((row.item_id, row.what) for row in noted if row.result == "applied")
    begun = Counter((row.item_id, row.kind) for row in rows(tx, select(holds)))
    for item in found:
        ended = sum(applied[item.id, what] for what in _ENDINGS) + by_hand.get(item.id, 0)
        assert len(item.endings) == ended, f"{item.id} was ended {len(item.endings)} times by {ended} answers"
        looked = applied[item.id, "same"] + applied[item.id, "keep"]
        assert len(item.rechecks) <= looked, f"{item.id} was looked at {len(item.rechecks)} times by {looked} answers"
        assert begun[item.id, "taken"] <= applied[item.id, "take"], f"{item.id} was taken by nobody"
        snoozed = applied[item.id, "snooze"] + applied[item.id, "snooze_until"]
        assert begun[item.id, "snoozed"] == snoozed, f"{item.id} was snoozed {begun[item.id, 'snoozed']} times"


def check_received(tx: Transaction, heard: Mapping[str, set[str]]) -> None:
    """What was acked is worked off exactly once; what was refused each time is not there."""
    there = {row.dedupe_key: row for row in rows(tx, select(inbox))}
    for key, how in heard.items():
        row = there.get(key)
        if "acked" in how:
            assert row is not None, f"{key} was acked and is lost"
            assert row.state in {"done", "refused"}, f"{key} was acked and is {row.state}"
        if how == {"refused"}:
            assert row is None, f"{key} was refused and is {row.state}"


def check_holds(tx: Transaction, found: Sequence[Item], now: datetime) -> None:
    """No hold is without an end: none that is not marked as over is over, and a snooze has a moment."""
    of_items = tx.holds.of_items([item.id for item in found])
    for item in found:
        known = item_as_of(item) if item.listed else None
        open_ones = [hold for hold in of_items.get(item.id, []) if hold.ended_as is None]
        for hold in open_ones:
            assert end_of(hold, known, now) is None, f"{hold} is over and holds"
            if hold.kind is HoldKind.SNOOZED:
                assert hold.until is not None
                assert hold.until <= hold.since + LONGEST_SNOOZE, f"{hold} is too long"
            elif known is not None and known.window.latest:
                assert now.date() <= max(known.window.latest, hold.since.date()) + OVERDUE_AT_MOST + timedelta(days=2)
        each = Counter((hold.channel, hold.kind) for hold in open_ones)
        assert set(each.values()) <= {1}, f"{item.id} is held twice: {open_ones}"


def check_news(tx: Transaction) -> None:
    """Last calls and news were never kept back by somebody's answer."""
    for row in rows(tx, select(notifications)):
        if row.kind in NEVER_QUIET:
            assert row.reason not in {"taken", "snoozed"}, f"{row.key} is {row.state}: {row.reason}"


def check_ends_of_snoozes(tx: Transaction) -> None:
    """A snooze whose time is over, and that nothing else ended, ended with something said or a reason why not."""
    recorded = rows(tx, select(notifications))
    for hold in rows(tx, select(holds).where(holds.c.kind == "snoozed", holds.c.ended_as == "time_over")):
        then = [
            row
            for row in recorded
            if row.item_id == hold.item_id and home(row.channel) == hold.channel and row.due_at == hold.until
        ]
        assert then, f"nothing was planned for the end of the snooze of {hold.item_id} in {hold.channel}"
        assert any(row.state == "sent" or row.reason for row in then), f"{then} came to nothing"
        silent = all(row.reason == "snoozed" for row in then if row.state != "sent" and row.reason)
        sent = any(row.state == "sent" for row in then)
        assert sent or not silent, f"the end of a snooze was snoozed: {then}"


def wrong_in_quiet(
    members: Sequence[Row[Any]],
    begun: Mapping[int, datetime],
    held: Sequence[Hold],
    known: Mapping[str, ItemAsOf | None],
    now: datetime,
) -> list[str]:
    """The reminders of a message that leaves for a channel in which somebody keeps them quiet.

    `begun` says when each was first on its way: what is when somebody takes it stays where it goes, be it by a detour.
    """
    found = []
    for member in members:
        for hold in held:
            if hold.item != member.item_id or hold.channel != home(member.channel):
                continue
            if end_of(hold, known.get(hold.item), now) is not None:
                continue
            if hold.kind is HoldKind.SNOOZED and member.kind in QUIETED and hold.until and member.due_at < hold.until:
                found.append(f"{member.key} went out and is snoozed until {hold.until}")
            alone = own_channel(member.channel) is not None
            if (
                hold.kind is HoldKind.TAKEN
                and hold.by.account
                and member.kind in GO_TO_TAKER
                and not alone
                and begun[member.id] > hold.since
            ):
                found.append(f"{member.key} went to the channel, and {hold.by.name} is on it")
    return found


def check_faces(
    tx: Transaction,
    shown: Mapping[Receipt, Shown],
    found: Sequence[Item],
    now: datetime,
    members: Mapping[str, list[Any]],
) -> None:
    """The newest messages about each item show what is so; `members` are the notifications of a delivery by its key."""
    by_id = {item.id: item for item in found}
    newer: Counter[tuple[str, str]] = Counter()
    for face in rows(tx, select(faces).order_by(faces.c.sent_at.desc(), faces.c.id.desc())):
        message = shown.get(Receipt(face.receipt_channel, face.receipt_ts))
        if message is None or face.ended_at is not None:
            continue
        assert face.dirty_since is None or (face.not_before and face.not_before > now), f"{face} still waits"
        of_it = members.get(message.key, [])
        newer.update({(face.channel, each.item_id) for each in of_it if each.item_id is not None})
        last = message.versions[-1]
        if len(of_it) != 1 or last.title is not None or of_it[0].item_id is None:
            continue
        item = by_id[of_it[0].item_id]
        if newer[face.channel, item.id] > _DRAWN or now - face.sent_at > _DRAWN_FOR:
            continue
        here = [
            hold
            for hold in tx.holds.of_items([item.id]).get(item.id, [])
            if hold.channel == home(face.channel)
            and end_of(hold, item_as_of(item) if item.listed else None, now) is None
        ]
        _check_look(last, item, here, of_it[0].kind)


def _check_look(last: Message, item: Item, here: Sequence[Hold], kind: str) -> None:
    offered = set() if last.offers is None else {*last.offers.visible, *last.offers.more}
    taken = next((hold for hold in here if hold.kind is HoldKind.TAKEN), None)
    snoozed = next((hold for hold in here if hold.kind is HoldKind.SNOOZED), None)
    known = item_as_of(item)
    said = f"{last.entries[0].text!r} offers {offered}, {last.context!r}"
    if not item.listed:
        assert offered == set(), said
    elif known is None or known.claim is None:
        assert not offered & {"take", "done", "hand_back", "wake"}, said
    elif item.outcome is not None:
        assert offered <= {"reopen", "history"}, said
        assert "reopen" in offered, said
    elif taken is not None and "hand_back" not in offered:
        # A message about what was taken back, or looked at since, says that first.
        assert offered <= {"history", "new_date", "undo", "not_right"}, said
    elif taken is not None:
        assert f"{taken.by.name} is on it" in (last.context or ""), said
    elif snoozed is not None and "wake" not in offered:
        assert offered <= {"history", "new_date", "undo", "not_right"}, said
    elif snoozed is None:
        assert not offered & {"wake", "hand_back", "reopen"}, f"{said} ({kind})"
