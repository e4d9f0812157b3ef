"""A database of every step there ever was, with everything in it, goes on where it stood: nothing lost or sent twice.

`old_rows.json` holds rows as they were written at the first step: claims that were withdrawn or overtaken, every
result, every kind and state of a notification, every state of a delivery. They are written down for good: what a later
version makes of them may change, what an earlier one wrote may not.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Boolean, Connection, text

from tests.builders import a_channel, at
from tests.edges.delivering import a_delivery, notifications, slack_sender
from tests.edges.test_migrations import FOLDER, connected
from tests.slack_stand_in import SlackStandIn
from watchtracker import items
from watchtracker.items import Item, Result
from watchtracker.migrations import NEWEST, VERSION_TABLE
from watchtracker.migrations.upgrading import upgrade
from watchtracker.notifications import NotificationKind, NotificationState, Want
from watchtracker.notifications.rules import DEFAULT_LEADS
from watchtracker.schema import metadata
from watchtracker.store.deliveries import DeliveryRecord, DeliveryState
from watchtracker.store.engine import Store
from watchtracker.tracker import Tracker

STEPS = [one.revision for one in ScriptDirectory(str(FOLDER)).walk_revisions()][::-1]
ROWS = json.loads(Path(__file__).with_name("old_rows.json").read_text())
ENDED = {"shipped": Result.HAPPENED, "filed": Result.DONE, "off": Result.CANCELLED, "merged": Result.SUPERSEDED}
STOPPED = at("2026-04-14 10:00")  # when the old version was
CHANNEL = a_channel("policy", slack="C0POLICY", wants=frozenset(Want))
ARRIVED, LOST = 9, 10  # a delivery whose answer never came, and one that was under way: its message never left
# What nobody was told by then, and is due within the next hour.
DUE = ["half/policy/2h/2026-04-14T12:30:00Z", "noon/policy/2h/2026-04-14T12:00:00Z", "soon/policy/3d/2026-04-17"]


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
    connection.commit()


@pytest.fixture(params=STEPS)
def old(request: pytest.FixtureRequest, database: str, tmp_path: Path) -> Iterator[Store]:
    """A store that was at that step until now."""
    with connected(database) as connection:
        as_it_was(connection, request.param, tmp_path)
    store = Store.open(database)
    yield store
    store.close()


def held(store: Store) -> dict[str, Item]:
    with store.reading() as tx:
        return {item.id: item for item in tx.items.all()}


def deliveries(store: Store) -> dict[int, DeliveryRecord]:
    with store.reading() as tx:
        return {one.id or 0: one for state in DeliveryState for one in tx.deliveries.in_state(state)}


def column(table: str, name: str) -> list[Any]:
    columns, rows = ROWS[table]
    return [row[columns.index(name)] for row in rows]


def test_the_rows_have_everything_in_them() -> None:
    assert set(column("notifications", "kind")) == set(NotificationKind)
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


def test_what_was_withdrawn_or_ended_stays_so(old: Store) -> None:
    found = held(old)
    assert {one.id: one.outcome.result for one in found.values() if one.outcome} == ENDED
    model = items.known(found["model"])
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
    for seconds in range(0, 600, 2):
        slack.clock = STOPPED + timedelta(minutes=40, seconds=seconds)
        delivery.deliver_due(slack.clock)
    after = deliveries(old)
    assert (after[ARRIVED].state, after[ARRIVED].receipt_ts) == (DeliveryState.SENT, arrived["ts"])
    assert after[LOST].state is DeliveryState.DISSOLVED  # it is late by now, so that another says so
    new = [one for number, one in after.items() if number not in kept]
    assert sorted(slack.keys()) == sorted([kept[ARRIVED].key, *(one.key for one in new)])
    with old.reading() as tx:
        members = [member for one in new for member in tx.deliveries.members(one.id or 0)]
    sent = {one.id: one for one in notifications(old)}
    assert sorted(sent[member].key for member in members) == DUE
    assert {sent[member].state for member in members} == {NotificationState.SENT}
    assert [one.kind for one in sent.values() if one.state is NotificationState.DEAD] == [NotificationKind.DIGEST]
