"""Coarse dates and ends of periods that belong to figures, names and lists: "the Q3 results", "at 30 June"."""

from __future__ import annotations

import re
from functools import lru_cache

from watchtracker.dates import Precision
from watchtracker.reading.days.diary import is_whose_figures
from watchtracker.reading.languages.letters import MONTHS, YEAR
from watchtracker.reading.languages.words import pattern, right_before, tail
from watchtracker.reading.layout.blocks import BlockKind
from watchtracker.reading.records import FindKind, Why
from watchtracker.reading.rules.tense import looks_ahead
from watchtracker.reading.statements import Dated, Passage

_FINE = pattern(r"""
    (?<![\dQqH第])\d{1,2}(?!\d|st |nd |rd |th (?:quarter|half))|
    \b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec(?!ade))|
    day\b|
    \b(?:week|month)|月|日|週|周
""")
_LARGE = pattern(r"""
    \d{4}|\bQ[1-4]|quarter|half|year|decade|spring|summer|autumn|fall|winter|年|季|半|期|年度
""")
_BARE = pattern(rf"""
    (?:in )?(?:the )?(?:early |late |mid-?)?(?:spring|summer|autumn|fall|winter)|week \d{{1,2}}|
    the (?:{MONTHS})
""")
_PERIOD = re.compile(r"止.*(?:季度|年度|个月)")
_PERIOD_ENDED = re.compile(
    r"(?:quarter|year|(?<!comment )(?<!notice )(?<!consultation )(?<!trial )(?<!voting )(?<!grace )(?<!transition )"
    r"(?<!waiting )period|weeks?|months?|half|season)"
    r"(?:(?:,? which| that)? end(?:ed|ing) (?:on )?| to (?:the end of )?)$"
    r"|\bfor the period (?:from |between )?$"
    r"|\b(?:year|quarter|half|period|month)[- ]end,? ?\(?(?:on )?$"
    r"|\bcover(?:s|ed|ing)? (?:the (?:period|months?|time) )?(?:from )?$|\bcompar(?:e[sd]?|ing) (?:with|to)\b[^.;,]*$"
)
_WORDS_OF_PERIODS = ("end", "period", "cover", "compar")
# "extended by two weeks to" a day
_MOVED_BY = re.compile(
    r"\b(?:extend|postpone?|delay|slip|push|mov|defer|shift|put (?:off|back)|brought|bring)\w*\b[^.;]{0,40}$",
    re.IGNORECASE,
)
_SO_FAR = re.compile(r"\b(?:so far|to date|year[ -]to[ -]date),? (?:in |for |during |this )?$", re.IGNORECASE)
_PERIOD_COLUMN = re.compile(
    r"(?:reference |reporting |fiscal )?(?:period|quarter|month|year|season)|ref\\.?|for"
    r"|报告期|報告期|期间|期間|会计期间|年度|季度|対象(?:期|月)?",
    re.IGNORECASE,
)
_MONTH = re.compile(r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?|Q[1-4]|\d{1,2}月", re.IGNORECASE)
_ONLY_NUMBERS = re.compile(r"[\d.,:;%\u00b0+\u2212/()$\u20ac\u00a3 -]+(?:[CFkmMb]{1,3}\b)?")
_YEARS = re.compile(r"\b20\d\d, 20\d\d(?:,| and) (?:and )?20\d\d\b")
_COUNT_BEHIND = re.compile(r": ?\d[\d,.]*(?:%|\.| \(|$)(?! ?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))")
_AS_AT = re.compile(r"(?<!looking )(?<!aiming )\b(?:as )?at (?:the end of |close of business on )?(?:the )?$")
# Said by those whose first language has one word for both: "the window is closing at 30 June".
_HAPPENS_AT = re.compile(
    r"\b(?:clos(?:es?|ing)|open(?:s|ing)?|start(?:s|ing)?|end(?:s|ing)?|begin(?:s|ning)?|launch(?:es|ing|ed)?|"
    r"go(?:es|ing) (?:out|live|down|offline|on sale)|ship(?:s|ping)?|held|takes? place|will be \w+|be released|"
    r"com(?:es|ing)(?: out)?|expir(?:es|ing)|due|effective|scheduled|planned) at (?:the )?$",
    re.IGNORECASE,
)
_RESULTS = re.compile(r"\b(?:results|earnings|revenue|guidance)\b", re.IGNORECASE)
_PERIOD_END = re.compile(r"^止|^(?:的)?(?:三|六|九|十二)个月")
_REPORT_FOR = re.compile(
    r"\b(?:reports?|statements?|results|figures|accounts|release|review|minutes) for (?:the )?$", re.IGNORECASE
)
_A_NAME = re.compile(r"(?:.* )?(?:Spring|Summer|Autumn|Fall|Winter)")
_LIST = re.compile(r"\b(?:publication of|calendar|dates|schedule|agenda|timetable|programme|diary)\b", re.IGNORECASE)
_QUARTER = re.compile(r"\bQ[1-4]|quarter", re.IGNORECASE)
_OF_A_QUARTER = re.compile(
    r" (?:will|should|may) (?:be|look|bring) (?!held|released|published)"
    r"|[- ](?:\d{4} )?(?:trading )?(?:statement|results?|GDP|CPI|PPI|inflation"
    r"|deliver(?:y|ies)|shipments|output|data|calls?|profits?|figures|report|numbers|earnings|sales|revenue|accounts)\b",
    re.IGNORECASE,
)
# "TSMC November revenue", of which the month says whose figures they are; "in November sales begin" does not.
_FIGURES_OF_A_MONTH = re.compile(
    r" (?:(?:retail|trade|net|monthly|quarterly|industrial|export|import|same-store|like-for-like|factory|inflation"
    r"|jobs|payroll|vehicle|car|home) ){0,2}"
    r"(?:revenues?|sales|results|earnings|figures|turnover"
    r"|numbers|data|accounts|exports|imports|output|production|inflation|payrolls|cpi|ppi|pmi|gdp)\b"
    r"(?! (?:events?|fairs?|days?|cent(?:er|re)s?|starts?|begins?|opens?|ends?|stops?|launch\w*)\b)",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"\b(?:in|by|until|till|from|since|on|before|after|during|through|early|mid|late)[ -](?:the )?$", re.IGNORECASE
)
# "SMIC utilisation, Q3" in the first cell of a row
_FIGURE_THEN_PERIOD = re.compile(
    r"\b(?:utili[sz]ation|output|production|imports?|exports?|revenues?|turnover|sales|profits?|margins?|yields?|shipments"
    r"|deliveries|prices?|costs?|rates?|inflation|spending|capex|investment|capacity|headcount|users|traffic|inventor(?:y|ies)"
    r"|stocks?|surplus|deficit|gdp|cpi|ppi|pmi|income|ebitda|backlog|bookings|volumes?|growth|share)[^,(]{0,20}[,(] ?$",
    re.IGNORECASE,
)
_A_HALF = re.compile(r"\b(?:an?|another|its|their|our) $", re.IGNORECASE)
_SOME_QUARTER = re.compile(
    r"\b(?:an?|another|its|their|our) (?:\w+er|weak|strong|solid|good|bad|difficult|record|slow|quiet|tough|busy) $",
    re.IGNORECASE,
)
_THIS_YEAR = re.compile(r"[今明本]年度?")
_A_FAIR = re.compile(r"[^，。、]{0,12}(?:大会|峰会|论坛|展览?会|车展)(?:期间|上)")
_OF_FIGURES = re.compile(r"^的?第?[一二三四]季度|^的?(?:财年|年度|半年)")
# What something will be sold for.
_PRICE = re.compile(
    r"\b(?:for|at|from) (?:about |around |just )?[$\u20ac\u00a3\u00a5]\s?\d[\d.,]*"
    r"(?! ?(?:m|bn|[MBK]\b|million|billion|trillion))"
)
_AIMS = re.compile(
    r"\b(?:aim(?:ing|s)?|target(?:ing|s)?|hop(?:e|ing|es)|shoot(?:ing)?|aim is) (?:for|at|to be) (?:the )?$"
)
_CLOSE = 4  # characters between a year and its verb, in Chinese and Japanese
_NEAR = 12  # characters between a word of what is to come and its date
_ALONE = re.compile(r"[^\u2014\u2013.;:]{2,60} [\u2014\u2013-] ")  # a title and its year: "Kite Season - 2027"
_IS_NEXT = re.compile(r"\bnext \w+(?: \w+)? (?:is|comes|will be|follows) (?:in )?$", re.IGNORECASE)
_DAYS_OF_A_MONTH = 27  # and at most three more
_SURE = 80  # a weaker cue is no reason to watch a whole year
_NO_DAY_HAN = re.compile(
    r"(?:(?:\d{4}|今|明|来|本)年度?の?)?(?:第?[一二三四1-4](?:季度?|四半期)|Q[1-4]|[上下]半[年期]|年[内底末初中]|[春夏秋冬]季?|[上下]期|"
    r"\d{1,2}月(?:[上中下]旬|[初底末中内]|份)?|[一二三四五六七八九十]{1,2}月(?:[上中下]旬|[初底末])?)(?:頃|ごろ|予定|前後|左右)?"
)
_NO_DAY = re.compile(
    r"(?:in |the )*(?:(?:early|mid|late|end of|beginning of)[ -])?(?!\w+day\b)"
    r"(?:[A-Z][a-z]{2,8}|[QH][1-4]|spring|summer|autumn)"
    r"(?: of)?(?: \d{4})?",
    re.IGNORECASE,
)


def why(passage: Passage, dated: Dated, before: str, behind: str) -> Why | None:
    """Why a date is the end of a period, the year of a name, or when an amount will be reached; None if it is not."""
    words = passage.words
    if (
        _is_counted(passage, dated, behind)
        or _is_of_many_years(passage, dated)
        or right_before(_SO_FAR, before, len(before))
        or (_is_at_the_end_of_a_period(before) and not _MOVED_BY.search(before))
        or (passage.under_day and is_whose_figures(passage, dated))
    ):
        return Why.FIGURE
    if _is_period(dated, before, behind) or _is_of_a_name(passage, dated, before, behind):
        return Why.LABEL
    sure = any(cue.weight < _SURE for cue in passage.cues)
    if _BARE.fullmatch(dated.words) and not (
        sure or passage.short or _is_planned(passage, dated) or _is_meant(passage, dated)
    ):
        return Why.LABEL
    if "quarter" in dated.words and words.growth.search(passage.text):
        return Why.FIGURE
    if not is_coarse(dated):
        return None
    if _is_of_a_figure(passage, dated):
        return Why.FIGURE
    if _is_of_a_thing(passage, dated, before, behind):
        return Why.LABEL
    return Why.LABEL if not passage.short and _is_label(passage, dated, before, behind) else None


def _is_at_the_end_of_a_period(before: str) -> bool:
    # A look for these is much quicker than the pattern, which few sentences need.
    if not before.endswith(" to ") and not any(word in before for word in _WORDS_OF_PERIODS):
        return False
    return _PERIOD_ENDED.search(before) is not None


def _is_counted(passage: Passage, dated: Dated, behind: str) -> bool:
    """Whether a number of things is told of a time, or the column of a table says of which time its figures are."""
    if passage.block.kind is BlockKind.CELL:
        block = passage.block
        if block.first and not block.column and _ONLY_NUMBERS.fullmatch(block.subject):
            return True
        if dated.window.exact:
            return False
        if block.first and not behind.strip(" )") and _FIGURE_THEN_PERIOD.search(passage.text, 0, dated.start):
            return True
        if _PERIOD_COLUMN.fullmatch(block.column) or (
            block.beside_date and not block.column and _MONTH.fullmatch(passage.text)
        ):
            return True
    return bool(_COUNT_BEHIND.match(behind))


def _is_of_many_years(passage: Passage, dated: Dated) -> bool:
    """Whether it is one of a list of bare years: "Leap years: 2028, 2032, 2036"."""
    return bool(YEAR.fullmatch(dated.words)) and _YEARS.search(passage.text) is not None


def _is_planned(passage: Passage, dated: Dated) -> bool:
    """Whether a word of what is to come stands right before the date: "planned for the autumn"."""
    ends = (found.end() for found in passage.words.will.finditer(passage.text, 0, dated.start))
    return dated.start - _NEAR < max(ends, default=-_NEAR)


def _is_meant(passage: Passage, dated: Dated) -> bool:
    """Whether its clause says before it that somebody will do something: "intends to adopt the rule in the autumn"."""
    start, _ = passage.clause(dated.start, dated.end)
    if _AIMS.search(passage.text[: dated.start]):
        return True
    return passage.words.will.search(passage.text, start, dated.start) is not None


def _is_label(passage: Passage, dated: Dated, before: str, behind: str) -> bool:
    """Whether a word beside the date takes it for its own, or nothing asks for a year."""
    words = passage.words
    if words.labels_behind.match(behind) or words.labels_before.search(tail(passage.text, dated.start)):
        return True
    if dated.window.precision is not Precision.YEAR or words.moves.search(passage.text) or kind_of_year(before):
        return False
    behind_it = any(not cue.weight and 0 <= cue.start - dated.end <= _CLOSE for cue in passage.cues)
    if _is_planned(passage, dated) or (passage.verb_last and behind_it):
        return False
    return not (any(cue.weight < _SURE for cue in passage.cues) and looks_ahead(passage, dated))


def kind_of_year(before: str) -> FindKind | None:
    """The kind of what stands before a year and asks for it: a title and a dash, "the next one is in"."""
    if _ALONE.fullmatch(before):
        return FindKind.RELEASE
    return FindKind.EVENT if _IS_NEXT.search(before) else None


def _is_of_a_name(passage: Passage, dated: Dated, before: str, behind: str) -> bool:
    """Whether it is what a report is about, or a part of a name: "at the next Spring Statement"."""
    if (
        before[-8:].lower().endswith(("for ", "for the "))
        and right_before(_REPORT_FOR, before, len(before))
        and passage.words.dated.search(behind)
    ):
        return True
    return bool(_A_NAME.fullmatch(dated.words) and behind[1:2].isupper())


def _is_of_a_thing(passage: Passage, dated: Dated, before: str, behind: str) -> bool:
    """Whether a coarse date says whose figures or which list it is: "the Q3 results", "dates for the first half"."""
    if _LIST.search(passage.text) and not passage.ahead and passage.block.kind is not BlockKind.CELL:
        return True
    if _THIS_YEAR.fullmatch(dated.words) and _A_FAIR.match(behind):
        return True
    if dated.words.lower() in {"first half", "second half"} and _A_HALF.search(before):
        return True  # "a second half that includes Easter"
    if _QUARTER.search(dated.words) and (_OF_A_QUARTER.match(behind) or _SOME_QUARTER.search(before)):
        return True
    told = "quarter" in dated.words and not before.endswith(("in ", "in the "))
    return bool(told and _RESULTS.search(passage.text))


def _is_period(dated: Dated, before: str, behind: str) -> bool:
    """Whether the date is the end of a period that figures are told of: "the quarter that ended on 30 June"."""
    if _OF_FIGURES.match(behind) or _PERIOD_END.match(behind):
        return True
    if is_a_month(dated) and _FIGURES_OF_A_MONTH.match(behind) and not _WHEN.search(before):
        return True
    as_at = (
        dated.window.exact and dated.window.instant is None and _AS_AT.search(before) and not _HAPPENS_AT.search(before)
    )
    return bool(as_at or _PERIOD.search(dated.words))


def _is_of_a_figure(passage: Passage, dated: Dated) -> bool:
    """Whether the date says when an amount will be reached, and not when something happens."""
    words, text = passage.words, _PRICE.sub(lambda found: " " * len(found[0]), passage.text)
    start, end = passage.clause(dated.start, dated.end)
    somewhere = words.figures.search(text)
    growing = words.growth.search(text)
    if somewhere and growing and words.growth.search(text, start, end):
        return True
    strong = [cue.start for cue in passage.cues if cue.weight == 0]
    if not (somewhere or growing) or any(start <= cue < end for cue in strong):
        return False
    return bool(growing or not strong or words.figures.search(text, start, end))


def is_a_month(dated: Dated) -> bool:
    """Whether it is a whole month."""
    first, last = dated.window.earliest, dated.window.latest
    return (
        first is not None
        and last is not None
        and first.day == 1
        and _DAYS_OF_A_MONTH <= (last - first).days <= _DAYS_OF_A_MONTH + 3
    )


def is_coarse(dated: Dated) -> bool:
    """Whether the words name no day and no month: a year, a half, a quarter."""
    return dated.window.instant is None and _is_large(dated.words)


@lru_cache(maxsize=64)
def _is_large(words: str) -> bool:
    return not _FINE.search(words) and bool(_LARGE.search(words))


def _has_no_day(passage: Passage, dated: Dated) -> bool:
    return bool((_NO_DAY_HAN if passage.verb_last else _NO_DAY).fullmatch(dated.words))


def is_of_a_plan(passage: Passage, dated: Dated) -> bool:
    """Whether an item has a month or a quarter, as what comes out has: "Offline mode: Q3"; an event has a day."""
    said = passage.text + passage.block.subject
    return passage.short and _has_no_day(passage, dated) and "announced" not in said
