"""Who is on an item, and until when it is snoozed: the phrases for a terminal, a page and a reminder."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import assert_never

from watchtracker.notifications import people
from watchtracker.notifications.answers import Action, AnswerResult, GivenAnswer
from watchtracker.notifications.holds import Hold, HoldEnd, HoldKind, SnoozeBounds, SnoozeRefusal
from watchtracker.wording.items import beginning
from watchtracker.wording.utc import utc_in_one_word

_ENDS = {
    HoldEnd.HANDED_BACK: "it was handed back",
    HoldEnd.TAKEN_OVER: "somebody else took it over",
    HoldEnd.WOKEN: "it was woken",
    HoldEnd.SNOOZED_ANEW: "it was snoozed anew",
    HoldEnd.OUTCOME: "the item has an outcome",
    HoldEnd.DATE_CHANGED: "its date in force changed",
    HoldEnd.PASSED: "its date passed",
    HoldEnd.OFF_THE_LIST: "the item was taken out of the watch list",
    HoldEnd.TIME_OVER: "its time was over",
}

_SNOOZES = {Action.SNOOZE, Action.SNOOZE_UNTIL}
_DID = {
    Action.TAKE: "is on it",
    Action.HAND_BACK: "handed it back",
    Action.SNOOZE: "snoozed it",
    Action.SNOOZE_UNTIL: "snoozed it",
    Action.WAKE: "woke it",
}


def takers(holding: Iterable[Hold]) -> tuple[str, ...]:
    """The names of those who are on an item, each once, in the order in which they took it."""
    return tuple(dict.fromkeys(hold.by.name for hold in holding if hold.kind is HoldKind.TAKEN))


def taken_by(names: Sequence[str]) -> str:
    """Who is on an item, beside it: "taken by mei, ola"; empty where nobody is."""
    return f"taken by {', '.join(names)}" if names else ""


def on_it(holding: Iterable[Hold], channel: str) -> str:
    """Who is on an item, as a reminder in `channel` ends: "mei is on it. ola (policy) is on it."; empty: nobody.

    One who took it in another channel stands with its name.
    """
    own = people.own_channel(channel)
    # Whoever gets the reminder alone knows that they are on it.
    taken = [hold for hold in holding if hold.kind is HoldKind.TAKEN and not (own and hold.by.account == own.account)]
    here = dict.fromkeys(hold.by.name for hold in taken if hold.channel == channel)
    elsewhere = [hold for hold in taken if hold.by.name not in here]
    words = (*here, *dict.fromkeys(f"{hold.by.name} ({hold.channel})" for hold in elsewhere))
    return " ".join(f"{name} is on it." for name in words)


def person(channel: str, known_holds: Iterable[Hold]) -> str | None:
    """Who gets what goes to this channel, if it is somebody's own: the name, or the account where nobody knows it."""
    own = people.own_channel(channel)
    if own is None:
        return None
    names = [hold.by.name for hold in known_holds if hold.by.account == own.account]
    return names[-1] if names else own.account


def whither(channel: str, known_holds: Iterable[Hold]) -> str:
    """Where something goes: the channel, or "mei, by DM"."""
    name = person(channel, known_holds)
    return f"{name}, by DM" if name else channel


def held(hold: Hold, zone: str) -> str:
    """A hold in a few words: "mei is on it in team, since 15 Apr 2026, 11:00 Europe/Berlin (2026-04-15 09:00Z)".

    `zone` is that of the item.
    """
    since = beginning(hold.since, zone)
    if hold.until is not None:
        return f"{hold.by.name} snoozed it in {hold.channel}, {since}, until {beginning(hold.until, zone)}"
    verb = "is" if hold.ended_at is None else "was"
    return f"{hold.by.name} {verb} on it in {hold.channel}, since {since}"


def ended(hold: Hold, zone: str) -> str:
    """A hold that is over, with when and why it ended."""
    if hold.ended_at is None or hold.ended_as is None:
        return held(hold, zone)
    return f"{held(hold, zone)}; over since {beginning(hold.ended_at, zone)}: {_ENDS[hold.ended_as]}"


def not_snoozed(why: SnoozeRefusal, bounds: SnoozeBounds, zone: str, reader: str) -> str:
    """Why an item in `zone` cannot be snoozed until a moment, and which would do; `reader` is the channel's zone."""
    match why:
        case SnoozeRefusal.TOO_SOON:
            earliest = bounds.earliest.replace(second=0, microsecond=0)
            whole = earliest if earliest == bounds.earliest else earliest + timedelta(minutes=1)
            return f"a snooze lasts at least 15 minutes: name {beginning(whole, zone, reader)} or a later moment"
        case SnoozeRefusal.TOO_LATE:
            return f"it can be snoozed until {latest_snooze(bounds, zone, reader)} at most: name an earlier moment"
        case SnoozeRefusal.LAST_CALL:
            return "its last call has come, or comes within 15 minutes: it cannot be snoozed any more"
        case _:
            assert_never(why)


def latest_snooze(bounds: SnoozeBounds, zone: str, reader: str) -> str:
    """The latest end of a snooze, where the channel is and, if that differs, where the item is."""
    return beginning(bounds.latest.replace(second=0, microsecond=0), zone, reader)


def answered(answer: GivenAnswer) -> str:
    """What somebody answered, on one line: "2026-04-15T09:00Z  team  mei: take"."""
    where = f"{answer.channel}  " if answer.channel else ""
    refused = "" if answer.result is AnswerResult.APPLIED else ", which was refused"
    said = f": {answer.detail}" if answer.detail else ""
    return f"{utc_in_one_word(answer.at)}  {where}{answer.by.name}: {_word(answer.what)}{refused}{said}"


def aloud(answer: GivenAnswer, channel: str) -> str:
    """What somebody did just now, as it is said in `channel`: "mei is on it.", "mei (policy) handed it back."."""
    name = answer.by.name if answer.channel in {None, channel} else f"{answer.by.name} ({answer.channel})"
    did = _DID.get(answer.what, f"answered: {_word(answer.what)}")
    until = f" {answer.detail}" if answer.detail and answer.what in _SNOOZES else ""
    return f"{name} {did}{until}."


def snoozed_until(moment: datetime) -> str:
    """What is kept of a snooze beside who said it: "until 2026-04-20T07:00Z"."""
    return f"until {utc_in_one_word(moment)}"


def _word(what: Action) -> str:
    return what.value.replace("_", " ")
