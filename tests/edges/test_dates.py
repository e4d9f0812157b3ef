"""What of the dates can only be seen in a process of its own: whose zone files count, and what is loaded for a text."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

ASK = """
from datetime import date
from watchtracker import dates
import zoneinfo
print(dates.first_moment(date(2026, 5, 6), dates.zone("Asia/Shanghai")).isoformat())
print(zoneinfo.ZoneInfo("Asia/Shanghai").key, zoneinfo.TZPATH)
"""


def test_the_machines_zone_files_do_not_count(tmp_path: Path) -> None:
    (tmp_path / "Asia").mkdir()
    wrong = files("tzdata").joinpath("zoneinfo", "UTC").read_bytes()
    (tmp_path / "Asia" / "Shanghai").write_bytes(wrong)
    environ = os.environ | {"PYTHONTZPATH": str(tmp_path)}
    said = subprocess.run([sys.executable, "-c", ASK], env=environ, capture_output=True, text=True, check=True).stdout
    assert said.splitlines() == ["2026-05-05T16:00:00+00:00", "Asia/Shanghai ()"]


def test_a_language_is_loaded_when_a_text_in_it_is_read() -> None:
    program = """
import sys
from datetime import UTC, date
from watchtracker.dates import read
for text in ("May 6", "5月6日まで", "5月6日发布"):
    read(text, said_on=date(2026, 4, 10), zone=UTC)
    print(*(name for name in ("chinese", "japanese") if "watchtracker.dates." + name in sys.modules), sep="+")
"""
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert said.stdout.splitlines() == ["", "japanese", "chinese+japanese"]
