"""The three steps within a sentence: its dates are gathered, each is judged, and what stays becomes a find."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from watchtracker.reading import Find, FindKind, FindResult, LeftOut, Why
from watchtracker.reading.gathering import Gathered
from watchtracker.reading.judging import Judge
from watchtracker.reading.making import Maker
from watchtracker.reading.passages import passages

DAY = date(2027, 3, 9)


def maker(text: str) -> Maker:
    (passage,) = passages(text)
    return Maker(text, passage, DAY, ZoneInfo("UTC"))


def gathered(text: str) -> tuple[Gathered, list[Find | LeftOut]]:
    dates_ = Gathered(maker(text), "")
    return dates_, list(dates_.told(None))


def test_the_dates_of_a_sentence_are_gathered_in_its_order() -> None:
    dates_, told = gathered("Applications open on 4 May 2027 and close on 30 June 2027.")
    assert [dated.words for dated in dates_.dated] == ["4 May 2027", "30 June 2027"]
    assert (told, dates_.number) == ([], 2)


def test_the_date_that_was_given_up_is_kept_apart_from_those_that_hold() -> None:
    dates_, told = gathered("The hearing has been moved from 4 May 2027 to 11 May 2027.")
    assert [dated.window.earliest for dated in dates_.dated] == [date(2027, 5, 11)]
    assert (dates_.moved, told) == ("4 May 2027", [])


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Comments close on 4 May 2027.", FindKind.DEADLINE),
        ("Version 3 will be released on 4 May 2027.", FindKind.RELEASE),
        ("The hearing takes place on 4 May 2027.", FindKind.EVENT),
    ],
)
def test_a_date_ahead_is_a_find_of_its_kind(text: str, kind: FindKind) -> None:
    dates_, _ = gathered(text)
    found = Judge(maker(text), ()).statement(dates_.dated[0], dates_.dated, None)
    assert isinstance(found, Find)
    assert (found.kind, found.quote) == (kind, text)


def test_a_date_that_is_over_is_left_out_with_its_reason() -> None:
    text = "The company was founded on 4 May 1999."
    dates_, _ = gathered(text)
    found = Judge(maker(text), ()).statement(dates_.dated[0], dates_.dated, None)
    assert isinstance(found, LeftOut)
    assert found.why is Why.NOT_AHEAD


def test_a_find_keeps_the_words_and_what_it_was_moved_from() -> None:
    made = maker("Version 3 is out today.")
    outcome = made.outcome(10, 22, FindResult.HAPPENED)
    assert (outcome.quote, outcome.window.earliest, outcome.kind) == (
        "Version 3 is out today.",
        DAY,
        FindKind.OUTCOME,
    )
    promise = made.promise((13, 16), "soon", FindKind.RELEASE, "May 2026")
    assert (promise.when, promise.window.dated, promise.moved_from) == ("soon", False, "May 2026")
