"""Claiming what is due, however much is planned, beside bare SQL and a scheduler's job store; and how soon it goes out.

A claim is a transaction that makes one message, so a hundred channels have one due each. On PostgreSQL the tests'
server does not wait for a disk: what is compared there is work alone.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime, timedelta
from statistics import median
from threading import Thread
from typing import Any

from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from tests.databases import MISSING, a_server
from tests.slack_stand_in import TOKEN, slack_stand_in

from benchmarks.planned import CHANNELS, Planned, as_text, due
from benchmarks.racing import Contestant, Mark, race
from watchtracker.channels import Outlet
from watchtracker.channels.slack import Slack
from watchtracker.delivery import Dispatcher
from watchtracker.delivery.leasing import Terms, lease
from watchtracker.outbox.messages import Entry, Message
from watchtracker.runtime.clock import now
from watchtracker.runtime.heartbeat import Heartbeat
from watchtracker.targets import SlackTarget

_FEW, _MANY, _ROUNDS = 1_000, 1_000_000, 15
# What is planned for later must not matter. The locks, the items as they are now and the wording may cost as much
# again as the bare rows, and what makes SQL of them too.
_OF_FEW, _OF_BARE = 1.3, 3.0
# Further apart than two messages of a channel must be, and each due at another part of a second.
_MESSAGES, _APART, _LIMIT = 15, timedelta(seconds=2.13), timedelta(seconds=1)

_URL = "http://127.0.0.1:8765"
_PAUSE = timedelta(seconds=1.1)
_TERMS = Terms(_URL, lease=timedelta(seconds=60), settle=timedelta(seconds=30))


def main() -> bool:
    with tempfile.TemporaryDirectory() as name:
        held = [_on("SQLite", f"sqlite:///{name}/few.db", f"sqlite:///{name}/many.db")]
    with a_server() as server:
        if server is None:
            print(f"\n{MISSING}")
            return all(held)
        with server.new() as few, server.new() as many:
            held.append(_on("PostgreSQL", few, many))
    return all(held)


def _on(database: str, *addresses: str) -> bool:
    with ExitStack() as stack:
        few, many = (
            stack.enter_context(closing(Planned(address, count)))
            for address, count in zip(addresses, (_FEW, _MANY), strict=True)
        )
        contestants = [
            Contestant("few planned", lambda: _claim(few), few.make_due),
            Contestant("claiming", lambda: _claim(many), many.make_due),
            stack.enter_context(_jobs(many)),
            Contestant("bare SQL", lambda: _claim_barely(many), many.make_due),
        ]
        marks = [
            Mark("claiming", "few planned", _OF_FEW),
            Mark("claiming", "bare SQL", _OF_BARE),
            # No mark: it keeps no record of what it did, it only takes the job away.
            Mark("claiming", "APScheduler"),
        ]
        title = f"{len(CHANNELS)} due messages on {database}, {_MANY:,} planned for later (few: {_FEW:,})"
        raced = race(title, contestants, rounds=_ROUNDS, marks=marks)
        many.settle()
        return all([raced, _goes_out_in_time(database, many)])


_OUTLETS = [Outlet.of(channel, Slack("C0", token=TOKEN, api_url="http://127.0.0.1:1/")) for channel in CHANNELS]


def _claim(planned: Planned) -> None:
    for outlet in _OUTLETS:
        with planned.store.writing() as tx:
            leased = lease(tx, outlet, _TERMS, planned.at)
        assert leased.flight is not None


def _claim_barely(planned: Planned) -> None:
    """The statements that leave the same rows behind, and no other, with everything else known before."""
    sqlite = planned.store.is_sqlite
    mark, lock = ("?", "") if sqlite else ("%s", "FOR UPDATE SKIP LOCKED")

    def run(statement: str, *values: object) -> Any:
        return planned.driver.execute(statement.replace("?", mark), values)

    at, later, until = map(as_text, (planned.at, planned.at + _PAUSE, planned.at + _TERMS.lease))
    for channel in CHANNELS:
        key, scope = f"{channel.name}/{at}", f"channel:{channel.name}"
        if sqlite:  # the other driver begins by itself
            run("BEGIN IMMEDIATE")
        run("UPDATE gates SET open_at = ? WHERE scope = ? AND open_at <= ?", later, scope, at)
        (notification,) = run(f"{_DUE} {lock}", channel.name, at).fetchone()
        run("UPDATE notifications SET state = 'sending' WHERE id = ? AND state = 'planned'", notification)
        (delivery,) = run(_DELIVERY, key, channel.name, _PAYLOAD, key, until, at).fetchone()
        run("INSERT INTO delivery_notifications (delivery_id, notification_id) VALUES (?, ?)", delivery, notification)
        run("INSERT INTO attempts (delivery_id, at, event) VALUES (?, ?, 'started')", delivery, at)
        planned.driver.commit()


_DUE = (
    "SELECT id FROM notifications WHERE state = 'planned' AND channel = ? AND due_at <= ? ORDER BY due_at, id LIMIT 1"
)
_DELIVERY = (
    "INSERT INTO deliveries (key, channel, form, state, payload, plain, lease_token, lease_until, started_at)"
    " VALUES (?, ?, 'single', 'sending', ?, FALSE, ?, ?, ?) RETURNING id"
)
_PAYLOAD = Message(entries=(Entry("As long as a sentence of ours: " + "x" * 120, "https://example.org/1"),)).as_json()


@contextmanager
def _jobs(planned: Planned) -> Iterator[Contestant]:
    """A job store in the same database, with as many jobs: those that are due are read, and each is taken away."""
    store = SQLAlchemyJobStore(url=planned.address)
    scheduler = BackgroundScheduler(jobstores={"default": store}, timezone=UTC)
    scheduler.start(paused=True)

    def make_due() -> None:
        planned.at += timedelta(seconds=2)
        for channel in CHANNELS:
            moment = planned.at - timedelta(seconds=1)
            scheduler.add_job("builtins:print", "date", run_date=moment, id=f"{channel.name}/{moment.isoformat()}")

    def take() -> None:
        jobs = store.get_due_jobs(planned.at)
        assert len(jobs) == len(CHANNELS)
        for job in jobs:
            store.remove_job(job.id)

    try:
        make_due()
        with store.engine.connect() as connection:
            ((state,),) = connection.execute(store.jobs_t.select().with_only_columns(store.jobs_t.c.job_state).limit(1))
        later = (planned.at + timedelta(days=1)).timestamp()
        rows = ((f"later/{number}", later + number * 7919 % 31_536_000, state) for number in range(_MANY))
        planned.fill("apscheduler_jobs", ("id", "next_run_time", "job_state"), rows)
        take()
        yield Contestant("APScheduler", take, make_due)
    finally:
        scheduler.shutdown()


def _goes_out_in_time(database: str, planned: Planned) -> bool:
    """From the moment that a message is due until Slack has it, where the loop has slept until then."""
    channel = CHANNELS[0]
    assert isinstance(channel.to, SlackTarget)
    accepted: list[datetime] = []

    class Noting(list[dict[str, Any]]):
        def append(self, message: dict[str, Any]) -> None:
            accepted.append(now())
            super().append(message)

    with slack_stand_in() as slack:
        slack.messages = Noting()
        sender = Slack(channel.to.channel, token=TOKEN, api_url=slack.url)
        delivery = Dispatcher(planned.store, [channel], {channel.name: sender}, public_url=_URL)
        heartbeat = Heartbeat(delivery, clock=now, server_clock=planned.store.clock)
        lags = []
        with _beating(heartbeat):
            for number in range(_MESSAGES):
                moment = now() + _APART
                planned.owe([due(number, channel, moment)])
                heartbeat.wake.set()
                while len(accepted) == number:
                    assert now() < moment + 30 * _LIMIT, "it never went out"
                    time.sleep(0.05)
                lags.append((accepted[-1] - moment) / _LIMIT)
    print(f"\nfrom due to accepted on {database}, {_MANY:,} planned for later ({_MESSAGES} messages)")
    verdict = "holds" if max(lags) <= 1 else "MISSED"
    print(f"  {verdict}: {median(lags):.2f} of the limit of a second, at worst {max(lags):.2f}, at most 1")
    return max(lags) <= 1


@contextmanager
def _beating(heartbeat: Heartbeat) -> Iterator[None]:
    thread = Thread(target=heartbeat.run)
    thread.start()
    try:
        yield
    finally:
        heartbeat.stop()
        thread.join()


if __name__ == "__main__":
    main()
