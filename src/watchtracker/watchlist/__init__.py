"""The watch list: a text of people's own, read with each mistake at its line, written back, and begun for them.

The modules that read and write it are imported when they are needed: most commands only want to know whether the files
changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from watchtracker.intake.text_sources import TextSource
from watchtracker.items import Item
from watchtracker.watchlist.files import digest
from watchtracker.watchlist.records import WatchList

if TYPE_CHECKING:
    from watchtracker.watchlist.exporting import Exporting

__all__ = ["WatchList", "digest", "export", "init", "read", "where", "write"]


def read(path: Path, *, default_zone: str, now: datetime) -> WatchList:
    """The watch list at `path`, a file or a folder of them; raises ProblemsError with all that is wrong."""
    from watchtracker.watchlist import reading

    return reading.read(path, default_zone=default_zone, now=now)


def where(path: Path, item_id: str) -> str | None:
    """FILE:LINE of an item in the watch list at `path`, None if it is not there; raises ProblemsError."""
    from watchtracker.watchlist import reading

    return reading.where(path, item_id)


def write(items: Sequence[Item]) -> str:
    """Those of `items` that are on the list, as a watch list; applying it where they came from changes nothing."""
    from watchtracker.watchlist.writing import as_toml

    return as_toml(items)


def export(
    items: Sequence[Item], path: Path, *, default_zone: str, now: datetime, sources: Sequence[TextSource] = ()
) -> Exporting:
    """Those of `items` that are on the list, to be written out as the list at `path` with what was added to it.

    `sources` are written where there is no file that has them.
    """
    from watchtracker.watchlist.exporting import Exporting

    return Exporting(items, path, default_zone, now, sources)


def init(folder: Path) -> list[Path]:
    """Write a small watch list and settings into `folder`, and say where; raises InputError rather than overwrite."""
    from watchtracker.watchlist import starting

    return starting.init(folder)
