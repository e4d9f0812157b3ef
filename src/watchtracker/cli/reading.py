"""`when`: how a phrase is read as a date, one by one or by the thousand.

It works without settings and without a database, so it imports neither. What phrases mean is for `dates` to know.
"""

from __future__ import annotations

import sys
from datetime import date, tzinfo

import click

from watchtracker import dates
from watchtracker.cli.options import Day, config_option, example, json_option
from watchtracker.cli.screen import write, write_json
from watchtracker.clock import now
from watchtracker.dates import DateWindow, WindowKind

_NOT_TEXT = '{"id": null, "error": "this line is not UTF-8: save it as UTF-8 text"}'


@click.command(
    "when",
    epilog=example('when "late April" --said-on 2026-04-10 --zone Asia/Shanghai', "when --jsonl < phrases.jsonl"),
)
@click.argument("text", required=False)
@click.option("--said-on", type=Day(), metavar="DAY", help="The day it was said (default: today).")
@click.option("--zone", default="UTC", metavar="Z", help="Where its days are: IANA name, AoE, UTC+8 (default: UTC).")
@click.option("--jsonl", is_flag=True, help="Answer lines of JSON from standard input, line by line.")
@click.option("--compare", is_flag=True, help="The same for pairs: how the new window stands to the old.")
@config_option
@json_option
def when_command(
    text: str | None,
    *,
    said_on: date | None,
    zone: str,
    jsonl: bool,
    compare: bool,
    config: str | None,
    as_json: bool,
) -> None:
    """How TEXT is read as a date, or why it is refused.

    With --jsonl, reads {"id","text","reference","tz"} and writes {"id","kind","earliest","latest"} or {"id","error"};
    with --compare, reads {"id","source":"same"|"other","old":{...},"new":{...}} and writes {"id","relation","days"}.
    """
    del config  # every command takes it; this one needs no settings
    if (text is None) != (jsonl or compare):
        raise click.UsageError("give a phrase, or --jsonl or --compare with lines on standard input")
    if text is None:
        _answer_lines(compare=compare)
        return
    place = dates.zone(zone)
    window = dates.read(text, said_on=said_on or _today(place), zone=place)
    if as_json:
        write_json(dates.as_json(window))
    else:
        write(_lines(window, place))


def _answer_lines(*, compare: bool) -> None:
    from watchtracker.dates.jsonl import answer
    from watchtracker.dates.jsonl import compare as compared

    out = sys.stdout.buffer
    for line in sys.stdin.buffer:
        try:
            text = line.decode()
            answered = compared(text) if compare else answer(text)
        except UnicodeDecodeError:
            answered = _NOT_TEXT
        # Half of a pair of surrogates can come in by an escape, and goes out as one.
        out.write(answered.encode(errors="backslashreplace") + b"\n")
    out.flush()


def _lines(window: DateWindow, place: tzinfo) -> list[str]:
    if not window.dated:
        return [dates.display(window), "  a promise without a date"]
    unit = f", precision {window.precision.value}" if window.precision else ""
    ends = [
        f"{name} {moment:%Y-%m-%dT%H:%MZ}"
        for name, moment in (("opens", window.opens_at(place)), ("closes", window.closes_at(place)))
        if moment is not None and window.kind is not WindowKind.INSTANT
    ]
    return [
        dates.display(window),
        f"  {dates.sentence(window, place)}",
        f"  {window.kind.value}{unit}, EDTF {dates.edtf(window)}",
        *([f"  {', '.join(ends)}"] if ends else []),
    ]


def _today(place: tzinfo) -> date:
    return now().astimezone(place).date()
