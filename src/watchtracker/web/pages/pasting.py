"""A text that somebody pastes into the inbox: read as `read` reads it, and proposed to be decided on there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from watchtracker import dates, lengths, reading
from watchtracker.errors import InputError
from watchtracker.intake.proposals import Proposal, ProposalState, StoredProposal
from watchtracker.intake.proposing import ReadDocument, WatchedItems
from watchtracker.intake.text_sources import TextSource
from watchtracker.items import Item, has_begun
from watchtracker.settings.fields import at_most, line
from watchtracker.sources import cleaning
from watchtracker.sources.datelines import day_at_head
from watchtracker.wording import items as wording

# Which take a second or so to read, while somebody waits.
MOST = 50_000


@dataclass(frozen=True, slots=True)
class Pasted:
    """What stands in the fields: a text, who says so, and on which day; `problem` is why it was refused."""

    text: str = ""
    source: str = ""
    said_on: str = ""
    problem: str = ""

    @classmethod
    def of(cls, sent: Mapping[str, str]) -> Pasted:
        """What a form sent."""
        return cls(sent.get("text", ""), sent.get("source", "").strip(), sent.get("said_on", "").strip())


@dataclass(frozen=True, slots=True)
class PastedRead:
    """What a text proposes, and how many of its dates could not be read; `dated` if the day of the text is known."""

    proposals: tuple[Proposal, ...]
    unread: int
    dated: bool


def read_pasted(pasted: Pasted, items: Iterable[Item], zone: str, now: datetime) -> PastedRead:
    """What a text says that is to come, beside our items; raises InputError for fields that cannot be used."""
    published = _day(pasted.said_on, now)
    text = cleaning.cleaned(pasted.text)
    if not text.strip():
        raise InputError("There is no text: paste one, or the part of it that names dates.")
    if len(text) > MOST:
        raise InputError(f"It has {len(text):,} characters, and {MOST:,} are the most: paste it in parts.")
    try:
        name = at_most(lengths.SOURCE)(line(pasted.source))
    except ValueError as error:
        raise InputError(f"Who said it: {error}.") from None
    published = published or day_at_head(text, now.astimezone(dates.zone(zone)).date())
    found = reading.read(text, published, zone)
    source = TextSource(name, zone=zone)
    proposed = WatchedItems(items).proposed(found.finds, ReadDocument(text, None, published), source)
    unread = sum(1 for left in found.left_out if left.why is reading.Why.UNREADABLE)
    return PastedRead(tuple(each.proposal for each in proposed), unread, published is not None)


def told(heard: Iterable[StoredProposal], found: PastedRead) -> str:
    """What came of a text that was read."""
    states = [stored.state for stored in heard]
    waiting = states.count(ProposalState.OPEN)
    if waiting:
        said = (
            f"{wording.count(waiting, 'date')} of this text {'waits' if waiting == 1 else 'wait'} below to be decided."
        )
    elif states:
        said = "Nothing of this text is left to decide: all of its dates are on record, or were decided on before."
    else:
        said = "Nothing that is to come was found in this text."
    if found.unread:
        hint = "." if found.dated else ": with the day of publication perhaps more can."
        said += f" {wording.count(found.unread, 'date')} could not be read{hint}"
    return said


def _day(typed: str, now: datetime) -> date | None:
    if not typed:
        return None
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        raise InputError(f"{typed!r} is no day: write it as 2026-05-06.") from None
    if not has_begun(day, now):
        raise InputError(f"{wording.day(day)} lies in the future: choose the day on which it was published.")
    return day
