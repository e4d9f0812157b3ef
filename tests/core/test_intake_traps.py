"""Sentences that hold the whole name of an item, and a date of something else: none moves that item by itself."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from benchmarks.year.records import YearText, traps, year

from watchtracker import reading
from watchtracker.intake.proposing import ReadDocument, WatchedItems
from watchtracker.intake.trust import SourceHistory, why_asked
from watchtracker.items import item_as_of

WATCHED = WatchedItems(year().items)
KNOWN = {item.id: item_as_of(item) for item in year().items}


@pytest.mark.parametrize("trap", traps(), ids=lambda trap: trap.text)
def test_a_date_of_something_else_moves_nothing_by_itself(trap: YearText) -> None:
    now = datetime.combine(trap.day, time(12), UTC)
    old = SourceHistory(now - timedelta(days=60), 0)
    finds = reading.read(trap.text, trap.day, trap.source.zone).finds
    for each in WATCHED.proposed(finds, ReadDocument(trap.text, None, trap.day), trap.source):
        known = KNOWN.get(each.proposal.item or "")
        if known is None or each.proposal.window == known.window:
            continue
        asked = why_asked(each.proposal, each.match, known, trust=trap.source.trust, history=old, now=now)
        assert asked is not None, each.proposal
