"""Items, claims and outcomes as they are kept: facts that somebody stated, and nothing derived from them.

Whatever can be derived (the date in force, states, moves) is derived each time by `history.py`, so that
any past day can be asked for and nothing can disagree with its own history.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from watchtracker.dates import DateWindow


class Kind(StrEnum):
    """What an item asks of us: a release is awaited, a deadline acted on before, an event takes place by itself."""

    RELEASE = "release"
    DEADLINE = "deadline"
    EVENT = "event"


class Standing(StrEnum):
    """How much a source's word weighs."""

    RUMOUR = "rumour"
    REPORTED = "reported"
    OFFICIAL = "official"

    @property
    def weight(self) -> int:
        """A number that grows with the standing."""
        return _WEIGHTS[self]


_WEIGHTS = {standing: weight for weight, standing in enumerate(Standing)}


class Origin(StrEnum):
    """Where a claim came in."""

    WATCHLIST = "watchlist"
    CLI = "cli"
    SLACK = "slack"
    PAGE = "page"
    API = "api"
    INTAKE = "intake"


class Settle(StrEnum):
    """Whether what a signal proves of an item is asked about or recorded by itself."""

    ASK = "ask"
    ITSELF = "itself"


class Result(StrEnum):
    """How an item ended."""

    HAPPENED = "happened"
    DONE = "done"
    CANCELLED = "cancelled"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True)
class ShortForm:
    """What a source said of an item's date, with the day of it only if that was written.

    It is the claim of an item in the short form; its fields are those of every claim.
    """

    when: str
    said_on: date | None
    source: str
    url: str | None = None
    quote: str | None = None
    standing: Standing = Standing.REPORTED

    @property
    def values(self) -> dict[str, Any]:
        """Each of its values, by its name."""
        return {name: getattr(self, name) for name in STATED}

    def on(self, day: date) -> Statement:
        """The statement that it is, made on `day`."""
        return Statement(**{**self.values, "said_on": day})


@dataclass(frozen=True, slots=True)
class Statement(ShortForm):
    """A claim before it is recorded: what a source said, and on which day of the item's zone."""

    said_on: date


# What is stated of a claim, by name: rooms that write, read or show all of it go through these.
STATED = tuple(field.name for field in fields(ShortForm))


@dataclass(frozen=True, slots=True)
class Raised:
    """What a claim was before somebody had it weigh more: its standing, and who had recorded it; `at` is when."""

    standing: Standing
    by: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Claim:
    """A recorded claim; `place` is the order of recording within its item, which breaks ties of `said_on`.

    `by` is who brought it in, None where that is not known; `corrects` the id of the claim that we had wrong.
    `retracted_by` is who took it back, `retracted_through` the way by which that came. `raised` is what it was before
    somebody had it weigh more.
    """

    id: str
    said: Statement
    window: DateWindow
    origin: Origin
    recorded_at: datetime
    place: int
    retracted_at: datetime | None = None
    retracted_through: Origin | None = None
    by: str | None = None
    corrects: str | None = None
    retracted_by: str | None = None
    raised: Raised | None = None

    @property
    def retracted(self) -> bool:
        """Whether it was taken back; it stays in the record and counts for nothing."""
        return self.retracted_at is not None


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an item ended, on which day of its zone, and who says so; `by` is who recorded it, if that is known."""

    result: Result
    on: date
    source: str
    url: str | None = None
    by: str | None = None

    @property
    def unsigned(self) -> Outcome:
        """What it says, whoever recorded it."""
        return replace(self, by=None)


@dataclass(frozen=True, slots=True)
class Recheck:
    """One of us looked on the day `on` of the item's zone, and its date still stands; no source said anything.

    `claim_id` is the claim that was in force.
    """

    on: date
    by: str
    claim_id: str | None
    origin: Origin
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class RecordedOutcome:
    """An outcome with the moments (UTC) at which it was recorded and, if it was, taken back."""

    outcome: Outcome
    recorded_at: datetime
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What we say of an item ourselves: everything but its date.

    `signals` are what proves that it happened, in the words of the watch list, as `intake.signals` reads them;
    what they prove is asked about unless they `settle` it.
    """

    id: str
    title: str
    kind: Kind
    zone: str
    tags: tuple[str, ...] = ()
    owner: str | None = None
    url: str | None = None
    notes: str | None = None
    remind: tuple[str, ...] | None = None
    recheck: str | None = None
    signals: tuple[str, ...] = ()
    settle: Settle | None = None


@dataclass(frozen=True, slots=True)
class Defaults:
    """What an item's claims take from the [defaults] of their file; None where they take nothing."""

    said_on: date | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Declaration:
    """An item as a watch list states it.

    `short` is the one claim written straight into the item, `claims` the whole history of the long form; one of
    the two is there. `said_on` of the short form may be unknown: it then counts from the day it is applied.
    `rechecks` are days, and who looked on them; `defaults` what the claims say because their file does.
    `recorded_by` has ids of claims with who of us recorded each, which counts for those that are new to us.
    """

    facts: Facts
    short: ShortForm | None = None
    claims: tuple[Statement, ...] = ()
    outcome: Outcome | None = None
    defaults: Defaults = Defaults()
    rechecks: tuple[tuple[date, str], ...] = ()
    recorded_by: tuple[tuple[str, str], ...] = ()

    @property
    def id(self) -> str:
        """The id of the item that is declared."""
        return self.facts.id


@dataclass(frozen=True, slots=True)
class Item:
    """A watch item with all that was ever said of it.

    `declared` is what the watch list said when it was last applied (None: the list never named it), `listed`
    whether it still does; `revision` and `revised_at` (UTC, whole seconds) rise with every change. `endings` has every
    outcome that was ever recorded, the last one being `outcome` unless that was taken back. `taken_out_by` is who took
    it off the list, None where a watch list did.
    """

    facts: Facts
    claims: tuple[Claim, ...] = ()
    outcome: Outcome | None = None
    listed: bool = True
    declared: Declaration | None = None
    revision: int = 0
    revised_at: datetime | None = None
    endings: tuple[RecordedOutcome, ...] = ()
    rechecks: tuple[Recheck, ...] = ()
    taken_out_by: str | None = None

    @property
    def id(self) -> str:
        """The item's name for life."""
        return self.facts.id

    @property
    def stored_at(self) -> datetime:
        """`revised_at` of one that was stored; raises ValueError for one that never was, and has no revision yet."""
        if self.revised_at is None:
            raise ValueError(f"{self.id} was never stored: it has no revision yet")
        return self.revised_at
