"""What a team lives through when a date moves: from the edit of the list to the message and the calendar."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest

from tests.builders import RUMOUR, a_channel, at, said
from watchtracker import feed
from watchtracker.channels.console import LIMITS
from watchtracker.delivery import Dispatcher
from watchtracker.items import Declaration, Facts, Item, Kind, ShortForm, Statement
from watchtracker.notifications.rules import DEFAULT_LEADS
from watchtracker.outbox.messages import Message, SendResult, SendStatus
from watchtracker.store.engine import Store
from watchtracker.tracker import Applied, Tracker
from watchtracker.watchlist import WatchList

CALL = Facts(id="grants-call", title="Grants call", kind=Kind.DEADLINE, zone="UTC")
V4 = Facts(id="deepseek-v4", title="DeepSeek V4 launch", kind=Kind.RELEASE, zone="Asia/Shanghai")
RUMOURED = said("April 2026", "2026-03-23", "Whale Lab", RUMOUR)


@dataclass
class Heard:
    """A channel that remembers what it was told."""

    lines: list[str] = field(default_factory=list)
    limits = LIMITS

    def send(self, message: Message, key: str) -> SendResult:
        del key
        self.lines += [message.title] if message.title else []
        self.lines += [entry.text for entry in message.entries]
        return SendResult(SendStatus.SENT)

    def probe(self) -> SendResult:
        return SendResult(SendStatus.SENT)


class Team:
    """A team with one channel, one watch list, and a day that goes by."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.channel = a_channel()
        self.tracker = Tracker(store, [self.channel], DEFAULT_LEADS)
        self.heard = Heard()
        self.delivery = Dispatcher(
            store, [self.channel], {"team": self.heard}, public_url="http://127.0.0.1:8765", monotonic=lambda: 0.0
        )
        self.applied = 0

    def applies(self, *declarations: Declaration, now: datetime) -> Applied:
        self.applied += 1
        return self.tracker.apply(WatchList(declarations, str(self.applied), Path("list.toml")), now)

    def hears(self, now: datetime) -> list[str]:
        """What arrives at `now`."""
        self.heard.lines.clear()
        self.delivery.dispatch(now)
        return list(self.heard.lines)

    def calendar(self) -> dict[str, bytes]:
        """The events of the feed by their uid."""
        with self.store.reading() as tx:
            items: list[Item] = tx.items.all()
        events = {item.id: feed.event(item, public_url="http://127.0.0.1:8765") for item in items}
        return {item_id: event for item_id, event in events.items() if event is not None}


@pytest.fixture
def team(store: Store) -> Team:
    return Team(store)


def short(facts: Facts, when: str, on: str) -> Declaration:
    return Declaration(facts, short=ShortForm(when, datetime.fromisoformat(on).date(), "Gazette"))


def long(facts: Facts, *claims: Statement) -> Declaration:
    return Declaration(facts, claims=claims)


def test_a_deadline_comes_closer_and_goes_back(team: Team) -> None:
    team.applies(short(CALL, "May 20, 2026", "2026-04-01"), now=at("2026-04-01 08:00"))
    (upcoming,) = team.hears(at("2026-04-20 09:00"))
    assert upcoming == (
        "Grants call: due in 30 days, 20 May 2026 (Gazette, 1 Apr 2026). It closes 20 May 2026, 24:00 UTC."
    )
    team.applies(short(CALL, "May 6, 2026", "2026-05-05"), now=at("2026-05-05 14:00"))
    (moved,) = team.hears(at("2026-05-05 14:00"))
    assert moved == (
        "Grants call: moved 14 days earlier to 6 May 2026, was 20 May 2026 (Gazette, 5 May 2026). "
        "So far: 1 move, 14 days earlier than first said. It closes in 34 h, 6 May 2026, 24:00 UTC. "
        "(In place of the reminders that are past: 30d, 14d, 7d, 3d, 1d.)"
    )
    assert team.hears(at("2026-05-06 09:00")) == []
    assert team.hears(at("2026-05-06 20:00")) == [
        "Last call: Grants call. It closes in 4 h, 6 May 2026, 24:00 UTC, according to Gazette, 5 May 2026."
    ]
    assert team.hears(at("2026-05-20 20:00")) == []


def test_a_deadline_moved_back_owes_its_reminders_again(team: Team) -> None:
    team.applies(short(CALL, "May 20, 2026", "2026-04-01"), now=at("2026-04-01 08:00"))
    team.hears(at("2026-04-20 09:00"))
    team.applies(short(CALL, "May 6, 2026", "2026-05-05"), now=at("2026-05-05 14:00"))
    team.hears(at("2026-05-05 14:00"))
    team.applies(short(CALL, "May 20, 2026", "2026-05-06"), now=at("2026-05-06 10:00"))
    assert team.hears(at("2026-05-06 10:00"))[0].startswith("Grants call: slipped by 14 days to 20 May 2026")
    assert team.hears(at("2026-05-06 20:00")) == []
    assert team.hears(at("2026-05-13 09:00"))[0].startswith("Grants call: due in 7 days")


def test_a_slip_is_told_once_and_only_its_event_changes(team: Team) -> None:
    other, first = short(CALL, "May 20, 2026", "2026-04-01"), long(V4, RUMOURED)
    team.applies(first, other, now=at("2026-04-01 08:00"))
    before = team.calendar()
    slipped = long(V4, RUMOURED, said("Q3 2026", "2026-04-20", "Reuters"))
    applied = team.applies(slipped, other, now=at("2026-04-20 10:00"))
    (change,) = applied.changes
    assert change.move is not None
    assert (change.move.relation, change.move.days) == ("slipped", 153)
    assert [line.split(", was")[0] for line in team.hears(at("2026-04-20 10:00")) if "V4" in line] == [
        "DeepSeek V4 launch: slipped by 153 days to Q3 2026"
    ]
    after = team.calendar()
    assert after["grants-call"] == before["grants-call"]
    assert [line for line in _lines(after["deepseek-v4"]) if line.startswith(b"UID")] == [
        line for line in _lines(before["deepseek-v4"]) if line.startswith(b"UID")
    ]
    assert (b"SEQUENCE:0" in before["deepseek-v4"], b"SEQUENCE:1" in after["deepseek-v4"]) == (True, True)
    assert team.applies(slipped, other, now=at("2026-04-20 11:00")).changes == ()
    assert team.hears(at("2026-04-20 11:00")) == []


def test_a_reminder_that_is_two_hours_late_says_when_it_was_due(team: Team) -> None:
    facts = Facts(id="call", title="Call", kind=Kind.EVENT, zone="UTC", remind=("0m",))
    team.applies(short(facts, "2026-05-06T10:00:10Z", "2026-05-06"), now=at("2026-05-06 10:00"))
    assert team.hears(at("2026-05-06 10:00:09")) == []
    late = team.hears(at("2026-05-06 12:00:10"))
    assert len([line for line in late if "This was due 6 May 2026, 10:00 UTC" in line]) == 1
    assert team.hears(at("2026-05-06 12:00:20")) == []


def test_the_story_of_a_release_from_rumour_to_launch(team: Team) -> None:
    team.applies(short(CALL, "2028", "2026-01-01"), now=at("2026-01-02 08:00"))
    mid = said("mid-February 2026", "2026-01-25", "Vertu", RUMOUR)
    late = said("late April", "2026-04-10", "China AI Weekly")
    other = short(CALL, "2028", "2026-01-01")
    told: list[str] = []
    for claims, day in (((mid,), "2026-01-25"), ((mid, RUMOURED), "2026-03-23"), ((mid, RUMOURED, late), "2026-04-10")):
        team.applies(other, long(V4, *claims), now=at(f"{day} 12:00"))
        told += team.hears(at(f"{day} 12:00"))
    assert [line.split(", ")[0] for line in told if "V4" in line] == [
        "New on the list: DeepSeek V4 launch: mid-Feb 2026",
        "DeepSeek V4 launch: slipped by 69 days to Apr 2026",
        "DeepSeek V4 launch: known more precisely",
    ]


def _lines(event: bytes) -> list[bytes]:
    return event.split(b"\r\n")
