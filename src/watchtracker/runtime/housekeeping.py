"""Housekeeping: planning ahead, and other work that is done now and then. Notifications are not sent from here.

APScheduler forgets a job that it is late for, skips one that still runs, and computes its waits from the wall clock.
That is good enough only for work that may be an hour late. So it has a few jobs in memory, and `heartbeat` sends
reminders from the database. Only this file imports APScheduler.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from apscheduler.events import (
    EVENT_JOB_ERROR,
    EVENT_JOB_MAX_INSTANCES,
    EVENT_JOB_MISSED,
    JobEvent,
)
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

from watchtracker.errors import WatchtrackerError

_log = logging.getLogger("watchtracker.runtime.housekeeping")
# Silenced, because it would log each failure a second time with a traceback; `_heard` logs a sentence.
logging.getLogger("apscheduler.executors").setLevel(logging.CRITICAL)
_WORTH_SAYING = {
    EVENT_JOB_ERROR: "failed",
    EVENT_JOB_MISSED: "missed",
    EVENT_JOB_MAX_INSTANCES: "still_running",
}


@dataclass(frozen=True, slots=True)
class Job:
    """Repeated work: `run` gets the present moment, first at the start and then after each interval `every`."""

    name: str
    every: timedelta
    run: Callable[[datetime], object]


class Scheduler:
    """Runs jobs in a background thread, one at a time; `clock` gives the moment that each gets."""

    def __init__(self, jobs: Iterable[Job], clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._scheduler = BackgroundScheduler(
            jobstores={"default": MemoryJobStore()},
            executors={"default": ThreadPoolExecutor(1)},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
            timezone=UTC,
        )
        self._scheduler.add_listener(self._heard, sum(_WORTH_SAYING))
        for job in jobs:
            self._add(job)

    def start(self) -> None:
        """Start; every job runs once at the start."""
        self._scheduler.start()

    def stop(self) -> None:
        """Stop, after the job that is running has ended."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=True)

    def _add(self, job: Job) -> None:
        trigger = IntervalTrigger(seconds=job.every.total_seconds(), timezone=UTC)
        first = self._clock()
        self._scheduler.add_job(self._run, trigger, args=[job], id=job.name, name=job.name, next_run_time=first)

    def _run(self, job: Job) -> None:
        job.run(self._clock())

    def _heard(self, event: JobEvent) -> None:
        error = getattr(event, "exception", None)
        if error is not None:
            _log.error(
                "%s failed: %s", event.job_id, error, exc_info=None if isinstance(error, WatchtrackerError) else error
            )
        else:
            _log.warning("%s: %s", event.job_id, _WORTH_SAYING[event.code])
