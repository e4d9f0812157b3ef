"""A moment in UTC: once for programs, once for people."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from watchtracker import dates
from watchtracker.wording.utc import utc, utc_in_one_word

EVENING = datetime(2026, 5, 7, 0, 30, 59, 999_999, tzinfo=timezone(timedelta(hours=8)))


def test_programs_read_whole_seconds_in_utc() -> None:
    assert dates.instant(EVENING) == "2026-05-06T16:30:59Z"
    assert dates.instant(datetime(2026, 5, 6, 16, tzinfo=UTC)) == "2026-05-06T16:00:00Z"


def test_people_read_minutes_and_seconds_only_where_these_matter() -> None:
    assert utc(EVENING) == "2026-05-06 16:30Z"
    assert utc(EVENING, to="seconds") == "2026-05-06 16:30:59Z"
    assert utc_in_one_word(EVENING) == "2026-05-06T16:30Z"
