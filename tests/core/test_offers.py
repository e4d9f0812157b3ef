"""What each message offers to be answered, by kind and by state."""

from __future__ import annotations

from itertools import product

import pytest

from watchtracker.items import Kind
from watchtracker.notifications import NotificationKind
from watchtracker.notifications.answers import Action
from watchtracker.outbox.offers import SEVERAL, FaceState, SnoozeFor, offers
from watchtracker.wording.answers import LABELS, label

TITLED = {NotificationKind.DIGEST, NotificationKind.PROPOSALS}


@pytest.mark.parametrize("kind", [kind for kind in NotificationKind if kind not in TITLED])
def test_at_most_three_are_visible_and_five_in_the_menu(kind: NotificationKind) -> None:
    for item, state in product(Kind, FaceState):
        found = offers(kind, item, state)
        assert (found is None) == (state is FaceState.OFF_THE_LIST), (item, state)
        if found is None:
            continue
        chosen = [*found.visible, *found.more]
        assert len(found.visible) <= 3, (item, state)
        assert len(found.more) <= 5, (item, state)
        assert len(set(chosen)) == len(chosen) > 0, (item, state)
        assert all(Action(action) for action in chosen), (item, state)
        assert found.primary is None or found.primary in found.visible, (item, state)


def test_a_reminder_of_a_deadline_leads_with_who_is_on_it() -> None:
    found = offers(NotificationKind.UPCOMING, Kind.DEADLINE)
    assert found is not None
    assert found.visible == ("take", "done", "new_date")
    assert found.more == ("snooze", "snooze_until", "not_right", "history")
    assert found.primary == "take"


def test_a_reminder_of_a_release_cannot_be_taken() -> None:
    found = offers(NotificationKind.UPCOMING, Kind.RELEASE)
    assert found is not None
    assert found.visible == ("new_date",)


@pytest.mark.parametrize(
    ("item", "ended"), [(Kind.DEADLINE, "done"), (Kind.RELEASE, "happened"), (Kind.EVENT, "happened")]
)
def test_what_was_taken_ends_as_its_kind_does(item: Kind, ended: str) -> None:
    found = offers(NotificationKind.OVERDUE, item, FaceState.TAKEN)
    assert found is not None
    assert found.visible == (ended, "hand_back", "new_date")


def test_an_outcome_can_only_be_taken_back() -> None:
    for state in (FaceState.OPEN, FaceState.ENDED):
        found = offers(NotificationKind.RESOLVED, Kind.RELEASE, state)
        assert found is not None
        assert (found.visible, found.more) == ((), ("reopen", "history"))


def test_a_snooze_is_as_long_as_its_kind_wants() -> None:
    lengths = {kind: found.snooze for kind in NotificationKind if (found := offers(kind, Kind.RELEASE)) is not None}
    assert lengths[NotificationKind.OVERDUE] == SnoozeFor.FOUR_WEEKS
    assert lengths[NotificationKind.RECHECK] == SnoozeFor.NINETY_DAYS
    assert lengths[NotificationKind.UPCOMING] == SnoozeFor.UNTIL_TOMORROW
    assert [label(Action.SNOOZE, length) for length in SnoozeFor] == [
        "Snooze until tomorrow",
        "Ask again in 4 weeks",
        "Ask again in 90 days",
    ]


def test_every_action_has_its_words() -> None:
    assert set(LABELS) == set(Action)
    assert len(set(LABELS.values())) == len(Action)
    assert SEVERAL.visible == ("answer",)
