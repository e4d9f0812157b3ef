"""TOML with line numbers: what a file says, and where it says it.

People fix a file by its lines, so every problem has one. The values are those of Python's own parser. A text for which
that would take too long, or fail, is refused before, so the time to read a text grows with its length and no faster.
`toml_lines.py` finds the lines, `mistakes.py` the words for problems.
"""

from __future__ import annotations

import re
import stat
import tomllib
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

from watchtracker.errors import Problem, ProblemsError
from watchtracker.settings.toml_lines import TomlLines, tokens

LARGEST = 64 * 2**20
_DEEPEST = 100
_MOST_PARTS = 20
_PLACE = re.compile(r"(?P<said>.*) \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)", re.DOTALL)
_CURLY = re.compile("[\u2018-\u201f\u00ab\u00bb\u2039\u203a\u300c-\u300f\uff02\uff07]")
_TWICE = "the same name stands twice: keep one of them"
# The name of a statement, which is that of its last part: [[item.recheck]], recheck = "90d".
_NAME = re.compile(r"\[{0,2}[ \t]*(?:[\w\"'-]+[ \t]*\.[ \t]*)*[\"']?(?P<name>[\w-]+)")
# How the sentence of the parser begins, and how to fix what it is about.
_FIXES = {
    "Invalid value": 'put text in quotes, such as "late April"',
    "Invalid date or datetime": "there is no such date or time",
    "Cannot overwrite a value": _TWICE,
    "Cannot declare": _TWICE,
    "Duplicate inline table key": _TWICE,
    "Cannot mutate immutable namespace": "this table was written whole before: write all of it in one place",
    "Cannot redefine namespace": _TWICE,
    "Illegal character '\\n'": "close the quotes on the same line",
    "Unescaped '\\' in a string": "write a backslash twice, or put the text in single quotes",
    "Unterminated string": "the quotes are never closed: close them",
    "Expected \"'": "the quotes are never closed: close them",
    "Expected ']]'": "close it with ]]",
    "Expected ']'": "close it with ]",
    "Unclosed array": "a list is never closed: close it with ]",
    "Unclosed inline table": "a table is never closed: close it with }",
    "Expected '=' after a key": 'write NAME = "VALUE"',
    "Illegal character": "it has a character that cannot be seen: take it out",
    "Invalid statement": 'write NAME = "VALUE", or [[item]]',
    "Expected newline or end of document": "something stands behind the value: begin a new line, or put text in quotes",
}
# The sentences with which the parser refuses a name that stands twice.
_SAID_OF_A_SECOND = {
    "Cannot overwrite a value",
    "Cannot declare",
    "Duplicate inline table key",
    "Cannot redefine namespace",
}
# The parser reports these at the end of a statement, which may be many lines below its name.
_AT_ITS_NAME = ("Cannot", "Duplicate", "Unclosed")


class TomlFile:
    """A file that was read; `name` is what people call it in messages."""

    def __init__(self, name: str, text: str, value: dict[str, Any]) -> None:
        self.name = name
        self.value = value
        self.text = text

    @cached_property
    def lines(self) -> TomlLines:
        """The line of each value. To find them the text is read again, so ask only if there is a problem to report."""
        return TomlLines(self.text)


def read(path: Path, name: str) -> TomlFile:
    """The file at `path`; raises ProblemsError if it cannot be read or is no TOML."""
    return parsed(contents(path, name), name)


def contents(path: Path, name: str) -> bytes:
    """The bytes of a regular file that is not too large; raises ProblemsError."""
    try:
        # Checked before it is opened: opening a pipe waits until somebody writes to it.
        if not stat.S_ISREG(mode := path.stat().st_mode) and not stat.S_ISDIR(mode):
            raise ProblemsError(
                (Problem.at(name, None, "this is no regular file (a pipe or a device): name a file that stays"),)
            )
        with path.open("rb") as file:
            found = file.read(LARGEST + 1)
    except FileNotFoundError:
        raise ProblemsError(
            (Problem.at(name, None, "there is no such file: name another, or write one with `watchtracker init`"),)
        ) from None
    except (OSError, ValueError) as error:
        raise ProblemsError((Problem.at(name, None, f"it cannot be read: {_reason(error)}"),)) from error
    if len(found) > LARGEST:
        raise ProblemsError((Problem.at(name, None, f"the file is too large: {LARGEST // 2**20} MB are the most"),))
    return found


def parsed(raw: bytes, name: str, twice: Mapping[str, str] = MappingProxyType({})) -> TomlFile:
    """What `raw` says; a byte order mark and CRLF line ends are fine. Raises ProblemsError with the line.

    `twice` has, by name, what to advise where that name stands twice.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise ProblemsError((Problem.at(name, line, "this is not UTF-8: save the file as UTF-8 text"),)) from None
    _refuse_long_keys(text, name)
    try:
        value = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line, column, said = _syntax(str(error), text.replace("\r\n", "\n"), twice)
        raise ProblemsError((Problem.at(name, line, f"this is no TOML (column {column}): {said}"),)) from None
    except RecursionError:
        said = f"more than {_DEEPEST} brackets are open here: close some of them"
        raise ProblemsError((Problem.at(name, _too_deep(text), said),)) from None
    except ValueError:
        # Python makes no number of thousands of digits.
        longest = max(re.finditer(r"[\d_]+", text), key=lambda run: len(run[0]), default=None)
        line = _line_at(text, longest.start() if longest else 0)
        raise ProblemsError((Problem.at(name, line, "this number is too long: put text in quotes"),)) from None
    return TomlFile(name, text, value)


def _refuse_long_keys(text: str, name: str) -> None:
    """Refuse keys of very many parts: the parser's time grows with the square of their number."""
    # A key stands on one line, so this quick look at the lines is enough for most files.
    if all(line.count(".") < _MOST_PARTS for line in text.split("\n")):
        return
    parts = 0
    joined = False
    for token in tokens(text):
        if token.text == ".":
            joined = True
            continue
        parts = (parts + 1 if joined else 1) if token.kind in {"text", "word"} else 0
        joined = False
        if parts > _MOST_PARTS:
            said = f"this key has more than {_MOST_PARTS} parts: take some of them out"
            raise ProblemsError((Problem.at(name, _line_at(text, token.at), said),))


def _too_deep(text: str) -> int:
    """The line on which too many brackets are open."""
    depth = 0
    for token in tokens(text):
        depth = max(0, depth + (token.text in {"[", "{"}) - (token.text in {"]", "}"}))
        if depth > _DEEPEST:
            return _line_at(text, token.at)
    return 1


def _syntax(message: str, text: str, twice: Mapping[str, str]) -> tuple[int, int, str]:
    """What the parser says: the line, the column, and how to fix it; the parser gives them only as a sentence."""
    found = _PLACE.fullmatch(message)
    said = found["said"] if found else message
    line, column = (int(found["line"]), int(found["column"])) if found and found["line"] else _end(text)
    start = _start_of(text, line) + column - 1
    if said == "Invalid value" and text[:start].endswith((",", "[")):
        said = "Unclosed array"
    if said.startswith(_AT_ITS_NAME):
        start = TomlLines(text).start_of_statement(start)
        line, column = _line_at(text, start), start - _start_of(text, _line_at(text, start)) + 1
    if curly := _curly(text, line, said):
        return line, curly.start() + 1, f'{curly[0]} is a curly quote, from a word processor: write the straight "'
    begin = next((begin for begin in _FIXES if said.startswith(begin)), None)
    fix = _FIXES[begin] if begin else said
    if begin in _SAID_OF_A_SECOND and (named := _NAME.match(text, start)):
        fix = twice.get(named["name"], fix)
    return line, column, fix


def _curly(text: str, line: int, said: str) -> re.Match[str] | None:
    """A curly quote on that line, if it can be the reason."""
    if said.startswith(_AT_ITS_NAME):
        return None
    start = _start_of(text, line)
    return _CURLY.search(text[start : text.find("\n", start) if "\n" in text[start:] else None])


def _start_of(text: str, line: int) -> int:
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
    return start


def _line_at(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def _end(text: str) -> tuple[int, int]:
    """Where a text breaks off: before a quote that is never closed, else behind its last letter."""
    stopped = 0
    for token in tokens(text):
        stopped = stopped if token.kind == "end" else token.at + len(token.text)
    while text[stopped : stopped + 1] in {" ", "\t"}:
        stopped += 1
    line = _line_at(text, stopped)
    return line, stopped - _start_of(text, line) + 1


def _reason(error: Exception) -> str:
    strerror = error.strerror if isinstance(error, OSError) else None
    return (strerror or str(error)).lower()
