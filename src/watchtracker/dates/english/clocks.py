"""Times of day in an English text, taken out of its tokens with the zones that are said beside them.

What a time means on a day is for `times.py`, what zones are called for `zone_names.py`.
"""

from __future__ import annotations

from dataclasses import replace

from watchtracker.dates.english.kinds import Kind, Token
from watchtracker.dates.times import Clock, clock, refuse_midnight, refuse_shared
from watchtracker.dates.zone_names import SpokenZone
from watchtracker.errors import DateRefusedError

_CLOCKS = {Kind.TIME, Kind.MIDNIGHT}
_ZONES = {Kind.ZONE, Kind.MANY_ZONES}
_LEAD = {Kind.OPEN, Kind.COMMA}
_LONGEST_ABBREVIATION = 5


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


def _zone(token: Token, text: str) -> SpokenZone | None:
    if token.kind is Kind.MANY_ZONES:
        raise refuse_shared(text[token.start : token.end], token.value)
    found: SpokenZone | None = token.value
    return found


def _refuse_unknown(token: Token, text: str, said: str) -> None:
    word = text[token.start : token.end]
    if token.kind is Kind.OTHER and word.isupper() and word.isalpha() and 1 < len(word) <= _LONGEST_ABBREVIATION:
        raise DateRefusedError(f'"{said} {word}" names a zone that is not known: write the offset, as in UTC+8')
