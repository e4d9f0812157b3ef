"""`check` and `apply`, whole processes, beside the least that such work can be: reading the file, inserting rows."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks.racing import BIN, Contestant, command, race
from benchmarks.watchlists import workplace

_READ = "import sys, tomllib; tomllib.load(open(sys.argv[1], 'rb'))"
_INSERT = """
import sqlite3, sys, tomllib
items = tomllib.load(open(sys.argv[1], "rb"))["item"]
with sqlite3.connect(sys.argv[2]) as db:
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("CREATE TABLE items (id TEXT PRIMARY KEY, title TEXT, kind TEXT, zone TEXT, tags TEXT)")
    db.execute("CREATE TABLE claims (item TEXT, words TEXT, said_on TEXT, source TEXT, url TEXT)")
    for item in items:
        row = (item["id"], item["title"], item["kind"], item["zone"], ",".join(item["tags"]))
        db.execute("INSERT INTO items VALUES (?, ?, ?, ?, ?)", row)
        for claim in item["claim"]:
            said = (item["id"], claim["when"], claim["said_on"].isoformat(), claim["source"], claim["url"])
            db.execute("INSERT INTO claims VALUES (?, ?, ?, ?, ?)", said)
"""


def main() -> bool:
    return all([_with_items(1_000, rounds=7), _with_items(10_000, rounds=3)])


def _with_items(count: int, *, rounds: int) -> bool:
    with tempfile.TemporaryDirectory() as name:
        fresh = workplace(Path(name) / "fresh", count)
        applied = workplace(Path(name) / "applied", count)
        watch_list, plain = fresh.with_name("watchlist.toml"), Path(name) / "plain.db"
        contestants = [
            _ours("check, nothing applied yet", "check", fresh, prepare_fresh=True),
            _ours("check, all applied", "check", applied),
            _ours("apply to an empty database", "apply", fresh, prepare_fresh=True),
            _ours("apply again, nothing changed", "apply", applied),
            command(
                "plain SQL inserts", sys.executable, "-c", _INSERT, watch_list, plain, prepare=lambda: _remove(plain)
            ),
            command("reading the file alone", sys.executable, "-c", _READ, watch_list),
        ]
        _ours("apply", "apply", applied).run()
        return race(f"check and apply of {count} items", contestants, rounds=rounds)


def _ours(name: str, verb: str, settings: Path, *, prepare_fresh: bool = False) -> Contestant:
    database = settings.with_name("watchtracker.db")
    ours = command(name, BIN / "watchtracker", verb, "--config", settings)
    return Contestant(name, ours.run, (lambda: _remove(database)) if prepare_fresh else (lambda: None))


def _remove(database: Path) -> None:
    for path in database.parent.glob(f"{database.name}*"):
        path.unlink()


if __name__ == "__main__":
    main()
