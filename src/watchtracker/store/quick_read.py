"""A glance at an SQLite file: what is listed, read without SQLAlchemy.

People type `list` all day, and importing SQLAlchemy takes longer than all the rest of it. So a file that is in order
is read as it is here; whatever is not in order, or needs a sentence, is left to `engine.py`. A test holds that both
read the same.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from watchtracker.items import Claim, Item, Recheck, Vocabulary
from watchtracker.migrations import NEWEST, VERSION_TABLE
from watchtracker.notifications.holds import Hold
from watchtracker.store import mapping

_SQLITE = "sqlite:///"
_PATIENCE = 10.0
_VERSION = f"SELECT version_num FROM {VERSION_TABLE}"  # noqa: S608 - a constant of ours
_APPLIED = "SELECT digest FROM applied ORDER BY place DESC LIMIT 1"
_NAMES = "SELECT field, name FROM names"
_ITEMS = "SELECT * FROM items ORDER BY id"
_CLAIMS = "SELECT * FROM claims"
_HOLDS = "SELECT * FROM holds WHERE ended_at IS NULL ORDER BY id"
_RECHECKS = "SELECT * FROM rechecks ORDER BY item_id, place"
# What SQLite keeps in another way than records have it; the rest is texts and numbers.
_FROM_SQLITE: dict[str, Callable[[Any], object]] = {
    **dict.fromkeys(("said_on", "earliest", "latest", "result_on", "on_day"), date.fromisoformat),
    **dict.fromkeys(
        ("recorded_at", "retracted_at", "raised_at", "instant", "revised_at", "since", "until"), datetime.fromisoformat
    ),
}


@dataclass(frozen=True, slots=True)
class Glance:
    """Every item by id, names to choose by, and the digest applied last.

    What the watch list declared of the items is in them only if it was `edited` since. `held` has the holds by item,
    without those that are marked as over.
    """

    items: list[Item]
    names: Vocabulary
    last_applied: str | None
    edited: bool = False
    held: Mapping[str, list[Hold]] = field(default_factory=dict)


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
    for row in _rows(connection, _CLAIMS):
        said[row["item_id"]].append(mapping.claim(row))
    checked: defaultdict[str, list[Recheck]] = defaultdict(list)
    for row in _rows(connection, _RECHECKS):
        checked[row["item_id"]].append(mapping.recheck(row))
    items = []
    for row in _rows(connection, _ITEMS):
        if not is_edited:
            row["declared"] = None
        items.append(mapping.item(row, said[row["id"]], checked[row["id"]]))
    held: defaultdict[str, list[Hold]] = defaultdict(list)
    for row in _rows(connection, _HOLDS):
        held[row["item_id"]].append(mapping.hold(row))
    names = mapping.names(connection.execute(_NAMES)) | Vocabulary.of(items)
    return Glance(items, names, applied, is_edited, held)


def _rows(connection: sqlite3.Connection, query: str) -> Iterator[dict[str, Any]]:
    """The rows that a query finds, by name, as records have their values."""
    found = connection.execute(query)
    names = [name for name, *_ in found.description]
    made = [(name, _FROM_SQLITE[name]) for name in names if name in _FROM_SQLITE]
    for values in found:
        row = dict(zip(names, values, strict=True))
        for name, make in made:
            if (stored := row[name]) is not None:
                row[name] = make(stored)
        yield row
