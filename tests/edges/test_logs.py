"""The log: text or JSON on standard error, at the level of the settings, and never two lines where one was meant."""

from __future__ import annotations

import io
import json
import logging
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.edges.test_settings import load, problems
from watchtracker.runtime import environment, logs
from watchtracker.settings.records import LeastLevel, LogFormat, LogSettings
from watchtracker.web.access_log import FIELDS

OURS = logging.getLogger("watchtracker.runtime.server")
JSON = LogSettings(format=LogFormat.JSON)


@contextmanager
def logging_to(monkeypatch: pytest.MonkeyPatch, settings: LogSettings) -> Iterator[io.StringIO]:
    stream = io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    with logs.to_stderr(settings):
        yield stream


def in_json(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def fail(words: str) -> None:
    try:
        int(words)
    except ValueError:
        OURS.exception("it failed\n")


def test_a_line_of_json_has_its_time_in_utc_and_its_traceback_within(monkeypatch: pytest.MonkeyPatch) -> None:
    with logging_to(monkeypatch, JSON) as stream:
        OURS.info("serving at %s", "测\u2028\x85\n")
        fail("no number")
    said, failed = in_json(stream)
    assert (said["level"], said["logger"]) == ("info", "watchtracker.runtime.server")
    assert said["message"] == "serving at 测"
    assert datetime.fromisoformat(said["at"]).utcoffset() == timedelta(0)
    assert (failed["level"], failed["message"]) == ("error", "it failed")
    assert failed["traceback"].splitlines()[-1].startswith("ValueError: ")


def test_text_from_strangers_begins_no_line_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    with logging_to(monkeypatch, LogSettings(format=LogFormat.TEXT)) as stream:
        OURS.warning("from %s", "a\r\n2026-04-12T09:00:00.000Z INFO all is well\x1b[2K")
        failed = ValueError("no\r\nnumber\x1b[2K\u2028")
        OURS.error("it failed\n", exc_info=failed)
    first, second, *traceback = stream.getvalue().splitlines()
    assert first.endswith("Z WARNING from a\\x0d\\x0a2026-04-12T09:00:00.000Z INFO all is well\\x1b[2K")
    assert second.endswith("Z ERROR it failed")
    assert traceback == ["    ValueError: no", "    number\\x1b[2K"]


def test_what_a_line_has_besides_its_words_is_shown_apart_in_json(monkeypatch: pytest.MonkeyPatch) -> None:
    with logging_to(monkeypatch, JSON) as stream:
        OURS.info("asked", extra={FIELDS: {"status": 200}})
    assert in_json(stream)[0]["status"] == 200


@pytest.mark.parametrize("level", LeastLevel)
def test_the_level_is_for_us_and_libraries_say_warnings_at_most(
    monkeypatch: pytest.MonkeyPatch, level: LeastLevel
) -> None:
    every = {name: getattr(logging, name.upper()) for name in LeastLevel}
    with logging_to(monkeypatch, LogSettings(level, LogFormat.JSON)) as stream:
        for name in ("watchtracker.delivery", "slack_sdk", "apscheduler.scheduler", "uvicorn.error", "httpcore2"):
            for number in every.values():
                logging.getLogger(name).log(number, "said")
    said = {(line["logger"], line["level"]) for line in in_json(stream)}
    assert {of for name, of in said if name == "watchtracker.delivery"} == {
        name for name in every if every[name] >= every[level]
    }
    least = max(every[level], logging.WARNING)
    assert {of for name, of in said if name == "slack_sdk"} == {name for name in every if every[name] >= least}
    assert {of for name, of in said if name == "httpcore2"} == {name for name in every if every[name] >= least}


def test_warnings_of_python_and_ends_of_threads_are_lines_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def end() -> None:
        raise ValueError("no room")

    before = threading.excepthook
    with logging_to(monkeypatch, JSON) as stream:
        with warnings.catch_warnings():
            warnings.simplefilter("always")
            # As `warnings.warn` has it shown, which pytest would make an error.
            warnings.showwarning("it is old", DeprecationWarning, "a.py", 3)
        thread = threading.Thread(target=end, name="heartbeat")
        thread.start()
        thread.join()
    assert threading.excepthook is before
    warned, ended = in_json(stream)
    assert (warned["level"], "it is old" in warned["message"]) == ("warning", True)
    assert (ended["level"], ended["message"]) == ("critical", "the thread heartbeat ended")
    assert ended["traceback"].endswith("ValueError: no room")


def test_without_a_format_it_is_json_where_there_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    with logging_to(monkeypatch, LogSettings()) as stream:
        OURS.info("said")
    assert in_json(stream)[0]["message"] == "said"


@pytest.fixture
def as_before() -> Iterator[None]:
    root, ours = logging.getLogger(), logging.getLogger("watchtracker")
    handlers, levels = root.handlers[:], (root.level, ours.level)
    yield
    root.handlers[:] = handlers
    root.setLevel(levels[0])
    ours.setLevel(levels[1])


@pytest.mark.usefixtures("as_before")
@pytest.mark.parametrize(("level", "said"), [("info", ["warning"]), ("debug", ["debug", "warning"]), ("error", [])])
def test_what_a_command_logs_has_the_form_of_the_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, level: str, said: list[str]
) -> None:
    stream = io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WATCHTRACKER_LOG__FORMAT", "json")
    monkeypatch.setenv("WATCHTRACKER_LOG__LEVEL", level)
    environment.settings()
    OURS.debug("said")
    OURS.warning("said")
    assert [line["level"] for line in in_json(stream)] == said


def test_level_and_format_are_set_in_the_file_or_by_variables(tmp_path: Path) -> None:
    assert load(tmp_path).log == LogSettings(LeastLevel.INFO, None)
    written = '[log]\nlevel = "warning"\nformat = "text"\n'
    assert load(tmp_path, written).log == LogSettings(LeastLevel.WARNING, LogFormat.TEXT)
    variables = {"WATCHTRACKER_LOG__LEVEL": "debug", "WATCHTRACKER_LOG__FORMAT": "json"}
    assert load(tmp_path, written, variables).log == LogSettings(LeastLevel.DEBUG, LogFormat.JSON)


@pytest.mark.parametrize(
    ("text", "environ", "problem"),
    [
        (
            '[log]\nlevel = "loud"',
            {},
            '2: log.level: "loud" is not known here: write one of debug, info, warning, error',
        ),
        ('[log]\nformat = "xml"', {}, '2: log.format: "xml" is not known here: write one of text, json'),
        ("[log]\nlevels = 1", {}, "2: log.levels: there is no such key: did you mean level?"),
        (
            "",
            {"WATCHTRACKER_LOG__LEVEL": "2"},
            'WATCHTRACKER_LOG__LEVEL: "2" is not known here: write one of debug, info, warning, error',
        ),
    ],
)
def test_a_mistake_about_the_log_is_named(tmp_path: Path, text: str, environ: dict[str, str], problem: str) -> None:
    (said,) = problems(tmp_path, text, environ)
    assert problem in said
