"""Chinese text cut into tokens: what has digits in it, then the words of `words.py`.

`numerals.py` has made the text plain, and `places.py` finds the zones that it names. `grammar.py` reads on.
"""

from __future__ import annotations

import re

from watchtracker.dates.chinese.numerals import in_digits
from watchtracker.dates.chinese.places import with_zones
from watchtracker.dates.chinese.words import NOT_FOLLOWED_BY, WORDS
from watchtracker.dates.cursor import Token
from watchtracker.dates.han.kinds import HanKind as Kind
from watchtracker.dates.han.shapes import Read, Reader, Shapes, always, digits, numbered, written
from watchtracker.dates.units import Unit
from watchtracker.dates.zone_names import SpokenZone

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
_NIGHT = {"晚上", "晚间", "夜间", "夜里", "深夜", "晚"}
_AFTERNOON = {"下午", "午后", "傍晚", "中午", *_NIGHT}
_NOON, _EVENING = 12, 5
_PAST_THE_HOUR = {"半": 30, "一刻": 15, "1刻": 15}
_CENTURY, _HUNDRED, _THOUSAND = 2000, 100, 1000
_HOUR_AND_MINUTE = re.compile(r"([0-9]{1,2}):([0-9]{2})$")
_EXACT_TIME = re.compile(r"(?::[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?|t[0-9]{2}:[0-9]{2}|-[0-9]{2} [0-9]{2}:[0-9]{2})$")
_REPUBLIC = 1911  # the year before the first of 民国


def _year(match: re.Match[str]) -> Read:
    year = digits(match[0])
    if "民国" in match[0] or _HUNDRED <= year < _THOUSAND:
        year += _REPUBLIC
    return Kind.YEAR, year + _CENTURY if year < _HUNDRED else year


def _eight_digits(match: re.Match[str]) -> Read:
    return Kind.ISO, f"{match[0][:4]}-{match[0][4:6]}-{match[0][6:]}"


def _year_of_two(match: re.Match[str]) -> Read:
    """The year comes first in Chinese: 26-11-15."""
    return Kind.ISO, f"20{match[0]}"


def _clock(match: re.Match[str]) -> Read:
    hour, *rest = re.findall(r"[0-9]+", re.sub(r":([0-9]{2})\.[0-9]+$", r":\1", match["hours"]))
    spoken = next((minutes for words, minutes in _PAST_THE_HOUR.items() if words in match["hours"]), None)
    minute = spoken if spoken is not None else int(rest[0]) if rest else 0
    if match["half"] in _NIGHT and (int(hour) == _NOON or 0 < int(hour) < _EVENING):
        return Kind.MIDNIGHT, None  # 晚上12点, 夜里2点: of which day is not said
    if int(hour) == _NOON and match["half"] == "凌晨":
        hour = "0"
    if match["ampm"]:
        hour = str(int(hour) % _NOON + _NOON * (match["ampm"] == "p"))
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


def _weekday_in_brackets(match: re.Match[str]) -> Read:
    return Kind.WEEKDAY, _WEEKDAYS[match["short_day"]]


def _this_or_next(match: re.Match[str]) -> Read:
    """The first character of 今晚 or 明春: a day, or a year where a season follows."""
    season = match.string[match.end()] in "春夏秋冬"
    return (Kind.THIS_YEAR if season else Kind.DAYS_AWAY), {"今": 0, "明": 1}.get(match[0], -1)


def _nth_weekday(match: re.Match[str]) -> Read:
    return Kind.NTH, (_nth(match["nth_day"]), _WEEKDAYS[match["nth_name"]])


def _nth_week(match: re.Match[str]) -> Read:
    return Kind.NTH_WEEK, _nth(match["nth_week"])


def _nth(number: str) -> int:
    return -1 if number.startswith("最后") else digits(number)


def _offset(match: re.Match[str]) -> Read:
    """The offset behind a time; 9:00-17:00 is a span, and 18:00-07:00 cannot be one."""
    offset = match[0].strip(" ()")
    hours, minutes = _offset_parts(offset[1:])
    behind = match.string[: match.start()]
    if offset.startswith("-") and not _EXACT_TIME.search(behind):
        time = _HOUR_AND_MINUTE.search(behind)
        hour, minute = (int(time[1]), int(time[2])) if time else (0, 0)
        if len(offset) < len("-0700") or (hours, minutes) >= (hour, minute):
            return (Kind.TIME, (hours, minutes, 0, 0)) if ":" in offset else (Kind.OTHER, None)
    return Kind.ZONE, SpokenZone(f"UTC{offset[0]}{hours}:{minutes:02}")


def _offset_parts(written: str) -> tuple[int, int]:
    hours, _, minutes = written.partition(":")
    if not minutes and len(hours) > len("08"):
        hours, minutes = hours[:-2], hours[-2:]
    return int(hours), int(minutes or 0)


def _zone_in_utc(match: re.Match[str]) -> Read:
    written = match[0].replace(" ", "").lstrip("utcgm/")
    if "." in written:
        hours = float(written[1:])
        written = f"{written[0]}{int(hours)}:{round(hours % 1 * 60):02}"
    return Kind.ZONE, SpokenZone(f"UTC{written}")


def _zone_from_greenwich(match: re.Match[str]) -> Read:
    numeral = match[0].removesuffix("时间")[1:-1].strip()
    sign = "+" if match[0].startswith("东") else "-"
    return Kind.ZONE, SpokenZone(f"UTC{sign}{numeral if numeral.isdigit() else in_digits(numeral)}")


_OF_DAY = "上午|下午|午后|晚上|晚间|夜间|夜里|深夜|凌晨|清晨|早上|中午|傍晚|早|晚"
_WEEKS = "周|星期|礼拜"
_NAME = r"[a-z]+[a-z0-9.-]*[0-9.-][a-z0-9.-]*(?<!q[1-4])(?<![^\W\d]h[12])|[0-9]+(?:\.[0-9]+)+|[0-9]+[a-z]+"
_HOUR = (
    r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?|[0-9]{1,2}(?=\s?[ap]\.?m\b)"
    r"|(?<!第)[0-9]{1,2}\s*[时点](?![建要意注说原])(?:\s*(?:[0-9]{1,2}(?![0-9]|\s*月)\s*分?|半|整|正|[1一]刻))?"
    r"|(?:(?<=[日号)午晚上晨早])|(?<=[日号)午晚上晨早]\s)|(?<=-[0-9]{2}\s))"
    r"(?:[01][0-9]|2[0-4])\.[0-5][0-9](?=\s?(?:[前起止截,。;()]|[以之]前|开始|结束|关闭|举行|$))"
)
# What makes two digits before 年 a year, and no length: 27年三季度.
_AFTER_A_YEAR = (
    r"(?=\s?(?:[0-9]{1,2}月|第?[1-4]季|首季|q[1-4]|h[12]|[上下]半年|年[初中底末]|[初底末春夏秋冬]|中(?![国心文学])))"
)
_COUNTED = "天|日|个?周|个?星期|个?礼拜|个月|个季度|年"
_REACH = "之后|以后|后|之内|以内|内"
# Each shape is a group that closes last, so `lastgroup` names it, whatever named groups there are in it.
# An example, what reads it, and the expression, in the order in which they are tried; the words have none of their own.
TABLE: tuple[tuple[str, Reader, str], ...] = (
    ("2026-05-06", written(Kind.ISO), r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])"),
    ("20260506", _eight_digits, r"(?<![0-9.])20[2-4][0-9](?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?![0-9.a-z号])"),
    ("26-05-06", _year_of_two, r"(?<![0-9a-z.-])[2-4][0-9](?P<mark>[-/])[0-9]{1,2}(?P=mark)[0-9]{1,2}(?![0-9/-])"),
    ("下午3点半", _clock, rf"(?:(?<=[0-9])t)?(?P<half>{_OF_DAY})?\s*(?P<hours>{_HOUR})(?:\s?(?P<ampm>[ap])\.?m\b\.?)?"),
    (
        "18:00|+08",
        _offset,
        r"(?:(?<=:[0-9]{2})|(?<=\.[0-9]{3})|(?<=\.[0-9]{6})|(?<=[点时分]))\s?\(?[+-][0-9]{1,2}(?::?[0-9]{2})?(?![0-9:])\)?",
    ),
    ("utc+8", _zone_in_utc, r"(?:utc/gmt|gmt/utc|utc|gmt)\s?[+-]\s?[0-9]{1,2}(?::?[0-9]{2}|\.[0-9]+)?(?!\d)"),
    ("东8区", _zone_from_greenwich, r"[东西]\s?(?:[0-9]{1,2}|十?[一二三四五六七八九十])区(?:时间)?"),
    ("2026/5/6", written(Kind.ISO), r"[0-9]{4}(?:/[0-9]{1,2}/|\.[0-9]{1,2}\.(?!0\b))[0-9]{1,2}(?![0-9])"),
    ("2026年|h2", numbered(Kind.HALF), r"(?<=年)h[12](?![a-z0-9])"),
    ("v4.5", always(Kind.OTHER), _NAME),
    (
        "2026年",
        _year,
        rf"(?:[0-9]{{4}}|民国\s*[0-9]{{2,3}}|(?<![0-9第])1[01][0-9](?=年\s?(?:[0-9]{{1,2}}\s?月|[底初末起]|年[底初中]|第?[1-4]季|[上下]半年|度)))\s*年(?:度(?!$))?|(?<![0-9第])[2-4][0-9](?:年|(?=q[1-4])){_AFTER_A_YEAR}|20[2-4][0-9](?=\s?(?:[上下]半年|第?[1-4]季度|[春夏秋冬]季))",
    ),
    ("5月", numbered(Kind.MONTH), r"[0-9]{1,2}\s*月(?:份)?"),
    (
        "30天内",
        _count,
        rf"(?<!月)(?<!月\s)(?P<so_many>[0-9]{{1,3}})(?:[到至~-](?P<up_to>[0-9]{{1,3}}))?\s*(?P<unit>{_COUNTED})\s*(?P<when>{_REACH})",
    ),
    ("10个工作日", always(Kind.BUSINESS), r"[0-9]+\s*个?\s*(?:工作日|交易日)"),
    ("第2个星期二", _nth_weekday, rf"(?P<nth_day>第[0-9]|最后[0-9])个(?:{_WEEKS})(?P<nth_name>[一二三四五六日天])"),
    ("第45周", _nth_week, r"(?P<nth_week>第[0-9]{1,2}|最后[0-9])个?(?:周|星期|礼拜)"),
    ("6日", numbered(Kind.DAY), r"[0-9]{1,2}\s*(?:日|号(?![线楼馆厅院店机令文门车卫]))"),
    ("6日|(三)", _weekday_in_brackets, r"(?<=[0-9日号])\s?\((?P<short_day>[一二三四五六日])\)"),
    ("第3季度", numbered(Kind.QUARTER), r"第?[0-9]\s*(?:季度|季(?!度))(?!报)|q[0-9](?![a-z0-9])"),
    ("今晚", _this_or_next, r"[今明昨去](?=[早晚晨春夏秋冬])"),
    ("25/12/2026", written(Kind.NUMERIC), r"[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}|[0-9]{1,2}-[0-9]{1,2}-[0-9]{4}"),
    ("5/19", written(Kind.NUMERIC), r"(?<![0-9/.])[0-9]{1,2}/[0-9]{1,2}(?![0-9/%])"),
    ("下周三", _that_week, rf"(?P<ahead>下下|下|本|这|上)[一个]?(?:{_WEEKS})(?P<that_day>[一二三四五六日天末])?"),
    ("周三", _weekday, rf"(?:{_WEEKS})(?P<any_day>[一二三四五六日天末])"),
    (
        "每周",
        always(Kind.EVERY),
        r"每(?!年一度)(?:[0-9]*\s?个?(?:周|月|年|天|日|季度?|星期|礼拜|晚|工作日)|隔|逢)|隔[周日天年]",
    ),
    (
        "最早也要",
        always(Kind.NOT_BEFORE),
        r"最[早快]也?(?:仍|还)?(?:要|得|需|须|将|会|可能)?(?:等?到|在|于|从)?|要到(?=[^,。;]*才)",
    ),
    ("待批复后", always(Kind.VAGUE), r"待(?!定)[^,。;0-9]{1,20}后"),
    ("不晚于", lambda match: WORDS[match[0]], ""),
    ("17", always(Kind.OTHER), r"[0-9]+"),
    ("deepseek", always(Kind.OTHER), r"[a-z]+"),
    ("研", always(Kind.OTHER), r"\S"),
)
SHAPES = Shapes(TABLE, WORDS, NOT_FOLLOWED_BY)


def tokens(text: str) -> list[Token[Kind]]:
    """The tokens of a plain text, with the zones that it names by their places."""
    return with_zones(text, SHAPES.tokens(text))
