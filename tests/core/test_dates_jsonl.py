import json
from typing import Any

import pytest

from watchtracker.dates.jsonl import answer, compare


def answered(question: object) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(answer(json.dumps(question)))
    return found


def compared(old: str, new: str, source: str = "same", tz: str = "UTC") -> dict[str, Any]:
    sides = {side: {"text": text, "reference": "2026-04-10", "tz": tz} for side, text in (("old", old), ("new", new))}
    found: dict[str, Any] = json.loads(compare(json.dumps({"id": 7, "source": source, **sides})))
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("late April", {"kind": "window", "earliest": "2026-04-21", "latest": "2026-04-30"}),
        ("until May 6", {"kind": "exact", "earliest": "2026-05-06", "latest": "2026-05-06"}),
        ("by June 30", {"kind": "open-start", "earliest": None, "latest": "2026-06-30"}),
        ("NET June 30", {"kind": "open-end", "earliest": "2026-06-30", "latest": None}),
        ("soon", {"kind": "undated", "earliest": None, "latest": None}),
        ("May 6, 18:00", {"kind": "instant", "earliest": "2026-05-06T10:00:00Z", "latest": "2026-05-06T10:00:00Z"}),
    ],
)
def test_a_line_is_answered_with_kind_and_ends(text: str, expected: dict[str, str | None]) -> None:
    question = {"id": "a", "text": text, "reference": "2026-04-10", "tz": "Asia/Shanghai"}
    assert {"id": "a", **expected} == answered(question)


def test_the_zone_may_be_left_out() -> None:
    assert answered({"id": 1, "text": "May 6, 18:00", "reference": "2026-04-10"})["latest"] == "2026-05-06T18:00:00Z"


@pytest.mark.parametrize(
    "question",
    [
        {"id": "a", "text": "05/06/2026", "reference": "2026-04-10", "tz": "UTC"},
        {"id": "a", "text": "May 6", "reference": "10 April", "tz": "UTC"},
        {"id": "a", "text": "May 6", "reference": "2026-04-10", "tz": "Mars/Olympus"},
        {"id": "a", "text": 6, "reference": "2026-04-10"},
        {"id": "a", "text": "May 6"},
    ],
)
def test_a_bad_line_is_answered_with_its_error(question: dict[str, object]) -> None:
    found = answered(question)
    assert found["id"] == "a"
    assert set(found) == {"id", "error"}


@pytest.mark.parametrize("line", ["", "{", "[1]", '"May 6"', "[" * 100_000])
def test_a_line_that_is_no_json_object_has_no_id(line: str) -> None:
    for found in (json.loads(answer(line)), json.loads(compare(line))):
        assert found["id"] is None
        assert found["error"]


def test_claims_of_one_source_move_and_those_of_two_contradict() -> None:
    assert compared("April 2026", "Q3 2026") == {"id": 7, "relation": "slipped", "days": 153}
    assert compared("April 2026", "Q3 2026", "other") == {"id": 7, "relation": "contradicted", "days": 153}
    assert compared("April 2026", "late April", "other") == {"id": 7, "relation": "sharpened", "days": 0}
    assert compared("soon", "late April", "other") == {"id": 7, "relation": "dated", "days": None}


def test_a_comparison_needs_its_source_and_both_sides() -> None:
    assert compared("April", "May", "third")["error"]
    assert json.loads(compare('{"id": 1, "source": "same", "old": {"text": "May"}}'))["error"]
    assert compared("April", "05/06/2026")["error"]
