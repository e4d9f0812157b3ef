"""A watch list written out: its own files with what was added, or a new file where there is none to keep."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from watchtracker.errors import InputError, ProblemsError
from watchtracker.intake.text_sources import TextSource
from watchtracker.items import Declaration, Item
from watchtracker.watchlist import keeping, reading
from watchtracker.watchlist.files import ListFile, files
from watchtracker.watchlist.writing import as_toml

_ADDED = "added.toml"


@dataclass(frozen=True, slots=True)
class Exported:
    """A text that was written out; `forgets_comments`: the file that it replaces has comments, and it has not."""

    name: str
    text: str
    forgets_comments: bool = False


@dataclass(frozen=True, slots=True)
class Exporting:
    """Writes those of `items` that are on the list at `path`; `default_zone` and `now` are needed to read that."""

    items: Sequence[Item]
    path: Path
    default_zone: str
    now: datetime
    sources: Sequence[TextSource] = ()

    def unapplied(self) -> list[str]:
        """The ids of items in the files that were changed and not applied yet: an export would lose the changes."""
        if not self.path.exists():
            return []
        try:
            named = reading.declared(files(self.path), default_zone=self.default_zone, now=self.now)
        except ProblemsError:
            return []
        listed = {item.id: item for item in self.items if item.listed}
        wanted = self._wanted(list(listed.values()))
        lost = (declaration for declaration in named if not self._has(declaration, listed.get(declaration.id), wanted))
        return [declaration.id for declaration in lost]

    def whole(self) -> Exported:
        """The list as one text: that of its file if there is one without mistakes, else a new one with all in full."""
        if not self.path.is_file():
            return Exported(self.path.name, as_toml(self.items, self.sources))
        try:
            (own,) = files(self.path)
            return self._of(own, self.items)
        except ProblemsError:
            return Exported(self.path.name, as_toml(self.items, self.sources))

    def into(self, folder: Path) -> list[Exported]:
        """Write each file into `folder` under its name; raises InputError rather than overwrite."""
        found = self._by_name()
        for exported in found:
            if (folder / exported.name).exists():
                raise InputError(f"{folder / exported.name} exists: name a folder that has no such file yet")
        folder.mkdir(parents=True, exist_ok=True)
        for exported in found:
            (folder / exported.name).write_bytes(exported.text.encode())
        return found

    def _by_name(self) -> list[Exported]:
        if not self.path.is_dir():
            return [self.whole()]
        left = {item.id: item for item in self.items if item.listed}
        found = {}
        for own in files(self.path):
            named = reading.declared([own], default_zone=self.default_zone, now=self.now)
            mine = [left.pop(declaration.id) for declaration in named if declaration.id in left]
            exported = self._of(own, mine)
            found[exported.name] = exported
        if left:
            more = as_toml(list(left.values()))
            exported = found.get(_ADDED, Exported(_ADDED, ""))
            found[_ADDED] = replace(exported, text=f"{exported.text}\n{more}" if exported.text else more)
        return list(found.values())

    def _of(self, own: ListFile, items: Sequence[Item]) -> Exported:
        kept = self._kept(own, items)
        name = Path(own.name).name
        return (
            Exported(name, as_toml(items, self._sources(own)), b"#" in own.raw)
            if kept is None
            else Exported(name, kept)
        )

    def _sources(self, own: ListFile) -> Sequence[TextSource]:
        """The sources that stand in a file."""
        return reading.sources([own], default_zone=self.default_zone, now=self.now)

    def _kept(self, own: ListFile, items: Sequence[Item]) -> str | None:
        """The file's own text with the changes in it; None if they cannot be put into it."""
        listed = [item for item in items if item.listed]
        wanted = self._wanted(listed)
        written = reading.as_written(own, default_zone=self.default_zone, now=self.now)
        text = keeping.kept_text(written, listed, wanted)
        if text is None:
            return None
        by_id = {item.id: item for item in listed}
        back = {declaration.id: declaration for declaration in self._declared(text)}
        sound = back.keys() == wanted.keys() and all(
            keeping.stays(declaration, by_id[item_id], wanted[item_id]) for item_id, declaration in back.items()
        )
        return text if sound else None

    @staticmethod
    def _has(declaration: Declaration, item: Item | None, wanted: Mapping[str, Declaration]) -> bool:
        """Whether an export loses nothing of `declaration`: it was applied, or it is what the export writes."""
        if item is None:
            return False
        applied = item.declared is not None and keeping.same(declaration, item.declared)
        return applied or keeping.stays(declaration, item, wanted[item.id])

    def _wanted(self, listed: Sequence[Item]) -> dict[str, Declaration]:
        return {declaration.id: declaration for declaration in self._declared(as_toml(listed))} if listed else {}

    def _declared(self, text: str) -> tuple[Declaration, ...]:
        return reading.declared([ListFile("export", text.encode())], default_zone=self.default_zone, now=self.now)
