"""How far a source has got after it was asked. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from watchtracker.collecting.subjects import Askable
from watchtracker.intake.plausibility import Counted
from watchtracker.sources import patience
from watchtracker.sources.replies import Failed, Fetched, FetchResult, FetchTrouble, NotModified
from watchtracker.store.sources import SourceRow


def unchanged(row: SourceRow, subject: Askable, now: datetime) -> SourceRow:
    """After an answer that nothing is new."""
    understood = now if row.understood_at is not None else None
    return replace(_in_turn(row, subject, NotModified(subject.wanted.address), now), understood_at=understood)


def understood(row: SourceRow, subject: Askable, fetched: Fetched | None, now: datetime) -> SourceRow:
    """After an answer that was understood; `fetched` is None where what it says is that there is nothing yet."""
    after = _in_turn(row, subject, NotModified(subject.wanted.address), now)
    return replace(
        after,
        first_at=row.first_at or now,
        understood_at=now,
        etag=fetched.validators.etag if fetched else None,
        last_modified=fetched.validators.last_modified if fetched else None,
        moved_to=fetched.moved_to if fetched else None,
    )


def counted(row: SourceRow, before: SourceRow, found: Counted, seen: str | None) -> SourceRow:
    """`row` with the count of statements; where all of them are gone, nothing of the answer is believed."""
    if not found.gone:
        return replace(row, statements=found.statements, statements_before=before.statements, seen=seen)
    return replace(
        row,
        understood_at=before.understood_at,
        etag=None,
        last_modified=None,
        error=found.trouble,
        seen=seen,
    )


def failed(row: SourceRow, subject: Askable, result: FetchResult, sentence: str, now: datetime) -> SourceRow:
    """After a failure, or an answer that was not understood: it is asked for in full the next time."""
    if isinstance(result, Failed):
        return replace(_in_turn(row, subject, result, now), error=sentence, last_at=row.last_at)
    trouble = Failed(FetchTrouble.UNREADABLE, subject.wanted.address)
    return replace(_in_turn(row, subject, trouble, now), error=sentence, etag=None, last_modified=None)


def _in_turn(row: SourceRow, subject: Askable, result: FetchResult, now: datetime) -> SourceRow:
    turn = patience.after(result, name=subject.name, every=subject.every, errors=row.failures, now=now)
    return replace(row, last_at=now, tried_at=now, next_at=turn.next, failures=turn.errors, error=None)
