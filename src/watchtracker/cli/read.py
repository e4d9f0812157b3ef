"""`read`: one text, and what it says that is to come.

On a terminal each proposal is asked for, with one key. In a pipe they are printed, and nothing is recorded.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path, PurePath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from watchtracker import dates, lengths
from watchtracker.cli import proposals as shown
from watchtracker.cli.explaining import tell_why
from watchtracker.cli.options import SOURCE, Day, by_option, config_option, example, json_option, offered
from watchtracker.cli.screen import coloured, columns, interactive, on_terminal, say, write, write_json
from watchtracker.errors import InputError
from watchtracker.intake.text_sources import TextSource
from watchtracker.items import ItemAsOf, has_begun
from watchtracker.masking import masked, masked_address
from watchtracker.reading import TextReading
from watchtracker.runtime import bootstrap, environment
from watchtracker.wording.items import count
from watchtracker.wording.safe_text import clean

if TYPE_CHECKING:
    from watchtracker.intake.proposing import MatchedProposal
    from watchtracker.reports.proposals import ProposalRow
    from watchtracker.settings import Settings
    from watchtracker.sources.documents import Document
    from watchtracker.store.engine import Store

LARGEST = 5_000_000  # bytes
_STDIN = "-"
_LONG = 50_000  # characters, which take a second or more to read
# Fewer characters are seldom what a browser shows: a log-in, a wall, a page that is drawn by a program in it.
_LITTLE = 300
# How pages say for search engines that a part of them is for subscribers (schema.org).
_NOT_FREE = re.compile(rb'"isAccessibleForFree"\s*:\s*"?false', re.IGNORECASE)
_BY_HAND = "save the page there and read the file, or pipe its text to `watchtracker read -`"


@dataclass(frozen=True, slots=True)
class TextRead:
    """A text with what was read in it: who says so, where it stands, and the day on which it was published."""

    text: str
    source: TextSource
    url: str | None
    published: date | None
    reading: TextReading


@click.command(
    "read",
    epilog=example(
        'read weekly.txt --source "China AI Weekly" --said-on 2026-04-10',
        "read https://example.org/roadmap --accept",
        "read announcement.eml --item grants-call --explain",
    ),
)
@click.argument("where", metavar="FILE|URL|-", required=False)
@click.option("--source", type=SOURCE, help="Who says so (default: the site, the sender of a mail, or the file).")
@click.option("--said-on", type=Day(), metavar="DAY", help="The day it was published (default: as it declares).")
@click.option("--zone", help="Where that day ends (default: the settings' zone).")
@click.option("--item", "item", metavar="ID", shell_complete=offered("ids"), help="All of it concerns this item.")
@click.option("--accept", is_flag=True, help="Record all of it, without asking.")
@click.option("--toml", "as_toml", is_flag=True, help="As text for a watch list; nothing is recorded.")
@click.option("--explain", is_flag=True, help="Also why each is of its item, and which dates were left out.")
@click.option("--jsonl", is_flag=True, help="Answer texts in lines of JSON from standard input, line by line.")
@by_option
@config_option
@json_option
def read_command(
    *,
    where: str | None,
    source: str | None,
    said_on: date | None,
    zone: str | None,
    item: str | None,
    accept: bool,
    as_toml: bool,
    explain: bool,
    jsonl: bool,
    by: str,
    config: str | None,
    as_json: bool,
) -> None:
    """What a text says that is to come: plain text, Markdown, HTML or a mail, from a file, an address or a pipe.

    On a terminal each proposal is asked for, with one key. In a pipe they are printed, and nothing is recorded.
    """
    if jsonl:
        _answer_lines()
        return
    if where is None:
        raise click.UsageError("Missing argument 'FILE|URL|-'.")
    settings, now = bootstrap.settings(config), bootstrap.now()
    found = _read(where, settings, now, source=source, said_on=said_on, zone=zone)
    with bootstrap.open_existing(settings) as store:
        proposed, rows, known = _rows(store, found, now, item)
        if as_toml:
            write(_in_toml(rows, proposed, now))
        elif as_json and not accept:
            _json(rows, now)
        elif accept:
            _accept_all(store, settings, rows, now, by=by, source=source, where=where, as_json=as_json)
        elif not on_terminal():
            write(shown.for_a_pipe(rows, settings.zone))
        elif not rows or not interactive():
            _show(found, rows, settings.zone)
        else:
            if explain:
                tell_why(found.text, found.reading, proposed)
            _decide(store, settings, rows, known, by=by, now=now)
            return
    if explain and not as_json:
        tell_why(found.text, found.reading, proposed, comment=as_toml)


def _read(
    where: str, settings: Settings, now: datetime, *, source: str | None, said_on: date | None, zone: str | None
) -> TextRead:
    """Read the text that is at `where`; raises InputError where it cannot be read."""
    from watchtracker import reading
    from watchtracker.settings.fields import zone_name
    from watchtracker.sources.datelines import day_at_head
    from watchtracker.sources.published import day_of

    in_zone = zone_name(zone) if zone else settings.zone
    place = dates.zone(in_zone)
    document = _document(where, settings)
    published = said_on or day_of(document.published, place)
    if published is not None and not has_begun(published, now):
        raise InputError(f"{published} lies in the future: say on which day it was published, with --said-on")
    if published is None and not _is_address(where):
        published = day_at_head(document.text, now.astimezone(place).date())
    if len(document.text) > _LONG and interactive():
        environment.hint(f"reading {len(document.text):,} characters")
    found = reading.read(document.text, published, in_zone)
    if published is None and (day := _asked_day(found, document.text)):
        published, found = day, reading.read(document.text, day, in_zone)
    url = masked_address(where, is_public=True) if _is_address(where) else None
    said_by = TextSource(source or _named(where, document), zone=in_zone)
    return TextRead(document.text, said_by, url, published, found)


def _document(where: str, settings: Settings) -> Document:
    """The document at an address, in a file or in a pipe; raises InputError."""
    from watchtracker.sources import apart

    if _is_address(where):
        return _fetched(where, settings)
    body = _bytes(where)
    if len(body) > LARGEST:
        raise InputError(f"{where} has {len(body):,} bytes, and {LARGEST:,} are the most: read a part of it")
    return apart.document(body, address="" if where == _STDIN else where)


def _bytes(where: str) -> bytes:
    if where == _STDIN:
        return sys.stdin.buffer.read(LARGEST + 1)
    path = Path(where)
    if not path.exists():
        raise InputError(
            f"there is no file {where}: name a file, an address that begins with https://, or - for a pipe"
        )
    if path.is_dir():
        raise InputError(f"{where} is a folder: name one file")
    with path.open("rb") as file:
        return file.read(LARGEST + 1)


def _fetched(address: str, settings: Settings) -> Document:
    from watchtracker.runtime.fetching import fetcher
    from watchtracker.sources import apart
    from watchtracker.sources.fetching import Wanted
    from watchtracker.sources.replies import Failed, Fetched, FetchTrouble

    if interactive():
        environment.hint(f"fetching {masked(address)}")
    answer = fetcher(settings).fetch(Wanted(address))
    if isinstance(answer, Failed):
        how = f"; if a browser shows it, {_BY_HAND}" if answer.code is FetchTrouble.FORBIDDEN else ""
        raise InputError(f"{answer.sentence}{how}")
    assert isinstance(answer, Fetched)  # nothing was said of what we might have already
    try:
        found = apart.document(
            answer.body, address=answer.address, media_type=answer.media_type, charset=answer.charset
        )
    except InputError as error:
        raise InputError(masked(str(error))) from None
    if len(found.text) < _LITTLE or _NOT_FREE.search(answer.body):
        environment.hint(f"{len(found.text):,} characters of text came; if a browser shows more, {_BY_HAND}")
    return found


def _asked_day(found: TextReading, text: str) -> date | None:
    """The day of a text that declares none, asked for where words count from it; None without an answer."""
    unread = [left for left in found.left_out if left.why.value == "unreadable"]
    if not unread:
        return None
    words = ", ".join(f'"{clean(text[left.start : left.end])}"' for left in unread[:3])
    said = f"{words} may count from the day on which this was published, and it names none"
    if not interactive():
        environment.hint(f"{said}: say it with --said-on")
        return None
    say([f"{said}."])
    typed = click.prompt(
        "published on (a day like 2026-04-10, or Enter if unknown)", default="", show_default=False, value_proc=_day
    )
    return date.fromisoformat(typed) if typed else None


def _day(typed: str) -> str:
    """A day as it was typed, or nothing; raises UsageError, and click asks again."""
    return str(Day().convert(typed.strip(), None, None)) if typed.strip() else ""


def _is_address(where: str) -> bool:
    return urlsplit(where).scheme in {"http", "https"}


def _named(where: str, document: Document) -> str:
    """Who says it, where nobody said so: the site, the sender of a mail, the title of the text, or the file."""
    if _is_address(where):
        return (urlsplit(where).hostname or where)[: lengths.SOURCE]
    if where == _STDIN:
        return document.writer or clean(document.title)[: lengths.SOURCE] or "a text"
    return document.writer or clean(PurePath(where).stem)[: lengths.SOURCE] or "a text"


def _rows(
    store: Store, found: TextRead, now: datetime, item: str | None
) -> tuple[list[MatchedProposal], list[ProposalRow], dict[str, ItemAsOf]]:
    """What the text proposes; the same beside our items, with what became of it before; and our items as they are."""
    from watchtracker.intake.proposing import ReadDocument, WatchedItems
    from watchtracker.tracker.waiting import beside_the_record, known_items

    bound = bootstrap.find_item(store, item).id if item else None
    with store.reading() as tx:
        items = tx.items.all()
        document = ReadDocument(found.text, found.url, found.published)
        proposed = [
            _bound(each, bound) for each in WatchedItems(items).proposed(found.reading.finds, document, found.source)
        ]
        known = known_items(held for held in items if held.listed)
        rows = beside_the_record(tx, proposed, known, now)
    return proposed, rows, known


def _bound(proposed: MatchedProposal, item: str | None) -> MatchedProposal:
    from watchtracker.intake.matching import Match, MatchedBy

    if item is None:
        return proposed
    proposal = replace(proposed.proposal, item=item, new_id=None, rivals=())
    return replace(proposed, proposal=proposal, match=Match(item, MatchedBy.BINDING))


def _show(found: TextRead, rows: Sequence[ProposalRow], zone: str) -> None:
    if rows:
        write(shown.lines(rows, columns(), zone=zone, colour=coloured()))
        return
    left = found.reading.left_out
    more = f"; {count(len(left), 'date')} left out: --explain says why" if left else ""
    say([f"nothing that is to come was found in it{more}"])


def _accept_all(
    store: Store,
    settings: Settings,
    rows: Sequence[ProposalRow],
    now: datetime,
    *,
    by: str,
    source: str | None,
    where: str,
    as_json: bool,
) -> None:
    """Let in what is open: what matched an item, and what makes a new one."""
    from watchtracker.cli.deciding import after
    from watchtracker.intake.proposals import ProposalState
    from watchtracker.tracker.intake import Intake

    if where == _STDIN and source is None:
        raise InputError("a claim names who said it: say so with --source")
    intake = Intake(store, bootstrap.tracker(settings, store))
    left: list[ProposalRow] = []
    for row in rows:
        sure = not row.proposal.rivals and (row.proposal.result is None or row.known is not None)
        try:
            done = intake.take(row.proposal, now, by=by) if row.state is ProposalState.OPEN and sure else None
        except InputError as error:  # the others are let in all the same
            environment.hint(str(error))
            done = None
        if done is None:
            left.append(row)
        elif not as_json:
            write(line.removeprefix("    ") for line in after(done))
    if as_json:
        _json(_again(store, rows, now), now)
    elif left:
        zone = settings.zone
        for_people = on_terminal()
        write(
            shown.lines(left, columns(), zone=zone, colour=coloured()) if for_people else shown.for_a_pipe(left, zone)
        )


def _again(store: Store, rows: Sequence[ProposalRow], now: datetime) -> list[ProposalRow]:
    """The rows as they are stored now."""
    from watchtracker.reports.proposals import stored_row
    from watchtracker.tracker.waiting import known_items

    with store.reading() as tx:
        known = known_items(item for item in tx.items.all() if item.listed)
        stored = [tx.proposals.same(row.proposal) for row in rows]
    return [stored_row(after, known, now) if after else row for after, row in zip(stored, rows, strict=True)]


def _decide(
    store: Store,
    settings: Settings,
    rows: Sequence[ProposalRow],
    known: Mapping[str, ItemAsOf],
    *,
    by: str,
    now: datetime,
) -> None:
    """Ask for each proposal what becomes of it."""
    from watchtracker.cli.deciding import Deciding
    from watchtracker.tracker.intake import Intake

    intake = Intake(store, bootstrap.tracker(settings, store))
    Deciding(intake, frozenset(known), known, by=by, now=now, zone=settings.zone).go_through(rows)


def _in_toml(rows: Sequence[ProposalRow], proposed: Sequence[MatchedProposal], now: datetime) -> Iterable[str]:
    """The proposals as text for a watch list."""
    from watchtracker.watchlist.from_proposals import as_toml

    # As it was read now: what waits since it was read before may have had no day of publication then.
    read_now = [
        replace(row, proposal=each.proposal) if row.proposal.item == each.proposal.item else row
        for row, each in zip(rows, proposed, strict=True)
    ]
    return as_toml(read_now, now)


def _json(rows: Sequence[ProposalRow], now: datetime) -> None:
    from watchtracker.reports.proposals import proposals_json

    write_json(proposals_json(rows, as_of=now))


def _answer_lines() -> None:
    import codecs
    import gc

    from watchtracker.reading.jsonl import NOT_TEXT, answer

    out = sys.stdout.buffer
    for number, raw in enumerate(sys.stdin.buffer):
        line = raw.removeprefix(codecs.BOM_UTF8) if number == 0 else raw
        try:
            answered = answer(line.decode())
        except UnicodeDecodeError:
            answered = NOT_TEXT
        # A JSON escape can name half of a surrogate pair, which UTF-8 cannot encode: it goes out as an escape again.
        out.write(answered.encode(errors="backslashreplace") + b"\n")
        if number == 0:
            # The tables are loaded by now and stay: the collector needs not look through them after each text.
            gc.freeze()
    out.flush()
