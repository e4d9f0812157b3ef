"""What somebody finds on their own page in a channel's client: what waits for them, and what is ahead for all. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from types import MappingProxyType

from watchtracker.dates import Relation
from watchtracker.items import Item, ItemAsOf, Kind, State, unconfirmed_days
from watchtracker.notifications import NotificationKind
from watchtracker.notifications.holds import Hold, HoldKind, Person, holding
from watchtracker.outbox.offers import FaceState, Offers, offers
from watchtracker.reports.listing import Row, listing
from watchtracker.reports.theirs import is_on_it, is_owner
from watchtracker.wording import moves
from watchtracker.wording.holding import taken_by
from watchtracker.wording.items import count
from watchtracker.wording.links import page
from watchtracker.wording.reminders import summary

# What somebody owns waits for them from so many days before.
_WAITS = 14
_SOON = 28
_WEEK = timedelta(days=7)
_MOST_WITH_BUTTONS = 10
_MOST_TO_RECHECK = 8
_MOST_LATE = 10
_MOST_SOON = 25
_MOST_MOVED = 15


@dataclass(frozen=True, slots=True)
class HomeLine:
    """An item on a line: its title, which may lead to its page, and the rest; `offers` are its buttons."""

    item: str
    title: str
    text: str
    page: str | None = None
    offers: Offers | None = None


@dataclass(frozen=True, slots=True)
class HomeSection:
    """Lines below a heading, and how many more there are; `empty` is what it says without any."""

    heading: str
    lines: tuple[HomeLine, ...]
    more: int = 0
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Home:
    """The page of one person, as it was at a moment."""

    sections: tuple[HomeSection, ...]
    made_at: datetime
    url: str | None = None


@dataclass(frozen=True, slots=True)
class HomeOf:
    """Whose page it is, and what they look at it with: their zone, the address of the server, whether they may answer.

    `intervals` is how often a re-check is asked for, by kind.
    """

    person: Person
    now: datetime
    zone: str
    public_url: str = ""
    answerable: bool = True
    intervals: Mapping[Kind, str] = field(default_factory=dict)


def home(items: Iterable[Item], of: HomeOf, held: Mapping[str, Sequence[Hold]] = MappingProxyType({})) -> Home:
    """The page: what waits, what is to be re-checked, what is late or near, what is snoozed, what moved this week."""
    rows = listing(items, now=of.now, intervals=of.intervals, held=held)
    open_holds = {row.known.id: holding(held.get(row.known.id, ()), row.known, of.now) for row in rows}
    waiting = [row for row in rows if _waits(row, of.person, open_holds[row.known.id])]
    mine = {row.known.id for row in waiting}
    soon = [row for row in rows if row.known.id not in mine and row.days is not None and row.days <= _SOON]
    late = [row for row in soon if row.state is State.OVERDUE]
    soon = [row for row in soon if row.state is not State.OVERDUE]
    recheck = [row for row in rows if unconfirmed_days(row.known, of.now, of.intervals) is not None]
    snoozed = [row for row in rows if any(hold.kind is HoldKind.SNOOZED for hold in open_holds[row.known.id])]
    moved = [(row, what) for row in rows if (what := _moved(row.known, of.now))]
    sections = (
        _section(
            "Waiting for you",
            [_waiting(row, of, open_holds[row.known.id]) for row in waiting],
            _MOST_WITH_BUTTONS,
            empty="Nothing waits for you.",
        ),
        _section("To re-check", [_to_recheck(row, of) for row in recheck], _MOST_TO_RECHECK),
        _section("Overdue", [_line(row, of) for row in late], _MOST_LATE),
        _section("The next four weeks", [_line(row, of) for row in soon], _MOST_SOON, empty="Nothing is due."),
        _section("Snoozed", [_snoozed(row, of, open_holds[row.known.id]) for row in snoozed], _MOST_WITH_BUTTONS),
        _section("Moved this week", [replace(_line(row, of), text=what) for row, what in moved], _MOST_MOVED),
    )
    shown = tuple(section for section in sections if section.lines or section.empty)
    return Home(shown, of.now, of.public_url or None)


def _section(heading: str, lines: Sequence[HomeLine], most: int, *, empty: str = "") -> HomeSection:
    return HomeSection(heading, tuple(lines[:most]), max(0, len(lines) - most), empty)


def _waits(row: Row, person: Person, held: Sequence[Hold]) -> bool:
    """Whether it waits for somebody: they took it, or they own it and it is due soon, open or overdue."""
    if is_on_it(person, held):
        return True
    if not is_owner(person, row.known):
        return False
    near = row.days is not None and row.days <= _WAITS
    return row.state in {State.OPEN, State.OVERDUE} or (row.state is State.UPCOMING and near)


def _waiting(row: Row, of: HomeOf, held: Sequence[Hold]) -> HomeLine:
    """With the buttons of the message that would remind of it now."""
    taken = any(hold.kind is HoldKind.TAKEN for hold in held)
    kind = NotificationKind.OVERDUE if row.state is State.OVERDUE else NotificationKind.UPCOMING
    return _with(_line(row, of), row, of, offers(kind, row.known.facts.kind, _face(taken=taken)))


def _to_recheck(row: Row, of: HomeOf) -> HomeLine:
    days = unconfirmed_days(row.known, of.now, of.intervals) or 0
    line = _line(row, of)
    line = replace(line, text=f"{line.text}; not re-checked for {count(days, 'day')}")
    return _with(line, row, of, offers(NotificationKind.RECHECK, row.known.facts.kind))


def _snoozed(row: Row, of: HomeOf, held: Sequence[Hold]) -> HomeLine:
    hold = next(hold for hold in held if hold.kind is HoldKind.SNOOZED)
    line = _line(row, of)
    return replace(line, text=f"{line.text}; snoozed by {hold.by.name} in {hold.channel}")


def _face(*, taken: bool) -> FaceState:
    return FaceState.TAKEN if taken else FaceState.OPEN


def _with(line: HomeLine, row: Row, of: HomeOf, found: Offers | None) -> HomeLine:
    if found is None or not of.answerable:
        return line
    return replace(line, offers=replace(found, item=row.known.id, revision=row.known.revision))


def _line(row: Row, of: HomeOf) -> HomeLine:
    known = row.known
    text = ", ".join(filter(None, (summary(known, of.now, of.zone), taken_by(row.taken_by))))
    return HomeLine(known.id, known.facts.title, text, page(of.public_url, known.id) if of.public_url else None)


def _moved(known: ItemAsOf, now: datetime) -> str:
    """What the last move of this week did; empty where there was none."""
    for step in reversed(known.steps):
        recent = now - step.claim.recorded_at < _WEEK
        if recent and step.move is not None and step.move.relation is not Relation.CONFIRMED:
            return moves.in_history(step.move, step.before, step.claim.window)
    return ""
