"""What came of asking one source or one signal."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from watchtracker.errors import WatchtrackerError
from watchtracker.tracker.intake import LetIn


class NotFetchedError(WatchtrackerError):
    """A source could not be fetched, or what came could not be read."""


class CameOf(StrEnum):
    """What came of asking; the values are labels of a metric.

    `busy`: another process asks it just now.
    """

    READ = "read"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    BUSY = "busy"


@dataclass(frozen=True, slots=True)
class Came:
    """What came of asking `name`: how many proposals wait that did not before, what was let in, what is wrong.

    `passed_over` says what was no date to wait for, empty: nothing.
    """

    name: str
    of: CameOf
    error: str = ""
    proposed: int = 0
    let_in: tuple[LetIn, ...] = ()
    passed_over: str = ""
