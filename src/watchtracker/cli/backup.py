"""`backup`: a copy of the database, also while `serve` runs."""

from __future__ import annotations

from pathlib import Path

import click

from watchtracker.cli.options import config_option, example
from watchtracker.cli.screen import say
from watchtracker.runtime import bootstrap
from watchtracker.wording.items import count


@click.command("backup", epilog=example("backup /var/backups/watchtracker-2026-04-10.db"))
@click.argument("path", type=click.Path(path_type=Path))
@config_option
def backup_command(path: Path, *, config: str | None) -> None:
    """Copy the database to the new file PATH, also while `serve` runs. The copy is checked before it gets its name.

    With PostgreSQL it says what to run instead.
    """
    from watchtracker.store.copying import copy

    items = copy(bootstrap.settings(config).database, path)
    say([f"{path}: {count(items, 'item')}, checked"])
