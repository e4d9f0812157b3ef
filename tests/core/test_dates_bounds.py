"""What a role makes of the days of a phrase, what "not" makes of a role, and what several phrases come to together.

`resolution` is tested here too: it holds the windows of `bounds` against one another.
"""

from __future__ import annotations

from datetime import UTC, date

import pytest

from watchtracker.dates import DateWindow, spans
from watchtracker.dates.bounds import DateStatus, Phrase, Role, Sentence, negated, window
from watchtracker.dates.resolution import claimed
from watchtracker.dates.spans import Span
from watchtracker.dates.times import Clock
from watchtracker.dates.years import Tense
from watchtracker.errors import DateRefusedError, Refusal

SAID = date(2026, 4, 10)
MAY = spans.months(5, 1, 2026)
DAY = spans.day(5, 6, 2026)
NINE = Clock((9, 0, 0, 0), None, "9:00", 0, 4)


def phrase(span: Span, role: Role = Role.ITSELF, *, aside: bool = False, apposed: bool = False) -> Phrase:
    return Phrase(span, role, Tense.NONE, "the words", aside=aside, apposed=apposed)


def days(first: str | None, last: str | None) -> DateWindow:
    earliest, latest = (date.fromisoformat(day) if day else None for day in (first, last))
    return DateWindow(earliest, latest)


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (Role.ITSELF, days("2026-05-01", "2026-05-31")),
        (Role.LAST_DAY, days("2026-05-31", "2026-05-31")),
        (Role.BY, days(None, "2026-05-31")),
        (Role.BEFORE, days(None, "2026-04-30")),
        (Role.AFTER, days("2026-06-01", None)),
        (Role.NOT_BEFORE, days("2026-05-01", None)),
    ],
)
def test_each_role_counts_from_its_own_end_of_the_days(role: Role, expected: DateWindow) -> None:
    assert window(phrase(MAY, role), (), said_on=SAID, zone=UTC) == expected


def test_not_by_is_after_and_not_before_the_day_is_from_the_day_on() -> None:
    assert negated(Role.BY) is Role.AFTER
    assert negated(Role.AFTER) is Role.BY
    assert negated(Role.BEFORE) is negated(Role.LAST_DAY) is Role.NOT_BEFORE
    with pytest.raises(DateRefusedError) as refused:
        negated(Role.ITSELF)
    assert refused.value.code is Refusal.CANCELLED


def test_a_time_of_day_needs_one_day() -> None:
    found = window(phrase(DAY), (NINE,), said_on=SAID, zone=UTC)
    assert found.instant is not None
    assert found.instant.isoformat() == "2026-05-06T09:00:00+00:00"
    with pytest.raises(DateRefusedError, match='"9:00" belongs to one day'):
        window(phrase(MAY), (NINE,), said_on=SAID, zone=UTC)


# What several phrases name together.


def together(*phrases: Phrase) -> DateWindow:
    return claimed(Sentence(phrases, (), promises=False), said_on=SAID, zone=UTC)


def test_after_one_day_and_before_another_is_a_window_of_both() -> None:
    june = spans.months(6, 1, 2026)
    assert together(phrase(DAY, Role.AFTER), phrase(june, Role.BEFORE)) == days("2026-05-07", "2026-05-31")
    with pytest.raises(DateRefusedError, match="are two dates"):
        together(phrase(june, Role.AFTER), phrase(DAY, Role.BEFORE))


def test_what_is_said_again_more_precisely_is_the_date_that_counts() -> None:
    assert together(phrase(MAY), phrase(DAY, apposed=True)) == days("2026-05-06", "2026-05-06")
    with pytest.raises(DateRefusedError, match="are two dates"):
        together(phrase(MAY), phrase(spans.day(6, 6, 2026)))


def test_what_only_names_what_takes_place_counts_where_there_is_nothing_else() -> None:
    assert together(phrase(MAY, aside=True)) == days("2026-05-01", "2026-05-31")
    assert together(phrase(MAY, aside=True), phrase(DAY)) == days("2026-05-06", "2026-05-06")


def test_a_date_that_was_moved_away_from_does_not_hold() -> None:
    moved = phrase(MAY)._replace(standing=DateStatus.MOVED_AWAY)
    assert together(moved, phrase(DAY)) == days("2026-05-06", "2026-05-06")


def test_a_weekday_that_agrees_with_the_day_beside_it_is_said_twice_and_another_one_is_another_date() -> None:
    wednesday, thursday = (spans.weekday(date(2026, 5, 12), number) for number in (2, 3))
    assert together(phrase(DAY), phrase(wednesday)) == days("2026-05-06", "2026-05-06")
    with pytest.raises(DateRefusedError, match="are two dates"):
        together(phrase(DAY), phrase(thursday))
