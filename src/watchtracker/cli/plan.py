"""`plan` and `replay`: what will be said, and what would have been said, day by day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby

import click

from watchtracker import dates
from watchtracker.cli.options import Day, Length, as_of_option, config_option, example, json_option, offered
from watchtracker.cli.recorded import kept
from watchtracker.cli.screen import (
    Style,
    coloured,
    columns,
    fields,
    indented,
    on_terminal,
    paint,
    write,
    write_json,
)
from watchtracker.errors import InputError
from watchtracker.nearest import did_you_mean
from watchtracker.notifications import LeadTime
from watchtracker.reports.plan import Outgoing
from watchtracker.runtime import bootstrap
from watchtracker.settings import Settings
from watchtracker.wording import items as wording
from watchtracker.wording.safe_text import clean

_PLANNED = LeadTime.read("90d")
# Every week of it is lived through, so a typed 1970 would keep its reader waiting for minutes without a word.
_LONGEST_REPLAY = timedelta(days=20 * 366)


@click.command("plan", epilog=example("plan --within 14d", "plan --as-of 2026-04-10 --channel policy"))
@click.option("--within", type=Length(), metavar="LENGTH", default=_PLANNED, help="How far ahead (default: 90d).")
@click.option("--channel", metavar="NAME", shell_complete=offered("channels"), help="Only what goes to this channel.")
@as_of_option
@config_option
@json_option
def plan_command(
    *, within: LeadTime, channel: str | None, as_of: date | None, config: str | None, as_json: bool
) -> None:
    """What will be sent, to whom, when and why; what is due and unsent comes first."""
    settings, now = bootstrap.settings(config), bootstrap.now()
    _refuse_unknown_channel(channel, settings)
    since = dates.first_moment(as_of, dates.zone(settings.zone)) if as_of else now
    until: datetime = since + within.delta
    with bootstrap.open_existing(settings) as store:
        planned = bootstrap.plan(settings, store, now=now, as_of=as_of, within=until - since, channel=channel)
    _tell(planned, as_of=since, as_json=as_json, nothing=f"nothing will be sent within {within}")


@click.command("replay", epilog=example("replay --since 2026-01-20 --until 2026-08-01"))
@click.option("--since", required=True, type=Day(), metavar="DAY", help="The first day.")
@click.option("--until", required=True, type=Day(), metavar="DAY", help="The last day.")
@click.option(
    "--channel", metavar="NAME", shell_complete=offered("channels"), help="Only what would have gone to this channel."
)
@config_option
@json_option
def replay_command(*, since: date, until: date, channel: str | None, config: str | None, as_json: bool) -> None:
    """What would have been said, had it run. Nothing is sent.

    It starts with what was known when the stretch began, and learns what was said on a day at noon of that day.
    """
    from watchtracker.runtime.replay import replay

    if until < since:
        raise InputError(f"--until {until} lies before --since {since}")
    if until - since > _LONGEST_REPLAY:
        raise InputError(
            f"{since} to {until} is too long to replay: name at most {_LONGEST_REPLAY.days} days, 20 years"
        )
    settings = bootstrap.settings(config)
    _refuse_unknown_channel(channel, settings)
    zone = dates.zone(settings.zone)
    start, end = dates.first_moment(since, zone), dates.first_moment(until + timedelta(days=1), zone)
    said = replay(
        kept(settings).listed,
        channels=[one for one in settings.channels if channel in {None, one.name}],
        leads=settings.remind,
        intervals=settings.recheck,
        public_url=settings.public_url,
        since=start,
        until=end - timedelta(microseconds=1),
    )
    _tell(said, as_of=start, as_json=as_json, nothing="nothing would have been said")


def by_day(told: Sequence[Outgoing], columns: int, *, colour: bool) -> Iterator[str]:
    """Each day with its notifications, for a terminal of `columns`; hours are those of the channel's zone."""
    for number, (day, those) in enumerate(groupby(told, key=lambda one: one.notification.local.date())):
        if number:
            yield ""
        yield paint(f"{day:%A}, {wording.day(day)}", Style.STRONG, colour=colour)
        for one in those:
            yield from _block(one, columns, colour=colour)


def _tell(told: Sequence[Outgoing], *, as_of: datetime, as_json: bool, nothing: str) -> None:
    if as_json:
        write_json({"as_of": dates.instant(as_of), "notifications": [one.as_json() for one in told]})
    elif not told:
        click.echo(nothing, err=True)
    elif on_terminal():
        write(by_day(told, columns(), colour=coloured()))
    else:
        write(map(_piped, told))


def _block(one: Outgoing, columns: int, *, colour: bool) -> Iterator[str]:
    notification = one.notification
    text, *more = one.text.splitlines()
    first, *rest = indented(clean(text), by=7, columns=columns)
    yield f"{notification.local:%H:%M}  {first[7:]}"
    yield from rest
    for line in more:
        by = 7 + len(line) - len(line.lstrip())
        first, *rest = indented(clean(line), by=by, columns=columns - 2)
        yield first
        yield from (f"  {line}" for line in rest)
    about = f"{notification.channel} ({notification.zone}), {notification.kind.value}: {notification.why}"
    for line in indented(clean(about), by=7, columns=columns):
        yield paint(line, Style.QUIET, colour=colour)


def _piped(one: Outgoing) -> str:
    notification = one.notification
    return fields(
        (
            dates.instant(notification.at),
            f"{notification.local:%Y-%m-%d %H:%M} {notification.zone}",
            notification.channel,
            notification.kind.value,
            notification.item or "",
            notification.why,
            one.text,
        )
    )


def _refuse_unknown_channel(channel: str | None, settings: Settings) -> None:
    names = [one.name for one in settings.channels]
    if channel is not None and channel not in names:
        hint = did_you_mean(channel, names, otherwise=f"there are {', '.join(names)}")
        raise InputError(f"there is no channel {channel!r}: {hint}")
