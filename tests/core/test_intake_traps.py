"""Sentences with the name of an item and a date of something else move nothing by themselves; plain ones do."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from benchmarks.year.records import YearText, plain, traps, year

from watchtracker import reading
from watchtracker.intake.proposing import ReadDocument, WatchedItems
from watchtracker.intake.trust import SourceHistory, why_asked
from watchtracker.items import item_as_of

WATCHED = WatchedItems(year().items)
KNOWN = {item.id: item_as_of(item) for item in year().items}


def moved(sentence: YearText) -> list[str]:
    """The items whose dates a sentence moves by itself."""
    now = datetime.combine(sentence.day, time(12), UTC)
    old = SourceHistory(now - timedelta(days=60), 0)
    source = sentence.source
    finds = reading.read(sentence.text, sentence.day, source.zone).finds
    found = []
    for each in WATCHED.proposed(finds, ReadDocument(sentence.text, None, sentence.day), source):
        known = KNOWN.get(each.proposal.item or "")
        if known is None or each.proposal.window == known.window:
            continue
        if why_asked(each.proposal, each.match, known, trust=source.trust, history=old, now=now) is None:
            found.append(known.id)
    return found


@pytest.mark.parametrize("trap", traps(), ids=lambda trap: trap.text)
def test_a_date_of_something_else_moves_nothing_by_itself(trap: YearText) -> None:
    assert moved(trap) == []


@pytest.mark.parametrize("sentence", plain(), ids=lambda sentence: sentence.text)
def test_a_date_that_is_said_in_so_many_words_comes_in_by_itself(sentence: YearText) -> None:
    assert len(moved(sentence)) == 1
