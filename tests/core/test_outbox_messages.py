"""Messages as they are kept: what is sent again is what was sent, whichever version committed it."""

from __future__ import annotations

import json
from dataclasses import fields, replace

from hypothesis import given
from hypothesis import strategies as st

from watchtracker.outbox.messages import Entry, Message, Receipt
from watchtracker.outbox.offers import Offers

TEXTS = st.text(max_size=9)
ENTRIES = st.builds(
    Entry,
    text=TEXTS,
    url=st.none() | TEXTS,
    owner=st.none() | TEXTS,
    heading=st.booleans(),
    title=st.none() | TEXTS,
    page=st.none() | TEXTS,
    kind=st.none() | TEXTS,
    names_source=st.booleans(),
    item=st.none() | TEXTS,
    notification=st.none() | TEXTS,
    window=st.none() | st.dictionaries(TEXTS, st.none() | TEXTS, max_size=2),
    due_at=st.none() | TEXTS,
)
MESSAGES = st.builds(
    Message,
    entries=st.lists(ENTRIES, max_size=3).map(tuple),
    title=st.none() | TEXTS,
    more=st.integers(0, 99),
    more_url=TEXTS,
    plain=st.booleans(),
    kind=st.none() | TEXTS,
    made_at=st.none() | TEXTS,
)


@given(MESSAGES)
def test_what_is_kept_of_a_message_is_all_of_it(message: Message) -> None:
    assert Message.from_json(message.as_json(), plain=message.plain) == message


@given(MESSAGES)
def test_what_is_kept_is_the_same_each_time_so_that_a_repetition_has_the_same_body(message: Message) -> None:
    assert Message.from_json(message.as_json()).as_json() == message.as_json()


def test_the_message_that_it_edits_is_not_kept_for_corrections_are_made_anew() -> None:
    message = Message((Entry("Call: in 7 days"),), edits=Receipt("C0", "1"))
    assert Message.from_json(message.as_json()) == replace(message, edits=None)


def test_a_reply_stays_in_its_thread_when_it_is_sent_again() -> None:
    message = Message((Entry("Call: moved"),), replies_to=Receipt("C0", "2"))
    assert Message.from_json(message.as_json()) == message
    assert Message.thread_in(message.as_json()) == Receipt("C0", "2")
    assert Message.thread_in(replace(message, replies_to=None).as_json()) is None


def test_a_message_that_the_first_version_kept_can_be_sent() -> None:
    kept = '{"title": null, "more": 0, "more_url": "", "entries": [{"text": "Call: in 7 days", "url": "https://a.example"}]}'
    assert Message.from_json(kept) == Message((Entry("Call: in 7 days", url="https://a.example"),))


def test_a_message_that_a_later_version_kept_can_be_sent_without_what_this_one_does_not_know() -> None:
    kept = json.loads(Message((Entry("Call: in 7 days"),), title="1 notification").as_json())
    kept["colour"] = "red"
    kept["entries"][0] |= {"picture": "https://a.example/a.png"}
    assert Message.from_json(json.dumps(kept)) == Message((Entry("Call: in 7 days"),), title="1 notification")


def test_every_part_of_an_entry_is_kept() -> None:
    (kept,) = json.loads(Message((Entry("Call: in 7 days"),)).as_json())["entries"]
    assert set(kept) == {field.name for field in fields(Entry)}


def test_letters_are_kept_as_people_write_them() -> None:
    assert "截止日期" in Message((Entry("截止日期"),)).as_json()


def test_what_can_be_answered_is_kept_and_so_is_how_things_stand() -> None:
    offered = Offers(("take", "done"), ("history",), "take", notification=7, item="call", revision=3)
    message = Message((Entry("Call: in 7 days"),), offers=offered, context="mei is on it since 10 Apr 2026.")
    assert Message.from_json(message.as_json()) == message


def test_what_cannot_be_answered_is_kept_as_it_was_before_anything_could_be() -> None:
    assert not {"offers", "context"} & set(json.loads(Message((Entry("Call: in 7 days"),)).as_json()))


def test_an_action_that_a_later_version_kept_is_left_out() -> None:
    kept = json.loads(Message((Entry("Call"),), offers=Offers(("take",), ("history",))).as_json())
    kept["offers"] |= {"visible": ["sing", "take"], "more": ["dance"], "colour": "red"}
    assert Message.from_json(json.dumps(kept)).offers == Offers(("take",))
