"""The metrics of one process: its answers, its clock, its watch list. `web.metrics` has those of the database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from prometheus_client import Counter, Gauge, Histogram
from prometheus_client.registry import Collector

from watchtracker.answering.case import Worked
from watchtracker.notifications.answers import AnswerResult
from watchtracker.outbox.messages import Answer
from watchtracker.outbox.reconciliation import FINDINGS
from watchtracker.runtime.heartbeat import Heartbeat
from watchtracker.watchlist.standing import FollowState, Phase


class Measures:
    """Metrics that are counted from the start of the process."""

    def __init__(self) -> None:
        self._lag = Histogram(
            "watchtracker_delivery_lag_seconds",
            "From the moment a notification was due to the answer",
            registry=None,
            buckets=(0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3600),
        )
        self._answers = Counter(
            "watchtracker_answers", "Messages handed over, by the class of the answer", ["answer"], registry=None
        )
        self._settled = Counter(
            "watchtracker_settled",
            "Deliveries of which nobody knew whether they arrived, by what was found",
            ["finding"],
            registry=None,
        )
        for finding in FINDINGS:
            self._settled.labels(finding)
        self._worked_off = Counter(
            "watchtracker_worked_off",
            "Answers of people that were worked off, by what came of them",
            ["result"],
            registry=None,
        )
        for result in (*AnswerResult, None):
            self._worked_off.labels(_named(result))
        self._doubts = Gauge(
            "watchtracker_clock_doubted", "1 while nothing is sent because the clock jumped ahead", registry=None
        )
        self._list = Gauge(
            "watchtracker_watchlist",
            "1 for how the watch list as it is now stands: applied, waiting or refused",
            ["state"],
            registry=None,
        )
        self.collectors: tuple[Collector, ...] = (
            self._lag,
            self._answers,
            self._settled,
            self._worked_off,
            self._doubts,
            self._list,
        )

    def observe(self, answer: Answer, lag: timedelta) -> None:
        """Count an answer; `lag` is the time since its notification was due."""
        self._answers.labels(answer.value).inc()
        self._lag.observe(lag.total_seconds())

    def hear(self, finding: str, number: int) -> None:
        """Count `number` deliveries that were unknown and of which `finding` was found."""
        self._settled.labels(finding).inc(number)

    def work_off(self, worked: Worked) -> None:
        """Count an answer of somebody that was worked off."""
        self._worked_off.labels(_named(worked.result)).inc()

    def watch(self, heartbeat: Heartbeat) -> None:
        """Show whether `heartbeat` doubts the clock."""
        self._doubts.set_function(lambda: float(heartbeat.doubts))

    def follow(self, standing: Callable[[], FollowState]) -> None:
        """Show whether the watch list is applied, waiting or refused."""
        for phase in Phase:
            self._list.labels(phase.value).set_function(partial(_stands, standing, phase))


def _named(result: AnswerResult | None) -> str:
    return "nothing" if result is None else result.value


def _stands(standing: Callable[[], FollowState], phase: Phase) -> float:
    return float(standing().phase is phase)
