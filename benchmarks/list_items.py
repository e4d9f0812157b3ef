"""`list` as people type it, whole processes, beside two terminal calendars on the same items with their caches warm."""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks import peers
from benchmarks.racing import BIN, Contestant, Mark, command, race
from benchmarks.watchlists import as_calendar_files, workplace

# khal is to be beaten clearly; todoman, of another design, is the mark to reach.
_OF_KHAL, _OF_TODOMAN = 0.6, 1.0


def main() -> bool:
    return all([_with_items(1_000, rounds=15), _with_items(10_000, rounds=5)])


def _with_items(count: int, *, rounds: int) -> bool:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        settings = workplace(folder, count)
        command("apply", BIN / "watchtracker", "apply", "--config", settings).run()
        contestants = [
            command("watchtracker list", BIN / "watchtracker", "list", "--config", settings),
            command("watchtracker list --json", BIN / "watchtracker", "list", "--json", "--config", settings),
            _todoman(folder / "todoman", count),
            _khal(folder / "khal", count),
        ]
        marks = [Mark("watchtracker list", "khal list", _OF_KHAL), Mark("watchtracker list", "todo list", _OF_TODOMAN)]
        return race(f"list of {count} items", contestants, rounds=rounds, marks=marks)


def _khal(folder: Path, count: int) -> Contestant:
    as_calendar_files(folder / "bench", count, component="VEVENT")
    config = folder / "config"
    config.write_text(
        f"[calendars]\n[[bench]]\npath = {folder / 'bench'}\n[sqlite]\npath = {folder / 'khal.db'}\n"
        "[locale]\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
        "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
    )
    return command("khal list", peers.program("khal"), "--config", config, "list", "today", "365d")


def _todoman(folder: Path, count: int) -> Contestant:
    as_calendar_files(folder / "bench", count, component="VTODO")
    config = folder / "config.py"
    config.write_text(f"path = {str(folder / 'bench')!r}\ncache_path = {str(folder / 'cache.sqlite3')!r}\n")
    return command("todo list", peers.program("todo"), "--config", config, "list")


if __name__ == "__main__":
    main()
