"""Reading what Slack sends field by field: what is missing or of another type than it should be is None."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime

from watchtracker import lengths
from watchtracker.inbox.intents import Value
from watchtracker.wording.safe_text import clean, cut

# Neither can be written to every database: half of a pair of surrogates, and NUL.
_UNWRITABLE = re.compile("[\ud800-\udfff\x00]")
# Years that every database and every zone can bear.
_FIRST, _LAST = datetime(1970, 1, 1, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC)
_SECONDS = re.compile(r"(\d{1,12})(\.\d{1,9})?", re.ASCII)
_CHOSEN = ("selected_date", "selected_time", "selected_user", "selected_conversation", "selected_channel")
_CHOSEN_MANY = ("selected_users", "selected_conversations", "selected_channels")


def at(value: object, *names: str) -> object:
    """What stands in a JSON value under these names, one within the other; None if it is not there."""
    for name in names:
        if not isinstance(value, dict):
            return None
        value = value.get(name)
    return value


def text_at(value: object, *names: str) -> str | None:
    """The text there, without what no database can hold; None if there is none."""
    found = at(value, *names)
    return _UNWRITABLE.sub("\ufffd", found) if isinstance(found, str) else None


def list_at(value: object, *names: str) -> list[object]:
    """The list there; empty if there is none."""
    found = at(value, *names)
    return found if isinstance(found, list) else []


def json_at(value: object, *names: str) -> object:
    """What the text there says as JSON, without what no database can hold; None if it says nothing."""
    try:
        return _writable(json.loads(text_at(value, *names) or ""))
    except (ValueError, RecursionError):
        return None


def _writable(value: object) -> object:
    """JSON within JSON has escapes of its own, which stand for such characters only once it is read."""
    match value:
        case str():
            return _UNWRITABLE.sub("\ufffd", value)
        case list():
            return [_writable(each) for each in value]
        case dict():
            return {_writable(name_): _writable(each) for name_, each in value.items()}
        case _:
            return value


def name(text: str) -> str:
    """A name on one line, and not longer than names may be."""
    return cut(clean(text), lengths.NAME) or "?"


def moment(ts: str | None) -> datetime | None:
    """When a message was posted, by its `ts`: seconds since 1970 with a fraction."""
    found = _SECONDS.fullmatch(ts or "")
    return _after_1970(int(found[1])) if found else None


def filled(view: object) -> Mapping[str, Value]:
    """What is filled in, by the id of the block; a field that is empty is left out."""
    values = at(view, "state", "values")
    found: dict[str, Value] = {}
    for block, elements in values.items() if isinstance(values, dict) else ():
        for element in elements.values() if isinstance(elements, dict) else ():
            value = _value(element)
            if value is not None and value not in ("", ()):
                found.setdefault(_UNWRITABLE.sub("\ufffd", block), value)
    return found


def asked(view: object) -> tuple[str, ...]:
    """The ids of the fields of a form, in order."""
    inputs = (text_at(block, "block_id") for block in list_at(view, "blocks") if at(block, "type") == "input")
    return tuple(block for block in inputs if block)


def _value(element: object) -> Value | None:
    if isinstance(seconds := at(element, "selected_date_time"), int) and not isinstance(seconds, bool):
        return _after_1970(seconds)
    many = [text_at(option, "value") for option in list_at(element, "selected_options")]
    for name_ in _CHOSEN_MANY:
        many += [text_at({"": each}, "") for each in list_at(element, name_)]
    if many:
        return tuple(each for each in many if each is not None)
    chosen = (text_at(element, name_) for name_ in _CHOSEN)
    texts = (text_at(element, "value"), text_at(element, "selected_option", "value"), *chosen)
    return next((text for text in texts if text is not None), None)


def _after_1970(seconds: int) -> datetime | None:
    if not 0 <= seconds <= (_LAST - _FIRST).total_seconds():
        return None
    return datetime.fromtimestamp(seconds, UTC)
