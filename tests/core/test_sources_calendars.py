"""Calendars as they come."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from watchtracker.errors import InputError
from watchtracker.sources.calendars import MOST_EVENTS, CalendarRead, calendar

AT = "https://news.example/x.ics"


def read(*events: str, head: str = "", most: int = MOST_EVENTS) -> CalendarRead:
    lines = "".join(f"BEGIN:VEVENT\n{event}\nEND:VEVENT\n" for event in events)
    raw = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n{head}{lines}END:VCALENDAR\n"
    return calendar(raw.replace("\n", "\r\n").encode(), address=AT, most=most)


def test_an_event_of_whole_days_ends_on_the_day_before_its_end() -> None:
    (event,) = read("UID:1\nSUMMARY:Talks\nDTSTART;VALUE=DATE:20310506\nDTEND;VALUE=DATE:20310509").events
    assert (event.uid, event.title, event.start, event.last) == ("1", "Talks", date(2031, 5, 6), date(2031, 5, 8))


@pytest.mark.parametrize(
    ("times", "last"),
    [
        ("DTSTART;VALUE=DATE:20310506", date(2031, 5, 6)),
        ("DTSTART;VALUE=DATE:20310506\nDTEND;VALUE=DATE:20310507", date(2031, 5, 6)),
        ("DTSTART;VALUE=DATE:20310506\nDTEND;VALUE=DATE:20310501", date(2031, 5, 6)),
        ("DTSTART;VALUE=DATE:20310506\nDURATION:P3D", date(2031, 5, 8)),
        ("DTSTART:20310506T100000Z\nDTEND:20310506T110000Z", datetime(2031, 5, 6, 11, tzinfo=UTC)),
        ("DTSTART:20310506T100000\nDTEND:20310506T110000", datetime(2031, 5, 6, 11)),  # noqa: DTZ001 - it names no zone
        ("DTSTART:20310506T100000Z", datetime(2031, 5, 6, 10, tzinfo=UTC)),
    ],
)
def test_the_last_day_or_moment(times: str, last: date) -> None:
    (event,) = read(f"UID:1\nSUMMARY:x\n{times}").events
    assert event.last == last


def test_a_zone_is_kept() -> None:
    (event,) = read("UID:1\nSUMMARY:x\nDTSTART;TZID=Asia/Shanghai:20310506T100000").events
    assert isinstance(event.start, datetime)
    assert event.start.astimezone(UTC) == datetime(2031, 5, 6, 2, tzinfo=UTC)


def test_what_is_tentative_or_cancelled_says_so() -> None:
    found = read(
        "UID:1\nDTSTART;VALUE=DATE:20310506\nSTATUS:TENTATIVE\nSUMMARY:a",
        "UID:2\nDTSTART;VALUE=DATE:20310506\nSTATUS:CANCELLED\nSUMMARY:b",
        "UID:3\nDTSTART;VALUE=DATE:20310506\nSTATUS:CONFIRMED\nSUMMARY:c",
    )
    assert [(event.tentative, event.cancelled) for event in found.events] == [
        (True, False),
        (False, True),
        (False, False),
    ]


def test_of_one_uid_the_newest_counts() -> None:
    found = read(
        "UID:1\nSEQUENCE:2\nSUMMARY:new\nDTSTART;VALUE=DATE:20310508",
        "UID:1\nSEQUENCE:1\nSUMMARY:old\nDTSTART;VALUE=DATE:20310506",
    )
    assert [event.title for event in found.events] == ["new"]


@pytest.mark.parametrize(
    ("event", "sentence"),
    [
        ("UID:1\nSUMMARY:Standup\nDTSTART:20310506T100000Z\nRRULE:FREQ=DAILY",
         "Standup: it comes again and again, which is no date to wait for"),
        ("SUMMARY:Talks\nDTSTART;VALUE=DATE:20310506", "Talks: it has no UID, so it could not be found again"),
        ("UID:1\nSUMMARY:Talks", "Talks: its start cannot be read"),
        ("UID:1\nDTSTART:soon", "an event without a title: its start cannot be read"),
    ],
)  # fmt: skip
def test_what_is_no_date_to_wait_for_is_left_out_and_said_so(event: str, sentence: str) -> None:
    recurs = "again and again" in sentence
    assert read(event) == CalendarRead("", (), (sentence,), recurring=int(recurs), unread=int(not recurs))


def test_a_recurring_event_counts_once_with_all_that_was_changed_in_it() -> None:
    found = read(
        "UID:1\nSUMMARY:Standup\nDTSTART:20310506T100000Z\nRRULE:FREQ=DAILY",
        "UID:1\nSUMMARY:Standup\nDTSTART:20310507T110000Z\nRECURRENCE-ID:20310507T100000Z",
        "UID:2\nSUMMARY:Review\nDTSTART:20310506T100000Z\nRDATE:20310606T100000Z",
        "UID:3\nSUMMARY:Talks\nDTSTART;VALUE=DATE:20310506",
    )
    assert (found.recurring, found.unread, len(found.events)) == (2, 0, 1)


def test_text_and_address_come_with_it_made_harmless() -> None:
    (event,) = read(
        "UID:1\nSUMMARY:A\u202e\\, b\nDTSTART;VALUE=DATE:20310506\nURL:javascript:x\nDESCRIPTION:one\\ntwo"
    ).events
    assert (event.title, event.address, event.text) == ("A, b", None, "one\ntwo")


def test_the_name_of_a_calendar_is_its_title() -> None:
    assert read(head="X-WR-CALNAME:Releases\n") == CalendarRead("Releases", (), ())


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"BEGIN:VCALENDAR\nBEGIN:VEVENT", b"BEGIN:VCALENDAR\n\x00\x01;;:\nEND:X"]
)
def test_what_is_no_calendar_is_refused_in_a_sentence(body: bytes) -> None:
    with pytest.raises(InputError, match=AT):
        calendar(body, address=AT)


def test_of_a_calendar_with_too_many_events_those_that_end_last_are_read_and_the_others_counted() -> None:
    found = read(
        "UID:0\nDTSTART;VALUE=DATE:20310506",
        "UID:1\nDTSTART;VALUE=DATE:20350506",
        "UID:2\nDTSTART;VALUE=DATE:20300506\nDTEND;VALUE=DATE:20340507",
        "UID:3\nDTSTART:20320506T100000Z",
        "UID:4\nDTSTART;TZID=Asia/Shanghai:20330506T090000",
        most=3,
    )
    assert ([event.uid for event in found.events], found.earlier) == (["1", "2", "4"], 2)
