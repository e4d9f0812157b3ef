"""What a container file and a compose file say, read as text: as much of their forms as ours need."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any


def instructions(text: str) -> list[tuple[str, str]]:
    """Each instruction of a container file with what stands behind it, in order, continued lines joined."""
    joined = re.sub(r"\\\n\s*", "", re.sub(r"^\s*#.*\n", "", text, flags=re.MULTILINE))
    lines = [line.strip() for line in joined.splitlines() if line.strip()]
    return [(name, rest.strip()) for name, _, rest in (line.partition(" ") for line in lines)]


def compose(text: str) -> Any:
    """A compose file: mappings, lists of texts, and lists in one line; anything else of YAML is a ValueError."""
    lines = [line for line in text.splitlines() if line.strip() and not line.strip().startswith("#")]
    if any("\t" in line or line != line.rstrip() for line in lines):
        raise ValueError("tabs or spaces at the end of a line")
    waiting = iter([(len(line) - len(line.lstrip()), line.strip()) for line in lines])
    found, rest = _block(next(waiting), waiting)
    if rest is not None:
        raise ValueError(f"set in less than what it belongs to: {rest[1]}")
    return found


_Line = tuple[int, str]


def _block(first: _Line, waiting: Iterator[_Line]) -> tuple[Any, _Line | None]:
    """What begins with `first` and is set in as far, and the line behind it."""
    depth, line = first[0], first
    mapping: dict[str, Any] = {}
    items: list[str] = []
    while line[0] == depth:
        text, following = line[1], next(waiting, None)
        if text.startswith("- "):
            items.append(str(_value(text[2:])))
        else:
            key, colon, value = text.partition(":")
            if not colon or key in mapping or (value and not value.startswith(" ")):
                raise ValueError(text)
            mapping[key] = _value(value.strip()) if value else None
            if not value and following is not None and following[0] > depth:
                mapping[key], following = _block(following, waiting)
        if following is None or following[0] < depth:
            return (_only(mapping, items), following)
        line = following
    raise ValueError(f"set in without a reason: {line[1]}")


def _only(mapping: dict[str, Any], items: list[str]) -> Any:
    if mapping and items:
        raise ValueError(f"a list and a mapping in one: {items[0]}")
    return items or mapping


def _value(text: str) -> Any:
    if text[:1] in {"[", '"'}:
        return json.loads(text)
    if text in {"true", "false"} or text.isdecimal():
        return json.loads(text)
    if re.search(r"[{}\[\]&*!|>%@`\"']|: | #", text):
        raise ValueError(text)
    return text
