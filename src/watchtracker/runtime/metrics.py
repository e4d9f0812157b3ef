"""The metrics of one process: its answers, its clock, its watch list. `web.metrics` has those of the database."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from functools import partial

from prometheus_client import Counter, Gauge, Histogram
from prometheus_client.registry import Collector

from watchtracker.answering.case import Worked
from watchtracker.channels.slack.socket_standing import SocketStanding, SocketState
from watchtracker.collecting.results import Came, CameOf
from watchtracker.delivery.faces import Ended
from watchtracker.inbox.at_once import Answered, AtOnce, NotRecorded, Passed, Recorded, Refused
from watchtracker.notifications.answers import AnswerResult
from watchtracker.outbox.messages import SendStatus
from watchtracker.outbox.reconciliation import FINDINGS
from watchtracker.runtime.heartbeat import Heartbeat
from watchtracker.watchlist.standing import FollowState, Phase

_SAID: dict[type[AtOnce], str] = {
    Recorded: "recorded",
    Answered: "answered",
    Refused: "refused",
    NotRecorded: "not_recorded",
    Passed: "passed",
}
_THREADS = ("says_it", "says_nothing")


class Measures:
    """Metrics that are counted from the start of the process."""

    def __init__(self) -> None:
        self._lag = Histogram(
            "watchtracker_delivery_lag_seconds",
            "From the moment a notification was due to the answer",
            registry=None,
            buckets=(0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3600),
        )
        self._answers = _counter("answers", "Messages handed over, by the class of the answer", "answer")
        about = "Deliveries of which nobody knew whether they arrived, by what was found"
        self._settled = _counter("settled", about, "finding", FINDINGS)
        results = [_named(result) for result in (*AnswerResult, None)]
        about = "Answers of people that were worked off, by what came of them"
        self._worked_off = _counter("worked_off", about, "result", results)
        about = "What Slack sent, by what was said to it at once"
        self._payloads = _counter("slack_payloads", about, "outcome", _SAID.values())
        about = "Sentences to people about their answers that were not said, as too many waited"
        self._dropped = Counter("watchtracker_sentences_dropped", about, registry=None)
        about = "Sources and signals that were asked, by what came of it"
        self._fetches = _counter("fetches", about, "result", CameOf)
        about = "Messages that cannot be edited any more, by whether their thread says what they do not"
        self._ended = _counter("faces_ended", about, "thread", _THREADS)
        self._doubts = _gauge("clock_doubted", "1 while nothing is sent because the clock jumped ahead")
        about = "1 for how the watch list as it is now stands: applied, waiting or refused"
        self._list = _gauge("watchlist", about, "state")
        about = "Since when the watch list stands so, in seconds since 1970"
        self._list_since = _gauge("watchlist_since_seconds", about)
        self._socket = _gauge("slack_socket", "1 for how the socket to Slack stands (Socket Mode)", "state")
        self.collectors: tuple[Collector, ...] = (
            self._lag,
            self._answers,
            self._settled,
            self._worked_off,
            self._payloads,
            self._dropped,
            self._ended,
            self._fetches,
            self._socket,
            self._doubts,
            self._list,
            self._list_since,
        )

    def observe(self, answer: SendStatus, lag: timedelta) -> None:
        """Count an answer; `lag` is the time since its notification was due."""
        self._answers.labels(answer.value).inc()
        self._lag.observe(lag.total_seconds())

    def hear(self, finding: str, number: int) -> None:
        """Count `number` deliveries that were unknown and of which `finding` was found."""
        self._settled.labels(finding).inc(number)

    def work_off(self, worked: Worked) -> None:
        """Count an answer of somebody that was worked off."""
        self._worked_off.labels(_named(worked.result)).inc()

    def count(self, outcome: AtOnce) -> None:
        """Count something that came from Slack, by what was said to it at once."""
        self._payloads.labels(_SAID[type(outcome)]).inc()

    def drop(self) -> None:
        """Count a sentence to somebody that was not said."""
        self._dropped.inc()

    def end(self, ended: Ended) -> None:
        """Count a message that cannot be edited any more."""
        self._ended.labels(_THREADS[ended.below is None]).inc()

    def fetched(self, came: Came) -> None:
        """Count a source or a signal that was asked."""
        self._fetches.labels(came.of.value).inc()

    def listen(self, standing: Callable[[], SocketStanding]) -> None:
        """Show how the socket to Slack stands."""
        for state in SocketState:
            self._socket.labels(state.value).set_function(partial(_socket_stands, standing, state))

    def watch(self, heartbeat: Heartbeat) -> None:
        """Show whether `heartbeat` doubts the clock."""
        self._doubts.set_function(lambda: float(heartbeat.doubts))

    def follow(self, standing: Callable[[], FollowState]) -> None:
        """Show whether the watch list is applied, waiting or refused, and since when."""
        for phase in Phase:
            self._list.labels(phase.value).set_function(partial(_stands, standing, phase))
        self._list_since.set_function(partial(_stands_since, standing))


def _counter(name: str, about: str, label: str, values: Iterable[str] = ()) -> Counter:
    """A counter that has 0 for each of the values that its label can have."""
    counter = Counter(f"watchtracker_{name}", about, [label], registry=None)
    for value in values:
        counter.labels(value)
    return counter


def _gauge(name: str, about: str, *labels: str) -> Gauge:
    return Gauge(f"watchtracker_{name}", about, labels, registry=None)


def _named(result: AnswerResult | None) -> str:
    return "nothing" if result is None else result.value


def _socket_stands(standing: Callable[[], SocketStanding], state: SocketState) -> float:
    return float(standing().state is state)


def _stands_since(standing: Callable[[], FollowState]) -> float:
    return standing().since.timestamp()


def _stands(standing: Callable[[], FollowState], phase: Phase) -> float:
    return float(standing().phase is phase)
