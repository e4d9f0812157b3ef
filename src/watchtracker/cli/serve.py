"""`serve` and `deliver`: the processes that keep running, and how they log.

Reminders of the console channel go to standard output, the log to standard error, as `runtime.logs` writes it.
"""

from __future__ import annotations

import click

from watchtracker.cli.options import config_option, example, who_types
from watchtracker.runtime import bootstrap


@click.command("serve", epilog=example("serve", "serve --host 0.0.0.0 --port 8080"))
@click.option("--host", help="Where to listen (default: that of the settings, 127.0.0.1).")
@click.option("--port", type=click.IntRange(0, 65535), metavar="N", help="The port (default: the settings', 8765).")
@click.option("--no-delivery", is_flag=True, help="Serve only; another process sends.")
@click.option("--access-log", is_flag=True, help="Log each request too, with the tokens in it masked.")
@config_option
def serve_command(
    *, host: str | None, port: int | None, no_delivery: bool, access_log: bool, config: str | None
) -> int:
    """Feeds, pages and reminders in one process; Ctrl-C stops it."""
    from watchtracker.runtime import logs, server

    settings = bootstrap.settings(config).listening_at(host, port)
    with logs.to_stderr(settings.log):
        return server.serve(
            settings,
            host=settings.host,
            port=settings.port,
            deliver=not no_delivery,
            by=who_types(),
            access_log=access_log,
        )


@click.command("deliver", epilog=example("deliver --once", "deliver --retry 12 --retry 13"))
@click.option("--once", is_flag=True, help="Send what is due now, and leave: for cron.")
@click.option("--retry", type=int, multiple=True, metavar="ID", help="Send this dead notification once more.")
@click.option("--retry-all", is_flag=True, help="Send all dead ones once more.")
@config_option
def deliver_command(*, once: bool, retry: tuple[int, ...], retry_all: bool, config: str | None) -> int:
    """Send what is due, without a server."""
    from watchtracker.runtime import logs, server

    settings = bootstrap.settings(config)
    with logs.to_stderr(settings.log):
        return server.deliver(settings, once=once, retry=retry, retry_all=retry_all)
