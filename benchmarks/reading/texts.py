"""The texts of `texts/*.toml`, and what a careful person would want to watch in each of them.

    [[text]]
    id = "release-04"
    language = "en"                 # en, zh or ja
    published = 2027-03-09          # left out where the text says no day
    zone = "Europe/Berlin"          # left out: UTC
    text = '''...'''
    wanted = [{quote, date_words, kind, window, title, result, optional, also}]
    left_out = [{words, why}]

`quote` is the sentence, cell or item, or a decisive part of it, and stands in the text once. `also` has other places
that say as much: a proposal from any of them is right. `window` is a day, a moment in UTC, `EARLIEST/LATEST` with `..`
for an end that is not known, `undated`, or `any` for an outcome whose day the text leaves open. `kind` and `window`
may name several with `|`, the likeliest first, where careful people would differ. `optional` is neither missed nor
wrong. `left_out` has the dates that are nothing to watch.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent / "texts"
KINDS = ("release", "deadline", "event", "outcome")
LANGUAGES = ("en", "zh", "ja")
RESULTS = ("happened", "done", "cancelled", "superseded", "reopen")
_KEYS = {"id", "language", "published", "zone", "text", "wanted", "left_out"}
_WANTED_KEYS = {"quote", "date_words", "kind", "window", "title", "result", "optional", "also"}


@dataclass(frozen=True, slots=True)
class Window:
    """Two ends as `read --jsonl` writes them: days, or moments in UTC. Both unknown: undated."""

    earliest: str | None
    latest: str | None

    @classmethod
    def parsed(cls, written: str) -> Window:
        if written == "undated":
            return cls(None, None)
        earliest, between, latest = written.partition("/")
        ends = (_end(earliest), _end(latest if between else earliest))
        if ends == (None, None) or (None not in ends and str(ends[0]) > str(ends[1])):
            raise ValueError(
                f"{written!r} is no window: write a day, EARLIEST/LATEST, ../LATEST, EARLIEST/.. or undated"
            )
        return cls(*ends)

    @property
    def undated(self) -> bool:
        return self.earliest is None and self.latest is None


@dataclass(frozen=True, slots=True)
class Wanted:
    quotes: tuple[str, ...]
    date_words: str
    kinds: tuple[str, ...]
    windows: tuple[Window, ...]  # none: any
    title: str
    result: str | None
    optional: bool

    @property
    def undated(self) -> bool:
        return bool(self.windows) and self.windows[0].undated


@dataclass(frozen=True, slots=True)
class LeftOut:
    words: str
    why: str


@dataclass(frozen=True, slots=True)
class Text:
    id: str
    genre: str
    language: str
    published: date | None
    zone: str
    text: str
    wanted: tuple[Wanted, ...]
    left_out: tuple[LeftOut, ...]

    def places(self, words: str) -> list[tuple[int, int]]:
        """Where the words stand; any white space agrees with any other, since texts are hard-wrapped."""
        pattern = r"\s+".join(map(re.escape, words.split()))
        return [found.span() for found in re.finditer(pattern, self.text)]


@cache
def texts(folder: Path = HERE) -> tuple[Text, ...]:
    """All texts of a folder; the name of a file is their genre."""
    return tuple(text for path in sorted(folder.glob("*.toml")) for text in _of_file(path))


def _of_file(path: Path) -> Sequence[Text]:
    return [_text(entry, path.stem) for entry in tomllib.loads(path.read_text(encoding="utf-8"))["text"]]


def _text(entry: dict[str, Any], genre: str) -> Text:
    _known(entry, _KEYS, entry["id"])
    return Text(
        id=entry["id"],
        genre=genre,
        language=entry["language"],
        published=entry.get("published"),
        zone=entry.get("zone", "UTC"),
        text=entry["text"],
        wanted=tuple(_wanted(each, entry["id"]) for each in entry["wanted"]),
        left_out=tuple(LeftOut(**each) for each in entry["left_out"]),
    )


def _wanted(entry: dict[str, Any], text: str) -> Wanted:
    _known(entry, _WANTED_KEYS, text)
    windows = [] if entry["window"] == "any" else entry["window"].split("|")
    return Wanted(
        quotes=(entry["quote"], *entry.get("also", ())),
        date_words=entry["date_words"],
        kinds=tuple(entry["kind"].split("|")),
        windows=tuple(map(Window.parsed, windows)),
        title=entry["title"],
        result=entry.get("result"),
        optional=entry.get("optional", False),
    )


def _known(entry: dict[str, Any], keys: set[str], text: str) -> None:
    unknown = set(entry) - keys
    if unknown:
        raise ValueError(f"{text}: there is no key {', '.join(sorted(unknown))}")


def _end(written: str) -> str | None:
    if written == "..":
        return None
    shape = r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?"
    if not re.fullmatch(shape, written):
        raise ValueError(f"{written!r} is no end of a window: write 2026-04-10, 2026-04-10T16:00:00Z or ..")
    date.fromisoformat(written[:10])
    return written
