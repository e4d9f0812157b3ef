"""Zones that an English text names by their places: "5pm Lisbon time", "time in Helsinki", "5pm Paris".

Only where a time of day stands in the text are its words looked up. What stands between a time and the word "time" and
is no place is refused, unless it says what the time is of ("start time").
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from itertools import pairwise

from watchtracker.dates import places
from watchtracker.dates.cursor import Token
from watchtracker.dates.english.grammar import EnglishText
from watchtracker.dates.english.kinds import CLOCKS
from watchtracker.dates.english.kinds import EnglishKind as Kind
from watchtracker.dates.times import insisting, unknown_place
from watchtracker.dates.zone_names import SpokenZone

_ENDS = {*CLOCKS, Kind.STOP, Kind.COMMA, Kind.OPEN, Kind.CLOSE, Kind.COLON, Kind.SLASH, Kind.NOTHING, Kind.ISO}
_LEAD = (Kind.OPEN, Kind.COMMA)
_OF_A_NAME = {Kind.OTHER, Kind.NOUN, Kind.STREET, Kind.OF, Kind.MONTH, Kind.SEASON, Kind.DASH, Kind.THE, Kind.AND}
_DATES = {Kind.MONTH, Kind.NAMED_DAY, Kind.HOLIDAY, Kind.SEASON, Kind.WEEKDAY, Kind.DASH, Kind.THE}
# What follows "5pm Paris" when Paris is the zone, and not the beginning of a name or the subject.
_AFTER_A_ZONE = {
    *(Kind.NOTHING, Kind.STOP, Kind.COMMA, Kind.CLOSE, Kind.OPEN, Kind.SLASH, Kind.ON, Kind.AND, Kind.OR),
    *(Kind.MONTH, Kind.WEEKDAY, Kind.NUMBER, Kind.ORDINAL, Kind.ISO, Kind.NUMERIC, Kind.DAYS_AWAY, Kind.WHICH),
}
_ENDS_A_ZONE = {Kind.NOTHING, Kind.STOP, Kind.COMMA, Kind.CLOSE, Kind.SLASH}
_LONGEST = 5
# Stations and small towns, of whose names "18:00, Davis" hardly means them.
_HARDLY_KNOWN = ("Antarctica/", "America/Indiana/", "America/Kentucky/", "America/North_Dakota/")
_INSISTS = {"standard": 0, "winter": 0, "summer": 1, "daylight": 1, "daylight saving": 1, "daylight savings": 1}
_BEGINS_BEHIND = {Kind.OTHER, *_LEAD}
_MAY_NAME_ONE = re.compile("[Tt]ime|TIME|[Ll]ocal|West")
_LOCAL = {"local time", "local"}
_MAY_BE_TIME = {Kind.FROM_NOW, Kind.ZONE, Kind.MANY_ZONES, Kind.OTHER}
# Words before "time" that say what it is of, or how often, and no zone.
_WORDS_OF_WHAT = """
    a an the this that same first second third last next any some each every all no my
    for at in on of to by and or with from per until before after is are be will it its when which
    start starting begin beginning end ending finish closing close opening open release launch kickoff kick-off
    publication arrival departure boarding landing cut-off cutoff deadline submission check-in checkin
    game show screen prime full part real lead run down lunch tea dinner bed story break play half extra injury overtime
    response reading waiting travel flight wall clock cpu business working office peak off-peak free
    long short good right wrong only exact planned scheduled expected estimated original new old one
"""
_OF_WHAT = frozenset(_WORDS_OF_WHAT.split())


def with_zones(text: EnglishText) -> list[Token[Kind]]:
    """The tokens of a text that has a time of day, each place that names its zone made one token."""
    found: list[Token[Kind]] = []
    tokens = text.tokens
    if not _MAY_NAME_ONE.search(text.tidy) and not any(
        token.kind in CLOCKS and after.kind in _BEGINS_BEHIND for token, after in pairwise(tokens)
    ):
        return tokens[: text.end]
    at = 0
    while tokens[at].kind is not Kind.NOTHING:
        token = tokens[at]
        if token.kind in _MAY_BE_TIME and (declared := _declared(text, at)):
            found.append(declared[0])
            at = declared[1]
            continue
        if token.kind in _MAY_BE_TIME and (insists := _word_time(text, at)) is not None:
            at = _time_of_place(text, at, found, insists)
            if found[-1] == token and token.kind is Kind.ZONE and (zone := _right_behind(text, at)):
                found[-1], at = zone[0], zone[2]  # "5pm local time (Nairobi)"
            continue
        found.append(_spelt(text, token))
        at += 1
        if token.kind in CLOCKS and (zone := _right_behind(text, at)):
            found += [*tokens[at : zone[1]], zone[0]]
            at = zone[2]
    return found


def _declared(text: EnglishText, at: int) -> tuple[Token[Kind], int] | None:
    """The zone of "time zone: Berlin", "timezone Helsinki", and the token behind it."""
    first = text.tokens[at]
    two = first.kind is Kind.FROM_NOW and text.said(at + 1) == "zone"
    if not two and first.value != "timezone":
        return None
    begin = text.skip(at + 1 + two, Kind.COLON)
    if zone := _longest_place(text, begin, set(Kind)):
        return Token(Kind.ZONE, zone[0], first.start, text.tokens[zone[1] - 1].end), zone[1]
    return None


def _longest_place(text: EnglishText, begin: int, after: AbstractSet[Kind]) -> tuple[SpokenZone, int] | None:
    """The zone of the longest name of a place from `begin` on that has one of the kinds `after` behind it."""
    end = begin
    while text.kind(end) in _OF_A_NAME and end - begin < _LONGEST:
        end += 1
    for last in range(end, begin, -1):
        words = text.words(begin, last).removesuffix("-time")
        if text.kind(last) in after and (zone := places.spoken(words, adjectives=False)):
            return zone, last
    return None


def _word_time(text: EnglishText, at: int) -> str | None:
    """What insists on an offset in the word "time" that stands there: "standard" in "standard time", else nothing.

    None where it is another word.
    """
    token = text.tokens[at]
    if token.kind is Kind.FROM_NOW and text.said(at) == "time":
        return ""
    if token.kind is Kind.MANY_ZONES and text.said(at) == "standard time":
        return "standard"
    return "" if token.kind is Kind.ZONE and token.value is None and text.said(at) in _LOCAL else None


def _time_of_place(text: EnglishText, at: int, found: list[Token[Kind]], insists: str) -> int:
    """Reads the word "time" there into `found`, whose last tokens may name whose it is; the token behind both."""
    token = text.tokens[at]
    first = len(found)
    while first > 0 and len(found) - first < _LONGEST and not _ends_a_name(text, found[first - 1], found[first:]):
        first -= 1
    behind_clock = _is_behind_clock(found, first)
    for begin in range(first, len(found)):
        words = text.tidy[found[begin].start : found[-1].end]
        place, said = _without_season(words, insists)
        dated = any(token.kind in _DATES for token in found[begin:])
        if (not dated or (behind_clock and begin == first)) and (zone := places.spoken(place)):
            zone = insisting(zone, _INSISTS[said], f"{place} {said} time") if said else zone
            found[begin:] = [Token(Kind.ZONE, zone, found[begin].start, token.end)]
            return at + 1
    if (behind_clock or not found or found[-1].kind in _LEAD) and first == len(found):
        return _time_in(text, at, found)
    _refuse_unknown(text, at, found[first:], behind_clock=behind_clock)
    found.append(token)
    return at + 1


def _ends_a_name(text: EnglishText, token: Token[Kind], behind: list[Token[Kind]]) -> bool:
    """Whether no name goes on over this token; over the full stop of "St. John's" it does."""
    if token.kind is Kind.STOP:
        return not behind or text.tidy[: token.end].lower()[-3:] != "st."
    return token.kind in _ENDS


def _spelt(text: EnglishText, token: Token[Kind]) -> Token[Kind]:
    """A token, but of the direction of "West Ham" none of the abbreviation WEST."""
    west = token.kind is Kind.ZONE and text.tidy[token.start : token.end] == "West"
    return token._replace(kind=Kind.OTHER, value="west") if west else token


def _without_season(words: str, insists: str) -> tuple[str, str]:
    """The place of "Korea standard time", and the word that insists on an offset."""
    if insists:
        return words, insists
    small = words.lower()
    said = next((word for word in sorted(_INSISTS, key=len, reverse=True) if small.endswith(f" {word}")), "")
    return (words[: -len(said)].strip() if said else words), said


def _is_behind_clock(found: list[Token[Kind]], first: int) -> bool:
    while first > 0 and found[first - 1].kind in _LEAD:
        first -= 1
    return first > 0 and found[first - 1].kind in CLOCKS


def _time_in(text: EnglishText, at: int, found: list[Token[Kind]]) -> int:
    """The zone of "time in Helsinki" behind a time; "local time of the venue" is the item's."""
    token = text.tokens[at]
    if text.kind(at + 1) not in {Kind.IN, Kind.OF} and text.said(at + 1) != "for":
        found.append(token)
        return at + 1
    if zone := _longest_place(text, at + 2, set(Kind)):
        found.append(Token(Kind.ZONE, zone[0], token.start, text.tokens[zone[1] - 1].end))
        return zone[1]
    if text.kind(at + 2) is Kind.OTHER and text.words(at + 2, at + 3)[0].isupper():
        raise unknown_place(text.words(at, at + 3), text.words(at + 2, at + 3))
    found.append(token)
    return at + 1


def _refuse_unknown(text: EnglishText, at: int, named: list[Token[Kind]], *, behind_clock: bool) -> None:
    """Refuse "10:00 Gotham time", and "10:00 on May 6, Gotham time" by its capital."""
    words = [text.tidy[token.start : token.end] for token in named]
    if not named or text.kind(at) is Kind.MANY_ZONES or words[-1].lower() in _OF_WHAT:
        return
    if named[-1].kind not in _OF_A_NAME or text.said(at + 1).startswith("zone"):
        return
    capital = words[-1][0].isupper()
    directly = text.tokens[at].kind is Kind.FROM_NOW and text.tidy[: named[0].start].rstrip()[-1:] != ","
    whole = behind_clock and (capital or directly) and _OF_WHAT.isdisjoint(word.lower() for word in words)
    apart = capital and text.kind(at + 1) in _ENDS_A_ZONE
    if whole or apart:
        place = " ".join(words) if whole else words[-1]
        raise unknown_place(f"{place} {text.words(at, at + 1)}", place)


def _right_behind(text: EnglishText, at: int) -> tuple[Token[Kind], int, int] | None:
    """The city of "5pm Paris", "5pm (Paris)", with the token where it begins and the one behind it."""
    begin = text.skip(at, *_LEAD)
    if text.kind(begin) is not Kind.OTHER or not text.words(begin, begin + 1)[0].isupper():
        return None
    zone = _longest_place(text, begin, _AFTER_A_ZONE)
    if zone is None or zone[0].name.startswith(_HARDLY_KNOWN):
        return None
    return Token(Kind.ZONE, zone[0], text.tokens[begin].start, text.tokens[zone[1] - 1].end), begin, zone[1]
