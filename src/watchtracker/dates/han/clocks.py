"""The times of day of a Chinese or Japanese text, taken out of its tokens: 下午5点, 午後5時, 17:00(日本時間).

What is left is for the grammar of dates. Both languages name the zone beside the time, in front of it or behind it;
`places.py` knows the names.
"""

from __future__ import annotations

from watchtracker.dates import times
from watchtracker.dates.cursor import Token
from watchtracker.dates.han.kinds import HanKind as Kind
from watchtracker.dates.times import Clock
from watchtracker.dates.zone_names import SpokenZone
from watchtracker.errors import DateRefusedError, Refusal

_ZONES = {Kind.ZONE, Kind.MANY_ZONES, Kind.NO_ZONE}
_BEFORE_A_TIME = {Kind.NO, Kind.COMMA}
_BETWEEN = " (,、"

Tokens = list[Token[Kind]]


def take_out(tidy: str, found: Tokens) -> tuple[Tokens, tuple[Clock, ...]]:
    """The tokens without times and zones, and the times."""
    zones = [token for token in found if token.kind in _ZONES and _is_named(tidy, token, found)]
    if not zones and all(token.kind not in {Kind.TIME, Kind.MIDNIGHT} for token in found):
        return found, ()
    times_of_day = [token for token in found if token.kind is Kind.TIME]
    rest: Tokens = []
    clocks: list[Clock] = []
    for token in found:
        match token.kind:
            case Kind.MIDNIGHT:
                raise times.two_sided_midnight()
            case Kind.TIME:
                if rest and rest[-1].kind in _BEFORE_A_TIME:
                    rest.pop()
                clocks.append(_clock(tidy, token, zones, times_of_day))
            case kind if kind in _ZONES:
                continue
            case Kind.CLOSE if rest and rest[-1].kind is Kind.OPEN:
                rest.pop()
            case _:
                rest.append(token)
    return rest, tuple(clocks)


def _is_named(tidy: str, zone: Token[Kind], found: Tokens) -> bool:
    """Whether an unknown word before 時間 stands beside a time of day, as a place does."""
    if zone.value != "beside a time":
        return True
    times_of_day = [token for token in found if token.kind is Kind.TIME]
    gaps = [tidy[min(zone.end, time.end) : max(zone.start, time.start)] for time in times_of_day]
    return any(not gap.strip("(の, ") for gap in gaps)


def _clock(tidy: str, token: Token[Kind], zones: Tokens, others: Tokens) -> Clock:
    """The clock of a token, whose value is a wall time, or one with the offset that is written behind it."""
    wall, offset = token.value if isinstance(token.value[0], tuple) else (token.value, None)
    place = token.start, token.end
    said = tidy[slice(*place)]
    if offset:
        return times.clock(wall, SpokenZone("UTC" if offset == "z" else f"UTC{offset.strip()}"), said, place)
    zone = _zone_of_time(tidy, token, zones, others)
    if zone is None:
        return times.clock(wall, None, said, place)
    named = tidy[zone.start : zone.end]
    if zone.kind is Kind.NO_ZONE:
        raise DateRefusedError(f'no zone is known as "{named}": write the offset, as in UTC+9', Refusal.IMPOSSIBLE)
    if zone.kind is Kind.MANY_ZONES:
        raise times.shared_zone_name(named, zone.value)
    return times.clock(wall, zone.value, said, place)


def _zone_of_time(tidy: str, time: Token[Kind], zones: Tokens, clocks: Tokens) -> Token[Kind] | None:
    """The zone of a time: right behind it, or else the last one in front of it, or else the next one.

    In 北京时间22:00(美东时间10:00) the zone behind 22:00 is of another time.
    """
    behind = next((zone for zone in zones if zone.start >= time.end and _is_next(tidy, time, zone)), None)
    if behind and not any(clock.start >= behind.end and _is_next(tidy, behind, clock) for clock in clocks):
        return behind
    ahead = [zone for zone in zones if zone.start < time.start]
    return ahead[-1] if ahead else next(iter(zones), None)


def _is_next(tidy: str, left: Token[Kind], right: Token[Kind]) -> bool:
    return not tidy[left.end : right.start].strip(_BETWEEN)
