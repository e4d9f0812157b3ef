"""Serving a feed of 1,000 items that nobody changes: `watchtracker serve` beside a bare route with the same bytes.

Both are processes of their own on one core, the client is on another, both have the same loop and parser, and all
answers have the same headers and bodies. What counts is how many answers a second of CPU gives, which no waiting for
the client, and nobody else on the core, takes from. Then what 10,000 subscribers cost who ask each hour, and what the
server costs while nobody asks.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from statistics import median

from tests.programs import run, running

from benchmarks.load import Job, Load, load
from benchmarks.racing import Contestant, ratio, times
from benchmarks.watchlists import workplace

# Eight tenths of the answers that a second of CPU gives there.
_OF_BARE = 0.8
_ROUNDS = 9
# Nine of ten subscribers hear that nothing changed. The others have programs that fetch everything each time.
_UNCHANGED, _FETCHED = 9_000, 1_000
_IDLE_FOR = 20.0
_HOUR = 3_600.0
_OF_A_CORE = 0.01
_OPEN = "/feeds/all.ics"
# Written by uvicorn for each answer.
_NOT_OURS = {"date", "server", "content-length"}


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to ask: what is sent with it, what comes back, and how many requests are a turn."""

    name: str
    headers: dict[str, str]
    status: int
    count: int


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class _Server:
    pid: int
    port: int

    def job(self, path: str, way: _Way, count: int, *, each_connects: bool = False) -> Job:
        return Job(self.port, path, way.status, count, way.headers, each_connects=each_connects)

    def cpu_seconds(self) -> float:
        """What all its threads have taken so far, those that ended too; /proc would tell it to 10 ms only."""
        return time.clock_gettime((~self.pid << 3) | 2)  # as clock_getcpuclockid(3) makes it


def main() -> bool:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        with _on_core(1):
            client = stack.enter_context(load())
        with _on_core(0):
            ours, feeds = stack.enter_context(_watchtracker(folder))
            ways = _ways(ours, feeds)
            bare = stack.enter_context(_bare(folder, ours, ways))
        held = [_against_bare(ours, bare, client, feeds, way) for way in ways]
        return all([*held, _cost_little(ours, bare, client, feeds, ways)])


def _ways(ours: _Server, feeds: Mapping[str, str]) -> list[_Way]:
    zipped = {"Accept-Encoding": "gzip"}
    # A program sends the tag of the feed that it has; here each sends those of both.
    tags = ", ".join(_ask(ours, path, zipped).headers["etag"] for path in feeds.values())
    return [
        _Way("in full", {}, 200, 200),
        _Way("gzipped", zipped, 200, 500),
        _Way("unchanged", {**zipped, "If-None-Match": tags}, 304, 500),
    ]


def _against_bare(ours: _Server, bare: _Server, client: Load, feeds: Mapping[str, str], way: _Way) -> bool:
    wanted, given = _ask(ours, _OPEN, way.headers), _ask(bare, _on_bare(way), way.headers)
    # Within the second of a change ours says an earlier one, so that a change right behind it is told from it.
    assert _but_modified(wanted) == _but_modified(given)
    assert wanted.status == way.status
    jobs = {name: (ours, ours.job(path, way, way.count)) for name, path in feeds.items()}
    jobs["bare route"] = (bare, bare.job(_on_bare(way), way, way.count))
    contestants = [
        Contestant(name, partial(client.run, job), clock=server.cpu_seconds) for name, (server, job) in jobs.items()
    ]
    print(f"\n{way.count} times a feed of 1000 items, {way.name} ({_ROUNDS} rounds)", flush=True)
    taken = times(contestants, _ROUNDS)
    held = [_rated(name, way, taken[name], taken["bare route"]) for name in jobs]  # all are said
    return all(held)


def _rated(name: str, way: _Way, ours: Sequence[float], barely: Sequence[float]) -> bool:
    """Says how many answers a second of CPU gives, and how many of the bare route's that is."""
    rate, of_bare = way.count / median(ours), 1 / ratio(ours, barely)
    verdict = "holds" if of_bare >= _OF_BARE else "MISSED"
    print(f"  {verdict}: {name:<12} {rate:8.0f} a second of CPU, {of_bare:.2f} of the bare route, at least {_OF_BARE}")
    return of_bare >= _OF_BARE


def _but_modified(answer: _Answer) -> _Answer:
    headers = {name: value for name, value in answer.headers.items() if name != "last-modified"}
    return replace(answer, headers=headers)


def _cost_little(ours: _Server, bare: _Server, client: Load, feeds: Mapping[str, str], ways: Sequence[_Way]) -> bool:
    """What an hour with 10,000 subscribers takes of one core; each opens a connection of its own."""
    _, fetched, unchanged = ways
    print(f"\n{_UNCHANGED + _FETCHED} subscribers that ask once an hour, {_FETCHED} of them for everything")
    by_us = [
        ours.job(path, way, count // len(feeds), each_connects=True)
        for way, count in ((unchanged, _UNCHANGED), (fetched, _FETCHED))
        for path in feeds.values()
    ]
    barely = [
        bare.job(_on_bare(way), way, count, each_connects=True)
        for way, count in ((unchanged, _UNCHANGED), (fetched, _FETCHED))
    ]
    _share("bare route", bare, client, barely)
    share = _share("watchtracker", ours, client, by_us)
    verdict = "holds" if share <= _OF_A_CORE else "MISSED"
    print(f"  {verdict}: watchtracker takes {share / _OF_A_CORE:.2f} of one per cent of a core, at most 1")
    return share <= _OF_A_CORE


def _share(name: str, server: _Server, client: Load, jobs: Iterable[Job]) -> float:
    before = server.cpu_seconds()
    for job in jobs:
        client.run(job)
    asked = server.cpu_seconds() - before
    time.sleep(1)  # until what the last request left behind is done
    before, since = server.cpu_seconds(), time.monotonic()
    time.sleep(_IDLE_FOR)
    idle = (server.cpu_seconds() - before) / (time.monotonic() - since) * _HOUR
    share = (asked + idle) / _HOUR
    print(f"  {name:<12}  {asked:6.2f} s of CPU for answers, {idle:6.2f} s for an idle hour: {share:.2%} of a core")
    return share


@contextmanager
def _watchtracker(folder: Path) -> Iterator[tuple[_Server, dict[str, str]]]:
    """`serve` as people start it, and the paths of an open and of a private feed."""
    settings = str(workplace(folder, 1_000))
    run(folder, "apply", "--config", settings)
    link = run(folder, "token", "add", "bench", "--config", settings).stdout
    private = re.search(r"/f/\S+\.ics", link)
    assert private is not None
    with running(folder, "serve", "--port", "0", "--config", settings) as program:
        line = program.until_logged("serving at")[0]
        port = re.search(r"http://127\.0\.0\.1:(\d+)/", line)
        assert port is not None
        yield _Server(program.process.pid, int(port[1])), {"open feed": _OPEN, "private feed": private[0]}


@contextmanager
def _bare(folder: Path, ours: _Server, ways: Sequence[_Way]) -> Iterator[_Server]:
    """A server with a route for each way, which gives what our open feed gives."""
    answers = []
    for way in ways:
        answer, file = _ask(ours, _OPEN, way.headers), folder / way.name
        file.write_bytes(answer.body)
        given = {"path": _on_bare(way), "status": answer.status, "headers": answer.headers, "file": str(file)}
        answers.append(given)
    listed = folder / "answers.json"
    listed.write_text(json.dumps(answers))
    command = [sys.executable, "-m", "benchmarks.bare_route", str(listed)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield _Server(process.pid, int(process.stdout.readline()))
        finally:
            process.terminate()


def _on_bare(way: _Way) -> str:
    return f"/{way.name.replace(' ', '-')}"


def _ask(server: _Server, path: str, headers: Mapping[str, str]) -> _Answer:
    connection = HTTPConnection("127.0.0.1", server.port, timeout=30)
    try:
        connection.putrequest("GET", path, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders()
        answer = connection.getresponse()
        kept = {name.lower(): value for name, value in answer.getheaders() if name.lower() not in _NOT_OURS}
        return _Answer(answer.status, kept, answer.read())
    finally:
        connection.close()


@contextmanager
def _on_core(core: int) -> Iterator[None]:
    """Processes that are started within stay on one core, so that a server and its client never share one."""
    cores = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {cores[core % len(cores)]})
    try:
        yield
    finally:
        os.sched_setaffinity(0, cores)


if __name__ == "__main__":
    main()
