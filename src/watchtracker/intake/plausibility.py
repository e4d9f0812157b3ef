"""How plausible a fetch is: which texts of it count, whether its statements halved or are all gone. Pure.

A page that suddenly says nothing was probably not the page: a log-in, a wall of cookies. So that is never taken for a
withdrawal. The first time its last good count stays, and nothing is said; the second time in a row it is an error.

Where more than half vanished, what is left is doubted: until at least half is there again, or a person accepted some of
what it said since.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

# Of a source that was never read before, only what is younger counts: the rest is an archive.
FIRST_FETCH_REACHES = timedelta(days=14)
# How long a text is kept to show what stands around its quotes.
TEXTS_ARE_KEPT = timedelta(days=30)
_SAID_AFTER = 2
# Fewer than these come and go by themselves.
FEW = 4


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a source is doubted: it had so many `statements`, until at the moment `since` less than half were left."""

    statements: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Counted:
    """How many statements a source has now and had before; `gone` is how often in a row it had none of those.

    `before` is what it had before it was doubted, as long as it is.
    """

    statements: int
    before: int | None
    gone: int = 0

    @property
    def halved(self) -> bool:
        """Whether so many of its statements vanished that what is left is doubtful."""
        return self.before is not None and self.before >= FEW and self.statements * 2 < self.before

    @property
    def trouble(self) -> str | None:
        """What is wrong, once it was seen twice."""
        if self.gone < _SAID_AFTER:
            return None
        return (
            f"it answers, but nothing of the {self.before} dates that it had can be found in it now: "
            "perhaps a log-in, a wall of cookies, or a new form"
        )


def counted(statements: int, held: int | None, gone: int, doubt: Doubt | None = None) -> Counted:
    """What a count means after `held` of the last good time, and `gone` times in a row without any."""
    if statements == 0 and held:
        return Counted(0, held, gone + 1)
    return Counted(statements, doubt.statements if doubt else held)


def doubted(found: Counted, doubt: Doubt | None, now: datetime) -> Doubt | None:
    """The doubt in a source after a count; one that was there before goes on if the count does not end it."""
    if found.gone:
        return doubt
    if not found.halved or found.before is None:
        return None
    return doubt or Doubt(found.before, now)


def is_too_old(published: date | None, first_at: datetime) -> bool:
    """Whether a text belongs to what its source had long before it was read for the first time; without a day: no."""
    return published is not None and published < (first_at - FIRST_FETCH_REACHES).date()
