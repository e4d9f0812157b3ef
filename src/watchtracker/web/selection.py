"""What of the items a query asks for: the options of `list`, for the page and for `/api/items` alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

from watchtracker import views
from watchtracker.errors import InputError
from watchtracker.items import Item, Kind, Names, State
from watchtracker.notifications import LeadTime
from watchtracker.views import Row

_NAMES = ("within", "tag", "kind", "state", "all", "as_of")
_YES = {"1", "true", "yes", "on"}
_NO = {"0", "false", "no", "off"}
_Choice = TypeVar("_Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Selection:
    """What is wanted: within each field any of the values, nothing meaning all. `as_of` is the day to look from."""

    within: LeadTime | None = None
    tags: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    states: tuple[State, ...] = ()
    everything: bool = False
    as_of: date | None = None

    def rows(self, items: Sequence[Item], now: datetime) -> list[Row]:
        """What of `items` is wanted, as `list` orders it."""
        return views.listing(
            items,
            now=now,
            as_of=self.as_of,
            within=self.within,
            tags=self.tags,
            kinds=self.kinds,
            states=self.states,
            everything=self.everything,
        )


def read_selection(query: Iterable[tuple[str, str]], names: Names) -> Selection:
    """The selection that a query makes; raises InputError. An empty value is what a form sends for "any"."""
    values: dict[str, list[str]] = {name: [] for name in _NAMES}
    for name, value in query:
        values[_name(name)].extend([value] if value else [])
    names.refuse_unknown_tags(values["tag"])
    return Selection(
        within=LeadTime.read(values["within"][-1]) if values["within"] else None,
        tags=tuple(values["tag"]),
        kinds=tuple(_one_of(Kind, "kind", value) for value in values["kind"]),
        states=tuple(_one_of(State, "state", value) for value in values["state"]),
        everything=_flag(values["all"][-1]) if values["all"] else False,
        as_of=_day(values["as_of"][-1]) if values["as_of"] else None,
    )


def _name(name: str) -> str:
    plain = name.replace("-", "_")
    if plain in _NAMES:
        return plain
    near = get_close_matches(plain, _NAMES, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(_NAMES)}"
    raise InputError(f"there is nothing to choose by {name!r}: {hint}")


def _one_of(choices: type[_Choice], what: str, value: str) -> _Choice:
    try:
        return choices(value)
    except ValueError:
        near = get_close_matches(value, list(choices), n=1)
        hint = f"did you mean {str(near[0])!r}?" if near else f"there are {', '.join(choices)}"
        raise InputError(f"there is no {what} {value!r}: {hint}") from None


def _flag(value: str) -> bool:
    if value.casefold() not in _YES | _NO:
        raise InputError(f"'all' is 1 or 0, not {value!r}")
    return value.casefold() in _YES


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise InputError(f"{value!r} is no day: write it as 2026-05-06") from None
