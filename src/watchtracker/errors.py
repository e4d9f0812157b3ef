"""The errors of watchtracker, all derived from one class.

The docstring of an error is its default message, and its class has the exit status of the command line, so that every
command fails in the same way: one sentence on standard error, no traceback.
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
    """Why a date is refused, as a code for programs; the message of the error is for people."""

    NEEDS_DAY = "needs_day"  # relative to the day on which it was said, or without a year
    AMBIGUOUS = "ambiguous"  # it can be read in two ways
    IMPOSSIBLE = "impossible"  # there is no such day, time, week or zone
    TWO_DATES = "two_dates"
    CONTRADICTION = "contradiction"  # its parts do not fit: "Monday" with the date of a Tuesday
    MOVED = "moved"  # no longer valid, another date took its place
    CANCELLED = "cancelled"  # it was called off, withdrawn or denied
    RECURRING = "recurring"
    NEEDS_CALENDAR = "needs_calendar"  # depends on holidays, a fiscal year or a movable feast
    UNCLEAR = "unclear"  # words beside it may belong to it, and were not understood
    NO_DATE = "no_date"
    LANGUAGE = "language"
    TEXT = "text"  # too long, empty, control characters


class DateRefusedError(InputError):
    """A text whose date cannot be known; the message says why and what to write instead.

    `place` is where the refused words begin and end in `text`, which is the text as the parser of its language
    normalized it; both are None if that is not known.
    """

    def __init__(self, message: str, code: Refusal = Refusal.UNCLEAR) -> None:
        super().__init__(message)
        self.code = code
        self.place: tuple[int, int] | None = None
        self.text: str | None = None

    def at(self, start: int, end: int, text: str) -> DateRefusedError:
        """Set the place of the refused words, unless it was set before; returns the error itself."""
        if self.place is None:
            self.place, self.text = (start, end), text
        return self


class UnknownItemError(InputError):
    """There is no such item."""


class UnknownClaimError(InputError):
    """There is no such claim."""


class StateError(InputError):
    """What is there does not allow that now."""


class Problem(str):
    """A sentence "FILE:LINE: item: key: what is wrong, and how to fix it" that keeps its parts."""

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
        """The problem that `message` describes at a place in a file."""
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

    # What a stranger may read over HTTP; the message itself names hosts, users and files.
    public_message = "the database cannot be reached now"


class UnfitError(StoreError):
    """The database that was named is not made for this: another has to be named, or made."""

    exit_code = 2


class BusyError(StoreError):
    """Another process holds what this one needs."""

    public_message = "the database is busy now: try again"
