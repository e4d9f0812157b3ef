"""Words of time that promise nothing: the weather, advice, offers of work, who and not when, what is late any day."""

from __future__ import annotations

import re

from watchtracker.reading.languages.words import many, pattern
from watchtracker.reading.promises.same_promise import LATE
from watchtracker.reading.statements import Passage

# Words of time that stand in much that is no promise: in the weather, in advice.
_LOOSE = re.compile(
    r"(?:in|over|within|during) (?:the |a )|until further|before long|in due|stay tuned|\u672a\u6765|\u4eca\u5f8c",
    re.IGNORECASE,
)
_WEATHER = many(r"""
    \b(?:rain\w*|showers?|snow\w*|frosts?|temperatures?|forecasters?|heatwave|winds?|sunshine|sunny|thunderstorms?|
    drought|(?:mild|cold|hot|warm|dry|wet) (?:spell|weather))\b|\u6c14\u6e29|\u6c23\u6eab|\u964d\u96e8|\u964d\u96ea|
    \u96e8(?=\u306f|\u304c)|\u5929\u6c17|\u6c17\u6e29
""")
# What is late on any day, and what is left to the reader.
_DAILY = re.compile(
    r"\b(?:flights?|trains?|trams?|bus(?:es)?|ferr(?:y|ies)|parcels?|orders?|mail|traffic|payments?|repl(?:y|ies)|"
    r"(?:lug|bag)gage|departures?|arrivals?|responses?)\b",
    re.IGNORECASE,
)
_A_WORD = re.compile(r"\b(?:words?|terms?|phrase|adverb|label|tag)\b|\u8bcd|\u8a5e|\u8a00\u8449", re.IGNORECASE)
_IF_CHANGED = re.compile(
    r"\u5982\u6709[^\uff0c\u3002]{0,6}(?:\u53d8|\u8b8a|\u8c03|\u8abf|\u6539)|\u5909\u66f4\u304c\u3042\u308b\u5834\u5408"
)
_IN_THE_TEXT = re.compile(
    r"\b(?:explained|discussed|described|covered|treated|defined|mentioned|shown) $", re.IGNORECASE
)
_ADVICE = re.compile(r"should|must|\u671f\u5f85|\u622a\u6b62", re.IGNORECASE)
_WHO = re.compile(r"[: ]+(?:who|where|what|how|whether)\b", re.IGNORECASE)
_MAY_YOU = re.compile(r"\byou (?:can|may|could|might)\b(?! (?:\w+ )?be able)[^.;:]*$", re.IGNORECASE)
_HIRING = re.compile(
    r"\b(?:we(?:'re| are) (?:hiring|looking for)|join (?:our|the|a|us) (?:\w+ )?team|you(?:'ll| will) join)\b"
    r"|\u8bf7\u52ff|\u8acb\u52ff|\u5207\u52ff|\u62db\u8058|\u8bda\u8058|\u8aa0\u8058|\u52a0\u5165\u6211\u4eec|\u63a1\u7528\u60c5\u5831|"
    r"\u52df\u96c6\u8981\u9805",
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
    colou?rs?|line-?up|panel(?:l?ists)?|agenda|topic|chair|judges|size|amount|format|guest)\b|\u5730\u70b9|
    \u5730\u9ede|\u5609\u5bbe|\u5609\u8cd3|\u552e\u4ef7|\u4ef7\u683c|\u7968\u4ef7|\u4eba\u9009|
    \u540d\u5355|\u573a\u5730|\u8bae\u7a0b|\u5956\u91d1|\u91d1\u989d|\u4f1a\u5834|\u4fa1\u683c|\u767b\u58c7|
    \u51fa\u6f14\u8005
""")
_WHEN = re.compile(
    r"\b(?:dates?|times?|timing|when|schedule|days?|month|availability|release)\b"
    r"|\u65f6\u95f4|\u6642\u9593|\u65e5\u671f|\u65e5\u7a0b|\u65e5\u65f6|\u65e5\u6642|\u6642\u671f",
    re.IGNORECASE,
)
_TO_BE_NAMED = re.compile(
    r"(?:still |yet )?to be \w+|T\.?B\.?[ADC]\.?|\u5f85\u5b9a|\u672a\u5b9a|\u8abf\u6574\u4e2d|"
    r"\u672a\u516c\u5e03",
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
    return (
        " " not in found[0]
        and named is not None
        and marks in {'""', "''", "\u201c\u201d", "\u2018\u2019", "\u300c\u300d"}
    )


def comes(passage: Passage, found: re.Match[str]) -> bool:
    """Whether something is said to come, or a thing is named that may."""
    if passage.short or passage.words.things.search(passage.text):
        return True
    ahead = (hit.span() for hit in passage.words.will.finditer(passage.text) if not _ADVICE.match(hit[0]))
    said = [*ahead, *((cue.start, cue.end) for cue in passage.cues)]
    return any(end <= found.start() or at >= found.end() for at, end in said)
