"""Single keys from a terminal, without Enter, and what was typed ahead with them.

`click.getchar` throws away what was typed before it was called: whoever knows the keys by heart types faster than a
program prints.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

_LEAD_BYTES = ((0b11110000, 4), (0b11100000, 3), (0b11000000, 2))
_ESCAPE = "\x1b"


@contextmanager
def keys_one_by_one() -> Iterator[None]:
    """Have the terminal hand over each key as it is pressed, and show none by itself, until the block ends."""
    try:
        import termios
        import tty
    except ImportError:  # Windows hands keys over in its own way
        yield
        return
    file = sys.stdin.fileno()
    before = termios.tcgetattr(file)
    tty.setcbreak(file, termios.TCSADRAIN)
    try:
        yield
    finally:
        termios.tcsetattr(file, termios.TCSADRAIN, before)


@contextmanager
def lines_as_ever() -> Iterator[None]:
    """Have the terminal hand over lines again, so that one can be edited, until the block ends."""
    try:
        import termios
    except ImportError:
        yield
        return
    file = sys.stdin.fileno()
    before = termios.tcgetattr(file)
    lines = termios.tcgetattr(file)
    lines[3] |= termios.ICANON | termios.ECHO
    termios.tcsetattr(file, termios.TCSADRAIN, lines)
    try:
        yield
    finally:
        termios.tcsetattr(file, termios.TCSADRAIN, before)


def key() -> str:
    """The next key; raises EOFError where the terminal is gone, and KeyboardInterrupt for Ctrl-C."""
    if sys.platform == "win32":
        return click.getchar()
    file = sys.stdin.fileno()
    first = os.read(file, 1)
    if not first:
        raise EOFError
    more = next((size - 1 for lead, size in _LEAD_BYTES if first[0] & lead == lead), 0)
    typed = (first + (os.read(file, more) if more else b"")).decode(errors="replace")
    # An arrow or a function key is a sequence, of which nothing may be taken for a letter.
    return typed + (os.read(file, 16).decode(errors="replace") if typed == _ESCAPE else "")
