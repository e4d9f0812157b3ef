"""Chinese text cut into tokens: in simplified characters, numerals made digits, then the words of announcements.

Chinese has no spaces, so the words are found by one expression made of the tables in `words.py`, longer words
first. `grammar.py` reads on.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from watchtracker.dates.chinese.kinds import Kind, Token
from watchtracker.dates.chinese.words import NOT_FOLLOWED_BY, WORDS
from watchtracker.dates.units import Unit
from watchtracker.dates.zone_names import SpokenZone

Read = tuple[Kind, Any]
Reader = Callable[[re.Match[str]], Read]

# The characters of the tables that are written otherwise in Taiwan and Hong Kong: traditional, simplified.
_PAIRS = (
    "週周個个時时點点號号後后開开發发將将於于實实佈布會会計计劃划報报預预現现還还沒没確确為为與与從从內内間间東东區区"
    "協协調调節节慶庆聖圣誕诞國国勞劳動动業业運运遲迟執执適适啟启試试賣卖舉举辦办長长順顺擬拟爭争標标暫暂歲岁紐纽"
    "約约歐欧倫伦續续隨随擇择請请關关無无盡尽馬马準准備备結结屆届滿满當当這这兩两鐘钟臺台視视況况產产線线審审議议"
    "應应訂订幾几數数終终晝昼淩凌階阶韓韩爾尔羅罗龍龙類类敬敬陸陆進进後后裏里製制"
)
_SIMPLIFIED = str.maketrans(dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True)))
_NUMERALS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"\u3007": 0, "○": 0, "两": 2}
_NUMERAL_RUN = re.compile(
    r"(?<![周期拜])[\u3007○零一二三四五六七八九十两]+(?=\s*(?:年|月|日|号|天|个|周|星期|季|时|点|分|刻|[到至][零一二三四五六七八九十两0-9]+\s*(?:天|个|周|星期)))"
)
_TWO_MONTHS = re.compile(r"([一二三四五六七八九])([一二三四五六七八九])(?=月)")  # 六七月
_HALF_A_YEAR = re.compile("(?<![上下])半年(?=之?以?[内后])")
_YEAR_IN_BRACKETS = re.compile(r"[今明后去]\(([0-9]{4})\)(?=年)")  # 明(2026)年
_UNITS = {
    "天": Unit.DAY,
    "日": Unit.DAY,
    "周": Unit.WEEK,
    "星期": Unit.WEEK,
    "礼拜": Unit.WEEK,
    "月": Unit.MONTH,
    "季度": Unit.QUARTER,
    "年": Unit.YEAR,
}
_AHEAD = {"上": -1, "本": 0, "这": 0, "下": 1, "下下": 2}
_WEEKDAYS = {**{name: number for number, name in enumerate("一二三四五六日")}, "天": 6}
_AFTERNOON = {"下午", "午后", "晚上", "晚间", "夜间", "晚", "傍晚", "中午"}
_NIGHT = {"晚上", "晚间", "夜间", "晚"}
_NOON = 12
_PAST_THE_HOUR = {"半": 30, "一刻": 15, "1刻": 15}
_REPUBLIC = 1911  # the year before the first of 民国


def plain(text: str) -> str:
    """`text` simplified, with numerals before a unit of time made digits: 十二月 is 12月, 二〇二六年 is 2026年."""
    text = _YEAR_IN_BRACKETS.sub(r"\1", text.translate(_SIMPLIFIED))
    text = _TWO_MONTHS.sub(r"\1月或\2", text)
    text = _HALF_A_YEAR.sub("6个月", text).replace("明后天", "明天或后天")
    return _NUMERAL_RUN.sub(lambda match: _number(match.group()), text)


def tokens(text: str) -> list[Token]:
    """The tokens of a plain text."""
    return [
        Token(*_READERS[match.lastgroup or ""](match), match.start(), match.end())
        for match in shapes().finditer(text.lower())
    ]


def _number(numerals: str) -> str:
    if "十" not in numerals:
        return "".join(str(_NUMERALS[c]) for c in numerals)
    tens, _, ones = numerals.partition("十")
    return f"{_NUMERALS.get(tens, 1)}{_NUMERALS.get(ones, 0)}"


def _other(_match: re.Match[str]) -> Read:
    return Kind.OTHER, None


def _as(word: Kind) -> Reader:
    """The word with the number in it."""
    return lambda match: (word, _digits(match[0]))


def _digits(text: str) -> int:
    return int("".join(filter(str.isdigit, text)))


def _written(word: Kind) -> Reader:
    return lambda match: (word, match[0])


def _year(match: re.Match[str]) -> Read:
    return Kind.YEAR, _digits(match[0]) + (_REPUBLIC if "民国" in match[0] else 0)


def _clock(match: re.Match[str]) -> Read:
    hour, *rest = re.findall(r"[0-9]+", match["hours"])
    spoken = next((minutes for words, minutes in _PAST_THE_HOUR.items() if words in match["hours"]), None)
    minute = spoken if spoken is not None else int(rest[0]) if rest else 0
    if int(hour) == _NOON and match["half"] in _NIGHT:
        return Kind.MIDNIGHT, None
    if int(hour) == _NOON and match["half"] == "凌晨":
        hour = "0"
    late = match["half"] in _AFTERNOON and int(hour) < _NOON - (match["half"] == "中午")
    return Kind.TIME, (int(hour) + _NOON * late, minute, int(rest[1]) if len(rest) > 1 else 0, 0)


def _count(match: re.Match[str]) -> Read:
    unit = _UNITS[match["unit"].removeprefix("个")]
    low, high = int(match["so_many"]), int(match["up_to"] or match["so_many"])
    return Kind.COUNT, (low, high, unit, "内" in match["when"])


def _that_week(match: re.Match[str]) -> Read:
    day = match["that_day"]
    return Kind.WEEK, (_AHEAD[match["ahead"]], day and _WEEKDAYS.get(day, Unit.WEEKEND))


def _weekday(match: re.Match[str]) -> Read:
    return Kind.WEEKDAY, _WEEKDAYS.get(match["any_day"], Unit.WEEKEND)


def _this_or_next(match: re.Match[str]) -> Read:
    """The first character of 今晚 or 明春: a day, or a year where a season follows."""
    season = match.string[match.end()] in "春夏秋冬"
    return (Kind.THIS_YEAR if season else Kind.DAYS_AWAY), {"今": 0, "明": 1}.get(match[0], -1)


def _nth_weekday(match: re.Match[str]) -> Read:
    return Kind.NTH, (_nth(match["nth_day"]), _WEEKDAYS[match["nth_name"]])


def _nth_week(match: re.Match[str]) -> Read:
    return Kind.NUMBERED_WEEK, _nth(match["nth_week"])


def _nth(number: str) -> int:
    return -1 if number.startswith("最后") else _digits(number)


def _offset(match: re.Match[str]) -> Read:
    return Kind.ZONE, SpokenZone(match[0].upper().replace(" ", ""))


def _word_pattern() -> str:
    longest_first = sorted(WORDS, key=len, reverse=True)
    return "|".join(
        re.escape(name)
        + ("(?![a-z0-9])" if name.isascii() and name.isalpha() else "")
        + (f"(?![{NOT_FOLLOWED_BY[name]}])" if name in NOT_FOLLOWED_BY else "")
        for name in longest_first
    )


_OF_DAY = "上午|下午|午后|晚上|晚间|夜间|凌晨|清晨|早上|中午|傍晚|早|晚"
_WEEKS = "周|星期|礼拜"
_NAME = r"[a-z]+[a-z0-9.-]*[0-9.-][a-z0-9.-]*(?<!q[1-4])(?<![^\W\d]h[12])|[0-9]+(?:\.[0-9]+)+|[0-9]+[a-z]+"
_HOUR = (
    r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?|[0-9]{1,2}\s*[时点](?:\s*(?:[0-9]{1,2}(?![0-9]|\s*月)\s*分?|半|整|正|[1一]刻))?"
)
_COUNTED = "天|日|个?周|个?星期|个?礼拜|个月|个季度|年"
_REACH = "之后|以后|后|之内|以内|内"
# Each shape is a group that closes last, so `lastgroup` names it, whatever named groups there are in it.
# An example, what reads it, and the expression, in the order in which they are tried; the words have none of their own.
TABLE: tuple[tuple[str, Reader, str], ...] = (
    ("2026-05-06", _written(Kind.ISO), r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])"),
    ("2026/5/6", _written(Kind.ISO), r"[0-9]{4}(?:/[0-9]{1,2}/|\.[0-9]{1,2}\.(?!0\b))[0-9]{1,2}(?![0-9])"),
    ("v4.5", _other, _NAME),
    ("2026年", _year, r"(?:[0-9]{4}|民国\s*[0-9]{2,3})\s*年(?:度(?!$))?"),
    ("5月", _as(Kind.MONTH), r"[0-9]{1,2}\s*月(?:份)?"),
    (
        "30天内",
        _count,
        rf"(?<!月)(?<!月\s)(?P<so_many>[0-9]{{1,3}})(?:[到至~-](?P<up_to>[0-9]{{1,3}}))?\s*(?P<unit>{_COUNTED})\s*(?P<when>{_REACH})",
    ),
    ("10个工作日", lambda _: (Kind.BUSINESS, None), r"[0-9]+\s*个?\s*(?:工作日|交易日)"),
    ("第2个星期二", _nth_weekday, rf"(?P<nth_day>第[0-9]|最后[0-9])个(?:{_WEEKS})(?P<nth_name>[一二三四五六日天])"),
    ("第45周", _nth_week, r"(?P<nth_week>第[0-9]{1,2}|最后[0-9])个?(?:周|星期|礼拜)"),
    ("6日", _as(Kind.DAY), r"[0-9]{1,2}\s*(?:日|号(?![线楼馆厅院店机令文门车卫]))"),
    ("下午3点半", _clock, rf"(?P<half>{_OF_DAY})?\s*(?P<hours>{_HOUR})"),
    ("第3季度", _as(Kind.QUARTER), r"第?[0-9]\s*(?:季度|季(?!度))(?!报)|q[0-9](?![a-z0-9])"),
    ("今晚", _this_or_next, r"[今明昨去](?=[早晚晨春夏秋冬])"),
    ("utc+8", _offset, r"(?:utc|gmt)\s?[+-]\s?[0-9]{1,2}(?::[0-9]{2})?"),
    ("25/12/2026", _written(Kind.NUMERIC), r"[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}|[0-9]{1,2}-[0-9]{1,2}-[0-9]{4}"),
    ("5/19", _written(Kind.NUMERIC), r"(?<![0-9/.])[0-9]{1,2}/[0-9]{1,2}(?![0-9/%])"),
    ("下周三", _that_week, rf"(?P<ahead>下下|下|本|这|上)[一个]?(?:{_WEEKS})(?P<that_day>[一二三四五六日天末])?"),
    ("周三", _weekday, rf"(?:{_WEEKS})(?P<any_day>[一二三四五六日天末])"),
    ("不晚于", lambda match: WORDS[match[0]], ""),
    ("17", _other, r"[0-9]+"),
    ("deepseek", _other, r"[a-z]+"),
    ("研", _other, r"\S"),
)
_READERS = {f"shape_{number}": reader for number, (_, reader, _) in enumerate(TABLE)}


@cache
def shapes() -> re.Pattern[str]:
    """The expression, made when the first Chinese text is read: it takes longer than all else here together."""
    patterns = [pattern or _word_pattern() for _, _, pattern in TABLE]
    return re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in zip(_READERS, patterns, strict=True)))
