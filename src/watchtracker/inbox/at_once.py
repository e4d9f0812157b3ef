"""What a sender hears at once about what they sent; what comes of it after that is told where it was asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

NOT_RECORDED = "Not recorded: the database did not answer. Nothing has changed; press again."
OF_OTHERS = "Not recorded: only members of the workspace that watchtracker belongs to can answer here."
OF_ANOTHER_APP = "Not recorded: this came by another app than the one that watchtracker posts with."
NOT_KNOWN_YET = "Not recorded: which workspace is ours is not known yet. Nothing has changed; try again in a minute."
OF_PROGRAMS = "Not recorded: programs cannot answer here."


@dataclass(frozen=True, slots=True)
class Recorded:
    """It is written down, and will be worked off whatever happens to this process."""


@dataclass(frozen=True, slots=True)
class Answered:
    """It was answered from what there is; `reply` is what the channel sends back, in its own form, if anything."""

    reply: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """It was understood and is not done; `sentence` says why."""

    sentence: str


@dataclass(frozen=True, slots=True)
class NotRecorded:
    """It could not be written down in time, and nothing of it is."""

    sentence: str = NOT_RECORDED


@dataclass(frozen=True, slots=True)
class Passed:
    """It is nothing of ours, or nothing to be answered."""


AtOnce = Recorded | Answered | Refused | NotRecorded | Passed
