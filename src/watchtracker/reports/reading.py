"""How a phrase was read, as `when --json` shows it. Pure; it needs `dates` alone, as the command does."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import tzinfo

from watchtracker import dates
from watchtracker.dates import DateWindow


def read_json(window: DateWindow, words: Iterable[str], place: tzinfo) -> dict[str, str | list[str] | None]:
    """The window of `list --json`, when it opens and closes where it was said, and the words that it was read from."""
    opens, closes = window.opens_at(place), window.closes_at(place)
    return {
        **dates.as_json(window),
        "opens_at": dates.instant(opens) if opens else None,
        "closes_at": dates.instant(closes) if closes else None,
        "words": list(words),
    }
