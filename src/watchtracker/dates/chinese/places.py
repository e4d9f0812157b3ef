"""Zones that a Chinese text names by their places: 里斯本时间, 10:00(柏林时间), Helsinki时间.

Chinese has no spaces, so a place is looked for in front of 时间; what stands there mostly says what the time is of
(开始时间). Only what reads as a place (哥谭市时间), or stands right behind a time of day, is refused if it is none.
"""

from __future__ import annotations

import re

from watchtracker.dates import places
from watchtracker.dates.cursor import Token
from watchtracker.dates.han.kinds import HanKind as Kind
from watchtracker.dates.han.places import at_the_end
from watchtracker.dates.times import unknown_place
from watchtracker.dates.zone_names import SpokenZone

_TIME = "时间"
_LETTER = r"A-Za-z\u00c0-\u024f"
_LATIN = re.compile(rf"[{_LETTER}][{_LETTER} .'/_-]*$")
_TIME_IN_ENGLISH = re.compile(rf"(?P<place>[{_LETTER}][{_LETTER} .'_-]*?)\s+(?:local\s+)?time\b", re.IGNORECASE)
# The characters that foreign names are spelt with.
_SPELLS = (
    "阿埃艾安奥巴贝比博布查达德蒂多厄尔法菲费夫弗盖戈格哥哈赫霍基吉加迦卡凯科克库拉莱兰劳勒雷里利林隆卢鲁罗洛马麦曼梅蒙米莫姆纳内"
    "尼诺帕佩皮普奇乔切让萨塞森沙圣什史斯索塔泰坦特廷托瓦万威韦维温沃乌西希夏谢辛亚雅耶伊约泽扎兹朱谭"
)
_SPELT = re.compile(rf"(?<![{_SPELLS}])(?P<place>[{_SPELLS}]{{2,10}})$")
_LONGEST = 40
_CLOCK = re.compile(
    r"(?:[0-9]:[0-9]{2}|[0-9]\s*[时点](?:\s*[0-9]{1,2}\s*分?|半|整)?)\s*[(,]?\s*"
    r"(?P<place>[\u4e00-\u9fff]{2,8}|[A-Za-z .]+)$"
)
_A_PLACE = re.compile(r"(?P<place>[\u4e00-\u9fff]{1,3}[^\W城本全各我该][市州国岛])$")
_SAYS_WHAT = tuple("约为是:将待另不由较内段")
_NO_PLACE = re.compile(
    "(?:当地|现地|本地|地方|同一|本|原|新|始|止|束|幕|播|布|行|放|业|门|场|票|售|名|护|收|达|约|请|试|考|费|课|赛|演|映|餐|诊|休|工|车|机|系统|服务器|会议|活动|比赛|"
    "具体|准确|预计|计划|所有|全部|以上|上述|的|段|长|间)$"
)


def with_zones(text: str, found: list[Token[Kind]]) -> list[Token[Kind]]:
    """The tokens of a plain text, each place in front of 时间 made one token with it."""
    if "time" in text.lower():
        found = _with_english(text, found)
    at = text.find(_TIME)
    while at >= 0:
        end = at + len(_TIME)
        if place := _place(text, at, found):
            zone, begin = place
            ahead = [token for token in found if token.end <= begin]
            found = [*ahead, Token(Kind.ZONE, zone, begin, end), *(token for token in found if token.start >= end)]
        at = text.find(_TIME, end)
    return found


def _place(text: str, at: int, found: list[Token[Kind]]) -> tuple[SpokenZone, int] | None:
    """The zone of the place in front of 时间, and where its name begins."""
    words = text[max(0, at - _LONGEST) : at]
    if known := at_the_end(words):
        return known[0], at - known[1]
    said = words.rstrip()
    if (latin := _LATIN.search(said)) and (named := _latin(latin[0])):
        return named[0], at - len(words) + latin.start() + named[1]
    if any(token.start < at < token.end or (token.kind is Kind.ZONE and token.end == at) for token in found):
        return None
    if any(token.kind is Kind.TIME for token in found) and not text.startswith(_SAYS_WHAT, at + len(_TIME)):
        _refuse_unknown(said)
    return None


def _refuse_unknown(said: str) -> None:
    behind = _CLOCK.search(said)
    unknown = behind if behind and not _is_of(behind["place"]) else _SPELT.search(said) or _A_PLACE.search(said)
    if unknown:
        place = unknown["place"].strip()
        raise unknown_place(f"{place}{_TIME}", place)


def _with_english(text: str, found: list[Token[Kind]]) -> list[Token[Kind]]:
    """The tokens with the place of "10:00 (Helsinki time)" made one."""
    for match in _TIME_IN_ENGLISH.finditer(text):
        if named := _latin(match["place"]):
            zone, begin, end = named[0], match.start() + named[1], match.end()
            ahead = [token for token in found if token.end <= begin]
            found = [*ahead, Token(Kind.ZONE, zone, begin, end), *(token for token in found if token.start >= end)]
    return found


def _latin(words: str) -> tuple[SpokenZone, int] | None:
    """The zone of the place that `words` end with, and where in them its name begins."""
    begins = [0, *(at + 1 for at, letter in enumerate(words) if letter == " ")]
    return next(((zone, at) for at in begins if (zone := places.spoken(words[at:]))), None)


def _is_of(words: str) -> bool:
    return _NO_PLACE.search(words) is not None
