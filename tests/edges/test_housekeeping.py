"""The housekeeping's clock: jobs run at the start, with our clock's moment, and what fails is said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Event
from time import monotonic

import pytest

from watchtracker.errors import StoreError
from watchtracker.runtime.housekeeping import Job, Scheduler

HOUR = timedelta(hours=1)
MOMENT = datetime(2026, 5, 6, 9, tzinfo=UTC)


def until(condition: Callable[[], bool]) -> bool:
    """Whether it holds within some seconds; the listener hears of a job a little after it ended."""
    waiting, latest = Event(), monotonic() + 5
    while not condition() and monotonic() < latest:
        waiting.wait(0.01)
    return condition()


def test_a_job_runs_at_the_start_with_the_moment_of_our_clock() -> None:
    ran, moments = Event(), list[datetime]()

    def job(now: datetime) -> None:
        moments.append(now)
        ran.set()

    scheduler = Scheduler([Job("plan ahead", HOUR, job)], lambda: MOMENT)
    scheduler.start()
    assert ran.wait(5)
    scheduler.stop()
    assert moments == [MOMENT]


def test_a_job_that_fails_is_said_and_runs_again(caplog: pytest.LogCaptureFixture) -> None:
    def fails(now: datetime) -> None:
        raise RuntimeError(now)

    scheduler = Scheduler([Job("plan ahead", timedelta(seconds=0.05), fails)], lambda: datetime.now(UTC))  # noqa: TID251
    scheduler.start()
    assert until(lambda: sum(one.getMessage().startswith("plan ahead failed: ") for one in caplog.records) > 1)
    scheduler.stop()


def test_a_database_that_refuses_is_logged_in_one_line(caplog: pytest.LogCaptureFixture) -> None:
    def fails(now: datetime) -> None:
        raise StoreError(f"the database is away at {now:%H:%M}")

    scheduler = Scheduler([Job("plan ahead", HOUR, fails)], lambda: MOMENT)
    scheduler.start()
    assert until(lambda: any(one.levelname == "ERROR" for one in caplog.records))
    scheduler.stop()
    assert [(one.getMessage(), one.exc_info) for one in caplog.records if one.levelname == "ERROR"] == [
        ("plan ahead failed: the database is away at 09:00", None)
    ]


def test_a_job_that_takes_longer_than_its_interval_is_skipped_and_said(caplog: pytest.LogCaptureFixture) -> None:
    release = Event()
    job = Job("plan ahead", timedelta(seconds=0.05), lambda _: release.wait(10))
    scheduler = Scheduler([job], lambda: datetime.now(UTC))  # noqa: TID251
    scheduler.start()
    assert until(lambda: any(one.getMessage() == "plan ahead: still_running" for one in caplog.records))
    release.set()
    scheduler.stop()


def test_stopping_what_never_started_is_no_error() -> None:
    Scheduler([], lambda: MOMENT).stop()
