"""The news of a text about what has just ended: it is out, it was called off, it took effect."""

from __future__ import annotations

import re
from datetime import date, timedelta, tzinfo

from watchtracker.reading.records import FindResult
from watchtracker.reading.statements import Dated, Passage
from watchtracker.reading.words import pattern, tail

_NEWS = timedelta(days=7)
# What is told to have gone as planned was waited for, and is news in the next letter or report.
_NEWS_OF_A_PLAN = timedelta(days=31)
_AS_PLANNED = pattern(r"""
    \bas (?:\w+ )?(?:planned|scheduled|announced|expected|promised)\b|\bon (?:time|schedule|budget)\b|
    \u5982\u671f|\u6309\u671f|\u6309\u65f6|\u4e88\u5b9a\u3069\u304a\u308a|\u4e88\u5b9a\u901a\u308a
""")
_NEAR = 70
_CLOSE = 12
_PAPER = re.compile(
    r"\b(?:published|issued|released|posted) "
    r"(?:(?:its|their|the|a|an|new|first|annual|interim|final|monthly|quarterly) ){0,3}"
    r"(?:draft \w+|(?:\w+ )?(?:reports?|stud(?:y|ies)|drafts?|findings|figures|statistics|statement|survey|letter"
    r"|review|minutes|analysis|opinion))\b|\bdeadlines? (?:has |have )?(?:passed|expired)\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"\b(?:once|when|after|until|if|unless|before|whether|as soon as|in case)\b[^,;:.]*$", re.IGNORECASE
)
_IF = re.compile(r"\b(?:once|until|if|unless|whether|as soon as|in case|provided)\b[^,;:.]*$", re.IGNORECASE)
# What stands before the verb and says that it did not come about, or that something else is meant by it.
_NOT_SO = pattern(r"""
    \b(?:not|never|nothing|none|nobody|neither|nor|without|no \w+|hardly|yet to)\b[^,;.:]{0,25}$|n't [^,;.:]{0,20}$|
    \b(?:shares?|stocks?|index|futures|prices?|yields?|bonds?|dow|nasdaq|ftse|nikkei|dollar|euro|yen|pound|bitcoin|
    markets?) (?:\w+ ){0,3}$|
    \b(?:figures|data|statistics|stud(?:y|ies)|surveys?|polls?|footage|photos?|pictures|images|documents|
    transcripts?|e-?mails|letters?|report|minutes) (?:\w+ ){0,3}$|\b(?:he|she|who) (?:\w+ly )?$|
    \u672a(?:\u80fd|\u66fe)?$|\u6ca1\u6709$|\u5c1a\u672a$|\u4e0d\u4f1a$
""")
_OF_ELSE = pattern(r"""
    (?<=passed)[ ](?:through|away|over|out|around|on to)\b|(?<=ended)[ ](?:up|the (?:day|week|session|month|quarter|
    year)|his|her|higher|lower|at|flat|down)\b|(?<=(?:ened|osed))[ ](?:higher|lower|flat|at \d|up|down|the (?:meeting|
    session|discussion|debate|proceedings|conference|event|day|show|floor|scoring)|with|by \w+ing|an? (?:inquiry|
    investigation|account|case))\b|(?<=(?:rted|egan|egun))[ ](?:with|by|as|out)\b|(?<=(?:ived|nded))[ ](?:back )?
    (?:in|at) (?-i:[A-Z])|(?<=delivered)[ ](?:(?:an?|his|her|the) )?(?:\w+ )?(?:speech|lecture|remarks|address|
    talk|keynote|blow|message)\b|(?<=(?:ched|uced))[ ](?:an? )(?:\w+ )?(?:inquiry|investigation|review|appeal|search|
    attack|probe|offensive|campaign|petition)\b|(?<=lifted)[ ](?:by|from|the mood|profits?|sales|shares)\b
""")
_OF_DAY = re.compile(r"(?<!morning)(?<!evening)(?<!night)(?<!afternoon)(?<!early hours) of (?:the )?$")
_RIGHT_BEHIND = re.compile(r"[\s,;)\u2014\u2013]*(?:(?:which|that|it|they|but|and|now|also|this) )*", re.IGNORECASE)
_DAY = r"((?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today)\b"
_DAY_BEHIND = re.compile(
    rf"\s+(?:by [^,.;]{{1,40}}? )?(?:late |early |last )?(?:on )?{_DAY}(?!['\u2019])", re.IGNORECASE
)
_DAY_BEFORE = re.compile(
    rf"\b(?:on |late |early |last ){{0,3}}{_DAY},? (?:(?:it|they|he|she|we|that|has|had|was|were|been) ){{0,4}}$",
    re.IGNORECASE,
)
_WAS_PLANNED = re.compile(
    r"\b(?:had (?:once )?been|was|were) (?:\w+ly )?(?:planned|due|scheduled|slated|set|expected|announced|meant)"
    r"(?: to \w+)?(?: for| in| on)?(?: the)? $",
    re.IGNORECASE,
)


def of_a_date(passage: Passage, dated: Dated, day: date | None, zone: tzinfo) -> FindResult | None:
    """What a sentence says to have happened on a date that is at most a week before the day of the text."""
    last = dated.window.last_day(zone)
    first = dated.window.first_day(zone)
    if day is None or last is None or first is None or first > day:
        return None
    if last < day - (_NEWS_OF_A_PLAN if _AS_PLANNED.search(passage.text) else _NEWS):
        return None
    if _OF_DAY.search(tail(passage.text, dated.start)):
        return None  # "the halt of 16 June was lifted"
    ended = told(passage)
    found = [(max(dated.start - end, start - dated.end, 0), result) for result, start, end in ended]
    if passage.verb_last:  # the verb stands behind its date there, and never in a clause before it
        begin, end = passage.clause(dated.start, dated.end)
        end = end if dated.words.startswith("\u5373\u65e5") else len(passage.text)  # "from today" is of its own clause
        found = [pair for pair, (_, at, _) in zip(found, ended, strict=True) if begin <= at <= end]
    near = [(distance, result) for distance, result in found if distance <= _NEAR]
    return min(near, key=lambda pair: pair[0])[1] if near else None


def told(passage: Passage) -> list[tuple[FindResult, int, int]]:
    """Where a sentence says how something ended, without what did not end so."""
    return [ended for ended in passage.outcomes if _tells(passage, *ended[1:])]


def _tells(passage: Passage, start: int, end: int) -> bool:
    """Whether a word of how something ended tells of that, and not of what did not, or of a day at the exchange."""
    before = tail(passage.text, start)
    return not (_NOT_SO.search(before) or _IF.search(before) or _OF_ELSE.match(passage.text, end))


def is_of_a_paper(passage: Passage) -> bool:
    """Whether what came out only tells of something: a report, a study, a draft."""
    return bool(_PAPER.search(passage.text))


def without_date(passage: Passage) -> tuple[FindResult, int, int] | None:
    """What a sentence without a date says to be so now, and where: "has been cancelled", "is now available"."""
    news = passage.words.news.search(passage.text)
    if news is None or _CONDITION.search(passage.text, 0, news.start()):
        return None
    if _NOT_SO.search(tail(passage.text, news.start())):
        return None
    called_off = [result for result, start, end in passage.outcomes if end > news.start() - 1]
    return (called_off[0] if called_off else FindResult.HAPPENED), news.start(), news.end()


def is_called_off(passage: Passage, dated: Dated) -> bool:
    """Whether what a date ahead belongs to was called off, in the same clause or right behind it."""
    start, end = passage.clause(dated.start, dated.end)
    if was_planned(passage, dated):
        return any(result is FindResult.CANCELLED for result, _, last in passage.outcomes if last <= dated.start)
    return any(
        result is FindResult.CANCELLED
        and first >= start
        and first - end <= _CLOSE
        and (passage.verb_last or first < end or _RIGHT_BEHIND.fullmatch(passage.text, end, first))
        for result, first, _ in passage.outcomes
    )


def day_beside(passage: Passage, start: int, end: int) -> str:
    """The weekday right beside the verb that stands there: "called off on Monday", "on Monday called off"."""
    behind = _DAY_BEHIND.match(passage.text, end)
    if behind:
        return behind[1]
    before = _DAY_BEFORE.search(tail(passage.text, start))
    return before[1] if before else ""


def was_planned(passage: Passage, dated: Dated) -> bool:
    """Whether something had once been planned for the date: "which had been planned for spring"."""
    return bool(_WAS_PLANNED.search(passage.text, max(0, dated.start - _NEAR), dated.start))


def calling_off(passage: Passage, dated: Dated) -> tuple[int, int]:
    """Where it says so: the date, or the verb, where the date is only what had been planned."""
    if not was_planned(passage, dated):
        return dated.start, dated.end
    said = (hit[1:] for hit in passage.outcomes if hit[0] is FindResult.CANCELLED and hit[2] <= dated.start)
    return next(said, (dated.start, dated.end))
