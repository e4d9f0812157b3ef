"""Each code of a reason has a sentence, and a row gives back the reason that was written to it."""

from __future__ import annotations

from datetime import UTC, date

import pytest

from watchtracker import dates
from watchtracker.dates import UNDATED, DateWindow
from watchtracker.notifications import Reason, ReasonCode, reasons
from watchtracker.wording.reasons import sentence

# What the sentence of a code names, where it names anything.
NAMED = {
    ReasonCode.RESOLVED: ("happened", "2026-05-06"),
    ReasonCode.DATE_MOVED: ("", "2026-05-06", "2026-05-06"),
    ReasonCode.ZONE_CHANGED: ("Asia/Kolkata",),
    ReasonCode.TARGET_REFUSED: ("is_archived",),
    ReasonCode.PAYLOAD_REFUSED: ("invalid_blocks",),
    ReasonCode.ARRIVAL_UNKNOWN: ("HTTP 500",),
    ReasonCode.TAKEN: ("mei",),
    ReasonCode.NO_DIRECT_MESSAGE: ("cannot_dm_bot",),
    ReasonCode.SNOOZED: ("mei",),
    ReasonCode.DECIDED: ("dismissed", "mei"),
    ReasonCode.OTHER: ("too old",),
}
ALL = [Reason(code, NAMED.get(code, ())) for code in ReasonCode]


def test_every_code_has_a_sentence_of_its_own() -> None:
    assert len({sentence(reason) for reason in ALL}) == len(ReasonCode)


@pytest.mark.parametrize("reason", ALL, ids=lambda reason: reason.code)
def test_a_row_gives_back_what_was_written(reason: Reason) -> None:
    assert Reason.read(*reason.stored) == reason


def test_a_sentence_in_the_place_of_a_code_is_read_as_it_stands() -> None:
    assert sentence(Reason.read("channel_not_found", None)) == "channel_not_found"


@pytest.mark.parametrize("words", ["6 May 2026", "late April 2026", "Q3 2026", "by 30 June 2026", "2026-05-06 16:00Z"])
def test_a_window_in_a_reason_is_shown_as_elsewhere(words: str) -> None:
    window = dates.read(words, said_on=date(2026, 1, 1), zone=UTC)
    assert sentence(reasons.date_moved(window)) == f"the date in force is now {dates.display(window)}"


def test_that_there_is_no_date_any_more_is_a_reason_too() -> None:
    assert sentence(reasons.date_moved(UNDATED)) == "the date in force is now no date"
    assert sentence(reasons.date_moved(DateWindow())) == "the date in force is now no date"


def test_a_proposal_that_is_not_told_any_more_says_who_decided_it() -> None:
    assert sentence(reasons.decided("dismissed", "mei")) == "it was dismissed already, by mei"
    assert sentence(reasons.decided("accepted", None)) == "it was accepted already"
    assert sentence(reasons.decided("overtaken", None)) == "nothing is left to decide about it"
