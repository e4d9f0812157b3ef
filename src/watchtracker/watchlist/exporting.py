"""A watch list written out: its own files with what was added, or one that is made anew where there is none to keep."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from watchtracker.errors import InputError, ProblemsError
from watchtracker.items import Declaration, Item
from watchtracker.watchlist import keeping, reading
from watchtracker.watchlist.files import ListFile, files
from watchtracker.watchlist.writing import as_toml

_ADDED = "added.toml"


@dataclass(frozen=True, slots=True)
class Exporting:
    """The listed ones of `items`, to be written where the list stands at `path`; `default_zone` and `now` read it."""

    items: Sequence[Item]
    path: Path
    default_zone: str
    now: datetime

    def whole(self) -> str:
        """One text: that of the file itself where the list is one sound file, else a new one, with all in full."""
        if self.path.is_file():
            try:
                (own,) = files(self.path)
                kept = self._kept(own, self.items)
            except ProblemsError:
                kept = None
            if kept is not None:
                return kept
        return as_toml(self.items)

    def into(self, folder: Path) -> list[Path]:
        """Write each file into `folder` under its name, and say where; raises InputError rather than overwrite."""
        texts = self._by_name()
        for name in texts:
            if (folder / name).exists():
                raise InputError(f"{folder / name} exists: name a folder that has no such file yet")
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (folder / name).write_bytes(text.encode())
        return [folder / name for name in texts]

    def _by_name(self) -> dict[str, str]:
        if not self.path.is_dir():
            return {self.path.name: self.whole()}
        left = {item.id: item for item in self.items if item.listed}
        texts = {}
        for own in files(self.path):
            named = reading.declared([own], default_zone=self.default_zone, now=self.now)
            mine = [left.pop(one.facts.id) for one in named if one.facts.id in left]
            texts[Path(own.name).name] = self._kept(own, mine) or as_toml(mine)
        if left:
            texts[_ADDED] = (texts[_ADDED] + "\n" if _ADDED in texts else "") + as_toml(list(left.values()))
        return texts

    def _kept(self, own: ListFile, items: Sequence[Item]) -> str | None:
        """The file's own text; None if what is to be said cannot be put into it."""
        listed = [item for item in items if item.listed]
        wanted = {one.facts.id: one for one in self._declared(as_toml(listed))} if listed else {}
        written = reading.as_written(own, default_zone=self.default_zone, now=self.now)
        text = keeping.kept_text(written, listed, wanted)
        if text is None:
            return None
        by_id = {item.id: item for item in listed}
        back = self._declared(text)
        sound = {one.facts.id for one in back} == set(wanted) and all(
            keeping.stays(one, by_id[one.facts.id], wanted[one.facts.id]) for one in back
        )
        return text if sound else None

    def _declared(self, text: str) -> tuple[Declaration, ...]:
        return reading.declared([ListFile("export", text.encode())], default_zone=self.default_zone, now=self.now)
