"""Zones by name: IANA, `AoE`, and fixed offsets, with what wall clocks do at the changes.

A wrong zone moves a deadline by up to a day, so a name that could mean two things is refused. The rules come from the
`tzdata` package that is installed with us, never from the machine: two replicas must know the same. What places and
their zones are called is loaded when a name is none: a listing, which only writes dates, starts without it.
"""

from __future__ import annotations

import re
import zoneinfo
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import tzdata

from watchtracker.errors import InputError

AOE = timezone(timedelta(hours=-12), "AoE")
_OFFSET = re.compile(r"(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d{2}))?")
_REVERSED = re.compile(r"Etc/GMT[+-]\d+", re.IGNORECASE)
_FURTHEST_EAST, _FURTHEST_WEST = timedelta(hours=14), timedelta(hours=12)
_MINUTES_IN_AN_HOUR = 60

# Python would take the machine's zone files first, of whatever year they are. Here, before any zone is made.
zoneinfo.reset_tzpath(())
ZoneInfo.clear_cache()


# Which year's rules these are, as IANA names it: "2026f".
ZONE_DATA: str = tzdata.IANA_VERSION


class UnknownZoneError(InputError):
    """There is no such zone."""


@lru_cache(maxsize=512)
def zone(name: str) -> tzinfo:
    """The zone that `name` names: IANA, `AoE` (UTC-12), or an offset such as `UTC+8` or `UTC-03:30`.

    Raises UnknownZoneError, whose message offers the nearest name.
    """
    if name.casefold() == "aoe":
        return AOE
    if name.upper() in {"UTC", "GMT", "Z"}:
        return UTC
    if _REVERSED.fullmatch(name):
        raise UnknownZoneError(f"the sign of {name!r} is reversed by its standard: write {_unreversed(name)!r}")
    if match := _OFFSET.fullmatch(name.upper()):
        return _fixed(name, *match.groups())
    return _iana(name)


def first_moment(day: date, zone: tzinfo) -> datetime:
    """The first moment of `day` in `zone`, in UTC; on a day whose midnight is skipped, the one after the gap."""
    return at_wall_time(day, time(0), zone)


def at_wall_time(day: date, wall: time, zone: tzinfo) -> datetime:
    """The instant (UTC) at which clocks in `zone` show `wall` on `day` (RFC 5545 3.3.5).

    A time that does not exist moves forward by the gap; one that exists twice is its first occurrence.
    """
    return datetime.combine(day, wall, zone).replace(fold=0).astimezone(UTC)


@lru_cache(maxsize=64)
def standard_and_summer(name: str) -> tuple[float, float]:
    """The hours from UTC of a zone's standard time and of its summer time, by its rules in the year of its data."""
    year = int(ZONE_DATA[:4])
    noons = [datetime(year, month, 1, 12, tzinfo=zone(name)) for month in (1, 7)]
    hours = sorted((noon.utcoffset() or timedelta(0)) / timedelta(hours=1) for noon in noons)
    return hours[0], hours[-1] if hours[0] != hours[-1] else hours[0] + 1


def _fixed(name: str, sign: str, hours: str, minutes: str | None) -> tzinfo:
    offset = timedelta(hours=int(hours), minutes=int(minutes or 0))
    furthest = _FURTHEST_EAST if sign == "+" else _FURTHEST_WEST
    if offset > furthest or int(minutes or 0) >= _MINUTES_IN_AN_HOUR:
        raise UnknownZoneError(f"no zone is as far from UTC as {name!r}: offsets go from UTC-12 to UTC+14")
    return timezone(offset if sign == "+" else -offset)


def _unreversed(name: str) -> str:
    sign, hours = name[7], name[8:]
    return f"UTC{'-' if sign == '+' else '+'}{hours}"


def _iana(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UnknownZoneError(_unknown(name)) from error


def _unknown(name: str) -> str:
    from watchtracker.dates import places
    from watchtracker.dates.zone_names import SHARED_NAMES, SPOKEN_ZONES

    if meanings := SHARED_NAMES.get(name.lower()):
        return f"{name!r} is the name of several zones ({meanings}): write a name such as 'Asia/Shanghai', or 'UTC+8'"
    place = " ".join(name.lower().replace("_", " ").split())
    if spoken := SPOKEN_ZONES.get(place):
        return f"there is no zone {name!r}: did you mean {spoken.name!r}?"
    # Zones are named for cities: one that is written alone has its zone, and so has a country of one.
    meant = places.only_zone(place) or places.nearest_zone(name)
    hint = f"did you mean {meant!r}?" if meant else 'write a name such as "Europe/Berlin", "AoE" or "UTC+8"'
    return f"there is no zone {name!r}: {hint}"
