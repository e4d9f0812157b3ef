"""The real program as a process: started in a folder of its own, listened to, stopped as an operator stops it."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import IO

from tests.starting import Process, ran, started

PATIENCE = 30


@dataclass
class Running:
    """A process whose output can be waited for, line by line; `output` and `errors` have what came so far."""

    process: Process
    output: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    _arrived: Queue[None] = field(default_factory=Queue)

    def until(self, happened: Callable[[], bool]) -> None:
        """Wait for a line after which `happened` holds; raises queue.Empty if none comes."""
        while not happened():
            self._arrived.get(timeout=PATIENCE)

    def until_logged(self, words: str, times: int = 1) -> list[str]:
        """Wait until `times` lines with `words` were logged, and answer them."""
        self.until(lambda: sum(words in line for line in self.errors) >= times)
        return [line for line in self.errors if words in line]

    def stop(self) -> int:
        """Ask it to stop, as a service manager does; its exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE)

    def listen(self, stream: IO[str] | None, lines: list[str]) -> Thread:
        def read() -> None:
            assert stream is not None
            for line in stream:
                lines.append(line.rstrip("\n"))
                self._arrived.put(None)

        thread = Thread(target=read, daemon=True)
        thread.start()
        return thread


def run(folder: Path, *words: str, stdin: str | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return ran(folder, "watchtracker", words, _environment(environment), stdin)


@contextmanager
def running(folder: Path, *words: str, **environment: str) -> Iterator[Running]:
    """A command that goes on until it is stopped; killed at the end if the test did not."""
    with listened_to(started(folder, "watchtracker", words, _environment(environment))) as program:
        yield program


@contextmanager
def running_afresh(folder: Path, *words: str, **environment: str) -> Iterator[Running]:
    """A command that loads the program before it runs, as it does outside of the tests, and takes a second for that."""
    process = started(folder, "watchtracker", words, _environment(environment), afresh=True)
    with listened_to(process) as program:
        yield program


@contextmanager
def listened_to(process: Process) -> Iterator[Running]:
    """`process`, whose output and errors are pipes, with what it writes; killed at the end if it still runs."""
    program = Running(process)
    threads = [program.listen(process.stdout, program.output), program.listen(process.stderr, program.errors)]
    try:
        yield program
    finally:
        process.kill()
        process.wait()
        for thread in threads:
            thread.join()
        for stream in (process.stdout, process.stderr):
            assert stream is not None
            stream.close()


def _environment(given: Mapping[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("WATCHTRACKER_")}
    return {**kept, "PYTHONUNBUFFERED": "1", **given}
