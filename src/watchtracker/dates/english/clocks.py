"""Times of day in an English text, taken out of its tokens with the zones that are said beside them.

What a time means on a day is for `times.py`, what zones are called for `zone_names.py`.
"""

from __future__ import annotations

import re
from itertools import pairwise

from watchtracker.dates import places, refusals
from watchtracker.dates.cursor import Token
from watchtracker.dates.english.grammar import EnglishText
from watchtracker.dates.english.kinds import CLOCKS
from watchtracker.dates.english.kinds import EnglishKind as Kind
from watchtracker.dates.english.places import with_zones
from watchtracker.dates.times import Clock, Wall, clock, shared_zone_name, two_sided_midnight
from watchtracker.dates.units import Part
from watchtracker.dates.zone_names import SpokenZone
from watchtracker.errors import DateRefusedError, Refusal

_ZONES = {Kind.ZONE, Kind.MANY_ZONES}
_BEFORE_AN_HOUR = {Kind.ON, Kind.BY, Kind.COMMA, Kind.BEFORE, Kind.UNTIL}
_ENDS_A_ZONE = {Kind.NOTHING, Kind.STOP, Kind.COMMA, Kind.CLOSE}
_SIDES: dict[Part, Wall] = {Part.BEGINNING: (0, 0, 0, 0), Part.END: (24, 0, 0, 0)}
_OFFSET = re.compile(r"([0-9]{2}):?([0-9]{2})?")
_TONIGHT = re.compile(r"\b(?:tonight|this (?:evening|afternoon))\b", re.IGNORECASE)
_TWO_DIGITS = 2
_LEAD = (Kind.OPEN, Kind.COMMA)
_NOON = 12
_LONGEST_ABBREVIATION = 5


def take_out(text: EnglishText) -> tuple[Clock, ...]:
    """The times of day that a text says; they and their zones are no longer among its tokens."""
    text.keep(with_zones(text))
    rest: list[Token[Kind]] = []
    clocks: list[Clock] = []
    at, end = 0, text.end
    while at < end:
        token = text.tokens[at]
        if token.kind not in CLOCKS:
            rest.append(token)
            at += 1
        elif token.kind is Kind.HALF_DAY and not _has_hour(rest):
            if clocks and token.value and text.kind(at - 1) is Kind.TIME:
                clocks[-1] = _later_in_the_day(clocks[-1])
            at += 1  # "on May 6 in the evening" names the day
        else:
            found, at = _clock(text, at, rest)
            clocks.append(found)
            if twice := _zone_again(text, at):
                clocks.append(found._replace(zone=twice[0]))
                at = twice[1]
    if Kind.DAYS_AWAY in text.kinds and _TONIGHT.search(text.tidy):
        clocks = [_later_in_the_day(found) if _is_of_tonight(text, found) else found for found in clocks]
    _refuse_half_a_time(text, rest, clocks)
    zones: set[SpokenZone | None] = {clock.zone for clock in clocks if clock.zone}
    text.keep(rest)
    if clocks and not zones:
        apart = [at for at, token in enumerate(rest) if token.kind in _ZONES and _stands_for_itself(text, at)]
        zones = {_zone(text, rest[at]) for at in apart}
        text.keep([token for at, token in enumerate(rest) if at not in apart])
    return _sharing(zones, clocks)


def _is_of_tonight(text: EnglishText, found: Clock) -> bool:
    """Whether of "at 10 tonight and again tomorrow at 6" a time is the first."""
    away = [token for token in text.tokens if token.kind is Kind.DAYS_AWAY]
    near = min(away, key=lambda token: max(token.start - found.end, found.start - token.end))
    return _TONIGHT.fullmatch(text.tidy[near.start : near.end]) is not None


def _later_in_the_day(found: Clock) -> Clock:
    """The time of "8:30 in the evening", unless it says itself which half it is in."""
    hour, minute, second, micro = found.wall
    late = 1 <= hour < _NOON and not found.words.lower().rstrip(". ").endswith(("m", "a", "p"))
    return found._replace(wall=(hour + _NOON, minute, second, micro)) if late else found


def _refuse_half_a_time(text: EnglishText, rest: list[Token[Kind]], clocks: list[Clock]) -> None:
    """As in "6 AM PT / AM ET", or two times with nothing between them."""
    for token in rest:
        words = text.tidy[token.start : token.end]
        if token.kind is Kind.MERIDIEM or words == "AM":
            raise DateRefusedError(f'"{words}" has no hour beside it: write the time such as 18:00')
    for found, after in pairwise(clocks):
        between = text.tidy[found.end : after.start]
        if found.end <= after.start and not between.strip(" ") and found.words != after.words:
            raise refusals.two_times(f'"{found.words}" and "{after.words}"')


def _has_hour(rest: list[Token[Kind]]) -> bool:
    """Whether "in the morning" follows an hour, as in "at 9 in the morning", and no day of a month."""
    if not rest or rest[-1].kind is not Kind.NUMBER:
        return False
    return len(rest) == 1 or rest[-2].kind in _BEFORE_AN_HOUR


def _stands_for_itself(text: EnglishText, at: int) -> bool:
    """Whether a zone apart from its time is one, as in "2:30 on May 6, UTC", and not "West Coast", "MT release"."""
    words = text.words(at, at + 1)
    region, slash, _ = words.lower().partition("/")
    if slash:
        return region in places.regions()  # "2:30 on May 6 Europe/Berlin", and not "client/server"
    if "time" in words.lower():
        return True
    return text.kind(at + 1) in _ENDS_A_ZONE and (words.isupper() or words.lower().endswith(("aoe", "earth")))


def _sharing(zones: set[SpokenZone | None], clocks: list[Clock]) -> tuple[Clock, ...]:
    """Times of which one names a zone are all in it: "10:00 CET / 9:00"."""
    if len(zones) != 1:
        return tuple(clocks)
    shared = next(iter(zones))
    return tuple(found if found.zone is shared else found._replace(zone=shared) for found in clocks)


def _clock(text: EnglishText, at: int, rest: list[Token[Kind]]) -> tuple[Clock, int]:
    """The time there, and the token behind it and its zone; `rest` is what stands in front of it."""
    said = text.words(at, at + 1).strip()
    wall, zone = text.tokens[at].value, None
    if text.kind(at) is Kind.HALF_DAY:
        wall = _in_half(wall, rest)
    end = at + 1
    after = text.skip(end, *_LEAD)
    if offset := _offset(text, at, end, rest):
        zone, end = offset
    elif text.kind(after) in _ZONES:
        closes = after > end and text.kind(after + 1) is Kind.CLOSE
        zone, end = _zone(text, text.tokens[after]), after + 1 + closes
    elif rest and rest[-1].kind in _ZONES:
        zone = _zone(text, rest.pop())
    else:
        _refuse_unknown(text, end, said)
    if text.kind(at) is Kind.MIDNIGHT:
        wall, end = _side(text, end)
    last = text.tokens[end - 1]
    return clock(wall, zone, said, (text.tokens[at].start, last.end)), end


def _offset(text: EnglishText, at: int, sign: int, rest: list[Token[Kind]]) -> tuple[SpokenZone, int] | None:
    """The offset of "18:00:00-07", "6pm -0700", "18:00 -07:00"; of "9:00-17" and "10:00-12:00" none, they are spans.

    With a plus it is a token already, which may stand behind the year (RFC 5322 3.3 has it behind the time).
    """
    if text.kind(sign) is Kind.YEAR and text.kind(sign + 1) in {Kind.DASH, Kind.ZONE}:
        found = _offset(text, at, sign + 1, rest) if text.kind(sign + 1) is Kind.DASH else None
        if found or text.said(sign + 1).startswith("+"):
            rest.append(text.tokens[sign])
        return found or ((text.tokens[sign + 1].value, sign + 2) if text.said(sign + 1).startswith("+") else None)
    behind = text.said(sign + 1)
    if text.kind(sign) is not Kind.DASH or text.tokens[sign].end != text.tokens[sign + 1].start:
        return None
    if not (written := _OFFSET.fullmatch(behind)):
        return None
    exact = text.said(at).count(":") > 1 or (bool(rest) and rest[-1].kind is Kind.ISO)
    hour, minute, *_ = text.tokens[at].value or (0, 0)
    apart = len(behind) > _TWO_DIGITS and (int(written[1]), int(written[2] or 0)) < (hour, minute)
    return (SpokenZone(f"UTC-{behind}"), sign + 2) if exact or apart else None


def _zone_again(text: EnglishText, at: int) -> tuple[SpokenZone | None, int] | None:
    """The zone that is said once more in brackets, and the token behind it: "18:00 -0700 (PDT)", "noon PDT (-0700)"."""
    if text.kind(at) is not Kind.OPEN:
        return None
    if text.kind(at + 1) in _ZONES and text.kind(at + 2) is Kind.CLOSE:
        return _zone(text, text.tokens[at + 1]), at + 3
    if text.kind(at + 1) is Kind.DASH and text.kind(at + 3) is Kind.CLOSE and _OFFSET.fullmatch(text.said(at + 2)):
        return SpokenZone(f"UTC-{text.said(at + 2)}"), at + 4
    return None


def _in_half(noon: int, rest: list[Token[Kind]]) -> Wall | None:
    """The time of "9 in the morning", whose hour stands in front."""
    hour = rest.pop().value if rest and rest[-1].kind is Kind.NUMBER else 0
    return (hour % _NOON + noon, 0, 0, 0) if 1 <= hour <= _NOON else None


def _side(text: EnglishText, at: int) -> tuple[Wall, int]:
    """The time that midnight is when its side is said: "midnight UTC at the end of November 9"."""
    side = text.skip(at, Kind.ON, Kind.THE)
    if text.kind(side) is not Kind.PART or text.tokens[side].value not in _SIDES:
        raise two_sided_midnight()
    return _SIDES[text.tokens[side].value], side + 1


def _zone(text: EnglishText, token: Token[Kind]) -> SpokenZone | None:
    if token.kind is Kind.MANY_ZONES:
        raise shared_zone_name(text.tidy[token.start : token.end], token.value)
    found: SpokenZone | None = token.value
    return found


def _refuse_unknown(text: EnglishText, at: int, said: str) -> None:
    inside = text.skip(at, *_LEAD)
    if inside == at + 1 and text.kind(inside + 1) in _ENDS_A_ZONE and text.said(inside).endswith("t"):
        at = inside  # "18:00 (IRKT)", "18:00, IRKT"; "18:00 (NASA)" names who
    word = text.words(at, at + 1)
    if text.kind(at + 1) in {Kind.OTHER, Kind.VERB, Kind.NOUN}:
        return  # "18:00 NASA announces"
    if text.kind(at) is Kind.OTHER and word.isupper() and word.isalpha() and 1 < len(word) <= _LONGEST_ABBREVIATION:
        raise DateRefusedError(
            f'"{said} {word}" names a zone that is not known: write the offset, as in UTC+8', Refusal.IMPOSSIBLE
        )
