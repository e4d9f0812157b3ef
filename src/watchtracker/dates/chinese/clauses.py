"""Where the clauses of a Chinese text begin and end: what is said of a date stands mostly in its own."""

from __future__ import annotations

from watchtracker.dates.han.kinds import HanKind as Kind
from watchtracker.dates.han.text import HanText

_ENDS_A_CLAUSE = {",", "。", ";", "!"}


def is_comma(text: HanText, at: int) -> bool:
    """Whether a clause ends there."""
    return text.said(at) in _ENDS_A_CLAUSE


def begin_of_clause(text: HanText, at: int) -> int:
    """The first word of the clause that has the word there."""
    while at > 0 and not is_comma(text, at - 1):
        at -= 1
    return at


def end_of_clause(text: HanText, at: int) -> int:
    """The comma behind the clause that has the word there, or the end of the text."""
    while text.kind(at) is not Kind.NOTHING and not is_comma(text, at):
        at += 1
    return at
