"""What a message is made of: its sentences, its title, its links, and what programs want to know of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from tests.builders import an_item, as_known, happened, said
from tests.core.outbox_examples import CHANNEL, DAY, HOUR, NOW, a_notification
from watchtracker.items import Item, ItemAsOf, Kind, Result
from watchtracker.notifications import Notification, NotificationKind, NotificationState, Reason, ReasonCode, reasons
from watchtracker.outbox.batching import Batch
from watchtracker.outbox.composing import MOST_SHOWN, Circumstances, compose, correction, perhaps_repeated
from watchtracker.outbox.messages import Entry, Message, MessageForm

URL = "https://watch.example"
PAGE = f"{URL}/items/call"
SOURCE, ABOUT = "https://gazette.example/1", "https://call.example"
MARK = "(This may have been sent before: whether it arrived could not be seen.)"
MOVED = Reason(ReasonCode.OTHER, ("the date moved",))


def call(item_id: str = "call", **more: Any) -> Item:
    more.setdefault("owner", "Ada")
    claim = said("May 6, 2026", "2026-04-01", url=more.pop("source_url", SOURCE))
    return an_item(claim, item_id=item_id, kind=Kind.DEADLINE, zone="UTC", **more)


def composed(
    form: MessageForm,
    *members: Notification,
    items: Sequence[Item] | None = None,
    public_url: str = URL,
    now: timedelta = timedelta(0),
    answerable: bool = False,
) -> Message:
    known = items if items is not None else [call(member.item) for member in members if member.item]
    knowns = {item.id: as_known(item) for item in known}
    by_id = {item.id: item for item in known}
    around = Circumstances(CHANNEL, NOW + now, knowns, public_url, answerable=answerable, items=by_id)
    return compose(Batch(form, members), around)


def single(**more: Any) -> Entry:
    (entry,) = composed(MessageForm.SINGLE, a_notification(), items=[call(**more)]).entries
    return entry


def test_one_notification_is_one_sentence_without_a_title() -> None:
    message = composed(MessageForm.SINGLE, a_notification())
    assert (message.title, message.more, message.plain) == (None, 0, False)
    (entry,) = message.entries
    assert entry.text.startswith("Call: due in 7 days, 6 May 2026")
    assert (entry.title, entry.owner, entry.page, entry.url) == ("Call", "Ada", PAGE, SOURCE)


def test_a_late_one_says_when_it_was_due() -> None:
    (entry,) = composed(MessageForm.SINGLE, a_notification(), now=HOUR).entries
    assert "(This was due 29 Apr 2026, 09:00 UTC.)" in entry.text


def test_programs_are_told_the_item_its_date_and_when_it_was_owed() -> None:
    entry = single()
    assert (entry.item, entry.notification, entry.due_at) == ("call", "upcoming", "2026-04-29T09:00:00Z")
    assert entry.window is not None
    assert entry.window["earliest"] == "2026-05-06"


@pytest.mark.parametrize(("form", "kind"), [(MessageForm.SINGLE, "upcoming"), (MessageForm.GROUP, "group")])
def test_a_message_says_what_it_is_and_when_it_was_made(form: MessageForm, kind: str) -> None:
    message = composed(form, a_notification(), now=HOUR)
    assert (message.kind, message.made_at) == (kind, "2026-04-29T10:00:00Z")


def test_without_a_source_of_its_date_a_reminder_leads_to_where_its_item_can_be_read_about() -> None:
    named = single(source_url=None, url=ABOUT)
    assert (named.url, named.names_source) == (ABOUT, False)
    assert (single(url=ABOUT).url, single(url=ABOUT).names_source) == (SOURCE, True)
    assert single(source_url=None).url is None


def test_without_a_page_of_ours_a_title_leads_to_the_item_itself() -> None:
    (entry,) = composed(MessageForm.SINGLE, a_notification(), items=[call(url=ABOUT)], public_url="").entries
    assert entry.page == ABOUT


def test_news_has_the_link_of_who_is_named_in_it_or_none() -> None:
    moved = a_notification(kind=NotificationKind.MOVED, target="r2", rule="moved")
    (entry,) = composed(MessageForm.SINGLE, moved, items=[call(source_url=None, url=ABOUT)]).entries
    assert entry.url is None


@pytest.mark.parametrize("result", Result)
def test_of_an_outcome_it_is_told_which_one(result: Result) -> None:
    resolved = a_notification(kind=NotificationKind.RESOLVED, target="r2", rule="resolved")
    (entry,) = composed(MessageForm.SINGLE, resolved, items=[call(outcome=happened("2026-04-28", result))]).entries
    assert (entry.kind, entry.notification) == (result.value, "resolved")


@pytest.mark.parametrize(
    ("form", "title"),
    [
        (MessageForm.GROUP, "25 notifications at once"),
        (MessageForm.MISSED, "Missed while down: 25 notifications"),
        (MessageForm.DEAD_LETTERS, "25 notifications could not be delivered"),
    ],
)
def test_of_many_at_once_twenty_are_shown_and_the_rest_counted(form: MessageForm, title: str) -> None:
    message = composed(form, *(a_notification(f"call-{number}") for number in range(25)))
    assert (message.title, len(message.entries)) == (title, MOST_SHOWN)
    assert (message.more, message.more_url) == (5, URL)
    exactly = composed(form, *(a_notification(f"call-{number}") for number in range(MOST_SHOWN)))
    assert (len(exactly.entries), exactly.more) == (MOST_SHOWN, 0)


def test_a_dead_letter_says_for_whom_it_was_and_why_it_is_dead() -> None:
    dead = a_notification(state=NotificationState.DEAD, reason=reasons.GIVEN_UP)
    (entry,) = composed(MessageForm.DEAD_LETTERS, dead).entries
    assert entry.text.startswith("Call, upcoming, for the channel policy, due 29 Apr 2026, 09:00 UTC: it could not")
    assert (entry.item, entry.notification, entry.due_at) == ("call", "upcoming", "2026-04-29T09:00:00Z")


def test_a_dead_letter_of_an_item_that_is_unknown_has_its_id_and_that_of_a_digest_none() -> None:
    unknown, digest = composed(MessageForm.DEAD_LETTERS, a_notification(), a_notification(None), items=[]).entries
    assert unknown.text.startswith("call, upcoming, for the channel policy")
    assert digest.text.startswith("The digest, for the channel policy")


def test_a_digest_has_headings_and_leads_to_the_list_and_says_when_it_is_late() -> None:
    digest = a_notification(None, rule="digest", target="2026-04-29")
    message = composed(MessageForm.DIGEST, digest, items=[call()])
    assert (message.title, message.more_url) == ("Weekly digest, 29 Apr 2026", URL)
    (entry,) = (entry for entry in message.entries if not entry.heading)
    assert (entry.title, entry.page, entry.url, entry.item) == ("Call", PAGE, SOURCE, "call")
    assert any(entry.heading for entry in message.entries)
    late = composed(MessageForm.DIGEST, digest, items=[call()], now=DAY)
    assert late.title is not None
    assert late.title.endswith("(due 29 Apr 2026, 09:00 UTC)")


def test_what_may_have_arrived_says_so_once_in_its_title_or_else_in_its_sentence() -> None:
    one, two = Entry("Call: in 7 days"), Entry("Rule: in 7 days")
    assert perhaps_repeated(Message((one, two), title="2 notifications")) == Message(
        (one, two), title=f"2 notifications {MARK}"
    )
    marked = Message((Entry(f"Call: in 7 days {MARK}"), two))
    assert perhaps_repeated(Message((one, two))) == marked
    assert perhaps_repeated(marked) == marked


# Corrections.


def corrected(item: Item, *, listed: bool) -> Entry:
    known: ItemAsOf = as_known(item)
    told = [(a_notification(item.id), MOVED)]
    (entry,) = correction(told, {item.id: known}, {item.id} if listed else set(), URL).entries
    return entry


def test_a_correction_says_what_holds_now() -> None:
    entry = corrected(call(), listed=True)
    assert entry.text.startswith("Correction: Call: the date in force is now 6 May 2026")
    assert (entry.title, entry.page, entry.url) == ("Call", PAGE, SOURCE)


def test_a_correction_of_what_was_resolved_leads_to_the_outcome() -> None:
    assert corrected(call(outcome=happened("2026-04-28")), listed=True).url is None


def test_a_correction_of_what_was_taken_off_the_list_says_why_and_has_no_page() -> None:
    entry = corrected(call(url=ABOUT, source_url=None), listed=False)
    assert entry.text == "Correction: Call: the date moved."
    assert (entry.title, entry.page, entry.url) == ("Call", None, ABOUT)


@pytest.mark.parametrize("form", [form for form in MessageForm if form is not MessageForm.PROPOSALS])
def test_nothing_is_offered_where_nobody_would_hear_an_answer(form: MessageForm) -> None:
    about = None if form is MessageForm.DIGEST else "call"
    assert composed(form, a_notification(about), items=[call()]).offers is None


def test_one_notification_offers_what_its_kind_and_item_ask_for() -> None:
    offered = composed(MessageForm.SINGLE, a_notification(), answerable=True).offers
    assert offered is not None
    assert (offered.visible, offered.primary) == (("take", "done", "new_date"), "take")
    assert (offered.notification, offered.item, offered.revision) == (7, "call", as_known(call()).revision)


@pytest.mark.parametrize("form", [MessageForm.GROUP, MessageForm.MISSED, MessageForm.DIGEST])
def test_a_message_about_several_offers_a_form_with_its_members(form: MessageForm) -> None:
    about = [None] if form is MessageForm.DIGEST else ["a", "b"]
    members = [a_notification(name, id=number) for number, name in enumerate(about, start=4)]
    offered = composed(form, *members, items=[call("a"), call("b")], answerable=True).offers
    assert offered is not None
    assert (offered.visible, offered.more, offered.notification) == (("answer",), (), 4)


def test_nobody_answers_an_announcement_of_what_could_not_be_delivered() -> None:
    dead = a_notification(state=NotificationState.DEAD)
    assert composed(MessageForm.DEAD_LETTERS, dead, answerable=True).offers is None
