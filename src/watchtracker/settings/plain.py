"""A settings file in which everything is plain, read without pydantic.

pydantic takes longer to load than a thousand items to list, and people type `list` all day. So a file that is plainly
in order is read here, as far as a listing needs it. The rules are narrower than those of `form.py`, and a key that is
not known here is no mistake: all that is not plain is left to `loading.py`, which alone says what is wrong. A test
holds that both read the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from watchtracker import dates, lengths
from watchtracker.errors import InputError, ProblemsError
from watchtracker.items import Kind, recheck_interval
from watchtracker.notifications import LeadTime, Want
from watchtracker.settings import places, toml_file
from watchtracker.settings.places import CONFIG, PREFIX, Paths
from watchtracker.targets import CONSOLE

_Check = Callable[[Any], bool]


@dataclass(frozen=True, slots=True)
class PlainSettings:
    """What a listing needs of the settings, as `Settings` has it."""

    watchlist: Path
    database: str
    zone: str
    tags: frozenset[str]
    recheck: Mapping[Kind, str]


def load_plain(config: Path | None, environ: Mapping[str, str], cwd: Path | None) -> PlainSettings | None:
    """What `loading.load` would find; None where only that can tell."""
    if any(name.upper().startswith(PREFIX) and name != CONFIG for name in environ):
        return None
    named = str(config or "") or environ.get(CONFIG) or None
    try:
        path = places.find(named, environ, cwd)
        found = toml_file.read(path, str(path)).value if path else {}
        if not _is_plain(found):
            return None
        return _settings(found, Paths(environ, cwd, path.parent if path else cwd and cwd / "config"))
    except (ValueError, InputError, ProblemsError):
        return None


def _settings(found: Mapping[str, Any], paths: Paths) -> PlainSettings:
    tables = chain(found.get("feed", ()), found.get("channel", ()))
    return PlainSettings(
        watchlist=paths.absolute(found.get("watchlist", "watchlist.toml"), None),
        database=paths.database(found.get("database", "sqlite:///../var/watchtracker.db"), None),
        zone=found.get("zone", "UTC"),
        tags=frozenset(tag for table in tables for tag in table.get("tags", ())),
        recheck={kind: found["recheck"][kind] for kind in Kind if kind in found.get("recheck", ())},
    )


def _is_plain(found: Mapping[str, Any]) -> bool:
    if not _table(_TOP)(found):
        return False
    feeds, channels = ([table["name"] for table in found.get(key, ())] for key in ("feed", "channel"))
    for_slack = {table["name"] for table in found.get("channel", ()) if "slack" in table}
    unique = len(set(feeds)) == len(feeds) and len(set(channels)) == len(channels)
    return unique and CONSOLE not in for_slack and found.get("fallback_channel", CONSOLE) in {*channels, CONSOLE}


def _text(most: int) -> _Check:
    """One line without spaces around it or letters that cannot be seen."""
    return lambda value: (
        isinstance(value, str) and value.isprintable() and 0 < len(value) <= most and value == value.strip()
    )


def _words(pattern: str) -> _Check:
    like = re.compile(pattern, re.ASCII)
    return lambda value: isinstance(value, str) and like.fullmatch(value) is not None


def _read_by(read: Callable[[str], object]) -> _Check:
    """A text that `read` takes; its InputError ends the whole check in `load_plain`."""
    return lambda value: isinstance(value, str) and value == value.strip() and (read(value), True)[1]


def _number(least: int, most: int) -> _Check:
    return lambda value: type(value) is int and least <= value <= most


def _list(of_each: _Check) -> _Check:
    return lambda value: isinstance(value, list) and all(map(of_each, value))


def _table(keys: Mapping[str, _Check], *needed: str) -> _Check:
    return lambda value: (
        isinstance(value, dict)
        and all(key in keys and keys[key](inner) for key, inner in value.items())
        and all(key in value for key in needed)
    )


_ZONE = _read_by(dates.zone)
_TAGS = _list(_text(lengths.TAG))
_CLOCK = r"([01]\d|2[0-3]):[0-5]\d"
_WANTS = frozenset(Want)
_CHANNEL = {
    "name": _text(lengths.NAME),
    "slack": _words(r"#?[A-Za-z0-9_-]+"),
    "zone": _ZONE,
    "hour": _words(_CLOCK),
    "tags": _TAGS,
    "wants": _list(lambda value: isinstance(value, str) and value in _WANTS),
    "digest": _words(rf"(mon|tue|wed|thu|fri|sat|sun) {_CLOCK}"),
    "unclear": _words("resend|hold"),
}
_FEED = {"name": _words(r"(?!all$)[a-z0-9][a-z0-9_-]{0,59}"), "title": _text(lengths.TITLE), "tags": _TAGS}
_TOP: dict[str, _Check] = {
    "watchlist": _text(lengths.URL),
    "database": _words(r"sqlite:///[\w./-]*\w"),
    "zone": _ZONE,
    "host": _words(r"[a-z0-9.-]+"),
    "port": _number(0, 65535),
    "public_url": _words(r"https?://[a-z0-9]+(\.[a-z0-9]+)*/?"),
    "access_token": _words(r"|[\w-]{16,}"),
    "public": lambda value: isinstance(value, bool),
    "fallback_channel": _text(lengths.NAME),
    "lease_seconds": _number(30, 3600),
    "auth": _table({}),
    "log": _table({"level": _words("debug|info|warning|error"), "format": _words("text|json")}),
    "slack": _table({"api_url": _words(r"https://slack\.com/api/")}),
    "email": _table({}),
    "github": _table({}),
    "huggingface": _table({}),
    "fetch": _table({"allow": lambda value: value == [], "api": _table({})}),
    "channel": _list(_table(_CHANNEL, "name")),
    "feed": _list(_table(_FEED, "name")),
    "remind": _table(dict.fromkeys(Kind, _list(_read_by(LeadTime.read)))),
    "recheck": _table(dict.fromkeys(Kind, _read_by(recheck_interval))),
}
