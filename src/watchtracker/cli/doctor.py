"""`doctor`: what is set up, what is not, and what to do about it."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click

from watchtracker.checks import Check, Finding
from watchtracker.cli.options import config_option, example, json_option
from watchtracker.cli.screen import (
    Style,
    coloured,
    columns,
    indented,
    labelled,
    padded,
    paint,
    width,
    write,
    write_json,
)
from watchtracker.errors import InputError
from watchtracker.reports.checks import checks_json
from watchtracker.runtime import environment
from watchtracker.runtime.alive import alive
from watchtracker.wording.safe_text import clean

_STYLES = {Finding.OK: Style.GOOD, Finding.WARN: Style.NOW, Finding.BAD: Style.LATE}


@click.command("doctor", epilog=example("doctor"))
@click.option("--send", metavar="CHANNEL", help="Send a test message to this channel, and say what was answered.")
@click.option("--alive", "ask_serve", is_flag=True, help="Ask the running `serve` alone whether it is alive.")
@config_option
@json_option
def doctor_command(*, send: str | None, ask_serve: bool, config: str | None, as_json: bool) -> int:
    """Say what is set up and what is not: list, database, channels. Exit status 1 if something is bad."""
    if ask_serve and send is not None:
        raise InputError("--alive asks the running `serve` and sends nothing: leave out --send")
    settings = environment.settings(config)
    if ask_serve:
        # A container engine asks all day long, so little is imported for it.
        check = alive(settings.host, settings.port)
        _show([check], as_json=as_json)
        return int(check.finding is Finding.BAD)
    from watchtracker.doctor import examine, send_test
    from watchtracker.runtime.clock import now

    if send is not None:
        # What the console shows would not be JSON.
        check, taken = send_test(settings, send, sys.stderr if as_json else sys.stdout, now)
        _show([check], as_json=as_json)
        return int(not taken)
    checks = list(examine(settings, now=now()))
    _show(checks, as_json=as_json)
    return int(any(check.finding is Finding.BAD for check in checks))


def _show(checks: list[Check], *, as_json: bool) -> None:
    if as_json:
        write_json(checks_json(checks))
    else:
        topics = max(width(check.topic) for check in checks)
        for check in checks:
            write(_lines(check, topics, columns(), colour=coloured()))


def _lines(check: Check, topics: int, columns: int, *, colour: bool) -> Iterator[str]:
    by = 4 + 2 + topics + 2
    finding = paint(f"{check.finding.value:<4}", _STYLES[check.finding], colour=colour)
    head = f"{finding}  {padded(check.topic, topics)}  "
    yield from labelled(head, clean(check.seen), by=by, columns=columns)
    if check.fix:
        for line in indented(f"-> {clean(check.fix)}", by=by, columns=columns):
            yield paint(line, Style.QUIET, colour=colour)
