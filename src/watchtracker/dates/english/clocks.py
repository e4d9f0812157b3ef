"""Times of day in an English text, taken out of its tokens with the zones that are said beside them.

What a time means on a day is for `times.py`, what zones are called for `zone_names.py`.
"""

from __future__ import annotations

from watchtracker.dates.english.grammar import Text
from watchtracker.dates.english.kinds import Kind, Token
from watchtracker.dates.times import Clock, clock, refuse_midnight, refuse_shared
from watchtracker.dates.zone_names import SpokenZone
from watchtracker.errors import DateRefusedError

_CLOCKS = {Kind.TIME, Kind.MIDNIGHT}
_ZONES = {Kind.ZONE, Kind.MANY_ZONES}
_LEAD = (Kind.OPEN, Kind.COMMA)
_LONGEST_ABBREVIATION = 5


def take_out(text: Text) -> tuple[Clock, ...]:
    """The times of day that a text says; they and their zones are no longer among its tokens."""
    if text.kinds.isdisjoint(_CLOCKS):
        return ()
    if Kind.MIDNIGHT in text.kinds:
        raise refuse_midnight()
    rest: list[Token] = []
    clocks: list[Clock] = []
    at = 0
    while text.kind(at) is not Kind.NOTHING:
        if text.kind(at) is Kind.TIME:
            found, at = _clock(text, at, rest)
            clocks.append(found)
        else:
            rest.append(text.tokens[at])
            at += 1
    text.keep(rest)
    return _sharing_zone(clocks)


def _sharing_zone(clocks: list[Clock]) -> tuple[Clock, ...]:
    """Times of which one names a zone are all in it: "10:00 to 11:00 CET"."""
    zones = {clock.zone for clock in clocks if clock.zone}
    if len(clocks) == 1 or len(zones) != 1:
        return tuple(clocks)
    return tuple(clock._replace(zone=next(iter(zones))) for clock in clocks)


def _clock(text: Text, at: int, rest: list[Token]) -> tuple[Clock, int]:
    """The time at a place, and the place after it and its zone; `rest` is what stands in front of it."""
    said = text.words(at, at + 1).strip()
    wall = text.tokens[at].value
    end = at + 1
    after = text.skip(end, *_LEAD)
    if text.kind(after) in _ZONES:
        closes = after > end and text.kind(after + 1) is Kind.CLOSE
        return clock(wall, _zone(text, text.tokens[after]), said), after + 1 + closes
    if rest and rest[-1].kind in _ZONES:
        return clock(wall, _zone(text, rest.pop()), said), end
    _refuse_unknown(text, end, said)
    return clock(wall, None, said), end


def _zone(text: Text, token: Token) -> SpokenZone | None:
    if token.kind is Kind.MANY_ZONES:
        raise refuse_shared(text.tidy[token.start : token.end], token.value)
    found: SpokenZone | None = token.value
    return found


def _refuse_unknown(text: Text, at: int, said: str) -> None:
    word = text.words(at, at + 1)
    if text.kind(at) is Kind.OTHER and word.isupper() and word.isalpha() and 1 < len(word) <= _LONGEST_ABBREVIATION:
        raise DateRefusedError(f'"{said} {word}" names a zone that is not known: write the offset, as in UTC+8')
