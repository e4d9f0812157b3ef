"""A text of a calendar comes back as it was written, whatever it looks like."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from watchtracker.feed.texts import CalendarText


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("C:\\New; a, b", b"C:\\\\New\\; a\\, b"),
        ("one\r\ntwo\nthree\rfour", b"one\\ntwo\\nthree\\nfour"),
        ("\u201d5\u6708", "\u201d5\u6708".encode()),
    ],
)
def test_what_has_a_meaning_in_a_calendar_is_escaped(text: str, written: bytes) -> None:
    assert CalendarText(text).to_ical() == written


def as_read(written: bytes) -> str:
    """What RFC 5545 (3.3.11) makes of a text."""
    return re.sub(r"\\([\\;,nN])", lambda escaped: escaped[1].replace("N", "n").replace("n", "\n"), written.decode())


@given(st.text(st.characters(exclude_categories=("Cs", "Cc"))))
@example("\\n")
@example("\\\\,;")
def test_a_reader_gets_the_text_that_was_written(text: str) -> None:
    assert as_read(CalendarText(text).to_ical()) == text
