"""The server that calendar programs subscribe to: `watchtracker serve` as a process, on the watch list of a test."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests import programs
from tests.serving import Site

# Two files are one list: what a test watches, and what it leaves alone.
_SETTINGS = 'database = "sqlite:///watch.db"\nwatchlist = "watched"\n'


@dataclass(frozen=True)
class Served:
    """A running server, and the commands that an operator gives beside it."""

    folder: Path
    site: Site

    @property
    def address(self) -> str:
        """The address that a calendar program is given."""
        return f"{self.site.url}/feeds/all.ics"

    def edit(self, old: str, new: str) -> None:
        """Write `new` into the watch list where `old` stands, and bring it in."""
        path = _list_of(self.folder)
        before = path.read_text(encoding="utf-8")
        assert before.count(old) == 1
        path.write_text(before.replace(old, new), encoding="utf-8")
        self.run("apply")

    def run(self, *words: str) -> str:
        """A command of ours on the same database, and what it prints."""
        ended = programs.run(self.folder, *words, "--config", str(self.folder / "watchtracker.toml"))
        assert ended.returncode == 0, ended.stderr
        return ended.stdout

    def records(self) -> dict[str, Any]:
        """Everything that is watched, as `list --json` says it."""
        listed: dict[str, Any] = json.loads(self.run("list", "--all", "--json"))
        return listed


@contextmanager
def serving(folder: Path, watchlist: str, *other_lists: Path) -> Iterator[Served]:
    """A server of `watchlist` and, beside it, of the files `other_lists`."""
    (folder / "watchtracker.toml").write_text(_SETTINGS)
    (folder / "watched").mkdir()
    _list_of(folder).write_text(watchlist, encoding="utf-8")
    for other in other_lists:
        (folder / "watched" / f"other-{other.name}").write_text(other.read_text(encoding="utf-8"), encoding="utf-8")
    words = ("serve", "--config", str(folder / "watchtracker.toml"), "--port", "0")
    with programs.running(folder, *words) as program:
        (line,) = program.until_logged("serving at")
        yield Served(folder, Site(int(json.loads(line)["message"].rsplit(":", 1)[1].strip("/"))))


def _list_of(folder: Path) -> Path:
    return folder / "watched" / "watchlist.toml"
