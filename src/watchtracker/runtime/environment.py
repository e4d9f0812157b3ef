"""Where the program runs: environment variables, working folder and terminal, read here and nowhere else.

The rooms below get settings as arguments. `bootstrap.py` makes the other parts from them; `list` needs only this module
and a quick look at the database, so it imports no more.
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
from watchtracker.settings import PlainSettings, Settings
from watchtracker.settings.records import LogSettings


def settings(config: str | None = None) -> Settings:
    """The settings, from `--config`, the environment and the working folder; raises ProblemsError.

    From then on what is logged has the form that they name, if they name one.
    """
    found = settings_room.load(Path(config) if config else None, os.environ, _working_folder())
    if found.log != LogSettings():
        from watchtracker.runtime import logs  # noqa: PLC0415 - slow to load, rarely needed

        logs.of_a_command(found.log)
    return found


def settings_to_list(config: str | None = None) -> Settings | PlainSettings:
    """What a listing needs of the same settings, read quickly where the file is plain; raises ProblemsError."""
    plain = settings_room.load_plain(Path(config) if config else None, os.environ, _working_folder())
    return plain or settings(config)


def hint(sentence: str) -> None:
    """Write a sentence to standard error, beside the output that was asked for."""
    sys.stderr.write(f"watchtracker: {sentence}\n")


def agreed(question: str) -> bool:
    """Ask a person at the terminal; False unless the answer is yes, or if there is no terminal."""
    if not (sys.stdin and sys.stderr and sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    sys.stderr.write(f"watchtracker: {question} [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in {"y", "yes"}


def edited(settings: Settings | PlainSettings, applied: str | None) -> bool:
    """Whether the watch list has another digest than `applied`; a list that cannot be read counts as edited."""
    try:
        return settings.watchlist.exists() and watchlist.digest(settings.watchlist) != applied
    except ProblemsError:
        return True


def hint_at_edits(settings: Settings | PlainSettings, recorded: Iterable[Item], now: datetime) -> None:
    """Write a hint if applying the edited watch list would change the `recorded` items, or if it cannot be read.

    An edited comment, or a list that `export` wrote, has other bytes but would change nothing: then there is no hint.
    """
    try:
        watched = watchlist.read(settings.watchlist, default_zone=settings.zone, now=now)
        changes = would_change({item.id: item for item in recorded}, watched, now)
    except ProblemsError as error:
        hint(f"{error.problems[0]} (what was applied before holds)")
        return
    if changes:
        hint(f"{settings.watchlist} differs from what was applied: `watchtracker check` says how")


def _working_folder() -> Path | None:
    """The working folder; None if it was deleted meanwhile."""
    try:
        return Path.cwd()
    except FileNotFoundError:
        return None
