"""A database of every step there ever was, with everything in it, goes on where it stood: nothing lost or sent twice.

`old_rows.json` holds rows as they were written at the first step: claims that were withdrawn or overtaken, every
result, every kind and state of a notification, every state of a delivery. They are written down for good: what a later
version makes of them may change, what an earlier one wrote may not.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Boolean, Connection, text

from tests.builders import a_channel, at, in_words
from tests.conftest import sqlite_in
from tests.databases import Server
from tests.edges.delivering import a_delivery, notifications, slack_sender
from tests.edges.test_migrations import FOLDER, connected
from tests.slack_stand_in import SlackStandIn
from watchtracker import items
from watchtracker.items import Item, Result
from watchtracker.migrations import NEWEST, VERSION_TABLE
from watchtracker.migrations.upgrading import upgrade
from watchtracker.notifications import NotificationKind, NotificationState, Reason, ReasonCode, Want, reasons
from watchtracker.notifications.answers import Action
from watchtracker.notifications.planning import of_item
from watchtracker.notifications.rules import DEFAULT_LEADS
from watchtracker.outbox.records import Delivery, DeliveryState
from watchtracker.schema import metadata
from watchtracker.store.engine import Store
from watchtracker.targets import SlackTarget
from watchtracker.tracker import Tracker
from watchtracker.wording.undelivered import PERHAPS_REPEATED

STEPS = [one.revision for one in ScriptDirectory(str(FOLDER)).walk_revisions()][::-1]
ROWS = json.loads(Path(__file__).with_name("old_rows.json").read_text())
ENDED = {"shipped": Result.HAPPENED, "filed": Result.DONE, "off": Result.CANCELLED, "merged": Result.SUPERSEDED}
STOPPED = at("2026-04-14 10:00")  # when the old version was
CHANNEL = a_channel("policy", to=SlackTarget("C0POLICY"), wants=frozenset(Want))
ARRIVED, LOST = 9, 10  # a delivery whose answer never came, and one that was under way: its message never left
# What nobody was told by then, and is due within the next hour.
DUE = ["half/policy/2h/2026-04-14T12:30:00Z", "noon/policy/2h/2026-04-14T12:00:00Z", "soon/policy/3d/2026-04-17"]

# From the steps on that have their tables: an answer, a hold, and a message that can be drawn anew.
AN_ANSWER = """INSERT INTO answers (item_id, at, channel, "by", what, result)
    VALUES ('model', '2026-04-14T08:00:00.000000Z', 'policy', 'mei', 'take', 'applied')"""
A_HOLD = """INSERT INTO holds (item_id, channel, kind, "by", since, earliest, latest)
    VALUES ('model', 'policy', 'taken', 'mei', '2026-04-14T08:00:00.000000Z', '2026-05-08', '2026-05-08')"""
A_FACE = """INSERT INTO faces (delivery_id, channel, receipt_channel, receipt_ts, sent_at, marks, tries)
    SELECT min(id), 'policy', 'C0POLICY', '1776157200.000001', '2026-04-14T08:00:00.000000Z', 0, 0 FROM deliveries"""

# The sentences in the rows, as the last step has them.
AS_CODES = {
    "the date in force is now 8 May 2026": ("date_moved", '["", "2026-05-08", "2026-05-08"]'),
    "happened on 9 Apr 2026": ("resolved", '["happened", "2026-04-09"]'),
    "done on 9 Apr 2026": ("resolved", '["done", "2026-04-09"]'),
    "superseded on 9 Apr 2026": ("resolved", '["superseded", "2026-04-09"]'),
    "the item was taken out of the watch list": ("item_gone", None),
    "a newer notice says what holds now": ("newer_notice", None),
}
# Every sentence that was a reason before there were codes, and the reason that it is now.
SENTENCES = {
    "said by the move": reasons.SAID_BY_THE_MOVE,
    "said by the move, which is the last call": reasons.LAST_CALL_BY_THE_MOVE,
    "another of its reminders comes at the same moment, and is nearer to its date": reasons.NEARER,
    "a newer notice says what holds now": reasons.NEWER_NOTICE,
    "missed while down, and a later one of the same item says what holds now": reasons.LATER_NOTIFICATION,
    "a later digest is due as well": reasons.LATER_DIGEST,
    "the channel is no longer in the settings": reasons.CHANNEL_GONE,
    "the channel is no longer in the settings; whether it arrived is not known": reasons.CHANNEL_GONE_UNSEEN,
    "the channel does not want it any more": reasons.NOT_WANTED,
    "the item was taken out of the watch list": reasons.ITEM_GONE,
    "nothing is known of its item any more": reasons.ITEM_UNKNOWN,
    "cancelled on 17 Sep 2026": reasons.ended("cancelled", date(2026, 9, 17)),
    "the date in force is now late Apr 2026": Reason(ReasonCode.DATE_MOVED, ("late Apr 2026",)),
    "its days are now those of Asia/Kolkata": reasons.zone_changed("Asia/Kolkata"),
    "the law of its zone changed": reasons.LAW_CHANGED,
    "its lead times changed, and this is none of them now": reasons.LEADS_CHANGED,
    "it is of another kind now, which has no such reminder": reasons.KIND_CHANGED,
    "how often its date is asked after changed": reasons.INTERVAL_CHANGED,
    "its date was said again or re-checked since": reasons.SAID_SINCE,
    "what had confirmed its date was taken back": reasons.TAKEN_BACK,
    "the digest of the channel comes on another day now": reasons.DIGEST_MOVED,
    "it could not be sent for more than 100 days": reasons.LONG_PAST,
    "it could not be sent within 72 hours of the time it was due": reasons.GIVEN_UP,
    "the channel refused it: is_archived": Reason(ReasonCode.TARGET_REFUSED, ("is_archived",)),
    "the message was refused, as plain text too: invalid_blocks, “übel”": Reason(
        ReasonCode.PAYLOAD_REFUSED, ("invalid_blocks, “übel”",)
    ),
    "it may have been sent before": reasons.MAYBE_SENT,
    "somebody wrote this by hand": Reason(ReasonCode.OTHER, ("somebody wrote this by hand",)),
}


def as_it_was(connection: Connection, step: str, folder: Path) -> None:
    """Make the tables of `step`, with the rows that were in them."""
    steps = shutil.copytree(FOLDER, folder / "steps")
    for later in STEPS[STEPS.index(step) + 1 :]:
        next((steps / "versions").glob(f"{later}_*")).unlink()
    upgrade(connection, steps)
    for table, (columns, rows) in ROWS.items():
        flags = [isinstance(metadata.tables[table].c[name].type, Boolean) for name in columns]
        query = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join(f':{name}' for name in columns)})"
        for row in rows:
            values = [bool(value) if flag else value for value, flag in zip(row, flags, strict=True)]
            connection.execute(text(query), dict(zip(columns, values, strict=True)))
        if (
            connection.dialect.name == "postgresql"
            and "id" in columns
            and isinstance(rows[0][columns.index("id")], int)
        ):
            connection.execute(text(f"SELECT setval('{table}_id_seq', (SELECT max(id) FROM {table}))"))
    if step >= "0002":
        connection.execute(
            text("UPDATE deliveries SET look_at = started_at, proves_from = started_at WHERE state = 'unknown'")
        )
    if step >= "0006":
        connection.execute(text(AN_ANSWER))
        connection.execute(text(A_HOLD))
    if step >= "0007":
        connection.execute(text(A_FACE))
        connection.execute(text("INSERT INTO face_items (face_id, item_id) VALUES (1, 'model')"))
    if step >= "0005":
        for sentence, (code, about) in AS_CODES.items():
            change = "UPDATE notifications SET reason = :code, reason_about = :about WHERE reason = :sentence"
            connection.execute(text(change), {"sentence": sentence, "code": code, "about": about})
    connection.commit()


class BroughtForward:
    """Databases that were at some step, and are at the newest now; each is made once and then copied."""

    def __init__(self, servers: ExitStack) -> None:
        self._files: dict[str, bytes] = {}
        self._urls: dict[str, str] = {}
        self._servers = servers

    def in_a_file(self, step: str, folder: Path) -> str:
        url = sqlite_in(folder)
        if step not in self._files:
            self._make(url, step, folder)
            self._files[step] = (folder / "watchtracker.db").read_bytes()
        (folder / "watchtracker.db").write_bytes(self._files[step])
        return url

    def on(self, server: Server, step: str, folder: Path) -> AbstractContextManager[str]:
        if step not in self._urls:
            self._urls[step] = self._servers.enter_context(server.new())
            self._make(self._urls[step], step, folder)
        return server.new(like=self._urls[step])

    def _make(self, url: str, step: str, folder: Path) -> None:
        with connected(url) as connection:
            as_it_was(connection, step, folder)
        Store.open(url).close()


@pytest.fixture(scope="module")
def brought_forward() -> Iterator[BroughtForward]:
    with ExitStack() as servers:
        yield BroughtForward(servers)


@pytest.fixture(params=["sqlite", "postgresql"])
def brought(
    request: pytest.FixtureRequest, brought_forward: BroughtForward, step: str, tmp_path: Path
) -> Iterator[str]:
    """The address of a database that was at that step, and is at the newest now."""
    if request.param == "sqlite":
        yield brought_forward.in_a_file(step, tmp_path)
        return
    with brought_forward.on(request.getfixturevalue("postgresql"), step, tmp_path) as url:
        yield url


@pytest.fixture(params=STEPS)
def step(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    return found


@pytest.fixture
def old(brought: str) -> Iterator[Store]:
    """A store that was at some step until now."""
    with closing(Store.open(brought)) as store:
        yield store


def held(store: Store) -> dict[str, Item]:
    with store.reading() as tx:
        return {item.id: item for item in tx.items.all()}


def deliveries(store: Store) -> dict[int, Delivery]:
    with store.reading() as tx:
        return {one.id: one for state in DeliveryState for one in tx.deliveries.in_state(state)}


def column(table: str, name: str) -> list[Any]:
    columns, rows = ROWS[table]
    return [row[columns.index(name)] for row in rows]


def test_the_rows_have_everything_in_them() -> None:
    # Proposals came with a later step.
    assert set(column("notifications", "kind")) == set(NotificationKind) - {NotificationKind.PROPOSALS}
    assert set(column("notifications", "state")) == set(NotificationState)
    assert set(column("deliveries", "state")) == set(DeliveryState)
    assert {one for one in column("items", "result") if one} == set(Result)
    assert any(column("claims", "retracted_at"))


def test_every_row_is_read_as_it_was_written(old: Store) -> None:
    found = held(old)
    with old.reading() as tx:
        assert tx.connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar_one() == NEWEST
    assert sorted(found) == sorted(map(str, column("items", "id")))
    assert sum(len(item.claims) for item in found.values()) == len(ROWS["claims"][1])
    assert {claim.id for item in found.values() for claim in item.claims} == set(column("claims", "id"))
    assert [item.id for item in found.values() if not item.listed] == ["left"]
    owed = {one.id: one for one in notifications(old)}
    assert [owed[one].state for one in column("notifications", "id")] == column("notifications", "state")
    assert [owed[one].key for one in column("notifications", "id")] == column("notifications", "key")
    kept = deliveries(old)
    assert [kept[one].state for one in column("deliveries", "id")] == column("deliveries", "state")
    assert [kept[one].receipt_ts for one in column("deliveries", "id")] == column("deliveries", "receipt_ts")


def test_what_people_answered_before_and_the_message_that_they_see_are_still_there(
    database: str, tmp_path: Path
) -> None:
    with connected(database) as connection:
        as_it_was(connection, "0007", tmp_path)
    store = Store.open(database)
    with store.reading() as tx:
        assert [(answer.by.name, answer.what) for answer in tx.holds.answers_of("model")] == [("mei", Action.TAKE)]
        assert [hold.by.name for hold in tx.holds.open()["model"]] == ["mei"]
        assert tx.connection.execute(text("SELECT item_id FROM face_items JOIN faces ON id = face_id")).all()
    # Who took a claim back was not known before, and nothing was raised.
    claims = [claim for item in held(store).values() for claim in item.claims]
    assert {(claim.retracted_by, claim.raised) for claim in claims} == {(None, None)}
    store.close()


def test_a_reason_says_what_it_said(old: Store) -> None:
    said = {one.id: in_words(one.reason) for one in notifications(old)}
    assert [said[one] for one in column("notifications", "id")] == column("notifications", "reason")
    codes = {one.reason.code for one in notifications(old) if one.reason}
    assert codes >= {ReasonCode.DATE_MOVED, ReasonCode.RESOLVED, ReasonCode.ITEM_GONE, ReasonCode.NEWER_NOTICE}


@pytest.mark.parametrize("name", ["reason", "overtaken"])
def test_every_sentence_that_was_a_reason_becomes_its_code(database: str, tmp_path: Path, name: str) -> None:
    before = "0004"
    with connected(database) as connection:
        as_it_was(connection, before, tmp_path)
        numbers = dict(zip(column("notifications", "id"), SENTENCES, strict=False))
        assert len(numbers) == len(SENTENCES)
        for number, sentence in numbers.items():
            change = text(f"UPDATE notifications SET {name} = :sentence WHERE id = :number")
            connection.execute(change, {"sentence": sentence, "number": number})
        connection.execute(text("UPDATE attempts SET event = 'edit unclear' WHERE id = 6"))
        connection.commit()
    store = Store.open(database)
    found = {one.id: getattr(one, name) for one in notifications(store)}
    with store.reading() as tx:
        assert list(tx.corrections.tried([3])) == [3]
    store.close()
    assert {sentence: found[number] for number, sentence in numbers.items()} == SENTENCES
    # What no plain text was tried for was refused as well, so that is not said any more.
    as_said_now = [sentence.replace("refused, as plain text too:", "refused:") for sentence in SENTENCES]
    assert [in_words(found[number]) for number in numbers] == as_said_now


@pytest.fixture(params=STEPS[: STEPS.index("0005")])
def before_codes(request: pytest.FixtureRequest, database: str, tmp_path: Path) -> Iterator[Store]:
    """A store that was at a step of before there were codes, with a message that is due and may have arrived before."""
    with connected(database) as connection:
        as_it_was(connection, request.param, tmp_path)
        doubt = text("UPDATE notifications SET reason = 'it may have been sent before' WHERE key = :key")
        connection.execute(doubt, {"key": DUE[1]})
        connection.commit()
    store = Store.open(database)
    yield store
    store.close()


def test_what_may_have_arrived_before_still_says_so(before_codes: Store, slack: SlackStandIn) -> None:
    slack.clock = at("2026-04-14 10:05")
    delivery = a_delivery(before_codes, {"policy": slack_sender(slack)}, CHANNEL)
    for _ in range(5):
        slack.clock += timedelta(seconds=2)
        delivery.dispatch(slack.clock)
    doubtful = [one["text"] for one in slack.messages if PERHAPS_REPEATED in one["text"]]
    assert len(doubtful) == 1
    assert "noon" in doubtful[0].lower()


def test_what_fell_due_while_its_item_was_off_the_list_is_still_owed(before_codes: Store) -> None:
    item = held(before_codes)["left"]
    known = items.item_as_of(item)
    with before_codes.reading() as tx:
        recorded = tx.notifications.of_items([item.id])
    (gone,) = (one for one in recorded if one.state is NotificationState.CANCELLED)
    later = gone.at + timedelta(hours=1)
    planned = of_item(known, known, recorded, channels=[CHANNEL], leads=DEFAULT_LEADS, now=later)
    (back,) = (one for one in planned.changed if one.id == gone.id)
    assert (back.state, back.reason) == (NotificationState.PLANNED, None)


def test_what_was_withdrawn_or_ended_stays_so(old: Store) -> None:
    found = held(old)
    assert {one.id: one.outcome.result for one in found.values() if one.outcome} == ENDED
    model = items.item_as_of(found["model"])
    assert model is not None
    assert str(model.window.earliest) == "2026-05-08"
    assert [one.said.source for one in found["model"].claims if one.retracted_at] == ["Troll"]
    with old.reading() as tx:
        assert [one.name for one in tx.tokens.all() if one.revoked_at] == ["lost"]
        assert tx.items.applied_before("b" * 64)


def test_nothing_is_planned_twice_and_nothing_is_told_that_was_told(old: Store) -> None:
    before = {one.key: one.state for one in notifications(old)}
    Tracker(old, [CHANNEL], DEFAULT_LEADS).plan_ahead(STOPPED + timedelta(minutes=20))
    after = notifications(old)
    assert len({one.key for one in after}) == len(after)
    assert {one.key: one.state for one in after if one.key in before} == before
    new = [one for one in after if one.key not in before]
    assert new
    assert all(one.at > STOPPED for one in new)
    assert not any(one.kind.is_change for one in new)


def test_what_is_due_is_sent_once_and_what_was_under_way_is_looked_for(old: Store, slack: SlackStandIn) -> None:
    kept = deliveries(old)
    arrived = {"channel": "C0POLICY", "ts": "1776157200.000009", "text": "Late", "bot_id": "B0BOT"}
    named = {"event_type": "watchtracker_reminder", "event_payload": {"delivery_key": kept[ARRIVED].key}}
    slack.messages.append({**arrived, "metadata": named})
    delivery = a_delivery(old, {"policy": slack_sender(slack)}, CHANNEL)
    slack.clock = STOPPED + timedelta(minutes=40)
    while slack.clock < STOPPED + timedelta(minutes=50):
        delivery.dispatch(slack.clock)
        next_moment = delivery.next_moment(slack.clock) or slack.clock + timedelta(seconds=10)
        slack.clock = max(slack.clock + timedelta(seconds=2), next_moment)
    after = deliveries(old)
    assert (after[ARRIVED].state, after[ARRIVED].receipt_ts) == (DeliveryState.SENT, arrived["ts"])
    assert after[LOST].state is DeliveryState.DISSOLVED  # it is late by now, so that another says so
    new = [one for number, one in after.items() if number not in kept]
    assert sorted(slack.keys()) == sorted([kept[ARRIVED].key, *(one.key for one in new)])
    with old.reading() as tx:
        members = [member for one in new for member in tx.deliveries.members(one.id)]
    sent = {one.id: one for one in notifications(old)}
    assert sorted(sent[member].key for member in members) == DUE
    assert {sent[member].state for member in members} == {NotificationState.SENT}
    assert [one.kind for one in sent.values() if one.state is NotificationState.DEAD] == [NotificationKind.DIGEST]
