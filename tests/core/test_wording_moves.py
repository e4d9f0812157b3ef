"""What became of a date, as each place says it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from watchtracker.dates import UNDATED, DateWindow, Move, Relation
from watchtracker.wording import moves

APRIL, JUNE = DateWindow(date(2026, 4, 1), date(2026, 4, 30)), DateWindow(date(2026, 6, 1), date(2026, 6, 30))
MORNING, EVENING = (DateWindow(instant=datetime(2026, 5, 6, hour, tzinfo=UTC)) for hour in (8, 20))


@pytest.mark.parametrize(
    ("relation", "days", "notice", "headline"),
    [
        (Relation.SLIPPED, 61, "slipped by 61 days to B, was A", "Slipped 61 days: V4, now B"),
        (Relation.SLIPPED, 0, "moved to B, was A", "Slipped: V4, now B"),
        (Relation.EARLIER, -1, "moved 1 day earlier to B, was A", "1 day earlier: V4, now B"),
        (Relation.SHARPENED, -9, "known more precisely, B, was A", "Known more precisely: V4, now B"),
        (Relation.WIDENED, 9, "less certain, B, was A", "Less certain: V4, now B"),
        (Relation.DATED, None, "has a date, B", "Has a date: V4, B"),
        (Relation.UNDATED, None, "no date any more, was A", "No date any more: V4, was A"),
        (None, None, "moved to B, was A", "Moved: V4, now B"),
    ],
)
def test_a_notice_and_a_headline_say_the_same_of_a_move(
    relation: Relation | None, days: int | None, notice: str, headline: str
) -> None:
    assert moves.notice(relation, days, "A", "B") == notice
    assert moves.headline(relation, days, "V4", "A", "B") == headline


def test_history_says_how_far_and_what_was_before() -> None:
    assert moves.in_history(Move(Relation.SLIPPED, 61), APRIL, JUNE) == "slipped 61 days: Jun 2026, was Apr 2026"
    assert moves.in_history(Move(Relation.EARLIER, -61), JUNE, APRIL) == "61 days earlier: Apr 2026, was Jun 2026"
    assert moves.in_history(Move(Relation.UNDATED, None), APRIL, UNDATED) == "no date any more, was Apr 2026"
    same_day = moves.in_history(Move(Relation.SLIPPED, 0), MORNING, EVENING)
    assert same_day == "later the same day: 6 May 2026, 20:00 UTC, was 6 May 2026, 08:00 UTC"


def test_a_command_says_what_happens_now_and_an_explanation_the_name_of_it() -> None:
    assert moves.as_it_happens(Move(Relation.SLIPPED, 153)) == "slips by 153 days"
    assert moves.as_it_happens(Move(Relation.EARLIER, -1)) == "comes 1 day earlier"
    assert moves.as_it_happens(Move(Relation.SHARPENED, -9)) == "sharpened"
    assert moves.by_name(Move(Relation.SLIPPED, 153)) == "slipped by 153 days"
    assert moves.by_name(Move(Relation.CONFIRMED, 0)) == "confirmed"
