"""What has digits in a Chinese sentence and is no date: each kind with an example and how it is told.

`dates/residue.py` asks here for whatever was not read as a part of the date. Most kinds are told by the characters in
front of the number or behind it, so they are patterns of the text around a token.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from watchtracker.dates.chinese.clauses import is_comma
from watchtracker.dates.chinese.grammar import ChineseText, follows_an_event
from watchtracker.dates.han.kinds import HanKind as Kind
from watchtracker.dates.residue import KnownNumber

_BELONGS_TO_A_DATE = {Kind.DAY, Kind.NTH, Kind.NTH_WEEK, Kind.WEEK_OF, Kind.COUNT, Kind.BUSINESS}
_DIGIT = re.compile("[0-9]")
_NUMBER = r"[0-9][0-9.,]*\s?[余多几]?\s?[十百千万亿]*[余多]?\s?"
# Latin words that make a number in front or behind a date, a time or a zone, and no name.
_OF_TIME = (
    r"(?:utc|gmt|aoe|[ap]\.?m|hrs?|hours?|uhr|[cejkpmhb]s?t|[cem]dt|pdt|jan|feb|mar|apr|may|june?|july?|aug|sept?|"
    r"oct|nov|dec|mon|tue|wed|thu|fri|sat|sun|st|nd|rd|th)"
)
# What is counted; 个 counts months and weeks as well, which are lengths.
_BEFORE_A_NUMBER = rf"(?:{_OF_TIME}|w|q|h(?=[12](?![0-9])))"
_COUNTED = (
    "个(?!\\s?(?:月|周|星期|礼拜|季|工作日|交易日|小时|年))|款|台|家|部|项|种|名|人|位|座|条|辆|架|件|套|批|次|届|场|集|期|章|节|份|张|枚|支|只|"
    "艘|颗|幅|间|层|楼|栋|幢|室|房|厅|座|路|街|弄|区|片|块|组|队|站|门|股|手|票|篇|页|字|行|步|轮|局|城|省|市|县|国|校|院|所|类|级|型|代|寸|英寸|岁|"
    "会议室|教室|报告厅|展位|车厢|周岁|大|强|公里|千米|米|平方米|亩|公顷|吨|千克|公斤|克|升|瓦|千瓦|兆瓦|度|赫兹|纳米|奈米|毫米|厘米|核|位数|号线|号机|号楼|号店|号馆|号厅|号台风|号文|"
    "号令|号公告|号机|号卫星|号院|号门|期工程|连冠|折|倍|成|维|阶|级|星|冠|者|户|例|起(?=事|案)|笔|桶|箱|瓶|杯|本|册|卷|把|双|对|副|排|列|颗|粒|根|点建议|季报"
)
_UNITS = "个?月|个?周|个?星期|个?礼拜|个?季度|个?小时|天|日|年|分钟|秒|个?工作日|个?交易日|夜|晚"
_LENGTH_WORDS = (
    "为期|持续|历时|连续|长达|满|共|提前|推迟|延期|延后|延长|顺延|推后|超|近|约|达|仅|还有|剩|每|试用|质保|周期|有效期"
)

_PATTERNS = {
    "a title": r"《[^》]*》|「[^」]*」|『[^』]*』|\u201c[^\u201d]*\u201d|\"[^\"]*\"",
    "a link, the number of an issue": r"https?://\S+|#[0-9]+",
    "a name": rf"(?<![a-z])(?!{_BEFORE_A_NUMBER}\.?\s?[0-9])[a-z][a-z.+/_&#'-]*\s?[0-9]+"
    r"(?:[./:-][a-z0-9]+|--[0-9]+)*[a-z0-9+]*"
    r"|(?<=[\u4e00-\u9fff])(?<![年月日号周时点分至到])-[0-9]+[a-z]*|[0-9]{1,2}\u00b7[0-9]{1,2}",
    "a form of a name": rf"(?<![0-9.:/-])[0-9]+(?:\.[0-9]+)*\s?-?(?!(?:{_OF_TIME}|h|z)\b)[a-z][a-z0-9+]*",
    "a version": r"版本?\s?[0-9]+(?:\.[0-9]+)*|[0-9]+(?:\.[0-9]+)*(?=\s?(?:正式|测试|稳定)?版)"
    r"|(?<![0-9.])(?!2[0-9]\.)[0-9]+(?:\.[0-9]+){2,}",
    "a year of school": r"(?:19|20)[0-9]{2}\s?[-~至—]{1,2}\s?(?:19|20)?[0-9]{2}\s?(?=学年|赛季|雪季|年度)",
    "a law's number": r"[\[\u3014(【][0-9]{4}[\]\u3015)】]\s?第?\s?[0-9]*(?:\s?号)?"
    r"|[民刑行执知商][初终再申特字][0-9]+号",
    "money": rf"满[0-9]+[减送返][0-9]+|[$€£¥]\s?[0-9][0-9.,]*|{_NUMBER}(?:美元|元)"
    r"|[0-9][0-9.,]*\s?(?:港币|欧元|英镑|人民币)|[0-9][0-9.,]*\s?[百千万亿]",
    "a share": r"[0-9][0-9.,]*\s?(?:%|‰|个百分点|倍|折|成(?!立))",
    "a count": rf"{_NUMBER}(?:{_COUNTED})",
    "a large number": r"(?<![0-9.])[1-9][0-9]{4}(?![0-9.])",
    "a phone number": r"(?:电话|热线|致电|客服|手机|传真|微信|群号?|邮编|编号|代码|账号)[^0-9,。;]{0,3}[0-9][0-9 -]*"
    r"|(?<![0-9-])(?:0[0-9]{2,3}-[0-9]{7,8}|1[3-9][0-9]{9}|[48]00-?[0-9]{3}-?[0-9]{4})(?![0-9-])",
    "a heading's number": r"^\(?[0-9]{1,2}(?:[、)](?![0-9]+月(?!\s?[0-9]))|\.(?![0-9]))",
    "a ratio": r"[0-9]+\s?比\s?[0-9]+|(?<![0-9:])[0-9]{1,2}:[0-9](?![0-9])",
}
_EXAMPLES = {
    "a title": "《2077》于5月6日上映",
    "a link, the number of an issue": "#12 5月6日发布",
    "a name": "GPT-5 将于5月6日发布",
    "a form of a name": "26H2 将于5月6日推送",
    "a version": "3.5版本将于5月6日上线",
    "a year of school": "2026-2027学年的课表5月6日公布",
    "a law's number": "财税[2026]15号文自5月6日起执行",
    "money": "20亿元资金将于5月6日到位",
    "a share": "15%关税自5月6日起生效",
    "a count": "5个部门将于5月6日发布",
    "a large number": "12306将于5月6日更新",
    "a phone number": "电话010-12345678报名至5月6日",
    "a heading's number": "1、5月6日发布",
    "a ratio": "3比2的决赛5月6日举行",
}
_MONTHS = "(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\\.?"
# A date that the text has in English as well, which is read too.
ENGLISH_DATE = re.compile(
    rf"(?<![0-9a-z])(?:[0-9]{{1,2}}\s{_MONTHS}(?:,?\s[0-9]{{4}})?|{_MONTHS}\s[0-9]{{1,2}}(?:,?\s[0-9]{{4}})?)(?![0-9a-z])",
    re.IGNORECASE,
)
_LENGTH = re.compile(
    rf"(?P<why>{_LENGTH_WORDS})?\s?(?<![0-9])[0-9]{{1,3}}(?:[到至~-][0-9]+)?\s?(?:{_UNITS})间?(?!\s?(?:[以之]?[前后内]|起))"
)
_NAMED_YEAR = re.compile(r"(?<![0-9./-])(?:19|20)[0-9]{2}(?=\s?[^\W\d])(?!\s?[年月日号])")
_HAN = re.compile(r"[\u3400-\u9fff]")
_NO_NAMES = frozenset("早晚午夜晨旬期周拜历")
_SMALL_KINDS = frozenset("款级届版")
_PARTS_OF_THIS_YEAR = {Kind.PART_OF_YEAR, Kind.WITHIN_YEAR, Kind.PART_OF_MONTH}
_UNCERTAIN = {Kind.BEFORE, Kind.AFTER, Kind.ONWARDS, Kind.OR_AFTER, Kind.OR_BEFORE}


def unread(text: ChineseText, read: list[tuple[int, int]]) -> list[int]:
    """The tokens that may belong to a date and were not read, in the clauses that have one; `read` are the phrases."""
    inside = {at for first, end in read for at in range(first, end)}
    if not _has_any(text, read, inside):
        return []
    left: list[int] = []
    clause: list[int] = []
    dated = False
    for at, token in enumerate(text.tokens):
        if token.kind is Kind.NOTHING or is_comma(text, at):
            left += clause if dated else []
            clause, dated = [], False
        elif at in inside:
            dated = True
        elif token.kind in _BELONGS_TO_A_DATE or _DIGIT.search(text.said(at)):
            clause.append(at)
    return left


def _has_any(text: ChineseText, read: list[tuple[int, int]], inside: set[int]) -> bool:
    """Whether anything is left, seen quickly: in most texts all digits are those of the date and its time."""
    known = [(text.tokens[first].start, text.tokens[end - 1].end) for first, end in read]
    known += [(clock.start, clock.end) for clock in text.clocks]
    for match in _DIGIT.finditer(text.tidy):
        if not any(first <= match.start() < end for first, end in known):
            return True
    return any(token.kind in _BELONGS_TO_A_DATE and at not in inside for at, token in enumerate(text.tokens))


def years_of_names(text: ChineseText) -> list[tuple[int, int]]:
    """The years in names, 2026世界大会, and where they are; a model of 2026, 2026款, says nothing of when."""
    if _NAMED_YEAR.search(text.tidy) is None:
        return []
    return [
        (at, int(text.said(at)))
        for at, token in enumerate(text.tokens)
        if token.kind is Kind.OTHER and _is_year_of_a_name(text, at) and text.said(at + 1)[:1] not in _SMALL_KINDS
    ]


def _is_year_of_a_name(text: ChineseText, at: int) -> bool:
    return _NAMED_YEAR.match(text.tidy, text.tokens[at].start) is not None and text.kind(at + 1) is Kind.OTHER


def _lies_in(pattern: str) -> Callable[[ChineseText, int], bool]:
    compiled = re.compile(pattern, re.IGNORECASE)
    return lambda text, at: text.lies_in(at, compiled)


def _is_in_a_name(text: ChineseText, at: int) -> bool:
    """As in 小米17, 流浪地球3, 天舟6号: a number right behind a word that is none of time."""
    name = text.said(at - 1)[-1:]
    near = at > 0 and text.tokens[at].start - text.tokens[at - 1].end <= 1
    numbered = text.kind(at) is Kind.OTHER or (text.kind(at) is Kind.DAY and text.said(at).endswith("号"))
    return (
        numbered and near and text.kind(at - 1) is Kind.OTHER and _HAN.match(name) is not None and name not in _NO_NAMES
    )


def _is_numbered(text: ChineseText, at: int) -> bool:
    """As in 1号厂房, where a clause begins with it."""
    begins = at == 0 or is_comma(text, at - 1)
    return begins and text.kind(at) is Kind.DAY and text.said(at).endswith("号") and text.kind(at + 1) is Kind.OTHER


def _is_length(text: ChineseText, at: int) -> bool:
    """As in 为期3天, 满100天, 延长2周: how long something takes, and no distance from a day."""
    start = text.tokens[at].start
    if text.kind(at + 1) in _PARTS_OF_THIS_YEAR:
        return False  # 27年中
    for match in _LENGTH.finditer(text.tidy):
        if match.start() <= start < match.end():
            return bool(match["why"]) or (text.kind(at) is not Kind.DAY and text.kind(at - 1) not in _UNCERTAIN)
    return False


def _counts_from_an_event(text: ChineseText, at: int) -> bool:
    return text.kind(at) in {Kind.COUNT, Kind.BUSINESS} and follows_an_event(text, at)


TABLE: tuple[KnownNumber[ChineseText], ...] = (
    *(KnownNumber(what, _EXAMPLES[what], _lies_in(pattern)) for what, pattern in _PATTERNS.items()),
    KnownNumber("a date in English", "6 May 2026(2026年5月6日)", lambda text, at: text.lies_in(at, ENGLISH_DATE)),
    KnownNumber("a number in a name", "小米17将于5月6日发布", _is_in_a_name),
    KnownNumber("a numbered thing", "1号厂房将于5月6日投产", _is_numbered),
    KnownNumber("a length", "5月6日上线满100天", _is_length),
    KnownNumber("the year of a name", "2026世界大会将于5月6日开幕", _is_year_of_a_name),
    KnownNumber("what counts from an event", "5月6日公布之日起30日内有效", _counts_from_an_event),
)
