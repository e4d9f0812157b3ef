"""Lines of JSON answered line by line, for `when --jsonl` and `when --compare`.

Whole collections of phrases can so be checked from outside. A bad line is answered with its error and
never stops the rest. `parse.py` reads the phrases, `moves.py` relates them.
"""

from __future__ import annotations

import json
from datetime import date, tzinfo
from typing import Any

from watchtracker.dates.formats import iso_ends
from watchtracker.dates.moves import Move, Relation, contradicts, days_between, move
from watchtracker.dates.parse import read
from watchtracker.dates.window import DateWindow
from watchtracker.dates.zones import zone
from watchtracker.errors import InputError

_PHRASE = '{"id": ..., "text": ..., "reference": "2026-04-10", "tz": "UTC"}'
_PAIR = f'{{"id": ..., "source": "same" or "other", "old": {_PHRASE}, "new": {_PHRASE}}}'.replace(
    '"id": ..., "text"', '"text"'
)


def answer(line: str) -> str:
    """The answer to `{"id","text","reference","tz"}`: `{"id","kind","earliest","latest"}` or `{"id","error"}`."""
    question = _parsed(line, _PHRASE)
    if isinstance(question, str):
        return _written({"id": None, "error": question})
    try:
        window, _ = _window(question, "the line")
    except InputError as error:
        return _written({"id": question.get("id"), "error": str(error)})
    earliest, latest = iso_ends(window)
    return _written({"id": question.get("id"), "kind": window.kind, "earliest": earliest, "latest": latest})


def compare(line: str) -> str:
    """The answer to `{"id","source","old","new"}`: `{"id","relation","days"}` or `{"id","error"}`."""
    question = _parsed(line, _PAIR)
    if isinstance(question, str):
        return _written({"id": None, "error": question})
    try:
        found = _related(question)
    except InputError as error:
        return _written({"id": question.get("id"), "error": str(error)})
    return _written({"id": question.get("id"), "relation": found.relation, "days": found.days})


def _parsed(line: str, shape: str) -> dict[str, Any] | str:
    try:
        question = json.loads(line, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return f"this line is no JSON: write {shape}"
    return question if isinstance(question, dict) else "this line is no JSON object: write it in { }"


def _refuse(constant: str) -> None:
    """Python reads NaN and Infinity, JSON has none of them."""
    raise ValueError(constant)


def _related(question: dict[str, Any]) -> Move:
    source = question.get("source")
    if source not in {"same", "other"}:
        raise InputError('"source" says who spoke: write "same" or "other"')
    old, old_zone = _window(question.get("old"), '"old"')
    new, new_zone = _window(question.get("new"), '"new"')
    if source == "other" and contradicts(old, new, zone=old_zone, new_zone=new_zone):
        return Move(Relation.CONTRADICTED, days_between(old, new, old_zone, new_zone))
    return move(old, new, zone=old_zone, new_zone=new_zone)


def _window(question: Any, name: str) -> tuple[DateWindow, tzinfo]:
    if not isinstance(question, dict):
        raise InputError(f'{name} is missing: write {{"text": ..., "reference": ..., "tz": ...}}')
    text, reference, tz = question.get("text"), question.get("reference"), question.get("tz") or "UTC"
    if not isinstance(text, str) or not isinstance(reference, str) or not isinstance(tz, str):
        raise InputError(f'{name} wants "text" and "reference" (and "tz" if any) as strings')
    try:
        said_on = date.fromisoformat(reference)
    except ValueError:
        raise InputError(f"the reference {reference!r} is no day: write it like 2026-04-10") from None
    place = zone(tz)
    return read(text, said_on=said_on, zone=place), place


def _written(answer: dict[str, Any]) -> str:
    return json.dumps(answer, ensure_ascii=False)
