"""The loop that sends what is due: it waits no longer than it must, and nothing ends it but being told to stop."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event, Thread
from time import monotonic

import pytest

from tests.edges.delivering import NOW, SLACK, Recorder, a_delivery, due, owe, states
from watchtracker.delivery import Dispatcher, Pulse, Report
from watchtracker.errors import StoreError
from watchtracker.notifications import Channel
from watchtracker.runtime.clock_guard import ClockWatch
from watchtracker.runtime.heartbeat import Heartbeat
from watchtracker.runtime.housekeeping import Job, Scheduler
from watchtracker.store.engine import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(f"sqlite:///{tmp_path / 'watchtracker.db'}")
    yield store
    store.close()


def running_clock(start: datetime = NOW) -> Callable[[], datetime]:
    began = monotonic()
    return lambda: start + timedelta(seconds=monotonic() - began)


def a_heartbeat(delivery: Dispatcher, clock: Callable[[], datetime] | None = None) -> Heartbeat:
    return Heartbeat(delivery, clock=clock or running_clock(), server_clock=lambda: None)


@contextmanager
def beating(heartbeat: Heartbeat) -> Iterator[None]:
    thread = Thread(target=heartbeat.run)
    thread.start()
    try:
        yield
    finally:
        heartbeat.stop()
        thread.join(10)
        assert not thread.is_alive()


class Arrival(Recorder):
    """Says when the first message is there."""

    def __init__(self) -> None:
        super().__init__()
        self.there = Event()
        self.before = self.there.set


def test_a_reminder_goes_out_at_its_moment_and_not_at_the_next_poll(store: Store) -> None:
    owe(store, due(moment=NOW + timedelta(seconds=0.4)))
    team = Arrival()
    began = monotonic()
    with beating(a_heartbeat(a_delivery(store, {"team": team}))):
        assert team.there.wait(3)
        waited = monotonic() - began
    assert 0.3 < waited < 2


def test_waking_makes_the_next_beat_come_at_once(store: Store) -> None:
    team = Arrival()
    heartbeat = a_heartbeat(a_delivery(store, {"team": team}))
    with beating(heartbeat):
        owe(store, due())
        heartbeat.wake.set()
        assert team.there.wait(3)


def test_without_any_scheduler_reminders_still_go_out(store: Store) -> None:
    owe(store, due())
    scheduler = Scheduler([Job("plan ahead", timedelta(hours=1), lambda _: None)], running_clock())
    scheduler.start()
    scheduler.stop()
    team = Arrival()
    with beating(a_heartbeat(a_delivery(store, {"team": team}))):
        assert team.there.wait(3)
    assert states(store) == {"sent": 1}


class Failing(Dispatcher):
    """A dispatcher whose first beats fail."""

    failures = 2

    def dispatch(self, now: datetime, stopping: Event | None = None, pulse: Pulse | None = None) -> Report:
        if self.failures:
            self.failures -= 1
            raise StoreError if self.failures else RuntimeError("a fault of ours")
        return super().dispatch(now, stopping, pulse)


def test_no_error_ends_the_loop(store: Store) -> None:
    owe(store, due())
    team = Arrival()
    delivery = Failing(store, [Channel("team", "UTC")], {"team": team}, public_url="http://x/")
    heartbeat = a_heartbeat(delivery)
    with beating(heartbeat):
        while not team.there.wait(0.05):
            heartbeat.wake.set()
        assert heartbeat.alive


def test_a_loop_that_does_not_tick_is_not_alive(store: Store) -> None:
    seconds = [0.0]
    heartbeat = Heartbeat(
        a_delivery(store, {"team": Recorder()}),
        clock=running_clock(),
        server_clock=lambda: None,
        monotonic=lambda: seconds[0],
    )
    heartbeat.beat()
    seconds[0] = 29.0
    assert heartbeat.alive
    seconds[0] = 31.0
    assert not heartbeat.alive


def test_the_servers_clock_decides_what_is_due(store: Store) -> None:
    owe(store, due())
    team = Recorder()
    delivery = a_delivery(store, {"team": team})
    slow = Heartbeat(delivery, clock=lambda: NOW, server_clock=lambda: NOW - timedelta(seconds=1))
    assert not slow.beat().busy
    right = Heartbeat(delivery, clock=lambda: NOW - timedelta(days=1), server_clock=lambda: NOW)
    assert right.beat().sent == 1


def test_until_idle_sends_all_that_is_due_within_the_rate(store: Store) -> None:
    owe(store, due("a", channel="policy"), due("b", channel="policy"), due("c", NOW + timedelta(hours=1)))
    slack = Recorder()
    began = monotonic()
    heartbeat = a_heartbeat(a_delivery(store, {"policy": slack}, SLACK))
    reports = heartbeat.until_idle()
    assert (sum(report.sent for report in reports), states(store)) == (2, {"sent": 2, "planned": 1})
    assert 1 < monotonic() - began < 3


def test_stopping_ends_a_loop_that_sleeps(store: Store) -> None:
    heartbeat = a_heartbeat(a_delivery(store, {"team": Recorder()}))
    began = monotonic()
    with beating(heartbeat):
        pass
    assert monotonic() - began < 3


def test_a_clock_that_jumps_ahead_sends_nothing_before_it_is_set_right(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    owe(store, due(moment=NOW + timedelta(hours=5)))
    team = Recorder()
    wall, passed = [NOW], [0.0]
    heartbeat = Heartbeat(
        a_delivery(store, {"team": team}),
        clock=lambda: wall[0],
        server_clock=lambda: None,
        watch=ClockWatch(lambda: passed[0]),
    )
    heartbeat.beat()
    wall[0] += timedelta(days=365)
    passed[0] += 5
    heartbeat.beat()
    heartbeat.beat()
    assert (team.messages, heartbeat.doubts, heartbeat.alive) == ([], True, True)
    assert [record.levelname for record in caplog.records].count("CRITICAL") == 1
    wall[0] = NOW + timedelta(hours=5)
    heartbeat.beat()
    assert (len(team.messages), heartbeat.doubts) == (0, True), "five hours in five seconds is too much as well"
    passed[0] += 5 * 3600
    heartbeat.beat()
    assert (len(team.messages), heartbeat.doubts, states(store)) == (1, False, {"sent": 1})
