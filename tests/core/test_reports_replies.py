"""What a command answers: lists, one item, how words are read."""

from __future__ import annotations

from tests.builders import an_item, at, deepseek, said
from watchtracker.items import Kind
from watchtracker.reports import replies
from watchtracker.reports.listing import listing

NOW = at("2026-04-16 09:00")
URL = "https://watch.example.org"


def test_a_list_has_its_first_items_and_says_how_many_more() -> None:
    items = [an_item(said("May 2026", "2026-04-01"), item_id=f"item-{number:02}") for number in range(25)]
    reply = replies.listed(listing(items, now=NOW), "UTC", URL)
    assert (reply.heading, len(reply.lines), reply.more) == ("What is ahead: 25", 20, 5)
    assert reply.lines[0].page == "https://watch.example.org/items/item-00"
    assert reply.lines[0].text == "May 2026, opens in 15 days (item-00)"
    assert replies.listed([], "UTC", URL).heading == "What is ahead: nothing"


def test_an_item_is_shown_with_its_newest_claims() -> None:
    (row,) = listing([deepseek(owner="mei")], now=NOW)
    reply = replies.shown(row, "UTC", URL)
    found = {line.title: line.text for line in reply.lines}
    assert found["Date"] == "late Apr 2026, opens in 5 days"
    assert found["Owner"] == "mei"
    assert found["15 Apr 2026"] == "“late April 2026”, Linos (reported); confirmed the date in force"
    assert reply.more_url == "https://watch.example.org/items/deepseek-v4"


def test_a_deadline_closes_where_the_reader_is() -> None:
    item = an_item(said("6 May 2026", "2026-04-01"), kind=Kind.DEADLINE)
    (row,) = listing([item], now=NOW)
    found = {line.title: line.text for line in replies.shown(row, "Europe/Berlin", "").lines}
    assert found["Closes"] == "6 May 2026, 18:00 Europe/Berlin (24:00 Asia/Shanghai)"


def test_words_are_read_or_refused_in_the_reader_s_sentence() -> None:
    assert replies.read_as("late April", NOW, "Asia/Shanghai").heading == "Read as late Apr 2026"
    refused = replies.read_as("05/06/2026", NOW, "UTC")
    assert (refused.heading, refused.lines[0].text.split(":")[0]) == ("Not read", "05/06/2026 could be two days")


def test_help_names_every_command() -> None:
    told = [line.title for line in replies.what_there_is("watch").lines]
    assert [title.split()[1] for title in told] == ["list", "show", "when", "mine", "add", "help"]
