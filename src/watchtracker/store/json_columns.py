"""Records as JSON, for what a table keeps as one text: declarations, changes, outcomes and lists of words.

A record is written by its own fields, so that a new field needs nothing here. What is empty by default is left out,
and fields stand in their order, so that equal records are equal texts; a version that lacks a field passes over it.
A library for this would be loaded by every `list`, which takes longer than reading the rows.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from watchtracker.intake.text_sources import TextSource
from watchtracker.items import Declaration, RecordedOutcome
from watchtracker.notifications import Change

_Reader = Callable[[Any], Any]


def words_to_text(words: tuple[str, ...]) -> str:
    """A list of words as a JSON array."""
    return _text(words)


def words_from_text(text: str) -> tuple[str, ...]:
    """The words of a JSON array."""
    return tuple(json.loads(text)) if text != "[]" else ()


def declaration_to_text(declaration: Declaration) -> str:
    """A declaration as JSON."""
    return _text(declaration)


def declaration_from_text(text: str) -> Declaration:
    """The declaration of a JSON text."""
    declaration: Declaration = _reader(Declaration)(json.loads(text))
    return declaration


def change_to_text(change: Change) -> str:
    """A change as JSON."""
    return _text(change)


def change_from_text(text: str) -> Change:
    """The change of a JSON text."""
    stored = json.loads(text)
    # Once a sentence was kept, and nothing but an outcome that was withdrawn had one.
    change: Change = _reader(Change)({"reopened": "note" in stored, **stored})
    return change


def endings_to_text(endings: tuple[RecordedOutcome, ...]) -> str:
    """Outcomes with their moments as a JSON array."""
    return _text(endings)


def endings_from_text(text: str) -> tuple[RecordedOutcome, ...]:
    """The outcomes of a JSON array."""
    return tuple(map(_reader(RecordedOutcome), json.loads(text)))


def source_to_text(source: TextSource) -> str:
    """A source of texts as JSON."""
    return _text(source)


def source_from_text(text: str) -> TextSource:
    """The source of texts of a JSON text."""
    source: TextSource = _reader(TextSource)(json.loads(text))
    return source


def _text(value: object) -> str:
    return json.dumps(_written(value), ensure_ascii=False, separators=(",", ":"))


def _written(value: Any) -> Any:
    """`value` in what JSON has: objects, arrays, texts, numbers."""
    if value is None or isinstance(value, str | float | int):
        return value  # a StrEnum is its text
    if isinstance(value, tuple):
        return [_written(part) for part in value]
    if isinstance(value, date):
        return value.isoformat()
    written = {}
    for name, default in _defaults(value.__class__):
        own = getattr(value, name)
        # A default that is something, such as a standing, is written: another version may have another default.
        if (stored := _written(own)) or (own is not None and own != default):
            written[name] = stored
    return written


@cache
def _defaults(kind: Any) -> list[tuple[str, object]]:
    return [(field.name, field.default) for field in fields(kind)]


@cache
def _reader(kind: Any) -> _Reader:
    """What makes a value of the type `kind` of its JSON."""
    origin, args = get_origin(kind), get_args(kind)
    if origin in {Union, UnionType}:
        (some,) = (_reader(inner) for inner in args if inner is not NoneType)
        return lambda stored: None if stored is None else some(stored)
    if origin is tuple:
        readers = [_reader(inner) for inner in args if inner is not ...]
        if args[-1] is ...:
            return lambda stored: tuple(map(readers[0], stored))
        return lambda stored: tuple(read(part) for read, part in zip(readers, stored, strict=True))
    if is_dataclass(kind):
        return _record_reader(kind)
    if kind is datetime:
        return lambda stored: datetime.fromisoformat(stored).astimezone(UTC)
    if kind is date:
        return date.fromisoformat
    return kind if issubclass(kind, Enum) else lambda stored: stored


def _record_reader(kind: Any) -> _Reader:
    hints = get_type_hints(kind)
    readers = {field.name: _reader(hints[field.name]) for field in fields(kind)}
    optional = (field for field in fields(kind) if NoneType in get_args(hints[field.name]))
    absent = {field.name: None for field in optional if field.default is MISSING}

    def made(stored: dict[str, Any]) -> Any:
        return kind(**absent | {name: read(stored[name]) for name, read in readers.items() if name in stored})

    return made
