"""What people are told: of one moment by two clocks, of an open window, of a week, and with whose link.

A sentence goes through the rules, `composing`, `wording` and a channel, and is right only if all agree: so these
follow it from the item to the bytes, beside the tests of each module.
"""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from tests.builders import OFFICIAL, a_channel, an_item, as_known, at, said
from watchtracker import items
from watchtracker.channels.console import Console
from watchtracker.channels.slack.blocks import arguments
from watchtracker.dates import Relation
from watchtracker.items import Item, ItemAsOf, Kind, Outcome, Result
from watchtracker.notifications import Channel, NoticeCode, Notification, NotificationKind
from watchtracker.notifications.changes import between, notice
from watchtracker.notifications.rules import DEFAULT_LEADS, DayRange, reminders
from watchtracker.outbox.batching import Batch
from watchtracker.outbox.composing import Circumstances, compose
from watchtracker.outbox.messages import Entry, MessageForm
from watchtracker.reports import plan
from watchtracker.wording import digest as weekly
from watchtracker.wording import items as wording
from watchtracker.wording import news as of_news
from watchtracker.wording import reminders as told

YEAR = DayRange(at("2026-01-01").date(), at("2026-12-31").date())
BERLIN = a_channel(zone="Europe/Berlin")


def call(when: str = "10 December 2026", **more: Any) -> Item:
    return an_item(said(when, "2026-11-01", **more), item_id="call", kind=Kind.DEADLINE)


def line(item: Item, rule: str, channel: Channel = BERLIN) -> str:
    owed = reminders(as_known(item), channel, DEFAULT_LEADS[item.facts.kind], YEAR)
    one = next(one for one in owed if one.rule == rule)
    return told.line(one, as_known(item), now=one.at)


def news(before: Item | None, after: Item, now: datetime, channel: Channel = BERLIN) -> Notification:
    found = between(as_known(before) if before else None, as_known(after))
    assert found is not None
    return notice(found, as_known(after), channel, [], now)


def moved_to(item: Item, when: str, on: str, **more: Any) -> Item:
    return items.recorded(item, said(when, on, **more), origin=items.Origin.CLI, now=at(on))


# One moment, two clocks.


def test_a_moment_stands_by_the_channels_clock_first_and_the_items_beside_it() -> None:
    assert line(call(), "4h") == (
        "Last call: Call. It closes in 4 h, 10 Dec 2026, 17:00 Europe/Berlin (24:00 Asia/Shanghai), "
        "according to Gazette, 1 Nov 2026."
    )
    assert "It closes 10 Dec 2026, 17:00 Europe/Berlin (24:00 Asia/Shanghai)." in line(call(), "3d")


def test_a_moment_stands_once_where_the_channel_is_where_the_item_is() -> None:
    shanghai = a_channel(zone="Asia/Shanghai")
    assert line(call(), "4h", shanghai).startswith(
        "Last call: Call. It closes in 4 h, 10 Dec 2026, 24:00 Asia/Shanghai,"
    )


def test_the_day_stands_twice_where_it_is_another() -> None:
    auckland = a_channel(zone="Pacific/Auckland")
    assert "11 Dec 2026, 05:00 Pacific/Auckland (10 Dec 2026, 24:00 Asia/Shanghai)" in line(call(), "4h", auckland)


def test_what_begins_at_a_moment_is_told_by_both_clocks_too() -> None:
    item = an_item(said("2026-12-10T16:00Z", "2026-11-01"), kind=Kind.EVENT)
    assert line(item, "1d") == (
        "Launch: due tomorrow, 10 Dec 2026, 17:00 Europe/Berlin (11 Dec 2026, 00:00 Asia/Shanghai)"
        " (Gazette, 1 Nov 2026)."
    )


def test_what_closes_at_24_00_is_due_today_on_the_day_that_ends_then() -> None:
    item = call("30 November 2026, 24:00")
    assert line(item, "1d").startswith("Call: due today, 30 Nov 2026, 17:00 Europe/Berlin (24:00 Asia/Shanghai)")
    assert line(item, "3d").startswith("Call: due in 2 days, 30 Nov 2026")
    assert line(call("30 November 2026, 23:59"), "1d").startswith("Call: due tomorrow, 30 Nov 2026")
    assert wording.distance(as_known(item), at("2026-11-29T07:00")) == "tomorrow"
    assert wording.distance(as_known(item), at("2026-12-01T07:00")) == "1 day ago"


def test_an_event_of_several_days_opens_on_its_first_and_is_due_on_none() -> None:
    item = an_item(said("December 5 to 7, 2026", "2026-11-01"), kind=Kind.EVENT)
    assert line(item, "today") == "Launch: opens today, 5 to 7 Dec 2026 (Gazette, 1 Nov 2026)."
    one_day = an_item(said("December 5, 2026", "2026-11-01"), kind=Kind.EVENT)
    assert line(one_day, "today") == "Launch: due today, 5 Dec 2026 (Gazette, 1 Nov 2026)."


def test_a_moment_that_moved_is_told_by_the_channels_clock() -> None:
    before = an_item(said("2026-12-10T16:00Z", "2026-11-01"), kind=Kind.EVENT)
    after = moved_to(before, "2026-12-11T09:00Z", "2026-11-02")
    text = told.line(news(before, after, at("2026-11-02")), as_known(after), now=at("2026-11-02"))
    assert "11 Dec 2026, 10:00 Europe/Berlin (17:00 Asia/Shanghai), was 10 Dec 2026, 17:00 Europe/Berlin" in text


# How far away.


@pytest.mark.parametrize(
    ("when", "kind", "now", "words"),
    [
        ("late November 2026", Kind.RELEASE, "2026-11-19 20:00", "opens tomorrow"),
        ("late November 2026", Kind.RELEASE, "2026-11-29", "open, 1 day left"),
        ("late November 2026", Kind.RELEASE, "2026-11-30", "open, last day"),
        ("late November 2026", Kind.RELEASE, "2026-12-01", "1 day late"),
        ("late November 2026", Kind.EVENT, "2026-11-25", "open, 5 days left"),
        ("late November 2026", Kind.DEADLINE, "2026-11-20", "may close tomorrow"),
        ("late November 2026", Kind.DEADLINE, "2026-11-29", "open, 1 day left"),
        ("by 30 November 2026", Kind.RELEASE, "2026-11-29", "tomorrow"),
        ("by 30 November 2026", Kind.RELEASE, "2026-11-30", "open, last day"),
        ("not before 20 November 2026", Kind.RELEASE, "2026-11-19", "opens tomorrow"),
        ("not before 20 November 2026", Kind.RELEASE, "2026-11-20", "open since today"),
        ("not before 20 November 2026", Kind.RELEASE, "2026-11-29", "open for 9 days"),
        ("30 November 2026", Kind.RELEASE, "2026-11-29", "tomorrow"),
        ("30 November 2026", Kind.RELEASE, "2026-11-30", "today"),
        ("30 November 2026", Kind.DEADLINE, "2026-12-03", "3 days ago"),
        ("soon", Kind.RELEASE, "2026-11-29", ""),
    ],
)
def test_a_window_says_when_it_opens_and_how_long_it_is_open(when: str, kind: Kind, now: str, words: str) -> None:
    known = as_known(an_item(said(when, "2026-11-01"), kind=kind))
    assert wording.distance(known, at(now)) == words


# The digest.


def a_digest(*knowns: ItemAsOf, now: str, moved: tuple[Notification, ...] = ()) -> list[str]:
    found = weekly.digest(knowns, channel=BERLIN, now=at(now), moved=moved)
    return weekly.as_text(found).splitlines()


def test_a_digest_has_each_item_once_in_the_first_section_that_fits_by_date() -> None:
    def item_as_of(name: str, when: str, on: str = "2026-11-20", **more: Any) -> ItemAsOf:
        return as_known(an_item(said(when, on, **more), item_id=name))

    lines = a_digest(
        item_as_of("a", "20 December 2026"),
        item_as_of("b", "10 December 2026"),
        item_as_of("c", "1 December 2026"),
        item_as_of("d", "20 November 2026"),
        item_as_of("e", "10 November 2026"),
        item_as_of("f", "soon", "2026-09-01"),
        item_as_of("g", "2 December 2028", "2026-06-01"),
        now="2026-11-29",
    )
    assert [one.strip("- ").partition(":")[0] for one in lines] == [
        "Weekly digest, 29 Nov 2026",
        *("Overdue", "E", "D"),
        *("The next four weeks", "C", "B", "A"),
        *("Without a date", "F"),
        *("Not re-checked", "G"),
    ]
    assert lines[-1].endswith("not re-checked for 181 days")


def test_what_moved_this_week_says_what_it_was_wherever_it_stands() -> None:
    soon, far = call("10 December 2026"), an_item(said("March 2027", "2026-11-01"))
    nearer, later = moved_to(soon, "12 December 2026", "2026-11-24"), moved_to(far, "May 2027", "2026-11-25")
    moves = (news(soon, nearer, at("2026-11-24")), news(far, later, at("2026-11-25")))
    assert a_digest(as_known(nearer), as_known(later), now="2026-11-29", moved=moves)[1:] == [
        "The next four weeks:",
        "  - Call: 12 Dec 2026, in 13 days, 1 move, 2 days later than first said, was 10 Dec 2026",
        "Moved this week:",
        "  - Launch: May 2027, opens in 153 days, 1 move, 61 days later than first said, was Mar 2027",
    ]


def test_a_correction_of_ours_is_no_move_of_the_week() -> None:
    before = an_item(said("March 2027", "2026-11-01"))
    after = moved_to(before, "May 2027", "2026-11-25")
    notices = (replace(news(before, after, at("2026-11-25")), code=NoticeCode.CORRECTED),)
    assert "was Mar 2027" not in "".join(a_digest(as_known(after), now="2026-11-29", moved=notices))


def test_what_may_happen_on_any_day_from_now_on_is_in_the_digest() -> None:
    known = as_known(an_item(said("not before 6 May 2026", "2026-11-20")))
    assert a_digest(known, now="2026-11-29")[1:] == [
        "The next four weeks:",
        "  - Launch: not before 6 May 2026, open for 207 days",
    ]


def test_a_digest_says_that_nothing_is_ahead_only_where_nothing_is() -> None:
    far = as_known(an_item(said("Q3 2099", "2026-11-20")))
    none = "Weekly digest, 29 Nov 2026: nothing"

    assert a_digest(now="2026-11-29") == [f"{none} is ahead."]
    assert a_digest(far, now="2026-11-29") == [f"{none} is overdue, near, moved or to be re-checked."]


# Whose link.


def reminder(item: Item, public_url: str = "https://watch.example/") -> Entry:
    owed = reminders(as_known(item), BERLIN, DEFAULT_LEADS[item.facts.kind], YEAR)
    gathered = Batch(MessageForm.SINGLE, (next(iter(owed)),))
    around = Circumstances(BERLIN, at("2026-11-26"), {item.id: as_known(item)}, public_url)
    return compose(gathered, around).entries[0]


def test_a_reminder_whose_source_has_no_link_leads_to_the_items_own_which_is_not_called_the_source() -> None:
    own = replace(call().facts, url="https://call.example/")
    assert reminder(replace(call(url="https://said.example/"), facts=own)).url == "https://said.example/"
    found = reminder(replace(call(), facts=own))
    assert (found.url, found.names_source) == ("https://call.example/", False)
    assert reminder(call()).url is None


def test_a_message_of_an_outcome_says_which_one() -> None:
    done = replace(call(), outcome=Outcome(Result.CANCELLED, at("2026-11-25").date(), "Ministry"))
    gathered = Batch(MessageForm.SINGLE, (news(call(), done, at("2026-11-25")),))
    around = Circumstances(BERLIN, at("2026-11-25"), {done.id: as_known(done)}, "")
    assert compose(gathered, around).entries[0].kind == "cancelled"


def test_a_move_links_the_claim_that_moved_it_and_an_outcome_who_says_so() -> None:
    before = call(url="https://old.example/")
    after = moved_to(before, "12 December 2026", "2026-11-24", source="Blog", url="https://new.example/")
    done = replace(
        after, outcome=Outcome(Result.CANCELLED, at("2026-11-25").date(), "Ministry", "https://end.example/")
    )
    assert told.named_url(news(before, after, at("2026-11-24")), as_known(after)) == "https://new.example/"
    assert told.named_url(news(after, done, at("2026-11-25")), as_known(done)) == "https://end.example/"


def test_a_contradiction_links_who_contradicts_and_nobody_else() -> None:
    before = call(standing=OFFICIAL, url="https://official.example/")
    for url in ("https://blog.example/", None):
        after = moved_to(before, "1 December 2026", "2026-11-24", source="Blog", url=url)
        one = news(before, after, at("2026-11-24"))
        assert one.change is not None
        assert (one.kind, one.change.relation) == (NotificationKind.CONTRADICTED, Relation.CONTRADICTED)
        assert told.named_url(one, as_known(after)) == url


# The same words wherever they are read.


def test_one_notification_says_the_same_in_plan_console_slack_and_news() -> None:
    before = call(url="https://old.example/")
    after = moved_to(before, "12 December 2026", "2026-11-24", source="Blog", url="https://new.example/")
    now = at("2026-11-24")
    one, known = news(before, after, now), as_known(after)
    around = Circumstances(BERLIN, now, {"call": known}, "https://watch.example")
    message = compose(Batch(MessageForm.SINGLE, (one,)), around)
    planned = plan.text(one, {"call": known}, channel=BERLIN, now=now)

    printed = io.StringIO()
    Console(printed, "team").send(message, "k")
    posted = arguments(message, "k")
    elements = posted["blocks"][0]["elements"][0]["elements"]
    bare = "".join(part["text"] for part in elements if "text" in part)

    assert planned.startswith("Call: slipped by 2 days to 12 Dec 2026, was 10 Dec 2026 (Blog, 24 Nov 2026).")
    assert printed.getvalue() == f"[team] {planned} https://new.example/\n"
    assert posted["text"] == f"{planned} https://new.example/"
    assert bare == f" {planned} source"
    assert [part["url"] for part in elements if part["type"] == "link"] == [
        "https://watch.example/items/call",
        "https://new.example/",
    ]
    found = between(as_known(before), known)
    assert found is not None
    entry = list(of_news.paragraphs(found, known, claim=known.claim, taken_back=None, retracted_on=None))
    # A reader of news has no channel: the same words, without who said so, which a paragraph of its own tells.
    assert f"Call: {entry[0][0].lower()}{entry[0][1:-1]} (Blog" in planned


def test_an_outcome_shows_its_link_in_slack_and_on_the_console() -> None:
    before = call(url="https://old.example/")
    done = replace(before, outcome=Outcome(Result.DONE, at("2026-11-25").date(), "mei", "https://end.example/"))
    one, known = news(before, done, at("2026-11-25")), as_known(done)
    around = Circumstances(BERLIN, at("2026-11-25"), {"call": known}, "https://watch.example")
    message = compose(Batch(MessageForm.SINGLE, (one,)), around)
    printed = io.StringIO()
    Console(printed, "team").send(message, "k")
    assert printed.getvalue() == (
        "[team] Call: done on 25 Nov 2026 (mei). The date in force was 10 Dec 2026. https://end.example/\n"
    )
    assert "https://end.example/" in str(arguments(message, "k")["blocks"])
