"""What can go wrong, as one small family.

An error's docstring is its default message and its class carries the exit status of the command line,
so that every command fails in the same way: one sentence on standard error, no traceback.
"""

from __future__ import annotations

from enum import StrEnum


class WatchtrackerError(Exception):
    """watchtracker could not do that."""

    exit_code = 1

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or (type(self).__doc__ or "").strip())


class InputError(WatchtrackerError):
    """What was given cannot be used."""

    exit_code = 2


class Refusal(StrEnum):
    """Why a date is refused, for programs; the message beside it is for people."""

    NEEDS_DAY = "needs_day"  # it counts from the day on which it was said, or leaves its year open
    AMBIGUOUS = "ambiguous"  # it has two readings
    IMPOSSIBLE = "impossible"  # there is no such day, time, week or zone
    TWO_DATES = "two_dates"
    CONTRADICTION = "contradiction"  # its parts do not fit: a weekday that is another
    MOVED = "moved"  # it holds no more, another took its place
    CANCELLED = "cancelled"  # it was called off, withdrawn or denied
    RECURRING = "recurring"
    NEEDS_CALENDAR = "needs_calendar"  # of holidays, of a company's year, of feasts that move
    UNCLEAR = "unclear"  # something beside it may belong to it and was not understood
    NO_DATE = "no_date"
    LANGUAGE = "language"
    TEXT = "text"  # too long, empty, control characters


class DateRefusedError(InputError):
    """A text whose date cannot be known; the message says why and what to write instead.

    `place`: where the refused words begin and end, if that is known, in `text`: what the reader of its language made.
    """

    def __init__(self, message: str, code: Refusal = Refusal.UNCLEAR) -> None:
        super().__init__(message)
        self.code = code
        self.place: tuple[int, int] | None = None
        self.text: str | None = None

    def at(self, start: int, end: int, text: str) -> DateRefusedError:
        """The same error, which says where its words are, unless it does already."""
        if self.place is None:
            self.place, self.text = (start, end), text
        return self


class UnknownItemError(InputError):
    """There is no such item."""


class Problem(str):
    """A sentence "FILE:LINE: item: key: what is wrong, and how to mend it" that remembers its parts."""

    __slots__ = ("file", "item", "key", "line", "message")

    file: str
    line: int | None
    item: str | None
    key: str | None
    message: str

    @classmethod
    def at(
        cls, file: str, line: int | None, message: str, *, item: str | None = None, key: str | None = None
    ) -> Problem:
        """What `message` says of a place in a file."""
        where = file if line is None else f"{file}:{line}"
        problem = cls(": ".join(part for part in (where, item, key, message) if part is not None))
        problem.file, problem.line, problem.item, problem.key, problem.message = file, line, item, key, message
        return problem


class ProblemsError(InputError):
    """A file has problems; all of them are named, one a line."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class UnappliedError(WatchtrackerError):
    """The watch list was edited since it was applied."""


class StoreError(WatchtrackerError):
    """The database cannot be used."""

    # What a stranger may read, over HTTP: the sentence itself names hosts, users and files.
    public_message = "the database cannot be reached now"


class UnfitError(StoreError):
    """The database that was named is not made for this: another has to be named, or made."""

    exit_code = 2


class BusyError(StoreError):
    """Another process holds what this one needs."""

    public_message = "the database is busy now: try again"
