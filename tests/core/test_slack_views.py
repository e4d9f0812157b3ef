"""The modals in Slack: their ids, what they show, their limits, and what nobody's text can do in them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.block_kit import everything, faults, inputs, texts
from tests.builders import a_channel, an_item, as_known, at, deepseek, said
from watchtracker.channels.slack import inbound
from watchtracker.channels.slack.views import dates, home, outcomes, showing
from watchtracker.channels.slack.views import said as said_back
from watchtracker.inbox import item_forms, readings
from watchtracker.inbox.consequences import Audience
from watchtracker.inbox.forms import (
    Anchor,
    AnswerForm,
    Claimed,
    DateReading,
    Effect,
    EndingForm,
    FieldName,
    HistoryForm,
    InForce,
    Member,
    NewDateForm,
    NewItem,
    NotRightForm,
    Past,
    RecordForm,
    RefusalShown,
    ReopenForm,
    SnoozeForm,
    TakeOverForm,
    WatchForm,
)
from watchtracker.inbox.intents import OfItem, OfNotification, Submission, View, Where, writes
from watchtracker.inbox.keeping import reviewed, where
from watchtracker.inbox.tellings import Watching
from watchtracker.inbox.watching import watched
from watchtracker.items import Item, Result
from watchtracker.notifications import NotificationKind
from watchtracker.notifications.holds import Person, snooze_bounds
from watchtracker.outbox.offers import offers
from watchtracker.reports.home import HomeOf
from watchtracker.reports.home import home as home_of
from watchtracker.reports.replies import CommandReply, ReplyLine

NOW = at("2026-04-16 09:00")
ANCHOR = Anchor(OfNotification(17, 4), Where("C0123456789", "1776300000.000100", "1776200000.000100"))
TOLD = Audience((a_channel("team"),))
DAY = date(2026, 4, 16)
FIELDS = {"when": "mid-May 2026", "said_on": "2026-04-16", "source": "Linos", "standing": "reported"}


def recorded(item: Item | None = None, **fields: str) -> RecordForm:
    form = readings.submitted(ANCHOR, item or deepseek(), {**FIELDS, **fields}, NOW, TOLD)
    assert isinstance(form, RecordForm)
    return form


def test_a_new_date_asks_for_all_of_a_claim() -> None:
    view = dates.new_date(readings.new_date(ANCHOR, as_known(deepseek()), NOW))
    assert (view["callback_id"], view["submit"]["text"]) == ("wt.new_date", "Read it")
    assert list(inputs(view)) == ["when", "said_on", "source", "standing", "link", "quote"]
    when = inputs(view)["when"]
    assert when["dispatch_action"] is True
    assert when["element"]["dispatch_action_config"] == {"trigger_actions_on": ["on_enter_pressed"]}
    assert when["element"]["max_length"] == 500
    assert inputs(view)["said_on"]["element"]["initial_date"] == "2026-04-16"
    assert json.loads(view["private_metadata"]) == {
        "v": 1,
        "n": 17,
        "r": 4,
        "at": {"c": "C0123456789", "m": "1776300000.000100", "t": "1776200000.000100"},
    }


def test_enter_shows_the_reading_below_the_words() -> None:
    form = readings.new_date(ANCHOR, as_known(deepseek()), NOW)
    view = dates.new_date(readings.echoed(form, "Asia/Shanghai", {"when": "late April"}, NOW))
    ids = [block.get("block_id", block["type"]) for block in view["blocks"]]
    assert ids[:5] == ["rich_text", "context", "when", "rich_text", "said_on"]
    assert "between 21 and 30 April 2026, Shanghai time" in texts(view["blocks"][3])


def test_the_last_look_keeps_the_reading_and_says_what_it_does() -> None:
    view = dates.record(recorded())
    assert (view["callback_id"], view["submit"]["text"], inputs(view)) == ("wt.new_date", "Record", {})
    shown = texts(view["blocks"])
    assert "Read as \nmid-May 2026\n: between 11 and 20 May 2026, Shanghai time." in shown
    assert "It slips by 20 days: mid-May 2026, was late Apr 2026." in shown
    assert "Tells team that it moved." in shown
    keeps = json.loads(view["private_metadata"])
    assert (keeps["r"], keeps["read"]["when"], keeps["read"]["source"]) == (4, "mid-May 2026", "Linos")


def test_a_date_that_moved_meanwhile_is_looked_at_again() -> None:
    form = readings.submitted(ANCHOR, deepseek(), FIELDS, NOW, TOLD, moved_meanwhile=True)
    assert isinstance(form, RecordForm)
    assert "The date moved meanwhile: look again." in texts(dates.record(form)["blocks"])


def test_a_long_quote_stays_in_its_field() -> None:
    view = dates.record(recorded(quote="x" * 3000, link="https://example.org/" + "a" * 900))
    assert list(inputs(view)) == ["link", "quote"]
    assert faults(view) == []


def test_a_message_offers_its_dates_and_other_words() -> None:
    form = watched(
        Anchor(where=Where("C1", "1.2")), "V4 is due late April. The API ships on 2 May.", NOW, source="Mei", zone="UTC"
    )
    view = dates.watch(form)
    assert view["callback_id"] == "wt.watch"
    reading = inputs(view)["reading"]["element"]
    assert [option["text"]["text"] for option in reading["options"]] == [
        "late Apr 2026 (late April)",
        "2 May 2026 (2 May)",
        "Other words, which I write below",
    ]
    assert reading["initial_option"]["value"] == "w:late April"
    assert inputs(view)["item"]["element"]["type"] == "external_select"
    assert inputs(view)["when"]["optional"] is True
    fields = {"reading": "w:2 May", "said_on": "2026-04-16", "source": "Mei", "title": "V4", "zone": "UTC"}
    read = readings.submitted_new(form.anchor, fields, NOW, TOLD)
    assert isinstance(read, RecordForm)
    assert (read.reading.short, dates.record(read)["callback_id"]) == ("2 May 2026", "wt.watch")


def test_a_private_conversation_is_warned_of() -> None:
    form = watched(Anchor(), "V4 is due late April.", NOW, source="Mei", zone="UTC")
    assert "This conversation is private." in texts(dates.watch(replace(form, is_private=True))["blocks"])
    assert "This conversation is private." not in texts(dates.watch(form)["blocks"])


def test_a_message_without_a_date_asks_for_words() -> None:
    view = dates.watch(watched(Anchor(), "any news?", NOW, source="Mei", zone="UTC"))
    assert "reading" not in inputs(view)
    assert "optional" not in inputs(view)["when"]
    assert inputs(view)["when"]["hint"]["text"].startswith("No date was found in the message.")


def test_each_outcome_has_its_own_view() -> None:
    known = as_known(deepseek())
    views = {Result.DONE: "wt.done_on", Result.HAPPENED: "wt.happened", Result.CANCELLED: "wt.cancelled"}
    for result, view in views.items():
        drawn = outcomes.outcome(readings.an_outcome(ANCHOR, known, result, "mei", NOW))
        assert (drawn["callback_id"], list(inputs(drawn))) == (view, ["on", "source", "link"])
        assert inputs(drawn)["source"]["element"]["initial_value"] == "mei"


def test_what_is_not_right_is_shown_with_what_it_does() -> None:
    item = an_item(said("May 2026", "2026-01-01"), said("June 2026", "2026-02-01"))
    view = outcomes.not_right(item_forms.not_right(ANCHOR, item, item.claims[-1].id, NOW, TOLD))
    assert "The date goes back to May 2026; it was Jun 2026." in texts(view["blocks"])
    assert json.loads(view["private_metadata"])["claim"] == item.claims[-1].id
    assert inputs(view)["reason"]["optional"] is True


def test_a_snooze_asks_for_a_moment() -> None:
    known = as_known(deepseek())
    form = item_forms.snooze(ANCHOR, known, NOW, bounds=snooze_bounds(known, None, NOW), zone="UTC")
    element = inputs(outcomes.snooze(form))["until"]["element"]
    assert (element["type"], element["initial_date_time"]) == ("datetimepicker", int(form.chosen.timestamp()))


def test_taking_over_mentions_nobody_but_the_holder() -> None:
    form = TakeOverForm(ANCHOR, InForce("Grants call"), "mei", "U0123456789", "15 Apr 2026")
    view = outcomes.take_over(form)
    assert (view["callback_id"], view["submit"]["text"]) == ("wt.take_over", "Take it over")
    assert [each["user_id"] for each in everything(view) if each.get("type") == "user"] == ["U0123456789"]


def test_a_member_of_a_grouped_message_shows_its_own_buttons() -> None:
    members = (Member("call", "Grants call", "in 9 days"), Member("v4", "V4"))
    found = offers(NotificationKind.UPCOMING, as_known(deepseek()).facts.kind)
    empty = showing.answer(AnswerForm(ANCHOR, members))
    assert [block["type"] for block in empty["blocks"]] == ["input"]
    chosen = showing.answer(AnswerForm(ANCHOR, members, "call"), found, "answers-1")
    assert [block["type"] for block in chosen["blocks"]] == ["input", "rich_text", "actions"]
    assert inputs(chosen)["member"]["dispatch_action"] is True


def test_a_refusal_says_its_sentence_once() -> None:
    shown = texts(showing.refusal(RefusalShown("Not recorded: nobody is on it in this channel.", "Grants call")))
    assert "Nobody is on it in this channel." in shown
    assert "Not recorded:" not in shown


HOSTILE = ("<!channel>", "<@U0123456789>", "*bold* _it_", "<https://evil.example|click>", "\u202egnp", "&" * 400)


def submitted(view: dict[str, Any], values: dict[str, dict[str, Any]]) -> Submission:
    """What Slack sends when a view of ours is sent with these values."""
    state = {"values": {name: {name: value} for name, value in values.items()}}
    sent = {**view, "id": "V1", "hash": "1.a", "state": state}
    payload = {"type": "view_submission", "user": {"id": "U0000000MEI"}, "team": {"id": "T1"}, "view": sent}
    intent = inbound.read(json.dumps(payload), NOW, "T1")
    assert isinstance(intent, Submission)
    return intent


def test_what_is_sent_back_is_what_was_looked_at() -> None:
    form = recorded(link="https://news.example/v4", quote="In mid-May.")
    values = {name: {"value": block["element"]["initial_value"]} for name, block in inputs(dates.record(form)).items()}
    sent = submitted(dates.record(form), values)
    assert (sent.view, sent.form.about, writes(sent)) == (View.NEW_DATE, ANCHOR.about, True)
    back = reviewed(sent.form.kept, sent.form.fields)
    assert back is not None
    assert back.claimed == form.claimed
    assert where(sent.form.kept) == ANCHOR.where


def test_the_first_view_of_a_date_writes_nothing() -> None:
    view = dates.new_date(readings.new_date(ANCHOR, as_known(deepseek()), NOW))
    sent = submitted(view, {"when": {"value": "late April"}, "said_on": {"selected_date": "2026-04-16"}})
    assert not writes(sent)
    assert sent.form.fields == {"when": "late April", "said_on": "2026-04-16"}


def test_what_is_watched_can_be_looked_at_and_taken_back() -> None:
    told = Watching("v4", "V4 <!channel>", "late Apr 2026", 1)
    drawn = said_back.watching(told, "Watching: V4 <!channel>, late Apr 2026.")
    buttons = drawn["blocks"][-1]["elements"]
    assert [each["action_id"] for each in buttons] == ["wt.history", "wt.undo"]
    assert [each["text"]["text"] for each in buttons] == ["Show", "Undo"]
    assert drawn["text"] == "Watching: V4 &lt;!channel&gt;, late Apr 2026."


ODD = st.one_of(st.text(max_size=400), st.sampled_from(HOSTILE))


@st.composite
def forms(draw: st.DrawFn) -> dict[str, Any]:
    """A view of each kind, with whatever titles, sources, quotes, links and names."""
    odd = [draw(ODD) for _ in range(6)]
    item = InForce(odd[0], odd[1])
    claimed = Claimed(odd[2][:500], date(2026, 4, 16), odd[3][:200], link=odd[4], quote=odd[5] * 10)
    reading = DateReading(odd[2][:500], as_known(deepseek()).window, "Asia/Shanghai")
    offered = tuple(replace(reading, when=each) for each in dict.fromkeys(each[:140] for each in odd[:5]))
    new = NewItem(odd[0][:300], zone="UTC", owner=odd[1][:100])
    does = Effect(tuple(odd))
    anchor = Anchor(OfItem("a" * 100, 2**31 - 1), ANCHOR.where)
    titles = odd * draw(st.integers(1, 25))
    members = tuple(Member(f"item-{number}", title, title) for number, title in enumerate(titles))
    views: tuple[Callable[[], dict[str, Any]], ...] = (
        lambda: dates.new_date(NewDateForm(anchor, item, claimed, refusal=odd[4])),
        lambda: dates.new_date(NewDateForm(anchor, item, claimed, reading)),
        lambda: dates.record(RecordForm(anchor, item, claimed, reading, does, moved_meanwhile=True)),
        lambda: dates.record(RecordForm(anchor, item, claimed, reading, does, new)),
        lambda: dates.watch(
            WatchForm(anchor, (), claimed, new, odd[4], ("a", odd[0]), is_private=True, recorded=odd[1])
        ),
        lambda: dates.watch(WatchForm(anchor, offered, claimed, new, odd[4], is_private=True, refusal=odd[3])),
        lambda: outcomes.outcome(EndingForm(anchor, item, Result.DONE, DAY, DAY, odd[3], odd[4])),
        lambda: outcomes.not_right(NotRightForm(anchor, item, "abcdef01", f"{odd[4]}\n{odd[5]}", does)),
        lambda: outcomes.reopen(ReopenForm(anchor, item, odd[4], does)),
        lambda: outcomes.snooze(SnoozeForm(anchor, item, NOW, NOW, odd[4])),
        lambda: outcomes.take_over(TakeOverForm(anchor, item, odd[0], odd[1], odd[2])),
        lambda: showing.history(
            HistoryForm(anchor, item, tuple(Past(each, each, each) for each in odd * 7), 3, odd[4])
        ),
        lambda: showing.answer(AnswerForm(anchor, members, "item-1")),
        lambda: showing.refusal(RefusalShown(odd[0], odd[1])),
    )
    drawn: dict[str, Any] = draw(st.sampled_from(views))()
    return drawn


@given(forms())
def test_whatever_anybody_writes_a_view_is_one_that_slack_takes(view: dict[str, Any]) -> None:
    assert faults(view) == []
    assert all(FieldName(name) for name in inputs(view))


@given(st.lists(ODD, min_size=1, max_size=6), st.integers(1, 40))
def test_whatever_there_is_app_home_is_one_that_slack_takes(titles: list[str], number: int) -> None:
    due = said("20 April 2026", "2026-04-01")
    items = [an_item(due, item_id=f"item-{each}", owner="mei") for each in range(number)]
    items = [replace(each, facts=replace(each.facts, title=titles[0] or "?")) for each in items]
    shown = home_of(items, HomeOf(Person("mei", "U0000000MEI"), NOW, "UTC", "https://watch.example.org"))
    assert faults(home.home(shown)) == []


@given(st.lists(ODD, max_size=6), ODD)
def test_whatever_a_command_answers_nothing_in_it_is_parsed(titles: list[str], heading: str) -> None:
    lines = tuple(ReplyLine(title * 5, title, "https://watch.example.org/items/a") for title in titles * 5)
    drawn = said_back.said(CommandReply(heading, lines, 3, "https://watch.example.org"))
    assert faults({"type": "message", "private_metadata": "", "blocks": drawn["blocks"]}) == []
    assert drawn["response_type"] == "ephemeral"
    assert len(drawn["text"]) <= 4_000
    assert "<" not in drawn["text"]
