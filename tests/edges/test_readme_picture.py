"""The first picture of the README is what the program draws of the shipped list.

`WRITE_GOLDEN=1 make pytest PYTEST=tests/edges/test_readme_picture.py` draws it anew.
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from tests.edges.test_watchlist_shipped import NOW, shipped
from watchtracker.drawing.timeline_svg import timeline_svg
from watchtracker.reports.listing import listing

HOME = Path(__file__).parents[2]
PICTURE = HOME / "tests" / "pages" / "pictures" / "timeline.svg"
DAY = date(2026, 4, 12)


def test_the_picture_is_current() -> None:
    drawn = timeline_svg(listing(shipped().values(), now=NOW, as_of=DAY), DAY)
    if os.environ.get("WRITE_GOLDEN"):
        PICTURE.parent.mkdir(exist_ok=True)
        PICTURE.write_text(drawn, encoding="utf-8")
    assert drawn == PICTURE.read_text(encoding="utf-8")


def test_the_readme_shows_it_and_says_its_day() -> None:
    readme = (HOME / "README.md").read_text(encoding="utf-8")
    assert "](tests/pages/pictures/timeline.svg)" in readme
    assert "/timeline.svg?as_of=2026-04-12" in readme
