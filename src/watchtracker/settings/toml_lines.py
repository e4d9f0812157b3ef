"""Where everything stands in a TOML text: the line of each key, element and table.

Python's own parser gives values and no places, so the text is read a second time here, in one pass of linear time. That
happens only if there is a problem to report, and gives line numbers only: what this module does not understand makes a
line less exact, and never changes a value.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import NamedTuple

# Possessive (`++`, `*+`), which never backtracks, so that a broken text takes no longer than a correct one.
_TOKEN = re.compile(
    r'''
    (?P<space>[ \t\r]++ | \#[^\n]*+)
    | (?P<end>\n)
    | (?P<text>"""(?:[^"\\]++|\\.|"(?!""))*+"{3,5} | \'\'\'(?:[^']++|'(?!\'\'))*+'{3,5}
        | "(?!"")(?:[^"\\\n]++|\\.)*+" | '(?!\'\')[^'\n]*+')
    | (?P<word>[A-Za-z0-9_+:-]++)
    | (?P<sign>[^"'])
    ''',
    re.VERBOSE | re.DOTALL,
)


class TomlToken(NamedTuple):
    """A piece of the text: its kind as `_TOKEN` names it, and where it begins."""

    kind: str
    text: str
    at: int


def tokens(text: str) -> Iterator[TomlToken]:
    """The pieces of `text` without spaces and comments, up to a quote that is never closed."""
    at = 0
    while found := _TOKEN.match(text, at):
        if found.lastgroup != "space":
            yield TomlToken(found.lastgroup or "", found[0], at)
        at = found.end()


@dataclass(slots=True)
class _Node:
    """A value: its line if that is known already, and the values in it by name or number."""

    line: int | None = None
    header: int | None = None
    inner: dict[str | int, _Node] = field(default_factory=dict)


class TomlLines:
    """The line of each key and value of a file."""

    def __init__(self, text: str) -> None:
        self.statements: list[int] = []
        self._root = _Node()
        self._path = [self._root]
        self._text = text
        self._counted = (0, 1)
        self._left = tokens(text)
        self._now = next(self._left, None)
        with suppress(RecursionError):
            while self._now is not None:
                self._statement()

    def of(self, place: Sequence[str | int]) -> int:
        """The line (from 1) of the key or element at `place`; where it has none, that of what it stands in.

        A plain table is where its first key is, and where its header is if it is empty.
        """
        node = self._root
        line = 1
        for step in place:
            found = node.inner.get(step)
            if found is None:
                break
            node = found
            line = node.line or node.header or line
        return line

    def start_of_statement(self, at: int) -> int:
        """Where the statement begins that contains `at` or ends there."""
        return max((start for start in self.statements if start < at), default=0)

    def _line(self, at: int) -> int:
        before, line = self._counted
        self._counted = (at, line + self._text.count("\n", before, at))
        return self._counted[1]

    def _step(self) -> TomlToken | None:
        taken, self._now = self._now, next(self._left, None)
        return taken

    def _is(self, *texts: str) -> bool:
        return self._now is not None and self._now.text in texts

    def _statement(self) -> None:
        assert self._now is not None
        if self._now.kind == "end":
            self._step()
            return
        self.statements.append(self._now.at)
        line = self._line(self._now.at)
        if self._is("["):
            self._header(line)
        else:
            self._pair(self._path, line)
        self._pass_over_the_line()

    def _pass_over_the_line(self) -> None:
        while self._now is not None and self._now.kind != "end":
            self._step()

    def _header(self, line: int) -> None:
        self._step()
        array = self._is("[")
        if array:
            self._step()
        node = self._root
        path = [node]
        parts = self._key()
        for part in parts[:-1]:
            node = _newest(node.inner.setdefault(part, _Node(header=line)))
            path.append(node)
        for part in parts[-1:]:
            last = node.inner.setdefault(part, _Node(line if array else None, line))
            if array:
                last.inner[len(last.inner)] = _Node(line)
            path.append(_newest(last))
        self._path = path

    def _pair(self, path: Sequence[_Node], line: int) -> None:
        """A key and its value, in the last table of `path`."""
        node = path[-1]
        for part in self._key():
            node.line = node.line or line
            node = node.inner.setdefault(part, _Node())
        for outer in (*path[1:], node):
            outer.line = outer.line or line
        if self._is("="):
            self._step()
            self._value(node)

    def _key(self) -> list[str]:
        """The parts of a key, up to what follows it."""
        parts = []
        while self._now is not None and (self._now.kind in {"text", "word"} or self._is(".")):
            taken = self._step()
            if taken is not None and taken.text != ".":
                parts.append(_name(taken))
        return parts

    def _value(self, node: _Node) -> None:
        if self._is("["):
            self._step()
            self._elements(node)
        elif self._is("{"):
            self._step()
            while self._now is not None and not self._is("}"):
                if self._now.kind in {"text", "word"}:
                    self._pair([self._root, node], self._line(self._now.at))
                else:
                    self._step()
            self._step()
        else:
            while self._now is not None and self._now.kind != "end" and not self._is(",", "]", "}"):
                self._step()

    def _elements(self, node: _Node) -> None:
        while self._now is not None and not self._is("]"):
            if self._now.kind == "end" or self._is(",", "}", "="):
                self._step()
                continue
            node.inner[len(node.inner)] = element = _Node(self._line(self._now.at))
            self._value(element)
        self._step()


def _newest(node: _Node) -> _Node:
    """The table to which a header adds: the last table of an array, else the table itself."""
    last = len(node.inner) - 1
    return node.inner.get(last, node)


def _name(token: TomlToken) -> str:
    if token.kind != "text":
        return token.text
    try:
        return str(tomllib.loads(f"name = {token.text}")["name"])
    except tomllib.TOMLDecodeError:
        return token.text
