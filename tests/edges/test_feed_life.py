"""Feeds over a life of changes: whatever is done to items, an event that differs has a higher SEQUENCE.

The tracker and the stores are the real ones, on both databases; Hypothesis draws what is done: watch lists edited in
every way, claims, retractions and outcomes by hand, by two processes whose clocks do not agree. After each step the
feed is held against the one before it, and against the one that the other process, just started perhaps, would serve.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from tests.builders import a_channel, as_known, at
from tests.hypothesis_profiles import runs_of_a_machine
from tests.strict_ical import faults
from watchtracker import feed
from watchtracker.errors import InputError, ProblemsError
from watchtracker.feed import ALL, Choice, Rendered
from watchtracker.items import Declaration, Facts, Item, Kind, Outcome, Result, ShortForm, Standing, Statement
from watchtracker.notifications import LeadTime
from watchtracker.notifications.rules import DEFAULT_LEADS
from watchtracker.store.engine import Store
from watchtracker.tracker import Tracker
from watchtracker.watchlist import WatchList

# Each is some hundred transactions.
NOON = at("2026-04-10 12:00")
DAY, HOUR, SECOND = timedelta(days=1), timedelta(hours=1), timedelta(seconds=1)
IDS = ("call", "launch", "rules")
ALARMS = (LeadTime.read("1d"), LeadTime.read("4h"))
ZONES = st.sampled_from(("UTC", "Europe/Berlin", "America/Los_Angeles", "Pacific/Kiritimati", "AoE"))
WORDS = st.sampled_from((
    "May 6, 2026", "late April 2026", "Q3 2026", "by June 30, 2026", "not before May 6, 2026", "soon", "TBD",
    "2026-06-01T17:30+02:00", "2026-06-01 17:30", "2026-06-01 17:45", "tomorrow", "in two weeks",
))  # fmt: skip
TEXTS = st.sampled_from(("Launch", "Launch, at last", "发布", "A\\nB"))
SOURCES, STANDINGS = st.sampled_from(("Gazette", "Blog")), st.sampled_from(Standing)
URLS = st.none() | st.sampled_from(("https://gazette.example/1", "https://blog.example/新闻"))
SAID_ON = st.dates(date(2026, 4, 1), date(2026, 4, 12))
SAID = st.builds(Statement, WORDS, SAID_ON, SOURCES, URLS, st.none() | TEXTS, STANDINGS)
SHORT = st.builds(ShortForm, WORDS, st.none() | SAID_ON, SOURCES, URLS, st.none() | TEXTS, STANDINGS)
OUTCOMES = st.builds(Outcome, st.sampled_from(Result), SAID_ON, SOURCES, URLS)
# Time passes, or has not passed yet where the next process looks at its clock.
PASSING = st.sampled_from((0 * SECOND, SECOND, -90 * SECOND, HOUR, DAY, 9 * DAY))
TAGS = st.lists(st.sampled_from(("models", "chips", "eu, us")), unique=True).map(tuple)
OF_FACTS: dict[str, st.SearchStrategy[Any]] = {
    "title": TEXTS, "kind": st.sampled_from(Kind), "zone": ZONES, "tags": TAGS, "owner": st.none() | SOURCES,
    "url": URLS, "notes": st.none() | TEXTS, "remind": st.none() | st.just(("3d",)),
}  # fmt: skip
OF_SAID: dict[str, st.SearchStrategy[Any]] = {
    "when": WORDS, "said_on": SAID_ON, "source": SOURCES, "url": URLS, "quote": st.none() | TEXTS,
    "standing": STANDINGS,
}  # fmt: skip


@st.composite
def a_field(draw: st.DrawFn, fields: dict[str, st.SearchStrategy[Any]]) -> dict[str, Any]:
    name = draw(st.sampled_from(sorted(fields)))
    return {name: draw(fields[name])}


@dataclass(frozen=True, slots=True)
class Seen:
    """An event as it was when it was last in the feed, and the record behind it."""

    event: bytes
    private: bytes
    record: Item

    @property
    def sequence(self) -> int:
        return int(self.value(b"SEQUENCE"))

    @property
    def stamp(self) -> bytes:
        return self.value(b"DTSTAMP")

    def value(self, name: bytes) -> bytes:
        (found,) = [line.partition(b":")[2] for line in self.event.split(b"\r\n") if line.startswith(name)]
        return found


class Life(RuleBasedStateMachine):
    """Three items, two processes, and the feed."""

    def __init__(self, empty: Callable[[], Store]) -> None:
        super().__init__()
        first = empty()
        self.url = first._address.url.render_as_string(hide_password=False)
        self.stores = [first, Store.open(self.url)]
        self.now, self.edition = NOON, 0
        self.declared: dict[str, Declaration] = {}
        self.gone: dict[str, Declaration] = {}
        self.seen: dict[str, Seen] = {}
        self.body = b""

    def teardown(self) -> None:
        for store in self.stores:
            store.close()

    @initialize(said=st.tuples(SAID, SAID, SAID), short=SHORT)
    def begins(self, said: tuple[Statement, ...], short: ShortForm) -> None:
        kinds = dict(zip(IDS, Kind, strict=True))
        for item_id, one in zip(IDS, said, strict=True):
            self.declared[item_id] = Declaration(Facts(item_id, item_id.title(), kinds[item_id], "UTC"), claims=(one,))
        self.declared[IDS[0]] = replace(self.declared[IDS[0]], claims=(), short=replace(short, when="May 6, 2026"))
        self._applied({}, IDS)

    @rule(item_id=st.sampled_from(IDS), change=a_field(OF_FACTS), passing=PASSING)
    def edits_what_we_say(self, item_id: str, change: dict[str, Any], passing: timedelta) -> None:
        if one := self._passed(passing).declared.get(item_id):
            self._applied({item_id: replace(one, facts=replace(one.facts, **change))}, [item_id])

    @rule(item_id=st.sampled_from(IDS), change=a_field(OF_SAID), passing=PASSING)
    def edits_what_was_said(self, item_id: str, change: dict[str, Any], passing: timedelta) -> None:
        one = self._passed(passing).declared.get(item_id)
        if one and one.short:
            self._applied({item_id: replace(one, short=replace(one.short, **change))}, [item_id])
        elif one:
            self._applied(
                {item_id: replace(one, claims=(*one.claims[:-1], replace(one.claims[-1], **change)))}, [item_id]
            )

    @rule(item_id=st.sampled_from(IDS), claims=st.lists(SAID, min_size=1, max_size=3), passing=PASSING)
    def writes_a_history(self, item_id: str, claims: list[Statement], passing: timedelta) -> None:
        if one := self._passed(passing).declared.get(item_id):
            self._applied({item_id: replace(one, short=None, claims=tuple(claims))}, [item_id])

    @rule(item_id=st.sampled_from(IDS), claim=SAID, passing=PASSING)
    def adds_to_the_history(self, item_id: str, claim: Statement, passing: timedelta) -> None:
        one = self._passed(passing).declared.get(item_id)
        if one and not one.short:
            self._applied({item_id: replace(one, claims=(*one.claims, claim))}, [item_id])

    @rule(item_id=st.sampled_from(IDS), short=SHORT, passing=PASSING)
    def writes_it_short(self, item_id: str, short: ShortForm, passing: timedelta) -> None:
        if one := self._passed(passing).declared.get(item_id):
            self._applied({item_id: replace(one, short=short, claims=())}, [item_id])

    @rule(item_id=st.sampled_from(IDS), outcome=st.none() | OUTCOMES, passing=PASSING)
    def declares_an_outcome(self, item_id: str, outcome: Outcome | None, passing: timedelta) -> None:
        if one := self._passed(passing).declared.get(item_id):
            self._applied({item_id: replace(one, outcome=outcome)}, [item_id])

    @rule(item_id=st.sampled_from(IDS), passing=PASSING)
    def takes_an_item_out_or_brings_it_back(self, item_id: str, passing: timedelta) -> None:
        self._passed(passing)
        if item_id in self.declared:
            self.gone[item_id] = self.declared.pop(item_id)
            self._applied({}, [item_id])
        else:
            self._applied({item_id: self.gone.pop(item_id)}, [item_id])

    @rule(item_id=st.sampled_from(IDS), said=SAID, passing=PASSING)
    def claims(self, item_id: str, said: Statement, passing: timedelta) -> None:
        self._by_hand(item_id, passing, lambda tracker: tracker.claim(item_id, said, self.now))

    @rule(item_id=st.sampled_from(IDS), source=SOURCES, passing=PASSING)
    def confirms(self, item_id: str, source: str, passing: timedelta) -> None:
        self._by_hand(item_id, passing, lambda tracker: tracker.confirm(item_id, source, self.now))

    @rule(item_id=st.sampled_from(IDS), outcome=OUTCOMES, passing=PASSING)
    def resolves(self, item_id: str, outcome: Outcome, passing: timedelta) -> None:
        self._by_hand(item_id, passing, lambda tracker: tracker.resolve(item_id, outcome, self.now))

    @rule(item_id=st.sampled_from(IDS), passing=PASSING)
    def reopens(self, item_id: str, passing: timedelta) -> None:
        self._by_hand(item_id, passing, lambda tracker: tracker.reopen(item_id, self.now))

    @rule(item_id=st.sampled_from(IDS), place=st.integers(0, 5), passing=PASSING)
    def retracts(self, item_id: str, place: int, passing: timedelta) -> None:
        item = next(one for one in read(self.stores[0]) if one.id == item_id)
        claim = item.claims[place % len(item.claims)].id
        self._by_hand(item_id, passing, lambda tracker: tracker.retract(item_id, claim, self.now))

    @rule(passing=PASSING)
    def plans_ahead(self, passing: timedelta) -> None:
        self._by_hand(None, passing, lambda tracker: tracker.plan_ahead(self.now))

    @rule(number=st.integers(0, 1))
    def starts_anew(self, number: int) -> None:
        self.stores[number].close()
        self.stores[number] = Store.open(self.url)
        self._holds(())

    def _passed(self, passing: timedelta) -> Life:
        self.now += passing
        return self

    def _applied(self, edits: dict[str, Declaration], touched: list[str] | tuple[str, ...]) -> None:
        """The other process applies the edited list, then the first one the same again, which changes nothing."""
        self.edition += 1
        wanted = self.declared | edits
        watchlist = WatchList(tuple(wanted.values()), str(self.edition), Path("watchlist.toml"))
        try:
            self._tracker(1).apply(watchlist, self.now)
        except ProblemsError:
            self._holds(())
            return
        self.declared = wanted
        self._holds(touched)
        self._tracker(0).apply(watchlist, self.now + HOUR)
        self._holds(())

    def _by_hand(self, item_id: str | None, passing: timedelta, change: Callable[[Tracker], object]) -> None:
        self._passed(passing)
        try:
            change(self._tracker(0))
        except InputError:
            self._holds(())
        else:
            self._holds([item_id] if item_id else ())

    def _tracker(self, number: int) -> Tracker:
        return Tracker(self.stores[number], [a_channel()], DEFAULT_LEADS)

    def _holds(self, touched: list[str] | tuple[str, ...]) -> None:
        """What a subscriber relies on, after a change to the items `touched` and to no other."""
        items = read(self.stores[0])
        body = made(items)
        assert made(read(self.stores[1])) == body
        assert faults(body) == []
        if not touched:
            assert body == self.body
        events, private = split(body), split(made_private(items))
        assert set(events) == set(private) == {one.id for one in items if one.listed and shows(one)}
        now = {one.id: Seen(events[one.id], private[one.id], one) for one in items if one.id in events}
        was_there = split(self.body)
        for item_id, one in now.items():
            if before := self.seen.get(item_id):
                held(before, one, changed=item_id in touched, was_there=item_id in was_there)
        self.body = body
        self.seen |= now


def held(before: Seen, now: Seen, *, changed: bool, was_there: bool) -> None:
    """What holds between two sights of one event."""
    assert now.stamp == now.value(b"LAST-MODIFIED")
    if (before.event, before.private) != (now.event, now.private) or not was_there:
        assert changed
        assert now.sequence > before.sequence
        assert now.stamp >= before.stamp
    if said(now.record) != said(before.record):
        assert now.sequence > before.sequence
    elif was_there:
        assert now.event == before.event


def said(item: Item) -> Item:
    """An item without what counts its revisions, and without the wording of the list that it came from."""
    return replace(item, declared=None, revision=0, revised_at=None)


def shows(item: Item) -> bool:
    """Whether an item has a day to stand on."""
    happened = item.outcome is not None and item.outcome.result is Result.HAPPENED
    return happened or as_known(item).window.dated


def read(store: Store) -> list[Item]:
    with store.reading() as tx:
        return tx.items.all()


def made(items: list[Item]) -> bytes:
    return feed.compose(ALL, Choice(), items, events=Rendered("https://watch.example"))


def made_private(items: list[Item]) -> bytes:
    return feed.compose_private(ALL, Choice(), items, events=Rendered("https://watch.example"), alarms=ALARMS)


def split(body: bytes) -> dict[str, bytes]:
    """The bytes of each event under the id of its item."""
    parts = [part.partition(b"END:VEVENT")[0] for part in body.split(b"BEGIN:VEVENT\r\n")[1:]]
    return {part.partition(b"\r\nUID:")[2].partition(b"@watchtracker\r\n")[0].decode(): part for part in parts}


def test_an_event_that_differs_has_a_higher_sequence_and_all_others_have_equal_bytes(
    empty: Callable[[], Store],
) -> None:
    class OnDatabase(Life):
        def __init__(self) -> None:
            super().__init__(empty)

    run_state_machine_as_test(
        OnDatabase,
        settings=settings(
            max_examples=runs_of_a_machine(in_a_soak=30),
            stateful_step_count=20,
            suppress_health_check=list(HealthCheck),
        ),
    )
