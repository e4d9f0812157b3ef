"""Moves "from X to Y", and spans that are told as two moments, read with what stands around their dates.

A date that something was moved away from is no statement, and the one it was moved to is not the end of a span.
"""

from __future__ import annotations

import re
from datetime import tzinfo
from itertools import pairwise

from watchtracker.dates import DateWindow, WindowKind
from watchtracker.reading.languages.letters import DIGIT, SHORT_MONTHS
from watchtracker.reading.languages.words import many, pattern
from watchtracker.reading.statements import Dated, Passage

_MOVE = pattern(r"""
    \b(?:mov(?:e|es|ed|ing)|extend(?:s|ed|ing)?|push(?:es|ed|ing)?|shift(?:s|ed|ing)?|postpon(?:e|es|ed|ing)|
    delay(?:s|ed|ing)?|chang(?:e|es|ed|ing)|slip(?:s|ped|ping)?|bump(?:s|ed|ing)?|nudg(?:e|es|ed|ing)|slid(?:es?|ing)?|
    defer(?:s|red|ring)?|carr(?:y|ies|ied)|reschedul(?:e|es|ed|ing)|brought|brings?|pull(?:s|
    ed)?|put)\b
    [^.;]{0,90}?(\bfrom (?:the )?([^,.;()]{1,28}?) (?:back |out |forward )?to (?:the )?)(?=\S)
""")
_DAY_OF_MONTH = re.compile(r"\d{1,2}(?:st|nd|rd|th)?\b", re.IGNORECASE)
_MONTH_NAME = rf"(?:{SHORT_MONTHS})[a-z]{{0,6}}\.?"
_OF_MONTH = re.compile(
    rf"({_MONTH_NAME}) \d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)? (?:of )?({_MONTH_NAME})", re.IGNORECASE
)
_DAY_FIRST = re.compile(rf"\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH_NAME}", re.IGNORECASE)
_YEAR = re.compile(r"20\d\d(?![\d/-])")
# A year alone is read behind "in", and not behind "now".
_NOW_A_YEAR = re.compile(
    r"\b((?:is |are )?now (?:simply |just |only |merely |more likely |likely )?)20\d\d(?=[.,;!)]|$)"
)
_MOVE_JAPANESE = pattern(r"""
    ((?:当初の?)?((?:\d{4}年)?(?:\d{1,2}月(?:\d{1,2}日(?:[(（].[)）])?|上旬|
    中旬|下旬|末|初め)?|
    第[1-4一二三四]四半期|[春夏秋冬]))から)
    (?=[^、。]{2,16}[にへま](?:で)?(?:延期|変更|前倒し|
    繰り|早ま|早め|
    遅れ|遅ら|ずれ込|延長|振り替|移))
""")
_MOVE_CHINESE = re.compile(
    r"((?:由|从|從)(?:原定的?|原来的?|原來的?)?((?:\d{4}年)?(?:(?:\d{1,2}月)?\d{1,2}[日号號](?:[(（][^()（）]{1,4}[)）])?|\d{1,2}月[底初末]?)))"
    r"(?=(?:调整|調整|变更|變更|推迟|推遲|延期|延后|延後|提前|顺延|順延|改|延|推|展期|延展|推后|挪|后移|跳票|押后)(?:到|至|为|為|期至|在))"
)
_DATE = many(rf"""
    \d{{4}}|\bQ[1-4]\b|\b(?:{SHORT_MONTHS})|
    \b(?:mon|tues|wednes|thurs|fri|satur|sun)day|\b(?:spring|summer|autumn|winter|fall|quarter|half|this|next)\b
""")
# What begins and ends a span, also where it begins when a game is up again: "3月18日维护结束后——4月8日".
_BETWEEN = pattern(r"""
    (?:[(（][一-鿿](?:曜日?)?[)）])?\s*(?:(?:定期|停服|停机|停機|版本|本次)?(?:メンテナンス|メンテ|アップデート|更新|维护|維護|升级|升級)(?:作業|更新)?
    (?:終了|完了|结束|結束|完成|明け)?(?:後|后|以降)?)?\s*
    (?:to|until|through|till|[-\u2013\u2014~〜～至到]|\u2014\u2014|--|から|より)\s*
""")
_RESET = re.compile(
    r"\)?,? (?:is|are|was|were|has been|have been) (?:vacated|cancell?ed|called off|withdrawn) (?:and|but) "
    r"(?:re-?set|re-?scheduled|moved|put off) (?:for|to|until|on) (?:the )?",
    re.IGNORECASE,
)
_SORRY = re.compile(
    r"\)?(?:\.\.\.|\u2026|,| -)? (?:sorry|correction|make that|I mean|rather),? (?:on |that is )?(?:the )?",
    re.IGNORECASE,
)
_CLOSE = 16  # the words between a move and its date: "back to the"
_AND = re.compile(r" ?(?:and|&|/|,|or) ?", re.IGNORECASE)
# "moved to 8pm from 7pm": what stands behind is the old one.
_MOVED_TO = pattern(r"""
    \b(?:mov|chang|postpon|shift|reschedul|delay|extend|push|brought|put)\w*\b[^.;]{0,60}?\b(?:to|until|
    for)\b[^.;]{0,40}$
""")
_ARROW = re.compile(r"[、。， ]?(?:=>|->|\u2192|\u21d2|\u00bb) ?(?:[(（][^()（）]{1,4}[)）])?")
_IS_NOW = pattern(r"""
    \)?,? (?:(?:but|and) )?(?:(?:is|are|was|were|has been|have been|becomes?) )?(?:now|currently)
    (?: (?:simply|just|only|merely|likely|probably|more likely|expected|due|planned|scheduled|set|slated|moved|
    postponed|back|put))*(?: (?:for|on|in|to|until|from|at))?(?: the)? ?
""")
# What was to be on one day "has been moved to" another.
_HAS_MOVED = pattern(r"""
    \)?(?:(?! (?:and|but|while|when) )[^.;:]){0,48}? (?:(?:has|have|had) (?:now )?been|was|were|is|are|will be|
    is being|has|have)
    (?: (?:now|again|since|therefore|also|just))* (?:moved|postponed|rescheduled|shifted|deferred|delayed|
    pushed(?: back|
    out)?|put (?:back|off)|held over|brought forward|adjourned|changed|slipped|reset|
    continued|flexed|bumped|carried over|extended|prolonged)(?: (?:again|
    back|out|forward|
    by \w+[ ]\w+|slightly|
    instead))*,? (?:to|until|till|for|and (?:will )?(?:now )?(?:take(?:s)? place|be held|be|is|starts?|
    begins?|runs?|falls?|ends?|closes?)(?: on| in| until| to)?)(?: the)? ?
""")
# "the meeting of the 15th is moved to the 22nd", whose verb stands behind both
_OF_IT = re.compile(r"の?[^、。]{0,14}[をは、]")
_IS_MOVED_TO = re.compile(
    r"(?:[（(].[)）])?[にへ](?:移(?:し|る)|変更|延期|振り替え|振替|繰り(?:上げ|下げ)|順延|改め|ずらし)|(?:[（(].[)）])?へ(?:変更|延期)"
)
_EXTENDED = re.compile(r"\b(?:extended|prolonged)\b", re.IGNORECASE)
_AN_END = pattern(r"""
    \b(?:deadline|date|until|till|through|end(?:s|ed|ing)?|expir\w+|laps\w+|clos\w+|due|run out|by)\b[^.;]{0,30}$
""")
_BUT = re.compile(r",? (?:but|and now) (?:rather )?(?:on |in |for )?(?:the )?", re.IGNORECASE)
_NOT = re.compile(r"\b(?:not|isn't|aren't|wasn't) (?:on |in |for )?(?:the )?$", re.IGNORECASE)


def masked(text: str) -> tuple[str, str | None]:
    """`text` with spaces for the "from X to" of a move, and X; the text as it is and None if nothing was moved so."""
    lower = text.lower()
    found = _MOVE.search(text) if "from " in lower and "to " in lower else None
    if found is None and "から" in text:
        found = _MOVE_JAPANESE.search(text)
    elif found is None and ("由" in text or "从" in text or "從" in text):
        found = _MOVE_CHINESE.search(text)
    elif found and not _is_date(text, found):
        found = None
    if found is None:
        year = _NOW_A_YEAR.search(text) if "now" in text else None
        return (_put(text, year.span(1), "in "), None) if year else (text, None)
    month = _OF_MONTH.match(found[2])
    if month and _DAY_OF_MONTH.match(text, found.end()) and not _DAY_FIRST.match(text, found.end()):
        return _put(text, found.span(1), f"{month[1] or month[2]} "), found[2]
    return _put(text, found.span(1), "in " if _YEAR.match(text, found.end()) else ""), found[2]


def _is_date(text: str, found: re.Match[str]) -> bool:
    """Whether a move is from a date, which may lack its month: "from 9 to 16 March"."""
    if _DATE.search(found[2]):
        return True
    return bool(_DAY_OF_MONTH.fullmatch(found[2]) and _DAY_FIRST.match(text, found.end()))


def _put(text: str, place: tuple[int, int], words: str) -> str:
    """`text` as long as it was, with spaces at `place` that end with `words`."""
    start, end = place
    return text[:start] + words.rjust(end - start) + text[end:]


def joined(passage: Passage, found: list[Dated], zone: tzinfo) -> list[Dated]:
    """The dates of a passage, those made one that begin and end a span: "from Monday 2 May, 8:00 to Friday 6 May"."""
    made: list[Dated] = []
    for dated in found:
        before = made[-1] if made else None
        if before and before.window == dated.window and passage.text[before.end : dated.start].strip() in {"(", "（"}:
            continue  # "on Thursday (24 May)"
        if before and _is_begin(before) and _BETWEEN.fullmatch(passage.text, before.end, _behind_dash(dated)):
            first, last = before.window.first_day(zone), dated.window.last_day(zone)
            named = (
                before.window.exact
                and not DIGIT.search(dated.words)
                and " - " in passage.text[before.end : dated.start]
            )
            if first and last and first <= last and not named:  # "3 May - Early May Bank Holiday" is no span
                words = passage.text[before.start : dated.end]
                made[-1] = Dated(before.start, dated.end, words, DateWindow(first, last))
                continue
        made.append(dated)
    return made


def _behind_dash(dated: Dated) -> int:
    """Where a date begins behind the dash that its words may begin with: "～ 6月24日"."""
    return dated.start + len(dated.words[:2]) - len(dated.words[:2].lstrip("~〜～ "))


def _is_begin(dated: Dated) -> bool:
    return dated.window.kind in {WindowKind.INSTANT, WindowKind.EXACT, WindowKind.OPEN_END}


def without_former(passage: Passage, found: list[Dated]) -> tuple[list[Dated], Dated | None]:
    """The dates without one that another took over from ("6 May is now 20 May"), and that one."""
    for former, dated in pairwise(found):
        between = passage.text[former.end : dated.start]
        taken_over = any(way.fullmatch(between) for way in (_IS_NOW, _RESET, _SORRY, _ARROW, _HAS_MOVED))
        taken_over = taken_over or bool(
            passage.verb_last and _OF_IT.fullmatch(between) and _IS_MOVED_TO.match(passage.text, dated.end)
        )
        if _EXTENDED.search(between) and not _AN_END.search(passage.text, 0, former.start + len("until ")):
            continue  # a fair of 9 May that is extended to 12 May still begins on its day
        if taken_over or (_BUT.fullmatch(between) and _NOT.search(passage.text, 0, former.start)):
            return [other for other in found if other is not former], former
    return found, None


def is_former(passage: Passage, dated: Dated) -> bool:
    """Whether a date is that from which something was moved to another before it."""
    from_it = dated.words.lower().startswith("from ")
    return from_it and bool(_MOVED_TO.search(passage.text, 0, dated.start))


def is_target(passage: Passage, dated: Dated) -> bool:
    """Whether something was moved to the date: "was pushed to June", "postponed until May 6"."""
    before = passage.text[: dated.start + 1]  # a Chinese move may end with the first character of its date
    moved = [found.end() for found in passage.words.moves.finditer(before)]
    return bool(moved) and len(before) - moved[-1] <= _CLOSE


def with_day_before(passage: Passage, numbers: list[tuple[int, int]], found: list[Dated]) -> list[Dated]:
    """The dates, with the number that stands before one as a day of the same month: "7 and 8 May"."""
    made: list[Dated] = []
    for dated in found:
        day = dated.window.earliest
        number = next((at for at in numbers if _AND.fullmatch(passage.text[at[1] : dated.start])), None)
        first = int(re.sub(r"\D", "", passage.text[slice(*number)])) if number else 0
        if number is None or day is None or day != dated.window.latest or not 0 < first < day.day:
            made.append(dated)
            continue
        words = passage.text[number[0] : dated.end]
        if first + 1 == day.day:
            made.append(Dated(number[0], dated.end, words, DateWindow(day.replace(day=first), day)))
        else:
            alone = DateWindow(day.replace(day=first), day.replace(day=first))
            made += [Dated(*number, passage.text[slice(*number)], alone), dated]
    return made
