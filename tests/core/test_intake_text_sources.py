from __future__ import annotations

from datetime import timedelta

from watchtracker.intake.text_sources import SourceKind, TextSource


def test_a_source_is_fetched_as_often_as_the_list_says_or_else_as_its_kind_changes() -> None:
    assert TextSource("a", SourceKind.FEED).interval == timedelta(hours=1)
    assert TextSource("a", SourceKind.PAGE).interval == timedelta(hours=6)
    assert TextSource("a", SourceKind.PAGE, every_seconds=1800).interval == timedelta(minutes=30)
