"""Times that people write in settings: of a day, of a week, the days of work, holidays and quiet hours.

The `holidays` package knows the world's public holidays, and is loaded only where a channel keeps some.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time
from functools import cache
from typing import Any
from warnings import filterwarnings

from watchtracker.nearest import nearest
from watchtracker.notifications import QuietHours, WeeklyTime
from watchtracker.notifications.quiet import joined
from watchtracker.settings.mistakes import choose

_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MIDNIGHT = "24:00"
_NO_COUNTRY = 'write the two letters of a country (ISO 3166), such as "DE", "FR" or "US"'


def clock(value: Any) -> time:
    """A time of day: "09:00", or a bare TOML time; raises ValueError."""
    if isinstance(value, time):
        return value.replace(second=0, microsecond=0)
    match = _CLOCK.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        raise ValueError(f'{_shown(value)} is no time of day: write hours and minutes, such as "09:00"')
    return time(int(match[1]), int(match[2]))


def weekly(value: Any) -> WeeklyTime:
    """A moment of each week: "mon 09:00"; raises ValueError."""
    words = value.split() if isinstance(value, str) else []
    if len(words) != 2:  # noqa: PLR2004 - a day and a time
        raise ValueError(f'{_shown(value)} is no weekly time: write a day and a time, such as "mon 09:00"')
    return WeeklyTime(weekday(words[0]), clock(words[1]))


def weekday(value: Any) -> int:
    """A day of the week, Monday as 0: "mon", or in full; raises ValueError."""
    if not isinstance(value, str):
        raise ValueError('it must be text in quotes, such as "mon"')  # noqa: TRY004 - pydantic collects ValueErrors alone
    day = value.strip().lower()
    if day[:3] not in _DAYS or not _full(day[:3]).startswith(day):
        raise ValueError(f'there is no weekday "{value}": {choose(value, _DAYS)}')
    return _DAYS.index(day[:3])


def some_days(days: list[int]) -> list[int]:
    """Workdays; raises ValueError if there are none."""
    if not days:
        raise ValueError('all seven days would be free: name at least one workday, such as ["mon", "tue"]')
    return days


def quiet_hours(value: Any) -> QuietHours:
    """A stretch of the day: "18:00-08:00"; raises ValueError."""
    parts = re.split(r"\s*[-\u2013]\s*", value.strip()) if isinstance(value, str) else []
    if len(parts) != 2:  # noqa: PLR2004 - from and to
        raise ValueError(f'{_shown(value)} are no hours: write from and to, such as "18:00-08:00"')
    begins, ends = clock(parts[0]), time(0) if parts[1] == _MIDNIGHT else clock(parts[1])
    if begins == ends and parts[1] != _MIDNIGHT:
        raise ValueError(f'{_shown(value)} end when they begin: write from and to, such as "18:00-08:00"')
    return QuietHours(begins, ends)


def not_all_day(quiet: list[QuietHours]) -> list[QuietHours]:
    """Quiet hours; raises ValueError if nothing is left of the day."""
    if quiet and not joined(tuple(quiet)):
        raise ValueError("the whole day would be quiet, and nothing could ever come: leave some hours out")
    return quiet


@dataclass(frozen=True, slots=True)
class Calendar:
    """The holidays of a country, or of a part of one: "DE", "DE-BE"."""

    code: str

    def is_free(self, day: date) -> bool:
        """Whether `day` is a holiday there."""
        return day in _days_of(self.code, day.year)


def holiday_calendar(value: Any) -> Calendar:
    """The holidays of a place by its code; raises ValueError."""
    from holidays import list_supported_countries

    if not isinstance(value, str) or not value.strip():
        raise ValueError('it must be a code in quotes: write a country, or a part of one, such as "DE" or "DE-BE"')
    code = value.strip()
    country, _, part = code.partition("-")
    countries = list_supported_countries(include_aliases=False)
    if country.upper() not in countries:
        near = nearest(country, countries)
        hint = f'did you mean "{near}"?' if near else _NO_COUNTRY
        raise ValueError(f'no holidays are known of "{code}": {hint}')
    parts = countries[country.upper()]
    found = {name.upper(): name for name in parts}.get(part.upper()) if "-" in code else ""
    if found is None:
        known = (
            f"write {country.upper()} alone"
            if not parts
            else choose(code, [f"{country.upper()}-{name}" for name in parts])
        )
        raise ValueError(f'{country.upper()} has no part "{part}" with holidays of its own: {known}')
    return Calendar(f"{country.upper()}-{found}" if found else country.upper())


@cache
def _days_of(code: str, year: int) -> frozenset[date]:
    from holidays import country_holidays

    country, _, part = code.partition("-")
    # For years beyond its tables the package knows only holidays of a fixed date, and would print a warning about it.
    filterwarnings("ignore", category=UserWarning, module=r"holidays\.")
    return frozenset(country_holidays(country, subdiv=part or None, years=year))


def _full(day: str) -> str:
    return {"tue": "tuesday", "wed": "wednesday", "thu": "thursday", "sat": "saturday"}.get(day, f"{day}day")


def _shown(value: Any) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)
