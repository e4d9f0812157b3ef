"""What stands beside a date and would be read as a part of it, or as a date of its own.

Versions in brackets, midnight at the end of a day, numbers of lots, addresses, people whose first name is a month's,
and a condition whose "not" would be taken for that of the date.
"""

from __future__ import annotations

import re

from watchtracker.reading.languages.letters import HAN_WEEKDAY
from watchtracker.reading.languages.words import pattern

_ASIDE = re.compile(
    r"[(（]v?\d+(?:\.\w+)+[^()（）\d]{0,12}[)）]"
    r"|,? (?:at )?midnight(?: \(?[A-Z]\w+ (?:local )?time\)?| [A-Z]{2,4}\b)?(?= *[.,;)!]|$)"
    r"|\bmidnight (?:[A-Z]{2,4} |[A-Z]\w+ [Tt]ime )?(?:on|of) (?=\w)"
    r"|\bmidnight (?=(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
    r"|(?<=日)(?:未明|深夜|夜半)(?!\d)"
    r"|新年度(?=予算|の予算|税制)"
    r"|\b(?:late|early) (?=on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
    r"|\bat midnight (?:[A-Z]{2,4} )?(?=tonight)"
    r"|(?<=\d)[至到](?:次日|翌日)\d{1,2}[:：]\d\d"
    r"|(?<=[\d時分])(?:から|[〜～~-])翌(?:日|朝)?(?:午前)?\d{1,2}"
    r"(?:[:：]\d\d|時(?:\d\d分)?)(?:まで)?"
    r"|\b(?:[\w-]+\.)+[a-z]{2,}/[^\s,;)\u3000-\u9fff]+"
    r"|\b(?:[Ll]ots?|[Bb]atch(?:es)?|[Ss]erial numbers?|[Ff]ile|[Tt]ickets?|[Ii]nvoices?) \d[\d/-]+"
    r"(?:(?:, | and | to )\d[\d/-]+)*(?![\w.])"
    r"|(?<![Ii]n )(?<![Bb]y )(?<!of )(?<!to )(?<!until )(?<!from )(?<!since )(?<!early )(?<!late )(?<!mid-)"
    r"\b(?:Jan|April|May|June|August) (?=[A-Z][a-z]+(?:,? (?:who|said|says|told|joined|leads|led)\b|, \d\d))"
    r"|\b[Ii]f (?:you|we|they|it|he|she) (?:can't|cannot|can not|do not|don't|does not|doesn't|have not|haven't) "
    r"[^,.;\d]{1,60},"
    r"|\bnow (?=to \w|due\b|no (?:earlier|sooner|later)\b)"
    r"|(?<=[a-z] )through (?=on )",  # "waved the bill through on Thursday" is no span
)

_HAN_MAY_HAVE = re.compile(r"新年度|日(?:未明|深夜|夜半)|（v?\d|次日|翌")
_IN_BRACKETS = re.compile(r"\(v?\d")
_ADDRESS = re.compile(r"\.[a-z]+/")
_NUMBER = re.compile(r"(?:[Ll]ot|[Bb]atch|[Ss]erial number|[Ff]ile|[Tt]icket|[Ii]nvoice)(?:e?s)? \d")
_FIRST_NAME = re.compile(r"\b(?:Jan|April|May|June|August) [A-Z]")
_IF = re.compile(r"\b[Ii]f \w+ (?:can|do|have)")
_NOW = re.compile(r"\bnow (?:to|due|no)\b")
_CENTRAL = re.compile(r"(?<=[\dmn.] )Central(?: (?:Standard |Daylight )?Time)?\b(?! [A-Z])")


# A day without its month beside its weekday: "周二（14日）", "14日（周二）".
_DAY_IN_BRACKETS = re.compile(r"(?:周|週|星期)[一二三四五六日天][(（](\d{1,2}日)[)）]")
_WEEKDAY_BEHIND = re.compile(r"(?<![月\d/])(\d{1,2}日)(?:の)?[月火水木金土日]曜日?")
_WEEKDAY_IN_BRACKETS = re.compile(rf"(?<![月\d])(\d{{1,2}}日)[(（]{HAN_WEEKDAY}[)）]")
# "6月3日、4日": two days in a row are a span.
_HAN_PAIR = re.compile(r"(?<=月)(\d{1,2})(日?(?:[(（][^()（）\d]{1,4}[)）])?)[、・](?=(\d{1,2})日)")
# What a Chinese or Japanese text puts beside a date: "（首尾兩日包括在內）", "(両日含む)", "(日程調整中)"; and the
# 到 of "要到一月中旬", which is then and not its last day.
_HAN_NOTE = pattern(r"""
    (?<=月)の?(?:大型)?連休(?:明け|中|前|後)?|
    [(（](?:首尾|包括|包含|含|連同|连同)[^()（）\d]{0,10}[)）]|
    [(（]\d{1,2}月(?:請求|引き落とし|お?支払い?|検針|振替|分)[^()（）]{0,4}[)）]|
    (?<=[日号號])(?:[(（][^()（）]{1,4}[)）])?[，,、；（(]?\s*(?:每[天日]|毎日|每个?工作日|平日|
    各日)(?:とも)?の?(?:[上下]午|午[前後]|晚上|晚)?
    \d{1,2}[:：时時点點][^。；（(]{0,40}|
    (?<![\d.])618(?=[^\d.元亿万])|
    (?<=[日)）])[ 　]?(?:深夜|未明)\d{1,2}時(?:\d{1,2}分)?(?:[〜～~-]\d{1,2}時(?:\d{1,2}分)?)?|
    [(（][^()（）\d]{0,8}(?:含む|含みます|含まない|在內|在内|不含)[)）]|
    (?<=[日号號])(?:下班|当天下班|收市|打烊|闭馆|閉館|日终)(?=前)|(?<=[月日旬末])[(（][^()（）\d]{0,6}(?:調整中|
    仮)[)）]|
    (?:逾期|遇雨|雨天|遇[^，。；\d]{1,8}|节假日|節假日|假日|若[^，。；\d]{1,10})(?:自动|自動|则|則|将|將)?(?:顺延|
    順延|延期|延后|延後|改期)[^，。；]{0,8}|(?<=要)到(?=[^，。；才]{2,14}(?:[，。；]|$))
""")
_HAN_DASH = re.compile(
    r"(?<=[日号號点點时時\d)）])\s*[\u2014\u2013\uff0d]{1,2}\s*(?=(?:\d{4}年)?\d{1,2}(?:月|日|号|號))"
)
_ISO_MONTH = re.compile(r"(?<![\w-])(20\d\d-(?:0[1-9]|1[0-2])):(?=\s)")
# "If it is not completed by 6 May" sets 6 May, and nothing later.
_IF_NOT = re.compile(r"^(If [^,.;\d]{1,60}? )not( [^,.;\d]{0,40}\bby )")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_PAIR = re.compile(
    rf"(?:(?<= )|^)(?P<month>{_MONTH} )?(?P<first>\d{{1,2}})(?P<third>, \d{{1,2}},?)? (?:and|&|\+) (?P<last>\d{{1,2}})"
    rf"(?P<behind> (?:of )?{_MONTH})?(?![\w:.%]\d|[ap]m| [ap]\.?m|\d)"
)


def _days_in_a_row(found: re.Match[str]) -> str:
    """Two or three days in a row, as "June 3 and 4", as the span that they are; other days as they stand."""
    first, last = int(found["first"]), int(found["last"])
    if not (found["month"] or found["behind"]) or last - first != (2 if found["third"] else 1):
        return found[0]
    words = f"{found['month'] or ''}{found['first']}-{found['last']}"
    return words.ljust(len(found[0]) - len(found["behind"] or "")) + (found["behind"] or "")


def _with_days(text: str) -> str:
    """`text` with each day, or days in a row, as the grammar of dates reads it, and every letter in its place."""
    text = _ISO_MONTH.sub(r"\1 ", text) if ": " in text and "-" in text else text
    if "月" in text or "日" in text:
        text = _HAN_DASH.sub(lambda found: "至".ljust(len(found[0])), text)
        text = _HAN_NOTE.sub(lambda found: " " * len(found[0]), text)
    if "日" in text:
        brackets = "(" in text or "（" in text
        if brackets:
            text = _DAY_IN_BRACKETS.sub(lambda found: found[1].rjust(len(found[0]) - 1) + " ", text)
        text = _WEEKDAY_BEHIND.sub(lambda found: found[1].ljust(len(found[0])), text)
        if brackets:
            text = _WEEKDAY_IN_BRACKETS.sub(lambda found: found[1].ljust(len(found[0])), text)
        return _HAN_PAIR.sub(
            lambda found: f"{found[1]}{found[2]}〜" if int(found[3]) == int(found[1]) + 1 else found[0], text
        )
    if "not " in text and " by " in text:
        text = _IF_NOT.sub(r"\1   \2", text)
    return _PAIR.sub(_days_in_a_row, text) if " and " in text or " & " in text or " + " in text else text


def _may_have(text: str) -> bool:
    """Whether any such words may stand in `text`: one small look for each, as most texts have none."""
    return bool(
        "midnight" in text
        or (" on " in text and ("late on " in text or "early on " in text or " through on " in text))
        or ("(" in text and _IN_BRACKETS.search(text))
        or ("/" in text and _ADDRESS.search(text))
        or ("f " in text and _IF.search(text))
        or ("now " in text and _NOW.search(text))
        or (_has_first_name(text) and _FIRST_NAME.search(text))
        or (_has_number(text) and _NUMBER.search(text))
        or (not text.isascii() and _HAN_MAY_HAVE.search(text))
    )


def _has_number(text: str) -> bool:
    lot = "lot" in text or "Lot" in text
    return lot or "atch" in text or "ile" in text or "icket" in text or "nvoice" in text or "erial n" in text


def _has_first_name(text: str) -> bool:
    return "May " in text or "June " in text or "August " in text or "April " in text or "Jan " in text


def masked(text: str, zone: str = "") -> str:
    """`text` with spaces for such words, so that each date keeps its place; in `zone`, if several have its name."""
    if "Central" in text and zone.startswith("America/"):
        text = _CENTRAL.sub(lambda found: "CT".ljust(len(found[0])), text)
    text = _with_days(text)
    if not _may_have(text):
        return text
    return _ASIDE.sub(lambda found: " " * len(found[0]), text)
