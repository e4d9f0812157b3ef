"""`serve` and `deliver`: the processes that keep running, and how they log.

Reminders of the console channel go to standard output, the log to standard error: plain lines on a terminal, else a
JSON object a line, for programs that collect logs.
"""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime

import click

from watchtracker.cli.options import config_option, example, who_types
from watchtracker.runtime import bootstrap


@click.command("serve", epilog=example("serve", "serve --host 0.0.0.0 --port 8080"))
@click.option("--host", help="Where to listen (default: that of the settings, 127.0.0.1).")
@click.option("--port", type=click.IntRange(0, 65535), metavar="N", help="The port (default: the settings', 8765).")
@click.option("--no-delivery", is_flag=True, help="Serve only; another process sends.")
@config_option
def serve_command(*, host: str | None, port: int | None, no_delivery: bool, config: str | None) -> int:
    """Feeds, pages and reminders in one process; Ctrl-C stops it."""
    from watchtracker.runtime import server

    settings = bootstrap.settings(config).listening_at(host, port)
    log_to_stderr()
    return server.serve(settings, host=settings.host, port=settings.port, deliver=not no_delivery, by=who_types())


@click.command("deliver", epilog=example("deliver --once", "deliver --retry 12 --retry 13"))
@click.option("--once", is_flag=True, help="Send what is due now, and leave: for cron.")
@click.option("--retry", type=int, multiple=True, metavar="ID", help="Send this dead notification once more.")
@click.option("--retry-all", is_flag=True, help="Send all dead ones once more.")
@config_option
def deliver_command(*, once: bool, retry: tuple[int, ...], retry_all: bool, config: str | None) -> int:
    """Send what is due, without a server."""
    from watchtracker.runtime import server

    settings = bootstrap.settings(config)
    log_to_stderr()
    return server.deliver(settings, once=once, retry=retry, retry_all=retry_all)


def log_to_stderr() -> None:
    """Log to standard error: plain lines on a terminal, else JSON."""
    handler = logging.StreamHandler(sys.stderr)
    plain = logging.Formatter("%(asctime)s %(levelname)s %(message)s")
    handler.setFormatter(plain if sys.stderr.isatty() else _AsJson())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("watchtracker").setLevel(logging.INFO)


class _AsJson(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """The record with its time in UTC, and the traceback if there is one."""
        fields = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            fields["traceback"] = self.formatException(record.exc_info)
        return json.dumps(fields, ensure_ascii=False)
