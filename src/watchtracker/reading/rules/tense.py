"""Whether a dated statement is ahead of the day on which its text was published.

What lies behind that day is not. Where the date holds that day ("today", "this month"), the verb says it.
"""

from __future__ import annotations

import re
from datetime import date, tzinfo
from enum import Enum, auto
from functools import lru_cache

from watchtracker.dates import DateWindow
from watchtracker.reading.languages.letters import MONTHS
from watchtracker.reading.languages.words import many, pattern
from watchtracker.reading.statements import Dated, Passage

_NEAR = 60
_WEEKDAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday", re.IGNORECASE)
_DAY_THEN_PAST = re.compile(r" (?:\w+ly )?(?:\w+ed|cut|set|put|told|made|took|gave|won|lost|held|sent|sold)\b")
_MONTH = pattern(rf"""
    (?:in )?(?:early |late |mid-?)?
    (?:{MONTHS})
""")
_TO = re.compile(r"\b(?:to|until|till|into|by|before|for|from) (?:the )?$", re.IGNORECASE)
_AGO = re.compile(r"in \d+ (?:days|weeks|months|years)", re.IGNORECASE)
_BOUND = re.compile(r"(?:by|until|before|no later)\b", re.IGNORECASE)
_YEAR = re.compile(r"\d{4}")
_IS_WHEN = re.compile(r"\b(?:was|were|had|did) (?:[^,;.]{1,40} )?(?:on|in|between|during) [^,;.]{1,30}$", re.IGNORECASE)
_FROM_TO = re.compile(r"from .* (?:to|until|through) ", re.IGNORECASE)
_TO_DO = re.compile(r"\b(?:to|for|that|must|may|can) ", re.IGNORECASE)
_GAVE_UNTIL = re.compile(r"\b(?:gave|given|granted|allowed) [^.;,]{1,50}$", re.IGNORECASE)
_NO_YEAR = pattern(r"""
    (?:截至)?(?:on |in |by |until |from )?(?:the )?(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}[ ,.]{1,2})?
    (?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?(?: \d{1,2}(?:st|nd|rd|th)?)?|
    \d{1,2}(?:st|nd|rd|th)? (?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}|
    \d{1,2}月\d{1,2}日)(?:,? \d\d?:\d\d(?: [A-Z]{2,4})?)?
""")
_NEAR_DAY = re.compile(
    r"(?:on |until |till |by |before |from |next |this )*(?:\w+day|tomorrow|tonight)(?: (?:to|until|and) \w+day)?"
    r"|明日|明天|あす",
    re.IGNORECASE,
)
_THIS = re.compile(r"(?:this|next) ", re.IGNORECASE)
_WILL_BE = re.compile(r"\b(?:will be|expected|due|planned|scheduled)\b", re.IGNORECASE)
_UNTIL = re.compile(r"(?:until|till)\b", re.IGNORECASE)
_PUT_IN = re.compile(r"\s*(?:first |which was |who was )?\w+(?:ed|en)(?: \w+)? ?(?:on |in )?")
_YEAR_FIRST = re.compile(r"\W*((?:18|19|20)\d\d)[ :\u2013\u2014-]+(?!\d)")
_TOLD_HAN = (
    r"(?:"
    r"发布|發布|推出|公布|披露|开源|開源|"
    r"宣布|宣佈|上线|提交|通过|通過|签署|"
    r"簽署|批准|表示|否决|否決|收购|完成|"
    r"发表|透露|曝光|报道|揭晓|更新|裁定|"
    r"任命|召回|下调|上调|起诉|关闭|停止|"
    r"取消"
    r")"
)
# A weekday, somebody, a verb and what it did: the present tense of news. A verb without an object is still to come.
_IS_TOLD = re.compile(
    rf"(?:晚|早|上午|下午|晚间|凌晨)?"
    rf"(?:，[^，。将將拟会會]{{1,14}})?"
    rf"(?:正式|对外|再次)?"
    rf"{_TOLD_HAN}(?![^\u4e00-\u9fffA-Za-z0-9《\u201c]|$|会|會|前|后|後)"
)
_CLOSE = 4
_LAST = 320  # days: what comes again so late was there weeks ago
_FAR = 200
_BESIDE_PAST = many(r"""
    (?<!be )(?<!is )(?<!are )\b(?:proposed|announced|published|introduced|shown|unveiled|released|launched|shipped|
    presented|promised|started|began|opened|closed|adopted|passed|approved|signed|reported|filed|held|sold|founded|
    missed) (?:on |in |last |back in )*$
""")


# What is said of a day to come, though the sentence tells of what was done: "approved a dividend, payable on 14 May".
_TO_COME_BESIDE = many(r"""
    (?<!was )(?<!were )(?<!been )(?<!is )\b(?:payable|returnable|redeemable|effective|expiring|ending|closing|starting|
    beginning|opening|maturing|running|on the register|shareholders of record|holders of record|record date of|
    ex-dividend|for delivery|for release|for publication|for completion|which (?:is|are) due|to be (?:paid|held|made|
    published|released|completed|voted on|decided|discussed|launched|opened))(?: at (?:the )?close(?: of business)?)?
    (?: on| at| from| by| in| as of| as at| until)?(?: the)? $
""")


# What somebody was promised or told to do by a day, unless it is told of an earlier time.
_ASKED_FOR = many(r"""
    (?<!had )(?<!originally )(?<!once )(?<!first )(?<!previously )\b(?:promised|pledged|vowed|guaranteed|undertook|
    committed to|ordered(?! \d)|demanded|requested|called for|asked for|instructed|directed|tasked|invited)\b
    [ ](?!(?:to|in|on|by|at|that)\b)
""")
_LONG_AGO = pattern(r"""
    \b(?:(?:19|20)\d\d|last (?:year|month|spring|summer|autumn|fall|winter|january|february|march|april|may|june|july|
    august|september|october|november|december)|back (?:in|then)|years? ago|months? ago|at the time|in (?:january|
    february|march|april|may|june|july|august|september|october|november|december))\b
""")


class When(Enum):
    """How a date lies to the day of publication."""

    BEHIND = auto()
    AROUND = auto()
    AHEAD = auto()


def when(window: DateWindow, day: date | None, zone: tzinfo) -> When:
    """How `window` lies to `day`; without a day everything may be ahead."""
    first, last = window.first_day(zone), window.last_day(zone)
    if day is None:
        return When.AHEAD
    if last is not None and last < day:
        return When.BEHIND
    if first is not None and first > day:
        return When.AHEAD
    return When.AHEAD if first is None else When.AROUND


def is_to_come_beside(passage: Passage, dated: Dated) -> bool:
    """Whether the words right before a day put something to come on it, whatever the sentence tells."""
    return not _YEAR.search(dated.words) and bool(_TO_COME_BESIDE.search(passage.text, 0, dated.start))


def is_over(passage: Passage, dated: Dated) -> bool:
    """Whether the verb before a date is past: all that says so where nobody knows the day of the text."""
    start, _ = passage.clause(dated.start, dated.end)
    told = any(start <= first and last <= dated.start for first, last in passage.past)
    return told and not is_ahead_in_clause(passage, dated)


def looks_back(passage: Passage, dated: Dated) -> bool:
    """Whether the verb nearest to the date is past."""
    if _DAY_THEN_PAST.match(passage.text[dated.end :]) and _WEEKDAY.fullmatch(dated.words):
        return True
    start, end = passage.clause(dated.start, dated.end)
    past = _distance(passage.past, start, end, dated)
    ahead = _distance(passage.ahead, start, end, dated)
    if past is None and ahead is None:
        start, end = max(0, dated.start - _NEAR), min(len(passage.text), dated.end + _NEAR)
        past = _distance(passage.past, start, end, dated)
        ahead = _distance(passage.ahead, start, end, dated)
    return past is not None and (ahead is None or past < ahead)


def is_told(passage: Passage, dated: Dated) -> bool:
    """Whether a weekday in Chinese stands before a verb and what it did, as news has it, and nothing is ahead."""
    if not passage.verb_last or not _IS_TOLD.match(passage.text, dated.end):
        return False
    start, end = passage.clause(dated.start, dated.end)
    return not passage.words.will.search(passage.text, start, end)


def is_announced(passage: Passage, dated: Dated) -> bool:
    """Whether a thing, a weekday and a verb are all that a clause says, as of what is still to come."""
    if not passage.verb_last:
        return False
    start, end = passage.clause(dated.start, dated.end)
    verb = [cue for cue in passage.cues if 0 <= cue.start - dated.end <= _CLOSE and end - cue.end <= 1]
    return bool(verb) and not any(start <= at < end and at != verb[0].start for at, _ in passage.past)


def is_history(passage: Passage, dated: Dated, *, far: bool) -> bool:
    """Whether a date without its year stands beside a past participle or behind a past verb: "proposed in May".

    `far`: the next such day is most of a year away, so that the last is nearer.
    """
    before = passage.text[: dated.start]
    if far and not _YEAR.search(dated.words) and not is_ahead_in_clause(passage, dated):
        return True
    if _IS_WHEN.search(before + dated.words) and not _YEAR.search(dated.words) and not passage.ahead:
        return True
    if not _YEAR.search(dated.words) and _is_told_until(passage, dated):
        return True
    if _BESIDE_PAST.search(before) and not _BOUND.match(dated.words):
        return not _YEAR.search(dated.words)
    if not _MONTH.fullmatch(dated.words) and not _AGO.fullmatch(dated.words):
        return False
    return not _TO.search(before) and not is_ahead_in_clause(passage, dated)


def _is_told_until(passage: Passage, dated: Dated) -> bool:
    """Whether something went on or was done until the date: "sold a million by Christmas", "ran from June to May"."""
    if not (_BOUND.match(dated.words) or _FROM_TO.match(dated.words)) or passage.will:
        return False
    start, _ = passage.clause(dated.start, dated.end)
    last = max((end for at, end in passage.past if start <= at < dated.start), default=None)
    if _GAVE_UNTIL.search(passage.text, start, dated.start):
        return False  # "the judge gave the parties until 1 June to settle"
    if _ASKED_FOR.search(passage.text, start, dated.start) and not _LONG_AGO.search(passage.text, 0, dated.start):
        return False  # "the office promised a second draft by mid-May"
    return last is not None and not _TO_DO.search(passage.text, last, dated.start)


def is_last_time(passage: Passage, dated: Dated, others: list[Dated], day: date | None, zone: tzinfo) -> bool:
    """Whether a date without its year is the last one of its name, and not the next, which is most of a year away.

    So where it lay only weeks ago, behind a date of an earlier year ("began on 5 March 2024, closed on 12 March"), and
    in a line of a history that begins with its year.
    """
    first = dated.window.first_day(zone) or dated.window.last_day(zone)
    if day is None or first is None or not _has_no_year(dated.words):
        return False
    away = (first - day).days
    begun = _YEAR_FIRST.match(passage.text)
    if begun and first.year - int(begun[1]) > 1 and not re.search(r"\bwill\b", passage.text):
        return True
    behind = any(
        other.end <= dated.start and _YEAR.search(other.words) and when(other.window, day, zone) is When.BEHIND
        for other in others
    )
    return away > _LAST or (behind and away > _FAR)


@lru_cache(maxsize=64)
def _has_no_year(words: str) -> bool:
    return _NO_YEAR.fullmatch(words) is not None


def is_put_in(passage: Passage, dated: Dated) -> bool:
    """Whether the date stands in what was put in about a thing: "the deal, signed on 2 May, is to close in June"."""
    start, _ = passage.clause(dated.start, dated.end)
    commas = passage.text[max(0, start - 1) : start] == "," and passage.text[dated.end : dated.end + 1] == ","
    put_in = commas and _PUT_IN.fullmatch(passage.text, start, dated.start)
    return bool(put_in and (passage.ahead or passage.text[:start].endswith(("which", "who"))))


def is_told_in_passing(passage: Passage, dated: Dated) -> bool:
    """Whether what was put in says when it was made known: "the rule, first proposed in May, is to come in spring"."""
    return is_put_in(passage, dated) and bool(_BESIDE_PAST.search(passage.text[: dated.start]))


def is_ahead_in_clause(passage: Passage, dated: Dated) -> bool:
    """Whether a word of the same clause says that something is still to come."""
    start, end = passage.clause(dated.start, dated.end)
    return _distance(passage.ahead, start, end, dated) is not None


def looks_ahead(passage: Passage, dated: Dated) -> bool:
    """Whether a verb or a word near the date says that something is to come."""
    ahead = _distance(passage.ahead, 0, len(passage.text), dated)
    return ahead is not None


def _distance(found: list[tuple[int, int]], start: int, end: int, dated: Dated) -> int | None:
    """How near to the date a word stands between `start` and `end`."""
    if not found:
        return None
    distances = [
        max(dated.start - last, first - dated.end + 8, 0)
        for first, last in found
        if first >= start and last <= end and (last <= dated.start or first >= dated.end)
    ]
    return min(distances, default=None)


def is_only_near(passage: Passage, dated: Dated) -> bool:
    """Whether a day of this week is named and nothing announces it: "it keeps until Thursday"."""
    if not _NEAR_DAY.fullmatch(dated.words) or _THIS.match(dated.words):
        return False
    before = passage.text[max(0, dated.start - _NEAR // 2) : dated.start]
    return not _WILL_BE.search(before) or bool(_UNTIL.match(dated.words))
