"""What a feed is made of, and what in it never changes; `test_feed_golden.py` has it as text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from icalendar import Calendar

from tests.builders import an_item, at, deepseek, said
from tests.core.feed_examples import MOVES, OUTCOMES, WINDOWS, on, stored
from watchtracker import feed
from watchtracker.feed import ALL, Choice, Rendered
from watchtracker.items import Item, Kind

URL = "https://watch.example"


def made(*items: Item, choice: Choice = Choice(), as_of: date | None = None) -> bytes:  # noqa: B008 - frozen
    return feed.compose(ALL, choice, items, events=Rendered(URL), as_of=as_of)


def lines(body: bytes) -> list[str]:
    return body.replace(b"\r\n ", b"").decode().split("\r\n")


def events(body: bytes) -> dict[str, bytes]:
    """The bytes of each event under its UID."""
    parts = [part.partition(b"END:VEVENT")[0] for part in body.split(b"BEGIN:VEVENT")[1:]]
    return {next(line[4:] for line in lines(part) if line.startswith("UID:")): part for part in parts}


def test_the_last_second_of_a_day_does_not_reach_into_the_next() -> None:
    body = lines(made(on("2026-06-01T23:59:59+02:00", "last-second", Kind.DEADLINE, "Europe/Berlin")))
    assert {"DTSTART:20260601T215959Z", "DTEND:20260601T220000Z"} <= set(body)


def test_only_listed_items_are_in_it() -> None:
    gone = replace(on("May 6, 2026", "gone"), listed=False)
    undated = replace(on("soon", "undated"), listed=False)
    assert b"VEVENT" not in made(gone, undated)
    assert b"No date yet" not in made(gone, undated)


def test_the_address_of_the_server_is_no_part_of_a_uid() -> None:
    item = on("May 6, 2026", "launch")
    one, other = (feed.event(item, public_url=url) for url in ("https://one.example", "https://two.example/sub/"))
    assert one is not None
    assert other is not None
    assert b"UID:launch@watchtracker\r\n" in one
    assert b"UID:launch@watchtracker\r\n" in other
    assert b"URL:https://two.example/sub/items/launch\r\n" in other


def test_one_changed_item_changes_only_its_own_event() -> None:
    before = made(*WINDOWS, *MOVES)
    slipped = an_item(
        said("May 6, 2026", "2026-04-10"), said("May 9, 2026", "2026-04-20"), item_id="exact-day-of-a-release"
    )
    after = made(stored(slipped, 2), *WINDOWS[1:], *MOVES)
    changed = {uid for uid, event in events(before).items() if events(after)[uid] != event}
    assert changed == {"exact-day-of-a-release@watchtracker"}
    assert b"SEQUENCE:2\r\n" in events(after)["exact-day-of-a-release@watchtracker"]


def test_events_that_did_not_change_are_not_rendered_again() -> None:
    rendered = Rendered(URL)
    first = [rendered.event(item) for item in WINDOWS]
    again = [rendered.event(item) for item in WINDOWS]
    assert all(one is other for one, other in zip(first, again, strict=True))
    assert rendered.event(replace(WINDOWS[0], revision=2)) != first[0]


def test_an_item_that_gets_a_date_leaves_the_list_of_those_without_one() -> None:
    rendered, waiting = Rendered(URL), on("soon", "launch")
    dated = stored(an_item(said("soon", "2026-04-10"), said("May 6, 2026", "2026-04-20"), item_id="launch"), 2)
    bodies = [feed.compose(ALL, Choice(), [item], events=rendered) for item in (waiting, dated, waiting)]
    assert ["No date yet: launch" in body.decode() for body in bodies] == [True, False, True]
    assert [len(events(body)) for body in bodies] == [0, 1, 0]


def test_the_spliced_calendar_is_what_icalendar_itself_writes() -> None:
    body = made(*WINDOWS, *OUTCOMES, *MOVES)
    assert Calendar.from_ical(body).to_ical() == body


def test_a_past_day_shows_what_was_known_by_its_end() -> None:
    item = stored(deepseek(), revision=4)
    assert "SUMMARY:Deepseek-V4 (Apr 2026)" in lines(made(item, as_of=date(2026, 4, 9)))
    assert "SUMMARY:Deepseek-V4 (late Apr 2026)" in lines(made(item, as_of=date(2026, 4, 10)))
    assert b"VEVENT" not in made(item, as_of=date(2026, 1, 24))


def test_an_item_that_was_never_stored_has_no_event() -> None:
    item = replace(on("May 6, 2026", "launch"), revised_at=None)
    with pytest.raises(ValueError, match="launch was never stored"):
        feed.event(item, public_url=URL)


def test_a_title_cannot_add_a_line_or_hide_what_follows() -> None:
    title = "Launch\r\nATTENDEE:mailto:a@b.example\x00\x0b\u2028\ud800; more, \\n"
    item = on("May 6, 2026", "launch")
    written = lines(made(replace(item, facts=replace(item.facts, title=title))))
    assert "SUMMARY:Launch ATTENDEE:mailto:a@b.example \ufffd\\; more\\, \\\\n" in written


def test_undated_items_are_told_of_in_the_description_of_the_calendar() -> None:
    body = lines(made(on("soon", "Delta"), on("TBD", "Echo"), on("May 6, 2026", "launch")))
    assert "DESCRIPTION:No date yet: Delta\\, Echo" in body
    assert "X-WR-CALDESC:No date yet: Delta\\, Echo" in body


def test_of_many_undated_items_twenty_are_named() -> None:
    body = lines(made(*(on("soon", f"Item {number:02}") for number in range(23))))
    description = next(line for line in body if line.startswith("DESCRIPTION:"))
    assert description.endswith("Item 19 and 3 more")


def test_the_stamp_is_the_second_of_the_stored_revision() -> None:
    item = stored(deepseek(), 7, at("2026-04-15 12:00").replace(second=9, microsecond=500))
    body = lines(made(item))
    assert {"SEQUENCE:7", "DTSTAMP:20260415T120009Z", "LAST-MODIFIED:20260415T120009Z"} <= set(body)
