"""Japanese text cut into tokens by one expression: what has digits in it, then the words of `words.py`.

Japanese has no spaces, so the longest word that fits is taken. `numerals.py` has made the text plain.
"""

from __future__ import annotations

import re

from watchtracker.dates import refusals
from watchtracker.dates.cursor import Token
from watchtracker.dates.han.kinds import HanKind as Kind
from watchtracker.dates.han.places import at_the_end
from watchtracker.dates.han.shapes import Read, Reader, Shapes, always, digits, numbered, written
from watchtracker.dates.japanese.words import HOURS_OF, NOT_FOLLOWED_BY, UNITS, WORDS
from watchtracker.dates.units import Unit
from watchtracker.dates.zone_names import SpokenZone
from watchtracker.errors import DateRefusedError, Refusal

# The year before the first of an era, and its last year, if it is over.
_ERAS = {
    **dict.fromkeys(["令和", "令", "r"], (2018, 99)),
    **dict.fromkeys(["平成", "平", "h"], (1988, 31)),
    **dict.fromkeys(["昭和", "昭", "s"], (1925, 64)),
    "大正": (1911, 15),
    "明治": (1867, 45),
}
_WEEKDAYS = {name: number for number, name in enumerate("月火水木金土日")}
_WEEKS_AHEAD = {"先": -1, "今": 0, "来": 1, "再来": 2}
_AFTERNOON, _NIGHT = {"午後", "夕方", "夜", "pm"}, {"深夜", "未明"}
# Whose time is no zone's: メンテナンス時間.
_OF_WHAT_WORDS = """
    サービス メンテナンス イベント プレイ スタート オープン クローズ チェックイン フライト チェックアウト
    アップデート ダウン ログイン ライブ キャンペーン セール リリース サポート ゲーム ランチ ラスト テスト
    アクセス ボーナス レッスン
"""
_OF_WHAT = tuple(_OF_WHAT_WORDS.split())
_NOON, _CENTURY = 12, 2000
_MONTHS, _DAYS = 12, 31


def _year(match: re.Match[str]) -> Read:
    years = {_year_of(*found.groups()) for found in _ANY_YEAR.finditer(match[0])}
    if len(years) > 1:
        raise DateRefusedError(f'"{match[0]}" names two years: write the one that is meant', Refusal.CONTRADICTION)
    return (Kind.FISCAL_YEAR if "年度" in match[0] else Kind.YEAR), years.pop()


def _year_of(era: str | None, number: str) -> int:
    if era is None:
        year = int(number)
        return year if len(number) > len("26") else year + _CENTURY
    before, last = _ERAS[era.strip(". ")]
    if not 1 <= int(number) <= last:
        raise DateRefusedError(
            f'there is no year "{era}{number}": write it such as 令和8年, or 2026年', Refusal.IMPOSSIBLE
        )
    return before + int(number)


def _fiscal_term(match: re.Match[str]) -> Read:
    _, year = _year(match)
    return Kind.FISCAL_TERM, (year, int(match["term"]))


def _era_day(match: re.Match[str]) -> Read:
    year = _year_of(match["era"], match["era_year"])
    month, day = int(match["era_month"]), int(match["era_day"])
    return (Kind.WHOLE_DAY, (year, month, day)) if 1 <= month <= _MONTHS else (Kind.NUMBER, None)


def _whole_day(match: re.Match[str]) -> Read:
    year, month, day = (int(part) for part in re.findall(r"[0-9]+", match[0]))
    return Kind.WHOLE_DAY, (year, month, day)


def _eight_digits(match: re.Match[str]) -> Read:
    year, month, day = int(match[0][:4]), int(match[0][4:6]), int(match[0][6:])
    found = 1 <= month <= _MONTHS and 1 <= day <= _DAYS
    return (Kind.WHOLE_DAY, (year, month, day)) if found else (Kind.NUMBER, None)


def _year_month(match: re.Match[str]) -> Read:
    year, month = (int(part) for part in re.split("[/-]", match[0]))
    return (Kind.YEAR_MONTH, (year, month)) if 1 <= month <= _MONTHS else (Kind.NUMBER, None)


def _count(match: re.Match[str]) -> Read:
    low, high = int(match["so_many"]), int(match["up_to"] or match["so_many"])
    when = match["when"]
    return Kind.COUNT, (low, high, UNITS[match["unit"]], when)


def _clock(match: re.Match[str]) -> Read:
    hour, *rest = (int(part) for part in re.findall(r"[0-9]+", match["hours"]))
    minute = 30 if "半" in match["hours"] else rest[0] if rest else 0
    half = match["half"] or match["half_behind"]
    if half in _NIGHT or (hour == _NOON and half in {"午前", "午後", "夜"}):
        return Kind.MIDNIGHT, None
    if half in _AFTERNOON or (half == "昼" and hour < _NOON - 2):
        hour += _NOON * (hour < _NOON)
    second = rest[1] if len(rest) > 1 else 0
    _refuse_span(match, (hour, minute))
    return Kind.TIME, ((hour, minute, second, 0), match["offset"])


def _refuse_span(match: re.Match[str], begins: tuple[int, int]) -> None:
    """10:00-12:00 are two times, 18:00-07:00 can only be a time and its offset."""
    offset = (match["offset"] or "").strip()
    ends = [int(part) for part in re.findall("[0-9]+", offset)]
    if (
        offset.startswith("-")
        and ends
        and (":" in offset or ends[0] <= _NOON * 2)
        and (ends[0], *ends[1:], 0)[:2] > begins
    ):
        raise refusals.two_times(f'"{match[0]}"')


def _that_week(match: re.Match[str]) -> Read:
    day = Unit.WEEKEND if match["weekend"] else _WEEKDAYS.get(match["that_day"])
    return Kind.WEEK, (_WEEKS_AHEAD[match["ahead"]], day)


def _weekday(kind: Kind, group: str) -> Reader:
    return lambda match: (kind, _WEEKDAYS[match[group]])


def _english_weekday(match: re.Match[str]) -> Read:
    days = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    return Kind.WEEKDAY_MARK, days.index(match[0].strip("( ")[:3])


def _year_quarter(match: re.Match[str]) -> Read:
    year, quarter = sorted((int(number) for number in re.findall("[0-9]+", match[0])), reverse=True)
    return Kind.YEAR_QUARTER, (year, quarter)


def _iso_week(match: re.Match[str]) -> Read:
    year, week = re.findall("[0-9]+", match[0])
    return Kind.ISO_WEEK, (int(year), int(week))


def _nth(match: re.Match[str]) -> Read:
    return Kind.NTH, (_nth_of(match["nth_day"]), _WEEKDAYS[match["nth_name"]])


def _nth_of(number: str) -> int:
    return -1 if number.startswith("最終") else digits(number)


def _this_season(match: re.Match[str]) -> Read:
    # Winter runs over New Year: 今冬 is the one that runs or comes, whichever year it began in.
    winter = match.string[match.end()] == "冬" and match[0] == "今"
    return (Kind.HEDGE, None) if winter else (Kind.THIS_YEAR, {"今": 0, "来": 1, "昨": -1}[match[0]])


def _place_in_kanji(match: re.Match[str]) -> Read:
    """As in 東海岸時間, and the hours of something: 受付時間."""
    name = match["kanji"]
    if known := at_the_end(name):
        return Kind.ZONE, known[0]
    return (Kind.OTHER if name.endswith(HOURS_OF) else Kind.NO_ZONE), "beside a time"


def _offset(match: re.Match[str]) -> Read:
    return Kind.ZONE, SpokenZone(match[0].upper().replace(" ", ""))


def _place(match: re.Match[str]) -> Read:
    """As in リスボン時間, パリ現地時間, ハワイ標準時."""
    name = match["place"].replace("・", "")
    known = at_the_end(name)
    if known and known[1] == len(name):
        return Kind.ZONE, known[0]
    of_what = name.endswith(_OF_WHAT) or match.string.startswith(("は", ":", "を", "が"), match.end())
    return (Kind.NAME if of_what else Kind.NO_ZONE), None


_YEAR = (
    r"(?:(?:(?:令和|平成|昭和|大正|明治)\s*|(?<![a-z])[rhs]\.?\s?)[0-9]{1,2}|(?<![0-9])[0-9]{4}"
    r"|(?<![0-9.])'?[2-9][0-9](?=\s*年(?:度|内|末|初|前半|後半|\s*[0-9]{1,2}\s*月(?![0-9])|[春夏秋冬]|第[1-4]四半期)))"
)
_ANY_YEAR = re.compile(r"(令和|平成|昭和|大正|明治|(?<![a-z])[rhs]\.?)?\s*([0-9]{4}|[0-9]{1,2})(?=\s*[年()])")
_NAMED_YEAR = rf"{_YEAR}(?:\s*\({_YEAR}\))?\s*年(?!間|ぶり|生|前(?!半)|後(?!半)|目|代|以内)"
_AND_AGAIN = rf"(?:\s*\({_YEAR}\s*年度?\))?"
_LAW = (
    rf"\(?{_YEAR}\s*年\s*[^\W\d_]{{0,14}}?(?:法律|政令|省令|府令|規則|告示|条例|訓令|令|通達)\s*第\s*[0-9]+\s*号\)?"
    r"|(?:その|[※#注])[0-9]+(?![0-9]*[月日年/:.])|[【\[][0-9]+[】\]]|[0-9]+分の[0-9]+|[0-9]+を(?:超え|下回|上回)"
    r"|第\s*[0-9]+\s*[回号条項章節版弾期次類種部話巻位](?:の[0-9]+)?(?:[0-9]+)?"
)
# 1年6月を超えない is how laws write 18 months.
_SO_LONG = r"(?:[0-9]+\s*年)?\s*[0-9]+\s*(?:か?月|年|日|週間)\s*"
_EVENT = (
    r"(?:(?<![0-9本今明毎即当末初])日(?:\([^()]*\))?(?:の翌日)?(?:から|より)|から起算)(?:起算)?(?:して)?"
    rf"(?:{_SO_LONG}(?:を超えない|を経過|以内|後))?|{_SO_LONG}を(?:超えない|経過)"
)
_HALVES = "午前|午後|早朝|朝|昼|夕方|夜|深夜|未明|am|pm"
_HOURS = (
    r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?![0-9])|[0-9]{1,2}(?=\s?[ap]m(?![a-z]))|[0-9]{1,2}h(?:[0-9]{2})?(?![a-z0-9])"
    r"|[0-9]{1,2}\s*時(?!間|点|期|代|刻|給|計|限)(?:\s*[0-9]{1,2}\s*分(?!間)|\s*半)?"
)
_OFFSET = r"(?:\s?[+-][0-9]{1,2}(?::?[0-9]{2})?(?![0-9:年月日時名])|z(?![a-z]))"
_ENGLISH_DAY = r"(?:mon|tue|wed|thu|fri|sat|sun)(?:[a-z]*day|s|rs|nes)?\.?(?![a-z0-9])"
_DAY_NAME = "[月火水木金土日]"
# Each shape is a group that closes last, so `lastgroup` names it, whatever named groups there are in it.
# An example, what reads it, and the expression, in the order in which they are tried; the words have none of their own.
TABLE: tuple[tuple[str, Reader, str], ...] = (
    ("平成15年法律第57号", always(Kind.NAME), _LAW),
    ("https://example.jp/2026/5/6", always(Kind.NAME), r"https?://[!-~]+|[a-z0-9._+-]+@[a-z0-9.-]+"),
    (
        "03-1234-5678",
        always(Kind.NAME),
        r"(?<![0-9-])0[0-9]{1,3}-[0-9]{2,4}-[0-9]{3,4}(?![0-9])|〒\s?[0-9]{3}-[0-9]{4}",
    ),
    ("日から起算して6か月を超えない", always(Kind.EVENT), _EVENT),
    ("2026-05-06", _whole_day, r"(?<![0-9])[0-9]{4}-[0-9]{2}-[0-9]{2}(?:t(?=[0-9])|(?![0-9]))"),
    ("2026/5/6", _whole_day, r"(?<![0-9])[0-9]{4}(?:/[0-9]{1,2}/|\.\s?[0-9]{1,2}\.\s?)[0-9]{1,2}(?![0-9])"),
    ("20260506", _eight_digits, r"(?<![0-9.,-])20[0-9]{6}(?![0-9.,-])"),
    ("2026/5", _year_month, r"(?<![0-9])[0-9]{4}[/-][0-9]{1,2}(?![0-9/-])"),
    (
        "r8.6.30",
        _era_day,
        r"(?<![a-z0-9])(?P<era>令和?|平成?|昭和?|[rhs])\.?\s?(?P<era_year>[0-9]{1,2})[./](?P<era_month>[0-9]{1,2})[./](?P<era_day>[0-9]{1,2})(?![0-9.])",
    ),
    ("2027年3月期", _fiscal_term, rf"{_NAMED_YEAR}\s*(?P<term>[0-9]{{1,2}})\s*月期"),
    ("令和8年(2026年)", _year, rf"{_NAMED_YEAR}(?:度(?!以上))?{_AND_AGAIN}"),
    ("10営業日", always(Kind.BUSINESS), r"(?:[0-9]+|翌|前|翌々|第[0-9])\s*(?:営業日|開庁日|平日)"),
    (
        "30日以内",
        _count,
        (
            r"(?<![月.:0-9])(?<!月\s)(?P<so_many>[0-9]{1,3})(?:(?:[~-]|,(?=[0-9](?![0-9])))(?P<up_to>[0-9]{1,3}))?\s*"
            r"(?P<unit>か月間?|日間?|週間?|四半期|か?年間?|(?<=か)月)\s*(?:程度|ほど|くらい|ぐらい)?の?(?P<when>以内|後(?!半)|前(?![半倒]))"
        ),
    ),
    (
        "5日間",
        always(Kind.LENGTH),
        r"(?<!月)[0-9]+(?:[.~-][0-9]+)?\s*(?:日間|週間?|か月間?|か年|年間|年半|周年|年(?:目|ぶり|連続|生|代|以上)|日目|日限定|日(?=[0-9]+[食人組枚台件])|泊(?:[0-9]+日)?|時間半?|分間?|秒間?)",
    ),
    ("1日1回", always(Kind.LENGTH), r"(?<!月)[0-9]+\s*[日週]間?(?:に|あたり)?\s*[0-9]+\s*[回個本度時話曲名]"),
    ("5月", numbered(Kind.MONTH), r"(?<![0-9.])[0-9]{1,2}\s*月(?!例|額|面)"),
    ("6日", numbered(Kind.DAY), r"(?<![0-9.])[0-9]{1,2}\s*日(?!間|目)"),
    ("第2火曜日", _nth, rf"(?P<nth_day>第\s?[0-9]|最終)(?P<nth_name>{_DAY_NAME})曜日?"),
    ("第1週", lambda match: (Kind.NTH_WEEK, _nth_of(match[0])), r"第[0-9]週(?!間)目?|最終週"),
    (
        "午後5時半",
        _clock,
        rf"(?P<half>{_HALVES})?\s*の?\s*(?P<hours>{_HOURS})(?P<offset>{_OFFSET})?(?:\s?(?P<half_behind>[ap]m))?",
    ),
    ("q3 2026", _year_quarter, r"q[1-4]\s?/?\s?20[0-9]{2}(?![0-9])|(?<![0-9])20[0-9]{2}\s?[/-]?\s?q[1-4](?![0-9])"),
    ("2026-w24", _iso_week, r"(?<![0-9])20[0-9]{2}-?w[0-9]{2}(?![0-9])"),
    (
        "第3四半期",
        numbered(Kind.QUARTER),
        r"(?:第\s*)?[0-9]\s*四半期|q[0-9](?![a-z0-9])|(?<![0-9.])[0-9]q(?![a-z0-9])",
    ),
    ("fy2026", always(Kind.FISCAL), r"fy\s?'?[0-9]{2,4}"),
    ("来週火曜日", _that_week, rf"(?P<ahead>再来|来|今|先)週(?:の?(?P<that_day>{_DAY_NAME})曜日?|(?P<weekend>末))?"),
    (
        "(火・祝)",
        _weekday(Kind.WEEKDAY_MARK, "mark"),
        rf"\(\s*(?P<mark>{_DAY_NAME})(?:曜日?)?(?:[・,/·]?\s*(?:祝日?|休日?|振休|振替休日))?\s*\)",
    ),
    ("(tue)", _english_weekday, rf"(?<=日)\s?{_ENGLISH_DAY}|(?<=日\s){_ENGLISH_DAY}|\(\s*{_ENGLISH_DAY}\s*\)"),
    ("火曜日", _weekday(Kind.WEEKDAY, "any_day"), rf"(?P<any_day>{_DAY_NAME})曜日?"),
    ("週末", always(Kind.WEEK, (0, Unit.WEEKEND)), r"週末"),
    ("週明け", always(Kind.AFTER_WEEKEND), r"週明け"),
    ("今春", _this_season, "[今来昨](?=[春夏秋冬])"),
    ("utc+9", _offset, r"(?:utc|gmt)\s?[+-]\s?[0-9]{1,2}(?::?[0-9]{2})?"),
    ("¥1,000", always(Kind.NAME), r"[¥$€£\\]\s?[0-9][0-9,.]*"),
    ("25/12/2026", written(Kind.NUMERIC), r"(?<![0-9/.])[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2,4}(?![0-9/])"),
    (
        "6/30",
        written(Kind.NUMERIC),
        rf"(?<![0-9/.])[0-9]{{1,2}}/[0-9]{{1,2}}(?![0-9/%])|(?<![0-9/.])[0-9]{{1,2}}\.[0-9]{{1,2}}(?=\s*\({_DAY_NAME})",
    ),
    ("までに", lambda match: WORDS[match[0]], ""),
    (
        "リスボン時間",
        _place,
        r"(?P<place>南?[ァ-ヺー・]{2,}(?:東部|中部|西部|太平洋|山岳部)?(?:夏|標準)?)(?:現地)?時間?(?![点折給])",
    ),
    ("東西部時間", _place_in_kanji, r"(?P<kanji>[\u4e00-\u9fff]{1,8})(?:時間|標準時)"),
    ("gpt-5.5", always(Kind.NAME), r"[a-z][a-z0-9]*(?:[.&+'_-]?[a-z0-9]+)*"),
    ("3.2", always(Kind.NUMBER), r"[0-9]+(?:[.,:/-][0-9]+)*"),
    ("バージョン", always(Kind.NAME), r"[ァ-ヺー]+"),
    ("研", always(Kind.OTHER), r"\S"),
)
SHAPES = Shapes(TABLE, WORDS, NOT_FOLLOWED_BY)


def tokens(text: str) -> list[Token[Kind]]:
    """The tokens of a plain text."""
    return SHAPES.tokens(text)
