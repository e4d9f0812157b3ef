"""`init`: a watch list and settings to begin with."""

from __future__ import annotations

from pathlib import Path

import click

from watchtracker.cli.options import example
from watchtracker.cli.screen import say


@click.command("init", epilog=example("init"))
def init_command() -> None:
    """Write a small commented watch list and settings into ./config, never over existing files."""
    from watchtracker import watchlist

    written = watchlist.init(Path("config"))
    say(f"wrote {path}" for path in written)
    say(["next: `watchtracker check`, then `watchtracker list`"])
