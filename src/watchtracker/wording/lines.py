"""What stands beside an item's title wherever items are shown, on a page and on a terminal: one rule for both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from watchtracker import dates
from watchtracker.dates import WindowKind
from watchtracker.items import ItemAsOf, Kind, Standing, State, first_close, state, unconfirmed_days
from watchtracker.wording.items import count, day, distance, rechecked, says_state, shown, window_words
from watchtracker.wording.moves import moved
from watchtracker.wording.utc import utc_in_one_word

NO_CLAIM = "no claim holds: all were retracted"
_STANDINGS = {Standing.REPORTED: "", Standing.RUMOUR: "a rumour, ", Standing.OFFICIAL: "official, "}


@dataclass(frozen=True, slots=True)
class ItemInWords:
    """An item at a moment, in words; what there is nothing to say of is empty.

    `said` quotes the claim in force, with who said it and when; it has `standing` and `rechecked` in it, `outcome`
    has `ended`, `closing` has `closes`: a page links the sources and needs the parts, and a table has the verb
    beside it.
    """

    date: str
    distance: str
    closes: str
    moved: str
    unconfirmed: str
    ended: str
    outcome: str
    standing: str
    rechecked: str
    said: str

    @property
    def closing(self) -> str:
        """When a deadline closes, as a sentence has it."""
        return _with_verb(self.closes)


def lines(known: ItemAsOf, now: datetime, intervals: Mapping[Kind, str] = MappingProxyType({})) -> ItemInWords:
    """What is said of an item: when it closes and who looked only while it is ahead, how it ended once it has."""
    ahead, done, said = state(known, now).ahead, ended(known), known.claim.said if known.claim else None
    return ItemInWords(
        date=date(known),
        distance=due(known, now),
        closes=_closes(known) if ahead else "",
        moved=moved(known),
        unconfirmed=unconfirmed(known, now, intervals) if ahead else "",
        ended=done,
        outcome=f"{done} ({known.outcome.source})" if known.outcome else "",
        standing=_STANDINGS[said.standing] if said else "",
        rechecked=rechecked(known),
        said=_said(known),
    )


def date(known: ItemAsOf) -> str:
    """The day on which it ended, else its window. A moment is what clocks show where the item is."""
    if known.outcome is not None:
        return day(known.outcome.on)
    return window_words(known.window, known, known.facts.zone)


def due(known: ItemAsOf, now: datetime) -> str:
    """How far away an item is, where that stands beside its title alone: "in 9 days", "closes tomorrow".

    Neither of a deadline nor of what is to come by a day would a bare "tomorrow" say enough.
    """
    far = distance(known, now)
    if far not in {"today", "tomorrow"} or state(known, now) is not State.UPCOMING:
        return far
    if known.facts.kind is Kind.DEADLINE:
        return f"closes {far}"
    return f"by {far}" if known.window.kind is WindowKind.OPEN_START else far


def closing(known: ItemAsOf) -> str:
    """When a deadline closes, in UTC and where it is: "closes 2026-05-06T16:00Z, 24:00 Asia/Shanghai"."""
    return _with_verb(_closes(known))


def closing_here(known: ItemAsOf, zone: str) -> str:
    """When a deadline closes for a reader in `zone`: "6 May 2026, 18:00 Europe/Berlin".

    Empty where that is not known, or said already: in the item's own zone and in UTC.
    """
    first, last = first_close(known), known.window.closes_at(dates.zone(known.facts.zone))
    if known.facts.kind is not Kind.DEADLINE or last is None or first != last or zone in {known.facts.zone, "UTC"}:
        return ""
    here_day, here = shown(last, zone, ends=True)
    return f"{day(here_day)}, {here} {zone}"


def _with_verb(closes: str) -> str:
    return f"closes {closes}" if closes else ""


def _closes(known: ItemAsOf) -> str:
    if known.facts.kind is not Kind.DEADLINE:
        return ""
    first, last = first_close(known), known.window.closes_at(dates.zone(known.facts.zone))
    if first is None:
        return ""
    if last is None:
        return f"{utc_in_one_word(first)} or later"
    if first != last:
        return f"between {utc_in_one_word(first)} and {utc_in_one_word(last)}"
    ends_on, clock = shown(last, known.facts.zone, ends=True)
    # Of an exact date the day stands beside it already.
    on = "" if known.window.kind in {WindowKind.EXACT, WindowKind.INSTANT} else f"{day(ends_on)}, "
    return f"{utc_in_one_word(last)}, {on}{clock} {known.facts.zone}"


def unconfirmed(known: ItemAsOf, now: datetime, intervals: Mapping[Kind, str] = MappingProxyType({})) -> str:
    """For how long nobody confirmed a date that is missing or far off; empty while that is no matter."""
    days = unconfirmed_days(known, now, intervals)
    return "" if days is None else f"not re-checked for {count(days, 'day')}"


def ended(known: ItemAsOf) -> str:
    """The outcome and its day, "happened on 24 Apr 2026"; empty while there is none."""
    return f"{known.outcome.result.value} on {day(known.outcome.on)}" if known.outcome else ""


def where_beside(known: ItemAsOf, now: datetime, where: str | None = None) -> str:
    """The state of an item, or `where` in its place, as it stands beside how far away it is.

    Empty where the words for the distance say it already ("open, 1 day left").
    """
    return "" if says_state(known, now) else where or state(known, now).value


def _said(known: ItemAsOf) -> str:
    """The words of the claim in force, with who said them and when."""
    if known.claim is None:
        return NO_CLAIM
    said = known.claim.said
    return f'"{said.when}" ({_STANDINGS[said.standing]}{said.source}, {day(said.said_on)}){rechecked(known)}'
