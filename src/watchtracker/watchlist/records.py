"""A watch list that was read: what it declares, and the digest by which that state of it is known again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from watchtracker.items import Declaration


@dataclass(frozen=True, slots=True)
class WatchList:
    """What the file or folder at `path` declares. `notes` are no mistakes, yet worth telling: no item is in it."""

    declarations: tuple[Declaration, ...]
    digest: str
    path: Path
    notes: tuple[str, ...] = ()
