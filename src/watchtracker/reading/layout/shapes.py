"""How the lines of a text look: headings, items of lists, pairs of a key and its value, lines that begin with a day."""

from __future__ import annotations

import re

from watchtracker.reading.languages.letters import DIGIT, MONTHS, SHORT_MONTHS, SHORT_WEEKDAYS
from watchtracker.reading.languages.words import pattern

HEADING = re.compile(r"[ \t]{0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$")
UNDERLINE = re.compile(r"[ \t]*(={3,}|-{3,}|~{3,}|\^{3,})[ \t]*$")
RULE = re.compile(r"[ \t]*(?:[-*_=~\u2500\u2014] ?){3,}[ \t]*$")
_ROUND = r"\u2022\u00b7\u25aa\u25cf\u25e6・\u25a0\u25a1\u25c6"  # bullets that need no space behind them
_HAN_NUMBER = r"一二三四五六七八九十"
ITEM = re.compile(
    r"[ \t]*(?:>[ \t]*)*(?:[-*+\u2013\u2014\u2192\u2713\u2714\u25ba\u25b8\u00bb\u2610\u2611?](?=\s)(?:\s*\[[ xX]\])?"
    r"|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)）](?=\s)|\d{1,2}/(?=\s)"
    rf"|[{_ROUND}]|[(（](?:\d{{1,2}}|[{_HAN_NUMBER}])[)）]|(?:[{_HAN_NUMBER}]{{1,2}}|\d{{1,2}})、"
    r"|[\u2460-\u2473]|(?<=[ \t])\d{1,2}\.\d{1,2}\.?(?=[ \t]+[A-Z][a-z]))[ \t]*"
)
# An item or a term of a list in HTML, and a term with what is told of it in one line.
HTML_ITEM = re.compile(r"[ \t]*<(?:li|dt)\b[^<>\n]{0,200}>", re.IGNORECASE)
HTML_TERM = re.compile(r"[ \t]*<dt\b[^<>\n]{0,200}>([^\n]{1,120}?)</dt>[ \t]*(?=<dd\b[^<>\n]{0,200}>)", re.IGNORECASE)
# The line of a page that says when it was changed, which stands over nothing.
_STAMP = pattern(r"""
    \W*(?:this )?(?:page|document|article|post|guide|table)?[ ]?(?:was )?(?:last |first )?(?:edited|updated|modified|
    reviewed|changed|revised|published|posted|generated)\b.{0,20}\d|(?:最終更新|更新日|最后更新|更新时间|更新于|发布于).{0,20}\d
""")
HAN_NUMBERED = re.compile(
    rf"(?:[{_HAN_NUMBER}]{{1,2}}、|[(（][{_HAN_NUMBER}]{{1,2}}[)）])\s*"
    r"([^。，；：:,]{1,20})"
)
PAIR = re.compile(
    r"[ \t]*(?:>[ \t]*)*[*_]*([^\s:：|*_][^:：|\n]{0,47}?)[*_]*[ \t]*(?::[*_]*(?=\s)|：)[*_]*[ \t]*(?=\S)"
)
# "■応募期間　2月1日～3月15日"
HAN_PAIR = re.compile(r"[ \t]*([一-鿿ぁ-ヺー]{2,10})\u3000+(?=\S)")
BOLD = re.compile(r"[ \t]*(\*\*|__)(.+?)\1[ \t]*:?[ \t]*$")
BRACKETS = pattern(
    r"""
        [ \t]*[【《\[]([^】\]]{1,40})[】》\]][ \t]*$|
        [ \t]*[\u25a0\u25a1\u25c6\u25bc\u25cf]\s*(\S(?:(?!\u3000|[ ]{2}|：).){0,39}[^。\s])$
    """,
    re.NOFLAG,
)
FOOTER = pattern(r"""
        \b(?:unsubscribe|all rights reserved|privacy policy|manage (?:your )?preferences|
        you(?:'re| are) (?:receiving|getting) this|you (?:received|get) this|
        view (?:this email |it )?in (?:your )?browser|terms of (?:use|service))\b|\u00a9|\(c\) ?\d{4}|
        copyright (?:\u00a9|\d{4})|版权所有|退订|配信停止|
        無断転載
    """)
ONLY_A_DATE = pattern(rf"""
    [\W_]*(?:(?:(?:{SHORT_MONTHS}|{SHORT_WEEKDAYS})[a-z]*|
    \d+(?:st|nd|rd|th)?)[\ ,./-]*){{2,5}}[\W_]*$|[\d年月日 ./-]+$
""")
_MONTH = rf"(?:{SHORT_MONTHS})[a-z]*\.?"
_DAYS = r"\d{1,2}(?:st|nd|rd|th)?(?: ?[-\u2013] ?\d{1,2}(?:st|nd|rd|th)?)?"
# A line that is a day and nothing else.
_DATE = (
    rf"(?:(?:{SHORT_WEEKDAYS})[a-z]*\.?[ ,]+)?(?:{_MONTH} {_DAYS}|{_DAYS} {_MONTH}|\d{{1,2}}/\d{{1,2}}"
    r"|\d{4}-\d\d-\d\d|(?:\d{4}年)?\d{1,2}月\d{1,2}日)(?:,? \d{4})?"
)
_CLOCK = r"\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?"
IS_A_DATE = re.compile(
    rf"[\s>*_]*{_DATE}(?: ?(?:[-\u2013\u2014]|to|until) ?{_DATE})?"
    rf"(?:,? (?:at )?{_CLOCK}(?: ?[-\u2013] ?{_CLOCK})?(?: [A-Z]{{2,4}})?)?[\s*_.]*",
    re.IGNORECASE,
)
# A day, or a span of them, in signs of Chinese or Japanese, or one in English, without any other word.
ONLY_DAYS = re.compile(
    r"[\d年月日号时時分:：~〜～\u2013\u2014至到から()（）火水木金土一二三四五六天曜周星期上中下旬"
    r". \u3000-]+|" + IS_A_DATE.pattern,
    re.IGNORECASE,
)
# A row of figures of the months: "Jan 62 | Feb 48 | Mar 55".
MONTH_AND_NUMBER = re.compile(
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.? [\d.,]+ ?%?", re.IGNORECASE
)
# Words and a time, as in "On disc 14 June" and "Streaming later this year".
SAYS_AND_WHEN = pattern(rf"""
    [a-z]{{4}}.*(?:\d{{1,2}} (?:{SHORT_MONTHS})|
    (?:{SHORT_MONTHS})[a-z]*\.? \d|\d{{4}}-\d\d|\b(?:later|next|this|soon|TB[AD])\b|
    \b(?:spring|summer|autumn|fall|winter|q[1-4])\b)|[\u3040-\u9fff]{{2}}.*\d月
""")
# A cell that says when, be it a day, a month or a quarter.
_MONTH_NAME = (
    rf"(?:{MONTHS}"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?"
)
SOME_TIME = re.compile(
    IS_A_DATE.pattern + r"|(?:NET |by |end of |early |mid-? ?|late )*"
    rf"(?:{_MONTH_NAME}|Q[1-4]|H[12]|spring|summer|autumn|fall|winter)(?:,? \d{{4}})?"
    r"|20\d\d(?:-\d\d)?|(?:\d{4}年)?\d{1,2}月(?:[上中下]旬|末|初)?",
    re.IGNORECASE,
)
DEFINITION = re.compile(r"[ \t]*(?::[ \t]+\S|Scheduled for [A-Z][a-z]{2,8} \d)")
# A cell that says when, or under which number, and not what.
NO_SUBJECT = pattern(r"""
    (?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}[ ,.]*(?:\d.*)?|
    (?:[a-z]{3,9}\.? )?\d{1,4}(?:[-/. ,]{1,2}(?:\d{1,4}|[a-z]{3,9})){1,3}|
    \d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?(?: [a-z]{2,4})?|\d+[-:]\w{1,4}[-:]\d+|
    (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d.*|\d+月\d+日.*|
    TB[ADC]\b.*|\d{4}(?:[ ]?[-\u2013][ ]?\d{4})?[ ]?(?:Z|UTC|h)?|\d{1,2}[:.]\d\d[ ]?[-\u2013][ ]?\d{1,2}[:.]\d\d.*|
    (?:late |early |mid-?)?(?:Q[1-4]|H[12]|spring|summer|autumn|fall|winter)[ ]?(?:\d{4})?(?: \(.*\))?|
    to be (?:decided|announced|confirmed|determined)|not (?:before|sooner|earlier)\b.*|NET .*|n/?a|none|
    [-\u2013\u2014*\u2020]|
    未定|待定|待公布|\d{4}年.*
""")
# A version that begins a row is what the row is of, though "26.04" might be a day.
A_VERSION = re.compile(
    r"v?\d{1,3}\.(?:\d{1,3}|x)(?:\.(?:\d{1,3}|x))?(?:[ -]?(?:LTS|ESR|STS|rc[ -]?\d*|beta ?\d*|alpha ?\d*|final|GA"
    r"|stable))?",
    re.IGNORECASE,
)
WHEN_COLUMN = re.compile(r".*\b(?:dates?|when|day|time|deadline)\b.*|.*[日期时時]", re.IGNORECASE)
# The head of a column that says nothing of what a row is of.
WHERE_OR_WHO = pattern(r"""
    ^(?:place|venue|city|location|where|country|region|speakers?|hosts?|status|state|owner|who|organi[sz]ers?|contact|
    lead|by|room|hall|link|notes?|remarks?|地点|地點|城市|会场|会場|場所|场地|状态|狀態|主办|主催|主辦|备注|備考|负责人|担当)
""")
# A line of a list that begins with its date: "Dec 9 - the ferry".
DATE_FIRST = pattern(r"""
    [ \t]*(?:NET |early |mid-?|late )?(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}[ ,]{1,2})?
    (?:(?:jan|feb|mar|apr|may|jun|jul|
    aug|sep|oct|nov|dec)[a-z]{0,6}\.?(?: \d{1,2})?|\d{1,2}\.? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|
    dec)[a-z]{0,6}|\d{4}-\d\d-\d\d|TB[AD])(?:,? \d{4})?(?:,? \d\d:\d\d(?: [A-Z]{2,4})?)? ?(?: - | \u2013 | \u2014 |: )\S
""")
WEEKDAY = re.compile(
    rf"(?:{SHORT_WEEKDAYS})[a-z]*\.?|(?:周|週|星期)[一二三四五六日天]"
    r"|[月火水木金土日]曜日?",
    re.IGNORECASE,
)
_HAN_DAY = (
    r"(?:(?:(?:\d{4}|令和\d{1,2})年)?\d{1,2}月\d{1,2}日|(?:\d{4}/)?\d{1,2}/\d{1,2}(?=[(（]))"
    r"(?:[(（][^()（）]{1,4}[)）])?"
)
_HAN_DAYS = (
    rf"[ \t\u3000]*{_HAN_DAY}"
    r"(?:[ \u3000]?[-\u2013~〜～至][ \u3000]?(?:\d{1,2}(?:月|/))?\d{1,2}日?"
    r"(?:[(（][^()（）]{1,4}[)）])?)?"
    r"(?:[ \u3000]?\d{1,2}[:：]\d\d)?"
)
WEEKDAY_FIRST = re.compile(
    rf"{_HAN_DAYS}[ \t\u3000:：]\s*\S|"
    rf"[ \t\u3000]*(?:\d{{1,2}} ?[-~〜～\u2013、] ?)?\d{{1,2}}日(?:[(（][^()（）]{{1,4}}[)）])?"
    rf"[ \t\u3000:：~〜～]\s*\S|"
    rf"[ \t]*(?:{SHORT_WEEKDAYS})[a-z]{{0,6}}(?:,? \d{{1,2}}[:.]\d\d)?(?: [-\u2013\u2014] |: )\S",
    re.IGNORECASE,
)
# The hour at the head of a line of a calendar.
HOUR_FIRST = re.compile(
    r"[ \t\u3000]*\d{1,2}(?:[:.：]\d\d(?: ?[ap]\.?m\.?)?| ?[ap]\.?m\.?| noon)[ \t\u3000]+(?=\S)", re.IGNORECASE
)
# Who said a line of a chat, and when: "[3/9/27, 9:42] Noor: ", "09:41 <noor> ".
SPOKEN = re.compile(
    r"[ \t]*(?:(?:\[\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},? \d{1,2}[:.]\d\d(?:[:.]\d\d)?(?: ?[ap]\.?m\.?)?\]"
    r"|\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},? \d{1,2}:\d\d(?: ?[ap]m)? -)[ ]?(?:<[^<>\n]{1,30}>|[^\s:\[\]][^:\n\[\]]{0,30}:)"
    r"|\[?\d{1,2}:\d\d(?::\d\d)?\]?[ ]<[^<>\n/]{1,30}>)[ \t]+(?=\S)",
    re.IGNORECASE,
)
# The time at the head of a chapter of a recording, and that of the first, which is the beginning.
CHAPTER = re.compile(r"[ \t]*[\[(]?\d{1,3}:\d\d(?::\d\d)?[\])]?[ \t]*[-\u2013\u2014:|]?[ \t]+(?=\S)")
FIRST_CHAPTER = re.compile(r"^[ \t]*(?:[-*\u2022] )?[\[(]?0{1,2}:00(?::00)?[\])]?[ \t]", re.MULTILINE)
SLASH_FIRST = re.compile(
    rf"[ \t]*(?:(?:{SHORT_WEEKDAYS})[a-z]{{0,6}}[ ,]{{1,2}})?\d{{1,2}}/\d{{1,2}}"
    r"(?:[(（][^()（）]{1,4}[)）])?(?: ?[-\u2013~] ?\d{1,2}/\d{1,2})?"
    r"(?:[ \t\u3000]+[-\u2013\u2014]?|:|：)[ \t\u3000]*[^\W\d]",
    re.IGNORECASE,
)
HAN_WEEKDAY_FIRST = re.compile(
    r"[ \t]*(?:本|下|今|来)?(?:[周週]|星期)[一二三四五六日天]"
    r"(?:[(（][^()（）]{1,8}[)）])?[：: \u3000]"
)
NAMES_THE_TEXT = pattern(r"(?:name|what|product|project|title|event|software|名称|产品|活动)")
NUMBERED = re.compile(r"[ \t]*\d{1,2}[.)] +(\S.{0,50})$")
# The head of a file of values, shown within a text: "date,name".
VALUES = re.compile(r"[ \t]*[\w-]+(?:[ _][\w-]+)?(?:[,;][\w-]+(?:[ _][\w-]+)?)+")
A_VALUE = re.compile(r"[ \t]*[^,;]*[^,;\s]([,;])(?=\S)")
PROGRAM = re.compile(
    r"(?: {4}|\t)\s*(?:\$ |@\w+\{|>>> |[\w.]+\(.*\)$|[\w.-]+ ?= ?\S+$|(?:import|from|def|sudo|pip|git) )"
)
DATED = pattern(rf"\b(?:{SHORT_MONTHS})[a-z]*\.? \d|\d{{4}}-\d\d|\d ?月")
HEADER_KEYS = pattern(r"""
    (?:from|to|cc|sent|reply-to|message-id|published(?: on)?|posted(?: on)?|last[- ](?:updated|modified|
    reviewed)|
    updated|modified|created|author|by|reviewed|retrieved|accessed|version|revision|issue|path|slug|url|link|
    docket(?: no\.?)?|file no\.?|
    发布时间|发布日期|发布于|更新时间|
    更新日期|更新于|来源|作者|编辑|发文日期|
    公布日期|成文日期|
    更新日|最終更新(?:日)?|掲載日|投稿日|
    作成日|発表日|発行日|更新日時)$
""")
ENDS_A_SENTENCE = (".", "!", "?", ";", ",", "。", "！", "？", "；", "，", "、")
# A cell that says how the thing of its row ended.
ENDED = re.compile(
    r"\W*(?:done|shipped|complete[d]?|released|launched|delivered|live|passed|approved|adopted|in force"
    r"|已(?:完成|发布|上线)|完了|済|実施済み?|公開済み?"
    r"|(?P<off>cancel+ed|dropped|withdrawn|called off|scrapped|abandoned|已?取消|中止))\W*",
    re.IGNORECASE,
)


HAN_MONTH_FIRST = re.compile(
    r"[ \t\u3000]*(?:(?:\d{4}年)?\d{1,2}月(?:[上中下]旬|末|初旬?|头|底)?|\d{4}年(?:春|夏|秋|冬|内|末)?"
    r"|未定|待定|时间待定|時期未定)[ \t\u3000]+\S"
)
NUMBER_FIRST = re.compile(r"[ \t]*\d{1,2} [A-Z][a-z]")
NOTE = re.compile(r"[ \t\u3000]*[※\uff0a]")
SUBSECTION = re.compile(r"[ \t]*\d{1,2}\.\d{1,2}\.?[ \t]+[A-Z][a-z]")
# One look that most lines do not pass.
_MAY_SAY_WHEN = re.compile(
    rf"[ \t\u3000]*(?:\d|[周週星本下今来未待时時]|NET |TB|early|mid|late|{SHORT_WEEKDAYS}"
    rf"|{SHORT_MONTHS})",
    re.IGNORECASE,
)
# "**NetConf** · 9-11 Mar · Porto"
NAME_FIRST = re.compile(r"[ \t]*\*\*[^*\n]{2,60}\*\*:?[ \t]*[\u00b7|\u2013\u2014:-][ \t]")
_WHEN_FIRST = (DATE_FIRST, WEEKDAY_FIRST, HAN_WEEKDAY_FIRST, HOUR_FIRST, SLASH_FIRST, HAN_MONTH_FIRST)


def begins_with_when(words: str) -> bool:
    """Whether a line begins with its day or its hour, and goes on to say what comes then."""
    return _MAY_SAY_WHEN.match(words) is not None and any(shape.match(words) for shape in _WHEN_FIRST)


def pair(words: str) -> re.Match[str] | None:
    """The key at the beginning of a line, with the colon behind it; most lines have none."""
    return PAIR.match(words) if ":" in words or "：" in words else None


def is_stamp(words: str) -> bool:
    """Whether a line says when its page was changed."""
    return DIGIT.search(words) is not None and _STAMP.match(words) is not None
