"""The form that narrows the list and the timeline, and what stands around it: what was chosen, and shortcuts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from watchtracker.items import Item, Kind, State
from watchtracker.notifications import LeadTime
from watchtracker.notifications.reasons import length
from watchtracker.reports.listing import Row
from watchtracker.web.query import Selection
from watchtracker.wording import events
from watchtracker.wording.items import count, day

_LENGTHS = ("7d", "14d", "1mo", "3mo")
_SHORTCUTS: tuple[tuple[str, dict[str, str]], ...] = (
    ("Due within two weeks", {"within": "14d"}),
    ("Moved this week", {"moved": "7d"}),
    ("Overdue", {"state": State.OVERDUE.value}),
)


@dataclass(frozen=True, slots=True)
class FrequentChoice:
    """A link to a choice that is made often; `chosen` if it is this one."""

    words: str
    query: str
    chosen: bool


def choices(selection: Selection, items: Sequence[Item], rows: Sequence[Row]) -> dict[str, Any]:
    """What the form needs that narrows a page, and what is said below it of the `rows` that were found."""
    listed = [item for item in items if item.listed]
    return {
        "chosen": selection,
        "kinds": list(Kind),
        "tags": sorted({tag for item in listed for tag in item.facts.tags}),
        "owners": sorted({item.facts.owner for item in listed if item.facts.owner}),
        "lengths": {"within": _offered(selection.within), "moved": _offered(selection.moved)},
        "shortcuts": _shortcuts(selection),
        "found": _found(selection, rows),
        "by_day": bool(selection.first or selection.last or selection.within or selection.moved),
    }


def nothing_words(items: Sequence[Item]) -> str:
    """What a page says that has nothing to show."""
    if any(item.listed for item in items):
        return "Nothing of what is watched fits this choice."
    return "Nothing is watched yet: what stands in the watch list, or is added here, appears on this page."


def over_already(
    selection: Selection, items: Sequence[Item], now: datetime, intervals: Mapping[Kind, str]
) -> tuple[str, str]:
    """How many fit a choice that found nothing ahead, but are over, and the query that shows them; else empty."""
    if selection.everything or selection.states:
        return "", ""
    found = len(replace(selection, everything=True).rows(items, now, intervals, {}))
    return (count(found, "item"), urlencode([*selection.query, ("all", "1")])) if found else ("", "")


def _shortcuts(selection: Selection) -> list[FrequentChoice]:
    """Each keeps what was chosen of tags, kinds, owners and words, and the day from which all is looked at."""
    plain = replace(selection, within=None, moved=None, first=None, last=None, states=(), everything=False)
    here = set(selection.query) - set(plain.query)
    return [
        FrequentChoice(words, urlencode([*plain.query, *of.items()]), chosen=here == set(of.items()))
        for words, of in _SHORTCUTS
    ]


def _found(selection: Selection, rows: Sequence[Row]) -> str:
    """How many items there are, and what was chosen: "3 items: china, of mei, due within 14 days"; else empty."""
    choice = selection.choice
    words = events.chosen(
        tags=choice.tags, kinds=choice.kinds, owners=choice.owners, without=choice.without, words=choice.words
    )
    parts = [
        words,
        " or ".join(state.value for state in selection.states),
        f"due within {length(selection.within)}" if selection.within else "",
        f"moved within the last {length(selection.moved)}" if selection.moved else "",
        f"from {day(selection.first)} on" if selection.first else "",
        f"up to {day(selection.last)}" if selection.last else "",
        "with what is over" if selection.everything else "",
    ]
    chosen = ", ".join(filter(None, parts))
    return f"{count(len(rows), 'item')}: {chosen}" if chosen else ""


def _offered(named: LeadTime | None) -> list[tuple[str, str]]:
    """The lengths to choose from, with the one that an address named, each with its words."""
    usual = [LeadTime.read(text) for text in _LENGTHS]
    further = [named] if named and named not in usual else []
    return [(str(each), length(each)) for each in (*usual, *further)]
