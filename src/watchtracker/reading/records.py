"""What the reader makes of a text: the finds, and what was left out with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from watchtracker.dates import DateWindow


class FindKind(StrEnum):
    """What a statement is about: the kind that its item would have, or the news of how an item ended."""

    RELEASE = "release"
    DEADLINE = "deadline"
    EVENT = "event"
    OUTCOME = "outcome"


class FindResult(StrEnum):
    """What became of the thing that an outcome is about."""

    HAPPENED = "happened"
    DONE = "done"
    CANCELLED = "cancelled"
    SUPERSEDED = "superseded"
    REOPEN = "reopen"


class Why(StrEnum):
    """Why a date that stands in a text is no find."""

    NOT_AHEAD = "not-ahead"
    PAST_VERB = "past-verb"
    DAY_OF_THE_TEXT = "day-of-the-text"
    SAYING = "saying"
    RECURRING = "recurring"
    DURATION = "duration"
    FIGURE = "figure"
    LABEL = "label"
    IMAGINED = "imagined"
    MOVED = "moved"
    SAID_ELSEWHERE = "said-elsewhere"
    NOTHING_TO_COME = "nothing-to-come"
    UNREADABLE = "unreadable"
    TOO_MANY = "too-many"


@dataclass(frozen=True, slots=True)
class Find:
    """One statement of a text about something that is to come, or that has just ended.

    `quote` is `text[start:end]` in code points of the text as it came: a sentence, an item of a list or a cell, of at
    most 300 characters. `when` is what to type as a claim, and `window` what it means. `heading` is what the statement
    stands under. `said_by` is who said it if the sentence names somebody, and `moved_from` the date that was before.
    `unread` is the sentence of why a part of the date's words, such as a time of day, is not in `window`.
    """

    quote: str
    start: int
    end: int
    when: str
    window: DateWindow
    kind: FindKind
    title: str
    result: FindResult | None = None
    heading: str = ""
    said_by: str | None = None
    rumour: bool = False
    moved_from: str | None = None
    unread: str | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A date of a text that is no find: its words, which are `text[start:end]`, and why."""

    words: str
    start: int
    end: int
    why: Why


@dataclass(frozen=True, slots=True)
class TextReading:
    """All that was read in one text, each part in the order of the text."""

    finds: tuple[Find, ...]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class About:
    """The title of what is said of a date, empty where nothing is, and its kind where a word says it."""

    title: str
    kind: FindKind | None
