"""Times of day as texts say them, turned into an instant on a day.

A wrong guess here moves a deadline by hours, so a local time that does not exist or exists twice, and a zone
that could be two, are refused. `zones.py` knows the zones, `zone_names.py` what sentences call them.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from watchtracker.dates import refusals
from watchtracker.dates.origins import Place
from watchtracker.dates.zone_names import SPOKEN_ZONES, SpokenZone
from watchtracker.dates.zones import UnknownZoneError, standard_and_summer
from watchtracker.dates.zones import zone as zone_named
from watchtracker.errors import DateRefusedError, Refusal

Wall = tuple[int, int, int, int]
_HOURS, _MINUTES = 24, 60
_NAMED = 4  # zones of a country
_END_OF_DAY = (24, 0, 0, 0)


class Clock(NamedTuple):
    """A time of day as a text says it; `zone` None where it names none. `start` and `end` are its place in the text."""

    wall: Wall
    zone: SpokenZone | None
    words: str
    start: int
    end: int


def instant(day: date, clocks: tuple[Clock, ...], zone: tzinfo) -> datetime:
    """The moment (UTC) that the times name on `day`; several must be one moment in several zones."""
    moments = {_moment(day, clock, zone) for clock in clocks}
    if len(moments) > 1:
        raise refusals.two_times(" and ".join(f'"{clock.words}"' for clock in clocks[:2]))
    return moments.pop()


def clock(wall: Wall | None, zone: SpokenZone | None, words: str, place: Place) -> Clock:
    """A time of day, refused where no clock shows it."""
    if wall is None or not _is_time(wall):
        raise DateRefusedError(f'there is no time of day "{words}": write it such as 18:00', Refusal.IMPOSSIBLE)
    return Clock(wall, zone, words, *place)


def two_sided_midnight() -> DateRefusedError:
    """Midnight has two sides."""
    return DateRefusedError(
        "midnight begins a day and ends one: write 00:00, or 23:59, with the day", Refusal.AMBIGUOUS
    )


def shared_zone_name(name: str, meanings: str) -> DateRefusedError:
    """A zone's name with several meanings."""
    return DateRefusedError(
        f'"{name}" is the name of several zones ({meanings}): write the offset, as in UTC+8', Refusal.AMBIGUOUS
    )


def unknown_place(said: str, place: str) -> DateRefusedError:
    """A time in words of a zone that is none: "Gotham time"."""
    from watchtracker.dates.places import nearest_place  # noqa: PLC0415 - for what is refused alone

    near = nearest_place(place)
    hint = f"did you mean {near}? Otherwise" if near else "name a city, as in Lisbon time, or"
    return DateRefusedError(
        f'"{said}" names a zone that is not known: {hint} write the offset, as in UTC+8', Refusal.IMPOSSIBLE
    )


def insisting(zone: SpokenZone, season: int, words: str) -> SpokenZone:
    """A zone that is said with its standard time (season 0) or its summer time (1)."""
    return zone if zone.also else zone._replace(hours=standard_and_summer(zone.name)[season], place=words)


def _is_time(wall: Wall) -> bool:
    hour, minute, second, _ = wall
    return (hour < _HOURS and minute < _MINUTES and second < _MINUTES) or wall == _END_OF_DAY


def _moment(day: date, clock: Clock, item_zone: tzinfo) -> datetime:
    spoken = clock.zone
    zone = item_zone if spoken is None else _known(spoken)
    hour, minute, second, micro = clock.wall
    if clock.wall == _END_OF_DAY:
        day, hour = day + timedelta(days=1), 0
    wall = datetime.combine(day, time(hour, minute, second, micro))
    if spoken is not None and spoken.also:
        _refuse_several(spoken, wall)
    return _only(wall, zone, clock, None if spoken is None else spoken.hours)


def _known(spoken: SpokenZone) -> tzinfo:
    try:
        return zone_named(spoken.name)
    except UnknownZoneError as error:
        raise DateRefusedError(str(error), Refusal.IMPOSSIBLE) from None


def _refuse_several(spoken: SpokenZone, wall: datetime) -> None:
    """Refuse a place whose zones have not all one time then; one zone of each time is named."""
    named: dict[timedelta | None, str] = {}
    for name in (*spoken.also, spoken.name):
        named.setdefault(wall.replace(tzinfo=zone_named(name)).utcoffset(), name)
    if len(named) > 1:
        some = ", ".join(list(named.values())[:_NAMED]) + (" and others" if len(named) > _NAMED else "")
        raise DateRefusedError(
            f'"{spoken.place}" has several times ({some}): name a city, or write the offset, as in UTC+8',
            Refusal.AMBIGUOUS,
        )


def _only(wall: datetime, zone: tzinfo, clock: Clock, hours: float | None) -> datetime:
    """The one moment at which clocks in `zone` show `wall`, by the offset that its abbreviation insists on."""
    folds = [wall.replace(tzinfo=zone, fold=fold) for fold in (0, 1)]
    if hours is not None:
        folds = [local for local in folds if local.utcoffset() == timedelta(hours=hours)]
        if not folds:
            raise _another_offset(clock, wall, zone)
    moments = {local.astimezone(UTC) for local in folds}
    real = {moment for moment in moments if moment.astimezone(zone).replace(tzinfo=None) == wall}
    if not real:
        raise DateRefusedError(
            f"clocks skip {clock.words} on {wall.date()} there: write another time, or UTC", Refusal.IMPOSSIBLE
        )
    if len(real) > 1:
        raise DateRefusedError(
            f"clocks show {clock.words} twice on {wall.date()} there: write the offset, or UTC", Refusal.AMBIGUOUS
        )
    return real.pop()


def _another_offset(clock: Clock, wall: datetime, zone: tzinfo) -> DateRefusedError:
    """There is no CET in June: what the clocks show then is what was meant, most likely."""
    offset = wall.replace(tzinfo=zone).utcoffset() or timedelta(0)
    said = clock.zone or SpokenZone("UTC")
    then = SpokenZone(said.name, offset / timedelta(hours=1))
    meant = f"{_abbreviated(then)}, if that is meant" if then in SPOKEN_ZONES.values() else "the time in UTC"
    return DateRefusedError(f"there is no {_abbreviated(said)} on {wall:%-d %B %Y}: write {meant}", Refusal.IMPOSSIBLE)


def _abbreviated(zone: SpokenZone) -> str:
    names = [name.upper() for name, spoken in SPOKEN_ZONES.items() if spoken[:2] == zone[:2]]
    return min(names, key=len, default=zone.place)
