"""The days between which the dates of a list lie."""

from __future__ import annotations

from datetime import date

import pytest

from tests.builders import an_item, at, said
from watchtracker.errors import InputError
from watchtracker.reports import choosing
from watchtracker.reports.listing import listing

NOW = at("2026-04-12 08:30")


def test_between_two_days_counts_both_and_leaves_out_what_has_no_date() -> None:
    items = [
        an_item(said(when, "2026-04-01"), item_id=name)
        for name, when in (("first", "May 1"), ("middle", "May 3"), ("last", "May 5"), ("never", "soon"))
    ]
    first, last = date(2026, 5, 1), date(2026, 5, 5)

    assert [row.known.id for row in listing(items, now=NOW, first=first, last=last)] == ["first", "middle", "last"]
    assert [row.known.id for row in listing(items, now=NOW, first=date(2026, 5, 2))] == ["middle", "last"]
    assert [row.known.id for row in listing(items, now=NOW, last=date(2026, 5, 4))] == ["first", "middle"]


def test_days_the_wrong_way_round_are_refused() -> None:
    with pytest.raises(InputError, match="nothing lies between them"):
        choosing.refuse_reversed(date(2026, 5, 2), date(2026, 5, 1))
