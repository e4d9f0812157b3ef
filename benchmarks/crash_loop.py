"""Senders that are killed, frozen and cut off while they send: is anything lost, doubled or early?

Real processes and real signals. Slack lives in this process, so that it can aim: it strikes a sender at the worst
moment, when a message is accepted and the answer is not yet on its way. Senders have a token each, by which Slack
tells them apart. What counts is what Slack accepted: a double that was deleted again is a double all the same.
"""

from __future__ import annotations

import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from threading import Lock, Timer
from typing import Any

from sqlalchemy import select
from tests.databases import MISSING, a_server
from tests.programs import Running, run, running
from tests.slack_stand_in import Answer, Fault, SlackStandIn, listening

from watchtracker.schema import attempts, deliveries, delivery_notifications, notifications
from watchtracker.store.engine import Store

# Many channels, or the second between two messages of one would make it slow.
_CHANNELS, _IN_EACH = 20, 10
_FIRST_DUE = 8
# A lease, the time that Slack has to accept late, the looks; and as much again.
_PATIENCE = timedelta(minutes=4)
_FROZEN_FOR = 38.0
# When Slack goes away for a few seconds, at odd distances; before that single calls go wrong.
_AWAY, _AWAY_FOR = (84, 93, 105, 123, 142), 3
# Nobody waits that long for an answer, and it is still within the time that Slack is given to accept late.
_LATE = 25.0
_RULE, _TITLE, _TARGET = "0m", "Wanted thing", "C0TEAM"
_POST, _HISTORY = "chat.postMessage", "conversations.history"

_SETTINGS = """watchlist = "watchlist.toml"
database = "{database}"
lease_seconds = {lease}
[slack]
api_url = "{api_url}"
"""
_CHANNEL = """
[[channel]]
name = "{name}"
slack = "{target}{name}"
hour = "{hour:%H:%M}"
tags = ["{name}"]
wants = ["reminders"]
"""
_ITEM = """
[[item]]
id = "{number}"
title = "{title} {number}"
kind = "event"
tags = ["{channel}"]
when = "{when:%Y-%m-%dT%H:%M:%SZ}"
source = "Gazette"
remind = ["{rule}"]
"""


@dataclass(frozen=True)
class Accepted:
    """A message at the moment when Slack took it."""

    at: datetime
    channel: str
    text: str


@dataclass
class Workspace(SlackStandIn):
    """Slack with a finger on the trigger, and with doors that close and open at one address.

    `asked` comes before anything is done with a message, and answers whether it is lost on the way; `took` comes when
    it is accepted, before anybody hears of that. Both are told the token. `late` holds acceptances back, by seconds.
    """

    accepted: list[Accepted] = field(default_factory=list)
    asked: Callable[[str], bool] = lambda _: False
    took: Callable[[str], object] = lambda _: None
    late: list[float] = field(default_factory=list)
    _doors: ExitStack = field(default_factory=ExitStack)

    def open(self) -> None:
        self._doors.enter_context(listening(self))

    def close(self) -> None:
        self._doors.close()

    def answer(self, method: str, token: str, given: dict[str, Any]) -> Answer:
        if method == _POST and self.asked(token):
            return Answer(reset=True)
        if method == _POST and self.late:
            time.sleep(self.late.pop())
        return super().answer(method, token, given)

    def _real(self, method: str, token: str, given: dict[str, Any]) -> dict[str, Any]:
        real = super()._real(method, token, given)
        if method == _POST and real["ok"]:
            self.took(token)
        return real

    def _post(self, given: dict[str, Any]) -> dict[str, Any]:
        """As messages are in earnest: named by the time, by which they are also looked for."""
        real, at = super()._post(given), _now()
        ts = f"{at.timestamp():.6f}"
        self.messages[-1]["ts"] = ts
        self.accepted.append(Accepted(at, given["channel"], given["text"]))
        return {**real, "ts": ts}


class Sender:
    """A `watchtracker deliver` that is started again whenever it died; `errors` is what all its lives logged."""

    def __init__(self, token: str, settings: Path, slack: Workspace) -> None:
        slack.accepted_tokens.add(token)
        self.token = token
        self.errors: list[str] = []
        self.complaints: list[str] = []
        self._settings = settings
        self._life = ExitStack()
        self._running: Running | None = None

    def keep_alive(self) -> None:
        """Start it if it is not there; one that nobody killed should have gone on."""
        status = None if self._running is None else self._running.process.poll()
        if self._running is None or status is not None:
            if status not in {None, -signal.SIGKILL}:
                self.complaints.append(f"{self.token} ended by itself with exit status {status}")
            self._bury()
            words = ("deliver", "--config", str(self._settings))
            begun = running(self._settings.parent, *words, WATCHTRACKER_SLACK__BOT_TOKEN=self.token)
            self._running = self._life.enter_context(begun)

    def signal(self, number: signal.Signals) -> None:
        if self._running is not None:
            self._running.process.send_signal(number)

    def stop(self) -> None:
        """Ask it to stop; it should do so with 0."""
        if self._running is not None and (status := self._running.stop()) != 0:
            self.complaints.append(f"{self.token} stopped with exit status {status}")
        self._bury()

    def _bury(self) -> None:
        """Keep what it said."""
        if self._running is not None:
            self._life.close()
            self.errors += self._running.errors
            self._running = None


@dataclass
class Marksman:
    """Kills a sender whose message was just accepted, `after` times in all, some seconds `apart`.

    Now and then, `before` times in all, it is killed when the message is there and not accepted any more. `freezes`
    is never killed, but stopped once, for longer than its lease.
    """

    targets: Sequence[Sender] = ()
    after: int = 0
    before: int = 0
    apart: float = 0.0
    freezes: Sender | None = None
    kills: int = 0
    _begun: float = field(default_factory=time.monotonic)
    _last: float = field(default_factory=time.monotonic)
    _lock: Lock = field(default_factory=Lock)

    @property
    def left(self) -> int:
        """How many strikes it still has to make."""
        return self.after + self.before + (self.freezes is not None)

    def asked(self, token: str) -> bool:
        with self._lock:
            if not self._before_is_next or not self._kills(token):
                return False
            self.before -= 1
            return True

    def took(self, token: str) -> None:
        with self._lock:
            if self.freezes is not None and token == self.freezes.token and time.monotonic() - self._begun > _FIRST_DUE:
                self.freezes.signal(signal.SIGSTOP)
                Timer(_FROZEN_FOR, self.freezes.signal, [signal.SIGCONT]).start()
                self.freezes = None
            if self.after and not self._before_is_next and self._kills(token):
                self.after -= 1

    @property
    def _before_is_next(self) -> bool:
        return bool(self.before) and self.kills % 4 == 2

    def _kills(self, token: str) -> bool:
        target = next((one for one in self.targets if one.token == token), None)
        if target is None or time.monotonic() < self._last + self.apart:
            return False
        target.signal(signal.SIGKILL)
        self.kills += 1
        self._last = time.monotonic()
        return True


@dataclass
class Part:
    """One part: the database, Slack, who sends, who aims, and what else happens after how many seconds."""

    title: str
    store: Store
    slack: Workspace
    senders: Sequence[Sender]
    marksman: Marksman = field(default_factory=Marksman)
    script: Sequence[tuple[float, Callable[[], object]]] = ()

    def run(self) -> bool:
        """Let them send until all is settled, or it has taken too long, and say what came of it."""
        self.slack.asked, self.slack.took = self.marksman.asked, self.marksman.took
        begun = time.monotonic()
        last_due = max(one.due_at for one in self._wanted())
        script = sorted(self.script, key=lambda step: step[0])
        for beat in _beats():
            for sender in self.senders:
                sender.keep_alive()
            while script and time.monotonic() - begun > script[0][0]:
                script.pop(0)[1]()
            if _now() > last_due + _PATIENCE:
                break
            if beat % 50 == 0 and not script and _now() > last_due and not self._unsettled():
                break
        seconds = time.monotonic() - begun
        for sender in self.senders:
            sender.stop()
        return self._judged(seconds)

    def _judged(self, seconds: float) -> bool:
        wanted = self._wanted()
        found = {one.id: self._acceptances(one) for one in wanted}
        lost = [one.id for one in wanted if not found[one.id]]
        doubled = [one.id for one in wanted if len(found[one.id]) > 1]
        early = [one.id for one in wanted if any(taken.at < one.due_at for taken in found[one.id])]
        print(f"\n{self.title}")
        counted = f"lost {len(lost)}, doubled {len(doubled)}, early {len(early)}"
        print(f"  {counted} (of {len(wanted)} notifications, {self.marksman.kills} kills, in {seconds:.0f} s)")
        lags = [(found[one.id][0].at - one.due_at).total_seconds() for one in wanted if found[one.id]]
        print(f"  accepted {median(lags):.1f} s after they were due, the last after {max(lags):.1f} s")
        wrong = [self._story(one) for one in sorted({*lost, *doubled, *early, *self._unsettled()})]
        wrong += self._false_receipts()
        for sender in self.senders:
            wrong += sender.complaints
            wrong += [f"{sender.token}: {line}" for line in sender.errors if _is_odd(line)]
        if self.marksman.left:
            wrong.append(f"the marksman had no chance for {self.marksman.left} strikes: this proves too little")
        for one in wrong:
            print(f"  {one}")
        sys.stdout.flush()
        return not wrong

    def _acceptances(self, notification: Any) -> list[Accepted]:
        """The messages that speak of it, in its channel: titles are unique there, and numbers of one length."""
        channel, title = f"{_TARGET}{notification.channel}", f"{_TITLE} {notification.item_id}"
        return [one for one in self.slack.accepted if one.channel == channel and title in one.text]

    def _wanted(self) -> list[Any]:
        return self._rows(select(notifications).where(notifications.c.rule == _RULE).order_by(notifications.c.id))

    def _unsettled(self) -> list[int]:
        return [one.id for one in self._wanted() if one.state != "sent"]

    def _false_receipts(self) -> list[str]:
        known = {
            (one["metadata"]["event_payload"]["delivery_key"], one["channel"], one["ts"]) for one in self.slack.messages
        }
        sent = self._rows(select(deliveries).where(deliveries.c.state == "sent"))
        false = [one for one in sent if (one.key, one.receipt_channel, one.receipt_ts) not in known]
        return [f"delivery {one.id} has a receipt that Slack does not know" for one in false]

    def _story(self, identity: int) -> str:
        """What became of a notification: when Slack took it, and every attempt."""
        (one,) = self._rows(select(notifications).where(notifications.c.id == identity))
        tried = (
            select(attempts)
            .join(delivery_notifications, delivery_notifications.c.delivery_id == attempts.c.delivery_id)
            .where(delivery_notifications.c.notification_id == identity)
            .order_by(attempts.c.id)
        )
        lines = [f"{one.key}: due {one.due_at:%H:%M:%S}, {one.state} {one.reason or ''}"]
        lines += [f"{taken.at:%H:%M:%S.%f} accepted: {taken.text[:60]!r}" for taken in self._acceptances(one)]
        lines += [
            f"{row.at:%H:%M:%S.%f} delivery {row.delivery_id}: {row.event} {row.detail or ''}"
            for row in self._rows(tried)
        ]
        return "\n    ".join(lines)

    def _rows(self, query: Any) -> list[Any]:
        with self.store.reading() as tx:
            return list(tx.connection.execute(query))


def main() -> bool:
    return all([_killed(), _frozen(), _cut_off()])


def _killed() -> bool:
    """One sender on SQLite, killed again and again."""
    with _place() as (folder, slack), _applied(folder, slack, "sqlite:///watch.db") as store:
        sender = Sender("xoxb-one", folder / "watchtracker.toml", slack)
        marksman = Marksman([sender], after=20, before=4, apart=3)
        return Part("SQLite, one sender that is killed", store, slack, [sender], marksman).run()


def _frozen() -> bool:
    """Three senders on PostgreSQL: one is frozen for longer than its lease, the others are killed meanwhile."""
    with _place() as (folder, slack), a_server() as server, ExitStack() as stack:
        if server is None:
            print(f"\n{MISSING}", file=sys.stderr)
            return False
        database = stack.enter_context(server.new())
        store = stack.enter_context(_applied(folder, slack, database, lease=30))
        senders = [Sender(f"xoxb-{name}", folder / "watchtracker.toml", slack) for name in ("one", "two", "three")]
        marksman = Marksman(senders[1:], after=10, before=2, apart=5, freezes=senders[0])
        return Part("PostgreSQL, three senders: one freezes, two are killed", store, slack, senders, marksman).run()


def _cut_off() -> bool:
    """One sender whose Slack goes away and comes back, refuses, breaks, and accepts when nobody listens any more."""
    with _place() as (folder, slack), _applied(folder, slack, "sqlite:///watch.db", last_due=160) as store:
        sender = Sender("xoxb-one", folder / "watchtracker.toml", slack)
        away = [(moment, slack.close) for moment in _AWAY]
        back = [(moment + _AWAY_FOR, slack.open) for moment in _AWAY]
        broken = [(10 + 4 * number, _befalls(slack, fault)) for number, fault in enumerate(_faults())]
        late = [(moment, lambda: slack.late.append(_LATE)) for moment in (58, 71)]
        return Part("SQLite, Slack goes away", store, slack, [sender], script=[*away, *back, *broken, *late]).run()


def _faults() -> list[Fault]:
    """What befalls a call each: before Slack accepts the message, after it, and while it is looked for."""
    too_many = Fault(status=429, headers={"Retry-After": "4"}, body='{"ok": false, "error": "ratelimited"}')
    return [
        too_many,
        Fault(status=500),
        Fault(status=500, accepts=True),
        Fault(reset=True, accepts=True),
        replace(too_many, method=_HISTORY),
        Fault(reset=True),
        Fault(body='{"ok": tr', accepts=True),
        Fault(status=503, method=_HISTORY),
        Fault(status=503, accepts=True),
        too_many,
        Fault(status=500),
        Fault(reset=True, method=_HISTORY),
    ]


def _befalls(slack: Workspace, fault: Fault) -> Callable[[], None]:
    """One call, if one comes: a fault that met nobody is over when the next of its kind is there."""

    def befall() -> None:
        slack.faults[:] = [*(one for one in slack.faults if one.method != fault.method), fault]

    return befall


@contextmanager
def _place() -> Iterator[tuple[Path, Workspace]]:
    """A folder, and a Slack that is open."""
    slack = Workspace()
    with tempfile.TemporaryDirectory() as name:
        slack.open()
        try:
            yield Path(name), slack
        finally:
            slack.close()


@contextmanager
def _applied(folder: Path, slack: Workspace, database: str, *, lease: int = 60, last_due: int = 100) -> Iterator[Store]:
    """Settings and a watch list in `folder`, brought in; the database is left as the senders will find it."""
    settings = _SETTINGS.format(database=database, lease=lease, api_url=slack.url)
    now = _now()
    # An hour ago: so that the day of an event brings no reminder besides.
    names = [f"{number:02}" for number in range(_CHANNELS)]
    channels = [_CHANNEL.format(name=name, target=_TARGET, hour=now - timedelta(hours=1)) for name in names]
    (folder / "watchtracker.toml").write_text(settings + "".join(channels))
    (folder / "watchlist.toml").write_text("".join(_items(names, now, last_due)))
    done = run(folder, "apply", "--config", str(folder / "watchtracker.toml"))
    if done.returncode != 0:
        sys.exit(f"the watch list was not applied:\n{done.stderr}")
    store = Store.open(database.replace("sqlite:///", f"sqlite:///{folder}/"))
    try:
        yield store
    finally:
        store.close()


def _items(channels: Sequence[str], now: datetime, last_due: int) -> Iterator[str]:
    """Some for each channel, due by and by in the next minutes."""
    count = len(channels) * _IN_EACH
    for number in range(count):
        due = now + timedelta(seconds=_FIRST_DUE + (last_due - _FIRST_DUE) * number / count)
        channel = channels[number % len(channels)]
        yield _ITEM.format(number=f"{number:04}", title=_TITLE, channel=channel, when=due, rule=_RULE)


def _beats() -> Iterator[int]:
    beat = 0
    while True:
        yield beat
        beat += 1
        time.sleep(0.02)


def _is_odd(line: str) -> bool:
    """Whether a log line should not be there, whatever happens to a sender."""
    return "Traceback" in line or not line.startswith("{")


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - the senders are real processes, and go by the real clock


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
