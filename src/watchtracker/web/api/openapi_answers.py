"""What the API answers, as schemas: the objects of `list --json`, `show --json` and `check --json`, and refusals.

Objects may get more keys in a later version, so that none of them is closed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from watchtracker.items import Kind, Origin, Result, Settle, Standing, State

_TEXT: dict[str, Any] = {"type": "string"}
_YES_OR_NO: dict[str, Any] = {"type": "boolean"}
_NUMBER: dict[str, Any] = {"type": "integer"}
_DAY: dict[str, Any] = {"type": "string", "format": "date"}
_INSTANT: dict[str, Any] = {"type": "string", "format": "date-time"}
_TEXTS: dict[str, Any] = {"type": "array", "items": _TEXT}


def _or_null(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


def _one_of(values: Iterable[StrEnum]) -> dict[str, Any]:
    return {"type": "string", "enum": [value.value for value in values]}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def _list_of(name: str) -> dict[str, Any]:
    return {"type": "array", "items": _ref(name)}


def _object(**properties: Any) -> dict[str, Any]:
    """An object that has all of these keys; one that ends with an underscore is a word of Python."""
    named = {name.rstrip("_"): schema for name, schema in properties.items()}
    return {"type": "object", "properties": named, "required": list(named)}


def json_of(schema: str, said: str) -> dict[str, Any]:
    """A response with JSON of this schema."""
    return {"description": said, "content": {"application/json": {"schema": _ref(schema)}}}


_LISTED = {
    "id": _TEXT,
    "title": _TEXT,
    "kind": _one_of(Kind),
    "state": _one_of(State),
    "tags": _TEXTS,
    "zone": _TEXT,
    "owner": _or_null(_TEXT),
    "url": _or_null(_TEXT),
    "window": _ref("Window"),
    "opens_at": _or_null(_INSTANT),
    "closes_at": _or_null(_INSTANT),
    "days": _or_null(_NUMBER),
    "moves": _NUMBER,
    "slipped_days": _or_null(_NUMBER),
    "said_on": _or_null(_DAY),
    "source": _or_null(_TEXT),
    "source_url": _or_null(_TEXT),
    "standing": _or_null(_one_of(Standing)),
    "rechecked_on": _or_null(_DAY),
    "rechecked_by": _or_null(_TEXT),
    "outcome": _or_null(_ref("Outcome")),
    "taken_by": _TEXTS,
}
_SHOWN = {
    **_LISTED,
    "notes": _or_null(_TEXT),
    "remind": _or_null(_TEXTS),
    "recheck": _or_null(_TEXT),
    "signals": _TEXTS,
    "settle": _one_of(Settle),
    "claims": _list_of("Claim"),
    "history": _list_of("Move"),
    "notifications": _list_of("Notification"),
    "holds": {"type": "array", "items": {"type": "object"}},
    "answers": {"type": "array", "items": {"type": "object"}},
}
_WRITTEN = _object(**_SHOWN, claim_id=_or_null(_TEXT))
_WRITTEN["properties"] |= {"dry_run": _YES_OR_NO, "changes": _list_of("Change")}
ANSWERS: dict[str, Any] = {
    "Window": _object(
        kind=_TEXT,
        earliest=_or_null(_DAY),
        latest=_or_null(_DAY),
        precision=_or_null(_TEXT),
        edtf=_or_null(_TEXT),
        text=_TEXT,
    ),
    "Outcome": _object(result=_one_of(Result), on=_DAY, source=_TEXT, url=_or_null(_TEXT), by=_or_null(_TEXT)),
    "Claim": _object(
        id=_TEXT,
        when=_TEXT,
        said_on=_DAY,
        source=_TEXT,
        url=_or_null(_TEXT),
        quote=_or_null(_TEXT),
        standing=_one_of(Standing),
        origin=_one_of(Origin),
        by=_or_null(_TEXT),
        recorded_at=_INSTANT,
        retracted=_YES_OR_NO,
        retracted_at=_or_null(_INSTANT),
        retracted_by=_or_null(_TEXT),
        raised_from=_or_null(_one_of(Standing)),
        in_force=_YES_OR_NO,
        window=_ref("Window"),
    ),
    "Move": _object(
        relation=_TEXT,
        days=_or_null(_NUMBER),
        said_on=_DAY,
        source=_TEXT,
        from_=_ref("Window"),
        to=_ref("Window"),
    ),
    "Notification": _object(
        id=_or_null(_NUMBER),
        kind=_TEXT,
        channel=_TEXT,
        at=_INSTANT,
        state=_TEXT,
        reason=_TEXT,
        code=_or_null(_TEXT),
        sent_at=_or_null(_INSTANT),
    ),
    "Change": _object(
        item=_TEXT,
        change=_TEXT,
        relation=_or_null(_TEXT),
        days=_or_null(_NUMBER),
        from_=_or_null(_ref("Window")),
        to=_or_null(_ref("Window")),
        notes=_TEXTS,
        notifications={"type": "array", "items": {"type": "object"}},
    ),
    "ListedItem": _object(**_LISTED),
    "Listing": _object(as_of=_INSTANT, items=_list_of("ListedItem")),
    "Item": _object(**_SHOWN),
    "WrittenItem": _WRITTEN,
    "Problem": _object(field=_or_null(_TEXT), message=_TEXT),
    "Refused": {"anyOf": [_object(problems=_list_of("Problem")), _ref("Error")]},
    "Error": _object(error=_TEXT),
}


def _choice(name: str, schema: dict[str, Any], *, many: bool = False) -> dict[str, Any]:
    return {"name": name, "in": "query", "schema": {"type": "array", "items": schema} if many else schema}


# By path: what it is, the schema of its answer, and the choices in its query.
READS: dict[str, tuple[str, str, list[dict[str, Any]]]] = {
    "/api/items": (
        "What is watched, by date",
        "Listing",
        [
            _choice("kind", _one_of(Kind), many=True),
            *(_choice(name, _TEXT, many=True) for name in ("tag", "owner", "without")),
            _choice("state", _one_of(State), many=True),
            *(_choice(name, _DAY) for name in ("as_of", "from", "to")),
            *(_choice(name, _TEXT) for name in ("within", "moved", "q")),
            _choice("all", {"type": "string", "enum": ["1", "0"]}),
        ],
    ),
    "/api/items/{id}": ("One item, with everything that was said of it", "Item", []),
}
