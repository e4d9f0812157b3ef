"""Lines of JSON answered line by line, for `read --jsonl`: a text in each, and its statements in the answer."""

from __future__ import annotations

import json
from datetime import date, tzinfo
from typing import Any

from watchtracker.dates import iso_ends, zone
from watchtracker.errors import InputError
from watchtracker.reading import Find, read

NOT_TEXT = '{"id": null, "error": "this line is not UTF-8: save it as UTF-8 text"}'
_LINE = '{"id": ..., "text": ..., "published": "2026-04-10", "zone": "UTC"}'


def answer(line: str) -> str:
    """The answer to `{"id","text","published","zone"}`: `{"id","proposals"}`, or `{"id","error"}` for a bad line."""
    try:
        question = json.loads(line, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return _written({"id": None, "error": f"this line is no JSON: write {_LINE}"})
    if not isinstance(question, dict):
        return _written({"id": None, "error": "this line is no JSON object: write it in { }"})
    try:
        text, published, place = _asked(question)
    except InputError as error:
        return _written({"id": question.get("id"), "error": str(error)})
    finds = read(text, published, place).finds
    return _written({"id": question.get("id"), "proposals": [_proposal(find) for find in finds]})


def _asked(question: dict[str, Any]) -> tuple[str, date | None, tzinfo]:
    text, published, name = question.get("text"), question.get("published"), question.get("zone") or "UTC"
    if not isinstance(text, str) or not isinstance(name, str):
        raise InputError(f'the line wants "text" (and "zone" if any) as strings: write {_LINE}')
    if published is None:
        return text, None, zone(name)
    try:
        return text, date.fromisoformat(published), zone(name)
    except (TypeError, ValueError):
        raise InputError(f"the day of publication {published!r} is no day: write it like 2026-04-10") from None


def _proposal(find: Find) -> dict[str, Any]:
    earliest, latest = iso_ends(find.window)
    return {
        "quote": find.quote,
        "start": find.start,
        "end": find.end,
        "when": find.when,
        "kind": find.kind,
        "earliest": earliest,
        "latest": latest,
        "undated": not find.window.dated,
        "title": find.title,
    }


def _refuse(constant: str) -> None:
    """Python reads NaN and Infinity, JSON has none of them."""
    raise ValueError(constant)


def _written(answer: dict[str, Any]) -> str:
    return json.dumps(answer, ensure_ascii=False)
