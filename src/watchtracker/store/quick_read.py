"""A glance at an SQLite file: what is listed, read without SQLAlchemy.

People type `list` all day, and importing SQLAlchemy takes longer than all the rest of it. So a file that is in order
is read as it is here; whatever is not in order, or needs a sentence, is left to `engine.py`. A test holds that both
read the same.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from watchtracker.items import Claim, Item, Recheck, Vocabulary
from watchtracker.migrations import NEWEST, VERSION_TABLE
from watchtracker.store import mapping

_SQLITE = "sqlite:///"
_PATIENCE = 10.0
_VERSION = f"SELECT version_num FROM {VERSION_TABLE}"  # noqa: S608 - a constant of ours
_APPLIED = "SELECT digest FROM applied ORDER BY place DESC LIMIT 1"
_NAMES = "SELECT field, name FROM names"
_ITEMS = (
    "SELECT id, title, kind, zone, tags, owner, url, notes, remind, listed, {declared}, result, result_on,"
    " result_source, result_url, revision, revised_at, endings, recheck, result_by FROM items ORDER BY id"
)
_CLAIMS = (
    "SELECT item_id, id, place, when_said, said_on, source, url, quote, standing, origin, recorded_at, retracted_at,"
    " retracted_by, earliest, latest, instant, by, corrects FROM claims"
)
_RECHECKS = "SELECT item_id, place, on_day, by, claim_id, origin, recorded_at FROM rechecks ORDER BY item_id, place"


@dataclass(frozen=True, slots=True)
class Glance:
    """Every item by id, names to choose by, and the digest applied last.

    What the watch list declared of the items is in them only if it was `edited` since.
    """

    items: list[Item]
    names: Vocabulary
    last_applied: str | None
    edited: bool = False


def glance(database: str, edited: Callable[[str | None], bool] = lambda _: False) -> Glance | None:
    """What the SQLite file at the URL `database` holds; None where only a `Store` can tell, or say what is wrong.

    `edited` says whether the watch list is another one than that with the digest applied last.
    """
    path = Path(database.removeprefix(_SQLITE))
    if not database.startswith(_SQLITE) or "?" in database or not path.is_file():
        return None
    try:
        with closing(sqlite3.connect(path, timeout=_PATIENCE)) as connection:
            return _read(connection, edited)
    except (sqlite3.Error, ValueError, TypeError, KeyError):
        return None


def _read(connection: sqlite3.Connection, edited: Callable[[str | None], bool]) -> Glance | None:
    connection.execute("BEGIN")  # all queries see one state
    if connection.execute(_VERSION).fetchone() != (NEWEST,):
        return None
    applied = next(iter(connection.execute(_APPLIED).fetchone() or ()), None)
    is_edited = edited(applied)
    said: defaultdict[str, list[Claim]] = defaultdict(list)
    for row in connection.execute(_CLAIMS):
        said[row[0]].append(mapping.claim(_claim_row(*row)))
    checked: defaultdict[str, list[Recheck]] = defaultdict(list)
    for item_id, place, on, by, claim_id, origin, recorded_at in connection.execute(_RECHECKS):
        row = (item_id, place, _day(on), by, claim_id, origin, _moment(recorded_at))
        checked[item_id].append(mapping.recheck(row))
    query = _ITEMS.format(declared="declared" if is_edited else "NULL")
    items = [mapping.item(_item_row(*row), said[row[0]], checked[row[0]]) for row in connection.execute(query)]
    return Glance(items, mapping.names(connection.execute(_NAMES)) | Vocabulary.of(items), applied, is_edited)


def _item_row(*row: Any) -> tuple[Any, ...]:
    *facts, listed, declared, result, on, source, url, revision, revised_at, endings, recheck, by = row
    ended = (result, _day(on), source, url)
    return (*facts, bool(listed), declared, *ended, revision, _moment(revised_at), endings, recheck, by)


def _claim_row(*row: Any) -> tuple[Any, ...]:
    before, said_on, (source, url, quote, standing, origin), rest = row[:4], row[4], row[5:10], row[10:]
    recorded_at, retracted_at, retracted_by, earliest, latest, instant, by, corrects = rest
    said = (_day(said_on), source, url, quote, standing, origin)
    return (
        *before,
        *said,
        _moment(recorded_at),
        _moment(retracted_at),
        retracted_by,
        _day(earliest),
        _day(latest),
        _moment(instant),
        by,
        corrects,
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
