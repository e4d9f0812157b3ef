"""What the thread of a message says that cannot be changed any more."""

from __future__ import annotations

from dataclasses import replace

from tests.builders import as_known
from tests.core.outbox_examples import CHANNEL, HOUR, NOW, a_notification
from tests.core.test_outbox_faces import MEI, URL, call, done, moved, snoozed, taken
from watchtracker.notifications import NotificationKind, Reason
from watchtracker.notifications.answers import Action, AnswerResult, GivenAnswer
from watchtracker.outbox.batching import Batch
from watchtracker.outbox.below import below
from watchtracker.outbox.composing import Circumstances, compose
from watchtracker.outbox.faces import Shown, drawn
from watchtracker.outbox.messages import MessageForm
from watchtracker.outbox.seeing import AsSeen


def said(shown: Shown, *seen: AsSeen) -> list[str]:
    """What is said below a message that these items stand so in."""
    items = {each.item.id: each for each in seen}
    found = below(shown, drawn(shown, items, NOW + HOUR, URL), items)
    return [] if found is None else [entry.text for entry in found.entries]


def alone(kind: NotificationKind = NotificationKind.UPCOMING) -> Shown:
    item, told = call(), a_notification("call", kind=kind)
    around = Circumstances(CHANNEL, NOW, {"call": as_known(item)}, URL, answerable=True, items={"call": item})
    return Shown(compose(Batch(MessageForm.SINGLE, (told,)), around), NOW, [told])


def test_where_the_message_is_right_nothing_is_said() -> None:
    assert said(alone(), AsSeen(call(), "policy", NOW + HOUR)) == []
    assert said(alone(), AsSeen(call(), "policy", NOW + HOUR, [snoozed(call())])) == []


def test_a_date_that_moved_is_said_whoever_is_on_it() -> None:
    (text,) = said(alone(), AsSeen(moved(call()), "policy", NOW + HOUR, [taken(call())]))
    assert text.startswith("Correction: Call: the date in force is now 20 May 2026")
    assert text.endswith("The message above cannot be changed any more.")


def test_an_answer_to_the_message_is_its_line_as_long_as_nothing_happens_after_it() -> None:
    item, shown = call(), alone()
    told_by = shown.members[0].id
    took = GivenAnswer(NOW + HOUR, MEI, Action.TAKE, AnswerResult.APPLIED, item="call", notification=told_by)
    assert said(shown, AsSeen(item, "policy", NOW + HOUR, [taken(item)], [took])) == []
    elsewhere = replace(took, notification=99)
    assert len(said(shown, AsSeen(item, "policy", NOW + HOUR, [taken(item)], [took, elsewhere]))) == 1
    assert len(said(shown, AsSeen(done(item), "policy", NOW + HOUR, [], [replace(took, at=NOW)]))) == 1


def test_what_a_correction_says_anyhow_is_not_said_twice() -> None:
    shown = alone()
    overtaken = replace(shown.members[0], overtaken=Reason.read("the date moved", None))
    assert said(replace(shown, members=[overtaken]), AsSeen(moved(call()), "policy", NOW + HOUR)) == []


def test_of_a_message_about_several_those_are_said_of_which_it_is_wrong() -> None:
    of_all = {name: call(name) for name in "abcd"}
    members = [a_notification(name, id=number) for number, name in enumerate(of_all)]
    known = {name: as_known(item) for name, item in of_all.items()}
    around = Circumstances(CHANNEL, NOW, known, URL, answerable=True, items=of_all)
    shown = Shown(compose(Batch(MessageForm.GROUP, tuple(members)), around), NOW, members)
    seen = [
        AsSeen(done(of_all["a"]), "policy", NOW + HOUR),
        AsSeen(of_all["b"], "policy", NOW + HOUR, [taken(of_all["b"])]),
        AsSeen(of_all["c"], "policy", NOW + HOUR, [snoozed(of_all["c"])]),
        AsSeen(moved(of_all["d"]), "policy", NOW + HOUR),
    ]
    assert said(shown, *seen) == [
        "A: done on 28 Apr 2026, mei.",
        "B: taken by mei.",
        "D: now 20 May 2026. The message above cannot be changed any more.",
    ]
