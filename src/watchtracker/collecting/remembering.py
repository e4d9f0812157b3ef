"""What is remembered of a source between two fetches, as text: what it said, and how often all of that was gone. Pure.

So it is seen when a source says again what it did not say in between: a date that moves back is news, although just
that date was said before. Whatever cannot be read is forgotten, and then nothing counts as said again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from watchtracker.intake import proposals
from watchtracker.intake.plausibility import Doubt
from watchtracker.intake.proposing import MatchedProposal
from watchtracker.intake.turnover import EntryCount
from watchtracker.sources.calendars import MOST_EVENTS
from watchtracker.wording.items import count
from watchtracker.wording.utc import utc

# The names beside the UIDs of a calendar's events, of which none is empty or begins with a space. Pages have no UIDs.
_GONE, _TEXT, _SAID, _RECURRING, _UNREAD, _DOUBT = "", "text", "said", " recurring", " unread", " doubt"
_EARLIER, _BEYOND = " earlier", " beyond"
_NO_UIDS = {_GONE, _RECURRING, _UNREAD, _EARLIER, _BEYOND, _DOUBT}
_ENTRIES = "entries"


@dataclass(frozen=True, slots=True)
class Memory:
    """What a source had when it was last read.

    `gone` is how often in a row nothing of that was there, `doubt` why its count is doubted. `events` are the states of
    a calendar's events by UID; `recurring`, `unread` and `earlier` are how many more events were passed over. `text` is
    the digest of a page's text, and `said` are the keys of its statements, None where they are not known. `entries` are
    those of a feed, in its order. `beyond` says in a sentence what of a page or a feed was too much to read.
    """

    gone: int = 0
    events: Mapping[str, str] = field(default_factory=dict)
    recurring: int = 0
    unread: int = 0
    earlier: int = 0
    text: str | None = None
    said: frozenset[str] | None = None
    doubt: Doubt | None = None
    entries: tuple[EntryCount, ...] = ()
    beyond: str = ""


def remembered(seen: str | None) -> Memory:
    """The memory that was `written`; an empty one if it cannot be read."""
    try:
        found = json.loads(seen or "{}")
    except (ValueError, RecursionError):
        return Memory()
    if not isinstance(found, dict) or not all(isinstance(value, str) for value in found.values()):
        return Memory()
    said = found.get(_SAID)
    return Memory(
        gone=_number(found, _GONE),
        events={uid: state for uid, state in found.items() if uid not in _NO_UIDS},
        recurring=_number(found, _RECURRING),
        unread=_number(found, _UNREAD),
        earlier=_number(found, _EARLIER),
        text=found.get(_TEXT),
        said=frozenset(said.split()) if said is not None else None,
        doubt=_doubt(found.get(_DOUBT, "")),
        entries=_entries(found.get(_ENTRIES, "")),
        beyond=found.get(_BEYOND, ""),
    )


def _number(found: Mapping[str, str], name: str) -> int:
    text = found.get(name, "0")
    return int(text) if text.isdecimal() else 0


def _doubt(text: str) -> Doubt | None:
    statements, _, since = text.partition(" ")
    try:
        return Doubt(int(statements), datetime.fromisoformat(since)) if text else None
    except ValueError:
        return None


def _entries(text: str) -> tuple[EntryCount, ...]:
    try:
        return tuple(
            EntryCount(name, int(number)) for name, _, number in (each.partition(":") for each in text.split())
        )
    except ValueError:
        return ()


def _of_doubt(memory: Memory) -> dict[str, str]:
    doubt = memory.doubt
    return {_DOUBT: f"{doubt.statements} {doubt.since.isoformat()}"} if doubt is not None else {}


def of_calendar(memory: Memory) -> str:
    """What a calendar had, as text."""
    beside = {_GONE: memory.gone, _RECURRING: memory.recurring, _UNREAD: memory.unread, _EARLIER: memory.earlier}
    return json.dumps({**memory.events, **{name: str(number) for name, number in beside.items()}, **_of_doubt(memory)})


def of_feed(memory: Memory) -> str:
    """What a feed had, as text."""
    entries = " ".join(f"{entry.name}:{entry.statements}" for entry in memory.entries)
    return json.dumps({_GONE: str(memory.gone), _ENTRIES: entries, _BEYOND: memory.beyond, **_of_doubt(memory)})


def passed_over(memory: Memory) -> str:
    """What of a source was passed over, in a sentence; empty if nothing was."""
    if memory.beyond:
        return memory.beyond
    parts = (
        count(memory.recurring, "recurring event") if memory.recurring else "",
        count(memory.unread, "event") + " that cannot be read" if memory.unread else "",
        count(memory.earlier, "event") + f" before the latest {MOST_EVENTS}" if memory.earlier else "",
    )
    number = memory.recurring + memory.unread + memory.earlier
    *first, last = (part for part in parts if part) if number else ("",)
    said = f"{', '.join(first)} and {last}" if first else last
    return f"{said} {'was' if number == 1 else 'were'} passed over" if said else ""


def doubt_said(memory: Memory) -> str:
    """Why nothing comes in by itself from a source whose statements halved, in a sentence; empty if it may."""
    if memory.doubt is None:
        return ""
    held, since = memory.doubt.statements, utc(memory.doubt.since)
    return (
        f"of the {count(held, 'date')} that it had, more than half are gone since {since}: what it says is asked about"
    )


def of_statements(memory: Memory) -> str:
    """What a page or a service had, as text."""
    plain = {_GONE: str(memory.gone), _TEXT: memory.text, _BEYOND: memory.beyond or None}
    plain |= {_SAID: " ".join(sorted(memory.said)) if memory.said is not None else None}
    return json.dumps({name: value for name, value in plain.items() if value is not None} | _of_doubt(memory))


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
