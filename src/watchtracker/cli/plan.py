"""`plan` and `replay`: what will be said, and what would have been said, day by day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from pathlib import Path

import click

from watchtracker import dates
from watchtracker.cli.options import Day, Length, as_of_option, config_option, example, json_option, offered
from watchtracker.cli.recorded import read_items
from watchtracker.cli.screen import (
    Style,
    coloured,
    columns,
    fields,
    hanging,
    indented,
    labelled,
    on_terminal,
    paint,
    say,
    write,
    write_json,
)
from watchtracker.errors import InputError
from watchtracker.nearest import there_is_no
from watchtracker.notifications import LeadTime
from watchtracker.reports.plan import Outgoing, plan_json
from watchtracker.runtime import bootstrap
from watchtracker.settings import Settings
from watchtracker.wording import items as wording
from watchtracker.wording.safe_text import clean

_PLANNED = LeadTime.read("90d")
# A replay takes a step for each week, so a mistyped year such as 1970 would run for minutes without a word.
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
@click.option("--since", type=Day(), metavar="DAY", help="The first day (with --texts: that of the first text).")
@click.option("--until", type=Day(), metavar="DAY", help="The last day (with --texts: the day after the last text).")
@click.option(
    "--texts",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Read the texts of this folder as well, whose names begin with the day: 2026-04-10-weekly.txt.",
)
@click.option(
    "--channel", metavar="NAME", shell_complete=offered("channels"), help="Only what would have gone to this channel."
)
@config_option
@json_option
def replay_command(
    *,
    since: date | None,
    until: date | None,
    texts: Path | None,
    channel: str | None,
    config: str | None,
    as_json: bool,
) -> None:
    """What would have been said, had it run. Nothing is sent, and nothing recorded.

    It starts with what was known when the stretch began, and learns what was said on a day at noon of that day. With
    --texts it also reads texts, and says what the inbox would have held.
    """
    from watchtracker.cli import replayed_texts
    from watchtracker.runtime.replay import Held, replay

    settings = bootstrap.settings(config)
    dated = replayed_texts.in_folder(texts, settings.zone) if texts is not None else []
    since, until = _stretch(since, until, [text.day for text in dated])
    _refuse_unknown_channel(channel, settings)
    zone = dates.zone(settings.zone)
    held: list[Held] = []
    start, end = dates.first_moment(since, zone), dates.first_moment(until + timedelta(days=1), zone)
    sent = replay(
        read_items(settings).listed,
        channels=[each for each in settings.channels if channel in {None, each.name}],
        leads=settings.remind,
        intervals=settings.recheck,
        public_url=settings.public_url,
        since=start,
        until=end - timedelta(microseconds=1),
        texts=dated,
        held=held,
    )
    if as_json:
        inbox = replayed_texts.as_json(held) if texts is not None else {}
        write_json({**plan_json(sent, as_of=start), **inbox})
        return
    say(replayed_texts.lines(held))
    _tell(sent, as_of=start, as_json=False, nothing="nothing would have been said")


def _stretch(since: date | None, until: date | None, of_texts: Sequence[date]) -> tuple[date, date]:
    """The first and the last day to replay: those of the texts, where none is named; raises InputError."""
    if of_texts:
        since = since or of_texts[0]
        until = until or max(since, of_texts[-1] + timedelta(days=1))
    if since is None or until is None:
        raise click.UsageError("Missing option '--since' or '--until': name the first and the last day.")
    if until < since:
        raise InputError(f"--until {until} lies before --since {since}")
    if until - since > _LONGEST_REPLAY:
        raise InputError(
            f"{since} to {until} is too long to replay: name at most {_LONGEST_REPLAY.days} days, 20 years"
        )
    return since, until


def by_day(outgoing: Sequence[Outgoing], columns: int, *, colour: bool) -> Iterator[str]:
    """Each day with its notifications, for a terminal of `columns`; days and hours are in the channel's zone."""
    for number, (day, of_day) in enumerate(groupby(outgoing, key=lambda each: each.notification.local.date())):
        if number:
            yield ""
        yield paint(f"{day:%A}, {wording.day(day)}", Style.STRONG, colour=colour)
        for each in of_day:
            yield from _block(each, columns, colour=colour)


def _tell(outgoing: Sequence[Outgoing], *, as_of: datetime, as_json: bool, nothing: str) -> None:
    if as_json:
        write_json(plan_json(outgoing, as_of=as_of))
    elif not outgoing:
        click.echo(nothing, err=True)
    elif on_terminal():
        write(by_day(outgoing, columns(), colour=coloured()))
    else:
        write(map(_piped, outgoing))


def _block(outgoing: Outgoing, columns: int, *, colour: bool) -> Iterator[str]:
    notification = outgoing.notification
    first, *more = outgoing.text.splitlines()
    yield from labelled(f"{notification.local:%H:%M}  ", clean(first), by=7, columns=columns)
    for line in more:
        by = 7 + len(line) - len(line.lstrip())
        yield from hanging(clean(line), by=by, further=2, columns=columns)
    goes = f"{outgoing.to}, by DM" if outgoing.to else notification.channel
    about = f"{goes} ({notification.zone}), {notification.kind.value}: {notification.why}"
    for line in indented(clean(about), by=7, columns=columns):
        yield paint(line, Style.QUIET, colour=colour)


def _piped(outgoing: Outgoing) -> str:
    notification = outgoing.notification
    return fields(
        (
            dates.instant(notification.at),
            f"{notification.local:%Y-%m-%d %H:%M} {notification.zone}",
            notification.channel if outgoing.to is None else f"{outgoing.to}, by DM",
            notification.kind.value,
            notification.item or "",
            notification.why,
            outgoing.text,
        )
    )


def _refuse_unknown_channel(channel: str | None, settings: Settings) -> None:
    names = [each.name for each in settings.channels]
    if channel is not None and channel not in names:
        raise InputError(there_is_no("channel", channel, names))
