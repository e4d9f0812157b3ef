"""What is read in a process of its own: the same records, and an end to what never ends."""

from __future__ import annotations

import pytest

from watchtracker.errors import InputError
from watchtracker.sources import apart, calendars, documents, feeds

AT = "https://news.example/x"
PAGE = b"<title>T</title><meta itemprop=datePublished content='2031-05-06T10:00:00+08:00'><p>It launches May 6."
FEED = (
    b"<rss version='2.0'><channel><title>N</title><item><title>T</title><pubDate>2031-05-06</pubDate></item>"
    b"<item><title>U</title><pubDate>Tue, 06 May 2031 10:00:00 GMT</pubDate></item></channel></rss>"
)
CALENDAR = (
    b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:T\r\nDTSTART;TZID=Asia/Shanghai:20310506T100000\r\n"
    b"END:VEVENT\r\nBEGIN:VEVENT\r\nUID:2\r\nSUMMARY:U\r\nDTSTART:20310506T100000\r\nEND:VEVENT\r\n"
    b"BEGIN:VEVENT\r\nSUMMARY:V\r\nDTSTART;VALUE=DATE:20310506\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def test_what_the_child_reads_is_what_would_have_been_read_here() -> None:
    assert apart.document(PAGE, address=AT, media_type="text/html") == documents.document(
        PAGE, address=AT, media_type="text/html"
    )
    assert apart.feed(FEED, address=AT) == feeds.feed(FEED, address=AT)
    here = calendars.calendar(CALENDAR, address=AT)
    there = apart.calendar(CALENDAR, address=AT)
    assert there == here
    assert str(there.events[0].start.tzinfo) == str(here.events[0].start.tzinfo) == "Asia/Shanghai"  # type: ignore[union-attr]


def test_plain_text_is_read_without_a_child() -> None:
    assert apart.document(b"In May.", longest=0).text == "In May."


def test_a_refusal_of_the_child_has_the_sentence_of_the_reader() -> None:
    with pytest.raises(InputError, match="is no feed that can be read"):
        apart.feed(b"hello", address=AT)
    with pytest.raises(InputError, match="is a PDF, which is not read: save it as text"):
        apart.document(b"%PDF-", address="x.pdf")


@pytest.mark.parametrize(
    "page",
    [
        b"<div>" * 400_000,
        b"<p " + b" ".join(b"a%d" % number for number in range(300_000)) + b">",
        b"<p>" + b"".join(b"<b id=%d>" % number for number in range(1_000)) + b"<p>x" * 200_000,
    ],
    ids=["tags in tags", "attributes", "open formats"],
)
def test_a_page_that_takes_minutes_or_gigabytes_is_ended(page: bytes) -> None:
    with pytest.raises(InputError) as refused:
        apart.document(page, address=AT, media_type="text/html", longest=1.5)
    assert str(refused.value) == f"{AT} is made so that reading it takes too long: save its text, and read that"


def test_a_feed_that_takes_minutes_is_ended() -> None:
    with pytest.raises(InputError, match="takes too long"):
        apart.feed(b"<rss version='2.0'><channel><item>" + b"<a>" * 1_000_000, address=AT, longest=1.5)
