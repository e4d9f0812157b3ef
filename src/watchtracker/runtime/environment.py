"""Where the program runs: the environment and the folder, read here and nowhere else.

Everything below takes settings as arguments. `bootstrap.py` wires the parts with them; a listing needs no
more than this and a glance at the database.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from watchtracker import settings as settings_room
from watchtracker import watchlist
from watchtracker.errors import ProblemsError
from watchtracker.items import Item
from watchtracker.revisions import would_change
from watchtracker.settings import Settings


def settings(config: str | None = None) -> Settings:
    """The settings that `--config`, the environment and this folder come to; raises ProblemsError."""
    return settings_room.load(Path(config) if config else None, os.environ, _working_folder())


def hint(sentence: str) -> None:
    """Say on standard error what somebody should know who asked for something else."""
    sys.stderr.write(f"watchtracker: {sentence}\n")


def agreed(question: str) -> bool:
    """Whether somebody at a terminal says yes to this; False where there is nobody to ask."""
    if not (sys.stdin and sys.stderr and sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    sys.stderr.write(f"watchtracker: {question} [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in {"y", "yes"}


def edited(settings: Settings, applied: str | None) -> bool:
    """Whether the watch list is not the one with the digest `applied`, byte for byte; one that cannot be read is."""
    try:
        return settings.watchlist.exists() and watchlist.digest(settings.watchlist) != applied
    except ProblemsError:
        return True


def hint_at_edits(settings: Settings, kept: Iterable[Item], now: datetime) -> None:
    """Say so in one line if the edited watch list says something else than what is kept, or cannot be read.

    An edited comment, or what `export` wrote, has other bytes and would change nothing: of that nobody need hear.
    """
    try:
        watched = watchlist.read(settings.watchlist, default_zone=settings.zone, now=now)
        changes = would_change({item.id: item for item in kept}, watched, now)
    except ProblemsError as error:
        hint(f"{error.problems[0]} (what was applied before holds)")
        return
    if changes:
        hint(f"{settings.watchlist} differs from what was applied: `watchtracker check` says how")


def _working_folder() -> Path | None:
    """Where we are; None if that folder was deleted meanwhile."""
    try:
        return Path.cwd()
    except FileNotFoundError:
        return None
