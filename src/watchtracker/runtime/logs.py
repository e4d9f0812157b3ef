"""How the program logs: every line goes to standard error, as text or as a JSON object, with its time in UTC.

A line may have fields of its own besides its words, such as those of a request; only JSON shows them apart. What comes
from strangers can never begin a new line. Libraries say warnings and worse alone, whatever the level: at their lower
levels some of them write what was sent, secrets included. No address in a line has its keys.
"""

from __future__ import annotations

import json
import logging
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from watchtracker.masking import masked
from watchtracker.settings.records import LeastLevel, LogFormat, LogSettings
from watchtracker.web.access_log import FIELDS

_OURS = "watchtracker"
# What would begin a new line somewhere, or change how a terminal shows what follows.
_UNSEEN = {code: f"\\x{code:02x}" for code in (*range(0x20), *range(0x7F, 0xA0))} | {
    0x2028: "\\u2028",
    0x2029: "\\u2029",
}
_ENDS_OF_LINES = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}

log = logging.getLogger(__name__)


@contextmanager
def to_stderr(settings: LogSettings) -> Iterator[None]:
    """Log to standard error as `settings` say, warnings of Python and ends of threads too, until the block ends."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_formatter(settings.format))
    level = _number(settings.level)
    root, ours = logging.getLogger(), logging.getLogger(_OURS)
    before = (root.handlers[:], root.level, ours.level, threading.excepthook)
    root.handlers[:] = [handler]
    root.setLevel(max(level, logging.WARNING))
    ours.setLevel(level)
    logging.captureWarnings(capture=True)
    threading.excepthook = _ended
    try:
        yield
    finally:
        logging.captureWarnings(capture=False)
        root.handlers[:], root.level, ours.level, threading.excepthook = before


def of_a_command(settings: LogSettings) -> None:
    """Log warnings and worse to standard error in the form that `settings` name, until the command ends.

    People who type a command read its output, so less is logged there than by a server.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_formatter(settings.format))
    level = _number(settings.level)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(max(level, logging.WARNING))
    if level < logging.INFO:
        logging.getLogger(_OURS).setLevel(level)


def _number(level: LeastLevel) -> int:
    return logging.getLevelNamesMapping()[level.upper()]


def _formatter(chosen: LogFormat | None) -> logging.Formatter:
    if chosen is None:
        chosen = LogFormat.TEXT if sys.stderr.isatty() else LogFormat.JSON
    return AsJson() if chosen is LogFormat.JSON else AsText()


def _ended(told: threading.ExceptHookArgs) -> None:
    """Log an exception that ended a thread; Python itself would write a traceback of many lines."""
    if told.exc_value is None or told.exc_type is SystemExit:
        return
    name = told.thread.name if told.thread else "unknown"
    log.critical("the thread %s ended", name, exc_info=(told.exc_type, told.exc_value, told.exc_traceback))


def _moment(record: logging.LogRecord) -> str:
    written = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
    return written.replace("+00:00", "Z")


class AsText(logging.Formatter):
    """Time, level and words; a traceback stands below, set in so that none of its lines looks like one of the log."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line, and its traceback if there is one."""
        line = f"{_moment(record)} {record.levelname} {masked(record.getMessage()).rstrip().translate(_UNSEEN)}"
        if not record.exc_info:
            return line
        traceback = masked(self.formatException(record.exc_info)).splitlines()
        return "\n".join([line, *(f"    {each.translate(_UNSEEN)}" for each in traceback)])


class AsJson(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """The record with its fields, and the traceback if there is one."""
        fields = {
            "at": _moment(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": masked(record.getMessage()).rstrip(),
            **getattr(record, FIELDS, {}),
        }
        if record.exc_info:
            fields["traceback"] = masked(self.formatException(record.exc_info))
        # JSON may hold these unquoted, and some readers of lines would end one there.
        return json.dumps(fields, ensure_ascii=False).translate(_ENDS_OF_LINES)
