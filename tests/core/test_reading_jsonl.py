"""Lines of JSON with texts, answered with what each says that is to come."""

import json
from typing import Any

import pytest

from watchtracker.reading.jsonl import answer


def answered(question: object) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(answer(json.dumps(question)))
    return found


def test_a_line_is_answered_with_its_proposals() -> None:
    text = "Otter 5 ships in late April."
    assert answered({"id": "a", "text": text, "published": "2026-04-10", "zone": "UTC"}) == {
        "id": "a",
        "proposals": [
            {
                "quote": text,
                "start": 0,
                "end": len(text),
                "when": "late April",
                "kind": "release",
                "earliest": "2026-04-21",
                "latest": "2026-04-30",
                "undated": False,
                "title": "Otter 5",
            }
        ],
    }


def test_zone_and_day_of_publication_may_be_left_out() -> None:
    assert len(answered({"id": 1, "text": "Otter 5 ships on 6 May 2026."})["proposals"]) == 1


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("{", "no JSON"),
        ("[1]", "no JSON object"),
        ('{"id": 1}', 'wants "text"'),
        ('{"id": 1, "text": "x", "published": "soon"}', "is no day"),
        ('{"id": 1, "text": "x", "zone": "Nowhere/City"}', "Nowhere/City"),
        ('{"id": NaN}', "no JSON"),
    ],
)
def test_a_bad_line_is_answered_with_its_error(line: str, error: str) -> None:
    assert error in json.loads(answer(line))["error"]
