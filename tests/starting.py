"""Starts the program many times without loading it each time: by forks of `mother.py`, which has loaded it.

What starts is a process of its own, with its own folder, environment, files and signals, and it ends as Python ends.
Only its imports are not tried anew, so a few tests start it from nothing; so does a system without Linux's `pidfd`.
"""

from __future__ import annotations

import atexit
import json
import os
import shlex
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from select import select
from tempfile import TemporaryFile
from typing import IO, Protocol

from watchtracker.failpoints import VARIABLE

ROOT = Path(__file__).parents[1]
_READ_AT_START = ("PYTHON", "LC_", "LANG", "LD_")


def ran_without_output(
    folder: Path, module: str, words: Sequence[str], environment: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """Run a module to its end where standard output is closed, as `>&-` does it in a shell."""
    if not _can_fork(environment):
        line = f"exec {shlex.join([sys.executable, '-m', module, *words])} >&-"
        return subprocess.run(
            ["sh", "-c", line],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    return _ran_by_fork(folder, module, words, environment, "", without_stdout=True)


def status_at(failpoint: str, program: str, *words: str, stdin: str | None = None) -> int:
    """The exit status of one of the tests' own programs that is to die at a failpoint, if it is any."""
    return ran(ROOT, f"tests.{program}", words, {**os.environ, VARIABLE: failpoint}, stdin).returncode


class Process(Protocol):
    """What the tests use of a process: `subprocess.Popen` has it, and `Forked`."""

    pid: int
    stdin: IO[str] | None
    stdout: IO[str] | None
    stderr: IO[str] | None

    def poll(self) -> int | None: ...

    def wait(self, timeout: float | None = None) -> int: ...

    def send_signal(self, sig: int) -> None: ...

    def kill(self) -> None: ...

    def terminate(self) -> None: ...


class Forked:
    """A child of the mother, as `subprocess.Popen` would show it."""

    def __init__(
        self, status: int, stdout: IO[str] | None = None, stderr: IO[str] | None = None, *, words: Sequence[str]
    ) -> None:
        self._status: IO[str] = os.fdopen(status)
        self._words = words
        said = self._status.readline()
        if not said:
            raise RuntimeError("the process that tests are forked from has ended")
        self.pid = int(said)
        self.returncode: int | None = None
        self.stdin: IO[str] | None = None
        self.stdout = stdout
        self.stderr = stderr

    def poll(self) -> int | None:
        return self._ended(0)

    def wait(self, timeout: float | None = None) -> int:
        status = self._ended(timeout)
        if status is None:
            raise subprocess.TimeoutExpired(list(self._words), timeout or 0)
        return status

    def send_signal(self, sig: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, sig)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def _ended(self, timeout: float | None) -> int | None:
        if self.returncode is None and select([self._status], [], [], timeout)[0]:
            self.returncode = int(self._status.readline())
            self._status.close()
        return self.returncode


def ran(
    folder: Path, module: str, words: Sequence[str], environment: Mapping[str, str], stdin: str | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a module to its end, as `python -m` would in this folder and with this environment."""
    if not _can_fork(environment):
        command = [sys.executable, "-m", module, *words]
        return subprocess.run(
            command, cwd=folder, env=environment, input=stdin, capture_output=True, text=True, timeout=60, check=False
        )
    return _ran_by_fork(folder, module, words, environment, stdin or "")


def started(
    folder: Path, module: str, words: Sequence[str], environment: Mapping[str, str], *, afresh: bool = False
) -> Process:
    """Start a module whose output and errors are pipes."""
    if afresh or not _can_fork(environment):
        return subprocess.Popen(
            [sys.executable, "-m", module, *words],
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
    out, theirs = os.pipe()
    err, as_well = os.pipe()
    with Path(os.devnull).open() as nothing, os.fdopen(theirs, "w") as to_out, os.fdopen(as_well, "w") as to_err:
        process = _forked(folder, module, words, environment, (nothing, to_out, to_err))
    process.stdout, process.stderr = os.fdopen(out), os.fdopen(err)
    return process


def _can_fork(environment: Mapping[str, str]) -> bool:
    return hasattr(os, "pidfd_open") and _of_python(environment) == _of_python(os.environ)


def _of_python(environment: Mapping[str, str]) -> dict[str, str]:
    """What Python itself reads when it starts."""
    read = {name: value for name, value in environment.items() if name.startswith(_READ_AT_START)}
    return {**read, "PYTHONUNBUFFERED": "1"}


def _ran_by_fork(
    folder: Path,
    module: str,
    words: Sequence[str],
    environment: Mapping[str, str],
    stdin: str,
    *,
    without_stdout: bool = False,
) -> subprocess.CompletedProcess[str]:
    with TemporaryFile("w+") as given, TemporaryFile("w+") as out, TemporaryFile("w+") as err:
        given.write(stdin)
        given.seek(0)
        process = _forked(folder, module, words, environment, (given, out, err), without_stdout=without_stdout)
        try:
            status = process.wait(60)
        finally:
            process.kill()
        for stream in (out, err):
            stream.seek(0)
        return subprocess.CompletedProcess([module, *words], status, out.read(), err.read())


def _forked(
    folder: Path,
    module: str,
    words: Sequence[str],
    environment: Mapping[str, str],
    streams: Sequence[IO[str]],
    *,
    without_stdout: bool = False,
) -> Forked:
    question = {
        "module": module,
        "words": list(words),
        "folder": str(folder),
        "environment": dict(environment),
        "without_stdout": without_stdout,
    }
    status, theirs = os.pipe()
    try:
        files = [*(stream.fileno() for stream in streams), theirs]
        socket.send_fds(_mother(), [json.dumps(question).encode()], files)
    finally:
        os.close(theirs)
    return Forked(status, words=words)


@cache
def _mother() -> socket.socket:
    """The socket over which the mother is asked."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.mother"],
            cwd=ROOT,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
            stdin=theirs.fileno(),
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )

    def end() -> None:
        ours.close()
        process.wait(10)

    atexit.register(end)
    return ours
