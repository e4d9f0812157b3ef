"""Times of day in a text: taken out of its tokens with their zones, and turned into an instant on a day.

A wrong guess here moves a deadline by hours, so a local time that does not exist or exists twice, and a zone
that could be two, are refused. `zones.py` knows the zones, `zone_names.py` what sentences call them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from watchtracker.dates.tokens import Token
from watchtracker.dates.words import Kind
from watchtracker.dates.zone_names import SpokenZone
from watchtracker.dates.zones import UnknownZoneError
from watchtracker.dates.zones import zone as zone_named
from watchtracker.errors import DateRefusedError

Wall = tuple[int, int, int, int]
_CLOCKS = {Kind.TIME, Kind.MIDNIGHT}
_ZONES = {Kind.ZONE, Kind.MANY_ZONES}
_LEAD = {Kind.OPEN, Kind.COMMA}
_LONGEST_ABBREVIATION = 5
_HOURS, _MINUTES = 24, 60
_END_OF_DAY = (24, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day as a text says it; `zone` None where it names none."""

    wall: Wall
    zone: SpokenZone | None
    words: str


def split(tokens: list[Token], text: str) -> tuple[list[Token], list[Clock]]:
    """The tokens without times of day and their zones, and the times that were said."""
    if all(token.kind not in _CLOCKS for token in tokens):
        return tokens, []
    rest: list[Token] = []
    clocks: list[Clock] = []
    at = 0
    while at < len(tokens):
        if tokens[at].kind is Kind.MIDNIGHT:
            raise refuse_midnight()
        if tokens[at].kind is Kind.TIME:
            found, at = _clock(tokens, at, text, rest)
            clocks.append(found)
        else:
            rest.append(tokens[at])
            at += 1
    return rest, _sharing_zone(clocks)


def _sharing_zone(clocks: list[Clock]) -> list[Clock]:
    """Times of which one names a zone are all in it: "10:00 to 11:00 CET"."""
    zones = {clock.zone for clock in clocks if clock.zone}
    if len(clocks) == 1 or len(zones) != 1:
        return clocks
    return [replace(clock, zone=next(iter(zones))) for clock in clocks]


def instant(day: date, clocks: tuple[Clock, ...], zone: tzinfo) -> datetime:
    """The moment (UTC) that the times name on `day`; several must be one moment in several zones."""
    moments = {_moment(day, clock, zone) for clock in clocks}
    if len(moments) > 1:
        named = '" and "'.join(clock.words for clock in clocks[:2])
        raise DateRefusedError(f'"{named}" are two times of day: write one')
    return moments.pop()


def clock(wall: Wall | None, zone: SpokenZone | None, words: str) -> Clock:
    """A time of day, refused where no clock shows it."""
    if wall is None or not _is_time(wall):
        raise DateRefusedError(f'there is no time of day "{words}": write it as 18:00')
    return Clock(wall, zone, words)


def refuse_midnight() -> DateRefusedError:
    """Midnight has two sides."""
    return DateRefusedError("midnight begins a day and ends one: write 00:00, or 23:59, with the day")


def refuse_shared(name: str, meanings: str) -> DateRefusedError:
    """A zone's name with several meanings."""
    return DateRefusedError(f'"{name}" is the name of several zones ({meanings}): write the offset, as in UTC+8')


def _clock(tokens: list[Token], at: int, text: str, rest: list[Token]) -> tuple[Clock, int]:
    said = text[tokens[at].start : tokens[at].end].strip()
    wall = tokens[at].value
    end = at + 1
    after = end
    while after < len(tokens) and tokens[after].kind in _LEAD:
        after += 1
    if after < len(tokens) and tokens[after].kind in _ZONES:
        end = after + 1
        if end < len(tokens) and tokens[end].kind is Kind.CLOSE and after > at + 1:
            end += 1
        return clock(wall, _zone(tokens[after], text), said), end
    if rest and rest[-1].kind in _ZONES:
        return clock(wall, _zone(rest.pop(), text), said), end
    if end < len(tokens):
        _refuse_unknown(tokens[end], text, said)
    return clock(wall, None, said), end


def _is_time(wall: Wall) -> bool:
    hour, minute, second, _ = wall
    return (hour < _HOURS and minute < _MINUTES and second < _MINUTES) or wall == _END_OF_DAY


def _zone(token: Token, text: str) -> SpokenZone | None:
    if token.kind is Kind.MANY_ZONES:
        raise refuse_shared(text[token.start : token.end], token.value)
    found: SpokenZone | None = token.value
    return found


def _refuse_unknown(token: Token, text: str, said: str) -> None:
    word = text[token.start : token.end]
    if token.kind is Kind.OTHER and word.isupper() and word.isalpha() and 1 < len(word) <= _LONGEST_ABBREVIATION:
        raise DateRefusedError(f'"{said} {word}" names a zone that is not known: write the offset, as in UTC+8')


def _moment(day: date, clock: Clock, item_zone: tzinfo) -> datetime:
    spoken = clock.zone
    zone = item_zone if spoken is None else _known(spoken)
    hour, minute, second, micro = clock.wall
    if clock.wall == _END_OF_DAY:
        day, hour = day + timedelta(days=1), 0
    wall = datetime.combine(day, time(hour, minute, second, micro))
    return _only(wall, zone, clock, None if spoken is None else spoken.hours)


def _known(spoken: SpokenZone) -> tzinfo:
    try:
        return zone_named(spoken.name)
    except UnknownZoneError as error:
        raise DateRefusedError(str(error)) from None


def _only(wall: datetime, zone: tzinfo, clock: Clock, hours: float | None) -> datetime:
    """The one moment at which clocks in `zone` show `wall`, by the offset that its abbreviation insists on."""
    folds = [wall.replace(tzinfo=zone, fold=fold) for fold in (0, 1)]
    if hours is not None:
        folds = [local for local in folds if local.utcoffset() == timedelta(hours=hours)]
        if not folds:
            raise DateRefusedError(f"the zone of {clock.words} is on another offset on {wall:%d %B %Y}: write UTC+N")
    moments = {local.astimezone(UTC) for local in folds}
    real = {moment for moment in moments if moment.astimezone(zone).replace(tzinfo=None) == wall}
    if not real:
        raise DateRefusedError(f"clocks skip {clock.words} on {wall.date()} there: write another time, or UTC")
    if len(real) > 1:
        raise DateRefusedError(f"clocks show {clock.words} twice on {wall.date()} there: write the offset, or UTC")
    return real.pop()
