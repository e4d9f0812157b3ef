"""Programs and libraries that do a neighbouring job, in an environment of their own under `.cache`.

They are measured, never used, so they have no place in the lock. `racing.py` runs them against ours.
"""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

_HOME = Path(__file__).parent.parent / ".cache" / "peers"
_WANTED = ("khal", "todoman", "parsedatetime", "dateparser")


def program(name: str) -> Path:
    """The peer's program, installed if it is not yet."""
    _install()
    return _HOME / "bin" / name


def importable() -> None:
    """Lets this process import the peers' libraries too; where both have one, ours comes first."""
    _install()
    sys.path.extend(map(str, _HOME.glob("lib/python*/site-packages")))


def _install() -> None:
    installed = _HOME / ".installed"
    if installed.exists():
        return
    print(f"installing {', '.join(_WANTED)} into {_HOME.relative_to(Path.cwd())}", flush=True)
    venv.create(_HOME, with_pip=True, clear=True)
    subprocess.run([_HOME / "bin" / "python", "-m", "pip", "install", "--quiet", *_WANTED], check=True)
    installed.touch()
