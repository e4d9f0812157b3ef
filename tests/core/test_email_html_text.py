"""A message as HTML: what is said is escaped, and links lead where the entry says."""

from __future__ import annotations

import pytest

from watchtracker.channels.email.html_text import written
from watchtracker.outbox.messages import Entry, Message

HOSTILE = '<script>alert("1")</script> & more'


def html(*entries: Entry, title: str | None = None, channel: str = "legal") -> str:
    return written(Message(entries, title=title, more_url="https://watch.example"), "Call", channel)


@pytest.mark.parametrize(
    "message",
    [
        html(Entry(HOSTILE)),
        html(Entry(f"{HOSTILE}: due.", title=HOSTILE, page="https://a.example/?a&b")),
        html(Entry("Call: due.", owner=HOSTILE)),
        html(Entry(HOSTILE, heading=True), Entry("Call: due.", title="Call")),
        html(Entry("Call: due."), title=HOSTILE),
        html(Entry("Call: due."), channel=HOSTILE),
    ],
)
def test_nothing_that_is_said_is_taken_for_html(message: str) -> None:
    assert "<script" not in message
    assert "&lt;script&gt;" in message


def test_a_title_leads_to_its_page_and_the_rest_is_a_sentence_of_its_own() -> None:
    message = html(Entry("Call: due in 7 days.", title="Call", page="https://watch.example/items/call"))
    assert 'href="https://watch.example/items/call"' in message
    assert ">Due in 7 days.</p>" in message


def test_a_link_says_whether_it_is_the_source() -> None:
    assert ">source</a>" in html(Entry("Call: due.", url="https://a.example"))
    assert ">link</a>" in html(Entry("Call: due.", url="https://a.example", names_source=False))


def test_a_digest_has_its_sections_as_headings_and_its_dates_in_rows() -> None:
    message = html(Entry("Overdue:", heading=True), Entry("Call: 6 May 2026", title="Call"), title="Weekly digest")
    assert ">Overdue</h2>" in message
    assert '<th scope="row"' in message


def test_nothing_is_fetched_to_show_it() -> None:
    message = html(Entry("Call: due.", title="Call", kind="upcoming"), title="1 notification")
    assert not any(mark in message for mark in ("<img", "<link", "src=", "url(", "@import", "<script"))
