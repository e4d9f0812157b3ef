"""How the watch list of a running server stands: applied, waited for, or refused, since when and why.

`list_follower.py` finds it out; the page, the metrics and the log say it, so that nobody relies on an edit that was not
applied.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Phase(StrEnum):
    """What became of the list as its files are now."""

    APPLIED = "applied"
    WAITING = "waiting"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class FollowState:
    """The phase since a moment; `why` has a sentence for each thing that stands in the way."""

    phase: Phase
    since: datetime
    why: tuple[str, ...] = ()
