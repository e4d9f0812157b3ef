"""Sources are asked in turn, and what they say is proposed once or let in; a real web server, both databases."""

from __future__ import annotations

import signal
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Barrier, Event, Thread
from typing import Any

import pytest

from tests.builders import an_item, said
from tests.failing_collecting import NOW as KILLED
from tests.starting import status_at
from tests.web_stand_in import WebStandIn, hanging, redirect, response, serving
from watchtracker.collecting import statements
from watchtracker.collecting.collector import LEASE, Collector
from watchtracker.collecting.results import Came, CameOf
from watchtracker.collecting.statements import MOST_READ, Known, Statements
from watchtracker.collecting.subjects import Services
from watchtracker.collecting.tidying import tidy
from watchtracker.failpoints import Failpoint
from watchtracker.intake.proposals import ProposalState, StoredProposal
from watchtracker.intake.proposing import WatchedItems
from watchtracker.intake.text_sources import SourceKind, TextSource, Trust
from watchtracker.items import Item, Kind, Settle, item_as_of
from watchtracker.notifications.rules import DEFAULT_LEADS
from watchtracker.reading import FindResult
from watchtracker.sources.addresses import Allowed
from watchtracker.sources.fetching import Fetcher, Wanted
from watchtracker.sources.replies import Fetched, FetchResult, Validators
from watchtracker.store.engine import Store
from watchtracker.store.sources import SourceRow
from watchtracker.tracker import Tracker
from watchtracker.tracker.intake import Intake

NOW = datetime(2031, 4, 1, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
WEEKLY = "Orchard Weekly"
AURORA = an_item(said("May 2031", "2031-03-01"), item_id="aurora-4", zone="UTC")


@dataclass
class World:
    """A record, a web, and somebody who collects from it; `now` is what the clock says."""

    store: Store
    web: WebStandIn
    now: datetime = NOW
    heard: list[Came] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.tracker = Tracker(self.store, (), DEFAULT_LEADS)
        self.intake = Intake(self.store, self.tracker)

    def holds(self, *items: Item) -> None:
        self.tracker.begin(items, self.now - HOUR)

    def names(self, *sources: TextSource) -> None:
        with self.store.writing() as tx:
            tx.sources.declare(sources)

    def collector(
        self, longest: float = 5.0, fetcher: type[Fetcher] = Fetcher, **services: dict[str, str]
    ) -> Collector:
        return Collector(
            self.store,
            self.intake,
            fetcher(
                allowed=Allowed.read([self.web.place]),
                public_url="https://watch.example",
                clock=lambda: self.now,
                longest=longest,
            ),
            Services(**services),
            lambda: self.now,
            is_ours=lambda _: True,
            observe=self.heard.append,
        )

    def row(self, name: str = WEEKLY) -> SourceRow:
        with self.store.reading() as tx:
            return tx.sources.all()[name]

    def waiting(self) -> list[StoredProposal]:
        with self.store.reading() as tx:
            return tx.proposals.open()

    def states(self) -> dict[ProposalState, int]:
        with self.store.reading() as tx:
            return tx.proposals.states()

    def item(self, item_id: str = "aurora-4") -> Item:
        with self.store.reading() as tx:
            item = tx.items.get(item_id)
        assert item is not None
        return item

    def in_force(self, item_id: str = "aurora-4") -> str:
        known = item_as_of(self.item(item_id))
        assert known is not None
        assert known.claim is not None
        return known.claim.said.when


@pytest.fixture
def world(store: Store) -> Iterator[World]:
    with serving() as web:
        yield World(store, web)


def a_source(world: World, name: str = WEEKLY, path: str = "/feed", **more: object) -> TextSource:
    kind = more.pop("kind", SourceKind.FEED)
    return TextSource(name, kind=kind, address=world.web.at(path), **more)  # type: ignore[arg-type]


def a_feed(*entries: tuple[str, str, str], titled: bool = False) -> bytes:
    """A feed with entries of a GUID, a day and a text; all are titled alike, or each has a title of its own."""
    items = "".join(
        f"<item><guid isPermaLink='false'>{guid}</guid><title>Notes {guid if titled else ''}</title>"
        f"<pubDate>{day}</pubDate>"
        f"<description>{text}</description></item>"
        for guid, day, text in entries
    )
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>W</title>{items}</channel></rss>".encode()


TODAY, LAST_YEAR = "Tue, 01 Apr 2031 08:00:00 GMT", "Mon, 01 Apr 2030 08:00:00 GMT"
LATE_MAY = "The Aurora 4 launch is planned for 28 May 2031."


def test_a_statement_is_proposed_once_however_often_its_feed_is_made_anew(world: World) -> None:
    world.holds(AURORA)
    world.names(a_source(world))
    collector = world.collector()
    for number in range(5):
        entries = [(f"a{number}", TODAY, LATE_MAY), (f"b{number}", TODAY, f"Edited {number} times. {LATE_MAY}")]
        world.web.gives("/feed", response(200, a_feed(*entries[:: 1 if number % 2 else -1])))
        collector.fetch()
    (stored,) = world.waiting()
    assert (stored.proposal.item, stored.proposal.when) == ("aurora-4", "28 May 2031")
    assert world.states()[ProposalState.OPEN] == 1


def test_what_two_entries_say_alike_is_counted_as_the_one_proposal_that_it_is(world: World) -> None:
    world.names(a_source(world))
    world.web.gives("/feed", response(200, a_feed(("1", TODAY, LATE_MAY), ("2", TODAY, f"Once more. {LATE_MAY}"))))
    (came,) = world.collector().fetch()
    assert (came.proposed, len(world.waiting())) == (1, 1)


def test_five_outlets_with_one_story_are_one_line(world: World) -> None:
    world.holds(AURORA)
    world.names(*(a_source(world, name, f"/{name}") for name in "ABCDE"))
    for name in "ABCDE":
        world.web.gives(f"/{name}", response(200, a_feed((name, TODAY, f"Says {name}. {LATE_MAY}"))))
    world.collector().fetch()
    (stored,) = world.waiting()
    assert sorted([stored.proposal.source, *stored.also]) == list("ABCDE")


def test_two_sources_at_one_address_are_fetched_once(world: World) -> None:
    world.names(a_source(world, "A"), a_source(world, "B"))
    world.web.gives("/feed", response(200, a_feed(("1", TODAY, LATE_MAY)), 'ETag: "1"'), response(304))
    collector = world.collector()
    collector.fetch()
    assert [came.of for came in collector.fetch()] == [CameOf.UNCHANGED, CameOf.UNCHANGED]
    assert len(world.web.asked) == 2
    assert world.web.asked[1].headers["if-none-match"] == '"1"'
    (stored,) = world.waiting()
    assert {stored.proposal.source, *stored.also} == {"A", "B"}


def test_the_archive_of_a_feed_is_no_news_at_any_fetch(world: World) -> None:
    world.names(a_source(world))
    world.web.gives("/feed", response(200, a_feed(("1", LAST_YEAR, LATE_MAY))))
    collector = world.collector()
    collector.fetch()
    world.now += HOUR
    collector.fetch()
    assert world.waiting() == []


def test_a_new_source_has_its_turn_within_a_minute_and_then_at_its_interval(world: World) -> None:
    world.names(a_source(world, every_seconds=7200))
    world.web.gives("/feed", response(200, a_feed()))
    collector = world.collector()
    first = collector.turn()
    assert first is None or first <= NOW + timedelta(minutes=1)
    world.now += timedelta(minutes=1)
    collector.turn()
    again = collector.turn()
    assert len(world.web.asked) == 1
    assert again is not None
    assert 1.8 * HOUR <= again - world.now <= 2.2 * HOUR


def test_what_was_asked_by_a_clock_that_was_ahead_is_asked_soon_once_it_is_right(world: World) -> None:
    world.names(a_source(world))
    world.web.gives("/feed", response(200, a_feed(("1", TODAY, LATE_MAY))))
    world.now += 24 * 30 * HOUR
    world.collector().fetch()
    world.now -= 24 * 30 * HOUR
    collector = world.collector()
    world.now += timedelta(minutes=1)
    collector.turn()
    assert world.row().tried_at == world.now


def test_both_validators_are_replaced_with_each_answer(world: World) -> None:
    world.names(a_source(world))
    feed = a_feed()
    world.web.gives("/feed", response(200, feed, 'ETag: "1"', "Last-Modified: a"), response(200, feed, 'ETag: "2"'))
    collector = world.collector()
    collector.fetch()
    collector.fetch()
    assert (world.row().etag, world.row().last_modified) == ('"2"', None)


def test_a_feed_that_is_down_is_asked_less_often_and_never_given_up(world: World) -> None:
    world.names(a_source(world))
    world.web.gives("/feed", response(503))
    collector = world.collector()
    waits = []
    for _ in range(8):
        (came,) = collector.fetch()
        assert came.of is CameOf.FAILED
        row = world.row()
        assert row.next_at is not None
        waits.append(row.next_at - world.now)
    assert waits[0] < waits[1] < waits[2]
    assert waits[-1] <= timedelta(hours=26.5)
    assert (row.failures, row.error, row.last_at) == (8, came.error, None)
    world.web.gives("/feed", response(200, a_feed()))
    collector.fetch()
    assert (world.row().failures, world.row().error) == (0, None)


def test_what_is_gone_for_good_is_left_alone_and_says_so(world: World) -> None:
    world.names(a_source(world))
    world.web.gives("/feed", response(410))
    collector = world.collector()
    (came,) = collector.fetch()
    assert "gone for good" in came.error
    world.now += timedelta(days=30)
    collector.turn()
    assert len(world.web.asked) == 1


def test_a_slow_feed_costs_its_deadline_and_no_more(world: World) -> None:
    world.names(a_source(world))
    world.web.gives("/feed", hanging())
    (came,) = world.collector(longest=0.3).fetch()
    assert came.of is CameOf.FAILED
    assert "0.3 seconds" in came.error


def test_what_is_no_feed_is_an_error_with_its_fix_and_is_asked_for_in_full_again(world: World) -> None:
    world.names(a_source(world))
    world.web.gives(
        "/feed", response(200, b"<html><body>Sign in</body></html>", "Content-Type: text/html", 'ETag: "1"')
    )
    (came,) = world.collector().fetch()
    assert 'write kind = "page"' in came.error
    assert (world.row().etag, world.row().first_at, world.row().failures) == (None, None, 1)


def test_two_collectors_at_once_fetch_a_source_once(world: World) -> None:
    world.names(a_source(world))
    world.web.gives("/feed", response(200, a_feed(("1", TODAY, LATE_MAY))))
    collectors = [world.collector(), world.collector()]
    world.now += timedelta(minutes=1)
    both = Barrier(2)

    def turn(collector: Collector) -> None:
        both.wait()
        collector.turn()

    threads = [Thread(target=turn, args=(collector,)) for collector in collectors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(world.web.asked) == 1
    assert len(world.waiting()) == 1


def test_who_answers_has_a_turn_while_another_thread_waits_for_one_that_hangs(world: World) -> None:
    began, over = Event(), Event()

    def hang(_: object) -> None:
        began.set()
        over.wait(30)

    world.names(a_source(world, "Hangs", path="/hangs"), a_source(world))
    world.web.gives("/hangs", hang)
    world.web.gives("/feed", response(200, a_feed(("1", TODAY, LATE_MAY))))
    collector = world.collector(longest=30)
    waiting = Thread(target=collector.fetch, args=(["Hangs"],))
    world.now += timedelta(minutes=1)
    waiting.start()
    began.wait(30)
    collector.turn()
    assert [came.name for came in world.heard if came.of is CameOf.READ] == [WEEKLY]
    over.set()
    waiting.join(30)


def test_by_hand_several_are_asked_at_a_time_and_what_came_is_in_the_order_of_their_names(world: World) -> None:
    both_are_asked = Barrier(2)

    def answer(connection: socket.socket) -> None:
        both_are_asked.wait(30)
        connection.sendall(response(200, a_feed(("1", TODAY, LATE_MAY))))

    world.names(*(a_source(world, name, path=f"/{name}") for name in "ABC"))
    for path in ("/A", "/C"):
        world.web.gives(path, answer)
    world.web.gives("/B", response(500))
    heard: list[tuple[int, int]] = []
    came = world.collector(longest=30).fetch(done=lambda *numbers: heard.append(numbers))
    assert [(each.name, each.of) for each in came] == [
        ("A", CameOf.READ),
        ("B", CameOf.FAILED),
        ("C", CameOf.READ),
    ]
    assert sorted(heard) == [(1, 3), (2, 3), (3, 3)]
    (stored,) = world.waiting()
    assert (stored.proposal.source, stored.also) == ("A", ("C",))


def test_nobody_is_asked_any_more_after_the_stop_and_what_was_leased_is_free_again(world: World) -> None:
    world.names(a_source(world))
    world.web.gives("/feed", response(200, a_feed()))
    collector = world.collector()
    collector.stopping.set()
    assert collector.fetch() == []
    assert world.web.asked == []
    collector.give_back()
    assert [came.of for came in world.collector().fetch()] == [CameOf.READ]


def test_others_are_read_while_services_are_asked_for_what_is_missing_of_their_picture(world: World) -> None:
    both_hang, over = Barrier(3), Event()

    def hang(_: object) -> None:
        both_hang.wait(30)
        over.wait(30)

    names = ("Cycle", "Cycle too")
    world.names(*(TextSource(name, SourceKind.PYTHON) for name in names), a_source(world))
    world.web.gives("/api/release-cycle.json", response(200, b"{}"))
    world.web.gives("/api/python-releases.json", hang)
    world.web.gives("/feed", response(200, a_feed(("1", TODAY, LATE_MAY))))
    collector = world.collector(longest=30, api={"python": world.web.at("").rstrip("/")})
    hanging = [Thread(target=collector.fetch, args=([name],), daemon=True) for name in names]
    reading = Thread(target=collector.fetch, args=([WEEKLY],), daemon=True)
    for thread in hanging:
        thread.start()
    both_hang.wait(30)
    reading.start()
    reading.join(10)
    assert [came.name for came in world.heard if came.of is CameOf.READ] == [WEEKLY]
    over.set()
    for thread in hanging:
        thread.join(30)


def test_a_lease_that_nobody_gave_back_is_over_after_two_minutes(world: World) -> None:
    world.names(a_source(world))
    world.web.gives("/feed", response(200, a_feed()))
    with world.store.writing() as tx:
        tx.sources.lease(WEEKLY, f"feed {world.web.at('/feed')}", "lost", world.now, world.now + LEASE)
    collector = world.collector()
    assert [came.of for came in collector.fetch()] == [CameOf.BUSY]
    world.now += LEASE
    assert [came.of for came in collector.fetch()] == [CameOf.READ]


def a_page(*statements: str) -> bytes:
    rows = "".join(f"<li>{statement}</li>" for statement in statements)
    body = f"<html><body><main><h1>Calls</h1><p>What is open for everybody now.</p><ul>{rows}</ul></main></body></html>"
    return response(200, body.encode(), "Content-Type: text/html")


def test_a_page_that_says_nothing_any_more_is_an_error_the_second_time_and_withdraws_nothing(world: World) -> None:
    world.names(a_source(world, kind=SourceKind.PAGE, path="/calls"))
    world.web.gives("/calls", a_page("Submission deadline: 6 May 2031", LATE_MAY), a_page("Please log in to go on"))
    collector = world.collector()
    collector.fetch()
    (once,) = collector.fetch()
    (twice,) = collector.fetch()
    assert (once.of, twice.of) == (CameOf.READ, CameOf.FAILED)
    assert "nothing of the 2 dates" in twice.error
    assert len(world.waiting()) == 2
    assert world.row().statements == 2


def test_the_rules_of_a_site_keep_a_page_from_being_polled(world: World) -> None:
    world.names(a_source(world, kind=SourceKind.PAGE, path="/calls"))
    world.web.gives("/robots.txt", response(200, b"User-agent: *\nDisallow: /calls"))
    (came,) = world.collector().fetch()
    assert "not for programs" in came.error
    assert [asked.path for asked in world.web.asked] == ["/robots.txt"]


@pytest.mark.parametrize("leads_to", ["/archive/calls", "http://127.1:{port}/calls"])
def test_the_rules_are_asked_where_a_page_leads_to_too(world: World, leads_to: str) -> None:
    page = redirect(leads_to.format(port=world.web.port))
    world.names(a_source(world, kind=SourceKind.PAGE, path="/now"))
    world.web.gives("/now", page)
    world.web.gives("/robots.txt", response(200, b"User-agent: *\nDisallow: /archive/\nDisallow: /calls"))
    collector = world.collector()
    for _ in range(2):
        (came,) = collector.fetch()
        assert "not for programs" in came.error
    assert {asked.path for asked in world.web.asked} == {"/robots.txt", "/now"}
    assert len(world.web.asked) == 3 + ("127.1" in leads_to)


def test_a_page_that_leads_to_one_that_may_be_asked_is_read_and_a_feed_asks_no_rules(world: World) -> None:
    page = response(200, b"<main><p>The call closes on 6 May 2031.</p></main>", "Content-Type: text/html")
    world.names(a_source(world, kind=SourceKind.PAGE, path="/now"), a_source(world, "Feed", path="/old-feed"))
    world.web.gives("/now", redirect("/calls"))
    world.web.gives("/calls", page)
    world.web.gives("/robots.txt", response(200, b"User-agent: *\nDisallow: /archive/\nDisallow: /feed"))
    world.web.gives("/old-feed", redirect("/feed"))
    world.web.gives("/feed", response(200, a_feed(("1", TODAY, LATE_MAY))))
    assert {came.of for came in world.collector().fetch()} == {CameOf.READ}
    assert [asked.path for asked in world.web.asked].count("/robots.txt") == 1


def a_calendar(*events: tuple[str, str, str]) -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//orchard//EN"]
    for uid, title, day in events:
        lines += ["BEGIN:VEVENT", f"UID:{uid}", f"SUMMARY:{title}", f"DTSTART;VALUE=DATE:{day}", "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


@pytest.mark.parametrize(
    ("times", "when"),
    [
        ("DTSTART;VALUE=DATE:20310506\nDTEND;VALUE=DATE:20310509", "2031-05-06/2031-05-08"),
        ("DTSTART;VALUE=DATE:20310506\nDTEND;VALUE=DATE:20310507", "2031-05-06"),
        ("DTSTART;VALUE=DATE:20310430\nDURATION:P1W", "2031-04-30/2031-05-06"),
        ("DTSTART;TZID=America/Los_Angeles:20310506T200000\nDURATION:PT5H", "2031-05-07T03:00:00Z"),
        ("DTSTART;TZID=America/Los_Angeles:20310506T200000\nDURATION:P2DT1H", "2031-05-06/2031-05-08"),
        ("DTSTART:20310506T220000Z\nDTEND:20310508T220000Z", "2031-05-07/2031-05-08"),
        ("DTSTART:20310506T090000\nDTEND:20310508T000000", "2031-05-06/2031-05-07"),
        ("DTSTART:20310506T090000\nDTEND:20310506T100000", "2031-05-06 09:00, Europe/Berlin"),
    ],
)
def test_an_event_of_several_days_is_awaited_on_all_of_them(world: World, times: str, when: str) -> None:
    lines = f"BEGIN:VEVENT\nUID:1\nSUMMARY:Harvest meeting\n{times}\nEND:VEVENT\n"
    world.names(a_source(world, kind=SourceKind.CALENDAR, path="/cal", zone="Europe/Berlin"))
    world.web.gives("/cal", response(200, a_calendar().replace(b"END:VC", f"{lines}END:VC".encode())))
    world.collector().fetch()
    (stored,) = world.waiting()
    assert (stored.proposal.when, stored.proposal.title) == (when, "Harvest meeting")


def test_events_of_a_calendar_are_known_by_their_uid(world: World) -> None:
    world.names(a_source(world, kind=SourceKind.CALENDAR, path="/cal"))
    world.web.gives(
        "/cal",
        response(200, a_calendar(("1", "Harvest meeting", "20310506"), ("2", "Old meeting", "20200506"))),
        response(200, a_calendar(("1", "Harvest meeting in Ghent", "20310506"))),
        response(200, a_calendar(("1", "Harvest meeting in Ghent", "20310513"))),
    )
    collector = world.collector()
    for _ in range(3):
        collector.fetch()
    assert [(stored.proposal.title, stored.proposal.when) for stored in world.waiting()] == [
        ("Harvest meeting", "2031-05-06"),
        ("Harvest meeting in Ghent", "2031-05-13"),
    ]


def test_what_a_calendar_says_next_is_not_of_the_item_that_came_of_it_before(world: World) -> None:
    world.names(a_source(world, kind=SourceKind.CALENDAR, path="/cal", trust=Trust.KNOWN))
    meeting, fair = ("1", "Harvest meeting", "20310506"), ("2", "Cider fair", "20310513")
    moved = ("1", "Harvest meeting", "20310507")
    for number, events in enumerate([(meeting,), (meeting, fair), (moved, fair)]):
        world.web.gives("/cal", response(200, a_calendar(*events)))
        world.collector().fetch()
        if number == 0:
            world.intake.accept([1], world.now, by="mei")
        world.now += 7 * HOUR
    assert [(stored.proposal.title, stored.proposal.item) for stored in world.waiting()] == [("Cider fair", None)]
    assert world.in_force("harvest-meeting") == "2031-05-07"


@pytest.mark.parametrize("kind", [SourceKind.CALENDAR, SourceKind.PAGE])
def test_a_date_that_its_source_moves_back_is_asked_again_though_it_was_accepted_before(
    world: World, kind: SourceKind
) -> None:
    def says(day: int) -> bytes:
        if kind is SourceKind.CALENDAR:
            return response(200, a_calendar(("1", "Harvest meeting", f"203105{day:02}")))
        return a_page(f"The Harvest meeting takes place on {day} May 2031.")

    world.names(a_source(world, kind=kind, path="/dates"))
    world.web.gives("/dates", says(6), says(8), says(6), says(6))
    collector = world.collector()
    asked: list[str] = []
    for _ in range(4):
        collector.fetch()
        for stored in world.waiting():
            asked.append(str(stored.proposal.window.earliest))
            world.intake.accept([stored.id], world.now, by="mei")
    assert asked == ["2031-05-06", "2031-05-08", "2031-05-06"]


def test_a_page_that_says_what_it_said_all_the_time_asks_nothing_though_the_date_moved_elsewhere(world: World) -> None:
    world.holds(AURORA)
    world.names(a_source(world, kind=SourceKind.PAGE, path="/calls"))
    world.web.gives("/calls", a_page(LATE_MAY), a_page(LATE_MAY, "Edited once."))
    collector = world.collector()
    collector.fetch()
    (stored,) = world.waiting()
    world.intake.accept([stored.id], world.now, by="mei")
    world.tracker.claim("aurora-4", said("June 2031", "2031-04-01"), world.now)
    collector.fetch()
    assert world.waiting() == []


def test_a_known_source_lets_in_what_it_says_of_its_item_after_the_first_hour(world: World) -> None:
    world.holds(AURORA)
    world.names(a_source(world, trust=Trust.KNOWN))
    world.web.gives(
        "/feed",
        response(200, a_feed(("1", TODAY, "The Aurora 4 launch is planned for 20 May 2031."))),
        response(200, a_feed(("2", TODAY, LATE_MAY))),
    )
    collector = world.collector()
    (first,) = collector.fetch()
    world.now += 2 * HOUR
    (second,) = collector.fetch()
    assert (first.proposed, len(first.let_in)) == (1, 0)
    assert (second.proposed, len(second.let_in)) == (0, 1)
    assert world.in_force() == "28 May 2031"
    claim = world.item().claims[-1]
    assert (claim.by, claim.said.source) == (WEEKLY, WEEKLY)


def test_what_a_trusted_source_says_after_acceptance_confirms_it_and_what_another_says_is_counted(
    world: World,
) -> None:
    world.holds(AURORA)
    names = {"A": Trust.ASK, "B": Trust.KNOWN, "C": Trust.ASK}
    world.names(*(a_source(world, name, f"/{name}", trust=trust) for name, trust in names.items()))
    for name in names:
        world.web.gives(f"/{name}", response(200, a_feed()), response(200, a_feed((name, TODAY, LATE_MAY))))
    collector = world.collector()
    collector.fetch()
    world.now += 2 * HOUR
    collector.fetch(["A"])
    (stored,) = world.waiting()
    world.intake.accept([stored.id], world.now, by="mei")
    collector.fetch(["B", "C"])
    assert [claim.said.source for claim in world.item().claims] == ["Gazette", "A", "B"]
    assert world.states()[ProposalState.OVERTAKEN] == 1
    assert world.waiting() == []


BRAKED = {
    "further than 90 days": "The Aurora 4 launch is planned for 28 September 2031.",
    "to no date": "The Aurora 4 launch has no date yet.",
}


@pytest.mark.parametrize("statement", BRAKED.values(), ids=BRAKED.keys())
def test_no_trust_moves_a_date_too_far_or_away(world: World, statement: str) -> None:
    world.holds(AURORA)
    world.names(a_source(world, trust=Trust.ALL, items=("aurora-4",)))
    world.web.gives("/feed", response(200, a_feed()), response(200, a_feed(("1", TODAY, statement))))
    collector = world.collector()
    collector.fetch()
    world.now += 2 * HOUR
    (came,) = collector.fetch()
    assert (came.proposed, len(came.let_in)) == (1, 0)
    assert world.in_force() == "May 2031"


@pytest.mark.parametrize(("when", "let_in"), [("20 May 2031", 0), ("5 May 2031", 1)])
def test_a_deadline_comes_in_by_itself_only_if_it_is_earlier(world: World, when: str, let_in: int) -> None:
    world.holds(an_item(said("10 May 2031", "2031-03-01"), item_id="orchard-call", kind=Kind.DEADLINE, zone="UTC"))
    world.names(a_source(world, trust=Trust.KNOWN, items=("orchard-call",)))
    text = f"The deadline of the orchard call is {when}."
    world.web.gives("/feed", response(200, a_feed()), response(200, a_feed(("1", TODAY, text))))
    collector = world.collector()
    collector.fetch()
    world.now += 2 * HOUR
    (came,) = collector.fetch()
    assert (came.proposed, len(came.let_in)) == (1 - let_in, let_in)


def test_a_source_lets_in_five_a_day_and_no_more(world: World) -> None:
    world.names(a_source(world, trust=Trust.ALL, tags=("orchard",), kind=SourceKind.CALENDAR))
    events = [(str(day), f"Meeting of group {day}", f"203105{day:02}") for day in range(1, 9)]
    world.web.gives(
        "/feed", response(200, a_calendar(("0", "Nothing", "20200101"))), response(200, a_calendar(*events))
    )
    collector = world.collector()
    collector.fetch()
    world.now += 2 * HOUR
    (came,) = collector.fetch()
    assert (came.proposed, len(came.let_in)) == (3, 5)
    assert came.let_in[0].change.after is not None
    assert came.let_in[0].change.after.facts.tags == ("orchard",)


RELEASES = b"""[{"tag_name": "v4.0", "published_at": "2031-04-01T10:00:00Z", "draft": false, "prerelease": false,
 "html_url": "https://github.com/orchard/aurora/releases/tag/v4.0"}]"""


@pytest.mark.parametrize("settle", list(Settle))
def test_a_signal_proposes_an_outcome_or_records_it_where_its_item_settles_itself(world: World, settle: Settle) -> None:
    item = an_item(
        said("April 2031", "2031-03-01"),
        item_id="aurora-4",
        zone="UTC",
        signals=("github:orchard/aurora>=4",),
        settle=settle,
    )
    world.holds(item)
    path = "/repos/orchard/aurora/releases?per_page=100"
    world.web.gives(path, response(200, b"[]"), response(200, RELEASES, 'ETag: "1"'), response(304))
    collector = world.collector(api={"github": world.web.at("")})
    world.now -= 4 * HOUR
    collector.fetch()
    world.now += 4 * HOUR
    (came,) = collector.fetch()
    collector.fetch()
    itself = settle is Settle.ITSELF
    assert (came.proposed, len(came.let_in)) == ((0, 1) if itself else (1, 0))
    outcome = world.item().outcome
    assert (outcome is not None) is itself
    if outcome is not None:
        assert (outcome.source, outcome.url) == ("GitHub", "https://github.com/orchard/aurora/releases/tag/v4.0")


ABOUT = "<html><body><p>The orchard asks what people think of its plans for the new well and its price.</p>"
LONG = "<p>Everybody may write to the orchard, by letter or by mail, and will be answered within a month.</p>" * 20


def test_a_page_that_shrank_is_read_in_full_once_more_before_it_proves_anything(world: World) -> None:
    words = f'page:{world.web.at("/call")} lacks "Open for comments"'
    world.holds(an_item(said("April 2031", "2031-03-01"), item_id="call", zone="UTC", signals=(words,)))
    open_page, wall = f"{ABOUT}<p>Open for comments</p>{LONG}", f"{ABOUT}<p>Please accept all of our cookies.</p>"
    kind = "Content-Type: text/html"
    world.web.gives(
        "/call",
        response(200, open_page.encode(), kind, 'ETag: "1"'),
        response(200, wall.encode(), kind, 'ETag: "2"'),
    )
    collector = world.collector()
    collector.fetch()
    collector.fetch()
    assert world.waiting() == []
    collector.fetch()
    assert [asked.headers.get("if-none-match") for asked in world.web.asked if asked.path == "/call"] == [
        None,
        '"1"',
        None,
    ]
    assert [stored.proposal.item for stored in world.waiting()] == ["call"]


@pytest.mark.parametrize("releases_too", [True, False])
def test_a_service_of_several_answers_is_read_if_the_second_is_missing(world: World, *, releases_too: bool) -> None:
    world.holds(AURORA)
    world.names(TextSource("Orchard", SourceKind.PYTHON))
    cycle = b'{"4.3": {"first_release": "2031-10-01", "end_of_life": "2036-10"}}'
    stages = b'{"releases": {"4.3": [{"stage": "4.3.0 final", "state": "expected", "date": "2031-10-02"}]}}'
    world.web.gives("/api/release-cycle.json", response(200, cycle))
    if releases_too:
        world.web.gives("/api/python-releases.json", response(200, stages))
    (came,) = world.collector(api={"python": world.web.at("").rstrip("/")}).fetch()
    assert came.of is CameOf.READ, came
    days = {"2031-10-01", "2036-10"} | ({"2031-10-02"} if releases_too else set())
    assert {stored.proposal.when for stored in world.waiting()} == days


def test_a_preview_changes_nothing(world: World) -> None:
    world.holds(AURORA)
    source = a_source(world)
    world.names(source)
    world.web.gives("/feed", response(200, a_feed(("1", TODAY, LATE_MAY))))
    said_now = world.collector().preview(source)
    assert [each.proposal.when for each in said_now.proposed] == ["28 May 2031"]
    assert world.waiting() == []
    assert world.row().tried_at is None


@pytest.mark.parametrize(
    "point", [Failpoint.AFTER_FETCH, Failpoint.INSIDE_MOVE, Failpoint.INSIDE_COLLECTING, Failpoint.AFTER_COLLECTING]
)
def test_a_collector_killed_there_neither_loses_nor_doubles(world: World, store_url: str, point: Failpoint) -> None:
    world.holds(AURORA)
    world.names(a_source(world, trust=Trust.KNOWN))
    entries = [("1", TODAY, LATE_MAY), ("2", TODAY, "The Borealis 2 release is planned for 30 May 2031.")]
    world.web.gives("/feed", response(200, a_feed()), response(200, a_feed(*entries)))
    collector = world.collector()
    collector.fetch()
    assert status_at(point, "failing_collecting", store_url, world.web.place) == -signal.SIGKILL
    happened = point is Failpoint.AFTER_COLLECTING
    assert len(world.waiting()) == happened
    assert world.in_force() == ("28 May 2031" if happened else "May 2031")
    world.now = KILLED + LEASE
    collector.fetch()
    assert [stored.proposal.title for stored in world.waiting()] == ["Borealis 2 release"]
    assert [claim.said.when for claim in world.item().claims] == ["May 2031", "28 May 2031"]


def test_a_calendar_of_hundreds_of_events_is_proposed_whole_and_once(world: World) -> None:
    world.names(a_source(world, kind=SourceKind.CALENDAR, path="/cal"))
    days = [f"2031{5 + number // 28:02}{number % 28 + 1:02}" for number in range(220)]
    events = [(str(number), f"Meeting of group {number}", day) for number, day in enumerate(days)]
    world.web.gives("/cal", response(200, a_calendar(*events)))
    collector = world.collector()
    (first,) = collector.fetch()
    (again,) = collector.fetch()
    assert (first.proposed, again.proposed, len(world.waiting())) == (220, 0, 220)


def test_a_date_that_was_let_in_once_and_left_is_asked_about_when_it_is_said_again(world: World) -> None:
    """Else a source could move a date to and fro without end, and bring back what somebody took back."""
    world.holds(an_item(said("20 June 2031", "2031-03-01"), item_id="aurora-4", zone="UTC"))
    world.names(a_source(world, trust=Trust.KNOWN))
    world.web.gives("/feed", response(200, a_feed()))
    collector = world.collector()
    collector.fetch()
    world.now += 2 * HOUR
    world.web.gives("/feed", response(200, a_feed(("1", TODAY, LATE_MAY))))
    (came,) = collector.fetch()
    (let_in,) = came.let_in
    assert let_in.claim is not None
    world.tracker.retract("aurora-4", let_in.claim, world.now, by="mei")
    world.now += timedelta(days=2)
    world.web.gives("/feed", response(200, a_feed(("2", "Thu, 03 Apr 2031 08:00:00 GMT", f"Again: {LATE_MAY}"))))
    (came,) = collector.fetch()
    assert (came.let_in, came.proposed, world.in_force()) == ((), 1, "20 June 2031")


def test_so_much_is_read_of_one_fetch_and_the_rest_at_the_next(world: World) -> None:
    world.names(a_source(world))
    last = f"Nothing is said here. {'So it goes on. ' * (MOST_READ // 14)}"
    entries = [("1", TODAY, last), ("2", TODAY, LATE_MAY)]
    world.web.gives("/feed", response(200, a_feed(*entries), 'ETag: "a"'))
    collector = world.collector()
    collector.fetch()
    assert (world.waiting(), world.row().etag) == ([], None)
    collector.fetch()
    assert [stored.proposal.when for stored in world.waiting()] == ["28 May 2031"]
    assert world.row().etag == '"a"'


def test_a_text_that_fits_no_more_is_read_whole_the_next_time_and_one_that_never_fits_says_so() -> None:
    source = TextSource(WEEKLY, kind=SourceKind.FEED, address="https://w.example/")
    fill = "So it goes on. " * 50
    entries = [("1", TODAY, fill), ("2", TODAY, f"{fill} {LATE_MAY} {fill}")]
    fetched = Fetched(source.address, 200, a_feed(*entries), "", None, Validators())
    known: dict[str, int] = {}

    def read() -> Statements:
        row = SourceRow(WEEKLY, source.address)
        before = Known(row, WatchedItems([]), lambda text: known.get(text.digest), most=1_000)
        return statements.read(source, fetched, before, NOW)

    first = read()
    known |= {text.digest: number for text, number in first.read}
    second = read()
    assert [len(each.read) for each in (first, second)] == [1, 1]
    assert (first.proposed, len(second.proposed)) == ((), 1)
    assert second.passed_over == "not read: what stands after the first 1000 characters of a text"


def test_who_failed_the_last_time_is_asked_after_those_that_answer(world: World) -> None:
    world.names(a_source(world, "A", "/a"), a_source(world, "B", "/b"))
    world.web.gives("/a", response(500))
    world.web.gives("/b", response(200, a_feed()))
    collector = world.collector()
    collector.fetch()
    world.now += timedelta(days=3)
    collector.turn()
    assert [asked.path for asked in world.web.asked][-2:] == ["/b", "/a"]


HOSTILE = {
    "entities in entities": b'<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><rss><channel>&b;</channel></rss>',
    "cut in two": a_feed(("1", TODAY, LATE_MAY))[:150],
    "not text": bytes(range(256)) * 50,
    "nothing": b"",
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_feed_costs_nobody_anything(world: World, body: bytes) -> None:
    world.names(a_source(world, "A", "/hostile"), a_source(world, "B", "/sound"))
    world.web.gives("/hostile", response(200, body))
    world.web.gives("/sound", response(200, a_feed(("1", TODAY, LATE_MAY))))
    came = {each.name: each for each in world.collector().fetch()}
    assert came["B"].proposed == 1
    assert came["A"].proposed == 0


SILLY = [bytes(range(256)) * 50, b"Crawl-delay: \xff\nDisallow" * 999, b"User-agent: *\nDisallow: (((*$"]


@pytest.mark.parametrize("rules", SILLY, ids=["bytes", "repeated", "a pattern"])
def test_silly_rules_of_a_site_keep_nobody_else_from_being_asked(world: World, rules: bytes) -> None:
    world.names(a_source(world, "A", "/calls", kind=SourceKind.PAGE), a_source(world, "B"))
    world.web.gives("/robots.txt", response(200, rules))
    world.web.gives("/calls", a_page(LATE_MAY))
    world.web.gives("/feed", response(200, a_feed(("1", TODAY, LATE_MAY))))
    assert [came.of for came in world.collector().fetch()] == [CameOf.READ, CameOf.READ]


def test_a_source_that_breaks_the_fetch_itself_keeps_no_other_from_its_turn(world: World) -> None:
    """No answer is known to do so; the next one that does costs its own source a turn."""

    class Breaks(Fetcher):
        def fetch(self, wanted: Wanted, *more: Any) -> FetchResult:
            if wanted.address.endswith("/hostile"):
                raise OverflowError
            return super().fetch(wanted, *more)

    world.names(a_source(world, "A", "/hostile"), a_source(world, "B", "/sound"))
    world.web.gives("/sound", response(200, a_feed(("1", TODAY, LATE_MAY))))
    came = {each.name: each for each in world.collector(fetcher=Breaks).fetch()}
    assert came["B"].proposed == 1
    assert came["A"].of is CameOf.FAILED
    assert "OverflowError" in str(world.row("A").error)
    assert world.row("A").failures == 1


def test_what_was_dismissed_stays_so_whatever_its_source_says_again(world: World) -> None:
    world.holds(AURORA)
    world.names(a_source(world, trust=Trust.KNOWN))
    world.web.gives("/feed", response(200, a_feed(("1", TODAY, LATE_MAY))))
    collector = world.collector()
    collector.fetch()
    world.intake.dismiss([world.waiting()[0].id], world.now, by="mei")
    world.now += 3 * HOUR
    world.web.gives("/feed", response(200, a_feed(("2", TODAY, f"Once more. {LATE_MAY}"))))
    (came,) = collector.fetch()
    assert (came.proposed, came.let_in, world.in_force()) == (0, (), "May 2031")


def test_what_waits_for_a_person_goes_on_waiting_when_its_source_says_it_again(world: World) -> None:
    world.holds(AURORA)
    world.names(a_source(world, trust=Trust.KNOWN))
    world.web.gives("/feed", response(200, a_feed(("1", TODAY, LATE_MAY))))
    collector = world.collector()
    collector.fetch()
    world.now += 3 * HOUR
    world.web.gives("/feed", response(200, a_feed(("2", TODAY, f"Once more. {LATE_MAY}"))))
    (came,) = collector.fetch()
    assert (came.proposed, came.let_in, len(world.waiting())) == (0, (), 1)


def test_nothing_comes_in_by_itself_after_half_of_what_a_page_said_vanished(world: World) -> None:
    world.holds(AURORA)
    world.names(a_source(world, kind=SourceKind.PAGE, path="/calls", trust=Trust.KNOWN))
    others = [f"Submission deadline of group {number}: {number} June 2031" for number in range(1, 7)]
    world.web.gives("/calls", a_page(*others), a_page(LATE_MAY))
    collector = world.collector()
    collector.fetch()
    world.now += 3 * HOUR
    (came,) = collector.fetch()
    assert (came.proposed, came.let_in, world.in_force()) == (1, (), "May 2031")


GROUPS = [(f"{number}", TODAY, f"The deadline of group {number} is {number} June 2031.") for number in range(1, 9)]
AURORA_ENTRY = ("new", TODAY, LATE_MAY)


@pytest.mark.parametrize(
    "left",
    [
        [AURORA_ENTRY],
        [AURORA_ENTRY, *GROUPS[:2]],
        [AURORA_ENTRY, *((guid, day, "Nothing to report.") for guid, day, _ in GROUPS[1:])],
    ],
    ids=["one entry is left", "most entries vanished", "most entries say nothing any more"],
)
def test_nothing_comes_in_by_itself_after_half_of_what_a_feed_said_vanished(
    world: World, left: list[tuple[str, str, str]]
) -> None:
    world.holds(AURORA)
    world.names(a_source(world, trust=Trust.KNOWN))
    world.web.gives("/feed", response(200, a_feed(*GROUPS)), response(200, a_feed(*left)))
    collector = world.collector()
    collector.fetch()
    world.now += 3 * HOUR
    (came,) = collector.fetch()
    assert (came.proposed, came.let_in, world.in_force()) == (1, (), "May 2031")


def test_a_feed_whose_entries_make_room_for_new_ones_is_not_doubted(world: World) -> None:
    world.holds(AURORA)
    world.names(a_source(world, trust=Trust.KNOWN))
    quiet = [(f"q{number}", TODAY, f"Issue {number} is out.") for number in range(7)]
    first, second = [*GROUPS], [AURORA_ENTRY, *quiet, *GROUPS[:1]]
    world.web.gives("/feed", *(response(200, a_feed(*entries, titled=True)) for entries in (first, second)))
    collector = world.collector()
    collector.fetch()
    world.now += 3 * HOUR
    (came,) = collector.fetch()
    assert (len(came.let_in), world.in_force()) == (1, "28 May 2031")


def test_a_feed_that_says_nothing_any_more_is_an_error_the_second_time_and_withdraws_nothing(world: World) -> None:
    world.names(a_source(world))
    world.web.gives("/feed", response(200, a_feed(*GROUPS)), response(200, a_feed(("1", TODAY, "Please log in."))))
    collector = world.collector()
    came = [collector.fetch()[0] for _ in range(3)]
    assert [each.of for each in came] == [CameOf.READ, CameOf.READ, CameOf.FAILED]
    assert "nothing of the 8 dates" in came[-1].error
    assert len(world.waiting()) == 8
    world.web.gives("/feed", response(200, a_feed(*GROUPS)))
    assert collector.fetch()[0].of is CameOf.READ


def test_a_page_that_halved_stays_doubted_until_a_person_accepts_what_is_left(world: World) -> None:
    world.holds(AURORA)
    world.names(a_source(world, kind=SourceKind.PAGE, path="/calls", trust=Trust.KNOWN))
    others = [f"Submission deadline of group {number}: {number} June 2031" for number in range(1, 7)]
    days = [f"The Aurora 4 launch is planned for {day} May 2031." for day in (27, 28, 29)]
    world.web.gives("/calls", a_page(*others), *(a_page(day) for day in days))
    collector = world.collector()
    came = []
    for _ in range(3):
        (fetched,) = collector.fetch()
        came.append((fetched.proposed, len(fetched.let_in)))
        world.now += 3 * HOUR
    assert came == [(6, 0), (1, 0), (1, 0)]
    world.intake.accept([world.waiting()[-1].id], world.now, by="mei")
    world.now += HOUR
    (fetched,) = collector.fetch()
    assert (len(fetched.let_in), world.in_force()) == (1, "29 May 2031")


def test_what_is_tidied_are_old_texts_overtaken_proposals_and_signals_that_nobody_waits_for(world: World) -> None:
    world.holds(AURORA)
    world.names(a_source(world))
    world.web.gives("/feed", response(200, a_feed(("1", TODAY, LATE_MAY))))
    world.collector().fetch()
    with world.store.writing() as tx:
        tx.sources.lease("pypi:gone", "signal", "t", world.now, world.now + LEASE)
        tx.sources.write(SourceRow("pypi:gone", "signal", tried_at=world.now), "t")
    (stored,) = world.waiting()
    world.tracker.claim("aurora-4", said("28 May 2031", "2031-04-01"), world.now)
    tidy(world.store, world.intake, world.now + timedelta(days=31))
    with world.store.reading() as tx:
        assert tx.proposals.get([stored.id])[stored.id].state is ProposalState.OVERTAKEN
        assert set(tx.sources.all()) == {WEEKLY}
    with world.store.writing() as tx:
        assert tx.sources.forget_texts(world.now + timedelta(days=31)) == 0


def test_a_page_that_is_a_source_and_a_signal_is_fetched_once(world: World) -> None:
    signals = (f'page:{world.web.at("/calls")} says "everybody"', f'page:{world.web.at("/calls")} lacks "Aurora"')
    world.holds(an_item(said("May 2031", "2031-03-01"), item_id="aurora-4", zone="UTC", signals=signals))
    world.names(a_source(world, kind=SourceKind.PAGE, path="/calls"))
    world.web.gives("/calls", a_page(LATE_MAY))
    came = world.collector().fetch()
    assert {each.of for each in came} == {CameOf.READ}
    assert [asked.path for asked in world.web.asked] == ["/robots.txt", "/calls"]
    told = {stored.proposal.source: stored.proposal.result for stored in world.waiting()}
    assert told == {WEEKLY: None, signals[0]: FindResult.HAPPENED}
