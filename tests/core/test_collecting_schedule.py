"""Whose turn it is among sources."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from watchtracker.collecting.schedule import in_order, is_doubtful, moment_of
from watchtracker.collecting.subjects import Askable
from watchtracker.intake.text_sources import TextSource
from watchtracker.sources.fetching import Wanted
from watchtracker.store.sources import SourceRow

NOW = datetime(2031, 4, 1, 12, tzinfo=UTC)


def asks(name: str) -> list[Askable]:
    return [Askable(name, TextSource(name), Wanted(f"https://{name}.example/"), timedelta(hours=1))]


def a_row(name: str, failures: int = 0, *, tried: bool = True) -> SourceRow:
    tried_at = NOW - timedelta(hours=2) if tried else None
    return SourceRow(name, f"page https://{name}.example/", tried_at=tried_at, failures=failures)


def test_who_was_never_asked_goes_first_and_who_failed_last() -> None:
    rows = {row.name: row for row in (a_row("hangs", 3), a_row("answers"), a_row("failed", 1))}
    rows["declared"] = a_row("declared", tried=False)
    groups = [asks(name) for name in ("hangs", "answers", "failed", "declared", "new")]
    assert [group[0].name for group in in_order(groups, rows)] == ["declared", "new", "answers", "failed", "hangs"]
    assert [group[0].name for group in groups if is_doubtful(group, rows)] == ["hangs", "failed"]


def test_who_was_never_asked_has_its_turn_within_fifteen_seconds_of_the_start() -> None:
    turns = [moment_of(asks(f"source-{number}"), {}, NOW, NOW) for number in range(50)]
    assert all(turn is not None and NOW <= turn <= NOW + timedelta(seconds=15) for turn in turns)
