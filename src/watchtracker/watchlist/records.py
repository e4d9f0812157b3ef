"""A watch list that was read: what it declares, and the digest that identifies this state of its files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from watchtracker.errors import Problem
from watchtracker.intake.text_sources import TextSource
from watchtracker.items import Declaration, Item
from watchtracker.settings.toml_file import TomlFile

_FEW = 3


@dataclass(frozen=True, slots=True)
class DefaultsOfFile:
    """The [defaults] of `file` as they are written there, and the ids of the items below them."""

    file: TomlFile
    items: frozenset[str]


@dataclass(frozen=True, slots=True)
class WatchList:
    """What the file or folder at `path` declares; `notes` are hints and no mistakes, such as that it has no item.

    `sources` are what is read by itself.
    """

    declarations: tuple[Declaration, ...]
    digest: str
    path: Path
    notes: tuple[str, ...] = ()
    defaults: tuple[DefaultsOfFile, ...] = ()
    sources: tuple[TextSource, ...] = ()

    def changed_defaults(self, current: Mapping[str, Item]) -> Iterator[Problem]:
        """The defaults that have changed since the items below them were applied.

        With a new `said_on` or `source` the old claims would be retracted, as if nobody had ever made them. An item
        that went to another file has the defaults of that file; if the old ones still stand somewhere, nothing has
        changed.
        """
        if not self.defaults:
            return
        declared = {declaration.id: declaration.defaults for declaration in self.declarations}
        for key in ("said_on", "source"):
            there = {getattr(defaults, key) for defaults in declared.values()}
            for of_file in self.defaults:
                below: dict[date | str, list[str]] = {}
                for name in sorted(of_file.items):
                    before, now = _applied(current.get(name), key), getattr(declared[name], key)
                    if before is not None and now is not None and before not in there:
                        below.setdefault(before, []).append(name)
                for before, names in below.items():
                    line = of_file.file.lines.of(("defaults", key))
                    yield Problem.at(of_file.file.name, line, _refusal(key, before, names), key=key)


def _applied(item: Item | None, key: str) -> date | str | None:
    """The default that the item had when the list was applied last."""
    if item is None or not item.listed or item.declared is None:
        return None
    value: date | str | None = getattr(item.declared.defaults, key)
    return value


def _refusal(key: str, before: date | str, names: Sequence[str]) -> str:
    more = f" and {len(names) - _FEW} more" if len(names) > _FEW else ""
    was = f'{key} = "{before}"' if isinstance(before, str) else f"{key} = {before}"
    return (
        f"{', '.join(names[:_FEW])}{more} had {was} from here when the list was applied: put it back, and begin"
        " another file for what was said since"
    )
