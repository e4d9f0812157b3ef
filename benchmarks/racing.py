"""Contestants that take turns, and what is said of them: medians, and ratios paired within each round.

Taking turns spreads whatever else the machine does over all of them; the order turns as well, so that nobody always
follows the heaviest. `peers.py` has the contestants from elsewhere, `watchlists.py` the items they are given.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

BIN = Path(sys.executable).parent


@dataclass(frozen=True, slots=True)
class Contestant:
    """What is timed is `run`; `prepare` comes before each turn and is not. Its own `clock` goes before the race's."""

    name: str
    run: Callable[[], object]
    prepare: Callable[[], object] = lambda: None
    clock: Callable[[], float] | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """`who` takes at most `times` as long as `peer`; without `times` it is only said how long that is."""

    who: str
    peer: str
    times: float | None = None


def command(
    name: str,
    *arguments: str | Path,
    environ: Mapping[str, str] | None = None,
    prepare: Callable[[], object] = lambda: None,
) -> Contestant:
    """A whole process, as a user starts it; it fails the run if it exits with anything but 0."""
    # No variable of ours: it would point the program elsewhere.
    kept = {name: value for name, value in os.environ.items() if not name.startswith("WATCHTRACKER_")}
    full = {**kept, **(environ or {})}

    def run() -> None:
        done = subprocess.run([*map(str, arguments)], env=full, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            sys.exit(f"{name} failed with exit status {done.returncode}:\n{done.stderr}")

    return Contestant(name, run, prepare)


def race(
    title: str,
    contestants: Sequence[Contestant],
    *,
    rounds: int,
    marks: Sequence[Mark] = (),
    clock: Callable[[], float] = time.perf_counter,
) -> bool:
    """Runs them in turn, prints what came out, and says whether every mark held.

    Where all only compute, in this process, `time.process_time` as the `clock` leaves out what others take of the core.
    """
    print(f"\n{title} ({rounds} rounds)", flush=True)
    found = times(contestants, rounds, clock)
    peer = contestants[-1].name
    width = max(len(one.name) for one in contestants)
    for name, taken in found.items():
        print(f"  {name:<{width}}  {median(taken) * 1000:10.2f} ms  {ratio(taken, found[peer]):8.2f} x {peer}")
    held = [_held(mark, found) for mark in marks]  # all are said, also after one that is missed
    return all(held)


def times(
    contestants: Sequence[Contestant], rounds: int, clock: Callable[[], float] = time.perf_counter
) -> dict[str, list[float]]:
    """What each of them took in each round, in turn."""
    found: dict[str, list[float]] = {one.name: [] for one in contestants}
    for one in contestants:  # caches warm, byte code written
        one.prepare()
        one.run()
    for turn in range(rounds):
        first = turn % len(contestants)
        for one in (*contestants[first:], *contestants[:first]):
            one.prepare()
            read = one.clock or clock
            started = read()
            one.run()
            found[one.name].append(read() - started)
    return found


def _held(mark: Mark, found: Mapping[str, Sequence[float]]) -> bool:
    of_peer = ratio(found[mark.who], found[mark.peer])
    if mark.times is None:
        print(f"  {mark.who} takes {of_peer:.2f} of {mark.peer}")
        return True
    return told(mark.who, of_peer, mark.peer, mark.times)


def told(who: str, ratio: float, peer: str, at_most: float) -> bool:
    """Says whether a ratio keeps to its mark."""
    verdict = "holds" if ratio <= at_most else "MISSED"
    print(f"  {verdict}: {who} takes {ratio:.2f} of {peer}, at most {at_most:g}")
    return ratio <= at_most


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """How many times as long as theirs ours took, paired within each round."""
    return median(a / b for a, b in zip(ours, theirs, strict=True))
