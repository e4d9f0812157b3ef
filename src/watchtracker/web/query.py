"""The query of the pages and of `/api/items`: the options of `list` and of `record`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from watchtracker import feed
from watchtracker.errors import InputError
from watchtracker.feed import Choice
from watchtracker.items import Item, Kind, State, Vocabulary
from watchtracker.nearest import did_you_mean, there_is_no
from watchtracker.notifications import LeadTime
from watchtracker.notifications.holds import Hold
from watchtracker.reports import listing
from watchtracker.reports.choosing import refuse_reversed
from watchtracker.reports.listing import Row
from watchtracker.reports.record import By

_OF_FEEDS = ("tag", "kind", "owner", "without", "q")
NAMES = ("within", "moved", "from", "to", "tag", "kind", "owner", "without", "state", "all", "as_of", "q")
NAMES_OF_RECORD = ("by", "as_of")
_YES = {"1", "true", "yes", "on"}
_NO = {"0", "false", "no", "off"}
_Choice = TypeVar("_Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Selection:
    """Which items are wanted: `choice` as for feeds, any of `states` (none: all), looked at from the day `as_of`.

    Their dates lie from `first` to `last`, and were others so long ago as `moved` says. `search` is what was typed, as
    a form shows it again; `choice` has its words.
    """

    choice: Choice = Choice()  # noqa: RUF009 - frozen
    within: LeadTime | None = None
    states: tuple[State, ...] = ()
    everything: bool = False
    as_of: date | None = None
    first: date | None = None
    last: date | None = None
    search: str = ""
    moved: LeadTime | None = None

    def rows(
        self, items: Sequence[Item], now: datetime, intervals: Mapping[Kind, str], held: Mapping[str, Sequence[Hold]]
    ) -> list[Row]:
        """The wanted items in the order of `list`.

        `intervals` is how often a re-check is asked for, by kind, and `held` has the holds by item.
        """
        return listing.listing(
            filter(self.choice.suits, items),
            now=now,
            as_of=self.as_of,
            within=self.within,
            first=self.first,
            last=self.last,
            moved=self.moved,
            words=self.choice.words,
            states=self.states,
            everything=self.everything,
            intervals=intervals,
            held=held,
        )

    @property
    def query(self) -> list[tuple[str, str]]:
        """The names and values of which `read_selection` makes this selection."""
        choice = self.choice
        several = [
            *(("tag", tag) for tag in choice.tags),
            *(("kind", kind.value) for kind in choice.kinds),
            *(("owner", owner) for owner in choice.owners),
            *(("without", tag) for tag in choice.without),
            *(("state", state.value) for state in self.states),
        ]
        single = {
            "q": self.search,
            "within": self.within,
            "moved": self.moved,
            "from": self.first,
            "to": self.last,
            "all": "1" if self.everything else "",
            "as_of": self.as_of,
        }
        return several + [(name, str(value)) for name, value in single.items() if value]


def read_selection(query: Iterable[tuple[str, str]], names: Vocabulary) -> Selection:
    """The selection that a query makes; raises InputError. An empty value counts as none: a form sends it for "any"."""
    values: dict[str, list[str]] = {name: [] for name in NAMES}
    for name, value in query:
        values[_name(name)].extend([value] if value else [])
    choice = feed.read_choice(((name, value) for name in _OF_FEEDS for value in values[name]), names)
    first, last = (_day(values[name][-1]) if values[name] else None for name in ("from", "to"))
    refuse_reversed(first, last)
    return Selection(
        choice=choice,
        within=_length("within", values["within"]),
        states=tuple(_one_of(State, "state", value) for value in values["state"]),
        everything=_flag(values["all"][-1]) if values["all"] else False,
        as_of=_day(values["as_of"][-1]) if values["as_of"] else None,
        first=first,
        last=last,
        search=" ".join(values["q"]).strip(),
        moved=_length("moved", values["moved"]),
    )


def read_record_query(query: Iterable[tuple[str, str]]) -> tuple[By, date | None]:
    """Whose track record is wanted, and from which day it is looked at; raises InputError."""
    by, as_of = By.SOURCE, None
    for name, value in query:
        match _name(name, NAMES_OF_RECORD):
            case "by" if value:
                by = _one_of(By, "by", value)
            case "as_of" if value:
                as_of = _day(value)
    return by, as_of


def _name(name: str, names: Sequence[str] = NAMES) -> str:
    plain = name.replace("-", "_")
    if plain in names:
        return plain
    hint = did_you_mean(plain, names, otherwise=f"there are {', '.join(names)}")
    raise InputError(f"there is nothing to choose by {name!r}: {hint}")


def _one_of(choices: type[_Choice], what: str, value: str) -> _Choice:
    try:
        return choices(value)
    except ValueError:
        raise InputError(there_is_no(what, value, [choice.value for choice in choices])) from None


def _flag(value: str) -> bool:
    if value.casefold() not in _YES | _NO:
        raise InputError(f"'all' is 1 or 0, not {value!r}")
    return value.casefold() in _YES


def _length(name: str, values: Sequence[str]) -> LeadTime | None:
    if not values:
        return None
    try:
        return LeadTime.read(values[-1])
    except InputError:
        problem = f'{name!r} is a number and m, h, d, w or mo, such as "14d", not {values[-1]!r}'
        raise InputError(problem) from None


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise InputError(f"{value!r} is no day: write it as 2026-05-06") from None
