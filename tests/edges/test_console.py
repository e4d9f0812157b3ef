"""The console: a line a message, and no harm done by a stream that went away."""

from __future__ import annotations

import io
import os
from contextlib import suppress

from watchtracker.channels.console import Console
from watchtracker.outbox.messages import Entry, Message, SendStatus


def test_a_message_is_a_line_with_its_channel_owner_and_link() -> None:
    stream = io.StringIO()
    entry = Entry("Call closes today.", url="https://example.org/call", owner="@mei")
    assert Console(stream, "team").send(Message((entry,)), "k").status is SendStatus.SENT
    assert stream.getvalue() == "[team] Call closes today. Owner: @mei. https://example.org/call\n"


def test_several_are_a_list_under_their_title() -> None:
    stream = io.StringIO()
    message = Message((Entry("Overdue:", heading=True), Entry("a")), title="Two", more=3, more_url="http://x/")
    Console(stream, "team").send(message, "k")
    assert stream.getvalue() == "[team] Two\n  Overdue:\n  - a\n  and 3 more: http://x/\n"


def test_a_title_cannot_steer_the_terminal() -> None:
    stream = io.StringIO()
    Console(stream, "team").send(Message((Entry("a\x1b[2J\nb\r\x9bc"),)), "k")
    assert stream.getvalue() == "[team] a [2J b c\n"


def test_a_closed_stream_was_not_sent_anything() -> None:
    stream = io.StringIO()
    stream.close()
    assert Console(stream, "team").send(Message((Entry("a"),)), "k").status is SendStatus.NOT_SENT


def test_a_broken_pipe_was_not_sent_anything() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    stream = os.fdopen(writing, "w", encoding="utf-8")
    assert Console(stream, "team").send(Message((Entry("a"),)), "k").status is SendStatus.NOT_SENT
    with suppress(BrokenPipeError):
        stream.close()


def test_a_terminal_that_lacks_a_letter_gets_its_number() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii")
    assert Console(stream, "team").send(Message((Entry("中"),)), "k").status is SendStatus.SENT
    assert raw.getvalue() == b"[team] \\u4e2d\n"
