"""The strict reader finds what it is there to find; otherwise a feed without faults would mean nothing."""

from __future__ import annotations

import pytest

from tests.core.feed_examples import MOVES, OUTCOMES, WINDOWS
from tests.strict_ical import faults
from watchtracker import feed
from watchtracker.feed import ALL, Choice, Rendered
from watchtracker.notifications import LeadTime

SOUND = b"""\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//watchtracker//feed//EN
NAME:Watched dates
SOURCE;VALUE=URI:https://watch.example/feeds/all.ics?tag=a%2Cb
REFRESH-INTERVAL;VALUE=DURATION:PT1H
BEGIN:VEVENT
SUMMARY:One\\, two\\; three \\\\ four
DTSTART;VALUE=DATE:20260506
DTEND;VALUE=DATE:20260507
DTSTAMP:20260415T120000Z
UID:one@watchtracker
SEQUENCE:1
CATEGORIES:release,\\\\,a\\,b
DESCRIPTION:A line\\nand one that is long enough to be folded somewhere abo
 ut here
URL:https://watch.example/items/one
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:One
TRIGGER;VALUE=DATE-TIME:20260505T120000Z
END:VALARM
END:VEVENT
END:VCALENDAR
""".replace(b"\n", b"\r\n")


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (b"\nEND:VCALENDAR\r\n", b"\nEND:VCALENDAR", "the last line does not end"),
        (b"NAME:W", b"NAME:" + 80 * b"W", "octets"),
        (b"two\\; ", b"two\\; \n", "half a line end"),
        (b"VERSION:2.0\r\n", b"VERSION:2.0\r\n\r\n", "an empty line"),
        (b"NAME:W", b"NAME:\xf0\r\n \x9f\x98\x80W", "a character is cut"),
        (b"NAME:W", b"NAME:\x0bW", "no content line"),
        (b"NAME:W", b"NAME W", "no content line"),
        (b"DTSTART;VALUE=DATE:", b'DTSTART;VALUE="DATE:', "no content line"),
        (b"BEGIN:VEVENT", b"BEGIN:VTODO", "VTODO inside 'VCALENDAR'"),
        (b"END:VEVENT\r\n", b"", "END:VCALENDAR inside 'VEVENT'"),
        (b"END:VCALENDAR\r\n", b"", "VCALENDAR does not end"),
        (b"END:VEVENT\r\n", b"END:VEVENT\r\nCALSCALE:GREGORIAN\r\n", "CALSCALE in the wrong place"),
        (b"UID:one@watchtracker\r\n", b"", "VEVENT without UID"),
        (b"DTSTAMP:20260415T120000Z\r\n", b"", "VEVENT without DTSTAMP"),
        (b"PRODID:-//watchtracker//feed//EN\r\n", b"", "VCALENDAR without PRODID"),
        (b"SEQUENCE:1\r\n", b"SEQUENCE:1\r\nSEQUENCE:1\r\n", "SEQUENCE 2 times"),
        (b"SEQUENCE:1\r\n", b"ATTENDEE:mailto:a@b.example\r\n", "unknown: ATTENDEE"),
        (b"SEQUENCE:1", b"SEQUENCE:-1", "SEQUENCE is no INTEGER"),
        (b"SEQUENCE:1", b"SEQUENCE:2147483648", "SEQUENCE is no INTEGER"),
        (b"DTSTAMP:20260415T120000Z", b"DTSTAMP:20260415T120000", "DTSTAMP is no DATE-TIME"),
        (b"DTSTAMP:20260415T120000Z", b"DTSTAMP;TZID=UTC:20260415T120000Z", "DTSTAMP with"),
        (b"DTSTART;VALUE=DATE:", b"DTSTART:", "DTSTART is no DATE-TIME"),
        (b"DATE:20260506", b"DATE:20260230", "DTSTART is no DATE"),
        (b"DATE:20260507", b"DATE:20260506", "is not after DTSTART"),
        (b"DTEND;VALUE=DATE:20260507", b"DTEND:20260507T000000Z", "of two types"),
        (b"TRIGGER;VALUE=DATE-TIME:", b"TRIGGER:", "TRIGGER is no DURATION"),
        (b"ACTION:DISPLAY", b"ACTION:BEEP", "ACTION is no ACTION"),
        (b"SOURCE;VALUE=URI:", b"SOURCE:", "SOURCE of type ''"),
        (b"VALUE=DURATION:PT1H", b"VALUE=DURATION:1:00:00", "REFRESH-INTERVAL is no DURATION"),
        (b"items/one", b"items/one two", "URL is no URI"),
        (b"items/one", "items/één".encode(), "URL is no URI"),
        (b"items/one", b"items/100%", "URL is no URI"),
        (b"One\\, two", b"One, two", "SUMMARY is no TEXT"),
        (b"four", b"\\four", "SUMMARY is no TEXT"),
        (b"release,", b"release,,", "CATEGORIES is no LIST"),
        (b"release,", b"release;", "CATEGORIES is no LIST"),
        (b"END:VCALENDAR\r\n", b"END:VCALENDAR\r\nBEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "2 calendars"),
    ],
)
def test_each_fault_is_found(old: bytes, new: bytes, fault: str) -> None:
    assert SOUND.count(old) == 1
    assert any(fault in one for one in faults(SOUND.replace(old, new)))


def test_two_events_with_one_uid_are_found() -> None:
    event = SOUND[SOUND.index(b"BEGIN:VEVENT") : SOUND.index(b"END:VCALENDAR")]
    assert faults(SOUND.replace(event, event * 2)) == ["UID 'one@watchtracker' 2 times"]


def test_what_is_sound_has_no_fault() -> None:
    assert faults(SOUND) == []


def test_the_examples_have_no_fault() -> None:
    events, leads = Rendered("https://watch.example"), tuple(map(LeadTime.read, ("1d", "4h")))
    assert faults(feed.compose(ALL, Choice(tags=("a, b",)), (), events=events)) == []
    for items in (WINDOWS, MOVES, OUTCOMES):
        assert faults(feed.compose(ALL, Choice(), items, events=events)) == []
        assert faults(feed.compose_private(ALL, Choice(), items, events=events, alarms=leads)) == []
