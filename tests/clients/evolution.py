"""A subscriber on a desktop: Evolution's own calendar service, which fetches the feed as its window would have it.

The service is daemons that find one another on a message bus. They get a bus and a home of their own, and end
with them; `readers/evolution.py` runs there and answers our questions.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty
from typing import Any

from tests.clients import finding
from tests.clients.reading import ROOT, by_item
from tests.clients.watched import Shown
from tests.programs import PATIENCE, Running, listened_to

# Without a network it would count itself offline, and this machine's own address needs none.
_SETTINGS = "[org/gnome/evolution-data-server]\nnetwork-monitor-gio-name='always-online'\n"


class Evolution:
    """A calendar "on the web" in Evolution."""

    def __init__(self, program: Running) -> None:
        self._program = program
        self._answered = 0

    def refresh(self) -> None:
        """Fetch the feed now; back once what came is kept."""
        self._ask("refresh")

    def texts(self) -> dict[str, str]:
        """Each event as it is kept, by its UID."""
        texts: dict[str, str] = self._ask("texts")
        return texts

    def shown(self, reader: str) -> dict[str, Shown]:
        """Each event as somebody in the zone `reader` sees it."""
        return by_item(self._ask(f"events {reader}"))

    def _ask(self, question: str) -> Any:
        stdin = self._program.process.stdin
        assert stdin is not None
        stdin.write(f"{question}\n")
        stdin.flush()
        self._answered += 1
        try:
            self._program.until(lambda: len(self._program.output) >= self._answered)
        except Empty:
            raise AssertionError("\n".join([f"no answer to {question!r}", *self._program.errors])) from None
        return json.loads(self._program.output[self._answered - 1])


@contextmanager
def subscribed(home: Path, address: str) -> Iterator[Evolution | None]:
    """Evolution with a subscription to `address`, and nothing else; None where there is no Evolution."""
    command = finding.evolution()
    if command is None:
        yield None
        return
    process = subprocess.Popen(
        [*command, "-m", "tests.clients.readers.evolution", address],
        cwd=ROOT,
        env=_environment(home),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    with listened_to(process) as program, process.stdin:
        yield Evolution(program)
        # At the end of its questions the program ends, and with it the bus and the daemons.
        process.stdin.close()
        process.wait(PATIENCE)


def _environment(home: Path) -> dict[str, str]:
    folders = {
        "XDG_CONFIG_HOME": "config",
        "XDG_DATA_HOME": "data",
        "XDG_CACHE_HOME": "cache",
        "XDG_RUNTIME_DIR": "run",
    }
    for folder in folders.values():
        (home / folder).mkdir(mode=0o700, parents=True)
    settings = home / "config" / "glib-2.0" / "settings"
    settings.mkdir(parents=True)
    (settings / "keyfile").write_text(_SETTINGS)
    its_own = {name: str(home / folder) for name, folder in folders.items()}
    return {**os.environ, "HOME": str(home), **its_own, "GSETTINGS_BACKEND": "keyfile", "LC_ALL": "C.UTF-8"}
