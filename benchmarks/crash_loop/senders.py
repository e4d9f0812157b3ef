"""Who sends, and who aims at them."""

from __future__ import annotations

import signal
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock, Timer

from tests.programs import Running, running

FIRST_DUE = 8
_FROZEN_FOR = 38.0


class Sender:
    """A `watchtracker deliver` that is started again whenever it died; `errors` is what all its lives logged."""

    def __init__(self, token: str, settings: Path, environment: Mapping[str, str]) -> None:
        self.token = token
        self.errors: list[str] = []
        self.complaints: list[str] = []
        self._settings = settings
        self._environment = environment
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
            environment = {"WATCHTRACKER_SLACK__BOT_TOKEN": self.token, **self._environment}
            self._running = self._life.enter_context(running(self._settings.parent, *words, **environment))

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

    Now and then, `before` times in all, it is killed when the message is there and not accepted any more. With `turns`
    it strikes at one way after the other. `freezes` is never killed, but stopped once, for longer than its lease.
    """

    targets: Sequence[Sender] = ()
    after: int = 0
    before: int = 0
    apart: float = 0.0
    freezes: Sender | None = None
    turns: Sequence[str] = ()
    kills: int = 0
    _begun: float = field(default_factory=time.monotonic)
    _last: float = field(default_factory=time.monotonic)
    _lock: Lock = field(default_factory=Lock)

    @property
    def left(self) -> int:
        """How many strikes it still has to make."""
        return self.after + self.before + (self.freezes is not None)

    def asked(self, way: str, token: str) -> bool:
        with self._lock:
            if not self._before_is_next or not self._kills(way, token):
                return False
            self.before -= 1
            return True

    def took(self, way: str, token: str) -> bool:
        with self._lock:
            if self.freezes is not None and token == self.freezes.token and time.monotonic() - self._begun > FIRST_DUE:
                self.freezes.signal(signal.SIGSTOP)
                Timer(_FROZEN_FOR, self.freezes.signal, [signal.SIGCONT]).start()
                self.freezes = None
            if not self.after or self._before_is_next or not self._kills(way, token):
                return False
            self.after -= 1
            return True

    @property
    def _before_is_next(self) -> bool:
        return bool(self.before) and self.kills % 4 == 2

    def _kills(self, way: str, token: str) -> bool:
        target = next((sender for sender in self.targets if sender.token == token), None)
        if target is None or time.monotonic() < self._last + self.apart:
            return False
        if self.turns and self.turns[self.kills % len(self.turns)] != way:
            return False
        target.signal(signal.SIGKILL)
        self.kills += 1
        self._last = time.monotonic()
        return True
