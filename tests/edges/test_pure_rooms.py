"""The pure rooms are pure when they run, too: loading all of one loads no database, no Slack and no server."""

from __future__ import annotations

import subprocess
import sys

from tests.rooms import PURE

PROGRAM = """
import importlib
import pkgutil
import sys

for name in sys.argv[1:]:
    room = importlib.import_module(f"watchtracker.{name}")
    for module in pkgutil.walk_packages(getattr(room, "__path__", []), f"watchtracker.{name}."):
        importlib.import_module(module.name)
    print(name, *({"apscheduler", "slack_sdk", "sqlalchemy", "starlette"} & sys.modules.keys()))
"""


def test_loading_a_pure_room_loads_no_database_no_slack_and_no_server() -> None:
    # A pure module of another room comes with that room, so that imports alone can say that it is pure.
    # From the lowest room to the highest: the first one that says more than its name is to blame.
    rooms = [room for room in reversed(PURE) if "." not in room]
    run = subprocess.run([sys.executable, "-c", PROGRAM, *rooms], capture_output=True, text=True, check=True)
    assert run.stdout.splitlines() == rooms
