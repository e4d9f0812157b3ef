"""What is remembered of a source between two fetches, as text: what it said, and how often all of that was gone. Pure.

So it is seen when a source says again what it did not say in between: a date that moves back is news, although just
that date was said before. Whatever cannot be read is forgotten, and then nothing counts as said again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from watchtracker.intake import proposals
from watchtracker.intake.proposing import MatchedProposal

# The names beside the UIDs of a calendar's events; no UID is empty, and only a calendar has UIDs.
_GONE, _TEXT, _SAID = "", "text", "said"


@dataclass(frozen=True, slots=True)
class Memory:
    """What a source had when it was last read.

    `gone` is how often in a row nothing of that was there, `events` are the states of a calendar's events by UID.
    `text` is the digest of a page's text, and `said` are the keys of its statements, None where they are not known.
    """

    gone: int = 0
    events: Mapping[str, str] = field(default_factory=dict)
    text: str | None = None
    said: frozenset[str] | None = None


def remembered(seen: str | None) -> Memory:
    """The memory that was `written`; an empty one if it cannot be read."""
    try:
        found = json.loads(seen or "{}")
    except (ValueError, RecursionError):
        return Memory()
    if not isinstance(found, dict) or not all(isinstance(value, str) for value in found.values()):
        return Memory()
    said, gone = found.get(_SAID), found.get(_GONE, "0")
    return Memory(
        gone=int(gone) if gone.isdecimal() else 0,
        events={uid: state for uid, state in found.items() if uid},
        text=found.get(_TEXT),
        said=frozenset(said.split()) if said is not None else None,
    )


def of_calendar(events: Mapping[str, str], gone: int) -> str:
    """The states of a calendar's events, as text."""
    return json.dumps({**events, _GONE: str(gone)})


def of_statements(memory: Memory) -> str:
    """What a page or a service had, as text."""
    plain = {_GONE: str(memory.gone), _TEXT: memory.text}
    plain |= {_SAID: " ".join(sorted(memory.said)) if memory.said is not None else None}
    return json.dumps({name: value for name, value in plain.items() if value is not None})


def keys(proposed: Iterable[MatchedProposal]) -> frozenset[str]:
    """What tells statements from each other, whichever items they are found to concern."""
    return frozenset(proposals.title_key(each.proposal)[:20] for each in proposed)


def marked(proposed: Iterable[MatchedProposal], before: Memory) -> list[MatchedProposal]:
    """The proposals of a source, where those that it did not make the last time are marked as said anew."""
    known = before.said
    return [
        each if known is None or keys([each]) <= known else replace(each, proposal=replace(each.proposal, anew=True))
        for each in proposed
    ]
