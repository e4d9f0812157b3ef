"""What each format sends: valid, within the limits of who takes it, and whatever a title holds, nobody is called."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import at
from watchtracker.channels.webhook import formats, limits
from watchtracker.outbox.messages import Entry, Message
from watchtracker.targets import WebhookFormat, WebhookTarget

NOW = at("2026-04-29 09:00")
PAGE = "https://watch.example/items/call"
TRAPS = [
    *("<!channel> moved", "<!everyone>", "@all hands", "@here", "@channel", "@everyone", "<@U012345678>", "<@&42>"),
    *("<users/all>", "<at>all</at>", "[bank](https://evil.example)", "[x]: https://evil.example", "[x][y]", "@@all"),
    *("<https://evil.example|bank>", "![x](https://evil.example/p.png)", "\uff20all", "a\u202eb\x1b[31m\x00", "\ud800"),
]


def a_message(text: str = "Call for papers: 6 May 2026.", **more: Any) -> Message:
    return Message(entries=(Entry(text, **more),))


def read(form: WebhookFormat, message: Message) -> Any:
    return json.loads(formats.body(form, message, channel="hub", now=NOW))


def strings(found: object) -> list[str]:
    match found:
        case str():
            return [found]
        case dict():
            return [text for value in found.values() for text in strings(value)]
        case list():
            return [text for value in found for text in strings(value)]
        case _:
            return []


def test_a_text_is_the_sentence_with_its_owner_and_link() -> None:
    message = a_message(owner="Mei", url="https://cac.example/a?b=c", page=PAGE)
    sentence = "Call for papers: 6 May 2026. Owner: Mei. https://cac.example/a?b=c"
    assert read(WebhookFormat.TEXT, message) == {"text": sentence}
    assert read(WebhookFormat.DISCORD, message) == {
        "content": sentence,
        "allowed_mentions": {"parse": []},
        "flags": 4,
    }


@pytest.mark.parametrize("form", WebhookFormat)
def test_a_format_has_a_plain_form_where_its_body_differs_without_looks(form: WebhookFormat) -> None:
    message = Message((Entry("Overdue:", heading=True), Entry("A.", page=PAGE)), title="Two", more=3, more_url=PAGE)
    differs = read(form, replace(message, plain=True)) != read(form, message)
    assert limits("hub", WebhookTarget("https://hub.example/in", form)).has_plain_form == differs


def test_without_a_source_the_link_is_the_page() -> None:
    assert read(WebhookFormat.TEXT, a_message("A.", page=PAGE)) == {"text": f"A. {PAGE}"}


def test_several_stand_under_their_title_and_their_headings() -> None:
    entries = (Entry("This week", heading=True), Entry("One."), Entry("Two.", url="https://b.example/"))
    message = Message(entries=entries, title="2 dates", more=3, more_url="https://watch.example")
    assert read(WebhookFormat.TEXT, message)["text"].splitlines() == [
        *("2 dates", "This week", "• One.", "• Two. https://b.example/", "and 3 more: https://watch.example"),
    ]


def test_a_card_is_wrapped_as_the_workflows_of_teams_want_it() -> None:
    found = read(WebhookFormat.TEAMS, a_message("A.", page=PAGE, owner="Mei", url="https://cac.example/"))
    (attachment,) = found["attachments"]
    assert (found["type"], attachment["contentType"]) == ("message", "application/vnd.microsoft.card.adaptive")
    card = attachment["content"]
    assert (card["type"], card["version"]) == ("AdaptiveCard", "1.4")
    (block,) = card["body"]
    assert block["type"] == "RichTextBlock"
    assert [run["text"] for run in block["inlines"]] == ["A.", " Owner: Mei.", " ", "page", " ", "source"]
    assert [run["selectAction"]["url"] for run in block["inlines"] if "selectAction" in run] == [
        PAGE,
        "https://cac.example/",
    ]


def test_a_card_without_looks_is_one_text() -> None:
    found = read(WebhookFormat.TEAMS, replace(a_message("[x](y) A."), plain=True))
    (block,) = found["attachments"][0]["content"]["body"]
    assert block == {"type": "TextBlock", "text": "[x]\u200b(y) A.", "wrap": True}


@pytest.mark.parametrize("trap", TRAPS)
@pytest.mark.parametrize("form", [WebhookFormat.TEXT, WebhookFormat.DISCORD])
def test_no_trap_in_a_title_calls_anyone_or_hides_a_link(form: WebhookFormat, trap: str) -> None:
    found = read(form, Message(entries=(Entry(trap, owner=trap, url=f"https://a.example/{trap}"),), title=trap))
    _calls_nobody(found["text" if form is WebhookFormat.TEXT else "content"])


def _calls_nobody(text: str) -> None:
    assert not re.search(r"[@\uff20]\w", text)
    assert not re.search(r"[<>]", text)
    assert not re.search(r"\][(\[:]", text)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e\ud800-\udfff]", text)


def test_a_message_keeps_its_time_and_what_programs_want_to_know_until_it_is_sent_again() -> None:
    entry = Entry(
        "A.", item="call", notification="upcoming", window={"edtf": "2026-05-06"}, due_at="2026-04-29T09:00:00Z"
    )
    message = Message(entries=(entry,), kind="upcoming", made_at="2026-04-29T09:00:01Z")
    kept = Message.from_json(message.as_json())
    assert kept == message
    bodies = {
        formats.body(WebhookFormat.STANDARD, each, channel="hub", now=now)
        for each in (message, kept)
        for now in (NOW, at("2026-05-01 09:00"))
    }
    assert len(bodies) == 1
    found = json.loads(bodies.pop())
    assert (found["timestamp"], found["data"]["kind"]) == ("2026-04-29T09:00:01Z", "upcoming")


def test_a_message_that_was_kept_before_there_were_webhooks_can_still_be_sent() -> None:
    old = '{"title": null, "more": 0, "more_url": "", "entries": [{"text": "A.", "url": null, "owner": null}]}'
    found = read(WebhookFormat.STANDARD, Message.from_json(old))
    assert found["timestamp"] == "2026-04-29T09:00:00Z"
    assert found["data"]["kind"] is None
    assert found["data"]["entries"] == [
        {
            "item": None,
            "kind": None,
            "text": "A.",
            "url": None,
            "source_url": None,
            "window": None,
            "due_at": None,
        }
    ]


def test_headings_are_no_entries_for_programs() -> None:
    message = Message(entries=(Entry("This week", heading=True), Entry("A.")), title="Dates", kind="digest")
    data = read(WebhookFormat.STANDARD, message)["data"]
    assert data["text"] == "Dates\nThis week\n• A."
    assert [entry["text"] for entry in data["entries"]] == ["A."]


def test_the_address_of_an_item_is_no_source() -> None:
    (entry,) = read(WebhookFormat.STANDARD, a_message(url="https://a.example/", names_source=False))["data"]["entries"]
    assert entry["source_url"] is None


_REPEATED = st.builds(str.__mul__, st.sampled_from(TRAPS), st.just(99))
_ANYTHING = st.text(max_size=4000) | st.sampled_from(TRAPS) | _REPEATED
_ADDRESS = st.none() | _ANYTHING | st.builds("https://a.example/{}".format, _ANYTHING)
_ENTRIES = st.builds(
    Entry,
    text=_ANYTHING,
    url=_ADDRESS,
    owner=st.none() | _ANYTHING,
    heading=st.booleans(),
    title=st.none() | _ANYTHING,
    page=_ADDRESS,
)
_MESSAGES = st.builds(
    Message,
    entries=st.lists(_ENTRIES, min_size=1, max_size=30).map(tuple),
    title=st.none() | _ANYTHING,
    more=st.integers(0, 10**6),
    more_url=st.just("") | st.just("https://watch.example") | _ANYTHING,
    plain=st.booleans(),
)


@given(_MESSAGES)
def test_whatever_a_message_holds_a_chat_takes_it_and_calls_nobody(message: Message) -> None:
    found = read(WebhookFormat.TEXT, message)
    assert set(found) == {"text"}
    assert 0 < formats.units(found["text"]) <= 4000
    _calls_nobody(found["text"])
    found = read(WebhookFormat.DISCORD, message)
    assert 0 < formats.units(found["content"]) <= 2000
    assert found["allowed_mentions"] == {"parse": []}
    _calls_nobody(found["content"])


@given(_MESSAGES)
def test_whatever_a_message_holds_a_card_is_within_the_limits_of_teams(message: Message) -> None:
    raw = formats.body(WebhookFormat.TEAMS, message, channel="hub", now=NOW)
    assert len(raw) <= 28_000
    blocks = json.loads(raw)["attachments"][0]["content"]["body"]
    assert blocks
    for block in blocks:
        # Nothing but a text without looks is read as markup, and that is harmless.
        assert block["type"] == ("TextBlock" if message.plain else "RichTextBlock")
        if message.plain:
            _calls_nobody(block["text"])
        assert all(text for text in strings(block))


@given(_MESSAGES)
def test_whatever_a_message_holds_what_is_signed_is_short_enough_for_a_receiver(message: Message) -> None:
    raw = formats.body(WebhookFormat.STANDARD, message, channel="hub", now=NOW)
    assert len(raw) < 1_000_000
    found = json.loads(raw)
    assert set(found) == {"type", "timestamp", "data"}
    assert set(found["data"]) == {"channel", "kind", "text", "entries"}
    assert raw == formats.body(WebhookFormat.STANDARD, message, channel="hub", now=NOW)
