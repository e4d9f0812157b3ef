"""The sentences that follow an answer: to the person who gave it, and to everybody where they must know."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from watchtracker import dates, items
from watchtracker.dates import DateWindow
from watchtracker.items import Claim, ItemAsOf, Kind
from watchtracker.notifications.holds import Person
from watchtracker.wording.holding import snoozed_until
from watchtracker.wording.items import day, window_words
from watchtracker.wording.items import moment as moment_words
from watchtracker.wording.safe_text import clean

# A line in words and people, whom a channel may mention.
Line = tuple[str | Person, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What is to be said of an answer: to the person who gave it, and in a line to everybody.

    `kept` is what is kept of it beside who answered what.
    """

    said: str
    line: Line | None = None
    kept: str | None = None


def plain(line: Line) -> str:
    """A line without mentions: people by their names."""
    return "".join(clean(part.name) if isinstance(part, Person) else part for part in line)


def taken(known: ItemAsOf, by: Person, before: Person | None) -> Told:
    """Somebody is on it now, perhaps in place of another."""
    but = ", and only the last call here" if known.facts.kind is Kind.DEADLINE else ""
    said = f"You are on it: {_title(known)}. Its reminders come to you by direct message{but}."
    if before is None:
        return Told(said, (by, " is on it."))
    return Told(said, (by, " is on it, in place of ", before, "."), f"in place of {clean(before.name)}")


def taken_already(known: ItemAsOf) -> Told:
    """That person was on it before."""
    return Told(f"You are on it already: {_title(known)}.")


def handed_back(known: ItemAsOf, by: Person, before: Person | None) -> Told:
    """Nobody is on it any more; who was on it is named in the thread where another said so, as they must know."""
    said = f"Handed back: this channel is reminded of {_title(known)} again."
    if before is None or before.account == by.account:
        return Told(said)
    line: Line = (by, " has handed back what ", before, " was on: this channel is reminded of it again.")
    return Told(said, line, f"{clean(before.name)} was on it")


def snoozed(known: ItemAsOf, until: datetime, zone: str) -> Told:
    """A channel does not hear of it until a moment, which is said in the zone of the channel."""
    said = f"Snoozed: this channel hears of {_title(known)} again at {moment_words(until, zone)}."
    return Told(said, kept=snoozed_until(until))


def woken(known: ItemAsOf) -> Told:
    """A snooze was ended before its time."""
    return Told(f"Awake: this channel is reminded of {_title(known)} again.")


def ended(known: ItemAsOf, by: Person) -> Told:
    """An outcome was recorded."""
    assert known.outcome is not None
    how = items.ended(known.outcome)
    said = f"{_title(known)} {how}"
    return Told(f"Recorded: {said}.", (by, f": {said}."), how)


def reopened(known: ItemAsOf, by: Person) -> Told:
    """An outcome was taken back."""
    said = f"{_title(known)} is open again: {_date(known)}"
    return Told(f"Recorded: {said}.", (by, f": {said}."))


def rechecked(known: ItemAsOf) -> Told:
    """Somebody looked, and the date still stands."""
    holds = f"{_date(known)} still holds" if known.window.dated else "there is still no date"
    return Told(f"Recorded: you looked at {_title(known)} today, and {holds}.")


def dated(before: ItemAsOf | None, known: ItemAsOf, claim: Claim, by: Person) -> Told:
    """A date was recorded, which may have become the one in force, or not."""
    new, source = _here(claim.window, known), clean(claim.said.source)
    if known.claim is None or known.window != claim.window:
        said = f"{_title(known)}: {source} says {new}, but {_date(known)} still holds"
    elif before is None or before.window == known.window:
        said = f"{_title(known)}: {source} says {new}, as it was"
    else:
        said = f"{_title(known)}: now {new}, before {_date(before)} ({source})"
    return Told(f"Recorded: {said}.", (by, f": {said}."), f"{new}, {source}")


def watching(known: ItemAsOf) -> str:
    """A date is watched from now on."""
    return f"Watching: {_title(known)}, {_date(known)}."


def recorded_before(by: str | None, at: datetime, zone: str) -> str:
    """A date was recorded before, by somebody, at that moment; on which day that was, is by the clocks of `zone`."""
    return f"Already recorded{f' by {clean(by)}' if by else ''} on {day(at.astimezone(dates.zone(zone)).date())}."


def watched_no_more(known: ItemAsOf) -> Told:
    """Something new was taken back as a whole."""
    return Told(f"Taken back: {_title(known)} is not watched any more.", kept="not watched any more")


def taken_back(claim: Claim, known: ItemAsOf, by: Person) -> Told:
    """A claim was taken back."""
    what = f"{clean(claim.said.source)} said {_here(claim.window, known)}"
    now = f"{_title(known)}: now {_date(known)}" if known.claim else f"{_title(known)}: no date is known now"
    return Told(f"Recorded, taken back: {what}. {now}.", (by, f" has taken back: {what}. {now}."), what)


def stands_again(claim: Claim, known: ItemAsOf, by: Person) -> Told:
    """A claim that was taken back by mistake counts again."""
    what = f"{clean(claim.said.source)} said {_here(claim.window, known)}"
    now = f"{_title(known)}: now {_date(known)}"
    return Told(f"Undone, it counts again: {what}. {now}.", (by, f" has it count again: {what}. {now}."), what)


def weighs_less(claim: Claim, known: ItemAsOf, by: Person) -> Told:
    """A claim that was raised by mistake weighs what it weighed when it came."""
    assert claim.raised is not None
    what = f"{clean(claim.said.source)} said {_here(claim.window, known)} ({claim.raised.standing.value})"
    now = f"{_title(known)}: now {_date(known)}"
    return Told(f"Undone: {what}, which weighs less. {now}.", (by, f": {what}, which weighs less. {now}."), what)


def recheck_taken_back(known: ItemAsOf) -> Told:
    """A re-check was taken back."""
    return Told(f"Taken back: {_title(known)} was not looked at.")


def not_recorded(why: str) -> Told:
    """What was answered could not be recorded; `why` is a sentence about it, with its stop or without."""
    said = f"Not recorded: {stopped(why)}"
    return Told(said, kept=said)


def stopped(sentence: str) -> str:
    """A sentence with the sign at its end, which a question has already."""
    return sentence if sentence.endswith(("?", ".")) else f"{sentence}."


def not_redrawn(told: Told) -> Told:
    """The message that was answered cannot be redrawn, as what draws it is not let in."""
    said = f"{told.said} The message cannot be redrawn now, as our token is refused: it shows what was so before."
    return replace(told, said=said)


def _title(known: ItemAsOf) -> str:
    return clean(known.facts.title)


def _date(known: ItemAsOf) -> str:
    return _here(known.window, known)


def _here(window: DateWindow, known: ItemAsOf) -> str:
    """A date as the messages about it have it: a moment on the clock of its item, not in UTC."""
    return window_words(window, known, known.facts.zone)
