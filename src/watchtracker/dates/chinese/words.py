"""Chinese text cut into tokens: the words of announcements, with numerals made digits.

Chinese has no spaces, so the words are found by one expression made of the tables below, longer words
first. `chinese.py` says how they go together.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import IntEnum, auto
from functools import cache
from typing import Any, NamedTuple

from watchtracker.dates.units import Part, Unit
from watchtracker.dates.zone_names import SHARED_NAMES, SPOKEN_ZONES, SpokenZone


class Word(IntEnum):
    """What a Chinese token is in the grammar."""

    YEAR = auto()
    THIS_YEAR = auto()
    MONTH = auto()
    THIS_MONTH = auto()
    DAY = auto()
    DAYS_AWAY = auto()
    WEEK = auto()
    WEEKDAY = auto()
    QUARTER = auto()
    THIS_QUARTER = auto()
    HALF = auto()
    SEASON = auto()
    PART = auto()
    PART_OF_YEAR = auto()
    PART_OF_MONTH = auto()
    NAMED_DAY = auto()
    COUNT = auto()
    ISO = auto()
    LATER = auto()
    WITHIN = auto()
    WITHIN_YEAR = auto()
    TO = auto()
    OR = auto()
    BEFORE = auto()
    AFTER = auto()
    FROM = auto()
    ONWARDS = auto()
    UNTIL = auto()
    END = auto()
    BY = auto()
    NOT_BEFORE = auto()
    NOT = auto()
    ONSET = auto()
    MOVED = auto()
    WILL = auto()
    PAST = auto()
    HEDGE = auto()
    VAGUE = auto()
    TIME = auto()
    MIDNIGHT = auto()
    ZONE = auto()
    MANY_ZONES = auto()
    BUSINESS = auto()
    FISCAL = auto()
    NUMERIC = auto()
    OTHER = auto()
    NOTHING = auto()


class Token(NamedTuple):
    """A word with its value, and its place in the text."""

    word: Word
    value: Any
    start: int
    end: int


_NUMERALS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"\u3007": 0, "○": 0, "两": 2}
_NUMERAL_RUN = re.compile(
    r"(?<![周期拜])[\u3007○零一二三四五六七八九十两]+(?=\s*(?:年|月|日|号|天|个|周|星期|季|时|点|分|刻))"
)
_ROWS: tuple[tuple[Word, Any, str], ...] = (
    (Word.THIS_YEAR, 0, "今年 本年 本年度 当年"),
    (Word.THIS_YEAR, 1, "明年 来年 次年 下一年"),
    (Word.THIS_YEAR, 2, "后年"),
    (Word.THIS_YEAR, -1, "去年"),
    (Word.THIS_MONTH, 0, "本月 这个月 当月 本月份"),
    (Word.THIS_MONTH, 1, "下月 下个月 次月"),
    (Word.THIS_MONTH, 2, "下下个月 下下月"),
    (Word.THIS_MONTH, -1, "上月 上个月"),
    (Word.THIS_QUARTER, 0, "本季度 本季 这个季度 这一季度"),
    (Word.THIS_QUARTER, 1, "下季度 下个季度 下一季度 下一个季度 下季"),
    (Word.THIS_QUARTER, -1, "上季度 上个季度 上一季度"),
    (Word.DAYS_AWAY, 0, "今天 今日 今晚 当天 今早"),
    (Word.DAYS_AWAY, 1, "明天 明日 明晚 明早 次日 翌日"),
    (Word.DAYS_AWAY, 2, "后天 后日"),
    (Word.DAYS_AWAY, 3, "大后天"),
    (Word.DAYS_AWAY, -1, "昨天 昨日 昨晚"),
    (Word.DAYS_AWAY, -2, "前天"),
    (Word.HALF, 1, "上半年"),
    (Word.HALF, 2, "下半年"),
    (Word.SEASON, 3, "春季 春天 春"),
    (Word.SEASON, 6, "夏季 夏天 夏"),
    (Word.SEASON, 9, "秋季 秋天 秋"),
    (Word.SEASON, 12, "冬季 冬天 冬"),
    (Word.PART, Part.EARLY, "上旬 月上旬"),
    (Word.PART, Part.MID, "中旬 中期 中"),
    (Word.PART, Part.LATE, "下旬"),
    (Word.PART, Part.BEGINNING, "初 初期 伊始"),
    (Word.PART, Part.END, "底 末"),
    (Word.PART, Part.FIRST_HALF, "上半月 前半"),
    (Word.PART, Part.SECOND_HALF, "下半月 后半"),
    (Word.PART_OF_YEAR, Part.BEGINNING, "年初"),
    (Word.PART_OF_YEAR, Part.MID, "年中"),
    (Word.PART_OF_YEAR, Part.END, "年底 年末 岁末"),
    (Word.PART_OF_MONTH, Part.BEGINNING, "月初"),
    (Word.PART_OF_MONTH, Part.MID, "月中"),
    (Word.PART_OF_MONTH, Part.END, "月底 月末"),
    (Word.NAMED_DAY, (1, 1), "元旦"),
    (Word.NAMED_DAY, (5, 1), "劳动节"),
    (Word.NAMED_DAY, (10, 1), "国庆节 国庆"),
    (Word.NAMED_DAY, (12, 25), "圣诞节 圣诞"),
    (Word.LATER, None, "晚些时候 稍晚时候 晚些 稍晚"),
    (Word.WITHIN, None, "内 之内 以内"),
    (Word.WITHIN_YEAR, None, "年内"),
    (Word.TO, None, "至 到 - ~ — 直至 直到"),
    (Word.OR, None, "或 或者 或是"),
    (Word.BEFORE, None, "前 之前 以前"),
    (Word.AFTER, None, "后 之后 以后"),
    (Word.FROM, None, "自 从"),
    (Word.ONWARDS, None, "起 开始 起开始"),
    (Word.UNTIL, None, "截止 截至 截止至 截止到 截止日期 截止时间 截止日期为 截止时间为 截止日期是 截止于"),
    (Word.END, None, "止 为止 截稿 结束 到期 届满"),
    (Word.BY, None, "不晚于 不迟于 最晚 最迟 最晚于 最迟于 最迟在 最晚在 至迟 不超过"),
    (Word.NOT_BEFORE, None, "不早于 最早 最早于 最早在 最快 最快于 最快在 最早将于 最早要到 最快将于 最快要到"),
    (Word.NOT, None, "不会 不在 不是 并非 不再 不能 不得 不予 无法 不可能 不可"),
    (
        Word.ONSET,
        None,
        "施行 实施 生效 执行 开放 发布 上线 适用 启动 试行 开源 推出 开售 发售 开启 开幕 举行 举办 召开",
    ),
    (Word.MOVED, None, "推迟 延期 延后 延迟 延至 推至 提前 改为 改至 顺延 延长 跳票"),
    (Word.WILL, None, "将 将于 将在 拟 预计 计划 有望 会 力争 争取 定于 要 预期 目标 拟于 或将 可能 望 暂定 预定 正式"),
    (Word.PAST, None, "已 已经 已于 曾 曾于 了 于日前"),
    (Word.HEDGE, None, "约 大约 左右 前后 上下 大概 于 在 的 期间 日期 时间 为 是 当日 份 , : ( )"),
    (
        Word.VAGUE,
        None,
        "即将 近期 待定 尽快 未定 尚未 敬请期待 不久 稍后 择期 另行通知 另行公布 很快 将来 日后 马上 未公布",
    ),
    (
        Word.VAGUE,
        None,
        "有待 未来 近日 待公布 待通知 待确认 陆续 适时 未知 不日 尽早 暂无 暂未 随后 未确定 几周 数周 数月",
    ),
    (
        Word.VAGUE,
        None,
        "几个月 数日 几天 未明确 还没有 没有确定 拭目以待 筹备中 开发中 进行中 完成后 成熟后 通过后 结束后",
    ),
    (Word.MIDNIGHT, None, "午夜 半夜 子夜 夜里12点 晚上12点 晚12点"),
    (Word.TIME, (12, 0, 0, 0), "正午"),
    (Word.ZONE, SpokenZone("Asia/Shanghai"), "北京时间 中国时间 上海时间"),
    (Word.ZONE, SpokenZone("America/New_York"), "美东时间 美国东部时间 纽约时间"),
    (Word.ZONE, SpokenZone("America/Los_Angeles"), "太平洋时间 美西时间 美国太平洋时间"),
    (Word.ZONE, SpokenZone("Asia/Tokyo"), "东京时间 日本时间"),
    (Word.ZONE, SpokenZone("Europe/Brussels"), "欧洲中部时间 布鲁塞尔时间"),
    (Word.ZONE, SpokenZone("UTC"), "世界协调时 协调世界时 格林尼治时间"),
    (Word.ZONE, None, "当地时间"),
    (Word.BUSINESS, None, "工作日 交易日"),
    (Word.FISCAL, None, "财年 财政年度 财季"),
    *((Word.ZONE, zone, name) for name, zone in SPOKEN_ZONES.items() if name.isascii() and name.isalpha()),
    *((Word.MANY_ZONES, meanings, name) for name, meanings in SHARED_NAMES.items() if name.isalpha()),
)
_WORDS = {name: (word, value) for word, value, names in _ROWS for name in names.split()}
# A short word that is often only the beginning of another one, and what it must not be followed by.
_NOT_FOLLOWED_BY = {
    "中": "国方心文间的",
    "初": "步始次",
    "末": "班",
    "前": "往沿景夕端",
    "后": "续台端者",
    "会": "议员上",
    "要": "求点",
    "到": "底期",
    "起": "草来步",
    "内": "容部测",
    "将": "军来",
    "自": "动己主然",
    "从": "事而",
    "至": "少今关",
    "了": "解",
    "春": "节运晚",
    "约": "定束",
}
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
_AFTERNOON = {"下午", "晚上", "晚", "傍晚", "中午"}
_NOON = 12
_PAST_THE_HOUR = {"半": 30, "一刻": 15, "1刻": 15}


def _word_pattern() -> str:
    longest_first = sorted(_WORDS, key=len, reverse=True)
    return "|".join(
        re.escape(name)
        + (r"\b" if name.isascii() and name.isalpha() else "")
        + (f"(?![{_NOT_FOLLOWED_BY[name]}])" if name in _NOT_FOLLOWED_BY else "")
        for name in longest_first
    )


@cache
def _shapes() -> re.Pattern[str]:
    """The expression, made when the first Chinese text is read: it takes longer than all else here together."""
    return re.compile(
        rf"""
    (?P<iso>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}(?![0-9])
        | [0-9]{{4}}(?P<mark>[/.])[0-9]{{1,2}}(?P=mark)[0-9]{{1,2}}(?![0-9]))
  | (?P<name>[a-z]+[a-z0-9.-]*[0-9.-][a-z0-9.-]*(?<!q[1-4])(?<![^\W\d]h[12]) | [0-9]+(?:\.[0-9]+)+ | [0-9]+[a-z]+)
  | (?P<year>[0-9]{{4}})\s*年(?:度(?!$))?
  | (?P<month>[0-9]{{1,2}})\s*月(?:份)?
  | (?<!月)(?<!月\s)(?P<count>[0-9]{{1,3}})\s*
    (?P<unit>天|日|个?周|个?星期|个?礼拜|个月|个季度|年)\s*(?P<when>之后|以后|后|之内|以内|内)
  | (?P<business>[0-9]+\s*个?\s*(?:工作日|交易日))
  | (?P<day>[0-9]{{1,2}})\s*[日号]
  | (?P<half>上午|下午|晚上|凌晨|早上|中午|傍晚|早|晚)?\s*
    (?P<clock>[0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}})?
        | [0-9]{{1,2}}\s*[时点](?:\s*(?:[0-9]{{1,2}}\s*分?|半|整|[1一]刻))?)
  | 第?(?P<quarter>[0-9])\s*季度? | q(?P<q>[0-9])\b
  | (?P<offset>(?:utc|gmt)\s?[+-]\s?[0-9]{{1,2}}(?::[0-9]{{2}})?)
  | (?P<numeric>[0-9]{{1,2}}/[0-9]{{1,2}}/[0-9]{{2,4}} | [0-9]{{1,2}}-[0-9]{{1,2}}-[0-9]{{4}})
  | (?P<ahead>下下|下|本|这|上)(?:一|个)?(?:周|星期|礼拜)(?P<that>[一二三四五六日天末])?
  | (?:周|星期|礼拜)(?P<weekday>[一二三四五六日天末])
  | (?P<word>{_word_pattern()})
  | (?P<number>[0-9]+)
  | (?P<latin>[a-z]+)
  | (?P<other>\S)
    """,
        re.VERBOSE,
    )


def tokens(text: str) -> list[Token]:
    """The tokens of a Chinese text whose numerals are digits (see `in_digits`)."""
    return [_token(match) for match in _shapes().finditer(text.lower())]


def in_digits(text: str) -> str:
    """`text` with Chinese numerals before a unit of time made digits: 十二月 is 12月, 二〇二六年 is 2026年."""
    return _NUMERAL_RUN.sub(lambda match: _number(match.group()), text)


def _number(numerals: str) -> str:
    if "十" not in numerals:
        return "".join(str(_NUMERALS[c]) for c in numerals)
    tens, _, ones = numerals.partition("十")
    return f"{_NUMERALS.get(tens, 1)}{_NUMERALS.get(ones, 0)}"


def _token(match: re.Match[str]) -> Token:
    shape = match.lastgroup or "other"
    word, value = _READERS[shape](match) if shape in _READERS else (Word.OTHER, None)
    return Token(word, value, match.start(), match.end())


def _count(match: re.Match[str]) -> tuple[Word, Any]:
    unit = _UNITS[match["unit"].removeprefix("个")]
    return Word.COUNT, (int(match["count"]), unit, "内" in match["when"])


def _clock(match: re.Match[str]) -> tuple[Word, Any]:
    hour, *rest = re.findall(r"[0-9]+", match["clock"])
    spoken = next((minutes for words, minutes in _PAST_THE_HOUR.items() if words in match["clock"]), None)
    minute = spoken if spoken is not None else int(rest[0]) if rest else 0
    late = match["half"] in _AFTERNOON and int(hour) < _NOON - (match["half"] == "中午")
    return Word.TIME, (int(hour) + _NOON * late, minute, int(rest[1]) if len(rest) > 1 else 0, 0)


def _quarter(number: str) -> tuple[Word, Any]:
    return Word.QUARTER, int(number)


def _that_week(match: re.Match[str]) -> tuple[Word, Any]:
    return Word.WEEK, (_AHEAD[match["ahead"]], match["that"] and _WEEKDAYS.get(match["that"], Unit.WEEKEND))


def _any_week(match: re.Match[str]) -> tuple[Word, Any]:
    return Word.WEEKDAY, _WEEKDAYS.get(match["weekday"], Unit.WEEKEND)


_READERS: dict[str, Callable[[re.Match[str]], tuple[Word, Any]]] = {
    "iso": lambda match: (Word.ISO, match["iso"]),
    "mark": lambda match: (Word.ISO, match["iso"]),
    "year": lambda match: (Word.YEAR, int(match["year"])),
    "month": lambda match: (Word.MONTH, int(match["month"])),
    "day": lambda match: (Word.DAY, int(match["day"])),
    "when": _count,
    "business": lambda _: (Word.BUSINESS, None),
    "clock": _clock,
    "quarter": lambda match: _quarter(match["quarter"]),
    "q": lambda match: _quarter(match["q"]),
    "offset": lambda match: (Word.ZONE, SpokenZone(match["offset"].upper().replace(" ", ""))),
    "numeric": lambda match: (Word.NUMERIC, match["numeric"]),
    "ahead": _that_week,
    "that": _that_week,
    "weekday": _any_week,
    "word": lambda match: _WORDS[match["word"]],
}
