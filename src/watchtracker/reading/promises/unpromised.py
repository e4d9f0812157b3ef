"""Words of time that promise nothing: the weather, advice, offers of work, who and not when, what is late any day."""

from __future__ import annotations

import re

from watchtracker.reading.languages.words import many, pattern
from watchtracker.reading.promises.same_promise import LATE
from watchtracker.reading.statements import Passage

# Words of time that stand in much that is no promise: in the weather, in advice.
_LOOSE = re.compile(
    r"(?:in|over|within|during) (?:the |a )|until further|before long|in due|stay tuned|未来|今後",
    re.IGNORECASE,
)
_WEATHER = many(r"""
    \b(?:rain\w*|showers?|snow\w*|frosts?|temperatures?|forecasters?|heatwave|winds?|sunshine|sunny|thunderstorms?|
    drought|(?:mild|cold|hot|warm|dry|wet) (?:spell|weather))\b|气温|氣溫|降雨|降雪|
    雨(?=は|が)|天気|気温
""")
# What is late on any day, and what is left to the reader.
_DAILY = re.compile(
    r"\b(?:flights?|trains?|trams?|bus(?:es)?|ferr(?:y|ies)|parcels?|orders?|mail|traffic|payments?|repl(?:y|ies)|"
    r"(?:lug|bag)gage|departures?|arrivals?|responses?)\b",
    re.IGNORECASE,
)
_A_WORD = re.compile(r"\b(?:words?|terms?|phrase|adverb|label|tag)\b|词|詞|言葉", re.IGNORECASE)
_IF_CHANGED = re.compile(r"如有[^，。]{0,6}(?:变|變|调|調|改)|変更がある場合")
_IN_THE_TEXT = re.compile(
    r"\b(?:explained|discussed|described|covered|treated|defined|mentioned|shown) $", re.IGNORECASE
)
_ADVICE = re.compile(r"should|must|期待|截止", re.IGNORECASE)
_WHO = re.compile(r"[: ]+(?:who|where|what|how|whether)\b", re.IGNORECASE)
_MAY_YOU = re.compile(r"\byou (?:can|may|could|might)\b(?! (?:\w+ )?be able)[^.;:]*$", re.IGNORECASE)
_HIRING = re.compile(
    r"\b(?:we(?:'re| are) (?:hiring|looking for)|join (?:our|the|a|us) (?:\w+ )?team|you(?:'ll| will) join)\b"
    r"|请勿|請勿|切勿|招聘|诚聘|誠聘|加入我们|採用情報|"
    r"募集要項",
    re.IGNORECASE,
)
_PLANNED = re.compile(r".*\b(?:planned|development|works|pipeline|preparation|forthcoming|way|roadmap)$", re.IGNORECASE)
_NONE = re.compile(r"\b(?:no|none|nothing|neither|nor)\b[^,.;:]*$", re.IGNORECASE)
# Who, where or for how much is not when.
# What somebody never does: "we don't announce dates in advance".
_POLICY = re.compile(
    r"\b(?:we|they|I|you) (?:(?:do not|don't|don\u2019t)"
    r"(?: usually| normally| generally| ever)?|never|no longer|rarely|seldom) (?:announce|comment on"
    r"|discuss|give|publish|share|set|promise|pre-announce|post|do) (?:(?:any|exact|release|firm) )*"
    r"(?:dates|ETAs|timelines|release dates|roadmaps)\b",
    re.IGNORECASE,
)
_NOT_WHEN = pattern(r"""
    \b(?:names?|(?:key ?note )?speakers?|venue|location|place|host|hosts|winners?|pric(?:e|es|ing)|fees?|costs?|title|
    colou?rs?|line-?up|panel(?:l?ists)?|agenda|topic|chair|judges|size|amount|format|guest)\b|地点|
    地點|嘉宾|嘉賓|售价|价格|票价|人选|
    名单|场地|议程|奖金|金额|会場|価格|登壇|
    出演者
""")
_WHEN = re.compile(
    r"\b(?:dates?|times?|timing|when|schedule|days?|month|availability|release)\b"
    r"|时间|時間|日期|日程|日时|日時|時期",
    re.IGNORECASE,
)
_TO_BE_NAMED = re.compile(
    r"(?:still |yet )?to be \w+|T\.?B\.?[ADC]\.?|待定|未定|調整中|"
    r"未公布",
    re.IGNORECASE,
)
_NOT_SAID = re.compile(
    r"(?:never|did|would|had|could|refus|declin).*\b(?:dates?|timing|time ?lines?|timetables?|time ?frames?|when)$",
    re.IGNORECASE,
)


def is_of_something_else(passage: Passage, found: re.Match[str]) -> bool:
    """Whether the words are of the weather or of advice, deny that anything is planned, or say who and not when."""
    if _is_loose(passage, found):
        return True
    if "year" in found[0] and not any(cue.start >= found.end() or cue.end <= found.start() for cue in passage.cues):
        return True  # "in the coming years the population will age"
    if _IF_CHANGED.search(passage.text, 0, found.start()):
        return True
    if _NOT_SAID.match(found[0]) and passage.past and not comes(passage, found):
        return True  # "she never promised a date" tells of what was
    if _WHO.match(passage.text, found.end()) or _is_of_the_text(passage, found):
        return True
    if _MAY_YOU.search(passage.text, 0, found.start()) or _HIRING.search(passage.text):
        return True
    if _is_a_policy(passage) or (LATE.match(found[0]) and _DAILY.search(passage.text, 0, found.start())):
        return True
    if _PLANNED.fullmatch(found[0]) and _NONE.search(passage.text, 0, found.start()):
        return True
    if not _TO_BE_NAMED.fullmatch(found[0]):
        return False
    start, _ = passage.clause(*found.span())
    named = _NOT_WHEN.search(passage.text, start, found.start())
    return bool(named) and not _WHEN.search(passage.text, start, found.start())


def _is_a_policy(passage: Passage) -> bool:
    """Whether it says what somebody never does: "we don't announce dates of releases in advance"."""
    return not passage.dated and _POLICY.search(passage.text) is not None


def _is_loose(passage: Passage, found: re.Match[str]) -> bool:
    """Whether words that stand in much else belong to the weather, to a habit, or to nothing that is said to come."""
    if not _LOOSE.match(found[0]):
        return False
    text = passage.text
    return bool(_WEATHER.search(text) or passage.words.habit.search(text)) or not comes(passage, found)


def _is_of_the_text(passage: Passage, found: re.Match[str]) -> bool:
    """Whether a text says what it will explain, or speaks of the word, which stands in quotation marks of its own."""
    if _IN_THE_TEXT.search(passage.text, 0, found.start()):
        return True
    marks = passage.text[: found.start()][-1:] + passage.text[found.end() :][:1]
    named = _A_WORD.search(passage.text, 0, found.start())
    return " " not in found[0] and named is not None and marks in {'""', "''", "\u201c\u201d", "\u2018\u2019", "「」"}


def comes(passage: Passage, found: re.Match[str]) -> bool:
    """Whether something is said to come, or a thing is named that may."""
    if passage.short or passage.words.things.search(passage.text):
        return True
    ahead = (hit.span() for hit in passage.words.will.finditer(passage.text) if not _ADVICE.match(hit[0]))
    said = [*ahead, *((cue.start, cue.end) for cue in passage.cues)]
    return any(end <= found.start() or at >= found.end() for at, end in said)
