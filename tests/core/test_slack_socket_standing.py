"""How long a socket to Slack waits for its next try, by what Slack said."""

from __future__ import annotations

import pytest

from watchtracker.channels.slack.socket_standing import (
    CLOSED,
    Pace,
    Tries,
    Trouble,
    of_disconnect,
    of_refusal,
    unreachable,
)

PACE = Pace()


def pauses(trouble: Trouble, number: int, stood: float = 0.0) -> list[float]:
    found, tries = [], Tries()
    for _ in range(number):
        tries = tries.after(trouble, stood, PACE)
        found.append(tries.pause(trouble, PACE))
    return found


@pytest.mark.parametrize(
    "trouble",
    [
        of_disconnect("too_many_websockets"),
        of_disconnect("link_disabled"),
        of_refusal("invalid_auth"),
        of_refusal("ratelimited"),
        of_refusal("something_new"),
    ],
)
def test_where_slack_refuses_it_is_asked_after_a_minute_and_each_time_later_up_to_a_quarter_of_an_hour(
    trouble: Trouble,
) -> None:
    assert pauses(trouble, 7) == [60, 120, 240, 480, 900, 900, 900]


def test_a_connection_that_was_lost_is_made_anew_at_once_and_then_ever_later_up_to_a_minute() -> None:
    assert pauses(CLOSED, 9) == [0, 1, 2, 4, 8, 16, 32, 60, 60]
    assert pauses(of_refusal("internal_error"), 3) == [0, 1, 2]


def test_a_connection_that_stood_for_long_makes_earlier_failures_forgotten() -> None:
    assert pauses(CLOSED, 4, stood=PACE.stands) == [0, 0, 0, 0]
    assert pauses(of_disconnect("too_many_websockets"), 3, stood=PACE.stands) == [60, 60, 60]


def test_many_failures_do_not_overflow() -> None:
    assert Tries(refused=10**6).pause(of_refusal("invalid_auth"), PACE) == PACE.refused_most


@pytest.mark.parametrize("reason", ["warning", "refresh_requested", "", "a new one"])
def test_a_notice_of_the_end_is_a_handover(reason: str) -> None:
    trouble = of_disconnect(reason)
    assert trouble.is_handover
    assert not trouble.is_refusal


def test_what_is_said_names_slacks_word_or_what_went_wrong() -> None:
    assert "(invalid_auth)" in of_refusal("invalid_auth").why
    assert "(a_new_error)" in of_refusal("a_new_error").why
    assert "switched off" in of_disconnect("link_disabled").why
    assert unreachable(OSError("no route")).why == "Slack cannot be reached: no route"
    assert unreachable(TimeoutError()).why == "Slack cannot be reached: no answer in time"
