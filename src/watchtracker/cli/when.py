"""`when`: how a phrase is read as a date, one phrase or thousands of lines.

It works without settings and without a database, so it imports neither. `dates` knows what phrases mean.
"""

from __future__ import annotations

import codecs
import sys
from datetime import date, tzinfo

import click

from watchtracker import dates
from watchtracker.cli.options import Day, config_option, example, json_option
from watchtracker.cli.screen import say, write_json
from watchtracker.dates import DateWindow, WindowKind
from watchtracker.reports.reading import read_json
from watchtracker.runtime.clock import now
from watchtracker.wording.safe_text import clean
from watchtracker.wording.utc import utc_in_one_word

_NOT_TEXT = '{"id": null, "error": "this line is not UTF-8: save it as UTF-8 text"}'


@click.command(
    "when",
    epilog=example('when "late April" --said-on 2026-04-10 --zone Asia/Shanghai', "when --jsonl < phrases.jsonl"),
)
@click.argument("text", nargs=-1)
@click.option("--said-on", type=Day(), metavar="DAY", help="The day it was said (default: today).")
@click.option("--zone", metavar="Z", help="Where its days are: IANA name, AoE, UTC+8 (default: UTC).")
@click.option("--jsonl", is_flag=True, help="Answer lines of JSON from standard input, line by line.")
@click.option("--compare", is_flag=True, help="The same for pairs: how the new window stands to the old.")
@config_option
@json_option
def when_command(
    text: tuple[str, ...],
    *,
    said_on: date | None,
    zone: str | None,
    jsonl: bool,
    compare: bool,
    config: str | None,
    as_json: bool,
) -> None:
    """How TEXT is read as a date, or why it is refused.

    With --jsonl, reads {"id","text","reference","tz"} and writes {"id","kind","earliest","latest"} or {"id","error"};
    with --compare, reads {"id","source":"same"|"other","old":{"text","reference","tz"},"new":{...}} and writes
    {"id","relation","days"}. Every line gets its answer, in order, and the exit status is 0.
    """
    del config  # every command takes it; this one needs no settings
    if bool(text) == (jsonl or compare):
        raise click.UsageError("give a phrase, or --jsonl or --compare with lines on standard input")
    if not text:
        if said_on or zone:
            raise click.UsageError("each line has a reference and a tz of its own: leave --said-on and --zone out")
        _answer_lines(compare=compare)
        return
    place = dates.zone(zone or "UTC")
    whole, day = " ".join(text), said_on or _today(place)
    window = dates.read(whole, said_on=day, zone=place)
    words = dates.words(whole, said_on=day)
    if as_json:
        write_json(read_json(window, words, place))
    else:
        say([*_lines(window, place), *_read_from(whole, words)])


def _read_from(whole: str, words: tuple[str, ...]) -> list[str]:
    """A line with the words of a sentence that were read as its date; none if the whole text is the date."""
    if not words or words == (whole.strip(),):
        return []
    pieces = ", ".join(f'"{word}"' for word in words)
    return [f'  {pieces} in "{clean(whole)}"']


def _answer_lines(*, compare: bool) -> None:
    from watchtracker.dates.jsonl import answer
    from watchtracker.dates.jsonl import compare as compared

    out = sys.stdout.buffer
    for number, raw in enumerate(sys.stdin.buffer):
        line = raw.removeprefix(codecs.BOM_UTF8) if number == 0 else raw
        try:
            text = line.decode()
            answered = compared(text) if compare else answer(text)
        except UnicodeDecodeError:
            answered = _NOT_TEXT
        # A JSON escape can name half of a surrogate pair, which UTF-8 cannot encode: it goes out as an escape again.
        out.write(answered.encode(errors="backslashreplace") + b"\n")
    out.flush()


def _lines(window: DateWindow, place: tzinfo) -> list[str]:
    if not window.dated:
        return [dates.display(window), "  a promise without a date"]
    unit = f", precision {window.precision.value}" if window.precision else ""
    ends = [
        f"{name} {utc_in_one_word(moment)}"
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
