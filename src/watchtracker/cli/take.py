"""`take`, `hand-back`, `snooze` and `wake`: who is on an item, and for how long a channel is not reminded of it.

Each is of one channel. Where none is named, it is the only one that the answer can mean.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, TypeVar

import click

from watchtracker import dates
from watchtracker.cli.options import (
    by_or_as_option,
    config_option,
    example,
    item_argument,
    json_option,
    offered,
)
from watchtracker.cli.screen import columns, indented, write, write_json
from watchtracker.dates import WindowKind
from watchtracker.errors import DateRefusedError, InputError, Refusal
from watchtracker.items import Item, item_as_of
from watchtracker.nearest import there_is_no
from watchtracker.notifications import Channel, Notification, NotificationState, ReasonCode, Want
from watchtracker.notifications.holds import Hold, HoldChange, HoldKind, Person, TakenError, holding
from watchtracker.reports import listing
from watchtracker.runtime import bootstrap
from watchtracker.settings import Settings
from watchtracker.store.engine import Store
from watchtracker.tracker import Tracker
from watchtracker.wording.items import count
from watchtracker.wording.safe_text import clean
from watchtracker.wording.utc import utc_in_one_word

_MOST_COMING = 3
_QUIETED = {ReasonCode.TAKEN, ReasonCode.SNOOZED}

_Command = TypeVar("_Command", bound=Callable[..., Any])
_Answer = Callable[[Tracker, Channel], HoldChange]


def _answer_options(command: _Command) -> _Command:
    channel = click.option(
        "--channel",
        metavar="NAME",
        shell_complete=offered("channels"),
        help="In which channel (default: the only one that it can be).",
    )
    for option in (json_option, config_option, by_or_as_option, channel, item_argument):
        command = option(command)
    return command


@click.command("take", epilog=example("take grants-call", "take grants-call --by mei --channel policy --take-over"))
@click.option("--take-over", is_flag=True, help="Also where somebody else is on it.")
@_answer_options
def take_command(
    item_id: str, *, take_over: bool, channel: str | None, by: str, config: str | None, as_json: bool
) -> None:
    """You are on it, until it has an outcome, its date changes, or you hand it back.

    Reminders say so from then on. The last call and all news come as before.
    """

    def answer(tracker: Tracker, where: Channel) -> HoldChange:
        try:
            return tracker.take(item_id, where.name, Person(by), bootstrap.now(), over=take_over)
        except TakenError as taken:
            raise InputError(f"{taken} (--take-over takes it over)") from None

    def said(where: Channel, change: HoldChange) -> str:
        if change.begins is None:
            return f"{by} is on it in {where.name} already"
        before = [hold.by.name for hold in change.ends]
        return f"{by} is on it in {where.name}" + (f", taken over from {', '.join(before)}" if before else "")

    _run(item_id, channel, config, answer, said, as_json=as_json)


@click.command("hand-back", epilog=example("hand-back grants-call", "hand-back grants-call --channel policy"))
@_answer_options
def hand_back_command(item_id: str, *, channel: str | None, by: str, config: str | None, as_json: bool) -> None:
    """Nobody is on it any more: the channel is reminded as before."""

    def answer(tracker: Tracker, where: Channel) -> HoldChange:
        return tracker.hand_back(item_id, where.name, Person(by), bootstrap.now())

    def said(where: Channel, _: HoldChange) -> str:
        return f"nobody is on it in {where.name} any more"

    _run(item_id, channel, config, answer, said, as_json=as_json, ends=HoldKind.TAKEN)


@click.command(
    "snooze",
    epilog=example("snooze grants-call --until tomorrow", 'snooze grants-call --until "4 May 14:00" --by mei'),
)
@click.option(
    "--until", "words", required=True, metavar="WHEN", help="A day (at the channel's hour) or a moment, in its zone."
)
@_answer_options
def snooze_command(
    item_id: str, *, words: str, channel: str | None, by: str, config: str | None, as_json: bool
) -> None:
    """No reminder of it in a channel until then, and one reminder then.

    The last call and all news come as before. It lasts at least 15 minutes; a deadline can be snoozed until its last
    call at most, anything else for 90 days.
    """

    def answer(tracker: Tracker, where: Channel) -> HoldChange:
        now = bootstrap.now()
        return tracker.snooze(item_id, where.name, Person(by), now, until=until(words, where, now))

    def said(where: Channel, change: HoldChange) -> str:
        assert change.begins is not None
        assert change.begins.until is not None
        local = change.begins.until.astimezone(dates.zone(where.zone))
        day = dates.display(dates.DateWindow(local.date(), local.date()))
        return f"snoozed by {by} in {where.name} until {day}, {local:%H:%M} {where.zone}"

    _run(item_id, channel, config, answer, said, as_json=as_json)


@click.command("wake", epilog=example("wake grants-call", "wake grants-call --channel policy"))
@_answer_options
def wake_command(item_id: str, *, channel: str | None, by: str, config: str | None, as_json: bool) -> None:
    """It is not snoozed any more: the channel is reminded as before."""

    def answer(tracker: Tracker, where: Channel) -> HoldChange:
        return tracker.wake(item_id, where.name, Person(by), bootstrap.now())

    def said(where: Channel, _: HoldChange) -> str:
        return f"not snoozed in {where.name} any more"

    _run(item_id, channel, config, answer, said, as_json=as_json, ends=HoldKind.SNOOZED)


def until(words: str, channel: Channel, now: datetime) -> datetime:
    """The moment that `words` name for a channel: a day at its hour. Raises InputError, DateRefusedError."""
    zone = dates.zone(channel.zone)
    try:
        window = dates.read(words, said_on=now.astimezone(zone).date(), zone=zone)
    except DateRefusedError as refused:
        if refused.code is not Refusal.NO_DATE:
            raise
        raise _no_end(words) from None
    if window.instant is not None:
        return window.instant
    if window.kind is not WindowKind.EXACT or window.earliest is None:
        raise _no_end(words)
    return dates.at_wall_time(window.earliest, channel.hour, zone)


def _no_end(words: str) -> InputError:
    return InputError(
        f'"{words}" is neither a day nor a moment: write until which day, such as "tomorrow" or "2 May 14:00"'
    )


def _run(
    item_id: str,
    named: str | None,
    config: str | None,
    answer: _Answer,
    said: Callable[[Channel, HoldChange], str],
    *,
    as_json: bool,
    ends: HoldKind | None = None,
) -> None:
    """Give the answer in its channel, and print what came of it: as lines, or as the JSON of `show`.

    `ends` is the kind of hold that it ends, None where it begins one.
    """
    settings = bootstrap.settings(config)
    with bootstrap.open_existing(settings) as store:
        item = bootstrap.find_item(store, item_id)
        held = _held(store, item)
        channel = _concerned(settings, item, named) if ends is None else _where_held(settings, item, named, held, ends)
        change = answer(bootstrap.tracker(settings, store), channel)
        with store.reading() as tx:
            notifications = tx.notifications.of_items([item_id])
            held, answers = tx.holds.of_items([item_id]).get(item_id, []), tx.holds.answers_of(item_id)
    now = bootstrap.now()
    if as_json:
        write_json(listing.item_json(item, notifications, now=now, holds=held, answers=answers))
        return
    here = [each for each in listing.in_order(notifications) if each.channel == channel.name]
    write(_lines(f"{item_id}: {said(channel, change)}", _what_comes(here, change.begins, now), columns()))


def _held(store: Store, item: Item) -> list[Hold]:
    with store.reading() as tx:
        return holding(tx.holds.of_items([item.id]).get(item.id, []), item_as_of(item), bootstrap.now())


def _concerned(settings: Settings, item: Item, named: str | None) -> Channel:
    """The channel that is reminded of the item: the one named, or the only one. Raises InputError."""
    reminded = [
        channel
        for channel in settings.channels
        if Want.REMINDERS in channel.wants and channel.cares_for(item.facts.tags)
    ]
    if named is not None:
        found = _by_name(settings, named)
        if found in reminded:
            return found
        otherwise = f"name {_either(reminded)}" if reminded else "no channel is"
        raise InputError(f"{named} is not reminded of {item.id}: {otherwise}")
    if len(reminded) == 1:
        return reminded[0]
    if not reminded:
        raise InputError(f"no channel is reminded of {item.id}: see `wants` and `tags` of the channels in the settings")
    raise InputError(f"several channels are reminded of {item.id}: name one with --channel, {_either(reminded)}")


def _where_held(settings: Settings, item: Item, named: str | None, held: Sequence[Hold], kind: HoldKind) -> Channel:
    """The channel in which somebody took or snoozed it: the one named, or the only one. Raises InputError."""
    if named is not None:
        return _by_name(settings, named)
    names = {hold.channel for hold in held if hold.kind is kind}
    channels = [channel for channel in settings.channels if channel.name in names]
    if not channels:
        raise InputError(f"nobody is on {item.id}" if kind is HoldKind.TAKEN else f"{item.id} is not snoozed")
    if len(channels) > 1:
        verb = "was taken" if kind is HoldKind.TAKEN else "is snoozed"
        raise InputError(f"{item.id} {verb} in several channels: name one with --channel, {_either(channels)}")
    return channels[0]


def _by_name(settings: Settings, name: str) -> Channel:
    found = next((channel for channel in settings.channels if channel.name == name), None)
    if found is None:
        raise InputError(there_is_no("channel", name, [channel.name for channel in settings.channels]))
    return found


def _either(channels: Iterable[Channel]) -> str:
    *others, last = [channel.name for channel in channels]
    return f"{', '.join(others)} or {last}" if others else last


def _what_comes(here: Sequence[Notification], begun: Hold | None, now: datetime) -> Iterator[str]:
    """What a hold keeps from its channel, and what still comes there."""
    ahead = [notification for notification in here if notification.at >= now]
    quiet = [each for each in ahead if each.reason is not None and each.reason.code in _QUIETED]
    if quiet:
        last = utc_in_one_word(quiet[-1].at)
        yield f"quiet: {count(len(quiet), 'reminder')} up to {last} ({', '.join(_kinds(quiet))})"
    elif begun is not None and begun.kind is HoldKind.TAKEN:
        yield f'its reminders stay in {begun.channel}, and say "{begun.by.name} is on it."'
    coming = [each for each in ahead if each.state is NotificationState.PLANNED]
    yield from (
        f"still to come: {utc_in_one_word(each.at)}  {each.kind.value}: {each.why}" for each in coming[:_MOST_COMING]
    )
    if len(coming) > _MOST_COMING:
        yield f"and {len(coming) - _MOST_COMING} more"
    if not coming:
        yield "nothing is planned there"


def _kinds(notifications: Iterable[Notification]) -> Iterable[str]:
    return dict.fromkeys(notification.kind.value for notification in notifications)


def _lines(head: str, details: Iterable[str], columns: int) -> Iterator[str]:
    yield from indented(clean(head), by=0, columns=columns)
    for detail in details:
        yield from indented(clean(detail), by=2, columns=columns)
