"""A message as plain text: what a reader without any looks sees of it."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from watchtracker.channels.email.plain_text import written
from watchtracker.outbox.messages import Entry, Message

LONG = "https://gazette.example/" + "a" * 100


def columns(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in {"W", "F"} else 1 for letter in line)


def test_one_notification_is_its_sentence_and_then_whose_it_is_and_where_to_read_on() -> None:
    entry = Entry("Call: due in 7 days.", url=LONG, owner="Ada", page="https://watch.example/items/call")
    assert written(Message((entry,)), "legal") == (
        f"Call: due in 7 days.\n\nOwner: Ada\nSource: {LONG}\nPage: https://watch.example/items/call\n"
        "\n-- \nwatchtracker, channel legal\n"
    )


def test_several_are_listed_under_a_title_and_the_rest_counted() -> None:
    message = Message((Entry("A: due."), Entry("B: due.")), title="22 at once", more=20, more_url="https://a.example")
    assert written(message, "legal") == (
        "22 at once\n==========\n\n* A: due.\n\n* B: due.\n\nand 20 more: https://a.example\n"
        "\n-- \nwatchtracker, channel legal\nhttps://a.example\n"
    )


def test_a_heading_is_in_capitals_without_its_colon() -> None:
    assert "\nOVERDUE\n" in written(Message((Entry("Overdue:", heading=True),), title="Digest"), "legal")


def test_a_link_that_is_not_the_source_of_what_is_said_is_not_called_one() -> None:
    assert "Link: https://a.example" in written(
        Message((Entry("A", url="https://a.example", names_source=False),)), "x"
    )


@given(st.text(alphabet="ab 截止日期\u3000", min_size=1, max_size=400))
def test_no_line_is_wider_than_a_terminal_unless_it_is_one_word(text: str) -> None:
    for line in written(Message((Entry(text),)), "legal").splitlines():
        assert columns(line) <= 76 or " " not in line.strip()
