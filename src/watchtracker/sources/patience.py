"""When a source is asked again: at its interval, later after errors, never sooner than the other side wants (pure).

Errors double the interval up to a day and never end it, because a source that was given up is one that nobody misses
until a date has passed. Only what is gone for good (410) is left alone until somebody changes its address.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from watchtracker.sources.replies import Failed, Fetched, FetchResult, FetchTrouble, NotModified

SHORTEST = timedelta(minutes=15)
LONGEST = timedelta(days=1)
# However long a server wants to be left alone, a week is enough to have tried again.
LONGEST_WISH = timedelta(days=7)
# Between two requests to one host.
HOST_PAUSE = timedelta(seconds=2)

_JITTER = 0.1


@dataclass(frozen=True, slots=True)
class Turn:
    """When a source is asked next, None being never by itself, and how many errors came in a row until now."""

    errors: int
    next: datetime | None


def after(result: FetchResult, *, name: str, every: timedelta, errors: int, now: datetime) -> Turn:
    """When a source has its turn after `result`; `errors` came in a row before it, and `name` spreads the moments."""
    every = max(every, SHORTEST)
    match result:
        case Fetched() | NotModified():
            return Turn(0, now + spread(every, name=name, at=now))
        case Failed(code=FetchTrouble.GONE):
            return Turn(errors + 1, None)
        case Failed():
            wait = min(spread(_doubled(every, errors), name=name, at=now), max(LONGEST, every))
            wished = min(result.retry_after or timedelta(0), LONGEST_WISH)
            return Turn(errors + 1, now + max(wait, wished))


def _doubled(every: timedelta, errors: int) -> timedelta:
    """The interval after one error more; one that was asked less than once a day is not asked more often for it."""
    longest = max(LONGEST, every)
    doublings: int = 2 ** min(errors + 1, 16)
    return min(every * doublings, longest)


def spread(interval: timedelta, *, name: str, at: datetime) -> timedelta:
    """`interval`, up to a tenth shorter or longer, so that many sources do not ask in one moment.

    It depends on nothing but the name and the moment, so a second process comes to the same.
    """
    digest = hashlib.blake2b(f"{name}\n{at.isoformat()}".encode(), digest_size=8).digest()
    share = int.from_bytes(digest) / 2**64
    return interval * (1 - _JITTER + 2 * _JITTER * share)


def first(*, name: str, start: datetime, within: timedelta = timedelta(seconds=50)) -> datetime:
    """When a source that was never fetched is asked: soon after `start`, and not with all others at once."""
    digest = hashlib.blake2b(name.encode(), digest_size=8).digest()
    return start + within * (int.from_bytes(digest) / 2**64)
