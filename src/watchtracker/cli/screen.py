"""The terminal: how wide it is, whether it has colours, and how text of any script fits into its columns.

A Chinese character or an emoji takes two columns and an accent none, so text is measured in columns, never by its
length. A pipe has no width and no colour: commands write plain lines to it, with tabs between the fields.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from enum import Enum
from functools import lru_cache
from typing import Any

from watchtracker.wording.safe_text import clean

_NARROWEST, _DEFAULT = 40, 80


class Style(Enum):
    """What a piece of text means, shown by its colour; it must be readable without. The values are SGR codes."""

    PLAIN = ""
    STRONG = "1"
    QUIET = "2"
    LATE = "31"
    GOOD = "32"
    NOW = "33"
    MOVED = "35"


def on_terminal() -> bool:
    """Whether standard output goes to a person: a terminal, or a pipe with FORCE_COLOR."""
    return sys.stdout.isatty() or _forced()


def interactive() -> bool:
    """Whether somebody can be asked: both standard input and output are a terminal."""
    return bool(sys.stdin) and sys.stdin.isatty() and sys.stdout.isatty()


def coloured() -> bool:
    """Whether to write colours: never with NO_COLOR, with FORCE_COLOR always, else on a terminal."""
    if os.environ.get("NO_COLOR"):
        return False
    return _forced() or (sys.stdout.isatty() and os.environ.get("TERM") != "dumb")


def columns() -> int:
    """The columns of the terminal, at least 40; 80 if that is not known."""
    import shutil

    return max(_NARROWEST, shutil.get_terminal_size((_DEFAULT, 24)).columns)


def height() -> int:
    """The lines of the terminal; 24 if that is not known."""
    import shutil

    return shutil.get_terminal_size((_DEFAULT, 24)).lines


def paint(text: str, style: Style, *, colour: bool) -> str:
    """`text` in the colour of `style`, if `colour` is wanted."""
    return f"\033[{style.value}m{text}\033[0m" if colour and style.value and text else text


def width(text: str) -> int:
    """The columns that `text` takes."""
    return len(text) if text.isascii() else sum(map(_columns_of, _letters(text)))


def padded(text: str, columns: int) -> str:
    """`text` with spaces up to `columns`."""
    return text + " " * (columns - width(text))


def cut(text: str, columns: int) -> str:
    """`text` if it fits into `columns`, else as much of it as does, with "…" at its end."""
    if width(text) <= columns:
        return text
    kept, taken = "", 1
    for letter in _letters(text):
        taken += _columns_of(letter)
        if taken > columns:
            break
        kept += letter
    return f"{kept.rstrip()}…"


def wrapped(text: str, columns: int) -> list[str]:
    """`text` in lines of at most `columns`, broken between words, or within one that is wider than a line."""
    lines: list[str] = []
    line = ""
    for piece in _pieces(text, columns):
        joined = f"{line} {piece}" if line else piece
        if line and width(joined) > columns:
            lines.append(line)
            line = piece
        else:
            line = joined
    return [*lines, line] if line or not lines else lines


def indented(text: str, *, by: int, columns: int) -> Iterator[str]:
    """`text` wrapped, each line behind `by` spaces."""
    return (" " * by + line for line in wrapped(text, columns - by))


def hanging(text: str, *, by: int, further: int, columns: int) -> Iterator[str]:
    """`text` wrapped behind `by` spaces, its second line and those after it `further` spaces more to the right."""
    first, *rest = indented(text, by=by, columns=columns - further)
    yield first
    yield from (" " * further + line for line in rest)


def labelled(label: str, text: str, *, by: int, columns: int) -> Iterator[str]:
    """`text` wrapped behind `by` spaces; on the first line `label` takes their place, and as many columns."""
    first, *rest = indented(text, by=by, columns=columns)
    yield f"{label}{first[by:]}"
    yield from rest


def fields(values: Iterable[str]) -> str:
    """One line for a pipe: the values with tabs between them; tabs and line ends in a value are replaced."""
    return "\t".join(clean(value) for value in values)


def write(lines: Iterable[str]) -> None:
    """Write lines to standard output."""
    sys.stdout.write("".join(f"{line}\n" for line in lines))


def say(lines: Iterable[str]) -> None:
    """Write lines to standard output; on a terminal, wrap those that are wider than it."""
    write((piece for line in lines for piece in fitted(line, columns())) if on_terminal() else lines)


def fitted(line: str, columns: int) -> Iterator[str]:
    """`line` as it is if it fits, else wrapped behind its own indentation and two more spaces."""
    if width(line) <= columns:
        yield line
        return
    lead = len(line) - len(line.lstrip())
    yield from hanging(line, by=lead, further=2, columns=columns)


def write_bytes(content: bytes) -> None:
    """Write bytes to standard output, behind the text that was written before."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def write_json(value: Any) -> None:
    """Write JSON to standard output; in an encoding other than Unicode, letters beyond ASCII are escaped."""
    import json

    unicode = (sys.stdout.encoding or "").lower().startswith("utf")
    sys.stdout.write(json.dumps(value, ensure_ascii=not unicode, indent=2) + "\n")


def _forced() -> bool:
    return os.environ.get("FORCE_COLOR", "") not in {"", "0", "false"}


def _letters(text: str) -> Iterable[str]:
    """The characters that a reader sees: an emoji of several people is one, a letter with its accents too."""
    if text.isascii():
        return text
    # Imported only when it is needed: its tables are slow to load, and most texts are ASCII.
    from wcwidth import iter_graphemes

    return iter_graphemes(text)


@lru_cache(maxsize=4096)
def _columns_of(letter: str) -> int:
    if letter.isascii():
        return len(letter)
    from wcwidth import wcswidth

    return max(0, wcswidth(letter))


def _pieces(text: str, columns: int) -> Iterator[str]:
    """The words of `text`, cut where one is wider than a line: not every language has spaces."""
    for word in text.split():
        piece = ""
        taken = 0
        # A URL stays whole, so that it can be copied and clicked: the terminal wraps it without adding a line end.
        for letter in _letters(word) if width(word) > columns and "://" not in word else "":
            if taken + _columns_of(letter) > columns:
                yield piece
                piece, taken = "", 0
            piece += letter
            taken += _columns_of(letter)
        yield piece or word
