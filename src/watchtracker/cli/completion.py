"""`completion`: the script that completes commands, options and names in a shell.

What a shell then asks for is answered by `program.py` (commands), by click (options) and by `candidates.py` (names).
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
