"""TOML with line numbers: what a file says, and where it says it.

People mend a file by its lines, so no problem is told without one. This is the only place that knows the parser,
which is young: `tests/edges/test_settings_toml.py` holds what we rely on. `mistakes.py` finds the words for problems.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import toml_rs

from watchtracker.errors import ProblemsError

_DEEPEST = 100
_BRACKET = re.compile(r"[\[\]{}]")
# Strings and comments, whose brackets count for nothing.
_IN_PASSING = re.compile(r'''"""(?:\\.|[^\\])*?"""|'{3}.*?'{3}|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|\#[^\n]*''', re.DOTALL)
# What the parser says, and how it is mended.
_MENDS = {
    "string values must be quoted": 'put text in quotes, such as "late April"',
    "duplicate key": "the same name stands twice: keep one of them",
    "invalid basic string": "close the quotes on the same line, and write a backslash twice",
    "unclosed array table": "close it with ]]",
    "key with no value": 'write NAME = "VALUE"',
}


class TomlFile:
    """A file that was read; `name` is what people call it in messages."""

    def __init__(self, name: str, text: str, value: dict[str, Any]) -> None:
        self.name = name
        self.value = value
        self._text = text

    @cached_property
    def lines(self) -> Lines:
        """Where everything stands. The text is gone through again for it, so ask only if there is something to tell."""
        return Lines(toml_rs.load_with_metadata(self._text).meta["nodes"])


class Lines:
    """The line of each key and value of a file."""

    def __init__(self, nodes: dict[str, Any]) -> None:
        self._nodes = nodes

    def of(self, place: Sequence[str | int]) -> int:
        """The line (from 1) of the key or element at `place`; where it has none, that of what it stands in.

        The header of a plain sub-table has no line of its own: its first key's is taken.
        """
        node: Any = self._nodes
        line = 1
        for step in place:
            found = _child(node, step)
            if found is None:
                break
            node = found
            line = _line(node) or line
        return line


def read(path: Path, name: str) -> TomlFile:
    """The file at `path`; raises ProblemsError if it cannot be read or is no TOML."""
    return parsed(contents(path, name), name)


def contents(path: Path, name: str) -> bytes:
    """The bytes of a file; raises ProblemsError."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise ProblemsError(
            (f"{name}: there is no such file: name another, or write one with `watchtracker init`",)
        ) from None
    except OSError as error:
        raise ProblemsError((f"{name}: it cannot be read: {_reason(error)}",)) from error


def parsed(raw: bytes, name: str) -> TomlFile:
    """What `raw` says; a byte order mark and CRLF line ends are fine. Raises ProblemsError with the line."""
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise ProblemsError((f"{name}:{line}: this is not UTF-8: save the file as UTF-8 text",)) from None
    _refuse_deep_brackets(text, name)
    try:
        value = toml_rs.loads(text)
    except toml_rs.TOMLDecodeError as error:
        raise ProblemsError((f"{name}:{error.lineno}: {_syntax(error)}",)) from None
    except ValueError as error:
        # The parser takes the year 0, Python's dates do not, and then no line is given.
        zero = re.search(r"\b0000-\d\d-\d\d", text)
        line = text.count("\n", 0, zero.start()) + 1 if zero else 1
        raise ProblemsError((f"{name}:{line}: there is no such date: {error}",)) from None
    _refuse_long_keys(value, text, name)
    return TomlFile(name, text, value)


def _refuse_deep_brackets(text: str, name: str) -> None:
    """Refuse what the parser would crash on: thousands of brackets within each other end the whole process."""
    if _too_deep(text) is None:
        return
    bare = _IN_PASSING.sub(lambda found: "\n" * found[0].count("\n"), text)
    if (place := _too_deep(bare)) is not None:
        line = bare.count("\n", 0, place) + 1
        raise ProblemsError((f"{name}:{line}: more than {_DEEPEST} brackets are open here: close some of them",))


def _too_deep(text: str) -> int | None:
    depth = 0
    for found in _BRACKET.finditer(text):
        depth += 1 if found[0] in "[{" else -1
        if depth > _DEEPEST:
            return found.start()
    return None


def _refuse_long_keys(value: dict[str, Any], text: str, name: str) -> None:
    """The same for keys of thousands of parts, which crash it once their lines are asked for."""
    level: list[Any] = [value]
    for _ in range(_DEEPEST):
        level = [inner for outer in level for inner in _inside(outer)]
        if not level:
            return
    lines = text.split("\n")
    line = max(range(len(lines)), key=lambda number: lines[number].count(".")) + 1
    raise ProblemsError((f"{name}:{line}: this key has more than {_DEEPEST} parts: take some of them out",))


def _inside(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _syntax(error: toml_rs.TOMLDecodeError) -> str:
    reason = error.msg.splitlines()[-1]
    mend = next((mend for start, mend in _MENDS.items() if reason.startswith(start)), None)
    return f"this is no TOML (column {error.colno}): {mend or reason}"


def _child(node: Any, step: str | int) -> Any:
    inner = node["value"] if _has_line(node) else node
    if isinstance(step, int):
        return inner[step] if isinstance(inner, list) and step < len(inner) else None
    return inner.get(step) if isinstance(inner, dict) else None


def _line(node: Any) -> int | None:
    """The line of what `node` describes; of a plain table, which has none, the first that stands in it."""
    first: int | None = None
    left = [node]
    while left:
        one = left.pop()
        if _has_line(one):
            line = one.get("key_line") or one["value_line"]
            line = line[0] if isinstance(line, tuple) else line
            first = line if first is None else min(first, line)
        elif isinstance(one, dict):
            left += one.values()
    return first


def _has_line(node: Any) -> bool:
    """Whether this describes a value; a plain table holds such descriptions by name instead."""
    if not isinstance(node, dict) or "value" not in node:
        return False
    return any(isinstance(node.get(key), int | tuple) for key in ("key_line", "value_line"))


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
