"""The news of a text about what has just ended: it is out, it was called off, it took effect."""

from __future__ import annotations

import re
from datetime import date, timedelta, tzinfo

from watchtracker.reading.records import FindResult
from watchtracker.reading.statements import Dated, Passage

_NEWS = timedelta(days=7)
_NEAR = 70
_CLOSE = 12
_PAPER = re.compile(
    r"\b(?:published|issued|released|posted) "
    r"(?:(?:its|their|the|a|an|new|first|annual|interim|final|monthly|quarterly) ){0,3}"
    r"(?:draft \w+|(?:\w+ )?(?:reports?|stud(?:y|ies)|drafts?|findings|figures|statistics|statement|survey|letter"
    r"|review|minutes|analysis|opinion))\b|\bdeadlines? (?:has |have )?(?:passed|expired)\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"\b(?:once|when|after|until|if|unless|as soon as)\b[^,;:.]*$", re.IGNORECASE)
_WAS_PLANNED = re.compile(
    r"\b(?:had (?:once )?been|was|were) (?:\w+ly )?(?:planned|due|scheduled|slated|set|expected|announced|meant)"
    r"(?: to \w+)?(?: for| in| on)?(?: the)? $",
    re.IGNORECASE,
)


def of_a_date(passage: Passage, dated: Dated, day: date | None, zone: tzinfo) -> FindResult | None:
    """What a sentence says to have happened on a date that is at most a week before the day of the text."""
    last = dated.window.last_day(zone)
    first = dated.window.first_day(zone)
    if day is None or last is None or first is None or last < day - _NEWS or first > day:
        return None
    found = [(max(dated.start - end, start - dated.end, 0), result) for result, start, end in passage.outcomes]
    if passage.verb_last:  # the verb stands behind its date there, and never in a clause before it
        begin, end = passage.clause(dated.start, dated.end)
        end = end if dated.words.startswith("\u5373\u65e5") else len(passage.text)  # "from today" is of its own clause
        found = [pair for pair, (_, at, _) in zip(found, passage.outcomes, strict=True) if begin <= at <= end]
    near = [(distance, result) for distance, result in found if distance <= _NEAR]
    return min(near, key=lambda pair: pair[0])[1] if near else None


def is_of_a_paper(passage: Passage) -> bool:
    """Whether what came out only tells of something: a report, a study, a draft."""
    return bool(_PAPER.search(passage.text))


def without_date(passage: Passage) -> tuple[FindResult, int, int] | None:
    """What a sentence without a date says to be so now, and where: "has been cancelled", "is now available"."""
    news = passage.words.news.search(passage.text)
    if news is None or _CONDITION.search(passage.text, 0, news.start()):
        return None
    called_off = [result for result, start, end in passage.outcomes if end > news.start() - 1]
    return (called_off[0] if called_off else FindResult.HAPPENED), news.start(), news.end()


def is_called_off(passage: Passage, dated: Dated) -> bool:
    """Whether what a date ahead belongs to was called off, in the same clause or right behind it."""
    start, end = passage.clause(dated.start, dated.end)
    if was_planned(passage, dated):
        return any(result is FindResult.CANCELLED for result, _, last in passage.outcomes if last <= dated.start)
    return any(
        result is FindResult.CANCELLED and first >= start and first - end <= _CLOSE
        for result, first, _ in passage.outcomes
    )


def was_planned(passage: Passage, dated: Dated) -> bool:
    """Whether something had once been planned for the date: "which had been planned for spring"."""
    return bool(_WAS_PLANNED.search(passage.text, max(0, dated.start - _NEAR), dated.start))


def calling_off(passage: Passage, dated: Dated) -> tuple[int, int]:
    """Where it says so: the date, or the verb, where the date is only what had been planned."""
    if not was_planned(passage, dated):
        return dated.start, dated.end
    said = (hit[1:] for hit in passage.outcomes if hit[0] is FindResult.CANCELLED and hit[2] <= dated.start)
    return next(said, (dated.start, dated.end))
