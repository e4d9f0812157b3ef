"""Replicas of `serve` on one database, which are killed and started again, and the office around them."""

from __future__ import annotations

import random
import re
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from queue import Empty
from typing import Any

from sqlalchemy import select
from tests.answers import EVERY_ACTION
from tests.programs import Running, run, running
from tests.serving import Site
from tests.slack_hands import SECRET
from tests.slack_stand_in import TEAM, TOKEN, SlackStandIn, slack_stand_in

from watchtracker.answering.reception import TEAM as OUR_TEAM
from watchtracker.channels.slack import buttons
from watchtracker.failpoints import VARIABLE, Failpoint
from watchtracker.outbox.offers import Offers
from watchtracker.runtime.clock import now
from watchtracker.schema import items, notifications
from watchtracker.store.engine import Store

# Where a replica may kill itself on the way of an answer.
DEADLY = (
    Failpoint.AFTER_INBOX_ROW,
    Failpoint.INSIDE_ANSWER,
    Failpoint.AFTER_ANSWER_COMMIT,
    Failpoint.BEFORE_FEEDBACK,
    Failpoint.BEFORE_EDIT,
    Failpoint.AFTER_EDIT,
)
_CONFIG = ("--config", "watchtracker.toml")
_SERVE = ("serve", "--port", "0", *_CONFIG)
_SETTINGS = """watchlist = "watchlist.toml"
[[channel]]
name = "policy"
slack = "C0POLICY"
[[channel]]
name = "legal"
slack = "C0LEGAL"
"""
_ITEM = """
[[item]]
id = "call-{number}"
title = "Call {number}"
kind = "deadline"
when = "{when}"
said_on = 2026-01-02
source = "Gazette"
"""


@dataclass
class Replica:
    """One `serve`, in as many lives as it takes; `deaths` counts those that ended by SIGKILL."""

    folder: Path
    environment: dict[str, str]
    deaths: int = 0
    errors: list[str] = field(default_factory=list)
    _life: ExitStack = field(default_factory=ExitStack)
    _running: Running | None = None
    site: Site | None = None

    def start(self, point: Failpoint | None = None) -> None:
        """Begin a life, which may end at a failpoint; `site` is where it listens."""
        environment = {**self.environment, VARIABLE: point or ""}
        self._running = self._life.enter_context(running(self.folder, *_SERVE, **environment))
        try:
            line = self._running.until_logged("serving at")[0]
        except Empty:
            # It may have died at its failpoint over what another had left.
            return
        found = re.search(r"http://127\.0\.0\.1:(\d+)/", line)
        assert found, line
        self.site = Site(int(found[1]))

    def is_dead(self) -> bool:
        """Whether its life has ended."""
        return self._running is None or self._running.process.poll() is not None

    def kill(self) -> None:
        """End its life at once."""
        if self._running is not None:
            self._running.process.send_signal(signal.SIGKILL)
            self._running.process.wait()

    def bury(self) -> None:
        """Keep what it said; the next life may begin."""
        self.site = None
        if self._running is None:
            return
        self.kill()
        self.deaths += 1
        self._life.close()
        self.errors += self._running.errors
        self._running = None

    def stop(self) -> int:
        """Ask it to stop; its exit status."""
        assert self._running is not None
        status = self._running.stop()
        self._life.close()
        self.errors += self._running.errors
        self._running = None
        return status


@dataclass
class Office:
    """A database with items, of which people were told in Slack, and the replicas that serve it."""

    database: str
    store: Store
    slack: SlackStandIn
    replicas: list[Replica]
    messages: list[dict[str, Any]]

    def rows(self, query: Any) -> list[Any]:
        """What is in the database."""
        with self.store.reading() as tx:
            return list(tx.connection.execute(query))


@contextmanager
def an_office(folder: Path, database: str, replicas: int, many: int) -> Iterator[Office]:
    """An office with so many items and replicas; none runs yet."""
    with slack_stand_in() as slack:
        environment = {
            "WATCHTRACKER_SLACK__API_URL": slack.url,
            "WATCHTRACKER_SLACK__BOT_TOKEN": TOKEN,
            "WATCHTRACKER_SLACK__SIGNING_SECRET": SECRET,
            "WATCHTRACKER_DATABASE": database,
        }
        (folder / "watchtracker.toml").write_text(_SETTINGS)
        when = (now() + timedelta(days=60)).date().isoformat()
        listed = "".join(_ITEM.format(number=f"{number:03}", when=when) for number in range(many))
        (folder / "watchlist.toml").write_text(listed)
        done = run(folder, "apply", *_CONFIG, **environment)
        assert done.returncode == 0, done.stderr
        store = Store.open(database)
        with store.writing() as tx:
            tx.meta.set(OUR_TEAM, TEAM)
        serving = [Replica(folder, environment) for _ in range(replicas)]
        office = Office(database, store, slack, serving, [])
        office.messages += _messages(office)
        try:
            yield office
        finally:
            for replica in serving:
                replica.bury()
            store.close()


def _messages(office: Office) -> list[dict[str, Any]]:
    """A message with all buttons for each item and channel, as if its first reminder had been sent."""
    joined = notifications.join(items, items.c.id == notifications.c.item_id)
    query = (
        select(notifications.c.id, notifications.c.channel, items.c.revision, items.c.title)
        .select_from(joined)
        .where(notifications.c.kind == "upcoming")
        .order_by(notifications.c.id)
    )
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for number, row in enumerate(office.rows(query)):
        offers = Offers(EVERY_ACTION, notification=row.id, revision=row.revision)
        channel = "C0POLICY" if row.channel == "policy" else "C0LEGAL"
        blocks = buttons.actions(offers, row.title, f"b{number}")
        found.setdefault((row.title, channel), {"ts": f"1790000000.{number:06}", "channel": channel, "blocks": blocks})
    return list(found.values())


def keep_alive(office: Office, chance: random.Random, going: Callable[[], bool], apart: float) -> None:
    """Kill a replica now and then, and start again whichever is dead, in some lives with a failpoint."""
    last = time.monotonic()
    while going():
        for replica in office.replicas:
            if replica.is_dead():
                replica.bury()
                replica.start(chance.choice([None, None, *DEADLY]))
        if time.monotonic() - last > apart:
            last = time.monotonic()
            chance.choice(office.replicas).kill()
        time.sleep(0.05)
