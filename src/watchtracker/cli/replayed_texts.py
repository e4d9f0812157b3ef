"""The texts of a folder for `replay`, and what the inbox would have held after those of each day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from watchtracker.cli.read import LARGEST
from watchtracker.errors import InputError
from watchtracker.intake.text_sources import TextSource
from watchtracker.reports.proposals import proposals_json
from watchtracker.runtime.clock import now
from watchtracker.wording import proposals as wording
from watchtracker.wording.items import count, day
from watchtracker.wording.safe_text import clean

if TYPE_CHECKING:
    from watchtracker.runtime.replay import DatedText, Held

_MOST_NAMED = 5
_DATED = re.compile(r"(\d{4}-\d{2}-\d{2})[-_. ]*(.*)")


def in_folder(folder: Path, zone: str) -> list[DatedText]:
    """The texts in a folder whose names begin with a day, oldest first; raises InputError where there is none.

    What a name says behind the day is who says it. A line on the standard error names the others.
    """
    files = [path for path in sorted(folder.iterdir()) if path.is_file() and not path.name.startswith(".")]
    found = [text for path in files if (text := _text(path, zone)) is not None]
    if found and (others := [path.name for path in files if not _DATED.fullmatch(path.name)]):
        click.echo(_passed_over(others), err=True)
    if not found:
        raise InputError(f"no text in {folder} has a name that begins with its day: call one 2026-04-10-weekly.txt")
    return sorted(found, key=lambda text: text.day)


def _passed_over(names: Sequence[str]) -> str:
    shown = ", ".join(clean(name) for name in names[:_MOST_NAMED])
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return f"passed over, since no day begins the name: {shown}{more}"


def as_json(held: Sequence[Held]) -> dict[str, Any]:
    """What `replay --json` has beside what would have been sent: the inbox after each day with texts."""
    return {"inbox": [{"day": each.day.isoformat(), "proposals": _unstored(each)} for each in held]}


def lines(held: Sequence[Held]) -> Iterator[str]:
    """For each day what came into the inbox, and how much waited then."""
    for each in held:
        # What a text says that is on record already never waits, and is not counted.
        new = [row for row in each.rows if row.id in each.new]
        yield f"{day(each.day)}: {count(len(each.rows), 'proposal')} in the inbox, {len(new)} of that day"
        for row in new:
            what = f"{wording.date(row.proposal)}, {wording.concerns(row.proposal, row.known)}"
            yield f"  {clean(row.proposal.title)}: {clean(what)} ({clean(row.proposal.source)})"
    if held:
        yield ""


def _unstored(held: Held) -> Any:
    """The proposals as JSON; none has a number, since nothing was stored."""
    rows = [replace(row, id=None) for row in held.rows]
    return proposals_json(rows, as_of=now())["proposals"]


def _text(path: Path, zone: str) -> DatedText | None:
    from watchtracker.runtime.replay import DatedText
    from watchtracker.sources import apart

    named = _DATED.fullmatch(path.name)
    if named is None:
        return None
    try:
        on = date.fromisoformat(named[1])
    except ValueError as error:
        raise InputError(f"{path} begins with {named[1]}, which is no day: call it as 2026-04-10-weekly.txt") from error
    if path.stat().st_size > LARGEST:
        raise InputError(f"{path} is larger than {LARGEST:,} bytes: leave it out, or a part of it")
    source = TextSource(Path(named[2]).stem.strip() or "texts", zone=zone)
    return DatedText(on, source, apart.document(path.read_bytes(), address=path.name).text)
