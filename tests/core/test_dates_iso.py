"""Dates of programs and archives: ISO 8601 and EDTF, read whole or not at all."""

from __future__ import annotations

import pytest

from watchtracker.dates.formats import iso_ends
from watchtracker.dates.iso import days, whole
from watchtracker.errors import DateRefusedError, Refusal


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-05-06", "2026-05-06", "2026-05-06"),
        ("20260506", "2026-05-06", "2026-05-06"),
        ("2026-05", "2026-05-01", "2026-05-31"),
        ("2026-05-XX", "2026-05-01", "2026-05-31"),
        ("2026?", "2026-01-01", "2026-12-31"),
        ("202X", "2020-01-01", "2029-12-31"),
        ("2026-W19", "2026-05-04", "2026-05-10"),
        ("2026-W19-3", "2026-05-06", "2026-05-06"),
        ("2026-126", "2026-05-06", "2026-05-06"),
        ("2026-35", "2026-07-01", "2026-09-30"),
        ("2026-05-06/08", "2026-05-06", "2026-05-08"),
        ("2026-05-06/..", "2026-05-06", None),
        ("../2026-05-06", None, "2026-05-06"),
        ("[..2026-05-06]", None, "2026-05-06"),
    ],
)
def test_a_date_of_a_program_is_read_as_its_standard_says(text: str, first: str | None, last: str | None) -> None:
    window = whole(text)
    assert window is not None
    assert iso_ends(window) == (first, last)


@pytest.mark.parametrize("text", ["May 6", "2026-05-06 at noon", "../..", "12345", ""])
def test_what_is_something_else_is_left_to_others(text: str) -> None:
    assert whole(text) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2026-02-30", Refusal.IMPOSSIBLE),
        ("2026-W54", Refusal.IMPOSSIBLE),
        ("2026-366", Refusal.IMPOSSIBLE),
        ("0000", Refusal.IMPOSSIBLE),
        ("2026-27", Refusal.AMBIGUOUS),
        ("2026-05-08/2026-05-06", Refusal.CONTRADICTION),
    ],
)
def test_what_no_calendar_has_and_what_could_be_two_is_refused(text: str, code: Refusal) -> None:
    with pytest.raises(DateRefusedError) as refused:
        whole(text)
    assert refused.value.code is code


def test_a_qualifier_names_the_window_that_it_stands_by_and_never_widens_it() -> None:
    assert days("2026-05?") == days("2026-05~") == days("2026-05%") == days("2026-05")
