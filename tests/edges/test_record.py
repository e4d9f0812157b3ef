"""The track record as it is asked for, on an item, and in the notice of a slip."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.builders import a_channel, an_item, at, happened, said
from tests.conftest import sqlite_in
from tests.edges.command_line import CommandLine
from tests.serving import Site, serving
from tests.sites import a_site, save
from watchtracker.items import Facts, Item, Kind, item_as_of
from watchtracker.notifications import Notification, NotificationKind
from watchtracker.notifications.rules import DEFAULT_LEADS
from watchtracker.store.engine import Store
from watchtracker.tracker import Tracker
from watchtracker.wording import reminders

NOW, LATER = at("2026-07-01 12:00"), at("2026-07-02 12:00")
SENTENCE = "Of 3 dates that Gazette named, 1 held; the median slip was 10 days."
LIST = "".join(
    f"""
[[item]]
id = "event-{number}"
title = "Event {number}"
kind = "event"
zone = "UTC"
owner = "mei"
when = "March 6, 2026"
said_on = 2026-01-05
source = "Gazette"
[item.outcome]
result = "happened"
on = 2026-03-{day:02}
source = "Gazette"
"""
    for number, day in enumerate((6, 16, 26))
)
SCREEN = """\
source   claims  over  held  slipped  early  median         since
Gazette       3     3     1        2      0  10 days later  2026-01-05
"""


def past() -> list[Item]:
    return [
        an_item(said("May 6, 2026", "2026-01-05"), item_id=f"past-{day}", outcome=happened(f"2026-05-{day:02}"))
        for day in (6, 16, 26)
    ]


@pytest.fixture
def tracker(store: Store) -> Tracker:
    tracker = Tracker(store, [a_channel()], DEFAULT_LEADS)
    tracker.begin(past(), NOW)
    facts = Facts(id="call", title="Call", kind=Kind.EVENT, zone="UTC")
    tracker.add(facts, said("August 20, 2026", "2026-06-30"), NOW)
    return tracker


def moved(store: Store) -> Notification:
    with store.reading() as tx:
        notices = [each for each in tx.notifications.of_items(["call"]) if each.kind is NotificationKind.MOVED]
    return notices[-1]


def told(store: Store) -> str:
    with store.reading() as tx:
        item = tx.items.get("call")
    known = item_as_of(item) if item else None
    assert known is not None
    return reminders.line(moved(store), known, now=LATER)


def test_the_notice_of_a_slip_says_how_its_source_kept_its_word(store: Store, tracker: Tracker) -> None:
    tracker.claim("call", said("August 30, 2026", "2026-07-01"), NOW)

    assert told(store) == (
        "Call: slipped by 10 days to 30 Aug 2026, was 20 Aug 2026 (Gazette, 1 Jul 2026). "
        f"So far: 1 move, 10 days later than first said. {SENTENCE}"
    )


def test_what_it_says_stays_as_it_was_decided_with_the_move(store: Store, tracker: Tracker) -> None:
    tracker.claim("call", said("August 30, 2026", "2026-07-01"), NOW)
    with store.reading() as tx:
        claim = next(iter(tx.items.all()[1].claims)).id
    tracker.retract("past-16", claim, LATER)

    assert SENTENCE in told(store)


def test_a_date_that_comes_earlier_and_a_source_that_said_little_say_nothing_of_it(
    store: Store, tracker: Tracker
) -> None:
    tracker.claim("call", said("August 10, 2026", "2026-07-01"), NOW)
    assert "dates that" not in told(store)

    tracker.claim("call", said("September 10, 2026", "2026-07-01", "Herald"), LATER)
    assert "slipped" in told(store)
    assert "dates that" not in told(store)


def test_the_record_is_shown_as_a_table_as_lines_with_tabs_and_as_json(cli: CommandLine) -> None:
    cli.write(LIST)

    assert cli("record", FORCE_COLOR="1", NO_COLOR="1").out == SCREEN
    # As every listing in a pipe, it has no heads of columns.
    assert cli("record").out == "Gazette\t3\t3\t1\t2\t0\t10\t2026-01-05\n"
    counted = {"claims": 3, "over": 3, "held": 1, "slipped": 2, "early": 0, "median_slip_days": 10}
    assert cli("record", "--json", "--as-of", "2026-04-01").json == {
        "as_of": "2026-04-01T00:00:00Z",
        "sources": [{"source": "Gazette", **counted, "since": "2026-01-05"}],
    }
    assert cli("record", "--json", "--by", "owner").json["owners"] == [
        {"owner": "mei", **counted, "since": "2026-01-05"}
    ]


def test_those_with_too_few_claims_stand_below_the_others(cli: CommandLine) -> None:
    cli.write(LIST.replace('source = "Gazette"\n[item', 'source = "Herald"\n[item', 1))

    assert cli("record", FORCE_COLOR="1", NO_COLOR="1").out.splitlines()[1:] == [
        "",
        "Fewer than three claims: not ranked",
        "Gazette       2     2     0        2      0  15 days later  2026-01-05",
        "Herald        1     1     1        0      0  on time        2026-01-05",
    ]


def test_where_no_date_was_named_there_is_nothing_to_count(cli: CommandLine) -> None:
    cli.write("# Nothing yet.\n")

    said = cli("record")
    assert (said.status, said.out, said.err.splitlines()[-1]) == (0, "", "nothing to count: no date was named yet")


def test_an_item_says_how_the_source_of_its_date_kept_its_word(cli: CommandLine) -> None:
    cli.write(LIST)
    cli("apply")

    assert f"record     {SENTENCE}" in cli("show", "event-0").out


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    store = Store.open(sqlite_in(tmp_path_factory.mktemp("site")))
    rare = an_item(said("March 2026", "2026-01-05", "Herald <b>"), item_id="rare", tags=("eu",))
    save(store, [*past(), rare])
    with serving(a_site(store, now=lambda: NOW)) as site:
        yield site
    store.close()


def test_the_page_ranks_those_who_named_three_dates_and_names_the_others_below(site: Site) -> None:
    page = site.get("/record").text

    ranked, few = page.split("Fewer than three claims: not ranked")
    assert re.search(r'scope="row">Gazette</th>.*1 of 3 <meter.*10 days later', ranked)
    assert re.search(r'scope="row">Herald &lt;b&gt;</th>.*0 of 1</td>', few)


def test_the_page_counts_by_tag_and_as_of_a_day_and_refuses_what_it_does_not_know(site: Site) -> None:
    assert '<th scope="row"><a href="/?tag=eu&amp;all=1">eu</a></th>' in site.get("/record?by=tag").text
    assert "none is over" in site.get("/record?as_of=2026-02-01").text
    past = site.get("/record?by=tag&as_of=2026-02-01").text
    assert "As it stood on 1 Feb 2026" in past
    assert 'name="as_of" value="2026-02-01"' in past
    assert '<input type="hidden" name="by" value="tag">' in past
    for query in ("by=zone", "bye=tag", "as_of=soon"):
        assert site.get(f"/record?{query}").status == 400


def test_the_page_of_an_item_says_how_the_source_of_its_date_kept_its_word(site: Site) -> None:
    assert SENTENCE in site.get("/items/past-6").text
    assert "dates that" not in site.get("/items/rare").text
