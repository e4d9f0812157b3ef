"""The rules of zones are those of the package that is installed with us, whatever files the machine has."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest
import tzdata

from watchtracker import dates

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


def test_the_rules_have_the_name_that_iana_gave_them() -> None:
    assert tzdata.IANA_VERSION == dates.ZONE_DATA


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Beijing", "Asia/Shanghai"),
        ("New York", "America/New_York"),
        ("berlin", "Europe/Berlin"),
        ("Kiritimati", "Pacific/Kiritimati"),
        ("buenos aires", "America/Buenos_Aires"),
        ("PT", "America/Los_Angeles"),
        ("Europe/Berln", "Europe/Berlin"),
    ],
)
def test_a_place_that_is_no_zone_names_the_zone_that_it_is_in(written: str, meant: str) -> None:
    with pytest.raises(dates.UnknownZoneError, match=f"did you mean '{meant}'"):
        dates.zone(written)
