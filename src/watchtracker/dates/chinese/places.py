"""Zones that a Chinese text names by their places: 里斯本时间, 10:00(柏林时间), Helsinki时间.

Chinese has no spaces, so a place is looked for in front of 时间; what stands there mostly says what the time is of
(开始时间). Only what reads as a place (哥谭市时间), or stands right behind a time of day, is refused if it is none.
"""

from __future__ import annotations

import re

from watchtracker.dates import han_places, places
from watchtracker.dates.chinese.kinds import Kind
from watchtracker.dates.cursor import Token
from watchtracker.dates.times import refuse_unknown_place
from watchtracker.dates.zone_names import SpokenZone

_TIME = "时间"
_LATIN = re.compile(r"[A-Za-z][A-Za-z .'/_-]*$")
_LONGEST = 40
_CLOCK = re.compile(
    r"(?:[0-9]:[0-9]{2}|[0-9]\s*[时点](?:\s*[0-9]{1,2}\s*分?|半|整)?)\s*[(,]?\s*"
    r"(?P<place>[\u4e00-\u9fff]{2,8}|[A-Za-z .]+)$"
)
_A_PLACE = re.compile(r"(?P<place>[\u4e00-\u9fff]{1,3}[^\W城本全各我该][市州国岛])$")
_NO_PLACE = re.compile(
    "(?:当地|本地|地方|同一|本|原|新|始|止|束|幕|播|布|行|放|业|门|场|票|售|名|收|达|约|请|试|考|费|课|赛|演|映|餐|诊|休|工|车|机|系统|服务器|会议|活动|比赛|"
    "具体|准确|预计|计划|所有|全部|以上|上述|的|段|长|间)$"
)


def with_zones(text: str, found: list[Token[Kind]]) -> list[Token[Kind]]:
    """The tokens of a plain text, each place in front of 时间 made one token with it."""
    at = text.find(_TIME)
    while at >= 0:
        end = at + len(_TIME)
        if place := _place(text, at, found):
            zone, begin = place
            ahead = [token for token in found if token.end <= begin]
            found = [*ahead, Token(Kind.ZONE, zone, begin, end), *(one for one in found if one.start >= end)]
        at = text.find(_TIME, end)
    return found


def _place(text: str, at: int, found: list[Token[Kind]]) -> tuple[SpokenZone, int] | None:
    """The zone of the place in front of 时间, and where its name begins."""
    words = text[max(0, at - _LONGEST) : at]
    if known := han_places.at_the_end(words):
        return known[0], at - known[1]
    said = words.rstrip()
    if (latin := _LATIN.search(said)) and (zone := _latin(latin[0])):
        return zone, at - len(words) + latin.start()
    if any(token.start < at < token.end or (token.kind is Kind.ZONE and token.end == at) for token in found):
        return None
    clock = any(token.kind is Kind.TIME for token in found)
    unknown = clock and (
        _A_PLACE.search(said) or ((match := _CLOCK.search(said)) and not _is_of(match["place"]) and match)
    )
    if unknown:
        raise refuse_unknown_place(f"{unknown['place'].strip()}{_TIME}", unknown["place"].strip())
    return None


def _latin(words: str) -> SpokenZone | None:
    pieces = words.split(" ")
    names = (" ".join(pieces[at:]) for at in range(len(pieces)))
    return next((zone for name in names if (zone := places.spoken(name))), None)


def _is_of(words: str) -> bool:
    return _NO_PLACE.search(words) is not None
