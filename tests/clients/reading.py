"""The calendar libraries of other languages: each reads the bytes of a feed once, for every reader's zone.

Their programs are in `readers/`, each in the language of its library; what they write is the same for all.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from tests.clients import finding
from tests.clients.watched import READERS, Shown, days

ROOT = Path(__file__).parents[2]
_UID_ENDS = "@watchtracker"


class Library:
    """What a library understood of a feed."""

    def __init__(self, command: Iterable[str], feed: bytes) -> None:
        ended = subprocess.run([*command, *READERS], cwd=ROOT, input=feed, capture_output=True, timeout=60, check=False)
        assert ended.returncode == 0, ended.stderr.decode()
        self._understood: dict[str, list[dict[str, Any]]] = json.loads(ended.stdout)

    def shown(self, reader: str) -> dict[str, Shown]:
        """Each event as somebody in the zone `reader` sees it."""
        return by_item(self._understood[reader])


def libical(feed: bytes) -> Library | None:
    """`feed` in libical; None where there is none."""
    command = finding.libical()
    return Library([*command, "-m", "tests.clients.readers.libical"], feed) if command else None


def ical_js(feed: bytes) -> Library | None:
    """`feed` in ical.js; None where there is none."""
    command = finding.ical_js()
    program = str(Path(__file__).parent / "readers" / "ical_js.mjs")
    return Library([*command, program, finding.ical_js_file()], feed) if command else None


def by_item(events: Iterable[Mapping[str, Any]]) -> dict[str, Shown]:
    """The events that a program of `readers/` answered, by item; no item may have two."""
    shown: dict[str, Shown] = {}
    for event in events:
        uid: str = event["uid"]
        assert uid.endswith(_UID_ENDS), uid
        item_id = uid.removesuffix(_UID_ENDS)
        assert item_id not in shown, f"{item_id} has two events"
        shown[item_id] = Shown(days(event["first"], event["last"]), event["time"], event["title"], event["status"])
    return shown
