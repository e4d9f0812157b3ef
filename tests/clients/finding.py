"""The calendar programs that pip cannot bring: where they are, or the line that says how to have them."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

NO_EVOLUTION = (
    "no calendar of Evolution: apt-get install -y --no-install-recommends evolution-data-server gir1.2-ecal-2.0 "
    "python3-gi dbus-daemon"
)
NO_LIBICAL = "no libical: apt-get install -y --no-install-recommends gir1.2-ical-3.0 python3-gi"
NO_ICAL_JS = "no ical.js: install node with its npm, and make fetches it before the tests"

_ICAL_JS = Path(__file__).parents[2] / ".cache" / "npm" / "node_modules" / "ical.js" / "dist" / "ical.js"
_CALENDARS = 'import gi; [gi.require_version(*each) for each in (("ECal", "2.0"), ("EDataServer", "1.2"))]'
_LIBICAL = 'import gi; gi.require_version("ICalGLib", "3.0")'


def evolution() -> list[str] | None:
    """The command that runs a Python program which can talk to Evolution's calendars, on a message bus of its own."""
    bus, python = shutil.which("dbus-run-session"), _python_with(_CALENDARS)
    return [bus, "--", python] if bus and python else None


def libical() -> list[str] | None:
    """The command that runs a Python program which can call libical."""
    python = _python_with(_LIBICAL)
    return [python] if python else None


def ical_js() -> list[str] | None:
    """The command that runs a program in JavaScript; None unless ical.js is there as well."""
    node = shutil.which("node")
    return [node] if node and _ICAL_JS.exists() else None


def ical_js_file() -> str:
    """Where ical.js was put by make."""
    return str(_ICAL_JS)


@cache
def _python_with(imports: str) -> str | None:
    """The first Python on the path for which `imports` works: such bindings belong to the system's own."""
    for folder in os.environ["PATH"].split(os.pathsep):
        python = shutil.which("python3", path=folder)
        if python and subprocess.run([python, "-c", imports], capture_output=True, check=False).returncode == 0:
            return python
    return None
