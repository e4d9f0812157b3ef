"""What a message shows now, by how things stand with its item; and that it stays as it is where nothing changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import an_item, as_known, said
from tests.core.outbox_examples import CHANNEL, DAY, HOUR, NOW, a_notification
from watchtracker import items
from watchtracker.dates import DateWindow
from watchtracker.items import Item, Kind, Origin, Outcome, Result, Standing
from watchtracker.notifications import Change, Notification, NotificationKind
from watchtracker.notifications.answers import Action, AnswerResult, GivenAnswer
from watchtracker.notifications.holds import Hold, HoldKind, Person
from watchtracker.outbox.batching import Batch
from watchtracker.outbox.composing import Circumstances, compose
from watchtracker.outbox.faces import Shown, drawn, fingerprint
from watchtracker.outbox.messages import Message, MessageForm
from watchtracker.outbox.seeing import AsSeen
from watchtracker.revisions import Revision, revised

URL = "https://watch.example"
MEI, OLA = Person("mei", "U0MEI"), Person("ola")


def call(item_id: str = "call", kind: Kind = Kind.DEADLINE) -> Item:
    item = an_item(said("May 6, 2026", "2026-04-01"), item_id=item_id, kind=kind, zone="UTC")
    return replace(item, revision=1)


def taken(item: Item, by: Person = MEI, channel: str = "policy", since: datetime = NOW) -> Hold:
    return Hold(item.id, channel, HoldKind.TAKEN, by, since, as_known(item).window)


def snoozed(item: Item, by: Person = MEI, days: int = 1) -> Hold:
    return Hold(item.id, "policy", HoldKind.SNOOZED, by, NOW, as_known(item).window, NOW + days * DAY)


def done(item: Item, by: str | None = "mei") -> Item:
    outcome = Outcome(Result.DONE, date(2026, 4, 28), "the register", "https://register.example", by)
    return revised(Revision(item, items.resolved(item, outcome, now=NOW + HOUR)), NOW + HOUR).after


def moved(item: Item) -> Item:
    return items.recorded(
        item, said("May 20, 2026", "2026-04-29", "<Bulletin>"), origin=Origin.SLACK, now=NOW + HOUR, by="mei"
    )


def taken_back(item: Item, by: str | None = None) -> Item:
    return items.retracted(item, item.claims[-1].id, origin=Origin.CLI, now=NOW + 2 * HOUR, by=by)


def looked_at(item: Item) -> Item:
    return items.rechecked(item, by="mei", origin=Origin.CLI, now=NOW + HOUR)


@dataclass(frozen=True)
class Told:
    """A message that was sent about an item as it was then."""

    item: Item
    notification: Notification
    message: Message

    def now(
        self,
        item: Item | None = None,
        *holds: Hold,
        later: timedelta = 2 * HOUR,
        answers: Sequence[GivenAnswer] = (),
    ) -> Message:
        seen = AsSeen(item or self.item, "policy", NOW + later, holds, answers)
        return drawn(Shown(self.message, NOW, [self.notification]), {self.item.id: seen}, NOW + later, URL)


def told(
    kind: NotificationKind = NotificationKind.UPCOMING,
    item: Item | None = None,
    holds: Sequence[Hold] = (),
    **more: Any,
) -> Told:
    item = item or call()
    notification = a_notification(item.id, kind=kind, **more)
    around = Circumstances(
        CHANNEL, NOW, {item.id: as_known(item)}, URL, held={item.id: holds}, answerable=True, items={item.id: item}
    )
    return Told(item, notification, compose(Batch(MessageForm.SINGLE, (notification,)), around))


def text(message: Message) -> str:
    (entry,) = message.entries
    return entry.text


def buttons(message: Message) -> tuple[str, ...]:
    return message.offers.visible if message.offers else ()


def menu(message: Message) -> tuple[str, ...]:
    return message.offers.more if message.offers else ()


def test_nothing_changes_where_nothing_has_changed() -> None:
    message = told()
    assert replace(message.now(), made_at=None) == replace(message.message, made_at=None)


def test_what_is_taken_says_so_and_keeps_its_sentence() -> None:
    message = told()
    now = message.now(None, taken(message.item))
    assert text(now) == text(message.message)
    assert buttons(now) == ("done", "hand_back", "new_date")
    assert now.context == "mei is on it since 29 Apr 2026."


def test_what_somebody_took_in_another_channel_keeps_its_buttons_and_says_where() -> None:
    message = told()
    now = message.now(None, taken(message.item, channel="team"))
    assert buttons(now) == buttons(message.message)
    assert now.context == "mei (team) is on it."


def test_what_is_snoozed_says_until_when_and_ends_by_itself() -> None:
    message = told()
    now = message.now(None, snoozed(message.item))
    assert (text(now), buttons(now)) == (text(message.message), ("wake", "done"))
    assert now.context == "Snoozed by mei until 30 Apr 2026, 09:00 UTC."
    assert message.now(None, snoozed(message.item), later=25 * HOUR).context is None


def test_what_is_done_says_when_by_whom_and_what_it_was_due() -> None:
    now = told().now(done(call()))
    assert text(now) == "Call: done on 28 Apr 2026 (mei). It was due 6 May 2026."
    assert (buttons(now), menu(now)) == ((), ("reopen", "history"))
    assert now.context == "Recorded by mei, 29 Apr 2026."
    assert (now.entries[0].kind, now.entries[0].url) == ("done", "https://register.example")


def test_an_outcome_that_nobody_signed_has_the_name_of_its_source() -> None:
    now = told().now(done(call(), by=None))
    assert text(now).startswith("Call: done on 28 Apr 2026 (the register).")


def test_an_outcome_ends_a_hold_on_the_face_too() -> None:
    message = told()
    assert message.now(done(call()), taken(message.item)).context == "Recorded by mei, 29 Apr 2026."


def test_a_message_that_told_the_outcome_stays_until_it_is_taken_back() -> None:
    message = told(NotificationKind.RESOLVED, done(call()))
    assert fingerprint(message.now()) == fingerprint(message.message)
    again = message.now(items.reopened(done(call())))
    assert text(again) == "Call: open again."
    assert "reopen" not in menu(again)


def test_what_somebody_looked_at_says_that_the_date_holds() -> None:
    message = told(NotificationKind.RECHECK)
    now = message.now(looked_at(call()))
    assert text(now) == "Call: looked at on 29 Apr 2026 (mei): 6 May 2026 still holds."
    assert (buttons(now), "undo" in menu(now)) == (("new_date",), True)
    assert now.context == "Recorded by mei, 29 Apr 2026."
    assert text(told().now(looked_at(call()))) == text(told().message)


def test_a_date_that_moved_since_is_said_with_its_source_and_offers_what_news_offers() -> None:
    now = told().now(moved(call()))
    assert text(now).startswith("Correction: Call: the date in force is now 20 May 2026")
    assert buttons(now) == ("take", "not_right")
    assert now.context == "Now 20 May 2026, <Bulletin>."


def test_a_source_with_a_long_name_is_cut() -> None:
    said_so = said("May 20, 2026", "2026-04-29", "G" * 90)
    now = told().now(items.recorded(call(), said_so, origin=Origin.CLI, now=NOW + HOUR))
    assert now.context == f"Now 20 May 2026, {'G' * 59}…."


def test_whoever_takes_the_new_date_stands_beside_it() -> None:
    item = moved(call())
    now = told().now(item, taken(item))
    assert now.context == "Now 20 May 2026, <Bulletin>. mei is on it since 29 Apr 2026."
    assert "hand_back" in buttons(now)


def test_a_claim_that_was_taken_back_is_said_with_who_did_it() -> None:
    item = moved(call())
    message = told(item=item)
    now = message.now(taken_back(item, "ola"), later=3 * HOUR)
    assert text(now) == "Taken back: Call: the date in force is 6 May 2026, not 20 May 2026."
    assert (buttons(now), menu(now)) == ((), ("undo", "history"))
    assert now.context == "Taken back by ola, 29 Apr 2026."
    assert message.now(taken_back(item), later=3 * HOUR).context == "Taken back on 29 Apr 2026."


def test_where_every_claim_was_taken_back_no_date_is_known() -> None:
    assert text(told().now(taken_back(call()))) == "Taken back: Call: no date is known any more."


def test_a_claim_that_was_corrected_is_a_date_that_moved() -> None:
    (claim,) = call().claims
    right = replace(claim.said, when="May 7, 2026")
    now = told().now(items.corrected(call(), claim.id, right, origin=Origin.CLI, now=NOW + HOUR, by="mei"))
    assert text(now).startswith("Correction: Call: the date in force is now 7 May 2026")


def test_a_contradiction_that_was_taken_back_is_said_to_be() -> None:
    (claim,) = call().claims
    weaker = items.recorded(call(), said("May 30, 2026", "2026-04-29", "Blog"), origin=Origin.CLI, now=NOW)
    other = weaker.claims[-1]
    change = Change(claim.window, other.window, source="Blog", said_on=date(2026, 4, 29))
    message = told(NotificationKind.CONTRADICTED, call(), change=change)
    assert buttons(message.message) == ("take_new", "keep")
    now = message.now(items.retracted(weaker, other.id, origin=Origin.CLI, now=NOW + HOUR))
    assert text(now) == "Taken back: Call: the date in force is 6 May 2026."


def test_a_date_that_took_over_by_a_press_can_be_undone_where_it_was_pressed() -> None:
    claim = call().claims[0]
    weaker = items.recorded(
        call(), said("May 30, 2026", "2026-04-29", "Blog", Standing.RUMOUR), origin=Origin.CLI, now=NOW
    )
    other = weaker.claims[-1]
    change = Change(claim.window, other.window, source="Blog", said_on=date(2026, 4, 29))
    message = told(NotificationKind.CONTRADICTED, call(), change=change)
    raised = items.raised(weaker, other.id, by="mei", now=NOW + HOUR)
    assert menu(message.now(raised)) == ("new_date", "undo", "history")
    assert menu(message.now(items.lowered(raised, other.id))) == menu(message.message)


def test_what_was_left_out_of_the_list_cannot_be_put_back_by_a_press() -> None:
    item = moved(call())
    gone = items.retracted(item, item.claims[-1].id, origin=Origin.WATCHLIST, now=NOW + 2 * HOUR)
    assert menu(told(item=item).now(gone)) == ("history",)


def test_what_is_off_the_list_offers_nothing() -> None:
    now = told().now(replace(call(), listed=False, revised_at=NOW + HOUR))
    assert (text(now), now.offers) == ("Call: no longer on the list.", None)
    assert now.context == "Taken off the list on 29 Apr 2026."
    by_mei = replace(call(), listed=False, revised_at=NOW + HOUR, taken_out_by="mei")
    assert told().now(by_mei).context == "Taken off the list by mei, 29 Apr 2026."


def test_what_is_sent_while_somebody_is_on_it_says_so_from_the_beginning() -> None:
    message = told(NotificationKind.UPCOMING, holds=[taken(call())])
    assert (buttons(message.message)[1], message.message.context) == ("hand_back", "mei is on it since 29 Apr 2026.")
    assert fingerprint(message.now(None, taken(call()))) == fingerprint(message.message)
    assert message.now().context is None


def late(told: Told, by: Person, minute: int = 0) -> GivenAnswer:
    """An answer that came half an hour before it was looked at."""
    came = NOW + timedelta(minutes=minute)
    refused, told_by = AnswerResult.REFUSED, told.notification.id
    return GivenAnswer(came + HOUR / 2, by, Action.TAKE, refused, item="call", notification=told_by, came=came)


def test_an_answer_that_came_too_late_is_said_until_somebody_answers() -> None:
    before = told()
    shown = before.now(answers=[late(before, MEI)])
    assert shown.context == "An answer of mei on 29 Apr 2026, 09:00 came too late to be recorded; press again."
    assert (text(shown), shown.offers) == (text(before.message), before.message.offers)
    taken = GivenAnswer(NOW + HOUR, OLA, Action.TAKE, AnswerResult.APPLIED, item="call")
    assert before.now(answers=[late(before, MEI), taken]).context is None


def test_answers_of_many_that_came_too_late_take_one_line() -> None:
    before = told()
    pressed = [late(before, MEI), late(before, OLA, 1), late(before, MEI, 2)]
    said = (
        "Answers of mei on 29 Apr 2026, 09:02 and ola on 29 Apr 2026, 09:01 came too late to be recorded; press again."
    )
    assert before.now(answers=pressed).context == said
    many = [late(before, Person(f"m{number}"), number) for number in range(5)]
    assert "m2 on 29 Apr 2026, 09:02 and 2 more came" in (before.now(answers=many).context or "")


def test_only_the_message_that_was_answered_says_that_it_was_too_late() -> None:
    before = told()
    elsewhere = replace(late(before, MEI), notification=99)
    refused_at_once = replace(late(before, MEI), at=NOW)
    assert before.now(answers=[elsewhere, refused_at_once]).context is None


def test_a_message_about_several_says_beside_the_item_that_an_answer_was_too_late() -> None:
    before = told()
    grouped = replace(before.message, title="2 dates")
    seen = AsSeen(before.item, "policy", NOW + HOUR, answers=[late(before, MEI)])
    shown = drawn(Shown(grouped, NOW, [before.notification]), {"call": seen}, NOW + HOUR, URL)
    assert text(shown).endswith(" (an answer of mei came too late to be recorded)")


def test_a_message_about_several_marks_its_member() -> None:
    members = [a_notification(name, id=number) for number, name in enumerate("abcd")]
    of_all = {name: call(name) for name in "abcd"}
    around = Circumstances(
        CHANNEL, NOW, {name: as_known(item) for name, item in of_all.items()}, URL, answerable=True, items=of_all
    )
    message = compose(Batch(MessageForm.GROUP, tuple(members)), around)
    held = {"b": [taken(of_all["b"])], "c": [snoozed(of_all["c"])]}
    now_so = {**of_all, "a": done(of_all["a"]), "d": moved(of_all["d"])}
    seen = {name: AsSeen(item, "policy", NOW + HOUR, held.get(name, ())) for name, item in now_so.items()}
    now = drawn(Shown(message, NOW, members), seen, NOW + HOUR, URL)
    assert [entry.text.removeprefix(was.text) for entry, was in zip(now.entries, message.entries, strict=True)] == [
        " (done on 28 Apr 2026, mei)",
        " (taken by mei)",
        " (snoozed by mei until 30 Apr 2026, 09:00 UTC)",
        " (now 20 May 2026)",
    ]
    assert buttons(now) == ("answer",)


CHANGES: list[Callable[[Item], Item]] = [
    moved,
    lambda item: looked_at(item) if as_known(item).claim else item,
    lambda item: replace(item, listed=False),
    lambda item: replace(item, listed=True),
    lambda item: item if item.outcome else done(item),
    lambda item: items.reopened(item) if item.outcome else item,
    lambda item: taken_back(item) if not item.claims[-1].retracted else item,
]
HELD = st.sampled_from([0, 1])
OTHERS = {NotificationKind.DIGEST, NotificationKind.CONTRADICTED, NotificationKind.LAST_CALL}
KINDS = [kind for kind in NotificationKind if kind not in OTHERS]


@given(
    st.sampled_from(KINDS),
    st.sampled_from(Kind),
    st.lists(st.sampled_from(CHANGES), max_size=5),
    st.sampled_from([0, 1]),
)
def test_whatever_happens_a_face_is_one_sentence_and_as_at_first_where_all_is_as_at_first(
    kind: NotificationKind, of: Kind, changes: list[Callable[[Item], Item]], held: int
) -> None:
    item = call(kind=of)
    change = Change(DateWindow(), as_known(item).window) if kind.is_change else None
    message = told(kind, item, change=change) if kind is not NotificationKind.RESOLVED else told(kind, done(item))
    for apply in changes:
        item = apply(item)
    holds = [taken(call())] if held else []
    now = message.now(item, *holds)
    assert (len(now.entries), bool(now.entries[0].text)) == (1, True)
    unmoved = item.listed and item.outcome is None and item.claims == call(kind=of).claims and not item.rechecks
    if unmoved and not held and kind is not NotificationKind.RESOLVED:
        assert fingerprint(now) == fingerprint(message.message)
