"""The parts: which database, which places, how many senders, and what goes wrong when."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from tests import mail_stand_in
from tests.databases import MISSING, a_server
from tests.programs import run
from tests.slack_stand_in import Fault
from tests.webhook_stand_in import Misfortune

from benchmarks.crash_loop.laws import RULE, TITLE, Part
from benchmarks.crash_loop.places import ONLY_SENDER, Hub, Place, PostOffice, Repeats, Workspace, now
from benchmarks.crash_loop.senders import FIRST_DUE, Marksman, Sender
from watchtracker.store.engine import Store
from watchtracker.targets import WebhookFormat

# Many channels, or the second between two messages of one would make it slow.
_CHANNELS, _IN_EACH = 20, 10
# When Slack goes away for a few seconds, at odd distances; before that single calls go wrong.
_AWAY, _AWAY_FOR = (84, 93, 105, 123, 142), 3
# Nobody waits that long for an answer, and it is still within the time that Slack is given to accept late.
_LATE = 25.0
_HISTORY = "conversations.history"

_SETTINGS = """watchlist = "watchlist.toml"
database = "{database}"
lease_seconds = {lease}
"""
_CHANNEL = """
[[channel]]
name = "{name}"
{target}
hour = "{hour:%H:%M}"
tags = ["{tag}"]
wants = ["reminders"]
"""
_ITEM = """
[[item]]
id = "{number}"
title = "{title} {number}"
kind = "event"
tags = ["{tag}"]
when = "{when:%Y-%m-%dT%H:%M:%SZ}"
source = "Gazette"
remind = ["{rule}"]
"""
Script = list[tuple[float, Callable[[], object]]]


def main(chosen: Sequence[str] = ()) -> bool:
    """Run the parts named, or all of them, two at a time."""
    if unknown := [name for name in chosen if name not in PARTS]:
        print(f"no such part: {', '.join(unknown)}; there are {', '.join(PARTS)}", file=sys.stderr)
        return False
    with ThreadPoolExecutor(2) as pool:
        running = [pool.submit(part) for name, part in PARTS.items() if name in chosen or not chosen]
        return all(part.result() for part in running)


def _killed() -> bool:
    """One sender on SQLite, killed again and again."""
    with _place(Workspace()) as at, at.applied("sqlite:///watch.db") as store:
        sender = at.sender(ONLY_SENDER)
        marksman = Marksman([sender], after=20, before=4, apart=3)
        return Part("SQLite, one sender that is killed", store, at.places, [sender], marksman).run()


def _frozen() -> bool:
    """Three senders on PostgreSQL: one is frozen for longer than its lease, the others are killed meanwhile."""
    with _place(Workspace()) as at, a_server() as server, ExitStack() as stack:
        if server is None:
            print(f"\n{MISSING}", file=sys.stderr)
            return False
        database = stack.enter_context(server.new())
        store = stack.enter_context(at.applied(database, lease=30))
        senders = [at.sender(f"xoxb-{name}") for name in ("one", "two", "three")]
        marksman = Marksman(senders[1:], after=10, before=2, apart=5, freezes=senders[0])
        return Part("PostgreSQL, three senders: one freezes, two are killed", store, at.places, senders, marksman).run()


def _cut_off() -> bool:
    """One sender whose Slack goes away and comes back, refuses, breaks, and accepts when nobody listens any more."""
    slack = Workspace()
    with _place(slack) as at, at.applied("sqlite:///watch.db", last_due=160) as store:
        away = [step for moment in _AWAY for step in _goes_away(slack, moment, _AWAY_FOR)]
        late = [(moment, lambda: slack.late.append(_LATE)) for moment in (58, 71)]
        script = [*away, *_befalls(slack, _slack_faults(), 10, 4), *late]
        return Part("SQLite, Slack goes away", store, at.places, [at.sender(ONLY_SENDER)], script=script).run()


def _others() -> bool:
    """One sender on SQLite that is killed while it sends to webhooks, mailboxes and Slack, of which all fail as well.

    They also go away when what they took without an answer is sent again: that must not come under another id.
    """
    slack, mail = Workspace(), PostOffice()
    standard = Hub(way="standard", repeats=Repeats.UNDER_ITS_ID)
    text = Hub(way="text", repeats=Repeats.MARKED, form=WebhookFormat.TEXT)
    with _place(slack, standard, text, mail) as at, at.applied("sqlite:///watch.db") as store:
        sender = at.sender(ONLY_SENDER)
        marksman = Marksman([sender], after=12, before=3, apart=3, turns=("standard", "text", "mail"))
        script = [
            *_befalls(standard, _webhook_faults(), 10, 7),
            *_befalls(text, _webhook_faults(), 12, 7),
            *_befalls(mail, _mail_faults(), 14, 7),
            *_befalls(slack, _slack_faults()[:4], 20, 20),
            *_goes_away(standard, 24, 5),
            *_goes_away(text, 56, 8),
            *_goes_away(mail, 68, 8),
        ]
        return Part("SQLite, webhooks and mail beside Slack", store, at.places, [sender], marksman, script).run()


# The longest begin.
PARTS: Mapping[str, Callable[[], bool]] = {
    "others": _others,
    "cut_off": _cut_off,
    "killed": _killed,
    "frozen": _frozen,
}


def _goes_away(place: Place, moment: float, length: float) -> Script:
    """Nobody listens there for so many seconds."""
    return [(moment, place.close), (moment + length, place.open)]


def _befalls(place: Place, faults: Sequence[Any], first: float, apart: float) -> Script:
    """These faults, one after the other."""
    return [(moment, partial(place.befall, fault)) for fault, moment in zip(faults, count(first, apart), strict=False)]


def _slack_faults() -> list[Fault]:
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


def _webhook_faults() -> list[Misfortune]:
    """What befalls a call each, before the message is accepted and after it."""
    return [
        Misfortune(500, accepts=True),
        Misfortune(503, {"Retry-After": "4"}),
        Misfortune(reset=True, accepts=True),
        Misfortune(500),
        Misfortune(reset=True),
        Misfortune(hangs=True, accepts=True),
        Misfortune(429, {"Retry-After": "4"}),
        Misfortune(reset_early=True),
        Misfortune(502, accepts=True),
        Misfortune(hangs=True),
        Misfortune(408, accepts=True),
    ]


def _mail_faults() -> list[mail_stand_in.Fault]:
    """What befalls a dialogue each, before the mail is accepted and after it."""
    lost = mail_stand_in.Fault("END", lost=True)
    return [
        replace(lost, accepts=True),
        lost,
        mail_stand_in.Fault("GREETING", "421 4.3.2 busy"),
        mail_stand_in.Fault("END", "451 4.3.0 later"),
        mail_stand_in.Fault("DATA", lost=True),
        mail_stand_in.Fault("END", dribbles=True, accepts=True),
        mail_stand_in.Fault("RCPT", "450 4.2.0 greylisted"),
        replace(lost, accepts=True),
        mail_stand_in.Fault("STARTTLS", lost=True),
        lost,
        replace(lost, accepts=True),
    ]


class _Setting:
    """A folder, and the places, open; every place has as many channels, and each item goes to one of each."""

    def __init__(self, folder: Path, places: Sequence[Place]) -> None:
        self.places = places
        self._folder = folder
        self._tags = [f"{number:02}" for number in range(_CHANNELS)]
        self._environment: dict[str, str] = {}
        for place in places:
            self._environment |= place.environment([f"{place.way}-{tag}" for tag in self._tags], folder)

    def sender(self, token: str) -> Sender:
        for place in self.places:
            if isinstance(place, Workspace):
                place.accepted_tokens.add(token)
        return Sender(token, self._folder / "watchtracker.toml", self._environment)

    @contextmanager
    def applied(self, database: str, *, lease: int = 60, last_due: int = 100) -> Iterator[Store]:
        """Settings and a watch list, brought in; the database is left as the senders will find it."""
        begun = now()
        settings = self._folder / "watchtracker.toml"
        settings.write_text(self._settings(database, lease, begun))
        (self._folder / "watchlist.toml").write_text("".join(_items(self._tags, begun, last_due)))
        done = run(self._folder, "apply", "--config", str(settings), **self._environment)
        if done.returncode != 0:
            sys.exit(f"the watch list was not applied:\n{done.stderr}")
        store = Store.open(database.replace("sqlite:///", f"sqlite:///{self._folder}/"))
        try:
            yield store
        finally:
            store.close()

    def _settings(self, database: str, lease: int, begun: datetime) -> str:
        # An hour ago: so that the day of an event brings no reminder besides.
        hour = begun - timedelta(hours=1)
        named = [(place, f"{place.way}-{tag}", tag) for place in self.places for tag in self._tags]
        channels = (
            _CHANNEL.format(name=name, target=place.target(name), hour=hour, tag=tag) for place, name, tag in named
        )
        once = (place.settings() for place in self.places)
        return "".join([_SETTINGS.format(database=database, lease=lease), *once, *channels])


@contextmanager
def _place(*places: Place) -> Iterator[_Setting]:
    """A folder, and places that are open."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        for place in places:
            place.open()
            stack.callback(place.close)
        yield _Setting(Path(name), places)


def _items(tags: Sequence[str], begun: datetime, last_due: int) -> Iterator[str]:
    """Some for each channel, due by and by in the next minutes."""
    many = len(tags) * _IN_EACH
    for number in range(many):
        due = begun + timedelta(seconds=FIRST_DUE + (last_due - FIRST_DUE) * number / many)
        tag = tags[number % len(tags)]
        yield _ITEM.format(number=f"{number:04}", title=TITLE, tag=tag, when=due, rule=RULE)
