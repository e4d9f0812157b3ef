"""Who has a turn now: each source at its own moment, and those at one address together. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from watchtracker.collecting.subjects import Askable
from watchtracker.sources import patience
from watchtracker.store.sources import SourceRow

# Sources that were never asked are asked within so much of the start: soon, and not all in one moment.
_SOON = timedelta(seconds=15)
# What was asked later than this from now was asked by a clock that was wrong, and so is its next turn.
_CLOCKS_DIFFER = timedelta(minutes=5)


def turn_of(subject: Askable, row: SourceRow | None, start: datetime, now: datetime) -> datetime | None:
    """When a subject is asked next, None being never: it is gone for good; `start` is when this process began."""
    if row is None or row.tried_at is None or row.address != subject.stands_at or row.tried_at > now + _CLOCKS_DIFFER:
        return patience.first(name=subject.name, start=start, within=_SOON)
    return row.next_at


def together(subjects: Iterable[Askable]) -> list[list[Askable]]:
    """Subjects that one fetch serves, since the request is the same."""
    groups: dict[tuple[object, ...], list[Askable]] = {}
    for subject in subjects:
        wanted = subject.wanted
        groups.setdefault((wanted.address, wanted.accept, wanted.token), []).append(subject)
    return list(groups.values())


def moment_of(
    group: Iterable[Askable], rows: Mapping[str, SourceRow], start: datetime, now: datetime
) -> datetime | None:
    """When the first of a group has its turn."""
    turns = (turn_of(subject, rows.get(subject.name), start, now) for subject in group)
    return min((turn for turn in turns if turn is not None), default=None)


def in_order(groups: Iterable[list[Askable]], rows: Mapping[str, SourceRow]) -> list[list[Askable]]:
    """Those that answered the last time first, and of those the ones that were never asked.

    So whoever hangs holds up nobody but others that fail, and nobody waits long for what is new in the list.
    """
    return sorted(groups, key=lambda group: (_failures(group, rows), not _has_new(group, rows)))


def is_doubtful(group: Iterable[Askable], rows: Mapping[str, SourceRow]) -> bool:
    """Whether one of a group failed the last time, so that it may hang."""
    return _failures(group, rows) > 0


def _failures(group: Iterable[Askable], rows: Mapping[str, SourceRow]) -> int:
    return max(row.failures if (row := rows.get(subject.name)) is not None else 0 for subject in group)


def _has_new(group: Iterable[Askable], rows: Mapping[str, SourceRow]) -> bool:
    return any((row := rows.get(subject.name)) is None or row.tried_at is None for subject in group)
