"""A subscriber in a terminal: vdirsyncer fetches the feed into a folder, khal lists what is in it.

Both come with the tests' own packages. vdirsyncer knows the events of a feed by their content and gives each a UID
made from it, so here an item is known by the address of its page.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import defaultdict
from datetime import date
from pathlib import Path

from tests.clients.watched import Shown

_VDIRSYNCER = """
[general]
status_path = "{folder}/status/"
[pair feed]
a = "web"
b = "folder"
collections = null
[storage web]
type = "http"
url = "{address}"
[storage folder]
type = "filesystem"
path = "{folder}/events"
fileext = ".ics"
"""
_KHAL = """
[calendars]
[[feed]]
path = {folder}/events
readonly = True
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
default_timezone = {reader}
local_timezone = {reader}
[sqlite]
path = {folder}/khal.db
"""
_FIELDS = ("{url}", "{start-time}", "{title}", "{status}")
_DAY = "day:"
_THE_YEAR = ("2026-01-01", "365d")
_FOUR_YEARS = ("2026-01-01", "1461d")


class Folder:
    """The folder of one subscriber to the feed at `address`."""

    def __init__(self, folder: Path, address: str) -> None:
        self._folder = folder
        (folder / "events").mkdir(parents=True)
        (folder / "vdirsyncer").write_text(_VDIRSYNCER.format(folder=folder, address=address))
        self._run("vdirsyncer", "--config", str(folder / "vdirsyncer"), "discover")

    def shown_in_2026(self, reader: str) -> dict[str, Shown]:
        """The same for one year, which takes less time."""
        return self.shown(reader, _THE_YEAR)

    def sync(self) -> list[str]:
        """Fetch the feed; the first word of what was done to each event that was touched."""
        synced = self._run("vdirsyncer", "--config", str(self._folder / "vdirsyncer"), "sync")
        # It tells of its progress on standard error.
        return sorted(line.split()[0] for line in synced.stderr.splitlines() if " item " in line)

    def files(self) -> dict[str, tuple[int, bytes]]:
        """When each file was last written, and its bytes."""
        found = (self._folder / "events").iterdir()
        return {path.name: (path.stat().st_mtime_ns, path.read_bytes()) for path in found}

    def shown(self, reader: str, stretch: tuple[str, str] = _FOUR_YEARS) -> dict[str, Shown]:
        """What khal lists, day after day of `stretch`, for somebody in the zone `reader`."""
        listed: dict[tuple[str, ...], list[date]] = defaultdict(list)
        day = date.min
        for line in self._listing(reader, stretch).splitlines():
            if line.startswith(_DAY):
                day = date.fromisoformat(line.removeprefix(_DAY))
            else:
                listed[tuple(field.strip() for field in line.split("\t"))].append(day)
        shown: dict[str, Shown] = {}
        for (page, time, title, status), its_days in listed.items():
            item_id = page.rpartition("/")[2]
            assert item_id not in shown, f"{item_id} is listed twice"
            shown[item_id] = Shown(tuple(its_days), time or None, title, status)
        return shown

    def _listing(self, reader: str, stretch: tuple[str, str]) -> str:
        settings = self._folder / "khal"
        settings.write_text(_KHAL.format(folder=self._folder, reader=reader))
        formats = ("--format", "\t".join(_FIELDS), "--day-format", f"{_DAY}{{date}}")
        listed = self._run("khal", "-c", str(settings), "list", *formats, *stretch)
        assert listed.stderr == "", "khal complains of an event"
        return listed.stdout

    def _run(self, *command: str) -> subprocess.CompletedProcess[str]:
        ended = subprocess.run(
            [sys.executable, "-m", *command],
            # A home of its own, so that nobody's own calendars are read.
            env={**os.environ, "HOME": str(self._folder), "XDG_CONFIG_HOME": str(self._folder), "LC_ALL": "C.UTF-8"},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert ended.returncode == 0, ended.stderr
        return ended
