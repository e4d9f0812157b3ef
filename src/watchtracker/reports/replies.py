"""What is answered to somebody who asks from a channel: a list, one item, how words are read. Pure.

Short, and for the one who asked alone: whatever is left out stands behind a link.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from watchtracker import dates
from watchtracker.errors import DateRefusedError
from watchtracker.inbox.commands import USES
from watchtracker.items import HistoryEntry
from watchtracker.reports.listing import Row
from watchtracker.wording import moves
from watchtracker.wording.holding import taken_by
from watchtracker.wording.items import closing, day
from watchtracker.wording.lines import lines
from watchtracker.wording.links import page
from watchtracker.wording.reminders import summary

MOST_LISTED = 20
_MOST_CLAIMS = 5


@dataclass(frozen=True, slots=True)
class ReplyLine:
    """A line: what it begins with in bold, which may lead to a page, and the rest."""

    text: str
    title: str = ""
    page: str | None = None


@dataclass(frozen=True, slots=True)
class CommandReply:
    """A heading over lines, and how many more there are behind a link."""

    heading: str
    lines: tuple[ReplyLine, ...] = ()
    more: int = 0
    more_url: str | None = None


def what_there_is(command: str) -> CommandReply:
    """What can be typed behind `command`."""
    told = tuple(ReplyLine(what, f"/{command} {use}") for use, what in USES.values())
    return CommandReply("What you can ask", told)


def listed(rows: Sequence[Row], zone: str, public_url: str, heading: str = "What is ahead") -> CommandReply:
    """The first of the rows, each on a line; `zone` is the reader's."""
    if not rows:
        return CommandReply(f"{heading}: nothing")
    told = tuple(_row(row, zone, public_url) for row in rows[:MOST_LISTED])
    return CommandReply(f"{heading}: {len(rows)}", told, len(rows) - len(told), public_url or None)


def shown(row: Row, zone: str, public_url: str) -> CommandReply:
    """One item: its date and state, who said it, who is on it, and its newest claims."""
    known, words = row.known, lines(row.known, row.now, row.intervals)
    told = [
        ReplyLine(", ".join(filter(None, (words.date, words.distance))), "Date"),
        ReplyLine(words.outcome or row.state.value, "State"),
        ReplyLine(closing(known, zone).removeprefix("closes "), "Closes"),
        ReplyLine(words.said, "Said"),
        ReplyLine(words.moved, "Moved"),
        ReplyLine(taken_by(row.taken_by), "Answers"),
        ReplyLine(known.facts.owner or "", "Owner"),
        *_newest(known.steps),
    ]
    address = page(public_url, known.id) if public_url else None
    return CommandReply(known.facts.title, tuple(line for line in told if line.text), more_url=address)


def previewed(row: Row, zone: str) -> ReplyLine:
    """An item below a link to its page: what a list says of it, and who is on it. No notes, quotes or owner."""
    known = row.known
    text = ", ".join(filter(None, (summary(known, row.now, zone), taken_by(row.taken_by))))
    return ReplyLine(text, known.facts.title)


def read_as(words: str, now: datetime, zone: str) -> CommandReply:
    """How words are read as a date, said today; why not, in the reader's own sentence."""
    place = dates.zone(zone)
    today = now.astimezone(place).date()
    try:
        window = dates.read(words, said_on=today, zone=place)
    except DateRefusedError as error:
        return CommandReply("Not read", (ReplyLine(str(error)),))
    whole = f"{dates.sentence(window, place)}. Said today, {day(today)}."
    return CommandReply(f"Read as {dates.display(window)}", (ReplyLine(whole, f"“{words}”"),))


def refused(sentence: str) -> CommandReply:
    """A sentence alone."""
    return CommandReply(sentence)


def _row(row: Row, zone: str, public_url: str) -> ReplyLine:
    known = row.known
    text = ", ".join(filter(None, (summary(known, row.now, zone), taken_by(row.taken_by))))
    return ReplyLine(f"{text} ({known.id})", known.facts.title, page(public_url, known.id) if public_url else None)


def _newest(steps: Sequence[HistoryEntry]) -> Iterator[ReplyLine]:
    """The newest claims with what each did, where there is more than the one in force."""
    if len(steps) < 2:  # noqa: PLR2004 - the one in force stands above
        return
    for step in list(reversed(steps))[:_MOST_CLAIMS]:
        said = step.claim.said
        did = f"; {moves.of_a_step(step)}" if step.move is not None else ""
        yield ReplyLine(f"“{said.when}”, {said.source} ({said.standing.value}){did}", day(said.said_on))
