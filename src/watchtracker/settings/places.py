"""Where settings lie, and where their relative paths start.

A process may have no home folder, and its working folder may have been deleted. An unknown place is not searched, and
only a path that starts there is refused.
"""

from __future__ import annotations

import os.path
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

NAME = "watchtracker.toml"
PREFIX = "WATCHTRACKER_"
CONFIG = f"{PREFIX}CONFIG"
SQLITE = "sqlite:///"


@dataclass(frozen=True, slots=True)
class Paths:
    """Where relative paths start; a place is None if it is not known."""

    environ: Mapping[str, str]
    cwd: Path | None
    folder: Path | None

    def absolute(self, text: str, variable: str | None) -> Path:
        """`text` as written in the settings file, or in a variable; raises ValueError."""
        if text == "~" or text.startswith("~/"):
            home = _home(self.environ)
            if home is None:
                raise ValueError("nobody can say where ~ is, as there is no HOME: write the whole path")
            return Path(os.path.normpath(home / text[2:]))
        return Path(os.path.normpath(at(self.cwd if variable else self.folder, text)))

    def database(self, url: str, variable: str | None) -> str:
        """The address with an absolute path, where it has one; raises ValueError."""
        if not url.startswith(SQLITE):
            return url
        path, question, query = url.removeprefix(SQLITE).partition("?")
        return f"{SQLITE}{self.absolute(path, variable).as_posix()}{question}{query}"


def at(base: Path | None, text: str) -> Path:
    """`text` from `base` on; raises ValueError if it needs a base and there is none."""
    if base is None and not Path(text).is_absolute():
        raise ValueError(f"the working folder is gone, and {text} starts there: write the whole path")
    return (base or Path("/")) / text


def find(named: str | None, environ: Mapping[str, str], cwd: Path | None) -> Path | None:
    """The settings file: the one that is named, else the first that is there. Raises ValueError as `at` does."""
    if named:
        return at(cwd, named)
    here = cwd / "config" / NAME if cwd else None
    if here and here.is_file():
        return here
    folder = _user_folder(environ)
    theirs = folder / "watchtracker" / NAME if folder else None
    # The home folder may belong to another user, and then it cannot be read.
    with suppress(OSError):
        return theirs if theirs and theirs.is_file() else None
    return None


def _user_folder(environ: Mapping[str, str]) -> Path | None:
    if sys.platform != "darwin" and environ.get("XDG_CONFIG_HOME"):
        return Path(environ["XDG_CONFIG_HOME"])
    home = _home(environ)
    if home is None:
        return None
    return home / ("Library/Application Support" if sys.platform == "darwin" else ".config")


def _home(environ: Mapping[str, str]) -> Path | None:
    if named := environ.get("HOME"):
        return Path(named)
    # In a container the user may be a number without a name, and then there is no home folder.
    with suppress(RuntimeError):
        return Path.home()
    return None
