"""A process that has loaded the program, and becomes it again and again: a fork takes a hundredth of a fresh start.

It is asked over the socket that is its standard input. Each question names a module with its arguments, a folder and
an environment, and brings four open files: standard input, output and errors, and a pipe to which the exit status is
written. `starting.py` is the other side. It ends when nobody holds the other end of the socket any more.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import pkgutil
import runpy
import signal
import socket
import sys
import time
from io import FileIO, TextIOWrapper
from select import POLLIN, poll
from typing import Any, TextIO

# What the program loads only when it comes to that.
_LATER = (
    *("aiohttp", "alembic.command", "alembic.config", "alembic.script", "feedgenerator", "feedparser", "httpcore2"),
    *("httptools", "icalendar", "protego", "psycopg", "selectolax", "slack_sdk.web", "tomlkit", "uvicorn", "uvloop"),
    *("sqlalchemy.dialects.postgresql.psycopg", "sqlalchemy.dialects.sqlite.pysqlite", "uvicorn.lifespan.on"),
    *("uvicorn.loops.uvloop", "uvicorn.protocols.http.httptools_impl"),
)
_PROGRAMS = ("tests.failing", "tests.failing_answers", "tests.failing_collecting")
_LONGEST = 1 << 20


def load(package: str) -> None:
    """Import all modules of a package, but not what would run it."""
    for module in pkgutil.walk_packages(importlib.import_module(package).__path__, f"{package}."):
        if not module.name.endswith(("__main__", "migrations.env")) and "migrations.versions" not in module.name:
            importlib.import_module(module.name)


def answer(asked: socket.socket) -> dict[str, Any]:
    """Fork for each question; returns only in a child, which is to be what the question names."""
    watched = poll()
    watched.register(asked, POLLIN)
    children: dict[int, tuple[int, int]] = {}
    while True:
        for ready, _ in watched.poll():
            if ready != asked.fileno():
                watched.unregister(ready)
                pid, status_pipe = children.pop(ready)
                _, status = os.waitpid(pid, 0)
                os.close(ready)
                _say(status_pipe, f"{os.waitstatus_to_exitcode(status)}\n")
                os.close(status_pipe)
                continue
            question, files, *_ = socket.recv_fds(asked, _LONGEST, 4)
            if not question:
                sys.exit()
            *streams, status_pipe = files
            pid = os.fork()
            if pid == 0:
                os.close(status_pipe)
                asked.close()
                for watcher, pipe in children.items():
                    os.close(watcher)
                    os.close(pipe[1])
                return {**json.loads(question), "streams": streams}
            for stream in streams:
                os.close(stream)
            _say(status_pipe, f"{pid}\n")
            watcher = os.pidfd_open(pid)
            children[watcher] = pid, status_pipe
            watched.register(watcher, POLLIN)


def become(question: dict[str, Any]) -> None:
    """Run the module as `python -m` does, here and now."""
    for number, stream in enumerate(question["streams"]):
        os.dup2(stream, number)
        os.close(stream)
    sys.stdin = open(0, encoding=sys.stdin.encoding, closefd=False)  # noqa: SIM115 - for the whole life of the process
    sys.stdout, sys.stderr = _unbuffered(sys.stdout), _unbuffered(sys.stderr)
    if question["without_stdout"]:
        os.close(1)
        sys.stdout = None  # as Python has it if it starts without
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ.clear()
    os.environ.update(question["environment"])
    time.tzset()
    os.chdir(question["folder"])
    sys.argv[1:] = question["words"]
    runpy.run_module(question["module"], run_name="__main__", alter_sys=True)


def _unbuffered(stream: TextIO) -> TextIO:
    """A stream to the same number, for what is open under it now: a pipe where a file was cannot be sought in."""
    raw = FileIO(stream.fileno(), "w", closefd=False)
    return TextIOWrapper(raw, encoding=stream.encoding, errors=stream.errors, write_through=True)


def _say(pipe: int, line: str) -> None:
    try:
        os.write(pipe, line.encode())
    except BrokenPipeError:
        return  # nobody waits for it any more


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the tests, which then let go of the socket
    load("watchtracker")
    for name in (*_LATER, *_PROGRAMS):
        importlib.import_module(name)
    for name in _PROGRAMS:
        del sys.modules[name]  # they run as programs, which are not imported before
    gc.freeze()
    become(answer(socket.socket(fileno=os.dup(0))))
