"""How a source kept its word, in one sentence: below a slip in a notice, on an item's page and on a terminal."""

from __future__ import annotations

from watchtracker.notifications.records import KeptWord

# What fewer dates came to says nothing of a source yet.
_FEWEST = 3
NOT_RANKED = "Fewer than three claims: not ranked"


def kept(source: str, word: KeptWord | None) -> str:
    """What "Of 7 dates that Reuters named, 2 held; the median slip was 41 days." is for a source.

    Empty below three that are over.
    """
    if word is None or word.over < _FEWEST:
        return ""
    return f"Of {word.over} dates that {source} named, {word.held} held; {_median(word.median)}."


def days(median: float | None) -> str:
    """The median as a table has it: "41 days later", "5 days earlier", "on time"; empty where nothing is over."""
    if median is None:
        return ""
    if median == 0:
        return "on time"
    return f"{_count(median)} {'later' if median > 0 else 'earlier'}"


def _median(median: float) -> str:
    if median < 0:
        return f"at the median they came {_count(median)} early"
    return f"the median slip was {_count(median)}"


def _count(median: float) -> str:
    number = abs(median)
    return f"{number:g} {'day' if number == 1 else 'days'}"
