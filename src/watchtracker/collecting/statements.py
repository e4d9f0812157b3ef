"""What came from a source as statements: which texts are new, what was read in them, how many there are in all."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from watchtracker import reading
from watchtracker.collecting import texts
from watchtracker.intake import announcements, collecting, proposals
from watchtracker.intake.collecting import Counted
from watchtracker.intake.proposing import MatchedProposal, ReadDocument, WatchedItems
from watchtracker.intake.text_sources import SourceKind, TextSource
from watchtracker.sources import services
from watchtracker.sources.replies import Fetched
from watchtracker.sources.services import ServiceQuestion
from watchtracker.store.sources import FetchedText, SourceRow

# The key of what is remembered under which it stands how often in a row everything was gone; no UID is empty.
_GONE = ""


@dataclass(frozen=True, slots=True)
class Statements:
    """What a fetch brought: what it proposes, the texts that were read with how much they say, and the count of all.

    `seen` is what is to be remembered until the next fetch, None: nothing.
    """

    proposed: tuple[MatchedProposal, ...]
    read: tuple[tuple[FetchedText, int], ...]
    counted: Counted
    seen: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What was known before a fetch: how far its source is, what we watch, how much a text said that was read then."""

    row: SourceRow
    watched: WatchedItems
    statements_in: Callable[[FetchedText], int | None]


def read(source: TextSource, fetched: Fetched, known: Known, now: datetime) -> Statements:
    """What a source says now that it did not say before; raises InputError with one sentence where it is unreadable."""
    if source.kind is SourceKind.CALENDAR:
        return _calendar(source, fetched, known, now)
    is_page = source.kind is SourceKind.PAGE
    first_at = known.row.first_at or now
    proposed: list[MatchedProposal] = []
    done: list[tuple[FetchedText, int]] = []
    number = 0
    for text in texts.of(source, fetched):
        said = known.statements_in(text)
        if said is None and (is_page or not collecting.is_too_old(text.published, first_at)):
            finds = reading.read(text.text, text.published, source.zone).finds
            proposed += known.watched.proposed(finds, ReadDocument(text.text, text.address, text.published), source)
            said = len(finds)
            done.append((text, said))
        number += said or 0
    counted = Counted(number, None)
    if is_page:
        counted = collecting.counted(number, known.row.statements, _gone(known.row))
    return Statements(_ahead(proposed, now), tuple(done), counted, _remembered(counted))


def announced(
    source: TextSource, answers: Iterable[tuple[ServiceQuestion, Fetched]], known: Known, now: datetime
) -> Statements:
    """What services say by their fields; raises NotUnderstoodError."""
    found = [
        each for question, answer in answers for each in services.announcements(question, source.zone, answer.body)
    ]
    proposed = announcements.announced(found, source, known.watched, now)
    return Statements(tuple(proposed), (), Counted(len(found), known.row.statements))


def _calendar(source: TextSource, fetched: Fetched, known: Known, now: datetime) -> Statements:
    """The events that are new, or stand at another time, or were cancelled; one with a new title alone is the same."""
    events = texts.events(source, fetched)
    before = texts.seen(known.row.seen)
    proposed: list[MatchedProposal] = []
    for event in events:
        if event.find is not None and before.get(event.uid) != event.state:
            document = ReadDocument(event.text.text, event.text.address, event.text.published)
            proposed += known.watched.proposed([event.find], document, source)
    proposed = [each for each in proposed if each.proposal.result is None or each.proposal.item is not None]
    counted = collecting.counted(len(events), known.row.statements, _gone(known.row))
    states = {event.uid: event.state for event in events} if events else before
    return Statements(_ahead(proposed, now), (), counted, json.dumps({**states, _GONE: str(counted.gone)}))


def _ahead(proposed: Sequence[MatchedProposal], now: datetime) -> tuple[MatchedProposal, ...]:
    return tuple(each for each in proposed if not proposals.is_over(each.proposal, now))


def _gone(row: SourceRow) -> int:
    return int(texts.seen(row.seen).get(_GONE, "0"))


def _remembered(counted: Counted) -> str | None:
    return json.dumps({_GONE: str(counted.gone)}) if counted.gone else None
