"""What is needed to fetch and to read is loaded then, and not by whoever imports a part of the room."""

from __future__ import annotations

import subprocess
import sys

from tests.rooms import SOURCES

LIBRARIES = {"feedparser", "httpcore2", "httpx2", "icalendar", "idna", "protego", "selectolax"}
PROGRAM = """
import importlib
import sys

for name in sys.argv[2:]:
    importlib.import_module(f"watchtracker.sources.{name}")
print(*sorted(set(sys.argv[1].split(",")) & sys.modules.keys()))
"""


def test_the_modules_of_the_room_load_no_library() -> None:
    # The connections are made of a class of the library, so their module is imported by the fetch itself.
    modules = [path.stem for path in sorted((SOURCES / "sources").glob("[!_]*.py")) if path.stem != "connecting"]
    assert len(modules) > 10
    command = [sys.executable, "-c", PROGRAM, ",".join(LIBRARIES), *modules]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    assert run.stdout.split() == []
