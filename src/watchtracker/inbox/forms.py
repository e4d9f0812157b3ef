"""Forms: what a form is about and what it holds, before any vendor draws it. Pure.

`readings` makes those in which a date is read, `watching` that in which a message is read, `item_forms` those that show
what is recorded. Every text here may be anybody's: whoever draws a form sees to it that nothing in it is parsed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from watchtracker import dates, lengths
from watchtracker.dates import DateWindow
from watchtracker.inbox.intents import About, Where
from watchtracker.items import Kind, Result, Standing
from watchtracker.wording.items import day, shown

_NOWHERE = Where()
AS_SAID = "The words, as they were said."
# A radio button for what none of the readings says.
OTHER_WORDS = "other"


class FieldName(StrEnum):
    """The fields of all forms; the values stand in forms that are open somewhere, and are never renamed."""

    WHEN = "when"
    SAID_ON = "said_on"
    SOURCE = "source"
    STANDING = "standing"
    LINK = "link"
    QUOTE = "quote"
    ON = "on"
    UNTIL = "until"
    REASON = "reason"
    ITEM = "item"
    TITLE = "title"
    KIND = "kind"
    ZONE = "zone"
    OWNER = "owner"
    READING = "reading"
    MEMBER = "member"


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a form belongs to: what it is about, and the message that it was opened from, where there is one."""

    about: About | None = None
    where: Where = _NOWHERE


@dataclass(frozen=True, slots=True)
class InForce:
    """An item as a form shows it above its fields: its title, and the date in force with who said it."""

    title: str
    date: str = ""


@dataclass(frozen=True, slots=True)
class DateReading:
    """How words were read as a date, in the zone of their item."""

    when: str
    window: DateWindow
    zone: str

    @property
    def short(self) -> str:
        """The window as it is listed, "late Apr 2026"; a moment by the clocks of its zone."""
        if self.window.instant is None:
            return dates.display(self.window)
        on, clock = shown(self.window.instant, self.zone, ends=False)
        return f"{day(on)}, {clock} {self.zone}"

    @property
    def whole(self) -> str:
        """The window in full, with its zone: "between 21 and 30 April 2026, Shanghai time"."""
        return dates.sentence(self.window, dates.zone(self.zone))


@dataclass(frozen=True, slots=True)
class Effect:
    """What recording it does: sentences, the first of which says what becomes of the date.

    `changes_date` says whether the date in force is another one then.
    """

    lines: tuple[str, ...]
    changes_date: bool = False


@dataclass(frozen=True, slots=True)
class Claimed:
    """What is filled into the fields of a claim; empty where nothing is."""

    when: str = ""
    said_on: date | None = None
    source: str = ""
    standing: Standing = Standing.REPORTED
    link: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class NewDateForm:
    """A new date: the fields, and below `when` how it is read, or else why it is not."""

    anchor: Anchor
    item: InForce
    claimed: Claimed
    reading: DateReading | None = None
    refusal: str | None = None
    hint: str = AS_SAID


@dataclass(frozen=True, slots=True)
class NewItem:
    """What a claim of an item that is not on the list needs beside itself."""

    title: str = ""
    kind: Kind = Kind.RELEASE
    zone: str = "UTC"
    owner: str = ""


@dataclass(frozen=True, slots=True)
class RecordForm:
    """What was read, with what recording it does: the last look before it is recorded.

    `new` is there for an item that is not on the list yet. `moved_meanwhile`: it was looked at before, and since then
    the item has changed. `is_watched`: the date is that of a message that somebody watches. `of_proposal`: it is that
    of a proposal, of the item with the id `chosen` (empty: a new one).
    """

    anchor: Anchor
    item: InForce
    claimed: Claimed
    reading: DateReading
    consequence: Effect
    new: NewItem | None = None
    moved_meanwhile: bool = False
    is_watched: bool = False
    of_proposal: bool = False
    chosen: str = ""


@dataclass(frozen=True, slots=True)
class WatchForm:
    """A message from which a date is watched: the dates that it names, and what was guessed of the item.

    `readings` are what can be chosen, the first one chosen already; where there are none, `hint` says why. `item` is
    the item that it is about, by its id and title, None: a new one. `recorded`: who watched this message already.
    `reading` is how the words that were written are read, `refusal` why they are not.
    """

    anchor: Anchor
    readings: tuple[DateReading, ...]
    claimed: Claimed
    new: NewItem
    hint: str
    item: tuple[str, str] | None = None
    is_private: bool = False
    recorded: str | None = None
    reading: DateReading | None = None
    refusal: str | None = None


@dataclass(frozen=True, slots=True)
class ProposalForm:
    """A proposal that is to be put right: the words of its date (None: it tells an outcome), and whose date it is.

    `item` is the item by its id and title, None: a new one, which would be called `title` and be of `kind`.
    """

    anchor: Anchor
    title: str
    quote: str
    when: str | None
    item: tuple[str, str] | None
    kind: Kind


@dataclass(frozen=True, slots=True)
class EndingForm:
    """How an item ended: on which day, and who says so. `latest` is the last day that can be named."""

    anchor: Anchor
    item: InForce
    result: Result
    on: date
    latest: date
    source: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class NotRightForm:
    """A claim that is to be taken back, in its own words, and what that does; `claim` is its id."""

    anchor: Anchor
    item: InForce
    claim: str
    quoted: str
    consequence: Effect


@dataclass(frozen=True, slots=True)
class ReopenForm:
    """An outcome that is to be taken back: how the item ended, and what opening it again does."""

    anchor: Anchor
    item: InForce
    ended: str
    consequence: Effect


@dataclass(frozen=True, slots=True)
class SnoozeForm:
    """Until when an item is snoozed: `chosen` at first, at most `latest`, which `latest_words` says for a reader."""

    anchor: Anchor
    item: InForce
    chosen: datetime
    latest: datetime
    latest_words: str


@dataclass(frozen=True, slots=True)
class TakeOverForm:
    """Another is on it already: whether to take the item over from them."""

    anchor: Anchor
    item: InForce
    holder: str
    account: str | None
    since: str


@dataclass(frozen=True, slots=True)
class Past:
    """One thing that happened to an item: its day, and what it was; `detail` below it."""

    day: str
    what: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class HistoryForm:
    """What happened to an item, newest first; `more` of it is on its `page`."""

    anchor: Anchor
    item: InForce
    past: tuple[Past, ...]
    more: int = 0
    page: str | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """An item of a message about several: its id, its title, and a line about it."""

    item: str
    title: str
    line: str = ""


@dataclass(frozen=True, slots=True)
class AnswerForm:
    """A message about several: which of its items is meant. `chosen` is the id of the one whose answers are shown."""

    anchor: Anchor
    members: tuple[Member, ...]
    chosen: str | None = None


@dataclass(frozen=True, slots=True)
class RefusalShown:
    """That something was not recorded: one sentence, about an item where that is known."""

    sentence: str
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Mistakes:
    """What is wrong with what was filled in: a sentence for each field."""

    by_field: Mapping[FieldName, str] = field(default_factory=dict)


# What is opened by a button alone.
OpenedForm = (
    AnswerForm
    | HistoryForm
    | NewDateForm
    | NotRightForm
    | ProposalForm
    | RecordForm
    | ReopenForm
    | EndingForm
    | SnoozeForm
    | TakeOverForm
    | WatchForm
    | RefusalShown
)

LONGEST: Mapping[FieldName, int] = {
    FieldName.WHEN: lengths.WORDS,
    FieldName.SOURCE: lengths.SOURCE,
    # What a form carries to its next view has room for no longer address.
    FieldName.LINK: 1_000,
    FieldName.QUOTE: 3_000,
    FieldName.REASON: 500,
    FieldName.TITLE: lengths.TITLE,
}
