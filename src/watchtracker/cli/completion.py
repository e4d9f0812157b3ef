"""`completion`: the script that completes commands, options and item ids in a shell.

Shells ask while somebody types, so the ids are read straight from the store, nothing is made there, and whatever goes
wrong is silence.
"""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from watchtracker.cli.options import example

_EPILOG = example("completion bash >> ~/.bash_completion")


@click.command("completion", epilog=_EPILOG)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion_command(ctx: click.Context, shell: str) -> None:
    """Print the completion script for a shell.

    Put it where the shell looks for such scripts, or evaluate it in its start file.
    """
    maker = get_completion_class(shell)
    assert maker is not None
    click.echo(maker(ctx.find_root().command, {}, "watchtracker", "_WATCHTRACKER_COMPLETE").source())


def listed_ids(config: str | None) -> list[tuple[str, str]]:
    """The ids and titles of the listed items, of a database that is there already; none if anything is amiss."""
    from watchtracker import app
    from watchtracker.errors import WatchtrackerError
    from watchtracker.store.addresses import Address

    try:
        settings = app.settings(config)
        path = Address.read(settings.database).path
        if path is not None and not path.exists():
            return []
        with app.open_store(settings) as store, store.reading() as tx:
            return [(item.id, item.facts.title) for item in tx.items.all() if item.listed]
    except (WatchtrackerError, OSError):
        return []
