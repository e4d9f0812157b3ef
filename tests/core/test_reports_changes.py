"""What `check` and `apply` say of each change: its name, its move, and its JSON."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date

import pytest

from tests.builders import RECORDED, an_item, as_known, happened, said
from watchtracker import items
from watchtracker.dates import Relation, move
from watchtracker.errors import Problem
from watchtracker.items import ItemAsOf, Origin
from watchtracker.reports.changes import ItemChange, applied_json

AN_ITEM = an_item(said("May 6, 2026", "2026-04-01"))
MAY_6 = as_known(AN_ITEM)
CORRECTED = as_known(
    items.corrected(AN_ITEM, AN_ITEM.claims[0].id, said("May 7, 2026", "2026-04-01"), origin=Origin.CLI, now=RECORDED)
)
MAY_20 = as_known(an_item(said("May 6, 2026", "2026-04-01"), said("May 20, 2026", "2026-04-10")))


def change(before: ItemAsOf | None, after: ItemAsOf | None) -> ItemChange:
    moved = move(before.window, after.window, zone=UTC) if before and after else None
    moved = moved if moved and moved.relation is not Relation.CONFIRMED else None
    return ItemChange("launch", before, after, moved)


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        (None, MAY_6, "added"),
        (MAY_6, None, "removed"),
        (MAY_6, MAY_6, "unchanged"),
        (MAY_6, replace(MAY_6, revision=7), "changed"),
        (MAY_6, MAY_20, "moved"),
        (MAY_6, as_known(an_item(said("May 6, 2026", "2026-04-01"), outcome=happened("2026-05-06"))), "resolved"),
        (as_known(an_item(said("May 6, 2026", "2026-04-01"), outcome=happened("2026-05-06"))), MAY_6, "reopened"),
        (MAY_6, CORRECTED, "corrected"),
    ],
)
def test_a_change_has_a_name(before: ItemAsOf | None, after: ItemAsOf | None, what: str) -> None:
    assert change(before, after).what == what


def test_a_move_is_counted_and_a_correction_is_none() -> None:
    moved = change(MAY_6, MAY_20)
    assert moved.counted_move is moved.move is not None
    assert change(MAY_6, CORRECTED).counted_move is None
    assert change(None, MAY_6).counted_move is None


def test_the_json_has_each_change_with_both_windows_and_each_problem() -> None:
    problem = Problem.at("list.toml", 3, "there is no kind 'x'", item="launch", key="kind")
    found = applied_json([change(MAY_6, MAY_20), change(None, MAY_6)], [problem])
    assert [(row["change"], row["relation"], row["days"]) for row in found["changes"]] == [
        ("moved", "slipped", 14),
        ("added", None, None),
    ]
    assert found["changes"][0]["from"]["earliest"] == str(date(2026, 5, 6))
    assert found["changes"][1]["from"] is None
    assert found["problems"] == [
        {"file": "list.toml", "line": 3, "item": "launch", "key": "kind", "message": problem.message}
    ]
