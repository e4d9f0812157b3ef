"""What a message says once somebody answered it, or once what it told has changed: its sentence, and a line below.

Names come from anywhere and are cut; how a channel wants them escaped is the channel's matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from watchtracker import dates
from watchtracker.items import ItemAsOf, Kind, Outcome, Recheck
from watchtracker.notifications.answers import GivenAnswer
from watchtracker.notifications.holds import Hold, HoldKind
from watchtracker.notifications.people import home
from watchtracker.wording.holding import on_it
from watchtracker.wording.items import clock, day, window_words
from watchtracker.wording.safe_text import clean, cut

_LONGEST_NAME = 60
_STANDS = {
    "ended": "over",
    "moved": "moved",
    "taken_back": "taken back",
    "off_the_list": "off the list",
    "taken": "taken",
    "snoozed": "snoozed",
    "rechecked": "looked at",
    "open": "open",
}
_MOST_LATE = 3
# Said below a message that shows what is not so any more.
CANNOT_BE_CHANGED = "The message above cannot be changed any more."


def ended(known: ItemAsOf, outcome: Outcome, reader: str) -> str:
    """How an item ended, and the date that it had: "Call: done on 28 Jun 2027 (mei). It was due 30 Jun 2027."."""
    text = f"{known.facts.title}: {outcome.result.value} on {day(outcome.on)} ({_name(outcome.by or outcome.source)})."
    if not known.window.dated:
        return text
    was = "It was due" if known.facts.kind is Kind.DEADLINE else "The date in force was"
    return f"{text} {was} {window_words(known.window, known, reader)}."


def open_again(known: ItemAsOf) -> str:
    """That an outcome was taken back which a message told."""
    return f"{known.facts.title}: open again."


def looked_at(known: ItemAsOf, recheck: Recheck, reader: str) -> str:
    """That somebody looked, and the date holds: "Launch: looked at on 27 Jun 2027 (mei): Q3 2027 still holds."."""
    holds = (
        f"{window_words(known.window, known, reader)} still holds" if known.window.dated else "there is still no date"
    )
    return f"{known.facts.title}: looked at on {day(recheck.on)} ({_name(recheck.by)}): {holds}."


def taken_back(title: str, was: str, known: ItemAsOf | None, reader: str) -> str:
    """That a claim was taken back which a message told, and what holds now; `was` is the date of the claim in words."""
    if known is None or known.claim is None:
        return f"Taken back: {title}: no date is known any more."
    instead = f", not {was}" if was else ""
    return f"Taken back: {title}: the date in force is {window_words(known.window, known, reader)}{instead}."


def off_the_list(title: str) -> str:
    """That nobody watches an item any more."""
    return f"{title}: no longer on the list."


def recorded(by: str, at: datetime, reader: str) -> str:
    """Who recorded something, and on which day: "Recorded by mei, 28 Jun 2027."."""
    return f"Recorded by {_name(by)}, {_day(at, reader)}."


def taken_back_by(by: str | None, at: datetime, reader: str) -> str:
    """Who took something back, and on which day."""
    return f"Taken back by {_name(by)}, {_day(at, reader)}." if by else f"Taken back on {_day(at, reader)}."


def off_since(by: str | None, at: datetime, reader: str) -> str:
    """Since when an item is not on the list, and who took it off, if no watch list did."""
    if by:
        return f"Taken off the list by {_name(by)}, {_day(at, reader)}."
    return f"Taken off the list on {_day(at, reader)}."


def now_in_force(known: ItemAsOf, reader: str) -> str:
    """The date in force and who says so: "Now 15 Jul 2027, Gazette."."""
    source = f", {_name(known.claim.said.source)}" if known.claim else ""
    return f"Now {window_words(known.window, known, reader)}{source}."


def held(holding: Iterable[Hold], channel: str, reader: str) -> str:
    """Who is on it since when and who snoozed it, as a channel is told; empty where nobody did.

    One who took it in another channel stands with its name. What another channel snoozed is its own matter.
    """
    every = list(holding)
    channel = home(channel)
    here = [hold for hold in every if hold.channel == channel]
    taken = [f"{_name(hold.by.name)} is on it since {_day(hold.since, reader)}." for hold in here if _takes(hold)]
    snoozed = [_snoozed(hold, reader) for hold in here if hold.until is not None]
    elsewhere = on_it([hold for hold in every if hold.channel != channel], channel)
    return " ".join([*taken, *snoozed, *([elsewhere] if elsewhere else [])])


def came_too_late(late: Iterable[GivenAnswer], reader: str) -> str:
    """Whose answers were not recorded because nobody looked at them in time; empty where there are none."""
    every = list({(answer.by.account, answer.by.name): answer for answer in late}.values())
    said = [f"{_name(answer.by.name)} on {_moment(answer.came or answer.at, reader)}" for answer in every]
    if len(said) > _MOST_LATE:
        said = [*said[:_MOST_LATE], f"{len(said) - _MOST_LATE} more"]
    if not said:
        return ""
    whose = said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"
    return f"{'An answer' if len(said) == 1 else 'Answers'} of {whose} came too late to be recorded; press again."


def came_too_late_mark(late: Iterable[GivenAnswer]) -> str:
    """Whose answers came too late, beside the item in a message about several; empty where there are none."""
    names = dict.fromkeys(_name(answer.by.name) for answer in late)
    return f"an answer of {', '.join(names)} came too late to be recorded" if names else ""


def mark(holding: Iterable[Hold], channel: str, reader: str) -> str:
    """How an item stands in a word or two, beside the item in a message about several: "taken by mei"."""
    here = [hold for hold in holding if hold.channel == home(channel)]
    taken = dict.fromkeys(_name(hold.by.name) for hold in here if _takes(hold))
    words = [f"taken by {', '.join(taken)}"] if taken else []
    words += [_snoozed(hold, reader)[:1].lower() + _snoozed(hold, reader)[1:-1] for hold in here if not _takes(hold)]
    return "; ".join(words)


def of_several(stands: Mapping[str, int]) -> str:
    """How many items of a message stand how, the most telling first: "1 over, 1 taken, 2 open."."""
    return f"{', '.join(f'{stands[how]} {word}' for how, word in _STANDS.items() if stands.get(how))}."


def ended_mark(outcome: Outcome) -> str:
    """How an item ended, beside it: "done on 28 Jun 2027, mei"."""
    return f"{outcome.result.value} on {day(outcome.on)}, {_name(outcome.by or outcome.source)}"


def now_mark(known: ItemAsOf, reader: str) -> str:
    """The date in force, beside an item of which another one was told."""
    return f"now {window_words(known.window, known, reader)}"


def _takes(hold: Hold) -> bool:
    return hold.kind is HoldKind.TAKEN


def _snoozed(hold: Hold, reader: str) -> str:
    return f"Snoozed by {_name(hold.by.name)} until {_moment(hold.until or hold.since, reader)} {reader}."


def _moment(moment: datetime, reader: str) -> str:
    there = moment.astimezone(dates.zone(reader))
    return f"{day(there.date())}, {clock(there)}"


def _day(moment: datetime, reader: str) -> str:
    return day(moment.astimezone(dates.zone(reader)).date())


def _name(name: str) -> str:
    return cut(clean(name), _LONGEST_NAME)
