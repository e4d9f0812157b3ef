"""What a line under a day says: its hour, of which kind it is, and whose month its figures are.

In a calendar of figures, "8:30 - Retail sales (February)" comes out on the day that stands over it; February is the
month that is told of. A programme of one day, with its coffee and its lunch, is one event and not twenty.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta, tzinfo

from watchtracker.dates import DateWindow
from watchtracker.reading.days import refused
from watchtracker.reading.languages.letters import SHORT_MONTHS
from watchtracker.reading.languages.words import pattern
from watchtracker.reading.layout.lines import A_MONTH, HAN_MONTH
from watchtracker.reading.statements import Dated, Passage
from watchtracker.reading.titling import title_words
from watchtracker.reading.titling.trimming import cleaned

_ZONE = r"(?-i:(?:[A-Z]{2,4}T|UTC|ET|PT|CT|MT|Z)\b)"
_HOUR = (
    r"(?:12 )?(?:noon|midday)\b|"
    rf"\d{{1,2}}[:.：]\d\d(?: ?[ap]\.?m\b\.?)?(?: ?{_ZONE})?|\d{{1,2}} ?[ap]\.?m\b\.?(?: ?{_ZONE})?"
)
_CLOCK = re.compile(
    rf"\W*(?:at |from |doors )?(?P<hour>{_HOUR})(?: ?(?:[-\u2013\u2014~〜～]|to) ?(?:{_HOUR}))?"
    r"(?P<behind>[\s\u3000]*(?:[-\u2013\u2014:|：,][\s\u3000]*)?)",
    re.IGNORECASE,
)
# What stands around what comes, and says only at what time of the day, or of which week.
WHEN = re.compile(
    r"^(?:after|before|pre|post)[ -](?:the )?(?:market |closing |opening )?(?:close|open|bell|hours|market)s?\W+"
    r"|,? (?:for |in )?(?:the )?(?:week|month|quarter|year)s? (?:ended|ending|to)\b.*$",
    re.IGNORECASE,
)
# A month is written with a capital: "May" is none of these.
IS_A_SENTENCE = re.compile(
    r"\b(?:will|would|shall|should|must|can|may|is|are|was|were|has|have|had|plans|expects|says)\b|[将將]|予定"
)
_WORD = re.compile(r"[^\W\d_]{3}|[\u3040-\u9fff]{2}")
_DAYS_OF_A_MONTH = 27  # from its first day, and at most three more
_MONTHS = SHORT_MONTHS.split("|")
_SEASON = re.compile(r"^\W*(?:Spring|Summer|Autumn|Winter)$", re.IGNORECASE)
_NOUN = re.compile(r" [a-z]{3}", re.IGNORECASE)
_HAN_NUMBERS = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]
_AN_HOUR = re.compile(r"\b\d{1,2}:\d\d\b")
_OF_EACH_DAY = re.compile(
    r"\b(?:high|low|sunrise|sunset|moonrise|moonset|dawn|dusk)\b|満潮|干潮|日出|日没|高潮", re.IGNORECASE
)
_SEVERAL = 2
_LONGEST_MONTH = 24
_HEAD = 3  # characters before the day at the head of a line
_PUT = re.compile(r"(?:in|by|until|till|from|after|before|not|no|next)\b|[起前]$|から$|まで$")
_IN_BRACKETS = re.compile(r"[(（\[][^()（）\[\]]*$")
_PROGRAMME = pattern(r"""
    \b(?:coffee|tea break|lunch|break|breakfast|registration|welcome|opening remarks|closing remarks|keynote|
    wrap[- ]?up|q&a|networking|doors|reception|check-in|introductions?|apologies|session \d|panel|poster session|
    lightning talks|open(?:ing hours)?|closed|last entry)\b|
    茶歇|午餐|签到|致辞|受付|開場|休憩|懇親会|営業
""")
# What offices of statistics give out.
_FIGURES = pattern(r"""
    \b(?:[cp]pi|ppi|pce|gdp|pmis?|ism|retail sales|industrial (?:output|production)|factory orders|(?:un)?employment|
    payrolls?|jobless|claims|inflation|consumer (?:prices|confidence|sentiment|credit)|producer prices|
    (?:business|investor|economic|consumer) (?:climate|confidence|sentiment|activity)|trade (?:balance|data|figures)|
    current account|housing starts|(?:new|existing|pending) home sales|building permits|house prices?|durable goods|
    money supply|lending|budget (?:statement|balance)|inventories|wages?|earnings index|import prices|export prices|
    exports|imports|productivity|labou?r (?:costs?|market)|household spending|machinery orders|tankan|ifo|zew|
    (?:mortgage|loan) (?:applications|approvals)|(?:oil|gas|crude) (?:stocks|inventories)|beige book)\b|
    results|earnings|财报|年报|季报|业绩|決算|速報|改定値|指数|统计|統計|物価|[数數]据|失业率|完全失業率|家計|鉱工業|貿易収支|景気|短観|[零小][售卖]|工业|出口|进口|非农|通胀
""")


def month(text: str, day: date | None) -> date | None:
    """The first day of the month that a line names and nothing else, of this year or the next."""
    if day is None or len(text) > _LONGEST_MONTH:
        return None
    named = HAN_MONTH.fullmatch(text) if "月" in text else A_MONTH.fullmatch(text)
    if named is None:
        return None
    number = _HAN_NUMBERS.index(named[1]) + 1 if named[1] in _HAN_NUMBERS else 0
    number = number or (int(named[1]) if named[1].isdigit() else _MONTHS.index(named[1].lower()[:3]) + 1)
    if not 1 <= number <= len(_MONTHS):
        return None
    year = int(named[2]) if named[2] else day.year + (number < day.month)
    return date(year, number, 1)


def is_month(key: str) -> bool:
    """Whether the key of a line is the name of a month."""
    return bool(A_MONTH.fullmatch(key))


def is_figure(rest: str) -> bool:
    """Whether it is a figure that an office of statistics gives out."""
    return bool(_FIGURES.search(rest))


def hour(text: str) -> tuple[str, int] | None:
    """The hour at the head of a line, and where what happens then begins; None if none stands there."""
    found = _CLOCK.match(text)
    if found is None or not (found["behind"] or found.end() == len(text)):
        return None
    return found["hour"].replace("：", ":"), found.end()


def without_hour(text: str) -> str:
    """A line without the hour at its head, which is that of the day over it, and every letter in its place."""
    clock = hour(text)
    return text if clock is None else text[clock[1] :].rjust(len(text))


def says_something(rest: str) -> bool:
    """Whether what stands behind an hour tells of something: not only until when a door is open."""
    return bool(_WORD.search(rest))


def title(line: str) -> str:
    """The title of a line of a calendar: all that it says, without its hour and what stands in brackets."""
    whole = cleaned(WHEN.sub("", without_hour(line).strip()))
    return cleaned(title_words.PARENTHESES.sub("", whole)) or whole


def is_of_a_programme(rest: str) -> bool:
    """Whether what comes at an hour is a part of one day's programme."""
    return bool(_PROGRAMME.match(rest) or _PROGRAMME.search(rest, 0, 40))


def at(dated: Dated, hour: str, zone: tzinfo) -> Dated:
    """The hour of the day `dated`; the day itself where the hour cannot be read."""
    first = dated.window.first_day(zone)
    window = refused.read_words(f"{first.isoformat()} {hour}", first, zone) if first else None
    return Dated(dated.start, dated.end, f"{first} {hour}", window) if window else dated


def is_whose_figures(passage: Passage, dated: Dated) -> bool:
    """Whether a month or more, under a day, only says of when the figures are that come on that day."""
    return _is_long(dated) and _only_says_whose(passage, dated)


def is_beside_its_day(passage: Passage, dated: Dated, others: Sequence[Dated]) -> bool:
    """Whether a month or more stands behind the day of a line, and says of when its figures are."""
    key = passage.block.subject
    if dated.end <= len(key) and passage.text.startswith(key) and _is_long(dated):
        return any(other.start >= len(key) and not _is_long(other) for other in others)  # "Q1: 9 February"
    day = others[0] if others else dated
    if day is dated or day.start > _HEAD or not _is_long(dated) or not passage.short or _is_long(day):
        return False
    together = passage.clause(day.start, day.end) == passage.clause(dated.start, dated.end)
    return (together or is_figure(passage.text[day.end :])) and _only_says_whose(passage, dated)


def is_only_hours(text: str) -> bool:
    """Whether a line gives the hours of what comes each day, as of tides: "high 04:12, 16:40; low 10:20"."""
    if text.count(":") < _SEVERAL:
        return False
    return bool(_OF_EACH_DAY.search(text)) and len(_AN_HOUR.findall(text)) >= _SEVERAL


def is_of_a_name(words: str, behind: str) -> bool:
    """Whether a season behind the day of a line belongs to the name of what comes: "17th - Spring dinner"."""
    return bool(_SEASON.search(words) and _NOUN.match(behind))


def _is_long(dated: Dated) -> bool:
    first, last = dated.window.earliest, dated.window.latest
    return first is not None and last is not None and (last - first).days >= _DAYS_OF_A_MONTH


def _only_says_whose(passage: Passage, dated: Dated) -> bool:
    return bool(_IN_BRACKETS.search(passage.text[: dated.start]) or not _PUT.search(dated.words))


def day_of_number(number: int, since: date) -> DateWindow | None:
    """The next day with this number in its month, from the day `since` on."""
    for month in (since, (since.replace(day=1) + timedelta(days=31))):
        try:
            day = month.replace(day=number)
        except ValueError:
            continue
        if day >= since:
            return DateWindow(day, day)
    return None
