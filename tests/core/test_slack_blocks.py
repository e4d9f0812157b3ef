"""What a message looks like in Slack, and what nobody's text can do to it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchtracker.channels.slack.blocks import MOST_IN_BLOCKS, arguments, escape, fit
from watchtracker.outbox.messages import Entry, Message, Receipt
from watchtracker.outbox.offers import Offers
from watchtracker.targets import account_of
from watchtracker.wording.safe_text import clean, cut, link

ACCENT, FAMILY, FLAG = "e\u0301", "\U0001f469\u200d\U0001f467", "\U0001f1e9\U0001f1ea"


def single(text: str = "V4 launch is due.", **more: Any) -> Message:
    return Message(entries=(Entry(text, **more),))


def group(number: int, text: str = "V4 launch is due.", more: int = 0) -> Message:
    entries = tuple(Entry(f"{text} {one}") for one in range(number))
    return Message(entries=entries, title=f"{number} at once", more=more, more_url="https://example.org/")


def blocks(message: Message) -> Any:
    return arguments(message, "k")["blocks"]


def texts(built: Any) -> list[str]:
    """Every text of blocks, however deep."""
    if isinstance(built, list):
        return [text for one in built for text in texts(one)]
    if not isinstance(built, dict):
        return []
    own = [built["text"]] if isinstance(built.get("text"), str) else []
    return own + [text for value in built.values() for text in texts(value)]


def test_a_message_carries_its_key_and_unfurls_nothing() -> None:
    posted = arguments(single(), "abc")
    assert posted["metadata"] == {"event_type": "watchtracker_reminder", "event_payload": {"delivery_key": "abc"}}
    assert (posted["unfurl_links"], posted["unfurl_media"], posted["parse"]) == (False, False, "none")
    assert "link_names" not in posted


def test_one_notification_is_one_paragraph() -> None:
    element = {"type": "rich_text_section", "elements": [{"type": "text", "text": "V4 launch is due."}]}
    assert blocks(single()) == [{"type": "rich_text", "elements": [element]}]


def test_several_are_a_header_and_a_list_with_a_link_to_the_rest() -> None:
    header, rich, rest = blocks(group(2, more=5))
    assert header["text"] == {"type": "plain_text", "text": "2 at once", "emoji": False}
    assert [element["type"] for element in rich["elements"]] == ["rich_text_list"]
    assert rest["elements"][0]["elements"] == [{"type": "link", "url": "https://example.org/", "text": "and 5 more"}]
    assert arguments(group(2, more=5), "k")["text"].endswith("and 5 more: https://example.org/")


def test_plain_text_has_no_blocks_and_the_same_key() -> None:
    message = Message(entries=(Entry("a <b>"),), plain=True)
    posted = arguments(message, "abc")
    assert ("blocks" in posted, posted["text"]) == (False, "a &lt;b&gt;")
    assert posted["metadata"] == arguments(single(), "abc")["metadata"]


@pytest.mark.parametrize("evil", ["<!channel>", "<@U012ABCDEF>", "<https://evil.example|bank>", "a & b", "*b* _i_ ~s~"])
def test_nobodys_title_can_call_or_pass_as_a_link(evil: str) -> None:
    posted = arguments(single(evil), "k")
    assert posted["text"] == evil.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    (section,) = posted["blocks"][0]["elements"]
    assert section["elements"] == [{"type": "text", "text": evil}]
    assert "mrkdwn" not in json.dumps(posted["blocks"])


def test_newlines_escapes_and_changes_of_direction_are_gone() -> None:
    assert clean("a\nb\x1b[31m\u202ec\u2028d\x00") == "a b [31mc d"
    assert texts(blocks(single("a\u202eb\nc"))) == ["ab c"]


@pytest.mark.parametrize(
    ("owner", "user"),
    [("U012ABCDEF", "U012ABCDEF"), ("@W012ABCDEF", "W012ABCDEF"), ("<@U012ABCDEF>", "U012ABCDEF"), ("@mei", None)],
)
def test_an_owner_who_is_a_slack_user_is_mentioned(owner: str, user: str | None) -> None:
    assert account_of(owner) == user
    posted = arguments(single(owner=owner), "k")
    mentioned = {"type": "user", "user_id": user} in posted["blocks"][0]["elements"][0]["elements"]
    assert mentioned == (user is not None)
    assert (f"<@{user}>" in posted["text"]) == (user is not None)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://a/b", "http://", "https://a b", "http://[", None])
def test_only_web_addresses_are_links(url: str | None) -> None:
    assert link(url) is None
    assert '"link"' not in json.dumps(arguments(single(url=url), "k"))


def test_an_address_cannot_break_out_of_its_link() -> None:
    assert link("https://a.example/?x=<y>|z") == "https://a.example/?x=%3Cy%3E%7Cz"


@pytest.mark.parametrize("whole", [ACCENT, FAMILY, FLAG, "각"])
def test_nothing_is_cut_inside_what_is_seen_as_one_character(whole: str) -> None:
    for most in range(1, len(whole) * 3 + 1):
        shown = cut(whole * 3, most).removesuffix("…")
        assert shown == whole * (len(shown) // len(whole))


def test_a_long_text_is_cut_before_it_is_escaped() -> None:
    shown = fit("&" * 1000, 100)
    assert (len(escape(shown)) <= 100, escape(shown).endswith("&amp;…")) == (True, True)


anything = st.text(alphabet=st.sampled_from("ab &<>*_`\n\u202e\u0301\u200d\U0001f1e9\U0001f469中"), max_size=60)
entries = st.builds(
    lambda text, times, owner, url, kind: Entry(text * times, owner=owner, url=url, title=text, page=url, kind=kind),
    anything,
    st.integers(1, 120),
    st.none() | anything | st.just("U012ABCDEF"),
    st.none() | st.just("https://example.org/" + "x" * 50) | anything,
    st.none() | st.sampled_from(["last_call", "moved", "of old"]),
)


@given(st.lists(entries, min_size=1, max_size=60), st.none() | anything, st.integers(0, 9))
def test_every_message_keeps_to_the_limits_of_slack(found: list[Entry], title: str | None, more: int) -> None:
    posted = arguments(Message(entries=tuple(found), title=title, more=more, more_url="https://example.org"), "k")
    assert 0 < len(posted["text"]) < 4000
    assert len(posted["blocks"]) <= 50
    assert sum(len(escape(text)) for text in texts(posted["blocks"])) <= MOST_IN_BLOCKS
    for block in posted["blocks"]:
        limit = 150 if block["type"] == "header" else 3000
        assert 0 < sum(len(escape(text)) for text in texts(block)) <= limit
    assert all(texts(posted["blocks"]))


def test_a_message_without_any_text_still_says_something() -> None:
    assert arguments(single("\n"), "k")["text"] == "(no text)"


@given(st.lists(entries, max_size=4), st.none() | anything, st.booleans())
def test_a_message_comes_back_as_it_was_kept(found: list[Entry], title: str | None, plain: bool) -> None:  # noqa: FBT001
    message = Message(entries=tuple(found), title=title, more=2, more_url="https://example.org", plain=plain)
    assert Message.from_json(message.as_json(), plain=plain) == message
    assert Message.from_json(Message(message.entries, edits=Receipt("C", "1")).as_json()).edits is None


CALL = "Digital human rules: consultation closes"


def first_section(entry: Entry) -> Any:
    return blocks(Message(entries=(entry,)))[0]["elements"][0]["elements"]


def test_a_title_is_bold_and_leads_to_its_page_and_what_heads_the_sentence_is_bold() -> None:
    text = f"Last call: {CALL}. It closes in 9 min."
    page, url = "https://watch.example/items/call", "https://gazette.example/"
    assert first_section(Entry(text, url=url, title=CALL, page=page, kind="last_call")) == [
        {"type": "emoji", "name": "rotating_light"},
        {"type": "text", "text": " "},
        {"type": "text", "text": "Last call: ", "style": {"bold": True}},
        {"type": "link", "url": page, "text": CALL, "style": {"bold": True}},
        {"type": "text", "text": ". It closes in 9 min."},
        {"type": "text", "text": " "},
        {"type": "link", "url": url, "text": "source"},
    ]
    assert arguments(Message((Entry(text, url=url, title=CALL, page=page),)), "k")["text"] == f"{text} {url}"


@pytest.mark.parametrize("evil", ["<!channel>", "<@U012ABCDEF>", "<https://evil.example|bank>", "*b* & _i_"])
def test_a_title_with_looks_can_still_not_call_or_pass_as_another_link(evil: str) -> None:
    entry = Entry(f"{evil}: due today.", title=evil, page="https://watch.example/items/a")
    link_of_title, rest = first_section(entry)
    assert (link_of_title["text"], link_of_title["url"]) == (evil, "https://watch.example/items/a")
    assert rest == {"type": "text", "text": ": due today."}
    assert arguments(Message((entry,)), "k")["text"] == f"{escape(evil)}: due today."


def test_a_title_without_a_page_is_bold_and_a_page_that_is_no_web_address_no_link() -> None:
    bold = {"type": "text", "text": "V4", "style": {"bold": True}}
    assert first_section(Entry("V4: due today.", title="V4"))[0] == bold
    assert first_section(Entry("V4: due today.", title="V4", page="javascript:alert(1)"))[0] == bold


@pytest.mark.parametrize(
    ("text", "title", "bold"),
    [
        ("New on the list: New: 6 May 2026.", "New", ["New on the list: ", "New"]),
        ("Nothing of the kind: due today.", "Other", []),
        ("V4…", "V4 launch", []),
        ("a: b: due today.", "a: b", ["a: b"]),
    ],
)
def test_only_the_title_of_a_sentence_is_taken_for_its_title(text: str, title: str, bold: list[str]) -> None:
    assert [one["text"] for one in first_section(Entry(text, title=title)) if one.get("style")] == bold


def test_only_the_link_of_who_is_named_is_called_a_source() -> None:
    def label(**more: Any) -> str:
        return str(first_section(Entry("V4: due today.", url="https://v4.example/", **more))[-1]["text"])

    assert (label(), label(names_source=False)) == ("source", "link")


def test_how_something_ended_can_be_told_by_its_sign() -> None:
    ends = ("happened", "done", "cancelled", "superseded")
    assert len({first_section(Entry("V4: ended.", kind=end))[0]["name"] for end in ends}) == len(ends)


@pytest.mark.parametrize("entry", [{"text": "Due."}, {"text": "Due.", "url": None, "mood": "of a later version"}])
def test_what_another_version_kept_can_be_sent_again(entry: dict[str, Any]) -> None:
    kept = json.dumps({"title": "Two", "tone": "of a later version", "entries": [entry]})
    assert Message.from_json(kept) == Message((Entry("Due."),), title="Two")


def test_a_message_that_was_kept_is_the_same_again() -> None:
    entry = Entry("V4: due.", "https://v4.example/", "mei", title="V4", page="/v4", kind="today", names_source=False)
    message = Message((entry,), title="Two at once", more=3, more_url="https://watch.example/")
    assert Message.from_json(message.as_json()) == message


OFFERED = Offers(("take", "done"), ("history",), notification=7, item="call", revision=3)


def test_below_the_sentence_stand_the_buttons_and_then_how_things_stand() -> None:
    shown = blocks(replace(single(title="V4 launch"), offers=OFFERED, context="mei is on it since 10 Apr 2026."))
    assert [block["type"] for block in shown] == ["rich_text", "actions", "context"]
    assert [each["action_id"] for each in shown[1]["elements"]] == ["wt.take", "wt.done", "wt.more"]
    assert shown[1]["elements"][0]["accessibility_label"] == "I'm on it: V4 launch"
    assert [each["text"] for each in shown[2]["elements"]] == ["mei is on it since 10 Apr 2026."]


def test_where_nothing_is_to_be_said_the_id_of_the_item_stands_below() -> None:
    shown = blocks(replace(single(title="V4 launch"), offers=OFFERED))
    assert [block["type"] for block in shown] == ["rich_text", "actions", "context"]
    assert shown[2]["elements"][0]["text"] == "call"
    assert [block["type"] for block in blocks(replace(group(2), offers=OFFERED))] == ["header", "rich_text", "actions"]


def test_screen_readers_hear_how_things_stand_too() -> None:
    posted = arguments(replace(single(), context="mei & ola are on it."), "k")
    assert posted["text"] == "V4 launch is due.\nmei &amp; ola are on it."


def test_a_name_in_the_line_below_can_call_nobody() -> None:
    (_, context) = blocks(replace(single(), context="<!channel> is on it."))
    assert context["elements"] == [{"type": "mrkdwn", "text": "&lt;!channel&gt; is on it.", "verbatim": True}]


def test_the_buttons_of_each_version_have_an_id_of_their_own_and_of_a_repetition_the_same() -> None:
    message = replace(single(), offers=OFFERED, made_at="2026-04-29T09:00:00Z")
    later = replace(message, made_at="2026-04-29T09:00:05Z")
    taken = replace(message, context="mei is on it.")
    ids = [blocks(each)[1]["block_id"] for each in (message, later, taken, message)]
    assert (len(set(ids)), ids[0] == ids[3]) == (3, True)


def test_plain_text_has_no_buttons() -> None:
    assert "blocks" not in arguments(replace(single(), offers=OFFERED, plain=True), "k")
