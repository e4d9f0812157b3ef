"""The smaller reports in JSON: checks, feeds, private feeds and readings have the names that programs know."""

from __future__ import annotations

from datetime import UTC, date

from tests.builders import an_item, at, said
from watchtracker import dates
from watchtracker.checks import Check, Finding
from watchtracker.items import Kind
from watchtracker.notifications import LeadTime
from watchtracker.reports.checks import checks_json
from watchtracker.reports.feeds import feed_json, private_feed_json
from watchtracker.reports.reading import read_json
from watchtracker.subscriptions import Feed, FeedToken

SITE = "https://watch.example"


def test_a_check_that_needs_no_fix_has_null_there() -> None:
    found = checks_json([Check("clock", Finding.OK, "it agrees"), Check("slack", Finding.BAD, "refused", "log in")])
    assert found["checks"] == [
        {"name": "clock", "status": "ok", "message": "it agrees", "fix": None},
        {"name": "slack", "status": "bad", "message": "refused", "fix": "log in"},
    ]


def test_a_feed_has_its_links_and_how_much_is_in_it() -> None:
    items = [
        an_item(said("May 6, 2026", "2026-04-01"), tags=("eu",)),
        an_item(said("soon", "2026-04-01"), item_id="b", tags=("eu",)),
        an_item(said("May 6, 2026", "2026-04-01"), item_id="c", tags=("china",)),
    ]
    found = feed_json(Feed("eu law", "EU", ("eu",)), items, public_url=f"{SITE}/")
    assert (found["dated"], found["undated"]) == (1, 1)
    assert found["url"] == f"{SITE}/feeds/eu%20law.ics"
    assert found["webcal"] == "webcal://watch.example/feeds/eu%20law.ics"
    assert found["atom"] == f"{SITE}/feeds/eu%20law.atom"


def test_the_links_of_a_private_feed_are_told_only_where_they_are_known() -> None:
    token = FeedToken("mei", "all", at("2026-04-01 09:00"), kinds=(Kind.DEADLINE,), alarms=(LeadTime.read("1d"),))
    listed = private_feed_json(token)
    assert (listed["kinds"], listed["alarms"], listed["revoked_at"]) == (["deadline"], ["1d"], None)
    assert not listed.keys() & {"url", "webcal", "atom"}
    made = private_feed_json(token, link=f"{SITE}/f/s/all.ics", news=f"{SITE}/f/s/all.atom")
    assert made.items() >= listed.items()
    assert made["webcal"] == "webcal://watch.example/f/s/all.ics"


def test_a_reading_says_when_it_opens_and_closes_where_it_was_said() -> None:
    shanghai = dates.zone("Asia/Shanghai")
    window = dates.read("by May 6", said_on=date(2026, 4, 10), zone=shanghai)
    found = read_json(window, ["by May 6"], shanghai)
    assert (found["opens_at"], found["closes_at"]) == (None, "2026-05-06T16:00:00Z")
    assert found["words"] == ["by May 6"]
    assert read_json(window, [], UTC)["closes_at"] == "2026-05-07T00:00:00Z"
